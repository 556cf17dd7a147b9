//! The ClientHello, for the callback of `SSL_CTX_set_client_hello_cb`.

use std::ffi::{c_int, c_uchar, c_uint};

use crate::object::connection::{Hello, SSL};
use crate::sys::memory;

use super::guard;

/// A part of the hello, borrowed until the callback returns.
fn part(ssl: &SSL, out: *mut *const c_uchar, of: impl FnOnce(&Hello) -> &[u8]) -> usize {
    let hello = ssl.hello.borrow();
    let Some(hello) = hello.as_ref() else {
        return 0;
    };
    let bytes = of(hello);
    // SAFETY: the exported functions' contract: NULL or writable.
    unsafe { ffi::put(out, bytes.as_ptr()) };
    bytes.len()
}

/// Whether the hello has SSLv2's form: never.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_isv2(s: *mut SSL) -> c_int {
    guard(0, || {
        let _ = s;
        0
    })
}

/// The version field.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_legacy_version(s: *mut SSL) -> c_uint {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.hello
            .borrow()
            .as_ref()
            .map_or(0, |hello| hello.info.legacy_version.0.into())
    })
}

/// The random: its length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_random(
    s: *mut SSL,
    out: *mut *const c_uchar,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        part(s, out, |hello| &hello.info.random)
    })
}

/// The session ID: its length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_session_id(
    s: *mut SSL,
    out: *mut *const c_uchar,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        part(s, out, |hello| &hello.info.session_id)
    })
}

/// The suites, two bytes each: their length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_ciphers(
    s: *mut SSL,
    out: *mut *const c_uchar,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        part(s, out, |hello| &hello.suites)
    })
}

/// The compression methods: their number.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_compression_methods(
    s: *mut SSL,
    out: *mut *const c_uchar,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        part(s, out, |hello| &hello.info.compression_methods)
    })
}

/// The body of an extension: 1, or 0 when the hello does not have it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get0_ext(
    s: *mut SSL,
    type_: c_uint,
    out: *mut *const c_uchar,
    outlen: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let hello = s.hello.borrow();
        let Some(hello) = hello.as_ref() else {
            return 0;
        };
        let found = hello
            .info
            .extensions
            .iter()
            .find(|(kind, _)| c_uint::from(kind.0) == type_);
        let Some((_, body)) = found else { return 0 };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(out, body.as_ptr()) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(outlen, body.len()) };
        1
    })
}

/// The types of all extensions, in memory that the caller frees with `OPENSSL_free`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_hello_get1_extensions_present(
    s: *mut SSL,
    out: *mut *mut c_int,
    outlen: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        if out.is_null() || outlen.is_null() {
            return 0;
        }
        let hello = s.hello.borrow();
        let Some(hello) = hello.as_ref() else {
            return 0;
        };
        let kinds: Vec<c_int> = hello
            .info
            .extensions
            .iter()
            .map(|(kind, _)| kind.0.into())
            .collect();
        let list = if kinds.is_empty() {
            std::ptr::null_mut()
        } else {
            memory::duplicate(&kinds)
        };
        if list.is_null() && !kinds.is_empty() {
            return 0;
        }
        // SAFETY: the caller's contract.
        unsafe { ffi::put(out, list) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(outlen, kinds.len()) };
        1
    })
}
