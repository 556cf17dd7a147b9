//! Security levels (SSL_CTX_set_security_level(3)), and the callback by which an application decides
//! itself.
//!
//! A [`Policy`] is made where a decision is due. It may run the application's callback, so no lock and
//! no borrow of the connection may be alive.

use std::ffi::c_int;

use dtls::msg::{NamedGroup, SignatureScheme};

use crate::callback::SSL_security_cb;
use crate::reasons;
use crate::sys::Arg;
use crate::sys::call::{self, Subject};
use crate::sys::cert::Certificate;
use crate::sys::key::{self, Key};

use super::cipher::SSL_CIPHER;
use super::connection::SSL;
use super::context::SSL_CTX;
use super::method::DTLS1_VERSION;
use super::{groups, sigalgs};

/// `SSL_SECOP_*`: what is asked.
pub mod op {
    use std::ffi::c_int;

    const OTHER_CIPHER: c_int = 1 << 16;
    const OTHER_CURVE: c_int = 2 << 16;
    const OTHER_PKEY: c_int = 4 << 16;
    const OTHER_SIGALG: c_int = 5 << 16;
    const OTHER_CERT: c_int = 6 << 16;

    pub const CIPHER_SUPPORTED: c_int = 1 | OTHER_CIPHER;
    pub const CIPHER_SHARED: c_int = 2 | OTHER_CIPHER;
    pub const CIPHER_CHECK: c_int = 3 | OTHER_CIPHER;
    pub const CURVE_SUPPORTED: c_int = 4 | OTHER_CURVE;
    pub const CURVE_SHARED: c_int = 5 | OTHER_CURVE;
    pub const CURVE_CHECK: c_int = 6 | OTHER_CURVE;
    pub const TMP_DH: c_int = 7 | OTHER_PKEY;
    pub const VERSION: c_int = 9;
    pub const TICKET: c_int = 10;
    pub const SIGALG_SUPPORTED: c_int = 11 | OTHER_SIGALG;
    pub const SIGALG_SHARED: c_int = 12 | OTHER_SIGALG;
    pub const SIGALG_MASK: c_int = 14 | OTHER_SIGALG;
    pub const COMPRESSION: c_int = 15;
    pub const EE_KEY: c_int = 16 | OTHER_CERT;
    pub const CA_KEY: c_int = 17 | OTHER_CERT;
    pub const CA_MD: c_int = 18 | OTHER_CERT;
}

/// Debian and the other large distributions build OpenSSL 3 with this level.
const DEFAULT_LEVEL: c_int = 2;

/// What a context or connection says about security.
#[derive(Clone, Copy)]
pub struct Security {
    pub level: c_int,
    /// `None`: the rules of the level.
    pub callback: SSL_security_cb,
    pub arg: Arg,
}

impl Default for Security {
    fn default() -> Self {
        Security {
            level: DEFAULT_LEVEL,
            callback: None,
            arg: Arg::default(),
        }
    }
}

/// On whose behalf something is decided.
#[derive(Clone, Copy)]
enum Asker<'a> {
    Nobody,
    Context(&'a SSL_CTX),
    Connection(&'a SSL),
}

/// Decides what is secure enough.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    security: Security,
    asker: Asker<'a>,
}

impl SSL {
    pub fn policy(&self) -> Policy<'_> {
        Policy {
            security: self.settings().security,
            asker: Asker::Connection(self),
        }
    }
}

impl SSL_CTX {
    pub fn policy(&self) -> Policy<'_> {
        Policy {
            security: self.settings().security,
            asker: Asker::Context(self),
        }
    }
}

