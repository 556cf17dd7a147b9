//! The application's callbacks about sessions and tickets.

use std::ffi::{c_int, c_void};

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::sys::Arg;

use super::guard;

/// Called before a session goes into a ticket, and with each ticket that a client shows: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_session_ticket_cb(
    ctx: *mut SSL_CTX,
    gen_cb: SSL_CTX_generate_session_ticket_fn,
    dec_cb: SSL_CTX_decrypt_session_ticket_fn,
    arg: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let arg = Arg(arg);
        ctx.change(|settings| {
            let callbacks = &mut settings.of_context;
            callbacks.ticket_generate = gen_cb;
            callbacks.ticket_decrypt = dec_cb;
            callbacks.ticket_arg = arg;
        });
        1
    })
}

/// Called to set up cipher and MAC of a ticket. It goes before the form with an `HMAC_CTX` (`SSL_CTX_set_tlsext_ticket_key_cb`): 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_tlsext_ticket_key_evp_cb(
    ctx: *mut SSL_CTX,
    fp: SSL_ticket_key_evp_cb,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            settings.of_context.ticket_key_evp = fp;
        });
        1
    })
}

/// Called to give a new session its ID: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_generate_session_id(
    ctx: *mut SSL_CTX,
    cb: GEN_SESSION_CB,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            settings.inherited.session_id = cb;
        });
        1
    })
}

/// As `SSL_CTX_set_generate_session_id`, for one connection: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_generate_session_id(ssl: *mut SSL, cb: GEN_SESSION_CB) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.change(|settings| {
            settings.inherited.session_id = cb;
        });
        1
    })
}

/// Called to decide whether a new session may be resumed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_not_resumable_session_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_not_resumable_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.inherited.not_resumable = cb;
        });
    })
}

/// As `SSL_CTX_set_not_resumable_session_callback`, for one connection.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_not_resumable_session_callback(
    ssl: *mut SSL,
    cb: SSL_not_resumable_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| {
            settings.inherited.not_resumable = cb;
        });
    })
}

/// How many tickets a server of version 1.3 sends after a full handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_num_tickets(s: *mut SSL, num_tickets: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|settings| {
            settings.num_tickets = num_tickets;
        });
        1
    })
}

/// How many tickets a server of version 1.3 sends after a full handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_num_tickets(s: *const SSL) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.settings().num_tickets
    })
}
