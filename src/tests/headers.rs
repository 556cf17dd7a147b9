//! The public headers: prototypes made by cbindgen from the exported Rust functions, put into the
//! hand-kept parts of `abi/headers/` (macros, typedefs, structures) at the line `@PROTOTYPES@`.
//!
//! A function whose prototype cbindgen cannot make (C-variadic ones) stands in the hand-kept part.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::abi::{self, Library, Symbol};

const MARK: &str = "@PROTOTYPES@";
const WIDTH: usize = 100;
/// Functions that only the C-variadic shim calls; the version script hides them.
const PRIVATE: &str = "ferrodtls_";

/// A declaration made by cbindgen: its comment (what the function is for) and its prototype.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Prototype {
    comment: Vec<String>,
    text: String,
}

/// Makes all headers: file name below `include/openssl/` and contents.
pub fn generate(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut prototypes = BTreeMap::new();
    let mut symbols = BTreeMap::new();
    for library in Library::ALL {
        let listed = abi::read(root, library)?;
        let found = prototypes_of(root, library)?;
        let defined = defined_functions(&root.join("src").join(library.folder()))?;
        let unlisted: Vec<_> = defined
            .iter()
            .filter(|name| !listed.contains_key(*name) && !name.starts_with(PRIVATE))
            .collect();
        if !unlisted.is_empty() {
            return Err(format!(
                "exported by src/{} but not in abi/: {unlisted:?}",
                library.folder()
            ));
        }
        // cbindgen sees the functions that the crate imports, too.
        prototypes.extend(found.into_iter().filter(|(name, _)| defined.contains(name)));
        symbols.extend(
            listed
                .into_iter()
                .filter(|(_, symbol)| symbol.header != "-"),
        );
    }
    let mut headers = BTreeMap::new();
    let mut placed = BTreeSet::new();
    let parts = hand_kept_parts(root)?;
    let callbacks = function_types(&parts);
    for prototype in prototypes.values_mut() {
        prototype.text = with_callbacks(&prototype.text, &callbacks);
    }
    for (name, part) in parts {
        let text = header(&name, &part, &symbols, &prototypes, &mut placed)?;
        headers.insert(name, text);
    }
    let lost: Vec<_> = symbols
        .keys()
        .filter(|name| !placed.contains(*name))
        .collect();
    if !lost.is_empty() {
        return Err(format!(
            "listed with a header that abi/headers/ does not have: {lost:?}"
        ));
    }
    Ok(headers)
}

/// The names of the functions that the Rust files below `folder` export.
fn defined_functions(folder: &Path) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            names.extend(defined_functions(&path)?);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            names.extend(exported_names(&text));
        }
    }
    Ok(names)
}

fn exported_names(text: &str) -> impl Iterator<Item = String> {
    text.split("#[unsafe(no_mangle)]")
        .skip(1)
        .filter_map(|rest| {
            let (_, rest) = rest.split_once("extern \"C\" fn ")?;
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
            Some(rest[..end].to_owned())
        })
}

fn hand_kept_parts(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let folder = root.join("abi/headers");
    let mut parts = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name.ends_with(".h") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            parts.insert(name.to_owned(), text);
        }
    }
    Ok(parts)
}

fn header(
    name: &str,
    part: &str,
    symbols: &BTreeMap<String, Symbol>,
    prototypes: &BTreeMap<String, Prototype>,
    placed: &mut BTreeSet<String>,
) -> Result<String, String> {
    let mut made = String::new();
    for symbol in symbols.values().filter(|symbol| symbol.header == name) {
        placed.insert(symbol.name.clone());
        match prototypes.get(&symbol.name) {
            Some(prototype) => made += &written(prototype),
            None if declares(part, &symbol.name) => {}
            None => return Err(format!("no prototype of {} for {name}", symbol.name)),
        }
    }
    let mut lines = String::new();
    let mut marked = false;
    for line in part.lines() {
        if line.trim() == MARK {
            marked = true;
            if !made.is_empty() {
                lines += "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
                lines += &made;
                lines += "#ifdef __cplusplus\n}\n#endif\n";
            }
        } else {
            lines += line;
            lines.push('\n');
        }
    }
    if !marked && !made.is_empty() {
        return Err(format!(
            "abi/headers/{name} has functions but no line {MARK}"
        ));
    }
    Ok(format!(
        "/* Made by 'make headers' from abi/headers/{name} and the Rust sources. */\n{lines}"
    ))
}

