//! A cipher at work (`EVP_CIPHER_CTX_new(3)`).

use primitives::block::{BlockError, BlockKey, MAX_BLOCK_LEN};
use primitives::gcm::{Gcm, TAG_LEN};
use zeroize::{Zeroize, Zeroizing};

use super::{EVP_CIPHER, Mode};

/// The longest initialisation vector in bytes.
pub const MAX_IV_LEN: usize = 128;

/// A cipher with its key, its initialisation vector and what it holds back. One thread at a time.
#[derive(Clone)]
pub struct EVP_CIPHER_CTX {
    /// The cipher.
    pub cipher: Option<&'static EVP_CIPHER>,
    /// Whether it encrypts.
    pub encrypting: bool,
    /// Whether the last block is padded.
    pub padding: bool,
    /// Length of the initialisation vector in bytes.
    pub iv_len: usize,
    /// The tag that is expected when decrypting.
    pub expected_tag: Option<Vec<u8>>,
    key: Option<BlockKey>,
    iv: [u8; MAX_IV_LEN],
    iv_set: bool,
    /// The block that the next one is chained to, or the counter.
    chain: [u8; MAX_BLOCK_LEN],
    /// The stream of the block at work.
    stream: [u8; MAX_BLOCK_LEN],
    stream_used: usize,
    held: Zeroizing<Vec<u8>>,
    gcm: Option<Gcm>,
}

impl Default for EVP_CIPHER_CTX {
    fn default() -> Self {
        Self {
            cipher: None,
            encrypting: true,
            padding: true,
            iv_len: 0,
            expected_tag: None,
            key: None,
            iv: [0; MAX_IV_LEN],
            iv_set: false,
            chain: [0; MAX_BLOCK_LEN],
            stream: [0; MAX_BLOCK_LEN],
            stream_used: 0,
            held: Zeroizing::default(),
            gcm: None,
        }
    }
}

impl EVP_CIPHER_CTX {
    /// Sets another cipher; key and vector must follow.
    pub fn set_cipher(&mut self, cipher: &'static EVP_CIPHER) {
        let (padding, encrypting) = (self.padding, self.encrypting);
        *self = Self::default();
        self.cipher = Some(cipher);
        self.iv_len = cipher.iv_len();
        self.padding = padding;
        self.encrypting = encrypting;
    }

    /// Sets the key, of the cipher's length.
    pub fn set_key(&mut self, key: &[u8]) -> Result<(), BlockError> {
        let cipher = self.cipher.ok_or(BlockError)?;
        self.key = Some(BlockKey::new(cipher.algorithm, key)?);
        Ok(())
    }

    /// Sets the initialisation vector, of [`Self::iv_len`] bytes.
    pub fn set_iv(&mut self, iv: &[u8]) -> Result<(), BlockError> {
        self.iv
            .get_mut(..iv.len())
            .filter(|place| place.len() == self.iv_len)
            .ok_or(BlockError)?
            .copy_from_slice(iv);
        self.iv_set = true;
        Ok(())
    }

    /// Begins a message with the key and the vector that are set.
    pub fn start(&mut self) -> Result<(), BlockError> {
        let cipher = self.cipher.ok_or(BlockError)?;
        self.held.zeroize();
        self.stream_used = 0;
        self.chain.copy_from_slice(&self.iv[..MAX_BLOCK_LEN]);
        self.gcm = None;
        if cipher.mode == Mode::Gcm
            && self.iv_set
            && let Some(key) = &self.key
        {
            self.gcm = Some(Gcm::new(key.clone(), &self.iv[..self.iv_len])?);
        }
        Ok(())
    }

    /// Adds associated data.
    pub fn aad(&mut self, data: &[u8]) -> Result<(), BlockError> {
        self.gcm.as_mut().ok_or(BlockError)?.aad(data)
    }

    /// Handles `input`; gives what is ready.
    pub fn update(&mut self, input: &[u8]) -> Result<Zeroizing<Vec<u8>>, BlockError> {
        let cipher = self.cipher.ok_or(BlockError)?;
        match cipher.mode {
            Mode::Ecb | Mode::Cbc => self.blocks(input, cipher),
            Mode::Cfb | Mode::Ctr => self.streamed(input, cipher),
            Mode::Gcm => {
                let gcm = self.gcm.as_mut().ok_or(BlockError)?;
                let mut text = Zeroizing::new(input.to_vec());
                if self.encrypting {
                    gcm.encrypt(&mut text)?;
                } else {
                    gcm.decrypt(&mut text)?;
                }
                Ok(text)
            }
        }
    }

