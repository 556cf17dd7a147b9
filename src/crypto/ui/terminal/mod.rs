//! The methods of the library: the terminal, and nobody.

mod abi;

use std::io::Write;
use std::sync::OnceLock;

use super::method::UI_METHOD;
use super::string::{Kind, UI_STRING};
use crate::pem::io::terminal;

/// `UI_INPUT_FLAG_ECHO`: what is typed is shown.
const ECHO: i32 = 1;

/// Asks on the terminal.
pub fn method() -> &'static UI_METHOD {
    static METHOD: OnceLock<UI_METHOD> = OnceLock::new();
    METHOD.get_or_init(abi::functions)
}

/// Asks nobody.
pub fn silent() -> &'static UI_METHOD {
    static METHOD: OnceLock<UI_METHOD> = OnceLock::new();
    METHOD.get_or_init(UI_METHOD::default)
}

/// Shows a note. Questions are shown when they are asked.
fn show(string: &UI_STRING) -> bool {
    if !matches!(string.kind, Kind::Info | Kind::Error) {
        return true;
    }
    let shown = terminal::open().map(|mut tty| tty.write_all(string.text.as_bytes()));
    matches!(shown, Some(Ok(())))
}

/// Asks a question.
fn ask(string: &UI_STRING) -> bool {
    let mut prompt = string.text.as_bytes().to_vec();
    if string.kind == Kind::Boolean {
        prompt.extend_from_slice(string.action.as_bytes());
    }
    let visible = string.flags & ECHO != 0;
    let read = || terminal::read_line(&prompt, visible);
    match string.kind {
        Kind::Prompt | Kind::Boolean => read().is_some_and(|line| string.answer(&line)),
        Kind::Verify => {
            let same = read().is_some_and(|line| string.answer(&line)) && string.is_verified();
            if !same && let Some(mut tty) = terminal::open() {
                // A terminal that cannot be written to shows nothing; the answer is no in any case.
                let _ = tty.write_all(b"Verify failure\n");
            }
            same
        }
        Kind::Info | Kind::Error => true,
    }
}
