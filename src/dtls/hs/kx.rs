//! Key exchange over named groups.

use primitives::kx::{EphemeralKey, Group, KxError};
use primitives::random::SecureRandom;

use crate::error::{Error, Reason};
use crate::keys::Premaster;
use crate::msg::NamedGroup;

/// A private value.
pub(crate) struct Ephemeral {
    key: EphemeralKey,
}

impl Ephemeral {
    /// A fresh key in a group that [`is_supported`].
    pub(crate) fn generate(group: NamedGroup, random: &dyn SecureRandom) -> Result<Self, Error> {
        let primitive = primitive(group).ok_or(Error::new(Reason::Bug))?;
        let key = EphemeralKey::generate(primitive, random).map_err(failure)?;
        Ok(Self { key })
    }

    /// The public value as it stands in key-exchange messages.
    pub(crate) fn public_value(&self) -> &[u8] {
        self.key.public_key()
    }

    /// The premaster secret (RFC 8422, 5.10).
    pub(crate) fn agree(self, peer: &[u8]) -> Result<Premaster, Error> {
        let shared = self.key.agree(peer).map_err(failure)?;
        Ok(Premaster::ecdhe(shared.as_ref()))
    }

    /// The premaster secret together with a pre-shared key (RFC 5489, 2).
    pub(crate) fn agree_with_psk(self, peer: &[u8], psk: &[u8]) -> Result<Premaster, Error> {
        let shared = self.key.agree(peer).map_err(failure)?;
        Premaster::ecdhe_psk(shared.as_ref(), psk).ok_or(Error::new(Reason::CryptoFailed))
    }
}

/// Whether the engine can use a group for ECDHE.
pub(crate) fn is_supported(group: NamedGroup) -> bool {
    primitive(group).is_some()
}

fn primitive(group: NamedGroup) -> Option<Group> {
    match group {
        NamedGroup::X25519 => Some(Group::X25519),
        NamedGroup::SECP256R1 => Some(Group::P256),
        NamedGroup::SECP384R1 => Some(Group::P384),
        NamedGroup::SECP521R1 => Some(Group::P521),
        _ => None,
    }
}

fn failure(error: KxError) -> Error {
    let reason = match error {
        KxError::Random => Reason::RandomFailed,
        KxError::InvalidPeer => Reason::BadPublicValue,
        KxError::InvalidPrivate => Reason::CryptoFailed,
    };
    reason.into()
}
