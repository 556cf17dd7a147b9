//! The error queue (`ERR_get_error(3)`): one per thread, holding the newest 15 errors.
//!
//! [`queue`] is the ring, [`reasons`] the texts, [`codes`] the numbers, `abi` the C functions. The
//! rest of the library reports with [`raise`] and its sisters, and wraps every exported body in
//! [`guard`].

pub mod abi;
pub mod codes;
pub mod load;
mod queue;
pub mod read;
pub mod reasons;
mod text;

use std::cell::RefCell;
use std::ffi::{CString, c_int, c_ulong};
use std::panic::Location;

pub use codes::*;
pub(crate) use queue::{Entry, Queue, Text};

thread_local! {
    static QUEUE: RefCell<Queue> = const { RefCell::new(Queue::new()) };
}

/// Runs `body` with this thread's queue. `None` while the thread is being torn down.
pub(crate) fn with_queue<R>(body: impl FnOnce(&mut Queue) -> R) -> Option<R> {
    QUEUE
        .try_with(|queue| {
            queue
                .try_borrow_mut()
                .ok()
                .map(|mut queue| body(&mut queue))
        })
        .ok()
        .flatten()
}

/// Queues reason `reason` of library `library`, with the caller's file and line.
#[track_caller]
pub fn raise(library: c_int, reason: c_int) {
    queue_error(pack(library, reason), None);
}

/// As [`raise`], with text for the person who reads the log (`ERR_raise_data`).
#[track_caller]
pub fn raise_data(library: c_int, reason: c_int, text: &str) {
    queue_error(pack(library, reason), Some(text));
}

/// Queues the system's error number `errno`, with the name of the call that failed.
#[track_caller]
pub fn raise_sys(errno: c_int, text: &str) {
    queue_error(pack(ERR_LIB_SYS, errno), Some(text));
}

/// Runs the body of an exported function; a panic becomes `failure` and an error on the queue.
#[inline(always)]
#[track_caller]
pub fn guard<R>(failure: R, body: impl FnOnce() -> R) -> R {
    let location = Location::caller();
    let on_panic = || {
        raise_at(location, pack(ERR_LIB_CRYPTO, ERR_R_INTERNAL_ERROR), None);
        failure
    };
    ffi::guard(on_panic, body)
}

/// The packed code of a reason: the system's errors carry the errno and a flag instead of a
/// library (`ERR_PACK`, `ERR_SYSTEM_FLAG`).
pub const fn pack(library: c_int, reason: c_int) -> c_ulong {
    if library == ERR_LIB_SYS {
        SYSTEM_FLAG | (reason as c_ulong & SYSTEM_MASK)
    } else {
        ((library as c_ulong & 0xff) << 23) | (reason as c_ulong & REASON_MASK)
    }
}

/// The library of a packed code (`ERR_GET_LIB`).
pub const fn library_of(code: c_ulong) -> c_int {
    if code & SYSTEM_FLAG != 0 {
        ERR_LIB_SYS
    } else {
        ((code >> 23) & 0xff) as c_int
    }
}

/// The reason of a packed code, or its errno (`ERR_GET_REASON`).
pub const fn reason_of(code: c_ulong) -> c_int {
    let mask = if code & SYSTEM_FLAG != 0 {
        SYSTEM_MASK
    } else {
        REASON_MASK
    };
    (code & mask) as c_int
}

/// The newest error of this thread, 0 when there is none (`ERR_peek_last_error`).
pub fn peek_last() -> c_ulong {
    with_queue(|queue| queue.newest().map_or(0, |entry| entry.code)).unwrap_or(0)
}

#[track_caller]
fn queue_error(code: c_ulong, text: Option<&str>) {
    raise_at(Location::caller(), code, text);
}

fn raise_at(location: &'static Location<'static>, code: c_ulong, text: Option<&str>) {
    let text = text.map(|text| {
        text.as_bytes()
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or(&[])
    });
    with_queue(|queue| {
        let entry = queue.push();
        entry.code = code;
        entry.file = Text::Static(location.file_as_c_str());
        entry.line = c_int::try_from(location.line()).unwrap_or(0);
        entry.data = text.and_then(|text| CString::new(text).ok());
    });
}

#[cfg(test)]
mod tests;
