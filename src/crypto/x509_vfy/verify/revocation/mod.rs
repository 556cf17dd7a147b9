//! Revocation lists (RFC 5280 section 6.3).

mod delta;
pub(crate) mod scope;

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
    near: Near,
}

/// Where the certificate that issued a list is; the best last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// Among those the peer sent.
    #[default]
    Sent,
    /// In the path.
    Path,
    /// It issued the certificate too.
    Issuer,
}

impl Fit {
    fn is_good(self) -> bool {
        self.handled && self.in_scope && self.in_time
    }
}

/// A list, how it fits, and who issued it.
struct Chosen {
    crl: Arc<X509_CRL>,
    /// What adds to it, and whether that is in time.
    delta: Option<(Arc<X509_CRL>, bool)>,
    fit: Fit,
    issuer: Arc<X509>,
    reasons: u32,
}

impl X509_STORE_CTX {
    /// Whether the certificate at `depth` is on a list of its issuer.
    pub(super) fn check_revoked(&self, certificate: &Arc<X509>, depth: usize) -> Step {
        self.set_current(certificate, depth);
        self.forget_current_issuer();
        if certificate.facts().has(flag::PROXY) {
            return Ok(());
        }
        let mut reasons = 0;
        while reasons != ALL_REASONS {
            let Some(chosen) = self.choose_list(certificate, depth, reasons) else {
                return self.report(certificate, depth, error::UNABLE_TO_GET_CRL);
            };
            self.set_current_issuer(&chosen.issuer);
            let result = self.check_lists_and_entries(certificate, depth, &chosen);
            self.set_current_crl(None);
            result?;
            if reasons == chosen.reasons {
                return self.report(certificate, depth, error::UNABLE_TO_GET_CRL);
            }
            reasons = chosen.reasons;
        }
        Ok(())
    }

    fn check_lists_and_entries(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        chosen: &Chosen,
    ) -> Step {
        self.set_current_crl(Some(chosen.crl.clone()));
        self.check_list(certificate, depth, chosen)?;
        if let Some((delta, _)) = &chosen.delta {
            self.check_list_time(certificate, depth, delta, chosen)?;
            self.check_list_signature(certificate, depth, delta, &chosen.issuer)?;
            // What the delta takes off the list is not looked for in the complete one.
            if self.check_entry(certificate, depth, delta)? {
                return Ok(());
            }
        }
        self.check_entry(certificate, depth, &chosen.crl).map(drop)
    }

    /// Reports a revoked certificate. True when the list takes it off another list.
    fn check_entry(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        crl: &Arc<X509_CRL>,
    ) -> Step<bool> {
        let ignore = self.param().flags & param_flag::IGNORE_CRITICAL != 0;
        if !ignore && crl.facts.critical {
            self.report(certificate, depth, error::UNHANDLED_CRITICAL_CRL_EXTENSION)?;
        }
        match crl.entry(certificate.serial.get(), Some(certificate.issuer.get())) {
            Some(entry) if entry.reason == REMOVE_FROM_CRL => return Ok(true),
            Some(_) => self.report(certificate, depth, error::CERT_REVOKED)?,
            None => {}
        }
        Ok(false)
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
        let mut best = best?;
        best.delta = self.delta_of(&best.crl, certificate, lists);
        Some(best)
    }

    /// How `crl` fits. `None` when it says nothing about the certificate.
    fn fit(
        &self,
        crl: &Arc<X509_CRL>,
        certificate: &Arc<X509>,
        depth: usize,
        known: u32,
    ) -> Option<Chosen> {
        let facts = &crl.facts;
        let extended = self.param().flags & param_flag::EXTENDED_CRL_SUPPORT != 0;
        let partial = facts.scope.reasons;
        if facts.invalid || !extended && (facts.scope.indirect || partial.is_some()) {
            return None;
        }
        // A delta only adds to others; a list that has no new reasons brings nothing.
        if facts.base_number.is_some() || partial.is_some_and(|reasons| reasons & !known == 0) {
            return None;
        }
        let same_issuer = crl.issuer.get().canonical() == certificate.issuer.get().canonical();
        if !same_issuer && !facts.scope.indirect {
            return None;
        }
        let (issuer, near) = self.list_issuer(crl, depth, same_issuer, extended)?;
        let reasons = scope::reasons(crl, certificate, same_issuer);
        // No new reasons: as above.
        if reasons.is_some_and(|reasons| reasons & !known == 0) {
            return None;
        }
        let fit = Fit {
            handled: !facts.critical,
            in_scope: reasons.is_some(),
            in_time: self.list_in_time(crl),
            same_issuer,
            near,
        };
        Some(Chosen {
            crl: crl.clone(),
            delta: None,
            fit,
            issuer,
            reasons: known | reasons.unwrap_or(0),
        })
    }

