//! Certificate and CertificateRequest (RFC 8446 sections 4.4.2 and 4.3.2).

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::{Extensions, MAX_CERTIFICATES};

/// A certificate chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// That of the request; empty in the handshake.
    pub context: Vec<u8>,
    /// The sender's own certificate first; empty when a client has none.
    pub entries: Vec<CertificateEntry>,
}

/// One certificate of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateEntry {
    /// DER of the certificate, or of the SubjectPublicKeyInfo of a raw public key.
    pub data: Vec<u8>,
    /// About this certificate, its OCSP response for example.
    pub extensions: Extensions,
}

/// `opaque certificate_request_context<0..2^8-1>`
const CONTEXT: VectorLength = VectorLength::u8(0, 255);
/// `CertificateEntry certificate_list<0..2^24-1>`
const LIST: VectorLength = VectorLength::u24(0, (1 << 24) - 1);
/// `opaque cert_data<1..2^24-1>`
const DATA: VectorLength = VectorLength::u24(1, (1 << 24) - 1);

impl Codec for CertificateEntry {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let data = reader.vector(DATA)?.to_vec();
        Ok(Self {
            data,
            extensions: Extensions::read(reader)?,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(DATA, &self.data);
        self.extensions.encode(writer);
    }
}

impl Codec for Certificate {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let context = reader.vector(CONTEXT)?.to_vec();
        let mut list = reader.list(LIST)?;
        let mut entries = Vec::new();
        while !list.is_empty() {
            if entries.len() == MAX_CERTIFICATES {
                return Err(DecodeError::TooMany);
            }
            entries.push(CertificateEntry::read(&mut list)?);
        }
        Ok(Self { context, entries })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(CONTEXT, &self.context);
        let mut list = writer.nested(LIST);
        self.entries
            .iter()
            .for_each(|entry| entry.encode(&mut list));
    }
}

/// The server wants the client to authenticate. All the details are extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    /// Empty in the handshake; unique for each request after it.
    pub context: Vec<u8>,
    /// Contains `signature_algorithms`, which the handshake checks.
    pub extensions: Extensions,
}

impl Codec for CertificateRequest {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let context = reader.vector(CONTEXT)?.to_vec();
        Ok(Self {
            context,
            extensions: Extensions::read(reader)?,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(CONTEXT, &self.context);
        self.extensions.encode(writer);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;
    use crate::msg::ext::SignatureAlgorithms;
    use crate::msg::{ExtensionType, SignatureScheme};

    fn entry() -> CertificateEntry {
        let mut extensions = Extensions::new();
        extensions
            .push_raw(ExtensionType::STATUS_REQUEST, &[1])
            .unwrap();
        CertificateEntry {
            data: vec![8, 9],
            extensions,
        }
    }

    #[test]
    fn certificate() {
        let certificate = Certificate {
            context: vec![7],
            entries: vec![entry(), entry()],
        };
        let bytes = check(&certificate);
        assert_eq!(
            bytes[..17],
            [1, 7, 0, 0, 24, 0, 0, 2, 8, 9, 0, 5, 0, 5, 0, 1, 1]
        );
        assert_eq!(
            check(&Certificate {
                context: vec![],
                entries: vec![]
            }),
            [0, 0, 0, 0]
        );
        let parsed = Certificate::from_bytes(&[0, 0, 0, 5, 0, 0, 0, 0, 0]);
        assert_eq!(parsed, Err(DecodeError::Length));
    }

    #[test]
    fn chains_are_limited() {
        let certificate = Certificate {
            context: vec![],
            entries: vec![entry(); MAX_CERTIFICATES + 1],
        };
        let parsed = Certificate::from_bytes(&certificate.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::TooMany));
    }

    #[test]
    fn duplicate_extensions_are_refused() {
        let bytes = [0, 0, 0, 14, 0, 0, 1, 8, 0, 8, 0, 5, 0, 0, 0, 5, 0, 0];
        let parsed = Certificate::from_bytes(&bytes);
        assert_eq!(parsed, Err(DecodeError::DuplicateExtension(5)));
    }

    #[test]
    fn certificate_request() {
        let mut extensions = Extensions::new();
        extensions
            .push(&SignatureAlgorithms(vec![SignatureScheme::ED25519]))
            .unwrap();
        let request = CertificateRequest {
            context: vec![1],
            extensions,
        };
        assert_eq!(check(&request), [1, 1, 0, 8, 0, 13, 0, 4, 0, 2, 8, 7]);
    }
}
