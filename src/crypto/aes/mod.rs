//! AES without `EVP`: single blocks and old modes (`aes.h`).

pub mod abi;

use primitives::low_level::AesKey;

/// Bytes of a block.
pub const BLOCK: usize = 16;

/// How blocks are chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Cipher block chaining: each block is XORed with the encrypted one before.
    Cbc,
    /// Infinite garble extension: also, after encryption, with the plain one before.
    Ige,
}

impl Chain {
    /// How many blocks the initialization vector has: the encrypted one before the first, and for
    /// IGE the plain one.
    pub fn vectors(self) -> usize {
        match self {
            Self::Cbc => 1,
            Self::Ige => 2,
        }
    }

    /// Encrypts or decrypts one block, and keeps it in `vectors` for the next.
    pub fn step(
        self,
        key: &AesKey,
        vectors: &mut [[u8; BLOCK]; 2],
        block: &mut [u8; BLOCK],
        encrypt: bool,
    ) {
        let before = *block;
        let [encrypted, plain] = vectors;
        if encrypt {
            xor(block, encrypted);
            key.encrypt(block);
            xor(block, plain);
            *encrypted = *block;
        } else {
            xor(block, plain);
            key.decrypt(block);
            xor(block, encrypted);
            *encrypted = before;
        }
        if self == Self::Ige {
            *plain = if encrypt { before } else { *block };
        }
    }
}

fn xor(block: &mut [u8; BLOCK], with: &[u8; BLOCK]) {
    for (byte, other) in block.iter_mut().zip(with) {
        *byte ^= other;
    }
}