    /// Ends the message: pads or takes the padding off, or checks the tag.
    pub fn finish(&mut self) -> Result<Zeroizing<Vec<u8>>, BlockError> {
        let cipher = self.cipher.ok_or(BlockError)?;
        match cipher.mode {
            Mode::Cfb | Mode::Ctr => Ok(Zeroizing::default()),
            Mode::Gcm => {
                let gcm = self.gcm.as_ref().ok_or(BlockError)?;
                if !self.encrypting {
                    let tag = self.expected_tag.as_ref().ok_or(BlockError)?;
                    gcm.verify(tag).then_some(()).ok_or(BlockError)?;
                }
                Ok(Zeroizing::default())
            }
            Mode::Ecb | Mode::Cbc if !self.padding => self
                .held
                .is_empty()
                .then(Zeroizing::default)
                .ok_or(BlockError),
            Mode::Ecb | Mode::Cbc if self.encrypting => {
                let len = cipher.block_len();
                let padding = len - self.held.len();
                let mut block = std::mem::take(&mut self.held);
                block.resize(len, padding as u8);
                self.block(&mut block, cipher.mode)?;
                Ok(block)
            }
            Mode::Ecb | Mode::Cbc => self.unpadded(cipher),
        }
    }

    /// The tag of what was encrypted.
    pub fn tag(&self) -> Option<[u8; TAG_LEN]> {
        self.gcm.as_ref().filter(|_| self.encrypting).map(Gcm::tag)
    }

    fn blocks(
        &mut self,
        input: &[u8],
        cipher: &EVP_CIPHER,
    ) -> Result<Zeroizing<Vec<u8>>, BlockError> {
        let len = cipher.block_len();
        let mut text = Zeroizing::new(Vec::with_capacity(self.held.len() + input.len()));
        text.extend_from_slice(&self.held);
        text.extend_from_slice(input);
        let mut ready = text.len() - text.len() % len;
        // The last block may be padding: it waits until more comes.
        if !self.encrypting && self.padding && ready == text.len() && ready > 0 {
            ready -= len;
        }
        self.held = Zeroizing::new(text[ready..].to_vec());
        text.truncate(ready);
        for block in text.chunks_mut(len) {
            self.block(block, cipher.mode)?;
        }
        Ok(text)
    }

    fn unpadded(&mut self, cipher: &EVP_CIPHER) -> Result<Zeroizing<Vec<u8>>, BlockError> {
        let len = cipher.block_len();
        let mut block = std::mem::take(&mut self.held);
        if block.len() != len {
            return Err(BlockError);
        }
        self.block(&mut block, cipher.mode)?;
        let padding = usize::from(block[len - 1]);
        let content = len.checked_sub(padding).filter(|_| padding > 0);
        let content = content.ok_or(BlockError)?;
        if block[content..]
            .iter()
            .any(|byte| usize::from(*byte) != padding)
        {
            return Err(BlockError);
        }
        block.truncate(content);
        Ok(block)
    }

    fn block(&mut self, block: &mut [u8], mode: Mode) -> Result<(), BlockError> {
        let key = self.key.as_ref().ok_or(BlockError)?;
        match (mode, self.encrypting) {
            (Mode::Cbc, true) => {
                xor(block, &self.chain);
                key.encrypt(block)?;
                self.chain[..block.len()].copy_from_slice(block);
            }
            (Mode::Cbc, false) => {
                let mut sealed = [0; MAX_BLOCK_LEN];
                sealed[..block.len()].copy_from_slice(block);
                key.decrypt(block)?;
                xor(block, &self.chain);
                self.chain = sealed;
            }
            (_, true) => key.encrypt(block)?,
            (_, false) => key.decrypt(block)?,
        }
        Ok(())
    }

    fn streamed(
        &mut self,
        input: &[u8],
        cipher: &EVP_CIPHER,
    ) -> Result<Zeroizing<Vec<u8>>, BlockError> {
        let key = self.key.as_ref().ok_or(BlockError)?;
        let len = cipher.algorithm.block_len();
        let mut text = Zeroizing::new(input.to_vec());
        for byte in text.iter_mut() {
            if self.stream_used == 0 {
                self.stream = self.chain;
                key.encrypt(&mut self.stream[..len])?;
                if cipher.mode == Mode::Ctr {
                    increment(&mut self.chain[..len]);
                }
            }
            let other = *byte ^ self.stream[self.stream_used];
            if cipher.mode == Mode::Cfb {
                self.chain[self.stream_used] = if self.encrypting { other } else { *byte };
            }
            *byte = other;
            self.stream_used = (self.stream_used + 1) % len;
        }
        Ok(text)
    }
}

impl Drop for EVP_CIPHER_CTX {
    fn drop(&mut self) {
        self.iv.zeroize();
        self.chain.zeroize();
        self.stream.zeroize();
    }
}

fn xor(block: &mut [u8], other: &[u8]) {
    block
        .iter_mut()
        .zip(other)
        .for_each(|(byte, other)| *byte ^= other);
}

fn increment(counter: &mut [u8]) {
    for byte in counter.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}
