//! Which signature schemes fit which keys, and the check of a peer's signature.

use alloc::vec::Vec;

use primitives::digest::HashAlgorithm;
use primitives::random::SecureRandom;
use primitives::signature::{self, Curve, PublicKey, Scheme};

use super::certificate::{self, KeyUsage};
use super::identity;
use crate::config::Config;
use crate::error::{Error, Reason};
use crate::msg::{NamedGroup, ProtocolVersion, SignatureScheme};
use crate::question::{Credential, KeyKind};
use crate::suites::{Authentication, KeyExchange, SuiteInfo};

/// Proof that the peer holds the private key of its certificate.
pub(crate) struct SignatureValid(());

/// The peer's leaf certificate with its key, checked to be of a kind that the suite can use.
pub(crate) struct PeerKey {
    key: PublicKey,
    kind: KeyKind,
    usage: KeyUsage,
}

impl PeerKey {
    /// The key of a certificate (DER).
    pub(crate) fn from_certificate(certificate: &[u8]) -> Result<Self, Error> {
        let parts =
            certificate::read(certificate).map_err(|_| Error::new(Reason::BadCertificate))?;
        let key =
            PublicKey::from_spki(parts.key).map_err(|_| Error::new(Reason::BadCertificate))?;
        let kind = kind_of(&key);
        let usage = parts.usage;
        Ok(Self { key, kind, usage })
    }

    /// A raw public key (SubjectPublicKeyInfo in DER), which may be used for everything (RFC 7250).
    pub(crate) fn from_public_key_info(key: &[u8]) -> Result<Self, Error> {
        let key = PublicKey::from_spki(key).map_err(|_| Error::new(Reason::BadCertificate))?;
        let kind = kind_of(&key);
        let usage = KeyUsage::ALL;
        Ok(Self { key, kind, usage })
    }

    /// Whether the key serves a server's key exchange, and its certificate allows that (RFC 5246, 7.4.2: keyEncipherment
    /// for RSA, digitalSignature for what is signed, where there is a key usage at all).
    pub(crate) fn check_server(&self, suite: &SuiteInfo) -> Result<(), Error> {
        let encrypts_with_pss =
            suite.key_exchange == KeyExchange::Rsa && self.kind == KeyKind::RsaPss;
        if !key_fits_suite(self.kind, suite.authentication) || encrypts_with_pss {
            return Err(Reason::WrongCertificateType.into());
        }
        match suite.key_exchange {
            KeyExchange::Rsa if !self.usage.key_encipherment => {
                Err(Reason::CertificateCannotEncrypt.into())
            }
            KeyExchange::Dhe | KeyExchange::Ecdhe if !self.usage.digital_signature => {
                Err(Reason::CertificateCannotSign.into())
            }
            _ => Ok(()),
        }
    }

    /// Encrypts a premaster secret (RSAES-PKCS1-v1_5).
    pub(crate) fn encrypt(
        &self,
        premaster: &[u8],
        random: &dyn SecureRandom,
    ) -> Result<Vec<u8>, Error> {
        let encrypted = self.key.encrypt_pkcs1(premaster, random);
        encrypted.map_err(|_| Error::new(Reason::CryptoFailed))
    }

    /// What kind of key it is.
    pub(crate) fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Whether the key is for a scheme, also by the parameters that came with it (RFC 4055, 3.3).
    fn fits(&self, scheme: SignatureScheme) -> bool {
        fits(scheme, self.kind) && primitive(scheme).is_some_and(|scheme| self.key.allows(scheme))
    }

