//! GeneralName as text.

use std::ffi::c_ulong;

use crate::asn1::der::Reader;
use crate::asn1::object::Object;
use crate::x509::X509_NAME;
use crate::x509v3::general_name::GeneralName;

/// `XN_FLAG_ONELINE`.
const ONELINE: c_ulong = 0x082_031f;

/// As lists of names show it, `DNS:a.example`.
pub fn general_name_pair(name: &GeneralName<'_>) -> String {
    match name {
        GeneralName::Other { type_, value } => other(type_, value),
        GeneralName::Directory(der) => {
            let line = read(der).map(|name| name.oneline(None)).unwrap_or_default();
            format!("DirName:{}", String::from_utf8_lossy(&line))
        }
        _ => general_name(name),
    }
}

/// As `GENERAL_NAME_print` shows it.
pub fn general_name(name: &GeneralName<'_>) -> String {
    let text = |label, bytes: &[u8]| format!("{label}:{}", String::from_utf8_lossy(bytes));
    match name {
        GeneralName::Other { .. } => "othername:<unsupported>".to_owned(),
        GeneralName::X400(_) => "X400Name:<unsupported>".to_owned(),
        GeneralName::EdiParty(_) => "EdiPartyName:<unsupported>".to_owned(),
        GeneralName::Email(bytes) => text("email", bytes),
        GeneralName::Dns(bytes) => text("DNS", bytes),
        GeneralName::Uri(bytes) => text("URI", bytes),
        GeneralName::Ip(bytes) => {
            format!(
                "IP Address:{}",
                address(bytes).unwrap_or_else(|| "<invalid>".to_owned())
            )
        }
        GeneralName::Directory(der) => {
            let shown = read(der)
                .and_then(|name| name.print(0, ONELINE))
                .unwrap_or_default();
            format!("DirName:{}", String::from_utf8_lossy(&shown))
        }
        GeneralName::RegisteredId(oid) => {
            let object = Object::from_oid(oid);
            format!(
                "Registered ID:{}",
                object.map(|object| object.text()).unwrap_or_default()
            )
        }
    }
}

/// An address of 4 or 16 bytes, without the short forms of IPv6.
pub fn address(bytes: &[u8]) -> Option<String> {
    match bytes {
        [a, b, c, d] => Some(format!("{a}.{b}.{c}.{d}")),
        _ if bytes.len() == 16 => {
            let (pairs, _) = bytes.as_chunks::<2>();
            let groups: Vec<String> = pairs
                .iter()
                .map(|pair| format!("{:X}", u16::from_be_bytes(*pair)))
                .collect();
            Some(groups.join(":"))
        }
        _ => None,
    }
}

fn read(der: &[u8]) -> Option<X509_NAME> {
    X509_NAME::read(&mut Reader::new(der)).ok()
}

fn other(type_: &[u8], value: &[u8]) -> String {
    let object = Object::from_oid(type_);
    let label = match object.as_ref().map_or(0, Object::nid) {
        649 => "UPN".to_owned(),
        1208 => "SmtpUTF8Mailbox".to_owned(),
        1209 => "XmppAddr".to_owned(),
        1210 => "SRVName".to_owned(),
        1211 => "NAIRealm".to_owned(),
        _ => object.map(|object| object.text()).unwrap_or_default(),
    };
    let element = Reader::new(value).any().ok();
    let text = element.filter(|element| matches!(element.tag, 12 | 22));
    let text = text.map(|element| String::from_utf8_lossy(element.contents).into_owned());
    format!(
        "othername: {label}::{}",
        text.unwrap_or_else(|| "<unsupported>".to_owned())
    )
}
