//! Loaders of a program's own, by scheme (`OSSL_STORE_LOADER(3)`).

pub mod abi;

use std::ffi::{CString, c_char, c_int, c_void};
use std::sync::Mutex;

use ffi::UniqueHandle;

use super::info::OSSL_STORE_INFO;
use crate::engine::abi::ENGINE;
use crate::ui::method::UI_METHOD;

/// Opens a URI; NULL on failure.
pub type OSSL_STORE_open_fn = Option<
    unsafe extern "C" fn(
        loader: *const OSSL_STORE_LOADER,
        uri: *const c_char,
        ui_method: *const UI_METHOD,
        ui_data: *mut c_void,
    ) -> *mut OSSL_STORE_LOADER_CTX,
>;
/// Says what is wanted.
pub type OSSL_STORE_expect_fn =
    Option<unsafe extern "C" fn(ctx: *mut OSSL_STORE_LOADER_CTX, expected: c_int) -> c_int>;
/// Loads the next object.
pub type OSSL_STORE_load_fn = Option<
    unsafe extern "C" fn(
        ctx: *mut OSSL_STORE_LOADER_CTX,
        ui_method: *const UI_METHOD,
        ui_data: *mut c_void,
    ) -> *mut OSSL_STORE_INFO,
>;
/// Whether all was loaded; whether there was an error; closes.
pub type OSSL_STORE_eof_fn = Option<unsafe extern "C" fn(ctx: *mut OSSL_STORE_LOADER_CTX) -> c_int>;

/// What a loader makes, the program's.
pub type OSSL_STORE_LOADER_CTX = c_void;

/// A loader.
pub struct OSSL_STORE_LOADER {
    scheme: CString,
    engine: *mut ENGINE,
    open: OSSL_STORE_open_fn,
    expect: OSSL_STORE_expect_fn,
    load: OSSL_STORE_load_fn,
    eof: OSSL_STORE_eof_fn,
    error: OSSL_STORE_eof_fn,
    close: OSSL_STORE_eof_fn,
}

impl UniqueHandle for OSSL_STORE_LOADER {}

/// An open place of a loader.
#[derive(Clone, Copy)]
pub struct Session {
    pub(super) loader: *const OSSL_STORE_LOADER,
    pub(super) ctx: *mut OSSL_STORE_LOADER_CTX,
}

/// The registered loaders, the program's.
pub(super) static LOADERS: Mutex<Vec<Registered>> = Mutex::new(Vec::new());

/// The address of a loader.
#[derive(Clone, Copy)]
pub(super) struct Registered(pub(super) *const OSSL_STORE_LOADER);
