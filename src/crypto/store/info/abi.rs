//! The exported functions of `OSSL_STORE_INFO`.

use std::ffi::{c_char, c_int};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use ffi::{SharedHandle, UniqueHandle, shared_ref};

use super::{OSSL_STORE_INFO, Object, kind_name};
use crate::err::{ERR_LIB_OSSL_STORE, guard, raise};
use crate::evp::EVP_PKEY;
use crate::mem::abi::CRYPTO_strdup;
use crate::store::reason;
use crate::x509::{X509, X509_CRL};

/// What it is, `OSSL_STORE_INFO_*`; 0 for NULL.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get_type(info: *const OSSL_STORE_INFO) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(info) }.map_or(0, |info| info.0.kind())
    })
}

/// What a kind is called; NULL for an unknown one.
#[unsafe(no_mangle)]
pub extern "C" fn OSSL_STORE_INFO_type_string(r#type: c_int) -> *const c_char {
    guard(null(), || {
        kind_name(r#type).map_or(null(), |name| name.as_ptr())
    })
}

/// Frees what was loaded.
///
/// # Safety
/// `info` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_free(info: *mut OSSL_STORE_INFO) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { OSSL_STORE_INFO::reclaim(info) });
    })
}

/// The URI of a name, which stays the object's; NULL for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get0_NAME(info: *const OSSL_STORE_INFO) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Name(name))) => name.as_ptr(),
            _ => null(),
        }
    })
}

/// As [`OSSL_STORE_INFO_get0_NAME`], a copy for `OPENSSL_free`.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get1_NAME(info: *const OSSL_STORE_INFO) -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            let name = OSSL_STORE_INFO_get0_NAME(info);
            if name.is_null() {
                raise(ERR_LIB_OSSL_STORE, reason::NOT_A_NAME);
                return null_mut();
            }
            CRYPTO_strdup(name, c"store".as_ptr(), 0)
        }
    })
}

/// The public key, which stays the object's; NULL for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get0_PUBKEY(
    info: *const OSSL_STORE_INFO,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Public(found))) => Arc::as_ptr(found).cast_mut(),
            _ => null_mut(),
        }
    })
}

/// The public key, a reference of the caller's; NULL with an error for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get1_PUBKEY(
    info: *const OSSL_STORE_INFO,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Public(found))) => EVP_PKEY::into_c(found.clone()),
            _ => {
                raise(ERR_LIB_OSSL_STORE, reason::NOT_A_PUBLIC_KEY);
                null_mut()
            }
        }
    })
}

/// Around a public key, whose reference it takes. NULL when that is NULL.
///
/// # Safety
/// `pkey` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_new_PUBKEY(pkey: *mut EVP_PKEY) -> *mut OSSL_STORE_INFO {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let object = unsafe { EVP_PKEY::reclaim(pkey) }.map(Object::Public);
        object.map_or(null_mut(), |object| {
            OSSL_STORE_INFO::into_c(Box::new(OSSL_STORE_INFO(object)))
        })
    })
}

/// The private key, which stays the object's; NULL for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get0_PKEY(info: *const OSSL_STORE_INFO) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Private(found))) => Arc::as_ptr(found).cast_mut(),
            _ => null_mut(),
        }
    })
}

/// The private key, a reference of the caller's; NULL with an error for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get1_PKEY(info: *const OSSL_STORE_INFO) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Private(found))) => EVP_PKEY::into_c(found.clone()),
            _ => {
                raise(ERR_LIB_OSSL_STORE, reason::NOT_A_PRIVATE_KEY);
                null_mut()
            }
        }
    })
}

/// Around a private key, whose reference it takes. NULL when that is NULL.
///
/// # Safety
/// `pkey` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_new_PKEY(pkey: *mut EVP_PKEY) -> *mut OSSL_STORE_INFO {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let object = unsafe { EVP_PKEY::reclaim(pkey) }.map(Object::Private);
        object.map_or(null_mut(), |object| {
            OSSL_STORE_INFO::into_c(Box::new(OSSL_STORE_INFO(object)))
        })
    })
}

/// The certificate, which stays the object's; NULL for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get0_CERT(info: *const OSSL_STORE_INFO) -> *mut X509 {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Certificate(found))) => Arc::as_ptr(found).cast_mut(),
            _ => null_mut(),
        }
    })
}

/// The certificate, a reference of the caller's; NULL with an error for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get1_CERT(info: *const OSSL_STORE_INFO) -> *mut X509 {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::Certificate(found))) => X509::into_c(found.clone()),
            _ => {
                raise(ERR_LIB_OSSL_STORE, reason::NOT_A_CERTIFICATE);
                null_mut()
            }
        }
    })
}

/// Around a certificate, whose reference it takes. NULL when that is NULL.
///
/// # Safety
/// `x509` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_new_CERT(x509: *mut X509) -> *mut OSSL_STORE_INFO {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let object = unsafe { X509::reclaim(x509) }.map(Object::Certificate);
        object.map_or(null_mut(), |object| {
            OSSL_STORE_INFO::into_c(Box::new(OSSL_STORE_INFO(object)))
        })
    })
}

/// The revocation list, which stays the object's; NULL for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get0_CRL(info: *const OSSL_STORE_INFO) -> *mut X509_CRL {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::List(found))) => Arc::as_ptr(found).cast_mut(),
            _ => null_mut(),
        }
    })
}

/// The revocation list, a reference of the caller's; NULL with an error for others.
///
/// # Safety
/// `info` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_get1_CRL(info: *const OSSL_STORE_INFO) -> *mut X509_CRL {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { shared_ref(info) } {
            Some(OSSL_STORE_INFO(Object::List(found))) => X509_CRL::into_c(found.clone()),
            _ => {
                raise(ERR_LIB_OSSL_STORE, reason::NOT_A_CRL);
                null_mut()
            }
        }
    })
}

/// Around a revocation list, whose reference it takes. NULL when that is NULL.
///
/// # Safety
/// `crl` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_INFO_new_CRL(crl: *mut X509_CRL) -> *mut OSSL_STORE_INFO {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let object = unsafe { X509_CRL::reclaim(crl) }.map(Object::List);
        object.map_or(null_mut(), |object| {
            OSSL_STORE_INFO::into_c(Box::new(OSSL_STORE_INFO(object)))
        })
    })
}
