//! The exported functions that set parts of `X509` objects. What was received is forgotten then.

use std::ffi::{c_int, c_long};
use std::ptr;

use ffi::{Part, UniqueHandle, shared_ref};

use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::{ASN1_INTEGER, ASN1_TIME};
use crate::err::guard;
use crate::x509::cert::Encoding;
use crate::x509::{X509, X509_EXTENSION, X509_NAME};

/// Replaces a part of `certificate` by a copy of `string`. 1 or 0.
///
/// # Safety
/// `certificate` is NULL or a certificate that nothing else uses; `string` is NULL or a string.
unsafe fn set_string(
    certificate: *mut X509,
    string: *const ASN1_STRING,
    part: impl FnOnce(&X509) -> &Part<ASN1_STRING>,
) -> c_int {
    // SAFETY: the caller's promises; the copy is made before the part goes.
    unsafe {
        let (Some(certificate), Some(string)) = (shared_ref(certificate), shared_ref(string))
        else {
            return 0;
        };
        let Some(copy) = string.duplicate() else {
            return 0;
        };
        part(certificate).set(copy);
        certificate.encoding.set(Encoding::default());
    }
    1
}

/// As [`set_string`], for names.
///
/// # Safety
/// As [`set_string`].
unsafe fn set_name(
    certificate: *mut X509,
    name: *const X509_NAME,
    part: impl FnOnce(&X509) -> &Part<X509_NAME>,
) -> c_int {
    // SAFETY: the caller's promises; the copy is made before the part goes.
    unsafe {
        let (Some(certificate), Some(name)) = (shared_ref(certificate), shared_ref(name)) else {
            return 0;
        };
        let Some(copy) = name.duplicate() else {
            return 0;
        };
        part(certificate).set(copy);
        certificate.encoding.set(Encoding::default());
    }
    1
}

/// Sets the version: 0 for version 1, 2 for version 3. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_version(x: *mut X509, version: c_long) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(certificate) = shared_ref(x) else {
                return 0;
            };
            certificate.version.set(version);
            certificate.encoding.set(Encoding::default());
        }
        1
    })
}

/// Sets the serial number to a copy of `serial`. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `serial` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_serialNumber(x: *mut X509, serial: *mut ASN1_INTEGER) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        set_string(x, serial, |found| &found.serial)
    })
}

/// Sets the issuer to a copy of `name`. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_issuer_name(x: *mut X509, name: *const X509_NAME) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe { set_name(x, name, |found| &found.issuer) })
}

/// Sets the holder to a copy of `name`. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_subject_name(x: *mut X509, name: *const X509_NAME) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe { set_name(x, name, |found| &found.subject) })
}

/// Sets the begin of the validity to a copy of `tm`. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `tm` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set1_notBefore(x: *mut X509, tm: *const ASN1_TIME) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        set_string(x, tm, |found| &found.not_before)
    })
}

/// Sets the end of the validity to a copy of `tm`. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `tm` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set1_notAfter(x: *mut X509, tm: *const ASN1_TIME) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe { set_string(x, tm, |found| &found.not_after) })
}

/// Puts a copy of `ex` at `loc` (-1: the end). 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `ex` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_add_ext(x: *mut X509, ex: *mut X509_EXTENSION, loc: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(certificate), Some(extension)) = (shared_ref(x), shared_ref(ex)) else {
                return 0;
            };
            let Some(copy) = extension.duplicate() else {
                return 0;
            };
            (*certificate.extensions.as_c()).insert(Box::new(copy), loc);
            certificate.encoding.set(Encoding::default());
        }
        1
    })
}

/// Takes the extension at `loc` out; the caller owns it. NULL when there is none.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_delete_ext(x: *mut X509, loc: c_int) -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(certificate) = shared_ref(x) else {
                return ptr::null_mut();
            };
            let removed = (*certificate.extensions.as_c()).remove(loc);
            certificate.encoding.set(Encoding::default());
            removed.map_or(ptr::null_mut(), UniqueHandle::into_c)
        }
    })
}
