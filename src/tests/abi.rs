//! The lists of exported symbols: `abi/<library>/<family>.tsv`, one symbol a row:
//! symbol, version node, header, `full` or `partial`, note (what is missing when partial).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A shared object of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Library {
    Crypto,
    Ssl,
}

impl Library {
    pub const ALL: [Library; 2] = [Library::Crypto, Library::Ssl];

    /// The name in `abi/`, and of the shared object without `.so.3`.
    pub fn name(self) -> &'static str {
        match self {
            Library::Crypto => "libcrypto",
            Library::Ssl => "libssl",
        }
    }

    /// The folder of the crate in `src/`.
    pub fn folder(self) -> &'static str {
        match self {
            Library::Crypto => "crypto",
            Library::Ssl => "ssl",
        }
    }
}

/// One exported symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub name: String,
    /// The version node, such as `OPENSSL_3.0.0`.
    pub node: String,
    /// The public header that declares it, such as `bio.h`; `-`: none does, as for what OpenSSL's libssl alone calls.
    pub header: String,
    /// False: the note says what is missing.
    pub full: bool,
    pub note: String,
}

/// Reads all lists of a library, sorted by symbol. An error names the file and line at fault.
pub fn read(root: &Path, library: Library) -> Result<BTreeMap<String, Symbol>, String> {
    let folder = root.join("abi").join(library.name());
    let mut symbols = BTreeMap::new();
    // git keeps no empty folder: a library without a list exports nothing.
    let mut files: Vec<_> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "tsv"))
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        for (number, line) in text.lines().enumerate() {
            let symbol = parse(line).map_err(|e| at(&file, number, &e))?;
            if let Some(twin) = symbols.insert(symbol.name.clone(), symbol) {
                return Err(at(&file, number, &format!("{} is listed twice", twin.name)));
            }
        }
    }
    Ok(symbols)
}

fn at(file: &Path, line: usize, what: &str) -> String {
    format!("{}:{}: {what}", file.display(), line + 1)
}

fn parse(line: &str) -> Result<Symbol, String> {
    let mut columns = line.split('\t');
    let mut next = |what: &str| {
        columns
            .next()
            .filter(|text| !text.is_empty())
            .ok_or_else(|| format!("no {what}"))
    };
    let name = next("symbol")?.to_owned();
    let node = next("version node")?.to_owned();
    let header = next("header")?.to_owned();
    let full = match next("coverage")? {
        "full" => true,
        "partial" => false,
        other => return Err(format!("'{other}' is neither full nor partial")),
    };
    let note = columns.next().unwrap_or("").to_owned();
    if !full && note.is_empty() {
        return Err("a partial function needs a note that says what is missing".into());
    }
    Ok(Symbol {
        name,
        node,
        header,
        full,
        note,
    })
}

/// The linker's version script: the listed symbols under their nodes, all else hidden.
pub fn version_script(symbols: &BTreeMap<String, Symbol>) -> String {
    let mut nodes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for symbol in symbols.values() {
        nodes.entry(&symbol.node).or_default().push(&symbol.name);
    }
    let mut script = String::new();
    let mut local = "  local: *;\n";
    // OPENSSL_3.0.0 sorts behind FERRODTLS_1; only one node may hide the rest.
    for (node, names) in nodes.iter().rev() {
        script += &format!("{node} {{\n  global:\n");
        for name in names {
            script += &format!("    {name};\n");
        }
        script += local;
        local = "";
        script += "};\n";
    }
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_faults_named() {
        let symbol = parse("SSL_new\tOPENSSL_3.0.0\tssl.h\tfull\t").unwrap();
        assert_eq!((symbol.name.as_str(), symbol.full), ("SSL_new", true));
        assert!(parse("SSL_new\tOPENSSL_3.0.0\tssl.h").is_err());
        assert!(parse("SSL_new\tOPENSSL_3.0.0\tssl.h\thalf\t").is_err());
        assert!(parse("SSL_new\tOPENSSL_3.0.0\tssl.h\tpartial\t").is_err());
    }

    #[test]
    fn the_script_hides_what_is_not_listed() {
        let mut symbols = BTreeMap::new();
        for line in [
            "A_new\tOPENSSL_3.0.0\ta.h\tfull\t",
            "A_extra\tFERRODTLS_1\ta.h\tfull\t",
        ] {
            let symbol = parse(line).unwrap();
            symbols.insert(symbol.name.clone(), symbol);
        }
        let script = version_script(&symbols);
        assert_eq!(script.matches("local: *;").count(), 1);
        assert!(script.contains("FERRODTLS_1 {\n  global:\n    A_extra;\n"));
    }

    #[test]
    fn the_repository_s_lists_are_sound() {
        for library in Library::ALL {
            read(&crate::root(), library).unwrap();
        }
    }
}
