//! Signatures and validity, from the trust anchor down.

use std::sync::Arc;

use super::build::likely_issued;
use super::{Step, Stop};
use crate::asn1::time;
use crate::x509::{X509, keys};
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::errors as error;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509v3::facts::{Facts, flag, usage};

impl X509_STORE_CTX {
    pub(super) fn check_signatures(&self) -> Step {
        let chain = self.chain().to_vec();
        let Some(anchor) = chain.last() else {
            return Err(Stop::Broken);
        };
        let mut depth = chain.len() - 1;
        let mut issuer = anchor.clone();
        self.set_error_depth(depth);
        let partial = self.param().flags & param_flag::PARTIAL_CHAIN != 0;
        if !partial && likely_issued(anchor, anchor) != error::OK {
            // The last certificate is not self-issued: nothing is there to check it with.
            if depth > 0 {
                depth -= 1;
                self.set_error_depth(depth);
            } else {
                self.report(anchor, 0, error::UNABLE_TO_VERIFY_LEAF_SIGNATURE)?;
            }
        }
        for depth in (0..=depth).rev() {
            let subject = &chain[depth];
            self.check_signature(subject, &issuer, depth)?;
            self.check_validity(subject, depth)?;
            self.set_current_issuer(&issuer);
            self.set_current(subject, depth);
            if !self.call_back(true) {
                return Err(Stop::Refused);
            }
            issuer = subject.clone();
        }
        Ok(())
    }

    fn check_signature(&self, subject: &Arc<X509>, issuer: &Arc<X509>, depth: usize) -> Step {
        let own = Arc::ptr_eq(subject, issuer);
        let flags = self.param().flags;
        // A signature with one's own key proves nothing; it is checked where that is asked for.
        if own && (flags & param_flag::CHECK_SS_SIGNATURE == 0 || !issuer.facts().has(flag::SS)) {
            return Ok(());
        }
        let issuer_depth = if own { depth } else { depth + 1 };
        let allowed = if own && !issuer.facts().has(flag::CA) {
            error::OK
        } else {
            signing_allowed(issuer.facts(), subject.facts())
        };
        self.fail_if(allowed != error::OK, issuer, issuer_depth, allowed)?;
        match issuer.key() {
            None => self.report(
                issuer,
                issuer_depth,
                error::UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY,
            ),
            Some(key) => {
                let good = keys::verify_certificate(subject, key);
                self.fail_if(!good, subject, depth, error::CERT_SIGNATURE_FAILURE)
            }
        }
    }

    /// RFC 5280 section 6.1.3 (a)(2); also for the trust anchor.
    fn check_validity(&self, certificate: &Arc<X509>, depth: usize) -> Step {
        let Some(now) = self.check_time() else {
            return Ok(());
        };
        let before = time::compare_with(certificate.not_before.get(), now);
        self.fail_if(
            before == 0,
            certificate,
            depth,
            error::ERROR_IN_CERT_NOT_BEFORE_FIELD,
        )?;
        self.fail_if(before > 0, certificate, depth, error::CERT_NOT_YET_VALID)?;
        let after = time::compare_with(certificate.not_after.get(), now);
        self.fail_if(
            after == 0,
            certificate,
            depth,
            error::ERROR_IN_CERT_NOT_AFTER_FIELD,
        )?;
        self.fail_if(after < 0, certificate, depth, error::CERT_HAS_EXPIRED)
    }
}

/// Whether keyUsage lets `issuer` sign `subject` (RFC 5280 section 6.1.4 (n)).
pub fn signing_allowed(issuer: &Facts, subject: &Facts) -> i32 {
    if subject.has(flag::PROXY) {
        if issuer.forbids_usage(usage::DIGITAL_SIGNATURE) {
            return error::KEYUSAGE_NO_DIGITAL_SIGNATURE;
        }
    } else if issuer.forbids_usage(usage::KEY_CERT_SIGN) {
        return error::KEYUSAGE_NO_CERTSIGN;
    }
    error::OK
}
