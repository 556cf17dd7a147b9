//! The exported functions of `ASN1_INTEGER` and `ASN1_ENUMERATED`.

use std::ffi::{c_int, c_long};

use ffi::{mut_ref, put, shared_ref};

use super::{is_negative, order_key, set_i64, set_magnitude, to_i64, to_u64};
use crate::asn1::output::to_bio;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::{ASN1_ENUMERATED, ASN1_INTEGER};
use crate::bio::BIO;
use crate::err::{ERR_LIB_ASN1, guard, raise};

const INTEGER: c_int = 2;
const ENUMERATED: c_int = 10;
const ASN1_R_TOO_LARGE: c_int = 223;
const ASN1_R_ILLEGAL_NEGATIVE_VALUE: c_int = 226;
const ASN1_R_WRONG_INTEGER_TYPE: c_int = 225;

/// Compares two numbers: less than, equal to or greater than 0. NULL is 0.
///
/// # Safety
/// Both are NULL or numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_cmp(x: *const ASN1_INTEGER, y: *const ASN1_INTEGER) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises numbers.
        let (x, y) = unsafe { (shared_ref(x), shared_ref(y)) };
        let (x, y) = (x.map(order_key), y.map(order_key));
        x.cmp(&y) as c_int
    })
}

/// # Safety
/// `a` is NULL or a number.
unsafe fn set(a: *mut ASN1_STRING, kind: c_int, value: i64) -> c_int {
    // SAFETY: the caller promises a number.
    unsafe { mut_ref(a) }.map_or(0, |number| c_int::from(set_i64(number, kind, value)))
}

/// The value as a `long`, as OpenSSL's older functions give it: 0 for NULL, -1 for what is no
/// such number or does not fit.
///
/// # Safety
/// `a` is NULL or a number.
unsafe fn get_long(a: *const ASN1_STRING, kind: c_int) -> c_long {
    // SAFETY: the caller promises a number.
    let Some(number) = (unsafe { shared_ref(a) }) else {
        return 0;
    };
    if number.type_() & !super::NEGATIVE != kind {
        raise(ERR_LIB_ASN1, ASN1_R_WRONG_INTEGER_TYPE);
        return -1;
    }
    to_i64(number).unwrap_or_else(|| {
        raise(ERR_LIB_ASN1, ASN1_R_TOO_LARGE);
        -1
    })
}

/// # Safety
/// `pr` is NULL or writable; `a` is NULL or a number.
unsafe fn get_i64(pr: *mut i64, a: *const ASN1_STRING, kind: c_int) -> c_int {
    // SAFETY: the caller promises a number.
    let Some(number) = (unsafe { shared_ref(a) }) else {
        return 0;
    };
    if number.type_() & !super::NEGATIVE != kind {
        raise(ERR_LIB_ASN1, ASN1_R_WRONG_INTEGER_TYPE);
        return 0;
    }
    let Some(value) = to_i64(number) else {
        raise(ERR_LIB_ASN1, ASN1_R_TOO_LARGE);
        return 0;
    };
    // SAFETY: the caller promises it is writable.
    unsafe { put(pr, value) };
    1
}

/// Sets the number: 1, or 0 on failure.
///
/// # Safety
/// `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_set(a: *mut ASN1_INTEGER, v: c_long) -> c_int {
    // SAFETY: the caller promises a number.
    guard(0, || unsafe { set(a, INTEGER, v) })
}

/// As [`ASN1_INTEGER_set`], from 64 bits.
///
/// # Safety
/// As [`ASN1_INTEGER_set`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_set_int64(a: *mut ASN1_INTEGER, r: i64) -> c_int {
    // SAFETY: the caller promises a number.
    guard(0, || unsafe { set(a, INTEGER, r) })
}

/// As [`ASN1_INTEGER_set`], from 64 bits without sign.
///
/// # Safety
/// As [`ASN1_INTEGER_set`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_set_uint64(a: *mut ASN1_INTEGER, r: u64) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a number.
        unsafe { mut_ref(a) }.map_or(0, |number| {
            c_int::from(set_magnitude(number, INTEGER, r, false))
        })
    })
}

