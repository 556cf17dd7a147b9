//! libcrypto's C ABI as far as programs that do DTLS use it.
//!
//! One folder a family: safe code in `mod.rs` and its neighbours, the exported C functions in
//! `abi.rs`. Every exported function is one call of [`err::guard`]: a panic becomes
//! `ERR_R_INTERNAL_ERROR` on the caller's queue and the documented failure value.

// The names of C types are exactly OpenSSL's, because the headers are generated from them.
#![allow(non_camel_case_types)]
// The shapes of C functions are given.
#![allow(clippy::too_many_arguments, clippy::type_complexity)]

pub mod aes;
pub mod asn1;
pub mod bio;
pub mod bn;
pub mod conf;
pub mod der;
pub mod des;
pub mod dh;
pub mod digest_once;
pub mod ec;
pub mod engine;
pub mod err;
pub mod evp;
pub mod ex_data;
pub mod hmac;
pub mod init;
pub mod keys_der;
pub mod lhash;
pub mod mem;
pub mod modes;
pub mod objects;
pub mod params;
pub mod pem;
pub mod provider;
pub mod rand;
pub mod rsa;
pub mod stack;
pub mod store;
pub mod text;
pub mod thread;
pub mod ui;
pub mod version;
pub mod x509;
pub mod x509_vfy;
pub mod x509v3;
