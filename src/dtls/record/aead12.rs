//! AEAD as DTLS 1.2 uses it: AES-GCM (RFC 5288), AES-CCM (RFC 6655, RFC 7251) and
//! ChaCha20-Poly1305 (RFC 7905).
//!
//! The nonce is never random: it is made of epoch and sequence number, which do not repeat under
//! one key. With AES its last eight bytes also stand in front of the ciphertext; what a peer puts
//! there is taken as it is, since the peer may count otherwise.

use core::ops::Range;

use primitives::aead::{AeadAlgorithm, AeadError, AeadKey, NONCE_LEN};

use super::Header;
use crate::error::{DropReason, Error, Reason};

/// Length in bytes of the part of the nonce that travels with an AES record.
const EXPLICIT_LEN: usize = 8;

/// Keys of one direction.
#[derive(Debug)]
pub struct Aead12 {
    key: AeadKey,
    tag_len: usize,
    nonce: Nonce,
}

enum Nonce {
    /// A fixed part of four bytes; the rest travels.
    Explicit([u8; NONCE_LEN - EXPLICIT_LEN]),
    /// A fixed value that the record number is added to without carry; nothing travels.
    Xor([u8; NONCE_LEN]),
}

impl core::fmt::Debug for Nonce {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Explicit(_) => "Explicit",
            Self::Xor(_) => "Xor",
        })
    }
}

impl Aead12 {
    /// Length in bytes of the write IV that the key block gives for `algorithm`.
    pub const fn fixed_iv_len(algorithm: AeadAlgorithm) -> usize {
        match algorithm {
            AeadAlgorithm::ChaCha20Poly1305 => NONCE_LEN,
            _ => NONCE_LEN - EXPLICIT_LEN,
        }
    }

    /// `key` and `iv` of one direction from the key block.
    pub fn new(algorithm: AeadAlgorithm, key: &[u8], iv: &[u8]) -> Result<Self, Error> {
        let wrong = |_| Error::new(Reason::CryptoFailed);
        let nonce = match algorithm {
            AeadAlgorithm::ChaCha20Poly1305 => Nonce::Xor(iv.try_into().map_err(wrong)?),
            _ => Nonce::Explicit(iv.try_into().map_err(wrong)?),
        };
        let key = AeadKey::new(algorithm, key).map_err(|_| Error::new(Reason::CryptoFailed))?;
        Ok(Self {
            key,
            tag_len: algorithm.tag_len(),
            nonce,
        })
    }

    #[inline]
    pub(super) fn prefix_len(&self) -> usize {
        match self.nonce {
            Nonce::Explicit(_) => EXPLICIT_LEN,
            Nonce::Xor(_) => 0,
        }
    }

    #[inline]
    pub(super) fn overhead(&self) -> usize {
        self.prefix_len() + self.tag_len
    }

    /// `explicit` is the number that travels.
    #[inline]
    fn nonce(&self, number: u64, explicit: [u8; EXPLICIT_LEN]) -> [u8; NONCE_LEN] {
        match &self.nonce {
            Nonce::Explicit([a, b, c, d]) => {
                let [e, f, g, h, i, j, k, l] = explicit;
                [*a, *b, *c, *d, e, f, g, h, i, j, k, l]
            }
            Nonce::Xor(iv) => {
                let mut nonce = *iv;
                let moving = &mut nonce[NONCE_LEN - EXPLICIT_LEN..];
                for (byte, number) in moving.iter_mut().zip(number.to_be_bytes()) {
                    *byte ^= number;
                }
                nonce
            }
        }
    }

    /// Encrypts the `len` bytes of `body` behind the prefix, which is all of `body` but prefix and tag.
    #[inline]
    pub(super) fn seal(&self, header: &Header, body: &mut [u8], len: usize) -> Result<(), Error> {
        let number = header.number.to_u64();
        let nonce = self.nonce(number, number.to_be_bytes());
        let (prefix, rest) = body.split_at_mut(self.prefix_len());
        if !prefix.is_empty() {
            prefix.copy_from_slice(&number.to_be_bytes());
        }
        let (data, tag) = rest.split_at_mut(len);
        self.key
            .seal_in_place(&nonce, &header.additional_data(len), data, tag)
            .map_err(|error| {
                Error::new(match error {
                    AeadError::TooLong => Reason::DataTooLong,
                    _ => Reason::CryptoFailed,
                })
            })
    }

    /// Decrypts `body` in place; where in it the plaintext stands.
    #[inline]
    pub(super) fn open(
        &self,
        header: &Header,
        body: &mut [u8],
    ) -> Result<Range<usize>, DropReason> {
        let prefix_len = self.prefix_len();
        let len = body
            .len()
            .checked_sub(prefix_len + self.tag_len)
            .ok_or(DropReason::BadRecord)?;
        let explicit = match body.first_chunk() {
            Some(explicit) => *explicit,
            None => return Err(DropReason::BadRecord),
        };
        let nonce = self.nonce(header.number.to_u64(), explicit);
        self.key
            .open_in_place(
                &nonce,
                &header.additional_data(len),
                &mut body[prefix_len..],
            )
            .map_err(|_| DropReason::BadRecord)?;
        Ok(prefix_len..prefix_len + len)
    }
}
