//! Ephemeral Diffie-Hellman over integers: over the simulated network, and against the `openssl` command in both roles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::sync::Arc;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, CipherSuite as S, ProtocolVersion as V};
use dtls::suites::{KeyExchange, SUITES, SuiteInfo};
use dtls::{ClientAuth, Config, DhFamily, DhGroup, Question, ShareGroup};
use sim::real::{files, installed, suite_flags, try_their_client, try_their_server};
use sim::{Identity, Rules, World, lose_each};

const VERSIONS: [V; 2] = [V::DTLS1_0, V::DTLS1_2];

fn suites(version: V) -> impl Iterator<Item = &'static SuiteInfo> {
    SUITES
        .iter()
        .filter(move |suite| suite.fits(version) && suite.key_exchange == KeyExchange::Dhe)
}

fn only(version: V, suite: S) -> Config {
    Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        dh: true,
        ..Config::default()
    }
}

fn pair(config: &Config, group: Option<Arc<DhGroup>>, seed: u64) -> World {
    let mut world = World::new(config.clone(), config.clone(), Rules::default(), seed);
    world.server.dh_group = group;
    world
}

fn group(family: DhFamily, bits: usize) -> Option<Arc<DhGroup>> {
    DhGroup::known(family, bits)
}

/// A prime of 1024 bits that no standard names, with its generator.
fn unknown() -> Arc<DhGroup> {
    let known = group(DhFamily::Modp, 1024).unwrap();
    // Another generator makes it another group, with private values as long as the prime.
    DhGroup::new(known.prime(), &[5], None).unwrap()
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
            let config = Config {
                client_auth,
                ..only(version, suite.suite)
            };
            let family = [DhFamily::Modp, DhFamily::Ffdhe][index % 2];
            let group = group(family, 2048);
            let mut world = pair(&config, group.clone(), 1);
            world.client.identities = vec![Identity::ecdsa_p256()];
            world.connect(suite.openssl_name);
            let at_client = world.client.connection.facts().unwrap();
            let at_server = world.server.connection.facts().unwrap();
            assert_eq!(at_client.suite, Some(suite.suite));
            assert_eq!(at_client.own_finished, at_server.peer_finished);
            assert_eq!((at_client.group, at_server.group), (None, None));
            let share = at_client.server_share.as_ref().unwrap();
            assert_eq!(share.group, ShareGroup::Integers(group.clone().unwrap()));
            assert_eq!(share.public.len(), 256);
            let asked = |question: &&Question| matches!(question, Question::ChooseDhGroup { .. });
            let asked = world.server.questions.iter().find(asked).unwrap();
            let Question::ChooseDhGroup {
                suite: told,
                credential,
            } = asked
            else {
                panic!("{asked:?}");
            };
            assert_eq!(*told, suite.suite);
            let shown = credential.as_ref().unwrap().chain[0].as_slice();
            assert_eq!(shown, Identity::rsa().certificate());
            let repeats = world.client.retransmissions + world.server.retransmissions;
            assert_eq!(repeats, 0);
        }
    }
}

/// Secrets begin with a zero byte once in 256 times, which TLS strips (RFC 5246, 8.1.2).
#[test]
fn agreement_whatever_the_leading_bytes() {
    let config = Config {
        min_dh_bits: 1024,
        ..only(V::DTLS1_2, S::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256)
    };
    for seed in 0..600 {
        let mut world = pair(&config, group(DhFamily::Modp, 1024), seed);
        assert!(world.handshake(), "seed {seed}");
    }
}

#[test]
fn a_client_refuses_short_primes() {
    for (family, bits, least, good) in [
        (DhFamily::Modp, 1024, 1024, true),
        (DhFamily::Modp, 1024, 1025, false),
        (DhFamily::Modp, 1536, 2048, false),
        (DhFamily::Ffdhe, 3072, 2048, true),
        (DhFamily::Ffdhe, 2048, 3072, false),
    ] {
        let config = Config {
            min_dh_bits: least,
            ..only(V::DTLS1_2, S::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256)
        };
        let mut world = pair(&config, group(family, bits), 1);
        assert_eq!(world.handshake(), good, "{bits} {least}");
        if !good {
            assert_eq!(world.client.error.unwrap().reason, Reason::DhKeyTooSmall);
            let alert = Reason::AlertReceived(AlertDescription::HANDSHAKE_FAILURE);
            assert_eq!(world.server.error.unwrap().reason, alert);
        }
    }
}

