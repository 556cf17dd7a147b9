//! Versions (RFC 8446 section 4.2.1).

use super::{list_extension, value_extension};
use crate::codec::VectorLength;
use crate::msg::wire::ProtocolVersion;

list_extension! {
    /// A client's versions in order of preference.
    OfferedVersions(ProtocolVersion) = SUPPORTED_VERSIONS, VectorLength::u8(2, 254);
}

value_extension! {
    /// A server's choice.
    SelectedVersion(ProtocolVersion) = SUPPORTED_VERSIONS;
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;
    use crate::codec::{Codec, DecodeError};

    #[test]
    fn codec() {
        let offered = OfferedVersions(vec![ProtocolVersion::DTLS1_3, ProtocolVersion::DTLS1_2]);
        assert_eq!(check(&offered), [4, 0xfe, 0xfc, 0xfe, 0xfd]);
        assert_eq!(
            check(&SelectedVersion(ProtocolVersion::DTLS1_3)),
            [0xfe, 0xfc]
        );
        assert_eq!(OfferedVersions::from_bytes(&[0]), Err(DecodeError::Length));
        assert_eq!(
            OfferedVersions::from_bytes(&[3, 0xfe, 0xfc, 0xfe]),
            Err(DecodeError::Length)
        );
    }
}
