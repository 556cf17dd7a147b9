//! Extensions of the application's.

use std::ffi::{c_int, c_uint, c_void};

use crate::callback::*;
use crate::object::context::SSL_CTX;
use crate::object::custom_ext::{Callbacks, Method, Role, SCT, SUPPORTED, context, find};
use crate::sys::Arg;

use super::ctrl_shared::Owner;
use super::guard;

/// Registers an extension: 1, or 0 when the type belongs to the library or is registered already, or the functions make no
/// sense.
pub(super) fn register(
    ctx: &impl Owner,
    kind: c_uint,
    method: impl FnOnce(u16) -> Method,
) -> c_int {
    let Ok(kind) = u16::try_from(kind) else {
        return 0;
    };
    let method = method(kind);
    let frees = matches!(method.callbacks, Callbacks::New { free: Some(_), .. });
    if frees && !method.callbacks.adds() || SUPPORTED.contains(&kind) && kind != SCT {
        return 0;
    }
    let is_new = ctx.change(|settings| {
        let methods = &mut settings.custom_extensions;
        let is_new = find(methods, method.role, kind).is_none();
        if is_new {
            methods.push(method);
        }
        is_new.into()
    });
    c_int::from(is_new != 0)
}

/// The contexts of `SSL_CTX_add_client_custom_ext` and its twin.
pub(super) const OLD_CONTEXT: c_uint = context::TLS1_2_AND_BELOW_ONLY
    | context::CLIENT_HELLO
    | context::TLS1_2_SERVER_HELLO
    | context::IGNORE_ON_RESUMPTION;

/// As [`register`], for one role and without a choice of messages.
fn register_old(
    ctx: &SSL_CTX,
    kind: c_uint,
    role: Role,
    callbacks: Callbacks,
    (add_arg, parse_arg): (*mut c_void, *mut c_void),
) -> c_int {
    register(ctx, kind, |kind| Method {
        role,
        kind,
        context: OLD_CONTEXT,
        callbacks,
        add_arg: Arg(add_arg),
        parse_arg: Arg(parse_arg),
    })
}

/// An extension for the messages in `context`. In DTLS up to 1.2 these are the hellos. The functions are called for the
/// first hello of a client, not again for its repetition with a cookie; a server's `parse_cb` is called before it is known
/// whether a session is resumed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add_custom_ext(
    ctx: *mut SSL_CTX,
    ext_type: c_uint,
    context: c_uint,
    add_cb: SSL_custom_ext_add_cb_ex,
    free_cb: SSL_custom_ext_free_cb_ex,
    add_arg: *mut c_void,
    parse_cb: SSL_custom_ext_parse_cb_ex,
    parse_arg: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        register(ctx, ext_type, |kind| Method {
            role: Role::Both,
            kind,
            context,
            callbacks: Callbacks::New {
                add: add_cb,
                free: free_cb,
                parse: parse_cb,
            },
            add_arg: Arg(add_arg),
            parse_arg: Arg(parse_arg),
        })
    })
}

/// An extension of a client's hello, and the server's answer.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add_client_custom_ext(
    ctx: *mut SSL_CTX,
    ext_type: c_uint,
    add_cb: custom_ext_add_cb,
    free_cb: custom_ext_free_cb,
    add_arg: *mut c_void,
    parse_cb: custom_ext_parse_cb,
    parse_arg: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let callbacks = Callbacks::Old {
            add: add_cb,
            free: free_cb,
            parse: parse_cb,
        };
        register_old(ctx, ext_type, Role::Client, callbacks, (add_arg, parse_arg))
    })
}

/// An extension of clients' hellos, and a server's answer.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add_server_custom_ext(
    ctx: *mut SSL_CTX,
    ext_type: c_uint,
    add_cb: custom_ext_add_cb,
    free_cb: custom_ext_free_cb,
    add_arg: *mut c_void,
    parse_cb: custom_ext_parse_cb,
    parse_arg: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let callbacks = Callbacks::Old {
            add: add_cb,
            free: free_cb,
            parse: parse_cb,
        };
        register_old(ctx, ext_type, Role::Server, callbacks, (add_arg, parse_arg))
    })
}

/// Whether a client of this context sends an extension that the application registered.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_has_client_custom_ext(
    ctx: *const SSL_CTX,
    ext_type: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let kind = u16::try_from(ext_type);
        let settings = ctx.settings();
        kind.is_ok_and(|kind| find(&settings.custom_extensions, Role::Client, kind).is_some())
            .into()
    })
}

/// Whether a type belongs to the library: the types that OpenSSL 3.0 names.
#[unsafe(no_mangle)]
pub extern "C" fn SSL_extension_supported(ext_type: c_uint) -> c_int {
    guard(0, || {
        u16::try_from(ext_type)
            .is_ok_and(|kind| SUPPORTED.contains(&kind))
            .into()
    })
}
