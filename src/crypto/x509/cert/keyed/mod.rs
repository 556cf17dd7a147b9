//! What needs keys or digests: reading and comparing keys, signing, verifying, fingerprints.

pub mod abi;

use std::ffi::c_int;

use primitives::digest::HashAlgorithm;
use primitives::signature::{KeyKind, SaltLen, Scheme};

use crate::asn1::any::ASN1_TYPE;
use crate::asn1::der::{Reader, Writer, tag};
use crate::asn1::integer::contents_of;
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::FLAG_BITS_LEFT;
use crate::evp::pkey_ctx::rsa::{RSA_PSS_SALTLEN_MAX, salt_len};
use crate::evp::{EVP_MD, EVP_PKEY};
use crate::objects::find_by_algorithms;
use crate::x509::X509_ALGOR;

const NID_RSA: c_int = 6;
const NID_EC: c_int = 408;
const NID_RSA_PSS: c_int = 912;
const NID_MGF1: c_int = 911;
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
        KeyKind::RsaPss => {
            let public = key.public()?;
            let salt = match public.pss_salt() {
                Some(least) => SaltLen::Bytes(least),
                None => salt_len(RSA_PSS_SALTLEN_MAX, public.bits(), algorithm.output_len()),
            };
            let SaltLen::Bytes(bytes) = salt else {
                return None;
            };
            let parameters = pss_parameters(digest_nid, algorithm, bytes)?;
            let scheme = Scheme::RsaPss {
                hash: algorithm,
                mgf1: algorithm,
                salt,
            };
            // Keys may be limited to one hash.
            if !public.allows(scheme) {
                return None;
            }
            (NID_RSA_PSS, Some(parameters), scheme)
        }
        // The hash is part of the scheme.
        KeyKind::Ed25519 if digest.is_none() => (NID_ED25519, None, Scheme::Ed25519),
        _ => return None,
    };
    Some((Object::from_nid(nid)?, parameter, scheme))
}

/// RSASSA-PSS-params (RFC 4055 section 3.1), without what is the default.
fn pss_parameters(digest: c_int, hash: HashAlgorithm, salt: usize) -> Option<ASN1_TYPE> {
    let digest = Object::from_nid(digest)?;
    let mgf1 = Object::from_nid(NID_MGF1)?;
    let with_digest = |inside: &mut Writer| {
        inside.nested(tag::SEQUENCE, |algorithm| {
            algorithm.element(tag::OID, digest.get().content());
            algorithm.element(tag::NULL, &[]);
        });
    };
    let mut writer = Writer::new();
    writer.nested(tag::SEQUENCE, |inside| {
        if hash != HashAlgorithm::Sha1 {
            inside.nested(tag::context_constructed(0), with_digest);
            inside.nested(tag::context_constructed(1), |function| {
                function.nested(tag::SEQUENCE, |function| {
                    function.element(tag::OID, mgf1.get().content());
                    with_digest(function);
                });
            });
        }
        if salt != 20 {
            inside.nested(tag::context_constructed(2), |number| {
                let magnitude = u32::try_from(salt).unwrap_or(u32::MAX).to_be_bytes();
                number.element(tag::INTEGER, &contents_of(&magnitude, false));
            });
        }
    });
    let der = writer.into_bytes();
    ASN1_TYPE::from_element(&Reader::new(&der).any().ok()?).ok()
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
