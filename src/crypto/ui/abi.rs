//! The exported functions of `UI`.

use std::ffi::{CString, c_char, c_int, c_long, c_void};
use std::ptr::{null, null_mut};

use ffi::{UniqueHandle, cstr, shared_ref};

use super::method::UI_METHOD;
use super::string::abi::{UI_get_result_string_length, UI_get0_result_string};
use super::string::{Kind, UI_STRING, check_choices};
use super::{UI, reason, terminal};
use crate::err::abi::ERR_print_errors_cb;
use crate::err::{ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER, guard, raise, raise_data};
use crate::mem::abi::CRYPTO_strdup;

const UI_CTRL_PRINT_ERRORS: c_int = 1;
const UI_CTRL_IS_REDOABLE: c_int = 2;

/// # Safety
/// `text` is NULL or a string.
unsafe fn owned(text: *const c_char) -> CString {
    // SAFETY: the caller's promise.
    unsafe { cstr(text) }
        .map(ToOwned::to_owned)
        .unwrap_or_default()
}

/// The method that asks on the terminal.
#[unsafe(no_mangle)]
pub extern "C" fn UI_OpenSSL() -> *mut UI_METHOD {
    guard(null_mut(), || {
        std::ptr::from_ref(terminal::method()).cast_mut()
    })
}

/// A method that shows and asks nothing.
#[unsafe(no_mangle)]
pub extern "C" fn UI_null() -> *const UI_METHOD {
    guard(null(), || std::ptr::from_ref(terminal::silent()))
}

/// A new object that asks on the terminal, for the caller to free.
#[unsafe(no_mangle)]
pub extern "C" fn UI_new() -> *mut UI {
    guard(null_mut(), || {
        UI::into_c(Box::new(UI::new(terminal::method())))
    })
}

/// The same with a method; NULL is the terminal.
///
/// # Safety
/// `method` is NULL or lives as long as the object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_new_method(method: *const UI_METHOD) -> *mut UI {
    guard(null_mut(), || {
        let method = if method.is_null() {
            std::ptr::from_ref(terminal::method())
        } else {
            method
        };
        UI::into_c(Box::new(UI::new(method)))
    })
}

/// Frees an object.
///
/// # Safety
/// `ui` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_free(ui: *mut UI) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { UI::reclaim(ui) });
    })
}

/// The method of an object.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_method(ui: *mut UI) -> *const UI_METHOD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(ui) }.map_or(null(), |ui| ui.method.get())
    })
}

/// Another method; returns it.
///
/// # Safety
/// `ui` is NULL or live; `meth` lives as long as it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_set_method(ui: *mut UI, meth: *const UI_METHOD) -> *const UI_METHOD {
    guard(null(), || {
        // SAFETY: the caller's promise.
        if let Some(ui) = unsafe { shared_ref(ui) } {
            ui.method.set(meth);
        }
        meth
    })
}

/// Data for the program's functions, which stay the program's; returns those before.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_user_data(ui: *mut UI, user_data: *mut c_void) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(ui) }.map_or(null_mut(), |ui| ui.user_data.replace(user_data))
    })
}

/// What [`UI_add_user_data`] gave.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_user_data(ui: *mut UI) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(ui) }.map_or(null_mut(), |ui| ui.user_data.get())
    })
}

/// Asks for a line of `minsize` to `maxsize` bytes. The number of the string counted from 1, or -1 with an error.
///
/// # Safety
/// `ui` is NULL or live; `prompt` is NULL or a string; `result_buf` is NULL or has `maxsize + 1` bytes for as long as the object lives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_input_string(
    ui: *mut UI,
    prompt: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
    minsize: c_int,
    maxsize: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe {
            add(
                ui,
                result_buf,
                UI_STRING {
                    flags,
                    result: result_buf,
                    least: minsize,
                    most: maxsize,

                    ..UI_STRING::note(Kind::Prompt, owned(prompt))
                },
            )
        }
    })
}

/// The same, for a line that must be equal to `test_buf`, which is looked at later.
///
/// # Safety
/// `ui` is NULL or live; `prompt` is NULL or a string; `result_buf` is NULL or has `maxsize + 1` bytes for as long as the object lives, and `test_buf` as long.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_verify_string(
    ui: *mut UI,
    prompt: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
    minsize: c_int,
    maxsize: c_int,
    test_buf: *const c_char,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe {
            add(
                ui,
                result_buf,
                UI_STRING {
                    flags,
                    result: result_buf,
                    least: minsize,
                    most: maxsize,
                    test: test_buf,
                    ..UI_STRING::note(Kind::Verify, owned(prompt))
                },
            )
        }
    })
}

