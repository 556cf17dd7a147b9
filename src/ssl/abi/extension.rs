//! Extensions of the hellos: server name, ALPN, SRTP; and the exporter.

use std::ffi::{CStr, c_char, c_int, c_uchar, c_uint};

use dtls::error::Reason;

use crate::object::connection::{SSL, Side};
use crate::object::context::SSL_CTX;
use crate::object::settings::is_protocol_list;
use crate::object::srtp;
use crate::reasons;
use crate::sys::error;
use crate::sys::types::*;

use super::guard;

/// `TLSEXT_NAMETYPE_host_name`.
const HOST_NAME: c_int = 0;

/// What `SSL_get_servername` tells (its manual page has the cases): the name as negotiated; for a client else the one it
/// has set, else before the handshake that of the session which it is about to resume.
fn with_server_name<R>(ssl: &SSL, tell: impl Fn(Option<&CStr>) -> R) -> R {
    let negotiated = ssl.negotiated_name.borrow();
    // Before a side is chosen it counts as a client's.
    let is_server = ssl.side.get() == Some(Side::Server);
    if is_server || negotiated.is_some() {
        return tell(negotiated.as_deref());
    }
    let own = ssl.host_name.borrow();
    let session = ssl.session.borrow();
    match session
        .as_ref()
        .filter(|_| own.is_none() && !ssl.established.get())
    {
        Some(session) => session.with(|parts| tell(parts.host_name.as_deref())),
        None => tell(own.as_deref()),
    }
}

/// The name that the client asked for (on a server: NULL when none); NULL for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_servername(s: *const SSL, type_: c_int) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        if type_ != HOST_NAME {
            return std::ptr::null();
        }
        with_server_name(s, |name| name.map_or(std::ptr::null(), CStr::as_ptr))
    })
}

/// The type of the name that the client asked for; -1: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_servername_type(s: *const SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        with_server_name(s, |name| if name.is_some() { HOST_NAME } else { -1 })
    })
}

/// The protocols that a client offers, each behind its length. 0 on success, not 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_alpn_protos(
    ctx: *mut SSL_CTX,
    protos: *const c_uchar,
    protos_len: c_uint,
) -> c_int {
    guard(1, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 1;
        };
        // SAFETY: the caller's contract.
        let Some(list) = (unsafe { ffi::slice(protos, protos_len as usize) }) else {
            return 1;
        };
        if !is_protocol_list(list) {
            return 1;
        }
        ctx.change(|settings| settings.alpn = list.to_vec());
        0
    })
}

/// The protocols that a client offers, each behind its length. 0 on success, not 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_alpn_protos(
    ssl: *mut SSL,
    protos: *const c_uchar,
    protos_len: c_uint,
) -> c_int {
    guard(1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 1;
        };
        // SAFETY: the caller's contract.
        let Some(list) = (unsafe { ffi::slice(protos, protos_len as usize) }) else {
            return 1;
        };
        if !is_protocol_list(list) {
            return 1;
        }
        ssl.change(|settings| settings.alpn = list.to_vec());
        0
    })
}

/// The protocol chosen by ALPN; NULL and 0: none. The connection keeps it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_alpn_selected(
    ssl: *const SSL,
    data: *mut *const c_uchar,
    len: *mut c_uint,
) {
    guard((), || {
        let mut chosen = (std::ptr::null(), 0);
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        if let Some(ssl) = ssl {
            let alpn = ssl.alpn.borrow();
            if !alpn.is_empty() {
                chosen = (alpn.as_ptr(), c_uint::try_from(alpn.len()).unwrap_or(0));
            }
        }
        // SAFETY: the caller's contract.
        unsafe { ffi::put(data, chosen.0) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, chosen.1) };
    })
}

/// Chooses the first of the server's protocols that the client has too (1), or else the client's
/// first (2).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_select_next_proto(
    out: *mut *mut c_uchar,
    outlen: *mut c_uchar,
    in_: *const c_uchar,
    inlen: c_uint,
    client: *const c_uchar,
    client_len: c_uint,
) -> c_int {
    guard(NO_OVERLAP, || {
        // SAFETY: the caller's contract.
        let Some(server) = (unsafe { ffi::slice(in_, inlen as usize) }) else {
            return NO_OVERLAP;
        };
        // SAFETY: the caller's contract.
        let Some(offered) = (unsafe { ffi::slice(client, client_len as usize) }) else {
            return NO_OVERLAP;
        };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(out, std::ptr::null_mut()) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(outlen, 0) };
        let own = names(server).find(|own| names(offered).any(|other| other == *own));
        let (result, chosen) = match own {
            Some(own) => (NEGOTIATED, Some(own)),
            None => (NO_OVERLAP, names(offered).next()),
        };
        if let Some(chosen) = chosen {
            // SAFETY: the caller's contract.
            unsafe { ffi::put(out, chosen.as_ptr().cast_mut()) };
            // SAFETY: the caller's contract.
            unsafe { ffi::put(outlen, u8::try_from(chosen.len()).unwrap_or(0)) };
        }
        result
    })
}

