//! Certificate of DTLS 1.0 and 1.2 (RFC 5246 section 7.4.2, RFC 7250 section 3) and
//! CertificateStatus (RFC 6066 section 8).

use alloc::vec::Vec;

use super::wire::CertificateStatusType;
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};

/// A certificate chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// DER of the certificates, the sender's own first; empty when a client has none.
    pub chain: Vec<Vec<u8>>,
}

/// `ASN.1Cert certificate_list<0..2^24-1>`
const LIST: VectorLength = VectorLength::u24(0, (1 << 24) - 1);
/// `opaque ASN.1Cert<1..2^24-1>`
const CERTIFICATE: VectorLength = VectorLength::u24(1, (1 << 24) - 1);

/// More certificates than this in one chain are refused.
pub const MAX_CERTIFICATES: usize = 100;

impl Codec for Certificate {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = reader.list(LIST)?;
        let mut chain = Vec::new();
        while !list.is_empty() {
            if chain.len() == MAX_CERTIFICATES {
                return Err(DecodeError::TooMany);
            }
            chain.push(list.vector(CERTIFICATE)?.to_vec());
        }
        Ok(Self { chain })
    }

    fn encode(&self, writer: &mut Writer) {
        let mut list = writer.nested(LIST);
        self.chain
            .iter()
            .for_each(|certificate| list.vector(CERTIFICATE, certificate));
    }
}

/// The same message when the certificate type is a raw public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPublicKey {
    /// DER of the SubjectPublicKeyInfo.
    pub public_key_info: Vec<u8>,
}

impl Codec for RawPublicKey {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            public_key_info: reader.vector(CERTIFICATE)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(CERTIFICATE, &self.public_key_info);
    }
}

/// The status of the server's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateStatus {
    /// DER of an OCSP response.
    pub ocsp_response: Vec<u8>,
}

/// `opaque OCSPResponse<1..2^24-1>`
const RESPONSE: VectorLength = VectorLength::u24(1, (1 << 24) - 1);

impl Codec for CertificateStatus {
    /// No kind but OCSP was ever asked for, so no other may come.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match CertificateStatusType::read(reader)? {
            CertificateStatusType::OCSP => Ok(Self {
                ocsp_response: reader.vector(RESPONSE)?.to_vec(),
            }),
            _ => Err(DecodeError::IllegalValue),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        CertificateStatusType::OCSP.encode(writer);
        writer.vector(RESPONSE, &self.ocsp_response);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let certificate = Certificate {
            chain: vec![vec![1, 2], vec![3]],
        };
        assert_eq!(check(&certificate), [0, 0, 9, 0, 0, 2, 1, 2, 0, 0, 1, 3]);
        assert_eq!(check(&Certificate { chain: vec![] }), [0, 0, 0]);
        assert_eq!(
            check(&RawPublicKey {
                public_key_info: vec![4]
            }),
            [0, 0, 1, 4]
        );
        assert_eq!(
            check(&CertificateStatus {
                ocsp_response: vec![5]
            }),
            [1, 0, 0, 1, 5]
        );
    }

    #[test]
    fn empty_certificates_are_refused() {
        let parsed = Certificate::from_bytes(&[0, 0, 3, 0, 0, 0]);
        assert_eq!(parsed, Err(DecodeError::Length));
        assert_eq!(
            RawPublicKey::from_bytes(&[0, 0, 0]),
            Err(DecodeError::Length)
        );
        assert_eq!(
            CertificateStatus::from_bytes(&[1, 0, 0, 0]),
            Err(DecodeError::Length)
        );
        let parsed = CertificateStatus::from_bytes(&[2, 0, 0, 1, 5]);
        assert_eq!(parsed, Err(DecodeError::IllegalValue));
    }

    #[test]
    fn chains_are_limited() {
        let mut certificate = Certificate {
            chain: vec![vec![0]; MAX_CERTIFICATES],
        };
        check(&Certificate {
            chain: vec![vec![0]; 3],
        });
        let bytes = certificate.to_bytes().unwrap();
        assert_eq!(Certificate::from_bytes(&bytes).as_ref(), Ok(&certificate));
        certificate.chain.push(vec![0]);
        let bytes = certificate.to_bytes().unwrap();
        assert_eq!(Certificate::from_bytes(&bytes), Err(DecodeError::TooMany));
    }
}