/// Asks for a character of `ok_chars` or `cancel_chars`, whose first goes to `result_buf`.
///
/// # Safety
/// As for a line; the other pointers are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_input_boolean(
    ui: *mut UI,
    prompt: *const c_char,
    action_desc: *const c_char,
    ok_chars: *const c_char,
    cancel_chars: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
) -> c_int {
    guard(-1, || {
        if ok_chars.is_null() || cancel_chars.is_null() {
            raise(ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        }
        // SAFETY: the caller's promises.
        unsafe {
            let (yes, no) = (owned(ok_chars), owned(cancel_chars));
            check_choices(&yes, &no);
            let string = UI_STRING {
                flags,
                result: result_buf,
                action: owned(action_desc),
                yes,
                no,
                ..UI_STRING::note(Kind::Boolean, owned(prompt))
            };
            add(ui, result_buf, string)
        }
    })
}

/// A note to show.
///
/// # Safety
/// `ui` is NULL or live; `text` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_info_string(ui: *mut UI, text: *const c_char) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe { add(ui, null_mut(), UI_STRING::note(Kind::Info, owned(text))) }
    })
}

/// A note about an error.
///
/// # Safety
/// `ui` is NULL or live; `text` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_add_error_string(ui: *mut UI, text: *const c_char) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe { add(ui, null_mut(), UI_STRING::note(Kind::Error, owned(text))) }
    })
}

/// Asks for a line of `minsize` to `maxsize` bytes. The number of the string counted from 1, or -1 with an error.
///
/// # Safety
/// `ui` is NULL or live; `prompt` is NULL or a string; `result_buf` is NULL or has `maxsize + 1` bytes for as long as the object lives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_dup_input_string(
    ui: *mut UI,
    prompt: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
    minsize: c_int,
    maxsize: c_int,
) -> c_int {
    // SAFETY: the caller's promises. Prompts are copied in either case.
    unsafe { UI_add_input_string(ui, prompt, flags, result_buf, minsize, maxsize) }
}

/// The same, for a line that must be equal to `test_buf`, which is looked at later.
///
/// # Safety
/// `ui` is NULL or live; `prompt` is NULL or a string; `result_buf` is NULL or has `maxsize + 1` bytes for as long as the object lives, and `test_buf` as long.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_dup_verify_string(
    ui: *mut UI,
    prompt: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
    minsize: c_int,
    maxsize: c_int,
    test_buf: *const c_char,
) -> c_int {
    // SAFETY: the caller's promises. Prompts are copied in either case.
    unsafe { UI_add_verify_string(ui, prompt, flags, result_buf, minsize, maxsize, test_buf) }
}

/// Asks for a character of `ok_chars` or `cancel_chars`, whose first goes to `result_buf`.
///
/// # Safety
/// As for a line; the other pointers are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_dup_input_boolean(
    ui: *mut UI,
    prompt: *const c_char,
    action_desc: *const c_char,
    ok_chars: *const c_char,
    cancel_chars: *const c_char,
    flags: c_int,
    result_buf: *mut c_char,
) -> c_int {
    // SAFETY: the caller's promises. Prompts are copied in either case.
    unsafe {
        UI_add_input_boolean(
            ui,
            prompt,
            action_desc,
            ok_chars,
            cancel_chars,
            flags,
            result_buf,
        )
    }
}

/// A note to show.
///
/// # Safety
/// `ui` is NULL or live; `text` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_dup_info_string(ui: *mut UI, text: *const c_char) -> c_int {
    // SAFETY: the caller's promises. Prompts are copied in either case.
    unsafe { UI_add_info_string(ui, text) }
}

/// A note about an error.
///
/// # Safety
/// `ui` is NULL or live; `text` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_dup_error_string(ui: *mut UI, text: *const c_char) -> c_int {
    // SAFETY: the caller's promises. Prompts are copied in either case.
    unsafe { UI_add_error_string(ui, text) }
}

/// # Safety
/// `ui` is NULL or live.
unsafe fn add(ui: *mut UI, result: *mut c_char, string: UI_STRING) -> c_int {
    // SAFETY: the caller's promise.
    let Some(ui) = (unsafe { shared_ref(ui) }) else {
        raise(ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER);
        return -1;
    };
    let asks = !matches!(string.kind, Kind::Info | Kind::Error);
    if asks && result.is_null() {
        raise(ERR_LIB_UI, reason::NO_RESULT_BUFFER);
        return -1;
    }
    ui.add(string)
}

/// A prompt from the method, or `Enter DESCRIPTION for NAME:`, for `OPENSSL_free`.
///
/// # Safety
/// `ui` is NULL or live; the others are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_construct_prompt(
    ui: *mut UI,
    phrase_desc: *const c_char,
    object_name: *const c_char,
) -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let method = shared_ref(ui).and_then(|ui| shared_ref(ui.method.get()));
            if let Some(construct) = method.and_then(|method| method.prompt) {
                return construct(ui, phrase_desc, object_name);
            }
            let Some(description) = cstr(phrase_desc) else {
                return null_mut();
            };
            let mut prompt = b"Enter ".to_vec();
            prompt.extend_from_slice(description.to_bytes());
            if let Some(name) = cstr(object_name) {
                prompt.extend_from_slice(b" for ");
                prompt.extend_from_slice(name.to_bytes());
            }
            prompt.extend_from_slice(b":\0");
            CRYPTO_strdup(prompt.as_ptr().cast(), c"ui".as_ptr(), 0)
        }
    })
}

