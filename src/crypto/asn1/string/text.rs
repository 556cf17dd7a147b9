//! Characters of ASN.1 string types: decoding, conversion, and the escapes of
//! `ASN1_STRING_print_ex(3)` (RFC 2253, RFC 2254).

use std::ffi::{c_int, c_ulong};

/// `ASN1_STRFLGS_ESC_2253`.
pub const ESC_2253: c_ulong = 1;
/// `ASN1_STRFLGS_ESC_CTRL`.
pub const ESC_CTRL: c_ulong = 2;
/// `ASN1_STRFLGS_ESC_MSB`.
pub const ESC_MSB: c_ulong = 4;
/// `ASN1_STRFLGS_ESC_QUOTE`.
pub const ESC_QUOTE: c_ulong = 8;
/// `ASN1_STRFLGS_UTF8_CONVERT`.
pub const UTF8_CONVERT: c_ulong = 0x10;
/// `ASN1_STRFLGS_IGNORE_TYPE`.
pub const IGNORE_TYPE: c_ulong = 0x20;
/// `ASN1_STRFLGS_SHOW_TYPE`.
pub const SHOW_TYPE: c_ulong = 0x40;
/// `ASN1_STRFLGS_DUMP_ALL`.
pub const DUMP_ALL: c_ulong = 0x80;
/// `ASN1_STRFLGS_DUMP_UNKNOWN`.
pub const DUMP_UNKNOWN: c_ulong = 0x100;
/// `ASN1_STRFLGS_DUMP_DER`.
pub const DUMP_DER: c_ulong = 0x200;
/// `ASN1_STRFLGS_ESC_2254`.
pub const ESC_2254: c_ulong = 0x400;

const ANY_ESCAPE: c_ulong = ESC_2253 | ESC_2254 | ESC_QUOTE | ESC_CTRL | ESC_MSB;

/// How the bytes of a string make characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte each (ISO 8859-1 where a meaning is needed).
    One,
    /// Two bytes, big endian.
    Two,
    /// Four bytes, big endian.
    Four,
    /// UTF-8.
    Utf8,
}

impl Width {
    /// The width for a universal tag number; `None` for types that are no text.
    pub fn of_type(type_: c_int) -> Option<Self> {
        match type_ {
            12 => Some(Self::Utf8),
            18 | 19 | 20 | 22 | 23 | 24 | 26 => Some(Self::One),
            28 => Some(Self::Four),
            30 => Some(Self::Two),
            _ => None,
        }
    }
}

/// The characters of `bytes`, as numbers. `None` when the length or the UTF-8 is wrong.
pub fn decode(width: Width, bytes: &[u8]) -> Option<Vec<u32>> {
    match width {
        Width::One => Some(bytes.iter().copied().map(u32::from).collect()),
        Width::Two => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs
                .iter()
                .map(|pair| u32::from(u16::from_be_bytes(*pair)));
            rest.is_empty().then(|| units.collect())
        }
        Width::Four => {
            let (fours, rest) = bytes.as_chunks::<4>();
            rest.is_empty()
                .then(|| fours.iter().map(|four| u32::from_be_bytes(*four)).collect())
        }
        Width::Utf8 => Some(
            std::str::from_utf8(bytes)
                .ok()?
                .chars()
                .map(u32::from)
                .collect(),
        ),
    }
}

/// The characters as UTF-8. `None` when one is no Unicode scalar value.
pub fn to_utf8(characters: &[u32]) -> Option<String> {
    characters
        .iter()
        .map(|&character| char::from_u32(character))
        .collect()
}

/// What [`escape`] made.
#[derive(Debug, Default)]
pub struct Escaped {
    /// The text, without the quotes.
    pub text: Vec<u8>,
    /// True when the text has to stand between double quotes.
    pub quotes: bool,
}

/// Escapes `bytes` as `flags` say. `None` when they are not what `width` promises.
pub fn escape(width: Width, bytes: &[u8], flags: c_ulong) -> Option<Escaped> {
    let convert = flags & UTF8_CONVERT != 0 && width != Width::Utf8;
    // UTF-8 that shall be UTF-8 is taken byte by byte, well formed or not.
    let bytewise = flags & UTF8_CONVERT != 0 && width == Width::Utf8;
    let characters = decode(if bytewise { Width::One } else { width }, bytes)?;
    let mut escaped = Escaped::default();
    let last = characters.len().saturating_sub(1);
    for (index, &character) in characters.iter().enumerate() {
        let edge = match index {
            _ if index == last => Edge::Last,
            0 => Edge::First,
            _ => Edge::Inner,
        };
        if convert {
            let character = char::from_u32(character)?;
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                escaped.push(u32::from(byte), edge, flags);
            }
        } else {
            escaped.push(character, edge, flags);
        }
    }
    Some(escaped)
}

