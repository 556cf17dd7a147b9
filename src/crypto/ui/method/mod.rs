//! The functions that show questions and take answers.

pub mod abi;

use std::ffi::{c_char, c_int};

use ffi::UniqueHandle;

use super::UI;
use super::string::UI_STRING;

/// Begins or ends, or shows what is waiting: 0 for failure; the flusher -1 for an interruption.
pub type UI_session_fn = Option<unsafe extern "C" fn(ui: *mut UI) -> c_int>;
/// Shows a string, or takes its answer: 0 for failure; the reader -1 for an interruption.
pub type UI_string_fn = Option<unsafe extern "C" fn(ui: *mut UI, uis: *mut UI_STRING) -> c_int>;
/// Makes a prompt, which `OPENSSL_free` frees.
pub type UI_prompt_fn = Option<
    unsafe extern "C" fn(
        ui: *mut UI,
        phrase_desc: *const c_char,
        object_name: *const c_char,
    ) -> *mut c_char,
>;

/// The functions; one that is NULL is not called.
#[derive(Default)]
pub struct UI_METHOD {
    pub(super) opener: UI_session_fn,
    pub(super) writer: UI_string_fn,
    pub(super) flusher: UI_session_fn,
    pub(super) reader: UI_string_fn,
    pub(super) closer: UI_session_fn,
    pub(super) prompt: UI_prompt_fn,
}

impl UniqueHandle for UI_METHOD {}
