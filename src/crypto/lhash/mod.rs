//! Hash tables of C pointers (`OPENSSL_LH_new(3)`).

pub mod abi;
