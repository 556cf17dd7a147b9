//! Own certificates and keys, and the names of authorities.

use std::ffi::{CStr, c_char, c_int, c_long, c_uchar, c_void};
use std::sync::Arc;

use crate::object::certs::Certs;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::settings::Settings;
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::file::{self, Failure, Password};
use crate::sys::key::Key;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::{Arg, error};

use super::guard;

/// Queues what a file function leaves to libssl to say.
fn put_failure(failure: Failure, library: c_int) {
    match failure {
        Failure::Type => error::put(reasons::BAD_SSL_FILETYPE),
        Failure::Open => error::put(error::SYS_LIB),
        Failure::Parse => error::put(library),
    }
}

fn load<T>(loaded: Result<T, Failure>, library: c_int) -> Option<T> {
    loaded.map_err(|failure| put_failure(failure, library)).ok()
}

/// Takes a chain file into a slot: the leaf, then what is above it.
fn use_chain(certs: &mut Certs, loaded: (Certificate, Vec<Certificate>), level: c_int) -> bool {
    let (leaf, above) = loaded;
    if !certs.set_certificate(leaf, level) {
        return false;
    }
    certs.set_chain(Stack::<X509>::of(&above).filter(|chain| !chain.is_empty()));
    true
}

/// `EVP_PKEY_RSA`.
const EVP_PKEY_RSA: c_int = 6;

fn password_of(settings: &Settings) -> Password {
    (settings.inherited.password, settings.inherited.password_arg)
}

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

/// Adds the subjects of a PEM file.
fn add_file(names: &mut Stack<X509_NAME>, path: &CStr) -> bool {
    let Some(certificates) = load(file::certificates(path), error::PEM_LIB) else {
        return false;
    };
    certificates
        .iter()
        .filter_map(Certificate::subject)
        .all(|name| {
            let doubled = names.contains(&name);
            doubled || names.push(name)
        })
}

/// Adds the subjects of all files of a directory.
fn add_dir(names: &mut Stack<X509_NAME>, directory: &CStr) -> bool {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let directory = std::path::Path::new(std::ffi::OsStr::from_bytes(directory.to_bytes()));
    let Ok(entries) = std::fs::read_dir(directory) else {
        error::put(error::SYS_LIB);
        return false;
    };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths.into_iter().all(|path| {
        std::ffi::CString::new(path.into_os_string().into_vec())
            .is_ok_and(|path| add_file(names, &path))
    })
}

fn null_parameter() -> c_int {
    error::put(error::PASSED_NULL);
    0
}

/// Uses a certificate, adding a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_certificate(ctx: *mut SSL_CTX, x: *mut X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x) }) else {
            return null_parameter();
        };
        ctx.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses a certificate out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_certificate_ASN1(
    ctx: *mut SSL_CTX,
    len: c_int,
    d: *const c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(certificate) = Certificate::from_der(der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ctx.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses the first certificate of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_certificate_file(
    ctx: *mut SSL_CTX,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(certificate) = load(
            file::certificate(file, type_, password_of(&ctx.settings())),
            library,
        ) else {
            return 0;
        };
        ctx.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses a PEM file with the certificate first and those above it behind.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_certificate_chain_file(
    ctx: *mut SSL_CTX,
    file: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        error::clear();
        let Some(loaded) = load(
            file::chain(file, password_of(&ctx.settings())),
            error::PEM_LIB,
        ) else {
            return 0;
        };
        ctx.change(|settings| {
            c_int::from(use_chain(
                &mut settings.certs,
                loaded,
                settings.security_level,
            ))
        })
    })
}

/// Uses a private key, adding a reference. It must belong to a certificate of its kind that is there.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_PrivateKey(ctx: *mut SSL_CTX, pkey: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(key) = (unsafe { Key::share(pkey) }) else {
            return null_parameter();
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses a private key of the kind `pk` (`EVP_PKEY_*`) out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_PrivateKey_ASN1(
    pk: c_int,
    ctx: *mut SSL_CTX,
    d: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(key) = file::private_key_der(pk, der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses the private key of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_PrivateKey_file(
    ctx: *mut SSL_CTX,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(key) = load(
            file::private_key(file, type_, password_of(&ctx.settings())),
            library,
        ) else {
            return 0;
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses an RSA key, adding a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_RSAPrivateKey(ctx: *mut SSL_CTX, rsa: *mut RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        if rsa.is_null() {
            return null_parameter();
        }
        // SAFETY: the caller's contract.
        let Some(key) = (unsafe { Key::of_rsa(rsa) }) else {
            return 0;
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses an RSA key out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_RSAPrivateKey_ASN1(
    ctx: *mut SSL_CTX,
    d: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(key) = file::private_key_der(EVP_PKEY_RSA, der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses the RSA key of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_RSAPrivateKey_file(
    ctx: *mut SSL_CTX,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(key) = load(
            file::private_key(file, type_, password_of(&ctx.settings())),
            library,
        ) else {
            return 0;
        };
        ctx.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses certificate, key and chain together; what is there already is replaced if `override` says so.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_cert_and_key(
    ctx: *mut SSL_CTX,
    x509: *mut X509,
    privatekey: *mut EVP_PKEY,
    chain: *mut stack_st_X509,
    override_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let (certificate, key, chain) = unsafe {
            (
                Certificate::share(x509),
                Key::share(privatekey),
                Stack::<X509>::copy_of(chain),
            )
        };
        let (Some(certificate), Some(key)) = (certificate, key) else {
            return null_parameter();
        };
        ctx.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_all(certificate, key, chain, override_ != 0),
            )
        })
    })
}

/// Whether certificate and key of the current slot are there and belong together.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_check_private_key(ctx: *const SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            error::put(reasons::NO_CERTIFICATE_ASSIGNED);
            return 0;
        };
        c_int::from(ctx.settings().certs.check_private_key())
    })
}

/// The current slot's certificate; the object keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_certificate(ctx: *const SSL_CTX) -> *mut X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings()
            .certs
            .current()
            .certificate
            .as_ref()
            .map_or(std::ptr::null_mut(), |own| own.as_ptr())
    })
}

