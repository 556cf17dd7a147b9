//! A session that later handshakes can resume.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::msg::{CipherSuite, MaxFragmentLength, ProtocolVersion};

/// What both sides remember of a full handshake (RFC 5246, F.1.4). A value: the driver stores, serialises and ages it.
#[derive(Clone)]
pub struct Session {
    /// The version it was made in, which it can only be resumed in.
    pub version: ProtocolVersion,
    /// Its cipher suite.
    pub suite: CipherSuite,
    /// The session ID that the server gave, up to 32 bytes; empty: not resumable by ID.
    pub id: Vec<u8>,
    /// The master secret (48 bytes in DTLS 1.0 and 1.2).
    pub secret: Zeroizing<Vec<u8>>,
    /// Whether the master secret binds the handshake (RFC 7627).
    pub extended_master_secret: bool,
    /// The peer's certificate chain, leaf first; empty when the peer showed none.
    pub peer_chain: Arc<[Vec<u8>]>,
    /// The max_fragment_length that was agreed (RFC 6066, 4), which a resumption goes on with.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// The server_name of the full handshake.
    pub server_name: Option<Vec<u8>>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("version", &self.version)
            .field("suite", &self.suite)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
