//! Addresses (`BIO_ADDR(3)`) and looking them up (`BIO_lookup_ex(3)`).

pub mod abi;
pub mod lookup;

pub use abi::BIO_ADDR;
