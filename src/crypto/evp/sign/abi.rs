//! The exported functions that sign and verify what is hashed.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr::null;
use std::sync::Arc;

use ffi::SharedHandle;

use super::oneshot::{self, Output};
use crate::err::{ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::evp::digest::EVP_MD_CTX;
use crate::evp::digest::abi::EVP_DigestUpdate;
use crate::evp::md::EVP_MD;
use crate::evp::md::abi::{by_name, known};
use crate::evp::pkey::EVP_PKEY;
use crate::evp::pkey_ctx::control::abi::set_params;
use crate::evp::pkey_ctx::{EVP_PKEY_CTX, Operation};
use crate::evp::reasons::{EVP_R_NO_KEY_SET, EVP_R_UNSUPPORTED_ALGORITHM};
use crate::evp::{ENGINE, OSSL_LIB_CTX};
use crate::params::OSSL_PARAM;

/// Begins a signature with hash `type` (NULL: the key's default) and key `pkey`, of which a reference
/// is kept. `*pctx`, if there is one, gets the settings, which belong to `ctx`.
///
/// # Safety
/// `pctx` is NULL or writable; the others are NULL or live objects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestSignInit(
    ctx: *mut EVP_MD_CTX,
    pctx: *mut *mut EVP_PKEY_CTX,
    r#type: *const EVP_MD,
    _e: *mut ENGINE,
    pkey: *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { start(ctx, pctx, known(r#type), pkey, Operation::Sign) }
    })
}

/// As [`EVP_DigestSignInit`], with the name of the hash.
///
/// # Safety
/// As there; `mdname` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestSignInit_ex(
    ctx: *mut EVP_MD_CTX,
    pctx: *mut *mut EVP_PKEY_CTX,
    mdname: *const c_char,
    _libctx: *mut OSSL_LIB_CTX,
    _props: *const c_char,
    pkey: *mut EVP_PKEY,
    params: *const OSSL_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let md = unsafe { by_name(mdname) };
        if md.is_none() && !mdname.is_null() {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return 0;
        }
        // SAFETY: the caller's promise.
        unsafe { start(ctx, pctx, md, pkey, Operation::Sign) & apply(ctx, params) }
    })
}

/// Adds `dsize` bytes at `data`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestSignUpdate(
    ctx: *mut EVP_MD_CTX,
    data: *const c_void,
    dsize: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { EVP_DigestUpdate(ctx, data, dsize) }
    })
}

/// Begins a verification with hash `type` (NULL: the key's default) and key `pkey`, of which a reference
/// is kept. `*pctx`, if there is one, gets the settings, which belong to `ctx`.
///
/// # Safety
/// `pctx` is NULL or writable; the others are NULL or live objects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestVerifyInit(
    ctx: *mut EVP_MD_CTX,
    pctx: *mut *mut EVP_PKEY_CTX,
    r#type: *const EVP_MD,
    _e: *mut ENGINE,
    pkey: *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { start(ctx, pctx, known(r#type), pkey, Operation::Verify) }
    })
}

/// As [`EVP_DigestVerifyInit`], with the name of the hash.
///
/// # Safety
/// As there; `mdname` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestVerifyInit_ex(
    ctx: *mut EVP_MD_CTX,
    pctx: *mut *mut EVP_PKEY_CTX,
    mdname: *const c_char,
    _libctx: *mut OSSL_LIB_CTX,
    _props: *const c_char,
    pkey: *mut EVP_PKEY,
    params: *const OSSL_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let md = unsafe { by_name(mdname) };
        if md.is_none() && !mdname.is_null() {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return 0;
        }
        // SAFETY: the caller's promise.
        unsafe { start(ctx, pctx, md, pkey, Operation::Verify) & apply(ctx, params) }
    })
}

/// Adds `dsize` bytes at `data`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestVerifyUpdate(
    ctx: *mut EVP_MD_CTX,
    data: *const c_void,
    dsize: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { EVP_DigestUpdate(ctx, data, dsize) }
    })
}

/// The signature of what was added: to `sigret`, which has room for `*siglen` bytes, its length to
/// `*siglen`. With `sigret` NULL only the largest length. The context goes on as before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestSignFinal(
    ctx: *mut EVP_MD_CTX,
    sigret: *mut c_uchar,
    siglen: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            give(sigret, siglen, ctx, |ctx, room| {
                oneshot::sign_final(ctx, room)
            })
        }
    })
}

/// Signs `tbslen` bytes at `tbs` in one call, as [`EVP_DigestSignFinal`] after adding them. The only
/// way with Ed25519.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestSign(
    ctx: *mut EVP_MD_CTX,
    sigret: *mut c_uchar,
    siglen: *mut usize,
    tbs: *const c_uchar,
    tbslen: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(message) = (unsafe { ffi::slice(tbs, tbslen) }) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            give(sigret, siglen, ctx, |ctx, room| {
                oneshot::sign(ctx, message, room)
            })
        }
    })
}

