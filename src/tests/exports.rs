//! What the built shared objects export and import, read with `nm`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

fn nm(object: &Path, options: &[&str]) -> Result<String, String> {
    let output = Command::new("nm")
        .args(options)
        .arg(object)
        .output()
        .map_err(|error| format!("nm: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "nm {}: {}",
            object.display(),
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The exported symbols and their version nodes. The nodes' own absolute symbols are left out.
pub fn exported(object: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = nm(object, &["-D", "--defined-only", "--with-symbol-versions"])?;
    let mut symbols = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split_whitespace().skip(1);
        let (Some(kind), Some(symbol)) = (words.next(), words.next()) else {
            continue;
        };
        if kind == "A" {
            continue;
        }
        let (name, node) = symbol.split_once('@').unwrap_or((symbol, ""));
        symbols.insert(name.to_owned(), node.trim_start_matches('@').to_owned());
    }
    Ok(symbols)
}

/// The imported symbols that carry one of OpenSSL's version nodes: libcrypto's functions.
pub fn imported_from_libcrypto(object: &Path) -> Result<BTreeSet<String>, String> {
    let text = nm(
        object,
        &["-D", "--undefined-only", "--with-symbol-versions"],
    )?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_whitespace().last()?.split_once('@'))
        .filter(|(_, node)| node.contains("OPENSSL_") || node.contains("FERRODTLS"))
        .map(|(name, _)| name.to_owned())
        .collect())
}
