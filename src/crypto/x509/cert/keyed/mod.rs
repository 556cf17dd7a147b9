//! What needs keys or digests: reading and comparing keys, signing, verifying, fingerprints.

pub mod abi;

use std::ffi::c_int;

use primitives::digest::HashAlgorithm;
use primitives::signature::{KeyKind, Scheme};

use crate::asn1::any::ASN1_TYPE;
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::FLAG_BITS_LEFT;
use crate::evp::{EVP_MD, EVP_PKEY};
use crate::objects::find_by_algorithms;
use crate::x509::X509_ALGOR;

const NID_RSA: c_int = 6;
const NID_EC: c_int = 408;
const NID_ED25519: c_int = 1087;

/// The algorithm `key` signs with, and how.
pub fn signing_algorithm(
    key: &EVP_PKEY,
    digest: Option<&EVP_MD>,
) -> Option<(Object, Option<ASN1_TYPE>, Scheme)> {
    let kind = key.public()?.kind();
    let algorithm = digest.map_or(HashAlgorithm::Sha256, |digest| digest.algorithm);
    let digest_nid = EVP_MD::of(algorithm).nid;
    let (nid, parameter, scheme) = match kind {
        KeyKind::Rsa => {
            let ids = find_by_algorithms(digest_nid, NID_RSA)?;
            (
                ids.signature,
                Some(ASN1_TYPE::null()),
                Scheme::RsaPkcs1(algorithm),
            )
        }
        KeyKind::Ec(_) => {
            let ids = find_by_algorithms(digest_nid, NID_EC)?;
            (ids.signature, None, Scheme::Ecdsa(algorithm))
        }
        // The hash is part of the scheme.
        KeyKind::Ed25519 if digest.is_none() => (NID_ED25519, None, Scheme::Ed25519),
        _ => return None,
    };
    Some((Object::from_nid(nid)?, parameter, scheme))
}

/// A signature over `message`, as the BIT STRING of certificates.
pub fn sign(key: &EVP_PKEY, scheme: Scheme, message: &[u8]) -> Option<ASN1_STRING> {
    let signature = key.private()?.sign(scheme, message).ok()?;
    let mut bits = ASN1_STRING::with(3, &signature)?;
    bits.set_flags(FLAG_BITS_LEFT);
    Some(bits)
}

/// The algorithm twice: for the signed part and for outside.
pub fn algorithm_pair(
    object: &Object,
    parameter: Option<ASN1_TYPE>,
) -> Option<(X509_ALGOR, X509_ALGOR)> {
    let inner = X509_ALGOR::new(object, parameter);
    let outer = inner.duplicate()?;
    Some((inner, outer))
}
