//! Certificate transparency (RFC 6962): the logs that a client knows, and timestamps of its server's certificate. libcrypto
//! checks them: over one that does not, what would ask for it fails with an error that says so.

use std::ffi::{c_char, c_int, c_void};
use std::sync::Arc;

use crate::callback::ssl_ct_validation_cb;
use crate::object::connection::SSL;
use crate::object::context::{SSL_CTX, lock};
use crate::object::custom_ext::{Role, SCT, find};
use crate::reasons;
use crate::sys::ct::{self, Timestamps};
use crate::sys::logs::Logs;
use crate::sys::types::*;
use crate::sys::{Arg, error};

use super::ctrl_shared::Owner;
use super::guard;

/// Loads the logs of a file; `None`: libcrypto's default file. 1, or 0 with the error queued.
fn load(ctx: &SSL_CTX, load: impl FnOnce(&Logs) -> bool) -> c_int {
    let mut logs = lock(&ctx.logs);
    if logs.is_none() {
        *logs = Logs::new().map(Arc::new);
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
            let old = std::mem::replace(&mut *lock(&ctx.logs), logs.map(Arc::new));
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

/// The callback of a kind of check (`SSL_CT_VALIDATION_*`).
fn callback_of(validation_mode: c_int) -> Option<ssl_ct_validation_cb> {
    match validation_mode {
        0 => Some(Some(ct::permissive)),
        1 => Some(Some(ct::strict)),
        _ => {
            error::put(reasons::INVALID_CT_VALIDATION_TYPE);
            None
        }
    }
}

/// Sets who judges timestamps.
fn set(owner: &impl Owner, callback: ssl_ct_validation_cb, arg: *mut c_void) -> c_int {
    if callback.is_some() && !ct::is_possible() {
        let text = c"this libcrypto has no certificate transparency";
        error::put_text(error::UNSUPPORTED, Some(text));
        return 0;
    }
    let taken = find(&owner.settings().custom_extensions, Role::Client, SCT).is_some();
    if callback.is_some() && taken {
        error::put(reasons::CUSTOM_EXT_HANDLER_ALREADY_INSTALLED);
        return 0;
    }
    let set = owner.change(|settings| {
        settings.inherited.timestamps = callback;
        settings.inherited.timestamps_arg = Arg(arg);
        1
    });
    c_int::from(set != 0)
}

/// Has timestamps checked (`SSL_CT_VALIDATION_PERMISSIVE`, `SSL_CT_VALIDATION_STRICT`): 1, or 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_enable_ct(ctx: *mut SSL_CTX, validation_mode: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(owner) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        callback_of(validation_mode)
            .map_or(0, |callback| set(owner, callback, std::ptr::null_mut()))
    })
}

/// Has a callback judge timestamps (NULL: nobody does): 1, or 0 with the error queued.
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
        // SAFETY: the caller's contract.
        let owner = unsafe { ffi::shared_ref(ctx) };
        owner.map_or(0, |owner| set(owner, callback, arg))
    })
}

/// Whether timestamps are judged.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_ct_is_enabled(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let owner = unsafe { ffi::shared_ref(ctx) };
        owner.map_or(0, |owner| {
            owner.settings().inherited.timestamps.is_some().into()
        })
    })
}

/// Has timestamps checked (`SSL_CT_VALIDATION_PERMISSIVE`, `SSL_CT_VALIDATION_STRICT`): 1, or 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_enable_ct(s: *mut SSL, validation_mode: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(owner) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        callback_of(validation_mode)
            .map_or(0, |callback| set(owner, callback, std::ptr::null_mut()))
    })
}

/// Has a callback judge timestamps (NULL: nobody does): 1, or 0 with the error queued.
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
        // SAFETY: the caller's contract.
        let owner = unsafe { ffi::shared_ref(s) };
        owner.map_or(0, |owner| set(owner, callback, arg))
    })
}

/// Whether timestamps are judged.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_ct_is_enabled(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let owner = unsafe { ffi::shared_ref(s) };
        owner.map_or(0, |owner| {
            owner.settings().inherited.timestamps.is_some().into()
        })
    })
}

/// The timestamps that came with the server's certificate, which stay the connection's; NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peer_scts(s: *mut SSL) -> *const stack_st_SCT {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let mut timestamps = ssl.timestamps.borrow_mut();
        if timestamps.list.is_none() {
            let leaf = ssl.peer.borrow().leaf.clone();
            timestamps.list = Timestamps::collect(&timestamps.extension, leaf.as_ref());
        }
        let list = timestamps.list.as_ref();
        list.map_or(std::ptr::null(), |list| list.as_ptr().cast_const())
    })
}
