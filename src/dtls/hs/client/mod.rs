//! The client's side of the handshake.

mod dtls12;
mod hello;
mod psk;
mod status;

pub(crate) use hello::begin;
