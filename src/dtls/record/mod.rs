//! The record layer: headers, epochs, replay, protection.
//!
//! A connection owns one [`ReadState`] and one [`WriteState`].
//!
//! * Reading: [`ReadState::open`] takes the first record of a datagram, decrypts in place and says
//!   where the plaintext is. Whatever is wrong with a record gives a [`DropReason`], never an error
//!   and never a change of state. Several epochs are readable at once: the current one, the one
//!   before it until [`ReadState::retire_previous`], and the next one from
//!   [`ReadState::install_next`] on. Records of the next epoch wait in a bounded queue until
//!   [`ReadState::advance`] (ChangeCipherSpec came); then [`ReadState::next_early`] gives them out.
//! * Writing: [`WriteState::seal`] and [`WriteState::seal_in_place`] write one record in the epoch
//!   named, so that a flight that spans two epochs can be sent again. [`WriteState::advance`] begins
//!   an epoch, [`WriteState::retire_previous`] forgets the older ones.
//!
//! Neither allocates for a record, but for a record that has to wait.
//!
//! [`DropReason`]: crate::error::DropReason

mod aead12;
mod cbc;
mod early;
mod header;
mod protection;
mod read;
mod replay;
mod write;

pub use header::Header;
pub use protection::Protection;
pub use read::{Opened, Outcome, ReadState, Received};
pub use replay::ReplayWindow;
pub use write::WriteState;

/// The most plaintext that a record carries, in bytes (RFC 6347 section 4.1, RFC 5246 6.2.1).
pub const MAX_PLAINTEXT_LEN: usize = 1 << 14;

/// The most that protection may add to it, in bytes (RFC 5246 section 6.2.3).
pub const MAX_EXPANSION: usize = 2048;

/// The greatest sequence number; the one after it would repeat the first.
pub const MAX_SEQUENCE: u64 = (1 << 48) - 1;

/// The number of a set of keys: zero before the first. In DTLS 1.0 and 1.2 it has 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(pub u64);

impl Epoch {
    /// The epoch without keys.
    pub const ZERO: Self = Self(0);

    /// The greatest epoch of DTLS 1.0 and 1.2.
    pub const MAX_12: Self = Self(0xffff);

    /// The epoch after this one.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The number of a record: it never repeats under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordNumber {
    /// The epoch.
    pub epoch: Epoch,
    /// The position in the epoch, at most [`MAX_SEQUENCE`].
    pub sequence: u64,
}

impl RecordNumber {
    /// Epoch (16 bits) and sequence number (48 bits) as DTLS 1.0 and 1.2 write them.
    #[inline]
    pub const fn to_u64(self) -> u64 {
        self.epoch.0 << 48 | self.sequence & MAX_SEQUENCE
    }
}

#[cfg(test)]
mod tests;
