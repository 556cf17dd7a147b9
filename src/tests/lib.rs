//! What keeps the C border in step with its description in `abi/`.
//!
//! * [`abi`]: the lists of exported symbols.
//! * [`compat`]: the table of libssl's functions.
//! * [`headers`]: the public headers, made from the Rust signatures and the hand-kept parts.
//! * [`exports`]: what the built shared objects really export and import.

pub mod abi;
pub mod compat;
pub mod exports;
pub mod headers;

use std::path::PathBuf;

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
