//! Writing records.

use alloc::vec::Vec;

use super::{Epoch, Header, MAX_PLAINTEXT_LEN, MAX_SEQUENCE, Protection, RecordNumber};
use crate::error::{Error, Reason};
use crate::msg::{ContentType, ProtocolVersion};

/// The sending side of the record layer.
#[derive(Debug)]
pub struct WriteState {
    current: WriteEpoch,
    /// Epochs that a flight may have to be sent in again, oldest first.
    older: Vec<WriteEpoch>,
    version: ProtocolVersion,
}

#[derive(Debug)]
struct WriteEpoch {
    epoch: Epoch,
    /// The number of the next record; beyond [`MAX_SEQUENCE`] when none is left.
    sequence: u64,
    protection: Protection,
    max_plaintext: usize,
}

impl WriteState {
    /// Epoch 0. Until a version is negotiated records say DTLS 1.0, as RFC 6347 section 4.2.1 has
    /// it for the HelloVerifyRequest.
    pub const fn new() -> Self {
        Self {
            current: WriteEpoch {
                epoch: Epoch::ZERO,
                sequence: 0,
                protection: Protection::null(),
                max_plaintext: MAX_PLAINTEXT_LEN,
            },
            older: Vec::new(),
            version: ProtocolVersion::DTLS1_0,
        }
    }

    /// The version that records say from now on.
    pub fn set_version(&mut self, version: ProtocolVersion) {
        self.version = version;
    }

    /// The version that records say.
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// The most plaintext that a record of the current epoch may carry, in bytes, as negotiated; the
    /// next epoch begins with the same, those before keep theirs. At most [`MAX_PLAINTEXT_LEN`],
    /// which is also where it starts.
    pub fn set_max_plaintext(&mut self, len: usize) {
        self.current.max_plaintext = len.min(MAX_PLAINTEXT_LEN);
    }

    /// The most plaintext that a record of the current epoch may carry, in bytes, whatever the size
    /// of datagrams.
    pub fn max_plaintext(&self) -> usize {
        self.current.max_plaintext
    }

    /// Begins the next epoch. The one before it stays until
    /// [`retire_previous`](Self::retire_previous), or until two more have begun: no flight spans more.
    pub fn advance(&mut self, protection: Protection) -> Result<Epoch, Error> {
        let epoch = self.current.epoch.next();
        if epoch > Epoch::MAX_12 {
            return Err(Error::new(Reason::SequenceExhausted));
        }
        let new = WriteEpoch {
            epoch,
            sequence: 0,
            protection,
            max_plaintext: self.current.max_plaintext,
        };
        if self.older.len() == MAX_OLDER {
            self.older.remove(0);
        }
        self.older.reserve_exact(1);
        self.older.push(core::mem::replace(&mut self.current, new));
        Ok(epoch)
    }

    /// Forgets all epochs but the current one: no flight will need them again.
    pub fn retire_previous(&mut self) {
        self.older = Vec::new();
    }

    /// The epoch that is current.
    pub fn current_epoch(&self) -> Epoch {
        self.current.epoch
    }

    /// Number of the next record of `epoch`; None for an epoch that is not writable, or used up.
    pub fn next_sequence(&self, epoch: Epoch) -> Option<u64> {
        let sequence = self.epoch(epoch)?.sequence;
        (sequence <= MAX_SEQUENCE).then_some(sequence)
    }

    /// Goes on in the current epoch from `sequence` (a server answers with the numbers of the
    /// client, RFC 6347 section 4.2.1). Never goes back.
    pub fn skip_to(&mut self, sequence: u64) {
        self.current.sequence = self.current.sequence.max(sequence);
    }

    /// Where in a record of `epoch` the plaintext stands, in bytes from its start.
    #[inline]
    pub fn plaintext_offset(&self, epoch: Epoch) -> Option<usize> {
        Some(Header::LEN + self.epoch(epoch)?.protection.prefix_len())
    }

