//! `X509_CRL`: a certificate revocation list (RFC 5280 section 5), for reading.

pub mod abi;

use std::ffi::{c_int, c_long};
use std::sync::Arc;

use ffi::{Part, SharedHandle};
use primitives::signature::PublicKey;

use crate::asn1::der::{DerError, Reader, bit_string, tag};
use crate::asn1::integer::to_i64;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::from_contents;
use crate::x509::cert::read_time;
use crate::x509::ext::list::ExtensionList;
use crate::x509::{X509_ALGOR, X509_NAME, keys};
use crate::x509_vfy::verify::revocation::scope::has_directory_name;
use crate::x509v3::akid::AuthorityKeyId;
use crate::x509v3::facts::nid;

const NID_CRL_NUMBER: c_int = 88;
const NID_DELTA_CRL: c_int = 140;
const NID_CRL_REASON: c_int = 141;
/// The number of issuingDistributionPoint.
pub const NID_ISSUING_DISTRIBUTION_POINT: c_int = 770;
const NID_CERTIFICATE_ISSUER: c_int = 771;

/// A revocation list.
pub struct X509_CRL {
    pub(crate) version: c_long,
    pub(crate) tbs_algorithm: X509_ALGOR,
    pub(crate) issuer: Part<X509_NAME>,
    pub(crate) last_update: Part<ASN1_STRING>,
    pub(crate) next_update: Option<Part<ASN1_STRING>>,
    pub(crate) revoked: Vec<X509_REVOKED>,
    pub(crate) extensions: Part<ExtensionList>,
    pub(crate) algorithm: Part<X509_ALGOR>,
    pub(crate) signature: Part<ASN1_STRING>,
    pub(crate) tbs: Vec<u8>,
    pub(crate) der: Vec<u8>,
    pub(crate) facts: CrlFacts,
}

/// One revoked certificate.
pub struct X509_REVOKED {
    pub(crate) serial: Part<ASN1_STRING>,
    pub(crate) date: Part<ASN1_STRING>,
    pub(crate) extensions: ExtensionList,
    /// reasonCode, -1 without.
    pub(crate) reason: i64,
    /// The contents of certificateIssuer in an indirect list.
    issuer: Option<Arc<[u8]>>,
}

/// What the extensions of a list say.
pub struct CrlFacts {
    /// An extension is broken.
    pub invalid: bool,
    /// A critical extension is not known.
    pub critical: bool,
    /// It has a freshestCRL.
    pub freshest: bool,
    /// BaseCRLNumber of a deltaCRLIndicator: it adds to another list.
    pub base_number: Option<ASN1_STRING>,
    /// It has a cRLNumber.
    pub number: Option<ASN1_STRING>,
    /// Whose key signed.
    pub authority_key_id: Option<AuthorityKeyId>,
    /// What the list is about.
    pub scope: Scope,
}

/// IssuingDistributionPoint (RFC 5280 section 5.2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// There is such an extension.
    pub present: bool,
    /// It names a distribution point.
    pub named: bool,
    /// Only certificates of users.
    pub only_user: bool,
    /// Only certificates of CAs.
    pub only_ca: bool,
    /// Only attribute certificates.
    pub only_attribute: bool,
    /// Certificates of other issuers too.
    pub indirect: bool,
    /// Only some reasons, as bits.
    pub reasons: Option<u32>,
}

impl SharedHandle for X509_CRL {}

impl X509_CRL {
    /// Reads one CertificateList.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let whole = reader.element(tag::SEQUENCE)?;
        let mut outer = Reader::new(whole.contents);
        let signed = outer.element(tag::SEQUENCE)?;
        let mut tbs = Reader::new(signed.contents);
        let version = match tbs.optional(tag::INTEGER)? {
            Some(element) => to_i64(&from_contents(2, element.contents)?).ok_or(DerError::Value)?,
            None => 0,
        };
        let tbs_algorithm = X509_ALGOR::read(&mut tbs)?;
        let issuer = X509_NAME::read(&mut tbs)?;
        let last_update = read_time(&mut tbs)?;
        let next_update = match tbs.peek() {
            Some(tag::UTC_TIME | tag::GENERALIZED_TIME) => Some(Part::new(read_time(&mut tbs)?)),
            _ => None,
        };
        let mut revoked = Vec::new();
        if let Some(list) = tbs.optional(tag::SEQUENCE)? {
            let mut entries = Reader::new(list.contents);
            while !entries.is_empty() {
                revoked.push(X509_REVOKED::read(&mut entries)?);
            }
        }
        let extensions = match tbs.optional(tag::context_constructed(0))? {
            Some(element) => ExtensionList::read(&mut Reader::new(element.contents))?,
            None => ExtensionList::default(),
        };
        tbs.finish()?;
        let algorithm = X509_ALGOR::read(&mut outer)?;
        let signature = from_contents(3, outer.contents(tag::BIT_STRING)?)?;
        outer.finish()?;
        let facts = CrlFacts::of(&extensions, &revoked);
        let mut list = Self {
            version,
            tbs_algorithm,
            issuer: Part::new(issuer),
            last_update: Part::new(last_update),
            next_update,
            revoked,
            extensions: Part::new(extensions),
            algorithm: Part::new(algorithm),
            signature: Part::new(signature),
            tbs: signed.whole.to_vec(),
            der: whole.whole.to_vec(),
            facts,
        };
        list.spread_issuers();
        Ok(list)
    }

    /// Whether the list was signed with `key`.
    pub fn is_signed_with(&self, key: &PublicKey) -> bool {
        let algorithm = self.algorithm.get();
        // RFC 5280 section 5.1.1.2: both fields are the same.
        algorithm.to_der() == self.tbs_algorithm.to_der()
            && keys::verify(algorithm, &self.tbs, self.signature.get(), key)
    }

    /// The entry of the certificate with this serial number and issuer; without one, of this
    /// list's issuer.
    pub fn entry(&self, serial: &ASN1_STRING, issuer: Option<&X509_NAME>) -> Option<&X509_REVOKED> {
        let own = self.issuer.get();
        self.revoked.iter().find(|entry| {
            let found = entry.serial.get();
            let same_issuer = match &entry.issuer {
                None => issuer.is_none_or(|issuer| issuer.canonical() == own.canonical()),
                Some(names) => has_directory_name(names, issuer.unwrap_or(own)),
            };
            found.bytes() == serial.bytes() && found.type_() == serial.type_() && same_issuer
        })
    }

    /// RFC 5280 section 5.3.3: an entry without certificateIssuer has that of the one before.
    fn spread_issuers(&mut self) {
        if !self.facts.scope.indirect {
            return;
        }
        let mut last: Option<Arc<[u8]>> = None;
        for entry in &mut self.revoked {
            match entry.extensions.only(NID_CERTIFICATE_ISSUER) {
                Ok(None) => {}
                Ok(Some(found)) => match Reader::only(found.der_value(), tag::SEQUENCE) {
                    Ok(names) => last = Some(names.rest().into()),
                    Err(_) => self.facts.invalid = true,
                },
                Err(_) => self.facts.invalid = true,
            }
            entry.issuer.clone_from(&last);
        }
    }
}

