//! What a certificate says about policies (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14).

use super::facts::nid;
use crate::asn1::der::{DerError, Reader, tag};
use crate::asn1::integer::{is_negative, to_i64};
use crate::asn1::string::kinds::from_contents;
use crate::objects::nid_of_content;
use crate::x509::X509;

/// `NID_any_policy`.
pub const ANY_POLICY: i32 = 746;

/// Where the subject's authority uses other names for a policy (policyMappings).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mapped {
    /// It does not.
    #[default]
    No,
    /// A policy that the certificate names.
    Named,
    /// A policy that it has only through anyPolicy.
    FromAny,
}

/// One policy of a certificate.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Its identifier, DER content octets.
    pub id: Vec<u8>,
    /// How it is mapped.
    pub mapped: Mapped,
    /// What the certificates below call it, when it is mapped.
    pub expected: Vec<Vec<u8>>,
}

/// The policy extensions of a certificate.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// The policies but anyPolicy.
    pub named: Vec<Policy>,
    /// It has anyPolicy.
    pub any: bool,
    /// requireExplicitPolicy: certificates until every path needs one.
    pub require_explicit: Option<usize>,
    /// inhibitPolicyMapping.
    pub inhibit_mapping: Option<usize>,
    /// inhibitAnyPolicy.
    pub inhibit_any: Option<usize>,
}

impl Policies {
    /// Reads them; an error when one of the extensions is broken, there twice, or contradicts itself.
    pub fn of(certificate: &X509) -> Result<Self, DerError> {
        let value = |number| match certificate.extensions.get().only(number) {
            Ok(found) => Ok(found.map(|extension| extension.der_value())),
            Err(_) => Err(DerError::Value),
        };
        let mut policies = Self::default();
        if let Some(der) = value(nid::POLICY_CONSTRAINTS)? {
            policies.read_constraints(der)?;
        }
        // Without policies, the rest has nothing to say.
        let Some(der) = value(nid::CERTIFICATE_POLICIES)? else {
            return Ok(policies);
        };
        policies.read_policies(der)?;
        if policies.is_empty() {
            return Ok(policies);
        }
        if let Some(der) = value(nid::POLICY_MAPPINGS)? {
            policies.read_mappings(der)?;
        }
        if let Some(der) = value(nid::INHIBIT_ANY_POLICY)? {
            policies.inhibit_any = Some(skip(Reader::only(der, tag::INTEGER)?.rest())?);
        }
        Ok(policies)
    }

    /// True when the certificate names no policy.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && !self.any
    }

    fn read_constraints(&mut self, der: &[u8]) -> Result<(), DerError> {
        let mut inside = Reader::only(der, tag::SEQUENCE)?;
        let mut number = |at| {
            let found = inside.optional(tag::context(at))?;
            found.map(|element| skip(element.contents)).transpose()
        };
        self.require_explicit = number(0)?;
        self.inhibit_mapping = number(1)?;
        inside.finish()?;
        // "Conforming CAs MUST NOT issue certificates where policy constraints is an empty sequence."
        if self.require_explicit.is_none() && self.inhibit_mapping.is_none() {
            return Err(DerError::Value);
        }
        Ok(())
    }

    fn read_policies(&mut self, der: &[u8]) -> Result<(), DerError> {
        let mut list = Reader::only(der, tag::SEQUENCE)?;
        while !list.is_empty() {
            let id = list.inside(tag::SEQUENCE)?.contents(tag::OID)?;
            // "A certificate policy OID MUST NOT appear more than once."
            let again = if is_any(id) {
                std::mem::replace(&mut self.any, true)
            } else {
                self.position(id).is_some()
            };
            if again {
                return Err(DerError::Value);
            }
            if !is_any(id) {
                self.named.push(Policy {
                    id: id.to_vec(),
                    ..Policy::default()
                });
            }
        }
        Ok(())
    }

    fn read_mappings(&mut self, der: &[u8]) -> Result<(), DerError> {
        let mut list = Reader::only(der, tag::SEQUENCE)?;
        if list.is_empty() {
            return Err(DerError::Value);
        }
        while !list.is_empty() {
            let mut pair = list.inside(tag::SEQUENCE)?;
            let issuer = pair.contents(tag::OID)?;
            let subject = pair.contents(tag::OID)?;
            pair.finish()?;
            // "Policies MUST NOT be mapped either to or from the special value anyPolicy."
            if is_any(issuer) || is_any(subject) {
                return Err(DerError::Value);
            }
            let at = match self.position(issuer) {
                Some(at) => at,
                None if self.any => {
                    self.named.push(Policy {
                        id: issuer.to_vec(),
                        mapped: Mapped::FromAny,
                        expected: Vec::new(),
                    });
                    self.named.len() - 1
                }
                None => continue,
            };
            let policy = &mut self.named[at];
            if policy.mapped == Mapped::No {
                policy.mapped = Mapped::Named;
            }
            policy.expected.push(subject.to_vec());
        }
        Ok(())
    }

    fn position(&self, id: &[u8]) -> Option<usize> {
        self.named.iter().position(|policy| policy.id == id)
    }
}

/// Whether a policy identifier is that of anyPolicy.
pub fn is_any(id: &[u8]) -> bool {
    nid_of_content(id) == ANY_POLICY
}

/// SkipCerts: INTEGER (0..MAX).
fn skip(contents: &[u8]) -> Result<usize, DerError> {
    let number = from_contents(2, contents)?;
    if is_negative(&number) {
        return Err(DerError::Value);
    }
    Ok(to_i64(&number)
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(usize::MAX))
}
