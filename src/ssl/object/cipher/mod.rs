//! Cipher suites as the C API shows them (`SSL_CIPHER`), and the language of cipher strings.

use std::ffi::{CStr, CString, c_int};

use crate::sys::key::Digest;

mod rules;
mod table;

pub use rules::{CipherList, DEFAULT_CIPHER_LIST, DEFAULT_CIPHERSUITES, parse, parse_ciphersuites};

/// A suite; all are static.
pub struct SSL_CIPHER {
    /// The two bytes on the wire.
    pub code: u16,
    /// OpenSSL's name.
    pub name: &'static CStr,
    /// The RFC's name.
    pub standard_name: &'static CStr,
    pub kx: Kx,
    pub auth: Auth,
    pub enc: Enc,
    pub mac: Mac,
    pub since: Since,
}

/// Key exchange.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kx {
    Any,
    Rsa,
    Dhe,
    Ecdhe,
    Psk,
    DhePsk,
    EcdhePsk,
}

/// Authentication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Auth {
    Any,
    Rsa,
    Ecdsa,
    Psk,
}

/// Encryption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Enc {
    Aes128,
    Aes256,
    AesGcm128,
    AesGcm256,
    AesCcm128,
    AesCcm256,
    AesCcm8128,
    AesCcm8256,
    ChaCha20,
}

/// Record MAC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mac {
    Aead,
    Sha1,
    Sha256,
    Sha384,
}

/// The first version of TLS that defines the suite.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    Ssl30,
    Tls10,
    Tls12,
    Tls13,
}

#[expect(clippy::too_many_arguments, reason = "one row of a table")]
const fn suite(
    code: u16,
    name: &'static CStr,
    standard_name: &'static CStr,
    kx: Kx,
    auth: Auth,
    enc: Enc,
    mac: Mac,
    since: Since,
) -> SSL_CIPHER {
    SSL_CIPHER {
        code,
        name,
        standard_name,
        kx,
        auth,
        enc,
        mac,
        since,
    }
}

