//! Curves and their points.

pub mod abi;
