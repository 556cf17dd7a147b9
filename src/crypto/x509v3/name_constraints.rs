//! NameConstraints (RFC 5280 section 4.2.1.10).

use std::ffi::c_int;

use super::general_name::{GeneralName, general_names};
use crate::asn1::der::{DerError, Reader, tag};
use crate::x509::{X509, X509_NAME};
use crate::x509_vfy::errors as error;

const NID_COMMON_NAME: c_int = 13;
const NID_EMAIL_ADDRESS: c_int = 48;
const IA5_STRING: c_int = 22;

/// More comparisons than this for one certificate are refused, because both numbers are the
/// certificates' makers' to choose.
const MOST_COMPARISONS: usize = 1 << 20;

/// The two lists of subtrees, checked when they were read.
pub struct NameConstraints {
    permitted: Vec<u8>,
    excluded: Vec<u8>,
}

/// One GeneralSubtree.
struct Subtree<'a> {
    base: GeneralName<'a>,
    /// True with a minimum other than 0 or with a maximum, which RFC 5280 forbids.
    bounded: bool,
}

impl NameConstraints {
    /// Reads the extension's value.
    pub fn from_der(der: &[u8]) -> Result<Self, DerError> {
        let mut inside = Reader::only(der, tag::SEQUENCE)?;
        let mut list = |number| -> Result<Vec<u8>, DerError> {
            let found = inside.optional(tag::context_constructed(number))?;
            let contents = found.map_or(&[][..], |element| element.contents);
            subtrees(contents)?;
            Ok(contents.to_vec())
        };
        let constraints = Self {
            permitted: list(0)?,
            excluded: list(1)?,
        };
        inside.finish()?;
        Ok(constraints)
    }

    /// `X509_V_OK` when all names of `certificate` are allowed, else why not.
    pub fn check(&self, certificate: &X509) -> c_int {
        let subject = certificate.subject.get();
        let alt_der = certificate.facts().alt_names.as_deref();
        let alt_names = alt_der
            .and_then(|der| general_names(der).ok())
            .unwrap_or_default();
        let (Ok(permitted), Ok(excluded)) = (subtrees(&self.permitted), subtrees(&self.excluded))
        else {
            return error::UNSUPPORTED_CONSTRAINT_SYNTAX;
        };
        let names = subject.entries().len() + alt_names.len();
        let constraints = permitted.len() + excluded.len();
        if names.saturating_mul(constraints) > MOST_COMPARISONS {
            return error::UNSPECIFIED;
        }
        let check = |name: GeneralName<'_>| check_name(name, &permitted, &excluded);
        if !subject.entries().is_empty() {
            let result = check(GeneralName::Directory(subject.der()));
            if result != error::OK {
                return result;
            }
            let emails = subject.entries().iter();
            for entry in emails.filter(|entry| entry.object().nid() == NID_EMAIL_ADDRESS) {
                if entry.value().type_() != IA5_STRING {
                    return error::UNSUPPORTED_NAME_SYNTAX;
                }
                let result = check(GeneralName::Email(entry.value().bytes()));
                if result != error::OK {
                    return result;
                }
            }
        }
        let results = alt_names.into_iter().map(check);
        results
            .into_iter()
            .find(|result| *result != error::OK)
            .unwrap_or(error::OK)
    }

    /// As [`NameConstraints::check`], for common names that look like DNS names.
    pub fn check_common_names(&self, certificate: &X509) -> c_int {
        let (Ok(permitted), Ok(excluded)) = (subtrees(&self.permitted), subtrees(&self.excluded))
        else {
            return error::UNSUPPORTED_CONSTRAINT_SYNTAX;
        };
        for entry in certificate.subject.get().entries() {
            if entry.object().nid() != NID_COMMON_NAME {
                continue;
            }
            let Some(text) = entry.value().to_utf8() else {
                return error::UNSUPPORTED_NAME_SYNTAX;
            };
            let name = text.trim_end_matches('\0').as_bytes();
            if name.contains(&0) {
                return error::UNSUPPORTED_NAME_SYNTAX;
            }
            if !looks_like_dns(name) {
                continue;
            }
            let result = check_name(GeneralName::Dns(name), &permitted, &excluded);
            if result != error::OK {
                return result;
            }
        }
        error::OK
    }
}

