//! Verification of the peer: modes, parameters, results.

use std::ffi::{c_char, c_int, c_long, c_uint, c_void};

use crate::callback::SSL_cert_verify_cb;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::sys::types::*;
use crate::sys::{Arg, ex_data};

use super::guard;

/// How the peer is verified (`SSL_VERIFY_*`), and a callback for each certificate (NULL: none for a
/// context, unchanged for a connection).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_verify(
    ctx: *mut SSL_CTX,
    mode: c_int,
    callback: SSL_verify_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.verify_mode = mode;
            settings.inherited.verify = callback;
        });
    })
}

/// How the peer is verified.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_verify_mode(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().verify_mode
    })
}

/// The callback for each certificate.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_verify_callback(ctx: *const SSL_CTX) -> SSL_verify_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().inherited.verify
    })
}

/// How long a chain may be.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_verify_depth(ctx: *mut SSL_CTX, depth: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        if let Some(param) = Some(&ctx.param) {
            param.set_depth(depth);
        }
    })
}

/// How long a chain may be; -1: no limit was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_verify_depth(ctx: *const SSL_CTX) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return -1;
        };
        Some(&ctx.param).map_or(-1, |param| param.depth())
    })
}

/// What the peer's certificate must be for (`X509_PURPOSE_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_purpose(ctx: *mut SSL_CTX, purpose: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        Some(&ctx.param).map_or(0, |param| c_int::from(param.set_purpose(purpose)))
    })
}

/// How the peer's root must be trusted (`X509_TRUST_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_trust(ctx: *mut SSL_CTX, trust: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        Some(&ctx.param).map_or(0, |param| c_int::from(param.set_trust(trust)))
    })
}

/// Copies what is set in `vpm` to the parameters of verification.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set1_param(
    ctx: *mut SSL_CTX,
    vpm: *mut X509_VERIFY_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let Some(param) = Some(&ctx.param) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe { c_int::from(param.set1(vpm)) }
    })
}

/// The parameters of verification, still the object's own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_param(ctx: *mut SSL_CTX) -> *mut X509_VERIFY_PARAM {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        Some(&ctx.param).map_or(std::ptr::null_mut(), |param| param.as_ptr())
    })
}

/// How the peer is verified (`SSL_VERIFY_*`), and a callback for each certificate (NULL: none for a
/// context, unchanged for a connection).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_verify(s: *mut SSL, mode: c_int, callback: SSL_verify_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| {
            settings.verify_mode = mode;
            if callback.is_some() {
                settings.inherited.verify = callback;
            }
        });
    })
}

/// How the peer is verified.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_verify_mode(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.settings().verify_mode
    })
}

/// The callback for each certificate.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_verify_callback(s: *const SSL) -> SSL_verify_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let s = (unsafe { ffi::shared_ref(s) })?;
        s.settings().inherited.verify
    })
}

/// How long a chain may be.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_verify_depth(s: *mut SSL, depth: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        if let Some(param) = s.param() {
            param.set_depth(depth);
        }
    })
}

/// How long a chain may be; -1: no limit was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_verify_depth(s: *const SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        s.param().map_or(-1, |param| param.depth())
    })
}

/// What the peer's certificate must be for (`X509_PURPOSE_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_purpose(s: *mut SSL, purpose: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.param()
            .map_or(0, |param| c_int::from(param.set_purpose(purpose)))
    })
}

/// How the peer's root must be trusted (`X509_TRUST_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_trust(s: *mut SSL, trust: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.param()
            .map_or(0, |param| c_int::from(param.set_trust(trust)))
    })
}

/// Copies what is set in `vpm` to the parameters of verification.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set1_param(ssl: *mut SSL, vpm: *mut X509_VERIFY_PARAM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let Some(param) = ssl.param() else { return 0 };
        // SAFETY: the caller's contract.
        unsafe { c_int::from(param.set1(vpm)) }
    })
}

/// The parameters of verification, still the object's own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_param(ssl: *mut SSL) -> *mut X509_VERIFY_PARAM {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.param()
            .map_or(std::ptr::null_mut(), |param| param.as_ptr())
    })
}

/// The whole verification by the application: called instead of `X509_verify_cert`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cert_verify_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_cert_verify_cb,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.whole_verify = cb;
            settings.of_context.whole_verify_arg = Arg(arg);
        });
    })
}

/// The host name that the peer's certificate must be for; NULL or "": any.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set1_host(s: *mut SSL, hostname: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(param) = s.param() else { return 0 };
        // SAFETY: the caller's contract.
        unsafe { c_int::from(param.set_host(hostname, false)) }
    })
}

/// Another host name that the peer's certificate may be for.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add1_host(s: *mut SSL, hostname: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(param) = s.param() else { return 0 };
        // SAFETY: the caller's contract.
        unsafe { c_int::from(param.set_host(hostname, true)) }
    })
}

/// How host names are compared (`X509_CHECK_FLAG_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_hostflags(s: *mut SSL, flags: c_uint) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        if let Some(param) = s.param() {
            param.set_host_flags(flags);
        }
    })
}

/// The name in the peer's certificate that matched; NULL when none was asked for.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peername(s: *mut SSL) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        s.param()
            .map_or(std::ptr::null(), |param| param.peer_name())
    })
}

/// The result of the verification (`X509_V_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_verify_result(ssl: *const SSL) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.verify_result.get()
    })
}

/// Replaces the result of the verification.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_verify_result(ssl: *mut SSL, v: c_long) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.verify_result.set(v);
    })
}

/// The index under which an `X509_STORE_CTX` leads to its `SSL`, for verify callbacks.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_ex_data_X509_STORE_CTX_idx() -> c_int {
    guard(-1, ex_data::x509_store_ctx_index)
}
