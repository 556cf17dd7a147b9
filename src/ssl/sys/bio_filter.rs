//! What a BIO method of our own needs of libcrypto.

use std::ffi::{CStr, c_char, c_int, c_long, c_void};

use super::imports::*;
use super::types::*;

/// `BIO_FLAGS_READ`, `BIO_FLAGS_WRITE`, `BIO_FLAGS_IO_SPECIAL`, `BIO_FLAGS_SHOULD_RETRY`.
pub const READ: c_int = 1;
pub const WRITE: c_int = 2;
pub const SPECIAL: c_int = 4;
const SHOULD_RETRY: c_int = 8;

/// The functions of a method.
pub struct Functions {
    pub create: unsafe extern "C" fn(*mut BIO) -> c_int,
    pub destroy: unsafe extern "C" fn(*mut BIO) -> c_int,
    pub read: unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int,
    pub write: unsafe extern "C" fn(*mut BIO, *const c_char, c_int) -> c_int,
    pub puts: unsafe extern "C" fn(*mut BIO, *const c_char) -> c_int,
    pub ctrl: unsafe extern "C" fn(*mut BIO, c_int, c_long, *mut c_void) -> c_long,
    pub callback_ctrl: unsafe extern "C" fn(*mut BIO, c_int, *mut c_void) -> c_long,
}

/// A method that lives as long as the process.
pub struct Method(*mut BIO_METHOD);

// SAFETY: not changed after it was made.
unsafe impl Send for Method {}
// SAFETY: as above.
unsafe impl Sync for Method {}

impl Method {
    pub fn new(kind: c_int, name: &'static CStr, functions: &Functions) -> Self {
        // SAFETY: the name is static; the method is valid when it is not NULL.
        unsafe {
            let method = BIO_meth_new(kind, name.as_ptr());
            if !method.is_null() {
                BIO_meth_set_create(method, Some(functions.create));
                BIO_meth_set_destroy(method, Some(functions.destroy));
                BIO_meth_set_read(method, Some(functions.read));
                BIO_meth_set_write(method, Some(functions.write));
                BIO_meth_set_puts(method, Some(functions.puts));
                BIO_meth_set_ctrl(method, Some(functions.ctrl));
                BIO_meth_set_callback_ctrl(method, Some(functions.callback_ctrl));
            }
            Method(method)
        }
    }

    /// NULL: there was no memory.
    pub fn as_ptr(&self) -> *const BIO_METHOD {
        self.0
    }
}

/// The method of BIOs that connect by TCP.
pub fn connect_method() -> *const BIO_METHOD {
    // SAFETY: no arguments.
    unsafe { BIO_s_connect() }
}

macro_rules! wrap {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? = $body:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The pointers are valid.
        pub unsafe fn $name($($argument: $type),*) $(-> $result)? {
            // SAFETY: the caller's contract.
            unsafe { $body }
        }
    )*};
}

wrap! {
    /// A new BIO; NULL: no memory.
    fn new(method: *const BIO_METHOD) -> *mut BIO = BIO_new(method);
    /// Frees a chain.
    fn free(b: *mut BIO) = BIO_free_all(b);
    /// Adds a reference.
    fn up_ref(b: *mut BIO) = { BIO_up_ref(b); };
    /// What the method keeps.
    fn data(b: *mut BIO) -> *mut c_void = BIO_get_data(b);
    /// Sets what the method keeps.
    fn set_data(b: *mut BIO, data: *mut c_void) = BIO_set_data(b, data);
    /// Whether what is inside goes with the BIO.
    fn shutdown(b: *mut BIO) -> c_int = BIO_get_shutdown(b);
    /// Sets whether what is inside goes with the BIO.
    fn set_shutdown(b: *mut BIO, on: bool) = BIO_set_shutdown(b, on.into());
    /// Sets whether the BIO is ready for use.
    fn set_init(b: *mut BIO, on: bool) = BIO_set_init(b, on.into());
    /// The next of the chain, or NULL.
    fn next(b: *mut BIO) -> *mut BIO = BIO_next(b);
    /// Sets the next of the chain.
    fn set_next(b: *mut BIO, next: *mut BIO) = BIO_set_next(b, next);
    /// Appends a chain.
    fn push(b: *mut BIO, append: *mut BIO) -> *mut BIO = BIO_push(b, append);
    /// The first of a type (NULL: none).
    fn find_type(b: *mut BIO, kind: c_int) -> *mut BIO = BIO_find_type(b, kind);
    /// Runs a command.
    fn ctrl(b: *mut BIO, cmd: c_int, num: c_long, ptr: *mut c_void) -> c_long = BIO_ctrl(b, cmd, num, ptr);
    /// Writes.
    fn write(b: *mut BIO, data: *const c_char, length: c_int) -> c_int = BIO_write(b, data.cast(), length);
    /// Runs a command with a function; 0 on NULL.
    fn callback_ctrl(b: *mut BIO, cmd: c_int, function: *mut c_void) -> c_long = if b.is_null() { 0 } else { BIO_callback_ctrl(b, cmd, function) };
    /// Forgets that a call has to be repeated.
    fn clear_retry(b: *mut BIO) = BIO_clear_flags(b, READ | WRITE | SPECIAL | SHOULD_RETRY);
    /// The call has to be repeated, for this reason.
    fn retry(b: *mut BIO, flag: c_int, reason: c_int) = {
        BIO_set_flags(b, flag | SHOULD_RETRY);
        BIO_set_retry_reason(b, reason);
    };
    /// Takes over what the next of the chain, if there is one, says of it.
    fn copy_next_retry(b: *mut BIO) = if !BIO_next(b).is_null() { BIO_copy_next_retry(b) };
}
