//! An operation with a key, and its settings (`EVP_PKEY_CTX_new(3)`).

pub mod abi;
pub mod control;
pub mod keygen;
pub mod rsa;

use std::cell::RefCell;
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::Arc;

use primitives::signature::Curve;

use super::md::EVP_MD;
use super::pkey::EVP_PKEY;

/// An operation with a key. One thread at a time. C holds pointers to one that belongs to an
/// `EVP_MD_CTX`, so everything that changes is in a cell.
pub struct EVP_PKEY_CTX {
    /// The key; `None` for one that is to be generated.
    pub key: Option<Arc<EVP_PKEY>>,
    /// The type of the key.
    pub id: c_int,
    /// What was set.
    pub settings: RefCell<Settings>,
}

/// What an `EVP_PKEY_CTX` was initialised for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Operation {
    /// Nothing yet.
    #[default]
    None,
    /// `EVP_PKEY_sign_init`, or a `EVP_DigestSignInit` around it.
    Sign,
    /// `EVP_PKEY_verify_init`, or a `EVP_DigestVerifyInit` around it.
    Verify,
    /// `EVP_PKEY_encrypt_init`.
    Encrypt,
    /// `EVP_PKEY_decrypt_init`.
    Decrypt,
    /// `EVP_PKEY_derive_init`.
    Derive,
    /// `EVP_PKEY_keygen_init`.
    Keygen,
    /// `EVP_PKEY_paramgen_init`.
    Paramgen,
}

/// The settings of an operation.
#[derive(Clone)]
pub struct Settings {
    /// What to do.
    pub operation: Operation,
    /// The hash of a signature.
    pub md: Option<&'static EVP_MD>,
    /// The hash of MGF1, if not the same.
    pub mgf1_md: Option<&'static EVP_MD>,
    /// `RSA_*_PADDING`.
    pub padding: c_int,
    /// `RSA_PSS_SALTLEN_*`, or a number of bytes.
    pub salt_len: c_int,
    /// Versions that may stand in a premaster secret: the offered and the negotiated one.
    pub tls_versions: [Option<u16>; 2],
    /// Bits of the RSA key to generate.
    pub bits: usize,
    /// Public exponent of the RSA key to generate, big-endian.
    pub exponent: Vec<u8>,
    /// Curve of the key to generate.
    pub curve: Option<Curve>,
    /// The other side's key.
    pub peer: Option<Arc<EVP_PKEY>>,
    /// What the program attached.
    pub app_data: *mut c_void,
}

impl EVP_PKEY_CTX {
    /// An operation with `key`.
    pub fn with_key(key: Arc<EVP_PKEY>) -> Self {
        let id = key.id();
        let mut ctx = Self::with_id(id);
        ctx.settings.get_mut().curve = key.curve();
        ctx.key = Some(key);
        ctx
    }

    /// An operation that makes a key of type `id`.
    pub fn with_id(id: c_int) -> Self {
        let pss = id == super::pkey::EVP_PKEY_RSA_PSS;
        Self {
            key: None,
            id,
            settings: RefCell::new(Settings {
                operation: Operation::None,
                md: None,
                mgf1_md: None,
                padding: if pss {
                    rsa::RSA_PKCS1_PSS_PADDING
                } else {
                    rsa::RSA_PKCS1_PADDING
                },
                salt_len: rsa::RSA_PSS_SALTLEN_AUTO,
                tls_versions: [None; 2],
                bits: 2048,
                exponent: vec![1, 0, 1],
                curve: None,
                peer: None,
                app_data: null_mut(),
            }),
        }
    }

    /// A copy with the same settings and key.
    pub fn copy(&self) -> Self {
        Self {
            key: self.key.clone(),
            id: self.id,
            settings: self.settings.clone(),
        }
    }

    /// What it was initialised for.
    pub fn operation(&self) -> Operation {
        self.settings.borrow().operation
    }

    /// Initialises it.
    pub fn start(&self, operation: Operation) {
        self.settings.borrow_mut().operation = operation;
    }
}
