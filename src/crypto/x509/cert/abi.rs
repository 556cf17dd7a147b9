//! The life of `X509` objects, their DER, and comparisons.

use std::ffi::{c_int, c_long, c_uchar, c_void};
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, shared_ref};

use super::X509;
use crate::asn1::input::abi::{from_bio, from_file, put_shared, shared};
use crate::asn1::output::{count_to_file, to_bio};
use crate::bio::BIO;
use crate::der::abi::{input, output};
use crate::err::guard;
use crate::ex_data::abi::{
    CRYPTO_EX_INDEX_X509, CRYPTO_free_ex_data, CRYPTO_get_ex_data, CRYPTO_set_ex_data,
};
use crate::stack::OPENSSL_STACK;
use crate::x509::name::abi::decode;

/// `STACK_OF(X509)`.
pub type stack_st_X509 = OPENSSL_STACK;

// SAFETY: it owns its parts. OpenSSL's rule for C: an object that one thread changes is used by
// that thread only; program data is behind its own lock's rules.
unsafe impl Send for X509 {}
// SAFETY: as above; what is worked out through a shared reference is behind `OnceLock`.
unsafe impl Sync for X509 {}

impl Drop for X509 {
    fn drop(&mut self) {
        let object: *mut c_void = ptr::from_mut(self).cast();
        // SAFETY: the data is the certificate's own; the callbacks get its last address.
        unsafe { CRYPTO_free_ex_data(CRYPTO_EX_INDEX_X509, object, self.ex_data.as_c()) }
    }
}

/// A new, empty certificate with one reference. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_new() -> *mut X509 {
    guard(ptr::null_mut(), || X509::into_c(Arc::default()))
}

/// Drops one reference. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a certificate of which the caller gives up a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_free(a: *mut X509) {
    // SAFETY: the caller gives up a reference.
    guard((), || drop(unsafe { X509::reclaim(a) }))
}

/// Adds a reference. 1, or 0 for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_up_ref(x: *mut X509) -> c_int {
    // SAFETY: the caller promises a certificate.
    guard(0, || c_int::from(unsafe { X509::up_ref(x) }))
}

/// A copy with one reference, which shares nothing with `a`. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_dup(a: *const X509) -> *mut X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        let copy = unsafe { shared_ref(a) }.and_then(X509::duplicate);
        copy.map_or(ptr::null_mut(), |copy| X509::into_c(Arc::new(copy)))
    })
}

/// Reads a certificate at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or a certificate the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509(
    a: *mut *mut X509,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        match unsafe { input(pp, length, |bytes| decode(bytes, X509::read)) } {
            None => ptr::null_mut(),
            // SAFETY: the caller's promises.
            Some(certificate) => unsafe { put_shared(a, certificate) },
        }
    })
}

/// Writes a certificate as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a certificate; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509(a: *const X509, out: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(a).map_or(0, |certificate| output(&certificate.der(), out)) }
    })
}

/// Reads one DER certificate from a BIO. NULL on failure.
///
/// # Safety
/// `bp` is NULL or a BIO; `x509` is NULL or points to NULL or a certificate the caller owns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_bio(bp: *mut BIO, x509: *mut *mut X509) -> *mut X509 {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        shared(from_bio(bp), x509, X509::read)
    })
}

/// Reads one DER certificate from a stdio stream. NULL on failure.
///
/// # Safety
/// As [`d2i_X509_bio`], with an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_fp(fp: *mut libc::FILE, x509: *mut *mut X509) -> *mut X509 {
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        shared(from_file(fp), x509, X509::read)
    })
}

/// Writes a certificate as DER to a BIO. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `x509` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_bio(bp: *mut BIO, x509: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(x509).map_or(0, |x509| c_int::from(to_bio(bp, &x509.der()))) }
    })
}

