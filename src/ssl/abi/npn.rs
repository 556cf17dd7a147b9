//! Next protocol negotiation, the draft before ALPN, which never became a standard: the callbacks are kept and never
//! called. A peer that offers it as well does without.

use std::ffi::c_void;

use crate::callback::*;
use crate::object::context::SSL_CTX;
use crate::sys::Arg;

use super::guard;

/// A server's protocols.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_next_protos_advertised_cb(
    ctx: *mut SSL_CTX,
    cb: SSL_CTX_npn_advertised_cb_func,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.of_context.npn_advertised = (cb, Arg(arg)));
    })
}

/// A client's choice.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_next_proto_select_cb(
    ctx: *mut SSL_CTX,
    cb: SSL_CTX_npn_select_cb_func,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.of_context.npn_select = (cb, Arg(arg)));
    })
}
