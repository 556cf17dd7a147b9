//! `docs/COMPAT.md`: what there is of each function of OpenSSL 3.0's libssl, made from `abi/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::abi::{self, Library, Symbol};

/// The functions of OpenSSL 3.0's libssl, one a line.
const UPSTREAM: &str = "abi/openssl-3.0-libssl.txt";
/// Functions that are not there, and why.
const ABSENT: &str = "abi/libssl-absent.tsv";

const INTRODUCTION: &str = "\
# What there is of OpenSSL 3.0's libssl

Made from `abi/` by `make headers`; `make headers-check` fails when it is not up to date.

*full*: does what its manual page says, for DTLS. *partial*: what is missing stands beside it. *absent*: not exported; a program that
imports it does not start over this library. `ferrodtls-check PROGRAM` says what a program needs.

Contexts with a method of TLS (`TLS_method` and its kin) can be made and set up, since programs that speak DTLS make one beside it or
choose their method late (`SSL_CTX_set_ssl_version`); handshakes with such a method fail with `SSL_R_NO_PROTOCOLS_AVAILABLE` and the text
\"this library speaks DTLS only\".

What version 1.3 alone uses (early data, authentication after the handshake, sessions as pre-shared keys, padding of records, cookies of
`SSL_stateless`) is kept and answered as OpenSSL answers it for DTLS, which it speaks up to 1.2.

Certificate transparency, DANE, engines, stores behind URIs and buffers are libcrypto's matter. They are looked up at run time: over the
system's libcrypto they are there, over ours the functions that need them fail with an error that says so.
";

/// Makes the text.
pub fn generate(root: &Path) -> Result<String, String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|e| format!("{path}: {e}"));
    let listed = abi::read(root, Library::Ssl)?;
    let upstream_text = read(UPSTREAM)?;
    let upstream: BTreeSet<&str> = upstream_text
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    let absent_text = read(ABSENT)?;
    let reasons = reasons(&absent_text, &listed, &upstream)?;
    let mut out = String::from(INTRODUCTION);
    let of_upstream = |symbol: &&Symbol| upstream.contains(symbol.name.as_str());
    let full = listed
        .values()
        .filter(of_upstream)
        .filter(|symbol| symbol.full)
        .count();
    let partial = listed.values().filter(of_upstream).count() - full;
    let absent = upstream.len() - full - partial;
    let more: Vec<&Symbol> = listed
        .values()
        .filter(|symbol| !of_upstream(symbol))
        .collect();
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "\n{} functions: {full} full, {partial} partial, {absent} absent; {} more that OpenSSL 3.0 has not.\n\n",
        upstream.len(),
        more.len()
    );
    out.push_str("| function | coverage | what is missing |\n| --- | --- | --- |\n");
    for name in &upstream {
        let (coverage, note) = match listed.get(*name) {
            Some(symbol) if symbol.full => ("full", symbol.note.as_str()),
            Some(symbol) => ("partial", symbol.note.as_str()),
            None => ("absent", *reasons.get(name).unwrap_or(&"")),
        };
        let _ = writeln!(out, "| `{name}` | {coverage} | {note} |");
    }
    out.push_str("\n## More\n\nFunctions of older or newer releases of OpenSSL, and this library's own.\n\n| function | note |\n| --- | --- |\n");
    for symbol in more {
        let _ = writeln!(out, "| `{}` | {} |", symbol.name, symbol.note);
    }
    Ok(out)
}

/// Why functions are absent: each that is absent has a reason, and no other has one.
fn reasons<'a>(
    text: &'a str,
    listed: &BTreeMap<String, Symbol>,
    upstream: &BTreeSet<&str>,
) -> Result<BTreeMap<&'a str, &'a str>, String> {
    let mut reasons = BTreeMap::new();
    for line in text.lines() {
        let (name, reason) = line
            .split_once('\t')
            .filter(|(_, reason)| !reason.is_empty())
            .ok_or_else(|| format!("{ABSENT}: no reason in '{line}'"))?;
        if listed.contains_key(name) || !upstream.contains(name) {
            return Err(format!(
                "{ABSENT}: {name} is exported, or not of libssl 3.0"
            ));
        }
        reasons.insert(name, reason);
    }
    let silent: Vec<_> = upstream
        .iter()
        .filter(|name| !listed.contains_key(**name) && !reasons.contains_key(**name))
        .collect();
    match silent.is_empty() {
        true => Ok(reasons),
        false => Err(format!("{ABSENT} says nothing of {silent:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_absent_function_has_its_reason() {
        let upstream = BTreeSet::from(["SSL_a", "SSL_b"]);
        let listed = BTreeMap::new();
        assert!(reasons("SSL_a\tnot yet\n", &listed, &upstream).is_err());
        assert!(reasons("SSL_a\tnot yet\nSSL_b\t\n", &listed, &upstream).is_err());
        assert!(reasons("SSL_a\tnot yet\nSSL_b\tx\nSSL_c\ty\n", &listed, &upstream).is_err());
        assert_eq!(
            reasons("SSL_a\tx\nSSL_b\ty\n", &listed, &upstream)
                .unwrap()
                .len(),
            2
        );
    }

    #[test]
    fn the_lists_of_the_repository_agree() {
        let text = generate(&crate::root()).unwrap();
        assert!(text.contains("| `SSL_new` | full |"));
        assert!(text.contains("| `SSL_CTX_sessions` | absent |"));
    }
}
