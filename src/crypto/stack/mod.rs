//! Stacks of C pointers (`OPENSSL_sk_num(3)`, `DEFINE_STACK_OF(3)`).

pub mod abi;

pub use abi::OPENSSL_STACK;
