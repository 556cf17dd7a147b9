//! Memory that C may own (`OPENSSL_malloc(3)`), and secret memory.
//!
//! Rust's own objects come from Rust's allocator; what C may free with `OPENSSL_free`, or resize,
//! comes from here, so that functions set with `CRYPTO_set_mem_functions` see it.

pub mod abi;
pub mod secure;

pub use abi::{cleanse, copy_bytes, copy_string};
