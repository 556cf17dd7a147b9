//! The cookie exchange, with and without a connection.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::error::{DropReason, Reason};
use dtls::msg::ProtocolVersion;
use dtls::{Answer, Config, Question, stateless};
use sim::{Peer, Rules, Side, World};

fn world(client: Config, server: Config) -> World {
    World::new(client, server, Rules::default(), 1)
}

fn connect(client: Config, server: Config) -> World {
    let mut world = world(client, server);
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"hello"));
    world
}

fn range(min: ProtocolVersion, max: ProtocolVersion) -> Config {
    Config {
        min_version: min,
        max_version: max,
        ..Config::default()
    }
}

fn with_cookies() -> Config {
    Config {
        cookie_exchange: true,
        ..Config::default()
    }
}

#[test]
fn a_cookie_exchange_within_the_connection() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        let server = Config {
            cookie_exchange: true,
            ..range(version, version)
        };
        let world = connect(range(version, version), server);
        let kinds: Vec<_> = world.server.questions.iter().map(sim::peer::name).collect();
        assert_eq!(kinds[..3], ["MakeCookie", "CheckCookie", "ClientHello"]);
        let request = &world.network.sent[1];
        assert_eq!((request.1, request.2[13]), (Side::Server, 3));
        // The reply says DTLS 1.0, and no record number of the server occurs twice in the first epoch.
        assert_eq!(request.2[1..3], [0xfe, 0xff]);
        let mut numbers: Vec<_> = records(&world, Side::Server)
            .into_iter()
            .map(|record| record[3..11].to_vec())
            .collect();
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
    }
}

/// All records that a side sent.
fn records(world: &World, from: Side) -> Vec<Vec<u8>> {
    let mut records = vec![];
    for (_, side, datagram) in &world.network.sent {
        let mut rest = &datagram[..];
        while !rest.is_empty() && *side == from {
            let len = 13 + usize::from(u16::from_be_bytes([rest[11], rest[12]]));
            records.push(rest[..len].to_vec());
            rest = &rest[len..];
        }
    }
    records
}

#[test]
fn a_listener_hands_over_a_verified_client() {
    for sequence_start in [0, 1, 3] {
        let mut world = world(Config::default(), Config::default());
        world.client.start();
        // Hellos that got lost: the record number goes up.
        for _ in 0..sequence_start {
            world.client.transmit(world.now);
            let later = world.client.connection.poll_timeout().unwrap();
            world.client.expire(later);
            world.now = later;
        }
        let first = world.client.transmit(world.now).remove(0);
        let hello = stateless::Hello::read(&first).unwrap();
        assert!(hello.cookie().is_empty());
        let mut reply = [0; 300];
        let len = hello.write_verify_request(b"cookie", &mut reply).unwrap();
        world.client.receive(&reply[..len]);
        let second = world.client.transmit(world.now).remove(0);
        let hello = stateless::Hello::read(&second).unwrap();
        assert_eq!(hello.cookie(), b"cookie");
        world.server = Peer::server_after_cookie(Config::default(), 5, &hello);
        world.server.start();
        world.server.receive(&second);
        let answer = world.server.transmit(world.now);
        let number = |datagram: &[u8]| u64::from_be_bytes(datagram[3..11].try_into().unwrap());
        assert!(number(&answer[0]) > number(&reply));
        for datagram in answer {
            world.client.receive(&datagram);
        }
        assert!(world.run(sim::LIMIT, |world| {
            world.client.is_connected() && world.server.is_connected()
        }));
        assert!(world.exchange(b"hello"));
    }
}

#[test]
fn a_bad_cookie_counts_as_none() {
    let mut world = world(Config::default(), with_cookies());
    world.server.hold_questions = true;
    world.client.start();
    world.server.start();
    let mut rounds = 0;
    let done = loop {
        world.run(Duration::from_millis(100), |_| false);
        match world.server.connection.question() {
            // As after a change of the secret, twice.
            Some(Question::CheckCookie { .. }) if rounds < 2 => {
                rounds += 1;
                world
                    .server
                    .connection
                    .answer(Answer::CookieGood(false))
                    .unwrap();
                world.server.receive(&[]);
            }
            Some(_) => world.server.answer_all(),
            None => {}
        }
        if world.client.is_connected() && world.server.is_connected() {
            break true;
        }
        if world.client.error.is_some() || world.now.as_micros() > 60_000_000 {
            break false;
        }
    };
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert_eq!(
        world.server.connection.drops().count(DropReason::BadCookie),
        2
    );
}

#[test]
fn nothing_is_kept_or_amplified_before_the_cookie() {
    let mut world = world(Config::default(), with_cookies());
    world.client.start();
    let hello = world.client.transmit(world.now).remove(0);
    for _ in 0..1000 {
        world.server.receive(&hello);
        let replies = world.server.transmit(world.now);
        let bytes: usize = replies.iter().map(Vec::len).sum();
        assert!(bytes <= hello.len());
        assert_eq!(world.server.connection.kept_bytes(), 0);
    }
    assert!(world.server.connection.poll_timeout().is_none());
}

#[test]
fn a_hello_in_fragments_gets_through() {
    let client = Config {
        mtu: 130,
        server_name: Some(vec![b'a'; 100]),
        ..Config::default()
    };
    connect(client.clone(), with_cookies());
    let mut world = world(client, with_cookies());
    world.client.whole_datagrams = true;
    world.server.whole_datagrams = true;
    assert!(world.handshake());
    let hellos = records(&world, Side::Client);
    assert!(hellos[0][14..17] != hellos[0][22..25], "it was not cut");
}

#[test]
fn a_server_that_never_answers_ends_the_handshake() {
    let mut world = world(Config::default(), Config::default());
    world.network.rules.loss = 100;
    assert!(!world.handshake());
    assert_eq!(world.client.error.unwrap().reason, Reason::TimedOut);
    assert_eq!(world.client.retransmissions, 12);
    // 1 + 2 + 4 + ... and then 60 seconds each.
    let seconds = world.network.sent.last().unwrap().0.as_micros() / 1_000_000;
    assert!((300..500).contains(&seconds), "{seconds}");
    assert!(world.server.error.is_none());
}
