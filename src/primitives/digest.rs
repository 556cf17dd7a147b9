//! Hash functions (FIPS 180-4, RFC 1321).

use core::fmt;

use sha2::Digest as _;
use zeroize::Zeroize;

/// The longest output of any [`HashAlgorithm`], in bytes.
pub const MAX_OUTPUT_LEN: usize = 64;

/// The longest input block of any [`HashAlgorithm`], in bytes.
pub const MAX_BLOCK_LEN: usize = 128;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HashAlgorithm {
    /// MD5: only for DTLS 1.0, old encrypted PEM files and names of files.
    Md5,
    /// SHA-1: only for DTLS 1.0, HMAC and identifiers.
    Sha1,
    /// MD5 followed by SHA-1, 36 bytes: the digest signed in DTLS 1.0 (RFC 4346 7.4.3).
    Md5Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SHA-512/224.
    Sha512_224,
    /// SHA-512/256.
    Sha512_256,
}

impl HashAlgorithm {
    /// Length of the output in bytes.
    pub const fn output_len(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Md5Sha1 => 36,
            Self::Sha224 | Self::Sha512_224 => 28,
            Self::Sha256 | Self::Sha512_256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Length of the input block in bytes (the unit of HMAC's key padding).
    pub const fn block_len(self) -> usize {
        match self {
            Self::Md5 | Self::Sha1 | Self::Md5Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 | Self::Sha512_224 | Self::Sha512_256 => 128,
        }
    }
}

/// An output of a hash function, stored inline.
#[derive(Clone, Copy)]
pub struct Digest {
    bytes: [u8; MAX_OUTPUT_LEN],
    len: u8,
}

impl Digest {
    fn new(parts: &[&[u8]]) -> Self {
        let mut digest = Self {
            bytes: [0; MAX_OUTPUT_LEN],
            len: 0,
        };
        for part in parts {
            let start = usize::from(digest.len);
            digest.bytes[start..start + part.len()].copy_from_slice(part);
            digest.len += part.len() as u8;
        }
        digest
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

impl core::ops::Deref for Digest {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_ref()
    }
}

impl Zeroize for Digest {
    fn zeroize(&mut self) {
        self.bytes.zeroize();
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.as_ref() {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

/// Hashes what comes in pieces. A clone goes on from the same point. Allocates nothing.
#[derive(Clone)]
pub struct Hasher {
    algorithm: HashAlgorithm,
    state: State,
}

/// One variant a function; kept inline because records and transcripts must not allocate.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
enum State {
    Ring(ring::digest::Context),
    Md5(md5::Md5),
    /// RustCrypto's: ring's SHA-1 does not use the processor's instructions for it.
    Sha1(sha1::Sha1),
    Md5Sha1(md5::Md5, sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha512_224(sha2::Sha512_224),
}

impl Hasher {
    /// Begins a hash.
    pub fn new(algorithm: HashAlgorithm) -> Self {
        use ring::digest as r;
        let state = match algorithm {
            HashAlgorithm::Md5 => State::Md5(md5::Md5::new()),
            HashAlgorithm::Md5Sha1 => State::Md5Sha1(md5::Md5::new(), sha1::Sha1::new()),
            HashAlgorithm::Sha1 => State::Sha1(sha1::Sha1::new()),
            HashAlgorithm::Sha224 => State::Sha224(sha2::Sha224::new()),
            HashAlgorithm::Sha256 => State::Ring(r::Context::new(&r::SHA256)),
            HashAlgorithm::Sha384 => State::Ring(r::Context::new(&r::SHA384)),
            HashAlgorithm::Sha512 => State::Ring(r::Context::new(&r::SHA512)),
            HashAlgorithm::Sha512_224 => State::Sha512_224(sha2::Sha512_224::new()),
            HashAlgorithm::Sha512_256 => State::Ring(r::Context::new(&r::SHA512_256)),
        };
        Self { algorithm, state }
    }

    /// The function in use.
    pub fn algorithm(&self) -> HashAlgorithm {
        self.algorithm
    }

    /// Adds `data`.
    pub fn update(&mut self, data: &[u8]) {
        match &mut self.state {
            State::Ring(context) => context.update(data),
            State::Md5(md5) => md5.update(data),
            State::Sha1(sha1) => sha1.update(data),
            State::Md5Sha1(md5, sha1) => {
                md5.update(data);
                sha1.update(data);
            }
            State::Sha224(sha) => sha.update(data),
            State::Sha512_224(sha) => sha.update(data),
        }
    }

    /// The hash of all that was added.
    pub fn finish(self) -> Digest {
        match self.state {
            State::Ring(context) => Digest::new(&[context.finish().as_ref()]),
            State::Md5(md5) => Digest::new(&[&md5.finalize()]),
            State::Sha1(sha1) => Digest::new(&[&sha1.finalize()]),
            State::Md5Sha1(md5, sha1) => Digest::new(&[&md5.finalize(), &sha1.finalize()]),
            State::Sha224(sha) => Digest::new(&[&sha.finalize()]),
            State::Sha512_224(sha) => Digest::new(&[&sha.finalize()]),
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Hasher").field(&self.algorithm).finish()
    }
}

/// The hash of `data`.
pub fn hash(algorithm: HashAlgorithm, data: &[u8]) -> Digest {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(data);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    const OF_ABC: [(HashAlgorithm, &str); 9] = [
        (HashAlgorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
        (
            HashAlgorithm::Sha1,
            "a9993e364706816aba3e25717850c26c9cd0d89d",
        ),
        (
            HashAlgorithm::Md5Sha1,
            "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d",
        ),
        (
            HashAlgorithm::Sha224,
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        ),
        (
            HashAlgorithm::Sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            HashAlgorithm::Sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
             8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            HashAlgorithm::Sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
        (
            HashAlgorithm::Sha512_224,
            "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
        ),
        (
            HashAlgorithm::Sha512_256,
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
        ),
    ];

    #[test]
    fn known_answers_whole_and_in_pieces() {
        for (algorithm, expected) in OF_ABC {
            let digest = hash(algorithm, b"abc");
            assert_eq!(format!("{digest:?}"), expected);
            assert_eq!(digest.len(), algorithm.output_len());
            let mut hasher = Hasher::new(algorithm);
            hasher.update(b"a");
            let other = hasher.clone();
            hasher.update(b"bc");
            assert_eq!(hasher.finish().as_ref(), digest.as_ref());
            assert_eq!(other.finish().as_ref(), hash(algorithm, b"a").as_ref());
        }
    }
}
