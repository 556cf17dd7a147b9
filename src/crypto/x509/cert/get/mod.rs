//! Reading the parts of a certificate, for C.

pub mod abi;
