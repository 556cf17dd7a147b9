//! The exported functions of `UI_STRING`.

use std::ffi::{c_char, c_int, c_uint};
use std::ptr::null;

use ffi::{shared_ref, slice};

use super::{Kind, UI_STRING};
use crate::err::guard;
use crate::err::{ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER, raise};
use crate::ui::{UI, reason};

impl UI_STRING {
    /// Takes an answer: copies it to the program's memory. False when it does not fit.
    pub(in crate::ui) fn answer(&self, answer: &[u8]) -> bool {
        if self.result.is_null() {
            raise(ERR_LIB_UI, reason::NO_RESULT_BUFFER);
            return false;
        }
        match self.kind {
            Kind::Prompt | Kind::Verify => {
                if !self.takes(answer.len()) {
                    return false;
                }
                // SAFETY: the program promised room for the longest answer and its end.
                unsafe {
                    self.result
                        .copy_from_nonoverlapping(answer.as_ptr().cast(), answer.len());
                    self.result.add(answer.len()).write(0);
                }
                self.length.set(answer.len());
            }
            Kind::Boolean => {
                let choice = self.choice(answer).unwrap_or(0);
                // SAFETY: the program promised room for a character.
                unsafe { self.result.write(choice as c_char) };
            }
            Kind::Info | Kind::Error => {}
        }
        true
    }

    /// Whether the answer is what it is to be compared with.
    pub(in crate::ui) fn is_verified(&self) -> bool {
        // SAFETY: both are strings, by the program's promise and as `answer` wrote it.
        unsafe {
            match (ffi::cstr(self.test), ffi::cstr(self.result)) {
                (Some(test), Some(result)) => test == result,
                _ => false,
            }
        }
    }
}

/// What kind it is, `UIT_*`; 0 for NULL.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_string_type(uis: *mut UI_STRING) -> c_uint {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(0, |string| string.kind as c_uint)
    })
}

/// `UI_INPUT_FLAG_*`.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_input_flags(uis: *mut UI_STRING) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(0, |string| string.flags)
    })
}

/// The text that is shown.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_output_string(uis: *mut UI_STRING) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(null(), |string| string.text.as_ptr())
    })
}

/// What the characters of a yes-or-no question mean; NULL for others.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_action_string(uis: *mut UI_STRING) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(null(), |string| {
            if string.kind == Kind::Boolean {
                string.action.as_ptr()
            } else {
                null()
            }
        })
    })
}

/// The answer, in the program's memory; NULL for notes and yes-or-no questions.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_result_string(uis: *mut UI_STRING) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(null(), |string| match string.kind {
            Kind::Prompt | Kind::Verify => string.result.cast_const(),
            _ => null(),
        })
    })
}

/// The length of the answer, -1 where there is none.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_result_string_length(uis: *mut UI_STRING) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(-1, |string| match string.kind {
            Kind::Prompt | Kind::Verify => c_int::try_from(string.length.get()).unwrap_or(-1),
            _ => -1,
        })
    })
}

/// What the answer is compared with; NULL where nothing is.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_test_string(uis: *mut UI_STRING) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(null(), |string| {
            if string.kind == Kind::Verify {
                string.test
            } else {
                null()
            }
        })
    })
}

/// The shortest answer in bytes, -1 where there is none.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_result_minsize(uis: *mut UI_STRING) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(-1, |string| match string.kind {
            Kind::Prompt | Kind::Verify => string.least,
            _ => -1,
        })
    })
}

/// The longest answer in bytes, -1 where there is none.
///
/// # Safety
/// `uis` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_result_maxsize(uis: *mut UI_STRING) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(uis) }.map_or(-1, |string| match string.kind {
            Kind::Prompt | Kind::Verify => string.most,
            _ => -1,
        })
    })
}

/// Sets an answer of `len` bytes. 0, or -1 with an error when it is too short or too long.
///
/// # Safety
/// Both are NULL or live; `result` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_set_result_ex(
    ui: *mut UI,
    uis: *mut UI_STRING,
    result: *const c_char,
    len: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let parts = unsafe {
            let len = usize::try_from(len).unwrap_or(0);
            (shared_ref(ui), shared_ref(uis), slice(result.cast(), len))
        };
        let (Some(ui), Some(string), Some(answer)) = parts else {
            raise(ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        };
        let good = string.answer(answer);
        ui.redoable.set(!good);
        if good { 0 } else { -1 }
    })
}

/// As [`UI_set_result_ex`], of a string.
///
/// # Safety
/// Both are NULL or live; `result` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_set_result(
    ui: *mut UI,
    uis: *mut UI_STRING,
    result: *const c_char,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe {
            let length = ffi::cstr(result).map_or(0, |text| text.to_bytes().len());
            UI_set_result_ex(ui, uis, result, c_int::try_from(length).unwrap_or(-1))
        }
    })
}
