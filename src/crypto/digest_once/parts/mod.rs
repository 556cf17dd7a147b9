//! Hashes in parts, over memory of the program's (`SHA256_Init(3)`).

pub mod abi;
