//! The exported functions on keys.

use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use ffi::SharedHandle;
use primitives::signature::{KeyKind, PrivateKey, PublicKey};

use super::{
    EVP_PKEY, EVP_PKEY_EC, EVP_PKEY_ED25519, EVP_PKEY_NONE, EVP_PKEY_RSA, Key, LowLevel, names_of,
    security_bits,
};
use crate::dh::pkey::EVP_PKEY_DH;
use crate::dh::{self, DH};
use crate::ec::EC_KEY;
use crate::err::{ERR_LIB_EVP, guard, raise};
use crate::evp::ENGINE;
use crate::evp::reasons::{
    EVP_R_DECODE_ERROR, EVP_R_EXPECTING_A_EC_KEY, EVP_R_EXPECTING_AN_RSA_KEY,
    EVP_R_UNSUPPORTED_ALGORITHM,
};
use crate::rsa::RSA;

/// A key to be filled, with one reference.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_new() -> *mut EVP_PKEY {
    guard(null_mut(), || EVP_PKEY::into_c(EVP_PKEY::empty()))
}

/// Gives a reference back; with the last one the key goes. NULL is ignored.
///
/// # Safety
/// `key` is NULL or a key of which the caller holds a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_free(key: *mut EVP_PKEY) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EVP_PKEY::reclaim(key) });
    })
}

/// Takes another reference. 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_up_ref(key: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(unsafe { EVP_PKEY::up_ref(key) })
    })
}

/// The number of the key's type, `EVP_PKEY_NONE` for an empty key or NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_id(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(pkey) }.map_or(EVP_PKEY_NONE, EVP_PKEY::id)
    })
}

/// The number of the key's type, `EVP_PKEY_NONE` for an empty key or NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_base_id(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(pkey) }.map_or(EVP_PKEY_NONE, EVP_PKEY::id)
    })
}

/// The size of the key in bits: of the modulus or the group order. 0 for an empty key.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_bits(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match dh(pkey) {
                Some(dh) => dh.bits() as c_int,
                None => key(pkey).map_or(0, |key| key.public.bits() as c_int),
            }
        }
    })
}

/// The longest signature or shared secret in bytes. 0 for an empty key.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_size(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match dh(pkey) {
                Some(dh) => dh.bits().div_ceil(8) as c_int,
                None => key(pkey).map_or(0, |key| key.public.max_signature_len() as c_int),
            }
        }
    })
}

/// The strength of the key in bits. 0 for an empty key.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_security_bits(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match dh(pkey) {
                Some(dh) => dh.security_bits(),
                None => key(pkey).map_or(0, |key| security_bits(key.kind(), key.public.bits())),
            }
        }
    })
}

/// 1 when both have the same public key, 0 when not, -1 for different types, -2 when one is
/// empty.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_eq(a: *const EVP_PKEY, b: *const EVP_PKEY) -> c_int {
    guard(-2, || {
        if std::ptr::eq(a, b) {
            return 1;
        }
        // SAFETY: the caller's promise.
        match unsafe { (key(a), key(b)) } {
            (Some(a), Some(b)) => compare(&a, &b),
            _ => -2,
        }
    })
}

/// 1 when both have the same public key, 0 when not, -1 for different types, -2 when one is
/// empty.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_cmp(a: *const EVP_PKEY, b: *const EVP_PKEY) -> c_int {
    guard(-2, || {
        if std::ptr::eq(a, b) {
            return 1;
        }
        // SAFETY: the caller's promise.
        match unsafe { (key(a), key(b)) } {
            (Some(a), Some(b)) => compare(&a, &b),
            _ => -2,
        }
    })
}

/// 1 when both are on the same curve (or of a type without parameters), 0 when not, -1 for
/// different types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_parameters_eq(a: *const EVP_PKEY, b: *const EVP_PKEY) -> c_int {
    guard(-2, || {
        // SAFETY: the caller's promise.
        let (Some(a), Some(b)) = (unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) }) else {
            return -2;
        };
        if a.id() != b.id() {
            return -1;
        }
        c_int::from(a.curve() == b.curve())
    })
}

/// 1 when both are on the same curve (or of a type without parameters), 0 when not, -1 for
/// different types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_cmp_parameters(a: *const EVP_PKEY, b: *const EVP_PKEY) -> c_int {
    guard(-2, || {
        // SAFETY: the caller's promise.
        let (Some(a), Some(b)) = (unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) }) else {
            return -2;
        };
        if a.id() != b.id() {
            return -1;
        }
        c_int::from(a.curve() == b.curve())
    })
}

