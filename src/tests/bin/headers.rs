//! `headers`: writes `include/openssl/` and `docs/COMPAT.md`. `headers --check`: says where what is
//! committed differs and fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use border_tools::{compat, headers, root};

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref() == Some("--check")) {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("headers: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<String, String> {
    let folder = root().join("include/openssl");
    let made = headers::generate(&root())?;
    let mut stale: BTreeSet<String> = fs::read_dir(&folder)
        .map(|entries| {
            entries
                .filter_map(|e| e.ok()?.file_name().into_string().ok())
                .collect()
        })
        .unwrap_or_default();
    let mut different = Vec::new();
    for (name, text) in &made {
        stale.remove(name);
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|old| old == *text) {
            continue;
        }
        different.push(name.clone());
        if !check {
            fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
            fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    different.extend(stale.iter().cloned());
    if update(
        &root().join("docs/COMPAT.md"),
        &compat::generate(&root())?,
        check,
    )? {
        different.push("docs/COMPAT.md".to_owned());
    }
    if check && !different.is_empty() {
        return Err(format!(
            "run 'make headers': these differ from the sources: {different:?}"
        ));
    }
    for name in &stale {
        fs::remove_file(folder.join(name)).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(format!(
        "{} headers, {} changed",
        made.len(),
        different.len()
    ))
}

/// Whether a file differs from what it should be; it is written anew unless that is only checked.
fn update(path: &Path, text: &str, check: bool) -> Result<bool, String> {
    let same = fs::read_to_string(path).is_ok_and(|old| old == text);
    if !same && !check {
        fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(!same)
}
