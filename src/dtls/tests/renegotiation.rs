//! Renegotiation and resumption.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, ContentType, ProtocolVersion};
use dtls::{ClientAuth, Config, Event, ExtendedMasterSecret, Renegotiation};
use sim::{Fate, Identity, Peer, Rules, Side, World};

/// Worlds differ, so that no session ID comes twice.
fn world(client: Config, server: Config) -> World {
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    World::new(client, server, Rules::default(), seed)
}

fn connect(client: Config, server: Config) -> World {
    let mut world = world(client, server);
    run(&mut world);
    world
}

fn run(world: &mut World) {
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"hello"));
}

fn range(min: ProtocolVersion, max: ProtocolVersion) -> Config {
    Config {
        min_version: min,
        max_version: max,
        ..Config::default()
    }
}

fn renegotiating() -> Config {
    Config {
        renegotiation: Renegotiation::Accept,
        ..Config::default()
    }
}

#[test]
fn renegotiation_from_either_side() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        for side in [Side::Client, Side::Server] {
            let config = Config {
                min_version: version,
                max_version: version,
                ..renegotiating()
            };
            let mut world = connect(config.clone(), config);
            for round in 0..3 {
                let before = world.client.connection.facts().unwrap().client_random;
                world.peer(side).connection.renegotiate().unwrap();
                let done = world.run(sim::LIMIT, |world| {
                    let facts = world.client.connection.facts().unwrap();
                    facts.client_random != before
                        && world.client.is_connected()
                        && world.server.is_connected()
                });
                let errors = (world.client.error, world.server.error);
                assert!(done, "{version:?} {side:?} {round} {errors:?}");
                assert!(world.exchange(&[round; 100]));
            }
        }
    }
}

/// A server that lets no client begin still takes the hello that it asked for.
#[test]
fn what_a_server_asks_for_it_takes() {
    let mut world = connect(renegotiating(), Config::default());
    let before = world.client.connection.facts().unwrap().client_random;
    world.server.connection.renegotiate().unwrap();
    let done = world.run(sim::LIMIT, |world| {
        let facts = world.client.connection.facts().unwrap();
        facts.client_random != before && world.client.is_connected() && world.server.is_connected()
    });
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"after"));
    world.client.connection.renegotiate().unwrap();
    world.run(Duration::from_secs(1), |_| false);
    let refused = world.client.error.unwrap().reason;
    assert_eq!(refused, Reason::RenegotiationRefused);
}

/// A side that closes in a renegotiation that gets no answer takes what the peer still sends, however late.
#[test]
fn a_renegotiation_does_not_end_a_connection_that_was_closed() {
    let mut world = connect(renegotiating(), renegotiating());
    world.client.connection.renegotiate().unwrap();
    world.client.connection.close();
    world.network.judge(|_, _, _| Fate::Drop);
    world.run(Duration::from_secs(3600), |_| false);
    assert_eq!(world.client.connection.poll_timeout(), None);
    world.network.judge(|_, _, _| Fate::Deliver);
    world.send(Side::Server, b"late");
    world.run(Duration::from_secs(1), |_| false);
    assert_eq!(world.client.error, None);
    let last = world.client.received.last().unwrap();
    assert_eq!(last, b"late");
    let mut world = connect(renegotiating(), renegotiating());
    world.client.connection.renegotiate().unwrap();
    world.client.connection.close();
    world.network.judge(|_, from, _| match from {
        Side::Client => Fate::Deliver,
        Side::Server => Fate::Drop,
    });
    world.run(Duration::from_secs(3600), |_| false);
    assert!(world.server.connection.is_peer_closed());
    assert_eq!((world.client.error, world.server.error), (None, None));
}