/// 1 when the key is on a curve that was not set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_missing_parameters(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let pkey = unsafe { ffi::shared_ref(pkey) };
        c_int::from(pkey.is_some_and(|pkey| pkey.id() == EVP_PKEY_EC && pkey.curve().is_none()))
    })
}

/// Gives `to` the curve of `from`. 0 when the types differ.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_copy_parameters(
    to: *mut EVP_PKEY,
    from: *const EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(to), Some(from)) = (unsafe { (ffi::shared_ref(to), ffi::shared_ref(from)) })
        else {
            return 0;
        };
        match (to.id(), from.curve()) {
            (EVP_PKEY_NONE | EVP_PKEY_EC, Some(curve)) if to.curve() != Some(curve) => {
                let empty = to.key().is_none();
                if empty {
                    to.set_low_level(LowLevel::Ec(EC_KEY::on(curve)));
                }
                c_int::from(empty)
            }
            (id, _) => c_int::from(id == from.id()),
        }
    })
}

/// Says what will be put in. 0 for types that are not supported.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_set_type(pkey: *mut EVP_PKEY, r#type: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(pkey) = (unsafe { ffi::shared_ref(pkey) }) else {
            return 0;
        };
        if names_of(r#type).is_empty() {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return 0;
        }
        pkey.declare(r#type);
        1
    })
}

/// `type` itself for types that are supported, else `EVP_PKEY_NONE`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_type(r#type: c_int) -> c_int {
    guard(0, || {
        if names_of(r#type).is_empty() {
            return EVP_PKEY_NONE;
        }
        r#type
    })
}

/// 1 when the key is of the type called `name`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_is_a(pkey: *const EVP_PKEY, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (pkey, name) = unsafe { (ffi::shared_ref(pkey), ffi::cstr(name)) };
        let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
        c_int::from(pkey.is_some_and(|pkey| {
            let names = match pkey.id() {
                EVP_PKEY_DH => dh::pkey::NAMES,
                id => names_of(id),
            };
            names.iter().any(|known| known.eq_ignore_ascii_case(name))
        }))
    })
}

/// The name of the key's type, which lives for ever. NULL for an empty key.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get0_type_name(key: *const EVP_PKEY) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(key) }.map_or(EVP_PKEY_NONE, EVP_PKEY::id) {
            EVP_PKEY_RSA => c"RSA".as_ptr(),
            super::EVP_PKEY_RSA_PSS => c"RSA-PSS".as_ptr(),
            EVP_PKEY_EC => c"EC".as_ptr(),
            EVP_PKEY_ED25519 => c"ED25519".as_ptr(),
            EVP_PKEY_DH => c"DH".as_ptr(),
            _ => null(),
        }
    })
}

/// 1 when the type of key can sign.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_can_sign(pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let id = unsafe { ffi::shared_ref(pkey) }.map_or(EVP_PKEY_NONE, EVP_PKEY::id);
        c_int::from(!names_of(id).is_empty())
    })
}

/// The hash to sign with by default, a number of an object: 1 when it is advised, 2 when it is
/// needed (`NID_undef`: sign the message itself).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_default_digest_nid(
    pkey: *mut EVP_PKEY,
    pnid: *mut c_int,
) -> c_int {
    guard(-2, || {
        // SAFETY: the caller's promise.
        let id = unsafe { ffi::shared_ref(pkey) }.map_or(EVP_PKEY_NONE, EVP_PKEY::id);
        let (nid, verdict) = match id {
            EVP_PKEY_ED25519 => (0, 2),
            EVP_PKEY_NONE => return -2,
            _ => (672, 1),
        };
        // SAFETY: the caller's promise.
        unsafe { ffi::put(pnid, nid) };
        verdict
    })
}

/// The name of the key's curve: to `name` of `name_sz` bytes, its length to `gname_len`, which may be
/// NULL. 0 for other types, or when there is too little room.
///
/// # Safety
/// `name` is NULL or writable for `name_sz` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_group_name(
    pkey: *const EVP_PKEY,
    name: *mut c_char,
    name_sz: usize,
    gname_len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let curve = unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::curve);
        let Some(curve) = curve else {
            return 0;
        };
        let text = crate::ec::names_of(curve)[0];
        // SAFETY: the caller's promise.
        unsafe { give_text(text, name, name_sz, gname_len) }
    })
}

