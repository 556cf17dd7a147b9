//! The exported functions.

use std::ffi::{c_char, c_int, c_void};

use ffi::slice;

use super::{dump_lines, hex_text};
use crate::bio::io::abi::{BIO_write, write_all};
use crate::bio::object::BIO;
use crate::err::abi::ERR_print_errors_cb;
use crate::err::guard;

/// The bytes that a program wants dumped.
///
/// # Safety
/// `s` has `len` readable bytes for `'a`.
unsafe fn bytes<'a>(s: *const c_void, len: c_int) -> &'a [u8] {
    // SAFETY: the caller's promise.
    unsafe { slice(s.cast(), usize::try_from(len).unwrap_or(0)) }.unwrap_or_default()
}

/// Gives `cb` the lines of a hexadecimal dump. The sum of its answers, or the first one below 0.
///
/// # Safety
/// `s` has `len` readable bytes; `cb` takes lines and `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump_indent_cb(
    cb: Option<unsafe extern "C" fn(data: *const c_void, len: usize, u: *mut c_void) -> c_int>,
    u: *mut c_void,
    s: *const c_void,
    len: c_int,
    indent: c_int,
) -> c_int {
    guard(-1, || {
        let Some(cb) = cb else { return -1 };
        let mut sum: c_int = 0;
        // SAFETY: the caller promises the bytes.
        for line in dump_lines(unsafe { bytes(s, len) }, indent) {
            // SAFETY: the caller promises the function.
            let answer = unsafe { cb(line.as_ptr().cast(), line.len(), u) };
            if answer < 0 {
                return answer;
            }
            sum = sum.saturating_add(answer);
        }
        sum
    })
}

/// As [`BIO_dump_indent_cb`] without an indent.
///
/// # Safety
/// As [`BIO_dump_indent_cb`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump_cb(
    cb: Option<unsafe extern "C" fn(data: *const c_void, len: usize, u: *mut c_void) -> c_int>,
    u: *mut c_void,
    s: *const c_void,
    len: c_int,
) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_dump_indent_cb(cb, u, s, len, 0) }
}

unsafe extern "C" fn into_bio(data: *const c_void, len: usize, bio: *mut c_void) -> c_int {
    // SAFETY: a line of a dump and the program's BIO.
    unsafe { BIO_write(bio.cast(), data, c_int::try_from(len).unwrap_or(0)) }
}

unsafe extern "C" fn into_stream(data: *const c_void, len: usize, fp: *mut c_void) -> c_int {
    // SAFETY: a line of a dump and the program's stream.
    c_int::try_from(unsafe { libc::fwrite(data, 1, len, fp.cast()) }).unwrap_or(-1)
}

/// Dumps bytes into a BIO. The number of characters written, or below 0.
///
/// # Safety
/// `b` is a BIO; `bytes` has `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump(b: *mut BIO, bytes: *const c_void, len: c_int) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_dump_indent_cb(Some(into_bio), b.cast(), bytes, len, 0) }
}

/// Dumps bytes into a BIO, indented.
///
/// # Safety
/// As [`BIO_dump`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump_indent(
    b: *mut BIO,
    bytes: *const c_void,
    len: c_int,
    indent: c_int,
) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_dump_indent_cb(Some(into_bio), b.cast(), bytes, len, indent) }
}

/// Dumps bytes into a stream.
///
/// # Safety
/// `fp` is an open stream; `s` has `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump_fp(fp: *mut libc::FILE, s: *const c_void, len: c_int) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_dump_indent_cb(Some(into_stream), fp.cast(), s, len, 0) }
}

/// Dumps bytes into a stream, indented.
///
/// # Safety
/// As [`BIO_dump_fp`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dump_indent_fp(
    fp: *mut libc::FILE,
    s: *const c_void,
    len: c_int,
    indent: c_int,
) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_dump_indent_cb(Some(into_stream), fp.cast(), s, len, indent) }
}

/// Writes bytes as hexadecimal text with `:` between them, `width` a line. 1 or 0.
///
/// # Safety
/// `out` is a BIO; `data` has `datalen` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_hex_string(
    out: *mut BIO,
    indent: c_int,
    width: c_int,
    data: *const c_void,
    datalen: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises the BIO and the bytes.
        unsafe {
            let text = hex_text(bytes(data, datalen), indent, width);
            c_int::from(write_all(out, text.as_bytes()))
        }
    })
}

/// Takes all errors and prints a line for each into a BIO.
///
/// # Safety
/// `bp` is a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_print_errors(bp: *mut BIO) {
    unsafe extern "C" fn line(text: *const c_char, len: usize, bio: *mut c_void) -> c_int {
        // SAFETY: a line of the queue and the program's BIO.
        unsafe { into_bio(text.cast(), len, bio) }
    }
    // SAFETY: the function takes the BIO that is handed to it.
    unsafe { ERR_print_errors_cb(Some(line), bp.cast()) }
}

/// The Rust half of `BIO_printf`: writes formatted text.
///
/// # Safety
/// `bio` is NULL or a BIO; `text` has `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrodtls_bio_write(
    bio: *mut BIO,
    text: *const c_char,
    len: c_int,
) -> c_int {
    // SAFETY: the same promises.
    unsafe { BIO_write(bio, text.cast(), len) }
}