/// How often a server asks, which of its requests arrive, and whether the client has begun by itself meanwhile or refused
/// before: the number of the ServerHello is the one that the client waits for.
#[test]
fn a_server_may_ask_more_than_once() {
    for requests in 1..4 {
        for arrive in 0..=requests {
            for refused in 0..3 {
                let mut world = connect(Config::default(), renegotiating());
                for _ in 0..refused {
                    world.server.connection.renegotiate().unwrap();
                    world.run(Duration::from_secs(1), |_| false);
                }
                world.client.connection.set_config(renegotiating().into());
                let before = world.client.connection.facts().unwrap().client_random;
                world.network.judge(move |_, _, _| Fate::Drop);
                for request in 0..requests {
                    if request == requests - arrive {
                        world.network.judge(|_, _, _| Fate::Deliver);
                    }
                    world.server.connection.renegotiate().unwrap();
                    world.transmit();
                }
                world.network.judge(|_, _, _| Fate::Deliver);
                if arrive != 1 {
                    world.client.connection.renegotiate().unwrap();
                }
                let done = world.run(Duration::from_secs(5), |world| {
                    let facts = world.client.connection.facts().unwrap();
                    facts.client_random != before
                        && world.client.is_connected()
                        && world.server.is_connected()
                });
                assert!(done, "{requests} {arrive} {refused}");
                assert!(world.exchange(b"after"));
            }
        }
    }
}

#[test]
fn renegotiation_is_refused_and_the_connection_lives() {
    let mut world = connect(renegotiating(), Config::default());
    world.client.connection.renegotiate().unwrap();
    world.run(Duration::from_secs(1), |_| false);
    assert_eq!(
        world.client.error.unwrap().reason,
        Reason::RenegotiationRefused
    );
    let mut world = connect(Config::default(), renegotiating());
    world.server.connection.renegotiate().unwrap();
    world.run(Duration::from_secs(1), |_| false);
    let refused = Event::AlertReceived {
        level: 1,
        description: AlertDescription::NO_RENEGOTIATION,
    };
    assert!(world.server.events.contains(&refused));
    assert!(world.exchange(b"still alive"));
}

#[test]
fn a_client_may_authenticate_in_the_second_handshake() {
    let mut world = connect(renegotiating(), renegotiating());
    assert!(
        world
            .server
            .connection
            .facts()
            .unwrap()
            .peer_chain
            .is_empty()
    );
    world.client.identities = vec![Identity::ecdsa_p256()];
    let config = Config {
        client_auth: ClientAuth::Require,
        ..renegotiating()
    };
    world.server.connection.set_config(config.into());
    world.server.connection.renegotiate().unwrap();
    assert!(world.run(sim::LIMIT, |world| {
        !world
            .server
            .connection
            .facts()
            .unwrap()
            .peer_chain
            .is_empty()
            && world.server.is_connected()
            && world.client.is_connected()
    }));
    assert!(world.exchange(b"now known"));
}

#[test]
fn data_flows_while_a_renegotiation_waits() {
    let mut world = connect(renegotiating(), renegotiating());
    world.server.hold_questions = true;
    world.client.connection.renegotiate().unwrap();
    world.run(Duration::from_secs(1), |_| false);
    assert!(world.server.connection.question().is_some());
    // Under the old keys both still may send; what a question blocks is kept by the driver.
    world.send(Side::Server, b"to the client");
    world.send(Side::Client, b"to the server");
    world.run(Duration::from_secs(1), |_| false);
    assert!(world.client.received.contains(&b"to the client".to_vec()));
    world.server.hold_questions = false;
    world.server.answer_all();
    assert!(world.run(sim::LIMIT, |world| {
        world.client.is_connected() && world.server.is_connected()
    }));
    assert!(world.server.received.contains(&b"to the server".to_vec()));
    assert!(world.exchange(b"after"));
}

