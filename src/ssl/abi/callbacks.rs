//! Setting the application's callbacks.

use std::ffi::c_void;

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::sys::Arg;

use super::guard;

/// Makes a cookie of 1 to 255 bytes for the peer of the connection: 1, or 0. Must be set for
/// `DTLSv1_listen` and `SSL_OP_COOKIE_EXCHANGE`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cookie_generate_cb(
    ctx: *mut SSL_CTX,
    app_gen_cookie_cb: SSL_cookie_generate_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.cookie_generate = app_gen_cookie_cb;
        });
    })
}

/// Checks that a cookie is one of ours for this peer: 1, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cookie_verify_cb(
    ctx: *mut SSL_CTX,
    app_verify_cookie_cb: SSL_cookie_verify_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.cookie_verify = app_verify_cookie_cb;
        });
    })
}

/// Chooses one of the protocols that a client offers.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_alpn_select_cb(
    ctx: *mut SSL_CTX,
    cb: SSL_CTX_alpn_select_cb_func,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.alpn_select = cb;
            settings.of_context.alpn_select_arg = Arg(arg);
        });
    })
}

/// Called for each ClientHello before anything is decided; it may say "not yet".
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_client_hello_cb(
    c: *mut SSL_CTX,
    cb: SSL_client_hello_cb_fn,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return;
        };
        c.change(|settings| {
            settings.of_context.client_hello = cb;
            settings.of_context.client_hello_arg = Arg(arg);
        });
    })
}

/// Called when a server wants a certificate and the client has none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_client_cert_cb(
    ctx: *mut SSL_CTX,
    client_cert_cb: SSL_client_cert_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.client_certificate = client_cert_cb;
        });
    })
}

/// Called with lines for a key log file.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_keylog_callback(
    ctx: *mut SSL_CTX,
    cb: SSL_CTX_keylog_cb_func,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.key_log = cb;
        });
    })
}

/// Called with each new session; 1: the application keeps the reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_set_new_cb(
    ctx: *mut SSL_CTX,
    new_session_cb: SSL_sess_new_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.session_new = new_session_cb;
        });
    })
}

/// Called with each session that leaves the cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_set_remove_cb(
    ctx: *mut SSL_CTX,
    remove_session_cb: SSL_sess_remove_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.session_remove = remove_session_cb;
        });
    })
}

/// Called to look up a session in the application's cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_set_get_cb(
    ctx: *mut SSL_CTX,
    get_session_cb: SSL_sess_get_cb,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.of_context.session_get = get_session_cb;
        });
    })
}

/// The callback for key log lines.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_keylog_callback(
    ctx: *const SSL_CTX,
) -> SSL_CTX_keylog_cb_func {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().of_context.key_log
    })
}

/// The callback for new sessions.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_get_new_cb(ctx: *mut SSL_CTX) -> SSL_sess_new_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().of_context.session_new
    })
}

/// The callback for sessions that leave the cache.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_get_remove_cb(ctx: *mut SSL_CTX) -> SSL_sess_remove_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().of_context.session_remove
    })
}

/// The callback that looks up sessions.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_sess_get_get_cb(ctx: *mut SSL_CTX) -> SSL_sess_get_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().of_context.session_get
    })
}

/// The callback for a client's certificate.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_client_cert_cb(ctx: *mut SSL_CTX) -> SSL_client_cert_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().of_context.client_certificate
    })
}

/// The callback for states and alerts.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_info_callback(ctx: *mut SSL_CTX) -> SSL_info_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
        ctx.settings().inherited.info
    })
}

/// Called with states and alerts.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_info_callback(ctx: *mut SSL_CTX, cb: SSL_info_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.info = cb);
    })
}

/// Called with each message and record header.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_msg_callback(ctx: *mut SSL_CTX, cb: SSL_msg_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.message = cb);
    })
}

/// Called when an own certificate is about to be chosen; it may set one, or say "not yet".
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cert_cb(c: *mut SSL_CTX, cb: SSL_cert_cb, arg: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return;
        };
        c.change(|settings| {
            settings.inherited.certificate = cb;
            settings.inherited.certificate_arg = Arg(arg);
        });
    })
}

/// Called with states and alerts.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_info_callback(ssl: *mut SSL, cb: SSL_info_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.info = cb);
    })
}

/// Called with each message and record header.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_msg_callback(ssl: *mut SSL, cb: SSL_msg_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.message = cb);
    })
}

/// Called when an own certificate is about to be chosen; it may set one, or say "not yet".
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_cert_cb(s: *mut SSL, cb: SSL_cert_cb, arg: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| {
            settings.inherited.certificate = cb;
            settings.inherited.certificate_arg = Arg(arg);
        });
    })
}

/// The connection's own callback for states and alerts.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_info_callback(ssl: *const SSL) -> SSL_info_cb {
    guard(None, || {
        // SAFETY: the caller's contract.
        let ssl = (unsafe { ffi::shared_ref(ssl) })?;
        ssl.settings().inherited.info
    })
}

/// Gives the periods of the handshake timer in microseconds: called with 0 for the first, then
/// with the last.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLS_set_timer_cb(s: *mut SSL, cb: DTLS_timer_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.timer_callback.set(cb);
    })
}

/// Sets the clock by which the connections made from `ctx` afterwards time their flights; `NULL`
/// goes back to the system's monotonic clock. `now_us` answers microseconds from any fixed origin
/// and must not go backwards; it is called with `arg` from inside the functions that drive a
/// connection, on their thread, and calls nothing of this library. For simulations and tests:
/// `DTLSv1_get_timeout` and `DTLSv1_handle_timeout` follow it too. Session lifetimes do not.
///
/// # Safety
/// `ctx` is NULL or valid; `arg` is valid for `now_us` as long as such a connection lives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_clock(
    ctx: *mut SSL_CTX,
    now_us: FERRODTLS_clock_cb,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| {
            settings.inherited.clock = now_us;
            settings.inherited.clock_arg = Arg(arg);
        });
    })
}
