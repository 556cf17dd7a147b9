//! libcrypto's error queue of the calling thread.

use std::ffi::{CStr, c_int, c_ulong};
use std::panic::Location;

use super::imports::*;

/// `ERR_LIB_SYS`.
pub const LIB_SYS: c_int = 2;
/// `ERR_LIB_SSL`.
pub const LIB_SSL: c_int = 20;
/// `ERR_R_FATAL`: both flag bits of the common fatal reasons.
const FATAL: c_int = 0x3 << 18;
/// `ERR_R_MALLOC_FAILURE`.
pub const MALLOC_FAILURE: c_int = 256 | FATAL;
/// `ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED`.
pub const SHOULD_NOT_HAVE_BEEN_CALLED: c_int = 257 | FATAL;
/// `ERR_R_PASSED_NULL_PARAMETER`.
pub const PASSED_NULL: c_int = 258 | FATAL;
/// `ERR_R_PASSED_INVALID_ARGUMENT`.
pub const PASSED_INVALID: c_int = 262 | COMMON;
/// `ERR_R_SYS_LIB`, `ERR_R_BUF_LIB`, `ERR_R_PEM_LIB`, `ERR_R_ENGINE_LIB`, `ERR_R_X509_LIB`,
/// `ERR_R_ASN1_LIB`.
pub const SYS_LIB: c_int = LIB_SYS | COMMON;
pub const BUF_LIB: c_int = 7 | COMMON;
pub const PEM_LIB: c_int = 9 | COMMON;
pub const ENGINE_LIB: c_int = 38 | COMMON;
pub const X509_LIB: c_int = 11 | COMMON;
pub const ASN1_LIB: c_int = 13 | COMMON;
/// `ERR_R_UNSUPPORTED`.
pub const UNSUPPORTED: c_int = 268 | COMMON;
const COMMON: c_int = 0x2 << 18;
/// `ERR_R_INTERNAL_ERROR`.
pub const INTERNAL_ERROR: c_int = 259 | FATAL;

/// Queues an error of libssl with the place of the caller.
#[track_caller]
pub fn put(reason: c_int) {
    put_text(reason, None);
}

/// Queues an error of libssl with an explanation.
#[track_caller]
pub fn put_text(reason: c_int, text: Option<&CStr>) {
    put_lib(LIB_SSL, reason, text);
}

/// Queues an error of another library number.
#[track_caller]
pub fn put_lib(lib: c_int, reason: c_int, text: Option<&CStr>) {
    let line = c_int::try_from(Location::caller().line()).unwrap_or(0);
    // SAFETY: all strings are NUL-terminated; the format takes exactly the one argument given.
    unsafe {
        ERR_new();
        ERR_set_debug(c"libssl".as_ptr(), line, c"".as_ptr());
        match text {
            Some(text) => ERR_set_error(lib, reason, c"%s".as_ptr(), text.as_ptr()),
            None => ERR_set_error(lib, reason, std::ptr::null()),
        }
    }
}

/// The oldest error, 0 for none.
pub fn peek() -> c_ulong {
    // SAFETY: no arguments.
    unsafe { ERR_peek_error() }
}

/// The newest error, 0 for none.
pub fn peek_last() -> c_ulong {
    // SAFETY: no arguments.
    unsafe { ERR_peek_last_error() }
}

/// Empties the queue.
pub fn clear() {
    // SAFETY: no arguments.
    unsafe { ERR_clear_error() }
}

/// Runs `body` and forgets the errors that it queued.
pub fn quietly<R>(body: impl FnOnce() -> R) -> R {
    // SAFETY: no arguments; the mark is popped below, also by way of `Mark::drop` on a panic.
    unsafe { ERR_set_mark() };
    struct Mark;
    impl Drop for Mark {
        fn drop(&mut self) {
            // SAFETY: pops the mark set above.
            unsafe { ERR_pop_to_mark() };
        }
    }
    let _mark = Mark;
    body()
}

/// The library number in an error code of OpenSSL 3 (`ERR_GET_LIB`).
pub fn library(code: c_ulong) -> c_int {
    if code & 0x8000_0000 != 0 {
        LIB_SYS
    } else {
        ((code >> 23) & 0xFF) as c_int
    }
}

/// The reason in an error code (`ERR_GET_REASON`).
pub fn reason(code: c_ulong) -> c_int {
    if code & 0x8000_0000 != 0 {
        (code & 0x7FFF_FFFF) as c_int
    } else {
        (code & 0x7F_FFFF) as c_int
    }
}

/// Registers the texts of reasons with libcrypto, which keeps the table.
pub fn load_strings(table: &'static [super::types::ERR_STRING_DATA]) {
    // SAFETY: the table is static and ends with an empty row.
    unsafe { ERR_load_strings_const(table.as_ptr()) };
}

/// Sets `errno`, which a caller of a failed function looks at (`SSL_ERROR_SYSCALL`).
pub fn set_errno(errno: c_int) {
    // SAFETY: the place of this thread's `errno`.
    unsafe { *libc::__errno_location() = errno };
}
