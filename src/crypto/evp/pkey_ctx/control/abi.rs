//! The exported functions that set and read the settings of operations with keys.

use std::ffi::{c_char, c_int};

use super::super::rsa::{
    RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PKCS1_WITH_TLS_PADDING,
    RSA_PSS_SALTLEN_AUTO, RSA_PSS_SALTLEN_DIGEST, RSA_PSS_SALTLEN_MAX,
};
use super::super::{EVP_PKEY_CTX, Settings};
use crate::bn::BIGNUM;
use crate::ec::{curve_by_name, curve_of};
use crate::err::{ERR_LIB_EVP, ERR_LIB_RSA, ERR_R_PASSED_INVALID_ARGUMENT, guard, raise};
use crate::evp::md::EVP_MD;
use crate::evp::md::abi::known;
use crate::evp::pkey::{EVP_PKEY_EC, EVP_PKEY_RSA, EVP_PKEY_RSA_PSS};
use crate::evp::reasons::EVP_R_COMMAND_NOT_SUPPORTED;
use crate::params::OSSL_PARAM;
use crate::params::abi::{locate, number, text};

/// Sets the padding of RSA: `RSA_PKCS1_PADDING`, `RSA_NO_PADDING`, `RSA_PKCS1_PSS_PADDING` or
/// `RSA_PKCS1_WITH_TLS_PADDING`, with which a decryption gives a premaster secret of 48 bytes with the version in it
/// that the parameter `tls-client-version` (or `tls-negotiated-version`) names, and random bytes if there is none such.
/// -2 for others.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_rsa_padding(
    ctx: *mut EVP_PKEY_CTX,
    pad_mode: c_int,
) -> c_int {
    guard(-1, || match pad_mode {
        RSA_PKCS1_PADDING | RSA_NO_PADDING | RSA_PKCS1_PSS_PADDING | RSA_PKCS1_WITH_TLS_PADDING => {
            // SAFETY: the caller's promise.
            unsafe { set(ctx, is_rsa, |settings| settings.padding = pad_mode) }
        }
        _ => {
            raise(ERR_LIB_EVP, EVP_R_COMMAND_NOT_SUPPORTED);
            -2
        }
    })
}

/// The padding of RSA.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_get_rsa_padding(
    ctx: *mut EVP_PKEY_CTX,
    pad_mode: *mut c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }).filter(|ctx| is_rsa(ctx.id)) else {
            return -2;
        };
        // SAFETY: the caller's promise.
        unsafe { ffi::put(pad_mode, ctx.settings.borrow().padding) };
        1
    })
}

/// Sets the length of a PSS salt: bytes or `RSA_PSS_SALTLEN_*`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_rsa_pss_saltlen(
    ctx: *mut EVP_PKEY_CTX,
    saltlen: c_int,
) -> c_int {
    guard(-1, || {
        if saltlen < RSA_PSS_SALTLEN_MAX {
            raise(ERR_LIB_RSA, ERR_R_PASSED_INVALID_ARGUMENT);
            return -2;
        }
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_rsa, |settings| settings.salt_len = saltlen) }
    })
}

/// Sets the hash of MGF1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_rsa_mgf1_md(
    ctx: *mut EVP_PKEY_CTX,
    md: *const EVP_MD,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_rsa, |settings| settings.mgf1_md = known(md)) }
    })
}

/// Sets the hash that a signature is of.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_signature_md(
    ctx: *mut EVP_PKEY_CTX,
    md: *const EVP_MD,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { set(ctx, |_| true, |settings| settings.md = known(md)) }
    })
}

/// The hash that a signature is of.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_get_signature_md(
    ctx: *mut EVP_PKEY_CTX,
    md: *mut *const EVP_MD,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return -1;
        };
        let known = ctx
            .settings
            .borrow()
            .md
            .map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: the caller's promise.
        unsafe { ffi::put(md, known) };
        1
    })
}

/// Sets the bits of an RSA key to generate, at least 512.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_rsa_keygen_bits(
    ctx: *mut EVP_PKEY_CTX,
    bits: c_int,
) -> c_int {
    guard(-1, || {
        let Some(bits) = usize::try_from(bits).ok().filter(|bits| *bits >= 512) else {
            raise(ERR_LIB_RSA, 120);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_rsa, |settings| settings.bits = bits) }
    })
}

/// Sets the public exponent of an RSA key to generate; `pubexp` stays the caller's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set1_rsa_keygen_pubexp(
    ctx: *mut EVP_PKEY_CTX,
    pubexp: *mut BIGNUM,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(exponent) = (unsafe { ffi::shared_ref(pubexp) }) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            set(ctx, is_rsa, |settings| {
                settings.exponent = exponent.to_be().to_vec()
            })
        }
    })
}

/// Sets the curve of a key to generate by the number of its object.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_ec_paramgen_curve_nid(
    ctx: *mut EVP_PKEY_CTX,
    nid: c_int,
) -> c_int {
    guard(-1, || {
        let Some(curve) = curve_of(nid) else {
            raise(crate::err::ERR_LIB_EC, 141);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_ec, |settings| settings.curve = Some(curve)) }
    })
}