/// The value; 0 for NULL; -1 with an error when it does not fit, which -1 itself looks like.
///
/// # Safety
/// `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_get(a: *const ASN1_INTEGER) -> c_long {
    // SAFETY: the caller promises a number.
    guard(-1, || unsafe { get_long(a, INTEGER) })
}

/// Writes the value to `*pr`: 1, or 0 when it does not fit.
///
/// # Safety
/// `pr` is NULL or writable; `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_get_int64(pr: *mut i64, a: *const ASN1_INTEGER) -> c_int {
    // SAFETY: the caller's promises are the same.
    guard(0, || unsafe { get_i64(pr, a, INTEGER) })
}

/// As [`ASN1_INTEGER_get_int64`], for numbers that are not negative.
///
/// # Safety
/// As [`ASN1_INTEGER_get_int64`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_get_uint64(pr: *mut u64, a: *const ASN1_INTEGER) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a number.
        let Some(number) = (unsafe { shared_ref(a) }) else {
            return 0;
        };
        if is_negative(number) {
            raise(ERR_LIB_ASN1, ASN1_R_ILLEGAL_NEGATIVE_VALUE);
            return 0;
        }
        let Some(value) = to_u64(number) else {
            raise(ERR_LIB_ASN1, ASN1_R_TOO_LARGE);
            return 0;
        };
        // SAFETY: the caller promises it is writable.
        unsafe { put(pr, value) };
        1
    })
}

/// Sets the number: 1, or 0 on failure.
///
/// # Safety
/// `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_set(a: *mut ASN1_ENUMERATED, v: c_long) -> c_int {
    // SAFETY: the caller promises a number.
    guard(0, || unsafe { set(a, ENUMERATED, v) })
}

/// As [`ASN1_ENUMERATED_set`], from 64 bits.
///
/// # Safety
/// As [`ASN1_ENUMERATED_set`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_set_int64(a: *mut ASN1_ENUMERATED, r: i64) -> c_int {
    // SAFETY: the caller promises a number.
    guard(0, || unsafe { set(a, ENUMERATED, r) })
}

/// As [`ASN1_INTEGER_get`].
///
/// # Safety
/// `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_get(a: *const ASN1_ENUMERATED) -> c_long {
    // SAFETY: the caller promises a number.
    guard(-1, || unsafe { get_long(a, ENUMERATED) })
}

/// As [`ASN1_INTEGER_get_int64`].
///
/// # Safety
/// `pr` is NULL or writable; `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_get_int64(
    pr: *mut i64,
    a: *const ASN1_ENUMERATED,
) -> c_int {
    // SAFETY: the caller's promises are the same.
    guard(0, || unsafe { get_i64(pr, a, ENUMERATED) })
}

/// Writes the number in hexadecimal, 35 bytes a line with a backslash before the line's end.
/// Returns the number of characters, 0 for NULL, -1 on failure.
///
/// # Safety
/// `bp` is NULL or a BIO; `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2a_ASN1_INTEGER(bp: *mut BIO, a: *const ASN1_INTEGER) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a number.
        let Some(number) = (unsafe { shared_ref(a) }) else {
            return 0;
        };
        let text = in_hex(number);
        // SAFETY: the caller promises a BIO.
        if unsafe { to_bio(bp, text.as_bytes()) } {
            c_int::try_from(text.len()).unwrap_or(-1)
        } else {
            -1
        }
    })
}

/// As [`i2a_ASN1_INTEGER`].
///
/// # Safety
/// As [`i2a_ASN1_INTEGER`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2a_ASN1_ENUMERATED(bp: *mut BIO, a: *const ASN1_ENUMERATED) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { i2a_ASN1_INTEGER(bp, a) }
}

fn in_hex(number: &ASN1_STRING) -> String {
    let mut text = String::new();
    if is_negative(number) {
        text.push('-');
    }
    if number.bytes().is_empty() {
        text.push_str("00");
    }
    for (index, byte) in number.bytes().iter().enumerate() {
        if index != 0 && index % 35 == 0 {
            text.push_str("\\\n");
        }
        text.push_str(&format!("{byte:02X}"));
    }
    text
}
