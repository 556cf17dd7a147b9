//! The library's life in a process (`OPENSSL_init_crypto(3)`).
//!
//! Nothing needs to be prepared: tables are made when they are first used. What is left is the
//! order at the end: functions registered with `OPENSSL_atexit` run once, the last one first.

pub mod abi;
