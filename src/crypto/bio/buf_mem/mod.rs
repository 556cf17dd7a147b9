//! Growing blocks of memory (`BUF_MEM_new(3)`).

pub mod abi;

pub use abi::BUF_MEM;
