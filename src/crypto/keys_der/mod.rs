//! Keys from and to DER (`d2i_PrivateKey(3)`).

pub mod abi;
pub mod bio;

use primitives::der::{Encoded, element_len};
use primitives::signature::{KeyKind, PrivateKey, PublicKey, RsaPublicParts};

use crate::evp::pkey::{Key, id_of};

/// A private key at the start of `der` in any encoding, and the bytes it takes. `id` is the type
/// that is wanted.
pub fn private(der: &[u8], id: Option<i32>) -> Option<(Key, usize)> {
    let length = element_len(der).ok()?;
    let key = PrivateKey::from_der(&der[..length]).ok()?;
    let fits = id.is_none_or(|id| id_of(key.kind()) == id);
    fits.then(|| (Key::from_private(key), length))
}

/// A SubjectPublicKeyInfo at the start of `der`.
pub fn spki(der: &[u8]) -> Option<(Key, usize)> {
    let length = element_len(der).ok()?;
    let key = PublicKey::from_spki(&der[..length]).ok()?;
    Some((Key::from_public(key), length))
}

/// An RSAPublicKey at the start of `der`.
pub fn rsa_public(der: &[u8]) -> Option<(Key, usize)> {
    let length = element_len(der).ok()?;
    let parts = RsaPublicParts::from_der(&der[..length]).ok()?;
    Some((Key::from_public(PublicKey::from_rsa(parts).ok()?), length))
}

/// The encoding of `i2d_PrivateKey`: the older one of its own, or PKCS#8 where there is none, or where it would not say
/// that the key is for PSS only.
pub fn private_der(key: &PrivateKey) -> Encoded {
    key.to_traditional()
        .filter(|_| key.kind() != KeyKind::RsaPss)
        .unwrap_or_else(|| key.to_pkcs8())
}

/// Whether `key` is RSA.
pub fn is_rsa(key: &Key) -> bool {
    matches!(key.kind(), KeyKind::Rsa | KeyKind::RsaPss)
}

/// Whether `key` is on a curve.
pub fn is_ec(key: &Key) -> bool {
    matches!(key.kind(), KeyKind::Ec(_))
}

#[cfg(test)]
mod tests;
