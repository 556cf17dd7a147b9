//! Whether a list is about a certificate: its IssuingDistributionPoint against the certificate's
//! CRLDistributionPoints (RFC 5280 section 6.3.3 (b)).

use super::ALL_REASONS;
use crate::asn1::der::{DerError, Reader, tag};
use crate::x509::crl::{NID_ISSUING_DISTRIBUTION_POINT, X509_CRL};
use crate::x509::{X509, X509_NAME};
use crate::x509v3::facts::{flag, read_bit_string};
use crate::x509v3::general_name::GeneralName;

/// One DistributionPoint of a certificate.
struct Point<'a> {
    /// The elements of its fullName; `None` without a name.
    names: Option<Vec<&'a [u8]>>,
    reasons: Option<u32>,
    /// The contents of cRLIssuer.
    issuer: Option<&'a [u8]>,
}

/// The reasons for which `crl` speaks about `certificate`; `None` when it does not.
/// `same_issuer`: both have the same one.
pub(super) fn reasons(crl: &X509_CRL, certificate: &X509, same_issuer: bool) -> Option<u32> {
    let scope = crl.facts.scope;
    let facts = certificate.facts();
    let other_kind = if facts.has(flag::CA) {
        scope.only_user
    } else {
        scope.only_ca
    };
    if other_kind || scope.only_attribute {
        return None;
    }
    let own = scope.reasons.unwrap_or(ALL_REASONS);
    let issuing = issuing_point(crl);
    let points = facts.crl_points.as_deref().unwrap_or_default();
    let points = read_points(points).unwrap_or_default();
    for point in &points {
        let from_issuer = match point.issuer {
            None => same_issuer,
            Some(names) => names_issuer(names, crl),
        };
        let name_fits = match (&point.names, &issuing) {
            (Some(names), Some(issuing)) => names.iter().any(|name| issuing.contains(name)),
            _ => true,
        };
        if from_issuer && name_fits {
            return Some(own & point.reasons.unwrap_or(ALL_REASONS));
        }
    }
    // A list without a distribution point is about all certificates of its issuer.
    (!scope.named && same_issuer).then_some(own)
}

/// The names of the list's own distribution point.
fn issuing_point(crl: &X509_CRL) -> Option<Vec<&[u8]>> {
    let extensions = crl.extensions.get();
    let found = extensions.only(NID_ISSUING_DISTRIBUTION_POINT).ok()??;
    let mut inside = Reader::only(found.der_value(), tag::SEQUENCE).ok()?;
    point_name(&mut inside).ok()?
}

fn read_points(der: &[u8]) -> Result<Vec<Point<'_>>, DerError> {
    let mut points = Vec::new();
    if der.is_empty() {
        return Ok(points);
    }
    let mut list = Reader::only(der, tag::SEQUENCE)?;
    while !list.is_empty() {
        let mut inside = list.inside(tag::SEQUENCE)?;
        let names = point_name(&mut inside)?;
        let reasons = inside.optional(tag::context(1))?;
        let reasons = reasons.map(|element| read_bit_string(element.contents));
        let issuer = inside.optional(tag::context_constructed(2))?;
        points.push(Point {
            names,
            reasons: reasons.transpose()?.map(|bits| bits & ALL_REASONS),
            issuer: issuer.map(|element| element.contents),
        });
    }
    Ok(points)
}

/// DistributionPointName: the elements of fullName; none of them for nameRelativeToCRLIssuer.
fn point_name<'a>(inside: &mut Reader<'a>) -> Result<Option<Vec<&'a [u8]>>, DerError> {
    let Some(point) = inside.optional(tag::context_constructed(0))? else {
        return Ok(None);
    };
    let mut choice = Reader::new(point.contents);
    let mut found = Vec::new();
    if let Some(full) = choice.optional(tag::context_constructed(0))? {
        let mut names = Reader::new(full.contents);
        while !names.is_empty() {
            found.push(names.any()?.whole);
        }
    }
    Ok(Some(found))
}

/// Whether one of the GeneralNames is the name of the list's issuer.
pub(crate) fn names_issuer(names: &[u8], crl: &X509_CRL) -> bool {
    has_directory_name(names, crl.issuer.get())
}

/// Whether one of the GeneralNames is the directoryName `wanted`.
pub(crate) fn has_directory_name(names: &[u8], wanted: &X509_NAME) -> bool {
    let names = GeneralName::read_all(names).unwrap_or_default();
    names.iter().any(|name| match name {
        GeneralName::Directory(der) => X509_NAME::read(&mut Reader::new(der))
            .is_ok_and(|name| name.canonical() == wanted.canonical()),
        _ => false,
    })
}
