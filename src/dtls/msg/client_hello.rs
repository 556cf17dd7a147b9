//! ClientHello (RFC 6347 section 4.2.1, RFC 9147 section 5.3).

use alloc::vec::Vec;

use super::ext::encode_list;
use super::extensions::{ExtensionBlock, Extensions};
use super::wire::{CompressionMethod, ProtocolVersion};
use super::{CipherSuite, Random, SessionId};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};

/// A ClientHello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The newest version of the client; 1.2 for a client of 1.3, which says more in an extension.
    pub version: ProtocolVersion,
    /// The client's random.
    pub random: Random,
    /// The session that the client would resume.
    pub session_id: SessionId,
    /// The cookie of a HelloVerifyRequest, at most 255 bytes; empty in the first hello.
    pub cookie: Vec<u8>,
    /// Suites in order of preference.
    pub cipher_suites: Vec<CipherSuite>,
    /// Contains null, which the handshake checks.
    pub compression_methods: Vec<CompressionMethod>,
    /// May be empty.
    pub extensions: Extensions,
}

/// A ClientHello that was checked and not copied: enough to answer a client whose address is not
/// verified, without an allocation.
#[derive(Clone, Copy, Debug)]
pub struct ClientHelloView<'a> {
    /// As in [`ClientHello`].
    pub version: ProtocolVersion,
    /// As in [`ClientHello`].
    pub random: Random,
    /// As in [`ClientHello`].
    pub session_id: SessionId,
    /// As in [`ClientHello`].
    pub cookie: &'a [u8],
    /// The suites, two bytes each.
    pub cipher_suites: &'a [u8],
    /// The compression methods, one byte each.
    pub compression_methods: &'a [u8],
    /// May be empty.
    pub extensions: ExtensionBlock<'a>,
}

/// `opaque cookie<0..2^8-1>` (RFC 6347; 32 bytes in RFC 4347)
const COOKIE: VectorLength = VectorLength::u8(0, 255);
/// `CipherSuite cipher_suites<2..2^16-2>`
const SUITES: VectorLength = VectorLength::u16(2, (1 << 16) - 2);
/// `CompressionMethod compression_methods<1..2^8-1>`
const COMPRESSION: VectorLength = VectorLength::u8(1, 255);

impl<'a> ClientHelloView<'a> {
    /// Reads the body of a ClientHello from the front of `reader`.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let view = Self {
            version: ProtocolVersion::read(reader)?,
            random: Random::read(reader)?,
            session_id: SessionId::read(reader)?,
            cookie: reader.vector(COOKIE)?,
            cipher_suites: reader.vector(SUITES)?,
            compression_methods: reader.vector(COMPRESSION)?,
            extensions: ExtensionBlock::read_optional(reader)?,
        };
        match view.cipher_suites.len() % 2 {
            0 => Ok(view),
            _ => Err(DecodeError::Length),
        }
    }

    /// Reads a body that must fill `bytes` exactly.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let view = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(view)
    }

    /// The suites in order of preference.
    pub fn suites(&self) -> impl Iterator<Item = CipherSuite> + use<'a> {
        let pairs = self.cipher_suites.chunks_exact(2);
        pairs.map(|pair| CipherSuite(u16::from_be_bytes([pair[0], pair[1]])))
    }

    /// An owned copy.
    pub fn to_owned(&self) -> ClientHello {
        let methods = self.compression_methods.iter();
        ClientHello {
            version: self.version,
            random: self.random,
            session_id: self.session_id,
            cookie: self.cookie.to_vec(),
            cipher_suites: self.suites().collect(),
            compression_methods: methods.map(|&method| CompressionMethod(method)).collect(),
            extensions: self.extensions.to_owned(),
        }
    }
}

impl Codec for ClientHello {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        ClientHelloView::read(reader).map(|view| view.to_owned())
    }

    fn encode(&self, writer: &mut Writer) {
        self.version.encode(writer);
        self.random.encode(writer);
        self.session_id.encode(writer);
        writer.vector(COOKIE, &self.cookie);
        encode_list(writer, SUITES, &self.cipher_suites);
        encode_list(writer, COMPRESSION, &self.compression_methods);
        self.extensions.encode_optional(writer);
    }
}

