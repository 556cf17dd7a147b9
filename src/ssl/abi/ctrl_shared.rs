//! Commands that contexts and connections have in common.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::sync::Arc;

use dtls::msg::{NamedGroup, SignatureScheme};

use crate::ctrl;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::dh::{Auto, TmpDh};
use crate::object::method::{DTLS1_2_VERSION, DTLS1_VERSION, Protocol};
use crate::object::security::Policy;
use crate::object::settings::{Settings, heartbeat};
use crate::object::{groups, sigalgs};
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::verify::{self, Store};
use crate::sys::{self, Arg, error, key};

use super::certificate::is_strong_enough;

/// What has settings.
pub trait Owner {
    fn settings(&self) -> Arc<Settings>;
    fn change(&self, change: impl FnOnce(&mut Settings) -> c_long) -> c_long;
    fn store(&self) -> Store;
    fn policy(&self) -> Policy<'_>;
}

impl Owner for SSL_CTX {
    fn settings(&self) -> Arc<Settings> {
        self.settings()
    }
    fn change(&self, change: impl FnOnce(&mut Settings) -> c_long) -> c_long {
        self.change(change)
    }
    fn store(&self) -> Store {
        self.store()
    }
    fn policy(&self) -> Policy<'_> {
        self.policy()
    }
}

impl Owner for SSL {
    fn settings(&self) -> Arc<Settings> {
        self.settings()
    }
    fn change(&self, change: impl FnOnce(&mut Settings) -> c_long) -> c_long {
        self.change(change)
    }
    fn store(&self) -> Store {
        self.context().store()
    }
    fn policy(&self) -> Policy<'_> {
        self.policy()
    }
}

