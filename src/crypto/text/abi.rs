//! The exported functions of `crypto.h`.

use std::ffi::{CStr, c_char, c_int, c_long, c_uchar};
use std::ptr::null_mut;

use ffi::cstr;

use super::{CRYPTO_R_HEX_STRING_TOO_SHORT, CRYPTO_R_TOO_SMALL_BUFFER, digit, from_hex, to_hex};
use crate::err::{ERR_LIB_CRYPTO, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem::{copy_bytes, copy_string};

/// Bytes from hexadecimal text; a separator of NUL means none.
fn separator(sep: c_char) -> Option<u8> {
    Some(sep as u8).filter(|sep| *sep != 0)
}

/// Bytes of hexadecimal text with `:` allowed between bytes; their number goes to `buflen`. NULL
/// on failure. Free them with `OPENSSL_free`.
///
/// # Safety
/// `str` is NULL or a C string; `buflen` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_hexstr2buf(
    str: *const c_char,
    buflen: *mut c_long,
) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller promises a place.
        unsafe { ffi::put(buflen, 0) };
        // SAFETY: the caller promises a C string.
        let Some(text) = (unsafe { cstr(str) }) else {
            raise(ERR_LIB_CRYPTO, ERR_R_PASSED_NULL_PARAMETER);
            return null_mut();
        };
        if text.count_bytes() < 2 {
            raise(ERR_LIB_CRYPTO, CRYPTO_R_HEX_STRING_TOO_SHORT);
            return null_mut();
        }
        let Some(bytes) = from_hex(text.to_bytes(), Some(b':')) else {
            return null_mut();
        };
        // SAFETY: the caller promises a place.
        unsafe { ffi::put(buflen, bytes.len() as c_long) };
        copy_bytes(&bytes)
    })
}

/// As [`OPENSSL_hexstr2buf`] into `buf` of `buf_n` bytes, with another separator; NULL as `buf`
/// tells only the number. 1 or 0.
///
/// # Safety
/// `str` is NULL or a C string; `buf` is NULL or has `buf_n` writable bytes; `buflen` is NULL or
/// valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_hexstr2buf_ex(
    buf: *mut c_uchar,
    buf_n: usize,
    buflen: *mut usize,
    str: *const c_char,
    sep: c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let Some(text) = (unsafe { cstr(str) }) else {
            raise(ERR_LIB_CRYPTO, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let Some(bytes) = from_hex(text.to_bytes(), separator(sep)) else {
            return 0;
        };
        // SAFETY: the caller promises the places; not more than `buf_n` bytes are written.
        unsafe {
            ffi::put(buflen, bytes.len());
            if buf.is_null() {
                return 1;
            }
            if bytes.len() > buf_n {
                raise(ERR_LIB_CRYPTO, CRYPTO_R_TOO_SMALL_BUFFER);
                return 0;
            }
            buf.copy_from(bytes.as_ptr(), bytes.len());
        }
        1
    })
}

/// Hexadecimal text with `:` between bytes; NULL on failure. Free it with `OPENSSL_free`.
///
/// # Safety
/// `buf` has `buflen` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_buf2hexstr(buf: *const c_uchar, buflen: c_long) -> *mut c_char {
    guard(null_mut(), || {
        let Ok(len) = usize::try_from(buflen) else {
            return null_mut();
        };
        // SAFETY: the caller promises the bytes.
        let bytes = unsafe { ffi::slice(buf, len) };
        bytes.map_or(null_mut(), |bytes| copy_string(&to_hex(bytes, Some(b':'))))
    })
}

/// As [`OPENSSL_buf2hexstr`] into `str` of `str_n` bytes, with another separator; NULL as `str`
/// tells only the number of bytes, the NUL included. 1 or 0.
///
/// # Safety
/// `str` is NULL or has `str_n` writable bytes; `strlength` is NULL or valid for a write; `buf` has
/// `buflen` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_buf2hexstr_ex(
    str: *mut c_char,
    str_n: usize,
    strlength: *mut usize,
    buf: *const c_uchar,
    buflen: usize,
    sep: c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises the bytes and places.
        unsafe {
            let Some(bytes) = ffi::slice(buf, buflen) else {
                return 0;
            };
            let mut text = to_hex(bytes, separator(sep));
            text.push(0);
            ffi::put(strlength, text.len());
            if str.is_null() {
                return 1;
            }
            if text.len() > str_n {
                raise(ERR_LIB_CRYPTO, CRYPTO_R_TOO_SMALL_BUFFER);
                return 0;
            }
            str.cast::<u8>().copy_from(text.as_ptr(), text.len());
        }
        1
    })
}

