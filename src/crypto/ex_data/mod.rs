//! Values that programs attach to objects (`CRYPTO_get_ex_new_index(3)`).

pub mod abi;

pub use abi::CRYPTO_EX_DATA;
