//! Early data of version 1.3 (SSL_read_early_data(3)). DTLS up to 1.2 has none: the limits are kept,
//! and the reading and writing functions say that there is none.

use std::ffi::{c_char, c_int, c_uchar, c_void};

use crate::callback::SSL_allow_early_data_cb_fn;
use crate::object::connection::{EarlyData, SSL};
use crate::object::context::SSL_CTX;
use crate::sys::{Arg, error};

use super::state::SSL_in_before;
use super::{guard, io};

const READ_EARLY_DATA_ERROR: c_int = 0;
const READ_EARLY_DATA_FINISH: c_int = 2;
/// `SSL_EARLY_DATA_NOT_SENT`.
const NOT_SENT: c_int = 0;

/// How much early data a server allows, in bytes: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_max_early_data(
    ctx: *mut SSL_CTX,
    max_early_data: u32,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| settings.max_early_data = max_early_data);
        1
    })
}

/// How much early data a server allows, in bytes: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_max_early_data(ssl: *mut SSL, max_early_data: u32) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.change(|settings| settings.max_early_data = max_early_data);
        1
    })
}

/// How much early data a server allows, in bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_max_early_data(ctx: *const SSL_CTX) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().max_early_data
    })
}

/// How much early data a server allows, in bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_max_early_data(ssl: *const SSL) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.settings().max_early_data
    })
}

/// How much early data a server takes in, in bytes: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_recv_max_early_data(
    ctx: *mut SSL_CTX,
    recv_max_early_data: u32,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| settings.recv_max_early_data = recv_max_early_data);
        1
    })
}

/// How much early data a server takes in, in bytes: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_recv_max_early_data(
    ssl: *mut SSL,
    recv_max_early_data: u32,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.change(|settings| settings.recv_max_early_data = recv_max_early_data);
        1
    })
}

/// How much early data a server takes in, in bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_recv_max_early_data(ctx: *const SSL_CTX) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().recv_max_early_data
    })
}

/// How much early data a server takes in, in bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_recv_max_early_data(ssl: *const SSL) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.settings().recv_max_early_data
    })
}

/// Called before a server accepts early data.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_allow_early_data_cb(
    ctx: *mut SSL_CTX,
    cb: SSL_allow_early_data_cb_fn,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.inherited.allow_early_data = cb;
            settings.inherited.allow_early_data_arg = Arg(arg);
        });
    })
}

/// Called before a server accepts early data.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_allow_early_data_cb(
    ssl: *mut SSL,
    cb: SSL_allow_early_data_cb_fn,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| {
            settings.inherited.allow_early_data = cb;
            settings.inherited.allow_early_data_arg = Arg(arg);
        });
    })
}

/// A server's early data. There is none, so the handshake is completed, once: `SSL_READ_EARLY_DATA_FINISH`, or
/// `SSL_READ_EARLY_DATA_ERROR` while it is not, and when it was finished or begun by another call.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_read_early_data(
    s: *mut SSL,
    buf: *mut c_void,
    num: usize,
    readbytes: *mut usize,
) -> c_int {
    guard(READ_EARLY_DATA_ERROR, || {
        let _ = (buf, num);
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return READ_EARLY_DATA_ERROR;
        };
        let may_begin = match ssl.early_data.get() {
            // SAFETY: the caller's contract.
            EarlyData::NotAsked => unsafe { SSL_in_before(s) == 1 },
            EarlyData::Accepting => true,
            EarlyData::Finished => false,
        };
        if !ssl.is_server() || !may_begin {
            error::put(error::SHOULD_NOT_HAVE_BEEN_CALLED);
            return READ_EARLY_DATA_ERROR;
        }
        ssl.early_data.set(EarlyData::Accepting);
        // SAFETY: the caller's contract.
        unsafe {
            if io::SSL_accept(s) <= 0 {
                return READ_EARLY_DATA_ERROR;
            }
            ssl.early_data.set(EarlyData::Finished);
            ffi::put(readbytes, 0);
        }
        READ_EARLY_DATA_FINISH
    })
}

/// A client's early data, which no session allows: 0, with the error queued. A server that has finished
/// `SSL_read_early_data` writes its data with it: 1, or 0 as `SSL_write_ex`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_write_early_data(
    s: *mut SSL,
    buf: *const c_void,
    num: usize,
    written: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(s) };
        if ssl.is_some_and(|ssl| ssl.early_data.get() == EarlyData::Finished) {
            // SAFETY: the caller's contract.
            return unsafe { io::SSL_write_ex(s, buf, num, written) };
        }
        error::put(error::SHOULD_NOT_HAVE_BEEN_CALLED);
        0
    })
}

/// What became of early data: none was sent.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_early_data_status(s: *const SSL) -> c_int {
    guard(NOT_SENT, || {
        let _ = s;
        NOT_SENT
    })
}

/// Keys out of the secret of early data: 0, since there is none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_export_keying_material_early(
    s: *mut SSL,
    out: *mut c_uchar,
    olen: usize,
    label: *const c_char,
    llen: usize,
    context: *const c_uchar,
    contextlen: usize,
) -> c_int {
    guard(0, || {
        let _ = (s, out, olen, label, llen, context, contextlen);
        0
    })
}
