//! Handshakes over a network that loses nothing.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::Config;
use sim::{Rules, World};

#[test]
fn a_full_handshake_and_data_both_ways() {
    let mut world = World::new(Config::default(), Config::default(), Rules::default(), 1);
    assert!(
        world.handshake(),
        "{:?} {:?}",
        world.client.error,
        world.server.error
    );
    assert!(world.exchange(b"hello"));
    assert_eq!(
        world.client.retransmissions + world.server.retransmissions,
        0
    );
}
