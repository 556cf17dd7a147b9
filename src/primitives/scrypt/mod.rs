//! scrypt (RFC 7914): keys from passwords with a cost in memory.

mod abi;

pub use abi::{Cost, scrypt};
