//! Ciphers at work, for C.

pub mod abi;
