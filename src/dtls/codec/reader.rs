//! Reading.

use super::{DecodeError, VectorLength, Width};

/// A cursor over borrowed bytes. A failed read leaves the position where it was.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the front of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let (taken, _) = self
            .remaining()
            .split_at_checked(count)
            .ok_or(DecodeError::Truncated)?;
        self.position += count;
        Ok(taken)
    }

    /// The next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let taken = self
            .remaining()
            .first_chunk::<N>()
            .ok_or(DecodeError::Truncated)?;
        self.position += N;
        Ok(*taken)
    }

    /// All bytes that are left.
    pub fn rest(&mut self) -> &'a [u8] {
        let rest = self.remaining();
        self.position = self.bytes.len();
        rest
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, DecodeError> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    /// A 16-bit number.
    pub fn u16(&mut self) -> Result<u16, DecodeError> {
        self.array().map(u16::from_be_bytes)
    }

    /// A 24-bit number.
    pub fn u24(&mut self) -> Result<u32, DecodeError> {
        let [a, b, c] = self.array()?;
        Ok(u32::from_be_bytes([0, a, b, c]))
    }

    /// A 32-bit number.
    pub fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A 48-bit number, as record sequence numbers are.
    pub fn u48(&mut self) -> Result<u64, DecodeError> {
        let [a, b, c, d, e, f] = self.array()?;
        Ok(u64::from_be_bytes([0, 0, a, b, c, d, e, f]))
    }

    /// A 64-bit number.
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        self.array().map(u64::from_be_bytes)
    }

    /// The bytes of a vector with a length of one byte.
    pub fn vec8(&mut self) -> Result<&'a [u8], DecodeError> {
        self.vector(VectorLength::u8(0, Width::One.limit()))
    }

    /// The bytes of a vector with a length of two bytes.
    pub fn vec16(&mut self) -> Result<&'a [u8], DecodeError> {
        self.vector(VectorLength::u16(0, Width::Two.limit()))
    }

    /// The bytes of a vector with a length of three bytes.
    pub fn vec24(&mut self) -> Result<&'a [u8], DecodeError> {
        self.vector(VectorLength::u24(0, Width::Three.limit()))
    }

    /// The bytes of a vector whose length must be within `length`.
    pub fn vector(&mut self, length: VectorLength) -> Result<&'a [u8], DecodeError> {
        let mut ahead = self.clone();
        let count = match length.width {
            Width::One => ahead.u8()?.into(),
            Width::Two => ahead.u16()?.into(),
            Width::Three => ahead.u24()? as usize,
        };
        let bytes = ahead.take(count)?;
        if !length.allows(count) {
            return Err(DecodeError::Length);
        }
        *self = ahead;
        Ok(bytes)
    }

    /// A reader over the next `count` bytes.
    pub fn sub(&mut self, count: usize) -> Result<Reader<'a>, DecodeError> {
        self.take(count).map(Reader::new)
    }

    /// A reader over the bytes of a vector whose length must be within `length`.
    pub fn list(&mut self, length: VectorLength) -> Result<Reader<'a>, DecodeError> {
        self.vector(length).map(Reader::new)
    }

    /// Demands that all bytes were read.
    pub fn finish(&self) -> Result<(), DecodeError> {
        match self.is_empty() {
            true => Ok(()),
            false => Err(DecodeError::TrailingBytes),
        }
    }

    /// Whether all bytes were read.
    pub const fn is_empty(&self) -> bool {
        self.position == self.bytes.len()
    }

    /// The bytes not yet read, which stay unread.
    pub fn remaining(&self) -> &'a [u8] {
        // `position` never passes the end.
        &self.bytes[self.position..]
    }

    /// Number of bytes not yet read.
    pub const fn left(&self) -> usize {
        self.bytes.len() - self.position
    }

    /// Number of bytes read so far.
    pub const fn used(&self) -> usize {
        self.position
    }
}
