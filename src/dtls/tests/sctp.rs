//! DTLS over an SCTP association (RFC 6083): the order of keys, dry moments and records; data beside a renegotiation.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::time::Duration;

use dtls::error::Reason;
use dtls::msg::{ContentType, ExtensionType, ProtocolVersion};
use dtls::{AssociationStep, Config, Event, Renegotiation, Session, Transport};
use sim::peer::Sent;
use sim::{Rules, Side, World};

const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2];

fn config(version: ProtocolVersion) -> Config {
    Config {
        transport: Transport::ReliableOrdered,
        min_version: version,
        max_version: version,
        renegotiation: Renegotiation::Accept,
        ..Config::default()
    }
}

fn connected(client: Config, server: Config) -> World {
    let mut world = World::new(client, server, Rules::default(), 7);
    world.connect("over SCTP");
    world
}

/// What a side did, in short: a record by content type and epoch, repeated ones once.
fn story(log: &[Sent]) -> Vec<String> {
    let name = |kind: ContentType| match kind {
        ContentType::HANDSHAKE => "messages",
        ContentType::CHANGE_CIPHER_SPEC => "ChangeCipherSpec",
        ContentType::ALERT => "alert",
        _ => "other",
    };
    let mut story: Vec<String> = log
        .iter()
        .map(|sent| match sent {
            Sent::Record(kind, epoch) => format!("{} {epoch}", name(*kind)),
            Sent::Step(AssociationStep::AddKey(_)) => "add".into(),
            Sent::Step(AssociationStep::AwaitDry) => "dry".into(),
            Sent::Step(AssociationStep::UseKey) => "use".into(),
            Sent::Step(AssociationStep::RemoveOldKey) => "remove".into(),
        })
        .collect();
    // Where in a flight the key is added makes no difference.
    if let Some(at) = story.iter().position(|sent| sent == "add") {
        let add = story.remove(at);
        story.dedup();
        let at = story.iter().rposition(|sent| sent == "dry");
        story.insert(at.unwrap_or(story.len()), add);
    }
    story.dedup();
    story
}

fn keys(log: &[Sent]) -> Vec<[u8; 64]> {
    log.iter()
        .filter_map(|sent| match sent {
            Sent::Step(AssociationStep::AddKey(secret)) => Some(*secret.as_bytes()),
            _ => None,
        })
        .collect()
}

fn exported(world: &World, label: &[u8]) -> [u8; 64] {
    let mut key = [0; 64];
    let connection = &world.client.connection;
    connection
        .export_keying_material(label, None, &mut key)
        .unwrap();
    key
}

fn check_keys(world: &World) {
    let keys = [keys(&world.client.log), keys(&world.server.log)];
    assert_eq!(keys[0], keys[1]);
    let last = exported(world, b"EXPORTER_DTLS_OVER_SCTP");
    assert_eq!(keys[0].last(), Some(&last));
}

/// Whose Finished is the first, and what each side does in a handshake that begins in `epoch`.
fn check_story(world: &World, epoch: u16, first: Side) {
    let before = |kind| format!("{kind} {epoch}");
    let finished = format!("messages {}", epoch + 1);
    let again = (epoch > 0).then_some("dry".to_string());
    let messages = before("messages");
    let ccs = before("ChangeCipherSpec");
    let steps = |steps: &[&str]| -> Vec<String> {
        let begin = again.iter().map(String::as_str);
        begin
            .chain(steps.iter().copied())
            .map(String::from)
            .collect()
    };
    let (client, server) = match first {
        Side::Client => (
            steps(&[&messages, "add", "dry", &ccs, &finished, "use", "remove"]),
            steps(&[&messages, "add", "dry", &ccs, "use", &finished, "remove"]),
        ),
        Side::Server => (
            steps(&[&messages, "add", "dry", &ccs, "use", &finished, "remove"]),
            steps(&[&messages, "add", "dry", &ccs, &finished, "use", "remove"]),
        ),
    };
    assert_eq!(story(&world.client.log), client, "client");
    assert_eq!(story(&world.server.log), server, "server");
}

