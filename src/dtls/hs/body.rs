//! The body of a handshake message, parsed before a state sees it, so that what does not parse
//! changes nothing.

use alloc::boxed::Box;

use super::negotiate::ClientOffer;
use crate::codec::{Codec, DecodeError};
use crate::msg::{
    Certificate, CertificateRequest, CertificateStatus, CertificateType, CertificateVerify,
    ClientHello, ClientKeyExchange, Finished, HandshakeType, HelloRequest, HelloVerifyRequest,
    NewSessionTicket, ProtocolVersion, RawPublicKey, ServerHello, ServerHelloDone,
    ServerKeyExchange,
};
use crate::suites::KeyExchange;

/// A parsed message.
pub(crate) enum Body {
    HelloRequest,
    ClientHello(Box<ClientHello>, Box<ClientOffer>),
    HelloVerifyRequest(HelloVerifyRequest),
    ServerHello(Box<ServerHello>),
    Certificate(Certificate),
    RawPublicKey(RawPublicKey),
    CertificateStatus(CertificateStatus),
    ServerKeyExchange(ServerKeyExchange),
    CertificateRequest(CertificateRequest),
    ServerHelloDone,
    ClientKeyExchange(ClientKeyExchange),
    CertificateVerify(CertificateVerify),
    NewSessionTicket(NewSessionTicket),
    Finished(Finished),
}

/// What the form of some messages depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) version: ProtocolVersion,
    pub(crate) key_exchange: KeyExchange,
    /// The form of the peer's Certificate.
    pub(crate) peer_certificate: CertificateType,
}

impl Body {
    /// Parses the body of a message, which must fill `bytes` exactly.
    pub(crate) fn read(
        kind: HandshakeType,
        bytes: &[u8],
        shape: Shape,
    ) -> Result<Self, DecodeError> {
        let Shape {
            version,
            key_exchange,
            peer_certificate,
        } = shape;
        Ok(match kind {
            HandshakeType::HELLO_REQUEST => {
                HelloRequest::from_bytes(bytes)?;
                Self::HelloRequest
            }
            HandshakeType::CLIENT_HELLO => {
                let hello = Box::new(ClientHello::from_bytes(bytes)?);
                let offer = Box::new(ClientOffer::read(&hello)?);
                Self::ClientHello(hello, offer)
            }
            HandshakeType::HELLO_VERIFY_REQUEST => {
                Self::HelloVerifyRequest(HelloVerifyRequest::from_bytes(bytes)?)
            }
            HandshakeType::SERVER_HELLO => {
                Self::ServerHello(Box::new(ServerHello::from_bytes(bytes)?))
            }
            // A peer without a key sends an empty list, whatever the form.
            HandshakeType::CERTIFICATE
                if peer_certificate == CertificateType::RAW_PUBLIC_KEY && bytes != [0; 3] =>
            {
                Self::RawPublicKey(RawPublicKey::from_bytes(bytes)?)
            }
            HandshakeType::CERTIFICATE => Self::Certificate(Certificate::from_bytes(bytes)?),
            HandshakeType::CERTIFICATE_STATUS => {
                Self::CertificateStatus(CertificateStatus::from_bytes(bytes)?)
            }
            HandshakeType::SERVER_KEY_EXCHANGE => Self::ServerKeyExchange(
                ServerKeyExchange::from_bytes(bytes, key_exchange, version)?,
            ),
            HandshakeType::CERTIFICATE_REQUEST => {
                Self::CertificateRequest(CertificateRequest::from_bytes(bytes, version)?)
            }
            HandshakeType::SERVER_HELLO_DONE => {
                ServerHelloDone::from_bytes(bytes)?;
                Self::ServerHelloDone
            }
            HandshakeType::CLIENT_KEY_EXCHANGE => {
                Self::ClientKeyExchange(ClientKeyExchange::from_bytes(bytes, key_exchange)?)
            }
            HandshakeType::CERTIFICATE_VERIFY => {
                Self::CertificateVerify(CertificateVerify::from_bytes(bytes, version)?)
            }
            HandshakeType::NEW_SESSION_TICKET => {
                Self::NewSessionTicket(NewSessionTicket::from_bytes(bytes)?)
            }
            HandshakeType::FINISHED => Self::Finished(Finished::from_bytes(bytes)?),
            _ => return Err(DecodeError::IllegalValue),
        })
    }
}
