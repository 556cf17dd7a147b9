//! The suites of a context or connection.

use crate::sys::stack::StaticStack;

use super::{SSL_CIPHER, Since};

/// Suites in order of preference, with the stack that `SSL_get_ciphers` lends out.
pub struct CipherList {
    pub suites: Vec<&'static SSL_CIPHER>,
    stack: Option<StaticStack>,
}

impl CipherList {
    /// The suites of DTLS 1.3 come before those of older versions.
    pub fn new(suites13: &[&'static SSL_CIPHER], suites: &[&'static SSL_CIPHER]) -> Self {
        let suites: Vec<_> = suites13.iter().chain(suites).copied().collect();
        let stack = StaticStack::new(suites.iter().copied());
        CipherList { suites, stack }
    }

    pub fn stack_ptr<S>(&self) -> *mut S {
        self.stack
            .as_ref()
            .map_or(std::ptr::null_mut(), StaticStack::as_ptr)
    }

    /// The suites of versions up to 1.2.
    pub fn older(&self) -> Vec<&'static SSL_CIPHER> {
        let all = self.suites.iter().copied();
        all.filter(|c| c.since() != Some(Since::Tls13)).collect()
    }

    /// The suites of version 1.3.
    pub fn newest(&self) -> Vec<&'static SSL_CIPHER> {
        let all = self.suites.iter().copied();
        all.filter(|c| c.since() == Some(Since::Tls13)).collect()
    }
}
