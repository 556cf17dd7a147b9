//! The exported functions of `crypto.h`.

use std::ffi::{CStr, c_char, c_int, c_uint, c_ulong};
use std::ptr::null;

/// The release of OpenSSL whose ABI this is.
const MAJOR: c_uint = 3;
const MINOR: c_uint = 0;
const PATCH: c_uint = 19;

const TEXT: &CStr = text(concat!(
    "FerroDTLS ",
    env!("CARGO_PKG_VERSION"),
    " (OpenSSL 3.0.19 ABI)\0"
));
const CFLAGS: &CStr = c"compiler: rustc and cc";
const BUILT_ON: &CStr = c"built on: date not available";
const DIRECTORY: &CStr = c"OPENSSLDIR: \"/usr/lib/ssl\"";
const ENGINES: &CStr = c"ENGINESDIR: N/A";
const MODULES: &CStr = c"MODULESDIR: N/A";
const CPU: &CStr = c"CPUINFO: N/A";
#[cfg(target_arch = "x86_64")]
const PLATFORM: &CStr = c"platform: linux-x86_64";
#[cfg(target_arch = "aarch64")]
const PLATFORM: &CStr = c"platform: linux-aarch64";
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const PLATFORM: &CStr = c"platform: information not available";

const fn text(text: &str) -> &CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => panic!("one NUL at the end"),
    }
}

/// The number of the release: `0xMNN00PP0L`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OpenSSL_version_num() -> c_ulong {
    c_ulong::from((MAJOR << 28) | (MINOR << 20) | (PATCH << 4))
}

/// A text about the library; "not available" for an unknown `type`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OpenSSL_version(r#type: c_int) -> *const c_char {
    let text = match r#type {
        0 => TEXT,
        1 => CFLAGS,
        2 => BUILT_ON,
        3 => PLATFORM,
        4 => DIRECTORY,
        5 => ENGINES,
        6 | 7 => c"3.0.19",
        8 => MODULES,
        9 => CPU,
        _ => c"not available",
    };
    text.as_ptr()
}

/// A fact about the library (`OPENSSL_INFO_...`); NULL for an unknown `type`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_info(r#type: c_int) -> *const c_char {
    let text = match r#type {
        1001 => c"/usr/lib/ssl",
        1004 => c".so",
        1005 => c"/",
        1006 => c":",
        1007 => c"os-specific",
        _ => return null(),
    };
    text.as_ptr()
}

/// The major number.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_version_major() -> c_uint {
    MAJOR
}

/// The minor number.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_version_minor() -> c_uint {
    MINOR
}

/// The patch number.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_version_patch() -> c_uint {
    PATCH
}

/// Empty: this is a release.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_version_pre_release() -> *const c_char {
    c"".as_ptr()
}

/// Empty: the numbers say it all.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_version_build_metadata() -> *const c_char {
    c"".as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_the_texts() {
        // SAFETY: texts of the library.
        unsafe {
            assert_eq!(OpenSSL_version_num(), 0x3000_0130);
            let number = CStr::from_ptr(OpenSSL_version(6)).to_str().unwrap();
            assert_eq!(number, format!("{MAJOR}.{MINOR}.{PATCH}"));
            assert!(
                CStr::from_ptr(OpenSSL_version(0))
                    .to_str()
                    .unwrap()
                    .contains(number)
            );
            assert_eq!(CStr::from_ptr(OpenSSL_version(99)), c"not available");
            assert!(OPENSSL_info(0).is_null());
        }
    }
}
