//! AES-GCM in pieces (SP 800-38D), for `EVP_CIPHER`. Records use `aead`, which is faster and takes
//! no plaintext back before the tag is checked; here that is left to the caller, as in C.

use core::fmt;

use ghash::GHash;
use ghash::universal_hash::UniversalHash;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::block::{BlockError, BlockKey};

/// Length of the full tag in bytes.
pub const TAG_LEN: usize = 16;

/// One message. Associated data comes before the text.
#[derive(Clone)]
pub struct Gcm {
    key: BlockKey,
    ghash: GHash,
    /// What has not filled a block yet.
    pending: [u8; 16],
    pending_len: usize,
    counter: [u8; 16],
    stream: [u8; 16],
    tag_mask: [u8; 16],
    aad_len: u64,
    text_len: u64,
}

impl Gcm {
    /// Begins a message under `key`, which is AES, with `iv`: 12 bytes, or any other length but 0.
    pub fn new(key: BlockKey, iv: &[u8]) -> Result<Self, BlockError> {
        let mut subkey = [0; 16];
        key.encrypt(&mut subkey)?;
        let ghash = GHash::new(&subkey.into());
        subkey.zeroize();
        let mut counter = [0; 16];
        if iv.len() == 12 {
            counter[..12].copy_from_slice(iv);
            counter[15] = 1;
        } else if iv.is_empty() {
            return Err(BlockError);
        } else {
            let mut hash = ghash.clone();
            hash.update_padded(iv);
            let bits = (iv.len() as u128) * 8;
            hash.update(&[bits.to_be_bytes().into()]);
            counter.copy_from_slice(&hash.finalize());
        }
        let mut tag_mask = counter;
        key.encrypt(&mut tag_mask)?;
        Ok(Self {
            key,
            ghash,
            pending: [0; 16],
            pending_len: 0,
            counter,
            stream: [0; 16],
            tag_mask,
            aad_len: 0,
            text_len: 0,
        })
    }

    /// Adds associated data; an error once there was text.
    pub fn aad(&mut self, data: &[u8]) -> Result<(), BlockError> {
        if self.text_len > 0 {
            return Err(BlockError);
        }
        self.aad_len += data.len() as u64;
        self.hash(data);
        Ok(())
    }

    /// Encrypts text in place.
    pub fn encrypt(&mut self, text: &mut [u8]) -> Result<(), BlockError> {
        self.apply(text, true)
    }

    /// Decrypts text in place. It is not to be trusted before [`Self::verify`].
    pub fn decrypt(&mut self, text: &mut [u8]) -> Result<(), BlockError> {
        self.apply(text, false)
    }

    /// The tag of all that was given.
    pub fn tag(&self) -> [u8; TAG_LEN] {
        let mut ghash = self.ghash.clone();
        ghash.update_padded(&self.pending[..self.pending_len]);
        let lengths = (u128::from(self.aad_len) * 8) << 64 | (u128::from(self.text_len) * 8);
        ghash.update(&[lengths.to_be_bytes().into()]);
        let mut tag: [u8; 16] = ghash.finalize().into();
        tag.iter_mut()
            .zip(self.tag_mask)
            .for_each(|(byte, mask)| *byte ^= mask);
        tag
    }

    /// Whether `tag`, which may be cut to its first bytes, is the tag of all that was given.
    pub fn verify(&self, tag: &[u8]) -> bool {
        let own = self.tag();
        (1..=TAG_LEN).contains(&tag.len()) && bool::from(own[..tag.len()].ct_eq(tag))
    }

    fn apply(&mut self, text: &mut [u8], encrypting: bool) -> Result<(), BlockError> {
        if self.text_len == 0 {
            self.flush();
        }
        for byte in text {
            let at = (self.text_len % 16) as usize;
            if at == 0 {
                let low = [12, 13, 14, 15].map(|at| self.counter[at]);
                let next = u32::from_be_bytes(low).wrapping_add(1);
                self.counter[12..].copy_from_slice(&next.to_be_bytes());
                self.stream = self.counter;
                self.key.encrypt(&mut self.stream)?;
            }
            let other = *byte ^ self.stream[at];
            self.hash(&[if encrypting { other } else { *byte }]);
            *byte = other;
            self.text_len += 1;
        }
        Ok(())
    }

    fn hash(&mut self, data: &[u8]) {
        for byte in data {
            self.pending[self.pending_len] = *byte;
            self.pending_len += 1;
            if self.pending_len == 16 {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.ghash.update_padded(&self.pending[..self.pending_len]);
        self.pending_len = 0;
    }
}

impl Drop for Gcm {
    fn drop(&mut self) {
        self.stream.zeroize();
        self.tag_mask.zeroize();
        self.pending.zeroize();
    }
}

impl fmt::Debug for Gcm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gcm")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aead::{AeadAlgorithm, AeadKey};
    use crate::block::BlockAlgorithm;

    #[test]
    fn agrees_with_the_record_cipher_however_it_is_cut() {
        let key = [7; 16];
        let record = AeadKey::new(AeadAlgorithm::Aes128Gcm, &key).unwrap();
        for len in [0, 1, 15, 16, 17, 100] {
            for aad_len in [0, 5, 16, 20] {
                let aad: [u8; 20] = core::array::from_fn(|at| at as u8);
                let mut expected: [u8; 116] = core::array::from_fn(|at| at as u8);
                let plain = expected;
                seal(&record, &aad[..aad_len], &mut expected[..len + 16]);
                let expanded = BlockKey::new(BlockAlgorithm::Aes128, &key).unwrap();
                let mut gcm = Gcm::new(expanded, &[9; 12]).unwrap();
                gcm.aad(&aad[..aad_len / 2]).unwrap();
                gcm.aad(&aad[aad_len / 2..aad_len]).unwrap();
                let mut text = plain;
                gcm.encrypt(&mut text[..len / 3]).unwrap();
                gcm.encrypt(&mut text[len / 3..len]).unwrap();
                assert_eq!(text[..len], expected[..len]);
                assert_eq!(gcm.tag(), expected[len..len + 16]);
                assert!(gcm.verify(&expected[len..len + 12]));
                assert!(!gcm.verify(&plain[..12]));
            }
        }
    }

    fn seal(key: &AeadKey, aad: &[u8], text_and_tag: &mut [u8]) {
        let (text, tag) = text_and_tag.split_at_mut(text_and_tag.len() - 16);
        key.seal_in_place(&[9; 12], aad, text, tag).unwrap();
    }
}
