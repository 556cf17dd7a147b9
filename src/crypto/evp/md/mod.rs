//! Hash functions as objects (`EVP_DigestInit(3)`).

pub mod abi;

use std::ffi::{CStr, c_int, c_ulong};

use primitives::digest::HashAlgorithm;

/// A hash function. All live for ever, so counting references does nothing.
#[derive(Debug)]
pub struct EVP_MD {
    /// The function.
    pub algorithm: HashAlgorithm,
    /// Its object's number.
    pub nid: c_int,
    /// The number of its signature with RSA, 0 for none.
    pub rsa_nid: c_int,
    /// Its names: first the short name of its object, then a provider's, then others.
    pub names: &'static [&'static CStr],
    /// `EVP_MD_FLAG_*`.
    pub flags: c_ulong,
}

/// The identifier of a hash may go without parameters (`EVP_MD_FLAG_DIGALGID_ABSENT`).
pub const EVP_MD_FLAG_DIGALGID_ABSENT: c_ulong = 0x0008;

impl EVP_MD {
    /// The object of a function.
    pub fn of(algorithm: HashAlgorithm) -> &'static Self {
        match algorithm {
            HashAlgorithm::Md5 => &ALL[0],
            HashAlgorithm::Sha1 => &ALL[1],
            HashAlgorithm::Md5Sha1 => &ALL[2],
            HashAlgorithm::Sha224 => &ALL[3],
            HashAlgorithm::Sha256 => &ALL[4],
            HashAlgorithm::Sha384 => &ALL[5],
            HashAlgorithm::Sha512 => &ALL[6],
            HashAlgorithm::Sha512_224 => &ALL[7],
            HashAlgorithm::Sha512_256 => &ALL[8],
        }
    }

    /// The function with this name, in any case; also the names of signatures with it, as
    /// `EVP_get_digestbyname` has them.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|md| md.is_a(name))
    }

    /// The function whose object has number `nid`.
    pub fn by_nid(nid: c_int) -> Option<&'static Self> {
        ALL.iter().find(|md| md.nid == nid)
    }

    /// Whether `name` is one of its names.
    pub fn is_a(&self, name: &str) -> bool {
        let name = name.as_bytes();
        self.names
            .iter()
            .any(|known| known.to_bytes().eq_ignore_ascii_case(name))
    }

    /// Every function.
    pub fn all() -> &'static [Self] {
        &ALL
    }
}

impl PartialEq for EVP_MD {
    fn eq(&self, other: &Self) -> bool {
        self.algorithm == other.algorithm
    }
}

static ALL: [EVP_MD; 9] = [
    EVP_MD {
        algorithm: HashAlgorithm::Md5,
        nid: 4,
        rsa_nid: 8,
        names: &[c"MD5", c"RSA-MD5", c"ssl3-md5", c"1.2.840.113549.2.5"],
        flags: 0,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha1,
        nid: 64,
        rsa_nid: 65,
        names: &[
            c"SHA1",
            c"SHA-1",
            c"RSA-SHA1",
            c"ssl3-sha1",
            c"1.3.14.3.2.26",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Md5Sha1,
        nid: 114,
        rsa_nid: 114,
        names: &[c"MD5-SHA1"],
        flags: 0,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha224,
        nid: 675,
        rsa_nid: 671,
        names: &[
            c"SHA224",
            c"SHA2-224",
            c"SHA-224",
            c"RSA-SHA224",
            c"2.16.840.1.101.3.4.2.4",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha256,
        nid: 672,
        rsa_nid: 668,
        names: &[
            c"SHA256",
            c"SHA2-256",
            c"SHA-256",
            c"RSA-SHA256",
            c"2.16.840.1.101.3.4.2.1",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha384,
        nid: 673,
        rsa_nid: 669,
        names: &[
            c"SHA384",
            c"SHA2-384",
            c"SHA-384",
            c"RSA-SHA384",
            c"2.16.840.1.101.3.4.2.2",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha512,
        nid: 674,
        rsa_nid: 670,
        names: &[
            c"SHA512",
            c"SHA2-512",
            c"SHA-512",
            c"RSA-SHA512",
            c"2.16.840.1.101.3.4.2.3",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha512_224,
        nid: 1094,
        rsa_nid: 1145,
        names: &[
            c"SHA512-224",
            c"SHA2-512/224",
            c"SHA-512/224",
            c"RSA-SHA512/224",
            c"2.16.840.1.101.3.4.2.5",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
    EVP_MD {
        algorithm: HashAlgorithm::Sha512_256,
        nid: 1095,
        rsa_nid: 1146,
        names: &[
            c"SHA512-256",
            c"SHA2-512/256",
            c"SHA-512/256",
            c"RSA-SHA512/256",
            c"2.16.840.1.101.3.4.2.6",
        ],
        flags: EVP_MD_FLAG_DIGALGID_ABSENT,
    },
];
