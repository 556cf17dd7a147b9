//! Whether a program runs, and how.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use crate::elf::Object;
use crate::exports::{Exports, Library};

/// One of the ways to use FerroDTLS.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All that is imported is there.
    Runs,
    /// Something is missing, and is bound only when it is called.
    RunsUntilCalled,
    /// Something is missing, and the program does not start.
    DoesNotStart,
    /// It imports nothing of the libraries in question.
    Unused,
}

/// An imported function that is not as the program needs it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Gap {
    pub library: &'static str,
    pub function: String,
    /// The version node that the program asks for.
    pub node: String,
    /// Which file imports it.
    pub imported_by: String,
    /// What is missing; empty: all of it.
    pub missing: String,
    /// The file that imports it binds all at start.
    pub at_start: bool,
}

/// The result.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    pub program: String,
    /// Files that import from libssl or libcrypto.
    pub files: Vec<String>,
    /// How many functions they import from each.
    pub libssl_functions: usize,
    pub libcrypto_functions: usize,
    /// Both libraries by `LD_LIBRARY_PATH`; also whether a rebuild finds all functions.
    pub pair: Outcome,
    /// libssl alone by `LD_PRELOAD`, over the system's libcrypto.
    pub preload: Outcome,
    /// Built anew against FerroDTLS's headers.
    pub linked: Outcome,
    pub missing: Vec<Gap>,
    pub partial: Vec<Gap>,
    /// Other releases of OpenSSL that are needed, and cannot be replaced.
    pub other_releases: Vec<String>,
}

impl Verdict {
    pub fn runs(&self) -> bool {
        let works = |outcome| matches!(outcome, Outcome::Runs | Outcome::RunsUntilCalled);
        let has_nothing = self.pair == Outcome::Unused && self.other_releases.is_empty();
        works(self.pair) || works(self.preload) || has_nothing
    }
}

/// Compares what is imported with what is exported.
pub fn judge(objects: &[(PathBuf, Object)], exports: &Exports) -> Verdict {
    let mut used: BTreeMap<(Library, String), ()> = BTreeMap::new();
    let mut files = Vec::new();
    let (mut missing, mut partial, mut other_releases) = (Vec::new(), Vec::new(), Vec::new());
    for (path, object) in objects {
        let mut imports = false;
        for import in &object.imports {
            let Some((library, node)) = origin(object, import, exports) else {
                continue;
            };
            imports = true;
            used.insert((library, import.name.clone()), ());
            let gap = |missing: &str| Gap {
                library: library.soname(),
                function: import.name.clone(),
                node: node.to_owned(),
                imported_by: path.display().to_string(),
                missing: missing.to_owned(),
                // The loader looks for each node at start, whenever its functions are bound.
                at_start: object.binds_now || !node.is_empty() && !exports.has_node(library, node),
            };
            match exports.find(library, &import.name) {
                Some(export) if node.is_empty() || export.node == node => {
                    partial.extend(export.missing.map(gap));
                }
                _ if import.weak => {}
                _ => missing.push(gap("")),
            }
        }
        if imports {
            files.push(path.display().to_string());
        }
        other_releases.extend(
            object
                .needed
                .iter()
                .filter(|name| is_other_release(name))
                .cloned(),
        );
    }
    let count = |library| used.keys().filter(|(other, _)| *other == library).count();
    let outcome = |libraries: &[Library]| {
        let relevant = |gap: &&Gap| {
            libraries
                .iter()
                .any(|library| library.soname() == gap.library)
        };
        if libraries.iter().all(|library| count(*library) == 0) {
            return Outcome::Unused;
        }
        match missing
            .iter()
            .filter(relevant)
            .map(|gap: &Gap| gap.at_start)
            .max()
        {
            None => Outcome::Runs,
            Some(false) => Outcome::RunsUntilCalled,
            Some(true) => Outcome::DoesNotStart,
        }
    };
    let pair = outcome(&Library::ALL);
    Verdict {
        program: objects
            .first()
            .map_or(String::new(), |(path, _)| path.display().to_string()),
        files,
        libssl_functions: count(Library::Ssl),
        libcrypto_functions: count(Library::Crypto),
        pair,
        preload: outcome(&[Library::Ssl]),
        // The compiler and the linker want all functions.
        linked: match pair {
            Outcome::RunsUntilCalled => Outcome::DoesNotStart,
            other => other,
        },
        missing,
        partial,
        other_releases,
    }
}

