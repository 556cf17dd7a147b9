//! OCSP stapling (RFC 6066, 8): over the simulated network.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, ProtocolVersion};
use dtls::{Answer, Config, HandshakeState, OcspRequest, Question};
use dtls::{Event, StapleRequest};
use sim::peer::name;
use sim::{Fate, Rules, World};

const RESPONSE: &[u8] = b"the responder's words";
const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2];

fn request() -> OcspRequest {
    OcspRequest {
        responder_ids: vec![vec![0xa2, 2, 4, 0], vec![0xa1, 2, 0x30, 0]],
        extensions: vec![0x30, 0],
    }
}

fn world(version: ProtocolVersion, asks: bool, staples: bool) -> World {
    let config = Config {
        min_version: version,
        max_version: version,
        status_request: asks.then(request),
        staple: staples,
        ..Config::default()
    };
    let mut world = World::new(config.clone(), config, Rules::default(), 5);
    world.server.staple = Answer::Staple(Some(RESPONSE.into()));
    world
}

fn asked(questions: &[Question]) -> Vec<&'static str> {
    questions.iter().map(name).collect()
}

fn response_of(world: &World) -> Option<&[u8]> {
    let facts = world.client.connection.facts().unwrap();
    facts.ocsp_response.as_deref()
}

#[test]
fn the_response_reaches_the_client() {
    for version in VERSIONS {
        let mut world = world(version, true, true);
        assert!(world.handshake());
        assert_eq!(response_of(&world), Some(RESPONSE));
        let last = asked(&world.client.questions);
        assert_eq!(last, ["VerifyChain", "CheckStatus"]);
        assert_eq!(
            asked(&world.server.questions)[..2],
            ["ClientHello", "Staple"]
        );
        let Question::Staple(staple) = &world.server.questions[1] else {
            panic!();
        };
        let StapleRequest { request: said, .. } = &**staple;
        assert_eq!(*said, request());
        let read = Event::StateChanged(HandshakeState::ClientReadCertificateStatus);
        assert!(world.client.events.contains(&read));
        assert!(world.exchange(b"data"));
    }
}

#[test]
fn nothing_is_said_unless_both_sides_want_it() {
    for (asks, staples) in [(false, false), (false, true), (true, false)] {
        let mut world = world(ProtocolVersion::DTLS1_2, asks, staples);
        assert!(world.handshake());
        assert_eq!(response_of(&world), None);
        assert!(!asked(&world.server.questions).contains(&"Staple"));
        let judged = asked(&world.client.questions).contains(&"CheckStatus");
        assert_eq!(judged, asks);
    }
}

#[test]
fn a_server_may_decline() {
    for declined in [None, Some([].into())] {
        let mut world = world(ProtocolVersion::DTLS1_2, true, true);
        world.server.staple = Answer::Staple(declined);
        assert!(world.handshake());
        assert_eq!(response_of(&world), None);
    }
}

#[test]
fn a_client_that_is_not_content_says_so() {
    for (verdict, reason, alert) in [
        (
            Answer::StatusBad,
            Reason::StatusBad,
            AlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE,
        ),
        (
            Answer::StatusFailed,
            Reason::StatusFailed,
            AlertDescription::INTERNAL_ERROR,
        ),
    ] {
        for staple in [None, Some(RESPONSE.into())] {
            let mut world = world(ProtocolVersion::DTLS1_2, true, true);
            world.server.staple = Answer::Staple(staple);
            world.client.status = verdict.clone();
            assert!(!world.handshake());
            assert_eq!(world.client.error.unwrap().reason, reason);
            let told = Reason::AlertReceived(alert);
            assert_eq!(world.server.error.unwrap().reason, told);
        }
    }
}

#[test]
fn a_server_that_fails_ends_the_handshake() {
    let mut world = world(ProtocolVersion::DTLS1_2, true, true);
    world.server.staple = Answer::StapleFailed;
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::StapleFailed);
}

#[test]
fn a_resumption_has_no_status() {
    let mut first = world(ProtocolVersion::DTLS1_2, true, true);
    assert!(first.handshake());
    let session = first.client.connection.facts().unwrap().session.clone();
    let config = Config {
        status_request: Some(request()),
        session,
        ..Config::default()
    };
    let server = Config {
        staple: true,
        ..Config::default()
    };
    let mut again = World::new(config, server, Rules::default(), 6);
    let session = first.server.connection.facts().unwrap().session.clone();
    again.server.sessions.extend(session);
    assert!(again.handshake());
    assert!(again.client.connection.facts().unwrap().resumed);
    assert!(again.client.questions.is_empty());
    assert_eq!(response_of(&again), None);
}

#[test]
fn each_single_datagram_may_get_lost() {
    let mut clean = world(ProtocolVersion::DTLS1_2, true, true);
    // Larger than a datagram, so that it is cut.
    clean.server.staple = Answer::Staple(Some(vec![7; 3000].into()));
    assert!(clean.handshake());
    for lost in 0..clean.network.sent.len() {
        let mut world = world(ProtocolVersion::DTLS1_2, true, true);
        world.server.staple = Answer::Staple(Some(vec![7; 3000].into()));
        world.network.judge(move |index, _, _| match index == lost {
            true => Fate::Drop,
            false => Fate::Deliver,
        });
        assert!(world.handshake(), "datagram {lost}");
        assert_eq!(response_of(&world).map(<[u8]>::len), Some(3000));
    }
}
