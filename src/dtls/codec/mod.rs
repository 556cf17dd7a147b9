//! Reading and writing of the presentation language of RFC 5246 section 4 (RFC 8446 section 3).
//!
//! [`Reader`] walks a borrowed byte slice and copies nothing. [`Writer`] fills a `Vec` and patches
//! length prefixes when their guard goes out of scope. The limits of a vector are data
//! ([`VectorLength`]), so that a message states them once for both directions.

mod reader;
mod writer;

pub use reader::Reader;
pub use writer::{Nested, Oversize, Writer};

use alloc::vec::Vec;
use core::fmt;

/// Something with one encoding that needs no context.
///
/// Messages whose form depends on the version or the key exchange have methods of the same names
/// with one more argument instead.
pub trait Codec: Sized {
    /// Reads one value from the front of `reader`.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Appends the value to `writer`.
    fn encode(&self, writer: &mut Writer);

    /// Reads a value that must fill `bytes` exactly.
    fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let value = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// The encoding in a vector of its own; an error when a part is longer than its length field
    /// can say.
    fn to_bytes(&self) -> Result<Vec<u8>, Oversize> {
        let mut writer = Writer::new();
        self.encode(&mut writer);
        writer.finish()
    }
}

impl Codec for u16 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u16()
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u16(*self);
    }
}

impl Codec for u32 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u32()
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u32(*self);
    }
}

/// What is wrong with bytes that do not parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes end before the value does.
    Truncated,
    /// Bytes are left behind the value.
    TrailingBytes,
    /// A vector is shorter or longer than its definition allows, or no whole number of elements.
    Length,
    /// A list holds more elements than this implementation accepts.
    TooMany,
    /// A field holds a value that its definition excludes.
    IllegalValue,
    /// Two extensions of one type in one block (the type).
    DuplicateExtension(u16),
    /// The body of an extension (the type) is too short, too long, or not made of what it should be.
    ExtensionLength(u16),
    /// The body of an extension (the type) holds a value that its definition excludes.
    ExtensionValue(u16),
    /// Something else that must be unique occurs twice (a server name type, a key share group).
    DuplicateEntry,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("message ends too early"),
            Self::TrailingBytes => f.write_str("bytes left behind the message"),
            Self::Length => f.write_str("vector length out of range"),
            Self::TooMany => f.write_str("too many elements"),
            Self::IllegalValue => f.write_str("illegal value"),
            Self::DuplicateExtension(kind) => write!(f, "extension {kind} occurs twice"),
            Self::ExtensionLength(kind) => write!(f, "wrong length in extension {kind}"),
            Self::ExtensionValue(kind) => write!(f, "illegal value in extension {kind}"),
            Self::DuplicateEntry => f.write_str("entry occurs twice"),
        }
    }
}

impl core::error::Error for DecodeError {}

/// The length prefix of a vector: its width and the number of bytes that may follow it, both ends
/// included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VectorLength {
    pub(crate) width: Width,
    pub(crate) min: usize,
    pub(crate) max: usize,
}

/// Number of bytes in a length prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    One = 1,
    Two = 2,
    Three = 3,
}

impl Width {
    /// The greatest length that the prefix can say.
    pub(crate) const fn limit(self) -> usize {
        (1 << (8 * self as usize)) - 1
    }
}

impl VectorLength {
    /// `<min..max>` with `max` below 2^8.
    pub const fn u8(min: usize, max: usize) -> Self {
        Self::new(Width::One, min, max)
    }

    /// `<min..max>` with `max` below 2^16.
    pub const fn u16(min: usize, max: usize) -> Self {
        Self::new(Width::Two, min, max)
    }

    /// `<min..max>` with `max` below 2^24.
    pub const fn u24(min: usize, max: usize) -> Self {
        Self::new(Width::Three, min, max)
    }

    const fn new(width: Width, min: usize, max: usize) -> Self {
        assert!(min <= max && max <= width.limit());
        Self { width, min, max }
    }

    /// Whether a vector may have `bytes` bytes.
    pub const fn allows(&self, bytes: usize) -> bool {
        self.min <= bytes && bytes <= self.max
    }
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests;
