//! The public key of a certificate and what it may be used for. Trust is decided outside; the engine only needs the key
//! that it checks signatures with or encrypts to, so it walks just as far as RFC 5280, 4.1 puts that.

use crate::codec::DecodeError;

/// What the engine takes from a certificate.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// The SubjectPublicKeyInfo (DER).
    pub(crate) key: &'a [u8],
    pub(crate) usage: KeyUsage,
}

/// The key usage (RFC 5280, 4.2.1.3) as far as handshakes depend on it. A certificate without allows all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyUsage {
    pub(crate) digital_signature: bool,
    pub(crate) key_encipherment: bool,
}

impl KeyUsage {
    pub(crate) const ALL: Self = Self {
        digital_signature: true,
        key_encipherment: true,
    };
}

/// Takes a certificate (DER) apart.
pub(crate) fn read(certificate: &[u8]) -> Result<Parts<'_>, DecodeError> {
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
    let key = tbs.element(SEQUENCE)?.whole;
    for unique_id in [ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID] {
        if tbs.peek() == Some(unique_id) {
            tbs.element(unique_id)?;
        }
    }
    let mut usage = KeyUsage::ALL;
    if tbs.peek() == Some(EXTENSIONS) {
        let mut explicit = Der(tbs.element(EXTENSIONS)?.content);
        let mut extensions = Der(explicit.element(SEQUENCE)?.content);
        while extensions.peek().is_some() {
            let mut extension = Der(extensions.element(SEQUENCE)?.content);
            let id = extension.element(OBJECT_IDENTIFIER)?.content;
            if extension.peek() == Some(BOOLEAN) {
                extension.element(BOOLEAN)?; // critical
            }
            let value = extension.element(OCTET_STRING)?.content;
            if id == KEY_USAGE {
                usage = read_usage(value)?;
            }
        }
    }
    Ok(Parts { key, usage })
}

/// A BIT STRING: the number of unused bits, then the bits, the first the most significant.
fn read_usage(value: &[u8]) -> Result<KeyUsage, DecodeError> {
    let mut outer = Der(value);
    let bits = outer.element(BIT_STRING)?.content;
    outer.finish()?;
    let first = bits.get(1).copied().unwrap_or(0);
    Ok(KeyUsage {
        digital_signature: first & 0x80 != 0,
        key_encipherment: first & 0x20 != 0,
    })
}

/// id-ce-keyUsage, 2.5.29.15
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const BOOLEAN: u8 = 0x01;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const ISSUER_UNIQUE_ID: u8 = 0x81;
const SUBJECT_UNIQUE_ID: u8 = 0x82;
const EXTENSIONS: u8 = 0xa3;
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
        let parts = read(CERTIFICATE).unwrap();
        assert_eq!(parts.key, [0x30, 0x02, 0x05, 0x00]);
        assert!(parts.usage.digital_signature && parts.usage.key_encipherment);
    }

    /// The same with a subjectUniqueID and extensions: one that is not known, and a critical keyUsage.
    fn with_usage(bits: u8) -> alloc::vec::Vec<u8> {
        let extensions = [
            0x82, 0x01, 0x00, 0xa3, 0x1b, 0x30, 0x19, 0x30, 0x07, 0x06, 0x03, 0x55, 0x1d, 0x0e,
            0x04, 0x00, 0x30, 0x0e, 0x06, 0x03, 0x55, 0x1d, 0x0f, 0x01, 0x01, 0xff, 0x04, 0x04,
            0x03, 0x02, 0x05, bits,
        ];
        let mut certificate = CERTIFICATE.to_vec();
        certificate.splice(26 - 2..26 - 2, extensions);
        certificate[1] += extensions.len() as u8;
        certificate[3] += extensions.len() as u8;
        certificate
    }

    #[test]
    fn finds_the_key_usage() {
        let usage = |bits| read(&with_usage(bits)).unwrap().usage;
        for (bits, digital_signature, key_encipherment) in [
            (0x80, true, false),
            (0x20, false, true),
            (0xa0, true, true),
            (0x40, false, false),
        ] {
            let expected = KeyUsage {
                digital_signature,
                key_encipherment,
            };
            assert_eq!(usage(bits), expected);
        }
    }

    #[test]
    fn truncated_and_padded_certificates_are_errors() {
        for certificate in [CERTIFICATE.to_vec(), with_usage(0x80)] {
            for end in 0..certificate.len() {
                assert!(read(&certificate[..end]).is_err());
            }
            let mut long = certificate;
            long.push(0);
            assert_eq!(read(&long), Err(DecodeError::TrailingBytes));
        }
    }
}
