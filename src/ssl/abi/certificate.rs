//! A context's own certificates and keys.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_void};

use crate::object::context::SSL_CTX;
use crate::object::settings::Settings;
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::file::{self, Failure, Password};
use crate::sys::key::Key;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::{Arg, error};

use super::ctrl_shared::Owner;
use super::guard;

/// Queues what a file function leaves to libssl to say.
pub(super) fn put_failure(failure: Failure, library: c_int) {
    match failure {
        Failure::Type => error::put(reasons::BAD_SSL_FILETYPE),
        Failure::Open => error::put(error::SYS_LIB),
        Failure::Parse => error::put(library),
    }
}

pub(super) fn load<T>(loaded: Result<T, Failure>, library: c_int) -> Option<T> {
    loaded.map_err(|failure| put_failure(failure, library)).ok()
}

/// Whether a leaf and what is above it are allowed; queues the reason otherwise.
pub(super) fn is_strong_enough(
    owner: &impl Owner,
    leaf: Option<&Certificate>,
    above: &[Certificate],
) -> bool {
    let policy = owner.policy();
    let leaf = leaf.map(|leaf| (leaf, true));
    let above = above.iter().map(|above| (above, false));
    leaf.into_iter()
        .chain(above)
        .try_for_each(|(certificate, leaf)| policy.check_certificate(certificate, leaf))
        .map_err(error::put)
        .is_ok()
}

/// Takes a certificate into the slot of its key.
pub(super) fn use_certificate(owner: &impl Owner, certificate: Certificate) -> c_int {
    let set = is_strong_enough(owner, Some(&certificate), &[])
        && owner.change(|settings| settings.certs.set_certificate(certificate).into()) != 0;
    set.into()
}

/// Takes a chain file into a slot: the leaf, then what is above it, up to one that is too weak.
pub(super) fn use_chain(
    owner: &impl Owner,
    (leaf, above): (Certificate, Vec<Certificate>),
) -> c_int {
    if use_certificate(owner, leaf) == 0 {
        return 0;
    }
    let strong = above
        .iter()
        .take_while(|above| is_strong_enough(owner, None, std::slice::from_ref(*above)))
        .count();
    let chain = Stack::<X509>::of(&above[..strong]).filter(|chain| !chain.is_empty());
    owner.change(|settings| {
        settings.certs.set_chain(chain);
        1
    });
    c_int::from(strong == above.len())
}

/// `EVP_PKEY_RSA`.
pub(super) const EVP_PKEY_RSA: c_int = 6;

pub(super) fn password_of(settings: &Settings) -> Password {
    (settings.inherited.password, settings.inherited.password_arg)
}

pub(super) fn null_parameter() -> c_int {
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
        use_certificate(ctx, certificate)
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
        use_certificate(ctx, certificate)
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
        use_certificate(ctx, certificate)
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
        use_chain(ctx, loaded)
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
        let above = chain
            .as_ref()
            .map_or(Vec::new(), |chain| chain.certificates());
        if !is_strong_enough(ctx, Some(&certificate), &above) {
            return 0;
        }
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
        let ctx = (unsafe { ffi::shared_ref(ctx) })?;
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
