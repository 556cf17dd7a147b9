//! Signature schemes by name, number on the wire, and libcrypto's NIDs.

use std::ffi::c_int;

use dtls::msg::SignatureScheme;

use crate::sys::key::Digest;

/// A scheme as the C API names it.
pub struct SigAlg {
    pub scheme: SignatureScheme,
    /// Empty: the scheme goes by `hash+signature` only.
    name: &'static str,
    pub hash: Hash,
    /// NID of the kind of signature: RSA, PSS, ECDSA, Ed25519, Ed448.
    pub sign: c_int,
    /// NID of hash and signature together.
    pub both: c_int,
}

/// A hash of the signature_algorithms extension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hash {
    None,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub fn nid(self) -> c_int {
        match self {
            Hash::None => 0,
            Hash::Sha1 => 64,
            Hash::Sha224 => 675,
            Hash::Sha256 => 672,
            Hash::Sha384 => 673,
            Hash::Sha512 => 674,
        }
    }

    fn digest(self) -> Digest {
        match self {
            Hash::None => Digest::None,
            Hash::Sha1 => Digest::Sha1,
            Hash::Sha224 => Digest::Sha224,
            Hash::Sha256 => Digest::Sha256,
            Hash::Sha384 => Digest::Sha384,
            Hash::Sha512 => Digest::Sha512,
        }
    }
}

pub const NID_RSA: c_int = 6;
pub const NID_RSA_PSS: c_int = 912;
pub const NID_EC: c_int = 408;
pub const NID_ED25519: c_int = 1087;
pub const NID_ED448: c_int = 1088;

const fn alg(
    scheme: SignatureScheme,
    name: &'static str,
    hash: Hash,
    sign: c_int,
    both: c_int,
) -> SigAlg {
    SigAlg {
        scheme,
        name,
        hash,
        sign,
        both,
    }
}

#[rustfmt::skip]
static SIGALGS: [SigAlg; 18] = [
    alg(SignatureScheme::ECDSA_SECP256R1_SHA256, "ecdsa_secp256r1_sha256", Hash::Sha256, NID_EC, 794),
    alg(SignatureScheme::ECDSA_SECP384R1_SHA384, "ecdsa_secp384r1_sha384", Hash::Sha384, NID_EC, 795),
    alg(SignatureScheme::ECDSA_SECP521R1_SHA512, "ecdsa_secp521r1_sha512", Hash::Sha512, NID_EC, 796),
    alg(SignatureScheme::ED25519, "ed25519", Hash::None, NID_ED25519, 0),
    alg(SignatureScheme::ED448, "ed448", Hash::None, NID_ED448, 0),
    alg(SignatureScheme::RSA_PSS_PSS_SHA256, "rsa_pss_pss_sha256", Hash::Sha256, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PSS_PSS_SHA384, "rsa_pss_pss_sha384", Hash::Sha384, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PSS_PSS_SHA512, "rsa_pss_pss_sha512", Hash::Sha512, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PSS_RSAE_SHA256, "rsa_pss_rsae_sha256", Hash::Sha256, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PSS_RSAE_SHA384, "rsa_pss_rsae_sha384", Hash::Sha384, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PSS_RSAE_SHA512, "rsa_pss_rsae_sha512", Hash::Sha512, NID_RSA_PSS, 0),
    alg(SignatureScheme::RSA_PKCS1_SHA256, "rsa_pkcs1_sha256", Hash::Sha256, NID_RSA, 668),
    alg(SignatureScheme::RSA_PKCS1_SHA384, "rsa_pkcs1_sha384", Hash::Sha384, NID_RSA, 669),
    alg(SignatureScheme::RSA_PKCS1_SHA512, "rsa_pkcs1_sha512", Hash::Sha512, NID_RSA, 670),
    alg(SignatureScheme::ECDSA_SHA224, "", Hash::Sha224, NID_EC, 793),
    alg(SignatureScheme::ECDSA_SHA1, "", Hash::Sha1, NID_EC, 416),
    alg(SignatureScheme::RSA_PKCS1_SHA224, "rsa_pkcs1_sha224", Hash::Sha224, NID_RSA, 671),
    alg(SignatureScheme::RSA_PKCS1_SHA1, "rsa_pkcs1_sha1", Hash::Sha1, NID_RSA, 65),
];

