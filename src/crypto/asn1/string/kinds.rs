//! The DER of every type that an `ASN1_STRING` holds.

use std::ffi::{c_int, c_long};

use super::ASN1_STRING;
use super::abi::FLAG_BITS_LEFT;
use crate::asn1::der::{DerError, Element, bit_string, tag, tlv};
use crate::asn1::integer::{contents_of, magnitude_of};

/// `V_ASN1_NEG`: the bit in the type that marks a negative number.
pub const NEGATIVE: c_int = 0x100;

/// The element `string` stands for.
pub fn to_der(string: &ASN1_STRING) -> Vec<u8> {
    to_der_as(string, tag_of(string.type_()))
}

/// As [`to_der`], with another tag byte (IMPLICIT tagging).
pub fn to_der_as(string: &ASN1_STRING, tag_byte: u8) -> Vec<u8> {
    match string.type_() & !NEGATIVE {
        2 | 10 => {
            let negative = string.type_() & NEGATIVE != 0;
            tlv(tag_byte, &contents_of(string.bytes(), negative))
        }
        3 => {
            let (unused, bytes) = bits_of(string);
            let mut contents = vec![unused];
            contents.extend_from_slice(bytes);
            if let (Some(last), 1..) = (contents[1..].last_mut(), unused) {
                *last &= 0xff << unused;
            }
            tlv(tag_byte, &contents)
        }
        // A SEQUENCE or SET, or an unknown element, is held with its header.
        16 | 17 | -3 => string.bytes().to_vec(),
        _ => tlv(tag_byte, string.bytes()),
    }
}

/// A string holding the contents of `element`, as type `type_`.
pub fn from_contents(type_: c_int, contents: &[u8]) -> Result<ASN1_STRING, DerError> {
    let made = match type_ {
        2 | 10 => {
            let (magnitude, negative) = magnitude_of(contents)?;
            let sign = if negative { NEGATIVE } else { 0 };
            ASN1_STRING::with(type_ | sign, &magnitude)
        }
        3 => {
            let (unused, bytes) = bit_string(contents)?;
            let mut string = ASN1_STRING::with(3, bytes);
            if let Some(string) = &mut string {
                string.set_flags(FLAG_BITS_LEFT | c_long::from(unused));
            }
            string
        }
        _ => ASN1_STRING::with(type_, contents),
    };
    made.ok_or(DerError::Value)
}

/// A string holding an element of any primitive type; SEQUENCE and SET are kept whole.
pub fn from_element(element: &Element<'_>) -> Result<ASN1_STRING, DerError> {
    match element.tag {
        tag::SEQUENCE | tag::SET => {
            let type_ = c_int::from(element.tag & 0x1f);
            ASN1_STRING::with(type_, element.whole).ok_or(DerError::Value)
        }
        primitive @ 1..=30 => from_contents(c_int::from(primitive), element.contents),
        _ => ASN1_STRING::with(-3, element.whole).ok_or(DerError::Value),
    }
}

/// The number of unused bits and the bytes a BIT STRING is written with: without the flag the
/// zero bits at the end count for nothing, as named bit lists demand.
fn bits_of(string: &ASN1_STRING) -> (u8, &[u8]) {
    let bytes = string.bytes();
    if string.flags() & FLAG_BITS_LEFT != 0 {
        return ((string.flags() & 7) as u8, bytes);
    }
    let end = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    (
        bytes.last().map_or(0, |last| last.trailing_zeros() as u8),
        bytes,
    )
}

fn tag_of(type_: c_int) -> u8 {
    match type_ & !NEGATIVE {
        16 => tag::SEQUENCE,
        17 => tag::SET,
        number => u8::try_from(number).unwrap_or(tag::OCTET_STRING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_round_trips() {
        let cases: [&[u8]; 8] = [
            &[2, 1, 0],
            &[2, 2, 0, 0x80],
            &[2, 1, 0xff],
            &[2, 2, 0xff, 0x7f],
            &[3, 2, 3, 0xf8],
            &[4, 3, 1, 2, 3],
            &[12, 2, b'h', b'i'],
            &[0x30, 2, 5, 0],
        ];
        for der in cases {
            let element = crate::asn1::der::Reader::new(der).any().unwrap();
            let string = from_element(&element).unwrap();
            assert_eq!(to_der(&string), der);
        }
    }

    #[test]
    fn named_bits_lose_trailing_zeros() {
        let string = ASN1_STRING::with(3, &[0x06, 0x00]).unwrap();
        assert_eq!(to_der(&string), [3, 2, 1, 0x06]);
        let empty = ASN1_STRING::with(3, &[0]).unwrap();
        assert_eq!(to_der(&empty), [3, 1, 0]);
    }
}
