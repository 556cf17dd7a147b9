//! The bodies of the extensions, one file a group.

mod certificates;
mod groups;
mod key_share;
mod names;
mod presence;
mod psk;
mod session;
mod sizes;
mod srtp;
mod versions;

pub use certificates::{
    CertificateAuthorities, ClientCertificateTypes, SelectedClientCertificateType,
    SelectedServerCertificateType, ServerCertificateTypes, StatusRequest,
};
pub(super) use certificates::{encode_names, read_names};
pub use groups::{EcPointFormats, SignatureAlgorithms, SignatureAlgorithmsCert, SupportedGroups};
pub use key_share::{KeyShareEntry, KeyShareOffer, KeyShareRetry, KeyShareSelected};
pub use names::{ProtocolNames, ServerName};
pub use presence::{
    EarlyData, EncryptThenMac, ExtendedMasterSecret, PostHandshakeAuth, ReturnRoutabilityCheck,
    ServerNameAccepted, StatusRequestAccepted,
};
pub use psk::{PskIdentity, PskKeyExchangeModes, PskOffer, PskSelected, TicketEarlyData};
pub use session::{ConnectionId, Cookie, RenegotiationInfo, SessionTicket};
pub use sizes::{Heartbeat, MaxFragment, RecordSizeLimit};
pub use srtp::UseSrtp;
pub use versions::{OfferedVersions, SelectedVersion};

use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};

/// Reads a list that fills its vector.
pub(super) fn read_list<T: Codec>(
    reader: &mut Reader<'_>,
    length: VectorLength,
) -> Result<Vec<T>, DecodeError> {
    let mut list = reader.list(length)?;
    let mut values = Vec::new();
    while !list.is_empty() {
        // An element cut off by the end of its vector is a wrong length, not a short message.
        let value = T::read(&mut list).map_err(|error| match error {
            DecodeError::Truncated => DecodeError::Length,
            error => error,
        })?;
        values.push(value);
    }
    Ok(values)
}

/// Writes a list.
pub(super) fn encode_list<T: Codec>(writer: &mut Writer, length: VectorLength, values: &[T]) {
    let mut list = writer.nested(length);
    values.iter().for_each(|value| value.encode(&mut list));
}

/// Defines an extension that is a vector of elements.
macro_rules! list_extension {
    ($($(#[$doc:meta])* $name:ident($element:ty) = $kind:ident, $length:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub alloc::vec::Vec<$element>);

        impl crate::msg::ExtensionBody for $name {
            const TYPE: crate::msg::ExtensionType = crate::msg::ExtensionType::$kind;
        }

        impl crate::codec::Codec for $name {
            fn read(
                reader: &mut crate::codec::Reader<'_>,
            ) -> Result<Self, crate::codec::DecodeError> {
                crate::msg::ext::read_list(reader, $length).map(Self)
            }

            fn encode(&self, writer: &mut crate::codec::Writer) {
                crate::msg::ext::encode_list(writer, $length, &self.0);
            }
        }
    )* };
}

/// Defines an extension that is one value.
macro_rules! value_extension {
    ($($(#[$doc:meta])* $name:ident($value:ty) = $kind:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $value);

        impl crate::msg::ExtensionBody for $name {
            const TYPE: crate::msg::ExtensionType = crate::msg::ExtensionType::$kind;
        }

        impl crate::codec::Codec for $name {
            fn read(
                reader: &mut crate::codec::Reader<'_>,
            ) -> Result<Self, crate::codec::DecodeError> {
                crate::codec::Codec::read(reader).map(Self)
            }

            fn encode(&self, writer: &mut crate::codec::Writer) {
                crate::codec::Codec::encode(&self.0, writer);
            }
        }
    )* };
}

/// Defines an extension that is one vector of bytes.
macro_rules! opaque_extension {
    ($($(#[$doc:meta])* $name:ident = $kind:ident, $length:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub alloc::vec::Vec<u8>);

        impl crate::msg::ExtensionBody for $name {
            const TYPE: crate::msg::ExtensionType = crate::msg::ExtensionType::$kind;
        }

        impl crate::codec::Codec for $name {
            fn read(
                reader: &mut crate::codec::Reader<'_>,
            ) -> Result<Self, crate::codec::DecodeError> {
                reader.vector($length).map(|bytes| Self(bytes.to_vec()))
            }

            fn encode(&self, writer: &mut crate::codec::Writer) {
                writer.vector($length, &self.0);
            }
        }
    )* };
}

use {list_extension, opaque_extension, value_extension};
