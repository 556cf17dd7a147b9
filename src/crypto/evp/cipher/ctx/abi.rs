//! The exported functions that encrypt and decrypt.

use std::ffi::{c_int, c_uchar, c_void};
use std::ptr::{null, null_mut};

use ffi::UniqueHandle;

use crate::err::{ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::evp::ENGINE;
use crate::evp::cipher::context::{EVP_CIPHER_CTX, MAX_IV_LEN};
use crate::evp::cipher::{EVP_CIPHER, Mode};
use crate::evp::reasons::{
    EVP_R_BAD_DECRYPT, EVP_R_INVALID_KEY_LENGTH, EVP_R_NO_CIPHER_SET,
    EVP_R_WRONG_FINAL_BLOCK_LENGTH,
};

impl UniqueHandle for EVP_CIPHER_CTX {}

const EVP_CTRL_AEAD_SET_IVLEN: c_int = 0x9;
const EVP_CTRL_AEAD_GET_TAG: c_int = 0x10;
const EVP_CTRL_AEAD_SET_TAG: c_int = 0x11;

/// A context for the caller to free with `EVP_CIPHER_CTX_free`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_new() -> *mut EVP_CIPHER_CTX {
    guard(null_mut(), || EVP_CIPHER_CTX::into_c(Box::default()))
}

/// Frees `c`, wiping it. NULL is ignored.
///
/// # Safety
/// `c` is NULL or came from [`EVP_CIPHER_CTX_new`], and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_free(c: *mut EVP_CIPHER_CTX) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EVP_CIPHER_CTX::reclaim(c) });
    })
}

/// Makes `c` as new.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_reset(c: *mut EVP_CIPHER_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::mut_ref(c) } {
            *ctx = EVP_CIPHER_CTX::default();
        }
        1
    })
}

/// Makes `out` go on from the same point as `in`. 0 when `in` has no cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_copy(
    out: *mut EVP_CIPHER_CTX,
    r#in: *const EVP_CIPHER_CTX,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let copy = unsafe { ffi::shared_ref(r#in) }
            .filter(|ctx| ctx.cipher.is_some())
            .cloned();
        // SAFETY: the caller's promise.
        match (copy, unsafe { ffi::mut_ref(out) }) {
            (Some(copy), Some(out)) => {
                *out = copy;
                1
            }
            _ => 0,
        }
    })
}

/// The cipher in use, NULL for none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_get0_cipher(
    ctx: *const EVP_CIPHER_CTX,
) -> *const EVP_CIPHER {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }
            .and_then(|ctx| ctx.cipher)
            .map_or(null(), std::ptr::from_ref)
    })
}

/// Length of a block in bytes; 0 without a cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_get_block_size(ctx: *const EVP_CIPHER_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(0, |ctx| {
            ctx.cipher.map_or(0, |cipher| cipher.block_len() as c_int)
        })
    })
}

/// Length of the key in bytes; 0 without a cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_get_key_length(ctx: *const EVP_CIPHER_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(0, |ctx| {
            ctx.cipher
                .map_or(0, |cipher| cipher.algorithm.key_len() as c_int)
        })
    })
}

/// Length of the initialisation vector in bytes; 0 without a cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_get_iv_length(ctx: *const EVP_CIPHER_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(0, |ctx| ctx.iv_len as c_int)
    })
}

/// The number of the cipher's object; 0 without a cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_get_nid(ctx: *const EVP_CIPHER_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(0, |ctx| ctx.cipher.map_or(0, |cipher| cipher.nid))
    })
}

/// Sets whether the last block is padded. Always 1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_set_padding(c: *mut EVP_CIPHER_CTX, pad: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::mut_ref(c) } {
            ctx.padding = pad != 0;
        }
        1
    })
}

/// Sets the length of a GCM vector (`EVP_CTRL_AEAD_SET_IVLEN`), the tag to expect
/// (`EVP_CTRL_AEAD_SET_TAG`), or gives the tag (`EVP_CTRL_AEAD_GET_TAG`). 0 on failure, -1 for other
/// commands.
///
/// # Safety
/// `ptr` is readable or writable for `arg` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_CTX_ctrl(
    ctx: *mut EVP_CIPHER_CTX,
    r#type: c_int,
    arg: c_int,
    ptr: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
            return 0;
        };
        let (Some(cipher), Ok(length)) = (ctx.cipher, usize::try_from(arg)) else {
            raise(ERR_LIB_EVP, EVP_R_NO_CIPHER_SET);
            return 0;
        };
        if cipher.mode != Mode::Gcm {
            return -1;
        }
        // SAFETY: the caller's promise.
        unsafe { gcm_ctrl(ctx, r#type, length, ptr) }
    })
}

