//! Ephemeral key exchange over the groups of RFC 8422.

use core::fmt;

use aws_lc_rs::agreement as provider;
use zeroize::Zeroizing;

use crate::random::SecureRandom;

/// The longest public value of any [`Group`], in bytes.
pub const MAX_PUBLIC_LEN: usize = 133;

/// The longest shared secret of any [`Group`], in bytes.
pub const MAX_SECRET_LEN: usize = 66;

/// A group for Diffie-Hellman over an elliptic curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// X25519 (RFC 7748).
    X25519,
    /// secp256r1, P-256.
    P256,
    /// secp384r1, P-384.
    P384,
    /// secp521r1, P-521.
    P521,
}

impl Group {
    /// Length of a public value in bytes: 32, or an uncompressed point.
    pub const fn public_len(self) -> usize {
        match self {
            Self::X25519 => 32,
            Self::P256 => 65,
            Self::P384 => 97,
            Self::P521 => 133,
        }
    }

    /// Length of a private value, and of the shared secret, in bytes.
    pub const fn secret_len(self) -> usize {
        match self {
            Self::X25519 | Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    fn algorithm(self) -> &'static provider::Algorithm {
        match self {
            Self::X25519 => &provider::X25519,
            Self::P256 => &provider::ECDH_P256,
            Self::P384 => &provider::ECDH_P384,
            Self::P521 => &provider::ECDH_P521,
        }
    }
}

/// A private value, used for one agreement.
pub struct EphemeralKey {
    group: Group,
    private: provider::PrivateKey,
    public: [u8; MAX_PUBLIC_LEN],
}

impl EphemeralKey {
    /// A fresh key. With a source that is not the system's the private value comes from `random`
    /// alone, so a test can fix it.
    pub fn generate(group: Group, random: &dyn SecureRandom) -> Result<Self, KxError> {
        if random.is_system() {
            let private = provider::PrivateKey::generate(group.algorithm());
            return Self::with_public(group, private.map_err(|_| KxError::Random)?);
        }
        // A candidate of a NIST curve is out of range with a chance below 2^-32 (P-521, masked to
        // its 521 bits: 2^-261), so a source that fails this often is broken.
        for _ in 0..8 {
            let mut candidate = Zeroizing::new([0; MAX_SECRET_LEN]);
            let candidate = &mut candidate[..group.secret_len()];
            random.fill(candidate).map_err(|_| KxError::Random)?;
            if group == Group::P521 {
                candidate[0] &= 1;
            }
            if let Ok(key) = Self::from_private(group, candidate) {
                return Ok(key);
            }
        }
        Err(KxError::Random)
    }

    /// The key whose private value is `private` (big-endian scalar, or 32 bytes for X25519).
    pub fn from_private(group: Group, private: &[u8]) -> Result<Self, KxError> {
        let private = provider::PrivateKey::from_private_key(group.algorithm(), private)
            .map_err(|_| KxError::InvalidPrivate)?;
        Self::with_public(group, private)
    }

    fn with_public(group: Group, private: provider::PrivateKey) -> Result<Self, KxError> {
        let computed = private
            .compute_public_key()
            .map_err(|_| KxError::InvalidPrivate)?;
        let mut public = [0; MAX_PUBLIC_LEN];
        public
            .get_mut(..group.public_len())
            .filter(|public| public.len() == computed.as_ref().len())
            .ok_or(KxError::InvalidPrivate)?
            .copy_from_slice(computed.as_ref());
        Ok(Self {
            group,
            private,
            public,
        })
    }

    /// The group.
    pub fn group(&self) -> Group {
        self.group
    }

    /// The public value to send: [`Group::public_len`] bytes, an uncompressed point for a NIST
    /// curve (RFC 8422 5.4.1).
    pub fn public_key(&self) -> &[u8] {
        &self.public[..self.group.public_len()]
    }

    /// The secret shared with the holder of `peer`. Refuses what is no point of the curve, the
    /// point at infinity, compressed points, and an all-zero X25519 result (RFC 8422 5.11).
    pub fn agree(self, peer: &[u8]) -> Result<SharedSecret, KxError> {
        let group = self.group;
        let uncompressed = group == Group::X25519 || peer.first() == Some(&4);
        if peer.len() != group.public_len() || !uncompressed {
            return Err(KxError::InvalidPeer);
        }
        let peer = provider::UnparsedPublicKey::new(group.algorithm(), peer);
        provider::agree(&self.private, peer, KxError::InvalidPeer, |bytes| {
            let mut secret = SharedSecret {
                bytes: Zeroizing::new([0; MAX_SECRET_LEN]),
                len: bytes.len(),
            };
            secret
                .bytes
                .get_mut(..bytes.len())
                .ok_or(KxError::InvalidPeer)?
                .copy_from_slice(bytes);
            if secret.as_ref().iter().fold(0, |or, byte| or | byte) == 0 {
                return Err(KxError::InvalidPeer);
            }
            Ok(secret)
        })
    }
}

impl fmt::Debug for EphemeralKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EphemeralKey").field(&self.group).finish()
    }
}

