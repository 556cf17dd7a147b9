//! RSA without padding.

mod abi;

pub use abi::RawKey;
