//! Making certificates: setting the parts, for C.

pub mod abi;
