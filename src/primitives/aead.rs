//! Authenticated encryption with associated data (RFC 5116), in place and without allocation.
//!
//! AES-GCM (RFC 5288) and ChaCha20-Poly1305 (RFC 7905, RFC 8439) run in ring; AES-CCM (RFC 6655),
//! which ring leaves out, over RustCrypto's AES. All of them take a nonce of twelve bytes, which
//! must never repeat under one key: the record layer makes it from epoch and sequence number.

use alloc::boxed::Box;
use core::fmt;

use ring::aead as r;

use crate::ccm::CcmKey;

/// Length of every nonce, in bytes.
pub const NONCE_LEN: usize = 12;

/// The longest tag of any [`AeadAlgorithm`], in bytes.
pub const MAX_TAG_LEN: usize = 16;

/// An algorithm for authenticated encryption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AeadAlgorithm {
    /// AEAD_AES_128_GCM.
    Aes128Gcm,
    /// AEAD_AES_256_GCM.
    Aes256Gcm,
    /// AEAD_CHACHA20_POLY1305.
    ChaCha20Poly1305,
    /// AEAD_AES_128_CCM with a tag of 16 bytes.
    Aes128Ccm,
    /// AEAD_AES_256_CCM with a tag of 16 bytes.
    Aes256Ccm,
    /// AEAD_AES_128_CCM_8: a tag of 8 bytes.
    Aes128Ccm8,
    /// AEAD_AES_256_CCM_8: a tag of 8 bytes.
    Aes256Ccm8,
}

impl AeadAlgorithm {
    /// Length of the key in bytes.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128Gcm | Self::Aes128Ccm | Self::Aes128Ccm8 => 16,
            Self::Aes256Gcm | Self::ChaCha20Poly1305 | Self::Aes256Ccm | Self::Aes256Ccm8 => 32,
        }
    }

    /// Length of the tag in bytes.
    pub const fn tag_len(self) -> usize {
        match self {
            Self::Aes128Ccm8 | Self::Aes256Ccm8 => 8,
            _ => 16,
        }
    }
}

/// Why a call of this module failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AeadError {
    /// The key has not the length that the algorithm wants.
    KeyLength,
    /// The place for the tag has not the length of the tag.
    TagLength,
    /// More data than the algorithm can take under one nonce.
    TooLong,
    /// The data, the associated data, the nonce or the key is not what was sealed, or the input
    /// is shorter than a tag.
    Unauthentic,
}

impl fmt::Display for AeadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KeyLength => "wrong length of an AEAD key",
            Self::TagLength => "wrong length of an AEAD tag",
            Self::TooLong => "too much data for one AEAD nonce",
            Self::Unauthentic => "AEAD data is not authentic",
        })
    }
}

impl core::error::Error for AeadError {}

/// A key, expanded and ready for sealing and opening.
pub struct AeadKey {
    algorithm: AeadAlgorithm,
    inner: Inner,
}

/// The keys of CCM are twice as large as those of ring, which all keys would pay for. Those of ring stay inline, as every
/// record needs them.
#[allow(clippy::large_enum_variant)]
enum Inner {
    Ring(r::LessSafeKey),
    Ccm(Box<CcmKey>),
}

impl AeadKey {
    /// Expands `key`, which must have [`AeadAlgorithm::key_len`] bytes.
    pub fn new(algorithm: AeadAlgorithm, key: &[u8]) -> Result<Self, AeadError> {
        let ring_key = |algorithm: &'static r::Algorithm| {
            r::UnboundKey::new(algorithm, key)
                .map(|key| Inner::Ring(r::LessSafeKey::new(key)))
                .map_err(|_| AeadError::KeyLength)
        };
        if key.len() != algorithm.key_len() {
            return Err(AeadError::KeyLength);
        }
        let inner = match algorithm {
            AeadAlgorithm::Aes128Gcm => ring_key(&r::AES_128_GCM)?,
            AeadAlgorithm::Aes256Gcm => ring_key(&r::AES_256_GCM)?,
            AeadAlgorithm::ChaCha20Poly1305 => ring_key(&r::CHACHA20_POLY1305)?,
            AeadAlgorithm::Aes128Ccm
            | AeadAlgorithm::Aes256Ccm
            | AeadAlgorithm::Aes128Ccm8
            | AeadAlgorithm::Aes256Ccm8 => {
                Inner::Ccm(Box::new(CcmKey::new(key, algorithm.tag_len())?))
            }
        };
        Ok(Self { algorithm, inner })
    }

    /// The algorithm this key is for.
    #[inline]
    pub fn algorithm(&self) -> AeadAlgorithm {
        self.algorithm
    }

    /// Encrypts `data` in place and writes the tag over it and `aad` to `tag_out`, which must
    /// have [`AeadAlgorithm::tag_len`] bytes. `nonce` must be new under this key.
    #[inline]
    pub fn seal_in_place(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag_out: &mut [u8],
    ) -> Result<(), AeadError> {
        if tag_out.len() != self.algorithm.tag_len() {
            return Err(AeadError::TagLength);
        }
        match &self.inner {
            Inner::Ring(key) => {
                let nonce = r::Nonce::assume_unique_for_key(*nonce);
                let tag = key
                    .seal_in_place_separate_tag(nonce, r::Aad::from(aad), data)
                    .map_err(|_| AeadError::TooLong)?;
                tag_out.copy_from_slice(tag.as_ref());
                Ok(())
            }
            Inner::Ccm(key) => {
                let tag = key.seal(nonce, aad, data)?;
                tag_out.copy_from_slice(&tag[..self.algorithm.tag_len()]);
                Ok(())
            }
        }
    }

    /// Checks the tag at the end of `data_with_tag` and decrypts in place what stands before it:
    /// the plaintext is the first `n` bytes, where `n` is the returned length. Nothing is moved.
    /// After an error the contents of `data_with_tag` are undefined and must not be used.
    #[inline]
    pub fn open_in_place(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data_with_tag: &mut [u8],
    ) -> Result<usize, AeadError> {
        let len = data_with_tag
            .len()
            .checked_sub(self.algorithm.tag_len())
            .ok_or(AeadError::Unauthentic)?;
        match &self.inner {
            Inner::Ring(key) => {
                let nonce = r::Nonce::assume_unique_for_key(*nonce);
                key.open_in_place(nonce, r::Aad::from(aad), data_with_tag)
                    .map_err(|_| AeadError::Unauthentic)?;
            }
            Inner::Ccm(key) => {
                let (data, tag) = data_with_tag.split_at_mut(len);
                key.open(nonce, aad, data, tag)?;
            }
        }
        Ok(len)
    }
}

impl fmt::Debug for AeadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AeadKey").field(&self.algorithm).finish()
    }
}

#[cfg(test)]
#[path = "aead_tests.rs"]
mod tests;
