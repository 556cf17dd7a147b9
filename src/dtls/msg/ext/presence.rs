//! Extensions that say everything by being there.

use crate::codec::{Codec, DecodeError, Reader, Writer};
use crate::msg::{ExtensionBody, ExtensionType};

macro_rules! presence_extension {
    ($($(#[$doc:meta])* $name:ident = $kind:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl ExtensionBody for $name {
            const TYPE: ExtensionType = ExtensionType::$kind;
        }

        impl Codec for $name {
            fn read(_: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Ok(Self)
            }

            fn encode(&self, _: &mut Writer) {}
        }
    )* };
}

presence_extension! {
    /// RFC 7627.
    ExtendedMasterSecret = EXTENDED_MASTER_SECRET;
    /// RFC 7366.
    EncryptThenMac = ENCRYPT_THEN_MAC;
    /// A server's answer to a server name that it has used (RFC 6066 section 3).
    ServerNameAccepted = SERVER_NAME;
    /// A server's promise of a CertificateStatus (RFC 6066 section 8).
    StatusRequestAccepted = STATUS_REQUEST;
    /// RFC 8446 section 4.2.6.
    PostHandshakeAuth = POST_HANDSHAKE_AUTH;
    /// In hellos and EncryptedExtensions (RFC 8446 section 4.2.10).
    EarlyData = EARLY_DATA;
    /// RFC 9853.
    ReturnRoutabilityCheck = RETURN_ROUTABILITY_CHECK;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        assert!(check(&ExtendedMasterSecret).is_empty());
        assert!(check(&EncryptThenMac).is_empty());
        assert!(check(&ServerNameAccepted).is_empty());
        assert!(check(&StatusRequestAccepted).is_empty());
        assert!(check(&PostHandshakeAuth).is_empty());
        assert!(check(&EarlyData).is_empty());
        assert!(check(&ReturnRoutabilityCheck).is_empty());
    }
}
