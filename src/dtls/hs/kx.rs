//! What both sides make the premaster secret of: ephemeral shares, signed or with a pre-shared key, and the secret that
//! a client encrypts to the server's RSA key.

use alloc::sync::Arc;
use alloc::vec::Vec;

use primitives::dh::{DhError, DhGroup, DhKey};
use primitives::kx::{EphemeralKey, Group, KxError, SharedSecret};
use primitives::random::SecureRandom;
use primitives::signature::premaster_or;
use subtle::Choice;
use zeroize::Zeroizing;

use super::signing::PeerKey;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::facts::{ServerValue, ShareGroup};
use crate::keys::Premaster;
use crate::msg::{
    ClientKeyExchange, ClientShare, DheParams, EcdheParams, NamedGroup, ProtocolVersion,
    ServerShare,
};
use crate::question::RsaPremaster;

/// Where a server's share comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShareKind {
    /// This group, on an elliptic curve.
    Curve(NamedGroup),
    /// A group of integers, which the driver chooses.
    Integers,
}

/// A private value.
pub(crate) enum Ephemeral {
    Curve(NamedGroup, EphemeralKey),
    Integers(DhKey),
}

impl Ephemeral {
    /// A fresh key in a group that [`is_supported`].
    pub(crate) fn on_curve(group: NamedGroup, random: &dyn SecureRandom) -> Result<Self, Error> {
        let primitive = primitive(group).ok_or(Error::new(Reason::Bug))?;
        let key = EphemeralKey::generate(primitive, random).map_err(failure)?;
        Ok(Self::Curve(group, key))
    }

    /// A fresh key in a group of integers.
    pub(crate) fn in_integers(
        group: Arc<DhGroup>,
        random: &dyn SecureRandom,
    ) -> Result<Self, Error> {
        DhKey::generate(group, random)
            .map(Self::Integers)
            .map_err(dh_failure)
    }

    /// The group, if it has a number.
    pub(crate) fn group(&self) -> Option<NamedGroup> {
        match self {
            Self::Curve(group, _) => Some(*group),
            Self::Integers(_) => None,
        }
    }

    /// The public value as a server sends it. That of a group of integers is as long as the prime, which some peers
    /// insist on.
    pub(crate) fn server_share(&self) -> ServerShare {
        match self {
            Self::Curve(group, key) => ServerShare::Ecdhe(EcdheParams {
                group: *group,
                public: key.public_key().to_vec(),
            }),
            Self::Integers(key) => ServerShare::Dhe(DheParams {
                prime: key.group().prime().to_vec(),
                generator: key.group().generator().to_vec(),
                public: key.public_key().to_vec(),
            }),
        }
    }

    /// The public value as a client sends it.
    fn client_share(&self) -> ClientShare {
        match self {
            Self::Curve(_, key) => ClientShare::Ecdhe(key.public_key().to_vec()),
            Self::Integers(key) => ClientShare::Dhe(key.public_key().to_vec()),
        }
    }

    /// The agreement with the holder of `peer`, a value in the same group.
    pub(crate) fn agree(self, peer: &[u8]) -> Result<Shared, Error> {
        match self {
            Self::Curve(_, key) => key.agree(peer).map(Shared::Curve).map_err(failure),
            Self::Integers(key) => key.agree(peer).map(Shared::Integers).map_err(dh_failure),
        }
    }
}

/// A server's share in a group that the client takes.
pub(crate) struct AcceptedShare(ServerValue);

impl AcceptedShare {
    /// Refuses a curve that was not offered, and a prime that is too short.
    pub(crate) fn check(
        core: &mut Core,
        share: ServerShare,
        offered: &[NamedGroup],
    ) -> Result<Self, Error> {
        let (group, public) = match share {
            ServerShare::Ecdhe(EcdheParams { group, public }) => {
                if !offered.contains(&group) {
                    return Err(Reason::WrongGroup.into());
                }
                core.facts.group = Some(group);
                (ShareGroup::Curve(group), public)
            }
            ServerShare::Dhe(params) => {
                let group = DhGroup::new(&params.prime, &params.generator, None);
                let group = group.map_err(dh_failure)?;
                if group.bits() < core.config.min_dh_bits {
                    return Err(Reason::DhKeyTooSmall.into());
                }
                (ShareGroup::Integers(group), params.public)
            }
        };
        Ok(Self(ServerValue { group, public }))
    }