/// Sets how a generated key names its curve: only `OPENSSL_EC_NAMED_CURVE`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_ec_param_enc(
    ctx: *mut EVP_PKEY_CTX,
    param_enc: c_int,
) -> c_int {
    guard(-1, || {
        if param_enc != crate::ec::OPENSSL_EC_NAMED_CURVE {
            return 0;
        }
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_ec, |_| ()) }
    })
}

/// Sets the curve of a key to generate by name.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_group_name(
    ctx: *mut EVP_PKEY_CTX,
    name: *const c_char,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let name = unsafe { ffi::cstr(name) }.and_then(|name| name.to_str().ok());
        let Some(curve) = name.and_then(curve_by_name) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { set(ctx, is_ec, |settings| settings.curve = Some(curve)) }
    })
}

/// Sets parameters by name: `pad-mode`, `digest`, `mgf1-digest`, `saltlen`, `bits`, `group`. Names
/// that are not known are passed over, as the manual page has it.
///
/// # Safety
/// `params` is NULL or an array with its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_params(
    ctx: *mut EVP_PKEY_CTX,
    params: *const OSSL_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(ctx) } {
            // SAFETY: the caller's promise.
            Some(ctx) => c_int::from(unsafe { set_params(ctx, params) }),
            None => 0,
        }
    })
}

fn is_rsa(id: c_int) -> bool {
    id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS
}

/// # Safety
/// `ctx` is NULL or live.
unsafe fn set(
    ctx: *mut EVP_PKEY_CTX,
    fits: impl FnOnce(c_int) -> bool,
    body: impl FnOnce(&mut Settings),
) -> c_int {
    // SAFETY: the caller's promise.
    match unsafe { ffi::shared_ref(ctx) } {
        Some(ctx) if fits(ctx.id) => {
            body(&mut ctx.settings.borrow_mut());
            1
        }
        _ => {
            raise(ERR_LIB_EVP, EVP_R_COMMAND_NOT_SUPPORTED);
            -2
        }
    }
}

/// Sets parameters by name; false for a value that is not possible.
///
/// # Safety
/// `params` is NULL or an array with its end.
pub unsafe fn set_params(ctx: &EVP_PKEY_CTX, params: *const OSSL_PARAM) -> bool {
    let mut settings = ctx.settings.borrow_mut();
    let mut good = true;
    // SAFETY: the caller's promise.
    let named = |name: &std::ffi::CStr| unsafe { locate(params, name.as_ptr()) };
    // SAFETY: `locate` answers NULL or a parameter of the array.
    let text = |name| unsafe { text(named(name)) }.and_then(|text| std::str::from_utf8(text).ok());
    // SAFETY: as above.
    let int = |name| unsafe { number(named(name)) }.and_then(|number| c_int::try_from(number).ok());
    if let Some(name) = text(c"digest") {
        settings.md = EVP_MD::by_name(name);
        good &= settings.md.is_some();
    }
    if let Some(name) = text(c"mgf1-digest") {
        settings.mgf1_md = EVP_MD::by_name(name);
        good &= settings.mgf1_md.is_some();
    }
    match (text(c"pad-mode"), int(c"pad-mode")) {
        (Some("pkcs1"), _) => settings.padding = RSA_PKCS1_PADDING,
        (Some("none"), _) => settings.padding = RSA_NO_PADDING,
        (Some("pss"), _) => settings.padding = RSA_PKCS1_PSS_PADDING,
        (
            None,
            Some(
                mode @ (RSA_PKCS1_PADDING
                | RSA_NO_PADDING
                | RSA_PKCS1_PSS_PADDING
                | RSA_PKCS1_WITH_TLS_PADDING),
            ),
        ) => settings.padding = mode,
        (None, None) => {}
        _ => good = false,
    }
    match (text(c"saltlen"), int(c"saltlen")) {
        (Some("digest"), _) => settings.salt_len = RSA_PSS_SALTLEN_DIGEST,
        (Some("max"), _) => settings.salt_len = RSA_PSS_SALTLEN_MAX,
        (Some("auto"), _) => settings.salt_len = RSA_PSS_SALTLEN_AUTO,
        (Some(bytes), _) => match bytes.parse() {
            Ok(bytes) => settings.salt_len = bytes,
            Err(_) => good = false,
        },
        (None, Some(bytes)) => settings.salt_len = bytes,
        (None, None) => {}
    }
    for (at, name) in [c"tls-client-version", c"tls-negotiated-version"]
        .into_iter()
        .enumerate()
    {
        if let Some(version) = int(name) {
            settings.tls_versions[at] = u16::try_from(version).ok();
            good &= settings.tls_versions[at].is_some();
        }
    }
    if let Some(bits) = int(c"bits") {
        settings.bits = usize::try_from(bits).unwrap_or(0);
    }
    if let Some(name) = text(c"group") {
        settings.curve = curve_by_name(name);
        good &= settings.curve.is_some();
    }
    good
}

fn is_ec(id: c_int) -> bool {
    id == EVP_PKEY_EC
}
