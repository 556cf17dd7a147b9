//! Extensions as text (`X509V3_EXT_print(3)`).

pub mod abi;
mod names;
mod points;

use std::ffi::c_int;

use crate::asn1::der::{DerError, Reader, bit_string, tag};
use crate::asn1::integer::to_i64;
use crate::asn1::object::Object;
use crate::asn1::string::kinds::from_contents;
use crate::x509v3::akid::AuthorityKeyId;
use crate::x509v3::facts::nid;
use crate::x509v3::general_name::{GeneralName, general_names};

pub use names::{general_name, general_name_pair};

const NID_NETSCAPE_COMMENT: c_int = 78;
const NID_INFO_ACCESS: c_int = 177;
const NID_SUBJECT_INFO_ACCESS: c_int = 398;
const NID_TLS_FEATURE: c_int = 1020;

const KEY_USAGES: [&str; 9] = [
    "Digital Signature",
    "Non Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Sign",
    "CRL Sign",
    "Encipher Only",
    "Decipher Only",
];
const NETSCAPE_TYPES: [&str; 8] = [
    "SSL Client",
    "SSL Server",
    "S/MIME",
    "Object Signing",
    "Unused",
    "SSL CA",
    "S/MIME CA",
    "Object Signing CA",
];

/// The value of extension `number` as text, each line after `indent` spaces, without a line's end
/// at its end. `None` for kinds that are not known here; `Err` for values that cannot be read.
pub fn value(number: c_int, der: &[u8], indent: usize) -> Result<Option<String>, DerError> {
    let line = |text: String| format!("{:indent$}{text}", "");
    Ok(Some(match number {
        nid::BASIC_CONSTRAINTS => line(basic_constraints(der)?),
        nid::KEY_USAGE => line(bits(der, &KEY_USAGES)?),
        nid::NETSCAPE_CERT_TYPE => line(bits(der, &NETSCAPE_TYPES)?),
        nid::EXT_KEY_USAGE => line(or_empty(usages(der)?)),
        nid::SUBJECT_KEY_ID => line(hex(Reader::only(der, tag::OCTET_STRING)?.rest())),
        nid::AUTHORITY_KEY_ID => lines(authority(der)?, indent),
        nid::SUBJECT_ALT_NAME | nid::ISSUER_ALT_NAME => {
            let names = general_names(der)?;
            line(or_empty(names.iter().map(general_name_pair).collect()))
        }
        NID_NETSCAPE_COMMENT => {
            line(String::from_utf8_lossy(Reader::only(der, 22)?.rest()).into_owned())
        }
        NID_INFO_ACCESS | NID_SUBJECT_INFO_ACCESS => lines(access(der)?, indent),
        NID_TLS_FEATURE => line(or_empty(features(der)?)),
        nid::CRL_DISTRIBUTION_POINTS | nid::FRESHEST_CRL => points::distribution(der, indent)?,
        nid::CERTIFICATE_POLICIES => points::policies(der, indent)?,
        nid::NAME_CONSTRAINTS => points::name_constraints(der, indent)?,
        _ => return Ok(None),
    }))
}

fn or_empty(items: Vec<String>) -> String {
    if items.is_empty() {
        "<EMPTY>\n".to_owned()
    } else {
        items.join(", ")
    }
}

fn lines(items: Vec<String>, indent: usize) -> String {
    let lines: Vec<String> = items
        .iter()
        .map(|item| format!("{:indent$}{item}", ""))
        .collect();
    lines.join("\n")
}

/// Bytes in hexadecimal with colons.
pub fn hex(bytes: &[u8]) -> String {
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

fn basic_constraints(der: &[u8]) -> Result<String, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut text = format!(
        "CA:{}",
        if inside.boolean_or(false)? {
            "TRUE"
        } else {
            "FALSE"
        }
    );
    if let Some(element) = inside.optional(tag::INTEGER)? {
        let limit = to_i64(&from_contents(2, element.contents)?).ok_or(DerError::Value)?;
        text.push_str(&format!(", pathlen:{limit}"));
    }
    inside.finish()?;
    Ok(text)
}

fn bits(der: &[u8], names: &[&str]) -> Result<String, DerError> {
    let (_, bytes) = bit_string(Reader::only(der, tag::BIT_STRING)?.rest())?;
    let set = |at: usize| {
        bytes
            .get(at / 8)
            .is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0)
    };
    let found = names.iter().enumerate().filter(|(at, _)| set(*at));
    Ok(or_empty(
        found.map(|(_, name)| (*name).to_owned()).collect(),
    ))
}

fn object_text(oid: &[u8]) -> Result<String, DerError> {
    Ok(Object::from_oid(oid).ok_or(DerError::Value)?.text())
}

fn usages(der: &[u8]) -> Result<Vec<String>, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut found = Vec::new();
    while !inside.is_empty() {
        found.push(object_text(inside.contents(tag::OID)?)?);
    }
    Ok(found)
}

fn authority(der: &[u8]) -> Result<Vec<String>, DerError> {
    let found = AuthorityKeyId::from_der(der)?;
    let mut items = Vec::new();
    if let Some(key_id) = &found.key_id {
        let alone = found.issuer.is_none() && found.serial.is_none();
        items.push(format!(
            "{}{}",
            if alone { "" } else { "keyid:" },
            hex(key_id)
        ));
    }
    if let Some(issuer) = &found.issuer {
        items.extend(GeneralName::read_all(issuer)?.iter().map(general_name_pair));
    }
    if let Some(serial) = &found.serial {
        items.push(format!("serial:{}", hex(serial.bytes())));
    }
    Ok(items)
}

fn access(der: &[u8]) -> Result<Vec<String>, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut items = Vec::new();
    while !inside.is_empty() {
        let mut description = inside.inside(tag::SEQUENCE)?;
        let method = object_text(description.contents(tag::OID)?)?;
        let name = GeneralName::read(&mut description)?;
        items.push(format!("{method} - {}", general_name_pair(&name)));
    }
    Ok(items)
}

fn features(der: &[u8]) -> Result<Vec<String>, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut items = Vec::new();
    while !inside.is_empty() {
        let number = from_contents(2, inside.contents(tag::INTEGER)?)?;
        items.push(match to_i64(&number).ok_or(DerError::Value)? {
            5 => "status_request".to_owned(),
            17 => "status_request_v2".to_owned(),
            other => other.to_string(),
        });
    }
    Ok(items)
}
