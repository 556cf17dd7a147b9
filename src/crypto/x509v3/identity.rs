//! Host names, mail addresses and IP addresses of a certificate (`X509_check_host(3)`, RFC 6125).

use std::ffi::{c_int, c_uint};

use super::general_name::{GeneralName, general_names};
use crate::x509::X509;

/// `X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT`.
pub const ALWAYS_CHECK_SUBJECT: c_uint = 0x1;
/// `X509_CHECK_FLAG_NO_WILDCARDS`.
pub const NO_WILDCARDS: c_uint = 0x2;
/// `X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS`.
pub const NO_PARTIAL_WILDCARDS: c_uint = 0x4;
/// `X509_CHECK_FLAG_MULTI_LABEL_WILDCARDS`.
pub const MULTI_LABEL_WILDCARDS: c_uint = 0x8;
/// `X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS`.
pub const SINGLE_LABEL_SUBDOMAINS: c_uint = 0x10;
/// `X509_CHECK_FLAG_NEVER_CHECK_SUBJECT`.
pub const NEVER_CHECK_SUBJECT: c_uint = 0x20;

const NID_COMMON_NAME: c_int = 13;
const NID_EMAIL_ADDRESS: c_int = 48;

/// A subject's value is in no encoding that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadName;

/// The name in `certificate` that `host` matches. A host with a leading dot matches names below it.
pub fn check_host(
    certificate: &X509,
    host: &[u8],
    flags: c_uint,
) -> Result<Option<Vec<u8>>, BadName> {
    let matches = |pattern: &[u8]| {
        if flags & NO_WILDCARDS == 0 {
            host_matches(pattern, host, flags)
        } else {
            equal_host(pattern, host, flags)
        }
    };
    let alternative = |name: &GeneralName<'_>| match name {
        GeneralName::Dns(name) => Some(name.to_vec()),
        _ => None,
    };
    check(
        certificate,
        flags,
        Some(NID_COMMON_NAME),
        alternative,
        matches,
    )
}

/// The address in `certificate` that is `email`: the local part exactly, the domain in any case.
pub fn check_email(
    certificate: &X509,
    email: &[u8],
    flags: c_uint,
) -> Result<Option<Vec<u8>>, BadName> {
    let alternative = |name: &GeneralName<'_>| match name {
        GeneralName::Email(name) => Some(name.to_vec()),
        _ => None,
    };
    let matches = |name: &[u8]| equal_email(name, email);
    check(
        certificate,
        flags,
        Some(NID_EMAIL_ADDRESS),
        alternative,
        matches,
    )
}

/// Whether `address` (4 or 16 bytes) is one of the certificate's.
pub fn check_ip(certificate: &X509, address: &[u8], flags: c_uint) -> bool {
    let alternative = |name: &GeneralName<'_>| match name {
        GeneralName::Ip(name) => Some(name.to_vec()),
        _ => None,
    };
    let found = check(certificate, flags, None, alternative, |name| {
        name == address
    });
    matches!(found, Ok(Some(_)))
}

/// Looks at the alternative names of one kind, and at the subject's attribute `nid` where there
/// are none.
fn check(
    certificate: &X509,
    flags: c_uint,
    nid: Option<c_int>,
    alternative: impl Fn(&GeneralName<'_>) -> Option<Vec<u8>>,
    matches: impl Fn(&[u8]) -> bool,
) -> Result<Option<Vec<u8>>, BadName> {
    let der = certificate.facts().alt_names.as_deref();
    let names = der
        .and_then(|der| general_names(der).ok())
        .unwrap_or_default();
    let candidates: Vec<Vec<u8>> = names.iter().filter_map(alternative).collect();
    if let Some(found) = candidates
        .iter()
        .find(|name| !name.is_empty() && matches(name))
    {
        return Ok(Some(found.clone()));
    }
    if !candidates.is_empty() && flags & ALWAYS_CHECK_SUBJECT == 0 {
        return Ok(None);
    }
    let Some(nid) = nid.filter(|_| flags & NEVER_CHECK_SUBJECT == 0) else {
        return Ok(None);
    };
    for entry in certificate.subject.get().entries() {
        if entry.object().nid() != nid || entry.value().bytes().is_empty() {
            continue;
        }
        let name = entry.value().to_utf8().ok_or(BadName)?.into_bytes();
        if matches(&name) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Equal in any case, without NULs; a `host` with a leading dot also matches at the end of `name`.
fn equal_host(name: &[u8], host: &[u8], flags: c_uint) -> bool {
    let name = if host.len() > 1 && host[0] == b'.' {
        skip_prefix(name, host, flags)
    } else {
        name
    };
    !name.contains(&0) && name.eq_ignore_ascii_case(host)
}

fn skip_prefix<'a>(name: &'a [u8], host: &[u8], flags: c_uint) -> &'a [u8] {
    let Some(skip) = name.len().checked_sub(host.len()) else {
        return name;
    };
    let (prefix, rest) = name.split_at(skip);
    let stops = |byte: &u8| *byte == 0 || flags & SINGLE_LABEL_SUBDOMAINS != 0 && *byte == b'.';
    if prefix.iter().any(stops) { name } else { rest }
}

fn host_matches(pattern: &[u8], host: &[u8], flags: c_uint) -> bool {
    let subdomains = host.len() > 1 && host[0] == b'.';
    match wildcard(pattern, flags).filter(|_| !subdomains) {
        None => equal_host(pattern, host, flags),
        Some(at) => wildcard_matches(&pattern[..at], &pattern[at + 1..], host, flags),
    }
}

/// The position of the wildcard of a pattern: at the start or the end of the first label, which
/// is no IDNA label, with two more labels behind it (RFC 6125 section 6.4.3).
fn wildcard(pattern: &[u8], flags: c_uint) -> Option<usize> {
    let at = pattern.iter().position(|byte| *byte == b'*')?;
    let labels: Vec<&[u8]> = pattern.split(|byte| *byte == b'.').collect();
    let (first, others) = labels.split_first()?;
    if at >= first.len() || others.len() < 2 || is_idna(first) {
        return None;
    }
    let (at_start, at_end) = (at == 0, at == first.len() - 1);
    let partial_forbidden = flags & NO_PARTIAL_WILDCARDS != 0;
    if !(at_start || at_end) || partial_forbidden && !(at_start && at_end) {
        return None;
    }
    let alphanumeric_ends = |label: &[u8]| {
        label.first().is_some_and(u8::is_ascii_alphanumeric)
            && label.last().is_some_and(u8::is_ascii_alphanumeric)
    };
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let first_good = [&first[..at], &first[at + 1..]].iter().all(|part| {
        part.iter().all(inner) && part.first() != Some(&b'-') && part.last() != Some(&b'-')
    });
    let others_good = others
        .iter()
        .all(|label| alphanumeric_ends(label) && label.iter().all(inner));
    (first_good && others_good).then_some(at)
}

fn is_idna(label: &[u8]) -> bool {
    label
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"xn--"))
}