/// Begins encryption. `cipher`, `key` and `iv` may each be NULL: then
/// what was set before stays.
///
/// # Safety
/// `key` and `iv` are NULL or readable for the cipher's lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_EncryptInit_ex(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    _impl: *mut ENGINE,
    key: *const c_uchar,
    iv: *const c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, cipher, key, iv, 1) }
    })
}

/// As [`EVP_EncryptInit_ex`], from a clean context if there is a cipher.
///
/// # Safety
/// As there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_EncryptInit(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    key: *const c_uchar,
    iv: *const c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            if !cipher.is_null() {
                EVP_CIPHER_CTX_reset(ctx);
            }
            init(ctx, cipher, key, iv, 1)
        }
    })
}

/// Handles `inl` bytes at `in`: what is ready to `out`, its length to `outl`. With GCM and `out` NULL
/// the bytes are associated data.
///
/// # Safety
/// `out` has room for `inl` bytes and a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_EncryptUpdate(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
    r#in: *const c_uchar,
    inl: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { update(ctx, out, outl, r#in, inl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_EncryptFinal_ex(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, out, outl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_EncryptFinal(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, out, outl) }
    })
}

/// Begins decryption. `cipher`, `key` and `iv` may each be NULL: then
/// what was set before stays.
///
/// # Safety
/// `key` and `iv` are NULL or readable for the cipher's lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DecryptInit_ex(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    _impl: *mut ENGINE,
    key: *const c_uchar,
    iv: *const c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, cipher, key, iv, 0) }
    })
}

/// As [`EVP_DecryptInit_ex`], from a clean context if there is a cipher.
///
/// # Safety
/// As there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DecryptInit(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    key: *const c_uchar,
    iv: *const c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            if !cipher.is_null() {
                EVP_CIPHER_CTX_reset(ctx);
            }
            init(ctx, cipher, key, iv, 0)
        }
    })
}

/// Handles `inl` bytes at `in`: what is ready to `out`, its length to `outl`. With GCM and `out` NULL
/// the bytes are associated data.
///
/// # Safety
/// `out` has room for `inl` bytes and a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DecryptUpdate(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
    r#in: *const c_uchar,
    inl: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { update(ctx, out, outl, r#in, inl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DecryptFinal_ex(
    ctx: *mut EVP_CIPHER_CTX,
    outm: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, outm, outl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_DecryptFinal(
    ctx: *mut EVP_CIPHER_CTX,
    outm: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, outm, outl) }
    })
}

/// Begins encryption (`enc` 1) or decryption (0; -1 keeps what it was). `cipher`, `key` and `iv` may each be NULL: then
/// what was set before stays.
///
/// # Safety
/// `key` and `iv` are NULL or readable for the cipher's lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CipherInit_ex(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    _impl: *mut ENGINE,
    key: *const c_uchar,
    iv: *const c_uchar,
    enc: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, cipher, key, iv, enc) }
    })
}

/// As [`EVP_CipherInit_ex`], from a clean context if there is a cipher.
///
/// # Safety
/// As there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CipherInit(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    key: *const c_uchar,
    iv: *const c_uchar,
    enc: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            if !cipher.is_null() {
                EVP_CIPHER_CTX_reset(ctx);
            }
            init(ctx, cipher, key, iv, enc)
        }
    })
}

/// Handles `inl` bytes at `in`: what is ready to `out`, its length to `outl`. With GCM and `out` NULL
/// the bytes are associated data.
///
/// # Safety
/// `out` has room for `inl` bytes and a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CipherUpdate(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
    r#in: *const c_uchar,
    inl: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { update(ctx, out, outl, r#in, inl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CipherFinal_ex(
    ctx: *mut EVP_CIPHER_CTX,
    outm: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, outm, outl) }
    })
}

/// Ends the message: what is left to `out`, its length to `outl`. 0 with an error for wrong padding, a
/// wrong length or a wrong tag.
///
/// # Safety
/// `out` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CipherFinal(
    ctx: *mut EVP_CIPHER_CTX,
    outm: *mut c_uchar,
    outl: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { finish(ctx, outm, outl) }
    })
}