    /// Checks a signature made with `scheme`, which must be one of `offered` and fit the key.
    pub(crate) fn verify(
        &self,
        version: ProtocolVersion,
        scheme: SignatureScheme,
        offered: &[SignatureScheme],
        message: &[u8],
        signature: &[u8],
    ) -> Result<SignatureValid, Error> {
        let allowed = match version {
            ProtocolVersion::DTLS1_0 => legacy_scheme(self.kind) == Some(scheme),
            _ => offered.contains(&scheme) && self.fits(scheme),
        };
        if !allowed {
            return Err(Reason::WrongSignatureScheme.into());
        }
        let primitive = primitive(scheme).ok_or(Error::new(Reason::WrongSignatureScheme))?;
        match self.key.verify(primitive, message, signature) {
            Ok(()) => Ok(SignatureValid(())),
            Err(_) => Err(Reason::BadSignature.into()),
        }
    }
}

fn kind_of(key: &PublicKey) -> KeyKind {
    match key.kind() {
        signature::KeyKind::Rsa => KeyKind::Rsa,
        signature::KeyKind::Ec(Curve::P256) => KeyKind::Ecdsa(NamedGroup::SECP256R1),
        signature::KeyKind::Ec(Curve::P384) => KeyKind::Ecdsa(NamedGroup::SECP384R1),
        signature::KeyKind::Ec(Curve::P521) => KeyKind::Ecdsa(NamedGroup::SECP521R1),
        signature::KeyKind::Ed25519 => KeyKind::Ed25519,
        signature::KeyKind::RsaPss => KeyKind::RsaPss,
    }
}

/// Whether a certificate with this key can authenticate a suite (RFC 8422, 2.1 and 5.4).
pub(crate) fn key_fits_suite(key: KeyKind, authentication: Authentication) -> bool {
    match authentication {
        Authentication::Rsa => matches!(key, KeyKind::Rsa | KeyKind::RsaPss),
        Authentication::Ecdsa => matches!(key, KeyKind::Ecdsa(_) | KeyKind::Ed25519),
        Authentication::Psk | Authentication::Any => false,
    }
}

fn primitive(scheme: SignatureScheme) -> Option<Scheme> {
    match scheme {
        SignatureScheme::RSA_PKCS1_MD5_SHA1 => Some(Scheme::RsaPkcs1(HashAlgorithm::Md5Sha1)),
        scheme => Scheme::from_wire(scheme.0),
    }
}

/// The scheme that DTLS 1.0 implies for a key (RFC 4346, 7.4.3; RFC 8422, 5.4).
pub(crate) fn legacy_scheme(key: KeyKind) -> Option<SignatureScheme> {
    match key {
        KeyKind::Rsa => Some(SignatureScheme::RSA_PKCS1_MD5_SHA1),
        KeyKind::Ecdsa(_) => Some(SignatureScheme::ECDSA_SHA1),
        KeyKind::RsaPss | KeyKind::Ed25519 => None,
    }
}

/// The schemes of both sides, best first: in the peer's order, unless ours decides.
pub(crate) fn order<'a>(
    config: &Config,
    own: &'a [SignatureScheme],
    peer: &'a [SignatureScheme],
) -> impl Iterator<Item = SignatureScheme> + 'a {
    let (first, second) = match config.prefer_own_order {
        true => (own, peer),
        false => (peer, own),
    };
    let shared = first.iter().copied();
    shared.filter(|scheme| second.contains(scheme))
}

/// Whether a credential's key can make signatures of a scheme.
pub(crate) fn can_sign(own: &Credential, scheme: SignatureScheme) -> bool {
    // Only keys for PSS have parameters of their own that count.
    fits(scheme, own.key)
        && (own.key != KeyKind::RsaPss || identity::key_of(own).is_ok_and(|key| key.fits(scheme)))
}

/// The scheme to sign with: the first of `shared` that fits the key.
pub(crate) fn choose(
    version: ProtocolVersion,
    own: &Credential,
    mut shared: impl Iterator<Item = SignatureScheme>,
) -> Option<SignatureScheme> {
    match version {
        ProtocolVersion::DTLS1_0 => legacy_scheme(own.key),
        _ => shared.find(|&scheme| can_sign(own, scheme)),
    }
}

