//! Signing and verifying through an `EVP_MD_CTX`.

use std::ffi::c_int;
use std::sync::Arc;

use primitives::digest::HashAlgorithm;
use primitives::signature::{KeyKind, Scheme};

use super::{key_of, sign_digest, verify_digest};
use crate::err::{ERR_LIB_EVP, raise};
use crate::evp::digest::EVP_MD_CTX;
use crate::evp::md::EVP_MD;
use crate::evp::pkey::EVP_PKEY;
use crate::evp::pkey_ctx::{EVP_PKEY_CTX, Operation};
use crate::evp::reasons::{
    EVP_R_BUFFER_TOO_SMALL, EVP_R_INVALID_DIGEST, EVP_R_NO_DIGEST_SET, EVP_R_NO_KEY_SET,
    EVP_R_ONLY_ONESHOT_SUPPORTED, EVP_R_OPERATON_NOT_INITIALIZED,
};

const EVP_MD_CTX_FLAG_FINALISE: c_int = 0x0200;

/// What a signing call answers.
pub enum Output {
    /// Only the largest length was asked for.
    Length(usize),
    /// The signature.
    Signature(Vec<u8>),
}

/// Begins a signature or a verification. Queues the error when key and hash do not fit.
pub fn start(
    ctx: &mut EVP_MD_CTX,
    md: Option<&'static EVP_MD>,
    pkey: Arc<EVP_PKEY>,
    operation: Operation,
) -> bool {
    let Some(key) = pkey.key() else {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
        return false;
    };
    if operation == Operation::Sign && key.private.is_none() {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
        return false;
    }
    let settings = EVP_PKEY_CTX::with_key(pkey);
    settings.start(operation);
    let flags = ctx.flags;
    *ctx = EVP_MD_CTX {
        flags,
        ..EVP_MD_CTX::default()
    };
    match (key.kind(), md) {
        (KeyKind::Ed25519, None) => {}
        (KeyKind::Ed25519, Some(_)) => {
            raise(ERR_LIB_EVP, EVP_R_INVALID_DIGEST);
            return false;
        }
        (_, md) => {
            let md = md.unwrap_or_else(|| EVP_MD::of(HashAlgorithm::Sha256));
            settings.settings.borrow_mut().md = Some(md);
            ctx.init(md);
        }
    }
    ctx.pkey_ctx = Some(Box::new(settings));
    true
}

/// The signature of all that was added, or its largest length when there is no `room`.
pub fn sign_final(ctx: &mut EVP_MD_CTX, room: Option<usize>) -> Option<Output> {
    let settings = initialised(ctx, Operation::Sign)?;
    let key = key_of(settings)?;
    if key.kind() == KeyKind::Ed25519 {
        raise(ERR_LIB_EVP, EVP_R_ONLY_ONESHOT_SUPPORTED);
        return None;
    }
    let Some(room) = room else {
        return Some(Output::Length(key.public.max_signature_len()));
    };
    let signature = sign_digest(settings, &digest(ctx)?)?;
    if ctx.flags & EVP_MD_CTX_FLAG_FINALISE != 0 {
        ctx.hasher = None;
    }
    fitting(signature, room)
}

/// The signature of what was added and then `message`.
pub fn sign(ctx: &mut EVP_MD_CTX, message: &[u8], room: Option<usize>) -> Option<Output> {
    let settings = initialised(ctx, Operation::Sign)?;
    let key = key_of(settings)?;
    let Some(room) = room else {
        return Some(Output::Length(key.public.max_signature_len()));
    };
    if key.kind() == KeyKind::Ed25519 {
        let signature = key.private?.sign(Scheme::Ed25519, message).ok()?;
        return fitting(signature, room);
    }
    add(ctx, message)?;
    sign_final(ctx, Some(room))
}

/// Whether `signature` is that of all that was added.
pub fn verify_final(ctx: &EVP_MD_CTX, signature: &[u8]) -> Option<bool> {
    let settings = initialised(ctx, Operation::Verify)?;
    if key_of(settings)?.kind() == KeyKind::Ed25519 {
        raise(ERR_LIB_EVP, EVP_R_ONLY_ONESHOT_SUPPORTED);
        return None;
    }
    verify_digest(settings, &digest(ctx)?, signature)
}

/// Whether `signature` is that of what was added and then `message`.
pub fn verify(ctx: &mut EVP_MD_CTX, message: &[u8], signature: &[u8]) -> Option<bool> {
    let settings = initialised(ctx, Operation::Verify)?;
    let key = key_of(settings)?;
    if key.kind() == KeyKind::Ed25519 {
        return Some(
            key.public
                .verify(Scheme::Ed25519, message, signature)
                .is_ok(),
        );
    }
    add(ctx, message)?;
    verify_final(ctx, signature)
}

/// Signs with `pkey` what a plain hash context has (`EVP_SignFinal`).
pub fn sign_with(ctx: &EVP_MD_CTX, pkey: Arc<EVP_PKEY>) -> Option<Vec<u8>> {
    let settings = plain(ctx, pkey);
    sign_digest(&settings, &digest(ctx)?)
}

/// Verifies with `pkey` what a plain hash context has (`EVP_VerifyFinal`).
pub fn verify_with(ctx: &EVP_MD_CTX, signature: &[u8], pkey: Arc<EVP_PKEY>) -> Option<bool> {
    let settings = plain(ctx, pkey);
    verify_digest(&settings, &digest(ctx)?, signature)
}

fn plain(ctx: &EVP_MD_CTX, pkey: Arc<EVP_PKEY>) -> EVP_PKEY_CTX {
    let settings = EVP_PKEY_CTX::with_key(pkey);
    settings.settings.borrow_mut().md = ctx.md;
    settings
}

/// The hash so far: a copy is finished, since the context goes on.
fn digest(ctx: &EVP_MD_CTX) -> Option<primitives::digest::Digest> {
    let Some(hasher) = ctx.hasher.clone() else {
        raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
        return None;
    };
    Some(hasher.finish())
}

fn add(ctx: &mut EVP_MD_CTX, message: &[u8]) -> Option<()> {
    match &mut ctx.hasher {
        Some(hasher) => {
            hasher.update(message);
            Some(())
        }
        None => {
            raise(ERR_LIB_EVP, EVP_R_NO_DIGEST_SET);
            None
        }
    }
}

fn initialised(ctx: &EVP_MD_CTX, operation: Operation) -> Option<&EVP_PKEY_CTX> {
    let settings = ctx.pkey_ctx.as_deref();
    let settings = settings.filter(|settings| settings.operation() == operation);
    if settings.is_none() {
        raise(ERR_LIB_EVP, EVP_R_OPERATON_NOT_INITIALIZED);
    }
    settings
}

fn fitting(signature: Vec<u8>, room: usize) -> Option<Output> {
    if signature.len() > room {
        raise(ERR_LIB_EVP, EVP_R_BUFFER_TOO_SMALL);
        return None;
    }
    Some(Output::Signature(signature))
}
