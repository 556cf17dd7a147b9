//! AES-CCM with nonces of twelve bytes (NIST SP 800-38C, RFC 3610, RFC 6655).
//!
//! The mode over RustCrypto's block cipher. The CBC-MAC cannot begin a block before it has ended the last, so the blocks of
//! counter mode, which wait for nothing, are encrypted beside it while the processor would be idle.

use core::fmt;

use aes::cipher::consts::U16;
use aes::cipher::{
    Block, BlockCipherEncBackend, BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser, KeyInit,
};
use aes::{Aes128Enc, Aes256Enc};
use subtle::ConstantTimeEq;

use crate::aead::{AeadError, NONCE_LEN};

/// Length in bytes of the field for the length of the data: what a nonce leaves of a block.
const LENGTH_LEN: usize = 15 - NONCE_LEN;

/// The most data under one nonce, in bytes.
const MAX_DATA_LEN: usize = (1 << (8 * LENGTH_LEN)) - 1;

/// The most associated data: what two bytes of length can say without an escape.
const MAX_AAD_LEN: usize = 0xfeff;

/// A key, expanded, and the length of its tags.
pub(crate) struct CcmKey {
    cipher: Cipher,
    tag_len: usize,
}

/// Kept inline for the reason given at `AeadKey`.
#[allow(clippy::large_enum_variant)]
enum Cipher {
    Aes128(Aes128Enc),
    Aes256(Aes256Enc),
}

impl CcmKey {
    /// `key` has 16 or 32 bytes; `tag_len` is even, from 4 to 16.
    pub(crate) fn new(key: &[u8], tag_len: usize) -> Result<Self, AeadError> {
        let length = |_| AeadError::KeyLength;
        let cipher = match key.len() {
            16 => Cipher::Aes128(Aes128Enc::new_from_slice(key).map_err(length)?),
            _ => Cipher::Aes256(Aes256Enc::new_from_slice(key).map_err(length)?),
        };
        Ok(Self { cipher, tag_len })
    }

    /// Encrypts `data` in place; the tag, of which the first bytes count.
    pub(crate) fn seal(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
    ) -> Result<[u8; 16], AeadError> {
        self.run(Direction::Seal, nonce, aad, data)
    }

    /// Decrypts `data` in place and checks `tag`. After an error `data` is zeros.
    pub(crate) fn open(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8],
    ) -> Result<(), AeadError> {
        let result = self
            .run(Direction::Open, nonce, aad, data)
            .and_then(
                |expected| match bool::from(expected[..self.tag_len].ct_eq(tag)) {
                    true => Ok(()),
                    false => Err(AeadError::Unauthentic),
                },
            );
        if result.is_err() {
            data.fill(0);
        }
        result
    }

    fn run(
        &self,
        direction: Direction,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
    ) -> Result<[u8; 16], AeadError> {
        if data.len() > MAX_DATA_LEN || aad.len() > MAX_AAD_LEN {
            return Err(AeadError::TooLong);
        }
        let mut tag = [0; 16];
        let pass = Pass {
            direction,
            first: self.first_block(nonce, aad, data.len()),
            nonce,
            aad,
            data,
            tag: &mut tag,
        };
        match &self.cipher {
            Cipher::Aes128(cipher) => cipher.encrypt_with_backend(pass),
            Cipher::Aes256(cipher) => cipher.encrypt_with_backend(pass),
        }
        Ok(tag)
    }

    /// The block that tells what follows (SP 800-38C appendix A.2.1).
    fn first_block(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], length: usize) -> [u8; 16] {
        let has_aad = u8::from(!aad.is_empty());
        let flags = 64 * has_aad + 8 * (self.tag_len as u8 / 2 - 1) + LENGTH_LEN as u8 - 1;
        block(flags, nonce, length as u32)
    }
}

/// Flags, nonce, and a number that is shorter than 2^24.
fn block(flags: u8, nonce: &[u8; NONCE_LEN], number: u32) -> [u8; 16] {
    let mut block = [0; 16];
    block[0] = flags;
    block[1..=NONCE_LEN].copy_from_slice(nonce);
    block[1 + NONCE_LEN..].copy_from_slice(&number.to_be_bytes()[4 - LENGTH_LEN..]);
    block
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Seal,
    Open,
}

/// All the work on one message, in the form in which the cipher lends its fastest implementation.
struct Pass<'a> {
    direction: Direction,
    first: [u8; 16],
    nonce: &'a [u8; NONCE_LEN],
    aad: &'a [u8],
    data: &'a mut [u8],
    tag: &'a mut [u8; 16],
}

impl BlockSizeUser for Pass<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Pass<'_> {
    #[inline(always)]
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        let encrypt = |block: [u8; 16]| -> [u8; 16] {
            let mut block = Block::<B>::from(block);
            backend.encrypt_block_inplace(&mut block);
            block.into()
        };
        // SP 800-38C appendix A.3; the block with number 0 masks the tag.
        let stream = |number| encrypt(block(LENGTH_LEN as u8 - 1, self.nonce, number));
        let mask = stream(0);
        let mut mac = encrypt(self.first);
        if !self.aad.is_empty() {
            // SP 800-38C appendix A.2.2: behind its length, with zeros up to a whole block.
            let (head, rest) = self.aad.split_at(self.aad.len().min(14));
            let mut first = [0; 16];
            first[..2].copy_from_slice(&(self.aad.len() as u16).to_be_bytes());
            first[2..2 + head.len()].copy_from_slice(head);
            mac = encrypt(xor(mac, first));
            for piece in rest.chunks(16) {
                mac = encrypt(xor(mac, padded(piece)));
            }
        }
        let seals = self.direction == Direction::Seal;
        let mut number = 0;
        let (pieces, last) = self.data.as_chunks_mut();
        for piece in pieces {
            number += 1;
            let before = *piece;
            *piece = xor(before, stream(number));
            mac = encrypt(xor(mac, if seals { before } else { *piece }));
        }
        if !last.is_empty() {
            let before = padded(last);
            let after = xor(before, stream(number + 1));
            last.copy_from_slice(&after[..last.len()]);
            mac = encrypt(xor(mac, if seals { before } else { padded(last) }));
        }
        *self.tag = xor(mac, mask);
    }
}

/// By bytes: so it stays in the vector registers of the cipher, which numbers of 128 bits leave.
#[inline(always)]
fn xor(a: [u8; 16], b: [u8; 16]) -> [u8; 16] {
    core::array::from_fn(|i| a[i] ^ b[i])
}

/// At most 16 bytes, with zeros behind them.
#[inline(always)]
fn padded(bytes: &[u8]) -> [u8; 16] {
    let mut block = [0; 16];
    block[..bytes.len()].copy_from_slice(bytes);
    block
}

impl fmt::Debug for CcmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CcmKey").finish_non_exhaustive()
    }
}
