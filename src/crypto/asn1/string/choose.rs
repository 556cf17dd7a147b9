//! Which string type a text gets (`ASN1_mbstring_ncopy`, `ASN1_STRING_set_by_NID`).

use std::ffi::{c_int, c_long, c_ulong};
use std::sync::atomic::{AtomicU64, Ordering};

use super::text::{Width, decode};
use crate::err::{ERR_LIB_ASN1, raise, raise_data};

/// `B_ASN1_*`: the types a text may have.
pub mod mask {
    #![allow(missing_docs)]
    use std::ffi::c_ulong;
    pub const NUMERIC: c_ulong = 0x1;
    pub const PRINTABLE: c_ulong = 0x2;
    pub const T61: c_ulong = 0x4;
    pub const IA5: c_ulong = 0x10;
    pub const UNIVERSAL: c_ulong = 0x100;
    pub const BMP: c_ulong = 0x800;
    pub const UTF8: c_ulong = 0x2000;
    /// `DIRSTRING_TYPE`.
    pub const DIRECTORY: c_ulong = PRINTABLE | T61 | BMP | UTF8;
}

const ASN1_R_ILLEGAL_CHARACTERS: c_int = 124;
const ASN1_R_INVALID_BMPSTRING_LENGTH: c_int = 129;
const ASN1_R_INVALID_UNIVERSALSTRING_LENGTH: c_int = 133;
const ASN1_R_INVALID_UTF8STRING: c_int = 134;
const ASN1_R_STRING_TOO_LONG: c_int = 151;
const ASN1_R_STRING_TOO_SHORT: c_int = 152;
const ASN1_R_UNKNOWN_FORMAT: c_int = 160;

/// The types texts of no special attribute may get: UTF8String unless the program says otherwise
/// (`ASN1_STRING_set_default_mask`).
static DEFAULT_MASK: AtomicU64 = AtomicU64::new(mask::UTF8);

/// `ASN1_STRING_get_default_mask`.
pub fn default_mask() -> c_ulong {
    DEFAULT_MASK.load(Ordering::Relaxed)
}

/// `ASN1_STRING_set_default_mask`.
pub fn set_default_mask(mask: c_ulong) {
    DEFAULT_MASK.store(mask, Ordering::Relaxed);
}

/// `ASN1_STRING_set_default_mask_asc`: false when the text is none of the known ones.
pub fn set_default_mask_named(text: &str) -> bool {
    let mask = match text {
        "default" => 0xffff_ffff,
        "nombstr" => !(mask::BMP | mask::UTF8),
        "pkix" => !mask::T61,
        "utf8only" => mask::UTF8,
        _ => {
            let Some(number) = text.strip_prefix("MASK:") else {
                return false;
            };
            let parsed = match number.strip_prefix("0x") {
                Some(hex) => c_ulong::from_str_radix(hex, 16),
                None => number.parse(),
            };
            match parsed {
                Ok(mask) => mask,
                Err(_) => return false,
            }
        }
    };
    set_default_mask(mask);
    true
}

/// How many characters an attribute may have and which types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Least number of characters; not looked at when not positive.
    pub least: c_long,
    /// Greatest number of characters; not looked at when not positive.
    pub most: c_long,
    /// The types, `B_ASN1_*`.
    pub mask: c_ulong,
}

/// The bounds of RFC 5280's and PKCS #9's attributes; DirectoryString without bounds for others.
pub fn bounds_of(nid: c_int) -> Bounds {
    const PKCS9: c_ulong = mask::DIRECTORY | mask::IA5;
    // The last column: the type is the attribute's own and the default mask has no say.
    let (least, most, mask, fixed) = match nid {
        13 => (1, 64, mask::DIRECTORY, false),       // commonName
        14 => (2, 2, mask::PRINTABLE, true),         // countryName
        15 | 16 => (1, 128, mask::DIRECTORY, false), // localityName, stateOrProvinceName
        17 | 18 => (1, 64, mask::DIRECTORY, false),  // organizationName, organizationalUnitName
        48 => (1, 128, mask::IA5, true),             // emailAddress
        49 => (1, -1, PKCS9, false),                 // unstructuredName
        54 => (1, -1, PKCS9, false),                 // challengePassword
        55 => (1, -1, mask::DIRECTORY, false),       // unstructuredAddress
        99..=101 | 173 => (1, 32_768, mask::DIRECTORY, false), // givenName, surname, initials, name
        105 => (1, 64, mask::PRINTABLE, true),       // serialNumber
        156 => (-1, -1, mask::BMP, true),            // friendlyName
        174 => (-1, -1, mask::PRINTABLE, true),      // dnQualifier
        391 => (1, -1, mask::IA5, true),             // domainComponent
        417 => (-1, -1, mask::BMP, true),            // Microsoft CSP name
        957 => (2, 2, mask::PRINTABLE, true),        // jurisdictionCountryName
        _ => {
            return Bounds {
                least: -1,
                most: -1,
                mask: mask::DIRECTORY & default_mask(),
            };
        }
    };
    Bounds {
        least,
        most,
        mask: if fixed { mask } else { mask & default_mask() },
    }
}

/// How the input is encoded, from `MBSTRING_UTF8`, `MBSTRING_ASC`, `MBSTRING_BMP`,
/// `MBSTRING_UNIV`.
pub fn input_width(inform: c_int) -> Option<Width> {
    match inform {
        0x1000 => Some(Width::Utf8),
        0x1001 => Some(Width::One),
        0x1002 => Some(Width::Two),
        0x1004 => Some(Width::Four),
        _ => None,
    }
}

