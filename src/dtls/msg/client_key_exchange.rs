//! ClientKeyExchange (RFC 5246 section 7.4.7, RFC 8422 section 5.7, RFC 4279, RFC 5489).

use alloc::vec::Vec;

use crate::codec::{DecodeError, Reader, VectorLength, Writer};
use crate::suites::KeyExchange;

/// The client's half of the key exchange, in the form of the suite's [`KeyExchange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientKeyExchange {
    /// The premaster secret, encrypted to the server's key.
    Rsa { encrypted: Vec<u8> },
    /// A public value alone.
    Share(ClientShare),
    /// Which secret the client uses, and a public value where the suite has one.
    Psk {
        identity: Vec<u8>,
        share: Option<ClientShare>,
    },
}

/// An ephemeral public value in the server's group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientShare {
    /// On an elliptic curve.
    Ecdhe(Vec<u8>),
    /// Of Diffie-Hellman over integers.
    Dhe(Vec<u8>),
}

impl ClientShare {
    /// The public value.
    pub fn public(&self) -> &[u8] {
        match self {
            Self::Ecdhe(public) | Self::Dhe(public) => public,
        }
    }

    fn read(reader: &mut Reader<'_>, key_exchange: KeyExchange) -> Result<Self, DecodeError> {
        Ok(match key_exchange.uses_dhe() {
            true => Self::Dhe(reader.vector(NUMBER)?.to_vec()),
            false => Self::Ecdhe(reader.vector(POINT)?.to_vec()),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Ecdhe(public) => writer.vector(POINT, public),
            Self::Dhe(public) => writer.vector(NUMBER, public),
        }
    }
}

/// `EncryptedPreMasterSecret` in its vector (RFC 5246 section 7.4.7.1)
const ENCRYPTED: VectorLength = VectorLength::u16(0, (1 << 16) - 1);
/// `opaque dh_Yc<1..2^16-1>`
const NUMBER: VectorLength = VectorLength::u16(1, (1 << 16) - 1);
/// `opaque ecdh_Yc<1..2^8-1>`
const POINT: VectorLength = VectorLength::u8(1, 255);
/// `opaque psk_identity<0..2^16-1>`, limited as OpenSSL limits it
const IDENTITY: VectorLength = VectorLength::u16(0, 256);

impl ClientKeyExchange {
    /// Reads the message in the form that `key_exchange` gives it. DTLS 1.3 has no such message:
    /// [`DecodeError::IllegalValue`].
    pub fn read(reader: &mut Reader<'_>, key_exchange: KeyExchange) -> Result<Self, DecodeError> {
        Ok(match key_exchange {
            KeyExchange::Rsa => Self::Rsa {
                encrypted: reader.vector(ENCRYPTED)?.to_vec(),
            },
            KeyExchange::Dhe | KeyExchange::Ecdhe => {
                Self::Share(ClientShare::read(reader, key_exchange)?)
            }
            KeyExchange::Psk | KeyExchange::DhePsk | KeyExchange::EcdhePsk => Self::Psk {
                identity: reader.vector(IDENTITY)?.to_vec(),
                share: match key_exchange {
                    KeyExchange::Psk => None,
                    _ => Some(ClientShare::read(reader, key_exchange)?),
                },
            },
            KeyExchange::Any => return Err(DecodeError::IllegalValue),
        })
    }

    /// Reads a message that must fill `bytes` exactly.
    pub fn from_bytes(bytes: &[u8], key_exchange: KeyExchange) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let message = Self::read(&mut reader, key_exchange)?;
        reader.finish()?;
        Ok(message)
    }

    /// Appends the message.
    pub fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Rsa { encrypted } => writer.vector(ENCRYPTED, encrypted),
            Self::Share(share) => share.encode(writer),
            Self::Psk { identity, share } => {
                writer.vector(IDENTITY, identity);
                if let Some(share) = share {
                    share.encode(writer);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check_with;

    fn check(message: &ClientKeyExchange, key_exchange: KeyExchange) -> Vec<u8> {
        let read = |reader: &mut Reader<'_>| ClientKeyExchange::read(reader, key_exchange);
        check_with(message, &[], read, ClientKeyExchange::encode)
    }

    #[test]
    fn codec() {
        use ClientKeyExchange as Message;
        let (public, identity) = (vec![1, 2], vec![b'i']);
        let bytes = check(
            &Message::Rsa {
                encrypted: public.clone(),
            },
            KeyExchange::Rsa,
        );
        assert_eq!(bytes, [0, 2, 1, 2]);
        let dhe = ClientShare::Dhe(public.clone());
        let bytes = check(&Message::Share(dhe.clone()), KeyExchange::Dhe);
        assert_eq!(bytes, [0, 2, 1, 2]);
        let ecdhe = ClientShare::Ecdhe(public);
        let bytes = check(&Message::Share(ecdhe.clone()), KeyExchange::Ecdhe);
        assert_eq!(bytes, [2, 1, 2]);
        let psk = |share| Message::Psk {
            identity: identity.clone(),
            share,
        };
        assert_eq!(check(&psk(None), KeyExchange::Psk), [0, 1, b'i']);
        assert_eq!(
            check(&psk(Some(dhe)), KeyExchange::DhePsk),
            [0, 1, b'i', 0, 2, 1, 2]
        );
        assert_eq!(
            check(&psk(Some(ecdhe)), KeyExchange::EcdhePsk),
            [0, 1, b'i', 2, 1, 2]
        );
    }

    #[test]
    fn values_out_of_range() {
        let parse = |bytes: &[u8], key_exchange| {
            ClientKeyExchange::from_bytes(bytes, key_exchange).unwrap_err()
        };
        assert_eq!(parse(&[0], KeyExchange::Ecdhe), DecodeError::Length);
        assert_eq!(parse(&[0, 0], KeyExchange::Dhe), DecodeError::Length);
        let long = [vec![1, 1], vec![0; 257]].concat();
        assert_eq!(parse(&long, KeyExchange::Psk), DecodeError::Length);
        assert_eq!(parse(&[], KeyExchange::Any), DecodeError::IllegalValue);
    }
}
