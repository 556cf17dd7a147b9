//! Names: of the server and of the application protocol.

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::{ExtensionBody, ExtensionType};

/// The host name that a client asks for (RFC 6066 section 3): at most
/// [`ServerName::MAX_LEN`] bytes, none of them zero. Whether it is a DNS name is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerName(pub Vec<u8>);

/// `ServerName server_name_list<1..2^16-1>`
const NAMES: VectorLength = VectorLength::u16(1, (1 << 16) - 1);
/// `HostName<1..2^16-1>`
const NAME: VectorLength = VectorLength::u16(1, (1 << 16) - 1);
/// `NameType` host_name.
const HOST_NAME: u8 = 0;

impl ServerName {
    /// The greatest length of a host name in bytes.
    pub const MAX_LEN: usize = 255;
}

impl ExtensionBody for ServerName {
    const TYPE: ExtensionType = ExtensionType::SERVER_NAME;
}

impl Codec for ServerName {
    /// Names of other types are passed over: RFC 6066 promises that they have a 16-bit length too.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = reader.list(NAMES)?;
        let mut host = None;
        while !list.is_empty() {
            let kind = list.u8()?;
            let name = list.vector(NAME)?;
            if kind != HOST_NAME {
                continue;
            }
            if host.is_some() {
                return Err(DecodeError::DuplicateEntry);
            }
            if name.len() > Self::MAX_LEN || name.contains(&0) {
                return Err(DecodeError::IllegalValue);
            }
            host = Some(Self(name.to_vec()));
        }
        host.ok_or(DecodeError::IllegalValue)
    }

    fn encode(&self, writer: &mut Writer) {
        let mut list = writer.nested(NAMES);
        list.u8(HOST_NAME);
        list.vector(NAME, &self.0);
    }
}

/// Application protocols (RFC 7301): a client's list in order of preference, or a server's choice,
/// which is a list of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolNames(pub Vec<Vec<u8>>);

/// `ProtocolName protocol_name_list<2..2^16-1>`
const PROTOCOLS: VectorLength = VectorLength::u16(2, (1 << 16) - 1);
/// `ProtocolName<1..2^8-1>`
const PROTOCOL: VectorLength = VectorLength::u8(1, (1 << 8) - 1);

impl ProtocolNames {
    /// The only name, as a server's answer must have it.
    pub fn selected(&self) -> Option<&[u8]> {
        match self.0.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }
}

impl ExtensionBody for ProtocolNames {
    const TYPE: ExtensionType = ExtensionType::APPLICATION_LAYER_PROTOCOL_NEGOTIATION;
}

impl Codec for ProtocolNames {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut list = reader.list(PROTOCOLS)?;
        let mut names = Vec::new();
        while !list.is_empty() {
            names.push(list.vector(PROTOCOL)?.to_vec());
        }
        Ok(Self(names))
    }

    fn encode(&self, writer: &mut Writer) {
        let mut list = writer.nested(PROTOCOLS);
        self.0.iter().for_each(|name| list.vector(PROTOCOL, name));
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn server_name() {
        assert_eq!(
            check(&ServerName(b"ab".to_vec())),
            [0, 5, 0, 0, 2, b'a', b'b']
        );
        // A name of an unknown type beside it.
        let bytes = [0, 9, 7, 0, 1, b'x', 0, 0, 2, b'a', b'b'];
        assert_eq!(
            ServerName::from_bytes(&bytes),
            Ok(ServerName(b"ab".to_vec()))
        );
    }

    #[test]
    fn bad_server_names() {
        let twice = [0, 8, 0, 0, 1, b'a', 0, 0, 1, b'b'];
        assert_eq!(
            ServerName::from_bytes(&twice),
            Err(DecodeError::DuplicateEntry)
        );
        assert_eq!(
            ServerName::from_bytes(&[0, 3, 0, 0, 0]),
            Err(DecodeError::Length)
        );
        assert_eq!(ServerName::from_bytes(&[0, 0]), Err(DecodeError::Length));
        assert_eq!(
            ServerName::from_bytes(&[0, 4, 0, 0, 1, 0]),
            Err(DecodeError::IllegalValue)
        );
        assert_eq!(
            ServerName::from_bytes(&[0, 4, 1, 0, 1, 9]),
            Err(DecodeError::IllegalValue)
        );
        let long = ServerName(vec![b'a'; 256]).to_bytes().unwrap();
        assert_eq!(
            ServerName::from_bytes(&long),
            Err(DecodeError::IllegalValue)
        );
    }

    #[test]
    fn protocol_names() {
        let names = ProtocolNames(vec![b"h2".to_vec(), b"coap".to_vec()]);
        let expected = [0, 8, 2, b'h', b'2', 4, b'c', b'o', b'a', b'p'];
        assert_eq!(check(&names), expected);
        assert_eq!(names.selected(), None);
        assert_eq!(
            ProtocolNames(vec![b"x".to_vec()]).selected(),
            Some(&b"x"[..])
        );
        assert_eq!(ProtocolNames::from_bytes(&[0, 0]), Err(DecodeError::Length));
        assert_eq!(
            ProtocolNames::from_bytes(&[0, 3, 1, b'x', 0]),
            Err(DecodeError::Length)
        );
    }
}
