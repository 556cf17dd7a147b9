//! The types of the `ASN1_STRING` family, one by one, for C.

pub mod abi;
pub mod codec;
