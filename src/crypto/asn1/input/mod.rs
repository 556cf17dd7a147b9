//! Reading exactly one DER element from a BIO or a stdio stream, and not a byte more.

pub mod abi;

use crate::err::{ERR_LIB_ASN1, raise};

const ASN1_R_NOT_ENOUGH_DATA: i32 = 142;
const ASN1_R_HEADER_TOO_LONG: i32 = 123;
const ASN1_R_TOO_LONG: i32 = 155;

/// Larger elements are refused before memory is taken for them.
const MOST: usize = 100 << 20;

/// Memory grows by this as the bytes come, so that a length alone costs nothing.
const STEP: usize = 16 << 10;

/// The next element, read through `fill`, which fills its whole argument or fails. Errors are
/// queued.
pub fn element(mut fill: impl FnMut(&mut [u8]) -> bool) -> Option<Vec<u8>> {
    let mut der = vec![0; 2];
    if !fill(&mut der) {
        raise(ERR_LIB_ASN1, ASN1_R_NOT_ENOUGH_DATA);
        return None;
    }
    let length = if der[1] < 0x80 {
        usize::from(der[1])
    } else {
        let count = usize::from(der[1] & 0x7f);
        if count == 0 || count > 4 {
            raise(ERR_LIB_ASN1, ASN1_R_HEADER_TOO_LONG);
            return None;
        }
        der.resize(2 + count, 0);
        if !fill(&mut der[2..]) {
            raise(ERR_LIB_ASN1, ASN1_R_NOT_ENOUGH_DATA);
            return None;
        }
        der[2..]
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte))
    };
    if length > MOST {
        raise(ERR_LIB_ASN1, ASN1_R_TOO_LONG);
        return None;
    }
    let end = der.len() + length;
    while der.len() < end {
        let from = der.len();
        der.resize((from + STEP).min(end), 0);
        if !fill(&mut der[from..]) {
            raise(ERR_LIB_ASN1, ASN1_R_NOT_ENOUGH_DATA);
            return None;
        }
    }
    Some(der)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_one_element_only() {
        for (length, header) in [(3usize, 2), (200, 3), (40_000, 4)] {
            let mut source = crate::asn1::der::tlv(0x30, &vec![7; length]);
            source.extend_from_slice(b"rest");
            let mut at = 0;
            let read = element(|out| {
                let Some(bytes) = source.get(at..at + out.len()) else {
                    return false;
                };
                out.copy_from_slice(bytes);
                at += out.len();
                true
            });
            assert_eq!(read.map(|der| der.len()), Some(header + length));
            assert_eq!(&source[at..], b"rest");
        }
        assert_eq!(element(|_| false), None);
    }
}
