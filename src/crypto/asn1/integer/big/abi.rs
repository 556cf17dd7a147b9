//! The exported conversions between `BIGNUM` and `ASN1_INTEGER` or `ASN1_ENUMERATED`.

use std::ffi::c_int;
use std::ptr;

use ffi::{mut_ref, shared_ref};

use crate::asn1::integer::is_negative;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::{ASN1_ENUMERATED, ASN1_INTEGER, give};
use crate::asn1::string::kinds::NEGATIVE;
use crate::bn::BIGNUM;
use crate::bn::abi::into_c;
use crate::err::{ERR_LIB_ASN1, guard, raise};

const INTEGER: c_int = 2;
const ENUMERATED: c_int = 10;
const ASN1_R_WRONG_INTEGER_TYPE: c_int = 225;

/// # Safety
/// `number` is NULL or a number, `target` NULL or a string.
unsafe fn from_big(
    number: *const BIGNUM,
    target: *mut ASN1_STRING,
    kind: c_int,
) -> *mut ASN1_STRING {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        let Some(number) = (unsafe { shared_ref(number) }) else {
            return ptr::null_mut();
        };
        let bytes = if number.to_be().is_empty() {
            &[0][..]
        } else {
            number.to_be()
        };
        let kind = if number.is_negative() {
            kind | NEGATIVE
        } else {
            kind
        };
        // SAFETY: as above.
        match unsafe { mut_ref(target) } {
            None => give(ASN1_STRING::with(kind, bytes)),
            Some(string) => {
                if !string.set(bytes) {
                    return ptr::null_mut();
                }
                string.set_type(kind);
                target
            }
        }
    })
}

/// # Safety
/// `string` is NULL or a string, `target` NULL or a number.
unsafe fn to_big(string: *const ASN1_STRING, target: *mut BIGNUM, kind: c_int) -> *mut BIGNUM {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        let Some(string) = (unsafe { shared_ref(string) }) else {
            return ptr::null_mut();
        };
        if string.type_() & !NEGATIVE != kind {
            raise(ERR_LIB_ASN1, ASN1_R_WRONG_INTEGER_TYPE);
            return ptr::null_mut();
        }
        let mut number = BIGNUM::from_be(string.bytes());
        number.set_negative(is_negative(string));
        // SAFETY: as above.
        match unsafe { mut_ref(target) } {
            None => into_c(number),
            Some(place) => {
                *place = number;
                target
            }
        }
    })
}

/// The number as an INTEGER, in `ai` or, where that is NULL, a new object. NULL on failure.
///
/// # Safety
/// `bn` is NULL or a number; `ai` is NULL or an INTEGER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_to_ASN1_INTEGER(
    bn: *const BIGNUM,
    ai: *mut ASN1_INTEGER,
) -> *mut ASN1_INTEGER {
    // SAFETY: the caller's promises.
    unsafe { from_big(bn, ai, INTEGER) }
}

/// The number of an INTEGER, in `bn` or, where that is NULL, a new object. NULL on failure.
///
/// # Safety
/// `ai` is NULL or an INTEGER; `bn` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_to_BN(
    ai: *const ASN1_INTEGER,
    bn: *mut BIGNUM,
) -> *mut BIGNUM {
    // SAFETY: the caller's promises.
    unsafe { to_big(ai, bn, INTEGER) }
}

/// As [`BN_to_ASN1_INTEGER`], for ENUMERATED.
///
/// # Safety
/// As [`BN_to_ASN1_INTEGER`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_to_ASN1_ENUMERATED(
    bn: *const BIGNUM,
    ai: *mut ASN1_ENUMERATED,
) -> *mut ASN1_ENUMERATED {
    // SAFETY: the caller's promises.
    unsafe { from_big(bn, ai, ENUMERATED) }
}

/// As [`ASN1_INTEGER_to_BN`], for ENUMERATED.
///
/// # Safety
/// As [`ASN1_INTEGER_to_BN`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_to_BN(
    ai: *const ASN1_ENUMERATED,
    bn: *mut BIGNUM,
) -> *mut BIGNUM {
    // SAFETY: the caller's promises.
    unsafe { to_big(ai, bn, ENUMERATED) }
}
