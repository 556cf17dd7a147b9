//! CertificateVerify (RFC 5246 section 7.4.8) and the signature that it shares with the server's key
//! exchange.

use alloc::vec::Vec;

use super::wire::{ProtocolVersion, SignatureScheme};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};

/// A signature with its scheme (RFC 5246 section 4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigitallySigned {
    /// None in DTLS 1.0, where the key implies it: MD5 and SHA-1 for RSA, SHA-1 for ECDSA.
    pub scheme: Option<SignatureScheme>,
    /// The signature as the algorithm has it.
    pub signature: Vec<u8>,
}

/// `opaque signature<0..2^16-1>`
const SIGNATURE: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

impl DigitallySigned {
    /// Reads the signature as `version` has it.
    pub fn read(reader: &mut Reader<'_>, version: ProtocolVersion) -> Result<Self, DecodeError> {
        let scheme = match version.is_at_least(ProtocolVersion::DTLS1_2) {
            true => Some(SignatureScheme::read(reader)?),
            false => None,
        };
        Ok(Self {
            scheme,
            signature: reader.vector(SIGNATURE)?.to_vec(),
        })
    }

    /// Reads a signature that must fill `bytes` exactly.
    pub fn from_bytes(bytes: &[u8], version: ProtocolVersion) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let signed = Self::read(&mut reader, version)?;
        reader.finish()?;
        Ok(signed)
    }

    /// Appends the signature.
    pub fn encode(&self, writer: &mut Writer) {
        if let Some(scheme) = self.scheme {
            scheme.encode(writer);
        }
        writer.vector(SIGNATURE, &self.signature);
    }
}

/// CertificateVerify of all versions: a signature and nothing else. What is signed differs.
pub type CertificateVerify = DigitallySigned;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check_with;

    fn check(signed: &DigitallySigned, version: ProtocolVersion) -> Vec<u8> {
        let read = |reader: &mut Reader<'_>| DigitallySigned::read(reader, version);
        check_with(signed, &[], read, DigitallySigned::encode)
    }

    #[test]
    fn codec() {
        let new = DigitallySigned {
            scheme: Some(SignatureScheme::RSA_PSS_RSAE_SHA256),
            signature: vec![1, 2, 3],
        };
        assert_eq!(check(&new, ProtocolVersion::DTLS1_2), [8, 4, 0, 3, 1, 2, 3]);
        assert_eq!(check(&new, ProtocolVersion::DTLS1_3), [8, 4, 0, 3, 1, 2, 3]);
        let old = DigitallySigned {
            scheme: None,
            ..new
        };
        assert_eq!(check(&old, ProtocolVersion::DTLS1_0), [0, 3, 1, 2, 3]);
    }

    #[test]
    fn the_version_decides_the_form() {
        let parsed = DigitallySigned::from_bytes(&[0, 3, 1, 2, 3], ProtocolVersion::DTLS1_2);
        assert_eq!(parsed, Err(DecodeError::Truncated));
        let parsed = DigitallySigned::from_bytes(&[8, 4, 0, 1, 1], ProtocolVersion::DTLS1_0);
        assert_eq!(parsed, Err(DecodeError::Truncated));
    }
}
