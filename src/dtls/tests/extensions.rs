//! Extensions that only the drivers know, and warnings beside a ServerHello.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, ExtensionType};
use dtls::{Answer, Config, Event, ExtraExtension, Question};
use sim::{Rules, World};

const KIND: ExtensionType = ExtensionType(0xfe01);
const OTHER: ExtensionType = ExtensionType(0xfe02);

fn extra(kind: ExtensionType) -> ExtraExtension {
    ExtraExtension {
        kind,
        body: b"answer".to_vec(),
    }
}

fn world(extra_extensions: Vec<(ExtensionType, Vec<u8>)>) -> World {
    let client = Config {
        extra_extensions,
        ..Config::default()
    };
    World::new(client, Config::default(), Rules::default(), 9)
}

type Extensions = Vec<(ExtensionType, Vec<u8>)>;

/// What the client was asked about, and whether in a resumption.
fn answers(world: &World) -> Vec<(Extensions, bool)> {
    let questions = world.client.questions.iter();
    questions
        .filter_map(|question| match question {
            Question::ServerExtensions {
                extensions,
                resumed,
            } => Some((extensions.to_vec(), *resumed)),
            _ => None,
        })
        .collect()
}

#[test]
fn extensions_reach_both_drivers() {
    let mut world = world(vec![(KIND, b"wish".to_vec())]);
    // The second answers to nothing.
    world.server.extensions = vec![extra(KIND), extra(OTHER)];
    assert!(world.handshake());
    let Question::ClientHello(hello) = &world.server.questions[0] else {
        panic!();
    };
    assert!(hello.extensions.contains(&(KIND, b"wish".to_vec())));
    let expected = vec![(vec![(KIND, b"answer".to_vec())], false)];
    assert_eq!(answers(&world), expected);
}

#[test]
fn a_server_need_not_answer() {
    let mut world = world(vec![(KIND, vec![])]);
    assert!(world.handshake());
    assert_eq!(answers(&world), []);
}

#[test]
fn the_engine_s_own_extensions_are_not_replaced() {
    let groups = ExtensionType::SUPPORTED_GROUPS;
    let mut world = world(vec![(groups, b"nonsense".to_vec())]);
    world.server.extensions = vec![extra(ExtensionType::EC_POINT_FORMATS)];
    assert!(world.handshake());
}

#[test]
fn a_client_may_refuse_the_answer() {
    let alert = AlertDescription::UNSUPPORTED_EXTENSION;
    let mut world = world(vec![(KIND, vec![])]);
    world.server.extensions = vec![extra(KIND)];
    world.client.extensions_verdict = Answer::Refuse(alert);
    assert!(!world.handshake());
    assert_eq!(world.client.error.unwrap().reason, Reason::Refused(alert));
    let told = Reason::AlertReceived(alert);
    assert_eq!(world.server.error.unwrap().reason, told);
}

#[test]
fn both_know_of_a_resumption() {
    let extensions = vec![extra(KIND), extra(OTHER)];
    let wish = vec![(KIND, vec![]), (OTHER, vec![])];
    let mut first = world(wish.clone());
    first.server.extensions = extensions.clone();
    assert!(first.handshake());
    let facts = |world: &World| world.client.connection.facts().unwrap().clone();
    let mut again = World::new(
        Config {
            extra_extensions: wish,
            session: facts(&first).session,
            ..Config::default()
        },
        Config::default(),
        Rules::default(),
        10,
    );
    again.server.extensions = extensions;
    let known = first.server.connection.facts().unwrap().session.clone();
    again.server.sessions.extend(known);
    assert!(again.handshake());
    assert!(facts(&again).resumed);
    assert_eq!(answers(&first)[0].0.len(), 2);
    assert_eq!((answers(&first)[0].1, answers(&again)[0].1), (false, true));
    let knows = |world: &World, expected: bool| {
        let mut questions = world.server.questions.iter();
        questions.any(
            |question| matches!(question, Question::Settle { resumed, .. } if *resumed == expected),
        )
    };
    assert!(knows(&first, false) && knows(&again, true));
}

#[test]
fn a_warning_goes_out_beside_the_flight() {
    let mut world = world(vec![]);
    world.server.warning = Some(AlertDescription::UNRECOGNIZED_NAME);
    assert!(world.handshake());
    let sent = Event::AlertSent {
        level: 1,
        description: AlertDescription::UNRECOGNIZED_NAME,
    };
    assert!(world.server.events.contains(&sent));
    let alert = |datagram: &[u8]| datagram[0] == 21 && datagram[3..5] == [0, 0];
    let alerts = world.network.sent.iter().filter(|sent| alert(&sent.2));
    assert_eq!(alerts.count(), 1);
}
