//! The exported functions on ciphers.

use std::ffi::{c_char, c_int};
use std::ptr::{null, null_mut};

use super::EVP_CIPHER;
use crate::err::{ERR_LIB_EVP, guard, raise};
use crate::evp::OSSL_LIB_CTX;
use crate::evp::reasons::EVP_R_UNSUPPORTED_ALGORITHM;

/// AES with a key of 128 bits in ECB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_128_ecb() -> *const EVP_CIPHER {
    guard(null(), || by_nid(418))
}

/// AES with a key of 128 bits in CBC mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_128_cbc() -> *const EVP_CIPHER {
    guard(null(), || by_nid(419))
}

/// AES with a key of 128 bits in CFB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_128_cfb128() -> *const EVP_CIPHER {
    guard(null(), || by_nid(421))
}

/// AES with a key of 128 bits in CTR mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_128_ctr() -> *const EVP_CIPHER {
    guard(null(), || by_nid(904))
}

/// AES with a key of 128 bits in GCM mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_128_gcm() -> *const EVP_CIPHER {
    guard(null(), || by_nid(895))
}

/// AES with a key of 192 bits in ECB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_192_ecb() -> *const EVP_CIPHER {
    guard(null(), || by_nid(422))
}

/// AES with a key of 192 bits in CBC mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_192_cbc() -> *const EVP_CIPHER {
    guard(null(), || by_nid(423))
}

/// AES with a key of 192 bits in CFB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_192_cfb128() -> *const EVP_CIPHER {
    guard(null(), || by_nid(425))
}

/// AES with a key of 192 bits in CTR mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_192_ctr() -> *const EVP_CIPHER {
    guard(null(), || by_nid(905))
}

/// AES with a key of 192 bits in GCM mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_192_gcm() -> *const EVP_CIPHER {
    guard(null(), || by_nid(898))
}

/// AES with a key of 256 bits in ECB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_256_ecb() -> *const EVP_CIPHER {
    guard(null(), || by_nid(426))
}

/// AES with a key of 256 bits in CBC mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_256_cbc() -> *const EVP_CIPHER {
    guard(null(), || by_nid(427))
}

/// AES with a key of 256 bits in CFB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_256_cfb128() -> *const EVP_CIPHER {
    guard(null(), || by_nid(429))
}

/// AES with a key of 256 bits in CTR mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_256_ctr() -> *const EVP_CIPHER {
    guard(null(), || by_nid(906))
}

/// AES with a key of 256 bits in GCM mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_aes_256_gcm() -> *const EVP_CIPHER {
    guard(null(), || by_nid(901))
}

/// Triple DES in ECB mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_des_ede3_ecb() -> *const EVP_CIPHER {
    guard(null(), || by_nid(33))
}

/// Triple DES in CBC mode, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_des_ede3_cbc() -> *const EVP_CIPHER {
    guard(null(), || by_nid(44))
}

/// The cipher with this name, NULL when there is none.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_get_cipherbyname(name: *const c_char) -> *const EVP_CIPHER {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { by_name(name) }.map_or(null(), std::ptr::from_ref)
    })
}

/// The cipher with this name; NULL with an error when there is none. What comes needs no
/// `EVP_CIPHER_free`, but bears it.
///
/// # Safety
/// `algorithm` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_fetch(
    _ctx: *mut OSSL_LIB_CTX,
    algorithm: *const c_char,
    _properties: *const c_char,
) -> *mut EVP_CIPHER {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let cipher = unsafe { by_name(algorithm) };
        if cipher.is_none() {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
        }
        cipher.map_or(null_mut(), |cipher| std::ptr::from_ref(cipher).cast_mut())
    })
}

/// Counts a reference, which changes nothing: ciphers live for ever.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_up_ref(cipher: *mut EVP_CIPHER) -> c_int {
    guard(0, || c_int::from(!cipher.is_null()))
}

/// Gives back a reference, which changes nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_free(_cipher: *mut EVP_CIPHER) {
    guard((), || ())
}

/// The number of the cipher's object; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_nid(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.nid)
    })
}

/// The number of the cipher's object; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_type(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.nid)
    })
}

/// Length of a block in bytes, 1 for a stream; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_block_size(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.block_len() as c_int)
    })
}

/// Length of the key in bytes; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_key_length(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.algorithm.key_len() as c_int)
    })
}

/// Length of the initialisation vector in bytes; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_iv_length(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.iv_len() as c_int)
    })
}

/// `EVP_CIPH_*_MODE`; 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get_mode(cipher: *const EVP_CIPHER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }.map_or(0, |cipher| cipher.mode.number())
    })
}

/// The name of the cipher; NULL for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_get0_name(cipher: *const EVP_CIPHER) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(cipher) }
            .and_then(|cipher| cipher.names.first())
            .map_or(null(), |name| name.as_ptr())
    })
}

/// 1 when `name` is one of the cipher's names, in any case.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_CIPHER_is_a(cipher: *const EVP_CIPHER, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (cipher, name) = unsafe { (ffi::shared_ref(cipher), ffi::cstr(name)) };
        let name = name.and_then(|name| name.to_str().ok());
        c_int::from(
            cipher
                .zip(name)
                .is_some_and(|(cipher, name)| cipher.is_a(name)),
        )
    })
}

fn by_nid(nid: c_int) -> *const EVP_CIPHER {
    EVP_CIPHER::by_nid(nid).map_or(null(), std::ptr::from_ref)
}

/// # Safety
/// `name` is NULL or a C string.
unsafe fn by_name(name: *const c_char) -> Option<&'static EVP_CIPHER> {
    // SAFETY: the caller's promise.
    let name = unsafe { ffi::cstr(name) }?;
    EVP_CIPHER::by_name(name.to_str().ok()?)
}
