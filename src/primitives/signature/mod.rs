//! Signatures, and the key pairs that make them: RSA (RFC 8017), ECDSA (FIPS 186-4), Ed25519
//! (RFC 8032).
//!
//! [`PublicKey`] is read from a SubjectPublicKeyInfo, [`PrivateKey`] from PKCS#8, PKCS#1 or SEC 1.
//! Both keep the provider's parsed form, so that a key is parsed once and used often.

mod encoding;
mod private;
mod pss;
mod public;
mod raw;
mod rsa;
mod rsa_padding;
mod scheme;

pub use private::PrivateKey;
pub use public::PublicKey;
pub use rsa::{RsaPrivateParts, RsaPublicParts};
pub use rsa_padding::{
    PREMASTER_LEN, pkcs1_encryption_pad, pkcs1_encryption_unpad, pkcs1_premaster_unpad,
    pkcs1_raw_signature_pad, pkcs1_raw_signature_unpad, premaster_or,
};
pub use scheme::{SaltLen, Scheme};

/// A curve of ECDSA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

impl Curve {
    /// Length of a private value and of a coordinate, in bytes.
    pub const fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// Length of an uncompressed point in bytes.
    pub const fn point_len(self) -> usize {
        1 + 2 * self.field_len()
    }

    /// Size of the group's order in bits.
    pub const fn bits(self) -> usize {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }
}

/// What a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA (rsaEncryption).
    Rsa,
    /// RSA, restricted to PSS by its identifier (id-RSASSA-PSS).
    RsaPss,
    /// A key on a NIST curve.
    Ec(Curve),
    /// Ed25519.
    Ed25519,
}

/// A key cannot be read, or is of a kind or size that is not supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError;

/// A signature is not valid, or cannot be made with this key and scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureError;

impl From<crate::der::DerError> for KeyError {
    fn from(_: crate::der::DerError) -> Self {
        Self
    }
}

impl From<KeyError> for SignatureError {
    fn from(_: KeyError) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests;
