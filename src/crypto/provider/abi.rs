//! The exported functions of `provider.h`.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::{null, null_mut};

use ffi::{cstr, shared_ref};

use super::OSSL_PROVIDER;
use crate::err::{ERR_LIB_CRYPTO, ERR_R_DSO_LIB, guard, raise_data};
use crate::init::abi::OSSL_LIB_CTX;

/// Loads a provider, for the caller to unload. NULL with an error for one that is not built in.
///
/// # Safety
/// `name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_load(
    _ctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
) -> *mut OSSL_PROVIDER {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let Some(name) = (unsafe { cstr(name) }) else {
            return null_mut();
        };
        let Some(provider) = OSSL_PROVIDER::named(name) else {
            let text = format!("name={}", name.to_string_lossy());
            raise_data(ERR_LIB_CRYPTO, ERR_R_DSO_LIB, &text);
            return null_mut();
        };
        provider.load();
        std::ptr::from_ref(provider).cast_mut()
    })
}

/// As [`OSSL_PROVIDER_load`]; which providers are used without being loaded does not change here.
///
/// # Safety
/// As [`OSSL_PROVIDER_load`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_try_load(
    ctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
    _retain_fallbacks: c_int,
) -> *mut OSSL_PROVIDER {
    // SAFETY: the caller's promise.
    unsafe { OSSL_PROVIDER_load(ctx, name) }
}

/// Unloads a provider that was loaded. 1, or 0 when it was not.
///
/// # Safety
/// `prov` is NULL or a provider.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_unload(prov: *mut OSSL_PROVIDER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(unsafe { shared_ref(prov) }.is_some_and(OSSL_PROVIDER::unload))
    })
}

/// 1 when the provider is loaded, or is used because none is.
///
/// # Safety
/// `name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_available(
    _ctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let name = unsafe { cstr(name) };
        let found = OSSL_PROVIDER::active().any(|provider| Some(provider.name) == name);
        c_int::from(found)
    })
}

/// Calls `cb` for each provider that is in use, until it returns 0. 1, or 0 when it did.
///
/// # Safety
/// `cb` may be called with `cbdata`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_do_all(
    _ctx: *mut OSSL_LIB_CTX,
    cb: Option<unsafe extern "C" fn(provider: *mut OSSL_PROVIDER, cbdata: *mut c_void) -> c_int>,
    cbdata: *mut c_void,
) -> c_int {
    guard(0, || {
        let Some(cb) = cb else {
            return 0;
        };
        let active: Vec<&OSSL_PROVIDER> = OSSL_PROVIDER::active().collect();
        // SAFETY: the caller's promise.
        let mut called = active
            .into_iter()
            .map(|provider| unsafe { cb(std::ptr::from_ref(provider).cast_mut(), cbdata) });
        c_int::from(called.all(|result| result != 0))
    })
}

/// The name, which stays the provider's.
///
/// # Safety
/// `prov` is NULL or a provider.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PROVIDER_get0_name(prov: *const OSSL_PROVIDER) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(prov) }.map_or(null(), |provider| provider.name.as_ptr())
    })
}
