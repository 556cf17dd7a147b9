//! What FerroDTLS exports: the lists of `abi/`, as they were when this program was built.

use std::collections::BTreeMap;

const LIBCRYPTO: &str = include_str!(concat!(env!("OUT_DIR"), "/libcrypto.tsv"));
const LIBSSL: &str = include_str!(concat!(env!("OUT_DIR"), "/libssl.tsv"));

/// A library that programs import from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Library {
    Ssl,
    Crypto,
}

impl Library {
    pub const ALL: [Library; 2] = [Library::Ssl, Library::Crypto];

    pub fn soname(self) -> &'static str {
        match self {
            Library::Ssl => "libssl.so.3",
            Library::Crypto => "libcrypto.so.3",
        }
    }

    /// By the name of its file; `None` for others.
    pub fn of(soname: &str) -> Option<Self> {
        Library::ALL
            .into_iter()
            .find(|library| library.soname() == soname)
    }
}

/// An exported function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its version node.
    pub node: &'static str,
    /// What is missing, where it is there in part.
    pub missing: Option<&'static str>,
}

/// All exported functions of each library.
pub struct Exports(BTreeMap<Library, BTreeMap<&'static str, Export>>);

impl Exports {
    pub fn own() -> Self {
        let lists = [(Library::Ssl, LIBSSL), (Library::Crypto, LIBCRYPTO)];
        Exports(
            lists
                .map(|(library, text)| (library, functions(text)))
                .into(),
        )
    }

    pub fn find(&self, library: Library, name: &str) -> Option<&Export> {
        self.0.get(&library)?.get(name)
    }

    /// Whether a library has a version node at all: the loader refuses a program that needs another.
    pub fn has_node(&self, library: Library, node: &str) -> bool {
        let functions = self.0.get(&library);
        functions.is_some_and(|functions| functions.values().any(|export| export.node == node))
    }
}

fn functions(text: &'static str) -> BTreeMap<&'static str, Export> {
    let rows = text.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        let (name, node, _header) = (columns.next()?, columns.next()?, columns.next()?);
        let partial = columns.next()? == "partial";
        let missing = partial.then(|| columns.next().unwrap_or(""));
        Some((name, Export { node, missing }))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_there() {
        let exports = Exports::own();
        let new = exports.find(Library::Ssl, "SSL_new").unwrap();
        assert_eq!(new.node, "OPENSSL_3.0.0");
        assert!(exports.find(Library::Ssl, "BIO_new").is_none());
        assert!(exports.find(Library::Crypto, "BIO_new").is_some());
        assert!(exports.has_node(Library::Crypto, "OPENSSL_3.0.0"));
        assert!(!exports.has_node(Library::Ssl, "OPENSSL_1_1_0"));
    }
}