/// The current slot's private key; the object keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_privatekey(ctx: *const SSL_CTX) -> *mut EVP_PKEY {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings()
            .certs
            .current()
            .key
            .as_ref()
            .map_or(std::ptr::null_mut(), |own| own.as_ptr())
    })
}

/// The callback that gives the password of an encrypted key (NULL: it is asked for on the terminal).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_passwd_cb(
    ctx: *mut SSL_CTX,
    cb: Option<pem_password_cb>,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.password = cb);
    })
}

/// The last argument of the password callback.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_passwd_cb_userdata(ctx: *mut SSL_CTX, u: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.password_arg = Arg(u));
    })
}

/// The callback that gives the password.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_default_passwd_cb(
    ctx: *mut SSL_CTX,
) -> Option<pem_password_cb> {
    guard(None, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return None;
        };
        ctx.settings().inherited.password
    })
}

/// The last argument of the password callback.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_default_passwd_cb_userdata(ctx: *mut SSL_CTX) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        ctx.settings().inherited.password_arg.0
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

/// Uses a certificate, adding a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_certificate(ssl: *mut SSL, x: *mut X509) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(certificate) = (unsafe { Certificate::share(x) }) else {
            return null_parameter();
        };
        ssl.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses a certificate out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_certificate_ASN1(
    ssl: *mut SSL,
    d: *const c_uchar,
    len: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(certificate) = Certificate::from_der(der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ssl.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses the first certificate of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_certificate_file(
    ssl: *mut SSL,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(certificate) = load(
            file::certificate(file, type_, password_of(&ssl.settings())),
            library,
        ) else {
            return 0;
        };
        ssl.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_certificate(certificate, settings.security_level),
            )
        })
    })
}

/// Uses a PEM file with the certificate first and those above it behind.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_certificate_chain_file(
    ssl: *mut SSL,
    file: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        error::clear();
        let Some(loaded) = load(
            file::chain(file, password_of(&ssl.settings())),
            error::PEM_LIB,
        ) else {
            return 0;
        };
        ssl.change(|settings| {
            c_int::from(use_chain(
                &mut settings.certs,
                loaded,
                settings.security_level,
            ))
        })
    })
}

