//! `ASN1_STRING` and its family: one structure for every string-like ASN.1 type.

pub mod abi;
pub mod choose;
pub mod kinds;
pub mod print;
pub mod text;
pub mod typed;

pub use abi::ASN1_STRING;
