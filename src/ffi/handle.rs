//! Ownership of what a C pointer points to.

use std::sync::Arc;

/// A type of which C holds counted references (`X_up_ref`, `X_free`): `SSL_CTX`, `X509`, `BIO` ...
pub trait SharedHandle: Sized {
    /// Gives one reference to C.
    fn into_c(this: Arc<Self>) -> *mut Self {
        Arc::into_raw(this).cast_mut()
    }

    /// Another reference for Rust; C keeps its own. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or came from [`SharedHandle::into_c`] and C still holds a reference.
    unsafe fn share(pointer: *const Self) -> Option<Arc<Self>> {
        if pointer.is_null() {
            return None;
        }
        // SAFETY: the pointer came from Arc::into_raw and the count is at least one.
        unsafe {
            Arc::increment_strong_count(pointer);
            Some(Arc::from_raw(pointer))
        }
    }

    /// Adds one reference that C holds (`X_up_ref`). False for NULL.
    ///
    /// # Safety
    /// As [`SharedHandle::share`].
    unsafe fn up_ref(pointer: *const Self) -> bool {
        if pointer.is_null() {
            return false;
        }
        // SAFETY: the pointer came from Arc::into_raw and the count is at least one.
        unsafe { Arc::increment_strong_count(pointer) };
        true
    }

    /// Takes back one reference from C (`X_free`). `None` for NULL.
    ///
    /// # Safety
    /// As [`SharedHandle::share`]; C gives up that reference.
    unsafe fn reclaim(pointer: *const Self) -> Option<Arc<Self>> {
        // SAFETY: the pointer came from Arc::into_raw and C owned this reference.
        (!pointer.is_null()).then(|| unsafe { Arc::from_raw(pointer) })
    }
}

/// A type of which C holds one owning pointer (`X_new`, `X_free`).
pub trait UniqueHandle: Sized {
    /// Gives the object to C.
    fn into_c(this: Box<Self>) -> *mut Self {
        Box::into_raw(this)
    }

    /// Takes the object back from C. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or came from [`UniqueHandle::into_c`] and C gives it up.
    unsafe fn reclaim(pointer: *mut Self) -> Option<Box<Self>> {
        // SAFETY: the pointer came from Box::into_raw and C owned it.
        (!pointer.is_null()).then(|| unsafe { Box::from_raw(pointer) })
    }
}
