//! What a certificate may be used for (`X509_check_purpose(3)`, `X509_check_ca(3)`).

use std::ffi::{CStr, c_int};

use super::facts::{Facts, extended, flag, nid, usage};
use crate::x509::X509;

const NS_SSL_CLIENT: u32 = 0x80;
const NS_SSL_SERVER: u32 = 0x40;
const NS_SMIME: u32 = 0x20;
const NS_SSL_CA: u32 = 0x04;
const NS_SMIME_CA: u32 = 0x02;
const NS_ANY_CA: u32 = 0x07;

/// One of the purposes, `X509_PURPOSE_*`.
pub struct Purpose {
    /// `X509_PURPOSE_*`.
    pub id: c_int,
    /// `X509_TRUST_*`, what a trust anchor has to be trusted for.
    pub trust: c_int,
    /// The name for people.
    pub name: &'static CStr,
    /// The name of options.
    pub short_name: &'static CStr,
    test: fn(&X509, bool) -> c_int,
}

/// All purposes, in the order of their numbers, which begin with 1.
pub static PURPOSES: [Purpose; 9] = [
    Purpose {
        id: 1,
        trust: 2,
        name: c"SSL client",
        short_name: c"sslclient",
        test: ssl_client,
    },
    Purpose {
        id: 2,
        trust: 3,
        name: c"SSL server",
        short_name: c"sslserver",
        test: ssl_server,
    },
    Purpose {
        id: 3,
        trust: 3,
        name: c"Netscape SSL server",
        short_name: c"nssslserver",
        test: netscape_server,
    },
    Purpose {
        id: 4,
        trust: 4,
        name: c"S/MIME signing",
        short_name: c"smimesign",
        test: smime_sign,
    },
    Purpose {
        id: 5,
        trust: 4,
        name: c"S/MIME encryption",
        short_name: c"smimeencrypt",
        test: smime_encrypt,
    },
    Purpose {
        id: 6,
        trust: 1,
        name: c"CRL signing",
        short_name: c"crlsign",
        test: crl_sign,
    },
    Purpose {
        id: 7,
        trust: 0,
        name: c"Any Purpose",
        short_name: c"any",
        test: |_, _| 1,
    },
    Purpose {
        id: 8,
        trust: 1,
        name: c"OCSP helper",
        short_name: c"ocsphelper",
        test: ocsp_helper,
    },
    Purpose {
        id: 9,
        trust: 8,
        name: c"Time Stamp signing",
        short_name: c"timestampsign",
        test: timestamp_sign,
    },
];

/// The purpose with number `id`.
pub fn by_id(id: c_int) -> Option<&'static Purpose> {
    PURPOSES.iter().find(|purpose| purpose.id == id)
}

/// True when there is a purpose with number `id`.
pub fn is_known(id: c_int) -> bool {
    by_id(id).is_some()
}

/// Positive when `certificate` (as a CA with `ca`) may be used for purpose `id`, 0 when not, -1
/// when its extensions are broken or there is no such purpose. For `id` -1 only the extensions
/// are looked at.
pub fn check(certificate: &X509, id: c_int, ca: bool) -> c_int {
    if certificate.facts().has(flag::INVALID) {
        return -1;
    }
    if id == -1 {
        return 1;
    }
    by_id(id).map_or(-1, |purpose| (purpose.test)(certificate, ca))
}

/// 0 for no CA; 1 by basicConstraints; 3 for a self-signed version 1 certificate; 4 by keyUsage;
/// 5 by the Netscape type.
pub fn check_ca(facts: &Facts) -> c_int {
    if facts.forbids_usage(usage::KEY_CERT_SIGN) {
        return 0;
    }
    if facts.has(flag::BCONS) {
        return c_int::from(facts.has(flag::CA));
    }
    if facts.has(flag::V1 | flag::SS) {
        3
    } else if facts.has(flag::KUSAGE) {
        4
    } else if facts.has(flag::NSCERT) && facts.netscape_type & NS_ANY_CA != 0 {
        5
    } else {
        0
    }
}