/// Whether the hand-kept part itself declares the function.
fn declares(part: &str, name: &str) -> bool {
    part.match_indices(name).any(|(at, _)| {
        let before = part[..at].chars().next_back();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        !before.is_some_and(word) && part[at + name.len()..].starts_with('(')
    })
}

fn prototypes_of(root: &Path, library: Library) -> Result<BTreeMap<String, Prototype>, String> {
    let mut config = cbindgen::Config {
        language: cbindgen::Language::C,
        style: cbindgen::Style::Type,
        usize_is_size_t: true,
        documentation: true,
        documentation_style: cbindgen::DocumentationStyle::C99,
        ..Default::default()
    };
    config.export.item_types = vec![cbindgen::ItemType::Functions];
    config.function.args = cbindgen::Layout::Horizontal;
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_no_includes()
        .with_crate(root.join("src").join(library.folder()))
        .generate()
        .map_err(|error| format!("cbindgen, src/{}: {error}", library.folder()))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    Ok(parse(&String::from_utf8_lossy(&text)))
}

/// Splits cbindgen's output into its declarations by function name.
fn parse(text: &str) -> BTreeMap<String, Prototype> {
    let mut prototypes = BTreeMap::new();
    let mut comment = Vec::new();
    let mut statement = String::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("//") {
            comment.push(words.trim_start_matches('/').trim().to_owned());
            continue;
        }
        statement += line.trim();
        if !statement.ends_with(';') {
            if !statement.is_empty() {
                statement.push(' ');
            }
            continue;
        }
        let statement = std::mem::take(&mut statement);
        let comment = until_safety(std::mem::take(&mut comment));
        if let Some(name) = function_name(&statement) {
            let text = as_upstream(&statement);
            prototypes.insert(name.to_owned(), Prototype { comment, text });
        }
    }
    prototypes
}

/// The part of a doc comment that a C reader needs: all before `# Safety`.
fn until_safety(comment: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = comment
        .into_iter()
        .take_while(|line| !line.starts_with("# Safety"))
        .collect();
    while kept.last().is_some_and(String::is_empty) {
        kept.pop();
    }
    kept.into_iter()
        .map(|line| {
            line.replace("*/", "* /")
                .replace(['`', '['], "")
                .replace(']', "")
        })
        .collect()
}

/// The name before the first parameter list, of `int f(int)` and `int (*f(void))(int)` alike: the
/// first parenthesis that does not open a pointer declarator.
fn function_name(text: &str) -> Option<&str> {
    let open = text
        .match_indices('(')
        .map(|(at, _)| at)
        .find(|at| !text[at + 1..].trim_start().starts_with('*'))?;
    let before = text[..open].trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .map_or(0, |at| at + 1);
    (start < before.len()).then(|| &before[start..])
}

