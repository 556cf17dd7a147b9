//! Pre-shared keys of DTLS 1.3 (RFC 8446 sections 4.2.9 to 4.2.11).

use alloc::vec::Vec;

use super::{encode_list, list_extension, read_list, value_extension};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::wire::PskKeyExchangeMode;
use crate::msg::{ExtensionBody, ExtensionType};

list_extension! {
    /// How a client would use a PSK.
    PskKeyExchangeModes(PskKeyExchangeMode) = PSK_KEY_EXCHANGE_MODES, VectorLength::u8(1, 255);
}

value_extension! {
    /// Index of the identity that the server has chosen.
    PskSelected(u16) = PRE_SHARED_KEY;
    /// In a NewSessionTicket: how many bytes of early data the ticket allows.
    TicketEarlyData(u32) = EARLY_DATA;
}

/// One PSK that a client offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PskIdentity {
    /// A ticket or an external name.
    pub identity: Vec<u8>,
    /// Age of the ticket in milliseconds, obfuscated; 0 for an external PSK.
    pub obfuscated_ticket_age: u32,
}

/// `opaque identity<1..2^16-1>`
const IDENTITY: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

impl Codec for PskIdentity {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let identity = reader.vector(IDENTITY)?.to_vec();
        Ok(Self {
            identity,
            obfuscated_ticket_age: reader.u32()?,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(IDENTITY, &self.identity);
        writer.u32(self.obfuscated_ticket_age);
    }
}

/// A client's PSKs with a proof for each. It must be the last extension of its hello, which the
/// handshake checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PskOffer {
    /// In order of preference.
    pub identities: Vec<PskIdentity>,
    /// As many as there are identities: HMACs over the hello up to the binders, 32 to 255 bytes.
    pub binders: Vec<Vec<u8>>,
}

/// `PskIdentity identities<7..2^16-1>`
const IDENTITIES: VectorLength = VectorLength::u16(7, (1 << 16) - 1);
/// `PskBinderEntry binders<33..2^16-1>`
const BINDERS: VectorLength = VectorLength::u16(33, (1 << 16) - 1);
/// `opaque PskBinderEntry<32..255>`
const BINDER: VectorLength = VectorLength::u8(32, 255);
/// More PSKs than this in one hello are refused.
const MAX_IDENTITIES: usize = 32;

impl PskOffer {
    /// Length in bytes of the encoded binders with their length prefix: what the hash for the
    /// binders leaves out at the end of the hello (RFC 8446 section 4.2.11.2).
    pub fn binders_len(&self) -> usize {
        2 + self
            .binders
            .iter()
            .map(|binder| 1 + binder.len())
            .sum::<usize>()
    }
}

impl ExtensionBody for PskOffer {
    const TYPE: ExtensionType = ExtensionType::PRE_SHARED_KEY;
}

impl Codec for PskOffer {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let identities: Vec<PskIdentity> = read_list(reader, IDENTITIES)?;
        let mut list = reader.list(BINDERS)?;
        let mut binders = Vec::new();
        while !list.is_empty() {
            binders.push(list.vector(BINDER)?.to_vec());
        }
        if identities.len() > MAX_IDENTITIES {
            return Err(DecodeError::TooMany);
        }
        if identities.len() != binders.len() {
            return Err(DecodeError::IllegalValue);
        }
        Ok(Self {
            identities,
            binders,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        encode_list(writer, IDENTITIES, &self.identities);
        let mut list = writer.nested(BINDERS);
        self.binders
            .iter()
            .for_each(|binder| list.vector(BINDER, binder));
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    fn offer(identities: usize, binders: usize) -> PskOffer {
        let identity = PskIdentity {
            identity: vec![1],
            obfuscated_ticket_age: 0x0203_0405,
        };
        PskOffer {
            identities: vec![identity; identities],
            binders: vec![vec![6; 32]; binders],
        }
    }

    #[test]
    fn codec() {
        let bytes = check(&offer(2, 2));
        assert_eq!(bytes.len() - offer(2, 2).binders_len(), 2 + 2 * 7);
        assert_eq!(bytes[..9], [0, 14, 0, 1, 1, 2, 3, 4, 5]);
        assert_eq!(
            check(&PskKeyExchangeModes(vec![PskKeyExchangeMode::PSK_DHE_KE])),
            [1, 1]
        );
        assert_eq!(check(&PskSelected(1)), [0, 1]);
        assert_eq!(check(&TicketEarlyData(0xffff_ffff)).len(), 4);
    }

    #[test]
    fn binders_match_identities() {
        let parsed = |offer: PskOffer| PskOffer::from_bytes(&offer.to_bytes().unwrap());
        assert_eq!(parsed(offer(2, 1)), Err(DecodeError::IllegalValue));
        assert_eq!(parsed(offer(1, 2)), Err(DecodeError::IllegalValue));
        assert_eq!(parsed(offer(0, 1)), Err(DecodeError::Length));
        assert_eq!(parsed(offer(33, 33)), Err(DecodeError::TooMany));
        let mut short = offer(1, 1);
        short.binders[0].pop();
        assert_eq!(parsed(short), Err(DecodeError::Length));
    }
}
