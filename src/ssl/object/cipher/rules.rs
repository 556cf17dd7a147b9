//! The language of cipher strings (openssl-ciphers(1)): `ECDHE+AESGCM:!aNULL:-SHA1:@STRENGTH`.
//!
//! A rule selects suites and adds them to the end of the list (no sign), moves those in the list to
//! its end (`+`), takes them out (`-`), or takes them out for good (`!`). `@STRENGTH` sorts,
//! `@SECLEVEL=n` sets the security level.

use std::ffi::c_int;

use crate::sys::stack::StaticStack;

use super::table::{TABLE, TABLE13};
use super::{Auth, Enc, Kx, Mac, SSL_CIPHER, Since};

/// `OSSL_default_cipher_list()`.
pub const DEFAULT_CIPHER_LIST: &std::ffi::CStr = c"ALL:!COMPLEMENTOFDEFAULT:!eNULL";
/// `OSSL_default_ciphersuites()`.
pub const DEFAULT_CIPHERSUITES: &std::ffi::CStr =
    c"TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

/// Suites in order of preference, with the stack that `SSL_get_ciphers` lends out.
pub struct CipherList {
    pub suites: Vec<&'static SSL_CIPHER>,
    stack: Option<StaticStack>,
}

impl CipherList {
    /// The suites of DTLS 1.3 come before those of older versions.
    pub fn new(suites13: &[&'static SSL_CIPHER], suites: &[&'static SSL_CIPHER]) -> Self {
        let suites: Vec<_> = suites13.iter().chain(suites).copied().collect();
        let stack = StaticStack::new(suites.iter().copied());
        CipherList { suites, stack }
    }

    pub fn stack_ptr<S>(&self) -> *mut S {
        self.stack
            .as_ref()
            .map_or(std::ptr::null_mut(), StaticStack::as_ptr)
    }

    /// The suites of versions up to 1.2.
    pub fn older(&self) -> Vec<&'static SSL_CIPHER> {
        self.suites
            .iter()
            .copied()
            .filter(|c| c.since != Since::Tls13)
            .collect()
    }

    /// The suites of version 1.3.
    pub fn newest(&self) -> Vec<&'static SSL_CIPHER> {
        self.suites
            .iter()
            .copied()
            .filter(|c| c.since == Since::Tls13)
            .collect()
    }
}

/// What a cipher string says.
pub struct Parsed {
    pub suites: Vec<&'static SSL_CIPHER>,
    /// From `@SECLEVEL=`.
    pub security_level: Option<c_int>,
}

/// A string that is not a cipher string: an unknown `@` command.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidCommand;

/// Reads a cipher string. Names that are not known select nothing.
pub fn parse(text: &str) -> Result<Parsed, InvalidCommand> {
    let mut state = State {
        entries: TABLE
            .iter()
            .map(|cipher| Entry {
                cipher,
                active: false,
            })
            .collect(),
        security_level: None,
    };
    let mut rest = text;
    if let Some(after) = rest.strip_prefix("DEFAULT") {
        state.run("ALL:!COMPLEMENTOFDEFAULT:!eNULL")?;
        rest = after;
    }
    state.run(rest)?;
    Ok(Parsed {
        suites: state
            .entries
            .iter()
            .filter(|e| e.active)
            .map(|e| e.cipher)
            .collect(),
        security_level: state.security_level,
    })
}

/// Reads a list for DTLS 1.3: names separated by colons. `None`: a name is unknown.
pub fn parse_ciphersuites(text: &str) -> Option<Vec<&'static SSL_CIPHER>> {
    text.split(':')
        .filter(|name| !name.is_empty())
        .map(|name| {
            TABLE13
                .iter()
                .find(|c| c.name.to_bytes() == name.as_bytes())
        })
        .collect()
}

struct Entry {
    cipher: &'static SSL_CIPHER,
    active: bool,
}

struct State {
    entries: Vec<Entry>,
    security_level: Option<c_int>,
}

impl State {
    fn run(&mut self, text: &str) -> Result<(), InvalidCommand> {
        for rule in text.split([':', ',', ' ', ';']) {
            // A command may follow a name without a separator: `ALL@SECLEVEL=0`.
            let (rule, command) = match rule.split_once('@') {
                Some((rule, command)) => (rule, Some(command)),
                None => (rule, None),
            };
            match rule.as_bytes().first() {
                None => {}
                Some(b'-') => self.delete(&rule[1..]),
                Some(b'+') => self.reorder(&rule[1..]),
                Some(b'!') => {
                    if let Some(selector) = Selector::parse(&rule[1..]) {
                        self.entries.retain(|e| !selector.matches(e.cipher));
                    }
                }
                Some(_) => self.add(rule),
            }
            if let Some(command) = command {
                self.command(command)?;
            }
        }
        Ok(())
    }

