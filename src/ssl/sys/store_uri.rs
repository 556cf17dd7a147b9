//! Certificates behind a store URI (OSSL_STORE_open(3)).

use std::ffi::CStr;

use super::cert::Certificate;
use super::optional;

/// `OSSL_STORE_INFO_CERT`.
const CERT: std::ffi::c_int = 5;

/// All certificates there; `None`: it cannot be opened, or libcrypto has no stores.
pub fn certificates(uri: &CStr) -> Option<Vec<Certificate>> {
    let open = optional::OSSL_STORE_open()?;
    let (eof, load) = (optional::OSSL_STORE_eof()?, optional::OSSL_STORE_load()?);
    let close = optional::OSSL_STORE_close()?;
    let kind = optional::OSSL_STORE_INFO_get_type()?;
    let certificate = optional::OSSL_STORE_INFO_get1_CERT()?;
    let free = optional::OSSL_STORE_INFO_free()?;
    let null = std::ptr::null_mut();
    let mut found = Vec::new();
    // SAFETY: the URI is NUL-terminated; what was opened is closed, what was loaded freed.
    unsafe {
        let store = open(uri.as_ptr(), null, null, null, null);
        if store.is_null() {
            return None;
        }
        while eof(store) == 0 {
            let info = load(store);
            if info.is_null() {
                continue;
            }
            if kind(info) == CERT {
                found.extend(Certificate::from_raw(certificate(info)));
            }
            free(info);
        }
        close(store);
    }
    Some(found)
}
