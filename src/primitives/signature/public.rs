//! Public keys.

use alloc::vec::Vec;
use core::fmt;

use aws_lc_rs::{digest as fast_digest, signature as provider};

use super::encoding::{read_spki, write_spki};
use super::pss::PssLimits;
use super::{Curve, KeyError, KeyKind, RsaPublicParts, Scheme, SignatureError};
use crate::der::Encoded;
use crate::digest::{MAX_OUTPUT_LEN, hash};
use crate::random::SecureRandom;

/// A public key, parsed and ready to verify.
#[derive(Clone)]
pub struct PublicKey {
    kind: KeyKind,
    limits: Option<PssLimits>,
    inner: Inner,
}

#[derive(Clone)]
enum Inner {
    Rsa(RsaPublicParts),
    Ec {
        curve: Curve,
        point: Vec<u8>,
        parsed: provider::ParsedPublicKey,
    },
    Ed25519 {
        bytes: [u8; 32],
        parsed: provider::ParsedPublicKey,
    },
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 4.1.2.7). RSA moduli from 512 to 16384 bits; points
    /// must be on their curve.
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let (kind, limits, key) = read_spki(der)?;
        match kind {
            KeyKind::Rsa | KeyKind::RsaPss => Ok(Self {
                kind,
                limits,
                inner: Inner::Rsa(RsaPublicParts::from_der(key)?),
            }),
            KeyKind::Ec(curve) => Self::from_point(curve, key),
            KeyKind::Ed25519 => Self::from_ed25519(key),
        }
    }

    /// An RSA key from its numbers.
    pub fn from_rsa(parts: RsaPublicParts) -> Result<Self, KeyError> {
        Ok(Self {
            kind: KeyKind::Rsa,
            limits: None,
            inner: Inner::Rsa(parts.checked()?),
        })
    }

    /// A key on `curve` from its point (SEC 1 2.3.3), uncompressed.
    pub fn from_point(curve: Curve, point: &[u8]) -> Result<Self, KeyError> {
        if point.len() != curve.point_len() || point[0] != 4 {
            return Err(KeyError);
        }
        let parsed =
            provider::ParsedPublicKey::new(verification(curve), point).map_err(|_| KeyError)?;
        Ok(Self {
            kind: KeyKind::Ec(curve),
            limits: None,
            inner: Inner::Ec {
                curve,
                point: point.to_vec(),
                parsed,
            },
        })
    }

    /// An Ed25519 key from its 32 bytes.
    pub fn from_ed25519(key: &[u8]) -> Result<Self, KeyError> {
        let bytes = key.try_into().map_err(|_| KeyError)?;
        let parsed =
            provider::ParsedPublicKey::new(&provider::ED25519, key).map_err(|_| KeyError)?;
        Ok(Self {
            kind: KeyKind::Ed25519,
            limits: None,
            inner: Inner::Ed25519 { bytes, parsed },
        })
    }

    /// Checks `signature` over `message`.
    pub fn verify(
        &self,
        scheme: Scheme,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        match (&self.inner, scheme.hash()) {
            (Inner::Ed25519 { parsed, .. }, None) => parsed
                .verify_sig(message, signature)
                .map_err(|_| SignatureError),
            (_, Some(algorithm)) => {
                self.verify_prehashed(scheme, &hash(algorithm, message), signature)
            }
            _ => Err(SignatureError),
        }
    }

    /// Checks `signature` over a message whose hash is `digest`. Not for Ed25519.
    pub fn verify_prehashed(
        &self,
        scheme: Scheme,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        match (&self.inner, scheme) {
            (Inner::Rsa(_), Scheme::RsaPkcs1(_)) if self.kind == KeyKind::RsaPss => {
                Err(SignatureError)
            }
            (Inner::Rsa(parts), Scheme::RsaPkcs1(_) | Scheme::RsaPss { .. }) => {
                parts.verify(scheme, digest, signature)
            }
            (Inner::Ec { curve, parsed, .. }, Scheme::Ecdsa(_)) => parsed
                .verify_digest_sig(&as_curve_digest(*curve, digest)?, signature)
                .map_err(|_| SignatureError),
            _ => Err(SignatureError),
        }
    }

    /// Encrypts to an RSA key (RSAES-PKCS1-v1_5).
    pub fn encrypt_pkcs1(
        &self,
        message: &[u8],
        random: &dyn SecureRandom,
    ) -> Result<Vec<u8>, SignatureError> {
        match &self.inner {
            Inner::Rsa(parts) if self.kind == KeyKind::Rsa => parts.encrypt_pkcs1(message, random),
            _ => Err(SignatureError),
        }
    }

    /// Whether the parameters that came with an RSA key allow a scheme (RFC 4055, 3.3). Signatures of certificates are
    /// checked without.
    pub fn allows(&self, scheme: Scheme) -> bool {
        self.limits
            .as_ref()
            .is_none_or(|limits| limits.allow(scheme))
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Size in bits: of the modulus, of the group order (256, 384, 521), or 256 for Ed25519.
    pub fn bits(&self) -> usize {
        match &self.inner {
            Inner::Rsa(parts) => parts.bits(),
            Inner::Ec { curve, .. } => curve.bits(),
            Inner::Ed25519 { .. } => 256,
        }
    }

    /// The longest signature in bytes.
    pub fn max_signature_len(&self) -> usize {
        match &self.inner {
            Inner::Rsa(parts) => parts.n.len(),
            Inner::Ec { curve, .. } => {
                // Two INTEGERs in a SEQUENCE, each with a sign byte where the order fills its bytes.
                let sign = usize::from(curve.bits() % 8 == 0);
                let content = 2 * (curve.field_len() + sign + 2);
                content + if content < 128 { 2 } else { 3 }
            }
            Inner::Ed25519 { .. } => 64,
        }
    }

    /// The key's own encoding: RSAPublicKey, point, or 32 bytes.
    pub fn key_bytes(&self) -> Vec<u8> {
        match &self.inner {
            Inner::Rsa(parts) => parts.to_der().to_vec(),
            Inner::Ec { point, .. } => point.clone(),
            Inner::Ed25519 { bytes, .. } => bytes.to_vec(),
        }
    }

    /// The numbers of an RSA key.
    pub fn rsa_parts(&self) -> Option<&RsaPublicParts> {
        match &self.inner {
            Inner::Rsa(parts) => Some(parts),
            _ => None,
        }
    }

    /// The shortest salt that the parameters of a key for PSS allow; `None` without parameters.
    pub fn pss_salt(&self) -> Option<usize> {
        self.limits.as_ref().map(PssLimits::salt)
    }

    /// What the parameters of a key for PSS allow.
    pub(super) fn limits(&self) -> Option<&PssLimits> {
        self.limits.as_ref()
    }

    /// The SubjectPublicKeyInfo.
    pub fn to_spki(&self) -> Encoded {
        write_spki(self.kind, self.limits(), &self.key_bytes())
    }

    /// As [`Self::to_spki`], with the same bytes in an ordinary vector.
    pub fn spki_der(&self) -> Vec<u8> {
        self.to_spki().to_vec()
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.key_bytes() == other.key_bytes()
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicKey").field(&self.kind).finish()
    }
}

