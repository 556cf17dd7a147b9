//! The exported functions of `X509_PUBKEY`.

use std::ffi::{c_int, c_long, c_uchar};
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, UniqueHandle, mut_ref, put, shared_ref};

use super::X509_PUBKEY;
use crate::asn1::string::ASN1_STRING;
use crate::der::abi::{input, output};
use crate::err::guard;
use crate::evp::EVP_PKEY;
use crate::objects::ASN1_OBJECT;
use crate::x509::X509_ALGOR;
use crate::x509::name::abi::{decode, fill};

impl UniqueHandle for X509_PUBKEY {}

/// A new object without a key. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_new() -> *mut X509_PUBKEY {
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::default()))
}

/// Frees a key. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a key the caller owns and gives up; those of certificates stay theirs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_free(a: *mut X509_PUBKEY) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_PUBKEY::reclaim(a) }))
}

/// Replaces `*x` by the public half of `pkey`. 1 or 0.
///
/// # Safety
/// `x` points to NULL or a key the caller owns; `pkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_set(x: *mut *mut X509_PUBKEY, pkey: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (place, key) = unsafe { (mut_ref(x), shared_ref(pkey)) };
        let (Some(place), Some(public)) = (place, key.and_then(X509_PUBKEY::of_key)) else {
            return 0;
        };
        let old = std::mem::replace(place, UniqueHandle::into_c(Box::new(public)));
        // SAFETY: the caller owned it.
        drop(unsafe { X509_PUBKEY::reclaim(old) });
        1
    })
}

/// The key as an object that stays its own; NULL when it is of no known kind.
///
/// # Safety
/// `key` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_get0(key: *const X509_PUBKEY) -> *mut EVP_PKEY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a key.
        let pkey = unsafe { shared_ref(key) }.and_then(X509_PUBKEY::pkey);
        pkey.map_or(ptr::null_mut(), |pkey| Arc::as_ptr(pkey).cast_mut())
    })
}

/// A reference to the key as an object; NULL when it is of no known kind.
///
/// # Safety
/// `key` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_get(key: *const X509_PUBKEY) -> *mut EVP_PKEY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a key.
        let pkey = unsafe { shared_ref(key) }.and_then(X509_PUBKEY::pkey);
        pkey.map_or(ptr::null_mut(), |pkey| EVP_PKEY::into_c(pkey.clone()))
    })
}

/// The parts of a key, which stay its own: the algorithm's object, the key's bytes, the algorithm.
/// 1 or 0.
///
/// # Safety
/// `pub` is NULL or a key; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PUBKEY_get0_param(
    ppkalg: *mut *mut ASN1_OBJECT,
    pk: *mut *const c_uchar,
    ppklen: *mut c_int,
    pa: *mut *mut X509_ALGOR,
    r#pub: *const X509_PUBKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a key.
        let Some(key) = (unsafe { shared_ref(r#pub) }) else {
            return 0;
        };
        let object = key
            .algorithm()
            .algorithm()
            .map_or(ptr::null(), ptr::from_ref);
        let bytes = ASN1_STRING::bytes(key.key_bits());
        // SAFETY: the caller promises they are writable.
        unsafe {
            put(ppkalg, object.cast_mut());
            put(pk, bytes.as_ptr());
            put(ppklen, c_int::try_from(bytes.len()).unwrap_or(0));
            put(pa, ptr::from_ref(key.algorithm()).cast_mut());
        }
        1
    })
}

/// Reads a SubjectPublicKeyInfo at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or a key the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_PUBKEY(
    a: *mut *mut X509_PUBKEY,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut X509_PUBKEY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            match input(pp, length, |bytes| decode(bytes, X509_PUBKEY::read)) {
                Some(key) => fill(a, key),
                None => ptr::null_mut(),
            }
        }
    })
}

/// Writes a SubjectPublicKeyInfo as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a key; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_PUBKEY(a: *const X509_PUBKEY, out: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |key| output(key.der(), out))
    })
}
