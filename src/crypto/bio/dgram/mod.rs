//! BIOs over datagram sockets (`BIO_s_datagram(3)`).
//!
//! One read is one `recvfrom`, one write one `sendto`, nothing is allocated. Three things are the
//! BIO's own: the peer (the last sender, unless the program says that the socket is connected),
//! the DTLS timer that shortens a blocking read, and the size of what the path carries.
//!
//! Who sends a datagram to an unconnected BIO is the peer from then on, before anything was
//! authenticated: `BIO_ctrl_set_connected` is the remedy (`BIO_s_datagram(3)`, NOTES).

pub mod abi;
pub mod sctp;
mod socket;

use std::cell::Cell;
use std::ffi::{c_int, c_uint};

use libc::{AF_INET, AF_INET6, timeval};

use super::addr::BIO_ADDR;

/// What a datagram BIO keeps.
pub(crate) struct State {
    peer: Cell<BIO_ADDR>,
    connected: Cell<bool>,
    /// The error of the last operation, until the program asks for it.
    errno: Cell<c_int>,
    mtu: Cell<c_uint>,
    /// When the handshake wants to be called again, in time of day; zero for never.
    next_timeout: Cell<timeval>,
    peek: Cell<bool>,
}

impl State {
    fn new() -> Self {
        Self {
            peer: Cell::new(BIO_ADDR::none()),
            connected: Cell::new(false),
            errno: Cell::new(0),
            mtu: Cell::new(0),
            next_timeout: Cell::new(NEVER),
            peek: Cell::new(false),
        }
    }

    fn has_timer(&self) -> bool {
        let at = self.next_timeout.get();
        at.tv_sec > 0 || at.tv_usec > 0
    }

    /// Whether the last operation failed with `errno`; asking forgets it.
    fn take_errno(&self, errno: c_int) -> bool {
        let matches = self.errno.get() == errno;
        if matches {
            self.errno.set(0);
        }
        matches
    }

    /// Bytes of the IP and UDP headers towards the peer.
    fn overhead(&self) -> c_uint {
        let peer = self.peer.get();
        if peer.family() == AF_INET6 && !peer.is_v4_mapped() {
            48
        } else {
            28
        }
    }

    /// What every path carries: RFC 791's 576 and RFC 8200's 1280 bytes, less the headers.
    fn fallback_mtu(&self) -> c_uint {
        let peer = self.peer.get();
        let packet = match peer.family() {
            AF_INET6 if !peer.is_v4_mapped() => 1280,
            AF_INET | AF_INET6 => 576,
            _ => 576,
        };
        packet - self.overhead()
    }
}

const NEVER: timeval = timeval {
    tv_sec: 0,
    tv_usec: 0,
};
