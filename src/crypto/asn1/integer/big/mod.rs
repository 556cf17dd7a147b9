//! `ASN1_INTEGER` from and to big numbers, for C.

pub mod abi;
