//! What a connection tells about itself.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use primitives::dh::DhGroup;

use crate::error::DropReason;
use crate::msg::{
    CertificateType, CipherSuite, MaxFragmentLength, NamedGroup, ProtocolVersion, SignatureScheme,
};
use crate::post::{HeartbeatInFlight, HeartbeatModes};
use crate::question::Credential;
use crate::session::Session;

/// Which side of the handshake this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sends the ClientHello.
    Client,
    /// Answers it.
    Server,
}

/// What [`handle_record`](crate::Connection::handle_record) did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Bytes of the datagram that are dealt with. 0 only when `blocked`.
    pub consumed: usize,
    /// Application data, decrypted in place: a range of the datagram.
    pub data: Option<Range<usize>>,
    /// The record held application data that waits for the peer's Finished: it comes as
    /// [`Event::Data`](crate::Event) behind [`Event::HandshakeDone`](crate::Event).
    pub kept: bool,
    /// A question is open: nothing was consumed. Keep the bytes, answer, go on.
    pub blocked: bool,
    /// Why the record as such was dropped: it may be one of another association with the same peer.
    pub dropped: Option<DropReason>,
}

/// What [`handle_timeout`](crate::Connection::handle_timeout) did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expired {
    /// No timer is running, or it has not expired.
    NotYet,
    /// The flight goes out again: call `poll_transmit`. `count`: expiries in a row.
    Retransmit {
        /// How often in a row the timer has expired, this time included.
        count: u32,
    },
    /// The heartbeat in flight goes out again: call `poll_transmit`. `count`: as above.
    Heartbeat {
        /// How often in a row its timer has expired, this time included.
        count: u32,
    },
    /// This heartbeat was sent as often as wanted, and no answer came. The connection is as it was: the peer may come back.
    HeartbeatUnanswered(HeartbeatInFlight),
    /// The search for the path's MTU goes on: call `poll_transmit`.
    PathMtu,
}

/// What is known of a complete handshake (or of one in progress, as far as it is).
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The negotiated version.
    pub version: Option<ProtocolVersion>,
    /// The negotiated suite.
    pub suite: Option<CipherSuite>,
    /// The key-exchange group, if it has a number.
    pub group: Option<NamedGroup>,
    /// Client: the server's ephemeral value. Not set by a resumption.
    pub server_share: Option<Arc<ServerValue>>,
    /// The scheme that our own key signed with.
    pub own_scheme: Option<SignatureScheme>,
    /// The scheme that the peer's key signed with.
    pub peer_scheme: Option<SignatureScheme>,
    /// The peer's chain, leaf first; empty: none.
    pub peer_chain: Arc<[Vec<u8>]>,
    /// The peer's raw public key: SubjectPublicKeyInfo (DER).
    pub peer_raw_key: Option<Arc<[u8]>>,
    /// The form in which our key is shown, as agreed.
    pub own_certificate_type: CertificateType,
    /// The form in which the peer's key is shown, as agreed.
    pub peer_certificate_type: CertificateType,
    /// The OCSP response about the server's certificate, received or sent.
    pub ocsp_response: Option<Arc<[u8]>>,
    /// The credential that we authenticated with.
    pub own_credential: Option<Credential>,
    /// The protocol chosen by ALPN.
    pub alpn: Option<Vec<u8>>,
    /// The identity of the pre-shared key, once the client has named it. Not set by a resumption.
    pub psk_identity: Option<Vec<u8>>,
    /// The server's hint which pre-shared key to use. Not set by a resumption.
    pub psk_hint: Option<Vec<u8>>,
    /// The name that the client asked for; after a resumption the name that the server acknowledged when the session was
    /// made.
    pub server_name: Option<Vec<u8>>,
    /// The SRTP profile chosen.
    pub srtp_profile: Option<u16>,
    /// The max_fragment_length agreed on.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// What the peer says in record_size_limit; None: it was not agreed on.
    pub peer_record_size_limit: Option<u16>,
    /// What both sides say about heartbeats; None: not agreed on.
    pub heartbeat: Option<HeartbeatModes>,
    /// RFC 7627 is in use.
    pub extended_master_secret: bool,
    /// RFC 7366 is in use.
    pub encrypt_then_mac: bool,
    /// The peer knows RFC 5746.
    pub secure_renegotiation: bool,
    /// A session was resumed.
    pub resumed: bool,
    /// The session, for later resumption.
    pub session: Option<Arc<Session>>,
    /// The hello randoms.
    pub client_random: [u8; 32],
    /// The hello randoms.
    pub server_random: [u8; 32],
    /// verify_data of our own Finished.
    pub own_finished: Vec<u8>,
    /// verify_data of the peer's Finished.
    pub peer_finished: Vec<u8>,
}

/// An ephemeral public value with its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerValue {
    /// Where it lives.
    pub group: ShareGroup,
    /// The value as it stood in the message.
    pub public: Vec<u8>,
}

/// The group of an ephemeral value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareGroup {
    /// An elliptic curve.
    Curve(NamedGroup),
    /// Integers modulo a prime.
    Integers(Arc<DhGroup>),
}
