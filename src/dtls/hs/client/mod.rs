//! The client's side of the handshake.

mod dtls12;
mod hello;

pub(crate) use hello::begin;
