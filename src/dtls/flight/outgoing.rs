//! A flight of our own: cutting it into fragments and packing these into datagrams.

use alloc::vec::Vec;
use core::ops::Range;

use crate::association::AssociationStep;
use crate::error::{Error, Reason};
use crate::msg::{ChangeCipherSpec, ContentType, HandshakeHeader, HandshakeType};
use crate::record::{Epoch, RecordNumber, WriteState};

/// Messages and ChangeCipherSpecs in order, each with the epoch it is sent in, kept for
/// retransmission.
///
/// Each poll gives one datagram, which may hold records of several epochs. A retransmission sends
/// everything that is not acknowledged again, in the same epochs, under new record numbers.
#[derive(Debug)]
pub struct OutgoingFlight {
    items: Vec<Item>,
    /// Where the next fragment begins: item, and offset in its body.
    next_item: usize,
    next_offset: usize,
    packing: Packing,
    /// What each record carried, if that is to be remembered.
    sent: Option<Vec<SentRecord>>,
}

/// How much goes into a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As many records as fit.
    Full,
    /// One record: over SCTP each is a user message of its own (RFC 6083 section 4.1).
    Single,
}

#[derive(Debug)]
struct Item {
    epoch: Epoch,
    content: Content,
    /// Parts of the body that the peer acknowledged, sorted, neither touching nor overlapping.
    acknowledged: Vec<Range<usize>>,
    /// The whole item was acknowledged: it has no body, or all of it was.
    done: bool,
}

#[derive(Debug)]
enum Content {
    /// Header, as of a message in one piece, and body.
    Message(Vec<u8>),
    ChangeCipherSpec,
    /// What the association has to do before the rest goes out.
    Step(AssociationStep),
}

/// What a record carried.
#[derive(Debug)]
struct SentRecord {
    number: RecordNumber,
    item: usize,
    part: Range<usize>,
}

impl OutgoingFlight {
    /// A flight without content.
    pub const fn new(packing: Packing) -> Self {
        Self {
            items: Vec::new(),
            next_item: 0,
            next_offset: 0,
            packing,
            sent: None,
        }
    }

    /// Remembers from now on which record carried what, for [`acknowledge`](Self::acknowledge).
    pub fn track_records(&mut self) {
        self.sent.get_or_insert_default();
    }

    /// Adds a handshake message, to be sent in `epoch`. Returns header and body, the header being
    /// that of a message in one piece: what enters the transcript.
    pub fn push_message(
        &mut self,
        epoch: Epoch,
        kind: HandshakeType,
        message_seq: u16,
        body: &[u8],
    ) -> Result<&[u8], Error> {
        let too_long = Error::new(Reason::Oversize);
        let length = u32::try_from(body.len()).map_err(|_| too_long)?;
        if length > HandshakeHeader::MAX_LENGTH {
            return Err(too_long);
        }
        let header = HandshakeHeader::whole(kind, message_seq, length).to_array();
        let mut message = Vec::with_capacity(header.len() + body.len());
        message.extend_from_slice(&header);
        message.extend_from_slice(body);
        self.items.push(Item::new(epoch, Content::Message(message)));
        match self.items.last() {
            Some(Item {
                content: Content::Message(message),
                ..
            }) => Ok(message),
            _ => Err(Error::new(Reason::Bug)),
        }
    }

    /// Adds a ChangeCipherSpec, to be sent in `epoch`.
    pub fn push_change_cipher_spec(&mut self, epoch: Epoch) {
        let item = Item::new(epoch, Content::ChangeCipherSpec);
        self.items.push(item);
    }

    /// Adds a step of the association, which waits for [`step_done`](Self::step_done).
    pub fn push_step(&mut self, epoch: Epoch, step: AssociationStep) {
        self.items.push(Item::new(epoch, Content::Step(step)));
    }

    /// The step that what is left waits for.
    pub fn step(&self) -> Option<&AssociationStep> {
        match self.items.get(self.next_item) {
            Some(Item {
                content: Content::Step(step),
                ..
            }) => Some(step),
            _ => None,
        }
    }

    /// The step was taken.
    pub fn step_done(&mut self) {
        self.next_item += usize::from(self.step().is_some());
    }

    /// Forgets everything and gives the memory back.
    pub fn clear(&mut self) {
        self.items = Vec::new();
        self.rewind();
        if let Some(sent) = &mut self.sent {
            *sent = Vec::new();
        }
    }