fn forbids_netscape(facts: &Facts, types: u32) -> bool {
    facts.has(flag::NSCERT) && facts.netscape_type & types == 0
}

fn ca_of_type(facts: &Facts, type_: u32) -> c_int {
    match check_ca(facts) {
        5 if facts.netscape_type & type_ == 0 => 0,
        result => result,
    }
}

fn ssl_client(certificate: &X509, ca: bool) -> c_int {
    let facts = certificate.facts();
    if facts.forbids_extended(extended::SSL_CLIENT) {
        return 0;
    }
    if ca {
        return c_int::from(ca_of_type(facts, NS_SSL_CA) != 0);
    }
    let usages = usage::DIGITAL_SIGNATURE | usage::KEY_AGREEMENT;
    c_int::from(!facts.forbids_usage(usages) && !forbids_netscape(facts, NS_SSL_CLIENT))
}

fn ssl_server(certificate: &X509, ca: bool) -> c_int {
    let facts = certificate.facts();
    if facts.forbids_extended(extended::SSL_SERVER | extended::SGC) {
        return 0;
    }
    if ca {
        return c_int::from(ca_of_type(facts, NS_SSL_CA) != 0);
    }
    let usages = usage::DIGITAL_SIGNATURE | usage::KEY_ENCIPHERMENT | usage::KEY_AGREEMENT;
    c_int::from(!forbids_netscape(facts, NS_SSL_SERVER) && !facts.forbids_usage(usages))
}

fn netscape_server(certificate: &X509, ca: bool) -> c_int {
    let result = ssl_server(certificate, ca);
    if result == 0 || ca {
        return result;
    }
    c_int::from(!certificate.facts().forbids_usage(usage::KEY_ENCIPHERMENT))
}

fn smime(certificate: &X509, ca: bool) -> c_int {
    let facts = certificate.facts();
    if facts.forbids_extended(extended::SMIME) {
        return 0;
    }
    if ca {
        return ca_of_type(facts, NS_SMIME_CA);
    }
    if !facts.has(flag::NSCERT) || facts.netscape_type & NS_SMIME != 0 {
        return 1;
    }
    // Certificates that were made for both by mistake.
    if facts.netscape_type & NS_SSL_CLIENT != 0 {
        2
    } else {
        0
    }
}

fn smime_sign(certificate: &X509, ca: bool) -> c_int {
    smime_with(
        certificate,
        ca,
        usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION,
    )
}

fn smime_encrypt(certificate: &X509, ca: bool) -> c_int {
    smime_with(certificate, ca, usage::KEY_ENCIPHERMENT)
}

fn smime_with(certificate: &X509, ca: bool, usages: u32) -> c_int {
    let result = smime(certificate, ca);
    if result != 0 && !ca && certificate.facts().forbids_usage(usages) {
        0
    } else {
        result
    }
}

fn crl_sign(certificate: &X509, ca: bool) -> c_int {
    let facts = certificate.facts();
    if ca {
        check_ca(facts)
    } else {
        c_int::from(!facts.forbids_usage(usage::CRL_SIGN))
    }
}

fn ocsp_helper(certificate: &X509, ca: bool) -> c_int {
    // The end of the chain is checked against the response.
    if ca { check_ca(certificate.facts()) } else { 1 }
}

/// RFC 3161 section 2.3.
fn timestamp_sign(certificate: &X509, ca: bool) -> c_int {
    let facts = certificate.facts();
    if ca {
        return check_ca(facts);
    }
    let allowed = usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION;
    let usages = facts.key_usage;
    if facts.has(flag::KUSAGE) && (usages & !allowed != 0 || usages & allowed == 0) {
        return 0;
    }
    let only_timestamp = facts.has(flag::XKUSAGE) && facts.extended_usage == extended::TIMESTAMP;
    let extension = certificate.extensions.get().only(nid::EXT_KEY_USAGE);
    let critical = matches!(extension, Ok(Some(extension)) if extension.is_critical());
    c_int::from(only_timestamp && critical)
}
