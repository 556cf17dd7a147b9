//! A connection's own certificates and keys.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_void};

use crate::object::chain_check;
use crate::object::connection::SSL;
use crate::sys::cert::Certificate;
use crate::sys::file;
use crate::sys::key::Key;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::{Arg, error};

use super::certificate::{
    EVP_PKEY_RSA, is_strong_enough, load, null_parameter, password_of, use_certificate, use_chain,
};
use super::guard;

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
        use_certificate(ssl, certificate)
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
        use_certificate(ssl, certificate)
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
        use_certificate(ssl, certificate)
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
        use_chain(ssl, loaded)
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
        let above = chain
            .as_ref()
            .map_or(Vec::new(), |chain| chain.certificates());
        if !is_strong_enough(ssl, Some(&certificate), &above) {
            return 0;
        }
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
        let s = (unsafe { ffi::shared_ref(s) })?;
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

/// Whether a chain suits the session that is being negotiated: `CERT_PKEY_*`. For a certificate callback.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_check_chain(
    s: *mut SSL,
    x: *mut X509,
    pk: *mut EVP_PKEY,
    chain: *mut stack_st_X509,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let (leaf, key, above) = unsafe {
            (
                Certificate::share(x),
                Key::share(pk),
                Stack::<X509>::copy_of(chain),
            )
        };
        let (Some(leaf), Some(key)) = (leaf, key) else {
            return 0;
        };
        chain_check::check(s, &leaf, &key, above.as_ref()) as c_int
    })
}
