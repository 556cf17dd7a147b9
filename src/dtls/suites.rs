//! The cipher suites: what each number means.
//!
//! One table, sorted by number, for all versions. Order of preference is the configuration's
//! business.

use primitives::digest::HashAlgorithm;

use crate::msg::{CipherSuite, ProtocolVersion};

/// Everything the engine and its drivers know about one cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuiteInfo {
    /// The number in a hello.
    pub suite: CipherSuite,
    /// OpenSSL's name, as in a cipher string.
    pub openssl_name: &'static str,
    /// How the premaster secret comes about.
    pub key_exchange: KeyExchange,
    /// What vouches for the server.
    pub authentication: Authentication,
    /// What protects the records.
    pub cipher: BulkCipher,
    /// What authenticates the records.
    pub mac: Mac,
    /// Hash of the PRF, the transcript and the Finished of DTLS 1.2 and 1.3. DTLS 1.0 uses MD5 and
    /// SHA-1 together, whatever stands here.
    pub hash: HashAlgorithm,
    /// The oldest version that has the suite.
    pub min_version: ProtocolVersion,
    /// The newest version that has the suite.
    pub max_version: ProtocolVersion,
}

/// How the premaster secret comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyExchange {
    /// The client encrypts it to the server's RSA key: no forward secrecy.
    Rsa,
    /// Ephemeral Diffie-Hellman, signed.
    Dhe,
    /// Ephemeral elliptic-curve Diffie-Hellman, signed (RFC 8422).
    Ecdhe,
    /// A secret shared beforehand (RFC 4279).
    Psk,
    /// The same with ephemeral Diffie-Hellman.
    DhePsk,
    /// The same with ephemeral elliptic-curve Diffie-Hellman (RFC 5489).
    EcdhePsk,
    /// DTLS 1.3: extensions decide.
    Any,
}

/// What vouches for the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Authentication {
    /// A certificate with an RSA key.
    Rsa,
    /// A certificate with an ECDSA or EdDSA key (RFC 8422 section 5.4).
    Ecdsa,
    /// The shared secret.
    Psk,
    /// DTLS 1.3: extensions decide.
    Any,
}

/// What protects the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BulkCipher {
    /// AES-128 in CBC mode.
    Aes128Cbc,
    /// AES-256 in CBC mode.
    Aes256Cbc,
    /// AES-128-GCM (RFC 5288).
    Aes128Gcm,
    /// AES-256-GCM.
    Aes256Gcm,
    /// AES-128-CCM with a tag of 16 bytes (RFC 6655).
    Aes128Ccm,
    /// AES-256-CCM with a tag of 16 bytes.
    Aes256Ccm,
    /// AES-128-CCM with a tag of 8 bytes.
    Aes128Ccm8,
    /// AES-256-CCM with a tag of 8 bytes.
    Aes256Ccm8,
    /// ChaCha20-Poly1305 (RFC 7905).
    ChaCha20Poly1305,
}

/// What authenticates the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mac {
    /// The cipher itself.
    Aead,
    /// HMAC-SHA1.
    Sha1,
    /// HMAC-SHA256.
    Sha256,
    /// HMAC-SHA384.
    Sha384,
}

impl SuiteInfo {
    /// The row of `suite`, if this implementation has it.
    pub fn find(suite: CipherSuite) -> Option<&'static Self> {
        let index = SUITES.binary_search_by_key(&suite, |row| row.suite).ok()?;
        SUITES.get(index)
    }

    /// The registered name.
    pub const fn standard_name(&self) -> &'static str {
        match self.suite.name() {
            Some(name) => name,
            None => "",
        }
    }

    /// Whether the engine has the key exchange of the suite. Those with a shared secret also need
    /// [`Config::psk`](crate::Config), a server [`Config::dh`](crate::Config) for those with Diffie-Hellman.
    pub const fn is_implemented(&self) -> bool {
        !matches!(self.key_exchange, KeyExchange::Any)
    }

    /// Whether `version` has the suite.
    pub const fn fits(&self, version: ProtocolVersion) -> bool {
        version.is_at_least(self.min_version) && self.max_version.is_at_least(version)
    }
}

