//! `X509_ALGOR`: AlgorithmIdentifier (RFC 5280 section 4.1.1.2).

pub mod abi;

pub use abi::X509_ALGOR;
