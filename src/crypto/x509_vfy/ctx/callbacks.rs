//! The functions a program puts into a store or a verification.

use std::ffi::c_int;
use std::sync::{Mutex, PoisonError};

use super::X509_STORE_CTX;
use crate::x509::X509;

/// Told of every finding; returns whether to go on.
pub type X509_STORE_CTX_verify_cb =
    Option<unsafe extern "C" fn(ok: c_int, ctx: *mut X509_STORE_CTX) -> c_int>;
/// Checks signatures and times in place of the library.
pub type X509_STORE_CTX_verify_fn = Option<unsafe extern "C" fn(ctx: *mut X509_STORE_CTX) -> c_int>;
/// Finds the trusted issuer of `x`.
pub type X509_STORE_CTX_get_issuer_fn = Option<
    unsafe extern "C" fn(issuer: *mut *mut X509, ctx: *mut X509_STORE_CTX, x: *mut X509) -> c_int,
>;
/// Says whether `issuer` may have issued `x`.
pub type X509_STORE_CTX_check_issued_fn = Option<
    unsafe extern "C" fn(ctx: *mut X509_STORE_CTX, x: *mut X509, issuer: *mut X509) -> c_int,
>;

/// One of each.
#[derive(Clone, Copy, Default)]
pub struct Functions {
    /// `X509_STORE_set_verify_cb`.
    pub verify_cb: X509_STORE_CTX_verify_cb,
    /// `X509_STORE_set_verify`.
    pub verify: X509_STORE_CTX_verify_fn,
    /// `X509_STORE_set_get_issuer`.
    pub get_issuer: X509_STORE_CTX_get_issuer_fn,
    /// `X509_STORE_set_check_issued`.
    pub check_issued: X509_STORE_CTX_check_issued_fn,
}

/// The functions of an object that threads share.
#[derive(Default)]
pub struct Callbacks(Mutex<Functions>);

impl Callbacks {
    /// The functions as they are now.
    pub fn get(&self) -> Functions {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes them.
    pub fn change(&self, change: impl FnOnce(&mut Functions)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
