//! Start-up of libcrypto.

use std::ffi::c_int;

use super::imports::OPENSSL_init_crypto;
use super::types::OPENSSL_INIT_SETTINGS;

const ADD_ALL_CIPHERS: u64 = 0x4;
const ADD_ALL_DIGESTS: u64 = 0x8;
const LOAD_CONFIG: u64 = 0x40;
const NO_LOAD_CONFIG: u64 = 0x80;

/// Initialises libcrypto with the options of `OPENSSL_init_ssl`, which imply the configuration
/// file unless it is forbidden.
///
/// # Safety
/// `settings` is NULL or valid.
pub unsafe fn crypto(options: u64, settings: *const OPENSSL_INIT_SETTINGS) -> c_int {
    let config = if options & NO_LOAD_CONFIG == 0 {
        LOAD_CONFIG
    } else {
        0
    };
    // SAFETY: passed on from the caller.
    unsafe {
        OPENSSL_init_crypto(
            options | ADD_ALL_CIPHERS | ADD_ALL_DIGESTS | config,
            settings,
        )
    }
}