/// A text parameter of the key; `group` is known, the name of the curve.
///
/// # Safety
/// As [`EVP_PKEY_get_group_name`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_utf8_string_param(
    pkey: *const EVP_PKEY,
    key_name: *const c_char,
    str: *mut c_char,
    max_buf_sz: usize,
    out_sz: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::cstr(key_name) } {
            // SAFETY: the caller's promise.
            Some(name) if name == c"group" => unsafe {
                EVP_PKEY_get_group_name(pkey, str, max_buf_sz, out_sz)
            },
            _ => 0,
        }
    })
}

/// The private bytes of an Ed25519 key: to `priv`, which has room for `*len` bytes. With NULL only the
/// length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_raw_private_key(
    pkey: *const EVP_PKEY,
    r#priv: *mut c_uchar,
    len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { key(pkey) }
            .filter(|key| key.kind() == KeyKind::Ed25519)
            .and_then(|key| Some(key.private.as_ref()?.secret_bytes()?.to_vec()));
        let Some(bytes) = bytes.map(zeroize::Zeroizing::new) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { give_bytes(&bytes, r#priv, len) }
    })
}

/// An Ed25519 key from its 32 private bytes.
///
/// # Safety
/// `key` is readable for `keylen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_new_raw_private_key(
    r#type: c_int,
    _e: *mut ENGINE,
    key: *const c_uchar,
    keylen: usize,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { ffi::slice(key, keylen) };
        let bytes = bytes.filter(|_| r#type == EVP_PKEY_ED25519);
        match bytes.and_then(|bytes| {
            PrivateKey::from_ed25519_seed(bytes)
                .ok()
                .map(Key::from_private)
        }) {
            Some(key) => EVP_PKEY::into_c(EVP_PKEY::of(key)),
            None => {
                raise(ERR_LIB_EVP, EVP_R_DECODE_ERROR);
                null_mut()
            }
        }
    })
}

/// The public bytes of an Ed25519 key: to `pub`, which has room for `*len` bytes. With NULL only the
/// length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_raw_public_key(
    pkey: *const EVP_PKEY,
    r#pub: *mut c_uchar,
    len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { key(pkey) }
            .filter(|key| key.kind() == KeyKind::Ed25519)
            .map(|key| key.public.key_bytes());
        let Some(bytes) = bytes.map(zeroize::Zeroizing::new) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { give_bytes(&bytes, r#pub, len) }
    })
}

/// An Ed25519 key from its 32 public bytes.
///
/// # Safety
/// `key` is readable for `keylen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_new_raw_public_key(
    r#type: c_int,
    _e: *mut ENGINE,
    key: *const c_uchar,
    keylen: usize,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { ffi::slice(key, keylen) };
        let bytes = bytes.filter(|_| r#type == EVP_PKEY_ED25519);
        match bytes.and_then(|bytes| PublicKey::from_ed25519(bytes).ok().map(Key::from_public)) {
            Some(key) => EVP_PKEY::into_c(EVP_PKEY::of(key)),
            None => {
                raise(ERR_LIB_EVP, EVP_R_DECODE_ERROR);
                null_mut()
            }
        }
    })
}

/// Puts `key` in, taking a reference of its own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_set1_RSA(pkey: *mut EVP_PKEY, key: *mut RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(pkey), RSA::share(key)) } {
            (Some(pkey), Some(key)) => {
                pkey.set_low_level(LowLevel::Rsa(key));
                1
            }
            _ => 0,
        }
    })
}

/// The key as `RSA`, which belongs to `pkey`. NULL with an error for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get0_RSA(pkey: *const EVP_PKEY) -> *const RSA {
    guard(null(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::low_level) {
            Some(LowLevel::Rsa(key)) => Arc::as_ptr(&key),
            _ => {
                raise(ERR_LIB_EVP, EVP_R_EXPECTING_AN_RSA_KEY);
                null()
            }
        }
    })
}

/// As [`EVP_PKEY_get0_RSA`], with a reference for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get1_RSA(pkey: *mut EVP_PKEY) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::low_level) {
            Some(LowLevel::Rsa(key)) => RSA::into_c(key),
            _ => {
                raise(ERR_LIB_EVP, EVP_R_EXPECTING_AN_RSA_KEY);
                null_mut()
            }
        }
    })
}

/// Puts `key` in, taking a reference of its own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_set1_EC_KEY(pkey: *mut EVP_PKEY, key: *mut EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(pkey), EC_KEY::share(key)) } {
            (Some(pkey), Some(key)) => {
                pkey.set_low_level(LowLevel::Ec(key));
                1
            }
            _ => 0,
        }
    })
}