    /// Who issued the list: the next certificate of the path, another one of it, or one of those
    /// that were sent. `None` when none of them can have: the list cannot be checked then.
    fn list_issuer(
        &self,
        crl: &X509_CRL,
        depth: usize,
        same_issuer: bool,
        extended: bool,
    ) -> Option<(Arc<X509>, Near)> {
        let has_key = |issuer: &X509| {
            let key_id = crl.facts.authority_key_id.as_ref();
            key_id.is_none_or(|key_id| key_id.check(issuer) == error::OK)
        };
        let has_name =
            |issuer: &X509| issuer.subject.get().canonical() == crl.issuer.get().canonical();
        let chain = self.chain().to_vec();
        let next = (depth + 1).min(chain.len() - 1);
        if same_issuer && has_key(&chain[next]) {
            return Some((chain[next].clone(), Near::Issuer));
        }
        let mut above = chain[next + 1..].iter();
        if let Some(issuer) = above.find(|issuer| has_name(issuer) && has_key(issuer)) {
            return Some((issuer.clone(), Near::Path));
        }
        if !extended {
            return None;
        }
        let sent = self.untrusted();
        let issuer = sent
            .iter()
            .find(|issuer| has_name(issuer) && has_key(issuer))?;
        Some((issuer.clone(), Near::Sent))
    }

    fn check_list(&self, certificate: &Arc<X509>, depth: usize, chosen: &Chosen) -> Step {
        let crl = &chosen.crl;
        if chosen.issuer.facts().forbids_usage(usage::CRL_SIGN) {
            self.report(certificate, depth, error::KEYUSAGE_NO_CRL_SIGN)?;
        }
        if !chosen.fit.in_scope {
            self.report(certificate, depth, error::DIFFERENT_CRL_SCOPE)?;
        }
        if chosen.fit.near == Near::Sent && !self.has_good_path(&chosen.issuer) {
            self.report(certificate, depth, error::CRL_PATH_VALIDATION_ERROR)?;
        }
        self.check_list_time(certificate, depth, crl, chosen)?;
        self.check_list_signature(certificate, depth, crl, &chosen.issuer)
    }

    fn check_list_signature(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        crl: &X509_CRL,
        issuer: &Arc<X509>,
    ) -> Step {
        match issuer.key() {
            None => self.report(
                certificate,
                depth,
                error::UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY,
            ),
            Some(key) if crl.is_signed_with(key) => Ok(()),
            Some(_) => self.report(certificate, depth, error::CRL_SIGNATURE_FAILURE),
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

    /// The times of a list or its delta. As with OpenSSL, those of the delta do not matter when the
    /// list is in time, and the end of the list does not when the delta is.
    fn check_list_time(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        crl: &Arc<X509_CRL>,
        chosen: &Chosen,
    ) -> Step {
        if chosen.fit.in_time {
            return Ok(());
        }
        let delta_in_time = chosen.delta.as_ref().is_some_and(|(_, in_time)| *in_time);
        self.set_current_crl(Some(crl.clone()));
        let Some(now) = self.check_time() else {
            return Ok(());
        };
        match time::compare_with(crl.last_update.get(), now) {
            0 => self.report(certificate, depth, error::ERROR_IN_CRL_LAST_UPDATE_FIELD)?,
            1 => self.report(certificate, depth, error::CRL_NOT_YET_VALID)?,
            _ => {}
        }
        match crl
            .next_update
            .as_ref()
            .map(|next| time::compare_with(next.get(), now))
        {
            Some(0) => {
                self.report(certificate, depth, error::ERROR_IN_CRL_NEXT_UPDATE_FIELD)?;
            }
            Some(-1) if !delta_in_time => {
                self.report(certificate, depth, error::CRL_HAS_EXPIRED)?;
            }
            _ => {}
        }
        // As with OpenSSL: what is reported after times names no list.
        self.set_current_crl(None);
        Ok(())
    }
}

fn updated(crl: &X509_CRL) -> Option<i64> {
    Some(time::read(crl.last_update.get())?.civil.to_unix())
}
