//! The server's side of the handshake.

mod cookie;
mod dtls12;
mod hello;
mod key_exchange;
mod staple;

pub(crate) use cookie::{CookieGate, Gate};
pub(crate) use hello::ExpectClientHello;
