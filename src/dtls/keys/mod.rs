//! The secrets of DTLS 1.0 and 1.2, in the order in which they come about: premaster secret, master
//! secret, key block, Finished, exporter.
//!
//! Secrets are wiped when they are dropped, and print nothing.

mod block;
mod exporter;
mod finished;
mod master;
mod prf;

pub use block::{KeyBlock, WriteKeys};
pub use exporter::export;
pub use finished::{FinishedVerified, VerifyData};
pub use master::{MasterSecret, Premaster};
pub use prf::Prf;

#[cfg(test)]
mod vectors;
