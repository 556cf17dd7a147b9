//! The exported functions of `aes.h`.

use std::ffi::{c_int, c_uchar};

use ffi::{shared_ref, slice};
use primitives::low_level::AesKey;

use super::{BLOCK, Chain};
use crate::err::guard;

/// An expanded key, plain memory of the program's.
pub type AES_KEY = AesKey;

/// Expands a key of 128, 192 or 256 bits for encryption. Returns 0, -1 when a pointer is NULL, -2 for another length.
///
/// # Safety
/// `userKey` is NULL or has `bits` bits; `key` is NULL or writable.
#[unsafe(no_mangle)]
#[allow(non_snake_case)]
pub unsafe extern "C" fn AES_set_encrypt_key(
    userKey: *const c_uchar,
    bits: c_int,
    key: *mut AES_KEY,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        expand(userKey, bits, key, AesKey::for_encryption)
    })
}

/// The same for decryption.
///
/// # Safety
/// As [`AES_set_encrypt_key`].
#[unsafe(no_mangle)]
#[allow(non_snake_case)]
pub unsafe extern "C" fn AES_set_decrypt_key(
    userKey: *const c_uchar,
    bits: c_int,
    key: *mut AES_KEY,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(-1, || unsafe {
        expand(userKey, bits, key, AesKey::for_decryption)
    })
}

/// # Safety
/// As [`AES_set_encrypt_key`].
unsafe fn expand(
    user_key: *const c_uchar,
    bits: c_int,
    key: *mut AES_KEY,
    expand: impl FnOnce(&[u8]) -> Option<AesKey>,
) -> c_int {
    if user_key.is_null() || key.is_null() {
        return -1;
    }
    let length = match bits {
        128 => 16,
        192 => 24,
        256 => 32,
        _ => return -2,
    };
    // SAFETY: the caller's promise.
    let Some(expanded) = (unsafe { slice(user_key, length) }).and_then(expand) else {
        return -2;
    };
    // SAFETY: the caller's promise.
    unsafe { key.write(expanded) };
    0
}

/// Encrypts one block of 16 bytes; `out` may be `in`.
///
/// # Safety
/// `in` is readable and `out` writable for 16 bytes; `key` was expanded for encryption.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AES_encrypt(r#in: *const c_uchar, out: *mut c_uchar, key: *const AES_KEY) {
    // SAFETY: the caller's promises.
    guard((), || unsafe { one(r#in, out, key, true) })
}

/// Decrypts one block of 16 bytes; `out` may be `in`.
///
/// # Safety
/// `in` is readable and `out` writable for 16 bytes; `key` was expanded for decryption.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AES_decrypt(r#in: *const c_uchar, out: *mut c_uchar, key: *const AES_KEY) {
    // SAFETY: the caller's promises.
    guard((), || unsafe { one(r#in, out, key, false) })
}

/// One block of 16 bytes in the direction of `enc`.
///
/// # Safety
/// As [`AES_encrypt`] or [`AES_decrypt`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AES_ecb_encrypt(
    r#in: *const c_uchar,
    out: *mut c_uchar,
    key: *const AES_KEY,
    enc: c_int,
) {
    // SAFETY: the caller's promises.
    guard((), || unsafe { one(r#in, out, key, enc != 0) })
}

/// # Safety
/// As the exported functions.
unsafe fn one(input: *const c_uchar, out: *mut c_uchar, key: *const AES_KEY, encrypt: bool) {
    // SAFETY: the caller's promises.
    let Some(key) = (unsafe { shared_ref(key) }) else {
        return;
    };
    if input.is_null() || out.is_null() {
        return;
    }
    // SAFETY: the caller's promises.
    let mut block = unsafe { input.cast::<[u8; BLOCK]>().read_unaligned() };
    if encrypt {
        key.encrypt(&mut block);
    } else {
        key.decrypt(&mut block);
    }
    // SAFETY: the caller's promises.
    unsafe { out.cast::<[u8; BLOCK]>().write_unaligned(block) };
}

/// Cipher block chaining; `ivec` moves on. A last block that is not full is filled with zeros when encrypting, and
/// `out` has room for it.
///
/// # Safety
/// `in` is readable and `out` writable for `length` bytes, in whole blocks when encrypting, and they are the same or do
/// not overlap; `ivec` has 16; `key` was expanded for that direction.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AES_cbc_encrypt(
    r#in: *const c_uchar,
    out: *mut c_uchar,
    length: usize,
    key: *const AES_KEY,
    ivec: *mut c_uchar,
    enc: c_int,
) {
    // SAFETY: the caller's promises.
    guard((), || unsafe {
        chained(r#in, out, length, key, ivec, Chain::Cbc, enc != 0)
    })
}

/// Infinite garble extension, in whole blocks; `ivec` has two of them and moves on.
///
/// # Safety
/// As [`AES_cbc_encrypt`]; `ivec` has 32 bytes; `length` is a multiple of 16.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AES_ige_encrypt(
    r#in: *const c_uchar,
    out: *mut c_uchar,
    length: usize,
    key: *const AES_KEY,
    ivec: *mut c_uchar,
    enc: c_int,
) {
    // SAFETY: the caller's promises.
    guard((), || unsafe {
        let whole = length - length % BLOCK;
        chained(r#in, out, whole, key, ivec, Chain::Ige, enc != 0);
    })
}

/// # Safety
/// As the exported functions.
unsafe fn chained(
    input: *const c_uchar,
    out: *mut c_uchar,
    length: usize,
    key: *const AES_KEY,
    ivec: *mut c_uchar,
    chain: Chain,
    encrypt: bool,
) {
    // SAFETY: the caller's promises.
    let Some(key) = (unsafe { shared_ref(key) }) else {
        return;
    };
    if input.is_null() || out.is_null() || ivec.is_null() {
        return;
    }
    let count = chain.vectors();
    let mut vectors = [[0; BLOCK]; 2];
    // SAFETY: the caller's promises: as many vectors as the chain has.
    unsafe { ivec.copy_to_nonoverlapping(vectors.as_mut_ptr().cast(), count * BLOCK) };
    for at in (0..length).step_by(BLOCK) {
        let take = BLOCK.min(length - at);
        let mut block = [0; BLOCK];
        // SAFETY: `at + take` is at most the length; a decrypted block that is not full was whole before.
        unsafe {
            let take = if encrypt { take } else { BLOCK };
            input
                .add(at)
                .copy_to_nonoverlapping(block.as_mut_ptr(), take);
            chain.step(key, &mut vectors, &mut block, encrypt);
            let give = if encrypt {
                BLOCK
            } else {
                BLOCK.min(length - at)
            };
            out.add(at).copy_from_nonoverlapping(block.as_ptr(), give);
        }
    }
    // SAFETY: as above.
    unsafe { ivec.copy_from_nonoverlapping(vectors.as_ptr().cast(), count * BLOCK) };
}
