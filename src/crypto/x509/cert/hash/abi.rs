//! The exported functions that compare and hash names of certificates.

use std::ffi::{c_int, c_ulong};

use ffi::{put, shared_ref};

use crate::asn1::integer::abi::ASN1_INTEGER_cmp;
use crate::err::guard;
use crate::evp::OSSL_LIB_CTX;
use crate::x509::name::abi::X509_NAME_cmp;
use crate::x509::{X509, X509_NAME};

/// The number directories of certificates name their files by; `*ok` tells whether it worked.
///
/// # Safety
/// `x` is NULL or a name; `ok` is NULL or writable; the others are not used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_hash_ex(
    x: *const X509_NAME,
    libctx: *mut OSSL_LIB_CTX,
    propq: *const std::ffi::c_char,
    ok: *mut c_int,
) -> c_ulong {
    let _ = (libctx, propq);
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let name = shared_ref(x);
            put(ok, c_int::from(name.is_some()));
            name.map_or(0, |name| c_ulong::from(name.hash()))
        }
    })
}

/// The number of OpenSSL before 1.0.0.
///
/// # Safety
/// `x` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_hash_old(x: *const X509_NAME) -> c_ulong {
    // SAFETY: the caller promises a name.
    guard(0, || {
        // SAFETY: the caller promises a name.
        unsafe { shared_ref(x) }.map_or(0, |name| c_ulong::from(name.hash_old()))
    })
}

/// [`X509_NAME_hash_ex`] of the subject.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_subject_name_hash(x: *mut X509) -> c_ulong {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, |found| c_ulong::from(found.subject.get().hash()))
    })
}

/// [`X509_NAME_hash_old`] of the subject.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_subject_name_hash_old(x: *mut X509) -> c_ulong {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, |found| c_ulong::from(found.subject.get().hash_old()))
    })
}

/// [`X509_NAME_cmp`] of the subjects.
///
/// # Safety
/// Both are NULL or certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_subject_name_cmp(a: *const X509, b: *const X509) -> c_int {
    // SAFETY: the caller's promises.
    guard(-2, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        // SAFETY: the names live as long as the certificates.
        (Some(a), Some(b)) => unsafe { X509_NAME_cmp(a.subject.as_c(), b.subject.as_c()) },
        _ => -2,
    })
}

/// [`X509_NAME_hash_ex`] of the issuer.
///
/// # Safety
/// `a` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_issuer_name_hash(a: *mut X509) -> c_ulong {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(a) }.map_or(0, |found| c_ulong::from(found.issuer.get().hash()))
    })
}

/// [`X509_NAME_hash_old`] of the issuer.
///
/// # Safety
/// `a` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_issuer_name_hash_old(a: *mut X509) -> c_ulong {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(a) }.map_or(0, |found| c_ulong::from(found.issuer.get().hash_old()))
    })
}

/// [`X509_NAME_cmp`] of the issuers.
///
/// # Safety
/// Both are NULL or certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_issuer_name_cmp(a: *const X509, b: *const X509) -> c_int {
    // SAFETY: the caller's promises.
    guard(-2, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        // SAFETY: the names live as long as the certificates.
        (Some(a), Some(b)) => unsafe { X509_NAME_cmp(a.issuer.as_c(), b.issuer.as_c()) },
        _ => -2,
    })
}

/// Compares serial numbers, then issuers: 0 when both are equal.
///
/// # Safety
/// Both are NULL or certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_issuer_and_serial_cmp(a: *const X509, b: *const X509) -> c_int {
    // SAFETY: the caller's promises.
    guard(-2, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        // SAFETY: the parts live as long as the certificates.
        (Some(a), Some(b)) => unsafe {
            match ASN1_INTEGER_cmp(a.serial.as_c(), b.serial.as_c()) {
                0 => X509_NAME_cmp(a.issuer.as_c(), b.issuer.as_c()),
                order => order,
            }
        },
        _ => -2,
    })
}