/// Where a character stands; the first and the last are escaped more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Inner,
    Last,
}

impl Escaped {
    fn push(&mut self, character: u32, edge: Edge, flags: c_ulong) {
        let Ok(byte) = u8::try_from(character) else {
            let long = character > 0xffff;
            let text = if long {
                format!("\\W{character:08X}")
            } else {
                format!("\\U{character:04X}")
            };
            self.text.extend_from_slice(text.as_bytes());
            return;
        };
        if byte < 0x80 && flags & ESC_2253 != 0 && special_in_2253(byte, edge) {
            if flags & ESC_QUOTE != 0 && byte != b'"' && byte != b'\\' {
                self.quotes = true;
                self.text.push(byte);
            } else {
                self.text.extend_from_slice(&[b'\\', byte]);
            }
        } else if escaped_in_hex(byte, flags) {
            self.text
                .extend_from_slice(format!("\\{byte:02X}").as_bytes());
        } else if byte == b'\\' && flags & ANY_ESCAPE != 0 {
            self.text.extend_from_slice(b"\\\\");
        } else {
            self.text.push(byte);
        }
    }
}

/// RFC 2253 section 2.4.
fn special_in_2253(byte: u8, edge: Edge) -> bool {
    match byte {
        b',' | b'+' | b'"' | b'\\' | b'<' | b'>' | b';' => true,
        b' ' => edge != Edge::Inner,
        b'#' => edge == Edge::First,
        _ => false,
    }
}

fn escaped_in_hex(byte: u8, flags: c_ulong) -> bool {
    let group = match byte {
        0 => ESC_CTRL | ESC_2254,
        1..0x20 | 0x7f => ESC_CTRL,
        b'(' | b')' | b'*' | b'\\' => ESC_2254,
        0x80.. => ESC_MSB,
        _ => 0,
    };
    flags & group != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC2253: c_ulong = ESC_2253 | ESC_CTRL | ESC_MSB | UTF8_CONVERT | DUMP_UNKNOWN | DUMP_DER;

    fn text(width: Width, bytes: &[u8], flags: c_ulong) -> (String, bool) {
        let escaped = escape(width, bytes, flags).unwrap();
        (
            String::from_utf8_lossy(&escaped.text).into_owned(),
            escaped.quotes,
        )
    }

    #[test]
    fn escapes_of_rfc_2253() {
        assert_eq!(text(Width::One, b"# a,b ", RFC2253).0, "\\# a\\,b\\ ");
        assert_eq!(text(Width::One, b"a\\b\"", RFC2253).0, "a\\\\b\\\"");
        assert_eq!(
            text(Width::Utf8, "\u{fc}".as_bytes(), RFC2253).0,
            "\\C3\\BC"
        );
        assert_eq!(
            text(Width::Two, &[0, 0xfc, 0x20, 0xac], RFC2253).0,
            "\\C3\\BC\\E2\\82\\AC"
        );
        assert_eq!(text(Width::Two, &[0x20, 0xac], 0).0, "\\U20AC");
        assert_eq!(text(Width::One, b"\n", ESC_CTRL).0, "\\0A");
    }

    #[test]
    fn quotes_take_the_place_of_escapes() {
        let (plain, quotes) = text(Width::One, b"a,b", RFC2253 | ESC_QUOTE);
        assert_eq!((plain.as_str(), quotes), ("a,b", true));
        assert_eq!(
            text(Width::One, b"a\"b", RFC2253 | ESC_QUOTE),
            ("a\\\"b".into(), false)
        );
    }

    #[test]
    fn broken_strings_are_refused() {
        assert_eq!(decode(Width::Two, &[0]), None);
        assert_eq!(decode(Width::Four, &[0; 6]), None);
        assert_eq!(decode(Width::Utf8, &[0xff]), None);
        assert!(escape(Width::Two, &[0xd8, 0], UTF8_CONVERT).is_none());
    }
}