/// The value of a hexadecimal digit; -1 when it is none.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_hexchar2int(c: c_uchar) -> c_int {
    digit(c).map_or(-1, c_int::from)
}

/// Compares without regard to the case of ASCII letters, whatever the locale.
fn compare(a: &[u8], b: &[u8]) -> c_int {
    let lower =
        |text: &[u8], at: usize| c_int::from(text.get(at).map_or(0, u8::to_ascii_lowercase));
    let differs = (0..a.len().max(b.len())).find(|at| lower(a, *at) != lower(b, *at));
    differs.map_or(0, |at| lower(a, at) - lower(b, at))
}

/// Compares without regard to the case of ASCII letters: below, equal to or above 0.
///
/// # Safety
/// Both are C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_strcasecmp(s1: *const c_char, s2: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises C strings.
        let (a, b) = unsafe { (cstr(s1), cstr(s2)) };
        compare(
            a.unwrap_or_default().to_bytes(),
            b.unwrap_or_default().to_bytes(),
        )
    })
}

/// As [`OPENSSL_strcasecmp`] for the first `n` characters.
///
/// # Safety
/// Both have `n` readable bytes or a NUL before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_strncasecmp(
    s1: *const c_char,
    s2: *const c_char,
    n: usize,
) -> c_int {
    guard(0, || {
        let text = |text: *const c_char| {
            if text.is_null() {
                return Some(&[][..]);
            }
            // SAFETY: no byte after `n` or the NUL is read.
            unsafe { ffi::slice(text.cast::<u8>(), libc::strnlen(text, n)) }
        };
        compare(text(s1).unwrap_or_default(), text(s2).unwrap_or_default())
    })
}

/// Copies a C string into `siz` bytes, cut and ended. The length of the whole source.
///
/// # Safety
/// `dst` has `siz` writable bytes; `src` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_strlcpy(
    dst: *mut c_char,
    src: *const c_char,
    siz: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller promises the room and the string.
        unsafe {
            let text = cstr(src).map(CStr::to_bytes).unwrap_or_default();
            if let Some(room) = siz.checked_sub(1).filter(|_| !dst.is_null()) {
                let len = text.len().min(room);
                dst.copy_from(text.as_ptr().cast(), len);
                dst.add(len).write(0);
            }
            text.len()
        }
    })
}

/// Appends a C string to the one in `dst` of `siz` bytes, cut and ended. The length that the whole
/// would have.
///
/// # Safety
/// `dst` has `siz` writable bytes with a C string; `src` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_strlcat(
    dst: *mut c_char,
    src: *const c_char,
    siz: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller promises the room and the strings.
        unsafe {
            let held = if dst.is_null() {
                0
            } else {
                libc::strnlen(dst, siz)
            };
            held + OPENSSL_strlcpy(dst.wrapping_add(held), src, siz - held)
        }
    })
}

/// The length of a C string, at most `maxlen`.
///
/// # Safety
/// `str` has `maxlen` readable bytes or a NUL before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_strnlen(str: *const c_char, maxlen: usize) -> usize {
    if str.is_null() {
        0
    } else {
        // SAFETY: the caller's promise.
        unsafe { libc::strnlen(str, maxlen) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_compared_and_cut() {
        // SAFETY: literals are C strings, the buffer has its size.
        unsafe {
            assert_eq!(OPENSSL_strcasecmp(c"AbC".as_ptr(), c"aBc".as_ptr()), 0);
            assert!(OPENSSL_strcasecmp(c"ab".as_ptr(), c"abc".as_ptr()) < 0);
            assert_eq!(OPENSSL_strncasecmp(c"ABx".as_ptr(), c"aby".as_ptr(), 2), 0);
            assert!(OPENSSL_strncasecmp(c"b".as_ptr(), c"A".as_ptr(), 9) > 0);
            let mut room = [b'#' as c_char; 6];
            assert_eq!(OPENSSL_strlcpy(room.as_mut_ptr(), c"abc".as_ptr(), 6), 3);
            assert_eq!(OPENSSL_strlcat(room.as_mut_ptr(), c"defg".as_ptr(), 6), 7);
            assert_eq!(CStr::from_ptr(room.as_ptr()), c"abcde");
            let mut len = 0;
            let bytes = OPENSSL_hexstr2buf(c"0a:0B".as_ptr(), &mut len);
            assert_eq!(ffi::slice(bytes, len as usize), Some(&[10, 11][..]));
            crate::mem::abi::free(bytes.cast());
            assert!(OPENSSL_hexstr2buf(std::ptr::null(), &mut len).is_null());
        }
    }
}