#[test]
fn groups_that_no_standard_names() {
    let config = Config {
        min_dh_bits: 1024,
        ..only(V::DTLS1_0, S::TLS_DHE_RSA_WITH_AES_256_CBC_SHA)
    };
    pair(&config, Some(unknown()), 1).connect("unknown");
}

#[test]
fn a_server_without_a_group() {
    let suite = S::TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
    let mut world = pair(&only(V::DTLS1_2, suite), None, 1);
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::NoDhGroup);

    let server = Config {
        suites: vec![suite, S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256],
        dh: false,
        prefer_own_order: true,
        ..Config::default()
    };
    let client = Config {
        dh: true,
        ..server.clone()
    };
    let mut world = World::new(client, server.clone(), Rules::default(), 1);
    world.connect("another suite");
    let chosen = world.client.connection.facts().unwrap().suite;
    assert_eq!(chosen, Some(server.suites[1]));
}

#[test]
fn each_single_datagram_may_get_lost() {
    for (suite, mtu) in [
        (S::TLS_DHE_RSA_WITH_AES_128_CBC_SHA256, 1200),
        (S::TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, 256),
    ] {
        let config = Config {
            mtu,
            client_auth: ClientAuth::Require,
            ..only(V::DTLS1_2, suite)
        };
        lose_each(&format!("{suite:?}"), || {
            let mut world = pair(&config, group(DhFamily::Ffdhe, 2048), 7);
            world.client.identities = vec![Identity::rsa()];
            world
        });
    }
}

#[test]
fn bad_networks() {
    for seed in 0..50 {
        let version = VERSIONS[seed as usize % 2];
        let config = only(version, S::TLS_DHE_RSA_WITH_AES_256_CBC_SHA);
        let mut world = pair(&config, group(DhFamily::Modp, 2048), seed);
        world.network.rules = Rules {
            loss: 20,
            duplication: 20,
            reordering: 30,
            ..Rules::default()
        };
        world.connect(&format!("seed {seed}"));
    }
}

/// A handshake whose plain message of `kind` has its last `value.len()` bytes replaced on the way.
fn with_public_value(kind: u8, value: &[u8]) -> World {
    let config = only(V::DTLS1_2, S::TLS_DHE_PSK_WITH_AES_128_GCM_SHA256);
    let config = Config {
        psk: true,
        ..config
    };
    let psk = dtls::Psk {
        identity: b"me".to_vec(),
        key: dtls::PskKey::new(vec![7; 16].into()),
    };
    let mut world = pair(&config, group(DhFamily::Ffdhe, 2048), 1);
    world.client.psk = Some(psk.clone());
    world.server.psk = Some(psk);
    world.client.start();
    world.server.start();
    world.network.rules.delay = std::time::Duration::ZERO;
    for _ in 0..6 {
        world.transmit();
        for (to, mut datagram) in world.network.take_all() {
            let mut at = 0;
            while datagram[at..].len() > 13 {
                let length =
                    usize::from(u16::from_be_bytes([datagram[at + 11], datagram[at + 12]]));
                let end = at + 13 + length;
                let plain = datagram[at + 3..at + 5] == [0, 0] && datagram[at] == 22;
                if plain && datagram[at + 13] == kind {
                    datagram[end - value.len()..end].copy_from_slice(value);
                }
                at = end;
            }
            world.peer(to).receive(&datagram);
        }
    }
    world
}

/// RFC 7919, 5.1.
#[test]
fn public_values_out_of_range_are_refused() {
    let group = group(DhFamily::Ffdhe, 2048).unwrap();
    let mut one = vec![0; 256];
    one[255] = 1;
    let mut minus_one = group.prime().to_vec();
    minus_one[255] -= 1;
    for value in [
        &vec![0; 256],
        &one,
        &minus_one,
        &group.prime().to_vec(),
        &vec![0xff; 256],
    ] {
        let client = with_public_value(12, value).client;
        assert_eq!(client.error.unwrap().reason, Reason::BadDhValue);
        let server = with_public_value(16, value).server;
        assert_eq!(server.error.unwrap().reason, Reason::BadDhValue);
    }
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
            let config = Config {
                min_dh_bits: 1024,
                ..only(version, suite.suite)
            };
            try_their_server(&what, config, args, |_| {});
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
            let group = match index % 3 {
                0 => group(DhFamily::Modp, 3072),
                1 => group(DhFamily::Ffdhe, 2048),
                _ => Some(unknown()),
            };
            let args = suite_flags(version, suite);
            try_their_client(&what, (server, "rsa"), args, |peer| peer.dh_group = group);
        }
    }
}
