//! BIOs over one-to-one SCTP sockets, as DTLS over SCTP needs them (RFC 6083).
//!
//! One read is one whole message, one write one message; the stream, the order and the reliability
//! of the next message, and those of the last one that was read, are controls of the BIO. DATA and
//! FORWARD-TSN chunks are authenticated (RFC 4895), with shared keys that libssl gives. What the
//! kernel tells about the association goes to the program's callback.
//!
//! The socket's interface is RFC 6458. Its numbers and layouts are Linux's and stand in `socket`:
//! no header of SCTP is needed to build, and a kernel without SCTP is an error when a BIO is made.

pub mod abi;
pub(crate) mod events;
pub(crate) mod socket;

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr::null_mut;

use abi::BIO_dgram_sctp_notification_handler_fn;

/// How the next message is sent (RFC 6458, 5.3.4).
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct bio_dgram_sctp_sndinfo {
    pub snd_sid: u16,
    pub snd_flags: u16,
    pub snd_ppid: u32,
    pub snd_context: u32,
}

/// How the last message came (RFC 6458, 5.3.5).
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct bio_dgram_sctp_rcvinfo {
    pub rcv_sid: u16,
    pub rcv_ssn: u16,
    pub rcv_flags: u16,
    pub rcv_ppid: u32,
    pub rcv_tsn: u32,
    pub rcv_cumtsn: u32,
    pub rcv_context: u32,
}

/// When the next message may be given up (RFC 6458, 5.3.7).
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct bio_dgram_sctp_prinfo {
    pub pr_policy: u16,
    pub pr_value: u32,
}

/// What an SCTP BIO keeps.
pub(crate) struct State {
    /// What all datagram BIOs have.
    common: super::State,
    in_handshake: Cell<bool>,
    send_info: Cell<bio_dgram_sctp_sndinfo>,
    receive_info: Cell<bio_dgram_sctp_rcvinfo>,
    reliability: Cell<bio_dgram_sctp_prinfo>,
    handler: Cell<BIO_dgram_sctp_notification_handler_fn>,
    context: Cell<*mut c_void>,
    partial: RefCell<Partial>,
    /// Whether the peer was seen to ask for authenticated chunks.
    peer_checked: Cell<bool>,
    /// The key before the active one, until it may be removed.
    previous_key: Cell<Option<u16>>,
    /// Whether the peer's ChangeCipherSpec of this handshake is there.
    ccs_received: Cell<bool>,
    /// Whether messages wait for the association to be dry, and the one that does.
    save_shutdown: Cell<bool>,
    saved: RefCell<Option<Message>>,
    /// Whether the kernel was asked for a sender-dry event that was not taken yet.
    dry_is_due: Cell<bool>,
    /// Whether that event may be older than the last write.
    dry_is_stale: Cell<bool>,
}

/// The parts of a message that came so far.
#[derive(Default)]
struct Partial {
    bytes: Vec<u8>,
    /// The reader's place was too small: what still comes is dropped, as of any datagram.
    overlong: bool,
}

/// A message that is sent later.
struct Message {
    bytes: Vec<u8>,
    info: bio_dgram_sctp_sndinfo,
    reliability: bio_dgram_sctp_prinfo,
}

impl State {
    fn new() -> Self {
        Self {
            common: super::State::new(),
            in_handshake: Cell::new(false),
            send_info: Cell::default(),
            receive_info: Cell::default(),
            reliability: Cell::default(),
            handler: Cell::new(None),
            context: Cell::new(null_mut()),
            partial: RefCell::default(),
            peer_checked: Cell::new(false),
            previous_key: Cell::new(None),
            ccs_received: Cell::new(false),
            save_shutdown: Cell::new(false),
            saved: RefCell::default(),
            dry_is_due: Cell::new(false),
            dry_is_stale: Cell::new(false),
        }
    }

    /// Forgets the association: the BIO gets another socket.
    fn forget_association(&self) {
        self.partial.take();
        self.saved.take();
        self.peer_checked.set(false);
        self.previous_key.set(None);
        self.ccs_received.set(false);
        self.dry_is_due.set(false);
        self.dry_is_stale.set(false);
    }

    /// Something is outstanding from now on.
    fn note_write(&self) {
        self.dry_is_stale.set(self.dry_is_due.get());
    }

    /// How the message that is written now is sent.
    ///
    /// RFC 6083, 4.4: "All DTLS messages of the ChangeCipherSpec, Alert, or Handshake protocol MUST
    /// be transported on stream 0 with unlimited reliability and with the ordered delivery feature."
    fn sending(&self) -> (bio_dgram_sctp_sndinfo, bio_dgram_sctp_prinfo) {
        if !self.in_handshake.get() {
            return (self.send_info.get(), self.reliability.get());
        }
        let info = bio_dgram_sctp_sndinfo {
            snd_flags: socket::SCTP_SACK_IMMEDIATELY,
            ..Default::default()
        };
        (info, bio_dgram_sctp_prinfo::default())
    }
}

/// The shared key identifier after `old`. RFC 6083, 4.8: "If the old one is 65535, the new one
/// MUST be 1."
fn next_key_number(old: u16) -> u16 {
    old.checked_add(1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_numbers_wrap_past_zero() {
        assert_eq!(next_key_number(0), 1);
        assert_eq!(next_key_number(65534), 65535);
        assert_eq!(next_key_number(65535), 1);
    }

    #[test]
    fn a_handshake_is_sent_on_stream_0_in_order_and_reliably() {
        let state = State::new();
        state.send_info.set(bio_dgram_sctp_sndinfo {
            snd_sid: 7,
            snd_flags: 1,
            snd_ppid: 9,
            snd_context: 3,
        });
        state.reliability.set(bio_dgram_sctp_prinfo {
            pr_policy: 16,
            pr_value: 100,
        });
        let (info, reliability) = state.sending();
        assert_eq!((info.snd_sid, reliability.pr_policy), (7, 16));
        state.in_handshake.set(true);
        let (info, reliability) = state.sending();
        assert_eq!((info.snd_sid, info.snd_flags & 1), (0, 0));
        assert_eq!(reliability.pr_policy, 0);
    }

    #[test]
    fn the_structures_have_the_layout_of_c() {
        assert_eq!(size_of::<bio_dgram_sctp_sndinfo>(), 12);
        assert_eq!(size_of::<bio_dgram_sctp_rcvinfo>(), 24);
        assert_eq!(size_of::<bio_dgram_sctp_prinfo>(), 8);
    }
}
