//! `SSL_ctrl` and its kin: what the macros of `openssl/ssl.h` and `openssl/dtls1.h` call.

use std::ffi::{CStr, c_int, c_long, c_void};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use dtls::{Facts, ServerValue, ShareGroup};

use crate::callback::{SSL_any_cb, SSL_tlsext_status_cb};
use crate::ctrl;
use crate::driver;
use crate::object::connection::SSL;
use crate::object::context::{SSL_CTX, Stats, lock};
use crate::object::security::op::CURVE_SHARED;
use crate::object::settings::op;
use crate::object::ticket_keys::TicketKeys;
use crate::object::{groups, sigalgs};
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::key::Key;
use crate::sys::memory::Block;
use crate::sys::types::*;
use crate::sys::{Arg, call, dh, error};

use super::ctrl_shared::shared;
use super::guard;

/// Runs a command on a connection; the result is the command's, 0 for one that is not known.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_ctrl(
    ssl: *mut SSL,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe {
            shared(ssl, cmd, larg, parg)
                .or_else(|| dtls_command(ssl, cmd, larg, parg))
                .or_else(|| peer_command(ssl, cmd, parg))
                .or_else(|| status_command(ssl, cmd, larg, parg))
                .unwrap_or_else(|| connection_command(ssl, cmd, larg, parg))
        }
    })
}

/// Timers and sizes.
///
/// # Safety
/// `parg` is what the command's macro passes.
unsafe fn dtls_command(ssl: &SSL, cmd: c_int, larg: c_long, parg: *mut c_void) -> Option<c_long> {
    Some(match cmd {
        ctrl::SET_MTU => match usize::try_from(larg) {
            Ok(mtu @ driver::LEAST_MTU..) => {
                ssl.mtu.set(mtu);
                driver::apply_mtu(ssl);
                larg
            }
            _ => 0,
        },
        ctrl::DTLS_SET_LINK_MTU => match usize::try_from(larg) {
            Ok(mtu @ LEAST_LINK_MTU..) => {
                ssl.link_mtu.set(mtu);
                driver::apply_mtu(ssl);
                1
            }
            _ => 0,
        },
        ctrl::DTLS_GET_LINK_MIN_MTU => LEAST_LINK_MTU as c_long,
        ctrl::DTLS_GET_TIMEOUT => match driver::remaining(ssl) {
            Some(left) => {
                let left = libc::timeval {
                    tv_sec: left.as_secs() as libc::time_t,
                    tv_usec: left.subsec_micros() as libc::suseconds_t,
                };
                // SAFETY: the argument is a timeval.
                unsafe { ffi::put(parg.cast::<libc::timeval>(), left) };
                1
            }
            None => 0,
        },
        ctrl::SEND_HEARTBEAT => match driver::heartbeat::send(ssl) {
            Ok(()) => 1,
            Err(_) => -1,
        },
        ctrl::GET_HEARTBEAT_PENDING => driver::heartbeat::is_pending(ssl).into(),
        ctrl::DTLS_HANDLE_TIMEOUT => match driver::handle_timeout(ssl) {
            Ok(expired) => expired.into(),
            Err(_) => -1,
        },
        _ => return None,
    })
}

/// The least MTU of a link: 256 bytes.
const LEAST_LINK_MTU: usize = 256;

