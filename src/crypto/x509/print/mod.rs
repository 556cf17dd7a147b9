//! Certificates as text (`X509_print_ex(3)`).

pub mod abi;

use std::ffi::c_ulong;

use primitives::digest::HashAlgorithm;
use primitives::signature::{Curve, KeyKind, PublicKey, SaltLen, Scheme};

use crate::asn1::integer::{is_negative, to_u64};
use crate::asn1::string::ASN1_STRING;
use crate::asn1::time::show;
use crate::err::{ERR_LIB_ASN1, raise};
use crate::x509::cert::Aux;
use crate::x509::{X509, X509_ALGOR, X509_NAME, keys};
use crate::x509v3::facts::nid;
use crate::x509v3::print::abi::list_text;
use crate::x509v3::print::hex;

/// `X509_FLAG_*`: what is left out.
pub mod flag {
    #![allow(missing_docs)]
    use std::ffi::c_ulong;
    pub const NO_HEADER: c_ulong = 1;
    pub const NO_VERSION: c_ulong = 1 << 1;
    pub const NO_SERIAL: c_ulong = 1 << 2;
    pub const NO_SIGNAME: c_ulong = 1 << 3;
    pub const NO_ISSUER: c_ulong = 1 << 4;
    pub const NO_VALIDITY: c_ulong = 1 << 5;
    pub const NO_SUBJECT: c_ulong = 1 << 6;
    pub const NO_PUBKEY: c_ulong = 1 << 7;
    pub const NO_EXTENSIONS: c_ulong = 1 << 8;
    pub const NO_SIGDUMP: c_ulong = 1 << 9;
    pub const NO_AUX: c_ulong = 1 << 10;
    pub const NO_IDS: c_ulong = 1 << 12;
    pub const EXTENSIONS_ONLY_KID: c_ulong = 1 << 13;
}

const SEP_MASK: c_ulong = 0xf << 16;
const SEP_MULTILINE: c_ulong = 4 << 16;
const NAME_COMPAT: c_ulong = 0;
const ASN1_R_BAD_TIME_VALUE: i32 = 213;

/// The certificate as `openssl x509 -text` shows it: names as `name_flags` (`XN_FLAG_*`) say,
/// without what `flags` ([`flag`]) say. `None` when a name cannot be shown.
pub fn certificate(x: &X509, name_flags: c_ulong, flags: c_ulong) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let wants = |flag: c_ulong| flags & flag == 0;
    if wants(flag::NO_HEADER) {
        out.extend_from_slice(b"Certificate:\n    Data:\n");
    }
    if wants(flag::NO_VERSION) {
        let version = *x.version.get();
        let line = match version {
            0..=2 => format!("        Version: {} (0x{version:x})\n", version + 1),
            _ => format!("        Version: Unknown ({version})\n"),
        };
        out.extend_from_slice(line.as_bytes());
    }
    if wants(flag::NO_SERIAL) {
        out.extend_from_slice(
            format!("        Serial Number:{}\n", serial(x.serial.get())).as_bytes(),
        );
    }
    if wants(flag::NO_SIGNAME) {
        out.extend_from_slice(b"    ");
        let own = x.tbs_algorithm.get();
        out.extend_from_slice(algorithm(own).as_bytes());
        out.extend_from_slice(
            parameters(own)
                .unwrap_or_else(|| "\n".to_owned())
                .as_bytes(),
        );
    }
    if wants(flag::NO_ISSUER) {
        push_name(&mut out, "Issuer", x.issuer.get(), name_flags)?;
    }
    if wants(flag::NO_VALIDITY) {
        out.extend_from_slice(b"        Validity\n            Not Before: ");
        out.extend_from_slice(time(x.not_before.get()).as_bytes());
        out.extend_from_slice(b"\n            Not After : ");
        out.extend_from_slice(time(x.not_after.get()).as_bytes());
        out.push(b'\n');
    }
    if wants(flag::NO_SUBJECT) {
        push_name(&mut out, "Subject", x.subject.get(), name_flags)?;
    }
    if wants(flag::NO_PUBKEY) {
        push_key(&mut out, x);
    }
    if wants(flag::NO_IDS) {
        for (uid, title) in [(&x.issuer_uid, "Issuer"), (&x.subject_uid, "Subject")] {
            if let Some(uid) = uid {
                out.extend_from_slice(format!("        {title} Unique ID: ").as_bytes());
                out.extend_from_slice(signature_dump(uid.get().bytes(), 12).as_bytes());
            }
        }
    }
    if wants(flag::NO_EXTENSIONS) && !x.extensions.get().is_empty() {
        let only = flags & flag::EXTENSIONS_ONLY_KID != 0;
        let kid = |number| matches!(number, nid::SUBJECT_KEY_ID | nid::AUTHORITY_KEY_ID);
        let list = x.extensions.get().iter();
        let list = list.filter(|extension| !only || kid(extension.object().nid()));
        out.extend_from_slice(&list_text(Some("X509v3 extensions"), list, flags, 8));
    }
    if wants(flag::NO_SIGDUMP) {
        out.extend_from_slice(signature(x.algorithm.get(), x.signature.get()).as_bytes());
    }
    if wants(flag::NO_AUX)
        && let Some(aux) = x.aux.get()
    {
        out.extend_from_slice(settings(aux).as_bytes());
    }
    Some(out)
}

