//! Decrypted application data that the application has not read yet.

use std::collections::VecDeque;

/// What an SCTP BIO tells of a message (`struct bio_dgram_sctp_rcvinfo`).
pub type ReceiveInfo = [u8; 24];

/// Records in order of arrival. One read gives no more than one record (SSL_read(3)).
#[derive(Default)]
pub struct Inbox {
    records: VecDeque<Record>,
    /// How much of the first was read.
    taken: usize,
    /// Of all of them, less that.
    bytes: usize,
    /// Of records that the engine keeps: they come in this order.
    expected: VecDeque<Option<ReceiveInfo>>,
}

/// More than the sockets of both sides hold together.
const MOST: usize = 4 * 1024 * 1024;

/// Bytes that a record takes beside what it carries, an allocation's own included.
const COST: usize = size_of::<Record>() + 32;

struct Record {
    data: Vec<u8>,
    info: Option<ReceiveInfo>,
}

impl Inbox {
    pub fn push(&mut self, data: &[u8], info: Option<ReceiveInfo>) {
        if !data.is_empty() {
            let data = data.to_vec();
            self.bytes += data.len();
            self.records.push_back(Record { data, info });
        }
    }

    /// The engine keeps the record that was read last, and gives it by [`push_expected`](Self::push_expected).
    pub fn expect(&mut self, info: Option<ReceiveInfo>) {
        self.expected.push_back(info);
    }

    pub fn push_expected(&mut self, data: &[u8]) {
        let info = self.expected.pop_front().flatten();
        self.push(data, info);
    }

    /// Copies from the first record, which stays when it is peeked at: how many bytes, and what is known of its message.
    pub fn take(&mut self, out: &mut [u8], peek: bool) -> Option<(usize, Option<ReceiveInfo>)> {
        let first = self.records.front()?;
        let info = first.info;
        let rest = &first.data[self.taken..];
        let length = rest.len().min(out.len());
        out[..length].copy_from_slice(&rest[..length]);
        if !peek {
            self.taken += length;
            self.bytes -= length;
            if length == rest.len() {
                self.taken = 0;
                self.records.pop_front();
            }
            if self.records.is_empty() {
                // An idle connection holds no buffer.
                self.records = VecDeque::new();
            }
        }
        Some((length, info))
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Bytes that wait.
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// Whether as much waits as is kept for an application that does not read: it shakes hands, and its peer sends.
    pub fn is_full(&self) -> bool {
        // Records of one byte take more than they carry.
        self.bytes + self.records.len() * COST >= MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_ends_with_its_record() {
        let mut inbox = Inbox::default();
        inbox.push(b"first", None);
        inbox.push(b"", None);
        inbox.expect(Some([7; 24]));
        inbox.push_expected(b"second");
        inbox.push_expected(b"third");
        assert_eq!(inbox.len(), 16);
        let mut out = [0; 8];
        assert_eq!(inbox.take(&mut out, true), Some((5, None)));
        assert_eq!(inbox.take(&mut out[..3], false), Some((3, None)));
        assert_eq!((inbox.len(), &out[..3]), (13, &b"fir"[..]));
        assert_eq!(inbox.take(&mut out, false), Some((2, None)));
        assert_eq!(&out[..2], b"st");
        assert_eq!(inbox.take(&mut out, false), Some((6, Some([7; 24]))));
        assert_eq!(inbox.take(&mut out, false), Some((5, None)));
        assert_eq!(&out[..5], b"third");
        assert!(inbox.is_empty() && inbox.take(&mut out, false).is_none());
        assert_eq!(inbox.len(), 0);
    }

    #[test]
    fn what_nobody_reads_has_an_end() {
        for size in [1, 100, 16384] {
            let mut inbox = Inbox::default();
            while !inbox.is_full() {
                inbox.push(&vec![0; size], None);
            }
            let cost = inbox.len() + inbox.records.len() * COST;
            assert!((MOST..MOST + size + COST).contains(&cost), "{size}");
            for _ in 0..2 {
                inbox.take(&mut [0; 16384], false);
            }
            assert!(!inbox.is_full());
        }
    }
}
