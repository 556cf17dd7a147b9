//! Names to addresses.

pub mod abi;

use std::ffi::{CStr, c_int};

use crate::bio::reasons::{BIO_R_AMBIGUOUS_HOST_OR_SERVICE, BIO_R_MALFORMED_HOST_OR_SERVICE};
use crate::bio::sock::last_errno;
use crate::err::{ERR_LIB_BIO, ERR_R_SYS_LIB, raise_data, raise_sys};

/// Queues what a resolver function answered.
#[track_caller]
pub(crate) fn raise_lookup(failure: c_int) {
    if failure == libc::EAI_SYSTEM {
        raise_sys(last_errno(), "calling getaddrinfo()");
    }
    raise_data(ERR_LIB_BIO, ERR_R_SYS_LIB, &abi::failure_text(failure));
}

/// Host and service of `host:service`, as far as they are there; `*` and nothing mean any.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct HostService<'a> {
    pub host: Option<&'a [u8]>,
    pub service: Option<&'a [u8]>,
}

/// Splits `text` (`BIO_parse_hostserv(3)`). IPv6 addresses are in brackets. A word alone is a host
/// if `host_first`, else a service. The error is a reason of the BIO library.
pub(crate) fn split(text: &CStr, host_first: bool) -> Result<HostService<'_>, c_int> {
    let text = text.to_bytes();
    let (host, service) = if let Some(inner) = text.strip_prefix(b"[") {
        let end = inner.iter().position(|byte| *byte == b']');
        let end = end.ok_or(BIO_R_MALFORMED_HOST_OR_SERVICE)?;
        let service = match inner.get(end + 1..).unwrap_or_default() {
            [] => None,
            [b':', service @ ..] if !service.contains(&b':') => Some(service),
            _ => return Err(BIO_R_MALFORMED_HOST_OR_SERVICE),
        };
        (inner.get(..end), service)
    } else {
        let mut parts = text.split(|byte| *byte == b':');
        match (parts.next(), parts.next(), parts.next()) {
            (host, Some(service), None) => (host, Some(service)),
            (word, None, _) if host_first => (word, None),
            (word, None, _) => (None, word),
            _ => return Err(BIO_R_AMBIGUOUS_HOST_OR_SERVICE),
        }
    };
    let named = |word: &&[u8]| !word.is_empty() && *word != b"*";
    Ok(HostService {
        host: host.filter(named),
        service: service.filter(named),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &CStr, host_first: bool, expected: Result<(&str, &str), c_int>) {
        let show = |part: Option<&[u8]>| String::from_utf8(part.unwrap_or(b"-").to_vec()).unwrap();
        let parts = split(text, host_first).map(|parts| (show(parts.host), show(parts.service)));
        assert_eq!(
            parts,
            expected.map(|(h, s)| (h.to_owned(), s.to_owned())),
            "{text:?}"
        );
    }

    #[test]
    fn hosts_and_services_are_split_as_openssl_does() {
        check(c"host:port", true, Ok(("host", "port")));
        check(c"host:", true, Ok(("host", "-")));
        check(c":port", true, Ok(("-", "port")));
        check(c"*:port", true, Ok(("-", "port")));
        check(c"host:*", true, Ok(("host", "-")));
        check(c"foo", true, Ok(("foo", "-")));
        check(c"foo", false, Ok(("-", "foo")));
        check(c"[::1]:44", true, Ok(("::1", "44")));
        check(c"[::1]", true, Ok(("::1", "-")));
        check(c"", true, Ok(("-", "-")));
        check(c"::1", true, Err(BIO_R_AMBIGUOUS_HOST_OR_SERVICE));
        check(c"a:b:c", false, Err(BIO_R_AMBIGUOUS_HOST_OR_SERVICE));
        check(c"[::1", true, Err(BIO_R_MALFORMED_HOST_OR_SERVICE));
        check(c"[::1]x", true, Err(BIO_R_MALFORMED_HOST_OR_SERVICE));
    }
}
