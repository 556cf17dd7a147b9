//! The exported functions of `ec.h` on keys.

use std::ffi::{c_int, c_uchar, c_uint};
use std::ptr::{null, null_mut};

use ffi::SharedHandle;
use primitives::digest::HashAlgorithm;
use primitives::signature::{PrivateKey, Scheme};

use super::{EC_GROUP, EC_KEY, EC_POINT, curve_of};
use crate::bn::BIGNUM;
use crate::ec::group::abi::point_conversion_form_t;
use crate::err::{ERR_LIB_EC, guard, raise};
use crate::evp::pkey::Key;

const EC_R_INVALID_GROUP_ORDER: c_int = 122;
const EC_R_MISSING_PARAMETERS: c_int = 124;
const EC_R_MISSING_PRIVATE_KEY: c_int = 125;
const EC_R_UNKNOWN_GROUP: c_int = 129;
const EC_R_BAD_SIGNATURE: c_int = 156;

/// A key to be filled, with one reference.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_new() -> *mut EC_KEY {
    guard(null_mut(), || EC_KEY::into_c(std::sync::Arc::default()))
}

/// A key to be filled on the curve whose object has number `nid`. NULL with an error for curves that
/// are not supported.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_new_by_curve_name(nid: c_int) -> *mut EC_KEY {
    guard(null_mut(), || match curve_of(nid) {
        Some(curve) => EC_KEY::into_c(EC_KEY::on(curve)),
        None => {
            raise(ERR_LIB_EC, EC_R_UNKNOWN_GROUP);
            null_mut()
        }
    })
}

/// Gives a reference back; with the last one the key goes. NULL is ignored.
///
/// # Safety
/// `key` is NULL or a key of which the caller holds a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_free(key: *mut EC_KEY) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EC_KEY::reclaim(key) });
    })
}

/// Takes another reference. 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_up_ref(key: *mut EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(unsafe { EC_KEY::up_ref(key) })
    })
}

/// A copy, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_dup(src: *const EC_KEY) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let Some(src) = (unsafe { ffi::shared_ref(src) }) else {
            return null_mut();
        };
        let copy = std::sync::Arc::<EC_KEY>::default();
        let parts = src.with_parts(Clone::clone);
        copy.change(|new| {
            *new = parts;
            true
        });
        EC_KEY::into_c(copy)
    })
}

/// Makes a fresh key on the curve that was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_generate_key(key: *mut EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(key) = (unsafe { ffi::shared_ref(key) }) else {
            return 0;
        };
        let Some(curve) = key.curve() else {
            raise(ERR_LIB_EC, EC_R_MISSING_PARAMETERS);
            return 0;
        };
        match PrivateKey::generate_ec(curve) {
            Ok(made) => c_int::from(key.replace(&Key::from_private(made))),
            Err(_) => {
                raise(ERR_LIB_EC, EC_R_INVALID_GROUP_ORDER);
                0
            }
        }
    })
}

/// 1 when the parts make a key, 0 with an error when not.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_check_key(key: *const EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let good = unsafe { ffi::shared_ref(key) }
            .and_then(EC_KEY::key)
            .is_some();
        if !good {
            raise(ERR_LIB_EC, EC_R_MISSING_PARAMETERS);
        }
        c_int::from(good)
    })
}

/// The key's curve, which belongs to it; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_get0_group(key: *const EC_KEY) -> *const EC_GROUP {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(key) }.map_or(null(), |key| {
            key.with_parts(|parts| parts.group.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// The key's public half, which belongs to it; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_get0_public_key(key: *const EC_KEY) -> *const EC_POINT {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(key) }.map_or(null(), |key| {
            key.with_parts(|parts| parts.public.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// The key's private half, which belongs to it; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_get0_private_key(key: *const EC_KEY) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(key) }.map_or(null(), |key| {
            key.with_parts(|parts| parts.private.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// Sets the curve to a copy of `group`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_set_group(key: *mut EC_KEY, group: *const EC_GROUP) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(key), ffi::shared_ref(group)) } {
            (Some(key), Some(group)) => c_int::from(key.change(|parts| {
                parts.group = Some(Box::new(group.clone()));
                true
            })),
            _ => 0,
        }
    })
}

