//! Comparing and hashing names of certificates, for C.

pub mod abi;
