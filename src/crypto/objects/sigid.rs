//! Which hash and which kind of key a signature algorithm stands for (`OBJ_find_sigid_algs`).

use std::ffi::c_int;

/// A signature algorithm and its two parts, as numbers of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureIds {
    /// The signature algorithm.
    pub signature: c_int,
    /// The hash; 0 where the algorithm has its own (Ed25519) or names it in its parameters (PSS).
    pub digest: c_int,
    /// The kind of key.
    pub key: c_int,
}

/// The parts of signature algorithm `signature`.
pub fn find_by_signature(signature: c_int) -> Option<SignatureIds> {
    known().find(|ids| ids.signature == signature)
}

/// The signature algorithm of hash `digest` with keys of kind `key`.
pub fn find_by_algorithms(digest: c_int, key: c_int) -> Option<SignatureIds> {
    known().find(|ids| ids.digest == digest && ids.key == key)
}

fn known() -> impl Iterator<Item = SignatureIds> {
    KNOWN.iter().map(|(signature, digest, key)| SignatureIds {
        signature: *signature,
        digest: *digest,
        key: *key,
    })
}

const RSA: c_int = 6;
const OLD_RSA: c_int = 19;
const DSA: c_int = 116;
const EC: c_int = 408;

const KNOWN: &[(c_int, c_int, c_int)] = &[
    (7, 3, RSA),
    (8, 4, RSA),
    (42, 41, RSA),
    (65, 64, RSA),
    (66, 41, DSA),
    (70, 64, 67),
    (104, 4, OLD_RSA),
    (113, 64, DSA),
    (115, 64, OLD_RSA),
    (119, 117, RSA),
    (396, 257, RSA),
    (416, 64, EC),
    (668, 672, RSA),
    (669, 673, RSA),
    (670, 674, RSA),
    (671, 675, RSA),
    (791, 0, EC),
    (792, 0, EC),
    (793, 675, EC),
    (794, 672, EC),
    (795, 673, EC),
    (796, 674, EC),
    (802, 675, DSA),
    (803, 672, DSA),
    (912, 0, 912),
    (1087, 0, 1087),
    (1088, 0, 1088),
    (1116, 1096, RSA),
    (1117, 1097, RSA),
    (1118, 1098, RSA),
    (1119, 1099, RSA),
];
