//! Limits of records (RFC 6066, 4; RFC 8449) over the simulated network.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::Reason;
use dtls::msg::MaxFragmentLength;
use dtls::{Config, Facts};
use sim::{Rules, Side, World};

fn with(fragment: Option<MaxFragmentLength>, limit: Option<u16>) -> Config {
    Config {
        max_fragment_length: fragment,
        record_size_limit: limit,
        mtu: 16384,
        ..Config::default()
    }
}

fn done(client: Config, server: Config) -> World {
    let mut world = World::new(client, server, Rules::default(), 3);
    // A message that is larger than any limit here.
    world.server.staple = dtls::Answer::Staple(Some(vec![7; 6000].into()));
    let connected = world.handshake();
    assert!(
        connected,
        "{:?} {:?}",
        world.client.error, world.server.error
    );
    world
}

/// The most data that a side can send at once.
fn capacity(world: &mut World, side: Side) -> usize {
    let connection = &mut world.peer(side).connection;
    let mut out = vec![0; 20000];
    let fits = |len: &usize| connection.send(&vec![0; *len], &mut out).is_ok();
    [64, 100, 512, 700, 800, 1024, 2048, 4096, 16384]
        .into_iter()
        .rev()
        .find(fits)
        .unwrap()
}

fn facts(world: &World) -> [&Facts; 2] {
    let both = [&world.client, &world.server];
    both.map(|peer| peer.connection.facts().unwrap())
}

/// Plaintext bytes of the longest record of epoch 0 that the server sent.
fn longest_from_server(world: &World) -> usize {
    let mut longest = 0;
    for (_, from, datagram) in &world.network.sent {
        let mut rest = &datagram[..];
        while *from == Side::Server && rest.len() >= 13 {
            let length = usize::from(u16::from_be_bytes([rest[11], rest[12]]));
            if rest[3..5] == [0, 0] {
                longest = longest.max(length);
            }
            rest = &rest[13 + length..];
        }
    }
    longest
}

fn asking(config: Config) -> Config {
    Config {
        status_request: Some(dtls::OcspRequest::default()),
        staple: true,
        ..config
    }
}

#[test]
fn a_fragment_length_holds_for_both_and_for_the_handshake() {
    for code in 1..=4 {
        let length = MaxFragmentLength(code);
        let bytes = length.bytes().unwrap();
        let client = asking(with(Some(length), None));
        let mut world = done(client, asking(with(None, None)));
        for facts in facts(&world) {
            assert_eq!(facts.max_fragment_length, Some(length));
            assert_eq!(facts.peer_record_size_limit, None);
        }
        assert_eq!(longest_from_server(&world), bytes);
        for side in [Side::Client, Side::Server] {
            assert_eq!(capacity(&mut world, side), bytes);
        }
        assert!(world.exchange(&vec![1; bytes]));
    }
}

#[test]
fn a_resumption_keeps_the_fragment_length() {
    let length = MaxFragmentLength::LENGTH_512;
    for (again, resumed) in [(Some(length), true), (None, false)] {
        let first = done(with(Some(length), None), with(None, None));
        let session = facts(&first)[0].session.clone().unwrap();
        assert_eq!(session.max_fragment_length, Some(length));
        let client = Config {
            session: Some(session),
            ..with(again, None)
        };
        let mut world = World::new(client, with(None, None), Rules::default(), 4);
        world.server.sessions = vec![facts(&first)[1].session.clone().unwrap()];
        assert!(world.handshake());
        assert!(facts(&world).iter().all(|facts| facts.resumed == resumed));
        assert_eq!(facts(&world)[0].max_fragment_length, again);
        let expected = again.and_then(MaxFragmentLength::bytes).unwrap_or(16384);
        assert_eq!(capacity(&mut world, Side::Client), expected);
        assert_eq!(capacity(&mut world, Side::Server), expected);
    }
}

#[test]
fn each_side_has_its_own_record_size_limit() {
    let length = Some(MaxFragmentLength::LENGTH_512);
    for fragment in [None, length] {
        let mut world = done(with(fragment, Some(700)), with(None, Some(800)));
        assert_eq!(facts(&world)[0].peer_record_size_limit, Some(800));
        assert_eq!(facts(&world)[1].peer_record_size_limit, Some(700));
        assert_eq!(facts(&world)[0].max_fragment_length, None);
        assert_eq!(capacity(&mut world, Side::Client), 800);
        assert_eq!(capacity(&mut world, Side::Server), 700);
        assert!(world.exchange(&[1; 700]));
    }
    // A server that does not know it takes the older extension.
    let mut world = done(with(length, Some(700)), with(None, None));
    assert_eq!(facts(&world)[0].max_fragment_length, length);
    assert_eq!(capacity(&mut world, Side::Server), 512);
}

#[test]
fn our_own_limit_holds_whatever_the_peer_takes() {
    let client = Config {
        max_send_plaintext: 100,
        ..with(None, Some(700))
    };
    let mut world = done(client, with(None, Some(800)));
    assert_eq!(capacity(&mut world, Side::Client), 100);
    assert_eq!(capacity(&mut world, Side::Server), 700);
    let connection = &mut world.client.connection;
    let refused = connection.send(&[0; 101], &mut [0; 200]).unwrap_err();
    assert_eq!(refused.reason, Reason::DataTooLong);
    assert!(world.exchange(b"goes on"));
}

/// What a flight of a renegotiation says under the old keys keeps their limit, although it goes out when the new keys are
/// in place.
#[test]
fn a_renegotiation_may_give_a_limit_up() {
    let renegotiating = |config: Config| Config {
        renegotiation: dtls::Renegotiation::Accept,
        ..config
    };
    let limit = with(None, Some(200));
    let mut world = done(renegotiating(limit.clone()), renegotiating(limit));
    world.client.identities = vec![sim::Identity::rsa()];
    let server = Config {
        client_auth: dtls::ClientAuth::Require,
        ..renegotiating(with(None, None))
    };
    world.server.connection.set_config(server.into());
    let client = renegotiating(with(None, None));
    world.client.connection.set_config(client.into());
    world.client.connection.renegotiate().unwrap();
    let done = world.run(sim::LIMIT, |world| {
        let [client, server] = facts(world);
        let connected = world.client.is_connected() && world.server.is_connected();
        connected && client.peer_record_size_limit.is_none() && !server.peer_chain.is_empty()
    });
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    assert!(world.exchange(&[1; 16384]));
}

/// RFC 8449, 4: records without protection are not limited. A CertificateVerify and a ticket come so, when the keys of
/// their reader are in place.
#[test]
fn what_is_not_protected_is_not_limited() {
    let smallest = Config {
        tickets: true,
        ..with(None, Some(64))
    };
    let server = Config {
        client_auth: dtls::ClientAuth::Require,
        ..smallest.clone()
    };
    let mut world = World::new(smallest, server, Rules::default(), 5);
    world.client.identities = vec![sim::Identity::rsa()];
    world.connect("limits of 64 bytes");
    let repeated = world.client.retransmissions + world.server.retransmissions;
    assert!(repeated == 0 && longest_from_server(&world) > 64);
    assert!(world.exchange(&[1; 64]));
}
