//! Signing and verifying with the settings of an `EVP_PKEY_CTX`.

pub mod abi;
pub mod oneshot;

use primitives::signature::{KeyKind, Scheme, pkcs1_raw_signature_pad, pkcs1_raw_signature_unpad};

use super::pkey::Key;
use super::pkey_ctx::EVP_PKEY_CTX;
use super::pkey_ctx::rsa::{RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, salt_len};
use super::reasons::{
    EVP_R_NO_DIGEST_SET, EVP_R_NO_KEY_SET, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE,
};
use crate::err::{ERR_LIB_EVP, ERR_LIB_RSA, raise};

const RSA_R_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE: i32 = 144;
const RSA_R_INVALID_DIGEST_LENGTH: i32 = 143;
const RSA_R_DIGEST_TOO_BIG_FOR_RSA_KEY: i32 = 112;
const RSA_R_BAD_SIGNATURE: i32 = 104;
const RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE: i32 = 110;

/// What a key does under an operation's settings.
pub enum Signing {
    /// A scheme.
    By(Scheme),
    /// RSA without a hash, which signs what it gets.
    Bare,
}

/// How a key signs under an operation's settings. `None`, with an error queued, for what does not
/// fit together.
pub fn scheme(ctx: &EVP_PKEY_CTX, key: &Key) -> Option<Signing> {
    let settings = ctx.settings.borrow();
    let hash = settings.md.map(|md| md.algorithm);
    match key.kind() {
        KeyKind::Ed25519 => Some(Signing::By(Scheme::Ed25519)),
        // Without a hash the digest is taken as it is: which one it was does not matter.
        KeyKind::Ec(_) => Some(Signing::By(Scheme::Ecdsa(
            hash.unwrap_or(primitives::digest::HashAlgorithm::Sha1),
        ))),
        KeyKind::Rsa | KeyKind::RsaPss => match (settings.padding, hash) {
            (RSA_PKCS1_PADDING, Some(hash)) => Some(Signing::By(Scheme::RsaPkcs1(hash))),
            (RSA_PKCS1_PSS_PADDING, Some(hash)) => Some(Signing::By(Scheme::RsaPss {
                hash,
                mgf1: settings.mgf1_md.map_or(hash, |md| md.algorithm),
                salt: salt_len(settings.salt_len, key.public.bits(), hash.output_len()),
            })),
            (RSA_PKCS1_PADDING | RSA_NO_PADDING, None) => Some(Signing::Bare),
            (RSA_PKCS1_PSS_PADDING, None) => {
                raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
                None
            }
            _ => {
                raise(ERR_LIB_RSA, RSA_R_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE);
                None
            }
        },
    }
}

/// The key of an operation; an error is queued when there is none.
pub fn key_of(ctx: &EVP_PKEY_CTX) -> Option<Key> {
    let key = ctx.key.as_ref().and_then(|pkey| pkey.key());
    if key.is_none() {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
    }
    key
}

/// Signs a hash. Queues the error when it cannot.
pub fn sign_digest(ctx: &EVP_PKEY_CTX, digest: &[u8]) -> Option<Vec<u8>> {
    let key = key_of(ctx)?;
    let Some(private) = key.private.as_ref() else {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
        return None;
    };
    let signature = match scheme(ctx, &key)? {
        Signing::By(Scheme::Ed25519) => {
            raise(ERR_LIB_EVP, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE);
            return None;
        }
        Signing::By(scheme) => {
            let hash_len = scheme.hash().map(|hash| hash.output_len());
            if !matches!(scheme, Scheme::Ecdsa(_)) && hash_len != Some(digest.len()) {
                raise(ERR_LIB_RSA, RSA_R_INVALID_DIGEST_LENGTH);
                return None;
            }
            private.sign_prehashed(scheme, digest)
        }
        Signing::Bare => {
            let len = key.public.max_signature_len();
            if ctx.settings.borrow().padding == RSA_NO_PADDING {
                if digest.len() != len {
                    raise(ERR_LIB_RSA, RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE);
                    return None;
                }
                private.rsa_raw(digest)
            } else {
                pkcs1_raw_signature_pad(&[], digest, len).and_then(|block| private.rsa_raw(&block))
            }
        }
    };
    if signature.is_err() {
        raise(ERR_LIB_RSA, RSA_R_DIGEST_TOO_BIG_FOR_RSA_KEY);
    }
    signature.ok()
}

/// Checks a signature over a hash. `None`, with an error queued, when that cannot be done.
pub fn verify_digest(ctx: &EVP_PKEY_CTX, digest: &[u8], signature: &[u8]) -> Option<bool> {
    let key = key_of(ctx)?;
    let good = match scheme(ctx, &key)? {
        Signing::By(Scheme::Ed25519) => {
            raise(ERR_LIB_EVP, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE);
            return None;
        }
        Signing::By(scheme) => key
            .public
            .verify_prehashed(scheme, digest, signature)
            .is_ok(),
        Signing::Bare => key
            .public
            .rsa_parts()
            .filter(|parts| parts.n.len() == signature.len())
            .and_then(|parts| parts.raw(signature).ok())
            .is_some_and(|block| {
                if ctx.settings.borrow().padding == RSA_NO_PADDING {
                    block == digest
                } else {
                    pkcs1_raw_signature_unpad(&block) == Ok(digest)
                }
            }),
    };
    if !good && matches!(key.kind(), KeyKind::Rsa | KeyKind::RsaPss) {
        raise(ERR_LIB_RSA, RSA_R_BAD_SIGNATURE);
    }
    Some(good)
}

#[cfg(test)]
mod tests;
