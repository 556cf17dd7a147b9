//! Reading and writing DER (X.690).
//!
//! The reader is a little more patient than DER, as OpenSSL's is: it accepts lengths that are not
//! in their shortest form and any primitive tag. It takes no indefinite lengths. The certificate
//! crates refuse such input, which is why certificates are walked with this reader; what it
//! returns are slices of the input, so the original bytes are what is hashed and compared.

use std::ffi::c_int;

/// Why bytes are not the expected DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerError {
    /// The bytes end before the element does.
    Truncated,
    /// The header is no tag and length this reader takes.
    Header,
    /// Another tag was expected.
    WrongTag,
    /// Bytes follow the last element of the structure.
    Trailing,
    /// The contents break the rules of their type.
    Value,
}

impl DerError {
    /// OpenSSL's reason number in `ERR_LIB_ASN1`.
    pub fn reason(self) -> c_int {
        match self {
            Self::Truncated => 155, // ASN1_R_TOO_LONG
            Self::Header => 102,    // ASN1_R_BAD_OBJECT_HEADER
            Self::WrongTag => 168,  // ASN1_R_WRONG_TAG
            Self::Trailing => 149,  // ASN1_R_SEQUENCE_LENGTH_MISMATCH
            Self::Value => 110,     // ASN1_R_DECODE_ERROR
        }
    }
}

/// Tag bytes that certificates use.
pub mod tag {
    #![allow(missing_docs)]
    pub const BOOLEAN: u8 = 1;
    pub const INTEGER: u8 = 2;
    pub const BIT_STRING: u8 = 3;
    pub const OCTET_STRING: u8 = 4;
    pub const NULL: u8 = 5;
    pub const OID: u8 = 6;
    pub const ENUMERATED: u8 = 10;
    pub const UTF8_STRING: u8 = 12;
    pub const UTC_TIME: u8 = 23;
    pub const GENERALIZED_TIME: u8 = 24;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;

    /// `[number]`, primitive.
    pub const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// `[number]`, constructed.
    pub const fn context_constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// One element: its tag byte, its contents, and the whole of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The identifier byte, with class and constructed bit.
    pub tag: u8,
    /// The contents bytes.
    pub contents: &'a [u8],
    /// Header and contents.
    pub whole: &'a [u8],
}

/// Reads elements one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// True when everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element; `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is.
    pub fn any(&mut self) -> Result<Element<'a>, DerError> {
        let (header, length) = header(self.rest)?;
        let end = header.checked_add(length).ok_or(DerError::Header)?;
        let whole = self.rest.get(..end).ok_or(DerError::Truncated)?;
        let element = Element {
            tag: whole[0],
            contents: &whole[header..],
            whole,
        };
        self.rest = &self.rest[end..];
        Ok(element)
    }

    /// The next element, which must have this tag.
    pub fn element(&mut self, tag: u8) -> Result<Element<'a>, DerError> {
        // A header that cannot be read is told before one that is not the expected one.
        let mut ahead = *self;
        let element = ahead.any()?;
        if element.tag != tag {
            return Err(DerError::WrongTag);
        }
        *self = ahead;
        Ok(element)
    }

    /// The next element if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, DerError> {
        if self.peek() == Some(tag) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// The contents of the next element, which must have this tag.
    pub fn contents(&mut self, tag: u8) -> Result<&'a [u8], DerError> {
        self.element(tag).map(|element| element.contents)
    }

    /// A reader over the contents of the next element, which must have this tag.
    pub fn inside(&mut self, tag: u8) -> Result<Reader<'a>, DerError> {
        self.contents(tag).map(Reader::new)
    }

    /// The only element in `bytes`, with this tag: a reader over its contents.
    pub fn only(bytes: &'a [u8], tag: u8) -> Result<Reader<'a>, DerError> {
        let mut reader = Reader::new(bytes);
        let inside = reader.inside(tag)?;
        reader.finish()?;
        Ok(inside)
    }

    /// A BOOLEAN that may be left out.
    pub fn boolean_or(&mut self, default: bool) -> Result<bool, DerError> {
        match self.optional(tag::BOOLEAN)? {
            None => Ok(default),
            Some(Element {
                contents: [byte], ..
            }) => Ok(*byte != 0),
            Some(_) => Err(DerError::Value),
        }
    }

    /// An error unless everything has been read.
    pub fn finish(&self) -> Result<(), DerError> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(DerError::Trailing)
        }
    }
}

