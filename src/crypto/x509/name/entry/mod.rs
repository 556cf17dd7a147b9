//! Single attributes of names, for C.

pub mod abi;
