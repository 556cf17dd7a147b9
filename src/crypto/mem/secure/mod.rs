//! `CRYPTO_secure_malloc(3)` without a secure heap.
//!
//! There is no locked arena: `CRYPTO_secure_malloc_init` says so, and the manual page's rule for
//! that case holds, the functions are those of ordinary memory.

pub mod abi;
