//! DES with one key (FIPS 46-3).

use des::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// A DES key for one call; wiped when dropped.
pub struct DesKey(des::Des);

/// Why a key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DesKeyError {
    /// A byte has even parity.
    Parity,
    /// One of the weak and semi-weak keys.
    Weak,
}

impl DesKey {
    /// Expands a key; its parity does not matter.
    pub fn new(key: [u8; 8]) -> Self {
        Self(des::Des::new(&key.into()))
    }

    /// Whether a key has odd parity and is not weak.
    pub fn check(key: [u8; 8]) -> Result<(), DesKeyError> {
        if key.iter().any(|byte| byte.count_ones() % 2 == 0) {
            return Err(DesKeyError::Parity);
        }
        des::weak_key_test(&key).map_err(|_| DesKeyError::Weak)
    }

    /// Encrypts one block.
    pub fn encrypt(&self, block: &mut [u8; 8]) {
        let block: &mut Block<des::Des> = block.into();
        self.0.encrypt_block(block);
    }

    /// Decrypts one block.
    pub fn decrypt(&self, block: &mut [u8; 8]) {
        let block: &mut Block<des::Des> = block.into();
        self.0.decrypt_block(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 81 appendix B: "Now is the time for all " under 0123456789abcdef, the first block.
    #[test]
    fn known_answer_and_refused_keys() {
        let key = 0x0123_4567_89ab_cdef_u64.to_be_bytes();
        let mut block = *b"Now is t";
        let expanded = DesKey::new(key);
        expanded.encrypt(&mut block);
        assert_eq!(u64::from_be_bytes(block), 0x3fa4_0e8a_984d_4815);
        expanded.decrypt(&mut block);
        assert_eq!(&block, b"Now is t");
        assert_eq!(DesKey::check(key), Ok(()));
        assert_eq!(DesKey::check([0; 8]), Err(DesKeyError::Parity));
        assert_eq!(DesKey::check([1; 8]), Err(DesKeyError::Weak));
    }
}
