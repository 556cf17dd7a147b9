//! Writing.

use alloc::vec::Vec;
use core::fmt;
use core::ops::{Deref, DerefMut};

use super::{VectorLength, Width};

/// Appends encoded values to a vector.
///
/// A vector that does not fit its length prefix spoils the writer: [`Writer::finish`] then gives
/// [`Oversize`] instead of bytes, so no caller can send a message with a wrong length.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    oversize: bool,
}

/// A part of the value does not fit the length prefix in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oversize;

impl fmt::Display for Oversize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("value too long for its length prefix")
    }
}

impl core::error::Error for Oversize {}

impl Writer {
    /// An empty writer.
    pub const fn new() -> Self {
        Self {
            out: Vec::new(),
            oversize: false,
        }
    }

    /// A writer that appends to `out`.
    pub const fn append(out: Vec<u8>) -> Self {
        Self {
            out,
            oversize: false,
        }
    }

    /// One byte.
    pub fn u8(&mut self, value: u8) {
        self.out.push(value);
    }

    /// A 16-bit number.
    pub fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    /// The low 24 bits of `value`; a greater value spoils the writer.
    pub fn u24(&mut self, value: u32) {
        let [high, low @ ..] = value.to_be_bytes();
        self.oversize |= high != 0;
        self.bytes(&low);
    }

    /// A 32-bit number.
    pub fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// The low 48 bits of `value`; a greater value spoils the writer.
    pub fn u48(&mut self, value: u64) {
        let [a, b, low @ ..] = value.to_be_bytes();
        self.oversize |= a != 0 || b != 0;
        self.bytes(&low);
    }

    /// A 64-bit number.
    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_be_bytes());
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// A whole vector with a length of one byte.
    pub fn vec8(&mut self, bytes: &[u8]) {
        self.nested8().bytes(bytes);
    }

    /// A whole vector with a length of two bytes.
    pub fn vec16(&mut self, bytes: &[u8]) {
        self.nested16().bytes(bytes);
    }

    /// A whole vector with a length of three bytes.
    pub fn vec24(&mut self, bytes: &[u8]) {
        self.nested24().bytes(bytes);
    }

    /// A whole vector with the prefix and the upper limit of `length`.
    pub fn vector(&mut self, length: VectorLength, bytes: &[u8]) {
        self.nested(length).bytes(bytes);
    }

    /// Begins a vector with a length of one byte; it ends when the guard is dropped.
    pub fn nested8(&mut self) -> Nested<'_> {
        self.nested(VectorLength::u8(0, Width::One.limit()))
    }

    /// Begins a vector with a length of two bytes; it ends when the guard is dropped.
    pub fn nested16(&mut self) -> Nested<'_> {
        self.nested(VectorLength::u16(0, Width::Two.limit()))
    }

    /// Begins a vector with a length of three bytes; it ends when the guard is dropped.
    pub fn nested24(&mut self) -> Nested<'_> {
        self.nested(VectorLength::u24(0, Width::Three.limit()))
    }

    /// Begins a vector with the prefix and the upper limit of `length`; it ends when the guard is
    /// dropped. The lower limit is not checked: it is the peer's to enforce, and tests need to
    /// write vectors that break it.
    pub fn nested(&mut self, length: VectorLength) -> Nested<'_> {
        let start = self.out.len();
        self.out.resize(start + length.width as usize, 0);
        Nested {
            writer: self,
            start,
            length,
        }
    }

    /// Number of bytes written, length prefixes that are still open included.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// The bytes, when every vector fitted its prefix.
    pub fn finish(self) -> Result<Vec<u8>, Oversize> {
        match self.oversize {
            false => Ok(self.out),
            true => Err(Oversize),
        }
    }
}

/// A vector being written: use it as the [`Writer`]; dropping it fills in the length.
#[derive(Debug)]
pub struct Nested<'w> {
    writer: &'w mut Writer,
    start: usize,
    length: VectorLength,
}

impl Deref for Nested<'_> {
    type Target = Writer;

    fn deref(&self) -> &Writer {
        self.writer
    }
}

impl DerefMut for Nested<'_> {
    fn deref_mut(&mut self) -> &mut Writer {
        self.writer
    }
}

impl Drop for Nested<'_> {
    fn drop(&mut self) {
        let width = self.length.width as usize;
        // The writer only grows while the guard lives.
        let body = self.writer.out.len() - self.start - width;
        self.writer.oversize |= body > self.length.max;
        let prefix = (body as u32).to_be_bytes();
        self.writer.out[self.start..self.start + width].copy_from_slice(&prefix[4 - width..]);
    }
}
