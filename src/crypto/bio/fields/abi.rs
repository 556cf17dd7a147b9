//! The exported functions of `bio.h` that read and set fields.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;

use crate::bio::abi::{BIO_callback_fn, BIO_callback_fn_ex};
use crate::bio::io::abi::BIO_puts;
use crate::bio::object::*;
use crate::ex_data::abi::{CRYPTO_get_ex_data, CRYPTO_set_ex_data};

/// Adds flags.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_flags(b: *mut BIO, flags: c_int) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.set_flags(flags);
    }
}

/// Takes flags away.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_clear_flags(b: *mut BIO, flags: c_int) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.clear_flags(flags);
    }
}

/// Sets the data of a program's own kind of BIO.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_data(a: *mut BIO, ptr: *mut c_void) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(a) } {
        bio.data.set(ptr);
    }
}

/// Says whether the BIO can be read and written.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_init(a: *mut BIO, init: c_int) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(a) } {
        bio.init.set(init);
    }
}

/// Says whether freeing the BIO closes what is below.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_shutdown(a: *mut BIO, shut: c_int) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(a) } {
        bio.shutdown.set(shut);
    }
}

/// Says why the BIO wants to be asked again.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_retry_reason(bio: *mut BIO, reason: c_int) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(bio) } {
        bio.retry_reason.set(reason);
    }
}

/// Sets the function that is told of each operation.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_callback(b: *mut BIO, callback: BIO_callback_fn) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.callback.set(callback);
    }
}

/// Sets the function that is told of each operation, with sizes; it goes before the other.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_callback_ex(b: *mut BIO, callback: BIO_callback_fn_ex) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.callback_ex.set(callback);
    }
}

/// Sets a value for the callback's use.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_callback_arg(b: *mut BIO, arg: *mut c_char) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.callback_arg.set(arg);
    }
}

/// Those of `flags` that are set.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_test_flags(b: *const BIO, flags: c_int) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.map_or(0, |bio| bio.flags.get() & flags)
}

/// The data of a program's own kind of BIO.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_data(a: *mut BIO) -> *mut c_void {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(a) }.map_or(null_mut(), |bio| bio.data.get())
}

/// Whether the BIO can be read and written.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_init(a: *mut BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(a) }.map_or(0, |bio| bio.init.get())
}

/// Whether freeing the BIO closes what is below.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_shutdown(a: *mut BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(a) }.map_or(0, |bio| bio.shutdown.get())
}

/// Why the BIO wants to be asked again.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_retry_reason(bio: *mut BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(bio) }.map_or(0, |bio| bio.retry_reason.get())
}

/// The function that is told of each operation.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_callback(b: *const BIO) -> BIO_callback_fn {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.and_then(|bio| bio.callback.get())
}

/// The function that is told of each operation, with sizes.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_callback_ex(b: *const BIO) -> BIO_callback_fn_ex {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.and_then(|bio| bio.callback_ex.get())
}

/// The value for the callback's use.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_callback_arg(b: *const BIO) -> *mut c_char {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.map_or(null_mut(), |bio| bio.callback_arg.get())
}

/// How many bytes were read.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_number_read(bio: *mut BIO) -> u64 {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(bio) }.map_or(0, |bio| bio.bytes_read.get())
}

/// How many bytes were written.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_number_written(bio: *mut BIO) -> u64 {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(bio) }.map_or(0, |bio| bio.bytes_written.get())
}

/// The type of the BIO (`BIO_TYPE_MEM` ...).
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_method_type(b: *const BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.map_or(0, |bio| bio.method.kind)
}

/// The name of the kind of BIO.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_method_name(b: *const BIO) -> *const c_char {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.map_or(std::ptr::null(), |bio| bio.method.name.as_ptr())
}

/// Takes over why the next BIO wants to be asked again.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_copy_next_retry(b: *mut BIO) {
    // SAFETY: the caller promises a BIO, and a chain holds BIOs.
    unsafe {
        if let Some(bio) = shared_ref(b)
            && let Some(next) = shared_ref(bio.next.get())
        {
            bio.copy_retry_from(next);
        }
    }
}

/// Attaches a value to the BIO (`BIO_get_ex_new_index`). 1 or 0.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_ex_data(bio: *mut BIO, idx: c_int, data: *mut c_void) -> c_int {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(bio).map_or(0, |bio| CRYPTO_set_ex_data(bio.ex_data.as_ptr(), idx, data)) }
}

/// The attached value; NULL when there is none.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_ex_data(bio: *const BIO, idx: c_int) -> *mut c_void {
    // SAFETY: the caller promises a BIO.
    unsafe {
        shared_ref(bio).map_or(null_mut(), |bio| {
            CRYPTO_get_ex_data(bio.ex_data.as_ptr(), idx)
        })
    }
}

/// Writes `indent` spaces, at most `max`. 1 or 0.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_indent(b: *mut BIO, indent: c_int, max: c_int) -> c_int {
    for _ in 0..indent.clamp(0, max.max(0)) {
        // SAFETY: the caller promises a BIO.
        if unsafe { BIO_puts(b, c" ".as_ptr()) } != 1 {
            return 0;
        }
    }
    1
}
