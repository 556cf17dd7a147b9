//! Security levels and the security callback (SSL_CTX_set_security_level(3)).

use std::ffi::{c_int, c_void};

use crate::callback::SSL_security_cb;
use crate::object::cipher::SSL_CIPHER;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::security::{allowed_at, op};
use crate::sys::Arg;

use super::guard;

/// The security level, 0 to 5.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_security_level(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().security.level
    })
}

/// Sets the security level.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_security_level(ctx: *mut SSL_CTX, level: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.security.level = level);
    })
}

/// The security level, 0 to 5.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_security_level(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.settings().security.level
    })
}

/// Sets the security level.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_security_level(s: *mut SSL, level: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.security.level = level);
    })
}

/// The rules of the levels, as the function that stands where no callback was set.
///
/// # Safety
/// The pointers are NULL or valid, `other` as the operation says.
unsafe extern "C" fn by_level(
    s: *const SSL,
    ctx: *const SSL_CTX,
    op: c_int,
    bits: c_int,
    nid: c_int,
    other: *mut c_void,
    ex: *mut c_void,
) -> c_int {
    guard(0, || {
        let _ = ex;
        // SAFETY: the caller's contract.
        let (ssl, ctx) = unsafe { (ffi::shared_ref(s), ffi::shared_ref(ctx)) };
        let level = match (ssl, ctx) {
            (Some(ssl), _) => ssl.settings().security.level,
            (None, Some(ctx)) => ctx.settings().security.level,
            (None, None) => return 0,
        };
        let suite: Option<&SSL_CIPHER> = match op {
            // SAFETY: the object of these operations is a suite.
            op::CIPHER_SUPPORTED | op::CIPHER_SHARED | op::CIPHER_CHECK => unsafe {
                ffi::shared_ref(other.cast())
            },
            _ => None,
        };
        allowed_at(level, op, bits, nid, suite).into()
    })
}

/// A callback as it is kept: the rules of the levels are no callback.
fn kept(callback: SSL_security_cb) -> SSL_security_cb {
    let own: unsafe extern "C" fn(_, _, _, _, _, _, _) -> _ = by_level;
    callback.filter(|callback| *callback as usize != own as usize)
}

/// A callback as it is shown.
fn shown(callback: SSL_security_cb) -> SSL_security_cb {
    callback.or(Some(by_level))
}

/// Sets the callback that decides what is secure enough.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_security_callback(ctx: *mut SSL_CTX, cb: SSL_security_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.security.callback = kept(cb));
    })
}

/// The callback; without one that was set, a function with the rules of the levels.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_security_callback(ctx: *const SSL_CTX) -> SSL_security_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        shown(
            unsafe { ffi::shared_ref(ctx) }?
                .settings()
                .security
                .callback,
        )
    })
}

/// Sets the callback that decides what is secure enough.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_security_callback(s: *mut SSL, cb: SSL_security_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.security.callback = kept(cb));
    })
}

/// The callback; without one that was set, a function with the rules of the levels.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_security_callback(s: *const SSL) -> SSL_security_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        shown(unsafe { ffi::shared_ref(s) }?.settings().security.callback)
    })
}

/// Sets the callback's last argument, which stays the application's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set0_security_ex_data(ctx: *mut SSL_CTX, ex: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.security.arg = Arg(ex));
    })
}

/// The callback's last argument.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_security_ex_data(ctx: *const SSL_CTX) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings().security.arg.0
    })
}

/// Sets the callback's last argument, which stays the application's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set0_security_ex_data(s: *mut SSL, ex: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.security.arg = Arg(ex));
    })
}

/// The callback's last argument.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_security_ex_data(s: *const SSL) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.settings().security.arg.0
    })
}
