//! Handshakes with a pre-shared key: over the simulated network, and against the `openssl` command in both roles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, CipherSuite, ProtocolVersion};
use dtls::suites::{SUITES, SuiteInfo};
use dtls::{ClientAuth, Config, Psk, PskKey, Question};
use sim::real::{installed, suite_flags, try_their_client, try_their_server};
use sim::{Rules, World, lose_each};

const IDENTITY: &str = "Client_identity";
const KEY: &[u8] = b"0123456789abcdef";
const HEX: &str = "30313233343536373839616263646566";
const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2];

fn psk(identity: &str, key: &[u8]) -> Option<Psk> {
    Some(Psk {
        identity: identity.into(),
        key: PskKey::new(key.to_vec().into()),
    })
}

fn suites(version: ProtocolVersion) -> impl Iterator<Item = &'static SuiteInfo> {
    SUITES
        .iter()
        .filter(move |suite| suite.fits(version) && suite.key_exchange.uses_psk())
}

fn only(version: ProtocolVersion, suite: CipherSuite) -> Config {
    Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        psk: true,
        dh: true,
        min_dh_bits: 1024,
        ..Config::default()
    }
}

/// A pair with the same key. There is no certificate anywhere.
fn world(client: Config, server: Config, rules: Rules, seed: u64) -> World {
    let mut world = World::new(client, server, rules, seed);
    world.server.identities = vec![];
    world.client.psk = psk(IDENTITY, KEY);
    world.server.psk = psk(IDENTITY, KEY);
    world
}

#[test]
fn every_suite_in_every_version_that_has_it() {
    for version in VERSIONS {
        for suite in suites(version) {
            for hint in [None, Some(vec![]), Some(b"the hint".to_vec())] {
                let config = only(version, suite.suite);
                let server = Config {
                    psk_hint: hint.clone(),
                    // Without certificates there is nothing to ask for.
                    client_auth: ClientAuth::Request,
                    ..config.clone()
                };
                let mut world = world(config, server, Rules::default(), 1);
                world.connect(suite.openssl_name);
                let at_client = world.client.connection.facts().unwrap();
                let at_server = world.server.connection.facts().unwrap();
                assert_eq!(at_client.suite, Some(suite.suite));
                assert_eq!(at_client.own_finished, at_server.peer_finished);
                for facts in [at_client, at_server] {
                    assert_eq!(facts.psk_identity.as_deref(), Some(IDENTITY.as_bytes()));
                }
                let told = hint.filter(|hint| !hint.is_empty());
                assert_eq!(at_client.psk_hint, told);
                let asked = world.client.questions.last().unwrap();
                let Question::ChoosePsk { hint } = asked else {
                    panic!("{asked:?}");
                };
                assert_eq!(hint.as_deref(), told.as_deref());
                let repeats = world.client.retransmissions + world.server.retransmissions;
                assert_eq!(repeats, 0);
            }
        }
    }
}

#[test]
fn each_single_datagram_may_get_lost() {
    for suite in [
        CipherSuite::TLS_PSK_WITH_AES_128_CCM_8,
        CipherSuite::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
        CipherSuite::TLS_DHE_PSK_WITH_AES_128_GCM_SHA256,
    ] {
        for cookie_exchange in [false, true] {
            let config = only(ProtocolVersion::DTLS1_2, suite);
            let server = Config {
                cookie_exchange,
                ..config.clone()
            };
            lose_each(&format!("{suite:?}"), || {
                world(config.clone(), server.clone(), Rules::default(), 7)
            });
        }
    }
}

#[test]
fn bad_networks() {
    for seed in 0..100 {
        let rules = Rules {
            loss: 20,
            duplication: 20,
            reordering: 30,
            ..Rules::default()
        };
        let suite = CipherSuite::TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256;
        let config = only(ProtocolVersion::DTLS1_2, suite);
        let mut world = world(config.clone(), config, rules, seed);
        world.connect(&format!("seed {seed}"));
    }
}

#[test]
fn an_unknown_identity_is_told() {
    let config = only(
        ProtocolVersion::DTLS1_2,
        CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
    );
    let mut world = world(config.clone(), config, Rules::default(), 1);
    world.client.psk = psk("somebody else", KEY);
    assert!(!world.handshake());
    assert_eq!(
        world.server.error.unwrap().reason,
        Reason::UnknownPskIdentity
    );
    let alert = Reason::AlertReceived(AlertDescription::UNKNOWN_PSK_IDENTITY);
    assert_eq!(world.client.error.unwrap().reason, alert);
}

