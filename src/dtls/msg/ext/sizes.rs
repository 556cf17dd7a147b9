//! Limits of records, and heartbeats.

use super::value_extension;
use crate::codec::{Codec, DecodeError, Reader, Writer};
use crate::msg::wire::{HeartbeatMode, MaxFragmentLength};
use crate::msg::{ExtensionBody, ExtensionType};

/// A limit for the plaintext of both directions (RFC 6066 section 4), one of the four that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxFragment(pub MaxFragmentLength);

impl ExtensionBody for MaxFragment {
    const TYPE: ExtensionType = ExtensionType::MAX_FRAGMENT_LENGTH;
}

impl Codec for MaxFragment {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let length = MaxFragmentLength::read(reader)?;
        length
            .bytes()
            .map(|_| Self(length))
            .ok_or(DecodeError::IllegalValue)
    }

    fn encode(&self, writer: &mut Writer) {
        self.0.encode(writer);
    }
}

/// Whether the sender takes heartbeats (RFC 6520 section 2), one of the two modes that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat(pub HeartbeatMode);

impl ExtensionBody for Heartbeat {
    const TYPE: ExtensionType = ExtensionType::HEARTBEAT;
}

impl Codec for Heartbeat {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mode = HeartbeatMode::read(reader)?;
        mode.name()
            .map(|_| Self(mode))
            .ok_or(DecodeError::IllegalValue)
    }

    fn encode(&self, writer: &mut Writer) {
        self.0.encode(writer);
    }
}

value_extension! {
    /// The most bytes of plaintext that the sender takes in a protected record, the content type
    /// of 1.3 included (RFC 8449). Values below 64 are for the handshake to refuse.
    RecordSizeLimit(u16) = RECORD_SIZE_LIMIT;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        assert_eq!(check(&MaxFragment(MaxFragmentLength::LENGTH_1024)), [2]);
        assert_eq!(
            check(&Heartbeat(HeartbeatMode::PEER_NOT_ALLOWED_TO_SEND)),
            [2]
        );
        assert_eq!(check(&RecordSizeLimit(0x4001)), [0x40, 1]);
    }

    #[test]
    fn values_that_do_not_exist_are_refused() {
        for value in [0, 5] {
            assert_eq!(
                MaxFragment::from_bytes(&[value]),
                Err(DecodeError::IllegalValue)
            );
        }
        for value in [0, 3] {
            assert_eq!(
                Heartbeat::from_bytes(&[value]),
                Err(DecodeError::IllegalValue)
            );
        }
    }
}