/// The smallest type of `bounds` that can hold the text `input`, and the text in that type.
/// Errors are queued.
pub fn choose(input: &[u8], inform: c_int, bounds: Bounds) -> Option<(c_int, Vec<u8>)> {
    let Some(width) = input_width(inform) else {
        raise(ERR_LIB_ASN1, ASN1_R_UNKNOWN_FORMAT);
        return None;
    };
    let Some(characters) = decode(width, input) else {
        raise(ERR_LIB_ASN1, invalid(width));
        return None;
    };
    let count = c_long::try_from(characters.len()).ok()?;
    if bounds.least > 0 && count < bounds.least {
        raise_data(
            ERR_LIB_ASN1,
            ASN1_R_STRING_TOO_SHORT,
            &format!("minsize={}", bounds.least),
        );
        return None;
    }
    if bounds.most > 0 && count > bounds.most {
        raise_data(
            ERR_LIB_ASN1,
            ASN1_R_STRING_TOO_LONG,
            &format!("maxsize={}", bounds.most),
        );
        return None;
    }
    let mask = if bounds.mask == 0 {
        mask::DIRECTORY
    } else {
        bounds.mask
    };
    let chosen = CHOICES.iter().find(|choice| {
        mask & choice.mask != 0
            && characters
                .iter()
                .all(|character| (choice.holds)(*character))
    });
    let Some(choice) = chosen else {
        raise(ERR_LIB_ASN1, ASN1_R_ILLEGAL_CHARACTERS);
        return None;
    };
    Some((choice.type_, encode(choice.width, &characters)))
}

/// The reason for bytes that are no text of this width.
pub fn invalid(width: Width) -> c_int {
    match width {
        Width::Two => ASN1_R_INVALID_BMPSTRING_LENGTH,
        Width::Four => ASN1_R_INVALID_UNIVERSALSTRING_LENGTH,
        _ => ASN1_R_INVALID_UTF8STRING,
    }
}

struct Choice {
    mask: c_ulong,
    type_: c_int,
    width: Width,
    holds: fn(u32) -> bool,
}

/// In order of preference.
const CHOICES: [Choice; 7] = [
    Choice {
        mask: mask::NUMERIC,
        type_: 18,
        width: Width::One,
        holds: is_numeric,
    },
    Choice {
        mask: mask::PRINTABLE,
        type_: 19,
        width: Width::One,
        holds: is_printable,
    },
    Choice {
        mask: mask::IA5,
        type_: 22,
        width: Width::One,
        holds: |c| c < 0x80,
    },
    Choice {
        mask: mask::T61,
        type_: 20,
        width: Width::One,
        holds: |c| c < 0x100,
    },
    Choice {
        mask: mask::BMP,
        type_: 30,
        width: Width::Two,
        holds: |c| c < 0x1_0000,
    },
    Choice {
        mask: mask::UNIVERSAL,
        type_: 28,
        width: Width::Four,
        holds: |_| true,
    },
    Choice {
        mask: mask::UTF8,
        type_: 12,
        width: Width::Utf8,
        holds: |c| char::from_u32(c).is_some(),
    },
];

fn is_numeric(character: u32) -> bool {
    character == u32::from(b' ') || u8::try_from(character).is_ok_and(|byte| byte.is_ascii_digit())
}

/// The smallest of PrintableString, IA5String and T61String for these bytes.
pub fn printable_type(bytes: &[u8]) -> c_int {
    if bytes.iter().all(|byte| is_printable(u32::from(*byte))) {
        19
    } else if bytes.is_ascii() {
        22
    } else {
        20
    }
}

/// The PrintableString alphabet (X.680 section 41.4).
pub fn is_printable(character: u32) -> bool {
    u8::try_from(character)
        .is_ok_and(|byte| byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte))
}

/// The characters in the encoding of `width`; every one fits.
pub fn encode(width: Width, characters: &[u32]) -> Vec<u8> {
    match width {
        Width::One => characters
            .iter()
            .map(|character| *character as u8)
            .collect(),
        Width::Two => characters
            .iter()
            .flat_map(|c| (*c as u16).to_be_bytes())
            .collect(),
        Width::Four => characters.iter().flat_map(|c| c.to_be_bytes()).collect(),
        Width::Utf8 => characters
            .iter()
            .filter_map(|c| char::from_u32(*c))
            .collect::<String>()
            .into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: c_int = 0x1001;
    const UTF8: c_int = 0x1000;

    #[test]
    fn the_smallest_type_that_holds_the_text() {
        let all = Bounds {
            least: -1,
            most: -1,
            mask: 0xffff_ffff & !mask::NUMERIC,
        };
        let type_of = |text: &str| choose(text.as_bytes(), UTF8, all).map(|(type_, _)| type_);
        assert_eq!(type_of("plain text"), Some(19));
        assert_eq!(type_of("a@b"), Some(22));
        assert_eq!(type_of("\u{fc}"), Some(20));
        assert_eq!(type_of("\u{20ac}"), Some(30));
        assert_eq!(type_of("\u{1f600}"), Some(28));
    }

    #[test]
    fn bounds_are_kept() {
        assert_eq!(choose(b"DEU", ASCII, bounds_of(14)), None);
        assert_eq!(
            choose(b"DE", ASCII, bounds_of(14)),
            Some((19, b"DE".to_vec()))
        );
        assert_eq!(choose(b"", ASCII, bounds_of(13)), None);
        assert_eq!(choose(&[b'x'; 65], ASCII, bounds_of(13)), None);
        assert_eq!(
            choose(b"name", ASCII, bounds_of(13)),
            Some((12, b"name".to_vec()))
        );
        assert_eq!(
            choose(b"\xfc", ASCII, bounds_of(13)),
            Some((12, "\u{fc}".into()))
        );
        assert_eq!(choose(b"n\xc3", UTF8, bounds_of(13)), None);
    }
}
