//! The exported functions of `X509_LOOKUP` and of the default places of certificates.

use std::ffi::{CStr, c_char, c_int, c_long};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::{Arc, PoisonError};

use ffi::{SharedHandle, cstr, mut_ref, shared_ref};

use super::{Format, Lookup, Wanted, load_file, place};
use crate::err::guard;
use crate::x509_vfy::store::X509_STORE;
use crate::x509_vfy::store::abi::{from_environment, path, quietly};

const X509_L_FILE_LOAD: c_int = 1;
const X509_L_ADD_DIR: c_int = 2;
pub(crate) const X509_L_ADD_STORE: c_int = 3;
const X509_L_LOAD_STORE: c_int = 4;
const X509_FILETYPE_PEM: c_long = 1;
const X509_FILETYPE_ASN1: c_long = 2;
const X509_FILETYPE_DEFAULT: c_long = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Directories,
    Uri,
}

/// Which of the lookups.
#[derive(PartialEq, Eq)]
pub struct X509_LOOKUP_METHOD {
    kind: Kind,
}

static FILE: X509_LOOKUP_METHOD = X509_LOOKUP_METHOD { kind: Kind::File };
static HASH_DIR: X509_LOOKUP_METHOD = X509_LOOKUP_METHOD {
    kind: Kind::Directories,
};
static STORE: X509_LOOKUP_METHOD = X509_LOOKUP_METHOD { kind: Kind::Uri };

/// A lookup of a store, which owns it.
pub struct X509_LOOKUP {
    method: &'static X509_LOOKUP_METHOD,
    lookup: Arc<Lookup>,
    /// The store lives longer: it owns this.
    store: *const X509_STORE,
}

/// The lookups C holds, which a store keeps until it goes.
#[derive(Default)]
// Boxed, because C holds their addresses.
#[allow(clippy::vec_box)]
pub struct HeldLookups(Vec<Box<X509_LOOKUP>>);

// SAFETY: the store's address is only used while C uses the lookup, when the store lives.
unsafe impl Send for HeldLookups {}

/// The method that reads files. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_LOOKUP_file() -> *mut X509_LOOKUP_METHOD {
    ptr::from_ref(&FILE).cast_mut()
}

/// The method that looks into directories of files named by hash. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_LOOKUP_hash_dir() -> *mut X509_LOOKUP_METHOD {
    ptr::from_ref(&HASH_DIR).cast_mut()
}

/// The method that takes URIs: files and directories, with or without `file:` before them. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_LOOKUP_store() -> *mut X509_LOOKUP_METHOD {
    ptr::from_ref(&STORE).cast_mut()
}

/// The store's lookup with method `meth`, made when there is none yet; it stays the store's. NULL
/// on failure.
///
/// # Safety
/// `xs` is NULL or a store; `meth` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_add_lookup(
    xs: *mut X509_STORE,
    meth: *mut X509_LOOKUP_METHOD,
) -> *mut X509_LOOKUP {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        let (Some(store), Some(method)) = (unsafe { (shared_ref(xs), shared_ref(meth)) }) else {
            return ptr::null_mut();
        };
        let method = match method.kind {
            Kind::File => &FILE,
            Kind::Directories => &HASH_DIR,
            Kind::Uri => &STORE,
        };
        let mut held = store
            .held_lookups
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let known = held.0.iter().find(|lookup| lookup.method == method);
        if let Some(known) = known {
            return ptr::from_ref(&**known).cast_mut();
        }
        let lookup = Arc::<Lookup>::default();
        store
            .lookups
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(lookup.clone());
        held.0.push(Box::new(X509_LOOKUP {
            method,
            lookup,
            store: xs,
        }));
        held.0
            .last()
            .map_or(ptr::null_mut(), |made| ptr::from_ref(&**made).cast_mut())
    })
}

/// Loads a file (`X509_L_FILE_LOAD`), adds directories (`X509_L_ADD_DIR`) or the file or directory
/// of a URI (`X509_L_ADD_STORE`; NULL: the default directory); `argl` is
/// `X509_FILETYPE_PEM`, `_ASN1` or, for the default place, `_DEFAULT`. 1, or 0 on failure.
///
/// # Safety
/// `ctx` is NULL or a lookup; `argc` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_LOOKUP_ctrl(
    ctx: *mut X509_LOOKUP,
    cmd: c_int,
    argc: *const c_char,
    argl: c_long,
    ret: *mut *mut c_char,
) -> c_int {
    let _ = ret;
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(lookup), name) = (unsafe { (mut_ref(ctx), cstr(argc)) }) else {
            return 0;
        };
        // SAFETY: the store owns the lookup, so it lives.
        let Some(store) = (unsafe { X509_STORE::share(lookup.store) }) else {
            return 0;
        };
        match (cmd, lookup.method.kind) {
            (X509_L_FILE_LOAD, Kind::File) => {
                c_int::from(load(&store, name, argl, Wanted::Both) > 0)
            }
            (X509_L_ADD_DIR, Kind::Directories) => {
                let format = if argl == X509_FILETYPE_ASN1 {
                    Format::Der
                } else {
                    Format::Pem
                };
                let list = if argl == X509_FILETYPE_DEFAULT {
                    from_environment(place::DIR_ENV, place::DIR)
                } else {
                    name.map(|name| name.to_string_lossy().into_owned())
                        .unwrap_or_default()
                };
                lookup.lookup.add_directories(&list, format);
                c_int::from(!list.is_empty())
            }
            (X509_L_ADD_STORE | X509_L_LOAD_STORE, Kind::Uri) => {
                add_uri(&store, &lookup.lookup, name);
                1
            }
            _ => 0,
        }
    })
}

