//! Certificate transparency (RFC 6962): the logs that a client knows. Timestamps are not checked yet, and
//! what would ask for it fails with an error that says so.

use std::ffi::{c_char, c_int, c_void};

use crate::callback::ssl_ct_validation_cb;
use crate::object::connection::SSL;
use crate::object::context::{SSL_CTX, lock};
use crate::reasons;
use crate::sys::error;
use crate::sys::logs::Logs;
use crate::sys::types::*;

use super::guard;

fn refuse() -> c_int {
    error::put_text(
        error::UNSUPPORTED,
        Some(c"this library does not check certificate timestamps"),
    );
    0
}

/// Loads the logs of a file; `None`: libcrypto's default file. 1, or 0 with the error queued.
fn load(ctx: &SSL_CTX, load: impl FnOnce(&Logs) -> bool) -> c_int {
    let mut logs = lock(&ctx.logs);
    if logs.is_none() {
        *logs = Logs::new();
    }
    match &*logs {
        Some(logs) => load(logs).into(),
        None => {
            let text = c"this libcrypto has no certificate transparency";
            error::put_text(error::UNSUPPORTED, Some(text));
            0
        }
    }
}

/// Loads the known logs from libcrypto's default file: 1, or 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_ctlog_list_file(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ctx = unsafe { ffi::shared_ref(ctx) };
        ctx.map_or(0, |ctx| load(ctx, Logs::load_default))
    })
}

/// Loads the known logs from a file: 1, or 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_ctlog_list_file(
    ctx: *mut SSL_CTX,
    path: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let (ctx, path) = unsafe { (ffi::shared_ref(ctx), ffi::cstr(path)) };
        match (ctx, path) {
            (Some(ctx), Some(path)) => load(ctx, |logs| logs.load(path)),
            _ => 0,
        }
    })
}

/// Sets the known logs, which pass to the context.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set0_ctlog_store(ctx: *mut SSL_CTX, logs: *mut CTLOG_STORE) {
    guard((), || {
        // SAFETY: the caller's contract.
        let (ctx, logs) = unsafe { (ffi::shared_ref(ctx), Logs::from_raw(logs)) };
        if let Some(ctx) = ctx {
            let old = std::mem::replace(&mut *lock(&ctx.logs), logs);
            drop(old);
        }
    })
}

/// The known logs, which stay the context's; NULL: none were set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_ctlog_store(ctx: *const SSL_CTX) -> *const CTLOG_STORE {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null();
        };
        let logs = lock(&ctx.logs);
        logs.as_ref().map_or(std::ptr::null(), |logs| logs.as_ptr())
    })
}

/// Whether a kind of check (`SSL_CT_VALIDATION_*`) exists.
fn is_kind(validation_mode: c_int) -> bool {
    let known = (0..=1).contains(&validation_mode);
    if !known {
        error::put(reasons::INVALID_CT_VALIDATION_TYPE);
    }
    known
}

/// Has timestamps checked: 0, with the error queued, since they are not.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_enable_ct(ctx: *mut SSL_CTX, validation_mode: c_int) -> c_int {
    guard(0, || {
        let _ = ctx;
        if is_kind(validation_mode) {
            refuse()
        } else {
            0
        }
    })
}

/// Has timestamps checked: 0, with the error queued, since they are not.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_enable_ct(s: *mut SSL, validation_mode: c_int) -> c_int {
    guard(0, || {
        let _ = s;
        if is_kind(validation_mode) {
            refuse()
        } else {
            0
        }
    })
}

/// Whether timestamps are checked: 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_ct_is_enabled(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        let _ = ctx;
        0
    })
}

/// Gives timestamps to a callback: 1 for none (NULL); 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_ct_validation_callback(
    ctx: *mut SSL_CTX,
    callback: ssl_ct_validation_cb,
    arg: *mut c_void,
) -> c_int {
    guard(0, || {
        let _ = (ctx, arg);
        if callback.is_none() { 1 } else { refuse() }
    })
}

/// Gives timestamps to a callback: 1 for none (NULL); 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_ct_validation_callback(
    s: *mut SSL,
    callback: ssl_ct_validation_cb,
    arg: *mut c_void,
) -> c_int {
    guard(0, || {
        let _ = (s, arg);
        if callback.is_none() { 1 } else { refuse() }
    })
}

/// The timestamps that came with the peer's certificate: NULL, since they are not collected.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peer_scts(s: *mut SSL) -> *const stack_st_SCT {
    guard(std::ptr::null(), || {
        let _ = s;
        std::ptr::null()
    })
}
