//! The exported functions of certificates that take or give keys and digests.

use std::ffi::{c_int, c_uchar, c_uint};
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, put, shared_ref, slice_mut};
use primitives::digest::hash;

use super::{algorithm_pair, sign, signing_algorithm};
use crate::err::{ERR_LIB_EVP, ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::evp::{EVP_MD, EVP_PKEY};
use crate::x509::cert::Encoding;
use crate::x509::{X509, X509_CRL, X509_NAME, keys};
use crate::x509_vfy::verify::{likely_issued, signing_allowed};
use crate::x509v3::facts::flag;

const ERR_R_EVP_LIB: c_int = 6;
const EVP_R_DIFFERENT_KEY_TYPES: c_int = 101;
const X509_R_KEY_TYPE_MISMATCH: c_int = 115;
const X509_R_KEY_VALUES_MISMATCH: c_int = 116;
const X509_R_UNABLE_TO_GET_CERTS_PUBLIC_KEY: c_int = 108;

/// The key in a certificate, which stays its own; NULL when it is of no known kind.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_pubkey(x: *const X509) -> *mut EVP_PKEY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        let key = unsafe { shared_ref(x) }.and_then(|found| found.pubkey.get().pkey());
        key.map_or(ptr::null_mut(), |key| Arc::as_ptr(key).cast_mut())
    })
}

/// A reference to the key in a certificate; NULL when it is of no known kind.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_pubkey(x: *mut X509) -> *mut EVP_PKEY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        let key = unsafe { shared_ref(x) }.and_then(|found| found.pubkey.get().pkey());
        key.map_or(ptr::null_mut(), |key| EVP_PKEY::into_c(key.clone()))
    })
}

/// 1 when `pkey` is the private (or public) half of the certificate's key, else 0 with an error.
///
/// # Safety
/// `x509` is NULL or a certificate; `pkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_private_key(x509: *const X509, pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (certificate, key) = unsafe { (shared_ref(x509), shared_ref(pkey)) };
        let Some(own) = certificate.and_then(X509::key) else {
            raise(ERR_LIB_X509, X509_R_UNABLE_TO_GET_CERTS_PUBLIC_KEY);
            return 0;
        };
        let Some(key) = key.and_then(EVP_PKEY::public) else {
            raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        if own.kind() != key.kind() {
            raise(ERR_LIB_EVP, EVP_R_DIFFERENT_KEY_TYPES);
            raise(ERR_LIB_X509, X509_R_KEY_TYPE_MISMATCH);
            return 0;
        }
        if own.key_bytes() != key.key_bytes() {
            raise(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH);
            return 0;
        }
        1
    })
}

/// Puts the public half of `pkey` into a certificate. 1 or 0.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `pkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_set_pubkey(x: *mut X509, pkey: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(certificate), Some(key)) = (shared_ref(x), shared_ref(pkey)) else {
                return 0;
            };
            let Some(public) = crate::x509::X509_PUBKEY::of_key(key) else {
                return 0;
            };
            certificate.pubkey.set(public);
            certificate.encoding.set(Encoding::default());
        }
        1
    })
}

/// Signs a certificate: the length of the signature, or 0 with an error. `md` is NULL for Ed25519.
///
/// # Safety
/// `x` is NULL or a certificate that nothing else uses; `pkey` is NULL or a key, `md` a digest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_sign(x: *mut X509, pkey: *mut EVP_PKEY, md: *const EVP_MD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (certificate, key, digest) =
            unsafe { (shared_ref(x), shared_ref(pkey), shared_ref(md)) };
        let (Some(certificate), Some(key)) = (certificate, key) else {
            raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        // SAFETY: nothing else uses the certificate.
        let length = unsafe { sign_certificate(certificate, key, digest) };
        if length.is_none() {
            raise(ERR_LIB_X509, ERR_R_EVP_LIB);
        }
        length
            .and_then(|length| c_int::try_from(length).ok())
            .unwrap_or(0)
    })
}

/// # Safety
/// Nothing else uses the certificate.
unsafe fn sign_certificate(
    certificate: &X509,
    key: &EVP_PKEY,
    digest: Option<&EVP_MD>,
) -> Option<usize> {
    let (object, parameter, scheme) = signing_algorithm(key, digest)?;
    let (inner, outer) = algorithm_pair(&object, parameter)?;
    // SAFETY: the caller's promise.
    unsafe {
        certificate.tbs_algorithm.set(inner);
        certificate.algorithm.set(outer);
    }
    let tbs = certificate.encode_tbs();
    let signature = sign(key, scheme, &tbs)?;
    let length = signature.bytes().len();
    // SAFETY: the caller's promise.
    unsafe { certificate.signature.set(signature) };
    let der = certificate.assemble(&tbs);
    let encoding = Encoding {
        tbs: Some(tbs),
        der: Some(der),
        ..Encoding::default()
    };
    // SAFETY: the caller's promise.
    unsafe { certificate.encoding.set(encoding) };
    Some(length)
}

