//! The exported functions.

use std::ffi::{c_char, c_int, c_void};

use crate::mem::abi::{CRYPTO_clear_free, CRYPTO_free, CRYPTO_malloc, CRYPTO_zalloc};

/// 0: there is no secure heap.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_malloc_init(_sz: usize, _minsize: usize) -> c_int {
    0
}

/// 0: there was no secure heap to end.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_malloc_done() -> c_int {
    0
}

/// 0: there is no secure heap.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_malloc_initialized() -> c_int {
    0
}

/// 0: no block is in a secure heap.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_allocated(_ptr: *const c_void) -> c_int {
    0
}

/// 0: nothing is in use.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_used() -> usize {
    0
}

/// As `CRYPTO_malloc`.
///
/// # Safety
/// `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_malloc(
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    // SAFETY: the same promises.
    unsafe { CRYPTO_malloc(num, file, line) }
}

/// As `CRYPTO_zalloc`.
///
/// # Safety
/// `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_zalloc(
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    // SAFETY: the same promises.
    unsafe { CRYPTO_zalloc(num, file, line) }
}

/// As `CRYPTO_free`.
///
/// # Safety
/// `ptr` is NULL or came from these functions and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_free(ptr: *mut c_void, file: *const c_char, line: c_int) {
    // SAFETY: the same promises.
    unsafe { CRYPTO_free(ptr, file, line) }
}

/// As `CRYPTO_clear_free`.
///
/// # Safety
/// `ptr` is NULL or a block of `num` bytes from these functions that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_secure_clear_free(
    ptr: *mut c_void,
    num: usize,
    file: *const c_char,
    line: c_int,
) {
    // SAFETY: the same promises.
    unsafe { CRYPTO_clear_free(ptr, num, file, line) }
}