/// What was negotiated, and what the peer said.
///
/// # Safety
/// `parg` is what the command's macro passes.
unsafe fn peer_command(ssl: &SSL, cmd: c_int, parg: *mut c_void) -> Option<c_long> {
    let scheme = |of: fn(&Facts) -> Option<dtls::msg::SignatureScheme>| {
        let hash = fact(ssl, of)
            .and_then(sigalgs::find)
            .map(|alg| alg.hash.nid());
        // SAFETY: the argument is an int.
        hash.map_or(0, |nid| unsafe {
            ffi::put(parg.cast::<c_int>(), nid);
            1
        })
    };
    Some(match cmd {
        ctrl::GET_NUM_RENEGOTIATIONS => ssl.renegotiations.get(),
        ctrl::CLEAR_NUM_RENEGOTIATIONS => ssl.renegotiations.replace(0),
        ctrl::GET_TOTAL_RENEGOTIATIONS => ssl.total_renegotiations.get(),
        ctrl::GET_RI_SUPPORT => {
            c_long::from(fact(ssl, |facts| Some(facts.secure_renegotiation)).unwrap_or(false))
        }
        ctrl::GET_EXTMS_SUPPORT => match fact(ssl, |facts| Some(facts.extended_master_secret)) {
            Some(used) => c_long::from(used),
            None => -1,
        },
        ctrl::GET_PEER_SIGNATURE_NID => scheme(|facts| facts.peer_scheme),
        ctrl::GET_SIGNATURE_NID => scheme(|facts| facts.own_scheme),
        ctrl::GET_PEER_TMP_KEY => {
            let key =
                fact(ssl, |facts| facts.server_share.clone()).and_then(|value| server_key(&value));
            let Some(key) = key else {
                return Some(0);
            };
            // SAFETY: the command's argument is the place for the key, whose reference the caller gets.
            unsafe { ffi::put(parg.cast::<*mut EVP_PKEY>(), key.into_raw()) };
            1
        }
        ctrl::GET_NEGOTIATED_GROUP => fact(ssl, |facts| facts.group).map_or(0, groups::nid).into(),
        ctrl::GET_CLIENT_CERT_REQUEST => {
            c_long::from(!ssl.is_server() && ssl.peer.borrow().requested)
        }
        ctrl::GET_CLIENT_CERT_TYPES => {
            let peer = ssl.peer.borrow();
            // SAFETY: the argument is the place for a pointer to the types.
            unsafe { ffi::put(parg.cast::<*const u8>(), peer.certificate_types.as_ptr()) };
            peer.certificate_types.len() as c_long
        }
        // SAFETY: the argument is NULL or an array as long as the answer to NULL said.
        ctrl::GET_GROUPS => unsafe { peer_groups(ssl, parg.cast()) },
        _ => return None,
    })
}

/// The status of the server's certificate.
///
/// # Safety
/// `parg` is what the command's macro passes.
unsafe fn status_command(ssl: &SSL, cmd: c_int, larg: c_long, parg: *mut c_void) -> Option<c_long> {
    Some(match cmd {
        ctrl::SET_STATUS_TYPE => {
            ssl.status.kind.set(larg as c_int);
            driver::settings_changed(ssl);
            1
        }
        ctrl::GET_STATUS_TYPE => ssl.status.kind.get().into(),
        ctrl::SET_STATUS_OCSP_RESP => {
            let length = usize::try_from(larg).unwrap_or(0);
            // SAFETY: the argument is memory of this length, which passes to us.
            ssl.status
                .set_response(unsafe { Block::from_raw(parg.cast(), length) });
            1
        }
        ctrl::GET_STATUS_OCSP_RESP => {
            let (response, length) = ssl.status.lend_response();
            // SAFETY: the argument is the place for the pointer.
            unsafe { ffi::put(parg.cast::<*const u8>(), response) };
            length
        }
        _ => return None,
    })
}

fn fact<T>(ssl: &SSL, of: impl FnOnce(&Facts) -> Option<T>) -> Option<T> {
    ssl.engine().and_then(|engine| engine.facts().and_then(of))
}

/// The server's ephemeral key as an object, if libcrypto knows keys of its group.
fn server_key(value: &ServerValue) -> Option<Key> {
    match &value.group {
        ShareGroup::Integers(group) => {
            dh::public_key(group.prime(), group.generator(), &value.public)
        }
        ShareGroup::Curve(group) => groups::public_key(*group, &value.public),
    }
}

/// # Safety
/// `out` is NULL or has room for the peer's groups.
unsafe fn peer_groups(ssl: &SSL, out: *mut c_int) -> c_long {
    let peer = ssl.peer.borrow();
    if !out.is_null() {
        for (index, group) in peer.groups.iter().enumerate() {
            // SAFETY: the caller's contract.
            unsafe { out.add(index).write(groups::nid(*group)) };
        }
    }
    peer.groups.len() as c_long
}

