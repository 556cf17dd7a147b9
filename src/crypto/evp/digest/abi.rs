//! The exported functions that hash.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr::{null, null_mut};

use ffi::UniqueHandle;

use super::EVP_MD_CTX;
use crate::err::{ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::evp::md::EVP_MD;
use crate::evp::md::abi::{by_name, known};
use crate::evp::pkey_ctx::EVP_PKEY_CTX;
use crate::evp::reasons::{
    EVP_R_FINAL_ERROR, EVP_R_INPUT_NOT_INITIALIZED, EVP_R_NO_DIGEST_SET,
    EVP_R_UNSUPPORTED_ALGORITHM,
};
use crate::evp::{ENGINE, OSSL_LIB_CTX};

impl UniqueHandle for EVP_MD_CTX {}

/// A hash context for the caller to free with `EVP_MD_CTX_free`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_new() -> *mut EVP_MD_CTX {
    guard(null_mut(), || EVP_MD_CTX::into_c(Box::default()))
}

/// Frees `ctx`. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or came from [`EVP_MD_CTX_new`], and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_free(ctx: *mut EVP_MD_CTX) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EVP_MD_CTX::reclaim(ctx) });
    })
}

/// Makes `ctx` as new. Always 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_reset(ctx: *mut EVP_MD_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::mut_ref(ctx) } {
            *ctx = EVP_MD_CTX::default();
        }
        1
    })
}

/// Makes `out` go on from the same point as `in`. 0 when `in` was not initialised.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_copy(out: *mut EVP_MD_CTX, r#in: *const EVP_MD_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let copy = unsafe { ffi::shared_ref(r#in) }
            .filter(|ctx| ctx.md.is_some() || ctx.pkey_ctx.is_some())
            .map(EVP_MD_CTX::copy);
        // SAFETY: the caller's promise; no reference to `in` is left.
        match (copy, unsafe { ffi::mut_ref(out) }) {
            (Some(copy), Some(out)) => {
                *out = copy;
                1
            }
            _ => {
                raise(ERR_LIB_EVP, EVP_R_INPUT_NOT_INITIALIZED);
                0
            }
        }
    })
}

/// Makes `out` go on from the same point as `in`. 0 when `in` was not initialised.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_copy_ex(
    out: *mut EVP_MD_CTX,
    r#in: *const EVP_MD_CTX,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let copy = unsafe { ffi::shared_ref(r#in) }
            .filter(|ctx| ctx.md.is_some() || ctx.pkey_ctx.is_some())
            .map(EVP_MD_CTX::copy);
        // SAFETY: the caller's promise; no reference to `in` is left.
        match (copy, unsafe { ffi::mut_ref(out) }) {
            (Some(copy), Some(out)) => {
                *out = copy;
                1
            }
            _ => {
                raise(ERR_LIB_EVP, EVP_R_INPUT_NOT_INITIALIZED);
                0
            }
        }
    })
}

/// The hash function in use, NULL for none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_get0_md(ctx: *const EVP_MD_CTX) -> *const EVP_MD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }
            .and_then(|ctx| ctx.md)
            .map_or(null(), std::ptr::from_ref)
    })
}

/// The hash function in use, NULL for none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_md(ctx: *const EVP_MD_CTX) -> *const EVP_MD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }
            .and_then(|ctx| ctx.md)
            .map_or(null(), std::ptr::from_ref)
    })
}

/// As [`EVP_MD_CTX_get0_md`], with a reference that needs no `EVP_MD_free`, but bears it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_get1_md(ctx: *mut EVP_MD_CTX) -> *mut EVP_MD {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { EVP_MD_CTX_get0_md(ctx) }.cast_mut()
    })
}

/// Sets flags.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_set_flags(ctx: *mut EVP_MD_CTX, flags: c_int) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::mut_ref(ctx) } {
            ctx.flags |= flags;
        }
    })
}

/// Clears flags.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_clear_flags(ctx: *mut EVP_MD_CTX, flags: c_int) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::mut_ref(ctx) } {
            ctx.flags &= !flags;
        }
    })
}

/// Those of `flags` that are set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_test_flags(ctx: *const EVP_MD_CTX, flags: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(0, |ctx| ctx.flags & flags)
    })
}

/// The settings of a signature; they belong to `ctx`. NULL when it makes none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MD_CTX_get_pkey_ctx(ctx: *const EVP_MD_CTX) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }
            .and_then(|ctx| ctx.pkey_ctx.as_deref())
            .map_or(null_mut(), |ctx| std::ptr::from_ref(ctx).cast_mut())
    })
}

