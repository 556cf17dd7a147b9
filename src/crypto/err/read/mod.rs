//! Reading the queue.

pub mod abi;
