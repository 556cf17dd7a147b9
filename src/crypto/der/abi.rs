//! Pointers of the `d2i_X(X **a, const unsigned char **ppin, long length)` and
//! `i2d_X(const X *a, unsigned char **ppout)` families.

use std::ffi::{c_int, c_long, c_uchar};

use crate::mem;

/// Decodes what `*ppin` points to: `decode` gives the value and the number of bytes it took, and
/// `*ppin` then points behind them. On failure `*ppin` stays.
///
/// # Safety
/// `ppin` is NULL or points to a pointer to at least `length` readable bytes.
pub unsafe fn input<T>(
    ppin: *mut *const c_uchar,
    length: c_long,
    decode: impl FnOnce(&[u8]) -> Option<(T, usize)>,
) -> Option<T> {
    if ppin.is_null() {
        return None;
    }
    let length = usize::try_from(length).ok()?;
    // SAFETY: the caller's promise.
    let bytes = unsafe { ffi::slice(*ppin, length) }?;
    let (value, used) = decode(bytes)?;
    // SAFETY: `ppin` is writable, and `used` is at most `length`.
    unsafe { *ppin = (*ppin).add(used.min(length)) };
    Some(value)
}

/// Gives `encoding` to C and answers its length: only the length when `ppout` is NULL; into fresh
/// memory that the caller frees with `OPENSSL_free` when `*ppout` is NULL; else to `*ppout`, which
/// then points behind what was written. -1 when there is no memory.
///
/// # Safety
/// `ppout` is NULL, or points to NULL, or points to a pointer to enough writable bytes.
pub unsafe fn output(encoding: &[u8], ppout: *mut *mut c_uchar) -> c_int {
    let Ok(length) = c_int::try_from(encoding.len()) else {
        return -1;
    };
    if ppout.is_null() {
        return length;
    }
    // SAFETY: the caller's promise: readable and writable.
    unsafe {
        if (*ppout).is_null() {
            let copy = mem::copy_bytes(encoding);
            if copy.is_null() {
                return -1;
            }
            *ppout = copy;
        } else {
            (*ppout).copy_from_nonoverlapping(encoding.as_ptr(), encoding.len());
            *ppout = (*ppout).add(encoding.len());
        }
    }
    length
}