/// The answer to string `i`, counted from 0; NULL with an error when there is none.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get0_result(ui: *mut UI, i: c_int) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe {
            let string = shared_ref(ui).and_then(|ui| ui.string(i));
            string.map_or(null(), |string| UI_get0_result_string(string.cast_mut()))
        }
    })
}

/// The length of the answer to string `i`; -1 when there is none.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_get_result_length(ui: *mut UI, i: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            let string = shared_ref(ui).and_then(|ui| ui.string(i));
            string.map_or(-1, |string| UI_get_result_string_length(string.cast_mut()))
        }
    })
}

/// `UI_CTRL_PRINT_ERRORS`: whether errors are shown to the user; returns what was set before. `UI_CTRL_IS_REDOABLE`: 1 when
/// the same may be asked again. -1 with an error for other commands.
///
/// # Safety
/// `ui` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_ctrl(
    ui: *mut UI,
    cmd: c_int,
    i: c_long,
    _p: *mut c_void,
    _f: Option<unsafe extern "C" fn()>,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(ui) = (unsafe { shared_ref(ui) }) else {
            raise(ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        };
        match cmd {
            UI_CTRL_PRINT_ERRORS => c_int::from(ui.print_errors.replace(i != 0)),
            UI_CTRL_IS_REDOABLE => c_int::from(ui.redoable.get()),
            _ => {
                raise(ERR_LIB_UI, reason::UNKNOWN_CONTROL_COMMAND);
                -1
            }
        }
    })
}

/// What a step of [`UI_process`] came to.
enum Stop {
    Failed(&'static str),
    Interrupted,
}

/// Shows all strings and takes the answers: 0, -1 for failure, -2 when the user interrupted.
///
/// # Safety
/// `ui` is NULL or live; its method's functions may be called with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn UI_process(ui: *mut UI) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let result = unsafe {
            let (Some(object), Some(method)) = (
                shared_ref(ui),
                shared_ref(ui).and_then(|ui| shared_ref(ui.method.get())),
            ) else {
                raise(ERR_LIB_UI, ERR_R_PASSED_NULL_PARAMETER);
                return -1;
            };
            let mut result = show_and_ask(ui, object, method);
            if let Some(close) = method.closer
                && close(ui) <= 0
                && result.is_ok()
            {
                result = Err(Stop::Failed("closing session"));
            }
            result
        };
        match result {
            Ok(()) => 0,
            Err(Stop::Interrupted) => -2,
            Err(Stop::Failed(step)) => {
                raise_data(
                    ERR_LIB_UI,
                    reason::PROCESSING_ERROR,
                    &format!("while {step}"),
                );
                -1
            }
        }
    })
}

/// # Safety
/// As [`UI_process`]; `ui` is `object`.
unsafe fn show_and_ask(ui: *mut UI, object: &UI, method: &UI_METHOD) -> Result<(), Stop> {
    // SAFETY: the caller's promises; nothing of the object is borrowed while the program's functions run.
    unsafe {
        if method.opener.is_some_and(|open| open(ui) <= 0) {
            return Err(Stop::Failed("opening session"));
        }
        if object.print_errors.get() {
            ERR_print_errors_cb(Some(print_error), ui.cast());
        }
        let strings: Vec<*mut UI_STRING> = object
            .strings
            .borrow()
            .iter()
            .map(|string| std::ptr::from_ref(&**string).cast_mut())
            .collect();
        if let Some(write) = method.writer
            && strings.iter().any(|string| write(ui, *string) <= 0)
        {
            return Err(Stop::Failed("writing strings"));
        }
        match method.flusher.map_or(1, |flush| flush(ui)) {
            -1 => return Err(Stop::Interrupted),
            0 => return Err(Stop::Failed("flushing")),
            _ => {}
        }
        let Some(read) = method.reader else {
            // As with OpenSSL: where nobody can answer, it is as if the user had gone.
            return if strings.is_empty() {
                Ok(())
            } else {
                Err(Stop::Interrupted)
            };
        };
        for string in strings {
            match read(ui, string) {
                -1 => return Err(Stop::Interrupted),
                0 => return Err(Stop::Failed("reading strings")),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Shows a line of the error queue.
unsafe extern "C" fn print_error(text: *const c_char, length: usize, ui: *mut c_void) -> c_int {
    guard(0, || {
        // SAFETY: the caller gives the line's bytes, and `UI_process` its object.
        unsafe {
            let ui = ui.cast::<UI>();
            let line = ffi::slice(text.cast(), length).unwrap_or_default();
            let method = shared_ref(ui).and_then(|ui| shared_ref(ui.method.get()));
            let write = method.and_then(|method| method.writer);
            let (Some(write), Ok(line)) = (write, CString::new(line)) else {
                return -1;
            };
            let note = UI_STRING::note(Kind::Error, line);
            if write(ui, std::ptr::from_ref(&note).cast_mut()) <= 0 {
                -1
            } else {
                0
            }
        }
    })
}
