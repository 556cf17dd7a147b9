//! Memory that the application frees with `OPENSSL_free`.

use std::ffi::c_char;

use super::imports::{CRYPTO_free, CRYPTO_malloc};

const FILE: &std::ffi::CStr = c"ssl";

/// Copies `bytes` into memory from `CRYPTO_malloc`; NULL when there is none left.
pub fn duplicate<T: Copy>(items: &[T]) -> *mut T {
    let size = std::mem::size_of_val(items).max(1);
    // SAFETY: plain allocation of `size` bytes.
    let memory = unsafe { CRYPTO_malloc(size, FILE.as_ptr(), line!() as i32) }.cast::<T>();
    if !memory.is_null() {
        // SAFETY: the block is fresh, aligned as malloc's, and at least as long as `items`.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), memory, items.len()) };
    }
    memory
}

/// Copies `text` with a terminating NUL into memory from `CRYPTO_malloc`.
pub fn duplicate_string(text: &std::ffi::CStr) -> *mut c_char {
    duplicate(text.to_bytes_with_nul()).cast()
}

/// Gives memory from `CRYPTO_malloc` back. NULL is allowed.
///
/// # Safety
/// `memory` is NULL or came from `CRYPTO_malloc`, and nobody uses it any more.
pub unsafe fn free<T>(memory: *mut T) {
    // SAFETY: passed on from the caller.
    unsafe { CRYPTO_free(memory.cast(), FILE.as_ptr(), line!() as i32) }
}

/// Memory from `CRYPTO_malloc` that we own.
pub struct Block {
    start: std::ptr::NonNull<u8>,
    length: usize,
}

impl Block {
    /// A copy of `bytes`; `None` when there is no memory left.
    pub fn copy_of(bytes: &[u8]) -> Option<Self> {
        Some(Block {
            start: std::ptr::NonNull::new(duplicate(bytes))?,
            length: bytes.len(),
        })
    }

    /// Takes over memory of the application's; `None` for NULL.
    ///
    /// # Safety
    /// `memory` is NULL or came from `CRYPTO_malloc`, has `length` bytes, and is given up.
    pub unsafe fn from_raw(memory: *mut u8, length: usize) -> Option<Self> {
        let start = std::ptr::NonNull::new(memory)?;
        Some(Block { start, length })
    }

    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: the block has this length and lives as long as self.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: the block is ours.
        unsafe { free(self.start.as_ptr()) }
    }
}
