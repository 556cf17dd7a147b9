//! The exported functions that read parts of `X509` objects. Pointers stay the certificate's.

use std::ffi::{c_int, c_long};
use std::ptr;

use ffi::{Part, put, shared_ref};

use crate::asn1::string::abi::{ASN1_BIT_STRING, ASN1_INTEGER, ASN1_TIME};
use crate::err::guard;
use crate::objects::ASN1_OBJECT;
use crate::stack::OPENSSL_STACK;
use crate::x509::{X509, X509_ALGOR, X509_EXTENSION, X509_NAME, X509_PUBKEY, keys};
use crate::x509v3::facts::flag;
use crate::x509v3::purpose;

/// `STACK_OF(X509_EXTENSION)`.
pub type stack_st_X509_EXTENSION = OPENSSL_STACK;

/// The address of a part of `certificate`; NULL for NULL.
///
/// # Safety
/// `certificate` is NULL or a certificate.
unsafe fn part<T>(certificate: *const X509, part: impl FnOnce(&X509) -> &Part<T>) -> *mut T {
    // SAFETY: the caller promises a certificate.
    unsafe { shared_ref(certificate) }.map_or(ptr::null_mut(), |found| part(found).as_c())
}

/// The name of the certificate's holder, which may be changed. NULL for NULL.
///
/// # Safety
/// `a` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_subject_name(a: *const X509) -> *mut X509_NAME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(a, |found| &found.subject)
    })
}

/// The name of the issuer, which may be changed. NULL for NULL.
///
/// # Safety
/// `a` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_issuer_name(a: *const X509) -> *mut X509_NAME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(a, |found| &found.issuer)
    })
}

/// The serial number, which may be changed. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_serialNumber(x: *mut X509) -> *mut ASN1_INTEGER {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(x, |found| &found.serial)
    })
}

/// The serial number. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_serialNumber(x: *const X509) -> *const ASN1_INTEGER {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null(), || {
        // SAFETY: the caller promises a certificate.
        unsafe { part(x, |found| &found.serial) }.cast_const()
    })
}

/// The begin of the validity. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_notBefore(x: *const X509) -> *const ASN1_TIME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null(), || {
        // SAFETY: the caller promises a certificate.
        unsafe { part(x, |found| &found.not_before) }.cast_const()
    })
}

/// The end of the validity. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_notAfter(x: *const X509) -> *const ASN1_TIME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null(), || {
        // SAFETY: the caller promises a certificate.
        unsafe { part(x, |found| &found.not_after) }.cast_const()
    })
}

/// The begin of the validity, which may be changed. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_getm_notBefore(x: *const X509) -> *mut ASN1_TIME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(x, |found| &found.not_before)
    })
}

/// The end of the validity, which may be changed. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_getm_notAfter(x: *const X509) -> *mut ASN1_TIME {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(x, |found| &found.not_after)
    })
}

/// The key with its algorithm. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_X509_PUBKEY(x: *const X509) -> *mut X509_PUBKEY {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null_mut(), || unsafe {
        part(x, |found| &found.pubkey)
    })
}

/// The signature algorithm in the signed part. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_tbs_sigalg(x: *const X509) -> *const X509_ALGOR {
    // SAFETY: the caller promises a certificate.
    guard(ptr::null(), || {
        // SAFETY: the caller promises a certificate.
        unsafe { part(x, |found| &found.tbs_algorithm) }.cast_const()
    })
}

/// The bits of the key. NULL for NULL.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_pubkey_bitstr(x: *const X509) -> *mut ASN1_BIT_STRING {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        let bits = unsafe { shared_ref(x) }.map(|found| found.pubkey.get().key_bits());
        bits.map_or(ptr::null_mut(), |bits| ptr::from_ref(bits).cast_mut())
    })
}

/// The version: 0 for version 1, 2 for version 3.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_version(x: *const X509) -> c_long {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, |found| *found.version.get())
    })
}

/// The number of the signature algorithm; 0 when it has none.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_signature_nid(x: *const X509) -> c_int {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, X509::signature_nid)
    })
}

/// What is known of the signature: the number of its hash (0 where the algorithm has its own), the
/// kind of key, its bits of security, and flags (`X509_SIG_INFO_*`). Each pointer may be NULL. 0 when
/// the algorithm is not known.
///
/// # Safety
/// `x` is NULL or a certificate; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_signature_info(
    x: *mut X509,
    mdnid: *mut c_int,
    pknid: *mut c_int,
    secbits: *mut c_int,
    flags: *mut u32,
) -> c_int {
    const VALID: u32 = 1;
    const TLS: u32 = 2;
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let Some(info) = (unsafe { shared_ref(x) }).and_then(keys::signature_info) else {
            return 0;
        };
        // SAFETY: the caller's promises.
        unsafe {
            put(mdnid, info.digest);
            put(pknid, info.key);
            put(secbits, info.security_bits);
            put(flags, if info.in_tls { VALID | TLS } else { VALID });
        }
        1
    })
}

/// The signature and its algorithm.
///
/// # Safety
/// `psig` and `palg` are NULL or writable; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_signature(
    psig: *mut *const ASN1_BIT_STRING,
    palg: *mut *const X509_ALGOR,
    x: *const X509,
) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(found) = shared_ref(x) else { return };
            put(psig, found.signature.as_c().cast_const());
            put(palg, found.algorithm.as_c().cast_const());
        }
    })
}

