//! Symmetric ciphers as objects (`EVP_EncryptInit(3)`).

pub mod abi;
pub mod cbc;
pub mod context;
pub mod ctx;

use std::ffi::{CStr, c_int};

use primitives::block::BlockAlgorithm;

/// How blocks are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Each block for itself.
    Ecb,
    /// Each block after the one before.
    Cbc,
    /// A stream from the block before, encrypted.
    Cfb,
    /// A stream from a counter.
    Ctr,
    /// A counter with authentication.
    Gcm,
}

impl Mode {
    /// `EVP_CIPH_*_MODE`.
    pub const fn number(self) -> c_int {
        match self {
            Self::Ecb => 1,
            Self::Cbc => 2,
            Self::Cfb => 3,
            Self::Ctr => 5,
            Self::Gcm => 6,
        }
    }
}

/// A cipher. All live for ever, so counting references does nothing.
#[derive(Debug)]
pub struct EVP_CIPHER {
    /// The block cipher.
    pub algorithm: BlockAlgorithm,
    /// The mode.
    pub mode: Mode,
    /// Its object's number.
    pub nid: c_int,
    /// Its names: first the short name of its object.
    pub names: &'static [&'static CStr],
}

impl EVP_CIPHER {
    /// Length of the initialisation vector in bytes, by default.
    pub const fn iv_len(&self) -> usize {
        match self.mode {
            Mode::Ecb => 0,
            Mode::Cbc | Mode::Cfb | Mode::Ctr => self.algorithm.block_len(),
            Mode::Gcm => 12,
        }
    }

    /// Length of a block in bytes, 1 for what is a stream.
    pub const fn block_len(&self) -> usize {
        match self.mode {
            Mode::Ecb | Mode::Cbc => self.algorithm.block_len(),
            Mode::Cfb | Mode::Ctr | Mode::Gcm => 1,
        }
    }

    /// The cipher with this name, in any case.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|cipher| cipher.is_a(name))
    }

    /// The cipher whose object has number `nid`.
    pub fn by_nid(nid: c_int) -> Option<&'static Self> {
        ALL.iter().find(|cipher| cipher.nid == nid)
    }

    /// Whether `name` is one of its names.
    pub fn is_a(&self, name: &str) -> bool {
        let name = name.as_bytes();
        self.names
            .iter()
            .any(|known| known.to_bytes().eq_ignore_ascii_case(name))
    }
}

macro_rules! cipher {
    ($algorithm:ident, $mode:ident, $nid:literal, $($name:literal),+) => {
        EVP_CIPHER {
            algorithm: BlockAlgorithm::$algorithm,
            mode: Mode::$mode,
            nid: $nid,
            names: &[$($name),+],
        }
    };
}

static ALL: [EVP_CIPHER; 17] = [
    cipher!(Aes128, Ecb, 418, c"AES-128-ECB"),
    cipher!(Aes128, Cbc, 419, c"AES-128-CBC", c"AES128"),
    cipher!(Aes192, Ecb, 422, c"AES-192-ECB"),
    cipher!(Aes192, Cbc, 423, c"AES-192-CBC", c"AES192"),
    cipher!(Aes256, Ecb, 426, c"AES-256-ECB"),
    cipher!(Aes256, Cbc, 427, c"AES-256-CBC", c"AES256"),
    cipher!(Aes128, Cfb, 421, c"AES-128-CFB"),
    cipher!(Aes192, Cfb, 425, c"AES-192-CFB"),
    cipher!(Aes256, Cfb, 429, c"AES-256-CFB"),
    cipher!(Aes128, Ctr, 904, c"AES-128-CTR"),
    cipher!(Aes192, Ctr, 905, c"AES-192-CTR"),
    cipher!(Aes256, Ctr, 906, c"AES-256-CTR"),
    cipher!(Aes128, Gcm, 895, c"id-aes128-GCM", c"AES-128-GCM"),
    cipher!(Aes192, Gcm, 898, c"id-aes192-GCM", c"AES-192-GCM"),
    cipher!(Aes256, Gcm, 901, c"id-aes256-GCM", c"AES-256-GCM"),
    cipher!(DesEde3, Ecb, 33, c"DES-EDE3", c"DES-EDE3-ECB"),
    cipher!(DesEde3, Cbc, 44, c"DES-EDE3-CBC", c"DES3"),
];
