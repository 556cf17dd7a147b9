//! ACK (RFC 9147 section 7), a content type of its own.

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::ext::{encode_list, read_list};

/// Names one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordNumber {
    /// The epoch, here with 64 bits.
    pub epoch: u64,
    /// The sequence number in it, here with 64 bits.
    pub sequence: u64,
}

impl Codec for RecordNumber {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut both = reader.sub(16)?;
        Ok(Self {
            epoch: both.u64()?,
            sequence: both.u64()?,
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u64(self.epoch);
        writer.u64(self.sequence);
    }
}

/// The records with handshake messages that the sender has received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ack(pub Vec<RecordNumber>);

/// `RecordNumber record_numbers<0..2^16-1>`
const NUMBERS: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

impl Codec for Ack {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_list(reader, NUMBERS).map(Self)
    }

    fn encode(&self, writer: &mut Writer) {
        encode_list(writer, NUMBERS, &self.0);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let numbers = [(2, 0), (3, 0x0102)];
        let ack = Ack(numbers
            .map(|(epoch, sequence)| RecordNumber { epoch, sequence })
            .to_vec());
        let bytes = check(&ack);
        assert_eq!(bytes[..2], [0, 32]);
        assert_eq!(bytes[26..], [0, 0, 0, 0, 0, 0, 1, 2]);
        assert_eq!(check(&Ack::default()), [0, 0]);
    }

    /// Implementations elsewhere have cut these lengths to 16 bits and overrun their buffers.
    #[test]
    fn lengths_at_the_limits() {
        let most = Ack(vec![
            RecordNumber {
                epoch: 1,
                sequence: 2
            };
            4095
        ]);
        let bytes = most.to_bytes().unwrap();
        assert_eq!(Ack::from_bytes(&bytes), Ok(most));
        let over = Ack(vec![
            RecordNumber {
                epoch: 1,
                sequence: 2
            };
            4096
        ]);
        assert!(over.to_bytes().is_err());
        for odd in [1, 15, 17, 31] {
            let mut bytes = vec![0, odd];
            bytes.resize(2 + usize::from(odd), 0);
            assert_eq!(Ack::from_bytes(&bytes), Err(DecodeError::Length));
        }
    }
}
