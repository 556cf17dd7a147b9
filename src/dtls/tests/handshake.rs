//! Handshakes over a network that loses nothing: versions, suites, authentication, extensions.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dtls::error::{ErrorKind, Reason};
use dtls::msg::{AlertDescription, CipherSuite, NamedGroup, ProtocolVersion};
use dtls::{ClientAuth, Config, Direction, Event, ExtendedMasterSecret, Question};
use sim::{Identity, Peer, Rules, World};

/// Worlds differ, so that no session ID comes twice.
fn world(client: Config, server: Config) -> World {
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    World::new(client, server, Rules::default(), seed)
}

/// Runs a handshake that must succeed, and data both ways.
fn connect(client: Config, server: Config) -> World {
    let mut world = world(client, server);
    run(&mut world);
    world
}

fn run(world: &mut World) {
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(b"hello"));
    let (client, server) = (&world.client.connection, &world.server.connection);
    let (at_client, at_server) = (client.facts().unwrap(), server.facts().unwrap());
    assert_eq!(at_client.own_finished, at_server.peer_finished);
    assert_eq!(at_client.peer_finished, at_server.own_finished);
    assert_eq!(at_client.suite, at_server.suite);
    let (mut ours, mut theirs) = ([0; 60], [0; 60]);
    client
        .export_keying_material(b"EXPORTER-x", None, &mut ours)
        .unwrap();
    server
        .export_keying_material(b"EXPORTER-x", None, &mut theirs)
        .unwrap();
    assert_eq!(ours, theirs);
    assert_ne!(ours, [0; 60]);
}

/// Only this version, and only this suite.
fn only(version: ProtocolVersion, suite: CipherSuite) -> Config {
    Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        ..Config::default()
    }
}

fn range(min: ProtocolVersion, max: ProtocolVersion) -> Config {
    Config {
        min_version: min,
        max_version: max,
        ..Config::default()
    }
}

#[test]
fn every_suite_in_every_version_that_has_it() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        for &suite in dtls::DEFAULT_SUITES {
            if !dtls::suites::SuiteInfo::find(suite).unwrap().fits(version) {
                continue;
            }
            for encrypt_then_mac in [true, false] {
                let config = Config {
                    encrypt_then_mac,
                    ..only(version, suite)
                };
                let world = connect(config.clone(), config);
                let facts = world.client.connection.facts().unwrap();
                assert_eq!(facts.version, Some(version));
                assert_eq!(facts.suite, Some(suite));
                assert!(facts.extended_master_secret && facts.secure_renegotiation);
                assert_eq!(
                    world.client.retransmissions + world.server.retransmissions,
                    0
                );
            }
        }
    }
}

#[test]
fn every_group() {
    for group in dtls::DEFAULT_GROUPS {
        let config = Config {
            groups: vec![*group],
            ..Config::default()
        };
        // The curve of the certificate must be among the client's groups.
        let mut world = world(config.clone(), Config::default());
        world.server.identities = vec![Identity::rsa()];
        run(&mut world);
        assert_eq!(world.client.connection.facts().unwrap().group, Some(*group));
    }
}

#[test]
fn versions_meet_in_the_middle() {
    use ProtocolVersion as V;
    for (client, server, expected) in [
        (
            (V::DTLS1_0, V::DTLS1_2),
            (V::DTLS1_0, V::DTLS1_0),
            V::DTLS1_0,
        ),
        (
            (V::DTLS1_0, V::DTLS1_0),
            (V::DTLS1_0, V::DTLS1_2),
            V::DTLS1_0,
        ),
        (
            (V::DTLS1_0, V::DTLS1_2),
            (V::DTLS1_0, V::DTLS1_2),
            V::DTLS1_2,
        ),
    ] {
        let world = connect(range(client.0, client.1), range(server.0, server.1));
        assert_eq!(
            world.client.connection.facts().unwrap().version,
            Some(expected)
        );
    }
    let mut world = world(range(V::DTLS1_0, V::DTLS1_0), range(V::DTLS1_2, V::DTLS1_2));
    assert!(!world.handshake());
    assert_eq!(
        world.server.error.unwrap().reason,
        Reason::UnsupportedVersion
    );
    let alert = Reason::AlertReceived(AlertDescription::PROTOCOL_VERSION);
    assert_eq!(world.client.error.unwrap().reason, alert);
}

