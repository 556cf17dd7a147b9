//! What was loaded.

pub mod abi;

use std::ffi::{CStr, CString, c_int};
use std::sync::Arc;

use ffi::UniqueHandle;

use crate::evp::EVP_PKEY;
use crate::x509::{X509, X509_CRL};

/// An object from a store.
pub enum Object {
    /// A URI of its own.
    Name(CString),
    /// A public key.
    Public(Arc<EVP_PKEY>),
    /// A private key.
    Private(Arc<EVP_PKEY>),
    /// A certificate.
    Certificate(Arc<X509>),
    /// A revocation list.
    List(Arc<X509_CRL>),
}

impl Object {
    /// `OSSL_STORE_INFO_*`.
    pub fn kind(&self) -> c_int {
        match self {
            Self::Name(_) => 1,
            Self::Public(_) => 3,
            Self::Private(_) => 4,
            Self::Certificate(_) => 5,
            Self::List(_) => 6,
        }
    }
}

/// What was loaded, for C.
pub struct OSSL_STORE_INFO(pub Object);

impl UniqueHandle for OSSL_STORE_INFO {}

/// What a kind is called.
pub fn kind_name(kind: c_int) -> Option<&'static CStr> {
    Some(match kind {
        1 => c"Name",
        2 => c"Parameters",
        3 => c"Public key",
        4 => c"Pkey",
        5 => c"Certificate",
        6 => c"CRL",
        _ => return None,
    })
}
