//! `X509`: a certificate (RFC 5280 section 4.1).

pub mod abi;
pub mod encode;
pub mod get;
pub mod hash;
pub mod keyed;
pub mod set;

use std::ffi::{c_int, c_long};
use std::sync::{Arc, OnceLock};

use ffi::{Part, SharedHandle};
use primitives::signature::PublicKey;

use crate::asn1::der::{DerError, Reader, bit_string, tag};
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::{from_contents, from_element};
use crate::ex_data::CRYPTO_EX_DATA;
use crate::x509::ext::list::ExtensionList;
use crate::x509::{X509_ALGOR, X509_NAME, X509_PUBKEY};
use crate::x509v3::facts::Facts;

/// A certificate. Its parts are objects at addresses of their own, because C holds and changes
/// them; the DER it was read from stays what it is hashed, compared and written by until a
/// function that sets a part is called.
pub struct X509 {
    /// 0 for version 1.
    pub(crate) version: Part<c_long>,
    pub(crate) serial: Part<ASN1_STRING>,
    pub(crate) tbs_algorithm: Part<X509_ALGOR>,
    pub(crate) issuer: Part<X509_NAME>,
    pub(crate) not_before: Part<ASN1_STRING>,
    pub(crate) not_after: Part<ASN1_STRING>,
    pub(crate) subject: Part<X509_NAME>,
    pub(crate) pubkey: Part<X509_PUBKEY>,
    pub(crate) issuer_uid: Option<Part<ASN1_STRING>>,
    pub(crate) subject_uid: Option<Part<ASN1_STRING>>,
    pub(crate) extensions: Part<ExtensionList>,
    pub(crate) algorithm: Part<X509_ALGOR>,
    pub(crate) signature: Part<ASN1_STRING>,
    pub(crate) encoding: Part<Encoding>,
    pub(crate) aux: Part<Option<Aux>>,
    pub(crate) ex_data: Part<CRYPTO_EX_DATA>,
}

/// What was received, or signed last, and what follows from it.
#[derive(Default)]
pub(crate) struct Encoding {
    /// The TBSCertificate; `None` when a part was set since.
    pub(crate) tbs: Option<Vec<u8>>,
    /// The Certificate; `None` when a part was set since.
    pub(crate) der: Option<Vec<u8>>,
    pub(crate) facts: OnceLock<Facts>,
}

/// OpenSSL's trust settings behind a certificate (`TRUSTED CERTIFICATE` in PEM).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aux {
    /// OIDs of purposes it is trusted for; `None` for all.
    pub trust: Option<Vec<Vec<u8>>>,
    /// OIDs of purposes it is rejected for.
    pub reject: Option<Vec<Vec<u8>>>,
    /// A friendly name, UTF-8.
    pub alias: Option<Vec<u8>>,
    /// A key identifier.
    pub key_id: Option<Vec<u8>>,
    /// Further fields, DER, kept as they came.
    pub other: Vec<u8>,
}

impl SharedHandle for X509 {}

impl Default for X509 {
    fn default() -> Self {
        Self {
            version: Part::new(0),
            serial: Part::new(ASN1_STRING::new(2)),
            tbs_algorithm: Part::default(),
            issuer: Part::default(),
            not_before: Part::new(ASN1_STRING::new(-1)),
            not_after: Part::new(ASN1_STRING::new(-1)),
            subject: Part::default(),
            pubkey: Part::default(),
            issuer_uid: None,
            subject_uid: None,
            extensions: Part::default(),
            algorithm: Part::default(),
            signature: Part::new(ASN1_STRING::new(3)),
            encoding: Part::default(),
            aux: Part::default(),
            ex_data: Part::new(CRYPTO_EX_DATA::new()),
        }
    }
}

