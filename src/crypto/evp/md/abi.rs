//! The exported functions on hash functions.

use std::ffi::{c_char, c_int, c_ulong, c_void};
use std::ptr::null;

use primitives::digest::HashAlgorithm;

use super::EVP_MD;
use crate::err::{ERR_LIB_EVP, guard, raise};
use crate::evp::OSSL_LIB_CTX;
use crate::evp::reasons::EVP_R_UNSUPPORTED_ALGORITHM;

/// The hash function Md5, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_md5() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Md5);
        md
    })
}

/// The hash function Md5Sha1, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_md5_sha1() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Md5Sha1);
        md
    })
}

/// The hash function Sha1, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha1() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha1);
        md
    })
}

/// The hash function Sha224, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha224() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha224);
        md
    })
}

/// The hash function Sha256, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha256() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha256);
        md
    })
}

/// The hash function Sha384, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha384() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha384);
        md
    })
}

/// The hash function Sha512, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha512() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha512);
        md
    })
}

/// The hash function Sha512/224, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha512_224() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha512_224);
        md
    })
}

/// The hash function Sha512/256, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_sha512_256() -> *const EVP_MD {
    guard(null(), || {
        let md: *const EVP_MD = EVP_MD::of(HashAlgorithm::Sha512_256);
        md
    })
}

/// The hash function with this name, NULL when there is none.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_get_digestbyname(name: *const c_char) -> *const EVP_MD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { by_name(name) }.map_or(null(), std::ptr::from_ref)
    })
}

/// The hash function with this name; NULL with an error when there is none. What comes needs no
/// `EVP_MD_free`, but bears it.
///
/// # Safety
/// `algorithm` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_fetch(
    _ctx: *mut OSSL_LIB_CTX,
    algorithm: *const c_char,
    _properties: *const c_char,
) -> *mut EVP_MD {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's promise.
        let md = unsafe { by_name(algorithm) };
        if md.is_none() {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
        }
        md.map_or(std::ptr::null_mut(), |md| std::ptr::from_ref(md).cast_mut())
    })
}

/// Counts a reference, which changes nothing: hash functions live for ever.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_up_ref(md: *mut EVP_MD) -> c_int {
    guard(0, || c_int::from(!md.is_null()))
}

/// Gives back a reference, which changes nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_free(_md: *mut EVP_MD) {
    guard((), || ())
}

/// The number of the function's object; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get_type(md: *const EVP_MD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }.map_or(0, |md| md.nid)
    })
}

/// The number of its signature with RSA; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get_pkey_type(md: *const EVP_MD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }.map_or(0, |md| md.rsa_nid)
    })
}

/// Length of the hash in bytes; -1 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get_size(md: *const EVP_MD) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }.map_or(-1, |md| md.algorithm.output_len() as c_int)
    })
}

/// Length of the input block in bytes; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get_block_size(md: *const EVP_MD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }.map_or(0, |md| md.algorithm.block_len() as c_int)
    })
}

/// `EVP_MD_FLAG_*`; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get_flags(md: *const EVP_MD) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }.map_or(0, |md| md.flags)
    })
}

/// The name of the function; NULL for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_get0_name(md: *const EVP_MD) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(md) }
            .and_then(|md| md.names.first())
            .map_or(null(), |name| name.as_ptr())
    })
}

/// 1 when `name` is one of the function's names, in any case.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_is_a(md: *const EVP_MD, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (md, name) = unsafe { (ffi::shared_ref(md), ffi::cstr(name)) };
        let name = name.and_then(|name| name.to_str().ok());
        c_int::from(md.zip(name).is_some_and(|(md, name)| md.is_a(name)))
    })
}

/// Called for each hash function.
pub type EVP_MD_do_all_fn = Option<unsafe extern "C" fn(md: *mut EVP_MD, arg: *mut c_void)>;

/// Calls `fn_` with each hash function.
///
/// # Safety
/// `fn_` may be called with `arg`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_do_all_provided(
    _libctx: *mut OSSL_LIB_CTX,
    fn_: EVP_MD_do_all_fn,
    arg: *mut c_void,
) {
    guard((), || {
        for md in EVP_MD::all() {
            if let Some(fn_) = fn_ {
                // SAFETY: the caller's promise.
                unsafe { fn_(std::ptr::from_ref(md).cast_mut(), arg) };
            }
        }
    })
}

/// # Safety
/// `name` is NULL or a C string.
pub unsafe fn by_name(name: *const c_char) -> Option<&'static EVP_MD> {
    // SAFETY: the caller's promise.
    let name = unsafe { ffi::cstr(name) }?;
    EVP_MD::by_name(name.to_str().ok()?)
}

/// The function behind a pointer: all of them live for ever.
///
/// # Safety
/// `md` is NULL or a hash function of this library.
pub unsafe fn known(md: *const EVP_MD) -> Option<&'static EVP_MD> {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(md) }
}
