//! The stack under a list of extensions.

use std::ffi::{c_int, c_void};
use std::ptr;

use ffi::{UniqueHandle, shared_ref};

use crate::stack::OPENSSL_STACK;
use crate::stack::abi::{
    OPENSSL_sk_delete, OPENSSL_sk_free, OPENSSL_sk_insert, OPENSSL_sk_new_null,
};
use crate::x509::X509_EXTENSION;

/// `STACK_OF(X509_EXTENSION)`, which owns its elements; NULL while it is empty.
pub struct ExtensionList(*mut OPENSSL_STACK);

// SAFETY: it owns its elements; one thread changes it, through `&mut` or by C's promise.
unsafe impl Send for ExtensionList {}
// SAFETY: as above; nothing is changed through a shared reference.
unsafe impl Sync for ExtensionList {}

impl Default for ExtensionList {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

impl ExtensionList {
    /// The stack for C; NULL when there is no extension.
    pub fn as_c(&self) -> *mut OPENSSL_STACK {
        self.0
    }

    /// The extensions in order.
    pub fn iter(&self) -> impl Iterator<Item = &X509_EXTENSION> {
        self.pointers().iter().filter_map(|pointer| {
            // SAFETY: the elements are owned and extensions.
            unsafe { shared_ref(pointer.cast::<X509_EXTENSION>().cast_const()) }
        })
    }

    /// The number of extensions.
    pub fn len(&self) -> usize {
        self.pointers().len()
    }

    /// True without extensions.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The address of the extension at `position`; NULL when there is none.
    pub fn at(&self, position: c_int) -> *mut X509_EXTENSION {
        let position = usize::try_from(position).ok();
        position
            .and_then(|at| self.pointers().get(at))
            .map_or(ptr::null_mut(), |p| p.cast())
    }

    /// Puts an extension at `position`, or at the end where that is outside.
    pub fn insert(&mut self, extension: Box<X509_EXTENSION>, position: c_int) {
        let pointer: *mut X509_EXTENSION = UniqueHandle::into_c(extension);
        // SAFETY: the stack is NULL or owned; it takes the pointer.
        unsafe {
            if self.0.is_null() {
                self.0 = OPENSSL_sk_new_null();
            }
            OPENSSL_sk_insert(self.0, pointer.cast::<c_void>().cast_const(), position);
        }
    }

    /// Takes out the extension at `position`.
    pub fn remove(&mut self, position: c_int) -> Option<Box<X509_EXTENSION>> {
        // SAFETY: the stack is NULL or owned, and so are its elements.
        unsafe { X509_EXTENSION::reclaim(OPENSSL_sk_delete(self.0, position).cast()) }
    }

    fn pointers(&self) -> &[*mut c_void] {
        // SAFETY: the stack is NULL or owned.
        unsafe { shared_ref(self.0.cast_const()) }.map_or(&[], OPENSSL_STACK::items)
    }
}

impl Drop for ExtensionList {
    fn drop(&mut self) {
        while self.remove(0).is_some() {}
        // SAFETY: the stack is NULL or owned.
        unsafe { OPENSSL_sk_free(self.0) }
    }
}

impl UniqueHandle for X509_EXTENSION {}
