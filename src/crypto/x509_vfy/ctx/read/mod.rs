//! Results of a verification, for C.

pub mod abi;
