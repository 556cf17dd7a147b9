//! The exported functions of `ec.h` on curves and points.

use std::ffi::{c_char, c_int, c_uchar};
use std::ptr::{null, null_mut};

use primitives::signature::PublicKey;

use crate::bn::BN_CTX;
use crate::ec::{EC_GROUP, EC_POINT, curve_by_name, curve_of, names_of, nid_of};
use crate::err::{ERR_LIB_EC, guard, raise};

/// How points are written.
pub type point_conversion_form_t = c_int;

const EC_R_UNKNOWN_GROUP: c_int = 129;
const EC_R_INCOMPATIBLE_OBJECTS: c_int = 101;
const EC_R_INVALID_ENCODING: c_int = 102;
const EC_R_BUFFER_TOO_SMALL: c_int = 100;

/// The curve whose object has number `nid`, for the caller to free: P-256, P-384 or P-521. NULL with
/// an error for others.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_new_by_curve_name(nid: c_int) -> *mut EC_GROUP {
    guard(null_mut(), || match curve_of(nid) {
        Some(curve) => Box::into_raw(Box::new(EC_GROUP::new(curve))),
        None => {
            raise(ERR_LIB_EC, EC_R_UNKNOWN_GROUP);
            null_mut()
        }
    })
}

/// Frees a curve. NULL is ignored.
///
/// # Safety
/// `group` is NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_free(group: *mut EC_GROUP) {
    guard((), || {
        if !group.is_null() {
            // SAFETY: the caller's promise.
            drop(unsafe { Box::from_raw(group) });
        }
    })
}

/// A copy of a curve, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_dup(src: *const EC_GROUP) -> *mut EC_GROUP {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(src) }
            .map_or(null_mut(), |group| Box::into_raw(Box::new(group.clone())))
    })
}

/// The number of the curve's object; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_get_curve_name(group: *const EC_GROUP) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(group) }.map_or(0, |group| nid_of(group.curve))
    })
}

/// Bits of the curve's field; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_get_degree(group: *const EC_GROUP) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(group) }.map_or(0, |group| group.curve.bits() as c_int)
    })
}

/// Bits of the group's order; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_order_bits(group: *const EC_GROUP) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(group) }.map_or(0, |group| group.curve.bits() as c_int)
    })
}

/// How the curve is written: `OPENSSL_EC_NAMED_CURVE` for its name; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_get_asn1_flag(group: *const EC_GROUP) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(group) }.map_or(0, |group| group.asn1_flag)
    })
}

/// Sets how the curve is written. Keys are always written with its name.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_set_asn1_flag(group: *mut EC_GROUP, flag: c_int) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(group) = unsafe { ffi::mut_ref(group) } {
            group.asn1_flag = flag;
        }
    })
}

/// 0 when both are the same curve, 1 when not, -1 on failure.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_GROUP_cmp(
    a: *const EC_GROUP,
    b: *const EC_GROUP,
    _ctx: *mut BN_CTX,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) } {
            (Some(a), Some(b)) => c_int::from(a.curve != b.curve),
            _ => -1,
        }
    })
}

/// The name that NIST gave the curve with this number, which lives for ever; NULL for others.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_curve_nid2nist(nid: c_int) -> *const c_char {
    guard(null(), || match nid {
        415 => c"P-256".as_ptr(),
        715 => c"P-384".as_ptr(),
        716 => c"P-521".as_ptr(),
        _ => null(),
    })
}

/// The number of the curve with NIST's name `name`; 0 for others.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_curve_nist2nid(name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let name = unsafe { ffi::cstr(name) }.and_then(|name| name.to_str().ok());
        let curve = name.and_then(curve_by_name);
        let curve = curve.filter(|curve| names_of(*curve).get(1).copied() == name);
        curve.map_or(0, nid_of)
    })
}

/// The point at infinity, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_new(group: *const EC_GROUP) -> *mut EC_POINT {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(group) }.map_or(null_mut(), |group| {
            let bytes = Vec::new();
            Box::into_raw(Box::new(EC_POINT {
                curve: group.curve,
                bytes,
            }))
        })
    })
}

