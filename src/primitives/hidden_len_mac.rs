//! HMAC over data whose length is secret, for the CBC suites of DTLS 1.0 and 1.2.
//!
//! After decryption the length of a record's plaintext depends on its padding. If the time of the
//! MAC told that length, it would tell the padding, and so the plaintext (CVE-2013-0169, "Lucky
//! Thirteen"; RFC 5246 section 6.2.3.2 leaves this channel open). Here the number of compressions,
//! the addresses read and written and the branches taken depend on the shortest and the longest
//! length that are possible, never on the length itself: every block that could be the last one is
//! built with masks, compressed, and its state is kept or not by a mask.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::digest::HashAlgorithm;
use crate::mask::{below, equal, hide};

/// The longest code, in bytes: that of SHA-384.
pub const MAX_CODE_LEN: usize = 48;

/// Length in bytes of the public part that stands before the data.
pub const PREFIX_LEN: usize = 13;

/// A key with the states after its two pads precomputed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct HiddenLenKey {
    #[zeroize(skip)]
    algorithm: HashAlgorithm,
    inner: State,
    outer: State,
}

impl HiddenLenKey {
    /// Prepares `key`, which must be no longer than the block of the hash. None for a longer key
    /// and for a hash that no CBC suite uses (those are SHA-1, SHA-256 and SHA-384).
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Option<Self> {
        let initial = State::initial(algorithm)?;
        let block_len = algorithm.block_len();
        let mut block = [0; MAX_BLOCK_LEN];
        block[..block_len]
            .get_mut(..key.len())?
            .copy_from_slice(key);
        let padded = |block: &mut [u8; MAX_BLOCK_LEN], pad: u8| {
            block.iter_mut().for_each(|byte| *byte ^= pad);
            let mut state = initial.clone();
            state.compress(&block[..block_len]);
            state
        };
        let inner = padded(&mut block, 0x36);
        let outer = padded(&mut block, 0x36 ^ 0x5c);
        block.zeroize();
        Some(Self {
            algorithm,
            inner,
            outer,
        })
    }

    /// Length of the code in bytes.
    pub fn code_len(&self) -> usize {
        self.algorithm.output_len()
    }

    /// The code of `prefix` followed by the first `len` bytes of `data`; the bytes behind
    /// [`code_len`](Self::code_len) are zero. `len` is secret and must be within `min_len` and
    /// the length of `data`, which are public. None when `min_len` is greater than that length.
    pub fn code(
        &self,
        prefix: &[u8; PREFIX_LEN],
        data: &[u8],
        min_len: usize,
        len: usize,
    ) -> Option<[u8; MAX_CODE_LEN]> {
        let block_len = self.algorithm.block_len();
        let message = Message {
            prefix,
            data,
            // Lengths of records: below 2^17.
            total: (PREFIX_LEN + len) as u32,
            bits: 8 * (block_len + PREFIX_LEN + len) as u64,
            block_len,
        };
        let public_blocks = (PREFIX_LEN + data.get(..min_len)?.len()) / block_len;
        let blocks = (PREFIX_LEN + data.len() + message.length_len()) / block_len + 1;
        let mut state = self.inner.clone();
        let mut digest = State::zero(self.algorithm);
        let mut block = [0; MAX_BLOCK_LEN];
        let block_slice = &mut block[..block_len];
        if public_blocks > 0 {
            message.fill(0, block_slice);
            state.compress(block_slice);
            let rest = &data[block_len - PREFIX_LEN..];
            state.compress(&rest[..(public_blocks - 1) * block_len]);
        }
        for index in public_blocks..blocks {
            let last = message.masked_block(index, block_slice);
            state.compress(block_slice);
            digest.or_masked(&state, last);
        }
        block.zeroize();
        Some(self.finish(&digest))
    }

    /// The outer hash.
    fn finish(&self, digest: &State) -> [u8; MAX_CODE_LEN] {
        let block_len = self.algorithm.block_len();
        let code_len = self.code_len();
        let mut code = [0; MAX_CODE_LEN];
        let mut block = [0; MAX_BLOCK_LEN];
        digest.write(&mut block[..code_len]);
        block[code_len] = 0x80;
        let bits = 8 * (block_len + code_len) as u64;
        block[block_len - 8..block_len].copy_from_slice(&bits.to_be_bytes());
        let mut state = self.outer.clone();
        state.compress(&block[..block_len]);
        state.write(&mut code[..code_len]);
        block.zeroize();
        code
    }
}

