//! The messages of DTLS 1.0, 1.2 and 1.3 as they stand on the wire: one file a message, one a group
//! of extensions.
//!
//! A message type holds the body that follows the [`HandshakeHeader`]. What a body means is not
//! judged here; only what its definition excludes is refused.

mod alert;
mod certificate;
mod certificate_request;
mod cipher_suite;
mod client_hello;
mod client_key_exchange;
pub mod dtls13;
pub mod ext;
mod extensions;
mod finished;
mod handshake;
mod heartbeat;
mod server_hello;
mod server_key_exchange;
mod signature;
mod values;
mod wire;

pub use alert::Alert;
pub use certificate::{Certificate, CertificateStatus, MAX_CERTIFICATES, RawPublicKey};
pub use certificate_request::CertificateRequest;
pub use cipher_suite::CipherSuite;
pub use client_hello::{ClientHello, ClientHelloView, HelloRequest, HelloVerifyRequest};
pub use client_key_exchange::{ClientKeyExchange, ClientShare};
pub use extensions::{ExtensionBlock, ExtensionBody, Extensions, MAX_EXTENSIONS};
pub use finished::{Finished, NewSessionTicket};
pub use handshake::HandshakeHeader;
pub use heartbeat::{HeartbeatMessage, HeartbeatMessageType};
pub use server_hello::{ServerHello, ServerHelloDone};
pub use server_key_exchange::{
    DheParams, EcdheParams, PskHint, ServerKeyExchange, ServerShare, signed_content,
};
pub use signature::{CertificateVerify, DigitallySigned};
pub use values::{ChangeCipherSpec, Random, SessionId};
pub use wire::*;