/// Whether signatures of a scheme can be checked.
pub(crate) fn is_supported(scheme: SignatureScheme) -> bool {
    primitive(scheme).is_some()
}

/// Whether a key can make signatures of a scheme. In DTLS 1.2 an ECDSA scheme names the hash alone, not the curve
/// (RFC 8422, 5.1.1).
pub(crate) fn fits(scheme: SignatureScheme, key: KeyKind) -> bool {
    use SignatureScheme as S;
    match key {
        KeyKind::Rsa => matches!(
            scheme,
            S::RSA_PKCS1_SHA1
                | S::RSA_PKCS1_SHA224
                | S::RSA_PKCS1_SHA256
                | S::RSA_PKCS1_SHA384
                | S::RSA_PKCS1_SHA512
                | S::RSA_PSS_RSAE_SHA256
                | S::RSA_PSS_RSAE_SHA384
                | S::RSA_PSS_RSAE_SHA512
        ),
        // Certificates restricted to PSS have schemes of their own (RFC 8446, 4.2.3).
        KeyKind::RsaPss => matches!(
            scheme,
            S::RSA_PSS_PSS_SHA256 | S::RSA_PSS_PSS_SHA384 | S::RSA_PSS_PSS_SHA512
        ),
        KeyKind::Ecdsa(_) => matches!(
            scheme,
            S::ECDSA_SHA1
                | S::ECDSA_SHA224
                | S::ECDSA_SECP256R1_SHA256
                | S::ECDSA_SECP384R1_SHA384
                | S::ECDSA_SECP521R1_SHA512
        ),
        KeyKind::Ed25519 => scheme == S::ED25519,
    }
}

/// Whether signatures count at all: those of DTLS 1.0 may not.
pub(crate) fn check_version(config: &Config, version: ProtocolVersion) -> Result<(), Error> {
    match version == ProtocolVersion::DTLS1_0 && !config.dtls10_signatures {
        true => Err(Reason::WrongSignatureScheme.into()),
        false => Ok(()),
    }
}

/// What a 1.2 client takes that sends no signature_algorithms (RFC 5246, 7.4.1.4.1).
pub(crate) fn implied_schemes() -> Vec<SignatureScheme> {
    alloc::vec![SignatureScheme::RSA_PKCS1_SHA1, SignatureScheme::ECDSA_SHA1]
}

/// The curve of an ECDSA key, which the peer must support (RFC 8422, 5.1).
pub(crate) fn curve_of(key: KeyKind) -> Option<NamedGroup> {
    match key {
        KeyKind::Ecdsa(curve) => Some(curve),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use primitives::signature::PrivateKey;

    use super::*;
    use crate::msg::CipherSuite;

    /// RFC 5246, 7.4.2.
    #[test]
    fn the_key_usage_must_allow_the_exchange() {
        let key = PrivateKey::generate_rsa(1024, &[1, 0, 1]).unwrap();
        let check = |suite, digital_signature, key_encipherment| {
            let peer = PeerKey {
                key: key.public_key().clone(),
                kind: KeyKind::Rsa,
                usage: KeyUsage {
                    digital_signature,
                    key_encipherment,
                },
            };
            peer.check_server(SuiteInfo::find(suite).unwrap())
        };
        let encrypts = CipherSuite::TLS_RSA_WITH_AES_128_GCM_SHA256;
        assert_eq!(check(encrypts, false, true), Ok(()));
        assert_eq!(
            check(encrypts, true, false),
            Err(Reason::CertificateCannotEncrypt.into())
        );
        for signs in [
            CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
        ] {
            assert_eq!(check(signs, true, false), Ok(()));
            assert_eq!(
                check(signs, false, true),
                Err(Reason::CertificateCannotSign.into())
            );
        }
        let other = CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
        assert_eq!(
            check(other, true, true),
            Err(Reason::WrongCertificateType.into())
        );
    }
}
