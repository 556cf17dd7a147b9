//! The exported functions of `conf.h`.

use std::ffi::{c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::ptr::{null, null_mut};

use crate::err::guard;
use crate::init::abi::{OPENSSL_init_crypto, OPENSSL_issetugid};
use crate::mem::copy_string;

const DEFAULT_FILE: &[u8] = b"/usr/lib/ssl/openssl.cnf";

/// The configuration file: `$OPENSSL_CONF`, unless the process has more rights than who started it,
/// or the one of the system. NULL when there is no memory. Free it with `OPENSSL_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CONF_get1_default_config_file() -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: no arguments.
        let named = match unsafe { OPENSSL_issetugid() } {
            0 => std::env::var_os("OPENSSL_CONF"),
            _ => None,
        };
        named.map_or_else(
            || copy_string(DEFAULT_FILE),
            |name| copy_string(name.as_bytes()),
        )
    })
}

/// Nothing: no module was loaded.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CONF_modules_unload(_all: c_int) {}

/// Nothing: no module was configured.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CONF_modules_finish() {}

/// Begins the use of the library, as programs did before OpenSSL 1.1.
///
/// # Safety
/// `config_name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_config(_config_name: *const c_char) {
    const OPENSSL_INIT_LOAD_CONFIG: u64 = 0x40;
    // SAFETY: NULL is allowed as settings.
    unsafe { OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, null()) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_is_named() {
        // SAFETY: the text is freed once.
        unsafe {
            let name = CONF_get1_default_config_file();
            assert!(ffi::cstr(name).is_some_and(|name| !name.is_empty()));
            crate::mem::abi::free(name.cast());
        }
    }
}
