//! `SSL_CIPHER` accessors, and compression, of which there is none.

use std::ffi::{c_char, c_int, c_uchar};

use crate::object::cipher::{DEFAULT_CIPHER_LIST, DEFAULT_CIPHERSUITES, SSL_CIPHER};
use crate::object::connection::SSL;
use crate::reasons;
use crate::sys::key::Digest;
use crate::sys::types::*;
use crate::sys::{error, memory, stack};

use super::guard;

/// The name, as OpenSSL has it. "(NONE)" for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_name(c: *const SSL_CIPHER) -> *const c_char {
    guard(c"(NONE)".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return c"(NONE)".as_ptr();
        };
        c.name.as_ptr()
    })
}

/// The name, as the RFCs have it. "(NONE)" for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_standard_name(c: *const SSL_CIPHER) -> *const c_char {
    guard(c"(NONE)".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return c"(NONE)".as_ptr();
        };
        c.standard_name.as_ptr()
    })
}

/// OpenSSL's name for an RFC's. "(NONE)" when there is none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_cipher_name(rfc_name: *const c_char) -> *const c_char {
    guard(c"(NONE)".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(rfc_name) = (unsafe { ffi::cstr(rfc_name) }) else {
            return c"(NONE)".as_ptr();
        };
        SSL_CIPHER::by_name(rfc_name)
            .map_or(c"(NONE)", |suite| suite.name)
            .as_ptr()
    })
}

/// The default cipher string.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_default_cipher_list() -> *const c_char {
    guard(std::ptr::null(), || DEFAULT_CIPHER_LIST.as_ptr())
}

/// The default list for DTLS 1.3.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_default_ciphersuites() -> *const c_char {
    guard(std::ptr::null(), || DEFAULT_CIPHERSUITES.as_ptr())
}

/// Bits of the key, and of the algorithm.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_bits(c: *const SSL_CIPHER, alg_bits: *mut c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(alg_bits, c.bits()) };
        c.bits()
    })
}

/// The version of SSL or TLS that brought the suite.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_version(c: *const SSL_CIPHER) -> *const c_char {
    guard(c"(NONE)".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return c"(NONE)".as_ptr();
        };
        c.version_name().as_ptr()
    })
}

/// The two bytes on the wire, behind 0x0300.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_id(c: *const SSL_CIPHER) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        0x0300_0000 | u32::from(c.code)
    })
}

/// The two bytes on the wire.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_protocol_id(c: *const SSL_CIPHER) -> u16 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c.code
    })
}

/// The NID of the key exchange.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_kx_nid(c: *const SSL_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c.kx_nid()
    })
}

/// The NID of the authentication.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_auth_nid(c: *const SSL_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c.auth_nid()
    })
}

/// The NID of the cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_cipher_nid(c: *const SSL_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c.cipher_nid()
    })
}

/// The NID of the record MAC; 0 for AEAD suites.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_digest_nid(c: *const SSL_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c.digest_nid()
    })
}

/// The hash of the handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_get_handshake_digest(c: *const SSL_CIPHER) -> *const EVP_MD {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return std::ptr::null();
        };
        c.handshake_digest()
            .map_or(std::ptr::null(), Digest::as_ptr)
    })
}

/// Whether the suite is an AEAD one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_is_aead(c: *const SSL_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(c) = (unsafe { ffi::shared_ref(c) }) else {
            return 0;
        };
        c_int::from(c.is_aead())
    })
}

/// A line about the suite: into `buf` of `size` bytes, or into memory that the caller frees with
/// `OPENSSL_free`. NULL when the buffer is too small.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_description(
    cipher: *const SSL_CIPHER,
    buf: *mut c_char,
    size: c_int,
) -> *mut c_char {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(cipher) = (unsafe { ffi::shared_ref(cipher) }) else {
            return std::ptr::null_mut();
        };
        let text = cipher.description();
        if buf.is_null() {
            return memory::duplicate_string(&text);
        }
        let bytes = text.as_bytes_with_nul();
        // "buf must have at least 128 bytes" (SSL_CIPHER_description(3)), whatever the line needs.
        if size >= 128 && bytes.len() <= 128 {
            // SAFETY: the caller's contract.
            let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), bytes.len()) }) else {
                return std::ptr::null_mut();
            };
            out.copy_from_slice(bytes);
            buf
        } else {
            std::ptr::null_mut()
        }
    })
}

/// The suite with the two bytes at `ptr`; NULL: unknown.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CIPHER_find(ssl: *mut SSL, ptr: *const c_uchar) -> *const SSL_CIPHER {
    guard(std::ptr::null(), || {
        let _ = ssl;
        if ptr.is_null() {
            return std::ptr::null();
        }
        // SAFETY: the caller's contract.
        let Some(code) = (unsafe { ffi::slice(ptr, 2) }) else {
            return std::ptr::null();
        };
        let code = u16::from_be_bytes([code[0], code[1]]);
        SSL_CIPHER::find(code).map_or(std::ptr::null(), std::ptr::from_ref)
    })
}

/// Splits a list from a ClientHello into known suites and signalling values, each a stack that the
/// caller frees.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_bytes_to_cipher_list(
    s: *mut SSL,
    bytes: *const c_uchar,
    len: usize,
    isv2format: c_int,
    sk: *mut *mut stack_st_SSL_CIPHER,
    scsvs: *mut *mut stack_st_SSL_CIPHER,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(list) = (unsafe { ffi::slice(bytes, len) }) else {
            return 0;
        };
        let _ = s;
        let width = if isv2format == 0 { 2 } else { 3 };
        if list.is_empty() {
            error::put(reasons::NO_CIPHERS_SPECIFIED);
            return 0;
        }
        if !list.len().is_multiple_of(width) {
            error::put(reasons::ERROR_IN_RECEIVED_CIPHER_LIST);
            return 0;
        }
        // An SSLv2 list has three bytes each, the first of which is 0 for the suites of later versions.
        let known = || {
            let codes = list.chunks_exact(width).filter_map(|code| match code {
                [high, low] | [0, high, low] => Some(u16::from_be_bytes([*high, *low])),
                _ => None,
            });
            codes.filter_map(SSL_CIPHER::find)
        };
        // SAFETY: the caller's contract.
        unsafe {
            if !sk.is_null() {
                let suites = known().filter(|suite| !suite.is_signal());
                ffi::put(sk, stack::of_statics(suites));
            }
            if !scsvs.is_null() {
                let signals = known().filter(|suite| suite.is_signal());
                ffi::put(scsvs, stack::of_statics(signals));
            }
        }
        1
    })
}

/// Compression is not used: NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_current_compression(s: *const SSL) -> *const COMP_METHOD {
    guard(std::ptr::null(), || {
        let _ = s;
        std::ptr::null()
    })
}

/// Compression is not used: NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_current_expansion(s: *const SSL) -> *const COMP_METHOD {
    guard(std::ptr::null(), || {
        let _ = s;
        std::ptr::null()
    })
}

/// The name of a compression method: NULL, as for a library without compression.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_get_name(comp: *const COMP_METHOD) -> *const c_char {
    guard(std::ptr::null(), || {
        let _ = comp;
        std::ptr::null()
    })
}

/// The compression methods: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_COMP_get_compression_methods() -> *mut stack_st_SSL_COMP {
    guard(std::ptr::null_mut(), std::ptr::null_mut)
}
