//! AES-CCM with nonces of twelve bytes (NIST SP 800-38C, RFC 3610, RFC 6655).
//!
//! Both passes are the provider's: counter mode, and CBC over many blocks at a time, whose last block is the CBC-MAC.

use core::fmt;

use aws_lc_rs::cipher::{self as provider, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use subtle::ConstantTimeEq;

use crate::aead::{AeadError, NONCE_LEN};

/// Length in bytes of the field for the length of the data: what a nonce leaves of a block.
const LENGTH_LEN: usize = 15 - NONCE_LEN;

/// The most data under one nonce, in bytes.
const MAX_DATA_LEN: usize = (1 << (8 * LENGTH_LEN)) - 1;

/// The most associated data: what two bytes of length can say without an escape.
const MAX_AAD_LEN: usize = 0xfeff;

/// How many bytes are authenticated at a time: a usual datagram at once.
const BATCH: usize = 1280;

/// A key, expanded for both passes, and the length of its tags.
pub(crate) struct CcmKey {
    stream: EncryptingKey,
    chain: EncryptingKey,
    tag_len: usize,
}

impl CcmKey {
    /// `key` has 16 or 32 bytes; `tag_len` is even, from 4 to 16.
    pub(crate) fn new(key: &[u8], tag_len: usize) -> Result<Self, AeadError> {
        let algorithm = match key.len() {
            16 => &provider::AES_128,
            _ => &provider::AES_256,
        };
        let expand = |mode: fn(UnboundCipherKey) -> Result<EncryptingKey, _>| {
            let key = UnboundCipherKey::new(algorithm, key).and_then(mode);
            key.map_err(|_| AeadError::KeyLength)
        };
        Ok(Self {
            stream: expand(EncryptingKey::ctr)?,
            chain: expand(EncryptingKey::cbc)?,
            tag_len,
        })
    }

    /// Encrypts `data` in place; the tag, of which the first bytes count.
    pub(crate) fn seal(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
    ) -> Result<[u8; 16], AeadError> {
        let mut tag = self.code(nonce, aad, data)?;
        self.apply_stream(nonce, 0, &mut tag)?;
        self.apply_stream(nonce, 1, data)?;
        Ok(tag)
    }

    /// Decrypts `data` in place and checks `tag`. After an error `data` is zeros.
    pub(crate) fn open(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &mut [u8],
        tag: &[u8],
    ) -> Result<(), AeadError> {
        let mut opened = || {
            self.apply_stream(nonce, 1, data)?;
            let mut expected = self.code(nonce, aad, data)?;
            self.apply_stream(nonce, 0, &mut expected)?;
            match bool::from(expected[..self.tag_len].ct_eq(tag)) {
                true => Ok(()),
                false => Err(AeadError::Unauthentic),
            }
        };
        let result = opened();
        if result.is_err() {
            data.fill(0);
        }
        result
    }

    /// The key stream from a block on. The first block masks the tag (SP 800-38C appendix A.3).
    fn apply_stream(
        &self,
        nonce: &[u8; NONCE_LEN],
        block: u8,
        data: &mut [u8],
    ) -> Result<(), AeadError> {
        let mut start = [0; 16];
        start[0] = LENGTH_LEN as u8 - 1;
        start[1..=NONCE_LEN].copy_from_slice(nonce);
        start[15] = block;
        encrypt(&self.stream, start, data)
    }

    /// The CBC-MAC (SP 800-38C appendix A.2).
    fn code(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        data: &[u8],
    ) -> Result<[u8; 16], AeadError> {
        if data.len() > MAX_DATA_LEN || aad.len() > MAX_AAD_LEN {
            return Err(AeadError::TooLong);
        }
        let mut mac = Mac {
            chain: &self.chain,
            last: [0; 16],
            waiting: [0; BATCH],
            used: 0,
        };
        let mut first = [0; 16];
        let has_aad = u8::from(!aad.is_empty());
        first[0] = 64 * has_aad + 8 * (self.tag_len as u8 / 2 - 1) + LENGTH_LEN as u8 - 1;
        first[1..=NONCE_LEN].copy_from_slice(nonce);
        let length = (data.len() as u32).to_be_bytes();
        first[1 + NONCE_LEN..].copy_from_slice(&length[4 - LENGTH_LEN..]);
        mac.update(&first)?;
        if !aad.is_empty() {
            mac.update(&(aad.len() as u16).to_be_bytes())?;
            mac.update(aad)?;
            mac.pad()?;
        }
        mac.update(data)?;
        mac.pad()?;
        mac.flush()?;
        Ok(mac.last)
    }
}

impl fmt::Debug for CcmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CcmKey").finish_non_exhaustive()
    }
}

/// Counter mode takes any length and CBC any number of whole blocks, so this does not fail.
fn encrypt(key: &EncryptingKey, start: [u8; 16], data: &mut [u8]) -> Result<(), AeadError> {
    if data.is_empty() {
        return Ok(());
    }
    let start = EncryptionContext::Iv128(FixedLength::from(start));
    key.less_safe_encrypt(data, start)
        .map(|_| ())
        .map_err(|_| AeadError::TooLong)
}

/// A code in the making.
struct Mac<'a> {
    chain: &'a EncryptingKey,
    /// The last block of ciphertext.
    last: [u8; 16],
    waiting: [u8; BATCH],
    used: usize,
}

impl Mac<'_> {
    fn update(&mut self, mut data: &[u8]) -> Result<(), AeadError> {
        while !data.is_empty() {
            let (head, tail) = data.split_at(data.len().min(BATCH - self.used));
            self.waiting[self.used..self.used + head.len()].copy_from_slice(head);
            self.used += head.len();
            if self.used == BATCH {
                self.flush()?;
            }
            data = tail;
        }
        Ok(())
    }

    /// Adds zeros up to a whole block.
    fn pad(&mut self) -> Result<(), AeadError> {
        let missing = self.used.wrapping_neg() % 16;
        self.update(&[0; 16][..missing])
    }

    /// Encrypts the whole blocks that wait.
    fn flush(&mut self) -> Result<(), AeadError> {
        let blocks = &mut self.waiting[..self.used];
        encrypt(self.chain, self.last, blocks)?;
        if let Some(last) = blocks.last_chunk() {
            self.last = *last;
        }
        self.used = 0;
        Ok(())
    }
}
