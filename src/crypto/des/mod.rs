//! DES without `EVP` (`des.h`), which old protocols such as SNMP's still use.
//!
//! What C calls a schedule holds the key: it is expanded at each call, which costs less than a block of a message.

pub mod abi;

use primitives::low_level::DesKey;

/// Bytes of a block and of a key.
pub const BLOCK: usize = 8;

/// A block of 8 bytes, or a key.
pub type Block = [u8; BLOCK];

/// Cipher block chaining over `input`; the vector moves on. A last block that is not full is filled
/// with zeros.
pub fn chain(key: &DesKey, vector: &mut Block, block: &mut Block, encrypt: bool) {
    if encrypt {
        xor(block, vector);
        key.encrypt(block);
        *vector = *block;
    } else {
        let before = *block;
        key.decrypt(block);
        xor(block, vector);
        *vector = before;
    }
}

/// The key with the lowest bit of each byte set so that the byte has odd parity.
pub fn with_odd_parity(mut key: Block) -> Block {
    for byte in &mut key {
        *byte = *byte & 0xfe | u8::from((*byte >> 1).count_ones() % 2 == 0);
    }
    key
}

/// The key that old programs make from a password: its bytes are folded together, forwards and
/// backwards in turn, and the password is encrypted with that.
pub fn key_from_text(text: &[u8]) -> Block {
    let mut key = Block::default();
    for (at, byte) in text.iter().enumerate() {
        if at % 16 < BLOCK {
            key[at % BLOCK] ^= byte << 1;
        } else {
            key[BLOCK - 1 - at % BLOCK] ^= byte.reverse_bits();
        }
    }
    let key = with_odd_parity(key);
    let expanded = DesKey::new(key);
    let mut vector = key;
    for part in text.chunks(BLOCK) {
        let mut block = Block::default();
        block[..part.len()].copy_from_slice(part);
        chain(&expanded, &mut vector, &mut block, true);
    }
    with_odd_parity(vector)
}

fn xor(block: &mut Block, with: &Block) {
    for (byte, other) in block.iter_mut().zip(with) {
        *byte ^= other;
    }
}
