//! BIOs over C streams (`BIO_s_file(3)`).

pub mod abi;
