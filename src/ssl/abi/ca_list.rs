//! Names of certification authorities.

use std::ffi::{CStr, c_char, c_int};
use std::sync::Arc;

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::sys::cert::Certificate;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::{error, file, store_uri};

use super::guard;

/// Adds a certificate's subject to a list that connections may share.
fn add_name(list: &mut Option<Arc<Stack<X509_NAME>>>, certificate: &Certificate) -> bool {
    let copy = match list {
        Some(list) => list.duplicate(),
        None => Stack::new(),
    };
    let (Some(mut copy), Some(name)) = (copy, certificate.subject()) else {
        return false;
    };
    let added = copy.contains(&name) || copy.push(name);
    if added {
        *list = Some(Arc::new(copy));
    }
    added
}

/// Adds the subjects of a PEM file, as far as it can be read. False: it cannot be opened.
pub(super) fn add_file(names: &mut Stack<X509_NAME>, path: &CStr) -> bool {
    let Some(certificates) = file::certificates_in_front(path) else {
        return false;
    };
    error::clear();
    add_subjects(names, &certificates)
}

/// The subjects of a PEM file. `None`, with the error queued: it cannot be opened, or begins with no certificate.
fn load_file(path: &CStr) -> Option<Stack<X509_NAME>> {
    let certificates = file::certificates_in_front(path)?;
    if certificates.is_empty() {
        return None;
    }
    let mut names = Stack::new()?;
    if !add_subjects(&mut names, &certificates) {
        return None;
    }
    error::clear();
    Some(names)
}

fn add_subjects(names: &mut Stack<X509_NAME>, certificates: &[Certificate]) -> bool {
    certificates
        .iter()
        .filter_map(Certificate::subject)
        .all(|name| {
            let doubled = names.contains(&name);
            doubled || names.push(name)
        })
}

/// Adds the subjects of what is behind a URI.
pub(super) fn add_store(names: &mut Stack<X509_NAME>, uri: &CStr) -> bool {
    store_uri::certificates(uri).is_some_and(|certificates| add_subjects(names, &certificates))
}

/// Adds the subjects of all files of a directory.
pub(super) fn add_dir(names: &mut Stack<X509_NAME>, directory: &CStr) -> bool {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let directory = std::path::Path::new(std::ffi::OsStr::from_bytes(directory.to_bytes()));
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(fault) => {
            error::put_lib(error::LIB_SYS, fault.raw_os_error().unwrap_or(0), None);
            error::put(error::SYS_LIB);
            return false;
        }
    };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| !path.is_dir())
        .collect();
    paths.sort();
    paths.into_iter().all(|path| {
        std::ffi::CString::new(path.into_os_string().into_vec())
            .is_ok_and(|path| add_file(names, &path))
    })
}

/// The authorities that a server names to its clients; the stack passes to the object.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_client_CA_list(
    ctx: *mut SSL_CTX,
    name_list: *mut stack_st_X509_NAME,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let list = unsafe { Stack::<X509_NAME>::from_raw(name_list) };
        ctx.change(|settings| settings.client_ca = list.map(Arc::new));
    })
}

/// The authorities that either side names; the stack passes to the object.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set0_CA_list(
    ctx: *mut SSL_CTX,
    name_list: *mut stack_st_X509_NAME,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let list = unsafe { Stack::<X509_NAME>::from_raw(name_list) };
        ctx.change(|settings| settings.ca = list.map(Arc::new));
    })
}

/// The authorities that either side names; the object keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_CA_list(ctx: *const SSL_CTX) -> *const stack_st_X509_NAME {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null();
        };
        ctx.settings()
            .ca
            .as_ref()
            .map_or(std::ptr::null(), |list| list.as_ptr().cast_const())
    })
}

/// Adds a certificate's subject to the authorities that a server names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add_client_CA(ctx: *mut SSL_CTX, x: *mut X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x) }) else {
            return 0;
        };
        ctx.change(|settings| c_int::from(add_name(&mut settings.client_ca, &certificate)))
    })
}

/// Adds a certificate's subject to the authorities that either side names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_add1_to_CA_list(ctx: *mut SSL_CTX, x: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x.cast_mut()) }) else {
            return 0;
        };
        ctx.change(|settings| c_int::from(add_name(&mut settings.ca, &certificate)))
    })
}

/// The authorities that a server names to its clients; the stack passes to the object.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_client_CA_list(s: *mut SSL, name_list: *mut stack_st_X509_NAME) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let list = unsafe { Stack::<X509_NAME>::from_raw(name_list) };
        s.change(|settings| settings.client_ca = list.map(Arc::new));
    })
}

