//! Messages that only DTLS 1.3 has, or has in another form (RFC 8446 section 4, RFC 9147).

mod ack;
mod certificate;
mod connection_id;
mod encrypted_extensions;
mod finished;

pub use ack::{Ack, RecordNumber};
pub use certificate::{Certificate, CertificateEntry, CertificateRequest};
pub use connection_id::{ConnectionIdUsage, NewConnectionId, RequestConnectionId};
pub use encrypted_extensions::EncryptedExtensions;
pub use finished::{Finished, KeyUpdate, NewSessionTicket};