/// 1 when the signature of `a` was made with the key `r`, 0 when not, negative on failure.
///
/// # Safety
/// `a` is NULL or a certificate; `r` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_verify(a: *mut X509, r: *mut EVP_PKEY) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (certificate, key) = unsafe { (shared_ref(a), shared_ref(r)) };
        match (certificate, key.and_then(EVP_PKEY::public)) {
            (Some(certificate), Some(key)) => {
                c_int::from(keys::verify_certificate(certificate, &key))
            }
            _ => -1,
        }
    })
}

/// 1 when the signature of a revocation list was made with the key `r`, 0 when not, negative on
/// failure.
///
/// # Safety
/// `a` is NULL or a list; `r` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_verify(a: *mut X509_CRL, r: *mut EVP_PKEY) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (list, key) = unsafe { (shared_ref(a), shared_ref(r)) };
        match (list, key.and_then(EVP_PKEY::public)) {
            (Some(list), Some(key)) => c_int::from(list.is_signed_with(&key)),
            _ => -1,
        }
    })
}

/// 1 when a certificate is signed with its own key as far as names say, and with
/// `verify_signature` as the signature says; 0 when not, negative on failure.
///
/// # Safety
/// `cert` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_self_signed(cert: *mut X509, verify_signature: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a certificate.
        let certificate = unsafe { shared_ref(cert) };
        let Some((certificate, key)) = certificate.and_then(|found| Some((found, found.key()?)))
        else {
            raise(ERR_LIB_X509, X509_R_UNABLE_TO_GET_CERTS_PUBLIC_KEY);
            return -1;
        };
        if certificate.facts().has(flag::INVALID) {
            return -1;
        }
        let own = certificate.facts().has(flag::SS);
        c_int::from(own && (verify_signature == 0 || keys::verify_certificate(certificate, key)))
    })
}

/// `X509_V_OK` when `issuer` may have issued `subject`, by names, identifiers, algorithm and key
/// usage, else why not. Signatures are not checked.
///
/// # Safety
/// Both are NULL or certificates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_issued(issuer: *mut X509, subject: *mut X509) -> c_int {
    guard(crate::x509_vfy::errors::UNSPECIFIED, || {
        // SAFETY: the caller's promises.
        match unsafe { (shared_ref(issuer), shared_ref(subject)) } {
            (Some(issuer), Some(subject)) => match likely_issued(issuer, subject) {
                0 => signing_allowed(issuer.facts(), subject.facts()),
                result => result,
            },
            _ => crate::x509_vfy::errors::UNSPECIFIED,
        }
    })
}

/// Writes a digest of `bytes` to `md`, which has room for `EVP_MAX_MD_SIZE` bytes, and its length.
///
/// # Safety
/// `md` has that room; `len` is NULL or writable; `type` is NULL or a digest.
unsafe fn digest(bytes: &[u8], r#type: *const EVP_MD, md: *mut c_uchar, len: *mut c_uint) -> c_int {
    // SAFETY: the caller's promises.
    let Some(algorithm) = (unsafe { shared_ref(r#type) }).map(|found| found.algorithm) else {
        raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
        return 0;
    };
    let value = hash(algorithm, bytes);
    // SAFETY: the caller promises room.
    match unsafe { slice_mut(md, value.len()) } {
        Some(out) if !md.is_null() => out.copy_from_slice(&value),
        _ => return 0,
    }
    // SAFETY: the caller's promise.
    unsafe { put(len, value.len() as c_uint) };
    1
}

/// A digest of the certificate's DER (its fingerprint) in `md`, which has room for
/// `EVP_MAX_MD_SIZE` bytes. 1 or 0.
///
/// # Safety
/// `data` is NULL or a certificate, `type` a digest; `md` has that room; `len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_digest(
    data: *const X509,
    r#type: *const EVP_MD,
    md: *mut c_uchar,
    len: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(data).map_or(0, |found| digest(&found.der(), r#type, md, len)) }
    })
}

/// A digest of the bits of the certificate's key, as [`X509_digest`].
///
/// # Safety
/// As [`X509_digest`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_pubkey_digest(
    data: *const X509,
    r#type: *const EVP_MD,
    md: *mut c_uchar,
    len: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(found) = shared_ref(data) else {
                return 0;
            };
            digest(found.pubkey.get().key_bits().bytes(), r#type, md, len)
        }
    })
}

/// A digest of the name's DER, as [`X509_digest`].
///
/// # Safety
/// As [`X509_digest`]; `data` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_digest(
    data: *const X509_NAME,
    r#type: *const EVP_MD,
    md: *mut c_uchar,
    len: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(data).map_or(0, |name| digest(name.der(), r#type, md, len)) }
    })
}

/// A digest of the list's DER, as [`X509_digest`].
///
/// # Safety
/// As [`X509_digest`]; `data` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_CRL_digest(
    data: *const X509_CRL,
    r#type: *const EVP_MD,
    md: *mut c_uchar,
    len: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(data).map_or(0, |list| digest(&list.der, r#type, md, len)) }
    })
}
