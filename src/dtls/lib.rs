//! DTLS 1.0, 1.2 and 1.3 without input, output or a clock.
//!
//! The contract between the parts, and with the drivers, is `docs/ENGINE.md` of the repository.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod codec;
pub mod error;
pub mod msg;
