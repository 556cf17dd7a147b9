//! Start-up of the library.

use std::ffi::c_int;

use crate::reasons;
use crate::sys::init;
use crate::sys::types::OPENSSL_INIT_SETTINGS;

use super::guard;

/// Initialises libssl and libcrypto. Needed by nobody, allowed to everybody: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_init_ssl(
    opts: u64,
    settings: *const OPENSSL_INIT_SETTINGS,
) -> c_int {
    guard(0, || {
        reasons::load_strings();
        // SAFETY: the caller's contract.
        unsafe { init::crypto(opts, settings) }
    })
}

/// Gives libcrypto the texts of libssl's errors: 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_SSL_strings() -> c_int {
    guard(0, || {
        reasons::load_strings();
        1
    })
}
