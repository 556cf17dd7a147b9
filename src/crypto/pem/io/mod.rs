//! PEM from and to a BIO or a stream, and the password of an encrypted block.

pub mod abi;
pub mod terminal;
