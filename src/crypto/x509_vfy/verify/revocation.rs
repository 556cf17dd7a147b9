//! Revocation lists (RFC 5280 section 6.3).

use std::ffi::c_int;
use std::sync::Arc;

use super::Step;
use crate::asn1::time;
use crate::x509::X509;
use crate::x509::crl::X509_CRL;
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::errors as error;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509v3::facts::{flag, usage};

/// reasonCode removeFromCRL.
const REMOVE_FROM_CRL: i64 = 8;
/// All bits of ReasonFlags.
const ALL_REASONS: u32 = 0x807f;

/// How well a list fits a certificate; the fields go from most to least important.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    handled: bool,
    in_scope: bool,
    in_time: bool,
    same_issuer: bool,
    same_path: bool,
    key_id: bool,
}

impl Fit {
    fn is_good(self) -> bool {
        self.handled && self.in_scope && self.in_time
    }
}

/// A list, how it fits, and who issued it.
struct Chosen {
    crl: Arc<X509_CRL>,
    fit: Fit,
    issuer: Option<Arc<X509>>,
    reasons: u32,
}

impl X509_STORE_CTX {
    /// Whether the certificate at `depth` is on a list of its issuer.
    pub(super) fn check_revoked(&self, certificate: &Arc<X509>, depth: usize) -> Step {
        self.set_current(certificate, depth);
        if certificate.facts().has(flag::PROXY) {
            return Ok(());
        }
        let mut reasons = 0;
        while reasons != ALL_REASONS {
            let Some(chosen) = self.choose_list(certificate, depth, reasons) else {
                return self.report_list(certificate, depth, error::UNABLE_TO_GET_CRL);
            };
            self.set_current_crl(Some(chosen.crl.clone()));
            let result = self.check_list_and_entry(certificate, depth, &chosen);
            self.set_current_crl(None);
            result?;
            if reasons == chosen.reasons {
                return self.report_list(certificate, depth, error::UNABLE_TO_GET_CRL);
            }
            reasons = chosen.reasons;
        }
        Ok(())
    }

    fn report_list(&self, certificate: &Arc<X509>, depth: usize, result: c_int) -> Step {
        self.report(certificate, depth, result)
    }

    fn check_list_and_entry(&self, certificate: &Arc<X509>, depth: usize, chosen: &Chosen) -> Step {
        self.check_list(certificate, depth, chosen)?;
        let crl = &chosen.crl;
        let ignore = self.param().flags & param_flag::IGNORE_CRITICAL != 0;
        if !ignore && crl.facts.critical {
            self.report_list(certificate, depth, error::UNHANDLED_CRITICAL_CRL_EXTENSION)?;
        }
        match crl.entry(certificate.serial.get()) {
            Some(entry) if entry.reason != REMOVE_FROM_CRL => {
                self.report_list(certificate, depth, error::CERT_REVOKED)
            }
            _ => Ok(()),
        }
    }

    /// The list that fits best: the newest of those that fit equally.
    fn choose_list(&self, certificate: &Arc<X509>, depth: usize, known: u32) -> Option<Chosen> {
        let own = self.best_of(&self.own_lists(), certificate, depth, known);
        if own.as_ref().is_some_and(|chosen| chosen.fit.is_good()) {
            return own;
        }
        let stored = self.stored_lists(certificate.issuer.get());
        let stored = self.best_of(&stored, certificate, depth, known);
        match (own, stored) {
            (Some(own), Some(stored)) if own.fit >= stored.fit => Some(own),
            (own, stored) => stored.or(own),
        }
    }

    fn best_of(
        &self,
        lists: &[Arc<X509_CRL>],
        certificate: &Arc<X509>,
        depth: usize,
        known: u32,
    ) -> Option<Chosen> {
        let mut best: Option<Chosen> = None;
        for crl in lists {
            let Some(chosen) = self.fit(crl, certificate, depth, known) else {
                continue;
            };
            let better = best.as_ref().is_none_or(|best| {
                chosen.fit > best.fit
                    || chosen.fit == best.fit && updated(&chosen.crl) > updated(&best.crl)
            });
            if better {
                best = Some(chosen);
            }
        }
        best
    }

    /// How `crl` fits. `None` when it says nothing about the certificate.
    fn fit(
        &self,
        crl: &Arc<X509_CRL>,
        certificate: &Arc<X509>,
        depth: usize,
        known: u32,
    ) -> Option<Chosen> {
        let scope = crl.facts.scope;
        // Delta lists only add to others, which are complete without them.
        if crl.facts.invalid || crl.facts.delta || scope.indirect {
            return None;
        }
        let new_reasons = scope.reasons.unwrap_or(ALL_REASONS);
        if scope.reasons.is_some()
            && (self.param().flags & param_flag::EXTENDED_CRL_SUPPORT == 0
                || new_reasons & !known == 0)
        {
            return None;
        }
        if crl.issuer.get().canonical() != certificate.issuer.get().canonical() {
            return None;
        }
        let (issuer, same_path, key_id) = self.list_issuer(crl, depth);
        let fit = Fit {
            handled: !crl.facts.critical,
            in_scope: in_scope(crl, certificate),
            in_time: self.list_in_time(crl),
            same_issuer: true,
            same_path,
            key_id,
        };
        // Without an issuer whose key fits, the list cannot be checked at all.
        key_id.then_some(Chosen {
            crl: crl.clone(),
            fit,
            issuer,
            reasons: known | new_reasons,
        })
    }

