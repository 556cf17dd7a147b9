//! Reading a key from PEM.

pub mod abi;
