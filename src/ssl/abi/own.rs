//! Functions that no OpenSSL has.

use std::ffi::c_int;

use ffi::SharedHandle;

use crate::driver::successor;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;

use super::guard;

/// Whether, in the first handshake of the connections made from `ctx` afterwards, a malformed or
/// misplaced record is fatal also when no key protects it, as in OpenSSL; off (`0`) at first.
/// Answers the previous value.
///
/// Without it such records are dropped and counted, and the handshake goes on with the peer's own:
/// everybody who can send to the socket can write them. With it the first one ends the handshake
/// with an alert and an error that name it: for diagnosis, and for transports that nobody else
/// writes to. Records that no key protects never change an established connection.
///
/// # Safety
/// `ctx` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_strict_handshake(ctx: *mut SSL_CTX, on: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            let old = std::mem::replace(&mut settings.strict_handshake, on != 0);
            c_int::from(old)
        })
    })
}

/// Whether a client may begin anew from the address of an established connection made from `ctx`
/// afterwards (RFC 6347, 4.2.8), as it does when it was rebooted; off (`0`) at first. Answers the
/// previous value. For servers that have one socket for each client; both cookie callbacks must be
/// set.
///
/// While the program reads from the established connection, the hellos of such a client are answered
/// with cookies, and one that brings a good cookie begins a handshake of its own, over the same BIOs.
/// Its callbacks get another `SSL`, made as by `SSL_new`, with the settings and the ex_data (as
/// `SSL_dup` copies it) of the established one. Until the client's Finished is good the established
/// connection is not affected; `DTLSv1_get_timeout` and `DTLSv1_handle_timeout` on it serve both.
/// Then it ends: `SSL_read` gives `0` and `SSL_ERROR_ZERO_RETURN`, nothing is sent any more, and
/// `FERRODTLS_take_successor` hands out the new connection, whose peer may be another one.
///
/// # Safety
/// `ctx` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_successors(ctx: *mut SSL_CTX, on: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        ctx.change(|settings| {
            let old = std::mem::replace(&mut settings.successors, on != 0);
            c_int::from(old)
        })
    })
}

/// The connection, established and with references of its own to the BIOs, of the client that began
/// anew and thereby ended `ssl` (`FERRODTLS_CTX_set_successors`): the caller's, to be freed by
/// `SSL_free`, as `ssl` still is. `NULL` when there is none, or it was taken before.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_take_successor(ssl: *mut SSL) -> *mut SSL {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        successor::take(ssl).map_or(std::ptr::null_mut(), SSL::into_c)
    })
}
