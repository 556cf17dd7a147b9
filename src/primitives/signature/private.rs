//! Private keys.

use alloc::vec::Vec;
use core::fmt;

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::signature::{self as provider, KeyPair};
use zeroize::Zeroizing;

use super::encoding::{read_pkcs8, read_sec1, write_pkcs8, write_sec1};
use super::pss::PssLimits;
use super::public::as_curve_digest;
use super::rsa::RsaKey;
use super::{
    Curve, KeyError, KeyKind, PublicKey, RsaPrivateParts, RsaPublicParts, Scheme, SignatureError,
};
use crate::der::{Encoded, Reader, element, tag};
use crate::digest::hash;
use crate::kx;

/// A private key with its public half, parsed and ready to sign. Its bytes are wiped when dropped.
pub struct PrivateKey {
    kind: KeyKind,
    inner: Inner,
    public: PublicKey,
}

enum Inner {
    Rsa(RsaKey),
    Ec {
        curve: Curve,
        scalar: Zeroizing<Vec<u8>>,
        pair: provider::EcdsaKeyPair,
    },
    Ed25519 {
        seed: Zeroizing<[u8; 32]>,
        pair: provider::Ed25519KeyPair,
    },
}

impl PrivateKey {
    /// Reads PKCS#8, PKCS#1 or SEC 1, whichever it is.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_pkcs8(der)
            .or_else(|_| Self::from_sec1(der))
            .or_else(|_| Self::from_pkcs1(der))
    }

    /// Reads an unencrypted PKCS#8 PrivateKeyInfo (RFC 5958).
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let (kind, limits, key) = read_pkcs8(der)?;
        match kind {
            KeyKind::Rsa | KeyKind::RsaPss => {
                Self::rsa(kind, limits, RsaPrivateParts::from_der(key)?)
            }
            KeyKind::Ec(curve) => {
                let (named, scalar, point) = read_sec1(key)?;
                if named.is_some_and(|named| named != curve) {
                    return Err(KeyError);
                }
                Self::from_scalar(curve, scalar, point)
            }
            KeyKind::Ed25519 => {
                let mut inner = Reader::new(key);
                let seed = inner.expect(tag::OCTET_STRING)?;
                inner.finish()?;
                Self::from_ed25519_seed(seed)
            }
        }
    }

    /// Reads an RSAPrivateKey (RFC 8017 A.1.2), the content of `RSA PRIVATE KEY` in PEM.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_rsa(RsaPrivateParts::from_der(der)?)
    }

    /// Reads an ECPrivateKey that names its curve (RFC 5915), the content of `EC PRIVATE KEY`.
    pub fn from_sec1(der: &[u8]) -> Result<Self, KeyError> {
        let (curve, scalar, point) = read_sec1(der)?;
        Self::from_scalar(curve.ok_or(KeyError)?, scalar, point)
    }

    /// An RSA key from its numbers.
    pub fn from_rsa(parts: RsaPrivateParts) -> Result<Self, KeyError> {
        Self::rsa(KeyKind::Rsa, None, parts)
    }

    /// A key on `curve` from its private value, big-endian. `point`, if given, must be its public
    /// half.
    pub fn from_scalar(
        curve: Curve,
        scalar: &[u8],
        point: Option<&[u8]>,
    ) -> Result<Self, KeyError> {
        // Some writers cut leading zeros, others add some (RFC 5915 section 3 wants the full
        // length).
        let zeros = scalar.iter().take_while(|byte| **byte == 0).count();
        let significant = &scalar[zeros..];
        let len = curve.field_len();
        let start = len.checked_sub(significant.len()).ok_or(KeyError)?;
        let mut full = Zeroizing::new(alloc::vec![0; len]);
        full[start..].copy_from_slice(significant);
        let computed = kx::EphemeralKey::from_private(group(curve), &full).map_err(|_| KeyError)?;
        let public = PublicKey::from_point(curve, computed.public_key())?;
        let matches = |point: &[u8]| match point.first() {
            Some(4) => point == computed.public_key(),
            // A compressed point: the X coordinate is what identifies it here.
            Some(2 | 3) => point.get(1..) == computed.public_key().get(1..=len),
            _ => false,
        };
        if !point.is_none_or(matches) {
            return Err(KeyError);
        }
        let pair = provider::EcdsaKeyPair::from_private_key_and_public_key(
            signing(curve),
            &full,
            computed.public_key(),
        )
        .map_err(|_| KeyError)?;
        Ok(Self {
            kind: KeyKind::Ec(curve),
            inner: Inner::Ec {
                curve,
                scalar: full,
                pair,
            },
            public,
        })
    }

    /// An Ed25519 key from its 32-byte seed (RFC 8032 5.1.5).
    pub fn from_ed25519_seed(seed: &[u8]) -> Result<Self, KeyError> {
        let pair = provider::Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError)?;
        let public = PublicKey::from_ed25519(pair.public_key().as_ref())?;
        let seed = Zeroizing::new(seed.try_into().map_err(|_| KeyError)?);
        Ok(Self {
            kind: KeyKind::Ed25519,
            inner: Inner::Ed25519 { seed, pair },
            public,
        })
    }

    /// A fresh RSA key of `bits` bits with the public exponent `e` (big-endian; usually 01 00 01).
    pub fn generate_rsa(bits: usize, e: &[u8]) -> Result<Self, KeyError> {
        Self::rsa_key(KeyKind::Rsa, None, RsaKey::generate(bits, e)?)
    }

    /// As [`Self::generate_rsa`], for PSS only, without limits.
    pub fn generate_rsa_pss(bits: usize, e: &[u8]) -> Result<Self, KeyError> {
        Self::rsa_key(KeyKind::RsaPss, None, RsaKey::generate(bits, e)?)
    }

    /// A fresh key on `curve`.
    pub fn generate_ec(curve: Curve) -> Result<Self, KeyError> {
        let pair = provider::EcdsaKeyPair::generate(signing(curve)).map_err(|_| KeyError)?;
        let scalar = pair.private_key().as_be_bytes().map_err(|_| KeyError)?;
        let scalar = Zeroizing::new(scalar.as_ref().to_vec());
        let public = PublicKey::from_point(curve, pair.public_key().as_ref())?;
        Ok(Self {
            kind: KeyKind::Ec(curve),
            inner: Inner::Ec {
                curve,
                scalar,
                pair,
            },
            public,
        })
    }

    /// A fresh Ed25519 key.
    pub fn generate_ed25519() -> Result<Self, KeyError> {
        use crate::random::{SecureRandom, SystemRandom};
        let mut seed = Zeroizing::new([0; 32]);
        SystemRandom::new()
            .fill(seed.as_mut())
            .map_err(|_| KeyError)?;
        Self::from_ed25519_seed(seed.as_ref())
    }

    /// Signs `message`.
    pub fn sign(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        match (&self.inner, scheme.hash()) {
            (Inner::Ed25519 { pair, .. }, None) => Ok(pair.sign(message).as_ref().to_vec()),
            (_, Some(algorithm)) => self.sign_prehashed(scheme, &hash(algorithm, message)),
            _ => Err(SignatureError),
        }
    }

    /// Signs a message whose hash is `digest`. Not for Ed25519.
    pub fn sign_prehashed(&self, scheme: Scheme, digest: &[u8]) -> Result<Vec<u8>, SignatureError> {
        match (&self.inner, scheme) {
            (Inner::Rsa(_), Scheme::RsaPkcs1(_)) if self.kind == KeyKind::RsaPss => {
                Err(SignatureError)
            }
            (Inner::Rsa(key), Scheme::RsaPkcs1(_) | Scheme::RsaPss { .. }) => {
                key.sign(scheme, digest)
            }
            (Inner::Ec { curve, pair, .. }, Scheme::Ecdsa(_)) => pair
                .sign_digest(&as_curve_digest(*curve, digest)?)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| SignatureError),
            _ => Err(SignatureError),
        }
    }

    /// RSA without padding: `input^d mod n`. The caller pads, and must not tell anybody how
    /// unpadding went.
    pub fn rsa_raw(&self, input: &[u8]) -> Result<Vec<u8>, SignatureError> {
        match &self.inner {
            Inner::Rsa(key) => key.raw(input),
            _ => Err(SignatureError),
        }
    }

    /// The secret shared with the holder of the point `peer` (ECDH), for a key on a curve.
    pub fn agree(&self, peer: &[u8]) -> Result<kx::SharedSecret, SignatureError> {
        match &self.inner {
            Inner::Ec { curve, scalar, .. } => {
                kx::EphemeralKey::from_private(group(*curve), scalar)
                    .and_then(|key| key.agree(peer))
                    .map_err(|_| SignatureError)
            }
            _ => Err(SignatureError),
        }
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Size in bits, as [`PublicKey::bits`].
    pub fn bits(&self) -> usize {
        self.public.bits()
    }

    /// The SubjectPublicKeyInfo of the public half.
    pub fn spki_der(&self) -> Vec<u8> {
        self.public.spki_der()
    }

    /// The numbers of an RSA key.
    pub fn rsa_parts(&self) -> Option<&RsaPrivateParts> {
        match &self.inner {
            Inner::Rsa(key) => Some(key.parts()),
            _ => None,
        }
    }

    /// The private value of a key on a curve, or the seed of an Ed25519 key.
    pub fn secret_bytes(&self) -> Option<&[u8]> {
        match &self.inner {
            Inner::Rsa(_) => None,
            Inner::Ec { scalar, .. } => Some(scalar),
            Inner::Ed25519 { seed, .. } => Some(seed.as_ref()),
        }
    }

    /// The PKCS#8 PrivateKeyInfo.
    pub fn to_pkcs8(&self) -> Encoded {
        let key = match &self.inner {
            Inner::Rsa(key) => key.parts().to_der(),
            Inner::Ec { curve, scalar, .. } => {
                write_sec1(*curve, scalar, &self.public.key_bytes(), false)
            }
            Inner::Ed25519 { seed, .. } => element(tag::OCTET_STRING, &[seed.as_ref()]),
        };
        write_pkcs8(self.kind, self.public.limits(), &key)
    }

    /// The key's own older encoding: RSAPrivateKey or ECPrivateKey. `None` for Ed25519, which has
    /// none.
    pub fn to_traditional(&self) -> Option<Encoded> {
        match &self.inner {
            Inner::Rsa(key) => Some(key.parts().to_der()),
            Inner::Ec { curve, scalar, .. } => {
                Some(write_sec1(*curve, scalar, &self.public.key_bytes(), true))
            }
            Inner::Ed25519 { .. } => None,
        }
    }

    fn rsa(
        kind: KeyKind,
        limits: Option<PssLimits>,
        parts: RsaPrivateParts,
    ) -> Result<Self, KeyError> {
        Self::rsa_key(kind, limits, RsaKey::new(parts)?)
    }

    fn rsa_key(kind: KeyKind, limits: Option<PssLimits>, key: RsaKey) -> Result<Self, KeyError> {
        let RsaPublicParts { n, e } = key.parts().public.clone();
        let public = PublicKey::from_spki(&super::encoding::write_spki(
            kind,
            limits.as_ref(),
            &RsaPublicParts { n, e }.to_der(),
        ))?;
        Ok(Self {
            kind,
            inner: Inner::Rsa(key),
            public,
        })
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PrivateKey").field(&self.kind).finish()
    }
}

fn signing(curve: Curve) -> &'static provider::EcdsaSigningAlgorithm {
    match curve {
        Curve::P256 => &provider::ECDSA_P256_SHA256_ASN1_SIGNING,
        Curve::P384 => &provider::ECDSA_P384_SHA384_ASN1_SIGNING,
        Curve::P521 => &provider::ECDSA_P521_SHA512_ASN1_SIGNING,
    }
}

fn group(curve: Curve) -> kx::Group {
    match curve {
        Curve::P256 => kx::Group::P256,
        Curve::P384 => kx::Group::P384,
        Curve::P521 => kx::Group::P521,
    }
}
