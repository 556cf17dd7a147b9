//! Hashes without `EVP`: in one call (`SHA256(3)`, `MD5(3)`) and in parts (`SHA256_Init(3)`).

pub mod abi;
pub mod parts;
