//! Putting handshake messages together from fragments (RFC 6347 section 4.2.3).
//!
//! Fragments may come in any order, cut anew by a retransmission, overlapping, or twice. What is
//! kept is a list of byte ranges a message, so memory grows with the bytes received and never with
//! the length that a header claims (CVE-2016-6308). The first fragment of a message fixes its type,
//! length and epoch; a later one that says otherwise is dropped (CVE-2014-0195).

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::error::DropReason;
use crate::msg::{HandshakeHeader, HandshakeType};
use crate::record::Epoch;

/// A whole handshake message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its type.
    pub kind: HandshakeType,
    /// Its position in the handshake.
    pub message_seq: u16,
    /// The epoch it came in.
    pub epoch: Epoch,
    /// Header and body, the header being that of a message in one piece: the form that enters the
    /// transcript of DTLS 1.0 and 1.2 (RFC 6347 section 4.2.6).
    pub bytes: Vec<u8>,
}

impl Message {
    /// What follows the header.
    pub fn body(&self) -> &[u8] {
        // `bytes` begins with a header: see `Reassembly::pop`.
        &self.bytes[HandshakeHeader::LEN..]
    }
}

/// What a fragment did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It brought bytes.
    Stored,
    /// It belongs to a message that is complete or was delivered, or all of its bytes are there.
    Repeated,
    /// It was dropped.
    Dropped(DropReason),
}

/// How much a peer may make this side keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest message accepted, in bytes without its header.
    pub max_message: usize,
    /// How many messages may wait: the next one and those ahead of it.
    pub max_ahead: u16,
    /// The most bytes kept, 64 being counted for each range beside its bytes.
    pub max_bytes: usize,
    /// Of two messages of epoch 0 that claim one number the later one stays; otherwise its fragment
    /// is dropped as inconsistent.
    pub later_wins: bool,
}

impl Limits {
    /// Messages of up to `max_message` bytes, ten of them at once, and half as much memory again.
    pub const fn for_messages(max_message: usize) -> Self {
        Self {
            max_message,
            max_ahead: 10,
            max_bytes: max_message + max_message / 2,
            later_wins: true,
        }
    }
}

impl Default for Limits {
    /// For chains of certificates of up to 100 KiB.
    fn default() -> Self {
        Self::for_messages(100 * 1024)
    }
}

/// The messages that are not delivered yet.
#[derive(Debug)]
pub struct Reassembly {
    limits: Limits,
    /// The `message_seq` of the first slot: the next message to deliver.
    next_seq: u16,
    slots: VecDeque<Option<Partial>>,
    /// The sum of the costs of all slots.
    cost: usize,
}

/// A message of which some fragments came.
#[derive(Debug)]
struct Partial {
    kind: HandshakeType,
    length: usize,
    epoch: Epoch,
    received: usize,
    /// Sorted by place; they may touch and do not overlap.
    ranges: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    start: usize,
    bytes: Vec<u8>,
}

/// What a range is taken to cost beside its bytes.
const RANGE_COST: usize = 64;

impl Reassembly {
    /// Waits for the message with `next_seq`.
    pub const fn new(next_seq: u16, limits: Limits) -> Self {
        Self {
            limits,
            next_seq,
            slots: VecDeque::new(),
            cost: 0,
        }
    }

    /// Forgets all fragments, gives the memory back, and waits for the message with `next_seq`.
    pub fn restart(&mut self, next_seq: u16) {
        *self = Self::new(next_seq, self.limits);
    }

    /// Changes the limits for what comes.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The `message_seq` of the next message to deliver.
    pub fn next_seq(&self) -> u16 {
        self.next_seq
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.slots.iter().all(Option::is_none)
    }

    /// Whether fragments of a message that came in `epoch` are kept.
    pub fn holds(&self, epoch: Epoch) -> bool {
        let mut kept = self.slots.iter().flatten();
        kept.any(|partial| partial.epoch == epoch)
    }

    /// Bytes of message bodies kept.
    pub fn stored_bytes(&self) -> usize {
        let received = self.slots.iter().flatten().map(|partial| partial.received);
        received.sum()
    }

    /// Takes a fragment that came in `epoch`: `body` is what follows its header, of the length that
    /// the header says.
    pub fn insert(&mut self, epoch: Epoch, header: &HandshakeHeader, body: &[u8]) -> Inserted {
        match self.try_insert(epoch, header, body) {
            Ok(0) => Inserted::Repeated,
            Ok(_) => Inserted::Stored,
            Err(DropReason::OldMessage) => Inserted::Repeated,
            Err(reason) => Inserted::Dropped(reason),
        }
    }

    /// Delivers the next message if it is complete.
    pub fn pop(&mut self) -> Option<Message> {
        let partial = self
            .slots
            .front_mut()?
            .take_if(|partial| partial.is_complete())?;
        self.slots.pop_front();
        self.cost -= partial.cost();
        let message_seq = self.next_seq;
        // Beyond 65535 messages the handshake stalls: nothing can be told from a repetition.
        self.next_seq = message_seq.saturating_add(1);
        if self.slots.is_empty() {
            self.slots = VecDeque::new();
        }
        let header = HandshakeHeader::whole(partial.kind, message_seq, partial.length as u32);
        let mut bytes = Vec::with_capacity(HandshakeHeader::LEN + partial.length);
        bytes.extend_from_slice(&header.to_array());
        for piece in &partial.ranges {
            bytes.extend_from_slice(&piece.bytes);
        }
        Some(Message {
            kind: partial.kind,
            message_seq,
            epoch: partial.epoch,
            bytes,
        })
    }

