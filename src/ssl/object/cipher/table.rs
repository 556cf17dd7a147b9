//! The suites that libssl names: those of the engine, in the order OpenSSL 3 prefers them.

use std::cmp::Reverse;
use std::ffi::{CStr, CString};
use std::sync::LazyLock;

use dtls::msg::CipherSuite;
use dtls::suites::{Authentication, BulkCipher, KeyExchange, Mac, SUITES, SuiteInfo};

use super::{SSL_CIPHER, Since};

/// The suites up to version 1.2, most preferred first: what a cipher string starts from.
pub fn older() -> &'static [SSL_CIPHER] {
    static TABLE: LazyLock<Vec<SSL_CIPHER>> = LazyLock::new(|| {
        let mut rows: Vec<_> = SUITES
            .iter()
            .filter(|row| since(row) != Since::Tls13 && row.is_implemented())
            .collect();
        rows.sort_by_key(|row| preference(row));
        rows.into_iter().map(made_of).collect()
    });
    &TABLE
}

/// The suites of version 1.3: configured apart from the others (`SSL_CTX_set_ciphersuites`).
pub fn newest() -> &'static [SSL_CIPHER] {
    static TABLE: LazyLock<Vec<SSL_CIPHER>> = LazyLock::new(|| {
        let rows = SUITES.iter().filter(|row| since(row) == Since::Tls13);
        rows.map(made_of).collect()
    });
    &TABLE
}

fn made_of(info: &'static SuiteInfo) -> SSL_CIPHER {
    SSL_CIPHER {
        code: info.suite.0,
        name: text(info.openssl_name),
        standard_name: text(info.standard_name()),
        info: Some(info),
    }
}

/// The signalling values, which stand among the suites of a ClientHello and are none (RFC 5746, 3.3;
/// RFC 7507).
pub fn signals() -> &'static [SSL_CIPHER] {
    static TABLE: LazyLock<[SSL_CIPHER; 2]> = LazyLock::new(|| {
        [
            CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV,
            CipherSuite::TLS_FALLBACK_SCSV,
        ]
        .map(|signal| {
            let name = text(signal.name().unwrap_or(""));
            SSL_CIPHER {
                code: signal.0,
                name,
                standard_name: name,
                info: None,
            }
        })
    });
    &*TABLE
}

/// A C string for as long as the program runs: the tables are made once.
fn text(name: &str) -> &'static CStr {
    // None of the engine's names holds a NUL.
    Box::leak(CString::new(name).unwrap_or_default().into_boxed_c_str())
}

/// The version of SSL or TLS that OpenSSL counts a suite to.
pub fn since(info: &SuiteInfo) -> Since {
    use dtls::msg::ProtocolVersion;
    match info.min_version {
        ProtocolVersion::DTLS1_3 => Since::Tls13,
        ProtocolVersion::DTLS1_2 => Since::Tls12,
        _ if info.mac == Mac::Sha1 && !info.key_exchange.uses_ecdhe() => Since::Ssl30,
        _ => Since::Tls10,
    }
}

/// What sorts the suites as OpenSSL 3 does: forward secrecy and AEAD first, then AEAD, version 1.2
/// and strength; what is alike goes by key exchange, cipher, key and number.
fn preference(info: &SuiteInfo) -> impl Ord + use<> {
    let key_exchange = info.key_exchange;
    let forward_secret = key_exchange.is_signed();
    let aead = info.cipher.is_aead();
    let ecdhe = key_exchange == KeyExchange::Ecdhe;
    let cipher = match info.cipher {
        BulkCipher::Aes128Gcm | BulkCipher::Aes256Gcm => 0,
        BulkCipher::ChaCha20Poly1305 => 1,
        _ => 2,
    };
    let first_goes = (
        !(forward_secret && aead),
        !forward_secret,
        !aead,
        since(info) != Since::Tls12,
        Reverse(info.cipher.key_len()),
    );
    let then = (
        key_exchange == KeyExchange::Psk,
        key_exchange == KeyExchange::Rsa,
        cipher,
        !ecdhe,
        info.authentication != Authentication::Ecdsa,
        Reverse(info.suite.0),
    );
    (first_goes, then)
}
