//! The exported functions that make, free and copy strings of one type.

use crate::asn1::string::abi::{
    ASN1_BIT_STRING, ASN1_BMPSTRING, ASN1_ENUMERATED, ASN1_GENERALIZEDTIME, ASN1_IA5STRING,
    ASN1_INTEGER, ASN1_OCTET_STRING, ASN1_PRINTABLESTRING, ASN1_STRING, ASN1_STRING_dup,
    ASN1_STRING_free, ASN1_TIME, ASN1_UTCTIME, ASN1_UTF8STRING, ASN1_VISIBLESTRING, give,
};
use crate::err::guard;

/// A new, empty INTEGER. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_new() -> *mut ASN1_INTEGER {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(2))))
}

/// Frees a INTEGER. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_free(a: *mut ASN1_INTEGER) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a INTEGER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_INTEGER_dup(a: *const ASN1_INTEGER) -> *mut ASN1_INTEGER {
    // SAFETY: the caller's promise.
    unsafe { ASN1_STRING_dup(a) }
}

/// A new, empty ENUMERATED. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_new() -> *mut ASN1_ENUMERATED {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(10))))
}

/// Frees a ENUMERATED. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_ENUMERATED_free(a: *mut ASN1_ENUMERATED) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty BIT STRING. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BIT_STRING_new() -> *mut ASN1_BIT_STRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(3))))
}

/// Frees a BIT STRING. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BIT_STRING_free(a: *mut ASN1_BIT_STRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty OCTET STRING. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OCTET_STRING_new() -> *mut ASN1_OCTET_STRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(4))))
}

/// Frees a OCTET STRING. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OCTET_STRING_free(a: *mut ASN1_OCTET_STRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a OCTET STRING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OCTET_STRING_dup(
    a: *const ASN1_OCTET_STRING,
) -> *mut ASN1_OCTET_STRING {
    // SAFETY: the caller's promise.
    unsafe { ASN1_STRING_dup(a) }
}

/// A new, empty IA5String. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_IA5STRING_new() -> *mut ASN1_IA5STRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(22))))
}

/// Frees a IA5String. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_IA5STRING_free(a: *mut ASN1_IA5STRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty UTF8String. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTF8STRING_new() -> *mut ASN1_UTF8STRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(12))))
}

/// Frees a UTF8String. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTF8STRING_free(a: *mut ASN1_UTF8STRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty PrintableString. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_PRINTABLESTRING_new() -> *mut ASN1_PRINTABLESTRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(19))))
}

/// Frees a PrintableString. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_PRINTABLESTRING_free(a: *mut ASN1_PRINTABLESTRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty VisibleString. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_VISIBLESTRING_new() -> *mut ASN1_VISIBLESTRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(26))))
}

/// Frees a VisibleString. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_VISIBLESTRING_free(a: *mut ASN1_VISIBLESTRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty BMPString. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BMPSTRING_new() -> *mut ASN1_BMPSTRING {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(30))))
}

/// Frees a BMPString. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BMPSTRING_free(a: *mut ASN1_BMPSTRING) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A new, empty UTCTime. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_new() -> *mut ASN1_UTCTIME {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(23))))
}

/// Frees a UTCTime. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_free(a: *mut ASN1_UTCTIME) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a UTCTime.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_dup(a: *const ASN1_UTCTIME) -> *mut ASN1_UTCTIME {
    // SAFETY: the caller's promise.
    unsafe { ASN1_STRING_dup(a) }
}

/// A new, empty GeneralizedTime. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_new() -> *mut ASN1_GENERALIZEDTIME {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(24))))
}

/// Frees a GeneralizedTime. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_free(a: *mut ASN1_GENERALIZEDTIME) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a GeneralizedTime.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_dup(
    a: *const ASN1_GENERALIZEDTIME,
) -> *mut ASN1_GENERALIZEDTIME {
    // SAFETY: the caller's promise.
    unsafe { ASN1_STRING_dup(a) }
}

/// A new, empty UTCTime or GeneralizedTime. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_new() -> *mut ASN1_TIME {
    guard(std::ptr::null_mut(), || give(Some(ASN1_STRING::new(-1))))
}

/// Frees a UTCTime or GeneralizedTime. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an object the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_free(a: *mut ASN1_TIME) {
    // SAFETY: the caller gives up the object.
    unsafe { ASN1_STRING_free(a) }
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a UTCTime or GeneralizedTime.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_dup(a: *const ASN1_TIME) -> *mut ASN1_TIME {
    // SAFETY: the caller's promise.
    unsafe { ASN1_STRING_dup(a) }
}