fn verification(curve: Curve) -> &'static provider::EcdsaVerificationAlgorithm {
    match curve {
        Curve::P256 => &provider::ECDSA_P256_SHA256_ASN1,
        Curve::P384 => &provider::ECDSA_P384_SHA384_ASN1,
        Curve::P521 => &provider::ECDSA_P521_SHA512_ASN1,
    }
}

/// `digest` as the hash that the provider pairs with `curve`.
///
/// ECDSA uses the leftmost bits of a hash, as many as the group order has, as a number
/// (FIPS 186-4 6.4). That number is the same for a shorter hash with zeros before it and for a
/// longer one cut to the order's length, which for these curves are whole bytes (no hash is longer
/// than the order of P-521). So every hash goes with every curve.
pub fn as_curve_digest(curve: Curve, digest: &[u8]) -> Result<fast_digest::Digest, SignatureError> {
    let (algorithm, len) = match curve {
        Curve::P256 => (&fast_digest::SHA256, 32),
        Curve::P384 => (&fast_digest::SHA384, 48),
        Curve::P521 => (&fast_digest::SHA512, 64),
    };
    let digest = &digest[..digest.len().min(len)];
    let mut padded = [0; MAX_OUTPUT_LEN];
    padded[len - digest.len()..len].copy_from_slice(digest);
    fast_digest::Digest::import_less_safe(&padded[..len], algorithm).map_err(|_| SignatureError)
}
