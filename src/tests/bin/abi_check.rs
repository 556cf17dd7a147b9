//! `abi-check map LIBRARY`: prints the linker's version script.
//! `abi-check PREFIX`: compares the shared objects in `PREFIX/lib` with `abi/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use border_tools::abi::{self, Library};
use border_tools::{exports, root};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["map", "libcrypto"] => map(Library::Crypto),
        ["map", "libssl"] => map(Library::Ssl),
        [prefix] => check(Path::new(prefix)),
        _ => Err("usage: abi-check PREFIX | abi-check map libcrypto|libssl".into()),
    };
    match result {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(text) => {
            eprintln!("abi-check: {text}");
            ExitCode::FAILURE
        }
    }
}

fn map(library: Library) -> Result<String, String> {
    Ok(abi::version_script(&abi::read(&root(), library)?))
}

fn check(prefix: &Path) -> Result<String, String> {
    let mut report = String::new();
    let mut faults = Vec::new();
    for library in Library::ALL {
        let object = prefix.join("lib").join(format!("{}.so.3", library.name()));
        let exported = exports::exported(&object)?;
        let listed = abi::read(&root(), library)?;
        for symbol in listed.values() {
            match exported.get(&symbol.name) {
                Some(node) if *node == symbol.node => {}
                Some(node) => {
                    faults.push(format!("{}@{node}, listed {}", symbol.name, symbol.node))
                }
                None => faults.push(format!("{} is listed, not exported", symbol.name)),
            }
        }
        let leaks = exported.keys().filter(|name| !listed.contains_key(*name));
        faults.extend(leaks.map(|name| format!("{name} is exported, not listed")));
        report += &format!("{}: {} symbols\n", library.name(), exported.len());
    }
    report += &check_imports(prefix, &mut faults)?;
    if faults.is_empty() {
        Ok(report)
    } else {
        Err(faults.join("\n"))
    }
}

/// libssl may import only what `abi/libssl-imports.txt` lists, and a stock libcrypto has it all.
fn check_imports(prefix: &Path, faults: &mut Vec<String>) -> Result<String, String> {
    let path = root().join("abi/libssl-imports.txt");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let allowed: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let imported = exports::imported_from_libcrypto(&prefix.join("lib/libssl.so.3"))?;
    for name in &imported {
        if !allowed.contains(name.as_str()) {
            faults.push(format!(
                "libssl imports {name}, which abi/libssl-imports.txt does not list"
            ));
        }
    }
    for name in allowed.iter().filter(|name| !imported.contains(**name)) {
        faults.push(format!(
            "abi/libssl-imports.txt lists {name}, which libssl does not import"
        ));
    }
    let stock = system_libcrypto()?;
    let system = exports::exported(&stock)?;
    for name in imported
        .iter()
        .filter(|name| system.get(*name).is_none_or(|n| n != "OPENSSL_3.0.0"))
    {
        faults.push(format!(
            "libssl imports {name}, which a stock libcrypto 3.0.0 lacks"
        ));
    }
    Ok(format!(
        "libssl imports {} functions, all in {}\n",
        imported.len(),
        stock.display()
    ))
}

fn system_libcrypto() -> Result<std::path::PathBuf, String> {
    let folders = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
    ];
    folders
        .iter()
        .map(|folder| Path::new(folder).join("libcrypto.so.3"))
        .find(|path| path.exists())
        .ok_or_else(|| format!("no system libcrypto.so.3 in {folders:?}"))
}
