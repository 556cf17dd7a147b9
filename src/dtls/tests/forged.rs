//! Records that an attacker writes, at every step of the handshake and on a live connection.
//!
//! Nothing unauthenticated may end, stall or slow a connection. What cannot be helped before there are keys, a well-formed
//! message or a fatal alert at the right moment, is left out.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::msg::{CipherSuite as S, ProtocolVersion as V};
use dtls::{ClientAuth, Config, Event};
use sim::{Chance, Identity, Rules, Side, World};

fn record(kind: u8, epoch: u16, sequence: u64, body: &[u8]) -> Vec<u8> {
    let mut record = vec![kind, 0xfe, 0xfd];
    record.extend(epoch.to_be_bytes());
    record.extend(&sequence.to_be_bytes()[2..]);
    record.extend((body.len() as u16).to_be_bytes());
    record.extend(body);
    record
}

fn fragment(kind: u8, length: u32, seq: u16, offset: u32, body: &[u8]) -> Vec<u8> {
    let mut out = vec![kind];
    out.extend(&length.to_be_bytes()[1..]);
    out.extend(seq.to_be_bytes());
    out.extend(&offset.to_be_bytes()[1..]);
    out.extend(&(body.len() as u32).to_be_bytes()[1..]);
    out.extend(body);
    out
}

fn whole(kind: u8, seq: u16, body: &[u8]) -> Vec<u8> {
    fragment(kind, body.len() as u32, seq, 0, body)
}

/// A kind of attack: the datagrams to throw at both sides at one moment.
type Attack = fn(&Chance) -> Vec<Vec<u8>>;

const ATTACKS: &[(&str, Attack)] = &[
    ("random bytes", |chance| {
        (0..20)
            .map(|_| chance.bytes(1 + chance.below(200) as usize))
            .collect()
    }),
    ("random bodies behind good headers", |chance| {
        let mut out = vec![];
        for kind in 19..28 {
            for epoch in 0..3 {
                let body = chance.bytes(chance.below(120) as usize);
                let handshake_or_alert = (kind == 21 || kind == 22) && epoch == 0;
                if !handshake_or_alert {
                    out.push(record(kind, epoch, chance.below(1 << 48), &body));
                }
            }
        }
        out
    }),
    ("alerts that mean nothing", |_| {
        let warnings = (0..=255).map(|kind| vec![1, kind]);
        let broken = [
            vec![],
            vec![2],
            vec![2, 40, 0],
            vec![0, 40],
            vec![3, 0],
            vec![2, 0],
        ];
        let all = warnings.chain(broken.into_iter().take(5));
        all.enumerate()
            .map(|(n, body)| record(21, 0, n as u64, &body))
            .collect()
    }),
    ("protected alerts without keys", |chance| {
        (0..20)
            .map(|n| record(21, 1, n, &chance.bytes(26)))
            .collect()
    }),
    ("change cipher spec", |_| {
        [&[1][..], &[0], &[], &[1, 1]]
            .map(|body| record(20, 0, 77, body))
            .to_vec()
    }),
    ("plaintext finished", |_| {
        (0..8)
            .map(|seq| record(22, 0, 9, &whole(20, seq, &[7; 12])))
            .collect()
    }),
    ("finished under wrong keys", |chance| {
        (0..8)
            .map(|n| record(22, 1, n, &chance.bytes(8 + 24 + 16)))
            .collect()
    }),
    ("data without keys", |_| {
        vec![record(23, 0, 5, b"forged data"), record(23, 1, 1, &[0; 50])]
    }),
    ("hello requests", |_| {
        (0..50)
            .map(|seq| record(22, 0, seq.into(), &whole(0, seq % 6, &[])))
            .collect()
    }),
    ("the highest record numbers", |chance| {
        let last = (1 << 48) - 1;
        vec![
            record(22, 0, last, &whole(14, 9, &[])),
            record(20, 0, last, &[1]),
            record(23, 1, last, &chance.bytes(60)),
            record(22, 1, last, &chance.bytes(60)),
        ]
    }),
    ("messages that do not parse", |chance| {
        let mut out = vec![];
        for kind in [1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 22, 99] {
            for seq in 0..6 {
                let body = chance.bytes(1 + chance.below(5) as usize);
                out.push(record(22, 0, 3, &whole(kind, seq, &body)));
            }
        }
        out
    }),
    ("fragments that lie", |chance| {
        let mut out = vec![];
        for kind in [1, 2, 11, 12, 16] {
            for seq in 0..6 {
                out.push(fragment(kind, 90_000, seq, 80_000, &chance.bytes(20)));
                out.push(fragment(kind, 0xff_ffff, seq, 0, &chance.bytes(20)));
                out.push(fragment(kind, 5, seq, 4, &chance.bytes(20)));
                out.push(fragment(kind, 20, seq, 0, &[]));
            }
        }
        out.iter().map(|body| record(22, 0, 1, body)).collect()
    }),
];

