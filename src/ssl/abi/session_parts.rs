//! The parts of an `SSL_SESSION`.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_void};

use crate::object::cipher::SSL_CIPHER;
use crate::object::session::{SSL_SESSION, now};
use crate::object::settings::IdContext;
use crate::reasons;
use crate::sys::error;
use crate::sys::types::*;

use crate::sys::Arg;

use super::guard;

/// The session's ID; the session keeps it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_id(
    s: *const SSL_SESSION,
    len: *mut c_uint,
) -> *const c_uchar {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let (pointer, length) = s.with(|parts| (parts.id.as_ptr(), parts.id.len()));
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, c_uint::try_from(length).unwrap_or(0)) };
        pointer
    })
}

/// Sets the session's ID: at most 32 bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_id(
    s: *mut SSL_SESSION,
    sid: *const c_uchar,
    sid_len: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(id) = (unsafe { ffi::slice(sid, sid_len as usize) }) else {
            return 0;
        };
        if id.len() > 32 {
            error::put(reasons::SSL_SESSION_ID_TOO_LONG);
            return 0;
        }
        s.change(|parts| parts.id = id.to_vec());
        1
    })
}

/// The name of the service that the session belongs to; the session keeps it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_id_context(
    s: *const SSL_SESSION,
    len: *mut c_uint,
) -> *const c_uchar {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let (pointer, length) =
            s.with(|parts| (parts.id_context.0.as_ptr(), parts.id_context.0.len()));
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, c_uint::try_from(length).unwrap_or(0)) };
        pointer
    })
}

/// Names the service that the session belongs to: at most 32 bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_id_context(
    s: *mut SSL_SESSION,
    sid_ctx: *const c_uchar,
    sid_ctx_len: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(name) = (unsafe { ffi::slice(sid_ctx, sid_ctx_len as usize) }) else {
            return 0;
        };
        if name.len() > 32 {
            error::put(reasons::SSL_SESSION_ID_CONTEXT_TOO_LONG);
            return 0;
        }
        s.change(|parts| parts.id_context = IdContext(name.to_vec()));
        1
    })
}

/// When the session was made, in seconds since 1970.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_time(s: *const SSL_SESSION) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.with(|parts| parts.time)
    })
}

/// Sets when the session was made; gives it back.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_time(s: *mut SSL_SESSION, t: c_long) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|parts| parts.time = t);
        t
    })
}

/// How long the session lasts, in seconds.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_timeout(s: *const SSL_SESSION) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.with(|parts| parts.timeout)
    })
}

/// Sets how long the session lasts, in seconds: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_timeout(s: *mut SSL_SESSION, t: c_long) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|parts| parts.timeout = t);
        1
    })
}

/// The version as a number.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_protocol_version(s: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.with(|parts| parts.version)
    })
}

/// Sets the version.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_protocol_version(
    s: *mut SSL_SESSION,
    version: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|parts| parts.version = version);
        1
    })
}

/// The suite.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_cipher(s: *const SSL_SESSION) -> *const SSL_CIPHER {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        s.with(|parts| parts.cipher)
            .map_or(std::ptr::null(), std::ptr::from_ref)
    })
}

/// Sets the suite.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_cipher(
    s: *mut SSL_SESSION,
    cipher: *const SSL_CIPHER,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(cipher) = (unsafe { ffi::shared_ref(cipher) }) else {
            return 0;
        };
        s.change(|parts| parts.cipher = Some(cipher));
        1
    })
}

/// The master secret: the bytes copied, or its length when `outlen` is 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_master_key(
    sess: *const SSL_SESSION,
    out: *mut c_uchar,
    outlen: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(sess) = (unsafe { ffi::shared_ref(sess) }) else {
            return 0;
        };
        let secret = sess.with(|parts| parts.secret.clone());
        if outlen == 0 {
            return secret.len();
        }
        let length = secret.len().min(outlen);
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(out, length) }) else {
            return 0;
        };
        out.copy_from_slice(&secret[..length]);
        length
    })
}

/// Sets the master secret: at most 512 bytes (`TLS13_MAX_RESUMPTION_PSK_LENGTH`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_master_key(
    sess: *mut SSL_SESSION,
    in_: *const c_uchar,
    len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(sess) = (unsafe { ffi::shared_ref(sess) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(secret) = (unsafe { ffi::slice(in_, len) }) else {
            return 0;
        };
        if secret.len() > 512 {
            return 0;
        }
        sess.change(|parts| parts.secret = zeroize::Zeroizing::new(secret.to_vec()));
        1
    })
}

/// The host name of the session; the session keeps it. NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_hostname(s: *const SSL_SESSION) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        s.with(|parts| {
            parts
                .host_name
                .as_ref()
                .map_or(std::ptr::null(), |name| name.as_ptr())
        })
    })
}

/// Sets the host name of the session; NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_hostname(
    s: *mut SSL_SESSION,
    hostname: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let name = unsafe { ffi::cstr(hostname) };
        s.change(|parts| parts.host_name = name.map(std::ffi::CStr::to_owned));
        1
    })
}

/// The protocol chosen by ALPN; the session keeps it. NULL and 0: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_alpn_selected(
    s: *const SSL_SESSION,
    alpn: *mut *const c_uchar,
    len: *mut usize,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        let (pointer, length) = s.with(|parts| (parts.alpn.as_ptr(), parts.alpn.len()));
        // SAFETY: the caller's contract.
        unsafe {
            ffi::put(
                alpn,
                if length == 0 {
                    std::ptr::null()
                } else {
                    pointer
                },
            )
        };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, length) };
    })
}

/// Sets the protocol chosen by ALPN.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_alpn_selected(
    s: *mut SSL_SESSION,
    alpn: *const c_uchar,
    len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(name) = (unsafe { ffi::slice(alpn, len) }) else {
            return 0;
        };
        s.change(|parts| parts.alpn = name.to_vec());
        1
    })
}

/// The peer's certificate; the session keeps its reference. NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_peer(s: *mut SSL_SESSION) -> *mut X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.with(|parts| {
            parts
                .peer
                .as_ref()
                .map_or(std::ptr::null_mut(), |peer| peer.as_ptr())
        })
    })
}

/// Whether the session can be resumed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_is_resumable(s: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.is_resumable() && !s.is_expired(now()))
    })
}

/// The compression method: 0, none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_compress_id(s: *const SSL_SESSION) -> c_uint {
    guard(0, || {
        let _ = s;
        0
    })
}

/// Keeps a pointer of the application.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_ex_data(
    ss: *mut SSL_SESSION,
    idx: c_int,
    data: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ss) = (unsafe { ffi::shared_ref(ss) }) else {
            return 0;
        };
        ss.ex_data.set(idx, Arg(data))
    })
}

/// The pointer that the application keeps.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_ex_data(
    ss: *const SSL_SESSION,
    idx: c_int,
) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ss) = (unsafe { ffi::shared_ref(ss) }) else {
            return std::ptr::null_mut();
        };
        ss.ex_data.get(idx)
    })
}
