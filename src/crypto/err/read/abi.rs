//! The functions of `err.h` that read the queue (`ERR_get_error(3)`).
//!
//! All give 0 when there is no error, and then leave their out-parameters alone. The texts belong
//! to the queue: they live until the slot of the error is used again.

use std::ffi::{c_char, c_int, c_ulong};
use std::ptr::null_mut;

use crate::err::abi::put_details;
use crate::err::{Entry, guard, with_queue};

/// Takes the oldest error.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_get_error() -> c_ulong {
    guard(0, || {
        with_queue(|queue| queue.take_oldest().map_or(0, |entry| entry.code)).unwrap_or(0)
    })
}

/// Takes the oldest error, with its file and line. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_get_error_line(file: *mut *const c_char, line: *mut c_int) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), null_mut(), null_mut()) };
            entry.code
        };
        with_queue(|queue| queue.take_oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Takes the oldest error, with its file, line, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_get_error_line_data(
    file: *mut *const c_char,
    line: *mut c_int,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), data, flags) };
            entry.code
        };
        with_queue(|queue| queue.take_oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Takes the oldest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_get_error_all(
    file: *mut *const c_char,
    line: *mut c_int,
    func: *mut *const c_char,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, func, data, flags) };
            entry.code
        };
        with_queue(|queue| queue.take_oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the oldest error.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error() -> c_ulong {
    guard(0, || {
        with_queue(|queue| queue.oldest().map_or(0, |entry| entry.code)).unwrap_or(0)
    })
}

/// Looks at the oldest error, with its file and line. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error_line(
    file: *mut *const c_char,
    line: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), null_mut(), null_mut()) };
            entry.code
        };
        with_queue(|queue| queue.oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the oldest error, with its file, line, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error_line_data(
    file: *mut *const c_char,
    line: *mut c_int,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), data, flags) };
            entry.code
        };
        with_queue(|queue| queue.oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the oldest error, with its function. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error_func(func: *mut *const c_char) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, null_mut(), null_mut(), func, null_mut(), null_mut()) };
            entry.code
        };
        with_queue(|queue| queue.oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the oldest error, with its text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error_data(
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, null_mut(), null_mut(), null_mut(), data, flags) };
            entry.code
        };
        with_queue(|queue| queue.oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the oldest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_error_all(
    file: *mut *const c_char,
    line: *mut c_int,
    func: *mut *const c_char,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, func, data, flags) };
            entry.code
        };
        with_queue(|queue| queue.oldest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the newest error.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error() -> c_ulong {
    guard(0, || {
        with_queue(|queue| queue.newest().map_or(0, |entry| entry.code)).unwrap_or(0)
    })
}

/// Looks at the newest error, with its file and line. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error_line(
    file: *mut *const c_char,
    line: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), null_mut(), null_mut()) };
            entry.code
        };
        with_queue(|queue| queue.newest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the newest error, with its file, line, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error_line_data(
    file: *mut *const c_char,
    line: *mut c_int,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, null_mut(), data, flags) };
            entry.code
        };
        with_queue(|queue| queue.newest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the newest error, with its function. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error_func(func: *mut *const c_char) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, null_mut(), null_mut(), func, null_mut(), null_mut()) };
            entry.code
        };
        with_queue(|queue| queue.newest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the newest error, with its text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error_data(
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, null_mut(), null_mut(), null_mut(), data, flags) };
            entry.code
        };
        with_queue(|queue| queue.newest().map_or(0, details)).unwrap_or(0)
    })
}

/// Looks at the newest error, with its file, line, function, text and flags of the text. Each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_peek_last_error_all(
    file: *mut *const c_char,
    line: *mut c_int,
    func: *mut *const c_char,
    data: *mut *const c_char,
    flags: *mut c_int,
) -> c_ulong {
    guard(0, || {
        let details = |entry: &Entry| {
            // SAFETY: the caller promises NULL or writable pointers.
            unsafe { put_details(entry, file, line, func, data, flags) };
            entry.code
        };
        with_queue(|queue| queue.newest().map_or(0, details)).unwrap_or(0)
    })
}
