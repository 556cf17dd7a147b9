//! Keys for SRTP (RFC 5764 section 4.1.1).

use alloc::vec::Vec;

use super::{encode_list, read_list};
use crate::codec::{Codec, DecodeError, Reader, VectorLength, Writer};
use crate::msg::wire::SrtpProfile;
use crate::msg::{ExtensionBody, ExtensionType};

/// A client's list of profiles in order of preference, or a server's choice, which is a list of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseSrtp {
    /// At least one.
    pub profiles: Vec<SrtpProfile>,
    /// The master key identifier; empty: none.
    pub mki: Vec<u8>,
}

/// `SRTPProtectionProfile SRTPProtectionProfiles<2..2^16-1>`
const PROFILES: VectorLength = VectorLength::u16(2, (1 << 16) - 1);
/// `srtp_mki<0..255>`
const MKI: VectorLength = VectorLength::u8(0, 255);

impl ExtensionBody for UseSrtp {
    const TYPE: ExtensionType = ExtensionType::USE_SRTP;
}

impl Codec for UseSrtp {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            profiles: read_list(reader, PROFILES)?,
            mki: reader.vector(MKI)?.to_vec(),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        encode_list(writer, PROFILES, &self.profiles);
        writer.vector(MKI, &self.mki);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        let profiles = vec![
            SrtpProfile::AEAD_AES_128_GCM,
            SrtpProfile::AES128_CM_HMAC_SHA1_80,
        ];
        let extension = UseSrtp {
            profiles,
            mki: vec![5],
        };
        assert_eq!(check(&extension), [0, 4, 0, 7, 0, 1, 1, 5]);
    }

    #[test]
    fn the_list_of_profiles_is_not_empty_and_even() {
        assert_eq!(UseSrtp::from_bytes(&[0, 0, 0]), Err(DecodeError::Length));
        assert_eq!(
            UseSrtp::from_bytes(&[0, 3, 0, 1, 0, 0]),
            Err(DecodeError::Length)
        );
    }
}
