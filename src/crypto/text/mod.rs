//! Text helpers that OpenSSL exports (`OPENSSL_hexstr2buf(3)`, `OPENSSL_strcasecmp(3)`).

pub mod abi;

use std::ffi::c_int;

use crate::err::{ERR_LIB_CRYPTO, raise};

pub(crate) const CRYPTO_R_ODD_NUMBER_OF_DIGITS: c_int = 103;
pub(crate) const CRYPTO_R_ILLEGAL_HEX_DIGIT: c_int = 102;
pub(crate) const CRYPTO_R_HEX_STRING_TOO_SHORT: c_int = 121;
pub(crate) const CRYPTO_R_TOO_SMALL_BUFFER: c_int = 116;

/// The value of a hexadecimal digit.
pub(crate) fn digit(character: u8) -> Option<u8> {
    char::from(character)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// The bytes of hexadecimal text; between two bytes `separator` may stand. On failure a reason is
/// on the queue.
pub(crate) fn from_hex(text: &[u8], separator: Option<u8>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut rest = text;
    while let [high, tail @ ..] = rest {
        if Some(*high) == separator {
            rest = tail;
            continue;
        }
        let [low, tail @ ..] = tail else {
            raise(ERR_LIB_CRYPTO, CRYPTO_R_ODD_NUMBER_OF_DIGITS);
            return None;
        };
        let (Some(high), Some(low)) = (digit(*high), digit(*low)) else {
            raise(ERR_LIB_CRYPTO, CRYPTO_R_ILLEGAL_HEX_DIGIT);
            return None;
        };
        bytes.push(high << 4 | low);
        rest = tail;
    }
    Some(bytes)
}

/// Hexadecimal text of bytes, in capitals, with `separator` between two.
pub(crate) fn to_hex(bytes: &[u8], separator: Option<u8>) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut text = Vec::with_capacity(bytes.len() * 3);
    for (at, byte) in bytes.iter().enumerate() {
        text.extend(separator.filter(|_| at > 0));
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_both_ways() {
        assert_eq!(
            from_hex(b"00ff:1A:2b", Some(b':')),
            Some(vec![0, 255, 26, 43])
        );
        assert_eq!(from_hex(b"0", None), None);
        assert_eq!(from_hex(b"0g", None), None);
        assert_eq!(from_hex(b"00:11", None), None);
        assert_eq!(to_hex(&[0, 255, 26], Some(b':')), b"00:FF:1A");
        assert_eq!(to_hex(&[0, 255], None), b"00FF");
        assert_eq!(to_hex(&[], Some(b':')), b"");
    }
}
