//! One buffer a thread for the datagram being sent or received, so that idle connections own none.

use std::cell::Cell;

use super::MAX_RECORD;

/// Room for the largest UDP datagram, and for several records that a memory BIO gives at once.
const SIZE: usize = 65536 + MAX_RECORD;

thread_local! {
    static BUFFER: Cell<Option<Box<[u8]>>> = const { Cell::new(None) };
}

/// Lends the buffer. A use inside another one (a callback that writes to another connection) gets
/// a buffer of its own.
pub fn with<R>(body: impl FnOnce(&mut [u8]) -> R) -> R {
    let mut buffer = BUFFER
        .try_with(Cell::take)
        .ok()
        .flatten()
        .unwrap_or_else(|| vec![0; SIZE].into_boxed_slice());
    let result = body(&mut buffer);
    // The thread may be ending, and its buffer gone.
    BUFFER.try_with(|cell| cell.set(Some(buffer))).ok();
    result
}
