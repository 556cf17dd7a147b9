//! Functions that no OpenSSL has.

use std::ffi::c_int;

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
