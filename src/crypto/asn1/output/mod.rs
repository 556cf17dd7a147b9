//! Writing what was formatted to where a C program wants it.

pub mod abi;

pub use abi::{count_to_bio, count_to_file, string_into, to_bio};
