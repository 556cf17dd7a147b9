//! Functions for what DTLS has not (compression, `sendfile`), and for asynchronous jobs and engines.

use std::ffi::{c_char, c_int, c_void};

use crate::callback::SSL_async_callback_fn;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::reasons;
use crate::sys::engine::Engine;
use crate::sys::types::*;
use crate::sys::{Arg, error};

use super::guard;

/// Where the kernel encrypts a stream. Never in DTLS: -1, with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_sendfile(
    s: *mut SSL,
    fd: c_int,
    offset: libc::off_t,
    size: usize,
    flags: c_int,
) -> isize {
    guard(-1, || {
        let _ = (s, fd, offset, size, flags);
        error::put(reasons::UNINITIALIZED);
        -1
    })
}

/// Nothing: kept for old programs.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_debug(s: *mut SSL, debug: c_int) {
    guard((), || {
        let _ = (s, debug);
    })
}

/// The name of a compression method. There is none: NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_get0_name(comp: *const SSL_COMP) -> *const c_char {
    guard(std::ptr::null(), || {
        let _ = comp;
        std::ptr::null()
    })
}

/// The number of a compression method. There is none: -1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_get_id(comp: *const SSL_COMP) -> c_int {
    guard(-1, || {
        let _ = comp;
        -1
    })
}

/// The list is not taken: it is given back to the caller, as OpenSSL without compression does.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_set0_compression_methods(
    meths: *mut stack_st_SSL_COMP,
) -> *mut stack_st_SSL_COMP {
    guard(std::ptr::null_mut(), || meths)
}

/// Adds no method: 1, which says so (SSL_COMP_add_compression_method(3)).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_add_compression_method(id: c_int, cm: *mut COMP_METHOD) -> c_int {
    guard(1, || {
        let _ = (id, cm);
        1
    })
}

/// Called when an asynchronous job goes on; kept, since no job is started: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_async_callback(
    ctx: *mut SSL_CTX,
    callback: SSL_async_callback_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| settings.inherited.async_job = callback);
        1
    })
}

/// The argument of the callback for asynchronous jobs: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_async_callback_arg(
    ctx: *mut SSL_CTX,
    arg: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| settings.inherited.async_job_arg = Arg(arg));
        1
    })
}

/// Called when an asynchronous job goes on; kept, since no job is started: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_async_callback(
    s: *mut SSL,
    callback: SSL_async_callback_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        ssl.change(|settings| settings.inherited.async_job = callback);
        1
    })
}

/// The argument of the callback for asynchronous jobs: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_async_callback_arg(s: *mut SSL, arg: *mut c_void) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        ssl.change(|settings| settings.inherited.async_job_arg = Arg(arg));
        1
    })
}

/// What the running job's engine said. No job runs: 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_async_status(s: *mut SSL, status: *mut c_int) -> c_int {
    guard(0, || {
        let _ = (s, status);
        0
    })
}

/// The descriptors that the running job waits for. No job runs: 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_changed_async_fds(
    s: *mut SSL,
    addfd: *mut c_int,
    numaddfds: *mut usize,
    delfd: *mut c_int,
    numdelfds: *mut usize,
) -> c_int {
    guard(0, || {
        let _ = (s, addfd, numaddfds, delfd, numdelfds);
        0
    })
}

/// A client's certificate comes from this engine: 1, or 0 with the error queued when it gives none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_client_cert_engine(
    ctx: *mut SSL_CTX,
    e: *mut ENGINE,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(engine) = (unsafe { Engine::start(e) }) else {
            error::put(error::ENGINE_LIB);
            return 0;
        };
        if !engine.has_client_certificates() {
            error::put(reasons::NO_CLIENT_CERT_METHOD);
            return 0;
        }
        ctx.change(|settings| settings.client_cert_engine = Some(engine.into()));
        1
    })
}
