//! Extensions of the application's (SSL_CTX_add_custom_ext(3)): what was registered, and what of it a connection uses.

use std::cell::RefCell;
use std::ffi::c_uint;

use dtls::msg::ExtensionType;

use crate::callback::*;
use crate::sys::Arg;

/// `SSL_EXT_*`, as far as DTLS 1.0 and 1.2 know them.
pub mod context {
    use std::ffi::c_uint;

    pub const TLS_ONLY: c_uint = 0x0001;
    pub const TLS_IMPLEMENTATION_ONLY: c_uint = 0x0004;
    pub const TLS1_2_AND_BELOW_ONLY: c_uint = 0x0010;
    pub const TLS1_3_ONLY: c_uint = 0x0020;
    pub const IGNORE_ON_RESUMPTION: c_uint = 0x0040;
    pub const CLIENT_HELLO: c_uint = 0x0080;
    pub const TLS1_2_SERVER_HELLO: c_uint = 0x0100;
}

/// Which side an extension was registered for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Client,
    Server,
    Both,
}

/// The callbacks in the form of OpenSSL 1.0.2 or of 1.1.1.
#[derive(Clone, Copy)]
pub enum Callbacks {
    Old {
        add: custom_ext_add_cb,
        free: custom_ext_free_cb,
        parse: custom_ext_parse_cb,
    },
    New {
        add: SSL_custom_ext_add_cb_ex,
        free: SSL_custom_ext_free_cb_ex,
        parse: SSL_custom_ext_parse_cb_ex,
    },
    /// A server's answer that stands with its certificate (SSL_CTX_use_serverinfo_ex(3)).
    ServerInfo,
}

/// A registered extension.
#[derive(Clone, Copy)]
pub struct Method {
    pub role: Role,
    pub kind: u16,
    pub context: c_uint,
    pub callbacks: Callbacks,
    pub add_arg: Arg,
    pub parse_arg: Arg,
}

impl Callbacks {
    /// Whether a server answers with it. The older form answers with an empty extension when it has no function.
    pub fn adds(&self) -> bool {
        match self {
            Callbacks::Old { .. } | Callbacks::ServerInfo => true,
            Callbacks::New { add, .. } => add.is_some(),
        }
    }
}

impl Method {
    /// Whether the method is for messages of this kind in DTLS up to 1.2.
    pub fn is_for(&self, message: c_uint) -> bool {
        let elsewhere = context::TLS_ONLY | context::TLS_IMPLEMENTATION_ONLY | context::TLS1_3_ONLY;
        self.context & message != 0 && self.context & elsewhere == 0
    }

    pub fn ignores_resumptions(&self) -> bool {
        self.context & context::IGNORE_ON_RESUMPTION != 0
    }
}

/// The method for an extension on a side.
pub fn find(methods: &[Method], role: Role, kind: u16) -> Option<&Method> {
    methods.iter().find(|method| {
        let sides = role == Role::Both || method.role == Role::Both || method.role == role;
        sides && method.kind == kind
    })
}

/// What a client says in its hello.
#[derive(Default)]
pub struct Offer(RefCell<Vec<(ExtensionType, Vec<u8>)>>);

impl Offer {
    pub fn set(&self, extensions: Vec<(ExtensionType, Vec<u8>)>) {
        self.0.replace(extensions);
    }

    pub fn get(&self) -> Vec<(ExtensionType, Vec<u8>)> {
        self.0.borrow().clone()
    }
}

/// The extensions that belong to the library: those that OpenSSL 3.0 handles itself (SSL_extension_supported(3)).
pub const SUPPORTED: &[u16] = &[
    0, 1, 5, 10, 11, 12, 13, 14, 16, SCT, 21, 22, 23, 35, 41, 42, 43, 44, 45, 47, 49, 51, 13172,
    65281,
];

/// signed_certificate_timestamp: an application may handle it itself (SSL_CTX_add_custom_ext(3)).
pub const SCT: u16 = 18;