/// Bytes with everything that is not printable as a dot.
pub fn dotted(bytes: &[u8]) -> Vec<u8> {
    let shown = |byte: &u8| {
        if matches!(byte, b' '..=b'~' | b'\n' | b'\r') {
            *byte
        } else {
            b'.'
        }
    };
    bytes.iter().map(shown).collect()
}

fn serial(number: &ASN1_STRING) -> String {
    let sign = if is_negative(number) { "-" } else { "" };
    match to_u64(number).filter(|_| number.bytes().len() <= 8) {
        Some(value) => format!(" {sign}{value} ({sign}0x{value:x})"),
        None => {
            let negative = if is_negative(number) {
                " (Negative)"
            } else {
                ""
            };
            format!(
                "\n            {negative}{}",
                hex(number.bytes()).to_lowercase()
            )
        }
    }
}

fn time(string: &ASN1_STRING) -> String {
    show(string, false).unwrap_or_else(|| {
        raise(ERR_LIB_ASN1, ASN1_R_BAD_TIME_VALUE);
        "Bad time value".to_owned()
    })
}

fn push_name(out: &mut Vec<u8>, title: &str, name: &X509_NAME, flags: c_ulong) -> Option<()> {
    let multiline = flags & SEP_MASK == SEP_MULTILINE;
    let (after, indent) = if multiline { ('\n', 12) } else { (' ', 0) };
    out.extend_from_slice(format!("        {title}:{after}").as_bytes());
    if flags == NAME_COMPAT {
        out.extend_from_slice(&name.compat());
    } else {
        out.resize(out.len() + indent, b' ');
        out.extend_from_slice(&name.print(indent, flags)?);
    }
    out.push(b'\n');
    Some(())
}

fn push_key(out: &mut Vec<u8>, x: &X509) {
    let key = x.pubkey.get();
    let algorithm = key.algorithm().algorithm().map(|object| object.text(false));
    out.extend_from_slice(b"        Subject Public Key Info:\n            Public Key Algorithm: ");
    out.extend_from_slice(algorithm.unwrap_or_default().as_bytes());
    out.push(b'\n');
    match key.key() {
        Some(key) => out.extend_from_slice(key_text(key, 16).as_bytes()),
        None => out.extend_from_slice(b"            Unable to load Public Key\n"),
    }
}

/// A public key, each line after `indent` spaces.
pub fn key_text(key: &PublicKey, indent: usize) -> String {
    let bits = key.bits();
    let bytes = key.key_bytes();
    let wide = indent + 4;
    match key.kind() {
        KeyKind::Rsa | KeyKind::RsaPss => {
            let Some(parts) = key.rsa_parts() else {
                return String::new();
            };
            let (modulus, exponent) = (&parts.n, &parts.e);
            let exponent = exponent
                .iter()
                .fold(0u128, |value, byte| value << 8 | u128::from(*byte));
            format!(
                "{:indent$}Public-Key: ({bits} bit)\n{:indent$}Modulus:\n{}\
                 {:indent$}Exponent: {exponent} ({exponent:#x})\n",
                "",
                "",
                block(&signed(modulus), wide),
                "",
            )
        }
        KeyKind::Ec(curve) => {
            let (name, nist) = match curve {
                Curve::P256 => ("prime256v1", "P-256"),
                Curve::P384 => ("secp384r1", "P-384"),
                Curve::P521 => ("secp521r1", "P-521"),
            };
            format!(
                "{:indent$}Public-Key: ({bits} bit)\n{:indent$}pub:\n{}\
                 {:indent$}ASN1 OID: {name}\n{:indent$}NIST CURVE: {nist}\n",
                "",
                "",
                block(&bytes, wide),
                "",
                "",
            )
        }
        KeyKind::Ed25519 => {
            let pub_line = block(&bytes, wide);
            format!(
                "{:indent$}ED25519 Public-Key:\n{:indent$}pub:\n{pub_line}",
                "", ""
            )
        }
    }
}