/// Twenty renegotiations from either side while both send all the time over a network that reorders and doubles: each
/// piece of data arrives once, whichever keys it was sent under.
#[test]
fn data_in_flight_during_renegotiations_is_not_lost() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        let config = Config {
            min_version: version,
            max_version: version,
            ..renegotiating()
        };
        let mut world = connect(config.clone(), config);
        world.network.rules.reordering = 30;
        world.network.rules.duplication = 20;
        let (mut sent, mut done) = ([0_u32; 2], 0);
        let mut before = world.client.connection.facts().unwrap().client_random;
        let (mut running, mut quiet) = (false, 0);
        while done < 20 {
            let now = world.client.connection.facts().unwrap().client_random;
            let idle = world.client.is_connected() && world.server.is_connected();
            if running && idle && now != before {
                (running, before, done, quiet) = (false, now, done + 1, 0);
            }
            // Keys are kept for one epoch back: the next begins when nothing of the last but one can be on the way.
            quiet += 1;
            if !running && idle && quiet > 70 {
                let side = [Side::Client, Side::Server][done % 2];
                running = world.peer(side).connection.renegotiate().is_ok();
            }
            for (side, count) in [Side::Client, Side::Server].into_iter().zip(&mut sent) {
                let mut out = [0; 200];
                let data = count.to_be_bytes();
                // Between its ChangeCipherSpec and the end of the handshake a side has no keys for data.
                if let Ok(len) = world.peer(side).connection.send(&data, &mut out) {
                    world.network.send(world.now, side, out[..len].to_vec());
                    *count += 1;
                }
            }
            world.run(Duration::from_millis(3), |_| false);
            let errors = (world.client.error, world.server.error);
            assert_eq!(errors, (None, None), "{version:?} {done}");
        }
        world.run(Duration::from_secs(5), |_| false);
        for (received, count) in [
            (&world.server.received, sent[0]),
            (&world.client.received, sent[1]),
        ] {
            let mut numbers: Vec<u32> = received
                .iter()
                .filter_map(|data| Some(u32::from_be_bytes(data[..].try_into().ok()?)))
                .collect();
            numbers.sort_unstable();
            assert!(numbers.into_iter().eq(0..count), "{version:?}");
        }
    }
}

/// A round trip longer than the timer: every flight goes out more than once, the last ones too.
#[test]
fn repeated_flights_do_not_reach_into_the_next_handshake() {
    for side in [Side::Client, Side::Server] {
        let mut world = world(renegotiating(), renegotiating());
        world.network.rules.delay = Duration::from_millis(700);
        run(&mut world);
        world.run(Duration::from_secs(20), |_| false);
        assert!(world.server.retransmissions > 0);
        assert_eq!(world.client.connection.kept_bytes(), 0);
        world.network.rules.delay = Duration::from_millis(1);
        let repeats = world.client.retransmissions + world.server.retransmissions;
        for _ in 0..3 {
            let before = world.client.connection.facts().unwrap().client_random;
            world.peer(side).connection.renegotiate().unwrap();
            assert!(world.run(sim::LIMIT, |world| {
                let facts = world.client.connection.facts().unwrap();
                facts.client_random != before
                    && world.client.is_connected()
                    && world.server.is_connected()
            }));
            assert!(world.exchange(b"data"));
        }
        let now = world.client.retransmissions + world.server.retransmissions;
        assert_eq!(now, repeats);
    }
}

/// The client's Finished ends a resumption. A renegotiation that begins when it has got lost takes it along.
#[test]
fn the_lost_end_of_a_resumption_does_not_stop_a_renegotiation() {
    let first = connect(renegotiating(), renegotiating());
    let session = |peer: &Peer| peer.connection.facts().unwrap().session.clone();
    let client = Config {
        session: session(&first.client),
        ..renegotiating()
    };
    let mut world = world(client, renegotiating());
    world.server.sessions = vec![session(&first.server).unwrap()];
    let mut lost = false;
    world.network.judge(move |_, side, datagram| {
        let ends = side == Side::Client && datagram[0] == ContentType::CHANGE_CIPHER_SPEC.0;
        if ends && !lost {
            lost = true;
            return sim::Fate::Drop;
        }
        sim::Fate::Deliver
    });
    world.client.start();
    world.server.start();
    assert!(world.run(sim::LIMIT, |world| world.client.is_connected()));
    assert!(!world.server.is_connected());
    world.transmit();
    let before = world.client.connection.facts().unwrap().client_random;
    world.client.connection.renegotiate().unwrap();
    let done = world.run(sim::LIMIT, |world| {
        let facts = world.client.connection.facts().unwrap();
        facts.client_random != before && world.client.is_connected() && world.server.is_connected()
    });
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"after"));
}

