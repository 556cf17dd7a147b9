//! DTLS 1.0, 1.2 and 1.3 without input, output or a clock.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
