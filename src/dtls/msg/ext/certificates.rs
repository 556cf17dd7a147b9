//! What is wanted and offered about certificates.

use alloc::vec::Vec;

use super::{list_extension, value_extension};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::wire::{CertificateStatusType, CertificateType};
use crate::msg::{ExtensionBody, ExtensionType};

/// `CertificateType certificate_types<1..2^8-1>` (RFC 7250 section 3)
const TYPES: VectorLength = VectorLength::u8(1, 255);

list_extension! {
    /// Forms of its own certificate that a client has.
    ClientCertificateTypes(CertificateType) = CLIENT_CERTIFICATE_TYPE, TYPES;
    /// Forms of the server's certificate that a client takes.
    ServerCertificateTypes(CertificateType) = SERVER_CERTIFICATE_TYPE, TYPES;
}

value_extension! {
    /// The form that the server wants from the client.
    SelectedClientCertificateType(CertificateType) = CLIENT_CERTIFICATE_TYPE;
    /// The form that the server sends.
    SelectedServerCertificateType(CertificateType) = SERVER_CERTIFICATE_TYPE;
}

/// A wish for the status of the server's certificate (RFC 6066 section 8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusRequest {
    /// By OCSP.
    Ocsp {
        /// DER of the responders that the client trusts; empty: any.
        responder_ids: Vec<Vec<u8>>,
        /// DER of the OCSP extensions; empty: none.
        extensions: Vec<u8>,
    },
    /// In a way that this implementation does not know.
    Other {
        /// The way.
        kind: CertificateStatusType,
        /// The rest of the extension.
        request: Vec<u8>,
    },
}

/// `ResponderID responder_id_list<0..2^16-1>` and `Extensions request_extensions<0..2^16-1>`
const OCSP_PART: VectorLength = VectorLength::u16(0, (1 << 16) - 1);
/// `ResponderID<1..2^16-1>`
const RESPONDER_ID: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

impl ExtensionBody for StatusRequest {
    const TYPE: ExtensionType = ExtensionType::STATUS_REQUEST;
}

impl Codec for StatusRequest {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let kind = CertificateStatusType::read(reader)?;
        if kind != CertificateStatusType::OCSP {
            return Ok(Self::Other {
                kind,
                request: reader.rest().to_vec(),
            });
        }
        let mut list = reader.list(OCSP_PART)?;
        let mut responder_ids = Vec::new();
        while !list.is_empty() {
            responder_ids.push(list.vector(RESPONDER_ID)?.to_vec());
        }
        Ok(Self::Ocsp {
            responder_ids,
            extensions: reader.vector(OCSP_PART)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Ocsp {
                responder_ids,
                extensions,
            } => {
                CertificateStatusType::OCSP.encode(writer);
                let mut list = writer.nested(OCSP_PART);
                responder_ids
                    .iter()
                    .for_each(|id| list.vector(RESPONDER_ID, id));
                drop(list);
                writer.vector(OCSP_PART, extensions);
            }
            Self::Other { kind, request } => {
                kind.encode(writer);
                writer.bytes(request);
            }
        }
    }
}

/// DER names of the authorities that the sender trusts (RFC 8446 section 4.2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateAuthorities(pub Vec<Vec<u8>>);

/// `DistinguishedName authorities<3..2^16-1>`
const AUTHORITIES: VectorLength = VectorLength::u16(3, (1 << 16) - 1);

impl ExtensionBody for CertificateAuthorities {
    const TYPE: ExtensionType = ExtensionType::CERTIFICATE_AUTHORITIES;
}

impl Codec for CertificateAuthorities {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_names(reader, AUTHORITIES).map(Self)
    }

    fn encode(&self, writer: &mut Writer) {
        encode_names(writer, AUTHORITIES, &self.0);
    }
}

/// `opaque DistinguishedName<1..2^16-1>`
const NAME: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

/// Reads a list of distinguished names.
pub(in crate::msg) fn read_names(
    reader: &mut Reader<'_>,
    length: VectorLength,
) -> Result<Vec<Vec<u8>>, DecodeError> {
    let mut list = reader.list(length)?;
    let mut names = Vec::new();
    while !list.is_empty() {
        names.push(list.vector(NAME)?.to_vec());
    }
    Ok(names)
}

/// Writes a list of distinguished names.
pub(in crate::msg) fn encode_names(writer: &mut Writer, length: VectorLength, names: &[Vec<u8>]) {
    let mut list = writer.nested(length);
    names.iter().for_each(|name| list.vector(NAME, name));
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::{check, check_with};

    #[test]
    fn certificate_types() {
        let types = vec![CertificateType::RAW_PUBLIC_KEY, CertificateType::X509];
        assert_eq!(check(&ClientCertificateTypes(types.clone())), [2, 2, 0]);
        assert_eq!(check(&ServerCertificateTypes(types)), [2, 2, 0]);
        assert_eq!(
            ServerCertificateTypes::from_bytes(&[0]),
            Err(DecodeError::Length)
        );
        assert_eq!(
            check(&SelectedServerCertificateType(
                CertificateType::RAW_PUBLIC_KEY
            )),
            [2]
        );
        assert_eq!(
            check(&SelectedClientCertificateType(CertificateType::X509)),
            [0]
        );
    }

    #[test]
    fn status_request() {
        let request = StatusRequest::Ocsp {
            responder_ids: vec![vec![7]],
            extensions: vec![8, 9],
        };
        assert_eq!(check(&request), [1, 0, 3, 0, 1, 7, 0, 2, 8, 9]);
        let empty = StatusRequest::Ocsp {
            responder_ids: vec![],
            extensions: vec![],
        };
        assert_eq!(check(&empty), [1, 0, 0, 0, 0]);
        assert_eq!(
            StatusRequest::from_bytes(&[1, 0, 2, 0, 0, 0, 0]),
            Err(DecodeError::Length)
        );
        let other = StatusRequest::Other {
            kind: CertificateStatusType(2),
            request: vec![4],
        };
        assert_eq!(StatusRequest::from_bytes(&[2, 4]), Ok(other));
    }

    #[test]
    fn certificate_authorities() {
        let names = CertificateAuthorities(vec![vec![0x30, 0], vec![0x30]]);
        assert_eq!(check(&names), [0, 7, 0, 2, 0x30, 0, 0, 1, 0x30]);
        assert_eq!(
            CertificateAuthorities::from_bytes(&[0, 0]),
            Err(DecodeError::Length)
        );
        let names = vec![vec![1u8]];
        check_with(
            &names,
            &[],
            |reader| read_names(reader, AUTHORITIES),
            |names, writer| encode_names(writer, AUTHORITIES, names),
        );
    }
}