/// HelloVerifyRequest (RFC 6347 section 4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelloVerifyRequest {
    /// Says nothing about the version that will be negotiated. DTLS 1.0 for any server
    /// (RFC 6347 section 4.2.1), though a 1.2 server may say 1.2.
    pub server_version: ProtocolVersion,
    /// At most 255 bytes; the client sends it back.
    pub cookie: Vec<u8>,
}

impl Codec for HelloVerifyRequest {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let server_version = ProtocolVersion::read(reader)?;
        Ok(Self {
            server_version,
            cookie: reader.vector(COOKIE)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        self.server_version.encode(writer);
        writer.vector(COOKIE, &self.cookie);
    }
}

/// HelloRequest (RFC 5246 section 7.4.1.1): the server would like to renegotiate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelloRequest;

impl Codec for HelloRequest {
    fn read(_: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self)
    }

    fn encode(&self, _: &mut Writer) {}
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::{check, check_with};
    use crate::msg::ExtensionBody;
    use crate::msg::ext::{ExtendedMasterSecret, ServerName};

    fn hello() -> ClientHello {
        let mut extensions = Extensions::new();
        extensions
            .push(&ServerName(b"example.org".to_vec()))
            .unwrap();
        extensions.push(&ExtendedMasterSecret).unwrap();
        ClientHello {
            version: ProtocolVersion::DTLS1_2,
            random: Random([7; 32]),
            session_id: SessionId::new(&[1, 2, 3]).unwrap(),
            cookie: vec![9; 20],
            cipher_suites: vec![
                CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                CipherSuite(0x1a1a),
            ],
            compression_methods: vec![CompressionMethod::NULL, CompressionMethod(64)],
            extensions,
        }
    }

    fn without_extensions() -> ClientHello {
        ClientHello {
            extensions: Extensions::new(),
            ..hello()
        }
    }

    /// Length up to the extensions, where a hello may end.
    const BARE: usize = 2 + 32 + 4 + 21 + 6 + 3;

    #[test]
    fn codec() {
        assert_eq!(check(&without_extensions()).len(), BARE);
        let bytes = check_with(&hello(), &[BARE], ClientHello::read, ClientHello::encode);
        assert_eq!(bytes[..2], [0xfe, 0xfd]);
        assert_eq!(bytes[34..39], [3, 1, 2, 3, 20]);
    }

    #[test]
    fn an_empty_list_of_extensions_is_accepted() {
        let mut bytes = without_extensions().to_bytes().unwrap();
        bytes.extend([0, 0]);
        assert_eq!(ClientHello::from_bytes(&bytes), Ok(without_extensions()));
    }

    #[test]
    fn duplicate_extensions_are_refused() {
        let mut bytes = without_extensions().to_bytes().unwrap();
        bytes.extend([0, 8, 0, 23, 0, 0, 0, 23, 0, 0]);
        let parsed = ClientHello::from_bytes(&bytes);
        assert_eq!(parsed, Err(DecodeError::DuplicateExtension(23)));
    }

    #[test]
    fn odd_and_empty_lists_are_refused() {
        let mut hello = without_extensions();
        hello.cipher_suites.clear();
        let parsed = ClientHello::from_bytes(&hello.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::Length));
        let mut hello = without_extensions();
        hello.compression_methods.clear();
        let parsed = ClientHello::from_bytes(&hello.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::Length));
        let mut odd = vec![0xfe, 0xfd];
        odd.extend([0; 32]);
        odd.extend([0, 0, 0, 3, 0, 47, 0, 1, 0]);
        assert_eq!(ClientHello::from_bytes(&odd), Err(DecodeError::Length));
    }

    #[test]
    fn the_view_sees_the_same() {
        let bytes = hello().to_bytes().unwrap();
        let view = ClientHelloView::from_bytes(&bytes).unwrap();
        assert_eq!(view.to_owned(), hello());
        assert!(view.suites().eq(hello().cipher_suites));
        assert!(view.extensions.contains(ExtendedMasterSecret::TYPE));
    }

    #[test]
    fn hello_verify_request() {
        let request = HelloVerifyRequest {
            server_version: ProtocolVersion::DTLS1_0,
            cookie: vec![1, 2, 3],
        };
        assert_eq!(check(&request), [0xfe, 0xff, 3, 1, 2, 3]);
        let long = HelloVerifyRequest {
            cookie: vec![0; 256],
            ..request
        };
        assert!(long.to_bytes().is_err());
    }

    #[test]
    fn hello_request() {
        assert!(check(&HelloRequest).is_empty());
    }
}
