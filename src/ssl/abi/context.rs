//! `SSL_CTX`: life, options, versions, ciphers, trust.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_void};

use ffi::SharedHandle;

use crate::object::context::SSL_CTX;
use crate::object::method::SSL_METHOD;
use crate::object::settings::IdContext;
use crate::reasons;
use crate::sys::types::*;
use crate::sys::{error, init};

use crate::sys::Arg;

use super::conf::apply_system_default;
use super::guard;

/// Makes a context; the error is queued when it cannot be.
fn make(method: Option<&'static SSL_METHOD>) -> *mut SSL_CTX {
    reasons::load_strings();
    let Some(method) = method else {
        error::put(reasons::NULL_SSL_METHOD_PASSED);
        return std::ptr::null_mut();
    };
    // The configuration file is read before the first context is made (OPENSSL_init_ssl(3)).
    // SAFETY: NULL stands for no settings.
    if unsafe { init::crypto(0, std::ptr::null()) } != 1 {
        return std::ptr::null_mut();
    }
    match SSL_CTX::new(method) {
        Some(context) => {
            apply_system_default(&context);
            SSL_CTX::into_c(context)
        }
        None => {
            error::put(error::MALLOC_FAILURE);
            std::ptr::null_mut()
        }
    }
}

/// A new context, which `SSL_CTX_free` gives back, set up as the configuration file says
/// (`system_default`). With a method of TLS it can be set up and connections made, and a handshake
/// fails until `SSL_CTX_set_ssl_version` or `SSL_set_ssl_method` gives a method of DTLS.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_new(meth: *const SSL_METHOD) -> *mut SSL_CTX {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        unsafe { make(ffi::shared_ref(meth)) }
    })
}

/// As `SSL_CTX_new`. The library context and the property query are for libcrypto's keys and
/// certificates, which come ready made; cryptography of the records is this library's own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_new_ex(
    libctx: *mut OSSL_LIB_CTX,
    propq: *const c_char,
    meth: *const SSL_METHOD,
) -> *mut SSL_CTX {
    guard(std::ptr::null_mut(), || {
        let _ = (libctx, propq);
        // SAFETY: the caller's contract.
        unsafe { make(ffi::shared_ref(meth)) }
    })
}

/// Adds a reference: 1, or 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_up_ref(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { c_int::from(SSL_CTX::up_ref(ctx)) }
    })
}

/// Gives back a reference. NULL is allowed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_free(ctx: *mut SSL_CTX) {
    guard((), || {
        // SAFETY: the caller's contract.
        unsafe { drop(SSL_CTX::reclaim(ctx)) };
    })
}

/// The method given to `SSL_CTX_new`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_ssl_method(ctx: *const SSL_CTX) -> *const SSL_METHOD {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null();
        };
        std::ptr::from_ref(ctx.settings().method)
    })
}

/// Another method for connections to come.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_ssl_version(
    ctx: *mut SSL_CTX,
    meth: *const SSL_METHOD,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(meth) = (unsafe { ffi::shared_ref(meth) }) else {
            return 0;
        };
        ctx.change(|settings| settings.method = meth);
        1
    })
}

/// The options (`SSL_OP_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_options(ctx: *const SSL_CTX) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.options()
    })
}

/// Adds options; gives all that are set then.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_options(ctx: *mut SSL_CTX, op: u64) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            settings.options |= op;
            settings.options
        })
    })
}

/// Takes options away; gives all that are still set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_clear_options(ctx: *mut SSL_CTX, op: u64) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            settings.options &= !op;
            settings.options
        })
    })
}

/// Sets the suites of DTLS 1.0 and 1.2 by a cipher string (openssl-ciphers(1)). 0, with
/// `SSL_R_NO_CIPHER_MATCH` queued, when it selects none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cipher_list(ctx: *mut SSL_CTX, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(str) = (unsafe { ffi::cstr(str) }) else {
            return 0;
        };
        match ctx.change(|settings| settings.set_cipher_list(str.to_bytes())) {
            Ok(()) => 1,
            Err(reason) => {
                error::put(reason);
                0
            }
        }
    })
}

/// Sets the suites of DTLS 1.3: names separated by colons.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_ciphersuites(ctx: *mut SSL_CTX, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(str) = (unsafe { ffi::cstr(str) }) else {
            return 0;
        };
        match ctx.change(|settings| settings.set_ciphersuites(str.to_bytes())) {
            Ok(()) => 1,
            Err(reason) => {
                error::put(reason);
                0
            }
        }
    })
}

/// The suites, best first; the context keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_ciphers(ctx: *const SSL_CTX) -> *mut stack_st_SSL_CIPHER {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings().ciphers.stack_ptr()
    })
}

/// Names the service whose sessions these are: at most 32 bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_session_id_context(
    ctx: *mut SSL_CTX,
    sid_ctx: *const c_uchar,
    sid_ctx_len: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
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
        ctx.change(|settings| settings.id_context = IdContext(name.to_vec()));
        1
    })
}

/// Sets how long sessions last, in seconds; gives the old value.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_timeout(ctx: *mut SSL_CTX, t: c_long) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| std::mem::replace(&mut settings.session_timeout, t))
    })
}

/// How long sessions last, in seconds.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_timeout(ctx: *const SSL_CTX) -> c_long {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().session_timeout
    })
}

/// Removes the sessions that expired by `tm` (0: all) from the cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_flush_sessions(ctx: *mut SSL_CTX, tm: c_long) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.flush_sessions(tm);
    })
}

/// Whether `SSL_shutdown` sends nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_quiet_shutdown(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        c_int::from(ctx.settings().quiet_shutdown)
    })
}

/// Makes `SSL_shutdown` send nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_quiet_shutdown(ctx: *mut SSL_CTX, mode: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.quiet_shutdown = mode != 0);
    })
}

/// The length of read buffers. Datagrams are read whole, whatever it is.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_read_buffer_len(ctx: *mut SSL_CTX, len: usize) {
    guard((), || {
        let _ = (ctx, len);
    })
}

/// How many tickets a server of version 1.3 sends after a full handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_num_tickets(ctx: *mut SSL_CTX, num_tickets: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| settings.num_tickets = num_tickets);
        1
    })
}

/// How many tickets a server of version 1.3 sends after a full handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_num_tickets(ctx: *const SSL_CTX) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.settings().num_tickets
    })
}

/// Keeps a pointer of the application.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_ex_data(
    ctx: *mut SSL_CTX,
    idx: c_int,
    data: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.ex_data.set(idx, Arg(data))
    })
}

/// The pointer that the application keeps.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_ex_data(ctx: *const SSL_CTX, idx: c_int) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.ex_data.get(idx)
    })
}
