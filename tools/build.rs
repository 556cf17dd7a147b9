//! Puts the lists of exported functions (`abi/`) into one file each, which the program carries.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for library in ["libcrypto", "libssl"] {
        let folder = Path::new("../abi").join(library);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
            .collect();
        files.sort();
        let texts = files.iter().map(fs::read_to_string);
        let text: String = texts
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let target = out.join(format!("{library}.tsv"));
        fs::write(&target, text).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
    }
}
