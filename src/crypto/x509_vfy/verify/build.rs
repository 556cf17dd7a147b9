//! Building the path from the certificate to a trust anchor.

use std::sync::Arc;

use super::{Step, Stop};
use crate::asn1::time;
use crate::err::{ERR_LIB_X509, ERR_R_INTERNAL_ERROR, raise};
use crate::x509::X509;
use crate::x509::keys::algorithm_fits;
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::errors as error;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509_vfy::trust::{self, Trust};
use crate::x509v3::facts::flag;

/// Where the next issuer is looked for.
struct Search {
    /// Among the certificates the peer sent.
    untrusted: bool,
    /// In the store.
    trusted: bool,
    /// In the store, for issuers of a shorter path than the one that was found.
    alternate: bool,
    /// Whether the last is allowed.
    may_alternate: bool,
    /// How many certificates of the path the last keeps.
    kept: usize,
    /// What the peer sent and is not in the path.
    pool: Vec<Arc<X509>>,
    /// The longest path that is built: one more than is allowed.
    most: usize,
}

/// What a step of the search found.
enum Found {
    Continue,
    /// The path ends.
    End(Trust),
    /// The store has no fitting issuer.
    Nothing,
}

impl X509_STORE_CTX {
    pub(super) fn build_chain(&self) -> Step {
        let mut search = self.begin_search();
        let mut trust = Trust::Untrusted;
        while search.untrusted || search.trusted {
            let length = self.chain().len();
            self.set_error_depth(length - 1);
            if search.trusted {
                match self.extend_from_store(&mut search, length)? {
                    Found::Continue => continue,
                    Found::End(found) => {
                        trust = found;
                        break;
                    }
                    Found::Nothing => {}
                }
                if !search.untrusted && !search.try_shorter(self.untrusted_count()) {
                    break;
                }
            }
            if search.untrusted {
                self.extend_from_pool(&mut search)?;
            }
        }
        let length = self.chain().len();
        if length <= search.most && trust == Trust::Untrusted && length == self.untrusted_count() {
            trust = self.check_trust(length)?;
        }
        match trust {
            Trust::Trusted => Ok(()),
            Trust::Rejected => Err(Stop::Refused),
            Trust::Untrusted => self.report_untrusted(search.most),
        }
    }

    fn begin_search(&self) -> Search {
        let pool = self.untrusted();
        let flags = self.param().flags;
        let trusted =
            pool.is_empty() && !self.has_untrusted() || flags & param_flag::TRUSTED_FIRST != 0;
        Search {
            untrusted: self.has_untrusted(),
            trusted,
            alternate: false,
            may_alternate: !trusted && flags & param_flag::NO_ALT_CHAINS == 0,
            kept: 0,
            pool,
            most: usize::try_from(self.param().depth)
                .unwrap_or(0)
                .min(1 << 20)
                + 1,
        }
    }

    /// Looks in the store for the issuer of the last certificate.
    fn extend_from_store(&self, search: &mut Search, length: usize) -> Step<Found> {
        let at = if search.alternate {
            search.kept
        } else {
            length
        };
        let current = self.chain()[at - 1].clone();
        let issuer = if length > search.most {
            None
        } else {
            self.trusted_issuer(&current)?
        };
        let Some(issuer) = issuer else {
            return Ok(Found::Nothing);
        };
        let mut self_signed = is_self_signed(&current)?;
        let mut length = length;
        if search.alternate {
            // The shorter path has a trusted issuer: the rest of the longer one goes.
            search.alternate = false;
            let mut chain = self.chain().to_vec();
            chain.truncate(at);
            length = chain.len();
            self.set_chain(chain);
            self.set_untrusted_count(length);
        }
        if !self_signed {
            self_signed = is_self_signed(&issuer)?;
            self.push_chain(issuer);
        } else if length == self.untrusted_count() {
            if !current.same_as(&issuer) {
                // Looks like a trust anchor, but is another certificate.
                return Ok(Found::Nothing);
            }
            length -= 1;
            self.set_untrusted_count(length);
            self.replace_in_chain(length, issuer);
        }
        search.untrusted = false;
        match self.check_trust(length)? {
            Trust::Untrusted if !self_signed => Ok(Found::Continue),
            Trust::Untrusted => Ok(Found::Nothing),
            found => Ok(Found::End(found)),
        }
    }

    /// Looks among the peer's certificates for the issuer of the last one.
    fn extend_from_pool(&self, search: &mut Search) -> Step {
        // No borrow of the path may live on: it is about to grow.
        let length = self.chain().len();
        let last = self.chain().last().cloned();
        let Some(current) = last else {
            return Err(Stop::Broken);
        };
        let issuer = if seems_self_signed(&current) || length > search.most {
            None
        } else {
            self.find_issuer(&search.pool, &current)
        };
        let Some(issuer) = issuer else {
            search.untrusted = false;
            search.trusted = true;
            return Ok(());
        };
        search.pool.retain(|other| !Arc::ptr_eq(other, &issuer));
        self.push_chain(issuer);
        self.set_untrusted_count(self.untrusted_count() + 1);
        Ok(())
    }

    /// The certificate of `pool` that issued `subject`: one that is valid now before others.
    pub(in crate::x509_vfy) fn find_issuer(
        &self,
        pool: &[Arc<X509>],
        subject: &Arc<X509>,
    ) -> Option<Arc<X509>> {
        let chain = self.chain();
        let first_self_issued = subject.facts().has(flag::SI) && chain.len() == 1;
        let mut found = None;
        for issuer in pool {
            let fits = self.check_issued(subject, issuer)
                && (first_self_issued || !chain.iter().any(|other| other.same_as(issuer)));
            if fits {
                found = Some(issuer.clone());
                if self.time_is_good(issuer) {
                    break;
                }
            }
        }
        found
    }

