//! `SSL_METHOD` objects.

use crate::object::method::{self, SSL_METHOD};

use super::guard;

/// All versions of DTLS, either side.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLS_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS)
}

/// All versions of DTLS, for clients.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLS_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS_CLIENT)
}

/// All versions of DTLS, for servers.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLS_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS_SERVER)
}

/// DTLS 1.0 alone, either side.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS10)
}

/// DTLS 1.0 alone, for clients.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS10_CLIENT)
}

/// DTLS 1.0 alone, for servers.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS10_SERVER)
}

/// DTLS 1.2 alone, either side.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_2_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS12)
}

/// DTLS 1.2 alone, for clients.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_2_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS12_CLIENT)
}

/// DTLS 1.2 alone, for servers.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_2_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::DTLS12_SERVER)
}

/// TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLS_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS)
}

/// TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLS_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_CLIENT)
}

/// TLS over streams: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLS_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_SERVER)
}

/// TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS)
}

/// TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_CLIENT)
}

/// TLS 1.0: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_SERVER)
}

/// TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_1_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS)
}

/// TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_1_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_CLIENT)
}

/// TLS 1.1: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_1_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_SERVER)
}

/// TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_2_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS)
}

/// TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_2_client_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_CLIENT)
}

/// TLS 1.2: for contexts that are set up and not used for it; this library speaks DTLS, and a
/// handshake fails.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TLSv1_2_server_method() -> *const SSL_METHOD {
    guard(std::ptr::null(), || &raw const method::TLS_SERVER)
}
