//! Names of signature schemes.

use crate::digest::HashAlgorithm;

/// How a signature is made from a message.
///
/// For ECDSA the hash does not choose the curve: in DTLS 1.2 every pair is possible (RFC 5246
/// 7.4.1.4.1); DTLS 1.3 binds them, and the caller checks that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5; with [`HashAlgorithm::Md5Sha1`] the bare 36 bytes of DTLS 1.0.
    RsaPkcs1(HashAlgorithm),
    /// RSASSA-PSS with MGF1 over a hash of its own.
    RsaPss {
        /// The hash of the message.
        hash: HashAlgorithm,
        /// The hash of MGF1; the same in every protocol.
        mgf1: HashAlgorithm,
        /// Length of the salt.
        salt: SaltLen,
    },
    /// ECDSA, signatures in DER.
    Ecdsa(HashAlgorithm),
    /// Ed25519 without context, over the whole message.
    Ed25519,
}

/// The length of a PSS salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaltLen {
    /// As long as the hash (RFC 8446 4.2.3).
    Digest,
    /// So many bytes.
    Bytes(usize),
    /// As long as possible when signing; whatever is found when verifying.
    Any,
}

impl Scheme {
    /// The scheme with this number in the SignatureScheme registry (RFC 8446 4.2.3), which for
    /// DTLS 1.2 is the hash and signature bytes. `None` when it is not supported.
    pub const fn from_wire(scheme: u16) -> Option<Self> {
        use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        Some(match scheme {
            0x0201 => Self::RsaPkcs1(Sha1),
            0x0301 => Self::RsaPkcs1(Sha224),
            0x0401 => Self::RsaPkcs1(Sha256),
            0x0501 => Self::RsaPkcs1(Sha384),
            0x0601 => Self::RsaPkcs1(Sha512),
            0x0203 => Self::Ecdsa(Sha1),
            0x0303 => Self::Ecdsa(Sha224),
            0x0403 => Self::Ecdsa(Sha256),
            0x0503 => Self::Ecdsa(Sha384),
            0x0603 => Self::Ecdsa(Sha512),
            0x0804 | 0x0809 => Self::pss(Sha256),
            0x0805 | 0x080a => Self::pss(Sha384),
            0x0806 | 0x080b => Self::pss(Sha512),
            0x0807 => Self::Ed25519,
            _ => return None,
        })
    }

    /// PSS as TLS uses it: one hash, and a salt of its length.
    pub const fn pss(hash: HashAlgorithm) -> Self {
        Self::RsaPss {
            hash,
            mgf1: hash,
            salt: SaltLen::Digest,
        }
    }

    /// The hash of the message; `None` for Ed25519, which hashes by itself.
    pub const fn hash(self) -> Option<HashAlgorithm> {
        match self {
            Self::RsaPkcs1(hash) | Self::RsaPss { hash, .. } | Self::Ecdsa(hash) => Some(hash),
            Self::Ed25519 => None,
        }
    }
}
