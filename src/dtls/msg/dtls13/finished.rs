//! Finished, NewSessionTicket and KeyUpdate (RFC 8446 sections 4.4.4, 4.6.1 and 4.6.3).

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::Extensions;

/// Finished: as long as the hash of the suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// HMAC over the transcript; compared in constant time by the handshake, never with `==`.
    pub verify_data: Vec<u8>,
}

impl Codec for Finished {
    /// Takes all that is there: the length says nothing that the comparison does not.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            verify_data: reader.rest().to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.bytes(&self.verify_data);
    }
}

/// A ticket for later connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSessionTicket {
    /// How long the ticket may be used, in seconds; a week at most, which the handshake checks.
    pub lifetime: u32,
    /// Hides the age of the ticket, in milliseconds.
    pub age_add: u32,
    /// Makes the PSKs of one connection different.
    pub nonce: Vec<u8>,
    /// Opaque to the client.
    pub ticket: Vec<u8>,
    /// `early_data`, for example.
    pub extensions: Extensions,
}

/// `opaque ticket_nonce<0..255>`
const NONCE: VectorLength = VectorLength::u8(0, 255);
/// `opaque ticket<1..2^16-1>`
const TICKET: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

impl Codec for NewSessionTicket {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            lifetime: reader.u32()?,
            age_add: reader.u32()?,
            nonce: reader.vector(NONCE)?.to_vec(),
            ticket: reader.vector(TICKET)?.to_vec(),
            extensions: Extensions::read(reader)?,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u32(self.lifetime);
        writer.u32(self.age_add);
        writer.vector(NONCE, &self.nonce);
        writer.vector(TICKET, &self.ticket);
        self.extensions.encode(writer);
    }
}

/// The sender's next records use new keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUpdate {
    /// Whether the receiver shall change its own keys too.
    pub request_update: bool,
}

impl Codec for KeyUpdate {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.u8()? {
            0 => Ok(Self {
                request_update: false,
            }),
            1 => Ok(Self {
                request_update: true,
            }),
            _ => Err(DecodeError::IllegalValue),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u8(self.request_update.into());
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;
    use crate::msg::ext::TicketEarlyData;

    #[test]
    fn finished_is_as_long_as_it_is() {
        for length in [32, 48] {
            let finished = Finished {
                verify_data: vec![7; length],
            };
            let bytes = finished.to_bytes().unwrap();
            assert_eq!(bytes.len(), length);
            assert_eq!(Finished::from_bytes(&bytes), Ok(finished));
        }
    }

    #[test]
    fn new_session_ticket() {
        let mut extensions = Extensions::new();
        extensions.push(&TicketEarlyData(1024)).unwrap();
        let ticket = NewSessionTicket {
            lifetime: 0x0102_0304,
            age_add: 0x0506_0708,
            nonce: vec![9],
            ticket: vec![10, 11],
            extensions,
        };
        let bytes = check(&ticket);
        assert_eq!(bytes[..14], [1, 2, 3, 4, 5, 6, 7, 8, 1, 9, 0, 2, 10, 11]);
        let empty = NewSessionTicket {
            ticket: vec![],
            ..ticket
        };
        let parsed = NewSessionTicket::from_bytes(&empty.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::Length));
    }

    #[test]
    fn key_update() {
        assert_eq!(
            check(&KeyUpdate {
                request_update: true
            }),
            [1]
        );
        assert_eq!(
            check(&KeyUpdate {
                request_update: false
            }),
            [0]
        );
        assert_eq!(KeyUpdate::from_bytes(&[2]), Err(DecodeError::IllegalValue));
    }
}
