//! The handshake's transport: messages in order and whole over datagrams that get lost.
//!
//! [`FlightLayer`] is what a connection owns; the rest are its parts.
//!
//! ```text
//! receiving   receive(epoch, record payload)  ->  next_message() until None
//! sending     begin_flight(Keep::..), push_message / push_change_cipher_spec, then
//!             poll_transmit(now, write state, datagram) until None
//! waiting     poll_timeout(), handle_timeout(now); then poll_transmit again
//! answered    the peer's next flight is complete: flight_answered(), or begin_flight for the next
//! done        finish_handshake()
//! ```
//!
//! A repetition of the peer's last flight shows that ours was lost: it is sent again (RFC 6347
//! section 4.2.4), without help from the connection, but not more often than [`RESEND_INTERVAL`]
//! allows (the last flight: and a small stock), so that a flood of copies is not amplified. A flight
//! that is sent again and again gets smaller datagrams (section 4.1.1.1).
//!
//! Over a transport that is reliable and keeps order ([`Transport::ReliableOrdered`], RFC 6083)
//! there is no timer, nothing is sent again, and each datagram holds one record.
//!
//! [`Transport::ReliableOrdered`]: crate::Transport::ReliableOrdered

mod layer;
mod outgoing;
mod reassembly;
mod timer;

pub use layer::{FALLBACK_MTU, FlightLayer, Keep, LEAST_MTU, MAX_EXPIRIES, RESEND_INTERVAL};
pub use outgoing::{OutgoingFlight, Packing};
pub use reassembly::{Inserted, Limits, Message, Reassembly};
pub use timer::Timer;
