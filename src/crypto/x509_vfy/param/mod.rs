//! `X509_VERIFY_PARAM`: what a verification demands (`X509_VERIFY_PARAM_set_flags(3)`).

pub mod abi;

use std::ffi::{CString, c_int, c_uint, c_ulong};
use std::sync::Mutex;

use crate::asn1::object::Object;

/// `X509_V_FLAG_*`.
pub mod flag {
    #![allow(missing_docs)]
    use std::ffi::c_ulong;
    pub const USE_CHECK_TIME: c_ulong = 0x2;
    pub const CRL_CHECK: c_ulong = 0x4;
    pub const CRL_CHECK_ALL: c_ulong = 0x8;
    pub const IGNORE_CRITICAL: c_ulong = 0x10;
    pub const X509_STRICT: c_ulong = 0x20;
    pub const ALLOW_PROXY_CERTS: c_ulong = 0x40;
    pub const POLICY_CHECK: c_ulong = 0x80;
    pub const EXPLICIT_POLICY: c_ulong = 0x100;
    pub const INHIBIT_ANY: c_ulong = 0x200;
    pub const INHIBIT_MAP: c_ulong = 0x400;
    pub const NOTIFY_POLICY: c_ulong = 0x800;
    pub const EXTENDED_CRL_SUPPORT: c_ulong = 0x1000;
    pub const USE_DELTAS: c_ulong = 0x2000;
    pub const CHECK_SS_SIGNATURE: c_ulong = 0x4000;
    pub const TRUSTED_FIRST: c_ulong = 0x8000;
    pub const PARTIAL_CHAIN: c_ulong = 0x8_0000;
    pub const NO_ALT_CHAINS: c_ulong = 0x10_0000;
    pub const NO_CHECK_TIME: c_ulong = 0x20_0000;
    pub const POLICY_MASK: c_ulong = POLICY_CHECK | EXPLICIT_POLICY | INHIBIT_ANY | INHIBIT_MAP;
}

/// `X509_VP_FLAG_*`: how parameters are taken over from others.
pub mod inherit {
    #![allow(missing_docs)]
    use std::ffi::c_uint;
    pub const DEFAULT: c_uint = 0x1;
    pub const OVERWRITE: c_uint = 0x2;
    pub const RESET_FLAGS: c_uint = 0x4;
    pub const LOCKED: c_uint = 0x8;
    pub const ONCE: c_uint = 0x10;
}

/// What a verification demands. A number that is not set has the value in brackets.
pub struct X509_VERIFY_PARAM {
    /// The name under which it can be found.
    pub name: Option<CString>,
    /// The time to check for, with [`flag::USE_CHECK_TIME`].
    pub check_time: i64,
    /// How it is taken over, [`inherit`].
    pub inherit_flags: c_uint,
    /// [`flag`]s.
    pub flags: c_ulong,
    /// `X509_PURPOSE_*` (0).
    pub purpose: c_int,
    /// `X509_TRUST_*` (0).
    pub trust: c_int,
    /// Most intermediate certificates (-1).
    pub depth: c_int,
    /// The security level (-1).
    pub auth_level: c_int,
    /// Acceptable policies.
    pub policies: Option<Vec<Object>>,
    /// Host names, one of which must match.
    pub hosts: Vec<CString>,
    /// `X509_CHECK_FLAG_*` for the host names (0).
    pub host_flags: c_uint,
    /// A mail address that must match.
    pub email: Option<Vec<u8>>,
    /// An IP address, 4 or 16 bytes, that must match.
    pub ip: Option<Vec<u8>>,
    /// The name that matched.
    pub(crate) peer_name: Mutex<Option<CString>>,
}

impl Default for X509_VERIFY_PARAM {
    fn default() -> Self {
        Self {
            name: None,
            check_time: 0,
            inherit_flags: 0,
            flags: 0,
            purpose: 0,
            trust: 0,
            depth: -1,
            auth_level: -1,
            policies: None,
            hosts: Vec::new(),
            host_flags: 0,
            email: None,
            ip: None,
            peer_name: Mutex::new(None),
        }
    }
}

impl X509_VERIFY_PARAM {
    /// The parameters the library has under `name`.
    pub fn named(name: &str) -> Option<Self> {
        let with = |purpose, trust| Self {
            purpose,
            trust,
            ..Self::default()
        };
        Some(match name {
            "default" => Self {
                flags: flag::TRUSTED_FIRST,
                depth: 100,
                ..Self::default()
            },
            "pkcs7" | "smime_sign" => with(4, 4),
            "ssl_client" => with(1, 2),
            "ssl_server" => with(2, 3),
            _ => return None,
        })
    }

