//! The settings of an operation, for C.

pub mod abi;
