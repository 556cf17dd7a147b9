//! Method tables that programs make (`BIO_meth_new(3)`).

pub mod abi;
