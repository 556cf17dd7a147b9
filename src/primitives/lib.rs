//! The cryptography FerroDTLS is built from, behind its own types.
//!
//! This is the only crate that names third-party cryptography. Which library does what, and why,
//! is in `docs/PRIMITIVES.md`; exchanging one means editing one module here. Unsafe code is only in `abi.rs`.
#![no_std]
#![deny(unsafe_code)]

extern crate alloc;

pub mod aead;
pub mod block;
pub mod cbc;
mod ccm;
pub mod der;
pub mod dh;
pub mod digest;
pub mod gcm;
pub mod hidden_len_mac;
pub mod hmac;
pub mod kdf;
pub mod kx;
pub mod low_level;
pub mod mask;
pub mod random;
pub mod scrypt;
pub mod signature;
