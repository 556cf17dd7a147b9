//! Pre-shared keys of DTLS 1.0 and 1.2.

use std::ffi::{CStr, CString, c_char, c_int};

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::settings::Settings;
use crate::reasons;
use crate::sys::call::PSK_MAX_IDENTITY;
use crate::sys::error;

use super::guard;

/// Called when a client needs an identity and its key. Without it the suites with pre-shared keys are not used.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_psk_client_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_psk_client_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.psk_client = cb);
    })
}

/// Called when a client needs an identity and its key. Without it the suites with pre-shared keys are not used.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_psk_client_callback(ssl: *mut SSL, cb: SSL_psk_client_cb_func) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.psk_client = cb);
    })
}

/// Called when a server needs the key of an identity. Without it the suites with pre-shared keys are not used.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_psk_server_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_psk_server_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.psk_server = cb);
    })
}

/// Called when a server needs the key of an identity. Without it the suites with pre-shared keys are not used.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_psk_server_callback(ssl: *mut SSL, cb: SSL_psk_server_cb_func) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.psk_server = cb);
    })
}

/// A server's hint which key to use, of at most 256 bytes; NULL: none. It is copied.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_psk_identity_hint(
    ctx: *mut SSL_CTX,
    identity_hint: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let hint = unsafe { ffi::cstr(identity_hint) };
        ctx.change(|settings| use_hint(settings, hint))
    })
}

/// A server's hint which key to use, of at most 256 bytes; NULL: none. It is copied.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_psk_identity_hint(
    s: *mut SSL,
    identity_hint: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let hint = unsafe { ffi::cstr(identity_hint) };
        s.change(|settings| use_hint(settings, hint))
    })
}

/// The server's hint of the last handshake; NULL: it gave none. The connection keeps the text, until its next handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_psk_identity_hint(s: *const SSL) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let names = s.psk.borrow();
        names.hint.as_deref().map_or(std::ptr::null(), CStr::as_ptr)
    })
}

/// The identity of the key of the last handshake; NULL: it had none. The connection keeps the text, until its next handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_psk_identity(s: *const SSL) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let names = s.psk.borrow();
        names
            .identity
            .as_deref()
            .map_or(std::ptr::null(), CStr::as_ptr)
    })
}

fn use_hint(settings: &mut Settings, hint: Option<&CStr>) -> c_int {
    if hint.is_some_and(|hint| hint.count_bytes() > PSK_MAX_IDENTITY) {
        error::put(reasons::DATA_LENGTH_TOO_LONG);
        return 0;
    }
    settings.psk_hint = hint.map(CString::from);
    1
}