impl Policy<'_> {
    /// The rules of a level, without a callback.
    pub fn of_level(level: c_int) -> Policy<'static> {
        Policy {
            security: Security {
                level,
                ..Security::default()
            },
            asker: Asker::Nobody,
        }
    }

    /// Whether the application decides.
    pub fn is_custom(&self) -> bool {
        self.security.callback.is_some()
    }

    pub fn allows_cipher(&self, op: c_int, suite: &'static SSL_CIPHER) -> bool {
        self.ask(op, suite.bits(), 0, Subject::Suite(suite))
    }

    pub fn allows_version(&self, version: c_int) -> bool {
        self.ask(op::VERSION, 0, version, Subject::None)
    }

    pub fn allows_tickets(&self) -> bool {
        self.ask(op::TICKET, 0, 0, Subject::None)
    }

    pub fn allows_group(&self, op: c_int, group: NamedGroup) -> bool {
        let (bits, nid) = groups::by_number(group).map_or((0, 0), |group| (group.bits, group.nid));
        self.ask(op, bits, nid, Subject::Number(group.0))
    }

    pub fn allows_scheme(&self, op: c_int, scheme: SignatureScheme) -> bool {
        let hash = sigalgs::find(scheme).map(|alg| (alg.bits(), alg.hash.nid()));
        let (bits, nid) = hash.unwrap_or((0, 0));
        self.ask(op, bits, nid, Subject::Number(scheme.0))
    }

    /// Whether a certificate of our own is strong enough: the key of a leaf or of an authority, and
    /// the hash of its signature, which counts for nothing on a root. The reason otherwise.
    pub fn check_certificate(&self, certificate: &Certificate, leaf: bool) -> Result<(), c_int> {
        let (op, reason) = match leaf {
            true => (op::EE_KEY, reasons::EE_KEY_TOO_SMALL),
            false => (op::CA_KEY, reasons::CA_KEY_TOO_SMALL),
        };
        let bits = key::bits_of_certificate(certificate);
        let subject = Subject::Certificate(certificate);
        if !self.ask(op, bits, 0, subject) {
            return Err(reason);
        }
        if certificate.is_marked_self_signed() {
            return Ok(());
        }
        let (bits, nid) = certificate.signature_strength();
        match self.ask(op::CA_MD, bits, nid, subject) {
            true => Ok(()),
            false => Err(reasons::CA_MD_TOO_WEAK),
        }
    }

    /// Whether a raw public key is strong enough. The callback is not asked: where it expects a certificate there is none.
    pub fn allows_raw_key(&self, key: &Key) -> bool {
        key.security_bits() >= minimum_bits(self.security.level)
    }

    fn ask(&self, op: c_int, bits: c_int, nid: c_int, subject: Subject<'_>) -> bool {
        let (ssl, context) = match self.asker {
            Asker::Nobody => (None, None),
            Asker::Context(context) => (None, Some(context)),
            Asker::Connection(ssl) => (Some(ssl), None),
        };
        let Security {
            level,
            callback,
            arg,
        } = self.security;
        let suite = match subject {
            Subject::Suite(suite) => Some(suite),
            _ => None,
        };
        // A callback that calls functions which themselves ask (SSL_get_version before a handshake) would never end.
        let busy = ssl.is_some_and(|ssl| ssl.asking_security.replace(true));
        let callback = callback.filter(|_| !busy);
        let answer = call::security(callback, (ssl, context), (op, bits, nid), subject, arg);
        if let Some(ssl) = ssl {
            ssl.asking_security.set(busy);
        }
        answer.unwrap_or_else(|| allowed_at(level, op, bits, nid, suite))
    }
}

/// The rules of the levels (SSL_CTX_set_security_level(3), "DEFAULT CALLBACK BEHAVIOUR").
pub fn allowed_at(
    level: c_int,
    op: c_int,
    bits: c_int,
    nid: c_int,
    suite: Option<&SSL_CIPHER>,
) -> bool {
    let least = minimum_bits(level);
    if level <= 0 {
        // Even level 0 takes no Diffie-Hellman group below 1024 bits.
        return op != op::TMP_DH || bits >= minimum_bits(1);
    }
    match (op, suite) {
        (_, Some(suite)) => {
            let sha1_is_enough = least <= SHA1_MAC_BITS || !suite.has_sha1_mac();
            bits >= least && sha1_is_enough && (level < 3 || suite.is_forward_secret())
        }
        // OpenSSL 3.0 allows the version itself at levels 1 to 3; what signs there rests on MD5 and
        // SHA-1, so that only suites without a signature are left.
        (op::VERSION, _) => level < 4 || nid != DTLS1_VERSION,
        (op::COMPRESSION, _) => level < 2,
        (op::TICKET, _) => level < 3,
        _ => bits >= least,
    }
}

/// What an HMAC with SHA-1 is worth.
const SHA1_MAC_BITS: c_int = 160;

/// The strength that a level demands.
pub fn minimum_bits(level: c_int) -> c_int {
    match level {
        i32::MIN..=0 => 0,
        1 => 80,
        2 => 112,
        3 => 128,
        4 => 192,
        _ => 256,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suites_at(level: c_int) -> usize {
        let policy = Policy::of_level(level);
        let allowed =
            |suite: &&'static SSL_CIPHER| policy.allows_cipher(op::CIPHER_SUPPORTED, suite);
        SSL_CIPHER::all().filter(allowed).count()
    }

    #[test]
    fn levels_demand_more_and_more() {
        assert_eq!(suites_at(0), suites_at(2));
        assert!(suites_at(2) > suites_at(3));
        assert!(suites_at(3) > suites_at(4));
        assert_eq!(suites_at(4), suites_at(5));
        assert!(Policy::of_level(0).allows_version(DTLS1_VERSION));
        assert!(Policy::of_level(3).allows_version(DTLS1_VERSION));
        assert!(!Policy::of_level(4).allows_version(DTLS1_VERSION));
        assert!(Policy::of_level(2).allows_tickets());
        assert!(!Policy::of_level(3).allows_tickets());
        let scheme = SignatureScheme::RSA_PKCS1_SHA1;
        assert!(Policy::of_level(0).allows_scheme(op::SIGALG_SUPPORTED, scheme));
        assert!(!Policy::of_level(1).allows_scheme(op::SIGALG_SUPPORTED, scheme));
        let group = NamedGroup::SECP256R1;
        assert!(Policy::of_level(3).allows_group(op::CURVE_SUPPORTED, group));
        assert!(!Policy::of_level(4).allows_group(op::CURVE_SUPPORTED, group));
    }
}
