//! The server's side of the handshake.

mod cookie;
mod dtls12;
mod hello;
mod psk;
mod staple;

pub(crate) use cookie::{CookieGate, Gate};
pub(crate) use hello::ExpectClientHello;