/// `None`: not one of these commands.
///
/// # Safety
/// `parg` is what the command's macro in `openssl/ssl.h` passes.
pub unsafe fn shared(
    owner: &impl Owner,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> Option<c_long> {
    // SAFETY: passed on.
    unsafe { plain(owner, cmd, larg, parg) }
        // SAFETY: passed on.
        .or_else(|| unsafe { lists(owner, cmd, larg, parg) })
        // SAFETY: passed on.
        .or_else(|| unsafe { certificates(owner, cmd, larg, parg) })
}

/// Numbers and flags.
///
/// # Safety
/// As [`shared`].
unsafe fn plain(owner: &impl Owner, cmd: c_int, larg: c_long, parg: *mut c_void) -> Option<c_long> {
    let bits = u32::try_from(larg & 0xFFFF_FFFF).unwrap_or(0);
    Some(match cmd {
        ctrl::MODE => with_mode(owner, |mode| mode | bits, bits),
        ctrl::CLEAR_MODE => with_mode(owner, |mode| mode & !bits, bits),
        ctrl::GET_READ_AHEAD => c_long::from(owner.settings().read_ahead),
        ctrl::SET_READ_AHEAD => owner.change(|settings| {
            c_long::from(std::mem::replace(&mut settings.read_ahead, larg != 0))
        }),
        ctrl::GET_MAX_CERT_LIST => size(owner.settings().max_cert_list),
        ctrl::SET_MAX_CERT_LIST => match usize::try_from(larg) {
            Ok(limit) => {
                owner.change(|settings| size(std::mem::replace(&mut settings.max_cert_list, limit)))
            }
            Err(_) => 0,
        },
        ctrl::SET_MAX_SEND_FRAGMENT => match usize::try_from(larg) {
            Ok(limit @ 512..=16384) => owner.change(|settings| {
                settings.max_send_fragment = limit;
                settings.split_send_fragment = settings.split_send_fragment.min(limit);
                1
            }),
            _ => 0,
        },
        // No record is split in DTLS: the value is only kept (SSL_set_split_send_fragment(3)).
        ctrl::SET_SPLIT_SEND_FRAGMENT => owner.change(|settings| match usize::try_from(larg) {
            Ok(size) if (1..=settings.max_send_fragment).contains(&size) => {
                settings.split_send_fragment = size;
                1
            }
            _ => 0,
        }),
        // Only ciphers that work on several records at once would use it.
        ctrl::SET_MAX_PIPELINES => c_long::from((1..=MAX_PIPELINES).contains(&larg)),
        ctrl::CERT_FLAGS => owner.change(|settings| {
            settings.cert_flags |= bits;
            settings.cert_flags.into()
        }),
        ctrl::CLEAR_CERT_FLAGS => owner.change(|settings| {
            settings.cert_flags &= !bits;
            settings.cert_flags.into()
        }),
        ctrl::SET_MIN_PROTO_VERSION => bound(owner, larg, |settings, to| settings.min_version = to),
        ctrl::SET_MAX_PROTO_VERSION => bound(owner, larg, |settings, to| settings.max_version = to),
        ctrl::GET_MIN_PROTO_VERSION => owner.settings().min_version.into(),
        ctrl::GET_MAX_PROTO_VERSION => owner.settings().max_version.into(),
        ctrl::SET_HEARTBEAT_NO_REQUESTS => owner.change(|settings| {
            settings.heartbeat = match larg {
                0 => heartbeat::ENABLED,
                _ => heartbeat::ENABLED | heartbeat::DONT_RECV_REQUESTS,
            };
            1
        }),
        ctrl::SET_MSG_CALLBACK_ARG => owner.change(|settings| {
            settings.inherited.message_arg = Arg(parg);
            1
        }),
        ctrl::SET_DH_AUTO => owner.change(|settings| {
            settings.dh_auto = match larg {
                0 => Auto::Off,
                2 => Auto::Short,
                _ => Auto::Fitting,
            };
            1
        }),
        ctrl::SET_TMP_DH if parg.is_null() => {
            error::put(error::PASSED_NULL);
            0
        }
        ctrl::SET_TMP_DH => {
            // SAFETY: the command's argument is a DH.
            let numbers = unsafe { sys::dh::of_dh(parg.cast()) };
            set_tmp_dh(owner, numbers.as_ref())
        }
        // SAFETY: the command's argument is an EC_KEY.
        ctrl::SET_TMP_ECDH => match unsafe { key::curve_of_ec_key(parg.cast()) } {
            Some(nid) => set_groups(owner, groups::from_nids(&[nid])),
            None => {
                error::put(error::PASSED_NULL);
                0
            }
        },
        _ => return None,
    })
}

/// `SSL_MAX_PIPELINES`.
const MAX_PIPELINES: c_long = 32;

/// Sets the group of Diffie-Hellman shares.
pub fn set_tmp_dh(owner: &impl Owner, numbers: Option<&sys::dh::Numbers>) -> c_long {
    let level = owner.settings().security.level;
    match TmpDh::new(numbers, level) {
        Some(group) => owner.change(|settings| {
            settings.tmp_dh = Some(group);
            1
        }),
        None => 0,
    }
}

fn size(value: usize) -> c_long {
    c_long::try_from(value).unwrap_or(c_long::MAX)
}

fn with_mode(owner: &impl Owner, change: impl FnOnce(u32) -> u32, bits: u32) -> c_long {
    // Asking for the mode (SSL_get_mode) passes no bits, and changes nothing.
    if bits == 0 {
        return owner.settings().mode.into();
    }
    owner.change(|settings| {
        settings.mode = change(settings.mode);
        settings.mode.into()
    })
}

/// Sets an end of the range of versions. One of the other protocol is not for this method: nothing
/// happens (SSL_CTX_set_min_proto_version(3)).
pub(super) fn bound(
    owner: &impl Owner,
    version: c_long,
    set: impl FnOnce(&mut Settings, c_int),
) -> c_long {
    let is_dtls = |version| matches!(version, DTLS1_VERSION | DTLS1_2_VERSION);
    const TLS: std::ops::RangeInclusive<c_int> = 0x300..=0x304;
    match c_int::try_from(version) {
        Ok(version) if version == 0 || is_dtls(version) || TLS.contains(&version) => {
            let for_tls = owner.settings().method.protocol == Protocol::Tls;
            if version == 0 || is_dtls(version) != for_tls {
                owner.change(|settings| {
                    set(settings, version);
                    1
                });
            }
            1
        }
        _ => 0,
    }
}

/// Groups and signature algorithms.
///
/// # Safety
/// As [`shared`].
unsafe fn lists(owner: &impl Owner, cmd: c_int, larg: c_long, parg: *mut c_void) -> Option<c_long> {
    // SAFETY: these commands take an array of `larg` ints.
    let numbers = || unsafe { numbers(parg.cast(), larg) };
    // SAFETY: these commands take a C string.
    let text = || unsafe { ffi::cstr(parg.cast::<c_char>()) }.and_then(|text| text.to_str().ok());
    Some(match cmd {
        ctrl::SET_GROUPS => {
            if larg == 0 {
                error::put(reasons::BAD_LENGTH);
            }
            set_groups(owner, numbers().and_then(groups::from_nids))
        }
        ctrl::SET_GROUPS_LIST => set_groups(owner, text().and_then(parse_groups)),
        ctrl::SET_SIGALGS => set_sigalgs(owner, numbers().and_then(sigalgs::from_nids), false),
        ctrl::SET_SIGALGS_LIST => set_sigalgs(owner, text().and_then(sigalgs::parse), false),
        ctrl::SET_CLIENT_SIGALGS => {
            set_sigalgs(owner, numbers().and_then(sigalgs::from_nids), true)
        }
        // SAFETY: the argument is an array of `larg` bytes, or NULL.
        ctrl::SET_CLIENT_CERT_TYPES => unsafe { set_certificate_types(owner, larg, parg.cast()) },
        ctrl::SET_CLIENT_SIGALGS_LIST => set_sigalgs(owner, text().and_then(sigalgs::parse), true),
        _ => return None,
    })
}

/// The types of a CertificateRequest; NULL or none: those that the signature algorithms give.
///
/// # Safety
/// `types` is NULL or has `count` bytes.
unsafe fn set_certificate_types(owner: &impl Owner, count: c_long, types: *const u8) -> c_long {
    const MOST: usize = 255;
    let wanted = match usize::try_from(count) {
        Ok(0) => Some(&[][..]),
        // SAFETY: the caller's contract.
        Ok(count @ 1..=MOST) => unsafe { ffi::slice(types, count) },
        _ => None,
    };
    let wanted = if types.is_null() {
        Some(&[][..])
    } else {
        wanted
    };
    match wanted {
        Some(wanted) => owner.change(|settings| {
            settings.certificate_types = wanted.to_vec();
            1
        }),
        None => 0,
    }
}

/// # Safety
/// `pointer` is NULL or has `count` ints.
unsafe fn numbers<'a>(pointer: *const c_int, count: c_long) -> Option<&'a [c_int]> {
    let count = usize::try_from(count).ok().filter(|count| *count <= 1024)?;
    if pointer.is_null() {
        return None;
    }
    // SAFETY: the caller's contract.
    Some(unsafe { std::slice::from_raw_parts(pointer, count) })
}

pub(super) fn parse_groups(list: &str) -> Option<Vec<NamedGroup>> {
    let groups = groups::parse(list);
    if groups == Err(groups::Fault::Unknown) {
        error::put(error::PASSED_INVALID);
    }
    groups.ok()
}

pub(super) fn set_groups(owner: &impl Owner, groups: Option<Vec<NamedGroup>>) -> c_long {
    match groups {
        Some(groups) => owner.change(|settings| {
            settings.groups = Some(groups);
            1
        }),
        None => 0,
    }
}

pub(super) fn set_sigalgs(
    owner: &impl Owner,
    schemes: Option<Vec<SignatureScheme>>,
    client: bool,
) -> c_long {
    match schemes {
        Some(schemes) => owner.change(|settings| {
            let place = if client {
                &mut settings.client_sigalgs
            } else {
                &mut settings.sigalgs
            };
            *place = Some(schemes);
            1
        }),
        None => 0,
    }
}

/// Chains and stores.
///
/// # Safety
/// As [`shared`].
unsafe fn certificates(
    owner: &impl Owner,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> Option<c_long> {
    // SAFETY: `larg` says whether the argument's reference passes (0) or one is added.
    let store = || unsafe {
        if larg == 0 {
            Store::from_raw(parg.cast())
        } else {
            Store::share(parg.cast())
        }
    };
    Some(match cmd {
        // SAFETY: the argument is a stack of certificates.
        ctrl::CHAIN => unsafe { set_chain(owner, larg, parg.cast()) },
        ctrl::CHAIN_CERT => {
            // SAFETY: the argument is a certificate.
            let certificate = unsafe { Certificate::share(parg.cast()) }?;
            if !is_strong_enough(owner, None, std::slice::from_ref(&certificate)) {
                return Some(0);
            }
            let added =
                owner.change(|settings| settings.certs.add_chain_certificate(certificate).into());
            if added != 0 && larg == 0 {
                // SAFETY: on success the argument's reference passes to us.
                drop(unsafe { Certificate::from_raw(parg.cast()) });
            }
            added
        }
        ctrl::GET_CHAIN_CERTS => {
            let chain = owner.settings().certs.current().chain.clone();
            let pointer = chain.map_or(std::ptr::null_mut(), |chain| chain.as_ptr());
            // SAFETY: the argument is the place for the stack.
            unsafe { ffi::put(parg.cast::<*mut stack_st_X509>(), pointer) };
            1
        }
        ctrl::SELECT_CURRENT_CERT => {
            owner.change(|settings| settings.certs.select(parg.cast()).into())
        }
        ctrl::SET_CURRENT_CERT => match larg {
            ctrl::CERT_SET_FIRST => owner.change(|settings| settings.certs.advance(true).into()),
            ctrl::CERT_SET_NEXT => owner.change(|settings| settings.certs.advance(false).into()),
            _ => 0,
        },
        ctrl::BUILD_CERT_CHAIN => build_chain(owner, larg),
        ctrl::SET_VERIFY_CERT_STORE => owner.change(|settings| {
            settings.certs.verify_store = store();
            1
        }),
        ctrl::SET_CHAIN_CERT_STORE => owner.change(|settings| {
            settings.certs.chain_store = store();
            1
        }),
        ctrl::GET_VERIFY_CERT_STORE | ctrl::GET_CHAIN_CERT_STORE => {
            let certs = &owner.settings().certs;
            let store = if cmd == ctrl::GET_VERIFY_CERT_STORE {
                &certs.verify_store
            } else {
                &certs.chain_store
            };
            let pointer = store.as_ref().map_or(std::ptr::null_mut(), Store::as_ptr);
            // SAFETY: the argument is the place for the store.
            unsafe { ffi::put(parg.cast::<*mut X509_STORE>(), pointer) };
            1
        }
        _ => return None,
    })
}

/// # Safety
/// `stack` is NULL or a valid stack, given up when `larg` is 0 and the result 1.
unsafe fn set_chain(owner: &impl Owner, larg: c_long, stack: *mut stack_st_X509) -> c_long {
    // SAFETY: the caller's contract.
    let above = unsafe { Stack::<X509>::copy_of(stack) };
    let above = above.map_or(Vec::new(), |above| above.certificates());
    if !is_strong_enough(owner, None, &above) {
        return 0;
    }
    // SAFETY: the caller's contract.
    let chain = unsafe {
        if larg == 0 {
            Stack::<X509>::from_raw(stack)
        } else {
            Stack::<X509>::copy_of(stack)
        }
    };
    owner.change(|settings| {
        settings.certs.set_chain(chain);
        1
    })
}

/// `SSL_BUILD_CHAIN_FLAG_*`.
const UNTRUSTED: c_long = 0x1;
const NO_ROOT: c_long = 0x2;
const CHECK: c_long = 0x4;
const IGNORE_ERROR: c_long = 0x8;

/// Builds the current certificate's chain out of the stores: 1, 2 when errors were ignored, or 0.
fn build_chain(owner: &impl Owner, flags: c_long) -> c_long {
    let settings = owner.settings();
    let slot = settings.certs.current();
    let Some(certificate) = &slot.certificate else {
        error::put(reasons::NO_CERTIFICATE_SET);
        return 0;
    };
    let untrusted = if flags & UNTRUSTED == 0 || flags & CHECK != 0 {
        None
    } else {
        slot.chain.as_deref()
    };
    let store = if flags & CHECK != 0 {
        // The chain that is there has to stand alone, up to its root (SSL_CTX_build_cert_chain(3)).
        let present = slot.chain.as_deref().map(Stack::certificates);
        let present = present.iter().flatten().chain([certificate]);
        let Some(store) = Store::of(present) else {
            return 0;
        };
        store
    } else {
        let chosen = settings.certs.chain_store.clone();
        chosen.unwrap_or_else(|| owner.store())
    };
    let (built, result) = match verify::build_verified_chain(&store, certificate, untrusted) {
        Ok(chain) => (chain, 1),
        Err(_) if flags & IGNORE_ERROR != 0 => {
            error::clear();
            match verify::build_chain(&store, certificate, untrusted) {
                Some(chain) => (chain, 2),
                None => return 0,
            }
        }
        Err(_) => {
            error::put(reasons::CERTIFICATE_VERIFY_FAILED);
            return 0;
        }
    };
    let mut above = built.certificates();
    above.remove(0);
    if flags & NO_ROOT != 0 && above.last().is_some_and(Certificate::is_self_signed) {
        above.pop();
    }
    let chain = Stack::<X509>::of(&above);
    owner.change(|settings| {
        settings.certs.set_chain(chain);
        result
    })
}