/// The bits of a BIT STRING's contents: the number of unused bits (0 to 7) and the bytes.
pub fn bit_string(contents: &[u8]) -> Result<(u8, &[u8]), DerError> {
    let (&unused, bytes) = contents.split_first().ok_or(DerError::Value)?;
    if unused > 7 {
        Err(DerError::Value)
    } else {
        Ok((unused, bytes))
    }
}

/// The length of the header of the element at the start of `bytes`, and of its contents.
fn header(bytes: &[u8]) -> Result<(usize, usize), DerError> {
    let &[identifier, first, ..] = bytes else {
        return Err(DerError::Truncated);
    };
    if identifier & 0x1f == 0x1f {
        return Err(DerError::Header);
    }
    if first < 0x80 {
        return Ok((2, usize::from(first)));
    }
    let count = usize::from(first & 0x7f);
    if count == 0 || count > size_of::<u32>() {
        return Err(DerError::Header);
    }
    let length = bytes.get(2..2 + count).ok_or(DerError::Truncated)?;
    let length = length
        .iter()
        .fold(0u64, |length, byte| length << 8 | u64::from(*byte));
    // Lengths are C ints in the interface.
    let length = i32::try_from(length).map_err(|_| DerError::Header)?;
    Ok((
        2 + count,
        usize::try_from(length).map_err(|_| DerError::Header)?,
    ))
}

/// Builds DER.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an element.
    pub fn element(&mut self, tag: u8, contents: &[u8]) -> &mut Self {
        self.out.push(tag);
        push_length(&mut self.out, contents.len());
        self.out.extend_from_slice(contents);
        self
    }

    /// Adds an element whose contents `fill` writes.
    pub fn nested(&mut self, tag: u8, fill: impl FnOnce(&mut Writer)) -> &mut Self {
        let mut inside = Writer::new();
        fill(&mut inside);
        self.element(tag, &inside.out)
    }

    /// Adds bytes that are DER already.
    pub fn raw(&mut self, der: &[u8]) -> &mut Self {
        self.out.extend_from_slice(der);
        self
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }
}

/// One element as DER.
pub fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.element(tag, contents);
    writer.into_bytes()
}

fn push_length(out: &mut Vec<u8>, length: usize) {
    if let Ok(short) = u8::try_from(length)
        && short < 0x80
    {
        out.push(short);
        return;
    }
    let bytes = length.to_be_bytes();
    let skip = length.leading_zeros() as usize / 8;
    out.push(0x80 | (bytes.len() - skip) as u8);
    out.extend_from_slice(&bytes[skip..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_round_trip() {
        for length in [0, 1, 127, 128, 255, 256, 65535, 65536] {
            let der = tlv(tag::OCTET_STRING, &vec![7; length]);
            let mut reader = Reader::new(&der);
            assert_eq!(
                reader.contents(tag::OCTET_STRING).map(<[u8]>::len),
                Ok(length)
            );
            assert!(reader.is_empty());
            for cut in [0, 1, der.len() - 1] {
                assert_eq!(
                    Reader::new(&der[..cut]).any(),
                    Err(DerError::Truncated),
                    "cut {cut}"
                );
            }
        }
    }

    #[test]
    fn headers_that_are_refused() {
        assert_eq!(
            Reader::new(&[0x30, 0x80, 0, 0]).any(),
            Err(DerError::Header)
        );
        assert_eq!(
            Reader::new(&[0x1f, 0x81, 0, 0]).any(),
            Err(DerError::Header)
        );
        assert_eq!(
            Reader::new(&[4, 0x84, 0xff, 0xff, 0xff, 0xff]).any(),
            Err(DerError::Header)
        );
        assert_eq!(
            Reader::new(&[4, 0x85, 0, 0, 0, 0, 0]).any(),
            Err(DerError::Header)
        );
        // Longer than needed, but clear.
        assert_eq!(Reader::new(&[4, 0x82, 0, 1, 9]).contents(4), Ok(&[9][..]));
    }

    #[test]
    fn wrong_tags_trailing_bytes_and_bits() {
        assert_eq!(Reader::new(&[2, 1, 5]).contents(4), Err(DerError::WrongTag));
        assert_eq!(
            Reader::only(&[0x30, 0, 0], tag::SEQUENCE).err(),
            Some(DerError::Trailing)
        );
        assert_eq!(bit_string(&[3, 0xf8]), Ok((3, &[0xf8][..])));
        assert_eq!(bit_string(&[8, 0]), Err(DerError::Value));
        assert_eq!(bit_string(&[]), Err(DerError::Value));
        assert_eq!(Reader::new(&[1, 1, 0xff]).boolean_or(false), Ok(true));
        assert_eq!(Reader::new(&[2, 1, 0]).boolean_or(true), Ok(true));
    }
}