impl KeyExchange {
    /// Whether the server sends its key exchange with a signature.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Dhe | Self::Ecdhe)
    }

    /// Whether a shared secret takes part.
    pub const fn uses_psk(self) -> bool {
        matches!(self, Self::Psk | Self::DhePsk | Self::EcdhePsk)
    }

    /// Whether an elliptic curve takes part.
    pub const fn uses_ecdhe(self) -> bool {
        matches!(self, Self::Ecdhe | Self::EcdhePsk)
    }

    /// Whether Diffie-Hellman over integers takes part.
    pub const fn uses_dhe(self) -> bool {
        matches!(self, Self::Dhe | Self::DhePsk)
    }
}

impl Authentication {
    /// Whether the server sends a certificate.
    pub const fn has_certificate(self) -> bool {
        !matches!(self, Self::Psk)
    }
}

impl BulkCipher {
    /// Length of the key in bytes.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128Cbc | Self::Aes128Gcm | Self::Aes128Ccm | Self::Aes128Ccm8 => 16,
            Self::Aes256Cbc | Self::Aes256Gcm | Self::Aes256Ccm | Self::Aes256Ccm8 => 32,
            Self::ChaCha20Poly1305 => 32,
        }
    }

    /// Bytes of nonce from the key block of DTLS 1.0 and 1.2: the salt of GCM and CCM, the whole
    /// nonce of ChaCha20-Poly1305, nothing for CBC, whose IV is explicit.
    pub const fn fixed_iv_len(self) -> usize {
        match self {
            Self::Aes128Cbc | Self::Aes256Cbc => 0,
            Self::ChaCha20Poly1305 => 12,
            _ => 4,
        }
    }

    /// Bytes of nonce or IV in front of each protected record of DTLS 1.0 and 1.2.
    pub const fn explicit_iv_len(self) -> usize {
        match self {
            Self::Aes128Cbc | Self::Aes256Cbc => 16,
            Self::ChaCha20Poly1305 => 0,
            _ => 8,
        }
    }

    /// Length of the tag in bytes; 0 for CBC, which has a [`Mac`] instead.
    pub const fn tag_len(self) -> usize {
        match self {
            Self::Aes128Cbc | Self::Aes256Cbc => 0,
            Self::Aes128Ccm8 | Self::Aes256Ccm8 => 8,
            _ => 16,
        }
    }

    /// Whether the cipher authenticates.
    pub const fn is_aead(self) -> bool {
        self.tag_len() != 0
    }
}

impl Mac {
    /// The hash under HMAC; None for AEAD.
    pub const fn hash(self) -> Option<HashAlgorithm> {
        match self {
            Self::Aead => None,
            Self::Sha1 => Some(HashAlgorithm::Sha1),
            Self::Sha256 => Some(HashAlgorithm::Sha256),
            Self::Sha384 => Some(HashAlgorithm::Sha384),
        }
    }

    /// Length in bytes of the key and of the code; 0 for AEAD.
    pub const fn len(self) -> usize {
        match self.hash() {
            Some(hash) => hash.output_len(),
            None => 0,
        }
    }

    /// Whether there is no code beside the cipher's own.
    pub const fn is_empty(self) -> bool {
        matches!(self, Self::Aead)
    }
}

use self::{Authentication as A, BulkCipher as B, KeyExchange as K, Mac as M};
use CipherSuite as S;
use HashAlgorithm as H;

/// The oldest and the newest version of a group of suites.
type Versions = (ProtocolVersion, ProtocolVersion);
const V10: Versions = (ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2);
const V12: Versions = (ProtocolVersion::DTLS1_2, ProtocolVersion::DTLS1_2);
const V13: Versions = (ProtocolVersion::DTLS1_3, ProtocolVersion::DTLS1_3);

#[allow(clippy::too_many_arguments)] // the columns of the table
const fn row(
    suite: CipherSuite,
    openssl_name: &'static str,
    key_exchange: KeyExchange,
    authentication: Authentication,
    cipher: BulkCipher,
    mac: Mac,
    hash: HashAlgorithm,
    (min_version, max_version): Versions,
) -> SuiteInfo {
    SuiteInfo {
        suite,
        openssl_name,
        key_exchange,
        authentication,
        cipher,
        mac,
        hash,
        min_version,
        max_version,
    }
}