/// What is offered when the application says nothing, best first, as far as the engine has it.
pub fn defaults() -> Vec<SignatureScheme> {
    let known = SIGALGS.iter().filter(|alg| alg.sign != NID_ED448);
    known.map(|alg| alg.scheme).collect()
}

impl SigAlg {
    /// The strength that security levels count.
    pub fn bits(&self) -> c_int {
        match self.hash {
            Hash::None if self.sign == NID_ED448 => 224,
            Hash::None => 128,
            // Collisions have been found.
            Hash::Sha1 => 64,
            Hash::Sha224 => 112,
            Hash::Sha256 => 128,
            Hash::Sha384 => 192,
            Hash::Sha512 => 256,
        }
    }
}

pub fn find(scheme: SignatureScheme) -> Option<&'static SigAlg> {
    SIGALGS.iter().find(|alg| alg.scheme == scheme)
}

/// How libcrypto makes a signature of this scheme: the hash, and whether it is RSASSA-PSS.
pub fn operation(scheme: SignatureScheme) -> Option<(Digest, bool)> {
    if scheme == SignatureScheme::RSA_PKCS1_MD5_SHA1 {
        return Some((Digest::Md5Sha1, false));
    }
    find(scheme).map(|alg| (alg.hash.digest(), alg.sign == NID_RSA_PSS))
}

/// Reads `rsa_pss_rsae_sha256:ECDSA+SHA256:...`. `None`: unknown, doubled or none at all.
pub fn parse(list: &str) -> Option<Vec<SignatureScheme>> {
    let mut chosen = Vec::new();
    for item in list.split(':') {
        let scheme = parse_one(item.trim_ascii())?;
        if chosen.contains(&scheme) {
            return None;
        }
        chosen.push(scheme);
    }
    (!chosen.is_empty()).then_some(chosen)
}

fn parse_one(item: &str) -> Option<SignatureScheme> {
    let Some((sign, hash)) = item.split_once('+') else {
        return SIGALGS
            .iter()
            .find(|alg| !item.is_empty() && alg.name == item)
            .map(|alg| alg.scheme);
    };
    let sign = match sign {
        "RSA" => NID_RSA,
        "RSA-PSS" | "PSS" => NID_RSA_PSS,
        "ECDSA" => NID_EC,
        _ => return None,
    };
    let hash = match hash {
        "SHA1" | "sha1" => Hash::Sha1,
        "SHA224" | "sha224" => Hash::Sha224,
        "SHA256" | "sha256" => Hash::Sha256,
        "SHA384" | "sha384" => Hash::Sha384,
        "SHA512" | "sha512" => Hash::Sha512,
        _ => return None,
    };
    // Of the two PSS schemes of one hash `RSA-PSS+hash` means the one for plain RSA keys.
    SIGALGS
        .iter()
        .rev()
        .find(|alg| alg.sign == sign && alg.hash == hash)
        .map(|alg| alg.scheme)
}

/// Reads pairs of NIDs: hash and kind of signature.
pub fn from_nids(pairs: &[c_int]) -> Option<Vec<SignatureScheme>> {
    if pairs.is_empty() || !pairs.len().is_multiple_of(2) {
        return None;
    }
    pairs
        .chunks_exact(2)
        .map(|pair| {
            SIGALGS
                .iter()
                .rev()
                .find(|alg| alg.hash.nid() == pair[0] && alg.sign == pair[1])
                .map(|alg| alg.scheme)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(
            parse("RSA+SHA256:ecdsa_secp256r1_sha256:RSA-PSS+SHA256:ed25519"),
            Some(vec![
                SignatureScheme::RSA_PKCS1_SHA256,
                SignatureScheme::ECDSA_SECP256R1_SHA256,
                SignatureScheme::RSA_PSS_RSAE_SHA256,
                SignatureScheme::ED25519
            ])
        );
        assert_eq!(parse("RSA+MD2"), None);
        assert_eq!(parse(""), None);
        assert_eq!(
            from_nids(&[672, NID_EC]),
            Some(vec![SignatureScheme::ECDSA_SECP256R1_SHA256])
        );
        assert_eq!(from_nids(&[672]), None);
    }
}
