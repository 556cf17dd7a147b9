//! The exported functions between keys and DER in memory.

use std::ffi::{c_char, c_int, c_long, c_uchar};
use std::ptr::null_mut;
use std::sync::Arc;

use ffi::SharedHandle;

use super::{is_ec, is_rsa, private, private_der, rsa_public, spki};
use crate::der;
use crate::ec::EC_KEY;
use crate::err::{ERR_LIB_OSSL_DECODER, ERR_R_UNSUPPORTED, guard, raise_data};
use crate::evp::OSSL_LIB_CTX;
use crate::evp::pkey::abi::key;
use crate::evp::pkey::{EVP_PKEY, Key};
use crate::rsa::RSA;

/// A private key of type `type` in any encoding, for the caller to free; `*a`, if there is one, is
/// filled and returned. `*pp` moves behind what was read.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PrivateKey(
    r#type: c_int,
    a: *mut *mut EVP_PKEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            pkey(
                a,
                der::input(pp, length, |bytes| private(bytes, Some(r#type))),
            )
        }
    })
}

/// As [`d2i_PrivateKey`] for any type.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_AutoPrivateKey(
    a: *mut *mut EVP_PKEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { pkey(a, der::input(pp, length, |bytes| private(bytes, None))) }
    })
}

/// As [`d2i_AutoPrivateKey`].
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_AutoPrivateKey_ex(
    a: *mut *mut EVP_PKEY,
    pp: *mut *const c_uchar,
    length: c_long,
    _libctx: *mut OSSL_LIB_CTX,
    _propq: *const c_char,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { d2i_AutoPrivateKey(a, pp, length) }
    })
}

/// The private key in its own older encoding, or in PKCS#8 if it has none (Ed25519). The length, 0 or
/// below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PrivateKey(a: *const EVP_PKEY, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let encoding = unsafe { key(a) }.and_then(|key| {
            let key = key.private?;
            Some(private_der(&key))
        });
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// A public key from a SubjectPublicKeyInfo, for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PUBKEY(
    a: *mut *mut EVP_PKEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { pkey(a, der::input(pp, length, spki)) }
    })
}

/// The SubjectPublicKeyInfo of a key. The length, 0 for NULL, -1 on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PUBKEY(a: *const EVP_PKEY, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        if a.is_null() {
            return 0;
        }
        // SAFETY: the caller's promise.
        let encoding = unsafe { key(a) }.map(|key| key.public.spki_der());
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// The public half in its own encoding: RSAPublicKey, or the point of a key on a curve.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PublicKey(a: *const EVP_PKEY, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { key(a) }.filter(|key| is_rsa(key) || is_ec(key));
        // SAFETY: the caller's promise.
        key.map_or(-1, |key| unsafe {
            der::output(&key.public.key_bytes(), pp)
        })
    })
}

/// An RSA private key from an RSAPrivateKey (or PKCS#8), for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_RSAPrivateKey(
    a: *mut *mut RSA,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { rsa(a, der::input(pp, length, |bytes| private(bytes, None))) }
    })
}

/// An RSA public key from an RSAPublicKey, for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_RSAPublicKey(
    a: *mut *mut RSA,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { rsa(a, der::input(pp, length, rsa_public)) }
    })
}

/// An RSA public key from a SubjectPublicKeyInfo, for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_RSA_PUBKEY(
    a: *mut *mut RSA,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { rsa(a, der::input(pp, length, spki)) }
    })
}

/// The RSAPrivateKey encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_RSAPrivateKey(a: *const RSA, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(a) }.and_then(RSA::key);
        let encoding = key.and_then(|key| {
            Some(zeroize::Zeroizing::new(
                key.private?.to_traditional()?.to_vec(),
            ))
        });
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// The RSAPublicKey encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_RSAPublicKey(a: *const RSA, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(a) }.and_then(RSA::key);
        let encoding = key.map(|key| key.public.key_bytes());
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// The RSA key as SubjectPublicKeyInfo encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_RSA_PUBKEY(a: *const RSA, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(a) }.and_then(RSA::key);
        let encoding = key.map(|key| key.public.spki_der());
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// The ECPrivateKey encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ECPrivateKey(a: *const EC_KEY, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(a) }.and_then(EC_KEY::key);
        let encoding = key.and_then(|key| {
            Some(zeroize::Zeroizing::new(
                key.private?.to_traditional()?.to_vec(),
            ))
        });
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// The EC key as SubjectPublicKeyInfo encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_EC_PUBKEY(a: *const EC_KEY, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(a) }.and_then(EC_KEY::key);
        let encoding = key.map(|key| key.public.spki_der());
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// A private key on a curve from an ECPrivateKey (or PKCS#8), for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ECPrivateKey(
    a: *mut *mut EC_KEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ec(a, der::input(pp, length, |bytes| private(bytes, None))) }
    })
}

/// A public key on a curve from a SubjectPublicKeyInfo, for the caller to free.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` is NULL or points to a pointer to `length`
/// readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_EC_PUBKEY(
    a: *mut *mut EC_KEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ec(a, der::input(pp, length, spki)) }
    })
}

/// Queues what the decoders of OpenSSL 3 queue for what is no key.
pub fn raise_no_key(kind: &str) {
    let text = format!("No supported data to decode. Input type: {kind}");
    raise_data(ERR_LIB_OSSL_DECODER, ERR_R_UNSUPPORTED, &text);
}

/// Gives a key to C: into `*a` if there is one, else as a new object.
///
/// # Safety
/// `a` is NULL or points to NULL or a live key.
pub unsafe fn pkey(a: *mut *mut EVP_PKEY, key: Option<Key>) -> *mut EVP_PKEY {
    let Some(key) = key else {
        raise_no_key("DER");
        return null_mut();
    };
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(slot) = ffi::mut_ref(a) {
            if let Some(pkey) = ffi::shared_ref(*slot) {
                pkey.set(key);
            } else {
                *slot = EVP_PKEY::into_c(EVP_PKEY::of(key));
            }
            return *slot;
        }
    }
    EVP_PKEY::into_c(EVP_PKEY::of(key))
}

/// As [`pkey`], the low-level form of an RSA key.
///
/// # Safety
/// As [`pkey`].
pub unsafe fn rsa(a: *mut *mut RSA, key: Option<Key>) -> *mut RSA {
    let Some(made) = key.as_ref().filter(|key| is_rsa(key)).and_then(RSA::of) else {
        raise_no_key("DER");
        return null_mut();
    };
    // SAFETY: the caller's promise.
    unsafe {
        give(a, made, |old| {
            if let Some(key) = &key {
                old.replace(key);
            }
        })
    }
}

/// As [`pkey`], the low-level form of a key on a curve.
///
/// # Safety
/// As [`pkey`].
pub unsafe fn ec(a: *mut *mut EC_KEY, key: Option<Key>) -> *mut EC_KEY {
    let Some(made) = key.as_ref().filter(|key| is_ec(key)).map(EC_KEY::of) else {
        raise_no_key("DER");
        return null_mut();
    };
    // SAFETY: the caller's promise.
    unsafe {
        give(a, made, |old| {
            if let Some(key) = &key {
                old.replace(key);
            }
        })
    }
}

/// # Safety
/// `a` is NULL or points to NULL or a live object.
unsafe fn give<T: SharedHandle>(a: *mut *mut T, made: Arc<T>, fill: impl FnOnce(&T)) -> *mut T {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(slot) = ffi::mut_ref(a) else {
            return T::into_c(made);
        };
        match ffi::shared_ref(*slot) {
            Some(old) => fill(old),
            None => *slot = T::into_c(made),
        }
        *slot
    }
}