/// The group at place `n` of those that both sides have, in the order of the side that decides; with
/// -1 their number. Only a server knows.
fn shared_group(ssl: &SSL, n: c_long) -> c_long {
    if !ssl.is_server() {
        return 0;
    }
    let settings = ssl.settings();
    let offered = ssl.peer.borrow().groups.clone();
    let own = settings.wanted_groups();
    let (first, second) = match settings.options & op::CIPHER_SERVER_PREFERENCE {
        0 => (offered, own),
        _ => (own, offered),
    };
    let policy = ssl.policy();
    let mut common = first
        .into_iter()
        .filter(|group| second.contains(group) && policy.allows_group(CURVE_SHARED, *group))
        .map(groups::nid);
    match usize::try_from(n) {
        Ok(n) => common.nth(n).unwrap_or(0).into(),
        Err(_) => common.count() as c_long,
    }
}

/// # Safety
/// `parg` is what the command's macro passes.
unsafe fn connection_command(ssl: &SSL, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    match cmd {
        // SAFETY: the argument is a C string or NULL.
        ctrl::SET_TLSEXT_HOSTNAME => set_host_name(ssl, larg, unsafe { ffi::cstr(parg.cast()) }),
        ctrl::GET_SHARED_GROUP => shared_group(ssl, larg),
        ctrl::SET_RETRY_VERIFY => {
            ssl.retry_verify.set(true);
            1
        }
        ctrl::SET_TLSEXT_DEBUG_ARG => {
            ssl.change(|settings| settings.inherited.extension_debug_arg = Arg(parg));
            1
        }
        ctrl::GET_FLAGS => 0,
        ctrl::SET_CURRENT_CERT if larg == ctrl::CERT_SET_SERVER => select_server_certificate(ssl),
        _ => 0,
    }
}

fn set_host_name(ssl: &SSL, kind: c_long, name: Option<&CStr>) -> c_long {
    if kind != 0 {
        error::put(reasons::SSL3_EXT_INVALID_SERVERNAME_TYPE);
        return 0;
    }
    if name.is_some_and(|name| !(1..=255).contains(&name.to_bytes().len())) {
        error::put(reasons::SSL3_EXT_INVALID_SERVERNAME);
        return 0;
    }
    ssl.host_name.replace(name.map(CStr::to_owned));
    driver::settings_changed(ssl);
    1
}

/// Makes the certificate that a server chose for this connection the current one.
fn select_server_certificate(ssl: &SSL) -> c_long {
    let id = fact(ssl, |facts| facts.own_credential.as_ref().map(|own| own.id));
    let settings = ssl.settings();
    let certificate = id.and_then(|id| settings.certs.slot(id)?.certificate.clone());
    match certificate {
        Some(certificate) if ssl.is_server() => {
            ssl.change(|settings| settings.certs.select(certificate.as_ptr()).into())
        }
        _ => 0,
    }
}

/// Runs a command on a context; the result is the command's, 0 for one that is not known. With NULL
/// for the context some commands check their argument (`SSL_CTX_set1_groups_list`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_ctrl(
    ctx: *mut SSL_CTX,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> c_long {
    guard(0, || {
        if ctx.is_null() {
            // SAFETY: the caller's contract.
            unsafe { return check_list(cmd, parg) }
        }
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe {
            statistic(ctx, cmd)
                .or_else(|| context_command(ctx, cmd, larg, parg))
                .or_else(|| shared(ctx, cmd, larg, parg))
                .unwrap_or(0)
        }
    })
}

/// Whether a list would be accepted.
///
/// # Safety
/// `parg` is NULL or a C string.
unsafe fn check_list(cmd: c_int, parg: *mut c_void) -> c_long {
    // SAFETY: the caller's contract.
    let text = unsafe { ffi::cstr(parg.cast()) }.and_then(|text| text.to_str().ok());
    let good = match (cmd, text) {
        (ctrl::SET_GROUPS_LIST, Some(text)) => groups::parse(text).is_ok(),
        (ctrl::SET_SIGALGS_LIST | ctrl::SET_CLIENT_SIGALGS_LIST, Some(text)) => {
            sigalgs::parse(text).is_some()
        }
        _ => false,
    };
    good.into()
}

