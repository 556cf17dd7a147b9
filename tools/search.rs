//! Finds a program, and the libraries that it needs as the loader would (ld.so(8)).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::elf::{self, Object};
use crate::exports::Library;

/// A file by its path, or by its name in `PATH`.
pub fn find_program(name: &str) -> Result<PathBuf, String> {
    if name.contains('/') || Path::new(name).exists() {
        return Ok(name.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("{name} is not in PATH"))
}

/// The program and all libraries that it needs, also indirectly, as far as they are found.
pub fn collect(program: &Path) -> Result<Vec<(PathBuf, Object)>, String> {
    let folders = folders();
    let mut objects = vec![(program.to_owned(), elf::read(program)?)];
    let mut known = BTreeSet::new();
    let mut next = 0;
    while let Some((path, object)) = objects.get(next) {
        next += 1;
        let origin = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let origin = origin.parent().unwrap_or(Path::new("/")).to_owned();
        let own = object.paths.iter().map(|path| expand(path, &origin));
        let own: Vec<PathBuf> = own.collect();
        for name in object.needed.clone() {
            // What these two import themselves is not the program's matter.
            if Library::of(&name).is_some() || !known.insert(name.clone()) {
                continue;
            }
            let candidates = own.iter().chain(&folders).map(|folder| folder.join(&name));
            // A library of another architecture may have the same name.
            let read = candidates
                .filter(|path| path.is_file())
                .find_map(|path| elf::read(&path).ok().map(|object| (path, object)));
            objects.extend(read);
        }
    }
    Ok(objects)
}

fn expand(path: &str, origin: &Path) -> PathBuf {
    let origin = origin.to_string_lossy();
    path.replace("${ORIGIN}", &origin)
        .replace("$ORIGIN", &origin)
        .into()
}

/// `LD_LIBRARY_PATH`, the folders of `/etc/ld.so.conf`, and the usual ones.
fn folders() -> Vec<PathBuf> {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&named)
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    configured(Path::new("/etc/ld.so.conf"), &mut folders, 0);
    let usual = ["/lib64", "/usr/lib64", "/lib", "/usr/lib"];
    folders.extend(usual.iter().map(PathBuf::from));
    folders
}

/// The folders of a file for the loader, with what it includes.
fn configured(file: &Path, folders: &mut Vec<PathBuf>, depth: usize) {
    const DEEPEST: usize = 4;
    let Ok(text) = fs::read_to_string(file) else {
        return;
    };
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or("").trim();
        match line.strip_prefix("include ") {
            Some(pattern) if depth < DEEPEST => {
                for file in matching(Path::new(pattern.trim())) {
                    configured(&file, folders, depth + 1);
                }
            }
            Some(_) => {}
            None if !line.is_empty() => folders.push(line.into()),
            None => {}
        }
    }
}

/// The files that a pattern names, where it ends in `*` and an ending.
fn matching(pattern: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (pattern.parent(), pattern.file_name()) else {
        return Vec::new();
    };
    let name = name.to_string_lossy();
    let Some((start, end)) = name.split_once('*') else {
        return vec![pattern.to_owned()];
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(start) && name.ends_with(end)
        })
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_beside_the_program_is_found() {
        let origin = Path::new("/opt/x/bin");
        assert_eq!(
            expand("$ORIGIN/../lib", origin),
            Path::new("/opt/x/bin/../lib")
        );
        assert_eq!(expand("${ORIGIN}", origin), origin);
    }

    #[test]
    fn this_program_needs_the_c_library() {
        let own = std::env::current_exe().unwrap();
        let objects = collect(&own).unwrap();
        let is_libc = |path: &PathBuf| path.to_string_lossy().contains("libc.so");
        assert!(objects.iter().any(|(path, _)| is_libc(path)));
    }
}
