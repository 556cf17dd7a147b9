//! The configuration file (`CONF_modules_load_file(3)`): its place.
//!
//! No module of libcrypto is configured by it here; what concerns DTLS is libssl's matter.

pub mod abi;