/// The unique identifiers of issuer and holder; NULL where there is none.
///
/// # Safety
/// `x` is NULL or a certificate; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_uids(
    x: *const X509,
    piuid: *mut *const ASN1_BIT_STRING,
    psuid: *mut *const ASN1_BIT_STRING,
) {
    guard((), || {
        let address = |uid: &Option<Part<ASN1_BIT_STRING>>| {
            uid.as_ref()
                .map_or(ptr::null(), |uid| uid.as_c().cast_const())
        };
        // SAFETY: the caller's promises.
        unsafe {
            let Some(found) = shared_ref(x) else { return };
            put(piuid, address(&found.issuer_uid));
            put(psuid, address(&found.subject_uid));
        }
    })
}

/// The extensions; NULL without any.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get0_extensions(x: *const X509) -> *const stack_st_X509_EXTENSION {
    guard(ptr::null(), || {
        // SAFETY: the caller promises a certificate.
        let found = unsafe { shared_ref(x) };
        found.map_or(ptr::null(), |found| {
            found.extensions.get().as_c().cast_const()
        })
    })
}

/// The number of extensions.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext_count(x: *const X509) -> c_int {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, |found| found.extensions.get().len() as c_int)
    })
}

/// The extension at `loc`; NULL when there is none.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext(x: *const X509, loc: c_int) -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(ptr::null_mut(), |found| found.extensions.get().at(loc))
    })
}

/// # Safety
/// `x` is NULL or a certificate.
unsafe fn find(x: *const X509, last: c_int, is: impl Fn(&X509_EXTENSION) -> bool) -> c_int {
    // SAFETY: the caller promises a certificate.
    let found = unsafe { shared_ref(x) };
    found
        .and_then(|found| found.extensions.get().position(last, is))
        .unwrap_or(-1)
}

/// The position of the next extension `nid` after `lastpos` (-1: from the start); -1 when there is
/// none, -2 for an unknown number.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext_by_NID(x: *const X509, nid: c_int, lastpos: c_int) -> c_int {
    guard(-1, || {
        if crate::objects::by_nid(nid).is_none() {
            return -2;
        }
        // SAFETY: the caller promises a certificate.
        unsafe { find(x, lastpos, |extension| extension.object().nid() == nid) }
    })
}

/// As [`X509_get_ext_by_NID`], by object.
///
/// # Safety
/// `x` is NULL or a certificate; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext_by_OBJ(
    x: *const X509,
    obj: *const ASN1_OBJECT,
    lastpos: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(object) = shared_ref(obj) else {
                return -1;
            };
            find(x, lastpos, |extension| {
                extension.object().oid() == object.content()
            })
        }
    })
}

/// As [`X509_get_ext_by_NID`], for the extensions that are critical, or with `crit` 0 those that
/// are not.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext_by_critical(
    x: *const X509,
    crit: c_int,
    lastpos: c_int,
) -> c_int {
    // SAFETY: the caller promises a certificate.
    guard(-1, || unsafe {
        find(x, lastpos, |found| found.is_critical() == (crit != 0))
    })
}

/// What the extensions say, `EXFLAG_*`.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_extension_flags(x: *mut X509) -> u32 {
    // SAFETY: the caller promises a certificate.
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(0, |found| found.facts().flags)
    })
}

/// The key usages, `KU_*`: all bits without the extension, 0 when the extensions are broken.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_key_usage(x: *mut X509) -> u32 {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let facts = unsafe { shared_ref(x) }.map(X509::facts);
        facts
            .filter(|facts| !facts.has(flag::INVALID))
            .map_or(0, |facts| facts.key_usage)
    })
}

/// The extended key usages, `XKU_*`: all bits without the extension, 0 when the extensions are
/// broken.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_extended_key_usage(x: *mut X509) -> u32 {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let facts = unsafe { shared_ref(x) }.map(X509::facts);
        facts
            .filter(|facts| !facts.has(flag::INVALID))
            .map_or(0, |facts| {
                if facts.has(flag::XKUSAGE) {
                    facts.extended_usage
                } else {
                    u32::MAX
                }
            })
    })
}

/// The path length of a CA certificate; -1 without one, or when the extensions are broken.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_pathlen(x: *mut X509) -> c_long {
    guard(-1, || {
        // SAFETY: the caller promises a certificate.
        let facts = unsafe { shared_ref(x) }.map(X509::facts);
        facts
            .filter(|facts| facts.has(flag::BCONS))
            .map_or(-1, |facts| facts.path_length)
    })
}

/// 0 for no CA certificate, else how it says that it is one.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_ca(x: *mut X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a certificate.
        let facts = unsafe { shared_ref(x) }.map(X509::facts);
        facts
            .filter(|facts| !facts.has(flag::INVALID))
            .map_or(0, purpose::check_ca)
    })
}

/// Positive when the certificate (as a CA with `ca`) may be used for `id` (`X509_PURPOSE_*`), 0
/// when not, -1 when its extensions are broken or there is no such purpose.
///
/// # Safety
/// `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_purpose(x: *mut X509, id: c_int, ca: c_int) -> c_int {
    // SAFETY: the caller promises a certificate.
    guard(-1, || {
        // SAFETY: the caller promises a certificate.
        unsafe { shared_ref(x) }.map_or(-1, |found| purpose::check(found, id, ca > 0))
    })
}

/// 1 when the extension is one that may be critical, else 0.
///
/// # Safety
/// `ex` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_supported_extension(ex: *mut X509_EXTENSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an extension.
        let nid = unsafe { shared_ref(ex) }.map_or(0, |extension| extension.object().nid());
        c_int::from(crate::x509v3::facts::is_supported(nid))
    })
}
