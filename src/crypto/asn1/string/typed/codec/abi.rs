//! The exported `d2i` and `i2d` functions of strings of one type.

use std::ffi::{c_int, c_long, c_uchar, c_void};
use std::ptr;

use ffi::{mut_ref, shared_ref};

use crate::asn1::der::{DerError, Reader};
use crate::asn1::string::abi::{
    ASN1_BIT_STRING, ASN1_ENUMERATED, ASN1_GENERALIZEDTIME, ASN1_IA5STRING, ASN1_INTEGER,
    ASN1_OCTET_STRING, ASN1_STRING, ASN1_STRING_cmp, ASN1_STRING_set, ASN1_TIME, ASN1_UTCTIME,
    ASN1_UTF8STRING,
};
use crate::asn1::string::kinds::{from_contents, to_der};
use crate::der::abi::{input, output};
use crate::err::guard;
use crate::x509::name::abi::{decode, fill};

/// Reads an element whose tag is one of `tags`.
fn read(reader: &mut Reader<'_>, tags: &[u8]) -> Result<ASN1_STRING, DerError> {
    let element = reader.any()?;
    if !tags.contains(&element.tag) {
        return Err(DerError::WrongTag);
    }
    from_contents(c_int::from(element.tag), element.contents)
}

/// # Safety
/// As `d2i` functions.
unsafe fn read_for_c(
    a: *mut *mut ASN1_STRING,
    ppin: *mut *const c_uchar,
    length: c_long,
    tags: &[u8],
) -> *mut ASN1_STRING {
    let decode = |bytes: &[u8]| decode(bytes, |reader| read(reader, tags));
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        match input(ppin, length, decode) {
            Some(string) => fill(a, string),
            None => ptr::null_mut(),
        }
    })
}

/// Reads a INTEGER at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_INTEGER(
    a: *mut *mut ASN1_INTEGER,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_INTEGER {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[2]) }
}

/// Writes a INTEGER as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a INTEGER; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_INTEGER(a: *const ASN1_INTEGER, out: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a ENUMERATED at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_ENUMERATED(
    a: *mut *mut ASN1_ENUMERATED,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_ENUMERATED {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[10]) }
}

/// Writes a ENUMERATED as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a ENUMERATED; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_ENUMERATED(
    a: *const ASN1_ENUMERATED,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a BIT STRING at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_BIT_STRING(
    a: *mut *mut ASN1_BIT_STRING,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_BIT_STRING {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[3]) }
}

/// Writes a BIT STRING as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a BIT STRING; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_BIT_STRING(
    a: *const ASN1_BIT_STRING,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a OCTET STRING at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_OCTET_STRING(
    a: *mut *mut ASN1_OCTET_STRING,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_OCTET_STRING {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[4]) }
}

/// Writes a OCTET STRING as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a OCTET STRING; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_OCTET_STRING(
    a: *const ASN1_OCTET_STRING,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a IA5String at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_IA5STRING(
    a: *mut *mut ASN1_IA5STRING,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_IA5STRING {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[22]) }
}

/// Writes a IA5String as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a IA5String; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_IA5STRING(
    a: *const ASN1_IA5STRING,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a UTF8String at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_UTF8STRING(
    a: *mut *mut ASN1_UTF8STRING,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_UTF8STRING {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[12]) }
}

/// Writes a UTF8String as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a UTF8String; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_UTF8STRING(
    a: *const ASN1_UTF8STRING,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a UTCTime at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_UTCTIME(
    a: *mut *mut ASN1_UTCTIME,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_UTCTIME {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[23]) }
}

/// Writes a UTCTime as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a UTCTime; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_UTCTIME(a: *const ASN1_UTCTIME, out: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a GeneralizedTime at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_GENERALIZEDTIME(
    a: *mut *mut ASN1_GENERALIZEDTIME,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_GENERALIZEDTIME {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[24]) }
}

/// Writes a GeneralizedTime as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a GeneralizedTime; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_GENERALIZEDTIME(
    a: *const ASN1_GENERALIZEDTIME,
    out: *mut *mut c_uchar,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Reads a UTCTime or GeneralizedTime at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or an object the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_TIME(
    a: *mut *mut ASN1_TIME,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_TIME {
    // SAFETY: the caller's promises.
    unsafe { read_for_c(a, pp, length, &[23, 24]) }
}

/// Writes a UTCTime or GeneralizedTime as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a UTCTime or GeneralizedTime; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_TIME(a: *const ASN1_TIME, out: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |string| output(&to_der(string), out))
    })
}

/// Replaces the bytes by a copy; `len` -1 means up to the NUL. 1 or 0.
///
/// # Safety
/// `str` is NULL or a string; `data` has `len` bytes, or a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OCTET_STRING_set(
    str: *mut ASN1_OCTET_STRING,
    data: *const c_uchar,
    len: c_int,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { ASN1_STRING_set(str, data.cast::<c_void>(), len) }
}

/// Compares as `ASN1_STRING_cmp`.
///
/// # Safety
/// Both are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OCTET_STRING_cmp(
    a: *const ASN1_OCTET_STRING,
    b: *const ASN1_OCTET_STRING,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { ASN1_STRING_cmp(a, b) }
}

/// Bit `n` (the first one is 0): 1 or 0.
///
/// # Safety
/// `a` is NULL or a BIT STRING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BIT_STRING_get_bit(a: *const ASN1_BIT_STRING, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { shared_ref(a) }.map_or(&[][..], ASN1_STRING::bytes);
        let Ok(n) = usize::try_from(n) else { return 0 };
        let byte = bytes.get(n / 8).copied().unwrap_or(0);
        c_int::from(byte & (0x80 >> (n % 8)) != 0)
    })
}

/// Sets bit `n` to 1, or to 0 where `value` is 0; the string grows and shrinks as needed. 1 or 0.
///
/// # Safety
/// `a` is NULL or a BIT STRING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_BIT_STRING_set_bit(
    a: *mut ASN1_BIT_STRING,
    n: c_int,
    value: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(string), Ok(n)) = (unsafe { mut_ref(a) }, usize::try_from(n)) else {
            return 0;
        };
        let mut bytes = string.bytes().to_vec();
        if bytes.len() <= n / 8 && value != 0 {
            bytes.resize(n / 8 + 1, 0);
        }
        if let Some(byte) = bytes.get_mut(n / 8) {
            let bit = 0x80 >> (n % 8);
            *byte = if value == 0 {
                *byte & !bit
            } else {
                *byte | bit
            };
        }
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        // The number of unused bits follows from the last bit that is set.
        string.set_flags(string.flags() & !0xf);
        c_int::from(string.set(&bytes))
    })
}
