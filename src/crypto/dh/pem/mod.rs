//! Parameters in PEM.

pub mod abi;