/// Begins a hash with `type`, or with the same function again if NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestInit_ex(
    ctx: *mut EVP_MD_CTX,
    r#type: *const EVP_MD,
    _impl: *mut ENGINE,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(ctx), md) = (unsafe { (ffi::mut_ref(ctx), known(r#type)) }) else {
            raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let Some(md) = md.or(ctx.md) else {
            raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
            return 0;
        };
        ctx.init(md);
        1
    })
}

/// Begins a hash with `type`, or with the same function again if NULL, from a clean context.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestInit(ctx: *mut EVP_MD_CTX, r#type: *const EVP_MD) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(ctx), md) = (unsafe { (ffi::mut_ref(ctx), known(r#type)) }) else {
            raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let Some(md) = md.or(ctx.md) else {
            raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
            return 0;
        };
        *ctx = EVP_MD_CTX::default();
        ctx.init(md);
        1
    })
}

/// Adds `cnt` bytes at `d`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestUpdate(
    ctx: *mut EVP_MD_CTX,
    d: *const c_void,
    cnt: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let parts = unsafe { (ffi::mut_ref(ctx), ffi::slice(d.cast(), cnt)) };
        let (Some(ctx), Some(data)) = parts else {
            return 0;
        };
        match &mut ctx.hasher {
            Some(hasher) => {
                hasher.update(data);
                1
            }
            None => {
                raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
                0
            }
        }
    })
}

/// Ends the hash: writes it to `md` (at most `EVP_MAX_MD_SIZE` bytes) and its length to `s`, which
/// may be NULL.
///
/// # Safety
/// `md` is writable for the hash; the others as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestFinal_ex(
    ctx: *mut EVP_MD_CTX,
    md: *mut c_uchar,
    s: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
            return 0;
        };
        let Some(digest) = ctx.finish().filter(|_| !md.is_null()) else {
            raise(ERR_LIB_EVP, EVP_R_FINAL_ERROR);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            md.copy_from_nonoverlapping(digest.as_ptr(), digest.len());
            ffi::put(s, digest.len() as c_uint);
        }
        1
    })
}

/// Ends the hash: writes it to `md` (at most `EVP_MAX_MD_SIZE` bytes) and its length to `s`, which
/// may be NULL. Then resets the context.
///
/// # Safety
/// `md` is writable for the hash; the others as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestFinal(
    ctx: *mut EVP_MD_CTX,
    md: *mut c_uchar,
    s: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
            return 0;
        };
        let Some(digest) = ctx.finish().filter(|_| !md.is_null()) else {
            raise(ERR_LIB_EVP, EVP_R_FINAL_ERROR);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            md.copy_from_nonoverlapping(digest.as_ptr(), digest.len());
            ffi::put(s, digest.len() as c_uint);
        }
        *ctx = EVP_MD_CTX::default();
        1
    })
}

/// The hash of `count` bytes at `data`: to `md`, its length to `size`, which may be NULL.
///
/// # Safety
/// `md` is writable for the hash; the others as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_Digest(
    data: *const c_void,
    count: usize,
    md: *mut c_uchar,
    size: *mut c_uint,
    r#type: *const EVP_MD,
    _impl: *mut ENGINE,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let parts = unsafe { (known(r#type), ffi::slice(data.cast(), count)) };
        let (Some(kind), Some(data), false) = (parts.0, parts.1, md.is_null()) else {
            raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let digest = primitives::digest::hash(kind.algorithm, data);
        // SAFETY: the caller's promise.
        unsafe {
            md.copy_from_nonoverlapping(digest.as_ptr(), digest.len());
            ffi::put(size, digest.len() as c_uint);
        }
        1
    })
}

/// The hash with the function called `name`: to `md`, its length to `mdlen`, which may be NULL.
///
/// # Safety
/// `md` is writable for the hash; the others as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_Q_digest(
    _libctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
    _propq: *const c_char,
    data: *const c_void,
    datalen: usize,
    md: *mut c_uchar,
    mdlen: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(kind) = (unsafe { by_name(name) }) else {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return 0;
        };
        let mut len = 0;
        // SAFETY: the caller's promise.
        unsafe {
            let done = EVP_Digest(data, datalen, md, &mut len, kind, null_mut());
            ffi::put(mdlen, len as usize);
            done
        }
    })
}
