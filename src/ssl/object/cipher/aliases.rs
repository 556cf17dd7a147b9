//! The names for groups of suites in a cipher string (openssl-ciphers(1), "CIPHER STRINGS").

use dtls::suites::{Authentication as Auth, BulkCipher as Enc, KeyExchange as Kx, Mac, SuiteInfo};

use super::Since;
use super::table::since;

pub type Test = fn(&SuiteInfo) -> bool;

/// The suites of this name; `None`: no name of a group.
pub fn find(name: &[u8]) -> Option<Test> {
    let known = ALIASES.iter().find(|(alias, _)| alias.as_bytes() == name);
    let empty = || EMPTY.iter().any(|alias| alias.as_bytes() == name);
    match known {
        Some((_, test)) => Some(*test),
        None if empty() => Some(|_| false),
        None => None,
    }
}

fn is_aes128(c: &SuiteInfo) -> bool {
    c.cipher.key_len() == 16
}

fn is_chacha20(c: &SuiteInfo) -> bool {
    c.cipher == Enc::ChaCha20Poly1305
}

fn is_ccm8(c: &SuiteInfo) -> bool {
    matches!(c.cipher, Enc::Aes128Ccm8 | Enc::Aes256Ccm8)
}

fn is_ccm(c: &SuiteInfo) -> bool {
    is_ccm8(c) || matches!(c.cipher, Enc::Aes128Ccm | Enc::Aes256Ccm)
}

fn is_gcm(c: &SuiteInfo) -> bool {
    matches!(c.cipher, Enc::Aes128Gcm | Enc::Aes256Gcm)
}

fn is_dhe(c: &SuiteInfo) -> bool {
    c.key_exchange == Kx::Dhe
}

fn is_ecdhe(c: &SuiteInfo) -> bool {
    c.key_exchange == Kx::Ecdhe
}

fn is_rsa(c: &SuiteInfo) -> bool {
    c.key_exchange == Kx::Rsa
}

/// Whether OpenSSL counts the suite to those of FIPS 140.
pub fn is_fips(c: &SuiteInfo) -> bool {
    !is_chacha20(c) && !is_ccm(c)
}

/// Names for suites that this library has. `COMPLEMENTOFDEFAULT` is not among them: it has a rule of
/// its own.
const ALIASES: &[(&str, Test)] = &[
    ("ALL", |_| true),
    ("HIGH", |_| true),
    ("kRSA", is_rsa),
    ("RSA", is_rsa),
    ("kEDH", is_dhe),
    ("kDHE", is_dhe),
    ("EDH", is_dhe),
    ("DHE", is_dhe),
    ("DH", is_dhe),
    ("kEECDH", is_ecdhe),
    ("kECDHE", is_ecdhe),
    ("EECDH", is_ecdhe),
    ("ECDHE", is_ecdhe),
    ("ECDH", is_ecdhe),
    ("kPSK", |c| c.key_exchange == Kx::Psk),
    ("kECDHEPSK", |c| c.key_exchange == Kx::EcdhePsk),
    ("kDHEPSK", |c| c.key_exchange == Kx::DhePsk),
    ("aRSA", |c| c.authentication == Auth::Rsa),
    ("aECDSA", |c| c.authentication == Auth::Ecdsa),
    ("ECDSA", |c| c.authentication == Auth::Ecdsa),
    ("aPSK", |c| c.authentication == Auth::Psk),
    ("PSK", |c| c.authentication == Auth::Psk),
    ("AES128", is_aes128),
    ("AES256", |c| !is_aes128(c) && !is_chacha20(c)),
    ("AES", |c| !is_chacha20(c)),
    ("AESGCM", is_gcm),
    ("AESCCM", is_ccm),
    ("AESCCM8", is_ccm8),
    ("CHACHA20", is_chacha20),
    ("CBC", |c| c.mac != Mac::Aead),
    ("SHA1", |c| c.mac == Mac::Sha1),
    ("SHA", |c| c.mac == Mac::Sha1),
    ("SHA256", |c| c.mac == Mac::Sha256),
    ("SHA384", |c| c.mac == Mac::Sha384),
    ("SSLv3", |c| since(c) == Since::Ssl30),
    ("TLSv1", |c| since(c) == Since::Tls10),
    ("TLSv1.0", |c| since(c) == Since::Tls10),
    ("TLSv1.2", |c| since(c) == Since::Tls12),
    ("FIPS", is_fips),
];

/// Names for suites that this library never has.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "COMPLEMENTOFALL", "eNULL", "NULL", "aNULL", "ADH", "AECDH", "LOW", "MEDIUM", "kRSAPSK", "kSRP", "SRP", "aSRP", "aDSS",
    "DSS", "3DES", "MD5", "CAMELLIA128", "CAMELLIA256", "CAMELLIA", "ARIA", "ARIAGCM", "ARIA128", "ARIA256",
];
