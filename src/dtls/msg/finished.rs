//! The end of a handshake of DTLS 1.0 and 1.2: Finished (RFC 5246 section 7.4.9) and
//! NewSessionTicket (RFC 5077 section 3.3).

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};

/// Finished of DTLS 1.0 and 1.2. The verify data is compared in constant time by the
/// handshake, never with `==`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Proof that both sides saw the same handshake and have the same keys.
    pub verify_data: [u8; Finished::LEN],
}

impl Finished {
    /// Length in bytes, in every suite of these versions.
    pub const LEN: usize = 12;
}

impl Codec for Finished {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.array().map(|verify_data| Self { verify_data })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.bytes(&self.verify_data);
    }
}

/// A ticket of DTLS 1.0 and 1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSessionTicket {
    /// How long the client should keep the ticket, in seconds; 0: as it likes.
    pub lifetime_hint: u32,
    /// Opaque to the client; empty: no ticket after all.
    pub ticket: Vec<u8>,
}

/// `opaque ticket<0..2^16-1>`
const TICKET: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

impl Codec for NewSessionTicket {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let lifetime_hint = reader.u32()?;
        Ok(Self {
            lifetime_hint,
            ticket: reader.vector(TICKET)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u32(self.lifetime_hint);
        writer.vector(TICKET, &self.ticket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let finished = Finished {
            verify_data: core::array::from_fn(|i| i as u8),
        };
        assert_eq!(check(&finished), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        let ticket = NewSessionTicket {
            lifetime_hint: 7200,
            ticket: alloc::vec![5, 6],
        };
        assert_eq!(check(&ticket), [0, 0, 0x1c, 0x20, 0, 2, 5, 6]);
    }
}