#[test]
fn a_full_handshake() {
    for version in VERSIONS {
        let world = connected(config(version), config(version));
        check_story(&world, 0, Side::Client);
        check_keys(&world);
    }
}

#[test]
fn the_label_may_have_its_zero() {
    let with_zero = Config {
        sctp_label_with_zero: true,
        ..config(ProtocolVersion::DTLS1_2)
    };
    let world = connected(with_zero.clone(), with_zero);
    let key = exported(&world, b"EXPORTER_DTLS_OVER_SCTP\0");
    assert_eq!(keys(&world.client.log), [key]);
    assert_eq!(keys(&world.server.log), [key]);
}

#[test]
fn over_datagrams_there_is_no_step() {
    let mut world = World::new(Config::default(), Config::default(), Rules::default(), 7);
    world.client.start();
    world.server.start();
    assert!(world.run(sim::LIMIT, |world| {
        let peers = [&world.client, &world.server];
        assert!(
            peers
                .iter()
                .all(|p| p.connection.association_step().is_none())
        );
        peers.iter().all(|p| p.is_connected())
    }));
}

#[test]
fn a_resumption_by_id_and_by_ticket() {
    for version in VERSIONS {
        for tickets in [false, true] {
            let offer = |session: Option<&std::sync::Arc<Session>>| Config {
                tickets,
                session: session.cloned(),
                ..config(version)
            };
            let first = connected(offer(None), offer(None));
            check_keys(&first);
            for renew in [false, true] {
                let session = first.client.connection.facts().unwrap().session.clone();
                let mut world = World::new(
                    offer(session.as_ref()),
                    offer(None),
                    Rules::default(),
                    8 + u64::from(renew),
                );
                world.server.tickets = first.server.tickets.clone();
                world.server.renew_tickets = renew;
                world.server.sessions = first
                    .server
                    .connection
                    .facts()
                    .unwrap()
                    .session
                    .clone()
                    .into_iter()
                    .collect();
                world.connect("resumed");
                assert!(world.client.connection.facts().unwrap().resumed);
                check_story(&world, 0, Side::Server);
                check_keys(&world);
                assert_ne!(keys(&world.client.log), keys(&first.client.log));
            }
        }
    }
}

fn renegotiate(world: &mut World, side: Side) {
    world.client.log.clear();
    world.server.log.clear();
    world.peer(side).connection.renegotiate().unwrap();
    let before = finished(world);
    let done = world.run(sim::LIMIT, |world| {
        finished(world) == (before.0 + 1, before.1 + 1)
    });
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
}

/// Handshakes that each side has completed.
fn finished(world: &World) -> (usize, usize) {
    let count = |peer: &sim::Peer| {
        let done = |event: &&Event| **event == Event::HandshakeDone;
        peer.events.iter().filter(done).count()
    };
    (count(&world.client), count(&world.server))
}

#[test]
fn renegotiations_of_both_sides() {
    for version in VERSIONS {
        let mut world = connected(config(version), config(version));
        for epoch in 1..=4 {
            let old = exported(&world, b"EXPORTER_DTLS_OVER_SCTP");
            let side = [Side::Client, Side::Server][usize::from(epoch % 2)];
            renegotiate(&mut world, side);
            assert!(world.exchange(&[epoch as u8; 50]));
            if side == Side::Server {
                let asked = world.server.log.remove(0);
                assert_eq!(asked, Sent::Record(ContentType::HANDSHAKE, epoch));
            }
            check_story(&world, epoch, Side::Client);
            check_keys(&world);
            assert_ne!(old, exported(&world, b"EXPORTER_DTLS_OVER_SCTP"));
        }
    }
}

