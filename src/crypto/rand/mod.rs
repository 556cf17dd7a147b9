//! Random bytes (`RAND_bytes(3)`), from the operating system's generator.

pub mod abi;

use std::ffi::{CStr, OsStr};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

/// Bytes of a seed file that is written.
pub(crate) const FILE_BYTES: usize = 1024;

/// The path that a C string names.
pub(crate) fn path(name: &CStr) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(name.to_bytes()))
}

/// Up to `limit` bytes of a file.
pub(crate) fn read_file(name: &CStr, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path(name))?
        .take(limit)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The name of the seed file: `$RANDFILE`, or `.rnd` in the home directory.
pub(crate) fn file_name(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<Vec<u8>> {
    let given = |name| variable(name).filter(|value: &std::ffi::OsString| !value.is_empty());
    if let Some(file) = given("RANDFILE") {
        return Some(file.as_bytes().to_vec());
    }
    let home = given("HOME")?;
    Some([home.as_bytes(), b"/.rnd"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_file_is_named_by_the_environment() {
        let home = |name: &str| (name == "HOME").then(|| "/h".into());
        assert_eq!(file_name(home).as_deref(), Some(&b"/h/.rnd"[..]));
        assert_eq!(
            file_name(|_| Some("/r".into())).as_deref(),
            Some(&b"/r"[..])
        );
        assert_eq!(file_name(|_| None), None);
    }
}