    /// The client's half of the agreement, and what it sends.
    pub(crate) fn answer(self, core: &mut Core) -> Result<(Shared, ClientShare), Error> {
        let own = match &self.0.group {
            ShareGroup::Curve(group) => Ephemeral::on_curve(*group, &*core.random)?,
            ShareGroup::Integers(group) => Ephemeral::in_integers(group.clone(), &*core.random)?,
        };
        let share = own.client_share();
        let shared = own.agree(&self.0.public)?;
        core.facts.server_share = Some(Arc::new(self.0));
        Ok((shared, share))
    }
}

/// What the shares agree on.
pub(crate) enum Shared {
    Curve(SharedSecret),
    Integers(Zeroizing<Vec<u8>>),
}

impl Shared {
    /// The premaster secret (RFC 8422, 5.10; RFC 5246, 8.1.2).
    pub(crate) fn premaster(&self) -> Premaster {
        match self {
            Self::Curve(secret) => Premaster::ecdhe(secret.as_ref()),
            Self::Integers(secret) => Premaster::dhe(secret),
        }
    }

    /// The premaster secret together with a pre-shared key (RFC 5489, 2; RFC 4279, 3).
    pub(crate) fn premaster_with(&self, psk: &[u8]) -> Result<Premaster, Error> {
        let premaster = match self {
            Self::Curve(secret) => Premaster::ecdhe_psk(secret.as_ref(), psk),
            Self::Integers(secret) => Premaster::dhe_psk(secret, psk),
        };
        premaster.ok_or(Error::new(Reason::CryptoFailed))
    }
}

/// A premaster secret with `offered`, the version of the ClientHello, in it, and the same encrypted to the server's key
/// (RFC 5246, 7.4.7.1).
pub(crate) fn encrypt_premaster(
    core: &Core,
    key: &PeerKey,
    offered: ProtocolVersion,
) -> Result<(Premaster, ClientKeyExchange), Error> {
    let premaster = Premaster::rsa(offered, core.random()?);
    let encrypted = key.encrypt(premaster.as_bytes(), &*core.random)?;
    Ok((premaster, ClientKeyExchange::Rsa { encrypted }))
}

/// What a server takes as the premaster secret. The version in it must be the one that the client offered; `rollback`
/// also allows the negotiated one. Whatever was wrong, a random secret takes the place, and nothing but the Finished
/// that does not decrypt tells (RFC 5246, 7.4.7.1): the choice is made without branches.
pub(crate) fn decrypted_premaster(
    decrypted: Option<RsaPremaster>,
    stand_in: &[u8; Premaster::RSA_LEN],
    offered: ProtocolVersion,
    rollback: Option<ProtocolVersion>,
) -> Premaster {
    let there = Choice::from(u8::from(decrypted.is_some()));
    let zeros = RsaPremaster::new(Zeroizing::new([0; Premaster::RSA_LEN]));
    let decrypted = decrypted.unwrap_or(zeros);
    let versions = [offered.0, rollback.unwrap_or(offered).0];
    let chosen = premaster_or(decrypted.as_bytes(), there, stand_in, &versions);
    Premaster::decrypted(&chosen)
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

fn dh_failure(error: DhError) -> Error {
    let reason = match error {
        DhError::Random => Reason::RandomFailed,
        DhError::InvalidGroup | DhError::InvalidPeer => Reason::BadDhValue,
        DhError::InvalidPrivate => Reason::CryptoFailed,
    };
    reason.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const V10: ProtocolVersion = ProtocolVersion::DTLS1_0;
    const V12: ProtocolVersion = ProtocolVersion::DTLS1_2;

    #[test]
    fn only_a_secret_with_the_offered_version_counts() {
        let stand_in = [7; Premaster::RSA_LEN];
        let secret = |version: ProtocolVersion| {
            let premaster = Premaster::rsa(version, [1; Premaster::RSA_LEN - 2]);
            let bytes = premaster.as_bytes().try_into().unwrap();
            RsaPremaster::new(Zeroizing::new(bytes))
        };
        let taken = |decrypted, rollback| {
            let premaster = decrypted_premaster(decrypted, &stand_in, V12, rollback);
            premaster.as_bytes() != stand_in
        };
        assert!(taken(Some(secret(V12)), None));
        assert!(!taken(Some(secret(V10)), None));
        assert!(taken(Some(secret(V10)), Some(V10)));
        assert!(taken(Some(secret(V12)), Some(V10)));
        assert!(!taken(None, None));
        let zeros = decrypted_premaster(None, &stand_in, ProtocolVersion(0), None);
        assert_eq!(zeros.as_bytes(), stand_in);
    }
}
