//! `STACK_OF(...)`, used through the untyped functions under the macros.

use std::ffi::{c_int, c_void};
use std::marker::PhantomData;
use std::ptr::NonNull;

use super::imports::*;
use super::types::*;

/// What a stack can hold: how libcrypto types the pointer and frees an element.
pub trait Element {
    type Stack;
    /// Frees one element (NULL: the elements are static).
    const FREE: Option<unsafe extern "C" fn(*mut c_void)>;
}

unsafe extern "C" fn free_x509(x: *mut c_void) {
    // SAFETY: only stacks of X509 use it.
    unsafe { X509_free(x.cast()) }
}

unsafe extern "C" fn free_name(name: *mut c_void) {
    // SAFETY: only stacks of X509_NAME use it.
    unsafe { X509_NAME_free(name.cast()) }
}

impl Element for X509 {
    type Stack = stack_st_X509;
    const FREE: Option<unsafe extern "C" fn(*mut c_void)> = Some(free_x509);
}

impl Element for X509_NAME {
    type Stack = stack_st_X509_NAME;
    const FREE: Option<unsafe extern "C" fn(*mut c_void)> = Some(free_name);
}

/// A stack that we own with its elements.
pub struct Stack<T: Element> {
    pointer: NonNull<OPENSSL_STACK>,
    _element: PhantomData<T>,
}

// SAFETY: X509 and X509_NAME are usable from many threads; a stack is not changed while shared.
unsafe impl<T: Element> Send for Stack<T> {}
// SAFETY: as above.
unsafe impl<T: Element> Sync for Stack<T> {}

impl<T: Element> Stack<T> {
    /// An empty stack; `None` when there is no memory.
    pub fn new() -> Option<Self> {
        // SAFETY: no arguments.
        let pointer = NonNull::new(unsafe { OPENSSL_sk_new_null() })?;
        Some(Stack {
            pointer,
            _element: PhantomData,
        })
    }

    /// Takes over a stack with its elements.
    ///
    /// # Safety
    /// `pointer` is NULL or a stack of `T` that the caller gives up.
    pub unsafe fn from_raw(pointer: *mut T::Stack) -> Option<Self> {
        let pointer = NonNull::new(pointer.cast())?;
        Some(Stack {
            pointer,
            _element: PhantomData,
        })
    }

    pub fn as_ptr(&self) -> *mut T::Stack {
        self.pointer.as_ptr().cast()
    }

    pub fn into_raw(self) -> *mut T::Stack {
        std::mem::ManuallyDrop::new(self).as_ptr()
    }

    pub fn len(&self) -> usize {
        // SAFETY: the stack lives as long as self.
        usize::try_from(unsafe { OPENSSL_sk_num(self.pointer.as_ptr()) }).unwrap_or(0)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements, borrowed.
    pub fn iter(&self) -> impl Iterator<Item = *mut T> + '_ {
        // SAFETY: the index is within the stack.
        (0..self.len() as c_int)
            .map(|i| unsafe { OPENSSL_sk_value(self.pointer.as_ptr(), i) }.cast())
    }

    /// Adds an element that the stack then owns. False (and the element is still the caller's): no
    /// memory.
    ///
    /// # Safety
    /// `element` is a valid element whose ownership passes on success.
    pub unsafe fn push_raw(&mut self, element: *mut T) -> bool {
        // SAFETY: the stack is ours; the element's contract is the caller's.
        unsafe { OPENSSL_sk_push(self.pointer.as_ptr(), element.cast()) > 0 }
    }
}

impl<T: Element> Drop for Stack<T> {
    fn drop(&mut self) {
        // SAFETY: we own the stack and its elements.
        unsafe {
            match T::FREE {
                Some(free) => OPENSSL_sk_pop_free(self.pointer.as_ptr(), Some(free)),
                None => OPENSSL_sk_free(self.pointer.as_ptr()),
            }
        }
    }
}

/// The elements of a stack that the application owns. Empty for NULL.
///
/// # Safety
/// `pointer` is NULL or a stack of `T` that nobody changes for the length of the call.
pub unsafe fn elements<T: Element>(pointer: *const T::Stack) -> Vec<*mut T> {
    if pointer.is_null() {
        return Vec::new();
    }
    // SAFETY: not NULL; each index is within the stack.
    unsafe {
        let count = OPENSSL_sk_num(pointer.cast());
        (0..count)
            .map(|i| OPENSSL_sk_value(pointer.cast(), i).cast())
            .collect()
    }
}

/// Makes a stack of pointers to static objects (`STACK_OF(SSL_CIPHER)` and the like), which the
/// receiver frees with `sk_X_free`. NULL when there is no memory.
pub fn of_statics<T: 'static, S>(items: impl Iterator<Item = &'static T>) -> *mut S {
    // SAFETY: a new stack, whose elements are static.
    unsafe {
        let stack = OPENSSL_sk_new_null();
        if stack.is_null() {
            return std::ptr::null_mut();
        }
        for item in items {
            if OPENSSL_sk_push(stack, std::ptr::from_ref(item).cast()) <= 0 {
                OPENSSL_sk_free(stack);
                return std::ptr::null_mut();
            }
        }
        stack.cast()
    }
}

/// A stack of static objects that we keep for ourselves (`SSL_get_ciphers` lends it out).
pub struct StaticStack(NonNull<OPENSSL_STACK>);

// SAFETY: never changed after it was made.
unsafe impl Send for StaticStack {}
// SAFETY: as above.
unsafe impl Sync for StaticStack {}

impl StaticStack {
    pub fn new<T: 'static>(items: impl Iterator<Item = &'static T>) -> Option<Self> {
        NonNull::new(of_statics::<T, OPENSSL_STACK>(items)).map(StaticStack)
    }

    pub fn as_ptr<S>(&self) -> *mut S {
        self.0.as_ptr().cast()
    }
}

impl Drop for StaticStack {
    fn drop(&mut self) {
        // SAFETY: we own the stack; the elements are static.
        unsafe { OPENSSL_sk_free(self.0.as_ptr()) }
    }
}
