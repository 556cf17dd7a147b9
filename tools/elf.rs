//! What an ELF file imports, from where, and which libraries it needs.

use std::path::Path;

use object::elf;
use object::endian::Endianness;
use object::read::elf::{Dyn, FileHeader, Sym, VersionTable};

/// A function (or datum) that is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub name: String,
    /// The file that the linker found it in, and its version node; `None`: bound to no version.
    pub version: Option<(String, String)>,
    /// The program starts without it.
    pub weak: bool,
}

/// What matters of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    pub imports: Vec<Import>,
    pub needed: Vec<String>,
    /// Where its libraries are looked for: `DT_RPATH` and `DT_RUNPATH`.
    pub paths: Vec<String>,
    /// All symbols are bound at start, so that a missing one keeps it from starting.
    pub binds_now: bool,
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Object, String> {
    let data = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let parsed = match object::FileKind::parse(&*data) {
        Ok(object::FileKind::Elf64) => parse::<elf::FileHeader64<Endianness>>(&data),
        Ok(object::FileKind::Elf32) => parse::<elf::FileHeader32<Endianness>>(&data),
        _ => {
            return Err(format!(
                "{} is no ELF program or shared object",
                path.display()
            ));
        }
    };
    parsed.map_err(|error| format!("{}: {error}", path.display()))
}

fn parse<Elf: FileHeader<Endian = Endianness>>(data: &[u8]) -> object::read::Result<Object> {
    let header = Elf::parse(data)?;
    let endian = header.endian()?;
    let sections = header.sections(endian, data)?;
    let mut found = Object::default();
    if let Some((entries, strings)) = sections.dynamic(endian, data)? {
        let strings = sections.strings(endian, data, strings)?;
        for entry in entries {
            let text = || -> object::read::Result<String> {
                Ok(String::from_utf8_lossy(entry.string(endian, strings)?).into_owned())
            };
            let value: u64 = entry.d_val(endian).into();
            match entry.tag32(endian) {
                Some(elf::DT_NEEDED) => found.needed.push(text()?),
                Some(elf::DT_RPATH | elf::DT_RUNPATH) => {
                    found.paths.extend(text()?.split(':').map(str::to_owned));
                }
                Some(elf::DT_BIND_NOW) => found.binds_now = true,
                Some(elf::DT_FLAGS) => found.binds_now |= value & u64::from(elf::DF_BIND_NOW) != 0,
                Some(elf::DT_FLAGS_1) => found.binds_now |= value & u64::from(elf::DF_1_NOW) != 0,
                _ => {}
            }
        }
    }
    let symbols = sections.symbols(endian, data, elf::SHT_DYNSYM)?;
    let versions = sections.versions(endian, data)?.unwrap_or_default();
    for (index, symbol) in symbols.enumerate() {
        let name = symbols.symbol_name(endian, symbol)?;
        if name.is_empty() || !symbol.is_undefined(endian) {
            continue;
        }
        found.imports.push(Import {
            name: String::from_utf8_lossy(name).into_owned(),
            version: version(&versions, endian, index)?,
            weak: symbol.st_bind() == elf::STB_WEAK,
        });
    }
    Ok(found)
}

/// The file and the node that an import is bound to.
fn version<Elf: FileHeader<Endian = Endianness>>(
    versions: &VersionTable<'_, Elf>,
    endian: Endianness,
    index: object::SymbolIndex,
) -> object::read::Result<Option<(String, String)>> {
    let index = versions.version_index(endian, index);
    Ok(versions.version(index)?.and_then(|version| {
        let file = String::from_utf8_lossy(version.file()?).into_owned();
        Some((file, String::from_utf8_lossy(version.name()).into_owned()))
    }))
}
