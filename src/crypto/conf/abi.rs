//! The exported functions of `conf.h`.

use std::ffi::{OsString, c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::ptr::{null, null_mut};

use super::{SSL_CONF_CMD, sections};
use crate::err::guard;
use crate::init::abi::{OPENSSL_init_crypto, OPENSSL_issetugid};
use crate::mem::copy_string;

const DEFAULT_FILE: &str = "/usr/lib/ssl/openssl.cnf";

/// The configuration file: `$OPENSSL_CONF`, unless the process has more rights than who started it,
/// or the one of the system. NULL when there is no memory. Free it with `OPENSSL_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CONF_get1_default_config_file() -> *mut c_char {
    guard(null_mut(), || {
        copy_string(default_file().as_os_str().as_bytes())
    })
}

/// The same as a path.
pub fn default_file() -> PathBuf {
    let named = environment("OPENSSL_CONF");
    PathBuf::from(named.unwrap_or_else(|| DEFAULT_FILE.into()))
}

/// A variable of the environment; none where the process has more rights than who started it.
pub fn environment(name: &str) -> Option<OsString> {
    // SAFETY: no arguments.
    match unsafe { OPENSSL_issetugid() } {
        0 => std::env::var_os(name),
        _ => None,
    }
}

/// The number of the section of `ssl_conf` with a name (libssl's): 1, or 0.
///
/// # Safety
/// `name` is NULL or a C string, `idx` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn conf_ssl_name_find(name: *const c_char, idx: *mut usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let name = unsafe { ffi::cstr(name) };
        let found = name.and_then(|name| sections()?.find(name));
        match found {
            Some(index) => {
                // SAFETY: the caller's contract.
                unsafe { ffi::put(idx, index) };
                1
            }
            None => 0,
        }
    })
}

/// Commands, name and number of commands of the section with a number (libssl's). They stay the library's.
///
/// # Safety
/// `name` and `cnt` are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn conf_ssl_get(
    idx: usize,
    name: *mut *const c_char,
    cnt: *mut usize,
) -> *const SSL_CONF_CMD {
    guard(null(), || {
        let Some((found, commands)) = sections().and_then(|sections| sections.get(idx)) else {
            return null();
        };
        // SAFETY: the caller's contract.
        unsafe {
            ffi::put(name, found.as_ptr());
            ffi::put(cnt, commands.len());
        }
        commands.as_ptr()
    })
}

/// A command of a section (libssl's). The texts stay the library's.
///
/// # Safety
/// `cmd` is what `conf_ssl_get` gave and `idx` less than the number that it gave; `cmdstr` and `arg` are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn conf_ssl_get_cmd(
    cmd: *const SSL_CONF_CMD,
    idx: usize,
    cmdstr: *mut *mut c_char,
    arg: *mut *mut c_char,
) {
    guard((), || {
        if cmd.is_null() {
            return;
        }
        // SAFETY: the caller's contract.
        unsafe {
            let command = &*cmd.add(idx);
            ffi::put(cmdstr, command.name.as_ptr().cast_mut());
            ffi::put(arg, command.value.as_ptr().cast_mut());
        }
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