impl core::fmt::Debug for HiddenLenKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("HiddenLenKey")
            .field(&self.algorithm)
            .finish()
    }
}

const MAX_BLOCK_LEN: usize = 128;

/// What the inner hash is computed over, behind the block of the key.
struct Message<'a> {
    prefix: &'a [u8; PREFIX_LEN],
    data: &'a [u8],
    /// Bytes of prefix and hashed data. Secret.
    total: u32,
    /// The length that the hash's padding ends with. Secret.
    bits: u64,
    block_len: usize,
}

impl Message<'_> {
    /// Bytes that the length takes at the end of the last block.
    fn length_len(&self) -> usize {
        self.block_len / 8
    }

    /// Fills `block` with what stands from `start` on, were all of the data hashed, and zeros.
    fn fill(&self, start: usize, block: &mut [u8]) {
        let (head, tail) = block.split_at_mut(PREFIX_LEN.saturating_sub(start).min(self.block_len));
        head.copy_from_slice(&self.prefix[PREFIX_LEN - head.len()..]);
        let data_start = (start + head.len()).saturating_sub(PREFIX_LEN);
        let data = self.data.get(data_start..).unwrap_or_default();
        let len = data.len().min(tail.len());
        tail[..len].copy_from_slice(&data[..len]);
        tail[len..].fill(0);
    }

    /// Fills `block` with block `index`, which may be before, at or behind the end of the message.
    /// Returns a mask of ones when it is the last block.
    fn masked_block(&self, index: usize, block: &mut [u8]) -> u32 {
        let start = index * self.block_len;
        let total = hide(self.total);
        self.fill(start, block);
        for (position, byte) in (start as u32..).zip(block.iter_mut()) {
            *byte &= below(position, total) as u8;
            *byte |= 0x80 & equal(position, total) as u8;
        }
        // The division is a shift: the length of a block is a power of two.
        let shift = self.block_len.trailing_zeros();
        let last_index = (self.total + self.length_len() as u32) >> shift;
        let last = equal(index as u32, last_index);
        let length = &mut block[self.block_len - 8..];
        for (byte, bits) in length.iter_mut().zip(self.bits.to_be_bytes()) {
            *byte |= bits & last as u8;
        }
        last
    }
}

/// The chaining value of a hash.
#[derive(Clone, Zeroize)]
enum State {
    Sha1([u32; 5]),
    Sha256([u32; 8]),
    Sha384([u64; 8]),
}

impl State {
    /// FIPS 180-4 section 5.3.
    fn initial(algorithm: HashAlgorithm) -> Option<Self> {
        Some(match algorithm {
            HashAlgorithm::Sha1 => Self::Sha1([
                0x6745_2301,
                0xefcd_ab89,
                0x98ba_dcfe,
                0x1032_5476,
                0xc3d2_e1f0,
            ]),
            HashAlgorithm::Sha256 => Self::Sha256([
                0x6a09_e667,
                0xbb67_ae85,
                0x3c6e_f372,
                0xa54f_f53a,
                0x510e_527f,
                0x9b05_688c,
                0x1f83_d9ab,
                0x5be0_cd19,
            ]),
            HashAlgorithm::Sha384 => Self::Sha384([
                0xcbbb_9d5d_c105_9ed8,
                0x629a_292a_367c_d507,
                0x9159_015a_3070_dd17,
                0x152f_ecd8_f70e_5939,
                0x6733_2667_ffc0_0b31,
                0x8eb4_4a87_6858_1511,
                0xdb0c_2e0d_64f9_8fa7,
                0x47b5_481d_befa_4fa4,
            ]),
            _ => return None,
        })
    }

    fn zero(algorithm: HashAlgorithm) -> Self {
        match algorithm {
            HashAlgorithm::Sha1 => Self::Sha1([0; 5]),
            HashAlgorithm::Sha256 => Self::Sha256([0; 8]),
            _ => Self::Sha384([0; 8]),
        }
    }

