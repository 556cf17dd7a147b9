//! ServerKeyExchange (RFC 5246 section 7.4.3, RFC 8422 section 5.4, RFC 4279, RFC 5489).

use alloc::vec::Vec;

use super::signature::DigitallySigned;
use super::wire::{EcCurveType, NamedGroup, ProtocolVersion};
use crate::codec::{Codec, DecodeError, Oversize, Reader, VectorLength, Writer};
use crate::suites::KeyExchange;

/// The server's half of the key exchange, in the form of the suite's [`KeyExchange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerKeyExchange {
    /// A share that the server's certificate vouches for.
    Signed(ServerShare, DigitallySigned),
    /// A hint which secret to use, and an unsigned share where the suite has one. Without a share the message is left
    /// out where there is no hint.
    Psk(PskHint, Option<ServerShare>),
}

impl ServerKeyExchange {
    /// Reads the message in the form that `key_exchange` and `version` give it. RSA suites and
    /// DTLS 1.3 have no such message: [`DecodeError::IllegalValue`].
    pub fn read(
        reader: &mut Reader<'_>,
        key_exchange: KeyExchange,
        version: ProtocolVersion,
    ) -> Result<Self, DecodeError> {
        Ok(match key_exchange {
            KeyExchange::Ecdhe | KeyExchange::Dhe => {
                let share = ServerShare::read(reader, key_exchange)?;
                Self::Signed(share, DigitallySigned::read(reader, version)?)
            }
            KeyExchange::Psk => Self::Psk(PskHint::read(reader)?, None),
            KeyExchange::EcdhePsk | KeyExchange::DhePsk => {
                let hint = PskHint::read(reader)?;
                Self::Psk(hint, Some(ServerShare::read(reader, key_exchange)?))
            }
            KeyExchange::Rsa | KeyExchange::Any => return Err(DecodeError::IllegalValue),
        })
    }

    /// Reads a message that must fill `bytes` exactly.
    pub fn from_bytes(
        bytes: &[u8],
        key_exchange: KeyExchange,
        version: ProtocolVersion,
    ) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let message = Self::read(&mut reader, key_exchange, version)?;
        reader.finish()?;
        Ok(message)
    }

    /// Appends the message.
    pub fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Signed(share, signed) => {
                share.encode(writer);
                signed.encode(writer);
            }
            Self::Psk(hint, share) => {
                hint.encode(writer);
                if let Some(share) = share {
                    share.encode(writer);
                }
            }
        }
    }
}

/// An ephemeral public value with its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerShare {
    /// On an elliptic curve.
    Ecdhe(EcdheParams),
    /// Of Diffie-Hellman over integers.
    Dhe(DheParams),
}

impl ServerShare {
    fn read(reader: &mut Reader<'_>, key_exchange: KeyExchange) -> Result<Self, DecodeError> {
        match key_exchange.uses_dhe() {
            true => DheParams::read(reader).map(Self::Dhe),
            false => EcdheParams::read(reader).map(Self::Ecdhe),
        }
    }

    /// Appends the share.
    pub fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Ecdhe(params) => params.encode(writer),
            Self::Dhe(params) => params.encode(writer),
        }
    }
}

/// What the server signs: both randoms and the encoded share. The encoding of a share is unique, so
/// that a share read and written again gives the bytes that were signed.
pub fn signed_content(
    client_random: &super::Random,
    server_random: &super::Random,
    share: &ServerShare,
) -> Result<Vec<u8>, Oversize> {
    let mut writer = Writer::new();
    client_random.encode(&mut writer);
    server_random.encode(&mut writer);
    share.encode(&mut writer);
    writer.finish()
}

/// A share on a named curve. Curves given by their equation are refused (RFC 8422 section 5.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcdheParams {
    /// The group.
    pub group: NamedGroup,
    /// The public point in the group's own encoding.
    pub public: Vec<u8>,
}

/// `opaque point<1..2^8-1>`
const POINT: VectorLength = VectorLength::u8(1, 255);

impl Codec for EcdheParams {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match EcCurveType::read(reader)? {
            EcCurveType::NAMED_CURVE => {}
            _ => return Err(DecodeError::IllegalValue),
        }
        let group = NamedGroup::read(reader)?;
        Ok(Self {
            group,
            public: reader.vector(POINT)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        EcCurveType::NAMED_CURVE.encode(writer);
        self.group.encode(writer);
        writer.vector(POINT, &self.public);
    }
}

/// A Diffie-Hellman share with its group: unsigned numbers, most significant byte first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DheParams {
    /// The prime.
    pub prime: Vec<u8>,
    /// The generator.
    pub generator: Vec<u8>,
    /// The public value.
    pub public: Vec<u8>,
}

/// `opaque dh_p<1..2^16-1>` and the others
const NUMBER: VectorLength = VectorLength::u16(1, (1 << 16) - 1);

