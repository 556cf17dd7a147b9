//! The exported functions of `hmac.h`.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_uchar, c_uint, c_ulong, c_void};
use std::ptr::{null, null_mut};

use ffi::UniqueHandle;
use primitives::digest::MAX_OUTPUT_LEN;
use primitives::hmac::{Key, sign};

use super::HMAC_CTX;
use crate::err::guard;
use crate::evp::ENGINE;
use crate::evp::md::EVP_MD;
use crate::evp::md::abi::known;

impl UniqueHandle for HMAC_CTX {}

thread_local! {
    static RESULT: UnsafeCell<[u8; MAX_OUTPUT_LEN]> = const { UnsafeCell::new([0; MAX_OUTPUT_LEN]) };
}

/// The code of `data_len` bytes at `data` under `key_len` bytes at `key`: to `md`, which has room for
/// it (`EVP_MAX_MD_SIZE` is enough), or to memory of the thread that the next such call overwrites;
/// its length to `md_len`, which may be NULL. NULL on failure.
///
/// # Safety
/// The pointers are readable and writable for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC(
    evp_md: *const EVP_MD,
    key: *const c_void,
    key_len: c_int,
    data: *const c_uchar,
    data_len: usize,
    md: *mut c_uchar,
    md_len: *mut c_uint,
) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let parts = unsafe {
            let key_len = usize::try_from(key_len).unwrap_or(usize::MAX);
            (
                known(evp_md),
                ffi::slice(key.cast(), key_len),
                ffi::slice(data, data_len),
            )
        };
        let (Some(function), Some(key), Some(data)) = parts else {
            return null_mut();
        };
        let tag = sign(&Key::new(function.algorithm, key), data);
        let out = if md.is_null() {
            let own = RESULT.try_with(|result| result.get().cast::<u8>());
            own.unwrap_or(null_mut())
        } else {
            md
        };
        if out.is_null() {
            return null_mut();
        }
        let tag = tag.as_ref();
        // SAFETY: the caller's promise.
        unsafe {
            out.copy_from_nonoverlapping(tag.as_ptr(), tag.len());
            ffi::put(md_len, tag.len() as c_uint);
        }
        out
    })
}

/// A context for the caller to free with `HMAC_CTX_free`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_new() -> *mut HMAC_CTX {
    guard(null_mut(), || HMAC_CTX::into_c(Box::default()))
}

/// Frees `ctx`. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or came from [`HMAC_CTX_new`], and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_free(ctx: *mut HMAC_CTX) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { HMAC_CTX::reclaim(ctx) });
    })
}

/// Makes `ctx` as new.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_reset(ctx: *mut HMAC_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::mut_ref(ctx) } {
            Some(ctx) => {
                *ctx = HMAC_CTX::default();
                1
            }
            None => 0,
        }
    })
}

/// The length of the code in bytes, 0 before a function was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_size(e: *const HMAC_CTX) -> usize {
    guard(0, || {
        // SAFETY: the caller's promise.
        let md = unsafe { ffi::shared_ref(e) }.and_then(HMAC_CTX::md);
        md.map_or(0, |md| md.algorithm.output_len())
    })
}

/// Begins a code under `len` bytes at `key` with `md`. Each may be NULL: then the one before stays,
/// but a new function needs a key.
///
/// # Safety
/// `key` is NULL or readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_Init_ex(
    ctx: *mut HMAC_CTX,
    key: *const c_void,
    len: c_int,
    md: *const EVP_MD,
    _impl: *mut ENGINE,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (ctx, md, bytes) = unsafe {
            let length = usize::try_from(len).unwrap_or(usize::MAX);
            (ffi::mut_ref(ctx), known(md), ffi::slice(key.cast(), length))
        };
        let bytes = bytes.filter(|_| !key.is_null());
        if bytes.is_none() && !key.is_null() {
            return 0;
        }
        c_int::from(ctx.is_some_and(|ctx| ctx.init(bytes, md)))
    })
}

/// As [`HMAC_Init_ex`]; with both `key` and `md` the context is made as new first.
///
/// # Safety
/// As there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_Init(
    ctx: *mut HMAC_CTX,
    key: *const c_void,
    len: c_int,
    md: *const EVP_MD,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            if !key.is_null() && !md.is_null() {
                HMAC_CTX_reset(ctx);
            }
            HMAC_Init_ex(ctx, key, len, md, null_mut())
        }
    })
}

/// Adds `len` bytes at `data`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_Update(
    ctx: *mut HMAC_CTX,
    data: *const c_uchar,
    len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::mut_ref(ctx), ffi::slice(data, len)) } {
            (Some(ctx), Some(data)) => c_int::from(ctx.update(data)),
            _ => 0,
        }
    })
}

/// The code: to `md`, which has room for it, its length to `len`, which may be NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_Final(
    ctx: *mut HMAC_CTX,
    md: *mut c_uchar,
    len: *mut c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let tag = unsafe { ffi::mut_ref(ctx) }.and_then(HMAC_CTX::finish);
        let (Some(tag), false) = (tag, md.is_null()) else {
            return 0;
        };
        let tag = tag.as_ref();
        // SAFETY: the caller's promise.
        unsafe {
            md.copy_from_nonoverlapping(tag.as_ptr(), tag.len());
            ffi::put(len, tag.len() as c_uint);
        }
        1
    })
}

/// Makes `dctx` go on from the same point as `sctx`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_copy(dctx: *mut HMAC_CTX, sctx: *mut HMAC_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let copy = unsafe { ffi::shared_ref(sctx) }.cloned();
        // SAFETY: the caller's promise.
        match (copy, unsafe { ffi::mut_ref(dctx) }) {
            (Some(copy), Some(dctx)) => {
                *dctx = copy;
                1
            }
            _ => 0,
        }
    })
}

/// Sets flags of the hash contexts, of which none changes anything here.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_set_flags(_ctx: *mut HMAC_CTX, _flags: c_ulong) {
    guard((), || ())
}

/// The hash function, NULL before one was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn HMAC_CTX_get_md(ctx: *const HMAC_CTX) -> *const EVP_MD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        let md = unsafe { ffi::shared_ref(ctx) }.and_then(HMAC_CTX::md);
        md.map_or(null(), std::ptr::from_ref)
    })
}
