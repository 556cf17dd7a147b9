//! Calls of the callbacks of custom extensions, under the terms of [`call`](super::call).

use std::ffi::{c_int, c_uint};

use dtls::msg::AlertDescription;

use crate::object::connection::SSL;
use crate::object::custom_ext::{Callbacks, Method};

/// What an application wants of an extension.
pub enum Added {
    /// It stands in the message, with this body.
    Body(Vec<u8>),
    /// It is left out.
    Nothing,
    /// The handshake ends with this alert.
    Failed(c_int),
}

/// Asks for the body of an extension. Without a callback there is an empty one.
pub fn add(method: &Method, ssl: &SSL, context: c_uint) -> Added {
    let mut out: *const u8 = std::ptr::null();
    let mut length = 0usize;
    let mut alert = c_int::from(AlertDescription::INTERNAL_ERROR.0);
    let (kind, arg, no_certificate) = (
        c_uint::from(method.kind),
        method.add_arg.0,
        std::ptr::null_mut(),
    );
    // SAFETY: see the module; the places for the results are ours.
    let said = unsafe {
        match method.callbacks {
            Callbacks::Old { add: Some(add), .. } => {
                add(ssl.as_c(), kind, &mut out, &mut length, &mut alert, arg)
            }
            Callbacks::New { add: Some(add), .. } => add(
                ssl.as_c(),
                kind,
                context,
                &mut out,
                &mut length,
                no_certificate,
                0,
                &mut alert,
                arg,
            ),
            Callbacks::ServerInfo => {
                let settings = ssl.settings();
                let body = settings.certs.server_info(method.kind);
                return body.map_or(Added::Nothing, |body| Added::Body(body.to_vec()));
            }
            _ => return Added::Body(Vec::new()),
        }
    };
    let body = match said {
        ..0 => return Added::Failed(alert),
        0 => return Added::Nothing,
        // SAFETY: the callback has said that there are so many bytes, valid until `free` below.
        _ => unsafe { ffi::slice(out, length) }.map_or(Vec::new(), <[u8]>::to_vec),
    };
    // SAFETY: see the module; `out` is what the callback above gave.
    unsafe {
        match method.callbacks {
            Callbacks::Old {
                free: Some(free), ..
            } => free(ssl.as_c(), kind, out, arg),
            Callbacks::New {
                free: Some(free), ..
            } => free(ssl.as_c(), kind, context, out, arg),
            _ => {}
        }
    }
    Added::Body(body)
}

/// Shows the application a peer's extension: the alert when it refuses it.
pub fn parse(method: &Method, ssl: &SSL, context: c_uint, body: &[u8]) -> Result<(), c_int> {
    let mut alert = c_int::from(AlertDescription::DECODE_ERROR.0);
    let (kind, arg) = (c_uint::from(method.kind), method.parse_arg.0);
    let (data, length) = (body.as_ptr(), body.len());
    // SAFETY: see the module; the body lives for the call.
    let said = unsafe {
        match method.callbacks {
            Callbacks::Old {
                parse: Some(parse), ..
            } => parse(ssl.as_c(), kind, data, length, &mut alert, arg),
            Callbacks::New {
                parse: Some(parse), ..
            } => parse(
                ssl.as_c(),
                kind,
                context,
                data,
                length,
                std::ptr::null_mut(),
                0,
                &mut alert,
                arg,
            ),
            // The client asks with an empty extension (SSL_CTX_use_serverinfo_ex(3)).
            Callbacks::ServerInfo => body.is_empty().into(),
            _ => 1,
        }
    };
    if said > 0 { Ok(()) } else { Err(alert) }
}
