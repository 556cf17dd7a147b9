//! The provider's functions over memory of the caller's.
#![allow(unsafe_code)]

use core::ffi::c_uint;

use aws_lc_sys as provider;

/// An expanded AES key: 244 bytes, as OpenSSL's `AES_KEY`.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct AesKey(provider::AES_KEY);

impl AesKey {
    const EMPTY: provider::AES_KEY = provider::AES_KEY {
        rd_key: [0; 60],
        rounds: 0,
    };

    /// Expands a key of 16, 24 or 32 bytes for encryption.
    pub fn for_encryption(key: &[u8]) -> Option<Self> {
        let mut expanded = Self::EMPTY;
        let bits = c_uint::try_from(key.len() * 8).ok()?;
        // SAFETY: the key has that many bits.
        let result =
            unsafe { provider::AES_set_encrypt_key(key.as_ptr(), bits, &raw mut expanded) };
        (result == 0).then_some(Self(expanded))
    }

    /// Expands a key of 16, 24 or 32 bytes for decryption.
    pub fn for_decryption(key: &[u8]) -> Option<Self> {
        let mut expanded = Self::EMPTY;
        let bits = c_uint::try_from(key.len() * 8).ok()?;
        // SAFETY: the key has that many bits.
        let result =
            unsafe { provider::AES_set_decrypt_key(key.as_ptr(), bits, &raw mut expanded) };
        (result == 0).then_some(Self(expanded))
    }

    /// Whether the rounds are those of a key that was expanded: what C hands over may be anything.
    fn is_expanded(&self) -> bool {
        // The provider counts one less where the processor has instructions for AES.
        matches!(self.0.rounds, 9..=14)
    }

    /// Encrypts one block. A key that was not expanded leaves it as it is.
    pub fn encrypt(&self, block: &mut [u8; 16]) {
        if self.is_expanded() {
            // SAFETY: the block may be both input and output; the key was expanded.
            unsafe { provider::AES_encrypt(block.as_ptr(), block.as_mut_ptr(), &raw const self.0) }
        }
    }

    /// Decrypts one block, as [`AesKey::encrypt`].
    pub fn decrypt(&self, block: &mut [u8; 16]) {
        if self.is_expanded() {
            // SAFETY: as in `encrypt`.
            unsafe { provider::AES_decrypt(block.as_ptr(), block.as_mut_ptr(), &raw const self.0) }
        }
    }
}

/// The state of SHA-1, as OpenSSL's `SHA_CTX`.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Sha1State(provider::SHA_CTX);

impl Sha1State {
    /// The state before the first byte.
    pub fn begin(&mut self) {
        // SAFETY: plain memory, which the call fills.
        unsafe { provider::SHA1_Init(&raw mut self.0) };
    }

    /// Takes more bytes. A state that C did not begin takes none.
    pub fn update(&mut self, data: &[u8]) {
        // More than a block of waiting bytes would be read out of bounds.
        if self.0.num < 64 {
            // SAFETY: the length is the slice's.
            unsafe { provider::SHA1_Update(&raw mut self.0, data.as_ptr().cast(), data.len()) };
        }
    }

    /// The hash.
    pub fn finish(&mut self) -> [u8; 20] {
        let mut output = [0; 20];
        if self.0.num < 64 {
            // SAFETY: the hash has that many bytes.
            unsafe { provider::SHA1_Final(output.as_mut_ptr(), &raw mut self.0) };
        }
        output
    }
}

/// The state of SHA-224 and SHA-256, as OpenSSL's `SHA256_CTX`.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Sha256State(provider::SHA256_CTX);

impl Sha256State {
    /// The state before the first byte; `short`: for the hash of 28 bytes.
    pub fn begin(&mut self, short: bool) {
        // SAFETY: plain memory, which the call fills.
        unsafe {
            if short {
                provider::SHA224_Init(&raw mut self.0)
            } else {
                provider::SHA256_Init(&raw mut self.0)
            }
        };
    }

    /// Takes more bytes. A state that C did not begin takes none.
    pub fn update(&mut self, data: &[u8]) {
        // More than a block of waiting bytes would be read out of bounds.
        if self.0.num < 64 {
            // SAFETY: the length is the slice's.
            unsafe { provider::SHA256_Update(&raw mut self.0, data.as_ptr().cast(), data.len()) };
        }
    }

    /// The hash, and how many of its bytes count.
    pub fn finish(&mut self) -> ([u8; 32], usize) {
        let mut output = [0; 32];
        let length = self.0.md_len as usize;
        if self.0.num < 64 && matches!(length, 28 | 32) {
            // SAFETY: the hash has at most that many bytes.
            unsafe {
                if length == 28 {
                    provider::SHA224_Final(output.as_mut_ptr(), &raw mut self.0)
                } else {
                    provider::SHA256_Final(output.as_mut_ptr(), &raw mut self.0)
                }
            };
        }
        (output, length.min(32))
    }
}

/// The state of SHA-384 and SHA-512, as OpenSSL's `SHA512_CTX`.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Sha512State(provider::SHA512_CTX);

impl Sha512State {
    /// The state before the first byte; `short`: for the hash of 48 bytes.
    pub fn begin(&mut self, short: bool) {
        // SAFETY: plain memory, which the call fills.
        unsafe {
            if short {
                provider::SHA384_Init(&raw mut self.0)
            } else {
                provider::SHA512_Init(&raw mut self.0)
            }
        };
    }

    /// Takes more bytes. A state that C did not begin takes none.
    pub fn update(&mut self, data: &[u8]) {
        // More than a block of waiting bytes would be read out of bounds.
        if self.0.num < 128 {
            // SAFETY: the length is the slice's.
            unsafe { provider::SHA512_Update(&raw mut self.0, data.as_ptr().cast(), data.len()) };
        }
    }

    /// The hash, and how many of its bytes count.
    pub fn finish(&mut self) -> ([u8; 64], usize) {
        let mut output = [0; 64];
        let length = self.0.md_len as usize;
        if self.0.num < 128 && matches!(length, 48 | 64) {
            // SAFETY: the hash has at most that many bytes.
            unsafe {
                if length == 48 {
                    provider::SHA384_Final(output.as_mut_ptr(), &raw mut self.0)
                } else {
                    provider::SHA512_Final(output.as_mut_ptr(), &raw mut self.0)
                }
            };
        }
        (output, length.min(64))
    }
}