    /// Waits for the message with `message_seq`, the last one delivered, again.
    pub fn refuse(&mut self, message_seq: u16) {
        if message_seq.checked_add(1) == Some(self.next_seq) {
            self.next_seq = message_seq;
            self.slots.push_front(None);
        }
    }

    /// The number of slots that were empty or bytes that were missing.
    fn try_insert(
        &mut self,
        epoch: Epoch,
        header: &HandshakeHeader,
        body: &[u8],
    ) -> Result<usize, DropReason> {
        let length = header.length as usize;
        let start = header.fragment_offset as usize;
        let end = start + body.len();
        if body.len() != header.fragment_length as usize || end > length {
            return Err(DropReason::BadFragment);
        }
        let ahead = header.message_seq.checked_sub(self.next_seq);
        let ahead = ahead.ok_or(DropReason::OldMessage)?;
        if ahead >= self.limits.max_ahead || header.message_seq == u16::MAX {
            return Err(DropReason::MessageTooFarAhead);
        }
        if length > self.limits.max_message {
            return Err(DropReason::MessageTooLong);
        }
        // A fragment without bytes brings something only when the message has none.
        if body.is_empty() && length > 0 {
            return Ok(0);
        }
        let slot = usize::from(ahead);
        if let Some(partial) = self.slots.get(slot).and_then(Option::as_ref) {
            if (partial.kind, partial.length, partial.epoch) != (header.kind, length, epoch) {
                self.contradicted(slot)?;
            } else if partial.is_complete() {
                return Ok(0);
            }
        }
        self.make_room(slot, body.len() + RANGE_COST);
        let budget = self.limits.max_bytes - self.cost.min(self.limits.max_bytes);
        if self.slots.len() <= slot {
            self.slots.resize_with(slot + 1, || None);
        }
        let place = &mut self.slots[slot];
        let mut partial = place
            .take()
            .unwrap_or_else(|| Partial::new(header.kind, length, epoch));
        let was = partial.cost();
        let added = partial.add(start, body, budget);
        self.cost = self.cost - was + partial.cost();
        // A message that got no byte, and needs some, leaves nothing behind.
        if partial.received > 0 || length == 0 {
            *place = Some(partial);
        } else {
            self.trim();
        }
        added.map(|added| added + usize::from(length == 0))
    }

    /// Decides between two messages that claim one number. Nobody vouches for one that came in epoch
    /// 0, and if it is forged it must not shut the peer's out for ever: the later one wins, and the
    /// peer repeats its own. What came protected stays.
    fn contradicted(&mut self, slot: usize) -> Result<(), DropReason> {
        let place = self.slots.get_mut(slot);
        let later_wins = self.limits.later_wins;
        let unvouched = |partial: &mut Partial| later_wins && partial.epoch == Epoch::ZERO;
        match place.and_then(|place| place.take_if(unvouched)) {
            Some(partial) => {
                self.cost -= partial.cost();
                Ok(())
            }
            None => Err(DropReason::InconsistentFragment),
        }
    }

    /// Forgets messages far ahead when one that is due sooner needs their room.
    fn make_room(&mut self, slot: usize, bytes: usize) {
        while self.cost + bytes > self.limits.max_bytes && self.slots.len() > slot + 1 {
            if let Some(partial) = self.slots.pop_back().flatten() {
                self.cost -= partial.cost();
            }
        }
    }

    /// Drops empty slots at the end.
    fn trim(&mut self) {
        while self.slots.back().is_some_and(Option::is_none) {
            self.slots.pop_back();
        }
    }
}

impl Partial {
    fn new(kind: HandshakeType, length: usize, epoch: Epoch) -> Self {
        Self {
            kind,
            length,
            epoch,
            received: 0,
            ranges: Vec::new(),
        }
    }

    fn is_complete(&self) -> bool {
        self.received == self.length
    }

    fn cost(&self) -> usize {
        self.received + RANGE_COST * self.ranges.len()
    }

    /// Adds those of `body`'s bytes that are missing, and says how many these were. Stops when the
    /// cost of this message would grow by more than `budget`.
    fn add(&mut self, start: usize, body: &[u8], budget: usize) -> Result<usize, DropReason> {
        let limit = self.cost() + budget;
        let end = start + body.len();
        let before = self.received;
        let mut at = start;
        while at < end {
            // The first range that reaches behind `at`.
            let index = self.ranges.partition_point(|piece| piece.end() <= at);
            let gap_end = match self.ranges.get(index) {
                Some(piece) if piece.start <= at => {
                    at = piece.end();
                    continue;
                }
                Some(piece) => piece.start.min(end),
                None => end,
            };
            let bytes = &body[at - start..gap_end - start];
            let touching = index > 0 && self.ranges[index - 1].end() == at;
            let cost = bytes.len() + if touching { 0 } else { RANGE_COST };
            if self.cost() + cost > limit {
                return Err(DropReason::ReassemblyLimit);
            }
            if touching {
                self.ranges[index - 1].bytes.extend_from_slice(bytes);
            } else {
                let piece = Piece {
                    start: at,
                    bytes: bytes.to_vec(),
                };
                self.ranges.insert(index, piece);
            }
            self.received += bytes.len();
            at = gap_end;
        }
        Ok(self.received - before)
    }
}

impl Piece {
    fn end(&self) -> usize {
        self.start + self.bytes.len()
    }
}

#[cfg(test)]
#[path = "reassembly_tests.rs"]
mod tests;