/// The library that an import is of, and its version node. Without a version the name decides, for a file that needs the
/// library.
fn origin<'a>(
    object: &'a Object,
    import: &'a crate::elf::Import,
    exports: &Exports,
) -> Option<(Library, &'a str)> {
    match &import.version {
        Some((file, node)) => Some((Library::of(file)?, node)),
        None => {
            let needed = object.needed.iter().filter_map(|name| Library::of(name));
            let mut known = needed.filter(|library| exports.find(*library, &import.name).is_some());
            known.next().map(|library| (library, ""))
        }
    }
}

fn is_other_release(name: &str) -> bool {
    let of_openssl = name.starts_with("libssl.so") || name.starts_with("libcrypto.so");
    of_openssl && Library::of(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elf::Import;

    fn import(name: &str, library: Library, node: &str) -> Import {
        Import {
            name: name.into(),
            version: Some((library.soname().into(), node.into())),
            weak: false,
        }
    }

    fn program(imports: Vec<Import>, binds_now: bool) -> Verdict {
        let object = Object {
            imports,
            needed: vec!["libssl.so.3".into(), "libcrypto.so.3".into()],
            binds_now,
            ..Object::default()
        };
        judge(&[("program".into(), object)], &Exports::own())
    }

    const NODE: &str = "OPENSSL_3.0.0";

    #[test]
    fn all_there() {
        let verdict = program(
            vec![
                import("SSL_new", Library::Ssl, NODE),
                import("BIO_new", Library::Crypto, NODE),
            ],
            true,
        );
        assert_eq!(
            (verdict.pair, verdict.preload, verdict.linked),
            (Outcome::Runs, Outcome::Runs, Outcome::Runs)
        );
        assert_eq!(
            (verdict.libssl_functions, verdict.libcrypto_functions),
            (1, 1)
        );
        assert!(verdict.missing.is_empty() && verdict.runs());
    }

    #[test]
    fn a_function_of_libcrypto_is_missing() {
        let imports = || {
            vec![
                import("SSL_new", Library::Ssl, NODE),
                import("NO_such", Library::Crypto, NODE),
            ]
        };
        let verdict = program(imports(), true);
        assert_eq!(
            (verdict.pair, verdict.preload),
            (Outcome::DoesNotStart, Outcome::Runs)
        );
        let verdict = program(imports(), false);
        assert_eq!(
            (verdict.pair, verdict.linked),
            (Outcome::RunsUntilCalled, Outcome::DoesNotStart)
        );
        assert_eq!(verdict.missing[0].function, "NO_such");
    }

    #[test]
    fn a_node_that_is_not_there_counts_at_start() {
        let verdict = program(
            vec![import("SSL_new", Library::Ssl, "OPENSSL_9.9.9")],
            false,
        );
        assert_eq!(verdict.preload, Outcome::DoesNotStart);
        assert!(!verdict.runs());
    }

    #[test]
    fn weak_and_foreign_imports_do_not_count() {
        let mut weak = import("NO_such", Library::Ssl, NODE);
        weak.weak = true;
        let foreign = Import {
            name: "printf".into(),
            version: Some(("libc.so.6".into(), "GLIBC_2.2.5".into())),
            weak: false,
        };
        let verdict = program(vec![weak, foreign], true);
        assert!(verdict.missing.is_empty());
        assert_eq!(verdict.libcrypto_functions, 0);
    }

    #[test]
    fn without_a_version_the_name_decides() {
        let bare = |name: &str| Import {
            name: name.into(),
            version: None,
            weak: false,
        };
        let verdict = program(vec![bare("SSL_new"), bare("printf")], true);
        assert_eq!((verdict.libssl_functions, verdict.pair), (1, Outcome::Runs));
    }

    #[test]
    fn other_releases_are_named() {
        let object = Object {
            needed: vec!["libssl.so.1.1".into()],
            ..Object::default()
        };
        let verdict = judge(&[("old".into(), object)], &Exports::own());
        assert_eq!(verdict.other_releases, ["libssl.so.1.1"]);
        assert_eq!(verdict.pair, Outcome::Unused);
    }
}
