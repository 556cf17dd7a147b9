//! Whether a chain suits the session that is being negotiated (SSL_check_chain(3)).

use dtls::msg::{NamedGroup, SignatureScheme};

use crate::sys::cert::Certificate;
use crate::sys::key::{self, Key, Kind};
use crate::sys::stack::Stack;
use crate::sys::types::X509;

use super::connection::SSL;
use super::groups;
use super::security::op;
use super::settings::CERT_FLAG_SUITE_B;

/// `CERT_PKEY_*`.
mod flag {
    pub const VALID: u32 = 0x1;
    pub const SIGN: u32 = 0x2;
    pub const EE_SIGNATURE: u32 = 0x10;
    pub const CA_SIGNATURE: u32 = 0x20;
    pub const EE_PARAM: u32 = 0x40;
    pub const CA_PARAM: u32 = 0x80;
    pub const EXPLICIT_SIGN: u32 = 0x100;
    pub const ISSUER_NAME: u32 = 0x200;
    pub const CERT_TYPE: u32 = 0x400;
    pub const SUITEB: u32 = 0x800;
    /// What makes a chain valid, and what with `SSL_CERT_FLAG_TLS_STRICT`.
    pub const NEEDED: u32 = EE_SIGNATURE | EE_PARAM;
    pub const NEEDED_STRICTLY: u32 = NEEDED | CA_SIGNATURE | CA_PARAM | ISSUER_NAME | CERT_TYPE;
}

const CERT_FLAG_TLS_STRICT: u32 = 1;

/// The `CERT_PKEY_*` of a chain. In DTLS OpenSSL judges neither the signatures of a chain nor whether the key
/// is one the peer asked for: what stands for that is always set.
pub fn check(ssl: &SSL, leaf: &Certificate, own: &Key, above: Option<&Stack<X509>>) -> u32 {
    let Some(kind) = own.kind().filter(|kind| *kind != Kind::Dsa) else {
        return 0;
    };
    let flags = ssl.settings().cert_flags;
    let suite_b = flags & CERT_FLAG_SUITE_B;
    let mut needed = match flags & CERT_FLAG_TLS_STRICT {
        0 => flag::NEEDED,
        _ => flag::NEEDED_STRICTLY,
    };
    let mut found =
        flag::EE_SIGNATURE | flag::CA_SIGNATURE | flag::SIGN | flag::EXPLICIT_SIGN | flag::CA_PARAM;
    if suite_b != 0 {
        needed |= flag::SUITEB;
        found |= flag_if(leaf.is_of_suite_b(above, suite_b), flag::SUITEB);
    }
    let authorities = above.map_or(Vec::new(), |above| above.certificates());
    found |= flag_if(parameters_fit(ssl, leaf, true), flag::EE_PARAM);
    let fit = |authority| parameters_fit(ssl, authority, false);
    if ssl.is_server() {
        if !authorities.iter().all(fit) {
            found &= !flag::CA_PARAM;
        }
        found |= flag::ISSUER_NAME | flag::CERT_TYPE;
    } else {
        let peer = ssl.peer.borrow();
        let type_fits =
            certificate_type(kind).is_none_or(|wanted| peer.certificate_types.contains(&wanted));
        found |= flag_if(type_fits, flag::CERT_TYPE);
        let issuer_fits = match &peer.authorities {
            Some(names) if !names.is_empty() => std::iter::once(leaf)
                .chain(&authorities)
                .any(|link| link.is_issued_by_one_of(names)),
            _ => true,
        };
        found |= flag_if(issuer_fits, flag::ISSUER_NAME);
    }
    found | flag_if(found & needed == needed, flag::VALID)
}

fn flag_if(condition: bool, flag: u32) -> u32 {
    if condition { flag } else { 0 }
}

/// The `ClientCertificateType` of a key; `None`: any.
fn certificate_type(kind: Kind) -> Option<u8> {
    match kind {
        Kind::Rsa => Some(1),
        Kind::Ec => Some(64),
        _ => None,
    }
}

/// Whether the peer (and a client itself) has the curve of a key. Suite B ties the hash to it.
fn parameters_fit(ssl: &SSL, certificate: &Certificate, leaf: bool) -> bool {
    match key::of_certificate(certificate) {
        None => return false,
        Some(Kind::Ec) => {}
        Some(_) => return true,
    }
    let curve = key::curve_of_certificate(certificate);
    let Some(group) = curve
        .and_then(|name| groups::by_name(&name))
        .map(|g| g.group)
    else {
        return false;
    };
    let settings = ssl.settings();
    let is_server = ssl.is_server();
    let peer = ssl.peer.borrow().groups.clone();
    let own_fits = is_server || settings.wanted_groups().contains(&group);
    let peer_fits = !is_server || peer.is_empty() || peer.contains(&group);
    if !own_fits || !peer_fits || !ssl.policy().allows_group(op::CURVE_CHECK, group) {
        return false;
    }
    if !leaf || settings.suite_b().is_none() {
        return true;
    }
    let hash = match group {
        NamedGroup::SECP256R1 => SignatureScheme::ECDSA_SECP256R1_SHA256,
        NamedGroup::SECP384R1 => SignatureScheme::ECDSA_SECP384R1_SHA384,
        _ => return false,
    };
    ssl.peer.borrow().shared_schemes.contains(&hash)
}
