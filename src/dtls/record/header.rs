//! The header of a record: DTLSPlaintext and DTLSCiphertext of RFC 6347 section 4.1.

use super::{Epoch, RecordNumber};
use crate::error::DropReason;
use crate::msg::{ContentType, ProtocolVersion};

/// A record header of 13 bytes.
///
/// The first byte decides the form: 20 to 63 is this one, 001xxxxx the unified header of DTLS 1.3,
/// 25 the one with a connection ID. The fields that a shorter header lacks are filled in from what
/// the reader expects, so the rest of the layer sees one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the record carries.
    pub content_type: ContentType,
    /// The version on the wire.
    pub version: ProtocolVersion,
    /// Epoch and sequence number.
    pub number: RecordNumber,
    /// Length in bytes of what follows the header, at most 65535.
    pub body_len: usize,
}

impl Header {
    /// Length of the header in bytes.
    pub const LEN: usize = 13;

    /// Reads the header in front of `datagram` and checks that the whole record is there.
    #[inline]
    pub fn parse(datagram: &[u8]) -> Result<Self, DropReason> {
        let (bytes, rest) = datagram
            .split_first_chunk::<{ Self::LEN }>()
            .ok_or(DropReason::Truncated)?;
        let header = Self::from_array(bytes);
        if rest.len() < header.body_len {
            return Err(DropReason::Truncated);
        }
        Ok(header)
    }

    #[inline]
    pub(super) fn from_array(bytes: &[u8; Self::LEN]) -> Self {
        let [kind, v0, v1, e0, e1, s0, s1, s2, s3, s4, s5, l0, l1] = *bytes;
        Self {
            content_type: ContentType(kind),
            version: ProtocolVersion(u16::from_be_bytes([v0, v1])),
            number: RecordNumber {
                epoch: Epoch(u16::from_be_bytes([e0, e1]).into()),
                sequence: u64::from_be_bytes([0, 0, s0, s1, s2, s3, s4, s5]),
            },
            body_len: u16::from_be_bytes([l0, l1]).into(),
        }
    }

    /// The encoded header. Epoch, sequence number and length are cut to 16, 48 and 16 bits.
    #[inline]
    pub fn to_array(&self) -> [u8; Self::LEN] {
        let [v0, v1] = self.version.0.to_be_bytes();
        let [e0, e1, s0, s1, s2, s3, s4, s5] = self.number.to_u64().to_be_bytes();
        let [l0, l1] = (self.body_len as u16).to_be_bytes();
        let kind = self.content_type.0;
        [kind, v0, v1, e0, e1, s0, s1, s2, s3, s4, s5, l0, l1]
    }

    /// Length of header and body in bytes.
    #[inline]
    pub const fn record_len(&self) -> usize {
        Self::LEN + self.body_len
    }

    /// What is authenticated with a body whose plaintext has `len` bytes: number, type, version
    /// and length (RFC 5246 sections 6.2.3.1 and 6.2.3.3, with the number of RFC 6347 4.1.2.1).
    #[inline]
    pub(super) fn additional_data(&self, len: usize) -> [u8; Self::LEN] {
        let [n0, n1, n2, n3, n4, n5, n6, n7] = self.number.to_u64().to_be_bytes();
        let [v0, v1] = self.version.0.to_be_bytes();
        let [l0, l1] = (len as u16).to_be_bytes();
        let kind = self.content_type.0;
        [n0, n1, n2, n3, n4, n5, n6, n7, kind, v0, v1, l0, l1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: [u8; 15] = [22, 0xfe, 0xfd, 1, 2, 3, 4, 5, 6, 7, 8, 0, 2, 9, 9];

    #[test]
    fn round_trip() {
        let header = Header::parse(&BYTES).unwrap();
        assert_eq!(header.content_type, ContentType::HANDSHAKE);
        assert_eq!(header.version, ProtocolVersion::DTLS1_2);
        assert_eq!(header.number.epoch, Epoch(0x0102));
        assert_eq!(header.number.sequence, 0x0304_0506_0708);
        assert_eq!(header.body_len, 2);
        assert_eq!(header.record_len(), BYTES.len());
        assert_eq!(header.to_array(), BYTES[..13]);
        assert_eq!(
            header.additional_data(0x1234),
            [1, 2, 3, 4, 5, 6, 7, 8, 22, 0xfe, 0xfd, 0x12, 0x34]
        );
    }

    #[test]
    fn every_truncation_is_noticed() {
        for len in 0..BYTES.len() {
            let parsed = Header::parse(&BYTES[..len]);
            assert_eq!(parsed, Err(DropReason::Truncated), "{len}");
        }
    }
}
