//! The exported functions of `sha.h` that take a hash in parts.

use std::ffi::{c_int, c_uchar, c_void};

use ffi::{mut_ref, slice};
use primitives::low_level::{Sha1State, Sha256State, Sha512State};

use crate::err::guard;

/// The state of SHA-1, plain memory of the program's.
pub type SHA_CTX = Sha1State;
/// The state of SHA-224 and SHA-256.
pub type SHA256_CTX = Sha256State;
/// The state of SHA-384 and SHA-512.
pub type SHA512_CTX = Sha512State;

/// # Safety
/// `md` is NULL or writable for the hash.
unsafe fn give(md: *mut c_uchar, hash: &[u8]) -> c_int {
    if md.is_null() {
        return 0;
    }
    // SAFETY: the caller's promise.
    unsafe { md.copy_from_nonoverlapping(hash.as_ptr(), hash.len()) };
    1
}

/// # Safety
/// `c` is NULL or writable.
unsafe fn begin<S>(c: *mut S, begin: impl FnOnce(&mut S)) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise; every bit pattern is a state.
        unsafe { mut_ref(c) }.map_or(0, |state| {
            begin(state);
            1
        })
    })
}

/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
unsafe fn update<S>(
    c: *mut S,
    data: *const c_void,
    len: usize,
    update: impl FnOnce(&mut S, &[u8]),
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (state, data) = unsafe { (mut_ref(c), slice(data.cast::<c_uchar>(), len)) };
        let (Some(state), Some(data)) = (state, data) else {
            return 0;
        };
        update(state, data);
        1
    })
}

/// # Safety
/// `c` is NULL or a state that was begun.
unsafe fn finish<S>(c: *mut S, finish: impl FnOnce(&mut S) -> c_int) -> c_int {
    // SAFETY: the caller's promise.
    guard(0, || unsafe { mut_ref(c) }.map_or(0, finish))
}

/// Begins a hash of 20 bytes. Returns 1, or 0 when `c` is NULL.
///
/// # Safety
/// `c` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA1_Init(c: *mut SHA_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { begin(c, |state| state.begin()) }
}

/// Takes `len` more bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA1_Update(c: *mut SHA_CTX, data: *const c_void, len: usize) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { update(c, data, len, |state, data| state.update(data)) }
}

/// Writes the hash to `md`, which has room for 20 bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA1_Final(md: *mut c_uchar, c: *mut SHA_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { finish(c, |state| give(md, &state.finish())) }
}

/// Begins a hash of 28 bytes. Returns 1, or 0 when `c` is NULL.
///
/// # Safety
/// `c` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA224_Init(c: *mut SHA256_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { begin(c, |state| state.begin(true)) }
}

/// Takes `len` more bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA224_Update(
    c: *mut SHA256_CTX,
    data: *const c_void,
    len: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { update(c, data, len, |state, data| state.update(data)) }
}

/// Writes the hash to `md`, which has room for 28 bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA224_Final(md: *mut c_uchar, c: *mut SHA256_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        finish(c, |state| {
            let (hash, length) = state.finish();
            give(md, &hash[..length])
        })
    }
}

/// Begins a hash of 32 bytes. Returns 1, or 0 when `c` is NULL.
///
/// # Safety
/// `c` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA256_Init(c: *mut SHA256_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { begin(c, |state| state.begin(false)) }
}

/// Takes `len` more bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA256_Update(
    c: *mut SHA256_CTX,
    data: *const c_void,
    len: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { update(c, data, len, |state, data| state.update(data)) }
}

/// Writes the hash to `md`, which has room for 32 bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA256_Final(md: *mut c_uchar, c: *mut SHA256_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        finish(c, |state| {
            let (hash, length) = state.finish();
            give(md, &hash[..length])
        })
    }
}

/// Begins a hash of 48 bytes. Returns 1, or 0 when `c` is NULL.
///
/// # Safety
/// `c` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA384_Init(c: *mut SHA512_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { begin(c, |state| state.begin(true)) }
}

/// Takes `len` more bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA384_Update(
    c: *mut SHA512_CTX,
    data: *const c_void,
    len: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { update(c, data, len, |state, data| state.update(data)) }
}

/// Writes the hash to `md`, which has room for 48 bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA384_Final(md: *mut c_uchar, c: *mut SHA512_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        finish(c, |state| {
            let (hash, length) = state.finish();
            give(md, &hash[..length])
        })
    }
}

/// Begins a hash of 64 bytes. Returns 1, or 0 when `c` is NULL.
///
/// # Safety
/// `c` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA512_Init(c: *mut SHA512_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { begin(c, |state| state.begin(false)) }
}

/// Takes `len` more bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA512_Update(
    c: *mut SHA512_CTX,
    data: *const c_void,
    len: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { update(c, data, len, |state, data| state.update(data)) }
}

/// Writes the hash to `md`, which has room for 64 bytes. Returns 1, or 0 when a pointer is NULL.
///
/// # Safety
/// `c` is NULL or a state that was begun; `md` is NULL or writable for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SHA512_Final(md: *mut c_uchar, c: *mut SHA512_CTX) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        finish(c, |state| {
            let (hash, length) = state.finish();
            give(md, &hash[..length])
        })
    }
}
