//! Where a store finds certificates and lists: files that are read once, directories of files
//! named by the hash of a name (`X509_LOOKUP_hash_dir(3)`).

pub mod abi;

use std::collections::HashMap;
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::store::X509_STORE;
use crate::asn1::der::{DerError, Reader};
use crate::err::{ERR_LIB_X509, raise, raise_data, raise_sys};
use crate::pem::block;
use crate::x509::aux::read_trusted;
use crate::x509::{X509, X509_CRL, X509_NAME};

const ERR_R_SYS_LIB: c_int = 2;
const X509_R_NO_CERTIFICATE_FOUND: c_int = 135;
const X509_R_NO_CERTIFICATE_OR_CRL_FOUND: c_int = 136;
const X509_R_NO_CRL_FOUND: c_int = 137;

/// Where certificates are unless the environment says otherwise: Debian's places.
pub mod place {
    use std::ffi::CStr;
    /// `X509_get_default_cert_area`.
    pub const AREA: &CStr = c"/usr/lib/ssl";
    /// `X509_get_default_private_dir`.
    pub const PRIVATE_DIR: &CStr = c"/usr/lib/ssl/private";
    /// `X509_get_default_cert_file`.
    pub const FILE: &CStr = c"/usr/lib/ssl/cert.pem";
    /// `X509_get_default_cert_dir`.
    pub const DIR: &CStr = c"/usr/lib/ssl/certs";
    /// `X509_get_default_cert_file_env`.
    pub const FILE_ENV: &CStr = c"SSL_CERT_FILE";
    /// `X509_get_default_cert_dir_env`.
    pub const DIR_ENV: &CStr = c"SSL_CERT_DIR";
}

/// How a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `X509_FILETYPE_PEM`.
    Pem,
    /// `X509_FILETYPE_ASN1`.
    Der,
}

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Certificates.
    Certificates,
    /// Revocation lists.
    Lists,
    /// Both.
    Both,
}

/// Directories that are asked for names; none for files.
#[derive(Default)]
pub struct Lookup {
    directories: Mutex<Vec<Directory>>,
}

struct Directory {
    path: PathBuf,
    format: Format,
    /// How many files `hash.N` and `hash.rN` have been read.
    read: HashMap<(u32, bool), u32>,
}

impl Lookup {
    /// Adds the directories of a list separated by colons.
    pub fn add_directories(&self, list: &str, format: Format) {
        let mut directories = self
            .directories
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for path in list.split(':').filter(|path| !path.is_empty()) {
            let path = PathBuf::from(path);
            if !directories.iter().any(|known| known.path == path) {
                directories.push(Directory {
                    path,
                    format,
                    read: HashMap::new(),
                });
            }
        }
    }

    /// Loads the certificates of this subject; true when there is one.
    pub fn load_certificates(&self, store: &X509_STORE, subject: &X509_NAME) -> bool {
        self.load(store, subject, Wanted::Certificates)
    }

    /// Loads the lists of this issuer that were not read before.
    pub fn load_lists(&self, store: &X509_STORE, issuer: &X509_NAME) {
        self.load(store, issuer, Wanted::Lists);
    }

    fn load(&self, store: &X509_STORE, name: &X509_NAME, wanted: Wanted) -> bool {
        let mut directories = self
            .directories
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let hash = name.hash();
        let lists = wanted == Wanted::Lists;
        let mut loaded = false;
        for directory in directories.iter_mut() {
            let next = directory.read.entry((hash, lists)).or_default();
            loop {
                let letter = if lists { "r" } else { "" };
                let path = directory.path.join(format!("{hash:08x}.{letter}{next}"));
                let Ok(bytes) = std::fs::read(&path) else {
                    break;
                };
                if add(store, &bytes, directory.format, wanted) == 0 {
                    break;
                }
                loaded = true;
                *next += 1;
            }
        }
        loaded
    }
}

/// Adds what `file` has to `store`; the number of objects, 0 with an error queued.
pub fn load_file(store: &X509_STORE, file: &Path, format: Format, wanted: Wanted) -> usize {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let text = format!("calling fopen({}, r)", file.display());
            raise_sys(error.raw_os_error().unwrap_or(0), &text);
            raise_data(ERR_LIB_X509, ERR_R_SYS_LIB, &text);
            return 0;
        }
    };
    let count = add(store, &bytes, format, wanted);
    if count == 0 {
        let reason = match wanted {
            Wanted::Certificates => X509_R_NO_CERTIFICATE_FOUND,
            Wanted::Lists => X509_R_NO_CRL_FOUND,
            Wanted::Both => X509_R_NO_CERTIFICATE_OR_CRL_FOUND,
        };
        raise(ERR_LIB_X509, reason);
    }
    count
}

/// Adds the objects of a file's bytes to `store`, until one is broken; their number.
fn add(store: &X509_STORE, bytes: &[u8], format: Format, wanted: Wanted) -> usize {
    let mut count = 0;
    let mut take = |object: Result<Found, DerError>| -> bool {
        match object {
            Ok(Found::Certificate(certificate)) => store.add_certificate(certificate),
            Ok(Found::List(list)) => store.add_list(list),
            Err(_) => return false,
        }
        count += 1;
        true
    };
    if format == Format::Der {
        let lists = wanted == Wanted::Lists;
        take(if lists {
            read_list(bytes)
        } else {
            read_certificate(bytes)
        });
        return count;
    }
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut lines = lines.map(|line| zeroize::Zeroizing::new(line.to_vec()));
    while let Ok(block) = block::read(|| lines.next()) {
        let goes_on = match block.name.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" if wanted != Wanted::Lists => {
                take(read_certificate(&block.data))
            }
            "TRUSTED CERTIFICATE" if wanted != Wanted::Lists => {
                let read = read_trusted(&mut Reader::new(&block.data));
                take(read.map(|found| Found::Certificate(Arc::new(found))))
            }
            "X509 CRL" if wanted != Wanted::Certificates => take(read_list(&block.data)),
            _ => true,
        };
        if !goes_on {
            break;
        }
    }
    count
}

enum Found {
    Certificate(Arc<X509>),
    List(Arc<X509_CRL>),
}

fn read_certificate(der: &[u8]) -> Result<Found, DerError> {
    X509::read(&mut Reader::new(der)).map(|found| Found::Certificate(Arc::new(found)))
}

fn read_list(der: &[u8]) -> Result<Found, DerError> {
    X509_CRL::read(&mut Reader::new(der)).map(|found| Found::List(Arc::new(found)))
}
