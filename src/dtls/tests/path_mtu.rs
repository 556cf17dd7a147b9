//! Paths that take less than both sides believe, and time that is not the peer's.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::{ClientAuth, Config, Question, Time};
use sim::{Identity, Rules, World};

/// Both sides show certificates, so that both have large flights.
fn mutual(rules: Rules, seed: u64) -> World {
    let config = Config {
        mtu: 1472,
        ..Config::default()
    };
    let server = Config {
        client_auth: ClientAuth::Require,
        ..config.clone()
    };
    let mut world = World::new(config, server, rules, seed);
    world.client.identities = vec![Identity::ecdsa_p256()];
    world
}

/// Datagrams above the limit vanish, on either way or both.
#[test]
fn flights_get_smaller_on_a_path_that_swallows_large_datagrams() {
    let ways = [(548, 548), (548, 1472), (1472, 548), (508, 600), (700, 900)];
    for (seed, (mtu_to_server, mtu_to_client)) in (1..).zip(ways) {
        let rules = Rules {
            mtu_to_server,
            mtu_to_client,
            ..Rules::default()
        };
        let mut world = mutual(rules, seed);
        assert!(world.handshake(), "{mtu_to_server} {mtu_to_client}");
        let seconds = (world.now - Time::ZERO).as_secs();
        // Each side's timer has to expire twice.
        assert!(seconds < 8, "{mtu_to_server} {mtu_to_client}: {seconds} s");
    }
}

/// A program that knows its path is believed.
#[test]
fn flights_keep_their_size_when_the_program_says_so() {
    let mut world = mutual(
        Rules {
            mtu_to_client: 548,
            ..Rules::default()
        },
        9,
    );
    let config = world.server.connection.config();
    let config = Config {
        shrink_mtu: false,
        ..Config::clone(config)
    };
    world.server.connection.set_config(config.into());
    assert!(!world.handshake());
    assert_eq!(world.server.connection.mtu(), 1472);
}

/// While a server's application thinks about the client's chain, for longer than all of the timer's periods together, the
/// server waits for nobody: it neither repeats its flight nor gives the client up.
#[test]
fn the_timer_of_a_flight_does_not_count_while_a_question_is_open() {
    let mut world = mutual(Rules::default(), 11);
    let config = world.client.connection.config();
    let config = Config {
        max_retransmissions: u32::MAX,
        ..Config::clone(config)
    };
    world.client.connection.set_config(config.into());
    world.server.hold_questions = true;
    world.client.start();
    world.server.start();
    let asked = |world: &World| world.server.connection.question().cloned();
    loop {
        assert!(world.run(Duration::from_secs(1), |world| asked(world).is_some()));
        match asked(&world) {
            Some(Question::VerifyChain { .. }) => break,
            _ => world.server.answer_all(),
        }
    }
    assert!(!world.run(Duration::from_secs(3600), |_| false));
    assert_eq!(
        (world.server.error, world.server.retransmissions),
        (None, 0)
    );
    assert!(world.client.retransmissions > 12);
    world.server.hold_questions = false;
    world.server.answer_all();
    let start = world.now;
    assert!(world.run(sim::LIMIT, |world| {
        world.client.is_connected() && world.server.is_connected()
    }));
    assert!(world.now - start < Duration::from_secs(1));
    assert_eq!(world.server.retransmissions, 0);
}

/// Anybody can make a network say that it takes next to nothing: no flight fits that, and the connection goes on.
#[test]
fn what_a_network_says_is_never_too_small_for_a_flight() {
    for reported in [0, 1, 12, 13, 40, 68, 200] {
        let mut world = mutual(Rules::default(), 21);
        world.client.start();
        world.server.start();
        let both = |world: &mut World| {
            world.client.connection.narrow(reported);
            world.server.connection.narrow(reported);
            for peer in [&mut world.client, &mut world.server] {
                peer.connection.datagram_refused(1400, Some(reported));
            }
        };
        both(&mut world);
        let done = world.run(sim::LIMIT, |world| {
            world.client.is_connected() && world.server.is_connected()
        });
        let errors = (&world.client.error, &world.server.error);
        assert!(done, "{reported}: {errors:?}");
    }
}