    /// One compression for each block of `blocks`.
    fn compress(&mut self, blocks: &[u8]) {
        let (small, _) = blocks.as_chunks::<64>();
        let (large, _) = blocks.as_chunks::<128>();
        match self {
            Self::Sha1(state) => sha1::block_api::compress(state, small),
            Self::Sha256(state) => sha2::block_api::compress256(state, small),
            Self::Sha384(state) => sha2::block_api::compress512(state, large),
        }
        #[cfg(test)]
        tests::COMPRESSIONS.with(|count| count.set(count.get() + blocks.len() as u64));
    }

    /// Adds the bits of `other` where `mask` has ones. Both must be of one kind.
    fn or_masked(&mut self, other: &Self, mask: u32) {
        let wide = u64::from(mask) << 32 | u64::from(mask);
        match (self, other) {
            (Self::Sha1(own), Self::Sha1(other)) => {
                own.iter_mut().zip(other).for_each(|(o, w)| *o |= w & mask);
            }
            (Self::Sha256(own), Self::Sha256(other)) => {
                own.iter_mut().zip(other).for_each(|(o, w)| *o |= w & mask);
            }
            (Self::Sha384(own), Self::Sha384(other)) => {
                own.iter_mut().zip(other).for_each(|(o, w)| *o |= w & wide);
            }
            // Both come from the algorithm of one key.
            _ => unreachable!(),
        }
    }

    /// Writes the first bytes of the value.
    fn write(&self, out: &mut [u8]) {
        match self {
            Self::Sha1(words) => write_words(out, words.iter().map(|w| w.to_be_bytes())),
            Self::Sha256(words) => write_words(out, words.iter().map(|w| w.to_be_bytes())),
            Self::Sha384(words) => write_words(out, words.iter().map(|w| w.to_be_bytes())),
        }
    }
}

fn write_words<const N: usize>(out: &mut [u8], words: impl Iterator<Item = [u8; N]>) {
    for (out, word) in out.chunks_exact_mut(N).zip(words) {
        out.copy_from_slice(&word);
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::hmac;
    use alloc::vec::Vec;
    use std::cell::Cell;

    std::thread_local! {
        /// In bytes.
        pub(super) static COMPRESSIONS: Cell<u64> = const { Cell::new(0) };
    }

    const ALL: [HashAlgorithm; 3] = [
        HashAlgorithm::Sha1,
        HashAlgorithm::Sha256,
        HashAlgorithm::Sha384,
    ];

    fn compressions(work: impl FnOnce()) -> u64 {
        let before = COMPRESSIONS.get();
        work();
        COMPRESSIONS.get() - before
    }

    #[test]
    fn is_hmac_for_every_length_and_its_work_is_one_for_all() {
        let data: Vec<u8> = (0..700u32).map(|n| (n * 7) as u8).collect();
        let prefix = core::array::from_fn(|n| n as u8 + 100);
        for algorithm in ALL {
            let secret = [0x5a; 48];
            let secret = &secret[..algorithm.output_len()];
            let key = HiddenLenKey::new(algorithm, secret).unwrap();
            let plain_key = hmac::Key::new(algorithm, secret);
            for total in [0, 1, 40, 63, 64, 127, 128, 300, 555, 700] {
                let data = &data[..total];
                let min_len = total.saturating_sub(256);
                let mut work = None;
                for len in min_len..=total {
                    let count = compressions(|| {
                        let code = key.code(&prefix, data, min_len, len).unwrap();
                        let mut expected = hmac::Context::new(&plain_key);
                        expected.update(&prefix);
                        expected.update(&data[..len]);
                        let expected = expected.finish();
                        assert_eq!(
                            &code[..key.code_len()],
                            expected.as_ref(),
                            "{algorithm:?}, {len} of {total}"
                        );
                    });
                    assert_eq!(*work.get_or_insert(count), count, "{algorithm:?} {total}");
                }
            }
        }
    }

    #[test]
    fn unfit_arguments_give_nothing() {
        assert!(HiddenLenKey::new(HashAlgorithm::Md5, b"key").is_none());
        assert!(HiddenLenKey::new(HashAlgorithm::Sha1, &[0; 65]).is_none());
        let key = HiddenLenKey::new(HashAlgorithm::Sha1, &[0; 20]).unwrap();
        assert!(key.code(&[0; 13], &[0; 9], 10, 10).is_none());
    }
}
