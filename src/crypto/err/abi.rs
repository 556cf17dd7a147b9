//! The exported functions of `err.h`.

use std::ffi::{CStr, CString, c_char, c_int, c_ulong, c_void};
use std::sync::atomic::{AtomicI32, Ordering};

use ffi::{cstr, put, slice_mut};

use super::{ERR_TXT_MALLOCED, ERR_TXT_STRING};
use super::{Entry, Text, guard, pack, reasons, text, with_queue};

/// One row of a table of reasons that a library registers.
#[repr(C)]
pub struct ERR_STRING_DATA {
    /// The reason, packed or without its library; 0 ends the table.
    pub error: c_ulong,
    /// The text.
    pub string: *const c_char,
}

/// Begins a new error (the first part of `ERR_raise`).
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_new() {
    guard((), || {
        with_queue(|queue| {
            queue.push();
        });
    })
}

/// Says where the newest error happened; the texts are copied.
///
/// # Safety
/// `file` and `func` are NULL or C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_set_debug(file: *const c_char, line: c_int, func: *const c_char) {
    guard((), || {
        // SAFETY: the caller promises C strings.
        let (file, func) = unsafe { (copy_text(file), copy_text(func)) };
        with_queue(|queue| {
            let entry = queue.current();
            entry.file = file;
            entry.line = line;
            entry.function = func;
        });
    })
}

/// The Rust half of `ERR_set_error` and `ERR_vset_error`: code and text of the newest error.
///
/// # Safety
/// `text` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrodtls_err_set(library: c_int, reason: c_int, text: *const c_char) {
    guard((), || {
        // SAFETY: the caller promises a C string.
        let data = unsafe { cstr(text) }.map(CStr::to_owned);
        with_queue(|queue| {
            let entry = queue.current();
            entry.code = pack(library, reason);
            entry.data = data;
        });
    })
}

/// The Rust half of `ERR_add_error_data`: lengthens the text of the newest error.
///
/// # Safety
/// `text` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrodtls_err_append(text: *const c_char) {
    guard((), || {
        // SAFETY: the caller promises a C string.
        if let Some(text) = unsafe { cstr(text) } {
            append(&[text]);
        }
    })
}

/// Adds `txt` to the text of the newest error, after `sepr` where there is text already.
///
/// # Safety
/// Both are NULL or C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_add_error_txt(sepr: *const c_char, txt: *const c_char) {
    guard((), || {
        // SAFETY: the caller promises C strings.
        let (separator, text) = unsafe { (cstr(sepr), cstr(txt)) };
        let Some(text) = text else { return };
        let follows = with_queue(|queue| queue.newest().is_some_and(|entry| entry.data.is_some()));
        match separator {
            Some(separator) if follows == Some(true) => append(&[separator, text]),
            _ => append(&[text]),
        }
    })
}

fn append(texts: &[&CStr]) {
    with_queue(|queue| {
        let entry = queue.current();
        let mut bytes = entry
            .data
            .take()
            .map(CString::into_bytes)
            .unwrap_or_default();
        for text in texts {
            bytes.extend_from_slice(text.to_bytes());
        }
        entry.data = CString::new(bytes).ok();
    });
}

/// Gives the newest error `data`, of which this takes ownership when `flags` has
/// `ERR_TXT_MALLOCED`. Data without `ERR_TXT_STRING` is no text and is not kept.
///
/// # Safety
/// `data` is NULL or a C string, from `OPENSSL_malloc` if the flag says so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_set_error_data(data: *mut c_char, flags: c_int) {
    guard((), || {
        let is_text = flags & ERR_TXT_STRING != 0;
        // SAFETY: the caller promises a C string.
        let text = unsafe { cstr(data) }
            .filter(|_| is_text)
            .map(CStr::to_owned);
        with_queue(|queue| queue.current().data = text);
        if flags & ERR_TXT_MALLOCED != 0 {
            // SAFETY: with this flag the caller gives the memory away.
            unsafe { crate::mem::abi::free(data.cast()) };
        }
    })
}

