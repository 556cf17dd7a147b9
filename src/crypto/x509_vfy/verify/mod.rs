//! `X509_verify_cert(3)`: the path is built, then checked from several sides, then its signatures
//! and times from the trust anchor down. Each finding goes through the program's callback, which
//! may overrule it.
//!
//! The errors, their depth and their order are those of OpenSSL 3.0, because programs print and
//! compare them.

mod build;
mod chain;
mod policy;
pub mod revocation;
mod signatures;
mod suite_b;

pub use build::likely_issued;
pub use signatures::signing_allowed;

use std::ffi::c_int;
use std::sync::Arc;

use super::X509_STORE_CTX;
use super::errors as error;
use crate::err::{ERR_LIB_X509, ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED, raise};
use crate::x509::{X509, keys};

const X509_R_UNABLE_TO_GET_CERTS_PUBLIC_KEY: c_int = 108;
const X509_R_NO_CERT_SET_FOR_US_TO_VERIFY: c_int = 105;

/// Why a verification ends before all was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The callback did not overrule an error: the result is 0.
    Refused,
    /// Something did not work that has nothing to do with the certificates: the result is -1.
    Broken,
}

/// What one step of a verification gives.
pub type Step<T = ()> = Result<T, Stop>;

impl X509_STORE_CTX {
    /// Verifies the certificate: 1 when it is good (or the callback said so), 0 when not, -1 when
    /// the object is not ready or something else broke.
    pub fn verify(&self) -> c_int {
        let Some(leaf) = self.certificate() else {
            raise(ERR_LIB_X509, X509_R_NO_CERT_SET_FOR_US_TO_VERIFY);
            self.set_error(error::INVALID_CALL);
            return -1;
        };
        if !self.chain().is_empty() {
            raise(ERR_LIB_X509, ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED);
            self.set_error(error::INVALID_CALL);
            return -1;
        }
        self.set_chain(vec![leaf.clone()]);
        self.set_untrusted_count(1);
        let result = self.verify_steps(&leaf);
        if result.is_err() && self.error() == error::OK {
            self.set_error(error::UNSPECIFIED);
        }
        match result {
            Ok(()) => 1,
            Err(Stop::Refused) => 0,
            Err(Stop::Broken) => -1,
        }
    }

    fn verify_steps(&self, leaf: &Arc<X509>) -> Step {
        self.fail_if(!self.key_is_strong(leaf), leaf, 0, error::EE_KEY_TOO_SMALL)?;
        self.build_chain()?;
        self.check_extensions()?;
        self.check_strength()?;
        self.check_identity(leaf)?;
        if leaf.key().is_none() {
            raise(ERR_LIB_X509, X509_R_UNABLE_TO_GET_CERTS_PUBLIC_KEY);
            return Err(Stop::Broken);
        }
        self.check_revocation()?;
        self.check_suite_b()?;
        match self.own_verify() {
            Some(1..) => {}
            Some(0) => return Err(Stop::Refused),
            Some(_) => return Err(Stop::Broken),
            None => self.check_signatures()?,
        }
        self.check_name_constraints()?;
        self.check_policies()
    }

    /// Reports `result` about `certificate` at `depth` when `problem` is true.
    pub(super) fn fail_if(
        &self,
        problem: bool,
        certificate: &Arc<X509>,
        depth: usize,
        result: c_int,
    ) -> Step {
        if problem {
            self.report(certificate, depth, result)
        } else {
            Ok(())
        }
    }

    /// Tells the callback of an error, and goes on only if it says so.
    pub(super) fn report(&self, certificate: &Arc<X509>, depth: usize, result: c_int) -> Step {
        self.set_current(certificate, depth);
        if result != error::OK {
            self.set_error(result);
        }
        if self.call_back(false) {
            Ok(())
        } else {
            Err(Stop::Refused)
        }
    }

    /// Whether the key in `certificate` is as strong as the security level demands.
    pub(super) fn key_is_strong(&self, certificate: &X509) -> bool {
        let Some(least) = least_bits(self.param().auth_level) else {
            return true;
        };
        certificate
            .key()
            .is_some_and(|key| keys::security_bits(key) >= least)
    }

    /// Whether the signature of `certificate` is as strong as the security level demands.
    pub(super) fn signature_is_strong(&self, certificate: &X509) -> bool {
        let Some(least) = least_bits(self.param().auth_level) else {
            return true;
        };
        keys::signature_security_bits(certificate).is_some_and(|bits| bits >= least)
    }
}

/// The bits of security that a level demands; `None` for levels that demand nothing.
fn least_bits(level: c_int) -> Option<c_int> {
    match level {
        ..=0 => None,
        1 => Some(80),
        2 => Some(112),
        3 => Some(128),
        4 => Some(192),
        _ => Some(256),
    }
}
