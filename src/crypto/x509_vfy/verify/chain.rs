//! Checks of the whole path: extensions, purposes, strength, names.

use std::ffi::{CString, c_int};
use std::sync::Arc;

use super::Step;
use crate::x509::X509;
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::errors as error;
use crate::x509_vfy::param::flag as param_flag;
use crate::x509_vfy::trust::{self, Trust};
use crate::x509v3::facts::{flag, usage};
use crate::x509v3::general_name::{GeneralName, general_names};
use crate::x509v3::{identity, purpose};

const PURPOSE_CRL_SIGN: c_int = 6;

/// What a certificate at its place in the path has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The first one: both are good, as self-signed certificates are often marked as CAs.
    First,
    /// The issuer of a proxy certificate.
    NoCa,
    Ca,
}

impl X509_STORE_CTX {
    pub(super) fn check_extensions(&self) -> Step {
        let chain = self.chain().to_vec();
        let for_crl = self.is_for_crl();
        let wanted = if for_crl {
            PURPOSE_CRL_SIGN
        } else {
            self.param().purpose
        };
        let mut role = Role::First;
        let mut path_length = 0;
        let mut proxies = 0;
        for (depth, certificate) in chain.iter().enumerate() {
            let last = depth + 1 == chain.len();
            self.check_role(certificate, depth, last, role, for_crl)?;
            let facts = certificate.facts();
            if chain.len() > 1 {
                self.fail_if(
                    certificate.key().is_none(),
                    certificate,
                    depth,
                    error::UNSPECIFIED,
                )?;
                if self.param().flags & param_flag::X509_STRICT != 0 {
                    self.check_strictly(certificate, depth, last)?;
                }
            }
            if wanted > 0 {
                self.check_purpose(certificate, depth, wanted, role == Role::Ca)?;
            }
            let limit = facts.path_length;
            let too_long = depth > 1 && limit != -1 && path_length > limit.saturating_add(proxies);
            self.fail_if(too_long, certificate, depth, error::PATH_LENGTH_EXCEEDED)?;
            if depth > 0 && !facts.has(flag::SI) {
                path_length += 1;
            }
            if facts.has(flag::PROXY) {
                proxies += 1;
                role = Role::NoCa;
            } else {
                role = Role::Ca;
            }
        }
        Ok(())
    }

    fn check_role(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        last: bool,
        role: Role,
        for_crl: bool,
    ) -> Step {
        let flags = self.param().flags;
        let strict = flags & param_flag::X509_STRICT != 0;
        let facts = certificate.facts();
        let unknown = flags & param_flag::IGNORE_CRITICAL == 0 && facts.has(flag::CRITICAL);
        self.fail_if(
            unknown,
            certificate,
            depth,
            error::UNHANDLED_CRITICAL_EXTENSION,
        )?;
        let proxies_allowed = !for_crl && flags & param_flag::ALLOW_PROXY_CERTS != 0;
        let proxy = !proxies_allowed && facts.has(flag::PROXY);
        self.fail_if(
            proxy,
            certificate,
            depth,
            error::PROXY_CERTIFICATES_NOT_ALLOWED,
        )?;
        let ca = purpose::check_ca(facts);
        let (wrong, result) = match role {
            Role::First => (strict && ca > 1, error::INVALID_CA),
            Role::NoCa => (ca != 0, error::INVALID_NON_CA),
            Role::Ca => (ca == 0 || (!last || strict) && ca != 1, error::INVALID_CA),
        };
        self.fail_if(wrong, certificate, depth, result)
    }

    /// What RFC 5280 demands and most certificates in use were not always held to.
    fn check_strictly(&self, certificate: &Arc<X509>, depth: usize, last: bool) -> Step {
        let facts = certificate.facts();
        let ca = facts.has(flag::CA);
        let signs = facts.names_usage(usage::KEY_CERT_SIGN);
        let no_issuer = certificate.issuer.get().entries().is_empty();
        let no_subject = certificate.subject.get().entries().is_empty();
        let alt_names = facts
            .alt_names
            .as_deref()
            .map(|der| general_names(der).unwrap_or_default());
        let has_limit = facts.path_length != -1;
        let basics_loose = ca && facts.has(flag::BCONS) && !facts.has(flag::BCONS_CRITICAL);
        let signs_crls = facts.names_usage(usage::CRL_SIGN);
        let needs_subject = ca || signs_crls || alt_names.is_none();
        let algorithms_differ =
            certificate.algorithm.get().to_der() != certificate.tbs_algorithm.get().to_der();
        let authority = facts.authority_key_id.as_ref();
        let version3 = *certificate.version.get() >= 2;
        let checks = [
            (has_limit && !ca, error::PATHLEN_INVALID_FOR_NON_CA),
            (has_limit && !signs, error::PATHLEN_WITHOUT_KU_KEY_CERT_SIGN),
            (basics_loose, error::CA_BCONS_NOT_CRITICAL),
            (
                ca && !facts.has(flag::KUSAGE),
                error::CA_CERT_MISSING_KEY_USAGE,
            ),
            (
                !ca && facts.has(flag::KUSAGE) && signs,
                error::KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA,
            ),
            (no_issuer, error::ISSUER_NAME_EMPTY),
            (needs_subject && no_subject, error::SUBJECT_NAME_EMPTY),
            (
                no_subject && alt_names.is_some() && !facts.has(flag::SAN_CRITICAL),
                error::EMPTY_SUBJECT_SAN_NOT_CRITICAL,
            ),
            (
                alt_names.as_ref().is_some_and(Vec::is_empty),
                error::EMPTY_SUBJECT_ALT_NAME,
            ),
            (algorithms_differ, error::SIGNATURE_ALGORITHM_INCONSISTENCY),
            (
                authority.is_some() && facts.has(flag::AKID_CRITICAL),
                error::AUTHORITY_KEY_IDENTIFIER_CRITICAL,
            ),
            (
                facts.subject_key_id.is_some() && facts.has(flag::SKID_CRITICAL),
                error::SUBJECT_KEY_IDENTIFIER_CRITICAL,
            ),
            (
                version3 && !last && authority.is_none_or(|id| id.key_id.is_none()),
                error::MISSING_AUTHORITY_KEY_IDENTIFIER,
            ),
            (
                version3 && ca && facts.subject_key_id.is_none(),
                error::MISSING_SUBJECT_KEY_IDENTIFIER,
            ),
            (
                !version3 && !certificate.extensions.get().is_empty(),
                error::EXTENSIONS_REQUIRE_VERSION_3,
            ),
        ];
        for (wrong, result) in checks {
            self.fail_if(wrong, certificate, depth, result)?;
        }
        Ok(())
    }