/// Empties the queue of this thread.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_clear_error() {
    guard((), || {
        with_queue(|queue| queue.clear());
    })
}

/// Marks the newest error. 0 when the queue is empty.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_set_mark() -> c_int {
    guard(0, || {
        with_queue(|queue| c_int::from(queue.set_mark())).unwrap_or(0)
    })
}

/// Drops what was queued since the newest mark. 0 when there was no mark (the queue is empty then).
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_pop_to_mark() -> c_int {
    guard(0, || {
        with_queue(|queue| c_int::from(queue.pop_to_mark())).unwrap_or(0)
    })
}

/// Drops the newest mark and keeps the errors. 0 when there was none.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_clear_last_mark() -> c_int {
    guard(0, || {
        with_queue(|queue| c_int::from(queue.clear_last_mark())).unwrap_or(0)
    })
}

/// The name of the library of `e`; NULL when it has none. The text is the library's.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_lib_error_string(e: c_ulong) -> *const c_char {
    guard(std::ptr::null(), || {
        reasons::library_text(e).map_or(std::ptr::null(), CStr::as_ptr)
    })
}

/// NULL: since OpenSSL 3 an error code names no function.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_func_error_string(_e: c_ulong) -> *const c_char {
    std::ptr::null()
}

/// The text of the reason of `e`; NULL when it has none, and for errors of the system.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_reason_error_string(e: c_ulong) -> *const c_char {
    guard(std::ptr::null(), || {
        reasons::reason_text(e).map_or(std::ptr::null(), CStr::as_ptr)
    })
}

/// Describes `e` in at most `len` bytes of `buf`, the ending NUL included.
///
/// # Safety
/// `buf` is NULL or has `len` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_error_string_n(e: c_ulong, buf: *mut c_char, len: usize) {
    guard((), || {
        // SAFETY: the caller promises `len` writable bytes.
        if let Some(out) = unsafe { slice_mut(buf.cast(), len) } {
            text::describe_into(e, b"", out);
        }
    })
}

/// Describes `e` in `buf`, which must have 256 bytes, or for NULL in a buffer of this thread that
/// the next call overwrites. Gives the buffer.
///
/// # Safety
/// `buf` is NULL or has 256 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_error_string(e: c_ulong, buf: *mut c_char) -> *mut c_char {
    guard(std::ptr::null_mut(), || {
        let buf = if buf.is_null() {
            text::thread_buffer().cast()
        } else {
            buf
        };
        // SAFETY: either buffer has 256 bytes; NULL is left alone.
        if let Some(out) = unsafe { slice_mut(buf.cast::<u8>(), text::BUFFER) } {
            text::describe_into(e, b"", out);
        }
        buf
    })
}

/// Takes all errors, oldest first, and gives `cb` a line for each; ends when `cb` answers 0 or less.
///
/// # Safety
/// `cb` is a function that takes such arguments; `u` is handed to it untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_print_errors_cb(
    cb: Option<unsafe extern "C" fn(str: *const c_char, len: usize, u: *mut c_void) -> c_int>,
    u: *mut c_void,
) {
    guard((), || {
        let Some(cb) = cb else { return };
        // The queue is not borrowed while the callback runs: it may queue errors itself.
        while let Some(line) = with_queue(|queue| queue.take_oldest().map(text::line)).flatten() {
            // SAFETY: the caller promises the function; `line` outlives the call.
            if unsafe { cb(line.as_ptr(), line.as_bytes().len(), u) } <= 0 {
                break;
            }
        }
    })
}

/// Takes all errors and prints a line for each on `fp`.
///
/// # Safety
/// `fp` is an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_print_errors_fp(fp: *mut libc::FILE) {
    unsafe extern "C" fn write(line: *const c_char, len: usize, fp: *mut c_void) -> c_int {
        // SAFETY: `line` has `len` bytes and `fp` is the stream of the caller.
        let written = unsafe { libc::fwrite(line.cast(), 1, len, fp.cast()) };
        c_int::from(written == len)
    }
    if !fp.is_null() {
        // SAFETY: `write` takes the stream that is handed to it.
        unsafe { ERR_print_errors_cb(Some(write), fp.cast()) }
    }
}

