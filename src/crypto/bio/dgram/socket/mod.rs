//! System calls on datagram sockets.

pub mod abi;
