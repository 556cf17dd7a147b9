//! RSA key exchange: over the simulated network, and against the `openssl` command in both roles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::Reason;
use dtls::msg::{CipherSuite as S, ProtocolVersion as V};
use dtls::suites::{KeyExchange, SUITES, SuiteInfo};
use dtls::{ClientAuth, Config, Event, ExtendedMasterSecret, RsaPremaster};
use sim::real::{files, installed, suite_flags, try_their_client, try_their_server};
use sim::{Identity, Rules, World, lose_each};

const VERSIONS: [V; 2] = [V::DTLS1_0, V::DTLS1_2];

fn suites(version: V) -> impl Iterator<Item = &'static SuiteInfo> {
    SUITES
        .iter()
        .filter(move |suite| suite.fits(version) && suite.key_exchange == KeyExchange::Rsa)
}

fn only(version: V, suite: S) -> Config {
    Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        ..Config::default()
    }
}

#[test]
fn every_suite_in_every_version_that_has_it() {
    for version in VERSIONS {
        for (index, suite) in suites(version).enumerate() {
            let client_auth = match index % 3 {
                0 => ClientAuth::None,
                1 => ClientAuth::Request,
                _ => ClientAuth::Require,
            };
            let extended_master_secret = match index % 2 {
                0 => ExtendedMasterSecret::Offer,
                _ => ExtendedMasterSecret::Off,
            };
            let client = Config {
                extended_master_secret,
                ..only(version, suite.suite)
            };
            let server = Config {
                client_auth,
                ..only(version, suite.suite)
            };
            let mut world = World::new(client, server, Rules::default(), 1);
            if client_auth == ClientAuth::Require {
                world.client.identities = vec![Identity::ecdsa_p256()];
            }
            world.connect(suite.openssl_name);
            let at_client = world.client.connection.facts().unwrap();
            let at_server = world.server.connection.facts().unwrap();
            assert_eq!(at_client.suite, Some(suite.suite));
            assert_eq!(at_client.own_finished, at_server.peer_finished);
            assert_eq!(at_client.group, None);
            assert_eq!(
                *at_client.peer_chain,
                [Identity::rsa().certificate().to_vec()]
            );
            let repeats = world.client.retransmissions + world.server.retransmissions;
            assert_eq!(repeats, 0);
        }
    }
}

#[test]
fn the_offered_version_stands_in_the_secret() {
    let client = Config {
        min_version: V::DTLS1_0,
        ..only(V::DTLS1_2, S::TLS_RSA_WITH_AES_128_CBC_SHA)
    };
    let server = only(V::DTLS1_0, S::TLS_RSA_WITH_AES_128_CBC_SHA);
    let mut world = World::new(client.clone(), server.clone(), Rules::default(), 1);
    world.connect("older server");
    let version = world.client.connection.facts().unwrap().version;
    assert_eq!(version, Some(V::DTLS1_0));

    // A client that puts the negotiated one there is served only on demand.
    fn with_negotiated(secret: RsaPremaster) -> Option<RsaPremaster> {
        assert_eq!(secret.as_bytes()[..2], V::DTLS1_2.0.to_be_bytes());
        let mut bytes = *secret.as_bytes();
        bytes[..2].copy_from_slice(&V::DTLS1_0.0.to_be_bytes());
        Some(RsaPremaster::new(bytes.into()))
    }
    let mut world = World::new(client, server, Rules::default(), 1);
    world.server.premaster = with_negotiated;
    refused(&mut world, "another version");
}

/// The handshake does not end, and nothing tells why.
fn refused(world: &mut World, what: &str) {
    assert!(!world.handshake(), "{what}");
    for peer in [&world.client, &world.server] {
        assert!(!peer.is_connected(), "{what}");
        let told = |event: &Event| matches!(event, Event::AlertSent { .. });
        assert!(!peer.events.iter().any(told), "{what}");
        assert_eq!(peer.error.unwrap().reason, Reason::TimedOut, "{what}");
    }
}

