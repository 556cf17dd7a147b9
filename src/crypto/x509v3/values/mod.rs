//! The values of extensions as the C structures of `x509v3.h`.

pub mod abi;
