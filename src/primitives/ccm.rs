//! AES-CCM with nonces of twelve bytes (NIST SP 800-38C, RFC 3610, RFC 6655).
//!
//! The CBC-MAC runs over many blocks at a time and the counter mode beside it, which takes half the
//! time of going block by block.

use core::fmt;

use aes::{Aes128Enc, Aes256Enc};
use cbc::cipher::{
    Array, Block, BlockCipherEncrypt, BlockModeEncrypt, BlockSizeUser, InnerIvInit, KeyInit,
    StreamCipher, consts::U16,
};
use ctr::Ctr32BE;
use subtle::ConstantTimeEq;

use crate::aead::{AeadError, NONCE_LEN};

/// Length in bytes of the field for the length of the data: what a nonce leaves of a block.
const LENGTH_LEN: usize = 15 - NONCE_LEN;

/// The most data under one nonce, in bytes.
const MAX_DATA_LEN: usize = (1 << (8 * LENGTH_LEN)) - 1;

/// The most associated data: what two bytes of length can say without an escape.
const MAX_AAD_LEN: usize = 0xfeff;

/// How many blocks are authenticated at a time.
const BATCH: usize = 32;

/// A key, expanded, and the length of its tags.
pub(crate) struct CcmKey {
    cipher: Cipher,
    tag_len: usize,
}

#[allow(clippy::large_enum_variant)]
enum Cipher {
    Aes128(Aes128Enc),
    Aes256(Aes256Enc),
}

impl CcmKey {
    /// `key` has 16 or 32 bytes; `tag_len` is even, from 4 to 16.
    pub(crate) fn new(key: &[u8], tag_len: usize) -> Result<Self, AeadError> {
        let wrong = |_| AeadError::KeyLength;
        let cipher = match key.len() {
            16 => Cipher::Aes128(Aes128Enc::new_from_slice(key).map_err(wrong)?),
            _ => Cipher::Aes256(Aes256Enc::new_from_slice(key).map_err(wrong)?),
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
        match &self.cipher {
            Cipher::Aes128(cipher) => seal(cipher, self.tag_len, nonce, aad, data),
            Cipher::Aes256(cipher) => seal(cipher, self.tag_len, nonce, aad, data),
        }
    }

    /// Decrypts `data` in place and checks `tag`. After an error `data` is zeros.
    pub(crate) fn open(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8],
    ) -> Result<(), AeadError> {
        let result = match &self.cipher {
            Cipher::Aes128(cipher) => open(cipher, self.tag_len, nonce, aad, data, tag),
            Cipher::Aes256(cipher) => open(cipher, self.tag_len, nonce, aad, data, tag),
        };
        if result.is_err() {
            data.fill(0);
        }
        result
    }
}

impl fmt::Debug for CcmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CcmKey").finish_non_exhaustive()
    }
}

/// A block cipher of 16-byte blocks.
trait Aes: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> {}

impl<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> Aes for C {}

fn seal<C: Aes>(
    cipher: &C,
    tag_len: usize,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    data: &mut [u8],
) -> Result<[u8; 16], AeadError> {
    let mut tag = code(cipher, tag_len, nonce, aad, data)?;
    let mut counter = counter(cipher, nonce);
    counter.apply_keystream(&mut tag);
    counter.apply_keystream(data);
    Ok(tag)
}

fn open<C: Aes>(
    cipher: &C,
    tag_len: usize,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    data: &mut [u8],
    tag: &[u8],
) -> Result<(), AeadError> {
    let mut counter = counter(cipher, nonce);
    let mut mask = [0; 16];
    counter.apply_keystream(&mut mask);
    counter.apply_keystream(data);
    let mut expected = code(cipher, tag_len, nonce, aad, data)?;
    expected.iter_mut().zip(mask).for_each(|(e, m)| *e ^= m);
    match bool::from(expected[..tag_len].ct_eq(tag)) {
        true => Ok(()),
        false => Err(AeadError::Unauthentic),
    }
}

/// The key stream: its first block masks the tag (SP 800-38C appendix A.3). Sixteen bits of the
/// four that count stay zero, as the length of the data is below 2^24.
fn counter<'a, C: Aes>(cipher: &'a C, nonce: &[u8; NONCE_LEN]) -> Ctr32BE<&'a C> {
    let mut first = [0; 16];
    first[0] = LENGTH_LEN as u8 - 1;
    first[1..=NONCE_LEN].copy_from_slice(nonce);
    Ctr32BE::from_core(ctr::CtrCore::inner_iv_init(cipher, &first.into()))
}

/// The CBC-MAC (SP 800-38C appendix A.2).
fn code<C: Aes>(
    cipher: &C,
    tag_len: usize,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    data: &[u8],
) -> Result<[u8; 16], AeadError> {
    if data.len() > MAX_DATA_LEN || aad.len() > MAX_AAD_LEN {
        return Err(AeadError::TooLong);
    }
    let mut mac = Mac {
        chain: cbc::Encryptor::inner_iv_init(cipher, &Array::default()),
        last: Array::default(),
    };
    let mut first = [0; 16];
    let has_aad = u8::from(!aad.is_empty());
    first[0] = 64 * has_aad + 8 * (tag_len as u8 / 2 - 1) + LENGTH_LEN as u8 - 1;
    first[1..=NONCE_LEN].copy_from_slice(nonce);
    first[1 + NONCE_LEN..].copy_from_slice(&(data.len() as u32).to_be_bytes()[4 - LENGTH_LEN..]);
    mac.update(&[first.into()]);
    if !aad.is_empty() {
        let mut block = [0; 16];
        let (head, tail) = aad.split_at(aad.len().min(14));
        block[..2].copy_from_slice(&(aad.len() as u16).to_be_bytes());
        block[2..2 + head.len()].copy_from_slice(head);
        mac.update(&[block.into()]);
        mac.update_padded(tail);
    }
    mac.update_padded(data);
    Ok(mac.last.into())
}

struct Mac<'a, C: Aes> {
    chain: cbc::Encryptor<&'a C>,
    last: Block<C>,
}

impl<C: Aes> Mac<'_, C> {
    fn update(&mut self, blocks: &[Block<C>]) {
        let mut scratch = [Block::<C>::default(); BATCH];
        for blocks in blocks.chunks(BATCH) {
            let scratch = &mut scratch[..blocks.len()];
            scratch.copy_from_slice(blocks);
            self.chain.encrypt_blocks(scratch);
            self.last = scratch[blocks.len() - 1];
        }
    }

    /// Adds `data` and zeros up to a whole block.
    fn update_padded(&mut self, data: &[u8]) {
        let (blocks, rest) = Block::<C>::slice_as_chunks(data);
        self.update(blocks);
        if !rest.is_empty() {
            let mut block = Block::<C>::default();
            block[..rest.len()].copy_from_slice(rest);
            self.update(&[block]);
        }
    }
}
