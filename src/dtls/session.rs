//! A session that later handshakes can resume.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use primitives::digest::{HashAlgorithm, hash};
use zeroize::Zeroizing;

use crate::msg::{CipherSuite, MaxFragmentLength, ProtocolVersion};

/// What both sides remember of a full handshake (RFC 5246, F.1.4). A value: the driver stores, serialises and ages it.
#[derive(Clone)]
pub struct Session {
    /// The version it was made in, which it can only be resumed in.
    pub version: ProtocolVersion,
    /// Its cipher suite.
    pub suite: CipherSuite,
    /// The session ID that the server gave, up to 32 bytes; empty: not resumable by ID. With a ticket the ID is the
    /// client's to choose (RFC 5077, 3.4): the ticket's SHA-256.
    pub id: Vec<u8>,
    /// Client: the ticket that the server keeps the session in (RFC 5077); empty: none.
    pub ticket: Vec<u8>,
    /// Client: seconds that the ticket is good for, as the server believes; 0: it does not tell.
    pub ticket_lifetime: u32,
    /// The master secret (48 bytes in DTLS 1.0 and 1.2).
    pub secret: Zeroizing<Vec<u8>>,
    /// Whether the master secret binds the handshake (RFC 7627).
    pub extended_master_secret: bool,
    /// The peer's certificate chain, leaf first; empty when the peer showed none.
    pub peer_chain: Arc<[Vec<u8>]>,
    /// The peer's raw public key (RFC 7250), as SubjectPublicKeyInfo (DER), in place of a chain.
    pub peer_raw_key: Option<Arc<[u8]>>,
    /// The max_fragment_length that was agreed (RFC 6066, 4), which a resumption goes on with.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// The server_name of the full handshake, when the server acknowledged it (RFC 6066, 3).
    pub server_name: Option<Vec<u8>>,
}

impl Session {
    /// Whether the peer has shown who it is.
    pub(crate) fn knows_peer(&self) -> bool {
        !self.peer_chain.is_empty() || self.peer_raw_key.is_some()
    }

    /// What a client calls a session that it has a ticket of. The server repeats the ID when it takes the ticket, by
    /// which the client knows early that it does (RFC 5077, 3.4).
    pub fn id_for_ticket(ticket: &[u8]) -> Vec<u8> {
        hash(HashAlgorithm::Sha256, ticket).as_ref().to_vec()
    }
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
