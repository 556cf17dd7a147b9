//! `SSL_METHOD`: which versions and which role a context is for.

use std::ffi::c_int;

/// `DTLS1_VERSION`, `DTLS1_2_VERSION`, `DTLS1_3_VERSION`, `DTLS_ANY_VERSION`.
pub const DTLS1_VERSION: c_int = 0xFEFF;
pub const DTLS1_2_VERSION: c_int = 0xFEFD;
pub const DTLS_ANY_VERSION: c_int = 0x1FFFF;

/// A method; all are static.
pub struct SSL_METHOD {
    pub role: Role,
    pub protocol: Protocol,
}

/// The side that a method is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Both,
    Client,
    Server,
}

/// The versions that a method speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Protocol {
    /// All versions of DTLS, within the configured range.
    Dtls,
    Dtls10,
    Dtls12,
    /// TLS over streams, which this library does not speak: handshakes fail.
    Tls,
}

impl SSL_METHOD {
    const fn new(protocol: Protocol, role: Role) -> Self {
        SSL_METHOD { role, protocol }
    }

    /// The one version of a version-fixed method.
    pub fn fixed_version(&self) -> Option<c_int> {
        match self.protocol {
            Protocol::Dtls10 => Some(DTLS1_VERSION),
            Protocol::Dtls12 => Some(DTLS1_2_VERSION),
            Protocol::Dtls | Protocol::Tls => None,
        }
    }

    pub fn may_be_server(&self) -> bool {
        self.role != Role::Client
    }

    pub fn may_be_client(&self) -> bool {
        self.role != Role::Server
    }
}

pub static DTLS: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls, Role::Both);
pub static DTLS_CLIENT: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls, Role::Client);
pub static DTLS_SERVER: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls, Role::Server);
pub static DTLS10: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls10, Role::Both);
pub static DTLS10_CLIENT: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls10, Role::Client);
pub static DTLS10_SERVER: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls10, Role::Server);
pub static DTLS12: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls12, Role::Both);
pub static DTLS12_CLIENT: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls12, Role::Client);
pub static DTLS12_SERVER: SSL_METHOD = SSL_METHOD::new(Protocol::Dtls12, Role::Server);
pub static TLS: SSL_METHOD = SSL_METHOD::new(Protocol::Tls, Role::Both);
pub static TLS_CLIENT: SSL_METHOD = SSL_METHOD::new(Protocol::Tls, Role::Client);
pub static TLS_SERVER: SSL_METHOD = SSL_METHOD::new(Protocol::Tls, Role::Server);
