//! Whether a certificate of the store is trusted (`X509_check_trust`).

use std::ffi::c_int;

use crate::objects::nid_of_content;
use crate::x509::X509;
use crate::x509v3::facts::flag;
use crate::x509v3::purpose;

/// What is said about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is trusted (`X509_TRUST_TRUSTED`).
    Trusted,
    /// It is refused (`X509_TRUST_REJECTED`).
    Rejected,
    /// Nothing (`X509_TRUST_UNTRUSTED`).
    Untrusted,
}

const ANY_EXTENDED_KEY_USAGE: c_int = 910;

/// True when there is a trust with number `id`.
pub fn is_known(id: c_int) -> bool {
    (1..=8).contains(&id)
}

/// Whether `certificate` is trusted for `id` (`X509_TRUST_*`). A self-signed certificate without
/// settings of its own is trusted when `self_signed` says so.
pub fn check(certificate: &X509, id: c_int, self_signed: bool) -> Trust {
    match id {
        0 => by_settings(certificate, ANY_EXTENDED_KEY_USAGE, false, true),
        1 => by_self_signature(certificate, self_signed),
        2 => by_settings(certificate, 130, true, self_signed),
        3 => by_settings(certificate, 129, true, self_signed),
        4 => by_settings(certificate, 132, true, self_signed),
        5 => by_settings(certificate, 131, true, self_signed),
        6 => by_named_settings(certificate, 180),
        7 => by_named_settings(certificate, 178),
        8 => by_settings(certificate, 133, true, self_signed),
        other => by_named_settings(certificate, other),
    }
}

fn by_self_signature(certificate: &X509, self_signed: bool) -> Trust {
    let good = purpose::check(certificate, -1, false) == 1;
    if good && self_signed && certificate.facts().has(flag::SS) {
        Trust::Trusted
    } else {
        Trust::Untrusted
    }
}

fn by_settings(certificate: &X509, id: c_int, any: bool, self_signed: bool) -> Trust {
    settings(certificate, id, any).unwrap_or_else(|| by_self_signature(certificate, self_signed))
}

fn by_named_settings(certificate: &X509, id: c_int) -> Trust {
    settings(certificate, id, false).unwrap_or(Trust::Untrusted)
}

/// What the trust settings behind the certificate say; `None` without.
fn settings(certificate: &X509, id: c_int, any: bool) -> Option<Trust> {
    let aux = certificate.aux.get().as_ref()?;
    let means = |oid: &Vec<u8>| {
        let nid = nid_of_content(oid);
        nid == id || any && nid == ANY_EXTENDED_KEY_USAGE
    };
    if aux.reject.iter().flatten().any(means) {
        return Some(Trust::Rejected);
    }
    let trusted = aux.trust.as_ref()?;
    // A list that does not name the use speaks against it.
    Some(if trusted.iter().any(means) {
        Trust::Trusted
    } else {
        Trust::Rejected
    })
}
