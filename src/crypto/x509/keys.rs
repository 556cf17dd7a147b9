//! Public keys and signatures of certificates.

use std::ffi::c_int;

use primitives::digest::HashAlgorithm;
use primitives::signature::{KeyKind, PublicKey, SaltLen, Scheme};

use crate::asn1::der::{DerError, Reader, tag};
use crate::asn1::integer::to_i64;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::from_contents;
use crate::objects::{find_by_signature, nid_of_content};
use crate::x509::{X509, X509_ALGOR};
use crate::x509_vfy::errors as error;

const NID_RSA: c_int = 6;
const NID_RSA_OLD: c_int = 19;
const NID_EC: c_int = 408;
const NID_RSA_PSS: c_int = 912;
const NID_ED25519: c_int = 1087;
const NID_MGF1: c_int = 911;

/// `X509_V_OK` when the algorithm `subject` is signed with goes with the key of `issuer`.
pub fn algorithm_fits(issuer: &X509, subject: &X509) -> c_int {
    let Some(key) = issuer.key() else {
        return error::NO_ISSUER_PUBLIC_KEY;
    };
    let Some(ids) = find_by_signature(subject.signature_nid()) else {
        return error::UNSUPPORTED_SIGNATURE_ALGORITHM;
    };
    let fits = match key.kind() {
        KeyKind::Rsa => matches!(ids.key, NID_RSA | NID_RSA_OLD | NID_RSA_PSS),
        KeyKind::RsaPss => ids.key == NID_RSA_PSS,
        KeyKind::Ec(_) => ids.key == NID_EC,
        KeyKind::Ed25519 => ids.key == NID_ED25519,
    };
    if fits {
        error::OK
    } else {
        error::SIGNATURE_ALGORITHM_MISMATCH
    }
}

/// Whether the signature of `certificate` was made with `key`.
pub fn verify_certificate(certificate: &X509, key: &PublicKey) -> bool {
    let algorithm = certificate.algorithm.get();
    // RFC 5280 section 4.1.1.2: both fields are the same.
    if algorithm.to_der() != certificate.tbs_algorithm.get().to_der() {
        return false;
    }
    verify(
        algorithm,
        &certificate.tbs_der(),
        certificate.signature.get(),
        key,
    )
}

/// Whether `signature` is one over `message` by `algorithm` and `key`.
pub fn verify(
    algorithm: &X509_ALGOR,
    message: &[u8],
    signature: &ASN1_STRING,
    key: &PublicKey,
) -> bool {
    // Signatures are whole bytes.
    let whole = signature.flags() & 7 == 0;
    let scheme = scheme(algorithm);
    whole && scheme.is_some_and(|scheme| key.verify(scheme, message, signature.bytes()).is_ok())
}

/// How signatures of this algorithm are made. `None` when that is not known.
pub fn scheme(algorithm: &X509_ALGOR) -> Option<Scheme> {
    let ids = find_by_signature(algorithm.nid())?;
    match ids.key {
        NID_RSA | NID_RSA_OLD => Some(Scheme::RsaPkcs1(hash(ids.digest)?)),
        NID_EC => Some(Scheme::Ecdsa(hash(ids.digest)?)),
        NID_ED25519 => Some(Scheme::Ed25519),
        NID_RSA_PSS => {
            let parameters = algorithm.parameter()?.to_der();
            pss_scheme(&parameters).ok().flatten()
        }
        _ => None,
    }
}

/// The hash function with number `nid`.
pub fn hash(nid: c_int) -> Option<HashAlgorithm> {
    Some(match nid {
        4 => HashAlgorithm::Md5,
        64 => HashAlgorithm::Sha1,
        114 => HashAlgorithm::Md5Sha1,
        672 => HashAlgorithm::Sha256,
        673 => HashAlgorithm::Sha384,
        674 => HashAlgorithm::Sha512,
        675 => HashAlgorithm::Sha224,
        1094 => HashAlgorithm::Sha512_224,
        1095 => HashAlgorithm::Sha512_256,
        _ => return None,
    })
}

/// The numbers that [`hash`] knows.
const HASHES: [c_int; 9] = [4, 64, 114, 672, 673, 674, 675, 1094, 1095];

