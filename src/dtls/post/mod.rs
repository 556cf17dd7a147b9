//! What happens after a handshake: renegotiation, heartbeats and the search for the path's MTU.

mod heartbeat;
mod pmtu;
mod renegotiation;

pub(crate) use heartbeat::{DEFAULT_TRIES, Heartbeats};
pub use heartbeat::{HeartbeatInFlight, HeartbeatModes, HeartbeatRequest, HeartbeatSize};
pub(crate) use pmtu::Search;
pub use pmtu::{PathMtuPhase, PathMtuSearch, PathMtuStep};
pub(crate) use renegotiation::{Established, check, renegotiate};