/// Frees a point. NULL is ignored.
///
/// # Safety
/// `point` is NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_free(point: *mut EC_POINT) {
    guard((), || {
        if !point.is_null() {
            // SAFETY: the caller's promise.
            drop(unsafe { Box::from_raw(point) });
        }
    })
}

/// A copy of a point, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_dup(
    src: *const EC_POINT,
    _group: *const EC_GROUP,
) -> *mut EC_POINT {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(src) }
            .map_or(null_mut(), |point| Box::into_raw(Box::new(point.clone())))
    })
}

/// 1 for the point at infinity.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_is_at_infinity(
    group: *const EC_GROUP,
    p: *const EC_POINT,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(group), ffi::shared_ref(p)) } {
            (Some(group), Some(point)) if group.curve == point.curve => {
                c_int::from(point.bytes.is_empty())
            }
            _ => {
                raise(ERR_LIB_EC, EC_R_INCOMPATIBLE_OBJECTS);
                0
            }
        }
    })
}

/// 0 when both are the same point, 1 when not, -1 on failure.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_cmp(
    group: *const EC_GROUP,
    a: *const EC_POINT,
    b: *const EC_POINT,
    _ctx: *mut BN_CTX,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        match unsafe {
            (
                ffi::shared_ref(group),
                ffi::shared_ref(a),
                ffi::shared_ref(b),
            )
        } {
            (Some(group), Some(a), Some(b)) if group.curve == a.curve && a.curve == b.curve => {
                c_int::from(a != b)
            }
            _ => -1,
        }
    })
}

/// Reads a point, uncompressed or at infinity. 0 with an error for what is no point of the curve.
///
/// # Safety
/// `buf` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_oct2point(
    group: *const EC_GROUP,
    p: *mut EC_POINT,
    buf: *const c_uchar,
    len: usize,
    _ctx: *mut BN_CTX,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let parts = unsafe {
            (
                ffi::shared_ref(group),
                ffi::mut_ref(p),
                ffi::slice(buf, len),
            )
        };
        let (Some(group), Some(point), Some(bytes)) = parts else {
            return 0;
        };
        let infinity = bytes == [0];
        if !infinity && PublicKey::from_point(group.curve, bytes).is_err() {
            raise(ERR_LIB_EC, EC_R_INVALID_ENCODING);
            return 0;
        }
        *point = EC_POINT {
            curve: group.curve,
            bytes: if infinity { Vec::new() } else { bytes.to_vec() },
        };
        1
    })
}

/// Writes a point to `buf` of `len` bytes: uncompressed (`form` 4) or compressed (2), one zero byte for
/// infinity. The length, also with `buf` NULL; 0 on failure.
///
/// # Safety
/// `buf` is NULL or writable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_POINT_point2oct(
    group: *const EC_GROUP,
    p: *const EC_POINT,
    form: point_conversion_form_t,
    buf: *mut c_uchar,
    len: usize,
    _ctx: *mut BN_CTX,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(_), Some(point)) = (unsafe { (ffi::shared_ref(group), ffi::shared_ref(p)) })
        else {
            return 0;
        };
        let Some(bytes) = encoded(point, form) else {
            raise(ERR_LIB_EC, EC_R_INVALID_ENCODING);
            return 0;
        };
        if buf.is_null() {
            return bytes.len();
        }
        if bytes.len() > len {
            raise(ERR_LIB_EC, EC_R_BUFFER_TOO_SMALL);
            return 0;
        }
        // SAFETY: the caller's promise.
        unsafe { buf.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        bytes.len()
    })
}

fn encoded(point: &EC_POINT, form: point_conversion_form_t) -> Option<Vec<u8>> {
    if point.bytes.is_empty() {
        return Some(vec![0]);
    }
    match form {
        4 => Some(point.bytes.clone()),
        2 => {
            let parity = point.bytes.last()? & 1;
            let x = &point.bytes[1..1 + point.curve.field_len()];
            Some([&[2 | parity], x].concat())
        }
        _ => None,
    }
}