/// RSASSA-PSS-params (RFC 4055 section 3.1).
fn pss_scheme(der: &[u8]) -> Result<Option<Scheme>, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let digest = match inside.optional(tag::context_constructed(0))? {
        Some(element) => hash_of(&mut Reader::new(element.contents))?,
        None => Some(HashAlgorithm::Sha1),
    };
    let mgf1 = match inside.optional(tag::context_constructed(1))? {
        Some(element) => {
            let mut function = Reader::new(element.contents).inside(tag::SEQUENCE)?;
            let known = nid_of_content(function.contents(tag::OID)?) == NID_MGF1;
            hash_of(&mut function)?.filter(|_| known)
        }
        None => Some(HashAlgorithm::Sha1),
    };
    let salt = match inside.optional(tag::context_constructed(2))? {
        Some(element) => {
            let number = Reader::new(element.contents).contents(tag::INTEGER)?;
            to_i64(&from_contents(2, number)?).and_then(|salt| usize::try_from(salt).ok())
        }
        None => Some(20),
    };
    let trailer = inside.optional(tag::context_constructed(3))?;
    inside.finish()?;
    let trailer_good = trailer.is_none_or(|element| element.contents == [2, 1, 1]);
    let (Some(hash), Some(mgf1), Some(salt), true) = (digest, mgf1, salt, trailer_good) else {
        return Ok(None);
    };
    Ok(Some(Scheme::RsaPss {
        hash,
        mgf1,
        salt: SaltLen::Bytes(salt),
    }))
}

fn hash_of(reader: &mut Reader<'_>) -> Result<Option<HashAlgorithm>, DerError> {
    let mut algorithm = reader.inside(tag::SEQUENCE)?;
    Ok(hash(nid_of_content(algorithm.contents(tag::OID)?)))
}

/// The bits of security of a key (NIST SP 800-57, SP 800-56B appendix D).
pub fn security_bits(key: &PublicKey) -> c_int {
    match key.kind() {
        KeyKind::Rsa | KeyKind::RsaPss => rsa_security_bits(key.bits()),
        KeyKind::Ec(curve) => (curve.bits() / 2).min(256) as c_int,
        KeyKind::Ed25519 => 128,
    }
}

fn rsa_security_bits(modulus: usize) -> c_int {
    match modulus {
        0..8 => 0,
        2048 => 112,
        3072 => 128,
        4096 => 152,
        6144 => 176,
        7680 => 192,
        8192 => 200,
        15_360 => 256,
        687_737.. => 1200,
        bits => {
            let ln2 = std::f64::consts::LN_2;
            let size = bits as f64 * ln2;
            let work = 1.923 * (size * size.ln().powi(2)).cbrt() - 4.69;
            let least = (work / ln2) as c_int;
            let rounded = (least + 4) & !7;
            // No more than the next size of the table.
            if bits <= 7680 {
                rounded.min(192)
            } else {
                rounded
            }
        }
    }
}

/// The bits of security of the signature on `certificate`. `None` for an unknown algorithm.
pub fn signature_security_bits(certificate: &X509) -> Option<c_int> {
    scheme(certificate.algorithm.get()).map(scheme_security_bits)
}

fn scheme_security_bits(scheme: Scheme) -> c_int {
    match scheme.hash() {
        None => 128,
        // Collisions are cheaper than half the length: 2^39 and 2^63 steps are known.
        Some(HashAlgorithm::Md5) => 39,
        Some(HashAlgorithm::Sha1) => 63,
        Some(HashAlgorithm::Md5Sha1) => 67,
        Some(hash) => (hash.output_len() * 4) as c_int,
    }
}

/// What `X509_get_signature_info` tells.
pub struct SignatureInfo {
    /// The hash; 0 where the algorithm has its own.
    pub digest: c_int,
    /// The kind of key.
    pub key: c_int,
    pub security_bits: c_int,
    /// A scheme of TLS makes such signatures.
    pub in_tls: bool,
}

/// What is known of the signature on `certificate`. `None` for an unknown algorithm.
pub fn signature_info(certificate: &X509) -> Option<SignatureInfo> {
    let algorithm = certificate.algorithm.get();
    let ids = find_by_signature(algorithm.nid())?;
    let scheme = scheme(algorithm)?;
    let digest = match scheme.hash() {
        Some(used) if ids.digest == 0 => HASHES.into_iter().find(|nid| hash(*nid) == Some(used))?,
        _ => ids.digest,
    };
    let salt_as_hash = match scheme {
        Scheme::RsaPss { hash, mgf1, salt } => {
            hash == mgf1 && salt == SaltLen::Bytes(hash.output_len())
        }
        _ => true,
    };
    Some(SignatureInfo {
        digest,
        key: ids.key,
        security_bits: scheme_security_bits(scheme),
        in_tls: salt_as_hash && matches!(digest, 0 | 64 | 672 | 673 | 674),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_bits_are_those_of_nist_and_openssl() {
        for (modulus, bits) in [(512, 56), (1024, 80), (2048, 112), (3072, 128), (4096, 152)] {
            assert_eq!(rsa_security_bits(modulus), bits, "{modulus}");
        }
    }
}
