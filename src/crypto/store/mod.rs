//! Keys, certificates and revocation lists from where a URI says (`ossl_store(7)`, `OSSL_STORE_open(3)`): files, directories
//! and what the loaders of a program read.

pub mod abi;
mod decode;
pub mod info;
pub mod loader;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ffi::{CString, OsStr, c_int, c_void};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use ffi::UniqueHandle;
use zeroize::Zeroizing;

use self::info::OSSL_STORE_INFO;
use crate::pem::PEM_R_NO_START_LINE;
use crate::pem::block::{self, Block};
use crate::ui::method::UI_METHOD;

/// `OSSL_STORE_R_*`.
pub mod reason {
    #![allow(missing_docs)]
    use std::ffi::c_int;
    pub const LOADING_STARTED: c_int = 117;
    pub const UNREGISTERED_SCHEME: c_int = 105;
    pub const PATH_MUST_BE_ABSOLUTE: c_int = 108;
    pub const URI_AUTHORITY_UNSUPPORTED: c_int = 111;
    pub const LOADER_INCOMPLETE: c_int = 116;
    pub const NOT_A_CERTIFICATE: c_int = 100;
    pub const NOT_A_CRL: c_int = 101;
    pub const INVALID_SCHEME: c_int = 106;
    pub const NOT_A_NAME: c_int = 103;
    pub const NOT_A_PRIVATE_KEY: c_int = 102;
    pub const NOT_A_PUBLIC_KEY: c_int = 122;
}

/// The largest file in bytes that is read.
const MOST_BYTES: u64 = 64 << 20;

/// Changes or drops what was loaded.
pub type OSSL_STORE_post_process_info_fn = Option<
    unsafe extern "C" fn(info: *mut OSSL_STORE_INFO, data: *mut c_void) -> *mut OSSL_STORE_INFO,
>;

/// What is left to be loaded.
enum Source {
    /// A file in PEM.
    Pem(VecDeque<Block>),
    /// A file in DER, or the end of any.
    Der(Option<Zeroizing<Vec<u8>>>),
    /// A directory: the URIs of its files.
    Directory(VecDeque<CString>),
    /// A loader of the program's.
    Loader(loader::Session),
}

/// A place that is being read.
pub struct OSSL_STORE_CTX {
    source: RefCell<Source>,
    /// `OSSL_STORE_INFO_*` that is wanted; 0: all.
    expected: Cell<c_int>,
    started: Cell<bool>,
    failed: Cell<bool>,
    ended: Cell<bool>,
    ui_method: *const UI_METHOD,
    ui_data: *mut c_void,
    post_process: OSSL_STORE_post_process_info_fn,
    post_data: *mut c_void,
}

impl UniqueHandle for OSSL_STORE_CTX {}

/// Why a place cannot be opened.
enum Unopened {
    /// A reason of the library.
    Reason(c_int),
    System(std::io::Error),
}

impl Source {
    /// What a file holds.
    fn of_bytes(data: Zeroizing<Vec<u8>>) -> Self {
        let mut lines = data.split_inclusive(|byte| *byte == b'\n');
        let mut blocks = VecDeque::new();
        loop {
            match block::read(|| lines.next().map(|line| Zeroizing::new(line.to_vec()))) {
                Ok(block) => blocks.push_back(block),
                Err(PEM_R_NO_START_LINE) => break,
                // One that is broken keeps its place.
                Err(_) => blocks.push_back(Block {
                    name: String::new(),
                    header: String::new(),
                    data: Zeroizing::default(),
                }),
            }
        }
        if blocks.is_empty() && data.first() == Some(&0x30) {
            Self::Der(Some(data))
        } else {
            Self::Pem(blocks)
        }
    }

    fn of_path(path: &Path) -> Result<Self, Unopened> {
        let about = std::fs::metadata(path).map_err(Unopened::System)?;
        if about.is_dir() {
            return Self::of_directory(path).map_err(Unopened::System);
        }
        let file = std::fs::File::open(path).map_err(Unopened::System)?;
        let mut data = Zeroizing::new(Vec::new());
        std::io::Read::read_to_end(&mut std::io::Read::take(file, MOST_BYTES), &mut data)
            .map_err(Unopened::System)?;
        Ok(Self::of_bytes(data))
    }

    fn of_directory(path: &Path) -> std::io::Result<Self> {
        let mut names = VecDeque::new();
        for entry in std::fs::read_dir(path)? {
            let name = path.join(entry?.file_name()).into_os_string();
            names.extend(CString::new(name.into_vec()));
        }
        Ok(Self::Directory(names))
    }
}

/// The path that a URI names: the URI itself, or what follows `file:`. RFC 8089: an absolute path, of this machine.
fn path_of(uri: &[u8]) -> Result<PathBuf, Unopened> {
    let path = |bytes: &[u8]| PathBuf::from(OsStr::from_bytes(bytes));
    let Some(rest) = strip_scheme(uri, b"file:") else {
        return Ok(path(uri));
    };
    // A file of that very name goes first, as with OpenSSL.
    if path(uri).exists() {
        return Ok(path(uri));
    }
    let rest = match rest.strip_prefix(b"//") {
        None => rest,
        Some(behind) => match strip_scheme(behind, b"localhost/") {
            Some(_) => &behind[b"localhost".len()..],
            None if behind.first() == Some(&b'/') => behind,
            None => return Err(Unopened::Reason(reason::URI_AUTHORITY_UNSUPPORTED)),
        },
    };
    if rest.first() != Some(&b'/') {
        return Err(Unopened::Reason(reason::PATH_MUST_BE_ABSOLUTE));
    }
    Ok(path(rest))
}

/// What follows `scheme`, in whatever case.
fn strip_scheme<'a>(uri: &'a [u8], scheme: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = uri.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}
