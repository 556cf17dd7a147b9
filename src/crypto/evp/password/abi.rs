//! The exported functions that make keys from passwords.

use std::ffi::{c_char, c_int, c_uchar};

use ffi::{cstr, shared_ref, slice, slice_mut};
use primitives::digest::HashAlgorithm;
use primitives::kdf::pbkdf2;
use primitives::scrypt::{Cost, scrypt};
use zeroize::Zeroizing;

use crate::err::guard;
use crate::evp::EVP_MD;

/// The most memory in bytes that scrypt takes when the caller does not say.
const SCRYPT_MEMORY: u64 = 32 << 20;

/// PBKDF2 with HMAC (RFC 8018 5.2) into `keylen` bytes at `out`. A negative `passlen` is that of the string. 1 or 0.
///
/// # Safety
/// `pass` is NULL or has `passlen` bytes, or is a string; `salt` is NULL or has `saltlen`; `digest` is NULL or a digest;
/// `out` is writable for `keylen`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PKCS5_PBKDF2_HMAC(
    pass: *const c_char,
    passlen: c_int,
    salt: *const c_uchar,
    saltlen: c_int,
    iter: c_int,
    digest: *const EVP_MD,
    keylen: c_int,
    out: *mut c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let parts = unsafe {
            let password = match usize::try_from(passlen) {
                Ok(length) => slice(pass.cast(), length),
                Err(_) => cstr(pass).map(|text| text.to_bytes()),
            };
            let salt = usize::try_from(saltlen)
                .ok()
                .and_then(|length| slice(salt, length));
            let out = usize::try_from(keylen)
                .ok()
                .and_then(|length| slice_mut(out, length));
            (
                password.unwrap_or_default(),
                salt.unwrap_or_default(),
                out,
                shared_ref(digest),
            )
        };
        let (password, salt, Some(out), Some(digest)) = parts else {
            return 0;
        };
        match u32::try_from(iter) {
            Ok(iterations) if iterations > 0 && !out.is_empty() => {
                pbkdf2(digest.algorithm, password, salt, iterations, out);
                1
            }
            _ => 0,
        }
    })
}

/// The same with SHA-1.
///
/// # Safety
/// As [`PKCS5_PBKDF2_HMAC`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PKCS5_PBKDF2_HMAC_SHA1(
    pass: *const c_char,
    passlen: c_int,
    salt: *const c_uchar,
    saltlen: c_int,
    iter: c_int,
    keylen: c_int,
    out: *mut c_uchar,
) -> c_int {
    let digest = EVP_MD::of(HashAlgorithm::Sha1);
    // SAFETY: the caller's promises.
    unsafe { PKCS5_PBKDF2_HMAC(pass, passlen, salt, saltlen, iter, digest, keylen, out) }
}

/// scrypt (RFC 7914) into `keylen` bytes at `key`; with NULL the costs are only checked. `maxmem` is in bytes, 0 for
/// 32 MiB. 1, or 0 for costs that make no sense or need more memory.
///
/// # Safety
/// `pass` is NULL or has `passlen` bytes, `salt` `saltlen`; `key` is NULL or writable for `keylen`.
#[unsafe(no_mangle)]
#[allow(non_snake_case)]
pub unsafe extern "C" fn EVP_PBE_scrypt(
    pass: *const c_char,
    passlen: usize,
    salt: *const c_uchar,
    saltlen: usize,
    N: u64,
    r: u64,
    p: u64,
    maxmem: u64,
    key: *mut c_uchar,
    keylen: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (password, salt, out) = unsafe {
            (
                slice(pass.cast(), passlen).unwrap_or_default(),
                slice(salt, saltlen).unwrap_or_default(),
                slice_mut(key, keylen),
            )
        };
        let cost = Cost {
            cost: N,
            block_size: r,
            parallel: p,
        };
        let most = if maxmem == 0 { SCRYPT_MEMORY } else { maxmem };
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        // Without a place for it, the key is made and thrown away.
        let mut own = Zeroizing::new([0; 1]);
        let out = out.unwrap_or(&mut own[..]);
        c_int::from(scrypt(password, salt, cost, most, out))
    })
}