/// `OPENSSL_NPN_NEGOTIATED`, `OPENSSL_NPN_NO_OVERLAP`.
const NEGOTIATED: c_int = 1;
const NO_OVERLAP: c_int = 2;

/// The names of a list, borrowed; nothing for a malformed rest.
fn names(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let (length, tail) = rest.split_first()?;
        let (name, tail) = tail.split_at_checked(usize::from(*length))?;
        rest = tail;
        (!name.is_empty()).then_some(name)
    })
}

/// Reads a list of SRTP profiles; queues the error.
fn profiles(list: &str) -> Option<Vec<&'static SRTP_PROTECTION_PROFILE>> {
    match srtp::parse(list) {
        Ok(profiles) => Some(profiles),
        Err(srtp::ListError::Unknown) => {
            error::put(reasons::SRTP_UNKNOWN_PROTECTION_PROFILE);
            None
        }
        Err(srtp::ListError::Twice) => {
            error::put(reasons::BAD_SRTP_PROTECTION_PROFILE_LIST);
            None
        }
    }
}

/// The SRTP profiles offered or accepted (RFC 5764): names separated by colons. 0 on success, not 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_tlsext_use_srtp(
    ctx: *mut SSL_CTX,
    profiles: *const c_char,
) -> c_int {
    guard(1, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 1;
        };
        // SAFETY: the caller's contract.
        let Some(profiles) = (unsafe { ffi::cstr(profiles) }).and_then(|s| s.to_str().ok()) else {
            return 1;
        };
        let Some(chosen) = self::profiles(profiles) else {
            return 1;
        };
        ctx.change(|settings| settings.srtp = chosen);
        0
    })
}

/// The SRTP profiles offered or accepted (RFC 5764): names separated by colons. 0 on success, not 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_tlsext_use_srtp(ssl: *mut SSL, profiles: *const c_char) -> c_int {
    guard(1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 1;
        };
        // SAFETY: the caller's contract.
        let Some(profiles) = (unsafe { ffi::cstr(profiles) }).and_then(|s| s.to_str().ok()) else {
            return 1;
        };
        let Some(chosen) = self::profiles(profiles) else {
            return 1;
        };
        ssl.change(|settings| settings.srtp = chosen);
        0
    })
}

/// The SRTP profiles offered or accepted, in order; the library keeps the stack. NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_srtp_profiles(
    ssl: *mut SSL,
) -> *mut stack_st_SRTP_PROTECTION_PROFILE {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.srtp_stack()
    })
}

/// The SRTP profile that both chose; NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_selected_srtp_profile(
    s: *mut SSL,
) -> *mut SRTP_PROTECTION_PROFILE {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        let chosen = s
            .engine()
            .and_then(|engine| engine.facts().and_then(|facts| facts.srtp_profile));
        let profile = chosen.and_then(srtp::find);
        profile.map_or(std::ptr::null_mut(), |profile| {
            std::ptr::from_ref(profile).cast_mut()
        })
    })
}

/// Keying material for another protocol (RFC 5705): 1; 0 when nothing is asked for or it failed; -1 before the handshake is
/// complete, and for a label that belongs to the protocol.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_export_keying_material(
    s: *mut SSL,
    out: *mut c_uchar,
    olen: usize,
    label: *const c_char,
    llen: usize,
    context: *const c_uchar,
    contextlen: usize,
    use_context: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(out, olen) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(label) = (unsafe { ffi::slice(label.cast(), llen) }) else {
            return 0;
        };
        let context = if use_context == 0 {
            None
        } else {
            // SAFETY: the caller's contract.
            let Some(context) = (unsafe { ffi::slice(context, contextlen) }) else {
                return 0;
            };
            Some(context)
        };
        let result = match s.engine() {
            Some(engine) => engine.export_keying_material(label, context, out),
            None => return -1,
        };
        match result {
            Ok(()) => c_int::from(olen > 0),
            Err(fault) if fault.reason == Reason::HandshakeNotDone => -1,
            Err(fault) => {
                reasons::put_engine(&fault);
                -1
            }
        }
    })
}