#[test]
fn misuse_changes_nothing() {
    let mut world = world(renegotiating(), renegotiating());
    assert!(world.client.connection.renegotiate().is_err());
    run(&mut world);
    world.client.connection.close();
    assert!(world.client.connection.renegotiate().is_err());
    assert_eq!(world.client.error, None);
}

#[test]
fn sessions_are_resumed_by_their_id() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        let server = Config {
            client_auth: ClientAuth::Request,
            ..range(version, version)
        };
        let mut first = world(range(version, version), server.clone());
        first.client.identities = vec![Identity::rsa()];
        run(&mut first);
        let session = |peer: &Peer| peer.connection.facts().unwrap().session.clone().unwrap();
        let (at_client, at_server) = (session(&first.client), session(&first.server));
        assert_eq!(at_client.id.len(), 32);
        assert_eq!(at_client.id, at_server.id);
        assert_eq!(at_client.secret, at_server.secret);
        let client = Config {
            session: Some(at_client.clone()),
            ..range(version, version)
        };
        let mut second = world(client.clone(), server.clone());
        second.server.sessions = vec![at_server.clone()];
        run(&mut second);
        let facts = |peer: &Peer| peer.connection.facts().unwrap().clone();
        assert!(facts(&second.client).resumed && facts(&second.server).resumed);
        assert_eq!(
            facts(&second.server).peer_chain[0],
            Identity::rsa().certificate()
        );
        // Under another name the session is not taken up, unless the server does not care for names.
        let renamed = Config {
            server_name: Some(b"other.example".to_vec()),
            ..client.clone()
        };
        for acknowledged in [true, false] {
            let mut other = world(renamed.clone(), server.clone());
            other.server.acknowledges_name = acknowledged;
            other.server.sessions = vec![at_server.clone()];
            run(&mut other);
            assert_eq!(facts(&other.server).resumed, !acknowledged);
            let name = acknowledged.then_some(&b"other.example"[..]);
            assert_eq!(session(&other.client).server_name.as_deref(), name);
            assert_eq!(session(&other.server).server_name.as_deref(), name);
        }
        // A server that has forgotten the session makes a new one.
        let third = connect(client, server);
        assert!(!facts(&third.client).resumed);
        assert_ne!(session(&third.client).id, at_client.id);
    }
}

#[test]
fn a_session_without_extended_master_secret_is_not_mixed_with_one_that_has_it() {
    let plain = Config {
        extended_master_secret: ExtendedMasterSecret::Off,
        ..Config::default()
    };
    let first = connect(Config::default(), Config::default());
    let session = first.client.connection.facts().unwrap().session.clone();
    let client = Config {
        session: session.clone(),
        ..plain.clone()
    };
    let mut second = world(client, Config::default());
    second.server.sessions = session.into_iter().collect();
    assert!(!second.handshake());
    let reason = second.server.error.unwrap().reason;
    assert_eq!(reason, Reason::InconsistentExtendedMasterSecret);
    // The other way round it is a full handshake.
    let first = connect(plain, Config::default());
    let session = first.client.connection.facts().unwrap().session.clone();
    assert!(!session.as_ref().unwrap().extended_master_secret);
    let client = Config {
        session: session.clone(),
        ..Config::default()
    };
    let mut second = world(client, Config::default());
    second.server.sessions = session.into_iter().collect();
    run(&mut second);
    assert!(!second.client.connection.facts().unwrap().resumed);
}
