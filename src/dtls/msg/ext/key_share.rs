//! Key shares of DTLS 1.3 (RFC 8446 section 4.2.8).

use alloc::vec::Vec;

use super::{encode_list, read_list, value_extension};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::wire::NamedGroup;
use crate::msg::{ExtensionBody, ExtensionType};

/// A public value of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShareEntry {
    /// The group.
    pub group: NamedGroup,
    /// The public value in the group's own encoding.
    pub key_exchange: Vec<u8>,
}

/// `opaque key_exchange<1..2^16-1>`
const KEY_EXCHANGE: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

impl Codec for KeyShareEntry {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let group = NamedGroup::read(reader)?;
        Ok(Self {
            group,
            key_exchange: reader.vector(KEY_EXCHANGE)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        self.group.encode(writer);
        writer.vector(KEY_EXCHANGE, &self.key_exchange);
    }
}

/// A client's shares, at most one a group; none: the server shall choose the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShareOffer(pub Vec<KeyShareEntry>);

/// `KeyShareEntry client_shares<0..2^16-1>`
const SHARES: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

/// More shares than this in one hello are refused.
const MAX_SHARES: usize = 16;

impl ExtensionBody for KeyShareOffer {
    const TYPE: ExtensionType = ExtensionType::KEY_SHARE;
}

impl Codec for KeyShareOffer {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let shares: Vec<KeyShareEntry> = read_list(reader, SHARES)?;
        if shares.len() > MAX_SHARES {
            return Err(DecodeError::TooMany);
        }
        // "Clients MUST NOT offer multiple KeyShareEntry values for the same group."
        let twice = |(index, share): (usize, &KeyShareEntry)| {
            shares[..index]
                .iter()
                .any(|earlier| earlier.group == share.group)
        };
        if shares.iter().enumerate().any(twice) {
            return Err(DecodeError::DuplicateEntry);
        }
        Ok(Self(shares))
    }

    fn encode(&self, writer: &mut Writer) {
        encode_list(writer, SHARES, &self.0);
    }
}

/// A server's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShareSelected(pub KeyShareEntry);

impl ExtensionBody for KeyShareSelected {
    const TYPE: ExtensionType = ExtensionType::KEY_SHARE;
}

impl Codec for KeyShareSelected {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        KeyShareEntry::read(reader).map(Self)
    }

    fn encode(&self, writer: &mut Writer) {
        self.0.encode(writer);
    }
}

value_extension! {
    /// The group that a HelloRetryRequest asks for.
    KeyShareRetry(NamedGroup) = KEY_SHARE;
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    fn share(group: NamedGroup) -> KeyShareEntry {
        KeyShareEntry {
            group,
            key_exchange: vec![1, 2],
        }
    }

    #[test]
    fn codec() {
        let offer = KeyShareOffer(vec![
            share(NamedGroup::X25519),
            share(NamedGroup::X25519MLKEM768),
        ]);
        assert_eq!(
            check(&offer),
            [0, 12, 0, 29, 0, 2, 1, 2, 0x11, 0xec, 0, 2, 1, 2]
        );
        assert_eq!(check(&KeyShareOffer(vec![])), [0, 0]);
        assert_eq!(
            check(&KeyShareSelected(share(NamedGroup::X25519))),
            [0, 29, 0, 2, 1, 2]
        );
        assert_eq!(check(&KeyShareRetry(NamedGroup::SECP256R1)), [0, 23]);
    }

    #[test]
    fn groups_occur_once_and_shares_are_not_empty() {
        let offer = KeyShareOffer(vec![share(NamedGroup::X25519), share(NamedGroup::X25519)]);
        let bytes = offer.to_bytes().unwrap();
        assert_eq!(
            KeyShareOffer::from_bytes(&bytes),
            Err(DecodeError::DuplicateEntry)
        );
        let empty = [0, 4, 0, 29, 0, 0];
        assert_eq!(KeyShareOffer::from_bytes(&empty), Err(DecodeError::Length));
        let offer = KeyShareOffer((0..17).map(|group| share(NamedGroup(group))).collect());
        let parsed = KeyShareOffer::from_bytes(&offer.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::TooMany));
    }
}