#[test]
fn clients_authenticate_with_every_kind_of_key() {
    let kinds = [
        Identity::ecdsa_p256,
        Identity::ecdsa_p384,
        Identity::rsa,
        Identity::ed25519,
    ];
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        for identity in kinds {
            let old = version == ProtocolVersion::DTLS1_0;
            if old && std::ptr::eq(identity(), Identity::ed25519()) {
                continue;
            }
            let server = Config {
                client_auth: ClientAuth::Require,
                ..range(version, version)
            };
            let mut world = world(range(version, version), server);
            world.client.identities = vec![identity()];
            world.server.identities = vec![identity()];
            run(&mut world);
            let facts = world.server.connection.facts().unwrap();
            assert_eq!(facts.peer_chain[0], identity().certificate());
            let session = facts.session.as_ref().unwrap();
            assert_eq!(session.peer_chain[0], identity().certificate());
        }
    }
}

#[test]
fn a_client_shows_a_certificate_of_a_type_that_the_server_does_not_list() {
    const RSA_SIGN: u8 = 1;
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        let server = Config {
            client_auth: ClientAuth::Require,
            certificate_types: vec![RSA_SIGN],
            ..range(version, version)
        };
        let mut world = world(range(version, version), server);
        world.client.identities = vec![Identity::ecdsa_p256()];
        run(&mut world);
        let facts = world.server.connection.facts().unwrap();
        assert_eq!(facts.peer_chain[0], Identity::ecdsa_p256().certificate());
    }
}

#[test]
fn a_client_without_certificate_is_refused_only_when_one_is_required() {
    let server = |client_auth| Config {
        client_auth,
        ..Config::default()
    };
    let world = connect(Config::default(), server(ClientAuth::Request));
    assert!(
        world
            .server
            .connection
            .facts()
            .unwrap()
            .peer_chain
            .is_empty()
    );
    let mut world = self::world(Config::default(), server(ClientAuth::Require));
    assert!(!world.handshake());
    assert_eq!(
        world.server.error.unwrap().reason,
        Reason::NoClientCertificate
    );
    let alert = Reason::AlertReceived(AlertDescription::HANDSHAKE_FAILURE);
    assert_eq!(world.client.error.unwrap().reason, alert);
}

#[test]
fn a_refused_chain_ends_the_handshake_with_its_alert() {
    let mut world = world(Config::default(), Config::default());
    world.client.refuse_chain = Some(AlertDescription::UNKNOWN_CA);
    assert!(!world.handshake());
    let error = world.client.error.unwrap();
    assert_eq!(error.kind, ErrorKind::Certificate);
    let alert = Reason::AlertReceived(AlertDescription::UNKNOWN_CA);
    assert_eq!(world.server.error.unwrap().reason, alert);
    // The connection is poisoned.
    let mut datagram = world.network.sent[0].2.clone();
    assert!(
        world
            .client
            .connection
            .handle_record(&mut datagram)
            .is_err()
    );
    assert!(world.client.connection.poll_timeout().is_none());
}

#[test]
fn nothing_in_common_is_told() {
    let ecdsa = only(
        ProtocolVersion::DTLS1_2,
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    );
    let rsa = only(
        ProtocolVersion::DTLS1_2,
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    );
    let mut world = world(ecdsa, rsa);
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::NoSharedCipher);
    let alert = Reason::AlertReceived(AlertDescription::HANDSHAKE_FAILURE);
    assert_eq!(world.client.error.unwrap().reason, alert);
}

#[test]
fn extended_master_secret_can_be_demanded() {
    let off = Config {
        extended_master_secret: ExtendedMasterSecret::Off,
        ..Config::default()
    };
    let required = Config {
        extended_master_secret: ExtendedMasterSecret::Require,
        ..Config::default()
    };
    connect(required.clone(), Config::default());
    for (client, server) in [(off.clone(), required.clone()), (required, off)] {
        let mut world = world(client, server);
        assert!(!world.handshake());
        let errors = [world.client.error, world.server.error];
        let demanded =
            |error: &dtls::error::Error| error.reason == Reason::ExtendedMasterSecretRequired;
        assert!(errors.iter().flatten().any(demanded));
    }
}

#[test]
fn names_protocols_and_profiles_are_negotiated() {
    let client = Config {
        server_name: Some(b"example.org".to_vec()),
        alpn: vec![b"webrtc".to_vec(), b"c-webrtc".to_vec()],
        srtp_profiles: vec![1, 7],
        ..Config::default()
    };
    let server = Config {
        srtp_profiles: vec![7, 1],
        ..Config::default()
    };
    let mut world = world(client, server);
    world.server.alpn = Some(b"c-webrtc".to_vec());
    run(&mut world);
    for peer in [&world.client, &world.server] {
        let facts = peer.connection.facts().unwrap();
        assert_eq!(facts.alpn.as_deref(), Some(&b"c-webrtc"[..]));
        assert_eq!(facts.srtp_profile, Some(7));
        assert_eq!(facts.server_name.as_deref(), Some(&b"example.org"[..]));
    }
    let Question::ClientHello(info) = &world.server.questions[0] else {
        panic!("the hello comes first");
    };
    assert_eq!(info.server_name.as_deref(), Some(&b"example.org"[..]));
    assert_eq!(info.alpn.len(), 2);
}

