//! Trusted certificates of a context.

use std::ffi::{c_char, c_int};

use crate::object::context::SSL_CTX;
use crate::sys::types::*;
use crate::sys::verify::Store;

use super::guard;

/// The store of trusted certificates, still the context's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get_cert_store(ctx: *const SSL_CTX) -> *mut X509_STORE {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return std::ptr::null_mut();
        };
        // What the application adds to it must be seen by chains built for our certificates.
        ctx.forget_chains();
        ctx.store().as_ptr()
    })
}

/// Replaces the store; the reference passes to the context.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_cert_store(ctx: *mut SSL_CTX, store: *mut X509_STORE) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let Some(store) = (unsafe { Store::from_raw(store) }) else {
            return;
        };
        ctx.set_store(store);
    })
}

/// Replaces the store, adding a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set1_cert_store(ctx: *mut SSL_CTX, store: *mut X509_STORE) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        let Some(store) = (unsafe { Store::share(store) }) else {
            return;
        };
        ctx.set_store(store);
    })
}

/// Trusts the certificates of a PEM file, of a directory with hashed names, or both.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_load_verify_locations(
    ctx: *mut SSL_CTX,
    CAfile: *const c_char,
    CApath: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let (file, path) = unsafe { (ffi::cstr(CAfile), ffi::cstr(CApath)) };
        if file.is_none() && path.is_none() {
            return 0;
        }
        let store = ctx.store();
        let done = file.is_none_or(|file| store.load_file(file))
            && path.is_none_or(|path| store.load_path(path));
        ctx.forget_chains();
        c_int::from(done)
    })
}

/// Trusts the certificates of a PEM file.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_load_verify_file(
    ctx: *mut SSL_CTX,
    CAfile: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(CAfile) = (unsafe { ffi::cstr(CAfile) }) else {
            return 0;
        };
        let done = ctx.store().load_file(CAfile);
        ctx.forget_chains();
        c_int::from(done)
    })
}

/// Trusts the certificates of a directory with hashed names.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_load_verify_dir(
    ctx: *mut SSL_CTX,
    CApath: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(CApath) = (unsafe { ffi::cstr(CApath) }) else {
            return 0;
        };
        let done = ctx.store().load_path(CApath);
        ctx.forget_chains();
        c_int::from(done)
    })
}

/// Trusts the certificates of a store URI.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_load_verify_store(
    ctx: *mut SSL_CTX,
    CAstore: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(CAstore) = (unsafe { ffi::cstr(CAstore) }) else {
            return 0;
        };
        let done = ctx.store().load_store(CAstore);
        ctx.forget_chains();
        c_int::from(done)
    })
}

/// Trusts what the system trusts.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_verify_paths(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let done = ctx.store().set_default_paths();
        ctx.forget_chains();
        c_int::from(done)
    })
}

/// Trusts the system's directory of certificates.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_verify_dir(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        c_int::from(ctx.store().add_default_dir())
    })
}

/// Trusts the system's file of certificates.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_verify_file(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        c_int::from(ctx.store().add_default_file())
    })
}

/// Trusts the system's certificate store URI.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_default_verify_store(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        c_int::from(ctx.store().add_default_store())
    })
}
