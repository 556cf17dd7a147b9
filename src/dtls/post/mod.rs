//! What happens after a handshake: until now renegotiation.

mod renegotiation;

pub(crate) use renegotiation::{Established, check, renegotiate};
