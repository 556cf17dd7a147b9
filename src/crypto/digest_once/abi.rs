//! The exported functions of `sha.h` and `md5.h`.

use std::cell::UnsafeCell;
use std::ffi::c_uchar;
use std::ptr::null_mut;

use primitives::digest::{HashAlgorithm, MAX_OUTPUT_LEN, hash};

use crate::err::guard;

thread_local! {
    static RESULT: UnsafeCell<[u8; MAX_OUTPUT_LEN]> = const { UnsafeCell::new([0; MAX_OUTPUT_LEN]) };
}

/// The MD5 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MD5(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Md5, d, n, md) }
    })
}

/// The SHA1 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA1(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Sha1, d, n, md) }
    })
}

/// The SHA224 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA224(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Sha224, d, n, md) }
    })
}

/// The SHA256 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA256(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Sha256, d, n, md) }
    })
}

/// The SHA384 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA384(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Sha384, d, n, md) }
    })
}

/// The SHA512 hash of `n` bytes at `d`: to `md`, which has room for it, or to memory of the thread that the
/// next such call overwrites.
///
/// # Safety
/// `d` is readable for `n` bytes; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA512(d: *const c_uchar, n: usize, md: *mut c_uchar) -> *mut c_uchar {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { once(HashAlgorithm::Sha512, d, n, md) }
    })
}

/// # Safety
/// As the exported functions.
unsafe fn once(
    algorithm: HashAlgorithm,
    d: *const c_uchar,
    n: usize,
    md: *mut c_uchar,
) -> *mut c_uchar {
    // SAFETY: the caller's promise.
    let Some(data) = (unsafe { ffi::slice(d, n) }) else {
        return null_mut();
    };
    let out = if md.is_null() {
        let own = RESULT.try_with(|result| result.get().cast::<u8>());
        own.unwrap_or(null_mut())
    } else {
        md
    };
    if !out.is_null() {
        let digest = hash(algorithm, data);
        // SAFETY: the caller's promise, or our own buffer, which has room for every hash.
        unsafe { out.copy_from_nonoverlapping(digest.as_ptr(), digest.len()) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_to_the_buffer_or_to_its_own() {
        let mut out = [0; 32];
        // SAFETY: the buffer has room for the hash.
        unsafe {
            assert_eq!(
                SHA256(b"abc".as_ptr(), 3, out.as_mut_ptr()),
                out.as_mut_ptr()
            );
            assert_eq!(out[..4], [0xba, 0x78, 0x16, 0xbf]);
            let own = MD5(b"abc".as_ptr(), 3, null_mut());
            assert_eq!(*own, 0x90);
            assert!(SHA1(std::ptr::null(), 3, out.as_mut_ptr()).is_null());
        }
    }
}