/// What both sides know after the exchange; wiped when dropped.
pub struct SharedSecret {
    bytes: Zeroizing<[u8; MAX_SECRET_LEN]>,
    len: usize,
}

impl AsRef<[u8]> for SharedSecret {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret")
    }
}

/// Why a key exchange failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KxError {
    /// The random source failed.
    Random,
    /// A given private value is out of range.
    InvalidPrivate,
    /// The peer's public value is not acceptable.
    InvalidPeer,
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::random::SystemRandom;

    const GROUPS: [Group; 4] = [Group::X25519, Group::P256, Group::P384, Group::P521];

    #[test]
    fn both_sides_get_the_same_secret() {
        for group in GROUPS {
            let a = EphemeralKey::generate(group, &SystemRandom::new()).unwrap();
            let b = EphemeralKey::generate(group, &SystemRandom::new()).unwrap();
            let (to_a, to_b) = (b.public_key().to_vec(), a.public_key().to_vec());
            assert_eq!(to_a.len(), group.public_len());
            let (at_a, at_b) = (a.agree(&to_a).unwrap(), b.agree(&to_b).unwrap());
            assert_eq!(at_a.as_ref(), at_b.as_ref());
            assert_eq!(at_a.as_ref().len(), group.secret_len());
        }
    }

    /// RFC 8448 section 3 (X25519) and section 5 (P-256).
    #[test]
    fn known_answers() {
        for (group, private, public, peer, secret) in [
            (
                Group::X25519,
                "49af42ba7f7994852d713ef2784bcbcaa7911de26adc5642cb634540e7ea5005",
                "99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c",
                "c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f",
                "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
            ),
            (
                Group::P256,
                "ab5473467e19346ceb0a0414e41da21d4d2445bc3025afe97c4e8dc8d513da39",
                "04a6da7392ec591e17abfd535964b99894d13befb221b3def2ebe3830eac8f0151\
                 812677c4d6d2237e85cf01d6910cfb83954e76ba7352830534159897e8065780",
                "04583e054b7a66672ae020ad9d2686fcc85b5ad41a134a0f03ee72b893052bd85b\
                 4c8de6776f5b04ac07d83540eab3e3d9c547bc6528c4317d294686093a6cad7d",
                "c142ce13ca11b5c2233652e63ad3d97844f1621fbfb9de69d547dc8fedeabeb4",
            ),
        ] {
            let key = EphemeralKey::from_private(group, &hex(private)).unwrap();
            assert_eq!(key.public_key(), hex(public));
            assert_eq!(key.agree(&hex(peer)).unwrap().as_ref(), hex(secret));
        }
    }

    #[test]
    fn a_fixed_source_gives_a_fixed_key() {
        struct Fixed;
        impl SecureRandom for Fixed {
            fn fill(&self, out: &mut [u8]) -> Result<(), crate::random::RandomError> {
                out.fill(0x42);
                Ok(())
            }
        }
        for group in GROUPS {
            let a = EphemeralKey::generate(group, &Fixed).unwrap();
            let b = EphemeralKey::generate(group, &Fixed).unwrap();
            assert_eq!(a.public_key(), b.public_key());
        }
    }

    #[test]
    fn bad_peers_are_refused() {
        let agree = |group, peer: &[u8]| {
            EphemeralKey::generate(group, &SystemRandom::new())
                .unwrap()
                .agree(peer)
                .map(|_| ())
        };
        for group in GROUPS {
            let valid = EphemeralKey::generate(group, &SystemRandom::new()).unwrap();
            let mut bytes = valid.public_key().to_vec();
            assert_eq!(
                agree(group, &bytes[..bytes.len() - 1]),
                Err(KxError::InvalidPeer)
            );
            if group != Group::X25519 {
                let last = bytes.len() - 1;
                bytes[last] ^= 1;
                assert_eq!(agree(group, &bytes), Err(KxError::InvalidPeer));
                assert_eq!(agree(group, &[0]), Err(KxError::InvalidPeer));
            }
        }
        assert_eq!(agree(Group::X25519, &[0; 32]), Err(KxError::InvalidPeer));
        let broken = EphemeralKey::from_private(Group::P256, &[0; 32]);
        assert_eq!(broken.err(), Some(KxError::InvalidPrivate));
    }

    fn hex(text: &str) -> Vec<u8> {
        let digit = |byte: u8| char::from(byte).to_digit(16).unwrap() as u8;
        text.as_bytes()
            .chunks(2)
            .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
            .collect()
    }
}
