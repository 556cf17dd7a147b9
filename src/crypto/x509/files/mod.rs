//! Certificates and revocation lists in PEM, for C.

pub mod abi;