    fn command(&mut self, command: &str) -> Result<(), InvalidCommand> {
        if command == "STRENGTH" {
            self.entries.sort_by_key(|e| (e.active, -e.cipher.bits()));
            return Ok(());
        }
        let level = command.strip_prefix("SECLEVEL=").ok_or(InvalidCommand)?;
        match level.as_bytes() {
            [digit @ b'0'..=b'5'] => {
                self.security_level = Some(c_int::from(digit - b'0'));
                Ok(())
            }
            _ => Err(InvalidCommand),
        }
    }

    /// Activates what matches, behind what is active.
    fn add(&mut self, names: &str) {
        let Some(selector) = Selector::parse(names) else {
            return;
        };
        self.move_to_end(|e| !e.active && selector.matches(e.cipher));
        for entry in &mut self.entries {
            entry.active |= selector.matches(entry.cipher);
        }
    }

    fn reorder(&mut self, names: &str) {
        let Some(selector) = Selector::parse(names) else {
            return;
        };
        self.move_to_end(|e| e.active && selector.matches(e.cipher));
    }

    /// Deactivates what matches. It goes to the front, in order, so that adding it again puts it
    /// before what was never in the list.
    fn delete(&mut self, names: &str) {
        let Some(selector) = Selector::parse(names) else {
            return;
        };
        let gone = |e: &Entry| e.active && selector.matches(e.cipher);
        self.entries.sort_by_key(|e| !gone(e));
        for entry in &mut self.entries {
            entry.active &= !selector.matches(entry.cipher);
        }
    }

    fn move_to_end(&mut self, chosen: impl Fn(&Entry) -> bool) {
        self.entries.sort_by_key(|e| chosen(e));
    }
}

/// The conjunction of the parts of `A+B+C`.
struct Selector {
    parts: Vec<Part>,
}

enum Part {
    Alias(Test),
    Named(&'static SSL_CIPHER),
}

impl Selector {
    /// `None`: a part is unknown, so the rule counts for nothing.
    fn parse(names: &str) -> Option<Self> {
        let parts = names
            .split('+')
            .map(Part::parse)
            .collect::<Option<Vec<_>>>()?;
        Some(Selector { parts })
    }

    fn matches(&self, cipher: &SSL_CIPHER) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Alias(test) => test(cipher),
            Part::Named(named) => named.code == cipher.code,
        })
    }
}

impl Part {
    fn parse(name: &str) -> Option<Self> {
        if let Some((_, test)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
            return Some(Part::Alias(*test));
        }
        if EMPTY_ALIASES.contains(&name) {
            return Some(Part::Alias(|_| false));
        }
        TABLE
            .iter()
            .find(|c| {
                c.name.to_bytes() == name.as_bytes()
                    || c.standard_name.to_bytes() == name.as_bytes()
            })
            .map(Part::Named)
    }
}

fn is_aes128(c: &SSL_CIPHER) -> bool {
    matches!(
        c.enc,
        Enc::Aes128 | Enc::AesGcm128 | Enc::AesCcm128 | Enc::AesCcm8128
    )
}

fn is_ccm8(c: &SSL_CIPHER) -> bool {
    matches!(c.enc, Enc::AesCcm8128 | Enc::AesCcm8256)
}

fn is_ccm(c: &SSL_CIPHER) -> bool {
    is_ccm8(c) || matches!(c.enc, Enc::AesCcm128 | Enc::AesCcm256)
}

fn is_gcm(c: &SSL_CIPHER) -> bool {
    matches!(c.enc, Enc::AesGcm128 | Enc::AesGcm256)
}

type Test = fn(&SSL_CIPHER) -> bool;

/// Names for groups of suites that this library has.
const ALIASES: &[(&str, Test)] = &[
    ("ALL", |_| true),
    ("HIGH", |_| true),
    ("COMPLEMENTOFDEFAULT", is_ccm),
    ("kRSA", |c| c.kx == Kx::Rsa),
    ("RSA", |c| c.kx == Kx::Rsa),
    ("aRSA", |c| c.auth == Auth::Rsa),
    ("kEDH", |c| c.kx == Kx::Dhe),
    ("kDHE", |c| c.kx == Kx::Dhe),
    ("DH", |c| c.kx == Kx::Dhe),
    ("EDH", |c| c.kx == Kx::Dhe),
    ("DHE", |c| c.kx == Kx::Dhe),
    ("kEECDH", |c| c.kx == Kx::Ecdhe),
    ("kECDHE", |c| c.kx == Kx::Ecdhe),
    ("ECDH", |c| c.kx == Kx::Ecdhe),
    ("EECDH", |c| c.kx == Kx::Ecdhe),
    ("ECDHE", |c| c.kx == Kx::Ecdhe),
    ("kPSK", |c| c.kx == Kx::Psk),
    ("kECDHEPSK", |c| c.kx == Kx::EcdhePsk),
    ("kDHEPSK", |c| c.kx == Kx::DhePsk),
    ("PSK", SSL_CIPHER::is_psk),
    ("aECDSA", |c| c.auth == Auth::Ecdsa),
    ("ECDSA", |c| c.auth == Auth::Ecdsa),
    ("aPSK", |c| c.auth == Auth::Psk),
    ("AES128", is_aes128),
    ("AES256", |c| !is_aes128(c) && c.enc != Enc::ChaCha20),
    ("AES", |c| c.enc != Enc::ChaCha20),
    ("AESGCM", is_gcm),
    ("AESCCM", is_ccm),
    ("AESCCM8", is_ccm8),
    ("CHACHA20", |c| c.enc == Enc::ChaCha20),
    ("CBC", |c| c.mac != Mac::Aead),
    ("SHA1", |c| c.mac == Mac::Sha1),
    ("SHA", |c| c.mac == Mac::Sha1),
    ("SHA256", |c| c.mac == Mac::Sha256),
    ("SHA384", |c| c.mac == Mac::Sha384),
    ("SSLv3", |c| c.since == Since::Ssl30),
    ("TLSv1", |c| c.since == Since::Tls10),
    ("TLSv1.0", |c| c.since == Since::Tls10),
    ("TLSv1.2", |c| c.since == Since::Tls12),
    ("FIPS", |c| c.enc != Enc::ChaCha20),
    ("SUITEB128", |c| matches!(c.code, 0xC02B | 0xC02C)),
    ("SUITEB128ONLY", |c| c.code == 0xC02B),
    ("SUITEB128C2", |c| c.code == 0xC02C),
    ("SUITEB192", |c| c.code == 0xC02C),
];

