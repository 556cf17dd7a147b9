//! What the engine tells its driver.

use alloc::vec::Vec;
use core::fmt;

use crate::msg::{AlertDescription, ProtocolVersion};
use crate::post::{HeartbeatInFlight, PathMtuStep};

/// Something that happened; read with [`Connection::poll_event`](crate::Connection::poll_event).
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// Application data. Only [`Connection::handle_datagram`](crate::Connection::handle_datagram) uses it, and data
    /// that arrived between ChangeCipherSpec and Finished comes this way too.
    Data(Vec<u8>),
    /// A handshake (the first or a renegotiation) began.
    HandshakeStarted,
    /// A handshake is complete on this side.
    HandshakeDone,
    /// The handshake moved.
    StateChanged(HandshakeState),
    /// A message went out or came in (only with `Config::trace_messages`).
    Message {
        /// Which way.
        direction: Direction,
        /// The version on the wire; for a whole message the connection's.
        version: ProtocolVersion,
        /// The record content type, or 256 for a 13-byte record header.
        content_type: u16,
        /// Handshake: the whole message with its 12-byte DTLS header, unfragmented.
        bytes: Vec<u8>,
    },
    /// An alert came in and counted.
    AlertReceived {
        /// 1 warning, 2 fatal.
        level: u8,
        /// Which.
        description: AlertDescription,
    },
    /// An alert was queued for sending.
    AlertSent {
        /// 1 warning, 2 fatal.
        level: u8,
        /// Which.
        description: AlertDescription,
    },
    /// The peer's close_notify came: no more data will.
    PeerClosed,
    /// A heartbeat of ours is not in flight any more.
    Heartbeat {
        /// Which.
        request: HeartbeatInFlight,
        /// What became of it.
        outcome: HeartbeatOutcome,
    },
    /// The search for the path's MTU went on.
    PathMtu {
        /// What it did.
        step: PathMtuStep,
        /// The size that holds now, in bytes of UDP payload.
        mtu: usize,
    },
    /// A line for a key log file (only with `Config::key_log`).
    KeyLog {
        /// `CLIENT_RANDOM` in DTLS 1.0 and 1.2.
        label: &'static str,
        /// The client's random.
        client_random: [u8; 32],
        /// The secret; erased when dropped.
        secret: zeroize::Zeroizing<Vec<u8>>,
    },
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(data) => write!(f, "Data({} bytes)", data.len()),
            Self::HandshakeStarted => f.write_str("HandshakeStarted"),
            Self::HandshakeDone => f.write_str("HandshakeDone"),
            Self::StateChanged(state) => write!(f, "StateChanged({state:?})"),
            Self::Message {
                direction,
                content_type,
                bytes,
                ..
            } => write!(
                f,
                "Message({direction:?}, type {content_type}, {} bytes)",
                bytes.len()
            ),
            Self::AlertReceived { level, description } => {
                write!(f, "AlertReceived({level}, {description:?})")
            }
            Self::AlertSent { level, description } => {
                write!(f, "AlertSent({level}, {description:?})")
            }
            Self::PeerClosed => f.write_str("PeerClosed"),
            Self::Heartbeat { request, outcome } => {
                write!(f, "Heartbeat({}, {outcome:?})", request.sequence)
            }
            Self::PathMtu { step, mtu } => write!(f, "PathMtu({step:?}, {mtu})"),
            Self::KeyLog { label, .. } => write!(f, "KeyLog({label})"),
        }
    }
}

/// What became of a heartbeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeartbeatOutcome {
    /// The peer has answered.
    Answered,
    /// It was sent as often as wanted, and no answer came.
    Unanswered,
    /// A handshake began, the connection came to its end, or the driver gave it up.
    Dropped,
}

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the peer.
    Received,
    /// To the peer.
    Sent,
}

/// How far the handshake is. Named for what was last done or is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandshakeState {
    /// Nothing happened yet.
    Before,
    /// No handshake is running: the first is complete.
    Established,
    /// The connection failed.
    Failed,
    /// Client: wrote a ClientHello.
    ClientWroteHello,
    /// Client: read a HelloVerifyRequest.
    ClientReadHelloVerifyRequest,
    /// Client: read a ServerHello.
    ClientReadServerHello,
    /// Client: read the server's Certificate.
    ClientReadCertificate,
    /// Client: read a CertificateStatus.
    ClientReadCertificateStatus,
    /// Client: read a ServerKeyExchange.
    ClientReadKeyExchange,
    /// Client: read a CertificateRequest.
    ClientReadCertificateRequest,
    /// Client: read the ServerHelloDone.
    ClientReadServerHelloDone,
    /// Client: wrote its Certificate.
    ClientWroteCertificate,
    /// Client: wrote its ClientKeyExchange.
    ClientWroteKeyExchange,
    /// Client: wrote a CertificateVerify.
    ClientWroteCertificateVerify,
    /// Client: wrote ChangeCipherSpec.
    ClientWroteChangeCipherSpec,
    /// Client: wrote Finished.
    ClientWroteFinished,
    /// Client: read a NewSessionTicket.
    ClientReadSessionTicket,
    /// Client: the server's ChangeCipherSpec came, as the Finished behind it proves.
    ClientReadChangeCipherSpec,
    /// Client: read the server's Finished.
    ClientReadFinished,
    /// Client: read a HelloRequest.
    ClientReadHelloRequest,
    /// Server: wrote a HelloRequest.
    ServerWroteHelloRequest,
    /// Server: wrote a HelloVerifyRequest.
    ServerWroteHelloVerifyRequest,
    /// Server: read a ClientHello.
    ServerReadClientHello,
    /// Server: wrote its ServerHello.
    ServerWroteServerHello,
    /// Server: wrote its Certificate.
    ServerWroteCertificate,
    /// Server: wrote a CertificateStatus.
    ServerWroteCertificateStatus,
    /// Server: wrote a ServerKeyExchange.
    ServerWroteKeyExchange,
    /// Server: wrote a CertificateRequest.
    ServerWroteCertificateRequest,
    /// Server: wrote the ServerHelloDone.
    ServerWroteServerHelloDone,
    /// Server: read the client's Certificate.
    ServerReadCertificate,
    /// Server: read the ClientKeyExchange.
    ServerReadKeyExchange,
    /// Server: read a CertificateVerify.
    ServerReadCertificateVerify,
    /// Server: the client's ChangeCipherSpec came, as the Finished behind it proves.
    ServerReadChangeCipherSpec,
    /// Server: read the client's Finished.
    ServerReadFinished,
    /// Server: wrote a NewSessionTicket.
    ServerWroteSessionTicket,
    /// Server: wrote ChangeCipherSpec.
    ServerWroteChangeCipherSpec,
    /// Server: wrote Finished.
    ServerWroteFinished,
}
