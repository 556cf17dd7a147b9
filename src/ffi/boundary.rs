//! The panic boundary.

use std::ffi::{c_char, c_int, c_long, c_uint, c_ulong, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The value that tells a C caller "this call failed" where the manual page names no other.
pub trait Failure {
    /// 0 for numbers, NULL for pointers, nothing for `void`.
    const FAILURE: Self;
}

macro_rules! failure {
    ($value:expr => $($t:ty),*) => { $(impl Failure for $t { const FAILURE: Self = $value; })* };
}
failure!(0 => c_int, c_uint, c_long, c_ulong, c_char, u8, u16, i16);
failure!(() => ());
failure!(std::ptr::null_mut() => *mut c_void);

impl<T> Failure for Option<T> {
    const FAILURE: Self = None;
}

/// Runs the body of an exported function. When it panics, `on_panic` queues the error and chooses
/// the return value. The body must not hold a lock whose poisoning would make the next call panic.
#[inline(always)]
pub fn guard<R>(on_panic: impl FnOnce() -> R, body: impl FnOnce() -> R) -> R {
    // Every object behind a C pointer is either left untouched by a panic or poisons itself (the
    // engine's states do), so observing it afterwards is sound.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(_payload) => on_panic(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_the_failure_value() {
        let mut queued = false;
        let result = guard(
            || {
                queued = true;
                c_int::FAILURE
            },
            || panic!("inside the library"),
        );
        assert_eq!((result, queued), (0, true));
    }
}
