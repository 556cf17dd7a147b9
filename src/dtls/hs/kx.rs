//! What both sides make the premaster secret of: ephemeral shares, signed or with a pre-shared key, and the secret that
//! a client encrypts to the server's RSA key.

use primitives::kx::{EphemeralKey, Group, KxError, SharedSecret};
use primitives::random::SecureRandom;
use primitives::signature::premaster_or;
use subtle::Choice;
use zeroize::Zeroizing;

use super::signing::PeerKey;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::keys::Premaster;
use crate::msg::{
    ClientKeyExchange, ClientShare, EcdheParams, NamedGroup, ProtocolVersion, ServerShare,
};
use crate::question::RsaPremaster;

/// A private value.
pub(crate) struct Ephemeral {
    group: NamedGroup,
    key: EphemeralKey,
}

impl Ephemeral {
    /// A fresh key in a group that [`is_supported`].
    pub(crate) fn generate(group: NamedGroup, random: &dyn SecureRandom) -> Result<Self, Error> {
        let primitive = primitive(group).ok_or(Error::new(Reason::Bug))?;
        let key = EphemeralKey::generate(primitive, random).map_err(failure)?;
        Ok(Self { group, key })
    }

    /// The public value as a server sends it.
    pub(crate) fn server_share(&self) -> ServerShare {
        ServerShare::Ecdhe(EcdheParams {
            group: self.group,
            public: self.key.public_key().to_vec(),
        })
    }

    /// A server's half of the agreement.
    pub(crate) fn agree(self, peer: &ClientShare) -> Result<Shared, Error> {
        match peer {
            ClientShare::Ecdhe(public) => self.key.agree(public).map(Shared).map_err(failure),
            ClientShare::Dhe(_) => Err(Reason::Bug.into()),
        }
    }
}

/// A server's share in a group that the client takes.
pub(crate) struct AcceptedShare(ServerShare);

impl AcceptedShare {
    /// Refuses what was not offered.
    pub(crate) fn check(
        core: &mut Core,
        share: ServerShare,
        offered: &[NamedGroup],
    ) -> Result<Self, Error> {
        match &share {
            ServerShare::Ecdhe(params) => {
                if !offered.contains(&params.group) {
                    return Err(Reason::WrongGroup.into());
                }
                core.facts.group = Some(params.group);
            }
            ServerShare::Dhe(_) => return Err(Reason::Bug.into()),
        }
        Ok(Self(share))
    }

    /// A client's half of the agreement, and what it sends.
    pub(crate) fn answer(self, random: &dyn SecureRandom) -> Result<(Shared, ClientShare), Error> {
        match self.0 {
            ServerShare::Ecdhe(params) => {
                let own = Ephemeral::generate(params.group, random)?;
                let public = ClientShare::Ecdhe(own.key.public_key().to_vec());
                let shared = own.key.agree(&params.public).map_err(failure)?;
                Ok((Shared(shared), public))
            }
            ServerShare::Dhe(_) => Err(Reason::Bug.into()),
        }
    }
}

/// What the shares agree on.
pub(crate) struct Shared(SharedSecret);

impl Shared {
    /// The premaster secret (RFC 8422, 5.10).
    pub(crate) fn premaster(&self) -> Premaster {
        Premaster::ecdhe(self.0.as_ref())
    }

    /// The premaster secret together with a pre-shared key (RFC 5489, 2).
    pub(crate) fn premaster_with(&self, psk: &[u8]) -> Result<Premaster, Error> {
        Premaster::ecdhe_psk(self.0.as_ref(), psk).ok_or(Error::new(Reason::CryptoFailed))
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
