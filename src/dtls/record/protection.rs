//! How the records of one direction and epoch are protected.

use alloc::boxed::Box;
use core::ops::Range;

use primitives::aead::AeadAlgorithm;
use primitives::cbc::CbcAlgorithm;
use primitives::digest::HashAlgorithm;

use super::aead12::Aead12;
use super::cbc::Cbc;
use super::{Header, MAX_PLAINTEXT_LEN};
use crate::error::{DropReason, Error, Reason};

/// The protection of one direction in one epoch. It allocates nothing after it was made; its keys
/// are erased when it is dropped, as far as their libraries do.
#[derive(Debug)]
pub struct Protection(Kind);

/// Keys are behind a pointer: a connection has room for several epochs, most of which stand empty or are epoch 0.
#[derive(Debug)]
enum Kind {
    Null,
    Aead12(Box<Aead12>),
    Cbc(Box<Cbc>),
}

impl Protection {
    /// None: the records of epoch 0.
    pub const fn null() -> Self {
        Self(Kind::Null)
    }

    /// AEAD of DTLS 1.2. `key` has [`AeadAlgorithm::key_len`] bytes, `iv` (the write IV of the key
    /// block) as many as [`fixed_iv_len`](Self::fixed_iv_len) says.
    pub fn aead12(algorithm: AeadAlgorithm, key: &[u8], iv: &[u8]) -> Result<Self, Error> {
        Aead12::new(algorithm, key, iv).map(|keys| Self(Kind::Aead12(Box::new(keys))))
    }

    /// Length in bytes of the write IV that DTLS 1.2 takes from the key block for `algorithm`.
    pub const fn fixed_iv_len(algorithm: AeadAlgorithm) -> usize {
        Aead12::fixed_iv_len(algorithm)
    }

    /// AES-CBC with HMAC of DTLS 1.0 and 1.2, in the order of RFC 7366 or of RFC 5246. `hash` is
    /// SHA-1, SHA-256 or SHA-384, `mac_key` as long as its output. The key block gives no IV for
    /// these suites.
    pub fn cbc(
        algorithm: CbcAlgorithm,
        key: &[u8],
        hash: HashAlgorithm,
        mac_key: &[u8],
        encrypt_then_mac: bool,
    ) -> Result<Self, Error> {
        let keys = Cbc::new(algorithm, key, hash, mac_key, encrypt_then_mac)?;
        Ok(Self(Kind::Cbc(Box::new(keys))))
    }

    /// Whether records are authenticated at all.
    #[inline]
    pub fn is_null(&self) -> bool {
        matches!(self.0, Kind::Null)
    }

    /// Bytes of a record's body in front of the plaintext.
    #[inline]
    pub fn prefix_len(&self) -> usize {
        match &self.0 {
            Kind::Null => 0,
            Kind::Aead12(keys) => keys.prefix_len(),
            Kind::Cbc(keys) => keys.prefix_len(),
        }
    }

    /// Length in bytes of the body of a record with `len` bytes of plaintext; exact.
    #[inline]
    pub fn body_len(&self, len: usize) -> usize {
        match &self.0 {
            Kind::Null => len,
            Kind::Aead12(keys) => len + keys.overhead(),
            Kind::Cbc(keys) => keys.body_len(len),
        }
    }

    /// The most plaintext that fits a body of `body_len` bytes; None when no record does.
    #[inline]
    pub fn max_plaintext(&self, body_len: usize) -> Option<usize> {
        let len = match &self.0 {
            Kind::Null => Some(body_len),
            Kind::Aead12(keys) => body_len.checked_sub(keys.overhead()),
            Kind::Cbc(keys) => keys.max_plaintext(body_len),
        };
        Some(len?.min(MAX_PLAINTEXT_LEN))
    }

    /// Protects `body`, which has exactly [`body_len`](Self::body_len) bytes for `len` bytes of
    /// plaintext, standing behind the first [`prefix_len`](Self::prefix_len) bytes.
    #[inline]
    pub(super) fn seal(&self, header: &Header, body: &mut [u8], len: usize) -> Result<(), Error> {
        if body.len() != self.body_len(len) {
            return Err(Error::new(Reason::BufferTooSmall));
        }
        match &self.0 {
            Kind::Null => Ok(()),
            Kind::Aead12(keys) => keys.seal(header, body, len),
            Kind::Cbc(keys) => keys.seal(header, body, len),
        }
    }

    /// Checks and decrypts `body` in place; where in it the plaintext stands. After an error the
    /// contents of `body` are undefined.
    #[inline]
    pub(super) fn open(
        &self,
        header: &Header,
        body: &mut [u8],
    ) -> Result<Range<usize>, DropReason> {
        match &self.0 {
            Kind::Null => Ok(0..body.len()),
            Kind::Aead12(keys) => keys.open(header, body),
            Kind::Cbc(keys) => keys.open(header, body),
        }
    }
}

#[cfg(test)]
#[path = "protection_tests.rs"]
mod tests;
