//! The exported `PEM_` functions of `X509` and `X509_CRL`, and those of trusted certificates.

use std::ffi::{c_int, c_long, c_uchar, c_void};
use std::ptr;

use ffi::{SharedHandle, shared_ref};

use crate::asn1::der::{DerError, Reader};
use crate::asn1::input::abi::{put_shared, shared};
use crate::bio::BIO;
use crate::der::abi::{input, output};
use crate::err::{ERR_LIB_PEM, ERR_R_ASN1_LIB, guard, raise};
use crate::pem::abi::accepts;
use crate::pem::io::abi::{pem_password_cb, read, with_stream, write};
use crate::x509::aux::{read_trusted, write_trusted};
use crate::x509::name::abi::decode;
use crate::x509::{X509, X509_CRL};

/// Reads the next block called `name` and gives the object to C.
///
/// # Safety
/// `bio` is NULL or a BIO; `place` is NULL or points to NULL or an object the caller owns; `cb` is
/// NULL or may be called with `u`.
unsafe fn read_object<T: SharedHandle>(
    bio: *mut BIO,
    place: *mut *mut T,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
    name: &str,
    from: impl FnOnce(&mut Reader<'_>) -> Result<T, DerError>,
) -> *mut T {
    // SAFETY: the caller's promises.
    unsafe {
        let block = read(bio, |found| accepts(found, name), name, cb, u);
        let found = block.is_some();
        let object = shared(block.map(|(_, der)| der.to_vec()), place, from);
        if found && object.is_null() {
            raise(ERR_LIB_PEM, ERR_R_ASN1_LIB);
        }
        object
    }
}

/// Reads the next certificate, from PEM. NULL on failure; at the end with `PEM_R_NO_START_LINE`.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or points to NULL or a certificate the caller owns; `cb` is NULL
/// or may be called with `u`, which is else NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_X509(
    out: *mut BIO,
    x: *mut *mut X509,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509 {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        read_object(out, x, cb, u, "CERTIFICATE", X509::read)
    })
}

/// As [`PEM_read_bio_X509`], from a stdio stream.
///
/// # Safety
/// As [`PEM_read_bio_X509`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_X509(
    out: *mut libc::FILE,
    x: *mut *mut X509,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe { with_stream(out, ptr::null_mut(), |bio| PEM_read_bio_X509(bio, x, cb, u)) }
    })
}

/// Writes a certificate, as PEM. 1 or 0.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_X509(out: *mut BIO, x: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(x).map_or(0, |found| write(out, "CERTIFICATE", "", &found.der())) }
    })
}

/// As [`PEM_write_bio_X509`], to a stdio stream.
///
/// # Safety
/// As [`PEM_write_bio_X509`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_X509(out: *mut libc::FILE, x: *const X509) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        with_stream(out, 0, |bio| PEM_write_bio_X509(bio, x))
    })
}

/// Reads the next certificate, with its trust settings where there are any, from PEM. NULL on failure; at the end with `PEM_R_NO_START_LINE`.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or points to NULL or a certificate the caller owns; `cb` is NULL
/// or may be called with `u`, which is else NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_X509_AUX(
    out: *mut BIO,
    x: *mut *mut X509,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509 {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        read_object(out, x, cb, u, "TRUSTED CERTIFICATE", read_trusted)
    })
}

/// As [`PEM_read_bio_X509_AUX`], from a stdio stream.
///
/// # Safety
/// As [`PEM_read_bio_X509_AUX`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_X509_AUX(
    out: *mut libc::FILE,
    x: *mut *mut X509,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            with_stream(out, ptr::null_mut(), |bio| {
                PEM_read_bio_X509_AUX(bio, x, cb, u)
            })
        }
    })
}

/// Writes a certificate, with its trust settings where there are any, as PEM. 1 or 0.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_X509_AUX(out: *mut BIO, x: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            shared_ref(x).map_or(0, |found| {
                write(out, "TRUSTED CERTIFICATE", "", &write_trusted(found))
            })
        }
    })
}

/// As [`PEM_write_bio_X509_AUX`], to a stdio stream.
///
/// # Safety
/// As [`PEM_write_bio_X509_AUX`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_X509_AUX(out: *mut libc::FILE, x: *const X509) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        with_stream(out, 0, |bio| PEM_write_bio_X509_AUX(bio, x))
    })
}

/// Reads the next revocation list, from PEM. NULL on failure; at the end with `PEM_R_NO_START_LINE`.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or points to NULL or a list the caller owns; `cb` is NULL
/// or may be called with `u`, which is else NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_X509_CRL(
    out: *mut BIO,
    x: *mut *mut X509_CRL,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509_CRL {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        read_object(out, x, cb, u, "X509 CRL", X509_CRL::read)
    })
}

/// As [`PEM_read_bio_X509_CRL`], from a stdio stream.
///
/// # Safety
/// As [`PEM_read_bio_X509_CRL`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_X509_CRL(
    out: *mut libc::FILE,
    x: *mut *mut X509_CRL,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut X509_CRL {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            with_stream(out, ptr::null_mut(), |bio| {
                PEM_read_bio_X509_CRL(bio, x, cb, u)
            })
        }
    })
}

/// Writes a revocation list, as PEM. 1 or 0.
///
/// # Safety
/// `out` is NULL or a BIO; `x` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_X509_CRL(out: *mut BIO, x: *const X509_CRL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(x).map_or(0, |found| write(out, "X509 CRL", "", &found.der)) }
    })
}

/// As [`PEM_write_bio_X509_CRL`], to a stdio stream.
///
/// # Safety
/// As [`PEM_write_bio_X509_CRL`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_X509_CRL(out: *mut libc::FILE, x: *const X509_CRL) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe {
        with_stream(out, 0, |bio| PEM_write_bio_X509_CRL(bio, x))
    })
}

/// Reads a certificate, and its trust settings where there are any, at `*pp` (`d2i_X509(3)`).
///
/// # Safety
/// `a` is NULL or points to NULL or a certificate the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_AUX(
    a: *mut *mut X509,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            match input(pp, length, |bytes| decode(bytes, read_trusted)) {
                None => ptr::null_mut(),
                Some(certificate) => put_shared(a, certificate),
            }
        }
    })
}

/// Writes a certificate with its trust settings as DER: the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a certificate; `pp` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_AUX(a: *const X509, pp: *mut *mut c_uchar) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        shared_ref(a).map_or(0, |found| output(&write_trusted(found), pp))
    })
}