    /// Whether the validity of `certificate` includes the time that is checked for.
    pub(in crate::x509_vfy) fn time_is_good(&self, certificate: &X509) -> bool {
        let Some(now) = self.check_time() else {
            return true;
        };
        time::compare_with(certificate.not_before.get(), now) < 0
            && time::compare_with(certificate.not_after.get(), now) > 0
    }

    /// The time that is checked for; `None` when times are not checked.
    pub(in crate::x509_vfy) fn check_time(&self) -> Option<i64> {
        let param = self.param();
        if param.flags & param_flag::USE_CHECK_TIME != 0 {
            Some(param.check_time)
        } else if param.flags & param_flag::NO_CHECK_TIME != 0 {
            None
        } else {
            Some(time::now())
        }
    }

    /// Whether one of the certificates from `untrusted` on is a trust anchor.
    fn check_trust(&self, untrusted: usize) -> Step<Trust> {
        let chain = self.chain().to_vec();
        let partial = self.param().flags & param_flag::PARTIAL_CHAIN != 0;
        for (depth, certificate) in chain.iter().enumerate().skip(untrusted) {
            match trust::check(certificate, self.param().trust, true) {
                Trust::Trusted => return Ok(Trust::Trusted),
                Trust::Rejected => return Ok(self.report_rejected(certificate, depth)),
                Trust::Untrusted => {}
            }
        }
        if untrusted < chain.len() {
            return Ok(if partial {
                Trust::Trusted
            } else {
                Trust::Untrusted
            });
        }
        let (true, [leaf, ..]) = (partial, chain.as_slice()) else {
            return Ok(Trust::Untrusted);
        };
        let Some(matched) = self.same_in_store(leaf) else {
            return Ok(Trust::Untrusted);
        };
        if trust::check(&matched, self.param().trust, true) == Trust::Rejected {
            return Ok(self.report_rejected(leaf, 0));
        }
        self.replace_in_chain(0, matched);
        self.set_untrusted_count(0);
        Ok(Trust::Trusted)
    }

    fn report_rejected(&self, certificate: &Arc<X509>, depth: usize) -> Trust {
        match self.report(certificate, depth, error::CERT_REJECTED) {
            Ok(()) => Trust::Untrusted,
            Err(_) => Trust::Rejected,
        }
    }

    /// Tells why the path ends without a trust anchor.
    fn report_untrusted(&self, most: usize) -> Step {
        let times = [
            error::CERT_NOT_YET_VALID,
            error::CERT_HAS_EXPIRED,
            error::ERROR_IN_CERT_NOT_BEFORE_FIELD,
            error::ERROR_IN_CERT_NOT_AFTER_FIELD,
        ];
        if times.contains(&self.error()) {
            return Err(Stop::Refused);
        }
        let chain = self.chain().to_vec();
        let Some(last) = chain.last() else {
            return Err(Stop::Broken);
        };
        let depth = chain.len() - 1;
        self.fail_if(chain.len() > most, last, depth, error::CERT_CHAIN_TOO_LONG)?;
        let result = if self.error() == error::CERT_REJECTED {
            // The callback overlooked a rejection: it stays the reason.
            error::CERT_REJECTED
        } else if seems_self_signed(last) {
            if depth == 0 {
                error::DEPTH_ZERO_SELF_SIGNED_CERT
            } else {
                error::SELF_SIGNED_CERT_IN_CHAIN
            }
        } else if self.untrusted_count() < chain.len() {
            error::UNABLE_TO_GET_ISSUER_CERT
        } else {
            error::UNABLE_TO_GET_ISSUER_CERT_LOCALLY
        };
        self.report(last, depth, result)
    }
}

impl Search {
    /// After the store had no issuer: whether there is another place to look.
    fn try_shorter(&mut self, untrusted: usize) -> bool {
        if self.alternate {
            self.kept -= 1;
            return self.kept > 0;
        }
        if !self.may_alternate || untrusted < 2 {
            return false;
        }
        self.alternate = true;
        self.kept = untrusted - 1;
        true
    }
}

/// Whether a certificate names its own key as its issuer, and can be read at all.
fn seems_self_signed(certificate: &X509) -> bool {
    let facts = certificate.facts();
    certificate.key().is_some() && !facts.has(flag::INVALID) && facts.has(flag::SS)
}

/// Whether a certificate names its own key as its issuer. Broken extensions or a key that cannot
/// be read stop the verification.
fn is_self_signed(certificate: &X509) -> Step<bool> {
    let facts = certificate.facts();
    if certificate.key().is_none() || facts.has(flag::INVALID) {
        raise(ERR_LIB_X509, ERR_R_INTERNAL_ERROR);
        return Err(Stop::Broken);
    }
    Ok(facts.has(flag::SS))
}

/// `X509_V_OK` when `issuer` may have issued `subject`, by names, key identifiers and algorithm.
pub fn likely_issued(issuer: &X509, subject: &X509) -> i32 {
    if issuer.subject.get().canonical() != subject.issuer.get().canonical() {
        return error::SUBJECT_ISSUER_MISMATCH;
    }
    if issuer.facts().has(flag::INVALID) || subject.facts().has(flag::INVALID) {
        return error::UNSPECIFIED;
    }
    if let Some(key_id) = &subject.facts().authority_key_id {
        let result = key_id.check(issuer);
        if result != error::OK {
            return result;
        }
    }
    algorithm_fits(issuer, subject)
}
