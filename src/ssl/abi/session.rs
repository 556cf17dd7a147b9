//! `SSL_SESSION`.

use std::ffi::{c_int, c_long, c_uchar, c_uint};
use std::sync::Arc;

use ffi::SharedHandle;

use crate::object::connection::SSL;
use crate::object::context::{SSL_CTX, lock};
use crate::object::session::SSL_SESSION;

use super::guard;

/// An empty session.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_new() -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        SSL_SESSION::new().map_or(std::ptr::null_mut(), SSL_SESSION::into_c)
    })
}

/// A copy, with the application's data. The copy is in no cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_dup(src: *const SSL_SESSION) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(src) = (unsafe { ffi::shared_ref(src) }) else {
            return std::ptr::null_mut();
        };
        src.duplicate()
            .map_or(std::ptr::null_mut(), SSL_SESSION::into_c)
    })
}

/// Adds a reference: 1, or 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_up_ref(ses: *mut SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { c_int::from(SSL_SESSION::up_ref(ses)) }
    })
}

/// Gives back a reference. NULL is allowed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_free(ses: *mut SSL_SESSION) {
    guard((), || {
        // SAFETY: the caller's contract.
        unsafe { drop(SSL_SESSION::reclaim(ses)) };
    })
}

/// The session; the connection keeps its reference. NULL before the handshake is complete.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_session(ssl: *const SSL) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.session
            .borrow()
            .as_ref()
            .map_or(std::ptr::null_mut(), |own| Arc::as_ptr(own).cast_mut())
    })
}

/// The session with a reference for the caller.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get1_session(ssl: *mut SSL) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.session
            .borrow()
            .clone()
            .map_or(std::ptr::null_mut(), SSL_SESSION::into_c)
    })
}

/// The session that a client offers to resume; a reference is added. NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_session(to: *mut SSL, session: *mut SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(to) = (unsafe { ffi::shared_ref(to) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let session = unsafe { SSL_SESSION::share(session) };
        crate::questions::clear_bad_session(to);
        if let Some(session) = &session {
            to.verify_result
                .set(session.with(|parts| parts.verify_result));
        }
        let old = to.session.replace(session);
        drop(old);
        1
    })
}

/// Takes over session, certificates and session ID context of another connection.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_copy_session_id(to: *mut SSL, from: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(to) = (unsafe { ffi::shared_ref(to) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(from) = (unsafe { ffi::shared_ref(from) }) else {
            return 0;
        };
        let session = from.session.borrow().clone();
        let old = to.session.replace(session);
        drop(old);
        let other = from.settings();
        to.change(|settings| {
            settings.method = other.method;
            settings.certs = other.certs.clone();
            settings.id_context = other.id_context.clone();
        });
        1
    })
}

/// Adds a session to the cache: 1, or 0 when it is there already.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add_session(
    ctx: *mut SSL_CTX,
    session: *mut SSL_SESSION,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(session) = (unsafe { SSL_SESSION::share(session) }) else {
            return 0;
        };
        c_int::from(ctx.add_session(&session))
    })
}

/// Removes a session from the cache, and makes it unfit for resumption: 1, or 0 when it was not there.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_remove_session(
    ctx: *mut SSL_CTX,
    session: *mut SSL_SESSION,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(session) = (unsafe { ffi::shared_ref(session) }) else {
            return 0;
        };
        c_int::from(ctx.remove_session(session))
    })
}

/// Whether a session with this ID is in the cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_has_matching_session_id(
    s: *const SSL,
    id: *const c_uchar,
    id_len: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(id) = (unsafe { ffi::slice(id, id_len as usize) }) else {
            return 0;
        };
        c_int::from(lock(&s.first_context.sessions).get(id).is_some())
    })
}

/// The time that sessions last when nothing else is said, in seconds.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_default_timeout(s: *const SSL) -> c_long {
    guard(0, || {
        let _ = s;
        crate::questions::DEFAULT_TIMEOUT
    })
}
