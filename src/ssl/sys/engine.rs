//! Engines that give client certificates, where libcrypto has engines.

use std::ffi::c_void;
use std::ptr::NonNull;

use crate::object::connection::SSL;

use super::cert::Certificate;
use super::key::Key;
use super::optional;
use super::stack::Stack;
use super::types::*;

/// An engine in use.
pub struct Engine(NonNull<ENGINE>);

// SAFETY: engines are counted and lock themselves.
unsafe impl Send for Engine {}
// SAFETY: as above.
unsafe impl Sync for Engine {}

impl Engine {
    /// `None`: it does not start.
    ///
    /// # Safety
    /// `pointer` is NULL or an engine.
    pub unsafe fn start(pointer: *mut ENGINE) -> Option<Self> {
        let engine = NonNull::new(pointer)?;
        // SAFETY: valid by contract.
        (unsafe { optional::ENGINE_init()?(pointer) } == 1).then_some(Engine(engine))
    }

    pub fn has_client_certificates(&self) -> bool {
        // SAFETY: the engine is in use.
        optional::ENGINE_get_ssl_client_cert_function()
            .is_some_and(|function| unsafe { !function(self.0.as_ptr()).is_null() })
    }

    /// Asks for a certificate with its key, for one of these authorities.
    pub fn client_certificate(
        &self,
        connection: &SSL,
        authorities: Option<&Stack<X509_NAME>>,
    ) -> Option<(Certificate, Key)> {
        let load = optional::ENGINE_load_ssl_client_cert()?;
        let (mut certificate, mut key) = (std::ptr::null_mut(), std::ptr::null_mut());
        let null = std::ptr::null_mut();
        // SAFETY: the engine is in use; what it gives is ours.
        unsafe {
            let said = load(
                self.0.as_ptr(),
                connection.as_c().cast::<c_void>(),
                authorities.map_or(std::ptr::null_mut(), Stack::as_ptr),
                &mut certificate,
                &mut key,
                std::ptr::null_mut(),
                null,
                null,
            );
            let certificate = Certificate::from_raw(certificate);
            let key = Key::from_raw(key);
            (said != 0).then_some(())?;
            certificate.zip(key)
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(finish) = optional::ENGINE_finish() {
            // SAFETY: it was started.
            unsafe { finish(self.0.as_ptr()) };
        }
    }
}
