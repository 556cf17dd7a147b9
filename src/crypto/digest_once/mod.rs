//! Hashes in one call (`SHA256(3)`, `MD5(3)`).

pub mod abi;