#[test]
fn a_client_without_a_key_tells_that_it_gives_up() {
    let config = only(
        ProtocolVersion::DTLS1_2,
        CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
    );
    let mut world = world(config.clone(), config, Rules::default(), 1);
    world.client.psk = None;
    assert!(!world.handshake());
    assert_eq!(world.client.error.unwrap().reason, Reason::NoPskIdentity);
    let alert = Reason::AlertReceived(AlertDescription::HANDSHAKE_FAILURE);
    assert_eq!(world.server.error.unwrap().reason, alert);
}

/// What is under other keys is dropped: nobody learns whether the identity or the key was wrong.
#[test]
fn another_key_connects_nobody() {
    for suite in [
        CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
        CipherSuite::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256,
        CipherSuite::TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256,
    ] {
        let config = only(ProtocolVersion::DTLS1_2, suite);
        let mut world = world(config.clone(), config, Rules::default(), 1);
        world.client.psk = psk(IDENTITY, b"another");
        assert!(!world.handshake());
        assert!(!world.client.is_connected() && !world.server.is_connected());
    }
}

/// Without keys the suites are neither offered nor chosen, wherever they stand in the list.
#[test]
fn suites_are_used_only_with_keys() {
    let both = Config {
        suites: vec![
            CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        ],
        ..Config::default()
    };
    let with_keys = Config {
        psk: true,
        ..both.clone()
    };
    for (client, server, index) in [
        (&with_keys, &with_keys, 0),
        (&both, &with_keys, 1),
        (&with_keys, &both, 1),
    ] {
        let mut world = World::new(client.clone(), server.clone(), Rules::default(), 1);
        world.client.psk = psk(IDENTITY, KEY);
        world.server.psk = psk(IDENTITY, KEY);
        world.connect("mixed");
        let facts = world.client.connection.facts().unwrap();
        assert_eq!(facts.suite, Some(both.suites[index]));
    }
    let config = only(ProtocolVersion::DTLS1_2, both.suites[0]);
    let without = Config {
        psk: false,
        ..config
    };
    let mut client = sim::Peer::client(without, 1);
    let error = client.connection.start().unwrap_err();
    assert_eq!(error.reason, Reason::NothingEnabled);
}

#[test]
fn sessions_are_resumed() {
    let config = only(
        ProtocolVersion::DTLS1_2,
        CipherSuite::TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256,
    );
    let mut first = world(config.clone(), config.clone(), Rules::default(), 1);
    first.connect("full");
    let session = first.client.connection.facts().unwrap().session.clone();
    let client = Config {
        session: session.clone(),
        ..config.clone()
    };
    let mut second = world(client, config, Rules::default(), 2);
    second.server.sessions.extend(session);
    second.connect("resumed");
    assert!(second.client.connection.facts().unwrap().resumed);
    assert!(second.server.connection.facts().unwrap().resumed);
}

fn flags(version: ProtocolVersion, suite: &SuiteInfo, more: &[&str]) -> Vec<String> {
    let mut flags = suite_flags(version, suite);
    let key = ["-psk", HEX, "-psk_identity", IDENTITY];
    flags.extend(key.iter().chain(more).map(|&flag| flag.to_owned()));
    flags
}

#[test]
fn our_client_their_server() {
    if !installed("openssl") {
        return;
    }
    for version in VERSIONS {
        for (index, suite) in suites(version).enumerate() {
            let what = format!("{version:?} {}", suite.openssl_name);
            let (more, hint): (&[_], Option<&[u8]>) = match index % 2 {
                0 => (&["-nocert", "-psk_hint", "which key"], Some(b"which key")),
                _ => (&["-nocert"], None),
            };
            let args = flags(version, suite, more);
            let endpoint = try_their_server(&what, only(version, suite.suite), args, |peer| {
                peer.psk = psk(IDENTITY, KEY);
            });
            let facts = endpoint.peer.connection.facts().unwrap();
            assert_eq!(facts.psk_hint.as_deref(), hint, "{what}");
        }
    }
}

#[test]
fn our_server_their_client() {
    if !installed("openssl") {
        return;
    }
    for version in VERSIONS {
        for (index, suite) in suites(version).enumerate() {
            let what = format!("{version:?} {}", suite.openssl_name);
            let server = Config {
                cookie_exchange: index % 2 == 0,
                psk_hint: (index % 3 == 0).then(|| b"which key".to_vec()),
                ..only(version, suite.suite)
            };
            let args = flags(version, suite, &[]);
            try_their_client(&what, (server, "ec"), args, |peer| {
                peer.psk = psk(IDENTITY, KEY);
            });
        }
    }
}
