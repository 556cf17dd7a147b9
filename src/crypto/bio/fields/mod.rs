//! Fields of a BIO that C programs read and set.

pub mod abi;