/// Names of the language for suites that this library never has.
const EMPTY_ALIASES: &[&str] = &[
    "COMPLEMENTOFALL",
    "eNULL",
    "NULL",
    "aNULL",
    "ADH",
    "AECDH",
    "LOW",
    "MEDIUM",
    "EXP",
    "EXPORT",
    "kDHr",
    "kDHd",
    "kDH",
    "kECDHr",
    "kECDHe",
    "kECDH",
    "kRSAPSK",
    "kGOST",
    "kGOST18",
    "kSRP",
    "aDSS",
    "DSS",
    "aDH",
    "aECDH",
    "aGOST94",
    "aGOST01",
    "aGOST12",
    "aGOST",
    "aSRP",
    "SRP",
    "DES",
    "3DES",
    "RC4",
    "RC2",
    "IDEA",
    "SEED",
    "CAMELLIA128",
    "CAMELLIA256",
    "CAMELLIA",
    "GOST89",
    "ARIA",
    "ARIAGCM",
    "ARIA128",
    "ARIA256",
    "GOST2012-GOST8912-GOST8912",
    "MD5",
    "GOST94",
    "GOST89MAC",
    "GOST12",
    "GOST89MAC12",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        let parsed = parse(text).unwrap();
        parsed
            .suites
            .iter()
            .map(|c| c.name.to_str().unwrap())
            .collect()
    }

    #[test]
    fn a_name_is_itself() {
        assert_eq!(names("ECDHE-RSA-AES128-SHA"), ["ECDHE-RSA-AES128-SHA"]);
        assert_eq!(names("TLS_RSA_WITH_AES_128_CBC_SHA"), ["AES128-SHA"]);
        assert_eq!(names("NOSUCH:AES128-SHA"), ["AES128-SHA"]);
        assert!(names("NOSUCH").is_empty());
    }

    #[test]
    fn conjunctions_and_exclusions() {
        assert_eq!(
            names("ECDHE+AESGCM:!aRSA"),
            [
                "ECDHE-ECDSA-AES256-GCM-SHA384",
                "ECDHE-ECDSA-AES128-GCM-SHA256"
            ]
        );
        // What was killed does not come back; what was deleted may.
        assert!(names("AES128-SHA:!kRSA:AES128-SHA").is_empty());
        assert_eq!(names("AES128-SHA:-kRSA:AES128-SHA"), ["AES128-SHA"]);
    }

    #[test]
    fn order_and_strength() {
        assert_eq!(
            names("AES256-SHA:AES128-SHA:+AES256"),
            ["AES128-SHA", "AES256-SHA"]
        );
        assert_eq!(
            names("AES128-SHA:AES256-SHA:@STRENGTH"),
            ["AES256-SHA", "AES128-SHA"]
        );
    }

    #[test]
    fn commands() {
        assert_eq!(parse("ALL:@SECLEVEL=0").unwrap().security_level, Some(0));
        assert_eq!(parse("ALL@SECLEVEL=0").unwrap().security_level, Some(0));
        assert!(parse("ALL:@SECLEVEL=9").is_err());
        assert!(parse("ALL:@NONSENSE").is_err());
    }

    #[test]
    fn the_default_leaves_ccm_out() {
        let default = names("DEFAULT");
        assert_eq!(default[0], "ECDHE-ECDSA-AES256-GCM-SHA384");
        assert!(default.iter().all(|name| !name.contains("CCM")));
        assert_eq!(names("ALL:!COMPLEMENTOFDEFAULT:!eNULL"), default);
    }
}