/// Whatever is wrong with what the client encrypted, the server's next flight and the time of it are the same.
#[test]
fn a_wrong_secret_is_not_told() {
    fn changed(secret: RsaPremaster, at: usize) -> Option<RsaPremaster> {
        let mut bytes = *secret.as_bytes();
        bytes[at] ^= 1;
        Some(RsaPremaster::new(bytes.into()))
    }
    type Spoil = fn(RsaPremaster) -> Option<RsaPremaster>;
    let spoilers: [(&str, Spoil); 4] = [
        ("none", |_| None),
        ("major version", |secret| changed(secret, 0)),
        ("minor version", |secret| changed(secret, 1)),
        ("random bytes", |secret| changed(secret, 20)),
    ];
    for suite in [
        S::TLS_RSA_WITH_AES_128_CBC_SHA,
        S::TLS_RSA_WITH_AES_128_GCM_SHA256,
    ] {
        for (what, spoil) in spoilers {
            for client_auth in [ClientAuth::None, ClientAuth::Require] {
                let config = Config {
                    client_auth,
                    ..only(V::DTLS1_2, suite)
                };
                let mut world = World::new(config.clone(), config, Rules::default(), 1);
                world.client.identities = vec![Identity::ecdsa_p256()];
                world.server.premaster = spoil;
                refused(&mut world, what);
            }
        }
    }
}

#[test]
fn each_single_datagram_may_get_lost() {
    for (suite, mtu) in [
        (S::TLS_RSA_WITH_AES_128_CBC_SHA256, 1200),
        (S::TLS_RSA_WITH_AES_256_GCM_SHA384, 256),
    ] {
        let config = Config {
            mtu,
            client_auth: ClientAuth::Require,
            ..only(V::DTLS1_2, suite)
        };
        lose_each(&format!("{suite:?}"), || {
            let mut world = World::new(config.clone(), config.clone(), Rules::default(), 7);
            world.client.identities = vec![Identity::rsa()];
            world
        });
    }
}

#[test]
fn bad_networks() {
    for seed in 0..50 {
        let rules = Rules {
            loss: 20,
            duplication: 20,
            reordering: 30,
            ..Rules::default()
        };
        let version = VERSIONS[seed as usize % 2];
        let config = only(version, S::TLS_RSA_WITH_AES_256_CBC_SHA);
        let mut world = World::new(config.clone(), config, rules, seed);
        world.connect(&format!("seed {seed}"));
    }
}

#[test]
fn sessions_are_resumed() {
    let config = only(V::DTLS1_2, S::TLS_RSA_WITH_AES_128_CCM_8);
    let mut first = World::new(config.clone(), config.clone(), Rules::default(), 1);
    first.connect("full");
    let session = first.client.connection.facts().unwrap().session.clone();
    let client = Config {
        session: session.clone(),
        ..config.clone()
    };
    let mut second = World::new(client, config, Rules::default(), 2);
    second.server.sessions.extend(session);
    second.connect("resumed");
    assert!(second.server.connection.facts().unwrap().resumed);
}

const SIGNS: u8 = 0x80;
const ENCRYPTS: u8 = 0x20;

/// A server does not offer what its certificate excludes (RFC 5246, 7.4.2).
#[test]
fn the_key_usage_decides_between_encryption_and_signature() {
    let both = Config {
        suites: vec![
            S::TLS_RSA_WITH_AES_128_GCM_SHA256,
            S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        ],
        ..Config::default()
    };
    for (usage, expected) in [(SIGNS, 1), (ENCRYPTS, 0), (SIGNS | ENCRYPTS, 0)] {
        let mut world = World::new(both.clone(), both.clone(), Rules::default(), 1);
        world.server.identities = vec![Identity::rsa_for(usage)];
        world.connect("both");
        let suite = world.client.connection.facts().unwrap().suite;
        assert_eq!(suite, Some(both.suites[expected]));
    }
    let alone = only(V::DTLS1_2, S::TLS_RSA_WITH_AES_128_GCM_SHA256);
    let mut world = World::new(alone.clone(), alone, Rules::default(), 1);
    world.server.identities = vec![Identity::rsa_for(SIGNS), Identity::ecdsa_p256()];
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::NoSharedCipher);

    // A client does not take a signature of a key that is not there to sign.
    let signed = only(V::DTLS1_2, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    let mut world = World::new(signed.clone(), signed, Rules::default(), 1);
    world.server.identities = vec![Identity::rsa_for(ENCRYPTS)];
    assert!(!world.handshake());
    let reason = world.client.error.unwrap().reason;
    assert_eq!(reason, Reason::CertificateCannotSign);
}

#[test]
fn our_client_their_server() {
    if !installed("openssl") {
        return;
    }
    let (key, certificate) = files("rsa");
    for version in VERSIONS {
        for suite in suites(version) {
            let what = format!("{version:?} {}", suite.openssl_name);
            let mut args = suite_flags(version, suite);
            args.extend(["-key", &key, "-cert", &certificate].map(str::to_owned));
            try_their_server(&what, only(version, suite.suite), args, |_| {});
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
                ..only(version, suite.suite)
            };
            let args = suite_flags(version, suite);
            try_their_client(&what, (server, "rsa"), args, |_| {});
        }
    }
}
