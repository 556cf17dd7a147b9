//! Heartbeats (RFC 6520), which no OpenSSL has any more. Those of 1.0.1 are commands of `SSL_ctrl`: `SSL_heartbeat`,
//! `SSL_get_tlsext_heartbeat_pending`, `SSL_set_tlsext_heartbeat_no_requests`.

use std::ffi::c_int;

use dtls::msg::HeartbeatMode;

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::settings::{Settings, heartbeat};
use crate::reasons;
use crate::sys::error;

use super::guard;

fn set_heartbeat(flags: c_int, change: impl FnOnce(&dyn Fn(&mut Settings))) -> c_int {
    const ALL: u32 = heartbeat::ENABLED | heartbeat::DONT_RECV_REQUESTS;
    let flags = match u32::try_from(flags) {
        Ok(flags @ (0 | heartbeat::ENABLED | ALL)) => flags,
        _ => {
            error::put(reasons::BAD_VALUE);
            return 0;
        }
    };
    change(&|settings| settings.heartbeat = flags);
    1
}

fn set_tries(tries: c_int, change: impl FnOnce(&dyn Fn(&mut Settings))) -> c_int {
    let Ok(tries @ 1..) = u32::try_from(tries) else {
        error::put(reasons::BAD_VALUE);
        return 0;
    };
    change(&|settings| settings.heartbeat_tries = tries);
    1
}

/// Whether connections made from `ctx` afterwards speak of heartbeats (RFC 6520): with `SSL_TLSEXT_HB_ENABLED` a client
/// offers the extension and a server agrees to it, and requests of the peer's are answered;
/// `SSL_TLSEXT_HB_DONT_RECV_REQUESTS` beside it tells the peer to send none, and drops those that come. 0, as at the
/// start: nothing is said, and heartbeats are dropped. 1, or 0 for other flags.
///
/// When both sides agree, `SSL_heartbeat(ssl)` asks the peer for a sign of life: 1 when the request is in flight; -1 with
/// `SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT`, `SSL_R_TLS_HEARTBEAT_PENDING` (one is in flight already) or
/// `SSL_R_UNEXPECTED_MESSAGE` (in a handshake). `SSL_get_tlsext_heartbeat_pending(ssl)` is 1 until the answer is there.
/// The request is sent again by the DTLS timer: `SSL_read` looks after it, and `DTLSv1_get_timeout` and
/// `DTLSv1_handle_timeout` for a program that waits outside. When it was sent as often as
/// `FERRODTLS_set_heartbeat_tries` says, the reading function gives -1 with `SSL_ERROR_SSL` and `DTLSv1_handle_timeout`
/// -1, with `SSL_R_TLS_HEARTBEAT_UNANSWERED` on the error queue. That is all: the connection goes on, and the peer may
/// come back. The answers to the peer's requests are written by the reading function. Over SCTP a request is sent once,
/// and there is no timer.
///
/// # Safety
/// `ctx` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_heartbeat(ctx: *mut SSL_CTX, flags: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        set_heartbeat(flags, |change| ctx.change(|settings| change(settings)))
    })
}

/// As `FERRODTLS_CTX_set_heartbeat`, for one connection, from its next handshake on.
/// `SSL_set_tlsext_heartbeat_no_requests(ssl, n)` is the same with `SSL_TLSEXT_HB_ENABLED`, and
/// `SSL_TLSEXT_HB_DONT_RECV_REQUESTS` beside it if `n` is not 0.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_set_heartbeat(ssl: *mut SSL, flags: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        set_heartbeat(flags, |change| ssl.change(|settings| change(settings)))
    })
}

/// What the last handshake agreed on: 0, or `SSL_TLSEXT_HB_ENABLED`, with `SSL_TLSEXT_HB_DONT_SEND_REQUESTS` when the peer
/// takes no requests and `SSL_TLSEXT_HB_DONT_RECV_REQUESTS` when we have said that we take none.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_get_heartbeat(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let modes = ssl
            .engine()
            .and_then(|engine| engine.facts().and_then(|facts| facts.heartbeat));
        let Some(modes) = modes else {
            return 0;
        };
        let refuses = |mode, flag| match mode {
            HeartbeatMode::PEER_ALLOWED_TO_SEND => 0,
            _ => flag,
        };
        let flags = heartbeat::ENABLED
            | refuses(modes.peer, heartbeat::DONT_SEND_REQUESTS)
            | refuses(modes.own, heartbeat::DONT_RECV_REQUESTS);
        flags as c_int
    })
}

/// How often a heartbeat request is sent at most, at least once, before it counts as unanswered; 13 at first, as often as
/// a flight of a handshake. The periods between are those of the DTLS timer, which double: with 5 tries from 1 second on,
/// half a minute. 1, or 0 for a number below 1.
///
/// # Safety
/// `ctx` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_heartbeat_tries(
    ctx: *mut SSL_CTX,
    tries: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        set_tries(tries, |change| ctx.change(|settings| change(settings)))
    })
}

/// As `FERRODTLS_CTX_set_heartbeat_tries`, for one connection, from its next request on.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_set_heartbeat_tries(ssl: *mut SSL, tries: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        set_tries(tries, |change| ssl.change(|settings| change(settings)))
    })
}
