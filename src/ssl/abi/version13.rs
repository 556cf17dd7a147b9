//! What version 1.3 alone uses: kept for it, and refused where an older version cannot do it.

use std::ffi::{c_int, c_void};

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::settings::MAX_PLAINTEXT;
use crate::reasons;
use crate::sys::{Arg, error};

use super::{connection, guard, io};

/// Called when a server needs the session of a pre-shared key of version 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_psk_find_session_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_psk_find_session_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.psk_find_session = cb);
    })
}

/// Called when a server needs the session of a pre-shared key of version 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_psk_find_session_callback(
    ssl: *mut SSL,
    cb: SSL_psk_find_session_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.psk_find_session = cb);
    })
}

/// Called when a client may offer a pre-shared key of version 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_psk_use_session_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_psk_use_session_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.psk_use_session = cb);
    })
}

/// Called when a client may offer a pre-shared key of version 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_psk_use_session_callback(
    ssl: *mut SSL,
    cb: SSL_psk_use_session_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.psk_use_session = cb);
    })
}

/// Makes the cookie of a HelloRetryRequest (SSL_stateless(3)).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_stateless_cookie_generate_cb(
    ctx: *mut SSL_CTX,
    gen_stateless_cookie_cb: SSL_stateless_cookie_generate_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.stateless_cookie_generate = gen_stateless_cookie_cb
        });
    })
}

/// Checks the cookie of a HelloRetryRequest (SSL_stateless(3)).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_stateless_cookie_verify_cb(
    ctx: *mut SSL_CTX,
    verify_stateless_cookie_cb: SSL_stateless_cookie_verify_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.stateless_cookie_verify = verify_stateless_cookie_cb
        });
    })
}

/// Answers a first hello of version 1.3 with a cookie. Older versions have `DTLSv1_listen`: here a
/// handshake starts, and the result is -1 (SSL_stateless(3)).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_stateless(s: *mut SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        unsafe {
            if connection::SSL_clear(s) == 0 {
                return 0;
            }
            error::clear();
            io::SSL_accept(s);
        }
        -1
    })
}

/// Whether a client of version 1.3 answers requests for its certificate after the handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_post_handshake_auth(ctx: *mut SSL_CTX, val: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.post_handshake_auth = val != 0);
    })
}

/// Whether a client of version 1.3 answers requests for its certificate after the handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_post_handshake_auth(ssl: *mut SSL, val: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.post_handshake_auth = val != 0);
    })
}

/// Asks a client of version 1.3 for its certificate. 0, with the error queued, in older versions.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_verify_client_post_handshake(ssl: *mut SSL) -> c_int {
    guard(0, || {
        let _ = ssl;
        error::put(reasons::WRONG_SSL_VERSION);
        0
    })
}

/// Sends another ticket of version 1.3: 0 in older versions.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_new_session_ticket(ssl: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let _ = ssl;
        0
    })
}

/// Called for the padding of each record of version 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_record_padding_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_record_padding_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.record_padding = cb);
    })
}

/// Called for the padding of each record of version 1.3: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_record_padding_callback(
    ssl: *mut SSL,
    cb: SSL_record_padding_cb,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.change(|settings| settings.inherited.record_padding = cb);
        1
    })
}

/// The argument of the callback for padding.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_record_padding_callback_arg(
    ctx: *mut SSL_CTX,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.record_padding_arg = Arg(arg));
    })
}

/// The argument of the callback for padding.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_record_padding_callback_arg(ssl: *mut SSL, arg: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.record_padding_arg = Arg(arg));
    })
}

/// The argument of the callback for padding.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_record_padding_callback_arg(
    ctx: *const SSL_CTX,
) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings().inherited.record_padding_arg.0
    })
}

/// The argument of the callback for padding.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_record_padding_callback_arg(ssl: *const SSL) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.settings().inherited.record_padding_arg.0
    })
}

/// Pads records of version 1.3 to a multiple of so many bytes (at most 2^14; 0 and 1: not at all). 1, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_block_padding(ctx: *mut SSL_CTX, block_size: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let Some(block) = block_padding(block_size) else {
            return 0;
        };
        ctx.change(|settings| settings.block_padding = block);
        1
    })
}

/// Pads records of version 1.3 to a multiple of so many bytes (at most 2^14; 0 and 1: not at all). 1, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_block_padding(ssl: *mut SSL, block_size: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let Some(block) = block_padding(block_size) else {
            return 0;
        };
        ssl.change(|settings| settings.block_padding = block);
        1
    })
}

/// The size of blocks as it is kept; `None`: too large.
pub(super) fn block_padding(size: usize) -> Option<usize> {
    match size {
        1 => Some(0),
        _ => (size <= MAX_PLAINTEXT).then_some(size),
    }
}
