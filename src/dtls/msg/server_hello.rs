//! ServerHello (RFC 5246 section 7.4.1.3, RFC 8446 section 4.1.3) and ServerHelloDone.

use super::extensions::Extensions;
use super::wire::{CompressionMethod, ProtocolVersion};
use super::{CipherSuite, Random, SessionId};
use crate::codec::{Codec, DecodeError, Reader, Writer};
use crate::msg::ext::SelectedVersion;

/// A ServerHello of any version, or a HelloRetryRequest, which has the same form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// The chosen version up to 1.2; 1.2 in 1.3, where an extension has the choice.
    pub version: ProtocolVersion,
    /// The server's random, or [`Random::HELLO_RETRY_REQUEST`].
    pub random: Random,
    /// The session; the client's own value in 1.3 (RFC 9147 section 5.4).
    pub session_id: SessionId,
    /// The chosen suite.
    pub cipher_suite: CipherSuite,
    /// Null, which the handshake checks.
    pub compression_method: CompressionMethod,
    /// May be empty before 1.3.
    pub extensions: Extensions,
}

impl ServerHello {
    /// Whether this is a HelloRetryRequest (RFC 8446 section 4.1.4).
    pub fn is_retry(&self) -> bool {
        self.random == Random::HELLO_RETRY_REQUEST
    }

    /// The version that the server has chosen, in whichever place.
    pub fn selected_version(&self) -> Result<ProtocolVersion, DecodeError> {
        let extension = self.extensions.get::<SelectedVersion>()?;
        Ok(extension.map_or(self.version, |SelectedVersion(version)| version))
    }
}

impl Codec for ServerHello {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            version: ProtocolVersion::read(reader)?,
            random: Random::read(reader)?,
            session_id: SessionId::read(reader)?,
            cipher_suite: CipherSuite::read(reader)?,
            compression_method: CompressionMethod::read(reader)?,
            extensions: super::ExtensionBlock::read_optional(reader)?.to_owned(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        self.version.encode(writer);
        self.random.encode(writer);
        self.session_id.encode(writer);
        self.cipher_suite.encode(writer);
        self.compression_method.encode(writer);
        self.extensions.encode_optional(writer);
    }
}

/// ServerHelloDone (RFC 5246 section 7.4.5): empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerHelloDone;

impl Codec for ServerHelloDone {
    fn read(_: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn encode(&self, _: &mut Writer) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::{check, check_with};
    use crate::msg::ext::{KeyShareRetry, RenegotiationInfo};
    use crate::msg::wire::NamedGroup;

    fn hello() -> ServerHello {
        ServerHello {
            version: ProtocolVersion::DTLS1_2,
            random: Random([3; 32]),
            session_id: SessionId::new(&[5; 32]).unwrap(),
            cipher_suite: CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            compression_method: CompressionMethod::NULL,
            extensions: Extensions::new(),
        }
    }

    #[test]
    fn codec() {
        let bare = check(&hello()).len();
        assert_eq!(bare, 2 + 32 + 33 + 2 + 1);
        let mut full = hello();
        full.extensions
            .push(&RenegotiationInfo(alloc::vec![]))
            .unwrap();
        check_with(&full, &[bare], ServerHello::read, ServerHello::encode);
        assert!(!full.is_retry());
        assert_eq!(full.selected_version(), Ok(ProtocolVersion::DTLS1_2));
    }

    #[test]
    fn a_retry_of_1_3() {
        let mut retry = ServerHello {
            random: Random::HELLO_RETRY_REQUEST,
            session_id: SessionId::EMPTY,
            cipher_suite: CipherSuite::TLS_AES_128_GCM_SHA256,
            ..hello()
        };
        retry
            .extensions
            .push(&SelectedVersion(ProtocolVersion::DTLS1_3))
            .unwrap();
        retry
            .extensions
            .push(&KeyShareRetry(NamedGroup::X25519))
            .unwrap();
        let bytes = check_with(&retry, &[38], ServerHello::read, ServerHello::encode);
        let parsed = ServerHello::from_bytes(&bytes).unwrap();
        assert!(parsed.is_retry());
        assert_eq!(parsed.selected_version(), Ok(ProtocolVersion::DTLS1_3));
    }

    #[test]
    fn duplicate_extensions_are_refused() {
        let mut bytes = hello().to_bytes().unwrap();
        bytes.extend([0, 8, 0, 23, 0, 0, 0, 23, 0, 0]);
        let parsed = ServerHello::from_bytes(&bytes);
        assert_eq!(parsed, Err(DecodeError::DuplicateExtension(23)));
    }

    #[test]
    fn done() {
        assert!(check(&ServerHelloDone).is_empty());
    }
}
