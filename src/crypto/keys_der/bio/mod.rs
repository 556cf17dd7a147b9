//! Keys between DER and a BIO or a stream.

pub mod abi;
