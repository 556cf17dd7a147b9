//! Records that come before their epoch began.

use alloc::vec::Vec;

use super::{Epoch, Header};
use crate::error::DropReason;

/// A bounded queue of records, given out by epoch and sequence number.
///
/// The records lie in one buffer, each as it came behind one byte, so no more is stored than was
/// received, and nothing but that byte is added. Equal records are stored once. Two records that
/// claim one number and differ are both kept: one of them may be forged.
#[derive(Debug, Default)]
pub(super) struct EarlyRecords {
    bytes: Vec<u8>,
    count: usize,
}

/// What a record in the queue is: its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// As it came.
    Sealed = 0,
    /// Authenticated; header and plaintext, whose length the header names.
    Opened = 1,
}

/// The most bytes kept: 200 records of 300 bytes, some certificates' worth of plaintext.
pub(super) const MAX_BYTES: usize = 64 * 1024;

/// The most records kept; it bounds the work of a search.
pub(super) const MAX_RECORDS: usize = 512;

impl EarlyRecords {
    /// Holds nothing.
    pub(super) const fn new() -> Self {
        Self {
            bytes: Vec::new(),
            count: 0,
        }
    }

    /// Keeps a record with `header`, whose body is `body`.
    pub(super) fn push(
        &mut self,
        stored: Stored,
        header: &Header,
        body: &[u8],
    ) -> Result<(), DropReason> {
        let head = Header {
            body_len: body.len(),
            ..*header
        }
        .to_array();
        let same = |at: usize| {
            let record = &self.bytes[at + 1..];
            record.starts_with(&head) && record[Header::LEN..].starts_with(body)
        };
        if self.positions().any(|(at, _)| same(at)) {
            return Err(DropReason::Replayed);
        }
        let len = 1 + Header::LEN + body.len();
        if self.count == MAX_RECORDS || self.bytes.len() + len > MAX_BYTES {
            return Err(DropReason::EarlyRecordLimit);
        }
        self.bytes.push(stored as u8);
        self.bytes.extend_from_slice(&head);
        self.bytes.extend_from_slice(body);
        self.count += 1;
        Ok(())
    }

    /// Takes the record of `epoch` with the least number out, into `record`: header and body.
    pub(super) fn pop(&mut self, epoch: Epoch, record: &mut Vec<u8>) -> Option<(Stored, Header)> {
        let (at, header) = self
            .positions()
            .filter(|(_, header)| header.number.epoch == epoch)
            .min_by_key(|(_, header)| header.number)?;
        let end = at + 1 + header.record_len();
        let stored = match self.bytes[at] {
            0 => Stored::Sealed,
            _ => Stored::Opened,
        };
        record.clear();
        record.extend_from_slice(&self.bytes[at + 1..end]);
        self.bytes.drain(at..end);
        self.count -= 1;
        if self.count == 0 {
            self.clear();
        }
        Some((stored, header))
    }

    /// Forgets everything and gives the memory back.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Bytes held.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    fn positions(&self) -> impl Iterator<Item = (usize, Header)> + '_ {
        let mut at = 0;
        core::iter::from_fn(move || {
            let (head, _) = self.bytes.get(at + 1..)?.split_first_chunk()?;
            let header = Header::from_array(head);
            let here = at;
            at += 1 + header.record_len();
            Some((here, header))
        })
    }
}
