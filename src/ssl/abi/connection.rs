//! `SSL`: life, BIOs, options, ciphers.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};

use ffi::SharedHandle;

use crate::object::connection::{SSL, Side};
use crate::object::context::SSL_CTX;
use crate::object::method::SSL_METHOD;
use crate::object::settings::IdContext;
use crate::reasons;
use crate::sys::error;
use crate::sys::stack;
use crate::sys::types::*;

use crate::sys::Arg;

use super::guard;

/// A new connection with the context's settings, which `SSL_free` gives back.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_new(ctx: *mut SSL_CTX) -> *mut SSL {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(context) = (unsafe { SSL_CTX::share(ctx) }) else {
            error::put(reasons::NULL_SSL_CTX);
            return std::ptr::null_mut();
        };
        match SSL::new(context) {
            Some(ssl) => SSL::into_c(ssl),
            None => {
                error::put(error::MALLOC_FAILURE);
                std::ptr::null_mut()
            }
        }
    })
}

/// Adds a reference: 1, or 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_up_ref(s: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { c_int::from(SSL::up_ref(s)) }
    })
}

/// Gives back a reference; with the last one go the BIOs. NULL is allowed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_free(ssl: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        unsafe { drop(SSL::reclaim(ssl)) };
    })
}

/// Makes the connection ready for another peer, with the same settings and BIOs.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_clear(s: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.reset();
        let session = s.session.borrow().clone();
        if session.is_some_and(|session| !session.is_resumable()) {
            s.session.replace(None);
        }
        1
    })
}

/// The context; the connection keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_SSL_CTX(ssl: *const SSL) -> *mut SSL_CTX {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        std::sync::Arc::as_ptr(&ssl.context()).cast_mut()
    })
}

/// Another context: its certificates and callbacks are used from now on (NULL: the first one's).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_SSL_CTX(ssl: *mut SSL, ctx: *mut SSL_CTX) -> *mut SSL_CTX {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        // SAFETY: the caller's contract.
        let context = unsafe { SSL_CTX::share(ctx) }.unwrap_or_else(|| ssl.first_context.clone());
        let old = ssl.context();
        if !std::sync::Arc::ptr_eq(&old, &context) {
            let (before, after) = (old.settings(), context.settings());
            ssl.set_context(context.clone());
            ssl.change(|settings| settings.take_from_context(&before, &after));
        }
        std::sync::Arc::as_ptr(&context).cast_mut()
    })
}

/// The connection's method.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_ssl_method(s: *const SSL) -> *const SSL_METHOD {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        std::ptr::from_ref(s.settings().method)
    })
}

/// Another method, before the handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_ssl_method(s: *mut SSL, method: *const SSL_METHOD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(method) = (unsafe { ffi::shared_ref(method) }) else {
            return 0;
        };
        s.change(|settings| settings.method = method);
        1
    })
}

/// The connection will be a client.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_connect_state(s: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.side.set(Some(Side::Client));
        s.restart();
    })
}

/// The connection will be a server.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_accept_state(s: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.side.set(Some(Side::Server));
        s.restart();
    })
}

/// Whether the connection is a server's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_is_server(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.is_server())
    })
}

/// Whether the connection speaks DTLS: always.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_is_dtls(s: *const SSL) -> c_int {
    guard(0, || c_int::from(!s.is_null()))
}

/// The options (`SSL_OP_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_options(s: *const SSL) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.settings().options
    })
}

/// Adds options; gives all that are set then.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_options(s: *mut SSL, op: u64) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|settings| {
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
pub unsafe extern "C" fn SSL_clear_options(s: *mut SSL, op: u64) -> u64 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|settings| {
            settings.options &= !op;
            settings.options
        })
    })
}

/// Sets the suites of DTLS 1.0 and 1.2 by a cipher string (openssl-ciphers(1)).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_cipher_list(s: *mut SSL, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(str) = (unsafe { ffi::cstr(str) }) else {
            return 0;
        };
        match s.change(|settings| settings.set_cipher_list(str.to_bytes())) {
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
pub unsafe extern "C" fn SSL_set_ciphersuites(s: *mut SSL, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(str) = (unsafe { ffi::cstr(str) }) else {
            return 0;
        };
        match s.change(|settings| settings.set_ciphersuites(str.to_bytes())) {
            Ok(()) => 1,
            Err(reason) => {
                error::put(reason);
                0
            }
        }
    })
}

/// The suites, best first; the connection keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_ciphers(s: *const SSL) -> *mut stack_st_SSL_CIPHER {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.settings().ciphers.stack_ptr()
    })
}

/// The suites that a client would offer: those that versions, security policy, signature algorithms
/// and (for pre-shared keys) callbacks allow. The caller frees the stack; NULL when there is none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get1_supported_ciphers(s: *mut SSL) -> *mut stack_st_SSL_CIPHER {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        let suites = s.settings().supported_suites(&s.policy());
        if suites.is_empty() {
            return std::ptr::null_mut();
        }
        stack::of_statics(suites.into_iter())
    })
}

/// The name of the suite at place `n`; NULL behind the last.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_cipher_list(s: *const SSL, n: c_int) -> *const c_char {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        let ciphers = s.settings().ciphers.clone();
        let found = usize::try_from(n).ok().and_then(|n| ciphers.suites.get(n));
        found.map_or(std::ptr::null(), |suite| suite.name.as_ptr())
    })
}

/// Names the service whose sessions these are: at most 32 bytes.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_session_id_context(
    ssl: *mut SSL,
    sid_ctx: *const c_uchar,
    sid_ctx_len: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
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
        ssl.change(|settings| settings.id_context = IdContext(name.to_vec()));
        1
    })
}

/// Whether `SSL_shutdown` sends nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_quiet_shutdown(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        c_int::from(ssl.settings().quiet_shutdown)
    })
}

/// Makes `SSL_shutdown` send nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_quiet_shutdown(ssl: *mut SSL, mode: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.quiet_shutdown = mode != 0);
    })
}

/// Reading ahead: datagrams are read whole, whatever it is.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_read_ahead(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.settings().read_ahead)
    })
}

/// Reading ahead: datagrams are read whole, whatever it is.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_read_ahead(s: *mut SSL, yes: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        if s.settings().read_ahead != (yes != 0) {
            s.change(|settings| settings.read_ahead = yes != 0);
        }
    })
}

/// The length of read buffers. Datagrams are read whole, whatever it is.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_default_read_buffer_len(s: *mut SSL, len: usize) {
    guard((), || {
        let _ = (s, len);
    })
}

/// Keeps a pointer of the application.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_ex_data(ssl: *mut SSL, idx: c_int, data: *mut c_void) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.ex_data.set(idx, Arg(data))
    })
}

/// The pointer that the application keeps.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_ex_data(ssl: *const SSL, idx: c_int) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.ex_data.get(idx)
    })
}

/// Buffers are made when they are needed: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_alloc_buffers(ssl: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let _ = ssl;
        1
    })
}

/// Whether no data waits in a buffer, so that none is held: 1, otherwise 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_free_buffers(ssl: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        c_int::from(!crate::driver::has_pending(ssl))
    })
}