/// 1 when the `siglen` bytes at `sig` are the signature of what was added, 0 when not, below 0 on
/// other errors. The context goes on as before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestVerifyFinal(
    ctx: *mut EVP_MD_CTX,
    sig: *const c_uchar,
    siglen: usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(ctx), ffi::slice(sig, siglen)) } {
            (Some(ctx), Some(signature)) => verdict(oneshot::verify_final(ctx, signature)),
            _ => -1,
        }
    })
}

/// Verifies a signature of `tbslen` bytes at `tbs` in one call. The only way with Ed25519.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DigestVerify(
    ctx: *mut EVP_MD_CTX,
    sigret: *const c_uchar,
    siglen: usize,
    tbs: *const c_uchar,
    tbslen: usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let parts = unsafe {
            (
                ffi::mut_ref(ctx),
                ffi::slice(sigret, siglen),
                ffi::slice(tbs, tbslen),
            )
        };
        match parts {
            (Some(ctx), Some(signature), Some(message)) => {
                verdict(oneshot::verify(ctx, message, signature))
            }
            _ => -1,
        }
    })
}

/// Signs what `EVP_SignUpdate` added with `pkey`: to `md`, which has `EVP_PKEY_get_size(pkey)` bytes,
/// the length to `s`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_SignFinal(
    ctx: *mut EVP_MD_CTX,
    md: *mut c_uchar,
    s: *mut c_uint,
    pkey: *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let parts = unsafe { (ffi::shared_ref(ctx), EVP_PKEY::share(pkey)) };
        let (Some(ctx), Some(pkey), false) = (parts.0, parts.1, md.is_null()) else {
            raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let Some(signature) = oneshot::sign_with(ctx, pkey) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            md.copy_from_nonoverlapping(signature.as_ptr(), signature.len());
            ffi::put(s, signature.len() as c_uint);
        }
        1
    })
}

/// Verifies a signature of what `EVP_VerifyUpdate` added with `pkey`: 1, 0, or -1 on other errors.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_VerifyFinal(
    ctx: *mut EVP_MD_CTX,
    sigbuf: *const c_uchar,
    siglen: c_uint,
    pkey: *mut EVP_PKEY,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let parts = unsafe {
            (
                ffi::shared_ref(ctx),
                ffi::slice(sigbuf, siglen as usize),
                EVP_PKEY::share(pkey),
            )
        };
        match parts {
            (Some(ctx), Some(signature), Some(pkey)) => {
                verdict(oneshot::verify_with(ctx, signature, pkey))
            }
            _ => -1,
        }
    })
}

fn verdict(good: Option<bool>) -> c_int {
    good.map_or(-1, c_int::from)
}

/// # Safety
/// As `EVP_DigestSignInit`.
unsafe fn start(
    ctx: *mut EVP_MD_CTX,
    pctx: *mut *mut EVP_PKEY_CTX,
    md: Option<&'static EVP_MD>,
    pkey: *mut EVP_PKEY,
    operation: Operation,
) -> c_int {
    // SAFETY: the caller's promise.
    let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
        raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
        return 0;
    };
    // SAFETY: the caller's promise.
    let key: Option<Arc<EVP_PKEY>> = unsafe { EVP_PKEY::share(pkey) };
    let kept = ctx.pkey_ctx.as_ref().and_then(|pctx| pctx.key.clone());
    let Some(key) = key.or(kept) else {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
        return 0;
    };
    if !oneshot::start(ctx, md, key, operation) {
        return 0;
    }
    let settings = ctx.pkey_ctx.as_deref();
    let settings = settings.map_or(null(), std::ptr::from_ref);
    // SAFETY: the caller's promise.
    unsafe { ffi::put(pctx, settings.cast_mut()) };
    1
}

/// # Safety
/// `ctx` is NULL or live, `params` NULL or an array with its end.
unsafe fn apply(ctx: *mut EVP_MD_CTX, params: *const OSSL_PARAM) -> c_int {
    // SAFETY: the caller's promise.
    unsafe {
        match ffi::shared_ref(ctx).and_then(|ctx| ctx.pkey_ctx.as_deref()) {
            Some(settings) => c_int::from(set_params(settings, params)),
            None => 0,
        }
    }
}

/// Gives a signature to C. The room is known to the signer, so that too little of it is an error
/// before anything is written.
///
/// # Safety
/// `siglen` is NULL or readable and writable, `sigret` NULL or writable for `*siglen` bytes.
unsafe fn give(
    sigret: *mut c_uchar,
    siglen: *mut usize,
    ctx: *mut EVP_MD_CTX,
    sign: impl FnOnce(&mut EVP_MD_CTX, Option<usize>) -> Option<Output>,
) -> c_int {
    // SAFETY: the caller's promise.
    let (Some(ctx), Some(siglen)) = (unsafe { (ffi::mut_ref(ctx), ffi::mut_ref(siglen)) }) else {
        raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
        return 0;
    };
    match sign(ctx, (!sigret.is_null()).then_some(*siglen)) {
        Some(Output::Length(length)) => {
            *siglen = length;
            1
        }
        Some(Output::Signature(signature)) => {
            *siglen = signature.len();
            // SAFETY: the signer was told the room and answered no more.
            unsafe { sigret.copy_from_nonoverlapping(signature.as_ptr(), signature.len()) };
            1
        }
        None => 0,
    }
}
