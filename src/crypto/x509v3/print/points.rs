//! Distribution points, policies and name constraints as text.

use super::names::{address, general_name};
use super::object_text;
use crate::asn1::der::{DerError, Reader, bit_string, tag};
use crate::x509v3::general_name::GeneralName;

const REASONS: [&str; 9] = [
    "Unused",
    "Key Compromise",
    "CA Compromise",
    "Affiliation Changed",
    "Superseded",
    "Cessation Of Operation",
    "Certificate Hold",
    "Privilege Withdrawn",
    "AA Compromise",
];

/// CRLDistributionPoints.
pub fn distribution(der: &[u8], indent: usize) -> Result<String, DerError> {
    let mut list = Reader::only(der, tag::SEQUENCE)?;
    let mut text = String::new();
    while !list.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        let mut point = list.inside(tag::SEQUENCE)?;
        if let Some(name) = point.optional(tag::context_constructed(0))? {
            let mut choice = Reader::new(name.contents);
            let full = choice.contents(tag::context_constructed(0))?;
            text.push_str(&format!("{:indent$}Full Name:\n", ""));
            text.push_str(&names(&GeneralName::read_all(full)?, indent + 2));
        }
        if let Some(reasons) = point.optional(tag::context(1))? {
            let (_, bytes) = bit_string(reasons.contents)?;
            let set = |at: usize| {
                bytes
                    .get(at / 8)
                    .is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0)
            };
            let found: Vec<&str> = REASONS
                .iter()
                .enumerate()
                .filter(|(at, _)| set(*at))
                .map(|(_, name)| *name)
                .collect();
            let wide = indent + 2;
            text.push_str(&format!(
                "{:indent$}Reasons:\n{:wide$}{}\n",
                "",
                "",
                found.join(", ")
            ));
        }
        if let Some(issuer) = point.optional(tag::context_constructed(2))? {
            text.push_str(&format!("{:indent$}CRL Issuer:\n", ""));
            text.push_str(&names(&GeneralName::read_all(issuer.contents)?, indent + 2));
        }
    }
    Ok(text)
}

fn names(names: &[GeneralName<'_>], indent: usize) -> String {
    let lines: Vec<String> = names
        .iter()
        .map(|name| format!("{:indent$}{}", "", general_name(name)))
        .collect();
    lines.join("\n")
}

/// CertificatePolicies, with the pointers to practice statements.
pub fn policies(der: &[u8], indent: usize) -> Result<String, DerError> {
    let mut list = Reader::only(der, tag::SEQUENCE)?;
    let mut lines = Vec::new();
    while !list.is_empty() {
        let mut policy = list.inside(tag::SEQUENCE)?;
        let name = object_text(policy.contents(tag::OID)?)?;
        lines.push(format!("{:indent$}Policy: {name}", ""));
        let Some(qualifiers) = policy.optional(tag::SEQUENCE)? else {
            continue;
        };
        let mut qualifiers = Reader::new(qualifiers.contents);
        let indent = indent + 2;
        while !qualifiers.is_empty() {
            let mut qualifier = qualifiers.inside(tag::SEQUENCE)?;
            let kind = qualifier.contents(tag::OID)?;
            let value = qualifier.any()?;
            lines.push(match crate::objects::nid_of_content(kind) {
                164 => {
                    let text = String::from_utf8_lossy(value.contents);
                    format!("{:indent$}CPS: {text}", "")
                }
                165 => format!("{:indent$}User Notice:", ""),
                _ => format!("{:indent$}Unknown Qualifier: {}", "", object_text(kind)?),
            });
        }
    }
    Ok(lines.join("\n"))
}

/// NameConstraints.
pub fn name_constraints(der: &[u8], indent: usize) -> Result<String, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut groups = Vec::new();
    for (number, title) in [(0, "Permitted"), (1, "Excluded")] {
        let Some(list) = inside.optional(tag::context_constructed(number))? else {
            continue;
        };
        let mut list = Reader::new(list.contents);
        let mut lines = vec![format!("{:indent$}{title}:", "")];
        while !list.is_empty() {
            let base = GeneralName::read(&mut list.inside(tag::SEQUENCE)?)?;
            let text = match base {
                GeneralName::Ip(bytes) => {
                    let (network, mask) = bytes.split_at(bytes.len() / 2);
                    match (address(network), address(mask)) {
                        (Some(network), Some(mask)) => format!("IP:{network}/{mask}"),
                        _ => "IP Address:<invalid>".to_owned(),
                    }
                }
                other => general_name(&other),
            };
            let wide = indent + 2;
            lines.push(format!("{:wide$}{text}", ""));
        }
        groups.push(lines.join("\n"));
    }
    Ok(groups.join("\n"))
}
