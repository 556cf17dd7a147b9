//! The header in front of each handshake message or fragment (RFC 6347 section 4.2.2).

use super::wire::HandshakeType;
use crate::codec::{Codec, DecodeError, Reader, Writer};

/// Header of a handshake fragment. An unfragmented message is one fragment with the whole length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandshakeHeader {
    /// Which message follows.
    pub kind: HandshakeType,
    /// Length in bytes of the whole message, without header; 24 bits.
    pub length: u32,
    /// Position of the message in the handshake, from zero.
    pub message_seq: u16,
    /// Where in the message the fragment begins, in bytes; 24 bits.
    pub fragment_offset: u32,
    /// Length in bytes of the fragment; 24 bits.
    pub fragment_length: u32,
}

impl HandshakeHeader {
    /// Length in bytes of an encoded header.
    pub const LEN: usize = 12;

    /// The greatest length of a message that the header can say, in bytes.
    pub const MAX_LENGTH: u32 = (1 << 24) - 1;

    /// The header of a message in one piece, which is also the form that enters the transcript of
    /// DTLS 1.0 and 1.2 (RFC 6347 section 4.2.6).
    pub const fn whole(kind: HandshakeType, message_seq: u16, length: u32) -> Self {
        Self {
            kind,
            length,
            message_seq,
            fragment_offset: 0,
            fragment_length: length,
        }
    }

    /// Whether the fragment is the whole message.
    pub const fn is_whole(&self) -> bool {
        self.fragment_offset == 0 && self.fragment_length == self.length
    }

    /// The encoded header.
    pub fn to_array(&self) -> [u8; Self::LEN] {
        let [_, l0, l1, l2] = self.length.to_be_bytes();
        let [s0, s1] = self.message_seq.to_be_bytes();
        let [_, o0, o1, o2] = self.fragment_offset.to_be_bytes();
        let [_, f0, f1, f2] = self.fragment_length.to_be_bytes();
        [self.kind.0, l0, l1, l2, s0, s1, o0, o1, o2, f0, f1, f2]
    }
}

impl Codec for HandshakeHeader {
    /// Refuses a fragment that reaches beyond its message.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let header = Self {
            kind: HandshakeType::read(reader)?,
            length: reader.u24()?,
            message_seq: reader.u16()?,
            fragment_offset: reader.u24()?,
            fragment_length: reader.u24()?,
        };
        // Both are 24-bit numbers: the sum cannot overflow.
        if header.fragment_offset + header.fragment_length > header.length {
            return Err(DecodeError::Length);
        }
        Ok(header)
    }

    fn encode(&self, writer: &mut Writer) {
        self.kind.encode(writer);
        writer.u24(self.length);
        writer.u16(self.message_seq);
        writer.u24(self.fragment_offset);
        writer.u24(self.fragment_length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let header = HandshakeHeader {
            kind: HandshakeType::CERTIFICATE,
            length: 0x01_0203,
            message_seq: 0x0405,
            fragment_offset: 0x00_0607,
            fragment_length: 0x00_0809,
        };
        let bytes = check(&header);
        assert_eq!(bytes, [11, 1, 2, 3, 4, 5, 0, 6, 7, 0, 8, 9]);
        assert_eq!(bytes, header.to_array());
        assert!(!header.is_whole());
        assert!(HandshakeHeader::whole(HandshakeType::FINISHED, 3, 12).is_whole());
    }

    #[test]
    fn a_fragment_ends_within_its_message() {
        let mut header = HandshakeHeader::whole(HandshakeType::FINISHED, 0, 12);
        header.fragment_offset = 1;
        let parsed = HandshakeHeader::from_bytes(&header.to_array());
        assert_eq!(parsed, Err(DecodeError::Length));
        header.fragment_length = 11;
        assert_eq!(HandshakeHeader::from_bytes(&header.to_array()), Ok(header));
        header.fragment_offset = HandshakeHeader::MAX_LENGTH;
        header.fragment_length = HandshakeHeader::MAX_LENGTH;
        let parsed = HandshakeHeader::from_bytes(&header.to_array());
        assert_eq!(parsed, Err(DecodeError::Length));
    }
}
