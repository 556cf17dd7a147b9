//! Heartbeats (RFC 6520 section 4).

use super::wire::wire_type;
use crate::codec::{Codec, DecodeError, Reader, Writer};

wire_type! {
    /// Whether a heartbeat asks or answers.
    HeartbeatMessageType(u8) {
        HEARTBEAT_REQUEST = 1;
        HEARTBEAT_RESPONSE = 2;
    }
}

/// A heartbeat, borrowed from its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeartbeatMessage<'a> {
    /// Whether it asks or answers.
    pub kind: HeartbeatMessageType,
    /// What an answer repeats.
    pub payload: &'a [u8],
    /// How many bytes of padding follow; their content is without meaning.
    pub padding_len: usize,
}

impl<'a> HeartbeatMessage<'a> {
    /// "The padding_length MUST be at least 16."
    pub const MIN_PADDING_LEN: usize = 16;

    /// Reads the content of one record. "If the payload_length of a received HeartbeatMessage is
    /// too large, the received HeartbeatMessage MUST be discarded silently", and so is one with too
    /// little padding.
    pub fn from_record(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let kind = HeartbeatMessageType::read(&mut reader)?;
        if kind.name().is_none() {
            return Err(DecodeError::IllegalValue);
        }
        let payload = reader.vec16()?;
        let padding_len = reader.left();
        match padding_len < Self::MIN_PADDING_LEN {
            true => Err(DecodeError::Length),
            false => Ok(Self {
                kind,
                payload,
                padding_len,
            }),
        }
    }

    /// Appends the message with `padding` instead of the padding that was received.
    pub fn encode(&self, padding: &[u8], writer: &mut Writer) {
        self.kind.encode(writer);
        writer.vec16(self.payload);
        writer.bytes(padding);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::*;

    fn record(payload_length: u16, following: usize) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(payload_length.to_be_bytes());
        bytes.resize(3 + following, 0x55);
        bytes
    }

    #[test]
    fn round_trip() {
        let message = HeartbeatMessage {
            kind: HeartbeatMessageType::HEARTBEAT_RESPONSE,
            payload: &[1, 2, 3],
            padding_len: 16,
        };
        let mut writer = Writer::new();
        message.encode(&[0; 16], &mut writer);
        let bytes = writer.finish().unwrap();
        assert_eq!(bytes[..6], [2, 0, 3, 1, 2, 3]);
        assert_eq!(HeartbeatMessage::from_record(&bytes), Ok(message));
    }

    /// CVE-2014-0160: the length that the message states never reaches beyond the record.
    #[test]
    fn every_stated_length_against_every_real_one() {
        for stated in 0..80 {
            for following in 0..80 {
                let bytes = record(stated, following);
                let parsed = HeartbeatMessage::from_record(&bytes);
                let good = usize::from(stated) + HeartbeatMessage::MIN_PADDING_LEN <= following;
                assert_eq!(
                    parsed.is_ok(),
                    good,
                    "stated {stated}, there are {following}"
                );
                if let Ok(message) = parsed {
                    assert_eq!(message.payload.len(), usize::from(stated));
                    assert_eq!(message.padding_len, following - usize::from(stated));
                }
            }
        }
        let long = record(0xffff, 1000);
        assert_eq!(
            HeartbeatMessage::from_record(&long),
            Err(DecodeError::Truncated)
        );
    }

    #[test]
    fn unknown_kinds_are_refused() {
        let mut bytes = record(1, 20);
        bytes[0] = 3;
        assert_eq!(
            HeartbeatMessage::from_record(&bytes),
            Err(DecodeError::IllegalValue)
        );
        assert_eq!(
            HeartbeatMessage::from_record(&[]),
            Err(DecodeError::Truncated)
        );
    }
}