    /// Takes over what `source` sets and this does not, or more, as both [`inherit`] flags say.
    pub fn inherit(&mut self, source: &Self) {
        let flags = self.inherit_flags | source.inherit_flags;
        if flags & inherit::ONCE != 0 {
            self.inherit_flags = 0;
        }
        if flags & inherit::LOCKED != 0 {
            return;
        }
        let overwrite = flags & inherit::OVERWRITE != 0;
        let to_default = flags & inherit::DEFAULT != 0;
        let take =
            |source_set: bool, own_set: bool| overwrite || source_set && (to_default || !own_set);
        if take(source.purpose != 0, self.purpose != 0) {
            self.purpose = source.purpose;
        }
        if take(source.trust != 0, self.trust != 0) {
            self.trust = source.trust;
        }
        if take(source.depth != -1, self.depth != -1) {
            self.depth = source.depth;
        }
        if take(source.auth_level != -1, self.auth_level != -1) {
            self.auth_level = source.auth_level;
        }
        if overwrite || self.flags & flag::USE_CHECK_TIME == 0 {
            self.check_time = source.check_time;
            self.flags &= !flag::USE_CHECK_TIME;
        }
        if flags & inherit::RESET_FLAGS != 0 {
            self.flags = 0;
        }
        self.flags |= source.flags;
        if take(source.policies.is_some(), self.policies.is_some()) {
            self.policies.clone_from(&source.policies);
        }
        if take(source.host_flags != 0, self.host_flags != 0) {
            self.host_flags = source.host_flags;
        }
        if take(!source.hosts.is_empty(), !self.hosts.is_empty()) {
            self.hosts.clone_from(&source.hosts);
        }
        if take(source.email.is_some(), self.email.is_some()) {
            self.email.clone_from(&source.email);
        }
        if take(source.ip.is_some(), self.ip.is_some()) {
            self.ip.clone_from(&source.ip);
        }
    }

    /// Takes over all that `source` sets (`X509_VERIFY_PARAM_set1`).
    pub fn take(&mut self, source: &Self) {
        let kept = self.inherit_flags;
        self.inherit_flags |= inherit::DEFAULT;
        self.inherit(source);
        self.inherit_flags = kept;
    }

    /// Makes `host` the only name, or another one with `add`. False for a name with a NUL inside.
    pub fn set_host(&mut self, host: Option<&[u8]>, add: bool) -> bool {
        let host = host.map(|host| host.strip_suffix(b"\0").unwrap_or(host));
        let Ok(host) = host.map(CString::new).transpose() else {
            return false;
        };
        if !add {
            self.hosts.clear();
        }
        self.hosts.extend(host.filter(|host| !host.is_empty()));
        true
    }
}

/// The 4 or 16 bytes of an IP address in text.
pub fn parse_ip(text: &str) -> Option<Vec<u8>> {
    Some(match text.parse().ok()? {
        std::net::IpAddr::V4(address) => address.octets().to_vec(),
        std::net::IpAddr::V6(address) => address.octets().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_stays_unless_told_otherwise() {
        let mut own = X509_VERIFY_PARAM {
            depth: 3,
            ..Default::default()
        };
        let source = X509_VERIFY_PARAM {
            depth: 7,
            purpose: 2,
            flags: 4,
            ..Default::default()
        };
        own.inherit(&source);
        assert_eq!((own.depth, own.purpose, own.flags), (3, 2, 4));
        own.take(&source);
        assert_eq!(own.depth, 7);
        own.inherit_flags = inherit::LOCKED;
        own.take(&X509_VERIFY_PARAM {
            depth: 9,
            ..Default::default()
        });
        assert_eq!(own.depth, 7);
    }

    #[test]
    fn hosts_and_addresses() {
        let mut own = X509_VERIFY_PARAM::default();
        assert!(own.set_host(Some(b"a.example\0"), false) && own.set_host(Some(b"b"), true));
        assert_eq!(own.hosts, [c"a.example".to_owned(), c"b".to_owned()]);
        assert!(!own.set_host(Some(b"a\0b"), true));
        assert!(own.set_host(None, false) && own.hosts.is_empty());
        assert_eq!(parse_ip("::1").map(|bytes| bytes.len()), Some(16));
        assert_eq!(parse_ip("1.2.3"), None);
    }
}
