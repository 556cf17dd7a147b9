//! One question or note.

pub mod abi;

use std::cell::Cell;
use std::ffi::{CString, c_char, c_int};

use super::reason;
use crate::err::{ERR_LIB_UI, raise, raise_data};

/// `enum UI_string_types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Prompt = 1,
    /// A line that must be the same as another.
    Verify = 2,
    /// One of two answers, by a character.
    Boolean = 3,
    /// Nothing is asked.
    Info = 4,
    /// The same, about an error.
    Error = 5,
}

/// One question or note.
pub struct UI_STRING {
    pub(super) kind: Kind,
    pub(super) text: CString,
    /// `UI_INPUT_FLAG_*`.
    pub(super) flags: c_int,
    /// The program's memory for the answer: `most` bytes and the end; one byte for a [`Kind::Boolean`].
    pub(super) result: *mut c_char,
    pub(super) length: Cell<usize>,
    pub(super) least: c_int,
    pub(super) most: c_int,
    /// What a [`Kind::Verify`] must be equal to, the program's.
    pub(super) test: *const c_char,
    /// What a [`Kind::Boolean`] describes, and its characters for yes and no.
    pub(super) action: CString,
    pub(super) yes: CString,
    pub(super) no: CString,
}

impl UI_STRING {
    /// A note.
    pub fn note(kind: Kind, text: CString) -> Self {
        Self {
            kind,
            text,
            flags: 0,
            result: std::ptr::null_mut(),
            length: Cell::new(0),
            least: 0,
            most: 0,
            test: std::ptr::null(),
            action: CString::default(),
            yes: CString::default(),
            no: CString::default(),
        }
    }

    /// Whether an answer of `length` bytes is neither too short nor too long. Queues the error.
    fn takes(&self, length: usize) -> bool {
        let length = c_int::try_from(length).unwrap_or(c_int::MAX);
        let wrong = if length < self.least {
            reason::RESULT_TOO_SMALL
        } else if length > self.most {
            reason::RESULT_TOO_LARGE
        } else {
            return true;
        };
        let text = format!(
            "You must type in {} to {} characters",
            self.least, self.most
        );
        raise_data(ERR_LIB_UI, wrong, &text);
        false
    }

    /// Which of the two characters of a [`Kind::Boolean`] is in the answer first.
    fn choice(&self, answer: &[u8]) -> Option<u8> {
        answer.iter().find_map(|byte| {
            let first = |choices: &CString| choices.as_bytes().first().copied();
            if self.yes.as_bytes().contains(byte) {
                first(&self.yes)
            } else if self.no.as_bytes().contains(byte) {
                first(&self.no)
            } else {
                None
            }
        })
    }
}

/// Queues an error when a character means both yes and no. As with OpenSSL the question is asked all the same, and the
/// character means yes.
pub(super) fn check_choices(yes: &CString, no: &CString) {
    let common = yes
        .as_bytes()
        .iter()
        .any(|byte| no.as_bytes().contains(byte));
    if common {
        raise(ERR_LIB_UI, reason::COMMON_OK_AND_CANCEL_CHARACTERS);
    }
}