/// The authorities that either side names; the stack passes to the object.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set0_CA_list(s: *mut SSL, name_list: *mut stack_st_X509_NAME) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let list = unsafe { Stack::<X509_NAME>::from_raw(name_list) };
        s.change(|settings| settings.ca = list.map(Arc::new));
    })
}

/// The authorities that either side names; the object keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_CA_list(s: *const SSL) -> *const stack_st_X509_NAME {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        s.settings()
            .ca
            .as_ref()
            .map_or(std::ptr::null(), |list| list.as_ptr().cast_const())
    })
}

/// Adds a certificate's subject to the authorities that a server names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_client_CA(ssl: *mut SSL, x: *mut X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x) }) else {
            return 0;
        };
        ssl.change(|settings| c_int::from(add_name(&mut settings.client_ca, &certificate)))
    })
}

/// Adds a certificate's subject to the authorities that either side names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add1_to_CA_list(ssl: *mut SSL, x: *const X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x.cast_mut()) }) else {
            return 0;
        };
        ssl.change(|settings| c_int::from(add_name(&mut settings.ca, &certificate)))
    })
}

/// The authorities that a server names; the context keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_client_CA_list(s: *const SSL_CTX) -> *mut stack_st_X509_NAME {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.settings()
            .client_ca
            .as_ref()
            .map_or(std::ptr::null_mut(), |list| list.as_ptr())
    })
}

/// On a server the authorities that it names; on a client those that the server named. The
/// connection keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_client_CA_list(s: *const SSL) -> *mut stack_st_X509_NAME {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        if s.is_server() {
            s.settings()
                .client_ca
                .as_ref()
                .map_or(std::ptr::null_mut(), |list| list.as_ptr())
        } else {
            s.peer
                .borrow()
                .authorities
                .as_ref()
                .map_or(std::ptr::null_mut(), |list| list.as_ptr())
        }
    })
}

/// The authorities that the peer named; the connection keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peer_CA_list(s: *const SSL) -> *const stack_st_X509_NAME {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        s.peer
            .borrow()
            .authorities
            .as_ref()
            .map_or(std::ptr::null(), |list| list.as_ptr().cast_const())
    })
}

/// The subjects of a PEM file's certificates, without doubles, as a stack that the caller frees.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_load_client_CA_file(file: *const c_char) -> *mut stack_st_X509_NAME {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return std::ptr::null_mut();
        };
        load_file(file).map_or(std::ptr::null_mut(), Stack::into_raw)
    })
}

/// As `SSL_load_client_CA_file`; the library context and property query are libcrypto's defaults.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_load_client_CA_file_ex(
    file: *const c_char,
    libctx: *mut OSSL_LIB_CTX,
    propq: *const c_char,
) -> *mut stack_st_X509_NAME {
    guard(std::ptr::null_mut(), || {
        let _ = (libctx, propq);
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return std::ptr::null_mut();
        };
        load_file(file).map_or(std::ptr::null_mut(), Stack::into_raw)
    })
}

/// Adds the subjects of a PEM file's certificates to a stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_file_cert_subjects_to_stack(
    stackCAs: *mut stack_st_X509_NAME,
    file: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(mut names) = (unsafe { Stack::<X509_NAME>::from_raw(stackCAs) }) else {
            return 0;
        };
        let added = add_file(&mut names, file);
        // The stack stays the caller's.
        names.into_raw();
        c_int::from(added)
    })
}

/// Adds the subjects of the certificates in all PEM files of a directory to a stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_dir_cert_subjects_to_stack(
    stackCAs: *mut stack_st_X509_NAME,
    dir: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(dir) = (unsafe { ffi::cstr(dir) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(mut names) = (unsafe { Stack::<X509_NAME>::from_raw(stackCAs) }) else {
            return 0;
        };
        let added = add_dir(&mut names, dir);
        names.into_raw();
        c_int::from(added)
    })
}

/// Adds the subjects of the certificates behind a store URI to a stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_store_cert_subjects_to_stack(
    stackCAs: *mut stack_st_X509_NAME,
    uri: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(uri) = (unsafe { ffi::cstr(uri) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(mut names) = (unsafe { Stack::<X509_NAME>::from_raw(stackCAs) }) else {
            return 0;
        };
        let added = add_store(&mut names, uri);
        names.into_raw();
        c_int::from(added)
    })
}

/// A copy of a stack of names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_dup_CA_list(sk: *const stack_st_X509_NAME) -> *mut stack_st_X509_NAME {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(names) = (unsafe { Stack::<X509_NAME>::from_raw(sk.cast_mut()) }) else {
            return std::ptr::null_mut();
        };
        let copy = names.duplicate();
        names.into_raw();
        copy.map_or(std::ptr::null_mut(), Stack::into_raw)
    })
}