/// An abbreviated renegotiation: the session is offered again.
#[test]
fn a_renegotiation_that_resumes() {
    let version = ProtocolVersion::DTLS1_2;
    let mut world = connected(config(version), config(version));
    let session = world.client.connection.facts().unwrap().session.clone();
    world.server.sessions = session.clone().into_iter().collect();
    let offer = Config {
        session,
        ..config(version)
    };
    world.client.connection.set_config(offer.into());
    renegotiate(&mut world, Side::Client);
    assert!(world.exchange(b"resumed"));
    assert!(world.client.connection.facts().unwrap().resumed);
    check_story(&world, 1, Side::Server);
    check_keys(&world);
}

/// RFC 6083, 4.7: nothing is sent while something is outstanding, neither a message of the handshake nor data behind it.
#[test]
fn nothing_passes_a_moment_that_must_be_dry() {
    for side in [Side::Client, Side::Server] {
        for passed in 0..=1 {
            let version = ProtocolVersion::DTLS1_2;
            let mut world = connected(config(version), config(version));
            world.client.log.clear();
            world.server.log.clear();
            world.peer(side).dry_times = passed;
            world.client.connection.renegotiate().unwrap();
            world.run(Duration::from_secs(10), |_| false);
            let peer = world.peer(side);
            let step = peer.connection.association_step();
            assert_eq!(step, Some(&AssociationStep::AwaitDry));
            assert!(!peer.connection.can_send());
            let mut out = [0; 200];
            let refused = peer.connection.send(b"data", &mut out).unwrap_err();
            assert_eq!(refused.reason, Reason::HandshakeNotDone);
            let ccs =
                |sent: &Sent| matches!(sent, Sent::Record(ContentType::CHANGE_CIPHER_SPEC, _));
            assert!(!peer.log.iter().any(ccs));
            assert_eq!(passed == 0, peer.log.is_empty());
            peer.dry_times = usize::MAX;
            world.run(Duration::from_secs(10), |_| false);
            assert_eq!(finished(&world), (2, 2), "{side:?} {passed}");
            assert!(world.exchange(b"afterwards"));
        }
    }
}

/// Data under the old keys that arrives in any moment of a renegotiation is delivered, both ways.
#[test]
fn data_under_old_keys_is_delivered() {
    for late in [Side::Client, Side::Server] {
        for stop in 0..12 {
            let version = ProtocolVersion::DTLS1_2;
            let mut world = connected(config(version), config(version));
            let other = match late {
                Side::Client => Side::Server,
                Side::Server => Side::Client,
            };
            let old = world.peer(late).seal(b"old keys");
            world.client.connection.renegotiate().unwrap();
            // One more arrival each time.
            let end = world.steps + stop;
            world.run(sim::LIMIT, |world| world.steps >= end);
            let came = world.peer(other).received.len();
            world.peer(other).receive(&old);
            assert_eq!(
                world.peer(other).received[came..],
                [b"old keys"],
                "{late:?} {stop}"
            );
            world.run(Duration::from_secs(10), |_| false);
            assert_eq!(finished(&world), (2, 2), "{late:?} {stop}");
            assert!(world.exchange(b"new keys"));
        }
    }
}

/// A side whose peer renegotiates sends under its old keys until it writes its own ChangeCipherSpec.
#[test]
fn old_keys_serve_until_change_cipher_spec() {
    let version = ProtocolVersion::DTLS1_2;
    let mut world = connected(config(version), config(version));
    world.server.hold_questions = true;
    world.client.connection.renegotiate().unwrap();
    world.run(Duration::from_secs(1), |world| {
        world.server.connection.question().is_some()
    });
    let data = world.client.seal(b"behind the hello");
    world.server.answer_all();
    world.server.hold_questions = false;
    world.server.receive(&data);
    assert_eq!(world.server.received.last().unwrap(), b"behind the hello");
    world.run(Duration::from_secs(10), |_| false);
    assert_eq!(finished(&world), (2, 2));
}

/// The server's Finished is sent again by SCTP, and what is on other streams passes it.
fn overtaken(sizes: &[usize]) -> (World, Vec<Vec<u8>>) {
    let version = ProtocolVersion::DTLS1_2;
    let mut world = World::new(config(version), config(version), Rules::default(), 7);
    world.client.start();
    world.server.start();
    assert!(world.run(sim::LIMIT, |world| world.server.is_connected()));
    let data = sizes
        .iter()
        .map(|size| world.server.seal(&vec![*size as u8; *size]))
        .collect();
    (world, data)
}

