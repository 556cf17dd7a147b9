//! Application data by index (`CRYPTO_EX_DATA`), kept by libcrypto.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};

use super::Arg;
use super::imports::*;
use super::types::CRYPTO_EX_DATA;

/// The classes of objects that libssl owns (`CRYPTO_EX_INDEX_*`).
#[derive(Clone, Copy)]
pub enum Class {
    Ssl = 0,
    Context = 1,
    Session = 2,
}

/// `CRYPTO_EX_INDEX_X509_STORE_CTX`.
const X509_STORE_CTX_CLASS: c_int = 5;

/// The extra data of one object. Filled by [`ExData::attach`] when the object has its address.
pub struct ExData {
    class: Class,
    data: UnsafeCell<CRYPTO_EX_DATA>,
}

// SAFETY: libcrypto's functions on it are as thread-safe as the manual page says: an object that is
// shared may be read by many, and setting is the application's to order.
unsafe impl Send for ExData {}
// SAFETY: as above.
unsafe impl Sync for ExData {}

impl ExData {
    pub const fn new(class: Class) -> Self {
        ExData {
            class,
            data: UnsafeCell::new(CRYPTO_EX_DATA::EMPTY),
        }
    }

    /// Runs the `new` functions of the class for the object. False: no memory.
    pub fn attach<T>(&self, object: &T) -> bool {
        // SAFETY: the data is ours and empty; `object` is only passed on to the application.
        unsafe { CRYPTO_new_ex_data(self.class as c_int, address(object), self.data.get()) == 1 }
    }

    /// Runs the `free` functions of the class for the object; the data is empty then.
    pub fn detach<T>(&self, object: &T) {
        // SAFETY: as `attach`; freeing an empty one is allowed.
        unsafe { CRYPTO_free_ex_data(self.class as c_int, address(object), self.data.get()) }
    }

    /// Takes over what another object has, by the `dup` functions of the class. False: no memory.
    pub fn copy_from(&self, other: &Self) -> bool {
        // SAFETY: both are initialised, and of one class.
        unsafe { CRYPTO_dup_ex_data(self.class as c_int, self.data.get(), other.data.get()) == 1 }
    }

    pub fn set(&self, idx: c_int, value: Arg) -> c_int {
        // SAFETY: the data is initialised.
        unsafe { CRYPTO_set_ex_data(self.data.get(), idx, value.0) }
    }

    pub fn get(&self, idx: c_int) -> *mut c_void {
        // SAFETY: the data is initialised.
        unsafe { CRYPTO_get_ex_data(self.data.get(), idx) }
    }
}

fn address<T>(object: &T) -> *mut c_void {
    std::ptr::from_ref(object).cast_mut().cast()
}

/// The index under which an `X509_STORE_CTX` leads back to its `SSL`.
pub fn x509_store_ctx_index() -> c_int {
    static INDEX: std::sync::OnceLock<c_int> = std::sync::OnceLock::new();
    *INDEX.get_or_init(|| {
        // SAFETY: the argument is a static string, and there are no functions.
        unsafe {
            CRYPTO_get_ex_new_index(
                X509_STORE_CTX_CLASS,
                0,
                c"SSL for verify callback".as_ptr().cast_mut().cast(),
                None,
                std::ptr::null_mut(),
                None,
            )
        }
    })
}
