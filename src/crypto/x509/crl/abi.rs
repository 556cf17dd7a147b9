//! The exported functions of `X509_CRL` and `X509_REVOKED`.

use std::ffi::{c_int, c_long, c_uchar};
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, put, shared_ref};

use super::{X509_CRL, X509_REVOKED};
use crate::asn1::der::Reader;
use crate::asn1::input::abi::{from_bio, put_shared, shared};
use crate::asn1::output::to_bio;
use crate::asn1::string::abi::{ASN1_INTEGER, ASN1_TIME};
use crate::bio::BIO;
use crate::der::abi::{input, output};
use crate::err::guard;
use crate::x509::name::abi::decode;
use crate::x509::{X509, X509_NAME};

/// Drops one reference. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a list of which the caller gives up a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_free(a: *mut X509_CRL) {
    // SAFETY: the caller gives up a reference.
    guard((), || drop(unsafe { X509_CRL::reclaim(a) }))
}

/// Adds a reference. 1, or 0 for NULL.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_up_ref(crl: *mut X509_CRL) -> c_int {
    // SAFETY: the caller promises a list.
    guard(0, || c_int::from(unsafe { X509_CRL::up_ref(crl) }))
}

/// A copy with one reference. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_dup(a: *const X509_CRL) -> *mut X509_CRL {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a list.
        let Some(list) = (unsafe { shared_ref(a) }) else {
            return ptr::null_mut();
        };
        let copy = X509_CRL::read(&mut Reader::new(&list.der));
        copy.map_or(ptr::null_mut(), |copy| X509_CRL::into_c(Arc::new(copy)))
    })
}

/// Reads a list at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or a list the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_CRL(
    a: *mut *mut X509_CRL,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut X509_CRL {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        match unsafe { input(pp, length, |bytes| decode(bytes, X509_CRL::read)) } {
            None => ptr::null_mut(),
            // SAFETY: the caller's promises.
            Some(list) => unsafe { put_shared(a, list) },
        }
    })
}

/// Writes a list as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a list; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_CRL(a: *const X509_CRL, out: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |list| output(&list.der, out))
    })
}

/// Reads one DER list from a BIO. NULL on failure.
///
/// # Safety
/// `bp` is NULL or a BIO; `crl` is NULL or points to NULL or a list the caller owns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_CRL_bio(bp: *mut BIO, crl: *mut *mut X509_CRL) -> *mut X509_CRL {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        shared(from_bio(bp), crl, X509_CRL::read)
    })
}

/// Writes a list as DER to a BIO. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_CRL_bio(bp: *mut BIO, crl: *const X509_CRL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(crl).map_or(0, |list| c_int::from(to_bio(bp, &list.der))) }
    })
}

/// The version: 1 for version 2.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get_version(crl: *const X509_CRL) -> c_long {
    // SAFETY: the caller promises a list.
    guard(0, || {
        // SAFETY: the caller promises a list.
        unsafe { shared_ref(crl) }.map_or(0, |list| list.version)
    })
}

/// The issuer's name, which stays the list's.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get_issuer(crl: *const X509_CRL) -> *mut X509_NAME {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a list.
        unsafe { shared_ref(crl) }.map_or(ptr::null_mut(), |list| list.issuer.as_c())
    })
}

/// When the list was made; it stays the list's.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get0_lastUpdate(crl: *const X509_CRL) -> *const ASN1_TIME {
    guard(ptr::null(), || {
        // SAFETY: the caller promises a list.
        unsafe { shared_ref(crl) }.map_or(ptr::null(), |list| list.last_update.as_c().cast_const())
    })
}

/// When the next list comes; NULL when the list does not say.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get0_nextUpdate(crl: *const X509_CRL) -> *const ASN1_TIME {
    guard(ptr::null(), || {
        // SAFETY: the caller promises a list.
        let next = unsafe { shared_ref(crl) }.and_then(|list| list.next_update.as_ref());
        next.map_or(ptr::null(), |next| next.as_c().cast_const())
    })
}

/// The number of the signature algorithm.
///
/// # Safety
/// `crl` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get_signature_nid(crl: *const X509_CRL) -> c_int {
    // SAFETY: the caller promises a list.
    guard(0, || {
        // SAFETY: the caller promises a list.
        unsafe { shared_ref(crl) }.map_or(0, |list| list.algorithm.get().nid())
    })
}

/// Looks for a serial number: 1 and the entry in `*ret` when it is on the list, 2 when the entry
/// says that it was taken off, else 0.
///
/// # Safety
/// `crl` is NULL or a list; `ret` is NULL or writable; `serial` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get0_by_serial(
    crl: *mut X509_CRL,
    ret: *mut *mut X509_REVOKED,
    serial: *const ASN1_INTEGER,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(list), Some(serial)) = (shared_ref(crl), shared_ref(serial)) else {
                return 0;
            };
            give_entry(list.entry(serial, None), ret)
        }
    })
}

/// # Safety
/// `ret` is NULL or writable.
unsafe fn give_entry(entry: Option<&X509_REVOKED>, ret: *mut *mut X509_REVOKED) -> c_int {
    let Some(entry) = entry else {
        return 0;
    };
    // SAFETY: the caller's promise.
    unsafe { put(ret, ptr::from_ref(entry).cast_mut()) };
    if entry.reason == 8 { 2 } else { 1 }
}

/// As [`X509_CRL_get0_by_serial`], for a certificate: its serial number and its issuer.
///
/// # Safety
/// As [`X509_CRL_get0_by_serial`]; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_get0_by_cert(
    crl: *mut X509_CRL,
    ret: *mut *mut X509_REVOKED,
    x: *mut X509,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        let (Some(list), Some(x)) = (shared_ref(crl), shared_ref(x)) else {
            return 0;
        };
        give_entry(list.entry(x.serial.get(), Some(x.issuer.get())), ret)
    })
}

/// The serial number of an entry, which stays its own.
///
/// # Safety
/// `x` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_REVOKED_get0_serialNumber(
    x: *const X509_REVOKED,
) -> *const ASN1_INTEGER {
    guard(ptr::null(), || {
        // SAFETY: the caller promises an entry.
        unsafe { shared_ref(x) }.map_or(ptr::null(), |entry| entry.serial.as_c().cast_const())
    })
}

/// The date of revocation of an entry, which stays its own.
///
/// # Safety
/// `x` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_REVOKED_get0_revocationDate(
    x: *const X509_REVOKED,
) -> *const ASN1_TIME {
    guard(ptr::null(), || {
        // SAFETY: the caller promises an entry.
        unsafe { shared_ref(x) }.map_or(ptr::null(), |entry| entry.date.as_c().cast_const())
    })
}
