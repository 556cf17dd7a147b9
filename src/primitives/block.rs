//! Single blocks of AES (FIPS 197) and triple DES (SP 800-67), for the modes of `EVP_CIPHER` and
//! encrypted key files. Records use `aead` and `cbc`.

use alloc::boxed::Box;
use core::fmt;

use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// A block cipher with the length of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockAlgorithm {
    /// AES, 16-byte key.
    Aes128,
    /// AES, 24-byte key.
    Aes192,
    /// AES, 32-byte key.
    Aes256,
    /// Triple DES with three keys, 24 bytes.
    DesEde3,
}

/// The longest block in bytes.
pub const MAX_BLOCK_LEN: usize = 16;

impl BlockAlgorithm {
    /// Length of the key in bytes.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 | Self::DesEde3 => 24,
            Self::Aes256 => 32,
        }
    }

    /// Length of a block in bytes.
    pub const fn block_len(self) -> usize {
        match self {
            Self::DesEde3 => 8,
            _ => 16,
        }
    }
}

/// A key, expanded; wiped when dropped.
#[derive(Clone)]
pub struct BlockKey(Inner);

#[derive(Clone)]
enum Inner {
    Aes128(Box<aes::Aes128>),
    Aes192(Box<aes::Aes192>),
    Aes256(Box<aes::Aes256>),
    DesEde3(Box<des::TdesEde3>),
}

/// A key of the wrong length, or a block of the wrong length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockError;

impl BlockKey {
    /// Expands `key`.
    pub fn new(algorithm: BlockAlgorithm, key: &[u8]) -> Result<Self, BlockError> {
        fn expand<C: KeyInit>(key: &[u8]) -> Result<Box<C>, BlockError> {
            C::new_from_slice(key).map(Box::new).map_err(|_| BlockError)
        }
        Ok(Self(match algorithm {
            BlockAlgorithm::Aes128 => Inner::Aes128(expand(key)?),
            BlockAlgorithm::Aes192 => Inner::Aes192(expand(key)?),
            BlockAlgorithm::Aes256 => Inner::Aes256(expand(key)?),
            BlockAlgorithm::DesEde3 => Inner::DesEde3(expand(key)?),
        }))
    }

    /// Encrypts one block in place.
    pub fn encrypt(&self, block: &mut [u8]) -> Result<(), BlockError> {
        fn one<C: BlockCipherEncrypt>(cipher: &C, block: &mut [u8]) -> Result<(), BlockError> {
            let block: &mut Block<C> = block.try_into().map_err(|_| BlockError)?;
            cipher.encrypt_block(block);
            Ok(())
        }
        match &self.0 {
            Inner::Aes128(cipher) => one(&**cipher, block),
            Inner::Aes192(cipher) => one(&**cipher, block),
            Inner::Aes256(cipher) => one(&**cipher, block),
            Inner::DesEde3(cipher) => one(&**cipher, block),
        }
    }

    /// Decrypts one block in place.
    pub fn decrypt(&self, block: &mut [u8]) -> Result<(), BlockError> {
        fn one<C: BlockCipherDecrypt>(cipher: &C, block: &mut [u8]) -> Result<(), BlockError> {
            let block: &mut Block<C> = block.try_into().map_err(|_| BlockError)?;
            cipher.decrypt_block(block);
            Ok(())
        }
        match &self.0 {
            Inner::Aes128(cipher) => one(&**cipher, block),
            Inner::Aes192(cipher) => one(&**cipher, block),
            Inner::Aes256(cipher) => one(&**cipher, block),
            Inner::DesEde3(cipher) => one(&**cipher, block),
        }
    }
}

impl fmt::Debug for BlockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 197 appendix C; SP 800-67 has no vector of its own, the last is the command
    /// `openssl enc -des-ede3` over the same bytes.
    #[test]
    fn known_answers() {
        let bytes: [u8; 32] = core::array::from_fn(|at| at as u8);
        let plain: [u8; 16] = core::array::from_fn(|at| (at * 0x11) as u8);
        for (algorithm, expected) in [
            (
                BlockAlgorithm::Aes128,
                0x69c4_e0d8_6a7b_0430_d8cd_b780_70b4_c55a,
            ),
            (
                BlockAlgorithm::Aes192,
                0xdda9_7ca4_864c_dfe0_6eaf_70a0_ec0d_7191,
            ),
            (
                BlockAlgorithm::Aes256,
                0x8ea2_b7ca_5167_45bf_eafc_4990_4b49_6089_u128,
            ),
        ] {
            let key = BlockKey::new(algorithm, &bytes[..algorithm.key_len()]).unwrap();
            let mut block = plain;
            key.encrypt(&mut block).unwrap();
            assert_eq!(u128::from_be_bytes(block), expected);
            key.decrypt(&mut block).unwrap();
            assert_eq!(block, plain);
            assert_eq!(key.encrypt(&mut [0; 15]), Err(BlockError));
        }
        let key = BlockKey::new(BlockAlgorithm::DesEde3, &bytes[..24]).unwrap();
        let mut block = [0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77];
        key.encrypt(&mut block).unwrap();
        assert_eq!(u64::from_be_bytes(block), DES_EDE3);
        key.decrypt(&mut block).unwrap();
        assert_eq!(block, plain[..8]);
        assert!(BlockKey::new(BlockAlgorithm::Aes128, &bytes).is_err());
    }

    const DES_EDE3: u64 = 0x97a2_5ba8_2b56_4f4c;
}