/// # Safety
/// As `EVP_CIPHER_CTX_ctrl`.
unsafe fn gcm_ctrl(
    ctx: &mut EVP_CIPHER_CTX,
    command: c_int,
    length: usize,
    ptr: *mut c_void,
) -> c_int {
    match command {
        EVP_CTRL_AEAD_SET_IVLEN if (1..=MAX_IV_LEN).contains(&length) => {
            ctx.iv_len = length;
            1
        }
        EVP_CTRL_AEAD_SET_TAG if (1..=16).contains(&length) => {
            // SAFETY: the caller's promise.
            let tag = unsafe { ffi::slice(ptr.cast::<u8>(), length) };
            ctx.expected_tag = tag.map(<[u8]>::to_vec);
            c_int::from(tag.is_some())
        }
        EVP_CTRL_AEAD_GET_TAG if (1..=16).contains(&length) && !ptr.is_null() => match ctx.tag() {
            Some(tag) => {
                // SAFETY: the caller's promise.
                unsafe {
                    ptr.cast::<u8>()
                        .copy_from_nonoverlapping(tag.as_ptr(), length)
                };
                1
            }
            None => 0,
        },
        EVP_CTRL_AEAD_SET_IVLEN | EVP_CTRL_AEAD_SET_TAG | EVP_CTRL_AEAD_GET_TAG => 0,
        _ => -1,
    }
}

/// # Safety
/// As `EVP_CipherInit_ex`.
unsafe fn init(
    ctx: *mut EVP_CIPHER_CTX,
    cipher: *const EVP_CIPHER,
    key: *const c_uchar,
    iv: *const c_uchar,
    enc: c_int,
) -> c_int {
    // SAFETY: the caller's promise; ciphers live for ever.
    let (ctx, cipher) = unsafe { (ffi::mut_ref(ctx), ffi::shared_ref(cipher)) };
    let Some(ctx) = ctx else {
        raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
        return 0;
    };
    if enc >= 0 {
        ctx.encrypting = enc != 0;
    }
    if let Some(cipher) = cipher {
        ctx.set_cipher(cipher);
    }
    let Some(cipher) = ctx.cipher else {
        raise(ERR_LIB_EVP, EVP_R_NO_CIPHER_SET);
        return 0;
    };
    // SAFETY: the caller's promise.
    let (key, iv) = unsafe {
        let key = (!key.is_null()).then(|| ffi::slice(key, cipher.algorithm.key_len()));
        let iv = (!iv.is_null() && ctx.iv_len > 0).then(|| ffi::slice(iv, ctx.iv_len));
        (key.flatten(), iv.flatten())
    };
    let done = key
        .map_or(Ok(()), |key| ctx.set_key(key))
        .and_then(|()| iv.map_or(Ok(()), |iv| ctx.set_iv(iv)))
        .and_then(|()| ctx.start());
    if done.is_err() {
        raise(ERR_LIB_EVP, EVP_R_INVALID_KEY_LENGTH);
    }
    c_int::from(done.is_ok())
}

/// # Safety
/// As `EVP_CipherUpdate`.
unsafe fn update(
    ctx: *mut EVP_CIPHER_CTX,
    out: *mut c_uchar,
    outl: *mut c_int,
    input: *const c_uchar,
    inl: c_int,
) -> c_int {
    // SAFETY: the caller's promise.
    let (ctx, input) = unsafe {
        let length = usize::try_from(inl).unwrap_or(usize::MAX);
        (ffi::mut_ref(ctx), ffi::slice(input, length))
    };
    let (Some(ctx), Some(input)) = (ctx, input) else {
        return 0;
    };
    let result = if out.is_null() {
        ctx.aad(input).map(|()| None)
    } else {
        ctx.update(input).map(Some)
    };
    // SAFETY: the caller's promise.
    match (result, unsafe { ffi::mut_ref(outl) }) {
        (Ok(text), Some(outl)) => {
            // What was associated data counts as well, as upstream has it.
            *outl = text.as_ref().map_or(inl, |text| text.len() as c_int);
            if let Some(text) = text {
                // SAFETY: the caller has room for the input and a block.
                unsafe { out.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
            }
            1
        }
        _ => {
            raise(ERR_LIB_EVP, EVP_R_NO_CIPHER_SET);
            0
        }
    }
}

/// # Safety
/// As `EVP_CipherFinal_ex`.
unsafe fn finish(ctx: *mut EVP_CIPHER_CTX, out: *mut c_uchar, outl: *mut c_int) -> c_int {
    // SAFETY: the caller's promise.
    let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
        return 0;
    };
    let Ok(text) = ctx.finish() else {
        let reason = if ctx.encrypting {
            EVP_R_WRONG_FINAL_BLOCK_LENGTH
        } else {
            EVP_R_BAD_DECRYPT
        };
        raise(ERR_LIB_EVP, reason);
        return 0;
    };
    // SAFETY: the caller has room for a block.
    unsafe {
        if !out.is_null() {
            out.copy_from_nonoverlapping(text.as_ptr(), text.len());
        }
        ffi::put(outl, text.len() as c_int);
    }
    1
}

#[cfg(test)]
mod tests;
