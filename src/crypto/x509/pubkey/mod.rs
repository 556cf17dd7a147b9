//! `X509_PUBKEY`: SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).

pub mod abi;

use std::sync::{Arc, OnceLock};

use primitives::signature::PublicKey;

use crate::asn1::der::{DerError, Reader, tag};
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::from_contents;
use crate::evp::EVP_PKEY;
use crate::evp::pkey::Key;
use crate::x509::X509_ALGOR;

/// A public key as certificates hold it: its DER, its two parts, and the key once it was asked for.
pub struct X509_PUBKEY {
    algorithm: X509_ALGOR,
    key: ASN1_STRING,
    der: Vec<u8>,
    decoded: OnceLock<Option<PublicKey>>,
    pkey: OnceLock<Option<Arc<EVP_PKEY>>>,
}

impl Default for X509_PUBKEY {
    fn default() -> Self {
        Self {
            algorithm: X509_ALGOR::default(),
            key: ASN1_STRING::new(3),
            der: Vec::new(),
            decoded: OnceLock::new(),
            pkey: OnceLock::new(),
        }
    }
}

impl X509_PUBKEY {
    /// Reads a SubjectPublicKeyInfo. The key itself may be of a kind that is not known.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let element = reader.element(tag::SEQUENCE)?;
        let mut inside = Reader::new(element.contents);
        let algorithm = X509_ALGOR::read(&mut inside)?;
        let key = from_contents(3, inside.contents(tag::BIT_STRING)?)?;
        inside.finish()?;
        Ok(Self {
            algorithm,
            key,
            der: element.whole.to_vec(),
            ..Self::default()
        })
    }

    /// The public half of `key`. `None` when the object is empty.
    pub fn of_key(key: &EVP_PKEY) -> Option<Self> {
        Self::read(&mut Reader::new(&key.spki()?)).ok()
    }

    /// The key as an object for C, the same one every time.
    pub fn pkey(&self) -> Option<&Arc<EVP_PKEY>> {
        let make = || Some(EVP_PKEY::of(Key::from_public(self.key()?.clone())));
        self.pkey.get_or_init(make).as_ref()
    }

    /// The algorithm.
    pub fn algorithm(&self) -> &X509_ALGOR {
        &self.algorithm
    }

    /// The BIT STRING of the key.
    pub fn key_bits(&self) -> &ASN1_STRING {
        &self.key
    }

    /// The DER as it was received; empty for a new object.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The key. `None` when it is of no known kind or broken.
    pub fn key(&self) -> Option<&PublicKey> {
        self.decoded
            .get_or_init(|| PublicKey::from_spki(&self.der).ok())
            .as_ref()
    }
}
