//! The BIO that swallows everything.

pub mod abi;
