//! AES in CBC mode (NIST SP 800-38A 6.2), in place, for the suites of RFC 5246 that use it.
//!
//! The mode gives secrecy only. Padding and authentication belong to the record layer.

use core::fmt;

use aes::{Aes128, Aes256};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit};
use cbc::{Decryptor, Encryptor};

/// Length of a block and of the initialisation vector, in bytes.
pub const BLOCK_LEN: usize = 16;

/// A block cipher in CBC mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CbcAlgorithm {
    /// AES with a key of 16 bytes.
    Aes128,
    /// AES with a key of 32 bytes.
    Aes256,
}

impl CbcAlgorithm {
    /// Length of the key in bytes.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes256 => 32,
        }
    }
}

/// Why a call of this module failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CbcError {
    /// The key has not the length that the algorithm wants.
    KeyLength,
    /// The data is not a whole number of blocks.
    NotWholeBlocks,
}

impl fmt::Display for CbcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KeyLength => "wrong length of a CBC key",
            Self::NotWholeBlocks => "data is not a whole number of blocks",
        })
    }
}

impl core::error::Error for CbcError {}

/// A key, expanded for both directions.
pub struct CbcKey {
    inner: Inner,
}

/// Kept inline for the reason given at `AeadKey`.
#[allow(clippy::large_enum_variant)]
enum Inner {
    Aes128(Aes128),
    Aes256(Aes256),
}

impl CbcKey {
    /// Expands `key`, which must have [`CbcAlgorithm::key_len`] bytes.
    pub fn new(algorithm: CbcAlgorithm, key: &[u8]) -> Result<Self, CbcError> {
        let wrong = |_| CbcError::KeyLength;
        let inner = match algorithm {
            CbcAlgorithm::Aes128 => Inner::Aes128(Aes128::new_from_slice(key).map_err(wrong)?),
            CbcAlgorithm::Aes256 => Inner::Aes256(Aes256::new_from_slice(key).map_err(wrong)?),
        };
        Ok(Self { inner })
    }

    /// The algorithm this key is for.
    pub fn algorithm(&self) -> CbcAlgorithm {
        match self.inner {
            Inner::Aes128(_) => CbcAlgorithm::Aes128,
            Inner::Aes256(_) => CbcAlgorithm::Aes256,
        }
    }

    /// Encrypts `data`, a whole number of blocks, in place. `iv` must not be predictable for
    /// anyone who can choose the data (RFC 4346 section 1.1).
    pub fn encrypt_in_place(&self, iv: &[u8; BLOCK_LEN], data: &mut [u8]) -> Result<(), CbcError> {
        let (blocks, rest) = cbc::cipher::Block::<Aes128>::slice_as_chunks_mut(data);
        if !rest.is_empty() {
            return Err(CbcError::NotWholeBlocks);
        }
        match &self.inner {
            Inner::Aes128(key) => {
                Encryptor::inner_iv_init(key, iv.into()).encrypt_blocks(blocks);
            }
            Inner::Aes256(key) => {
                Encryptor::inner_iv_init(key, iv.into()).encrypt_blocks(blocks);
            }
        }
        Ok(())
    }

    /// Decrypts `data`, a whole number of blocks, in place.
    pub fn decrypt_in_place(&self, iv: &[u8; BLOCK_LEN], data: &mut [u8]) -> Result<(), CbcError> {
        let (blocks, rest) = cbc::cipher::Block::<Aes128>::slice_as_chunks_mut(data);
        if !rest.is_empty() {
            return Err(CbcError::NotWholeBlocks);
        }
        match &self.inner {
            Inner::Aes128(key) => {
                Decryptor::inner_iv_init(key, iv.into()).decrypt_blocks(blocks);
            }
            Inner::Aes256(key) => {
                Decryptor::inner_iv_init(key, iv.into()).decrypt_blocks(blocks);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for CbcKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CbcKey").field(&self.algorithm()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len() / 2)
            .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
            .collect()
    }

    /// NIST SP 800-38A F.2.1 and F.2.5.
    #[test]
    fn known_answers() {
        let iv: [u8; 16] = core::array::from_fn(|i| i as u8);
        let plain = unhex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
             30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
        );
        for (algorithm, key, sealed) in [
            (
                CbcAlgorithm::Aes128,
                "2b7e151628aed2a6abf7158809cf4f3c",
                "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2\
                 73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
            ),
            (
                CbcAlgorithm::Aes256,
                "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
                 39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
            ),
        ] {
            let key = CbcKey::new(algorithm, &unhex(key)).unwrap();
            let mut data = plain.clone();
            key.encrypt_in_place(&iv, &mut data).unwrap();
            assert_eq!(data, unhex(sealed));
            key.decrypt_in_place(&iv, &mut data).unwrap();
            assert_eq!(data, plain);
        }
    }

    #[test]
    fn wrong_lengths_are_errors() {
        assert_eq!(
            CbcKey::new(CbcAlgorithm::Aes128, &[0; 32]).unwrap_err(),
            CbcError::KeyLength
        );
        let key = CbcKey::new(CbcAlgorithm::Aes256, &[0; 32]).unwrap();
        for len in 0..64 {
            let mut data = [0; 64];
            let expected = match len % BLOCK_LEN {
                0 => Ok(()),
                _ => Err(CbcError::NotWholeBlocks),
            };
            let data = &mut data[..len];
            assert_eq!(key.encrypt_in_place(&[0; 16], data), expected);
            assert_eq!(key.decrypt_in_place(&[0; 16], data), expected);
        }
    }
}