/// Adds what a URI names. As with upstream's lookup, which opens it when a certificate is looked
/// for, it is no error that nothing is there.
fn add_uri(store: &X509_STORE, lookup: &Lookup, uri: Option<&CStr>) {
    let Some(uri) = uri else {
        lookup.add_directories(&from_environment(place::DIR_ENV, place::DIR), Format::Pem);
        return;
    };
    let file = file_of_uri(uri);
    if file.is_dir() {
        lookup.add_directories(&file.to_string_lossy(), Format::Pem);
    } else if file.exists() {
        quietly(|| {
            if load_file(store, file, Format::Pem, Wanted::Both) == 0 {
                load_file(store, file, Format::Der, Wanted::Certificates);
            }
        });
    }
}

/// The path of a `file:` URI (RFC 8089), or the text itself, which then is a path.
fn file_of_uri(uri: &CStr) -> &Path {
    let bytes = uri.to_bytes();
    let Some(rest) = bytes.strip_prefix(b"file:") else {
        return path(uri);
    };
    let rest = rest
        .strip_prefix(b"//localhost/")
        .or_else(|| rest.strip_prefix(b"///"))
        .map_or(rest, |after| &rest[rest.len() - after.len() - 1..]);
    Path::new(std::ffi::OsStr::from_bytes(rest))
}

fn load(store: &X509_STORE, name: Option<&CStr>, type_: c_long, wanted: Wanted) -> usize {
    match (type_, name) {
        (X509_FILETYPE_DEFAULT, _) => {
            let file = from_environment(place::FILE_ENV, place::FILE);
            quietly(|| load_file(store, Path::new(&file), Format::Pem, wanted))
        }
        (X509_FILETYPE_PEM, Some(name)) => load_file(store, path(name), Format::Pem, wanted),
        (X509_FILETYPE_ASN1, Some(name)) => load_file(store, path(name), Format::Der, wanted),
        _ => 0,
    }
}

/// # Safety
/// `ctx` is NULL or a lookup; `file` is NULL or a C string.
unsafe fn load_into(
    ctx: *mut X509_LOOKUP,
    file: *const c_char,
    type_: c_int,
    wanted: Wanted,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(lookup), name) = (unsafe { (shared_ref(ctx), cstr(file)) }) else {
            return 0;
        };
        // SAFETY: the store owns the lookup, so it lives.
        let Some(store) = (unsafe { X509_STORE::share(lookup.store) }) else {
            return 0;
        };
        load(&store, name, c_long::from(type_), wanted) as c_int
    })
}

/// Adds the certificates of a file; their number, 0 on failure.
///
/// # Safety
/// `ctx` is NULL or a lookup; `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_load_cert_file(
    ctx: *mut X509_LOOKUP,
    file: *const c_char,
    r#type: c_int,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { load_into(ctx, file, r#type, Wanted::Certificates) }
}

/// Adds the revocation lists of a file; their number, 0 on failure.
///
/// # Safety
/// As [`X509_load_cert_file`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_load_crl_file(
    ctx: *mut X509_LOOKUP,
    file: *const c_char,
    r#type: c_int,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { load_into(ctx, file, r#type, Wanted::Lists) }
}

/// Adds the certificates and revocation lists of a file; their number, 0 on failure.
///
/// # Safety
/// As [`X509_load_cert_file`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_load_cert_crl_file(
    ctx: *mut X509_LOOKUP,
    file: *const c_char,
    r#type: c_int,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { load_into(ctx, file, r#type, Wanted::Both) }
}

/// The directory of OpenSSL's files. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_cert_area() -> *const c_char {
    place::AREA.as_ptr()
}

/// The directory of certificates. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_cert_dir() -> *const c_char {
    place::DIR.as_ptr()
}

/// The file of certificates. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_cert_file() -> *const c_char {
    place::FILE.as_ptr()
}

/// The environment variable that names the directory. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_cert_dir_env() -> *const c_char {
    place::DIR_ENV.as_ptr()
}

/// The environment variable that names the file. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_cert_file_env() -> *const c_char {
    place::FILE_ENV.as_ptr()
}

/// The directory of private keys. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_default_private_dir() -> *const c_char {
    place::PRIVATE_DIR.as_ptr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_name_files() {
        for (uri, file) in [
            (c"/etc/a.pem", "/etc/a.pem"),
            (c"relative", "relative"),
            (c"file:/etc/a.pem", "/etc/a.pem"),
            (c"file:///etc/a.pem", "/etc/a.pem"),
            (c"file://localhost/etc/a.pem", "/etc/a.pem"),
            (c"file:relative", "relative"),
        ] {
            assert_eq!(file_of_uri(uri), Path::new(file), "{uri:?}");
        }
    }
}
