//! The public key of a certificate. Trust is decided outside; the engine only needs the key that
//! signatures are checked with, so it walks just as far as RFC 5280, 4.1 puts it.

use crate::codec::DecodeError;

/// The SubjectPublicKeyInfo (DER) inside a certificate (DER).
pub(crate) fn subject_public_key_info(certificate: &[u8]) -> Result<&[u8], DecodeError> {
    let mut outer = Der(certificate);
    let mut body = Der(outer.element(SEQUENCE)?.content);
    outer.finish()?;
    let mut tbs = Der(body.element(SEQUENCE)?.content);
    if tbs.peek() == Some(VERSION) {
        tbs.element(VERSION)?;
    }
    tbs.element(INTEGER)?; // serialNumber
    for _ in 0..4 {
        tbs.element(SEQUENCE)?; // signature, issuer, validity, subject
    }
    Ok(tbs.element(SEQUENCE)?.whole)
}

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

struct Der<'a>(&'a [u8]);

struct Element<'a> {
    whole: &'a [u8],
    content: &'a [u8],
}

impl<'a> Der<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The next element, which must have this tag and a definite length of at most three bytes.
    fn element(&mut self, tag: u8) -> Result<Element<'a>, DecodeError> {
        let (&[found, first], rest) = self.0.split_first_chunk().ok_or(DecodeError::Truncated)?;
        if found != tag {
            return Err(DecodeError::IllegalValue);
        }
        let (length_bytes, length) = match first {
            0..=0x7f => (0, usize::from(first)),
            0x81..=0x83 => {
                let count = usize::from(first & 0x7f);
                let bytes = rest.get(..count).ok_or(DecodeError::Truncated)?;
                let length = bytes.iter().fold(0, |sum, &b| sum << 8 | usize::from(b));
                (count, length)
            }
            _ => return Err(DecodeError::Length),
        };
        let content = rest
            .get(length_bytes..)
            .and_then(|rest| rest.get(..length))
            .ok_or(DecodeError::Truncated)?;
        let (whole, rest) = self.0.split_at(2 + length_bytes + length);
        self.0 = rest;
        Ok(Element { whole, content })
    }

    fn finish(&self) -> Result<(), DecodeError> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(DecodeError::TrailingBytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Version, serial, four sequences, then the key; and a signature behind.
    const CERTIFICATE: &[u8] = &[
        0x30, 0x1a, 0x30, 0x16, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x05, 0x30, 0x00, 0x30,
        0x00, 0x30, 0x00, 0x30, 0x00, 0x30, 0x02, 0x05, 0x00, 0x30, 0x00, 0x03, 0x00,
    ];

    #[test]
    fn finds_the_key() {
        assert_eq!(
            subject_public_key_info(CERTIFICATE),
            Ok(&[0x30, 0x02, 0x05, 0x00][..])
        );
    }

    #[test]
    fn truncated_and_padded_certificates_are_errors() {
        for end in 0..CERTIFICATE.len() {
            assert!(subject_public_key_info(&CERTIFICATE[..end]).is_err());
        }
        let mut long = CERTIFICATE.to_vec();
        long.push(0);
        assert_eq!(
            subject_public_key_info(&long),
            Err(DecodeError::TrailingBytes)
        );
    }
}