/// A number as INTEGERs have it: a zero before a first bit that is set.
fn signed(magnitude: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if magnitude.first().is_some_and(|byte| byte & 0x80 != 0) {
        bytes.push(0);
    }
    bytes.extend_from_slice(magnitude);
    bytes
}

/// Lines of 15 bytes.
fn block(bytes: &[u8], indent: usize) -> String {
    let lines: Vec<String> = bytes
        .chunks(15)
        .map(|line| format!("{:indent$}{}", "", hex(line).to_lowercase()))
        .collect();
    format!("{}\n", lines.join(":\n"))
}

fn algorithm(algorithm: &X509_ALGOR) -> String {
    let name = algorithm
        .algorithm()
        .map(|object| object.text(false))
        .unwrap_or_default();
    format!("    Signature Algorithm: {name}")
}

/// The parameters of RSASSA-PSS, whose defaults are told as such.
fn parameters(of: &X509_ALGOR) -> Option<String> {
    let Some(Scheme::RsaPss {
        hash,
        mgf1,
        salt: SaltLen::Bytes(salt),
    }) = keys::scheme(of)
    else {
        return None;
    };
    let name = |hash| {
        let nid = crate::evp::EVP_MD::of(hash).nid;
        let text = crate::objects::long_name(nid).map(|name| name.to_string_lossy().into_owned());
        let default = if hash == HashAlgorithm::Sha1 {
            " (default)"
        } else {
            ""
        };
        format!("{}{default}", text.unwrap_or_default())
    };
    let default = if salt == 20 { " (default)" } else { "" };
    let indent = " ".repeat(8);
    Some(format!(
        "{indent}\n{indent}Hash Algorithm: {}\n{indent}Mask Algorithm: mgf1 with {}\n\
         {indent} Salt Length: 0x{salt:02X}{default}\n{indent}Trailer Field: 0x01 (default)\n",
        name(hash),
        name(mgf1),
    ))
}

/// The algorithm and the bytes of a signature.
pub fn signature(of: &X509_ALGOR, signature: &ASN1_STRING) -> String {
    let dump = signature_dump(signature.bytes(), 8);
    let parameters = parameters(of).unwrap_or_default();
    let dump = if parameters.is_empty() {
        &dump
    } else {
        dump.trim_start_matches('\n')
    };
    format!("{}\n    Signature Value:{parameters}{dump}", algorithm(of))
}

/// Lines of 18 bytes, each begun with a line's end, and a line's end.
pub fn signature_dump(bytes: &[u8], indent: usize) -> String {
    let lines: Vec<String> = bytes
        .chunks(18)
        .map(|line| format!("\n{:indent$}{}", "", hex(line).to_lowercase()))
        .collect();
    format!("{}\n", lines.join(":"))
}

fn settings(aux: &Aux) -> String {
    let list = |oids: &Option<Vec<Vec<u8>>>, title: &str| match oids {
        None => format!("No {title} Uses.\n"),
        Some(oids) => {
            let names = oids.iter().map(|oid| {
                crate::asn1::object::Object::from_oid(oid)
                    .map(|o| o.text())
                    .unwrap_or_default()
            });
            format!(
                "{title} Uses:\n  {}\n",
                names.collect::<Vec<_>>().join(", ")
            )
        }
    };
    let mut text = list(&aux.trust, "Trusted") + &list(&aux.reject, "Rejected");
    if let Some(alias) = &aux.alias {
        text.push_str(&format!("Alias: {}\n", String::from_utf8_lossy(alias)));
    }
    if let Some(key_id) = &aux.key_id {
        text.push_str(&format!("Key Id: {}\n", hex(key_id)));
    }
    text
}
