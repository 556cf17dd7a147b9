//! Asking a user, by the program's own functions or on the terminal (`UI_new(3)`, `UI_create_method(3)`).

pub mod abi;
pub mod method;
pub mod string;
mod terminal;

use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_void};

use ffi::UniqueHandle;

use self::method::UI_METHOD;
use self::string::UI_STRING;
use crate::err::{ERR_LIB_UI, raise};

/// `UI_R_*`.
pub mod reason {
    #![allow(missing_docs)]
    use std::ffi::c_int;
    pub const RESULT_TOO_LARGE: c_int = 100;
    pub const RESULT_TOO_SMALL: c_int = 101;
    pub const INDEX_TOO_LARGE: c_int = 102;
    pub const INDEX_TOO_SMALL: c_int = 103;
    pub const COMMON_OK_AND_CANCEL_CHARACTERS: c_int = 104;
    pub const NO_RESULT_BUFFER: c_int = 105;
    pub const UNKNOWN_CONTROL_COMMAND: c_int = 106;
    pub const PROCESSING_ERROR: c_int = 107;
}

/// Questions and notes for a user, and who shows them. The program's functions get it while it is worked on.
pub struct UI {
    method: Cell<*const UI_METHOD>,
    /// Each stays where it is, because C has its address.
    #[allow(clippy::vec_box)]
    strings: RefCell<Vec<Box<UI_STRING>>>,
    user_data: Cell<*mut c_void>,
    /// `UI_CTRL_PRINT_ERRORS`.
    print_errors: Cell<bool>,
    /// An answer was refused: the same may be asked again.
    redoable: Cell<bool>,
}

impl UniqueHandle for UI {}

impl UI {
    /// One that is shown by `method`.
    pub fn new(method: *const UI_METHOD) -> Self {
        Self {
            method: Cell::new(method),
            strings: RefCell::default(),
            user_data: Cell::new(std::ptr::null_mut()),
            print_errors: Cell::new(false),
            redoable: Cell::new(false),
        }
    }

    /// Adds a string: how many there are then.
    fn add(&self, string: UI_STRING) -> c_int {
        let mut strings = self.strings.borrow_mut();
        strings.push(Box::new(string));
        c_int::try_from(strings.len()).unwrap_or(c_int::MAX)
    }

    /// The address of a string, which stays where it is. Queues the error.
    fn string(&self, at: c_int) -> Option<*const UI_STRING> {
        let Ok(at) = usize::try_from(at) else {
            raise(ERR_LIB_UI, reason::INDEX_TOO_SMALL);
            return None;
        };
        let found = self
            .strings
            .borrow()
            .get(at)
            .map(|string| std::ptr::from_ref(&**string));
        if found.is_none() {
            raise(ERR_LIB_UI, reason::INDEX_TOO_LARGE);
        }
        found
    }
}
