//! A client that comes again from the address of an established connection (RFC 6347, 4.2.8): what belongs to which.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::DropReason;
use dtls::msg::{CipherSuite, ProtocolVersion};
use dtls::{Config, Connection};
use sim::{Rules, Side, World};

fn world(config: &Config, seed: u64) -> World {
    let mut world = World::new(config.clone(), config.clone(), Rules::default(), seed);
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    world
}

/// Why the records of a datagram were dropped, and how many were.
fn drops(connection: &mut Connection, datagram: &[u8]) -> Vec<DropReason> {
    let mut datagram = datagram.to_vec();
    let mut rest = &mut datagram[..];
    let mut dropped = vec![];
    while !rest.is_empty() {
        let received = connection.handle_record(rest).unwrap();
        assert_eq!(received.data, None);
        dropped.push(received.dropped.unwrap());
        rest = &mut rest[received.consumed..];
    }
    dropped
}

#[test]
fn records_of_another_association_are_told_apart_and_change_nothing() {
    for (version, suite) in [
        (
            ProtocolVersion::DTLS1_2,
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        ),
        (
            ProtocolVersion::DTLS1_2,
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
        ),
        (
            ProtocolVersion::DTLS1_0,
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        ),
    ] {
        let config = Config {
            min_version: version,
            max_version: version,
            suites: vec![suite],
            ..Config::default()
        };
        let mut old = world(&config, 1);
        let mut new = world(&config, 2);
        assert!(new.exchange(b"hello again"));
        let from_client = new.network.sent.iter();
        let from_client = from_client.filter(|(_, side, _)| *side == Side::Client);
        let mut reasons = vec![];
        for (_, _, datagram) in from_client {
            reasons.extend(drops(&mut old.server.connection, datagram));
        }
        // Hello; key exchange and ChangeCipherSpec; Finished, which has the number of the old one; data.
        let (plain, sealed) = reasons.split_at(3);
        assert_eq!(plain, [DropReason::UnknownEpoch; 3], "{suite:?}");
        let expected = [DropReason::Replayed, DropReason::BadRecord];
        assert_eq!(sealed, expected, "{suite:?}");
        assert!(old.server.connection.poll_timeout().is_none());
        assert!(old.exchange(b"still here"), "{suite:?}");
    }
}
