//! Locks, once and thread-local values for C programs (`CRYPTO_THREAD_run_once(3)`).

pub mod abi;

pub use abi::current_id;
