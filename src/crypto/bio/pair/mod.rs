//! Two BIOs of which one reads what the other writes (`BIO_s_bio(3)`).

pub mod abi;

use std::cell::{Cell, RefCell};
use std::ptr::null_mut;

use super::BIO;

/// What one half keeps: the bytes that it has written and the other has not read yet.
pub(crate) struct Half {
    pub peer: Cell<*mut BIO>,
    /// The writer has said that nothing follows.
    pub closed: Cell<bool>,
    /// A read that found nothing wanted so many bytes.
    pub request: Cell<usize>,
    pub size: Cell<usize>,
    pub ring: RefCell<Ring>,
}

/// Room that a program does not choose: one TLS record of the largest size fits.
const DEFAULT_SIZE: usize = 17 * 1024;

impl Half {
    pub(crate) fn new() -> Self {
        Self {
            peer: Cell::new(null_mut()),
            closed: Cell::new(false),
            request: Cell::new(0),
            size: Cell::new(DEFAULT_SIZE),
            ring: RefCell::default(),
        }
    }

    pub(crate) fn held(&self) -> usize {
        self.ring.borrow().len
    }

    pub(crate) fn empty(&self) {
        let mut ring = self.ring.borrow_mut();
        (ring.len, ring.start) = (0, 0);
    }

    /// Bytes that can be written without being refused.
    pub(crate) fn room(&self) -> usize {
        if self.peer.get().is_null() || self.closed.get() {
            return 0;
        }
        self.size.get().saturating_sub(self.held())
    }
}

/// A ring of bytes.
#[derive(Default)]
pub(crate) struct Ring {
    pub bytes: Vec<u8>,
    start: usize,
    len: usize,
}

impl Ring {
    /// Where the oldest bytes are, as many as lie in a row.
    pub(crate) fn readable(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len.min(self.bytes.len() - self.start)
    }

    /// Where the next bytes can be put, as many as lie in a row.
    pub(crate) fn writable(&self) -> std::ops::Range<usize> {
        let end = self.start + self.len;
        if end < self.bytes.len() {
            end..self.bytes.len()
        } else {
            let wrapped = end - self.bytes.len();
            wrapped..self.start
        }
    }

    /// Forgets the `count` oldest bytes.
    pub(crate) fn take(&mut self, count: usize) {
        self.len -= count;
        self.start = if self.len == 0 {
            0
        } else {
            (self.start + count) % self.bytes.len()
        };
    }

    /// Counts `count` bytes that were put at [`Ring::writable`].
    pub(crate) fn put(&mut self, count: usize) {
        self.len += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_wrap_around() {
        let mut ring = Ring {
            bytes: vec![0; 4],
            ..Ring::default()
        };
        assert_eq!(ring.writable(), 0..4);
        ring.put(4);
        assert_eq!((ring.readable(), ring.writable()), (0..4, 0..0));
        ring.take(3);
        assert_eq!((ring.readable(), ring.writable()), (3..4, 0..3));
        ring.put(2);
        assert_eq!((ring.readable(), ring.writable()), (3..4, 2..3));
        ring.take(1);
        assert_eq!(ring.readable(), 0..2);
        ring.take(2);
        assert_eq!(ring.writable(), 0..4);
    }
}
