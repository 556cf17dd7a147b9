//! Reading records.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use super::early::{EarlyRecords, Stored};
use super::{
    Epoch, Header, MAX_EXPANSION, MAX_PLAINTEXT_LEN, Protection, RecordNumber, ReplayWindow,
};
use crate::error::{DropReason, Error, Reason};
use crate::msg::{ContentType, ProtocolVersion};

/// What came of the first record of a datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Bytes that are dealt with: go on behind them. More than zero unless there were none.
    pub consumed: usize,
    /// What the record is.
    pub outcome: Outcome,
}

/// What a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A record to handle.
    Opened(Opened),
    /// A record of the next epoch that waits for [`ReadState::next_early`].
    Kept,
    /// A record that authenticates and whose plaintext is longer than the protocol allows.
    TooLong,
    /// Nothing to handle, and nothing was changed; the bytes may have been overwritten.
    Dropped(DropReason),
}

/// A record whose protection, if its epoch has any, is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it carries.
    pub content_type: ContentType,
    /// The version in its header.
    pub version: ProtocolVersion,
    /// Its epoch and sequence number.
    pub number: RecordNumber,
    /// Whether it was authenticated; false in epoch 0 only.
    pub protected: bool,
    /// Where its plaintext stands in the datagram.
    pub payload: Range<usize>,
}

/// The receiving side of the record layer.
#[derive(Debug)]
pub struct ReadState {
    current: ReadEpoch,
    previous: Option<Box<ReadEpoch>>,
    next: Option<Box<ReadEpoch>>,
    early: EarlyRecords,
    version: Option<ProtocolVersion>,
    max_plaintext: usize,
    replay_check: bool,
    keep_early: bool,
}

#[derive(Debug)]
struct ReadEpoch {
    epoch: Epoch,
    protection: Protection,
    window: ReplayWindow,
    max_plaintext: usize,
}

/// Which of the readable epochs a record belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Current,
    Previous,
    Next,
}

impl ReadState {
    /// Epoch 0, any DTLS version, early records kept. `replay_check` is off over a transport that
    /// neither repeats nor reorders (RFC 6083 section 4.1).
    pub const fn new(replay_check: bool) -> Self {
        Self {
            current: ReadEpoch {
                epoch: Epoch::ZERO,
                protection: Protection::null(),
                window: ReplayWindow::new(),
                max_plaintext: MAX_PLAINTEXT_LEN,
            },
            previous: None,
            next: None,
            early: EarlyRecords::new(),
            version: None,
            max_plaintext: MAX_PLAINTEXT_LEN,
            replay_check,
            keep_early: true,
        }
    }

    /// Opens the first record of `datagram` in place.
    #[inline]
    pub fn open(&mut self, datagram: &mut [u8]) -> Received {
        let header = match Header::parse(datagram) {
            Ok(header) => header,
            Err(reason) => {
                return Received {
                    consumed: datagram.len(),
                    outcome: Outcome::Dropped(reason),
                };
            }
        };
        let consumed = header.record_len();
        let outcome = match self.open_record(&header, &mut datagram[..consumed]) {
            Ok(outcome) => outcome,
            Err(reason) => Outcome::Dropped(reason),
        };
        Received { consumed, outcome }
    }

    /// The version that protected records must have from now on. Records of epoch 0 may have any
    /// DTLS version: hellos are sent with an old one.
    pub fn set_version(&mut self, version: ProtocolVersion) {
        self.version = Some(version);
    }

    /// The most plaintext that a record of the epochs installed from now on may carry, in bytes, as
    /// negotiated. Those before keep their limit, as their records may be late: they are not protected
    /// (RFC 8449 section 4), or by another agreement. At most [`MAX_PLAINTEXT_LEN`], which is also
    /// where it starts.
    pub fn set_max_plaintext(&mut self, len: usize) {
        self.max_plaintext = len.min(MAX_PLAINTEXT_LEN);
    }

    /// Whether records of an epoch that has not begun are kept: true while a handshake runs. With
    /// false those that wait are forgotten.
    pub fn set_keep_early(&mut self, keep: bool) {
        self.keep_early = keep;
        if !keep {
            self.early.clear();
        }
    }

    /// Makes the next epoch readable, before the peer's ChangeCipherSpec: what comes early is then
    /// authenticated before it is kept. Keys that were installed and not advanced to are replaced.
    pub fn install_next(&mut self, protection: Protection) -> Result<Epoch, Error> {
        let epoch = self.current.epoch.next();
        if epoch > Epoch::MAX_12 {
            return Err(Error::new(Reason::SequenceExhausted));
        }
        self.next = Some(Box::new(ReadEpoch {
            epoch,
            protection,
            window: ReplayWindow::new(),
            max_plaintext: self.max_plaintext,
        }));
        Ok(epoch)
    }

