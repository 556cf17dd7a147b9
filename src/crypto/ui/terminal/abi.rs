//! The functions of the terminal's method.

use std::ffi::c_int;

use ffi::shared_ref;

use super::{ask, show};
use crate::err::guard;
use crate::pem::io::terminal;
use crate::ui::UI;
use crate::ui::method::UI_METHOD;
use crate::ui::string::UI_STRING;

pub(super) fn functions() -> UI_METHOD {
    UI_METHOD {
        opener: Some(open),
        writer: Some(write),
        flusher: None,
        reader: Some(read),
        closer: Some(close),
        prompt: None,
    }
}

unsafe extern "C" fn open(_ui: *mut UI) -> c_int {
    guard(0, || c_int::from(terminal::open().is_some()))
}

/// Nothing is left open: each question opens the terminal for itself. Methods that wrap this one call it all the same.
unsafe extern "C" fn close(_ui: *mut UI) -> c_int {
    1
}

unsafe extern "C" fn write(_ui: *mut UI, uis: *mut UI_STRING) -> c_int {
    guard(0, || {
        // SAFETY: `UI_process` gives one of its strings.
        let string = unsafe { shared_ref(uis) };
        c_int::from(string.is_some_and(show))
    })
}

unsafe extern "C" fn read(_ui: *mut UI, uis: *mut UI_STRING) -> c_int {
    guard(0, || {
        // SAFETY: `UI_process` gives one of its strings.
        let string = unsafe { shared_ref(uis) };
        c_int::from(string.is_some_and(ask))
    })
}