#[test]
fn both_sides_close() {
    let mut world = connect(Config::default(), Config::default());
    world.client.connection.close();
    assert!(world.client.connection.send(b"x", &mut [0; 100]).is_err());
    world.run(Duration::from_secs(1), |_| false);
    assert!(world.server.connection.is_peer_closed());
    assert!(world.server.events.contains(&Event::PeerClosed));
    world.server.connection.close();
    world.run(Duration::from_secs(1), |_| false);
    assert!(world.client.connection.is_peer_closed());
    assert!(world.client.error.is_none() && world.server.error.is_none());
}

#[test]
fn questions_may_stay_open() {
    let server = Config {
        cookie_exchange: true,
        client_auth: ClientAuth::Require,
        ..Config::default()
    };
    let mut world = world(Config::default(), server);
    world.client.identities = vec![Identity::rsa()];
    world.client.hold_questions = true;
    world.server.hold_questions = true;
    world.client.start();
    world.server.start();
    for _ in 0..100 {
        world.run(Duration::from_millis(300), |_| false);
        world.client.answer_all();
        world.server.answer_all();
    }
    assert!(world.client.is_connected() && world.server.is_connected());
}

#[test]
fn a_whole_datagram_can_be_handed_in() {
    let mut world = world(Config::default(), Config::default());
    world.client.whole_datagrams = true;
    world.server.whole_datagrams = true;
    run(&mut world);
}

#[test]
fn messages_are_traced_whole() {
    let config = Config {
        trace_messages: true,
        mtu: 256,
        ..Config::default()
    };
    traced(connect(config.clone(), config.clone()), 8);
    // A hello without a cookie and the HelloVerifyRequest come first, when the hello is not cut.
    let config = Config {
        mtu: 1200,
        ..config
    };
    let server = Config {
        cookie_exchange: true,
        ..config.clone()
    };
    traced(connect(config, server), 10);
}

/// All messages of a full handshake were told on both sides.
fn traced(world: World, messages: usize) {
    let whole = |peer: &Peer| -> Vec<Vec<u8>> {
        let messages = peer.events.iter().filter_map(|event| match event {
            Event::Message {
                content_type: 22,
                bytes,
                ..
            } => Some(bytes.clone()),
            _ => None,
        });
        messages.collect()
    };
    let (client, server) = (whole(&world.client), whole(&world.server));
    assert_eq!(client.len(), messages);
    assert_eq!(client, server);
    assert!(client.iter().all(|message| message[1..4] == message[9..12]));
    // Every record header is told on both sides.
    let headers = |peer: &Peer, wanted: Direction| -> Vec<Vec<u8>> {
        let headers = peer.events.iter().filter_map(|event| match event {
            Event::Message {
                content_type: 256,
                direction,
                bytes,
                ..
            } if *direction == wanted => Some(bytes.clone()),
            _ => None,
        });
        headers.collect()
    };
    let sent = headers(&world.client, Direction::Sent);
    assert!(sent.len() > 3 && sent.iter().all(|header| header.len() == 13));
    assert_eq!(sent, headers(&world.server, Direction::Received));
}

#[test]
fn fragments_fit_the_mtu() {
    let config = Config {
        mtu: 200,
        ..Config::default()
    };
    let mut world = world(config.clone(), config);
    world.network.rules.mtu_to_server = 200;
    world.network.rules.mtu_to_client = 200;
    run(&mut world);
}

#[test]
fn a_wrong_answer_changes_nothing() {
    let mut world = world(Config::default(), Config::default());
    world.client.hold_questions = true;
    world.client.start();
    world.server.start();
    world.run(Duration::from_millis(500), |_| false);
    let asked = sim::peer::name(world.client.connection.question().unwrap());
    assert_eq!(asked, "VerifyChain");
    let error = world.client.connection.answer(dtls::Answer::SignFailed);
    assert_eq!(error.unwrap_err().kind, ErrorKind::ApiMisuse);
    world.client.hold_questions = false;
    world.client.answer_all();
    assert!(world.run(sim::LIMIT, |world| world.client.is_connected()));
}

#[test]
fn another_configuration_can_be_chosen_by_name() {
    let mut world = world(Config::default(), Config::default());
    let suite = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    world.server.config = Some(Arc::new(only(ProtocolVersion::DTLS1_2, suite)));
    run(&mut world);
    assert_eq!(world.client.connection.facts().unwrap().suite, Some(suite));
    assert_eq!(
        world.client.connection.facts().unwrap().group,
        Some(NamedGroup::X25519)
    );
}