impl SSL_CIPHER {
    /// The suite with these two bytes on the wire.
    pub fn find(code: u16) -> Option<&'static SSL_CIPHER> {
        table::TABLE
            .iter()
            .chain(table::TABLE13)
            .find(|c| c.code == code)
    }

    /// The suite with OpenSSL's or the RFC's name.
    pub fn by_name(name: &CStr) -> Option<&'static SSL_CIPHER> {
        table::TABLE
            .iter()
            .chain(table::TABLE13)
            .find(|c| c.name == name || c.standard_name == name)
    }

    /// Bits of the key.
    pub fn bits(&self) -> c_int {
        match self.enc {
            Enc::Aes128 | Enc::AesGcm128 | Enc::AesCcm128 | Enc::AesCcm8128 => 128,
            _ => 256,
        }
    }

    /// Bits that the security level counts: eight-byte tags weigh less.
    pub fn security_bits(&self) -> c_int {
        match self.enc {
            Enc::AesCcm8128 | Enc::AesCcm8256 => 64.max(self.bits().min(128)),
            _ => self.bits(),
        }
    }

    /// Whether a connection of at most this version can use the suite.
    pub fn fits(&self, newest: dtls::msg::ProtocolVersion) -> bool {
        use dtls::msg::ProtocolVersion;
        match self.since {
            Since::Ssl30 | Since::Tls10 => true,
            Since::Tls12 => newest.is_at_least(ProtocolVersion::DTLS1_2),
            Since::Tls13 => newest.is_at_least(ProtocolVersion::DTLS1_3),
        }
    }

    pub fn is_aead(&self) -> bool {
        self.mac == Mac::Aead
    }

    /// Whether the suite needs a pre-shared key.
    pub fn is_psk(&self) -> bool {
        matches!(self.kx, Kx::Psk | Kx::DhePsk | Kx::EcdhePsk)
    }

    /// Whether the long-term key cannot decrypt recorded traffic.
    pub fn is_forward_secret(&self) -> bool {
        !matches!(self.kx, Kx::Rsa | Kx::Psk)
    }

    pub fn kx_nid(&self) -> c_int {
        match self.kx {
            Kx::Rsa => 1037,
            Kx::Ecdhe => 1038,
            Kx::Dhe => 1039,
            Kx::EcdhePsk => 1040,
            Kx::DhePsk => 1041,
            Kx::Psk => 1043,
            Kx::Any => 1063,
        }
    }

    pub fn auth_nid(&self) -> c_int {
        match self.auth {
            Auth::Rsa => 1046,
            Auth::Ecdsa => 1047,
            Auth::Psk => 1048,
            Auth::Any => 1064,
        }
    }

    pub fn cipher_nid(&self) -> c_int {
        match self.enc {
            Enc::Aes128 => 419,
            Enc::Aes256 => 427,
            Enc::AesGcm128 => 895,
            Enc::AesGcm256 => 901,
            Enc::AesCcm128 | Enc::AesCcm8128 => 896,
            Enc::AesCcm256 | Enc::AesCcm8256 => 902,
            Enc::ChaCha20 => 1018,
        }
    }

    pub fn digest_nid(&self) -> c_int {
        match self.mac {
            Mac::Aead => 0,
            Mac::Sha1 => 64,
            Mac::Sha256 => 672,
            Mac::Sha384 => 673,
        }
    }

    /// The hash of the handshake. Suites older than version 1.2 name MD5+SHA1, which version 1.2
    /// replaces by SHA-256.
    pub fn handshake_digest(&self) -> Digest {
        if self.standard_name.to_bytes().ends_with(b"SHA384") {
            Digest::Sha384
        } else if self.is_aead() || (self.mac == Mac::Sha256 && self.kx == Kx::Ecdhe) {
            Digest::Sha256
        } else {
            Digest::Md5Sha1
        }
    }

    /// `SSL_CIPHER_get_version`.
    pub fn version_name(&self) -> &'static CStr {
        match self.since {
            Since::Ssl30 => c"SSLv3",
            Since::Tls10 => c"TLSv1.0",
            Since::Tls12 => c"TLSv1.2",
            Since::Tls13 => c"TLSv1.3",
        }
    }

    /// The line of `SSL_CIPHER_description`, with its newline.
    pub fn description(&self) -> CString {
        let version = match self.since {
            Since::Tls10 => "TLSv1",
            _ => self.version_name().to_str().unwrap_or(""),
        };
        let kx = match self.kx {
            Kx::Any => "any",
            Kx::Rsa => "RSA",
            Kx::Dhe => "DH",
            Kx::Ecdhe => "ECDH",
            Kx::Psk => "PSK",
            Kx::DhePsk => "DHEPSK",
            Kx::EcdhePsk => "ECDHEPSK",
        };
        let auth = match self.auth {
            Auth::Any => "any",
            Auth::Rsa => "RSA",
            Auth::Ecdsa => "ECDSA",
            Auth::Psk => "PSK",
        };
        let enc = match self.enc {
            Enc::Aes128 => "AES(128)",
            Enc::Aes256 => "AES(256)",
            Enc::AesGcm128 => "AESGCM(128)",
            Enc::AesGcm256 => "AESGCM(256)",
            Enc::AesCcm128 => "AESCCM(128)",
            Enc::AesCcm256 => "AESCCM(256)",
            Enc::AesCcm8128 => "AESCCM8(128)",
            Enc::AesCcm8256 => "AESCCM8(256)",
            Enc::ChaCha20 => "CHACHA20/POLY1305(256)",
        };
        let mac = match self.mac {
            Mac::Aead => "AEAD",
            Mac::Sha1 => "SHA1",
            Mac::Sha256 => "SHA256",
            Mac::Sha384 => "SHA384",
        };
        let name = self.name.to_str().unwrap_or("");
        let line =
            format!("{name:<30} {version:<7} Kx={kx:<8} Au={auth:<5} Enc={enc:<22} Mac={mac:<4}\n");
        // None of the parts holds a NUL.
        CString::new(line).unwrap_or_default()
    }
}
