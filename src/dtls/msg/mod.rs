//! The messages of DTLS 1.0, 1.2 and 1.3 as they stand on the wire: one file a message, one a group
//! of extensions.
//!
//! A message type holds the body that follows the [`HandshakeHeader`]. What a body means is not
//! judged here; only what its definition excludes is refused.

mod alert;
mod cipher_suite;
pub mod ext;
mod extensions;
mod handshake;
mod values;
mod wire;

pub use alert::Alert;
pub use cipher_suite::CipherSuite;
pub use extensions::{ExtensionBlock, ExtensionBody, Extensions, MAX_EXTENSIONS};
pub use handshake::HandshakeHeader;
pub use values::{ChangeCipherSpec, Random, SessionId};
pub use wire::*;