fn subtrees(contents: &[u8]) -> Result<Vec<Subtree<'_>>, DerError> {
    let mut reader = Reader::new(contents);
    let mut list = Vec::new();
    while !reader.is_empty() {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let base = GeneralName::read(&mut inside)?;
        let minimum = inside.optional(tag::context(0))?;
        let maximum = inside.optional(tag::context(1))?;
        inside.finish()?;
        let bounded = maximum.is_some() || minimum.is_some_and(|element| element.contents != [0]);
        list.push(Subtree { base, bounded });
    }
    Ok(list)
}

fn check_name(name: GeneralName<'_>, permitted: &[Subtree<'_>], excluded: &[Subtree<'_>]) -> c_int {
    let mut allowed = None;
    for subtree in permitted
        .iter()
        .filter(|subtree| same_kind(&name, &subtree.base))
    {
        if subtree.bounded {
            return error::SUBTREE_MINMAX;
        }
        if allowed == Some(true) {
            continue;
        }
        match within(&name, &subtree.base) {
            Ok(inside) => allowed = Some(inside),
            Err(problem) => return problem,
        }
    }
    if allowed == Some(false) {
        return error::PERMITTED_VIOLATION;
    }
    for subtree in excluded
        .iter()
        .filter(|subtree| same_kind(&name, &subtree.base))
    {
        if subtree.bounded {
            return error::SUBTREE_MINMAX;
        }
        match within(&name, &subtree.base) {
            Ok(true) => return error::EXCLUDED_VIOLATION,
            Ok(false) => {}
            Err(problem) => return problem,
        }
    }
    error::OK
}

fn same_kind(name: &GeneralName<'_>, base: &GeneralName<'_>) -> bool {
    match (name, base) {
        (GeneralName::Other { type_: a, .. }, GeneralName::Other { type_: b, .. }) => a == b,
        _ => name.kind() == base.kind(),
    }
}

/// Whether `name` is in the subtree `base` of the same kind; `Err` where that cannot be told.
fn within(name: &GeneralName<'_>, base: &GeneralName<'_>) -> Result<bool, c_int> {
    match (name, base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => within_name(name, base),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => Ok(within_domain(name, base)),
        (GeneralName::Email(name), GeneralName::Email(base)) => within_email(name, base),
        (GeneralName::Uri(name), GeneralName::Uri(base)) => within_uri(name, base),
        (GeneralName::Ip(name), GeneralName::Ip(base)) => within_network(name, base),
        _ => Err(error::UNSUPPORTED_CONSTRAINT_TYPE),
    }
}

fn within_name(name: &[u8], base: &[u8]) -> Result<bool, c_int> {
    let read = |der| X509_NAME::read(&mut Reader::new(der)).map_err(|_| error::UNSPECIFIED);
    Ok(read(name)?.canonical().starts_with(read(base)?.canonical()))
}

/// True for the domain itself and what is below it; only the latter where `base` begins with a
/// dot.
fn within_domain(name: &[u8], base: &[u8]) -> bool {
    let Some(at) = name.len().checked_sub(base.len()) else {
        return false;
    };
    if base.is_empty() {
        return true;
    }
    let at_label = at == 0 || base[0] == b'.' || name[at - 1] == b'.';
    at_label && name[at..].eq_ignore_ascii_case(base)
}

fn below(host: &[u8], dotted: &[u8]) -> bool {
    host.len() > dotted.len() && host[host.len() - dotted.len()..].eq_ignore_ascii_case(dotted)
}

