//! Parts of an object whose addresses C holds.

use std::cell::UnsafeCell;

/// A part of a counted object that a function of the kind `get0` gives to C, and that C may change
/// through the pointer (`X509_get_subject_name`, `X509_getm_notAfter`).
///
/// Reading is safe: whoever writes through [`Part::as_c`] does so in unsafe code, and there
/// promises what the C library's rules demand of a program: nothing else uses the object meanwhile.
/// The address stays the same as long as the object lives.
#[derive(Debug, Default)]
pub struct Part<T>(Box<UnsafeCell<T>>);

// SAFETY: shared references only read; writers promise that nothing else uses the object.
unsafe impl<T: Send + Sync> Sync for Part<T> {}

impl<T> Part<T> {
    /// Owns `value` at an address of its own.
    pub fn new(value: T) -> Self {
        Self(Box::new(UnsafeCell::new(value)))
    }

    /// The part, for reading.
    pub fn get(&self) -> &T {
        // SAFETY: who writes through the pointer promised that nothing else uses the object.
        unsafe { &*self.0.get() }
    }

    /// The address for C. Writing to it needs the promise of [`Part::set`].
    pub fn as_c(&self) -> *mut T {
        self.0.get()
    }

    /// The part, for writing, where the object is not shared.
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }

    /// Replaces the part.
    ///
    /// # Safety
    /// Nothing else uses the object meanwhile, and no reference into the part is alive.
    pub unsafe fn set(&self, value: T) {
        // SAFETY: the caller promises that this is the only access.
        unsafe { *self.0.get() = value }
    }
}