    /// Length in bytes of a record of `epoch` with `len` bytes of plaintext; exact.
    #[inline]
    pub fn record_len(&self, epoch: Epoch, len: usize) -> Option<usize> {
        Some(Header::LEN + self.epoch(epoch)?.protection.body_len(len))
    }

    /// The most plaintext that a record of `epoch` with at most `room` bytes, header included, can
    /// carry. None when no record fits, or the epoch is not writable.
    #[inline]
    pub fn max_plaintext_for(&self, epoch: Epoch, room: usize) -> Option<usize> {
        let room = room.checked_sub(Header::LEN)?;
        let state = self.epoch(epoch)?;
        let len = state.protection.max_plaintext(room)?;
        Some(len.min(state.max_plaintext))
    }

    /// Writes a record of `epoch` with `plaintext` to the front of `out`; its length. This is the
    /// one copy of the data. The errors are those of [`seal_in_place`](Self::seal_in_place).
    #[inline]
    pub fn seal(
        &mut self,
        epoch: Epoch,
        content_type: ContentType,
        plaintext: &[u8],
        out: &mut [u8],
    ) -> Result<usize, Error> {
        let offset = self.plaintext_offset(epoch).ok_or(NO_EPOCH)?;
        out.get_mut(offset..)
            .and_then(|room| room.get_mut(..plaintext.len()))
            .ok_or_else(|| Error::new(Reason::BufferTooSmall))?
            .copy_from_slice(plaintext);
        self.seal_in_place(epoch, content_type, plaintext.len(), out)
    }

    /// Makes a record of `epoch` at the front of `out` from the `len` bytes of plaintext that stand
    /// at [`plaintext_offset`](Self::plaintext_offset); its length.
    ///
    /// Errors: `DataTooLong` above [`max_plaintext`](Self::max_plaintext), `BufferTooSmall` when `out` has less than
    /// [`record_len`](Self::record_len) bytes, `SequenceExhausted` when the epoch has no number left, `Bug` for
    /// an epoch that is not writable. None of them uses a number up.
    #[inline]
    pub fn seal_in_place(
        &mut self,
        epoch: Epoch,
        content_type: ContentType,
        len: usize,
        out: &mut [u8],
    ) -> Result<usize, Error> {
        let version = self.version;
        let state = self.epoch_mut(epoch).ok_or(NO_EPOCH)?;
        if len > state.max_plaintext {
            return Err(Error::new(Reason::DataTooLong));
        }
        if state.sequence > MAX_SEQUENCE {
            return Err(Error::new(Reason::SequenceExhausted));
        }
        let header = Header {
            content_type,
            version,
            number: RecordNumber {
                epoch,
                sequence: state.sequence,
            },
            body_len: state.protection.body_len(len),
        };
        let (head, body) = out
            .get_mut(..header.record_len())
            .and_then(|record| record.split_first_chunk_mut())
            .ok_or_else(|| Error::new(Reason::BufferTooSmall))?;
        *head = header.to_array();
        // Whatever happens from here on, the number counts as used.
        state.sequence += 1;
        state.protection.seal(&header, body, len)?;
        Ok(header.record_len())
    }

    #[inline]
    fn epoch(&self, epoch: Epoch) -> Option<&WriteEpoch> {
        if self.current.epoch == epoch {
            return Some(&self.current);
        }
        self.older.iter().find(|state| state.epoch == epoch)
    }

    #[inline]
    fn epoch_mut(&mut self, epoch: Epoch) -> Option<&mut WriteEpoch> {
        if self.current.epoch == epoch {
            return Some(&mut self.current);
        }
        self.older.iter_mut().find(|state| state.epoch == epoch)
    }
}

impl Default for WriteState {
    fn default() -> Self {
        Self::new()
    }
}

/// How many epochs stay writable beside the current one.
const MAX_OLDER: usize = 2;

const NO_EPOCH: Error = Error::new(Reason::Bug);