/// The key as `EC_KEY`, which belongs to `pkey`. NULL with an error for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get0_EC_KEY(pkey: *const EVP_PKEY) -> *const EC_KEY {
    guard(null(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::low_level) {
            Some(LowLevel::Ec(key)) => Arc::as_ptr(&key),
            _ => {
                raise(ERR_LIB_EVP, EVP_R_EXPECTING_A_EC_KEY);
                null()
            }
        }
    })
}

/// As [`EVP_PKEY_get0_EC_KEY`], with a reference for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get1_EC_KEY(pkey: *mut EVP_PKEY) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::low_level) {
            Some(LowLevel::Ec(key)) => EC_KEY::into_c(key),
            _ => {
                raise(ERR_LIB_EVP, EVP_R_EXPECTING_A_EC_KEY);
                null_mut()
            }
        }
    })
}

/// Puts `key` in, an `RSA`, `EC_KEY` or `DH` by `type`, taking over the caller's reference.
///
/// # Safety
/// `key` is NULL or an object of that type of which the caller holds a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_assign(
    pkey: *mut EVP_PKEY,
    r#type: c_int,
    key: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(pkey) = (unsafe { ffi::shared_ref(pkey) }) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        let low_level = unsafe {
            match r#type {
                EVP_PKEY_RSA => RSA::reclaim(key.cast()).map(LowLevel::Rsa),
                EVP_PKEY_EC => EC_KEY::reclaim(key.cast()).map(LowLevel::Ec),
                EVP_PKEY_DH => DH::reclaim(key.cast()).map(LowLevel::Dh),
                _ => None,
            }
        };
        match low_level {
            Some(low_level) => {
                pkey.set_low_level(low_level);
                1
            }
            None => {
                raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
                0
            }
        }
    })
}

/// A copy of `pkey`, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_dup(pkey: *mut EVP_PKEY) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { (key(pkey), dh(pkey)) } {
            (Some(key), _) => EVP_PKEY::into_c(EVP_PKEY::of(key)),
            (None, Some(dh)) => {
                let copy = EVP_PKEY::empty();
                copy.set_low_level(LowLevel::Dh(dh));
                EVP_PKEY::into_c(copy)
            }
            (None, None) => null_mut(),
        }
    })
}

/// The public half in its own encoding (the point of a key on a curve), for the caller to free: to
/// `*ppub`. Its length, 0 for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get1_encoded_public_key(
    pkey: *mut EVP_PKEY,
    ppub: *mut *mut c_uchar,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's promise.
        let key = unsafe { key(pkey) };
        let key = key.filter(|key| matches!(key.kind(), KeyKind::Ec(_)));
        let (Some(key), false) = (key, ppub.is_null()) else {
            return 0;
        };
        let bytes = key.public.key_bytes();
        // SAFETY: the caller's promise.
        unsafe { *ppub = crate::mem::copy_bytes(&bytes) };
        bytes.len()
    })
}

/// # Safety
/// `pkey` is NULL or live.
pub unsafe fn key(pkey: *const EVP_PKEY) -> Option<Key> {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::key)
}

/// # Safety
/// `pkey` is NULL or live.
unsafe fn dh(pkey: *const EVP_PKEY) -> Option<Arc<DH>> {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::dh)
}

fn compare(a: &Key, b: &Key) -> c_int {
    if super::id_of(a.kind()) != super::id_of(b.kind()) {
        return -1;
    }
    c_int::from(a.public == b.public)
}

/// # Safety
/// `out` is NULL or writable for `room` bytes, `length` NULL or writable.
unsafe fn give_text(text: &str, out: *mut c_char, room: usize, length: *mut usize) -> c_int {
    // SAFETY: the caller's promise.
    unsafe {
        ffi::put(length, text.len());
        if out.is_null() {
            return 1;
        }
        if text.len() >= room {
            return 0;
        }
        out.cast::<u8>()
            .copy_from_nonoverlapping(text.as_ptr(), text.len());
        out.add(text.len()).write(0);
    }
    1
}

/// # Safety
/// `length` is NULL or readable and writable, `out` NULL or writable for `*length` bytes.
unsafe fn give_bytes(bytes: &[u8], out: *mut c_uchar, length: *mut usize) -> c_int {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(length) = ffi::mut_ref(length) else {
            return 0;
        };
        if !out.is_null() {
            if bytes.len() > *length {
                return 0;
            }
            out.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        }
        *length = bytes.len();
    }
    1
}
