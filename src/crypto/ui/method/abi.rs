//! The exported functions of `UI_METHOD`.

use std::ffi::{c_char, c_int};
use std::ptr::null_mut;

use ffi::{UniqueHandle, mut_ref, shared_ref};

use super::{UI_METHOD, UI_prompt_fn, UI_session_fn, UI_string_fn};
use crate::err::guard;

/// A method without functions, for the caller to destroy. Its name is for people who read the program.
///
/// # Safety
/// `name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_create_method(name: *const c_char) -> *mut UI_METHOD {
    guard(null_mut(), || {
        if name.is_null() {
            return null_mut();
        }
        UI_METHOD::into_c(Box::default())
    })
}

/// Destroys a method that [`UI_create_method`] made.
///
/// # Safety
/// `ui_method` is NULL or the caller's, and nothing uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_destroy_method(ui_method: *mut UI_METHOD) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { UI_METHOD::reclaim(ui_method) });
    })
}

/// Sets: the function that opens the way to the user. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_opener(
    method: *mut UI_METHOD,
    opener: UI_session_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.opener = opener;
        0
    })
}

/// The function that opens the way to the user. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_opener(method: *const UI_METHOD) -> UI_session_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.opener)
    })
}

/// Sets: the function that shows a string. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_writer(
    method: *mut UI_METHOD,
    writer: UI_string_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.writer = writer;
        0
    })
}

/// The function that shows a string. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_writer(method: *const UI_METHOD) -> UI_string_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.writer)
    })
}

/// Sets: the function that shows what is waiting. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_flusher(
    method: *mut UI_METHOD,
    flusher: UI_session_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.flusher = flusher;
        0
    })
}

/// The function that shows what is waiting. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_flusher(method: *const UI_METHOD) -> UI_session_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.flusher)
    })
}

/// Sets: the function that takes an answer. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_reader(
    method: *mut UI_METHOD,
    reader: UI_string_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.reader = reader;
        0
    })
}

/// The function that takes an answer. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_reader(method: *const UI_METHOD) -> UI_string_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.reader)
    })
}

/// Sets: the function that closes the way to the user. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_closer(
    method: *mut UI_METHOD,
    closer: UI_session_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.closer = closer;
        0
    })
}

/// The function that closes the way to the user. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_closer(method: *const UI_METHOD) -> UI_session_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.closer)
    })
}

/// Sets: the function that makes a prompt. 0, or -1 for NULL.
///
/// # Safety
/// `method` is NULL or a method that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_set_prompt_constructor(
    method: *mut UI_METHOD,
    prompt_constructor: UI_prompt_fn,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(method) = (unsafe { mut_ref(method) }) else {
            return -1;
        };
        method.prompt = prompt_constructor;
        0
    })
}

/// The function that makes a prompt. NULL when it has none.
///
/// # Safety
/// `method` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_method_get_prompt_constructor(
    method: *const UI_METHOD,
) -> UI_prompt_fn {
    guard(None, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(method) }.and_then(|method| method.prompt)
    })
}