fn configs() -> Vec<(Config, Config)> {
    let base = |version, suite| Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        ..Config::default()
    };
    let suites = [
        base(V::DTLS1_2, S::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
        base(V::DTLS1_2, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256),
        base(V::DTLS1_0, S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA),
    ];
    let server = |config: &Config| Config {
        client_auth: ClientAuth::Require,
        cookie_exchange: config.max_version == V::DTLS1_2,
        ..config.clone()
    };
    let mut plain_cbc = suites[1].clone();
    plain_cbc.encrypt_then_mac = false;
    let mut tickets = suites[0].clone();
    tickets.tickets = true;
    let all = suites.into_iter().chain([plain_cbc, tickets]);
    all.map(|config| (config.clone(), server(&config)))
        .collect()
}

fn world((client, server): &(Config, Config)) -> World {
    let mut world = World::new(client.clone(), server.clone(), Rules::default(), 3);
    world.client.identities = vec![Identity::ecdsa_p256()];
    world
}

/// Throws the datagrams at both sides, now.
fn throw(world: &mut World, datagrams: &[Vec<u8>]) {
    for side in [Side::Client, Side::Server] {
        for datagram in datagrams {
            world.network.inject(world.now, side, datagram.clone());
        }
    }
}

#[test]
fn forged_records_at_every_step_of_the_handshake() {
    for config in configs() {
        let mut clean = world(&config);
        assert!(clean.handshake());
        let steps = clean.steps;
        for (name, attack) in ATTACKS {
            for step in 0..steps {
                let chance = Chance::new(step as u64);
                let mut world = world(&config);
                world.client.start();
                world.server.start();
                let version = config.0.max_version;
                let before = |world: &World| world.steps >= step;
                assert!(world.run(sim::LIMIT, before), "{name} {step}");
                throw(&mut world, &attack(&chance));
                let done = world.run(Duration::from_secs(60), |world| {
                    world.client.is_connected() && world.server.is_connected()
                });
                let errors = (world.client.error, world.server.error);
                assert!(done, "{version:?} {name} at step {step}: {errors:?}");
                assert!(world.exchange(b"good data"));
                let good = |data: &Vec<u8>| data == b"good data";
                assert!(world.client.received.iter().all(good), "{name}");
                assert!(world.server.received.iter().all(good), "{name}");
                // One lost flight a side at most.
                let repeats = world.client.retransmissions + world.server.retransmissions;
                assert!(repeats <= 2, "{version:?} {name} at step {step}: {repeats}");
            }
        }
    }
}

#[test]
fn forged_records_do_not_touch_a_live_connection() {
    for config in configs() {
        let mut world = world(&config);
        assert!(world.handshake());
        world.run(Duration::from_secs(5), |_| false);
        let sent = world.network.sent.len();
        let mut datagrams: Vec<Vec<u8>> = vec![];
        for (_, attack) in ATTACKS {
            datagrams.extend(attack(&Chance::new(1)));
        }
        // Without protection not even a fatal alert counts, nor a rebooted client's hello.
        datagrams.extend((0..=255).map(|kind| record(21, 0, 1, &[2, kind])));
        datagrams.push(world.network.sent[0].2.clone());
        for _ in 0..20 {
            throw(&mut world, &datagrams);
            world.run(Duration::from_secs(1), |_| false);
        }
        assert_eq!((world.client.error, world.server.error), (None, None));
        assert_eq!(world.network.sent.len(), sent, "something was answered");
        assert!(world.client.received.is_empty() && world.server.received.is_empty());
        assert!(!world.client.connection.is_peer_closed());
        assert!(world.exchange(b"good data"));
        assert!(world.client.connection.drops().total() > 1000);
    }
}

#[test]
fn all_datagrams_replayed() {
    for config in configs() {
        let mut world = world(&config);
        assert!(world.handshake());
        assert!(world.exchange(b"once"));
        let (client, server) = (world.client.received.len(), world.server.received.len());
        let all = world.network.sent.clone();
        for _ in 0..20 {
            for (_, side, datagram) in &all {
                world.network.inject(world.now, *side, datagram.clone());
            }
            world.run(Duration::from_secs(1), |_| false);
        }
        assert_eq!((world.client.error, world.server.error), (None, None));
        assert_eq!(world.client.received.len(), client);
        assert_eq!(world.server.received.len(), server);
        assert_eq!(world.network.sent.len(), all.len(), "a replay was answered");
        assert!(world.exchange(b"twice"));
    }
}

