//! The exported functions that print certificates.

use std::ffi::{c_int, c_ulong};

use ffi::shared_ref;

use super::{certificate, signature, signature_dump};
use crate::asn1::output::{count_to_file, to_bio};
use crate::asn1::string::ASN1_STRING;
use crate::bio::BIO;
use crate::err::guard;
use crate::x509::{X509, X509_ALGOR};

/// Writes a certificate as text, with names as `nmflag` (`XN_FLAG_*`) says and without what `cflag`
/// (`X509_FLAG_*`) says. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_print_ex(
    bp: *mut BIO,
    x: *mut X509,
    nmflag: c_ulong,
    cflag: c_ulong,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let text = unsafe { shared_ref(x) }.and_then(|x| certificate(x, nmflag, cflag));
        // SAFETY: the caller promises a BIO.
        text.map_or(0, |text| c_int::from(unsafe { to_bio(bp, &text) }))
    })
}

/// As [`X509_print_ex`], to a stdio stream.
///
/// # Safety
/// `bp` is NULL or an open stream; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_print_ex_fp(
    bp: *mut libc::FILE,
    x: *mut X509,
    nmflag: c_ulong,
    cflag: c_ulong,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let text = unsafe { shared_ref(x) }.and_then(|x| certificate(x, nmflag, cflag));
        let Some(text) = text.filter(|_| !bp.is_null()) else {
            return 0;
        };
        // SAFETY: the caller promises a stream.
        c_int::from(unsafe { count_to_file(bp, &text) } >= 0)
    })
}

/// [`X509_print_ex`] of everything, with names in the old form.
///
/// # Safety
/// As [`X509_print_ex`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_print(bp: *mut BIO, x: *mut X509) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { X509_print_ex(bp, x, 0, 0) }
}

/// [`X509_print`], to a stdio stream.
///
/// # Safety
/// As [`X509_print_ex_fp`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_print_fp(bp: *mut libc::FILE, x: *mut X509) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { X509_print_ex_fp(bp, x, 0, 0) }
}

/// Writes the bytes of a signature, 18 a line, each line after `indent` spaces. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `sig` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_signature_dump(
    bp: *mut BIO,
    sig: *const ASN1_STRING,
    indent: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a string.
        let Some(bytes) = (unsafe { shared_ref(sig) }).map(ASN1_STRING::bytes) else {
            return 0;
        };
        let text = signature_dump(bytes, usize::try_from(indent).unwrap_or(0));
        // SAFETY: the caller promises a BIO.
        c_int::from(unsafe { to_bio(bp, text.as_bytes()) })
    })
}

/// Writes a signature with its algorithm. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `alg` is NULL or an algorithm; `sig` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_signature_print(
    bp: *mut BIO,
    alg: *const X509_ALGOR,
    sig: *const ASN1_STRING,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(algorithm) = shared_ref(alg) else {
                return 0;
            };
            let text = match shared_ref(sig) {
                Some(bits) => signature(algorithm, bits),
                None => format!("{}\n", super::algorithm(algorithm)),
            };
            c_int::from(to_bio(bp, text.as_bytes()))
        }
    })
}