fn statistic(ctx: &SSL_CTX, cmd: c_int) -> Option<c_long> {
    let Stats {
        connect,
        connect_good,
        connect_renegotiate,
        accept,
        accept_good,
        accept_renegotiate,
        hits,
        callback_hits,
        misses,
        timeouts,
        cache_full,
    } = &ctx.stats;
    let counter = match cmd {
        ctrl::SESS_NUMBER => return Some(lock(&ctx.sessions).count() as c_long),
        ctrl::SESS_CONNECT => connect,
        ctrl::SESS_CONNECT_GOOD => connect_good,
        ctrl::SESS_CONNECT_RENEGOTIATE => connect_renegotiate,
        ctrl::SESS_ACCEPT => accept,
        ctrl::SESS_ACCEPT_GOOD => accept_good,
        ctrl::SESS_ACCEPT_RENEGOTIATE => accept_renegotiate,
        ctrl::SESS_HIT => hits,
        ctrl::SESS_CB_HIT => callback_hits,
        ctrl::SESS_MISSES => misses,
        ctrl::SESS_TIMEOUTS => timeouts,
        ctrl::SESS_CACHE_FULL => cache_full,
        _ => return None,
    };
    Some(counter.load(Ordering::Relaxed))
}

/// # Safety
/// `parg` is what the command's macro passes.
unsafe fn context_command(
    ctx: &SSL_CTX,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> Option<c_long> {
    Some(match cmd {
        // A negative size would be read as none.
        ctrl::SET_SESS_CACHE_SIZE if larg < 0 => 0,
        ctrl::SET_SESS_CACHE_SIZE => {
            ctx.change(|settings| std::mem::replace(&mut settings.cache_size, larg))
        }
        ctrl::GET_SESS_CACHE_SIZE => ctx.settings().cache_size,
        ctrl::SET_SESS_CACHE_MODE => {
            let mode = u32::try_from(larg).unwrap_or(0);
            ctx.change(|settings| std::mem::replace(&mut settings.cache_mode, mode))
                .into()
        }
        ctrl::GET_SESS_CACHE_MODE => ctx.settings().cache_mode.into(),
        ctrl::SET_STATUS_CB_ARG => ctx.change(|settings| {
            settings.of_context.status_arg = Arg(parg);
            1
        }),
        ctrl::GET_STATUS_CB_ARG => {
            let argument = ctx.settings().of_context.status_arg.0;
            // SAFETY: the argument is the place for the pointer.
            unsafe { ffi::put(parg.cast::<*mut c_void>(), argument) };
            1
        }
        ctrl::GET_STATUS_CB => {
            let callback = ctx.settings().of_context.status;
            // SAFETY: the argument is the place for the function.
            unsafe { ffi::put(parg.cast::<SSL_tlsext_status_cb>(), callback) };
            1
        }
        ctrl::SET_STATUS_TYPE => ctx.change(|settings| {
            settings.status_type = larg as c_int;
            1
        }),
        ctrl::GET_STATUS_TYPE => ctx.settings().status_type.into(),
        // SAFETY: the argument is NULL or has `larg` bytes.
        ctrl::SET_TLSEXT_TICKET_KEYS => unsafe { set_ticket_keys(ctx, larg, parg.cast()) },
        // SAFETY: the argument is NULL or has room for `larg` bytes.
        ctrl::GET_TLSEXT_TICKET_KEYS => unsafe { get_ticket_keys(ctx, larg, parg.cast()) },
        ctrl::SET_TLSEXT_SERVERNAME_ARG => ctx.change(|settings| {
            settings.of_context.server_name_arg = Arg(parg);
            1
        }),
        ctrl::EXTRA_CHAIN_CERT => {
            // SAFETY: the argument is a certificate whose reference passes on success.
            let Some(certificate) = (unsafe { Certificate::share(parg.cast()) }) else {
                return Some(0);
            };
            let added = ctx.change(|settings| settings.certs.add_extra_certificate(certificate));
            if added {
                // SAFETY: as above.
                drop(unsafe { Certificate::from_raw(parg.cast()) });
            }
            added.into()
        }
        ctrl::GET_EXTRA_CHAIN_CERTS => {
            let settings = ctx.settings();
            let own = || {
                settings
                    .certs
                    .current()
                    .chain
                    .as_ref()
                    .filter(|_| larg == 0)
            };
            let chain = settings.certs.extra_chain.as_ref().or_else(own);
            let pointer = chain.map_or(std::ptr::null_mut(), |chain| Arc::as_ref(chain).as_ptr());
            // SAFETY: the argument is the place for the stack.
            unsafe { ffi::put(parg.cast::<*mut stack_st_X509>(), pointer) };
            1
        }
        ctrl::CLEAR_EXTRA_CHAIN_CERTS => ctx.change(|settings| {
            settings.certs.extra_chain = None;
            1
        }),
        _ => return None,
    })
}

/// Sets the keys of tickets: 1, or 0 for a wrong length. For NULL the length.
///
/// # Safety
/// `bytes` is NULL or has `length` bytes.
unsafe fn set_ticket_keys(ctx: &SSL_CTX, length: c_long, bytes: *const u8) -> c_long {
    if bytes.is_null() {
        return TicketKeys::LEN as c_long;
    }
    if length != TicketKeys::LEN as c_long {
        error::put(reasons::INVALID_TICKET_KEYS_LENGTH);
        return 0;
    }
    // SAFETY: the caller's contract.
    let bytes = unsafe { std::slice::from_raw_parts(bytes, TicketKeys::LEN) };
    match TicketKeys::from_bytes(bytes) {
        Some(keys) => {
            ctx.set_ticket_keys(keys);
            1
        }
        None => 0,
    }
}

/// Copies the keys of tickets out.
///
/// # Safety
/// `out` is NULL or has room for `length` bytes.
unsafe fn get_ticket_keys(ctx: &SSL_CTX, length: c_long, out: *mut u8) -> c_long {
    if out.is_null() {
        return TicketKeys::LEN as c_long;
    }
    if length != TicketKeys::LEN as c_long {
        error::put(reasons::INVALID_TICKET_KEYS_LENGTH);
        return 0;
    }
    let Some(keys) = ctx.ticket_keys() else {
        error::put(error::INTERNAL_ERROR);
        return 0;
    };
    // SAFETY: the caller's contract.
    unsafe { std::ptr::copy_nonoverlapping(keys.as_bytes().as_ptr(), out, TicketKeys::LEN) };
    1
}

/// Sets a callback of a context: 1, or 0 for a command that is not known.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_callback_ctrl(
    ctx: *mut SSL_CTX,
    cmd: c_int,
    fp: SSL_any_cb,
) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        match cmd {
            ctrl::SET_MSG_CALLBACK => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_message(fp) };
                ctx.change(|settings| settings.inherited.message = callback);
                1
            }
            ctrl::SET_TMP_DH_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_tmp_dh(fp) };
                ctx.change(|settings| settings.inherited.tmp_dh = callback);
                1
            }
            ctrl::SET_STATUS_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_status(fp) };
                ctx.change(|settings| settings.of_context.status = callback);
                1
            }
            ctrl::SET_TLSEXT_TICKET_KEY_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_ticket_key(fp) };
                ctx.change(|settings| settings.of_context.ticket_key = callback);
                1
            }
            ctrl::SET_TLSEXT_SERVERNAME_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_server_name(fp) };
                ctx.change(|settings| settings.of_context.server_name = callback);
                1
            }
            _ => 0,
        }
    })
}

/// Sets a callback of a connection: 1, or 0 for a command that is not known.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_callback_ctrl(ssl: *mut SSL, cmd: c_int, fp: SSL_any_cb) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        match cmd {
            ctrl::SET_MSG_CALLBACK => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_message(fp) };
                ssl.change(|settings| settings.inherited.message = callback);
                1
            }
            ctrl::SET_TLSEXT_DEBUG_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_extension_debug(fp) };
                ssl.change(|settings| settings.inherited.extension_debug = callback);
                1
            }
            ctrl::SET_TMP_DH_CB => {
                // SAFETY: the caller's contract.
                let callback = unsafe { call::as_tmp_dh(fp) };
                ssl.change(|settings| settings.inherited.tmp_dh = callback);
                1
            }
            _ => 0,
        }
    })
}

/// Bytes of application data that fit one datagram of the path; 0 before the handshake is complete.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLS_get_data_mtu(s: *const SSL) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.engine().map_or(0, |engine| engine.data_mtu())
    })
}