impl Codec for DheParams {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            prime: reader.vector(NUMBER)?.to_vec(),
            generator: reader.vector(NUMBER)?.to_vec(),
            public: reader.vector(NUMBER)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(NUMBER, &self.prime);
        writer.vector(NUMBER, &self.generator);
        writer.vector(NUMBER, &self.public);
    }
}

/// Helps the client to find its secret (RFC 4279 section 2): up to 256 bytes, where section 5.3
/// asks for no less than 128.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PskHint(pub Vec<u8>);

/// `opaque psk_identity_hint<0..2^16-1>`, limited as OpenSSL limits it
const HINT: VectorLength = VectorLength::u16(0, 256);

impl Codec for PskHint {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self(reader.vector(HINT)?.to_vec()))
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(HINT, &self.0);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check_with;
    use crate::msg::Random;
    use crate::msg::wire::SignatureScheme;

    const V12: ProtocolVersion = ProtocolVersion::DTLS1_2;
    const V10: ProtocolVersion = ProtocolVersion::DTLS1_0;

    fn check(
        message: &ServerKeyExchange,
        key_exchange: KeyExchange,
        version: ProtocolVersion,
    ) -> Vec<u8> {
        let read = |reader: &mut Reader<'_>| ServerKeyExchange::read(reader, key_exchange, version);
        check_with(message, &[], read, ServerKeyExchange::encode)
    }

    fn ecdhe() -> ServerShare {
        ServerShare::Ecdhe(EcdheParams {
            group: NamedGroup::X25519,
            public: vec![1, 2],
        })
    }

    fn dhe() -> ServerShare {
        ServerShare::Dhe(DheParams {
            prime: vec![23],
            generator: vec![5],
            public: vec![8, 9],
        })
    }

    fn signed(scheme: Option<SignatureScheme>) -> DigitallySigned {
        DigitallySigned {
            scheme,
            signature: vec![7],
        }
    }

    #[test]
    fn signed_forms() {
        let new = ServerKeyExchange::Signed(ecdhe(), signed(Some(SignatureScheme::ED25519)));
        let bytes = check(&new, KeyExchange::Ecdhe, V12);
        assert_eq!(bytes, [3, 0, 29, 2, 1, 2, 8, 7, 0, 1, 7]);
        let old = ServerKeyExchange::Signed(ecdhe(), signed(None));
        assert_eq!(
            check(&old, KeyExchange::Ecdhe, V10),
            [3, 0, 29, 2, 1, 2, 0, 1, 7]
        );
        let dhe = ServerKeyExchange::Signed(dhe(), signed(Some(SignatureScheme::RSA_PKCS1_SHA256)));
        let bytes = check(&dhe, KeyExchange::Dhe, V12);
        assert_eq!(bytes, [0, 1, 23, 0, 1, 5, 0, 2, 8, 9, 4, 1, 0, 1, 7]);
    }

    #[test]
    fn forms_with_a_hint() {
        let hint = PskHint(b"hi".to_vec());
        let psk = ServerKeyExchange::Psk(hint.clone(), None);
        assert_eq!(check(&psk, KeyExchange::Psk, V12), [0, 2, b'h', b'i']);
        let ecdhe = ServerKeyExchange::Psk(hint.clone(), Some(ecdhe()));
        let bytes = check(&ecdhe, KeyExchange::EcdhePsk, V12);
        assert_eq!(bytes, [0, 2, b'h', b'i', 3, 0, 29, 2, 1, 2]);
        check(
            &ServerKeyExchange::Psk(PskHint::default(), Some(dhe())),
            KeyExchange::DhePsk,
            V10,
        );
        let long = ServerKeyExchange::from_bytes(
            &[vec![1, 1], vec![0; 257]].concat(),
            KeyExchange::Psk,
            V12,
        );
        assert_eq!(long, Err(DecodeError::Length));
    }

    #[test]
    fn forms_that_do_not_exist() {
        let parse = |bytes: &[u8], key_exchange| {
            ServerKeyExchange::from_bytes(bytes, key_exchange, V12).unwrap_err()
        };
        assert_eq!(
            parse(&[1, 0, 0], KeyExchange::Ecdhe),
            DecodeError::IllegalValue
        );
        assert_eq!(
            parse(&[3, 0, 29, 0], KeyExchange::Ecdhe),
            DecodeError::Length
        );
        assert_eq!(parse(&[0, 0], KeyExchange::Dhe), DecodeError::Length);
        assert_eq!(parse(&[], KeyExchange::Rsa), DecodeError::IllegalValue);
        assert_eq!(parse(&[], KeyExchange::Any), DecodeError::IllegalValue);
    }

    #[test]
    fn both_randoms_and_the_share_are_signed() {
        let content = signed_content(&Random([1; 32]), &Random([2; 32]), &ecdhe()).unwrap();
        assert_eq!(content[..32], [1; 32]);
        assert_eq!(content[32..64], [2; 32]);
        assert_eq!(content[64..], [3, 0, 29, 2, 1, 2]);
    }
}