/// Registers a table of texts; `lib` is added to each row's number, in the table too. The table
/// must live until `ERR_unload_strings`.
///
/// # Safety
/// `str` is NULL or a table that a row with number 0 ends.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_strings(lib: c_int, str: *mut ERR_STRING_DATA) -> c_int {
    guard(0, || {
        let mut row = str;
        // SAFETY: the caller promises a table with its end row.
        while let Some(data) = unsafe { ffi::mut_ref(row) }.filter(|data| data.error != 0) {
            data.error |= reasons::pack_library(lib);
            // SAFETY: the table is the caller's.
            row = unsafe { row.add(1) };
        }
        // SAFETY: the same table.
        unsafe { ERR_load_strings_const(str) }
    })
}

/// Registers a table of texts whose numbers are packed already.
///
/// # Safety
/// `str` is NULL or a table that a row with number 0 ends; it lives until `ERR_unload_strings`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_strings_const(str: *const ERR_STRING_DATA) -> c_int {
    guard(0, || {
        let mut row = str;
        // SAFETY: the caller promises a table with its end row.
        while let Some(data) = unsafe { ffi::shared_ref(row) }.filter(|data| data.error != 0) {
            // SAFETY: the caller promises that the table lives while it is registered.
            if let Some(text) = unsafe { cstr::<'static>(data.string) } {
                reasons::register(data.error, text);
            }
            // SAFETY: the end row was not reached.
            row = unsafe { row.add(1) };
        }
        1
    })
}

/// Forgets the texts of a table.
///
/// # Safety
/// As [`ERR_load_strings`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_unload_strings(lib: c_int, str: *mut ERR_STRING_DATA) -> c_int {
    guard(0, || {
        let mut row = str;
        // SAFETY: the caller promises a table with its end row.
        while let Some(data) = unsafe { ffi::shared_ref(row) }.filter(|data| data.error != 0) {
            reasons::unregister(data.error | reasons::pack_library(lib));
            // SAFETY: the end row was not reached.
            row = unsafe { row.add(1) };
        }
        1
    })
}

/// A library number that nobody else uses.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_get_next_error_library() -> c_int {
    NEXT_LIBRARY.fetch_add(1, Ordering::Relaxed)
}

/// Empties this thread's queue; the thread's end does the same (`ERR_remove_thread_state(3)`).
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_remove_thread_state(_tid: *mut c_void) {
    // SAFETY: no arguments.
    unsafe { ERR_clear_error() }
}

/// As [`ERR_remove_thread_state`], under the name of OpenSSL 0.9.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_remove_state(_pid: c_ulong) {
    // SAFETY: no arguments.
    unsafe { ERR_clear_error() }
}

/// Writes what the caller wants to know of `entry`.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
pub(crate) unsafe fn put_details(
    entry: &Entry,
    file: *mut *const c_char,
    line: *mut c_int,
    func: *mut *const c_char,
    data: *mut *const c_char,
    flags: *mut c_int,
) {
    let text = entry.data.as_deref();
    let text_flags = if text.is_some() {
        ERR_TXT_MALLOCED | ERR_TXT_STRING
    } else {
        0
    };
    // SAFETY: the caller promises NULL or writable pointers.
    unsafe {
        put(file, entry.file.as_ptr());
        put(line, entry.line);
        put(func, entry.function.as_ptr());
        put(data, text.unwrap_or_default().as_ptr());
        put(flags, text_flags);
    }
}

/// # Safety
/// `text` is NULL or a C string.
unsafe fn copy_text(text: *const c_char) -> Text {
    // SAFETY: the caller's promise.
    unsafe { cstr(text) }.map_or(Text::Static(c""), |text| Text::Owned(text.to_owned()))
}

/// The numbers below belong to OpenSSL's own libraries (`ERR_LIB_USER`).
static NEXT_LIBRARY: AtomicI32 = AtomicI32::new(128);
