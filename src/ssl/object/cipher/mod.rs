//! Cipher suites as the C API shows them (`SSL_CIPHER`), and the language of cipher strings.

use std::ffi::{CStr, CString, c_int};

use dtls::msg::ProtocolVersion;
use dtls::suites::{Authentication, BulkCipher, KeyExchange, Mac, SuiteInfo};

use crate::sys::key::Digest;

mod aliases;
mod list;
mod rules;
mod table;

pub use list::CipherList;
pub use rules::{
    DEFAULT_CIPHER_LIST, DEFAULT_CIPHERSUITES, Parsed, SuiteB, parse, parse_ciphersuites,
};

/// A suite; all are static.
pub struct SSL_CIPHER {
    /// The two bytes on the wire.
    pub code: u16,
    /// OpenSSL's name.
    pub name: &'static CStr,
    /// The RFC's name.
    pub standard_name: &'static CStr,
    /// What the engine knows about it; `None` for a signalling value.
    pub info: Option<&'static SuiteInfo>,
}

/// The first version of TLS that defines the suite, as OpenSSL counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Ssl30,
    Tls10,
    Tls12,
    Tls13,
}

impl SSL_CIPHER {
    /// Every suite, those of version 1.3 first.
    pub fn all() -> impl Iterator<Item = &'static SSL_CIPHER> {
        table::newest().iter().chain(table::older())
    }

    /// The suite or signalling value with these two bytes on the wire.
    pub fn find(code: u16) -> Option<&'static SSL_CIPHER> {
        SSL_CIPHER::all()
            .chain(table::signals())
            .find(|c| c.code == code)
    }

    /// The suite or signalling value with OpenSSL's or the RFC's name.
    pub fn by_name(name: &CStr) -> Option<&'static SSL_CIPHER> {
        SSL_CIPHER::all()
            .chain(table::signals())
            .find(|c| c.name == name || c.standard_name == name)
    }

    /// Whether the suite needs a pre-shared key.
    pub fn is_psk(&self) -> bool {
        self.info.is_some_and(|info| info.key_exchange.uses_psk())
    }

    /// Whether this is a value among the suites of a ClientHello that is none.
    pub fn is_signal(&self) -> bool {
        self.info.is_none()
    }

    /// The version that brought the suite.
    pub fn since(&self) -> Option<Since> {
        self.info.map(table::since)
    }

    /// Bits of the key, which is also what the security level counts.
    pub fn bits(&self) -> c_int {
        let bytes = self.info.map_or(0, |info| info.cipher.key_len());
        8 * bytes as c_int
    }

    /// Whether `DEFAULT` has the suite: all but CCM.
    fn is_default(&self) -> bool {
        !matches!(
            self.info.map(|info| info.cipher),
            Some(
                BulkCipher::Aes128Ccm
                    | BulkCipher::Aes256Ccm
                    | BulkCipher::Aes128Ccm8
                    | BulkCipher::Aes256Ccm8
            )
        )
    }

    /// Whether one of these versions has the suite.
    pub fn fits(&self, (oldest, newest): (ProtocolVersion, ProtocolVersion)) -> bool {
        self.info.is_some_and(|info| {
            newest.is_at_least(info.min_version) && info.max_version.is_at_least(oldest)
        })
    }

    pub fn is_aead(&self) -> bool {
        self.info.is_some_and(|info| info.cipher.is_aead())
    }

    /// Whether the long-term key cannot decrypt recorded traffic.
    pub fn is_forward_secret(&self) -> bool {
        self.info
            .is_some_and(|info| !matches!(info.key_exchange, KeyExchange::Rsa | KeyExchange::Psk))
    }

    /// Whether the records are authenticated by HMAC-SHA1.
    pub fn has_sha1_mac(&self) -> bool {
        self.info.is_some_and(|info| info.mac == Mac::Sha1)
    }

    pub fn kx_nid(&self) -> c_int {
        self.info.map_or(1063, |info| match info.key_exchange {
            KeyExchange::Rsa => 1037,
            KeyExchange::Ecdhe => 1038,
            KeyExchange::Dhe => 1039,
            KeyExchange::EcdhePsk => 1040,
            KeyExchange::DhePsk => 1041,
            KeyExchange::Psk => 1043,
            KeyExchange::Any => 1063,
        })
    }

    pub fn auth_nid(&self) -> c_int {
        self.info.map_or(1064, |info| match info.authentication {
            Authentication::Rsa => 1046,
            Authentication::Ecdsa => 1047,
            Authentication::Psk => 1048,
            Authentication::Any => 1064,
        })
    }

    pub fn cipher_nid(&self) -> c_int {
        self.info.map_or(0, |info| match info.cipher {
            BulkCipher::Aes128Cbc => 419,
            BulkCipher::Aes256Cbc => 427,
            BulkCipher::Aes128Gcm => 895,
            BulkCipher::Aes256Gcm => 901,
            BulkCipher::Aes128Ccm | BulkCipher::Aes128Ccm8 => 896,
            BulkCipher::Aes256Ccm | BulkCipher::Aes256Ccm8 => 902,
            BulkCipher::ChaCha20Poly1305 => 1018,
        })
    }

    pub fn digest_nid(&self) -> c_int {
        self.info.map_or(0, |info| match info.mac {
            Mac::Aead => 0,
            Mac::Sha1 => 64,
            Mac::Sha256 => 672,
            Mac::Sha384 => 673,
        })
    }

    /// The hash of the handshake. Suites older than version 1.2 name MD5+SHA1, which version 1.2
    /// replaces by SHA-256. `None` for a signalling value.
    pub fn handshake_digest(&self) -> Option<Digest> {
        let info = self.info?;
        let sha256 =
            self.is_aead() || (info.mac == Mac::Sha256 && info.key_exchange == KeyExchange::Ecdhe);
        Some(match () {
            () if self.standard_name.to_bytes().ends_with(b"SHA384") => Digest::Sha384,
            () if sha256 => Digest::Sha256,
            () => Digest::Md5Sha1,
        })
    }

    /// `SSL_CIPHER_get_version`.
    pub fn version_name(&self) -> &'static CStr {
        match self.since() {
            Some(Since::Ssl30) => c"SSLv3",
            Some(Since::Tls10) => c"TLSv1.0",
            Some(Since::Tls12) => c"TLSv1.2",
            Some(Since::Tls13) => c"TLSv1.3",
            None => c"unknown",
        }
    }

    /// The line of `SSL_CIPHER_description`, with its newline.
    pub fn description(&self) -> CString {
        let version = match self.since() {
            Some(Since::Tls10) => "TLSv1",
            _ => self.version_name().to_str().unwrap_or(""),
        };
        let unknown = "unknown";
        let kx = self.info.map_or("any", |info| match info.key_exchange {
            KeyExchange::Any => "any",
            KeyExchange::Rsa => "RSA",
            KeyExchange::Dhe => "DH",
            KeyExchange::Ecdhe => "ECDH",
            KeyExchange::Psk => "PSK",
            KeyExchange::DhePsk => "DHEPSK",
            KeyExchange::EcdhePsk => "ECDHEPSK",
        });
        let auth = self.info.map_or("any", |info| match info.authentication {
            Authentication::Any => "any",
            Authentication::Rsa => "RSA",
            Authentication::Ecdsa => "ECDSA",
            Authentication::Psk => "PSK",
        });
        let enc = self.info.map_or(unknown, |info| match info.cipher {
            BulkCipher::Aes128Cbc => "AES(128)",
            BulkCipher::Aes256Cbc => "AES(256)",
            BulkCipher::Aes128Gcm => "AESGCM(128)",
            BulkCipher::Aes256Gcm => "AESGCM(256)",
            BulkCipher::Aes128Ccm => "AESCCM(128)",
            BulkCipher::Aes256Ccm => "AESCCM(256)",
            BulkCipher::Aes128Ccm8 => "AESCCM8(128)",
            BulkCipher::Aes256Ccm8 => "AESCCM8(256)",
            BulkCipher::ChaCha20Poly1305 => "CHACHA20/POLY1305(256)",
        });
        let mac = self.info.map_or(unknown, |info| match info.mac {
            Mac::Aead => "AEAD",
            Mac::Sha1 => "SHA1",
            Mac::Sha256 => "SHA256",
            Mac::Sha384 => "SHA384",
        });
        let name = self.name.to_str().unwrap_or("");
        let line =
            format!("{name:<30} {version:<7} Kx={kx:<8} Au={auth:<5} Enc={enc:<22} Mac={mac:<4}\n");
        // None of the parts holds a NUL.
        CString::new(line).unwrap_or_default()
    }
}
