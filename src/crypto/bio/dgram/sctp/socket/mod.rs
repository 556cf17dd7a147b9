//! System calls on SCTP sockets, with Linux's numbers.

pub mod abi;

use std::ffi::c_int;

/// Send flag: the receiver shall acknowledge at once.
pub(crate) const SCTP_SACK_IMMEDIATELY: u16 = 1 << 3;

/// Receive flag: this is a notification, not a message.
pub(super) const MSG_NOTIFICATION: c_int = 0x8000;

pub(super) const SCTP_PARTIAL_DELIVERY_POINT: c_int = 19;
pub(super) const SCTP_AUTH_CHUNK: c_int = 21;
pub(super) const SCTP_AUTH_KEY: c_int = 23;
pub(super) const SCTP_AUTH_ACTIVE_KEY: c_int = 24;
pub(super) const SCTP_AUTH_DELETE_KEY: c_int = 25;
pub(super) const SCTP_PEER_AUTH_CHUNKS: c_int = 26;
pub(super) const SCTP_LOCAL_AUTH_CHUNKS: c_int = 27;
pub(super) const SCTP_RECVRCVINFO: c_int = 32;
pub(super) const SCTP_AUTH_DEACTIVATE_KEY: c_int = 35;
pub(super) const SCTP_EVENT: c_int = 127;

/// Ancillary data of messages.
pub(super) const SCTP_SNDINFO: c_int = 2;
pub(super) const SCTP_RCVINFO: c_int = 3;
pub(super) const SCTP_PRINFO: c_int = 5;

/// Notifications (RFC 6458, 6.1).
pub(super) const SCTP_PARTIAL_DELIVERY_EVENT: u16 = 0x8006;
pub(super) const SCTP_AUTHENTICATION_EVENT: u16 = 0x8008;
pub(super) const SCTP_SENDER_DRY_EVENT: u16 = 0x8009;
/// What an authentication event tells: nothing uses the key any more.
pub(super) const SCTP_AUTH_FREE_KEY: u32 = 1;

/// Chunk types (RFC 9260, 3.2; RFC 3758, 3.2).
const DATA: u8 = 0;
const FORWARD_TSN: u8 = 192;

/// The chunks that RFC 6083, 4.5, wants authenticated.
pub(super) const AUTHENTICATED: [u8; 2] = [DATA, FORWARD_TSN];

/// The largest DTLS record. RFC 6083, 4.1: "The supported maximum length of SCTP user messages
/// MUST be at least 2^14 + 2048 + 13 = 18445 bytes".
pub(super) const LARGEST_RECORD: c_int = 18445;