    /// Whether [`install_next`](Self::install_next) was called since the last
    /// [`advance`](Self::advance).
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }

    /// Begins the epoch that [`install_next`](Self::install_next) made; the current one becomes the
    /// previous one, and the one before that is forgotten. Ask [`next_early`](Self::next_early) then.
    pub fn advance(&mut self) -> Result<(), Error> {
        let mut next = self.next.take().ok_or(Error::new(Reason::Bug))?;
        core::mem::swap(&mut self.current, &mut next);
        self.previous = Some(next);
        Ok(())
    }

    /// Forgets the epoch before the current one.
    pub fn retire_previous(&mut self) {
        self.previous = None;
    }

    /// The epoch that is current.
    pub fn current_epoch(&self) -> Epoch {
        self.current.epoch
    }

    /// Takes the record of the current epoch with the least number that waited into `record`, which
    /// is overwritten, and opens it there. None when no more wait.
    pub fn next_early(&mut self, record: &mut Vec<u8>) -> Option<Outcome> {
        let (stored, header) = self.early.pop(self.current.epoch, record)?;
        if stored == Stored::Sealed {
            let opened = self.open_record(&header, record);
            return Some(opened.unwrap_or_else(Outcome::Dropped));
        }
        Some(Outcome::Opened(Opened {
            content_type: header.content_type,
            version: header.version,
            number: header.number,
            protected: true,
            payload: Header::LEN..header.record_len(),
        }))
    }

    /// Bytes of records that wait.
    pub fn early_bytes(&self) -> usize {
        self.early.len()
    }

    /// `record` is the whole record and nothing more.
    #[inline]
    fn open_record(&mut self, header: &Header, record: &mut [u8]) -> Result<Outcome, DropReason> {
        if header.body_len > MAX_PLAINTEXT_LEN + MAX_EXPANSION {
            return Err(DropReason::RecordTooLong);
        }
        let Some(place) = self.place(header.number.epoch) else {
            return self.keep_sealed(header, &record[Header::LEN..]);
        };
        let expected = self.version;
        let replay_check = self.replay_check;
        // `place` found it.
        let epoch = self.epoch_mut(place).ok_or(DropReason::UnknownEpoch)?;
        let protected = !epoch.protection.is_null();
        let version_good = match expected {
            Some(version) if protected => header.version == version,
            _ => header.version.is_dtls(),
        };
        if !version_good {
            return Err(DropReason::WrongVersion);
        }
        // Anybody can write records of epoch 0: one with a high number must not shut out the
        // peer's. The handshake finds repetitions by itself.
        let replay_check = replay_check && protected;
        if replay_check && !epoch.window.is_fresh(header.number.sequence) {
            return Err(DropReason::Replayed);
        }
        let payload = epoch.protection.open(header, &mut record[Header::LEN..])?;
        if payload.len() > epoch.max_plaintext {
            return match protected {
                true => Ok(Outcome::TooLong),
                false => Err(DropReason::RecordTooLong),
            };
        }
        epoch.window.mark(header.number.sequence);
        let payload = Header::LEN + payload.start..Header::LEN + payload.end;
        if place == Place::Next {
            return self.keep_opened(header, &record[payload]);
        }
        Ok(Outcome::Opened(Opened {
            content_type: header.content_type,
            version: header.version,
            number: header.number,
            protected,
            payload,
        }))
    }

    #[inline]
    fn place(&self, epoch: Epoch) -> Option<Place> {
        let is = |state: &Option<Box<ReadEpoch>>| state.as_ref().is_some_and(|s| s.epoch == epoch);
        if self.current.epoch == epoch {
            Some(Place::Current)
        } else if is(&self.previous) {
            Some(Place::Previous)
        } else if is(&self.next) {
            Some(Place::Next)
        } else {
            None
        }
    }

    #[inline]
    fn epoch_mut(&mut self, place: Place) -> Option<&mut ReadEpoch> {
        match place {
            Place::Current => Some(&mut self.current),
            Place::Previous => self.previous.as_deref_mut(),
            Place::Next => self.next.as_deref_mut(),
        }
    }

    fn keep_sealed(&mut self, header: &Header, body: &[u8]) -> Result<Outcome, DropReason> {
        if !header.version.is_dtls() {
            return Err(DropReason::WrongVersion);
        }
        if !self.keep_early || header.number.epoch != self.current.epoch.next() {
            return Err(DropReason::UnknownEpoch);
        }
        self.early.push(Stored::Sealed, header, body)?;
        Ok(Outcome::Kept)
    }

    fn keep_opened(&mut self, header: &Header, payload: &[u8]) -> Result<Outcome, DropReason> {
        if !self.keep_early {
            return Err(DropReason::UnknownEpoch);
        }
        self.early.push(Stored::Opened, header, payload)?;
        Ok(Outcome::Kept)
    }
}
