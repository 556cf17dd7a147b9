//! Logs of certificate transparency, where libcrypto has them.

use std::ffi::CStr;
use std::ptr::NonNull;

use super::optional;
use super::types::CTLOG_STORE;

/// A set of known logs.
pub struct Logs(NonNull<CTLOG_STORE>);

// SAFETY: changed only under the context's lock.
unsafe impl Send for Logs {}
// SAFETY: as above.
unsafe impl Sync for Logs {}

impl Logs {
    /// An empty set; `None`: this libcrypto has none.
    pub fn new() -> Option<Self> {
        let make = optional::CTLOG_STORE_new()?;
        // SAFETY: no arguments.
        NonNull::new(unsafe { make() }).map(Logs)
    }

    /// Takes over a set.
    ///
    /// # Safety
    /// `pointer` is NULL or a set that the caller gives up.
    pub unsafe fn from_raw(pointer: *mut CTLOG_STORE) -> Option<Self> {
        NonNull::new(pointer).map(Logs)
    }

    pub fn as_ptr(&self) -> *const CTLOG_STORE {
        self.0.as_ptr()
    }

    pub fn load(&self, path: &CStr) -> bool {
        // SAFETY: the set is valid, the path NUL-terminated.
        optional::CTLOG_STORE_load_file()
            .is_some_and(|load| unsafe { load(self.0.as_ptr(), path.as_ptr()) == 1 })
    }

    pub fn load_default(&self) -> bool {
        // SAFETY: the set is valid.
        optional::CTLOG_STORE_load_default_file()
            .is_some_and(|load| unsafe { load(self.0.as_ptr()) == 1 })
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        if let Some(free) = optional::CTLOG_STORE_free() {
            // SAFETY: ours.
            unsafe { free(self.0.as_ptr()) };
        }
    }
}
