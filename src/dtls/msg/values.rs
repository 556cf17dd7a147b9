//! Small values that several messages share.

use core::fmt;
use core::ops::Deref;

use crate::codec::{Codec, DecodeError, Reader, Writer};

/// The 32 random bytes of a hello.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Random(pub [u8; Random::LEN]);

impl Random {
    /// Length in bytes.
    pub const LEN: usize = 32;

    /// Marks a ServerHello as HelloRetryRequest: SHA-256 of that name (RFC 8446 section 4.1.3).
    pub const HELLO_RETRY_REQUEST: Self = Self([
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8,
        0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8,
        0x33, 0x9c,
    ]);

    /// Last eight bytes of a server's random that could speak 1.3 and negotiated 1.2.
    pub const DOWNGRADE_FROM_1_3: [u8; 8] = *b"DOWNGRD\x01";

    /// Last eight bytes of a server's random that could speak 1.2 and negotiated less.
    pub const DOWNGRADE_FROM_1_2: [u8; 8] = *b"DOWNGRD\x00";

    /// Whether the random ends with `sentinel`.
    pub fn ends_with(&self, sentinel: [u8; 8]) -> bool {
        self.0.ends_with(&sentinel)
    }
}

impl AsRef<[u8]> for Random {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(f, &self.0)
    }
}

impl Codec for Random {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.array().map(Self)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.bytes(&self.0);
    }
}

/// A session ID of 0 to 32 bytes, kept without heap. Dereferences to its bytes.
#[derive(Clone, Copy, Default)]
pub struct SessionId {
    length: u8,
    bytes: [u8; SessionId::MAX_LEN],
}

impl SessionId {
    /// The greatest length in bytes.
    pub const MAX_LEN: usize = 32;

    /// The ID of no session.
    pub const EMPTY: Self = Self {
        length: 0,
        bytes: [0; Self::MAX_LEN],
    };

    /// None when `bytes` is longer than [`SessionId::MAX_LEN`].
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let mut id = Self::EMPTY;
        id.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        id.length = bytes.len() as u8;
        Some(id)
    }
}

impl Deref for SessionId {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // `new` keeps `length` within the array.
        &self.bytes[..self.length.into()]
    }
}

impl PartialEq for SessionId {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SessionId {}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(f, self)
    }
}

impl Codec for SessionId {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut ahead = reader.clone();
        let id = Self::new(ahead.vec8()?).ok_or(DecodeError::Length)?;
        *reader = ahead;
        Ok(id)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vec8(self);
    }
}

/// The content of a ChangeCipherSpec record (RFC 5246 section 7.1): one byte, 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCipherSpec;

impl ChangeCipherSpec {
    /// The whole content.
    pub const BYTES: [u8; 1] = [1];
}

impl Codec for ChangeCipherSpec {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.array()? {
            Self::BYTES => Ok(Self),
            _ => Err(DecodeError::IllegalValue),
        }
    }

    fn encode(&self, writer: &mut Writer) {
        writer.bytes(&Self::BYTES);
    }
}

/// Prints public bytes.
fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn random() {
        let random = Random(core::array::from_fn(|i| i as u8));
        assert_eq!(check(&random).len(), Random::LEN);
        assert!(!random.ends_with(Random::DOWNGRADE_FROM_1_3));
        let mut bytes = random.0;
        bytes[24..].copy_from_slice(&[0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01]);
        assert!(Random(bytes).ends_with(Random::DOWNGRADE_FROM_1_3));
    }

    #[test]
    fn session_id() {
        assert_eq!(check(&SessionId::EMPTY), [0]);
        let id = SessionId::new(&[7; 32]).unwrap();
        assert_eq!(check(&id).len(), 33);
        assert_eq!(&*id, [7; 32]);
        assert_eq!(SessionId::new(&[7; 33]), None);
        let mut long = alloc::vec![33];
        long.extend([7; 33]);
        assert_eq!(SessionId::from_bytes(&long), Err(DecodeError::Length));
        assert_eq!(format!("{:?}", SessionId::new(&[0xab, 1]).unwrap()), "ab01");
    }

    #[test]
    fn change_cipher_spec() {
        assert_eq!(check(&ChangeCipherSpec), [1]);
        assert_eq!(
            ChangeCipherSpec::from_bytes(&[2]),
            Err(DecodeError::IllegalValue)
        );
    }
}
