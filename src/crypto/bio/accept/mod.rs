//! BIOs that accept connections of stream sockets (`BIO_s_accept(3)`).
//!
//! The first use listens, each further one accepts; the new connection's BIO follows this one in
//! its chain.

pub mod abi;
