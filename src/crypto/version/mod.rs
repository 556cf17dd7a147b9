//! What this library is (`OpenSSL_version(3)`).
//!
//! The numbers are those of the OpenSSL release whose ABI this is: programs compare them with the
//! headers that they were compiled with. The text says whose library it is.

pub mod abi;