fn within_email(name: &[u8], base: &[u8]) -> Result<bool, c_int> {
    let at = |text: &[u8]| text.iter().rposition(|byte| *byte == b'@');
    let Some(name_at) = at(name) else {
        return Err(error::UNSUPPORTED_NAME_SYNTAX);
    };
    let (local, host) = (&name[..name_at], &name[name_at + 1..]);
    match at(base) {
        None if base.starts_with(b".") => Ok(below(name, base)),
        None => Ok(host.eq_ignore_ascii_case(base)),
        Some(base_at) => {
            let same_local = base_at == 0 || local == &base[..base_at];
            Ok(same_local && host.eq_ignore_ascii_case(&base[base_at + 1..]))
        }
    }
}

fn within_uri(name: &[u8], base: &[u8]) -> Result<bool, c_int> {
    let colon = name.iter().position(|byte| *byte == b':');
    let after = colon.and_then(|colon| name[colon + 1..].strip_prefix(b"//"));
    let Some(after) = after else {
        return Err(error::UNSUPPORTED_NAME_SYNTAX);
    };
    let end = after
        .iter()
        .position(|byte| matches!(byte, b':' | b'/'))
        .unwrap_or(after.len());
    let host = &after[..end];
    if host.is_empty() {
        return Err(error::UNSUPPORTED_NAME_SYNTAX);
    }
    if base.starts_with(b".") {
        Ok(below(host, base))
    } else {
        Ok(host.eq_ignore_ascii_case(base))
    }
}

fn within_network(address: &[u8], base: &[u8]) -> Result<bool, c_int> {
    if !matches!(address.len(), 4 | 16) || !matches!(base.len(), 8 | 32) {
        return Err(error::UNSUPPORTED_NAME_SYNTAX);
    }
    if address.len() * 2 != base.len() {
        return Ok(false);
    }
    let (network, mask) = base.split_at(address.len());
    let bytes = address.iter().zip(network).zip(mask);
    Ok(bytes
        .into_iter()
        .all(|((address, network), mask)| (address ^ network) & mask == 0))
}

/// Two or more labels of letters, digits, `_` and inner `-`.
fn looks_like_dns(name: &[u8]) -> bool {
    let labels: Vec<&[u8]> = name.split(|byte| *byte == b'.').collect();
    let good = |label: &&[u8]| {
        let inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        !label.is_empty()
            && label.iter().all(inner)
            && label.first() != Some(&b'-')
            && label.last() != Some(&b'-')
    };
    labels.len() > 1 && labels.iter().all(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains() {
        assert!(within_domain(b"a.Example.com", b"example.com"));
        assert!(within_domain(b"example.com", b"example.com"));
        assert!(!within_domain(b"example.com", b".example.com"));
        assert!(!within_domain(b"anexample.com", b"example.com"));
        assert!(within_domain(b"anything", b""));
    }

    #[test]
    fn mail_addresses_and_uris() {
        assert_eq!(within_email(b"a@x.example", b"x.example"), Ok(true));
        assert_eq!(within_email(b"a@y.x.example", b".x.example"), Ok(true));
        assert_eq!(within_email(b"A@x.example", b"a@x.example"), Ok(false));
        assert_eq!(
            within_email(b"nothing", b"x"),
            Err(error::UNSUPPORTED_NAME_SYNTAX)
        );
        assert_eq!(within_uri(b"http://h.example:1/x", b"h.example"), Ok(true));
        assert_eq!(within_uri(b"http://h.example", b".example"), Ok(true));
        assert_eq!(
            within_uri(b"urn:x", b"x"),
            Err(error::UNSUPPORTED_NAME_SYNTAX)
        );
    }

    #[test]
    fn networks() {
        let base = [10, 0, 0, 0, 255, 0, 0, 0];
        assert_eq!(within_network(&[10, 9, 8, 7], &base), Ok(true));
        assert_eq!(within_network(&[11, 9, 8, 7], &base), Ok(false));
        assert_eq!(within_network(&[0; 16], &base), Ok(false));
        assert_eq!(
            within_network(&[0; 5], &base),
            Err(error::UNSUPPORTED_NAME_SYNTAX)
        );
    }
}