/// Writes a certificate as DER to a stdio stream. 1 or 0.
///
/// # Safety
/// `fp` is NULL or an open stream; `x509` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_fp(fp: *mut libc::FILE, x509: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let Some(certificate) = (unsafe { shared_ref(x509) }) else {
            return 0;
        };
        // SAFETY: as above.
        c_int::from(!fp.is_null() && unsafe { count_to_file(fp, &certificate.der()) } >= 0)
    })
}

/// Writes the TBSCertificate as DER, made from the parts: the length, or a negative number.
///
/// # Safety
/// `x` is NULL or a certificate; `pp` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_re_X509_tbs(x: *mut X509, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(x).map_or(0, |certificate| output(&certificate.encode_tbs(), pp)) }
    })
}

/// 0 when both certificates are the same, byte for byte; else less or greater than 0.
///
/// # Safety
/// Both are NULL or certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_cmp(a: *const X509, b: *const X509) -> c_int {
    // SAFETY: the caller promises certificates.
    guard(-2, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        (Some(a), Some(b)) => a.der().cmp(&b.der()) as c_int,
        (a, b) => c_int::from(a.is_some()) - c_int::from(b.is_some()),
    })
}

/// Program data under an index of `X509_get_ex_new_index`. 1 or 0.
///
/// # Safety
/// `r` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_ex_data(r: *mut X509, idx: c_int, arg: *mut c_void) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let Some(certificate) = (unsafe { shared_ref(r) }) else {
            return 0;
        };
        // SAFETY: the data is the certificate's own.
        unsafe { CRYPTO_set_ex_data(certificate.ex_data.as_c(), idx, arg) }
    })
}

/// What [`X509_set_ex_data`] stored; NULL without.
///
/// # Safety
/// `r` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ex_data(r: *const X509, idx: c_int) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        let Some(certificate) = (unsafe { shared_ref(r) }) else {
            return ptr::null_mut();
        };
        // SAFETY: the data is the certificate's own.
        unsafe { CRYPTO_get_ex_data(certificate.ex_data.as_c(), idx) }
    })
}

/// A new stack with a reference to each certificate of `chain`. NULL on failure or for NULL.
///
/// # Safety
/// `chain` is NULL or a stack of certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_chain_up_ref(chain: *mut stack_st_X509) -> *mut stack_st_X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a stack of certificates.
        unsafe {
            if chain.is_null() {
                ptr::null_mut()
            } else {
                give_stack(&borrow_stack(chain))
            }
        }
    })
}

/// References to the certificates of a stack.
///
/// # Safety
/// `stack` is NULL or a stack of certificates.
pub unsafe fn borrow_stack(stack: *const stack_st_X509) -> Vec<Arc<X509>> {
    // SAFETY: the caller promises a stack of certificates.
    let items = unsafe { shared_ref(stack) }.map_or(&[][..], OPENSSL_STACK::items);
    // SAFETY: as above.
    items
        .iter()
        .filter_map(|item| unsafe { X509::share(item.cast::<X509>()) })
        .collect()
}

/// A stack for C with a reference to each certificate.
pub fn give_stack(certificates: &[Arc<X509>]) -> *mut stack_st_X509 {
    let give = |certificate: &Arc<X509>| X509::into_c(certificate.clone()).cast();
    OPENSSL_STACK::from_items(certificates.iter().map(give).collect())
}

/// The references of a stack of C, which is freed.
///
/// # Safety
/// `stack` is NULL or a stack of references that the caller gives up.
pub unsafe fn take_stack(stack: *mut stack_st_X509) -> Vec<Arc<X509>> {
    use ffi::UniqueHandle;
    // SAFETY: the caller gives up the stack.
    let Some(stack) = (unsafe { OPENSSL_STACK::reclaim(stack) }) else {
        return Vec::new();
    };
    stack
        .items()
        .iter()
        // SAFETY: the caller gives up the references.
        .filter_map(|item| unsafe { X509::reclaim(item.cast::<X509>()) })
        .collect()
}
