//! Errors as text: `ERR_error_string_n(3)`, `ERR_print_errors(3)`.

use std::cell::UnsafeCell;
use std::ffi::{CString, c_ulong};

use super::{Entry, codes::SYSTEM_FLAG, library_of, reason_of, reasons};

/// What the manual page of `ERR_error_string` demands of a caller's buffer.
pub(crate) const BUFFER: usize = 256;

thread_local! {
    static SHARED: UnsafeCell<[u8; BUFFER]> = const { UnsafeCell::new([0; BUFFER]) };
}

/// The buffer that `ERR_error_string(e, NULL)` hands out; NULL while the thread ends.
pub(crate) fn thread_buffer() -> *mut u8 {
    SHARED
        .try_with(|buffer| buffer.get().cast())
        .unwrap_or(std::ptr::null_mut())
}

/// Writes the description with its ending NUL. What does not fit is replaced by the numbers alone,
/// and those are cut.
pub(crate) fn describe_into(code: c_ulong, function: &[u8], out: &mut [u8]) {
    let Some(room) = out.len().checked_sub(1) else {
        return;
    };
    let mut text = describe(code, function);
    if text.len() >= room {
        let (library, reason) = (library_of(code), reason_of(code));
        text = format!("err:{code:x}:{library:x}:0:{reason:x}").into_bytes();
    }
    let len = text.len().min(room);
    out[..len].copy_from_slice(&text[..len]);
    out[len] = 0;
}

/// One line of `ERR_print_errors`: thread, error, file, line, text.
pub(crate) fn line(entry: &Entry) -> CString {
    let mut line = Vec::with_capacity(BUFFER);
    for byte in crate::thread::current_id().to_ne_bytes() {
        line.extend_from_slice(format!("{byte:02X}").as_bytes());
    }
    line.push(b':');
    line.extend(describe(entry.code, entry.function.as_c_str().to_bytes()));
    line.push(b':');
    line.extend_from_slice(entry.file.as_c_str().to_bytes());
    line.extend_from_slice(format!(":{}:", entry.line).as_bytes());
    line.extend_from_slice(
        entry
            .data
            .as_ref()
            .map_or(b"".as_slice(), |data| data.as_bytes()),
    );
    line.push(b'\n');
    CString::new(line).unwrap_or_default()
}

fn describe(code: c_ulong, function: &[u8]) -> Vec<u8> {
    let (library, reason) = (library_of(code), reason_of(code));
    let mut text = format!("error:{code:08X}:").into_bytes();
    match reasons::library_text(code) {
        Some(name) => text.extend_from_slice(name.to_bytes()),
        None => text.extend_from_slice(format!("lib({library})").as_bytes()),
    }
    text.push(b':');
    text.extend_from_slice(function);
    text.push(b':');
    if code & SYSTEM_FLAG != 0 {
        text.extend_from_slice(system_text(reason).as_bytes());
    } else if let Some(reason) = reasons::reason_text(code) {
        text.extend_from_slice(reason.to_bytes());
    } else {
        text.extend_from_slice(format!("reason({reason})").as_bytes());
    }
    text
}

/// The system's text for an errno, without the number that Rust appends.
fn system_text(errno: i32) -> String {
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    let ending = format!(" (os error {errno})");
    text.strip_suffix(&ending)
        .map_or(text.clone(), str::to_owned)
}