    /// Begins again with the first part that is not acknowledged.
    pub fn rewind(&mut self) {
        self.next_item = 0;
        self.next_offset = 0;
        self.skip_acknowledged();
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether nothing is left to send (again).
    pub fn is_sent(&self) -> bool {
        self.next_item >= self.items.len()
    }

    /// Writes the next datagram, of at most `mtu` bytes, to the front of `out`; its length. None when
    /// everything is sent, or a step comes first. `BufferTooSmall` when not even one fragment fits.
    pub fn poll(
        &mut self,
        write: &mut WriteState,
        mtu: usize,
        out: &mut [u8],
    ) -> Result<Option<usize>, Error> {
        let mut used = 0;
        let limit = mtu.min(out.len());
        while !self.is_sent() && self.step().is_none() {
            match self.write_record(write, &mut out[used..limit])? {
                Some(len) => used += len,
                None => break,
            }
            if self.packing == Packing::Single {
                break;
            }
        }
        match used {
            0 if self.is_sent() || self.step().is_some() => Ok(None),
            0 => Err(Error::new(Reason::BufferTooSmall)),
            _ => Ok(Some(used)),
        }
    }

    /// Marks what the record with `number` carried as received; whether there was such a record
    /// (RFC 9147 section 7.2). Only with [`track_records`](Self::track_records).
    pub fn acknowledge(&mut self, number: RecordNumber) -> bool {
        let Some(sent) = &mut self.sent else {
            return false;
        };
        let Some(index) = sent.iter().position(|record| record.number == number) else {
            return false;
        };
        let record = sent.swap_remove(index);
        if let Some(item) = self.items.get_mut(record.item) {
            item.acknowledge(record.part);
        }
        self.skip_acknowledged();
        true
    }

    /// Whether all of it was acknowledged.
    pub fn is_acknowledged(&self) -> bool {
        self.items.iter().all(|item| item.done)
    }

    /// Writes one record to the front of `room`; its length. None when not even one byte of body
    /// fits there.
    fn write_record(
        &mut self,
        write: &mut WriteState,
        room: &mut [u8],
    ) -> Result<Option<usize>, Error> {
        // `is_sent` was false.
        let item = &self.items[self.next_item];
        let epoch = item.epoch;
        let Some(max) = write.max_plaintext_for(epoch, room.len()) else {
            return Ok(None);
        };
        let Some(offset) = write.plaintext_offset(epoch) else {
            return Err(Error::new(Reason::Bug));
        };
        let number = RecordNumber {
            epoch,
            sequence: write.next_sequence(epoch).unwrap_or_default(),
        };
        let start = self.next_offset;
        let plaintext = &mut room[offset..];
        let (content_type, len, end) = match &item.content {
            Content::ChangeCipherSpec => {
                let Some(place) = plaintext[..max].first_chunk_mut() else {
                    return Ok(None);
                };
                *place = ChangeCipherSpec::BYTES;
                (ContentType::CHANGE_CIPHER_SPEC, 1, 0)
            }
            Content::Step(_) => return Ok(None),
            Content::Message(message) => {
                let left = item.unacknowledged_from(start) - start;
                let Some(space) = max.checked_sub(HandshakeHeader::LEN) else {
                    return Ok(None);
                };
                let part = left.min(space);
                if part == 0 && left > 0 {
                    return Ok(None);
                }
                let len = HandshakeHeader::LEN + part;
                write_fragment(message, start, &mut plaintext[..len]);
                (ContentType::HANDSHAKE, len, start + part)
            }
        };
        let written = write.seal_in_place(epoch, content_type, len, room)?;
        if let Some(sent) = &mut self.sent {
            sent.push(SentRecord {
                number,
                item: self.next_item,
                part: start..end,
            });
        }
        self.next_offset = end;
        if end >= item.body_len() {
            self.next_item += 1;
            self.next_offset = 0;
        }
        self.skip_acknowledged();
        Ok(Some(written))
    }

    /// Moves to the next part that the peer lacks.
    fn skip_acknowledged(&mut self) {
        while let Some(item) = self.items.get(self.next_item) {
            if !item.done {
                let covers = |range: &&Range<usize>| range.contains(&self.next_offset);
                match item.acknowledged.iter().find(covers) {
                    None => return,
                    Some(range) if range.end < item.body_len() => {
                        self.next_offset = range.end;
                        return;
                    }
                    Some(_) => {}
                }
            }
            self.next_item += 1;
            self.next_offset = 0;
        }
    }
}

impl Item {
    fn new(epoch: Epoch, content: Content) -> Self {
        Self {
            epoch,
            content,
            acknowledged: Vec::new(),
            done: false,
        }
    }

    fn body_len(&self) -> usize {
        match &self.content {
            Content::Message(message) => message.len() - HandshakeHeader::LEN,
            Content::ChangeCipherSpec | Content::Step(_) => 0,
        }
    }

    /// The end of the part that begins at `start` and is not acknowledged.
    fn unacknowledged_from(&self, start: usize) -> usize {
        let later = self.acknowledged.iter().find(|range| range.start > start);
        later.map_or(self.body_len(), |range| range.start)
    }

    fn acknowledge(&mut self, part: Range<usize>) {
        let mut part = part;
        self.acknowledged.retain(|range| {
            let apart = range.end < part.start || part.end < range.start;
            if !apart {
                part = part.start.min(range.start)..part.end.max(range.end);
            }
            apart
        });
        self.done |= part.start == 0 && part.end == self.body_len();
        let index = self.acknowledged.partition_point(|r| r.start < part.start);
        self.acknowledged.insert(index, part);
    }
}

/// Writes a fragment of `message` to `out`: a header, and as much of the body from `start` on as
/// there is room for.
fn write_fragment(message: &[u8], start: usize, out: &mut [u8]) {
    let (head, body) = message.split_at(HandshakeHeader::LEN);
    let (out_head, out_body) = out.split_at_mut(HandshakeHeader::LEN);
    out_head.copy_from_slice(head);
    out_head[6..9].copy_from_slice(&(start as u32).to_be_bytes()[1..]);
    out_head[9..].copy_from_slice(&(out_body.len() as u32).to_be_bytes()[1..]);
    out_body.copy_from_slice(&body[start..start + out_body.len()]);
}

#[cfg(test)]
#[path = "outgoing_tests.rs"]
mod tests;
