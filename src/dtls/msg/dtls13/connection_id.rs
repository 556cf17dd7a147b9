//! New connection IDs after the handshake (RFC 9147 section 9).

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::wire::wire_type;

wire_type! {
    /// What the receiver shall do with the IDs of a NewConnectionId.
    ConnectionIdUsage(u8) {
        /// Use one of them from now on.
        CID_IMMEDIATE = 0;
        /// Keep them for later.
        CID_SPARE = 1;
    }
}

/// IDs that the receiver may put into its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConnectionId {
    /// The IDs, at most [`NewConnectionId::MAX_IDS`].
    pub ids: Vec<Vec<u8>>,
    /// What to do with them.
    pub usage: ConnectionIdUsage,
}

/// `ConnectionId cids<0..2^16-1>`
const IDS: VectorLength = VectorLength::u16(0, (1 << 16) - 1);
/// `opaque ConnectionId<0..2^8-1>`
const ID: VectorLength = VectorLength::u8(0, 255);

impl NewConnectionId {
    /// More IDs than this in one message are refused: a request cannot ask for more.
    pub const MAX_IDS: usize = 255;
}

impl Codec for NewConnectionId {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = reader.list(IDS)?;
        let mut ids = Vec::new();
        while !list.is_empty() {
            if ids.len() == Self::MAX_IDS {
                return Err(DecodeError::TooMany);
            }
            ids.push(list.vector(ID)?.to_vec());
        }
        let usage = ConnectionIdUsage::read(reader)?;
        match usage.name() {
            Some(_) => Ok(Self { ids, usage }),
            None => Err(DecodeError::IllegalValue),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        let mut list = writer.nested(IDS);
        self.ids.iter().for_each(|id| list.vector(ID, id));
        drop(list);
        self.usage.encode(writer);
    }
}

/// The sender would like new IDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestConnectionId {
    /// How many.
    pub count: u8,
}

impl Codec for RequestConnectionId {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u8().map(|count| Self { count })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u8(self.count);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let new = NewConnectionId {
            ids: vec![vec![1, 2], vec![]],
            usage: ConnectionIdUsage::CID_SPARE,
        };
        assert_eq!(check(&new), [0, 4, 2, 1, 2, 0, 1]);
        assert_eq!(check(&RequestConnectionId { count: 3 }), [3]);
    }

    #[test]
    fn limits() {
        let parsed = NewConnectionId::from_bytes(&[0, 0, 2]);
        assert_eq!(parsed, Err(DecodeError::IllegalValue));
        let ids = vec![vec![]; NewConnectionId::MAX_IDS + 1];
        let many = NewConnectionId {
            ids,
            usage: ConnectionIdUsage::CID_SPARE,
        };
        let parsed = NewConnectionId::from_bytes(&many.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::TooMany));
    }
}
