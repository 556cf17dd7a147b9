//! Hashing in pieces, and signing of what is hashed (`EVP_MD_CTX_new(3)`).

pub mod abi;

use std::ffi::c_int;

use primitives::digest::{Digest, Hasher};

use super::md::EVP_MD;
use super::pkey_ctx::EVP_PKEY_CTX;

/// A hash at work, or a signature over what is hashed. One thread at a time.
#[derive(Default)]
pub struct EVP_MD_CTX {
    /// The function.
    pub md: Option<&'static EVP_MD>,
    /// `None` before the start and after the end.
    pub hasher: Option<Hasher>,
    /// `EVP_MD_CTX_FLAG_*`.
    pub flags: c_int,
    /// For signing and verifying. Boxed, since C may hold a pointer to it.
    pub pkey_ctx: Option<Box<EVP_PKEY_CTX>>,
}

impl EVP_MD_CTX {
    /// Begins a hash.
    pub fn init(&mut self, md: &'static EVP_MD) {
        self.md = Some(md);
        self.hasher = Some(Hasher::new(md.algorithm));
    }

    /// Ends the hash.
    pub fn finish(&mut self) -> Option<Digest> {
        self.hasher.take().map(Hasher::finish)
    }

    /// A copy that goes on from the same point.
    pub fn copy(&self) -> Self {
        Self {
            md: self.md,
            hasher: self.hasher.clone(),
            flags: self.flags,
            pkey_ctx: self.pkey_ctx.as_ref().map(|ctx| Box::new(ctx.copy())),
        }
    }
}
