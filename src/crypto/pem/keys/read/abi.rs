//! Reading a key through a BIO and a password callback.

use std::ffi::{c_int, c_void};

use zeroize::Zeroizing;

use super::super::Wanted;
use crate::bio::BIO;
use crate::err::{ERR_LIB_PKCS12, ERR_LIB_PROV, raise};
use crate::evp::pkey::Key;
use crate::keys_der::abi::raise_no_key;
use crate::keys_der::{private, rsa_public, spki};
use crate::pem::io::abi::{find, open, password, pem_password_cb};
use crate::pem::pkcs8::{self, Pkcs8Error};

const PROV_R_BAD_DECRYPT: c_int = 100;
const PKCS12_R_PKCS12_CIPHERFINAL_ERROR: c_int = 116;

/// Reads the next block that holds such a key. Queues the error: what OpenSSL 3's decoders queue
/// when there is none.
///
/// # Safety
/// `bio` is NULL or live; `cb` is NULL or may be called with `u`.
pub unsafe fn read_key(
    bio: *mut BIO,
    wanted: Wanted,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> Option<Key> {
    // SAFETY: the caller's promise.
    let Ok(block) = (unsafe { find(bio, |name| wanted.accepts(name)) }) else {
        raise_no_key("PEM");
        return None;
    };
    // SAFETY: the caller's promise.
    let der = unsafe { open(&block, cb, u) }?;
    let key = match wanted {
        Wanted::Private if block.name == "ENCRYPTED PRIVATE KEY" => {
            // SAFETY: the caller's promise.
            let password = unsafe { password(cb, u, false) }?;
            let der = decrypt(&der, &password)?;
            private(&der, None)
        }
        Wanted::Private => private(&der, None),
        Wanted::Public => spki(&der),
        Wanted::RsaPublic => rsa_public(&der),
    };
    if key.is_none() {
        raise_no_key("PEM");
    }
    key.map(|(key, _)| key)
}

fn decrypt(der: &[u8], password: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    match pkcs8::decrypt(der, password) {
        Ok(der) => Some(der),
        Err(Pkcs8Error::Decrypt) => {
            raise(ERR_LIB_PROV, PROV_R_BAD_DECRYPT);
            raise(ERR_LIB_PKCS12, PKCS12_R_PKCS12_CIPHERFINAL_ERROR);
            None
        }
        Err(Pkcs8Error::Encoding | Pkcs8Error::Unsupported) => {
            raise_no_key("PEM");
            None
        }
    }
}