/// Uses a private key, adding a reference. It must belong to a certificate of its kind that is there.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_PrivateKey(ssl: *mut SSL, pkey: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(key) = (unsafe { Key::share(pkey) }) else {
            return null_parameter();
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses a private key of the kind `pk` (`EVP_PKEY_*`) out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_PrivateKey_ASN1(
    pk: c_int,
    ssl: *mut SSL,
    d: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(key) = file::private_key_der(pk, der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses the private key of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_PrivateKey_file(
    ssl: *mut SSL,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(key) = load(
            file::private_key(file, type_, password_of(&ssl.settings())),
            library,
        ) else {
            return 0;
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses an RSA key, adding a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_RSAPrivateKey(ssl: *mut SSL, rsa: *mut RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        if rsa.is_null() {
            return null_parameter();
        }
        // SAFETY: the caller's contract.
        let Some(key) = (unsafe { Key::of_rsa(rsa) }) else {
            return 0;
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses an RSA key out of DER.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_RSAPrivateKey_ASN1(
    ssl: *mut SSL,
    d: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(der) = (unsafe { ffi::slice(d, usize::try_from(len).unwrap_or(0)) }) else {
            return 0;
        };
        let Some(key) = file::private_key_der(EVP_PKEY_RSA, der) else {
            error::put(error::ASN1_LIB);
            return 0;
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses the RSA key of a file (`SSL_FILETYPE_PEM` or `SSL_FILETYPE_ASN1`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_RSAPrivateKey_file(
    ssl: *mut SSL,
    file: *const c_char,
    type_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(file) = (unsafe { ffi::cstr(file) }) else {
            return 0;
        };
        let library = if type_ == 1 {
            error::PEM_LIB
        } else {
            error::ASN1_LIB
        };
        let Some(key) = load(
            file::private_key(file, type_, password_of(&ssl.settings())),
            library,
        ) else {
            return 0;
        };
        ssl.change(|settings| c_int::from(settings.certs.set_key(key)))
    })
}

/// Uses certificate, key and chain together; what is there already is replaced if `override` says so.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_use_cert_and_key(
    ssl: *mut SSL,
    x509: *mut X509,
    privatekey: *mut EVP_PKEY,
    chain: *mut stack_st_X509,
    override_: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let (certificate, key, chain) = unsafe {
            (
                Certificate::share(x509),
                Key::share(privatekey),
                Stack::<X509>::copy_of(chain),
            )
        };
        let (Some(certificate), Some(key)) = (certificate, key) else {
            return null_parameter();
        };
        ssl.change(|settings| {
            c_int::from(
                settings
                    .certs
                    .set_all(certificate, key, chain, override_ != 0),
            )
        })
    })
}

/// Whether certificate and key of the current slot are there and belong together.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_check_private_key(ctx: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return null_parameter();
        };
        c_int::from(ctx.settings().certs.check_private_key())
    })
}

/// The current slot's certificate; the object keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_certificate(ssl: *const SSL) -> *mut X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.settings()
            .certs
            .current()
            .certificate
            .as_ref()
            .map_or(std::ptr::null_mut(), |own| own.as_ptr())
    })
}

/// The current slot's private key; the object keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_privatekey(ssl: *const SSL) -> *mut EVP_PKEY {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.settings()
            .certs
            .current()
            .key
            .as_ref()
            .map_or(std::ptr::null_mut(), |own| own.as_ptr())
    })
}

/// The callback that gives the password of an encrypted key (NULL: it is asked for on the terminal).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_default_passwd_cb(s: *mut SSL, cb: Option<pem_password_cb>) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.inherited.password = cb);
    })
}

/// The last argument of the password callback.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_default_passwd_cb_userdata(s: *mut SSL, u: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.inherited.password_arg = Arg(u));
    })
}

/// The callback that gives the password.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_default_passwd_cb(s: *mut SSL) -> Option<pem_password_cb> {
    guard(None, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return None;
        };
        s.settings().inherited.password
    })
}

/// The last argument of the password callback.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_default_passwd_cb_userdata(s: *mut SSL) -> *mut c_void {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.settings().inherited.password_arg.0
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

/// Forgets all certificates, keys and chains of the connection.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_certs_clear(s: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        s.change(|settings| settings.certs.clear());
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
        let Some(mut names) = Stack::<X509_NAME>::new() else {
            return std::ptr::null_mut();
        };
        if add_file(&mut names, file) {
            names.into_raw()
        } else {
            std::ptr::null_mut()
        }
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
        let Some(mut names) = Stack::<X509_NAME>::new() else {
            return std::ptr::null_mut();
        };
        if add_file(&mut names, file) {
            names.into_raw()
        } else {
            std::ptr::null_mut()
        }
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
