//! Messages in words.

use std::ffi::{c_int, c_void};

use crate::object::connection::SSL;
use crate::sys::bio::Bio;
use crate::sys::types::BIO;
use crate::trace::{self, Context};

use super::guard;
use super::info::{SSL_get_pending_cipher, SSL_version};

/// A message callback (`SSL_set_msg_callback`) that describes each message on the BIO `arg`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_trace(
    write_p: c_int,
    version: c_int,
    content_type: c_int,
    buf: *const c_void,
    len: usize,
    ssl: *mut SSL,
    arg: *mut c_void,
) {
    guard((), || {
        let _ = version;
        // SAFETY: the caller's contract.
        unsafe {
            let message = ffi::slice(buf.cast(), len);
            let (Some(message), false) = (message, ssl.is_null()) else {
                return;
            };
            let Some(bio) = Bio::share(arg.cast::<BIO>()) else {
                return;
            };
            const DTLS1_VERSION: c_int = 0xFEFF;
            let context = Context {
                sent: write_p != 0,
                cipher: ffi::shared_ref(SSL_get_pending_cipher(ssl)),
                signatures_have_schemes: SSL_version(ssl) != DTLS1_VERSION,
            };
            trace::describe(&bio, context, content_type, message);
        }
    })
}