impl X509 {
    /// Reads one Certificate.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let whole = reader.element(tag::SEQUENCE)?;
        let mut outer = Reader::new(whole.contents);
        let tbs = outer.element(tag::SEQUENCE)?;
        let mut certificate = Self::read_tbs(tbs.contents)?;
        *certificate.algorithm.get_mut() = X509_ALGOR::read(&mut outer)?;
        *certificate.signature.get_mut() = from_contents(3, outer.contents(tag::BIT_STRING)?)?;
        outer.finish()?;
        *certificate.encoding.get_mut() = Encoding {
            tbs: Some(tbs.whole.to_vec()),
            der: Some(whole.whole.to_vec()),
            facts: OnceLock::new(),
        };
        Ok(certificate)
    }

    /// Reads a Certificate that is all of `der`.
    pub fn from_der(der: &[u8]) -> Result<Arc<Self>, DerError> {
        let mut reader = Reader::new(der);
        let certificate = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(Arc::new(certificate))
    }

    fn read_tbs(contents: &[u8]) -> Result<Self, DerError> {
        let mut tbs = Reader::new(contents);
        let mut certificate = Self::default();
        if let Some(version) = tbs.optional(tag::context_constructed(0))? {
            let number = Reader::only(version.contents, tag::INTEGER)?;
            let [version] = number.rest() else {
                return Err(DerError::Value);
            };
            certificate.version = Part::new(c_long::from(*version));
        }
        certificate.serial = Part::new(from_contents(2, tbs.contents(tag::INTEGER)?)?);
        certificate.tbs_algorithm = Part::new(X509_ALGOR::read(&mut tbs)?);
        certificate.issuer = Part::new(X509_NAME::read(&mut tbs)?);
        let mut validity = tbs.inside(tag::SEQUENCE)?;
        certificate.not_before = Part::new(read_time(&mut validity)?);
        certificate.not_after = Part::new(read_time(&mut validity)?);
        validity.finish()?;
        certificate.subject = Part::new(X509_NAME::read(&mut tbs)?);
        certificate.pubkey = Part::new(X509_PUBKEY::read(&mut tbs)?);
        certificate.issuer_uid = read_uid(&mut tbs, 1)?;
        certificate.subject_uid = read_uid(&mut tbs, 2)?;
        if let Some(extensions) = tbs.optional(tag::context_constructed(3))? {
            let mut explicit = Reader::new(extensions.contents);
            certificate.extensions = Part::new(ExtensionList::read(&mut explicit)?);
            explicit.finish()?;
        }
        tbs.finish()?;
        Ok(certificate)
    }

    /// A copy that shares nothing; program data is not copied. `None` when it cannot be encoded.
    pub fn duplicate(&self) -> Option<Self> {
        let mut copy = Self::read(&mut Reader::new(&self.der())).ok()?;
        copy.aux = Part::new(self.aux.get().clone());
        Some(copy)
    }

    /// The key in it. `None` when it is of no known kind or broken.
    pub fn key(&self) -> Option<&PublicKey> {
        self.pubkey.get().key()
    }

    /// The number of the algorithm the issuer signed with; 0 when it has none.
    pub fn signature_nid(&self) -> c_int {
        self.algorithm.get().nid()
    }

    /// What its extensions say about its use.
    pub fn facts(&self) -> &Facts {
        self.encoding.get().facts.get_or_init(|| Facts::of(self))
    }

    /// True when `other` is the same certificate, byte for byte.
    pub fn same_as(&self, other: &X509) -> bool {
        std::ptr::eq(self, other) || self.der() == other.der()
    }
}

/// A UTCTime or GeneralizedTime.
pub(crate) fn read_time(reader: &mut Reader<'_>) -> Result<ASN1_STRING, DerError> {
    let element = reader.any()?;
    match element.tag {
        tag::UTC_TIME | tag::GENERALIZED_TIME => from_element(&element),
        _ => Err(DerError::WrongTag),
    }
}

fn read_uid(tbs: &mut Reader<'_>, number: u8) -> Result<Option<Part<ASN1_STRING>>, DerError> {
    let Some(element) = tbs.optional(tag::context(number))? else {
        return Ok(None);
    };
    bit_string(element.contents)?;
    Ok(Some(Part::new(from_contents(3, element.contents)?)))
}
