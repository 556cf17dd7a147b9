//! `BIO_s_null(3)`: writing always succeeds, reading is always at the end.

use std::ffi::{c_char, c_int, c_long, c_void};

use crate::bio::object::*;

static METHOD: BIO_METHOD = BIO_METHOD {
    write: Some(write),
    read: Some(read),
    puts: Some(puts),
    gets: Some(gets),
    ctrl: Some(ctrl),
    ..BIO_METHOD::new(6 | BIO_TYPE_SOURCE_SINK, c"NULL")
};

/// The method of such BIOs.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_null() -> *const BIO_METHOD {
    &raw const METHOD
}

unsafe extern "C" fn write(
    _b: *mut BIO,
    _data: *const c_char,
    len: usize,
    count: *mut usize,
) -> c_int {
    // SAFETY: `BIO_write` hands over a place for the count.
    unsafe { ffi::put(count, len) };
    1
}

unsafe extern "C" fn read(
    _b: *mut BIO,
    _data: *mut c_char,
    _len: usize,
    _count: *mut usize,
) -> c_int {
    0
}

unsafe extern "C" fn puts(_b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over a C string.
    c_int::try_from(unsafe { libc::strlen(text) }).unwrap_or(-1)
}

unsafe extern "C" fn gets(_b: *mut BIO, _buf: *mut c_char, _size: c_int) -> c_int {
    0
}

unsafe extern "C" fn ctrl(_b: *mut BIO, cmd: c_int, _larg: c_long, _parg: *mut c_void) -> c_long {
    match cmd {
        BIO_CTRL_RESET | BIO_CTRL_EOF | BIO_CTRL_SET | BIO_CTRL_SET_CLOSE | BIO_CTRL_FLUSH
        | BIO_CTRL_DUP => 1,
        _ => 0,
    }
}
