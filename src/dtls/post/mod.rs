//! What happens after a handshake: renegotiation and heartbeats.

mod heartbeat;
mod renegotiation;

pub(crate) use heartbeat::{DEFAULT_TRIES, Heartbeats};
pub use heartbeat::{HeartbeatInFlight, HeartbeatModes, HeartbeatRequest, HeartbeatSize};
pub(crate) use renegotiation::{Established, check, renegotiate};
