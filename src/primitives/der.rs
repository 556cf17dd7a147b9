//! The little DER (X.690) that keys need: a reader of tag-length-value elements and their writer.

use alloc::vec::Vec;

use zeroize::Zeroizing;

/// Universal tags, and the class bits of context-specific ones.
pub mod tag {
    /// BOOLEAN.
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING.
    pub const BIT_STRING: u8 = 0x03;
    /// OCTET STRING.
    pub const OCTET_STRING: u8 = 0x04;
    /// NULL.
    pub const NULL: u8 = 0x05;
    /// OBJECT IDENTIFIER.
    pub const OBJECT: u8 = 0x06;
    /// SEQUENCE, constructed.
    pub const SEQUENCE: u8 = 0x30;
    /// Context-specific, constructed, number `n`.
    pub const fn context(n: u8) -> u8 {
        0xa0 | n
    }
}

/// Not DER, or not the element that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DerError;

/// Reads elements one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether everything was read.
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element: its tag and its content. Lengths must be minimal and definite, tags of
    /// one byte.
    pub fn element(&mut self) -> Result<(u8, &'a [u8]), DerError> {
        let (&tag, rest) = self.rest.split_first().ok_or(DerError)?;
        let (&first, rest) = rest.split_first().ok_or(DerError)?;
        if tag & 0x1f == 0x1f {
            return Err(DerError);
        }
        let (len, rest) = if first < 0x80 {
            (usize::from(first), rest)
        } else {
            let count = usize::from(first & 0x7f);
            if count == 0 || count > 4 || count > rest.len() {
                return Err(DerError);
            }
            let (bytes, rest) = rest.split_at(count);
            let len = bytes
                .iter()
                .fold(0usize, |len, byte| len << 8 | usize::from(*byte));
            if len < 0x80 || bytes[0] == 0 {
                return Err(DerError);
            }
            (len, rest)
        };
        if len > rest.len() {
            return Err(DerError);
        }
        let (content, rest) = rest.split_at(len);
        self.rest = rest;
        Ok((tag, content))
    }

    /// The content of the next element, which must have tag `tag`.
    pub fn expect(&mut self, tag: u8) -> Result<&'a [u8], DerError> {
        let mut ahead = *self;
        match ahead.element()? {
            (found, content) if found == tag => {
                *self = ahead;
                Ok(content)
            }
            _ => Err(DerError),
        }
    }

    /// The content of the next element if it has tag `tag`.
    pub fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, DerError> {
        if self.peek() == Some(tag) {
            self.expect(tag).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A reader of the content of the next element, which must be a SEQUENCE.
    pub fn sequence(&mut self) -> Result<Reader<'a>, DerError> {
        self.expect(tag::SEQUENCE).map(Reader::new)
    }

    /// A non-negative INTEGER, big-endian without leading zeros (empty for 0).
    pub fn unsigned(&mut self) -> Result<&'a [u8], DerError> {
        match self.expect(tag::INTEGER)? {
            [] => Err(DerError),
            [first, ..] if *first >= 0x80 => Err(DerError),
            [0, rest @ ..] if rest.first().is_some_and(|byte| *byte < 0x80) => Err(DerError),
            [0, rest @ ..] => Ok(rest),
            bytes => Ok(bytes),
        }
    }

    /// An INTEGER that fits in 32 bits.
    pub fn small(&mut self) -> Result<u32, DerError> {
        let bytes = self.unsigned()?;
        if bytes.len() > 4 {
            return Err(DerError);
        }
        Ok(bytes
            .iter()
            .fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    /// A BIT STRING of whole bytes.
    pub fn bit_string(&mut self) -> Result<&'a [u8], DerError> {
        match self.expect(tag::BIT_STRING)? {
            [0, bytes @ ..] => Ok(bytes),
            _ => Err(DerError),
        }
    }

    /// Refuses what is left over.
    pub const fn finish(self) -> Result<(), DerError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(DerError)
        }
    }
}

/// The length in bytes of the element at the start of `bytes`, tag and length included.
pub fn element_len(bytes: &[u8]) -> Result<usize, DerError> {
    let mut reader = Reader::new(bytes);
    reader.element()?;
    Ok(bytes.len() - reader.rest.len())
}

/// An encoding, wiped when dropped since many hold private keys.
pub type Encoded = Zeroizing<Vec<u8>>;

/// An element with tag `tag` and the concatenation of `parts` as content.
pub fn element(tag: u8, parts: &[&[u8]]) -> Encoded {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Zeroizing::new(Vec::with_capacity(len + 6));
    out.push(tag);
    if len < 0x80 {
        out.push(len as u8);
    } else {
        let bytes = len.to_be_bytes();
        let skip = bytes.iter().take_while(|byte| **byte == 0).count();
        out.push(0x80 | (bytes.len() - skip) as u8);
        out.extend_from_slice(&bytes[skip..]);
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// A SEQUENCE of already encoded elements.
pub fn sequence(parts: &[&[u8]]) -> Encoded {
    element(tag::SEQUENCE, parts)
}

/// A non-negative INTEGER from big-endian bytes, which may have leading zeros.
pub fn unsigned(bytes: &[u8]) -> Encoded {
    let skip = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[skip..];
    let sign: &[u8] = match bytes.first() {
        Some(first) if *first < 0x80 => &[],
        _ => &[0],
    };
    element(tag::INTEGER, &[sign, bytes])
}

/// A BIT STRING of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Encoded {
    element(tag::BIT_STRING, &[&[0], bytes])
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for len in [0usize, 1, 127, 128, 255, 256, 65_536] {
            let content = vec![7; len];
            let bytes = element(tag::OCTET_STRING, &[&content]);
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.expect(tag::OCTET_STRING).unwrap(), content);
            assert!(reader.is_empty());
            assert_eq!(element_len(&bytes), Ok(bytes.len()));
            for cut in 0..bytes.len().min(300) {
                assert_eq!(Reader::new(&bytes[..cut]).element(), Err(DerError));
            }
        }
    }

    #[test]
    fn integers_are_minimal() {
        for (value, encoded) in [
            (&[][..], &[2, 1, 0][..]),
            (&[0, 0, 0x7f], &[2, 1, 0x7f]),
            (&[0x80], &[2, 2, 0, 0x80]),
        ] {
            assert_eq!(unsigned(value).as_slice(), encoded);
        }
        assert_eq!(Reader::new(&[2, 2, 0, 0x80]).unsigned(), Ok(&[0x80][..]));
        for bad in [&[2, 0][..], &[2, 1, 0x80], &[2, 2, 0, 1], &[2, 2, 0, 0]] {
            assert_eq!(Reader::new(bad).unsigned(), Err(DerError));
        }
    }

    #[test]
    fn long_lengths_must_be_minimal() {
        for bad in [&[4, 0x81, 1, 0][..], &[4, 0x82, 0, 0x80], &[4, 0x80, 0, 0]] {
            assert_eq!(Reader::new(bad).element(), Err(DerError));
        }
    }
}
