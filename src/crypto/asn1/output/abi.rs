//! Writing to BIOs, stdio streams and buffers.

use std::ffi::{c_char, c_int};
use std::ptr;

use crate::bio::BIO;
use crate::bio::io::abi::BIO_write;

/// Writes all of `text`. False when the BIO takes less, or is NULL.
///
/// # Safety
/// `bio` is NULL or a BIO.
pub unsafe fn to_bio(bio: *mut BIO, text: &[u8]) -> bool {
    let Ok(length) = c_int::try_from(text.len()) else {
        return false;
    };
    if length == 0 {
        return true;
    }
    // SAFETY: the bytes are readable; the BIO is the caller's.
    !bio.is_null() && unsafe { BIO_write(bio, text.as_ptr().cast(), length) } == length
}

/// Writes all of `text` and returns its length, or -1. A NULL BIO only counts.
///
/// # Safety
/// As [`to_bio`].
pub unsafe fn count_to_bio(bio: *mut BIO, text: &[u8]) -> c_int {
    // SAFETY: passed on.
    if bio.is_null() || unsafe { to_bio(bio, text) } {
        c_int::try_from(text.len()).unwrap_or(-1)
    } else {
        -1
    }
}

/// As [`count_to_bio`], to a stdio stream.
///
/// # Safety
/// `stream` is NULL or open.
pub unsafe fn count_to_file(stream: *mut libc::FILE, text: &[u8]) -> c_int {
    if !stream.is_null() {
        // SAFETY: the bytes are readable; the stream is the caller's.
        let written = unsafe { libc::fwrite(text.as_ptr().cast(), 1, text.len(), stream) };
        if written != text.len() {
            return -1;
        }
    }
    c_int::try_from(text.len()).unwrap_or(-1)
}

/// Puts `text` into the `size` bytes at `buffer`, cut where it does not fit, with a NUL.
///
/// # Safety
/// `buffer` has `size` bytes.
pub unsafe fn string_into(text: &[u8], buffer: *mut c_char, size: usize) {
    if size == 0 || buffer.is_null() {
        return;
    }
    let length = text.len().min(size - 1);
    // SAFETY: `length` and the NUL fit.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr().cast(), buffer, length);
        buffer.add(length).write(0);
    }
}
