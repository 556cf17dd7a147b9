//! Opaque values that tie messages and connections together.

use alloc::vec::Vec;

use super::opaque_extension;
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::{ExtensionBody, ExtensionType};

opaque_extension! {
    /// The verify data of the handshake before, or nothing in the first (RFC 5746 section 3.2).
    RenegotiationInfo = RENEGOTIATION_INFO, VectorLength::u8(0, 255);
    /// The connection ID that the peer shall put into its records (RFC 9146 section 3); empty: none.
    ConnectionId = CONNECTION_ID, VectorLength::u8(0, 255);
    /// The cookie of a HelloRetryRequest (RFC 8446 section 4.2.2).
    Cookie = COOKIE, VectorLength::u16(1, (1 << 16) - 1);
}

/// A session ticket, which fills the whole extension (RFC 5077 section 3.2); empty: the sender
/// would take one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTicket(pub Vec<u8>);

impl ExtensionBody for SessionTicket {
    const TYPE: ExtensionType = ExtensionType::SESSION_TICKET;
}

impl Codec for SessionTicket {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self(reader.rest().to_vec()))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.bytes(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        assert_eq!(check(&RenegotiationInfo(vec![])), [0]);
        assert_eq!(check(&RenegotiationInfo(vec![7; 24])).len(), 25);
        assert_eq!(check(&ConnectionId(vec![1, 2])), [2, 1, 2]);
        assert_eq!(check(&Cookie(vec![9])), [0, 1, 9]);
        assert_eq!(Cookie::from_bytes(&[0, 0]), Err(DecodeError::Length));
    }

    #[test]
    fn a_ticket_has_no_length_of_its_own() {
        for ticket in [vec![], vec![1, 2, 3]] {
            let extension = SessionTicket(ticket.clone());
            assert_eq!(extension.to_bytes(), Ok(ticket.clone()));
            assert_eq!(SessionTicket::from_bytes(&ticket), Ok(extension));
        }
    }
}