/// Spells what cbindgen writes as upstream's headers do: `stack_st_X` is `STACK_OF(X)`,
/// C's own structures have their keyword.
fn as_upstream(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !(c.is_ascii_alphanumeric() || c == '_') {
            out.push(c);
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if !(next.is_ascii_alphanumeric() || next == '_') {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        out += &word_as_upstream(&text[start..end], &text[..start]);
    }
    out.replace("* *", "**").replace(" * ", " *")
}

fn word_as_upstream(word: &str, before: &str) -> String {
    const TAGS: [(&str, &str); 11] = [
        ("struct", "tm"),
        ("struct", "timeval"),
        ("struct", "sockaddr"),
        ("struct", "sockaddr_in"),
        ("struct", "sockaddr_in6"),
        ("struct", "hostent"),
        ("struct", "addrinfo"),
        ("enum", "BIO_hostserv_priorities"),
        ("enum", "BIO_lookup_type"),
        ("enum", "BIO_sock_info_type"),
        ("union", "BIO_sock_info_u"),
    ];
    // Rust marks an unused parameter with an underscore.
    if let Some(name) = word
        .strip_prefix('_')
        .filter(|name| name.starts_with(char::is_alphabetic))
    {
        return name.to_owned();
    }
    if let Some(element) = word.strip_prefix("stack_st_") {
        return format!("STACK_OF({element})");
    }
    if let Some(element) = word.strip_prefix("lhash_st_") {
        return format!("LHASH_OF({element})");
    }
    let tag = TAGS.iter().find(|(_, name)| *name == word);
    if let Some((keyword, _)) = tag.filter(|(keyword, _)| !before.trim_end().ends_with(keyword)) {
        // A parameter may bear such a name too; the type comes first, behind '(' or ", ".
        let start = before.trim_end().trim_end_matches("const").trim_end();
        if start.is_empty() || start.ends_with(['(', ',']) {
            return format!("{keyword} {word}");
        }
    }
    word.to_owned()
}

/// The names that the hand-kept parts define as function types: `typedef int NAME(...)`.
fn function_types(parts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in parts.values() {
        for statement in part.split("typedef ").skip(1) {
            let statement = statement.split(';').next().unwrap_or_default();
            names.extend(function_name(statement).map(str::to_owned));
        }
    }
    names.remove("STACK_OF");
    names
}

/// Rust's alias of a callback is a pointer (in `Option` where it may be NULL). C spells it with a
/// star when the name is a function type, and without when it is a pointer type.
fn with_callbacks(text: &str, function_types: &BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(start) = rest.find(word) {
        let end = rest[start..]
            .find(|c| !word(c))
            .map_or(rest.len(), |at| start + at);
        let name = &rest[start..end];
        out += &rest[..start];
        rest = &rest[end..];
        let (name, behind) = match rest
            .strip_prefix('<')
            .and_then(|inner| inner.split_once('>'))
        {
            Some((inner, behind)) if name == "Option" => (inner, behind),
            _ => (name, rest),
        };
        rest = behind;
        out += name;
        let next = behind.trim_start();
        if function_types.contains(name) && !next.starts_with('*') && !next.is_empty() {
            out += " *";
            rest = next;
        }
    }
    out + rest
}

fn written(prototype: &Prototype) -> String {
    let mut text = String::new();
    match prototype.comment.as_slice() {
        [] => {}
        [line] if line.len() + 6 <= WIDTH => text += &format!("/* {line} */\n"),
        lines => {
            for (number, line) in lines.iter().enumerate() {
                let lead = if number == 0 { "/*" } else { " *" };
                text += format!("{lead} {line}").trim_end();
                text.push('\n');
            }
            text += " */\n";
        }
    }
    text += &wrapped(&prototype.text);
    text += "\n\n";
    text
}

fn wrapped(prototype: &str) -> String {
    let mut lines = vec![String::new()];
    for piece in prototype.split_inclusive(", ") {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].len() + piece.trim_end().len() > WIDTH {
            let full = lines[last].trim_end().to_owned();
            lines[last] = full;
            lines.push(format!("    {piece}"));
        } else {
            lines[last] += piece;
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_functions_that_return_functions() {
        assert_eq!(function_name("int BIO_free(BIO *a);"), Some("BIO_free"));
        assert_eq!(
            function_name("BIO *BIO_new(const BIO_METHOD *t);"),
            Some("BIO_new")
        );
        assert_eq!(
            function_name("int (*SSL_get_cb(const SSL *s))(int, X509_STORE_CTX*);"),
            Some("SSL_get_cb")
        );
    }

    #[test]
    fn upstream_s_spelling() {
        assert_eq!(
            as_upstream("stack_st_X509 *f(const timeval *tv, int _n);"),
            "STACK_OF(X509) *f(const struct timeval *tv, int n);"
        );
    }

    #[test]
    fn callbacks_have_their_star() {
        let part = "typedef int A_cb(int);\ntypedef int (*B_cb)(int);\n".to_owned();
        let types = function_types(&BTreeMap::from([("a.h".to_owned(), part)]));
        assert_eq!(types, BTreeSet::from(["A_cb".to_owned()]));
        assert_eq!(
            with_callbacks(
                "void f(A_cb a, Option<A_cb> b, Option<B_cb> c, B_cb d);",
                &types
            ),
            "void f(A_cb *a, A_cb *b, B_cb c, B_cb d);"
        );
    }

    #[test]
    fn comments_stop_at_the_safety_section() {
        let found = parse("// Frees it.\n//\n// # Safety\n// x\nint BIO_free(BIO *a);\n");
        assert_eq!(found["BIO_free"].comment, ["Frees it."]);
    }

    #[test]
    fn hand_kept_declarations_are_found_as_whole_words() {
        assert!(declares(
            "int BIO_printf(BIO *b, const char *f, ...);",
            "BIO_printf"
        ));
        assert!(!declares("int XBIO_printf(BIO *b);", "BIO_printf"));
    }
}
