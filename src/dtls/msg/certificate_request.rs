//! CertificateRequest of DTLS 1.0 and 1.2 (RFC 5246 section 7.4.4).

use alloc::vec::Vec;

use super::ext::{encode_list, encode_names, read_list, read_names};
use super::wire::{ClientCertificateType, ProtocolVersion, SignatureScheme};
use crate::codec::{DecodeError, Reader, VectorLength, Writer};

/// The server wants the client to authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    /// Kinds of certificate that the server takes.
    pub certificate_types: Vec<ClientCertificateType>,
    /// Signatures that the server takes; None in DTLS 1.0, which has no such list.
    pub schemes: Option<Vec<SignatureScheme>>,
    /// DER names of the authorities that the server trusts; empty: any.
    pub authorities: Vec<Vec<u8>>,
}

/// `ClientCertificateType certificate_types<1..2^8-1>`
const TYPES: VectorLength = VectorLength::u8(1, 255);
/// `SignatureAndHashAlgorithm supported_signature_algorithms<2..2^16-2>`
const SCHEMES: VectorLength = VectorLength::u16(2, (1 << 16) - 2);
/// `DistinguishedName certificate_authorities<0..2^16-1>`
const AUTHORITIES: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

impl CertificateRequest {
    /// Reads the message as `version` has it.
    pub fn read(reader: &mut Reader<'_>, version: ProtocolVersion) -> Result<Self, DecodeError> {
        let certificate_types = read_list(reader, TYPES)?;
        let schemes = match version.is_at_least(ProtocolVersion::DTLS1_2) {
            true => Some(read_list(reader, SCHEMES)?),
            false => None,
        };
        Ok(Self {
            certificate_types,
            schemes,
            authorities: read_names(reader, AUTHORITIES)?,
        })
    }

    /// Reads a message that must fill `bytes` exactly.
    pub fn from_bytes(bytes: &[u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let request = Self::read(&mut reader, version)?;
        reader.finish()?;
        Ok(request)
    }

    /// Appends the message.
    pub fn encode(&self, writer: &mut Writer) {
        encode_list(writer, TYPES, &self.certificate_types);
        if let Some(schemes) = &self.schemes {
            encode_list(writer, SCHEMES, schemes);
        }
        encode_names(writer, AUTHORITIES, &self.authorities);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check_with;

    fn check(request: &CertificateRequest, version: ProtocolVersion) -> Vec<u8> {
        let read = |reader: &mut Reader<'_>| CertificateRequest::read(reader, version);
        check_with(request, &[], read, CertificateRequest::encode)
    }

    #[test]
    fn codec() {
        let new = CertificateRequest {
            certificate_types: vec![ClientCertificateType::ECDSA_SIGN],
            schemes: Some(vec![SignatureScheme::ED25519]),
            authorities: vec![vec![0x30, 0]],
        };
        let bytes = check(&new, ProtocolVersion::DTLS1_2);
        assert_eq!(bytes, [1, 64, 0, 2, 8, 7, 0, 4, 0, 2, 0x30, 0]);
        let old = CertificateRequest {
            schemes: None,
            ..new
        };
        assert_eq!(
            check(&old, ProtocolVersion::DTLS1_0),
            [1, 64, 0, 4, 0, 2, 0x30, 0]
        );
    }

    #[test]
    fn lists_that_must_not_be_empty() {
        let parsed = CertificateRequest::from_bytes(&[0, 0, 0], ProtocolVersion::DTLS1_0);
        assert_eq!(parsed, Err(DecodeError::Length));
        let parsed = CertificateRequest::from_bytes(&[1, 1, 0, 0, 0, 0], ProtocolVersion::DTLS1_2);
        assert_eq!(parsed, Err(DecodeError::Length));
        let parsed = CertificateRequest::from_bytes(&[1, 1, 0, 2, 0, 0], ProtocolVersion::DTLS1_0);
        assert_eq!(parsed, Err(DecodeError::Length));
    }
}