fn wildcard_matches(prefix: &[u8], suffix: &[u8], host: &[u8], flags: c_uint) -> bool {
    let Some(middle) = host.len().checked_sub(prefix.len() + suffix.len()) else {
        return false;
    };
    let (start, rest) = host.split_at(prefix.len());
    let (matched, end) = rest.split_at(middle);
    if !start.eq_ignore_ascii_case(prefix) || !end.eq_ignore_ascii_case(suffix) {
        return false;
    }
    let whole_label = prefix.is_empty() && suffix.first() == Some(&b'.');
    if whole_label && matched.is_empty() || !whole_label && is_idna(rest) {
        return false;
    }
    let many = whole_label && flags & MULTI_LABEL_WILDCARDS != 0;
    let good = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-' || many && *byte == b'.';
    matched == b"*" || matched.iter().all(good)
}

fn equal_email(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let at = a.iter().zip(b).rposition(|(a, b)| *a == b'@' || *b == b'@');
    // An `@` at the very start separates nothing.
    let split = at.filter(|at| *at > 0).unwrap_or(a.len());
    let domains = !a[split..].contains(&0) && a[split..].eq_ignore_ascii_case(&b[split..]);
    a[..split] == b[..split] && domains
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_rfc_6125() {
        let matches =
            |pattern: &str, host: &str| host_matches(pattern.as_bytes(), host.as_bytes(), 0);
        assert!(matches("*.example.com", "www.Example.com"));
        assert!(!matches("*.example.com", "example.com"));
        assert!(!matches("*.example.com", "a.b.example.com"));
        assert!(matches("w*.example.com", "www.example.com"));
        assert!(matches("*w.example.com", "www.example.com"));
        assert!(!matches("w*w.example.com", "www.example.com"));
        assert!(!matches("*.com", "example.com"));
        assert!(!matches("a.*.example.com", "a.b.example.com"));
        assert!(!matches("xn--*.example.com", "xn--a.example.com"));
        assert!(!matches("w*.example.com", "xn--a.example.com"));
        assert!(matches("*.example.com", "xn--a.example.com"));
        assert!(matches("www.example.com", "WWW.example.com"));
        assert!(!matches("www.example.com\0", "www.example.com"));
    }

    #[test]
    fn flags_of_wildcards() {
        let matches = |pattern: &str, host: &str, flags| {
            host_matches(pattern.as_bytes(), host.as_bytes(), flags)
        };
        assert!(!matches(
            "w*.example.com",
            "www.example.com",
            NO_PARTIAL_WILDCARDS
        ));
        assert!(matches(
            "*.example.com",
            "a.b.example.com",
            MULTI_LABEL_WILDCARDS
        ));
        assert!(matches("a.b.example.com", ".example.com", 0));
        assert!(!matches(
            "a.b.example.com",
            ".example.com",
            SINGLE_LABEL_SUBDOMAINS
        ));
        assert!(!matches("example.com", ".example.com", 0));
    }

    #[test]
    fn mail_addresses() {
        assert!(equal_email(b"User@Example.com", b"User@example.COM"));
        assert!(!equal_email(b"User@example.com", b"user@example.com"));
        assert!(!equal_email(b"u@example.com", b"u@example.org"));
    }
}
