//! libssl's C ABI over the DTLS engine.
//!
//! * `object/`: safe models of what the C API's opaque types stand for;
//! * `driver`: moves datagrams between BIOs and the engine; `questions`: what the engine asks;
//! * `callback`: types of the application's callbacks; `ctrl`: `SSL_ctrl` and its kin;
//! * `trace`: messages in words; `reasons`: error codes; `sys/`: libcrypto through its C ABI; `abi/`: the exported functions.

#![allow(non_camel_case_types)]
// Parameters have the names of the manual pages, which the headers show.
#![allow(non_snake_case)]

pub mod abi;
pub mod callback;
pub mod ctrl;
pub mod driver;
pub mod object;
pub mod questions;
pub mod reasons;
pub mod sys;
pub mod trace;
