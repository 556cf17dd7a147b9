//! Memory BIOs (`BIO_s_mem(3)`) and the BIO that swallows everything (`BIO_s_null(3)`).

pub mod abi;
pub mod null;