/// All suites, by ascending number.
#[rustfmt::skip] // a table
pub static SUITES: &[SuiteInfo] = &[
    row(S::TLS_RSA_WITH_AES_128_CBC_SHA, "AES128-SHA", K::Rsa, A::Rsa, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_DHE_RSA_WITH_AES_128_CBC_SHA, "DHE-RSA-AES128-SHA", K::Dhe, A::Rsa, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_RSA_WITH_AES_256_CBC_SHA, "AES256-SHA", K::Rsa, A::Rsa, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_DHE_RSA_WITH_AES_256_CBC_SHA, "DHE-RSA-AES256-SHA", K::Dhe, A::Rsa, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_RSA_WITH_AES_128_CBC_SHA256, "AES128-SHA256", K::Rsa, A::Rsa, B::Aes128Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_RSA_WITH_AES_256_CBC_SHA256, "AES256-SHA256", K::Rsa, A::Rsa, B::Aes256Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_128_CBC_SHA256, "DHE-RSA-AES128-SHA256", K::Dhe, A::Rsa, B::Aes128Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_256_CBC_SHA256, "DHE-RSA-AES256-SHA256", K::Dhe, A::Rsa, B::Aes256Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_128_CBC_SHA, "PSK-AES128-CBC-SHA", K::Psk, A::Psk, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_PSK_WITH_AES_256_CBC_SHA, "PSK-AES256-CBC-SHA", K::Psk, A::Psk, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_DHE_PSK_WITH_AES_128_CBC_SHA, "DHE-PSK-AES128-CBC-SHA", K::DhePsk, A::Psk, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_DHE_PSK_WITH_AES_256_CBC_SHA, "DHE-PSK-AES256-CBC-SHA", K::DhePsk, A::Psk, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_RSA_WITH_AES_128_GCM_SHA256, "AES128-GCM-SHA256", K::Rsa, A::Rsa, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_RSA_WITH_AES_256_GCM_SHA384, "AES256-GCM-SHA384", K::Rsa, A::Rsa, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, "DHE-RSA-AES128-GCM-SHA256", K::Dhe, A::Rsa, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, "DHE-RSA-AES256-GCM-SHA384", K::Dhe, A::Rsa, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_PSK_WITH_AES_128_GCM_SHA256, "PSK-AES128-GCM-SHA256", K::Psk, A::Psk, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_256_GCM_SHA384, "PSK-AES256-GCM-SHA384", K::Psk, A::Psk, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_DHE_PSK_WITH_AES_128_GCM_SHA256, "DHE-PSK-AES128-GCM-SHA256", K::DhePsk, A::Psk, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_PSK_WITH_AES_256_GCM_SHA384, "DHE-PSK-AES256-GCM-SHA384", K::DhePsk, A::Psk, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_PSK_WITH_AES_128_CBC_SHA256, "PSK-AES128-CBC-SHA256", K::Psk, A::Psk, B::Aes128Cbc, M::Sha256, H::Sha256, V10),
    row(S::TLS_PSK_WITH_AES_256_CBC_SHA384, "PSK-AES256-CBC-SHA384", K::Psk, A::Psk, B::Aes256Cbc, M::Sha384, H::Sha384, V10),
    row(S::TLS_DHE_PSK_WITH_AES_128_CBC_SHA256, "DHE-PSK-AES128-CBC-SHA256", K::DhePsk, A::Psk, B::Aes128Cbc, M::Sha256, H::Sha256, V10),
    row(S::TLS_DHE_PSK_WITH_AES_256_CBC_SHA384, "DHE-PSK-AES256-CBC-SHA384", K::DhePsk, A::Psk, B::Aes256Cbc, M::Sha384, H::Sha384, V10),
    row(S::TLS_AES_128_GCM_SHA256, "TLS_AES_128_GCM_SHA256", K::Any, A::Any, B::Aes128Gcm, M::Aead, H::Sha256, V13),
    row(S::TLS_AES_256_GCM_SHA384, "TLS_AES_256_GCM_SHA384", K::Any, A::Any, B::Aes256Gcm, M::Aead, H::Sha384, V13),
    row(S::TLS_CHACHA20_POLY1305_SHA256, "TLS_CHACHA20_POLY1305_SHA256", K::Any, A::Any, B::ChaCha20Poly1305, M::Aead, H::Sha256, V13),
    row(S::TLS_AES_128_CCM_SHA256, "TLS_AES_128_CCM_SHA256", K::Any, A::Any, B::Aes128Ccm, M::Aead, H::Sha256, V13),
    row(S::TLS_AES_128_CCM_8_SHA256, "TLS_AES_128_CCM_8_SHA256", K::Any, A::Any, B::Aes128Ccm8, M::Aead, H::Sha256, V13),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, "ECDHE-ECDSA-AES128-SHA", K::Ecdhe, A::Ecdsa, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, "ECDHE-ECDSA-AES256-SHA", K::Ecdhe, A::Ecdsa, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "ECDHE-RSA-AES128-SHA", K::Ecdhe, A::Rsa, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, "ECDHE-RSA-AES256-SHA", K::Ecdhe, A::Rsa, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, "ECDHE-ECDSA-AES128-SHA256", K::Ecdhe, A::Ecdsa, B::Aes128Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, "ECDHE-ECDSA-AES256-SHA384", K::Ecdhe, A::Ecdsa, B::Aes256Cbc, M::Sha384, H::Sha384, V12),
    row(S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, "ECDHE-RSA-AES128-SHA256", K::Ecdhe, A::Rsa, B::Aes128Cbc, M::Sha256, H::Sha256, V12),
    row(S::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, "ECDHE-RSA-AES256-SHA384", K::Ecdhe, A::Rsa, B::Aes256Cbc, M::Sha384, H::Sha384, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "ECDHE-ECDSA-AES128-GCM-SHA256", K::Ecdhe, A::Ecdsa, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "ECDHE-ECDSA-AES256-GCM-SHA384", K::Ecdhe, A::Ecdsa, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "ECDHE-RSA-AES128-GCM-SHA256", K::Ecdhe, A::Rsa, B::Aes128Gcm, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "ECDHE-RSA-AES256-GCM-SHA384", K::Ecdhe, A::Rsa, B::Aes256Gcm, M::Aead, H::Sha384, V12),
    row(S::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA, "ECDHE-PSK-AES128-CBC-SHA", K::EcdhePsk, A::Psk, B::Aes128Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA, "ECDHE-PSK-AES256-CBC-SHA", K::EcdhePsk, A::Psk, B::Aes256Cbc, M::Sha1, H::Sha256, V10),
    row(S::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256, "ECDHE-PSK-AES128-CBC-SHA256", K::EcdhePsk, A::Psk, B::Aes128Cbc, M::Sha256, H::Sha256, V10),
    row(S::TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384, "ECDHE-PSK-AES256-CBC-SHA384", K::EcdhePsk, A::Psk, B::Aes256Cbc, M::Sha384, H::Sha384, V10),
    row(S::TLS_RSA_WITH_AES_128_CCM, "AES128-CCM", K::Rsa, A::Rsa, B::Aes128Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_RSA_WITH_AES_256_CCM, "AES256-CCM", K::Rsa, A::Rsa, B::Aes256Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_128_CCM, "DHE-RSA-AES128-CCM", K::Dhe, A::Rsa, B::Aes128Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_256_CCM, "DHE-RSA-AES256-CCM", K::Dhe, A::Rsa, B::Aes256Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_RSA_WITH_AES_128_CCM_8, "AES128-CCM8", K::Rsa, A::Rsa, B::Aes128Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_RSA_WITH_AES_256_CCM_8, "AES256-CCM8", K::Rsa, A::Rsa, B::Aes256Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_128_CCM_8, "DHE-RSA-AES128-CCM8", K::Dhe, A::Rsa, B::Aes128Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_AES_256_CCM_8, "DHE-RSA-AES256-CCM8", K::Dhe, A::Rsa, B::Aes256Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_128_CCM, "PSK-AES128-CCM", K::Psk, A::Psk, B::Aes128Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_256_CCM, "PSK-AES256-CCM", K::Psk, A::Psk, B::Aes256Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_PSK_WITH_AES_128_CCM, "DHE-PSK-AES128-CCM", K::DhePsk, A::Psk, B::Aes128Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_PSK_WITH_AES_256_CCM, "DHE-PSK-AES256-CCM", K::DhePsk, A::Psk, B::Aes256Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_128_CCM_8, "PSK-AES128-CCM8", K::Psk, A::Psk, B::Aes128Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_AES_256_CCM_8, "PSK-AES256-CCM8", K::Psk, A::Psk, B::Aes256Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_DHE_WITH_AES_128_CCM_8, "DHE-PSK-AES128-CCM8", K::DhePsk, A::Psk, B::Aes128Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_DHE_WITH_AES_256_CCM_8, "DHE-PSK-AES256-CCM8", K::DhePsk, A::Psk, B::Aes256Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_128_CCM, "ECDHE-ECDSA-AES128-CCM", K::Ecdhe, A::Ecdsa, B::Aes128Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_256_CCM, "ECDHE-ECDSA-AES256-CCM", K::Ecdhe, A::Ecdsa, B::Aes256Ccm, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, "ECDHE-ECDSA-AES128-CCM8", K::Ecdhe, A::Ecdsa, B::Aes128Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8, "ECDHE-ECDSA-AES256-CCM8", K::Ecdhe, A::Ecdsa, B::Aes256Ccm8, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-RSA-CHACHA20-POLY1305", K::Ecdhe, A::Rsa, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-ECDSA-CHACHA20-POLY1305", K::Ecdhe, A::Ecdsa, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, "DHE-RSA-CHACHA20-POLY1305", K::Dhe, A::Rsa, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
    row(S::TLS_PSK_WITH_CHACHA20_POLY1305_SHA256, "PSK-CHACHA20-POLY1305", K::Psk, A::Psk, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
    row(S::TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256, "ECDHE-PSK-CHACHA20-POLY1305", K::EcdhePsk, A::Psk, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
    row(S::TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256, "DHE-PSK-CHACHA20-POLY1305", K::DhePsk, A::Psk, B::ChaCha20Poly1305, M::Aead, H::Sha256, V12),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(SUITES.is_sorted_by(|a, b| a.suite < b.suite));
        for row in SUITES {
            assert_eq!(SuiteInfo::find(row.suite), Some(row));
            assert!(row.standard_name().starts_with("TLS_"));
        }
        assert_eq!(SuiteInfo::find(CipherSuite::TLS_FALLBACK_SCSV), None);
        assert_eq!(SuiteInfo::find(CipherSuite(0x0000)), None);
    }

    /// The names carry the facts; the columns must agree with them.
    #[test]
    fn columns_agree_with_the_names() {
        for row in SUITES {
            let name = row.standard_name();
            let has = |part| name.contains(part);
            assert_eq!(row.cipher.is_aead(), row.mac.is_empty(), "{name}");
            assert_eq!(has("_CBC_"), !row.cipher.is_aead(), "{name}");
            assert_eq!(has("AES_128"), row.cipher.key_len() == 16, "{name}");
            assert_eq!(has("CCM_8"), row.cipher.tag_len() == 8, "{name}");
            assert_eq!(
                has("CHACHA20"),
                row.cipher == BulkCipher::ChaCha20Poly1305,
                "{name}"
            );
            assert_eq!(has("SHA384"), row.hash == HashAlgorithm::Sha384, "{name}");
            assert_eq!(has("PSK"), row.key_exchange.uses_psk(), "{name}");
            assert_eq!(has("ECDHE"), row.key_exchange.uses_ecdhe(), "{name}");
            assert_eq!(
                has("DHE") && !has("ECDHE"),
                row.key_exchange.uses_dhe(),
                "{name}"
            );
            assert_eq!(
                has("ECDSA"),
                row.authentication == Authentication::Ecdsa,
                "{name}"
            );
            assert_eq!(!has("WITH"), row.fits(ProtocolVersion::DTLS1_3), "{name}");
            assert_eq!(
                has("_CBC_SHA") && row.mac == Mac::Sha1,
                name.ends_with("CBC_SHA")
            );
        }
    }

    #[test]
    fn versions() {
        let fits = |suite| {
            let row = SuiteInfo::find(suite).unwrap();
            [
                ProtocolVersion::DTLS1_0,
                ProtocolVersion::DTLS1_2,
                ProtocolVersion::DTLS1_3,
            ]
            .map(|version| row.fits(version))
        };
        assert_eq!(
            fits(CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA),
            [true, true, false]
        );
        let gcm = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        assert_eq!(fits(gcm), [false, true, false]);
        assert_eq!(
            fits(CipherSuite::TLS_AES_128_GCM_SHA256),
            [false, false, true]
        );
    }

    #[test]
    fn lengths() {
        let row = SuiteInfo::find(CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384).unwrap();
        assert_eq!((row.mac.len(), row.cipher.key_len()), (48, 32));
        assert_eq!(
            (row.cipher.fixed_iv_len(), row.cipher.explicit_iv_len()),
            (0, 16)
        );
        let row = SuiteInfo::find(CipherSuite::TLS_PSK_WITH_AES_128_CCM_8).unwrap();
        assert_eq!(
            (row.mac.len(), row.cipher.key_len(), row.cipher.tag_len()),
            (0, 16, 8)
        );
        assert_eq!(
            (row.cipher.fixed_iv_len(), row.cipher.explicit_iv_len()),
            (4, 8)
        );
    }
}
