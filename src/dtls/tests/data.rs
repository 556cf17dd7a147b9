//! Application data on a live connection.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::error::Reason;
use dtls::{Config, Transport};
use sim::{Rules, Side, World};

fn connected(config: Config) -> World {
    let mut world = World::new(config.clone(), config, Rules::default(), 1);
    assert!(world.handshake());
    world.run(Duration::from_secs(1), |_| false);
    world
}

#[test]
fn more_records_than_sixteen_bits_count() {
    let mut world = connected(Config::default());
    for (from, to) in [(Side::Client, Side::Server), (Side::Server, Side::Client)] {
        for number in 0..70_000_u32 {
            let datagram = world.peer(from).seal(&number.to_be_bytes());
            world.peer(to).receive(&datagram);
            assert_eq!(world.peer(to).received.pop().unwrap(), number.to_be_bytes());
        }
    }
}

#[test]
fn every_size_passes() {
    let mut world = connected(Config::default());
    for len in (0..300).chain([1200, 4000, 16_383, 16_384]) {
        let data = vec![len as u8; len];
        let datagram = world.client.seal(&data);
        world.server.receive(&datagram);
        assert_eq!(world.server.received.pop().unwrap(), data);
    }
    let mut out = vec![0; 20_000];
    let too_long = world.client.connection.send(&[0; 16_385], &mut out);
    assert_eq!(too_long.unwrap_err().reason, Reason::DataTooLong);
    let too_small = world.client.connection.send(&[0; 100], &mut out[..100]);
    assert_eq!(too_small.unwrap_err().reason, Reason::BufferTooSmall);
    assert!(world.exchange(b"and nothing broke"));
}

#[test]
fn what_fits_the_mtu_is_told_exactly() {
    for suite in dtls::DEFAULT_SUITES {
        let mut world = connected(Config {
            suites: vec![*suite],
            ..Config::default()
        });
        assert_eq!(world.client.connection.mtu(), 1200);
        let most = world.client.connection.data_mtu();
        assert!(world.client.seal(&vec![0; most]).len() <= 1200);
        assert!(world.client.seal(&vec![0; most + 1]).len() > 1200);
    }
}

#[test]
fn many_records_may_share_a_datagram() {
    let mut world = connected(Config::default());
    let mut datagram = vec![];
    for number in 0..10 {
        datagram.extend(world.client.seal(&[number]));
    }
    datagram.extend(b"junk behind");
    world.server.receive(&datagram);
    let expected: Vec<_> = (0..10).map(|number| vec![number]).collect();
    assert_eq!(world.server.received, expected);
}

/// RFC 6083: the transport repeats and orders, so this side does neither, and cuts nothing.
#[test]
fn over_a_reliable_transport_there_is_no_timer() {
    let config = Config {
        transport: Transport::ReliableOrdered,
        ..Config::default()
    };
    let mut world = World::new(config.clone(), config, Rules::default(), 1);
    world.client.start();
    world.server.start();
    let done = world.run(sim::LIMIT, |world| {
        assert_eq!(world.client.connection.poll_timeout(), None);
        assert_eq!(world.server.connection.poll_timeout(), None);
        world.client.is_connected() && world.server.is_connected()
    });
    assert!(done);
    assert!(world.exchange(b"data"));
    for (_, _, datagram) in &world.network.sent {
        let body = usize::from(u16::from_be_bytes([datagram[11], datagram[12]]));
        assert_eq!(datagram.len(), 13 + body, "one record a message");
    }
}