#[test]
fn changed_records_are_dropped_in_every_suite() {
    let mut configs = configs();
    for &suite in dtls::DEFAULT_SUITES {
        configs.push((
            Config {
                suites: vec![suite],
                ..Config::default()
            },
            Config::default(),
        ));
    }
    for config in configs {
        let mut world = world(&config);
        assert!(world.handshake());
        for len in [0, 1, 15, 16, 17, 100] {
            let good = world.client.seal(&vec![9; len]);
            // A bit of each byte, every length, and other versions, types and epochs by way of the header.
            for at in 0..good.len() {
                let mut bad = good.clone();
                bad[at] ^= 1;
                world.server.receive(&bad);
                world.server.receive(&good[..at]);
                if at >= 13 {
                    let mut cut = good[..at].to_vec();
                    cut[11..13].copy_from_slice(&((at - 13) as u16).to_be_bytes());
                    world.server.receive(&cut);
                }
            }
            assert_eq!(world.server.error, None);
            assert!(world.server.received.is_empty());
            world.server.receive(&good);
            assert_eq!(world.server.received.pop().unwrap(), vec![9; len]);
        }
    }
}

#[test]
fn floods_leave_memory_flat() {
    let config = &configs()[0];
    for step in 0..6 {
        let mut world = world(config);
        world.client.start();
        world.server.start();
        assert!(world.run(sim::LIMIT, |world| world.steps >= step));
        let chance = Chance::new(9);
        for round in 0..2000_u64 {
            let body = chance.bytes(400);
            let datagrams = [
                record(23, 1, round, &body),
                record(22, 1, round, &body),
                record(22, 2, round, &body),
                record(
                    22,
                    0,
                    round,
                    &fragment(11, 90_000, (round % 12) as u16, round as u32 * 40, &body),
                ),
                record(
                    22,
                    0,
                    round,
                    &fragment(1, 90_000, (round % 12) as u16, round as u32 * 40, &body),
                ),
            ];
            for datagram in datagrams {
                world.client.receive(&datagram);
                world.server.receive(&datagram);
            }
        }
        for peer in [&world.client, &world.server] {
            let kept = peer.connection.kept_bytes();
            assert!(kept < 300 * 1024, "{kept} bytes kept at step {step}");
        }
        assert_eq!((world.client.error, world.server.error), (None, None));
    }
}

#[test]
fn messages_in_the_wrong_state_change_nothing() {
    for config in configs() {
        let mut clean = world(&config);
        assert!(clean.handshake());
        for step in 0..clean.steps {
            let mut world = world(&config);
            world.client.start();
            world.server.start();
            assert!(world.run(sim::LIMIT, |world| world.steps >= step));
            // What was sent so far comes again, late.
            let so_far = world.network.sent.clone();
            for (_, side, datagram) in &so_far {
                world.network.inject(world.now, *side, datagram.clone());
            }
            let done = world.run(sim::LIMIT, |world| {
                world.client.is_connected() && world.server.is_connected()
            });
            let errors = (world.client.error, world.server.error);
            assert!(done, "step {step}: {errors:?}");
            let repeats = world.client.retransmissions + world.server.retransmissions;
            assert_eq!(repeats, 0, "step {step}");
            assert!(world.exchange(b"data"));
        }
    }
}

#[test]
fn data_before_finished_waits_for_it() {
    let mut world = World::new(Config::default(), Config::default(), Rules::default(), 4);
    world.client.start();
    world.server.start();
    // The server is done; its last flight is held back, its data is not.
    assert!(world.run(sim::LIMIT, |world| world.server.is_connected()));
    let last = world.server.transmit(world.now);
    let flight = world.network.take_all();
    let early = world.server.seal(b"early");
    world.client.receive(&early);
    assert!(!world.client.is_connected() && world.client.received.is_empty());
    for (_, datagram) in flight {
        world.client.receive(&datagram);
    }
    for datagram in last {
        world.client.receive(&datagram);
    }
    assert!(world.client.is_connected());
    assert_eq!(world.client.received, [b"early"]);
    let done = |event: &Event| matches!(event, Event::HandshakeDone);
    assert_eq!(
        world
            .client
            .events
            .iter()
            .filter(|event| done(event))
            .count(),
        1
    );
}