    /// Who issued the list: the next certificate of the path, another one of it, or one of those
    /// that were sent.
    fn list_issuer(&self, crl: &X509_CRL, depth: usize) -> (Option<Arc<X509>>, bool, bool) {
        let chain = self.chain();
        let fits = |issuer: &X509| {
            let key_id = crl.facts.authority_key_id.as_ref();
            key_id.is_none_or(|key_id| key_id.check(issuer) == error::OK)
        };
        let next = (depth + 1).min(chain.len() - 1);
        for issuer in &chain[next..] {
            if issuer.subject.get().canonical() == crl.issuer.get().canonical() && fits(issuer) {
                return (Some(issuer.clone()), true, true);
            }
        }
        (None, false, false)
    }

    fn check_list(&self, certificate: &Arc<X509>, depth: usize, chosen: &Chosen) -> Step {
        let crl = &chosen.crl;
        let chain = self.chain().to_vec();
        let last = chain.len() - 1;
        let issuer = match &chosen.issuer {
            Some(issuer) => issuer.clone(),
            None => chain[(depth + 1).min(last)].clone(),
        };
        if issuer.facts().forbids_usage(usage::CRL_SIGN) {
            self.report_list(certificate, depth, error::KEYUSAGE_NO_CRL_SIGN)?;
        }
        if !chosen.fit.in_scope {
            self.report_list(certificate, depth, error::DIFFERENT_CRL_SCOPE)?;
        }
        if !chosen.fit.in_time {
            self.check_list_time(certificate, depth, crl)?;
        }
        match issuer.key() {
            None => self.report_list(
                certificate,
                depth,
                error::UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY,
            ),
            Some(key) if crl.is_signed_with(key) => Ok(()),
            Some(_) => self.report_list(certificate, depth, error::CRL_SIGNATURE_FAILURE),
        }
    }

    fn list_in_time(&self, crl: &X509_CRL) -> bool {
        let Some(now) = self.check_time() else {
            return true;
        };
        let next = crl.next_update.as_ref();
        time::compare_with(crl.last_update.get(), now) < 0
            && next.is_none_or(|next| time::compare_with(next.get(), now) > 0)
    }

    fn check_list_time(&self, certificate: &Arc<X509>, depth: usize, crl: &X509_CRL) -> Step {
        let Some(now) = self.check_time() else {
            return Ok(());
        };
        match time::compare_with(crl.last_update.get(), now) {
            0 => self.report_list(certificate, depth, error::ERROR_IN_CRL_LAST_UPDATE_FIELD)?,
            1 => self.report_list(certificate, depth, error::CRL_NOT_YET_VALID)?,
            _ => {}
        }
        match crl
            .next_update
            .as_ref()
            .map(|next| time::compare_with(next.get(), now))
        {
            Some(0) => self.report_list(certificate, depth, error::ERROR_IN_CRL_NEXT_UPDATE_FIELD),
            Some(-1) => self.report_list(certificate, depth, error::CRL_HAS_EXPIRED),
            _ => Ok(()),
        }
    }
}

fn updated(crl: &X509_CRL) -> Option<i64> {
    Some(time::read(crl.last_update.get())?.civil.to_unix())
}

/// Whether the list is about certificates like this one. Lists of single distribution points are
/// good where the certificate names distribution points.
fn in_scope(crl: &X509_CRL, certificate: &X509) -> bool {
    let scope = crl.facts.scope;
    let facts = certificate.facts();
    let kind = if facts.has(flag::CA) {
        !scope.only_user
    } else {
        !scope.only_ca
    };
    let point = !scope.named
        || facts.crl_points.as_deref().is_some_and(|points| {
            let list = crl.extensions.get().only(770).ok().flatten();
            list.is_some_and(|list| shares_point(list.der_value(), points))
        });
    kind && !scope.only_attribute && point
}

/// Whether the distribution point name in an IssuingDistributionPoint is one of the
/// CRLDistributionPoints (RFC 5280 section 6.3.3 (b)(2)(i)): one GeneralName in common.
fn shares_point(scope: &[u8], points: &[u8]) -> bool {
    use crate::asn1::der::{DerError, Reader, tag};
    fn full_names<'a>(name: &mut Reader<'a>) -> Result<Vec<&'a [u8]>, DerError> {
        let Some(point) = name.optional(tag::context_constructed(0))? else {
            return Ok(vec![]);
        };
        let mut choice = Reader::new(point.contents);
        let mut names = choice.inside(tag::context_constructed(0))?;
        let mut found = Vec::new();
        while !names.is_empty() {
            found.push(names.any()?.whole);
        }
        Ok(found)
    }
    let shares = || -> Result<bool, DerError> {
        let wanted = full_names(&mut Reader::only(scope, tag::SEQUENCE)?)?;
        let mut list = Reader::only(points, tag::SEQUENCE)?;
        while !list.is_empty() {
            let names = full_names(&mut list.inside(tag::SEQUENCE)?)?;
            if names.iter().any(|name| wanted.contains(name)) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    shares().unwrap_or(false)
}
