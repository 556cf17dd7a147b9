//! Checks of names and purposes, for C.

pub mod abi;