/// Sets the public half to a copy of `pub`. 0 without a curve or for a point of another.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_set_public_key(key: *mut EC_KEY, r#pub: *const EC_POINT) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(key), ffi::shared_ref(r#pub)) } {
            (Some(key), Some(point)) => c_int::from(key.change(|parts| {
                let fits = parts
                    .group
                    .as_ref()
                    .is_some_and(|group| group.curve == point.curve);
                if fits {
                    parts.public = Some(Box::new(point.clone()));
                }
                fits
            })),
            _ => 0,
        }
    })
}

/// Sets the private half to a copy of `prv`; the public half, if there is one, must be its own. NULL
/// takes the private half away and answers 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_set_private_key(key: *mut EC_KEY, prv: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(key), number) = (unsafe { (ffi::shared_ref(key), ffi::shared_ref(prv)) }) else {
            return 0;
        };
        let number = number.cloned().map(Box::new);
        let given = number.is_some();
        let changed = key.change(|parts| {
            parts.private = number;
            parts.group.is_some()
        });
        c_int::from(given && changed)
    })
}

/// Sets how the curve is written. Keys are always written with its name.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_set_asn1_flag(eckey: *mut EC_KEY, asn1_flag: c_int) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(key) = unsafe { ffi::shared_ref(eckey) } {
            key.adjust(|group| group.asn1_flag = asn1_flag);
        }
    })
}

/// How the key's points are written.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EC_KEY_get_conv_form(key: *const EC_KEY) -> point_conversion_form_t {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(key) }.map_or(0, |key| {
            key.with_parts(|parts| parts.group.as_ref().map_or(0, |group| group.form))
        })
    })
}

/// The longest signature in bytes, 0 without a curve.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ECDSA_size(eckey: *const EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let curve = unsafe { ffi::shared_ref(eckey) }.and_then(EC_KEY::curve);
        // Two INTEGERs with a sign byte each in a SEQUENCE.
        curve.map_or(0, |curve| {
            let content = 2 * (curve.field_len() + 3);
            (content + if content < 128 { 2 } else { 3 }) as c_int
        })
    })
}

/// Signs the hash of `dgstlen` bytes at `dgst`: to `sig`, which has `ECDSA_size(eckey)` bytes, the
/// length to `siglen`. `type` is not looked at.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ECDSA_sign(
    _type: c_int,
    dgst: *const c_uchar,
    dgstlen: c_int,
    sig: *mut c_uchar,
    siglen: *mut c_uint,
    eckey: *mut EC_KEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (digest, key) = unsafe {
            let length = usize::try_from(dgstlen).unwrap_or(usize::MAX);
            (
                ffi::slice(dgst, length),
                ffi::shared_ref(eckey).and_then(EC_KEY::key),
            )
        };
        let private = key.and_then(|key| key.private);
        let (Some(digest), Some(private), false) = (digest, private, sig.is_null()) else {
            raise(ERR_LIB_EC, EC_R_MISSING_PRIVATE_KEY);
            return 0;
        };
        match private.sign_prehashed(ANY_HASH, digest) {
            Ok(signature) => {
                // SAFETY: the caller's promise.
                unsafe {
                    sig.copy_from_nonoverlapping(signature.as_ptr(), signature.len());
                    ffi::put(siglen, signature.len() as c_uint);
                }
                1
            }
            Err(_) => 0,
        }
    })
}

/// 1 when the `siglen` bytes at `sig` sign the hash of `dgstlen` bytes at `dgst`, 0 when not, -1 on
/// failure. `type` is not looked at.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ECDSA_verify(
    _type: c_int,
    dgst: *const c_uchar,
    dgstlen: c_int,
    sig: *const c_uchar,
    siglen: c_int,
    eckey: *mut EC_KEY,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let parts = unsafe {
            let length = |length| usize::try_from(length).unwrap_or(usize::MAX);
            (
                ffi::slice(dgst, length(dgstlen)),
                ffi::slice(sig, length(siglen)),
                ffi::shared_ref(eckey).and_then(EC_KEY::key),
            )
        };
        let (Some(digest), Some(signature), Some(key)) = parts else {
            return -1;
        };
        let good = key
            .public
            .verify_prehashed(ANY_HASH, digest, signature)
            .is_ok();
        if !good {
            raise(ERR_LIB_EC, EC_R_BAD_SIGNATURE);
        }
        c_int::from(good)
    })
}

/// A hash that was made elsewhere: which one it was does not matter to ECDSA.
const ANY_HASH: Scheme = Scheme::Ecdsa(HashAlgorithm::Sha256);

#[cfg(test)]
mod tests;
