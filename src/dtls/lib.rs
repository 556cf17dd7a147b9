//! DTLS 1.0, 1.2 and 1.3 without input, output or a clock.
//!
//! The contract between the parts, and with the drivers, is `docs/ENGINE.md` of the repository.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod codec;
pub mod error;
pub mod flight;
pub mod keys;
pub mod msg;
pub mod record;
pub mod stateless;
pub mod suites;

mod association;
mod config;
mod connection;
mod core;
mod event;
mod facts;
mod hs;
mod limits;
mod post;
mod question;
mod receive;
mod session;
mod time;

pub use association::{AssociationStep, EndpointPairSecret};
pub use config::*;
pub use connection::Connection;
pub use event::{Direction, Event, HandshakeState, HeartbeatOutcome};
pub use facts::{Expired, Facts, Received, Role, ServerValue, ShareGroup};
pub use post::{HeartbeatInFlight, HeartbeatModes, HeartbeatRequest, HeartbeatSize};
pub use post::{PathMtuPhase, PathMtuSearch, PathMtuStep};
pub use primitives::dh::{DhGroup, Family as DhFamily};
pub use question::*;
pub use session::Session;
pub use time::Time;