impl X509_REVOKED {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let serial = from_contents(2, inside.contents(tag::INTEGER)?)?;
        let date = read_time(&mut inside)?;
        let extensions = match inside.peek() {
            Some(_) => ExtensionList::read(&mut inside)?,
            None => ExtensionList::default(),
        };
        inside.finish()?;
        let reason = match extensions.only(NID_CRL_REASON) {
            Ok(Some(extension)) => {
                let code = Reader::only(extension.der_value(), tag::ENUMERATED)?;
                to_i64(&from_contents(10, code.rest())?).unwrap_or(-1)
            }
            _ => -1,
        };
        Ok(Self {
            serial: Part::new(serial),
            date: Part::new(date),
            extensions,
            reason,
            issuer: None,
        })
    }
}

impl CrlFacts {
    fn of(extensions: &ExtensionList, revoked: &[X509_REVOKED]) -> Self {
        let mut invalid = false;
        let mut value = |number| match extensions.only(number) {
            Ok(found) => found.map(|extension| extension.der_value()),
            Err(_) => {
                invalid = true;
                None
            }
        };
        let scope = value(NID_ISSUING_DISTRIBUTION_POINT).map(Scope::from_der);
        let authority = value(nid::AUTHORITY_KEY_ID).map(AuthorityKeyId::from_der);
        let integer = |der| {
            Reader::only(der, tag::INTEGER).and_then(|inside| from_contents(2, inside.rest()))
        };
        let number = value(NID_CRL_NUMBER).map(integer);
        let base_number = value(NID_DELTA_CRL).map(integer);
        // "A CRL with a delta CRL indicator has a CRL number" (RFC 5280 section 5.2.4).
        let broken = matches!(scope, Some(Err(_)))
            || matches!(authority, Some(Err(_)))
            || matches!(number, Some(Err(_)))
            || matches!(base_number, Some(Err(_)))
            || base_number.is_some() && number.is_none();
        let known = [
            nid::AUTHORITY_KEY_ID,
            NID_ISSUING_DISTRIBUTION_POINT,
            NID_DELTA_CRL,
        ];
        let critical = extensions
            .iter()
            .any(|found| found.is_critical() && !known.contains(&found.object().nid()));
        let entry_critical = revoked
            .iter()
            .flat_map(|entry| entry.extensions.iter())
            .any(|found| found.is_critical() && found.object().nid() != NID_CERTIFICATE_ISSUER);
        Self {
            invalid: invalid || broken,
            critical: critical || entry_critical,
            freshest: !matches!(extensions.only(nid::FRESHEST_CRL), Ok(None)),
            base_number: base_number.and_then(Result::ok),
            number: number.and_then(Result::ok),
            authority_key_id: authority.and_then(Result::ok),
            scope: scope.and_then(Result::ok).unwrap_or_default(),
        }
    }
}

impl Scope {
    fn from_der(der: &[u8]) -> Result<Self, DerError> {
        let mut inside = Reader::only(der, tag::SEQUENCE)?;
        let named = inside.optional(tag::context_constructed(0))?.is_some();
        let mut flag = |number| -> Result<bool, DerError> {
            match inside.optional(tag::context(number))? {
                None => Ok(false),
                Some(element) => match element.contents {
                    [byte] => Ok(*byte != 0),
                    _ => Err(DerError::Value),
                },
            }
        };
        let only_user = flag(1)?;
        let only_ca = flag(2)?;
        let reasons = match inside.optional(tag::context(3))? {
            None => None,
            Some(element) => {
                let (_, bytes) = bit_string(element.contents)?;
                let byte = |at: usize| bytes.get(at).copied().map_or(0, u32::from);
                Some(byte(0) | byte(1) << 8)
            }
        };
        let mut flag = |number| -> Result<bool, DerError> {
            Ok(inside
                .optional(tag::context(number))?
                .is_some_and(|found| found.contents != [0]))
        };
        let indirect = flag(4)?;
        let only_attribute = flag(5)?;
        inside.finish()?;
        if usize::from(only_user) + usize::from(only_ca) + usize::from(only_attribute) > 1 {
            return Err(DerError::Value);
        }
        Ok(Self {
            present: true,
            named,
            only_user,
            only_ca,
            only_attribute,
            indirect,
            reasons,
        })
    }
}
