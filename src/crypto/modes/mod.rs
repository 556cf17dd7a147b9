//! Modes of operation over a program's own block cipher (`modes.h`).

pub mod abi;
