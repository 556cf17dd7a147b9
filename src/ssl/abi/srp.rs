//! Passwords by SRP (RFC 5054). This library has no suite with it: what would set it up fails with an
//! error that says so, and what reads it finds nothing.

use std::ffi::{c_char, c_int, c_void};

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::sys::error;
use crate::sys::types::BIGNUM;

use super::guard;

fn refuse() {
    error::put_text(
        error::UNSUPPORTED,
        Some(c"this library has no suites with SRP"),
    );
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_username(ctx: *mut SSL_CTX, name: *mut c_char) -> c_int {
    guard(0, || {
        let _ = (ctx, name);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_password(
    ctx: *mut SSL_CTX,
    password: *mut c_char,
) -> c_int {
    guard(0, || {
        let _ = (ctx, password);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_strength(ctx: *mut SSL_CTX, strength: c_int) -> c_int {
    guard(0, || {
        let _ = (ctx, strength);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_client_pwd_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_srp_client_pwd_cb,
) -> c_int {
    guard(0, || {
        let _ = (ctx, cb);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_verify_param_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_srp_verify_param_cb,
) -> c_int {
    guard(0, || {
        let _ = (ctx, cb);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_username_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_srp_username_cb,
) -> c_int {
    guard(0, || {
        let _ = (ctx, cb);
        refuse();
        0
    })
}

/// 0, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_srp_cb_arg(ctx: *mut SSL_CTX, arg: *mut c_void) -> c_int {
    guard(0, || {
        let _ = (ctx, arg);
        refuse();
        0
    })
}

/// -1, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_srp_server_param(
    s: *mut SSL,
    N: *const BIGNUM,
    g: *const BIGNUM,
    sa: *mut BIGNUM,
    v: *mut BIGNUM,
    info: *mut c_char,
) -> c_int {
    guard(-1, || {
        let _ = (s, N, g, sa, v, info);
        refuse();
        -1
    })
}

/// -1, with the error queued: SRP is not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_srp_server_param_pw(
    s: *mut SSL,
    user: *const c_char,
    pass: *const c_char,
    grp: *const c_char,
) -> c_int {
    guard(-1, || {
        let _ = (s, user, pass, grp);
        refuse();
        -1
    })
}

/// NULL: no handshake used SRP.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_srp_g(s: *mut SSL) -> *mut BIGNUM {
    guard(std::ptr::null_mut(), || {
        let _ = s;
        std::ptr::null_mut()
    })
}

/// NULL: no handshake used SRP.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_srp_N(s: *mut SSL) -> *mut BIGNUM {
    guard(std::ptr::null_mut(), || {
        let _ = s;
        std::ptr::null_mut()
    })
}

/// NULL: no handshake used SRP.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_srp_username(s: *mut SSL) -> *mut c_char {
    guard(std::ptr::null_mut(), || {
        let _ = s;
        std::ptr::null_mut()
    })
}

/// NULL: no handshake used SRP.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_srp_userinfo(s: *mut SSL) -> *mut c_char {
    guard(std::ptr::null_mut(), || {
        let _ = s;
        std::ptr::null_mut()
    })
}
