//! The calling conventions of `d2i_X` and `i2d_X` (`d2i_X509(3)`), written once.

pub mod abi;

pub use abi::{input, output};
