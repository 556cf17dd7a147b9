//! `ERR_load_BIO_strings` and its sisters: the texts are there without them.

pub mod abi;