#[test]
fn data_that_passed_the_finished_waits_for_it() {
    let sizes: Vec<usize> = (1..=1000).collect();
    let (mut world, data) = overtaken(&sizes);
    for (number, record) in data.into_iter().enumerate() {
        let received = world
            .client
            .connection
            .handle_record(&mut record.clone())
            .unwrap();
        assert!(received.kept && received.data.is_none(), "{number}");
    }
    assert!(world.client.received.is_empty());
    world.run(Duration::from_secs(10), |_| false);
    assert!(world.client.is_connected());
    let lengths: Vec<usize> = world.client.received.iter().map(Vec::len).collect();
    assert_eq!(lengths, sizes);
}

/// No more than fits is kept, and nothing is lost silently.
#[test]
fn too_much_data_before_the_finished_ends_the_connection() {
    let (mut world, data) = overtaken(&[16_384; 257]);
    for (number, record) in data.into_iter().enumerate() {
        let received = world.client.connection.handle_record(&mut record.clone());
        match number {
            256 => assert_eq!(received.unwrap_err().reason, Reason::TooMuchEarlyData),
            _ => assert!(received.unwrap().kept),
        }
    }
    assert_eq!(world.client.connection.kept_bytes(), 0);
}

/// RFC 6083, 3.2 and 4.1: no message is cut but by the size of a record, which is a message of SCTP.
#[test]
fn messages_are_cut_at_records_only() {
    let version = ProtocolVersion::DTLS1_2;
    let large = Config {
        extra_extensions: vec![(ExtensionType(0xfe00), vec![7; 40_000])],
        ..config(version)
    };
    let server = Config {
        max_chain_bytes: 100_000,
        ..config(version)
    };
    let world = connected(large, server);
    let from_client = world
        .network
        .sent
        .iter()
        .filter(|(_, side, _)| *side == Side::Client);
    let hello: Vec<usize> = from_client
        .take(3)
        .map(|(_, _, record)| record.len())
        .collect();
    assert_eq!(hello[..2], [13 + 16_384; 2]);
    for (_, _, record) in &world.network.sent {
        let body = usize::from(u16::from_be_bytes([record[11], record[12]]));
        assert_eq!(record.len(), 13 + body, "one record a message");
    }
}

/// What fails while something is outstanding is told to the peer all the same; a close_notify waits.
#[test]
fn only_a_fatal_alert_does_not_wait() {
    let version = ProtocolVersion::DTLS1_2;
    let strict = Config {
        strict_handshake: true,
        ..config(version)
    };
    let mut world = World::new(strict, config(version), Rules::default(), 7);
    world.client.dry_times = 0;
    world.client.start();
    world.server.start();
    world.run(Duration::from_secs(10), |_| false);
    let client = &mut world.client;
    let step = client.connection.association_step();
    assert_eq!(step, Some(&AssociationStep::AwaitDry));
    client.log.clear();
    let bad_ccs = [20, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 99, 0, 1, 2];
    client.receive(&bad_ccs);
    assert_eq!(client.error.unwrap().reason, Reason::BadChangeCipherSpec);
    assert_eq!(client.transmit(world.now).len(), 1);
    assert_eq!(story(&client.log), ["alert 1"]);

    let mut world = World::new(config(version), config(version), Rules::default(), 7);
    world.server.dry_times = 0;
    world.client.start();
    world.server.start();
    world.run(Duration::from_secs(10), |_| false);
    let server = &mut world.server;
    server.log.clear();
    server.connection.close();
    assert!(server.transmit(world.now).is_empty());
    server.dry_times = 1;
    server.transmit(world.now);
    let sent = story(&server.log);
    assert_eq!(sent[..2], ["dry", "ChangeCipherSpec 0"]);
    assert_eq!(sent.last().unwrap(), "alert 1");
}
