//! NULL-safe use of pointers that come from C.
//!
//! Every function takes what C gave and answers `None` for NULL (and for a negative or impossible
//! length), so that an exported function can return its documented failure value with `let else`.

use std::ffi::{CStr, c_char};

/// Borrows what `pointer` points to.
///
/// # Safety
/// `pointer` is NULL or valid for reads for `'a`, and nothing writes through another pointer then.
#[inline]
pub unsafe fn shared_ref<'a, T>(pointer: *const T) -> Option<&'a T> {
    // SAFETY: the caller promises validity for non-NULL pointers.
    unsafe { pointer.as_ref() }
}

/// Borrows what `pointer` points to for writing.
///
/// # Safety
/// `pointer` is NULL or valid for reads and writes for `'a`, and this is the only access then.
#[inline]
pub unsafe fn mut_ref<'a, T>(pointer: *mut T) -> Option<&'a mut T> {
    // SAFETY: the caller promises validity and exclusiveness for non-NULL pointers.
    unsafe { pointer.as_mut() }
}

/// The bytes at `pointer`. An empty slice for NULL with length 0; `None` for NULL with another
/// length.
///
/// # Safety
/// `pointer` is NULL or valid for reads of `len` bytes for `'a`.
#[inline]
pub unsafe fn slice<'a>(pointer: *const u8, len: usize) -> Option<&'a [u8]> {
    if pointer.is_null() || len > isize::MAX as usize {
        return (len == 0).then_some(&[]);
    }
    // SAFETY: not NULL, and the caller promises `len` readable bytes.
    Some(unsafe { std::slice::from_raw_parts(pointer, len) })
}

/// The writable, initialised bytes at `pointer`. As [`slice`] for NULL.
///
/// # Safety
/// `pointer` is NULL or valid for reads and writes of `len` bytes for `'a`, exclusively.
#[inline]
pub unsafe fn slice_mut<'a>(pointer: *mut u8, len: usize) -> Option<&'a mut [u8]> {
    if pointer.is_null() || len > isize::MAX as usize {
        return (len == 0).then_some(&mut []);
    }
    // SAFETY: not NULL, and the caller promises `len` bytes of its own.
    Some(unsafe { std::slice::from_raw_parts_mut(pointer, len) })
}

/// The C string at `pointer`.
///
/// # Safety
/// `pointer` is NULL or points to a NUL-terminated string that lives for `'a`.
#[inline]
pub unsafe fn cstr<'a>(pointer: *const c_char) -> Option<&'a CStr> {
    // SAFETY: not NULL, and the caller promises the terminator.
    (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) })
}

/// Writes an out-parameter, if the caller wants it.
///
/// # Safety
/// `out` is NULL or valid for writes of a `T`.
#[inline]
pub unsafe fn put<T>(out: *mut T, value: T) {
    if !out.is_null() {
        // SAFETY: not NULL, and the caller promises it is writable.
        unsafe { out.write(value) }
    }
}
