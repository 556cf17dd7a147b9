//! Protection profiles of SRTP (RFC 5764, 4.1.2; RFC 7714).

use std::ffi::c_ulong;

use crate::sys::types::SRTP_PROTECTION_PROFILE;

static NAMES: [&str; 4] = [
    "SRTP_AES128_CM_SHA1_80",
    "SRTP_AES128_CM_SHA1_32",
    "SRTP_AEAD_AES_128_GCM",
    "SRTP_AEAD_AES_256_GCM",
];

static PROFILES: [SRTP_PROTECTION_PROFILE; 4] = [
    SRTP_PROTECTION_PROFILE::new(c"SRTP_AES128_CM_SHA1_80", 1),
    SRTP_PROTECTION_PROFILE::new(c"SRTP_AES128_CM_SHA1_32", 2),
    SRTP_PROTECTION_PROFILE::new(c"SRTP_AEAD_AES_128_GCM", 7),
    SRTP_PROTECTION_PROFILE::new(c"SRTP_AEAD_AES_256_GCM", 8),
];

/// The profile with this number.
pub fn find(id: u16) -> Option<&'static SRTP_PROTECTION_PROFILE> {
    PROFILES.iter().find(|p| p.id == c_ulong::from(id))
}

/// Why a list of profiles is no good.
#[derive(Debug, PartialEq, Eq)]
pub enum ListError {
    Unknown,
    Twice,
}

/// Reads names separated by colons.
pub fn parse(list: &str) -> Result<Vec<&'static SRTP_PROTECTION_PROFILE>, ListError> {
    let mut chosen: Vec<&'static SRTP_PROTECTION_PROFILE> = Vec::new();
    for name in list.split(':') {
        let index = NAMES
            .iter()
            .position(|n| *n == name)
            .ok_or(ListError::Unknown)?;
        let profile = &PROFILES[index];
        if chosen.iter().any(|p| p.id == profile.id) {
            return Err(ListError::Twice);
        }
        chosen.push(profile);
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let ids = |text| parse(text).map(|list| list.iter().map(|p| p.id).collect::<Vec<_>>());
        assert_eq!(
            ids("SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80"),
            Ok(vec![8, 1])
        );
        assert_eq!(ids("SRTP_NULL"), Err(ListError::Unknown));
        assert_eq!(
            ids("SRTP_AES128_CM_SHA1_80:SRTP_AES128_CM_SHA1_80"),
            Err(ListError::Twice)
        );
        assert_eq!(ids(""), Err(ListError::Unknown));
    }
}