    fn check_purpose(
        &self,
        certificate: &Arc<X509>,
        depth: usize,
        wanted: c_int,
        as_ca: bool,
    ) -> Step {
        let param = self.param();
        // Trust settings of a trust anchor go before its extensions.
        if depth >= self.untrusted_count() && wanted == param.purpose {
            match trust::check(certificate, param.trust, false) {
                Trust::Trusted => return Ok(()),
                Trust::Rejected => {
                    return self.report(certificate, depth, error::INVALID_PURPOSE);
                }
                Trust::Untrusted => {}
            }
        }
        let strict = param.flags & param_flag::X509_STRICT != 0;
        match purpose::check(certificate, wanted, as_ca) {
            1 => Ok(()),
            0 => self.report(certificate, depth, error::INVALID_PURPOSE),
            _ if strict => self.report(certificate, depth, error::INVALID_PURPOSE),
            _ => Ok(()),
        }
    }

    /// The keys of the issuers and all signatures but the trust anchor's.
    pub(super) fn check_strength(&self) -> Step {
        if self.param().auth_level <= 0 {
            return Ok(());
        }
        let chain = self.chain().to_vec();
        for (depth, certificate) in chain.iter().enumerate() {
            let weak_key = depth > 0 && !self.key_is_strong(certificate);
            self.fail_if(weak_key, certificate, depth, error::CA_KEY_TOO_SMALL)?;
            let weak_digest = depth + 1 < chain.len() && !self.signature_is_strong(certificate);
            self.fail_if(weak_digest, certificate, depth, error::CA_MD_TOO_WEAK)?;
        }
        Ok(())
    }

    /// Host names, mail address and IP address the program expects.
    pub(super) fn check_identity(&self, leaf: &Arc<X509>) -> Step {
        let mismatch = self.hosts_differ(leaf);
        self.fail_if(mismatch, leaf, 0, error::HOSTNAME_MISMATCH)?;
        let email = self.param().email.as_deref();
        let mismatch = email
            .is_some_and(|email| !matches!(identity::check_email(leaf, email, 0), Ok(Some(_))));
        self.fail_if(mismatch, leaf, 0, error::EMAIL_MISMATCH)?;
        let ip = self.param().ip.as_deref();
        let mismatch = ip.is_some_and(|ip| !identity::check_ip(leaf, ip, 0));
        self.fail_if(mismatch, leaf, 0, error::IP_ADDRESS_MISMATCH)
    }

    fn hosts_differ(&self, leaf: &X509) -> bool {
        let param = self.param();
        *param.peer_name() = None;
        for host in &param.hosts {
            let found = identity::check_host(leaf, host.to_bytes(), param.host_flags);
            if let Ok(Some(name)) = found {
                *param.peer_name() = CString::new(name).ok();
                return false;
            }
        }
        !param.hosts.is_empty()
    }

    /// The constraints of every certificate on those below it.
    pub(super) fn check_name_constraints(&self) -> Step {
        let chain = self.chain().to_vec();
        for (depth, certificate) in chain.iter().enumerate().rev() {
            if depth != 0 && certificate.facts().has(flag::SI) {
                continue;
            }
            for above in chain[depth + 1..].iter().rev() {
                let Some(constraints) = &above.facts().name_constraints else {
                    continue;
                };
                let mut result = constraints.check(certificate);
                if result == error::OK && depth == 0 && self.common_name_counts(certificate) {
                    result = constraints.check_common_names(certificate);
                }
                self.fail_if(result != error::OK, certificate, depth, result)?;
            }
        }
        Ok(())
    }

    fn common_name_counts(&self, leaf: &X509) -> bool {
        let flags = self.param().host_flags;
        if flags & identity::NEVER_CHECK_SUBJECT != 0 {
            return false;
        }
        let names = leaf.facts().alt_names.as_deref().map(general_names);
        let has_dns = names
            .and_then(Result::ok)
            .is_some_and(|names| names.iter().any(|name| matches!(name, GeneralName::Dns(_))));
        flags & identity::ALWAYS_CHECK_SUBJECT != 0 || !has_dns
    }

    pub(super) fn check_revocation(&self) -> Step {
        let flags = self.param().flags;
        if flags & param_flag::CRL_CHECK == 0 {
            return Ok(());
        }
        let chain = self.chain().to_vec();
        let all = flags & param_flag::CRL_CHECK_ALL != 0;
        if !all && self.is_for_crl() {
            return Ok(());
        }
        let last = if all { chain.len() - 1 } else { 0 };
        for (depth, certificate) in chain.iter().enumerate().take(last + 1) {
            self.set_error_depth(depth);
            self.check_revoked(certificate, depth)?;
        }
        Ok(())
    }
}
