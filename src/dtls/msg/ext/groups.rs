//! What the sender can compute: groups, point formats, signature algorithms.

use super::list_extension;
use crate::codec::VectorLength;
use crate::msg::wire::{EcPointFormat, NamedGroup, SignatureScheme};

/// `<2..2^16-1>` of two-byte elements (RFC 8446 section 4.2.7).
const GROUPS: VectorLength = VectorLength::u16(2, (1 << 16) - 1);
/// `<2..2^16-2>` of two-byte elements (RFC 8446 section 4.2.3).
const SCHEMES: VectorLength = VectorLength::u16(2, (1 << 16) - 2);
/// `<1..2^8-1>`
const FORMATS: VectorLength = VectorLength::u8(1, (1 << 8) - 1);

list_extension! {
    /// Groups in order of preference (RFC 8422 section 5.1.1).
    SupportedGroups(NamedGroup) = SUPPORTED_GROUPS, GROUPS;
    /// Forms of points that the sender parses (RFC 8422 section 5.1.2). A list without the
    /// uncompressed form is for the handshake to refuse.
    EcPointFormats(EcPointFormat) = EC_POINT_FORMATS, FORMATS;
    /// Signatures in order of preference (RFC 5246 section 7.4.1.4.1).
    SignatureAlgorithms(SignatureScheme) = SIGNATURE_ALGORITHMS, SCHEMES;
    /// The same for signatures in certificates (RFC 8446 section 4.2.3).
    SignatureAlgorithmsCert(SignatureScheme) = SIGNATURE_ALGORITHMS_CERT, SCHEMES;
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;
    use crate::codec::{Codec, DecodeError};

    #[test]
    fn codec() {
        let groups = SupportedGroups(vec![NamedGroup::X25519, NamedGroup(0x0a0a)]);
        assert_eq!(check(&groups), [0, 4, 0, 29, 10, 10]);
        let formats = EcPointFormats(vec![EcPointFormat::UNCOMPRESSED]);
        assert_eq!(check(&formats), [1, 0]);
        let schemes = SignatureAlgorithms(vec![
            SignatureScheme::ED25519,
            SignatureScheme::ECDSA_SECP256R1_SHA256,
        ]);
        assert_eq!(check(&schemes), [0, 4, 8, 7, 4, 3]);
        check(&SignatureAlgorithmsCert(vec![
            SignatureScheme::RSA_PKCS1_SHA256,
        ]));
    }

    #[test]
    fn empty_and_odd_lists_are_refused() {
        for bytes in [&[0, 0][..], &[0, 3, 0, 29, 0]] {
            assert_eq!(SupportedGroups::from_bytes(bytes), Err(DecodeError::Length));
            assert_eq!(
                SignatureAlgorithms::from_bytes(bytes),
                Err(DecodeError::Length)
            );
        }
        assert_eq!(EcPointFormats::from_bytes(&[0]), Err(DecodeError::Length));
    }
}
