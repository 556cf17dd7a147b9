//! Named parameters (`OSSL_PARAM(3)`).

pub mod abi;
pub mod value;

use std::ffi::{c_char, c_uint, c_void};

/// One parameter; an array of them ends with one whose key is NULL. C fills and reads the fields.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct OSSL_PARAM {
    /// The name.
    pub key: *const c_char,
    /// `OSSL_PARAM_*`.
    pub data_type: c_uint,
    /// The value, of the caller.
    pub data: *mut c_void,
    /// The length of the value in bytes.
    pub data_size: usize,
    /// How long a value that was asked for is.
    pub return_size: usize,
}

/// A signed number of the machine's byte order.
pub const OSSL_PARAM_INTEGER: c_uint = 1;
/// An unsigned number of the machine's byte order.
pub const OSSL_PARAM_UNSIGNED_INTEGER: c_uint = 2;
/// Text.
pub const OSSL_PARAM_UTF8_STRING: c_uint = 4;
/// Bytes.
pub const OSSL_PARAM_OCTET_STRING: c_uint = 5;
/// A pointer to text.
pub const OSSL_PARAM_UTF8_PTR: c_uint = 6;
/// A pointer to bytes.
pub const OSSL_PARAM_OCTET_PTR: c_uint = 7;
/// [`OSSL_PARAM::return_size`] of a parameter that nobody set.
pub const OSSL_PARAM_UNMODIFIED: usize = usize::MAX;
