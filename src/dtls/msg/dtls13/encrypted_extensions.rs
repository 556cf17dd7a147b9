//! EncryptedExtensions (RFC 8446 section 4.3.1).

use crate::codec::{Codec, DecodeError, Reader, Writer};
use crate::msg::Extensions;

/// The server's answers that need no place in the ServerHello.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncryptedExtensions {
    /// May be empty.
    pub extensions: Extensions,
}

impl Codec for EncryptedExtensions {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Extensions::read(reader).map(|extensions| Self { extensions })
    }

    fn encode(&self, writer: &mut Writer) {
        self.extensions.encode(writer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;
    use crate::msg::ext::RecordSizeLimit;

    #[test]
    fn codec() {
        assert_eq!(check(&EncryptedExtensions::default()), [0, 0]);
        let mut message = EncryptedExtensions::default();
        message.extensions.push(&RecordSizeLimit(64)).unwrap();
        assert_eq!(check(&message), [0, 6, 0, 28, 0, 2, 0, 64]);
    }

    #[test]
    fn duplicate_extensions_are_refused() {
        let parsed = EncryptedExtensions::from_bytes(&[0, 8, 0, 10, 0, 0, 0, 10, 0, 0]);
        assert_eq!(parsed, Err(DecodeError::DuplicateExtension(10)));
    }
}
