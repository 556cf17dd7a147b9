//! `ASN1_TYPE`: a value of any type.

pub mod abi;

pub use abi::ASN1_TYPE;
