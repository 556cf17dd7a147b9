//! HMAC (RFC 2104) over any [`HashAlgorithm`] but the DTLS 1.0 pair.

use core::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::digest::{Digest, HashAlgorithm, Hasher, MAX_BLOCK_LEN, hash};

/// A key, with the two inner states that depend on nothing else already computed.
#[derive(Clone)]
pub struct Key {
    inner: Hasher,
    outer: Hasher,
}

impl Key {
    /// Prepares `key`; any length will do (RFC 2104 section 2: a key longer than the block is
    /// hashed first).
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Self {
        let mut block = [0; MAX_BLOCK_LEN];
        let block_len = algorithm.block_len();
        if key.len() > block_len {
            let digest = hash(algorithm, key);
            block[..digest.len()].copy_from_slice(&digest);
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let padded = |block: &mut [u8; MAX_BLOCK_LEN], pad: u8| {
            block.iter_mut().for_each(|byte| *byte ^= pad);
            let mut hasher = Hasher::new(algorithm);
            hasher.update(&block[..block_len]);
            hasher
        };
        let inner = padded(&mut block, 0x36);
        let outer = padded(&mut block, 0x36 ^ 0x5c);
        block.zeroize();
        Self { inner, outer }
    }

    /// The hash function.
    pub fn algorithm(&self) -> HashAlgorithm {
        self.inner.algorithm()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.algorithm()).finish()
    }
}

/// Authenticates what comes in pieces. A clone goes on from the same point.
#[derive(Clone, Debug)]
pub struct Context {
    inner: Hasher,
    outer: Hasher,
}

impl Context {
    /// Begins a code under `key`.
    pub fn new(key: &Key) -> Self {
        Self {
            inner: key.inner.clone(),
            outer: key.outer.clone(),
        }
    }

    /// Adds `data`.
    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    /// The code of all that was added.
    pub fn finish(mut self) -> Tag {
        self.outer.update(&self.inner.finish());
        Tag(self.outer.finish())
    }
}

/// An authentication code. It has no `PartialEq`: compare with [`Tag::verify`].
#[derive(Clone, Copy, Debug)]
pub struct Tag(Digest);

impl Tag {
    /// Whether `other` is the first bytes of the code, in time that depends on the length only.
    /// An empty or over-long `other` never matches.
    pub fn verify(&self, other: &[u8]) -> bool {
        let own = self.as_ref();
        !other.is_empty() && other.len() <= own.len() && bool::from(own[..other.len()].ct_eq(other))
    }
}

impl AsRef<[u8]> for Tag {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref()
    }
}

impl Zeroize for Tag {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// The code of `data` under `key`.
pub fn sign(key: &Key, data: &[u8]) -> Tag {
    let mut context = Context::new(key);
    context.update(data);
    context.finish()
}

/// Whether `a` and `b` are equal, in time that depends on their lengths only.
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    bool::from(a.ct_eq(b))
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    /// RFC 2202 and RFC 4231, test case 2, and case 6 (a key longer than the block).
    #[test]
    fn known_answers() {
        let data = b"what do ya want for nothing?";
        for (algorithm, expected) in [
            (HashAlgorithm::Md5, "750c783e6ab0b503eaa86e310a5db738"),
            (
                HashAlgorithm::Sha1,
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            ),
            (
                HashAlgorithm::Sha224,
                "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
            ),
            (
                HashAlgorithm::Sha256,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                HashAlgorithm::Sha512,
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                 9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
        ] {
            let key = Key::new(algorithm, b"Jefe");
            assert_eq!(format!("{:?}", sign(&key, data).0), expected);
        }
        let long = Key::new(HashAlgorithm::Sha256, &[0xaa; 131]);
        let tag = sign(
            &long,
            b"Test Using Larger Than Block-Size Key - Hash Key First",
        );
        assert_eq!(
            format!("{:?}", tag.0),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn verify_takes_truncated_codes_and_no_others() {
        let tag = sign(&Key::new(HashAlgorithm::Sha256, b"k"), b"data");
        assert!(tag.verify(tag.as_ref()));
        assert!(tag.verify(&tag.as_ref()[..10]));
        assert!(!tag.verify(&[]));
        let mut wrong = [0; 33];
        wrong[..32].copy_from_slice(tag.as_ref());
        assert!(!tag.verify(&wrong));
        wrong[31] ^= 1;
        assert!(!tag.verify(&wrong[..32]));
    }
}
