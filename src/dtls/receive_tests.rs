//! What a peer must not send, protected and not. A pair with a pre-shared key; one side writes what no engine writes.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use primitives::random::SystemRandom;

use super::*;
use crate::config::Config;
use crate::msg::CipherSuite;
use crate::question::{Answer, Proceed, Psk, PskKey, Question, Settled};
use crate::time::Time;

const SUITE: CipherSuite = CipherSuite::TLS_PSK_WITH_AES_128_CCM_8;
const HANDSHAKE: ContentType = ContentType::HANDSHAKE;

pub(crate) struct Pair {
    pub(crate) client: Connection,
    pub(crate) server: Connection,
}

fn answer(side: &mut Connection) {
    while let Some(question) = side.question() {
        let key = PskKey::new(vec![7; 16].into());
        let answer = match question {
            Question::ClientHello(_) => Answer::Proceed(Proceed::default()),
            Question::Settle { .. } => Answer::Settled(Settled::default()),
            Question::FindSession { .. } => Answer::Session(None),
            Question::ChoosePsk { .. } => Answer::Psk(Some(Psk {
                identity: b"me".to_vec(),
                key,
            })),
            Question::FindPsk { .. } => Answer::PskKey(Some(key)),
            other => panic!("{other:?}"),
        };
        side.answer(answer).unwrap();
    }
}

/// All that a side has to send.
pub(crate) fn output(side: &mut Connection) -> Vec<Vec<u8>> {
    let mut out = vec![0; 20_000];
    core::iter::from_fn(|| {
        let len = side.poll_transmit(Time::ZERO, &mut out)?;
        Some(out[..len].to_vec())
    })
    .collect()
}

pub(crate) fn input(side: &mut Connection, datagrams: &[Vec<u8>]) {
    for datagram in datagrams {
        side.handle_datagram(&mut datagram.clone()).unwrap();
        answer(side);
    }
}

/// Both have keys; the client's last flight is the datagram returned and has not arrived.
fn before_finished(strict_handshake: bool) -> (Pair, Vec<u8>) {
    let config = Config {
        strict_handshake,
        ..Config::default()
    };
    before_finished_of(config.clone(), config)
}

fn before_finished_of(client: Config, server: Config) -> (Pair, Vec<u8>) {
    let random = || Box::new(SystemRandom::new());
    let config = |config| {
        Arc::new(Config {
            suites: vec![SUITE],
            psk: true,
            ..config
        })
    };
    let mut client = Connection::client(config(client), random());
    let mut server = Connection::server(config(server), random());
    client.start().unwrap();
    server.start().unwrap();
    input(&mut server, &output(&mut client));
    input(&mut client, &output(&mut server));
    let last = output(&mut client);
    assert_eq!(last.len(), 1);
    let pair = Pair { client, server };
    (pair, last.concat())
}

fn established(strict_handshake: bool) -> Pair {
    finished(before_finished(strict_handshake))
}

/// A pair with these settings.
pub(crate) fn established_of(client: Config, server: Config) -> Pair {
    finished(before_finished_of(client, server))
}

fn finished((mut pair, last): (Pair, Vec<u8>)) -> Pair {
    input(&mut pair.server, &[last]);
    input(&mut pair.client, &output(&mut pair.server));
    assert!(!pair.client.is_handshaking() && !pair.server.is_handshaking());
    pair
}

/// A record of the client under its newest keys.
pub(crate) fn sealed(client: &mut Connection, kind: ContentType, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0; 20_000];
    let write = &mut client.core.write;
    let len = write.seal(write.current_epoch(), kind, content, &mut out);
    out[..len.unwrap()].to_vec()
}

fn plain(kind: ContentType, content: &[u8]) -> Vec<u8> {
    let mut record = vec![kind.0, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 99, 0];
    record.push(content.len() as u8);
    record.extend_from_slice(content);
    record
}

fn fragment(kind: HandshakeType, length: u32, seq: u16, body: &[u8]) -> Vec<u8> {
    let mut header = HandshakeHeader::whole(kind, seq, length);
    header.fragment_length = body.len() as u32;
    [&header.to_array()[..], body].concat()
}

/// A message of the kind that nothing is.
fn unknown(seq: u16) -> Vec<u8> {
    fragment(HandshakeType(99), 4, seq, &[0; 4])
}

/// Gives a datagram to a side that must fail for this reason and tell the peer.
fn fails(side: &mut Connection, datagram: &[u8], reason: Reason) {
    let alert = reason.alert().unwrap();
    let error = side.handle_datagram(&mut datagram.to_vec()).unwrap_err();
    assert_eq!(error, reason.into());
    assert!(core::iter::from_fn(|| side.poll_event()).any(|event| event
        == Event::AlertSent {
            level: 2,
            description: alert
        }));
    assert_eq!(output(side).len(), 1, "{reason:?}");
}

/// Gives a datagram to a side on which it has no effect but to be counted.
fn drops(side: &mut Connection, datagram: &[u8], dropped: DropReason) {
    let before = side.drops().count(dropped);
    side.handle_datagram(&mut datagram.to_vec()).unwrap();
    assert_eq!(side.drops().count(dropped), before + 1, "{dropped:?}");
    assert!(side.failure().is_none());
    assert!(output(side).is_empty());
}

/// The number of the peer's Finished.
fn finished_seq(side: &Connection) -> u16 {
    let mut header = HandshakeHeader::whole(HandshakeType::FINISHED, 0, 12);
    let epoch = side.core.read.current_epoch();
    while side.core.flights.is_another_finished(epoch, &header) {
        header.message_seq += 1;
    }
    header.message_seq
}

#[test]
fn a_protected_message_in_place_of_finished() {
    let (mut pair, last) = before_finished(false);
    // All but the Finished, which is the last record.
    let finished = 13 + 8 + 12 + 12 + 8;
    let (before, _) = last.split_at(last.len() - finished);
    input(&mut pair.server, &[before.to_vec()]);
    // What begins the next handshake may overtake the Finished.
    for overtaking in [HandshakeType::HELLO_REQUEST, HandshakeType::CLIENT_HELLO] {
        let early = sealed(
            &mut pair.client,
            HANDSHAKE,
            &fragment(overtaking, 0, 0, &[]),
        );
        drops(&mut pair.server, &early, DropReason::UnexpectedMessage);
    }
    let seq = pair.server.core.flights.next_read_seq();
    let wrong = sealed(&mut pair.client, HANDSHAKE, &unknown(seq));
    fails(&mut pair.server, &wrong, Reason::UnexpectedMessage);
}

#[test]
fn a_finished_of_a_wrong_length() {
    let (mut pair, last) = before_finished(false);
    let (before, _) = last.split_at(last.len() - 53);
    input(&mut pair.server, &[before.to_vec()]);
    let seq = pair.server.core.flights.next_read_seq();
    let long = fragment(HandshakeType::FINISHED, 13, seq, &[0; 13]);
    let long = sealed(&mut pair.client, HANDSHAKE, &long);
    fails(&mut pair.server, &long, Reason::BadFinishedLength);
}

#[test]
fn a_second_finished_before_and_behind_the_first() {
    let (mut pair, last) = before_finished(false);
    let (before, finished) = last.split_at(last.len() - 53);
    input(&mut pair.server, &[before.to_vec()]);
    let seq = pair.server.core.flights.next_read_seq() + 1;
    let second = fragment(HandshakeType::FINISHED, 12, seq, &[0; 12]);
    let second = sealed(&mut pair.client, HANDSHAKE, &second);
    input(&mut pair.server, &[second]);
    fails(&mut pair.server, finished, Reason::ExcessHandshakeData);

    let mut pair = established(false);
    let seq = finished_seq(&pair.server);
    let again = fragment(HandshakeType::FINISHED, 12, seq, &[0; 12]);
    let again = sealed(&mut pair.client, HANDSHAKE, &again);
    let old = pair.server.drops().count(DropReason::OldMessage);
    input(&mut pair.server, &[again]);
    assert_eq!(pair.server.drops().count(DropReason::OldMessage), old + 1);
    assert_eq!(output(&mut pair.server).len(), 1, "our last flight again");
    let second = fragment(HandshakeType::FINISHED, 12, seq + 1, &[0; 12]);
    let second = sealed(&mut pair.client, HANDSHAKE, &second);
    fails(&mut pair.server, &second, Reason::UnexpectedMessage);
}

/// The faults by which a peer ends a connection: what it sends, why it is dropped when nothing protects it, and why it
/// is fatal when something does.
fn faults() -> Vec<(ContentType, Vec<u8>, DropReason, Reason)> {
    let certificate = |body: &[u8]| fragment(HandshakeType::CERTIFICATE, 9, 3, body);
    vec![
        (
            ContentType::ALERT,
            vec![2],
            DropReason::BadAlert,
            Reason::BadAlert,
        ),
        (
            ContentType::ALERT,
            vec![2, 40, 2, 40],
            DropReason::BadAlert,
            Reason::BadAlert,
        ),
        (
            ContentType::ALERT,
            vec![66, 10],
            DropReason::BadAlert,
            Reason::UnknownAlertLevel,
        ),
        (
            ContentType::CHANGE_CIPHER_SPEC,
            vec![2],
            DropReason::BadChangeCipherSpec,
            Reason::BadChangeCipherSpec,
        ),
        (
            ContentType(99),
            vec![1, 2],
            DropReason::UnknownContentType,
            Reason::UnexpectedRecord,
        ),
        (
            HANDSHAKE,
            vec![],
            DropReason::EmptyRecord,
            Reason::BadFragment,
        ),
        (
            HANDSHAKE,
            certificate(&[1; 9])[..15].to_vec(),
            DropReason::BadFragment,
            Reason::BadFragment,
        ),
        (
            HANDSHAKE,
            unknown(0),
            DropReason::UnexpectedMessage,
            Reason::UnexpectedMessage,
        ),
    ]
}

#[test]
fn protected_faults_end_a_connection() {
    for (kind, content, _, reason) in faults() {
        let mut pair = established(false);
        let record = sealed(&mut pair.client, kind, &content);
        fails(&mut pair.server, &record, reason);
    }
}

/// A server that waits for the client's answer to its hello.
fn waiting_server(strict: bool) -> Connection {
    before_finished(strict).0.server
}

#[test]
fn unprotected_faults_are_dropped_or_fatal_as_configured() {
    let data = (
        ContentType::APPLICATION_DATA,
        b"data".to_vec(),
        DropReason::EarlyData,
        Reason::UnexpectedRecord,
    );
    let finished = (
        HANDSHAKE,
        fragment(HandshakeType::FINISHED, 12, 5, &[0; 12]),
        DropReason::UnexpectedMessage,
        Reason::UnexpectedMessage,
    );
    let unparsable = (
        HANDSHAKE,
        fragment(HandshakeType::CLIENT_KEY_EXCHANGE, 1, 1, &[0; 1]),
        DropReason::BadHello,
        Reason::Decode(DecodeError::Truncated),
    );
    let too_long = (
        HANDSHAKE,
        fragment(HandshakeType::CERTIFICATE, 0xff_ffff, 1, &[0; 1]),
        DropReason::MessageTooLong,
        Reason::MessageTooLong,
    );
    let more = [data, finished, unparsable, too_long];
    for (kind, content, dropped, reason) in faults().into_iter().chain(more) {
        // The client's key exchange has number 1 and is not there.
        let content = match content[..] {
            [99, ..] => unknown(1),
            _ => content,
        };
        let record = plain(kind, &content);
        let mut lenient = waiting_server(false);
        drops(&mut lenient, &record, dropped);
        let mut strict = waiting_server(true);
        fails(&mut strict, &record, reason);
        // An established connection has left such records behind.
        let mut pair = established(true);
        drops(&mut pair.server, &record, DropReason::UnknownEpoch);
    }
}

#[test]
fn contradicting_fragments() {
    let first = plain(
        HANDSHAKE,
        &fragment(HandshakeType::CLIENT_KEY_EXCHANGE, 9, 1, &[1; 4]),
    );
    let other = plain(
        HANDSHAKE,
        &fragment(HandshakeType::CERTIFICATE_VERIFY, 9, 1, &[1; 4]),
    );
    let mut lenient = waiting_server(false);
    input(&mut lenient, &[first.clone(), other.clone()]);
    assert_eq!(lenient.drops().total(), 0);
    let mut strict = waiting_server(true);
    input(&mut strict, &[first]);
    fails(&mut strict, &other, Reason::InconsistentFragment);
}

#[test]
fn a_strict_server_believes_alerts() {
    let alert = plain(ContentType::ALERT, &[2, 40]);
    let config = |strict_handshake| {
        Arc::new(Config {
            strict_handshake,
            ..Config::default()
        })
    };
    let random = || Box::new(SystemRandom::new());
    let mut lenient = Connection::server(config(false), random());
    drops(&mut lenient, &alert, DropReason::BadAlert);
    let mut strict = Connection::server(config(true), random());
    let error = strict.handle_datagram(&mut alert.clone()).unwrap_err();
    let received = Reason::AlertReceived(AlertDescription::HANDSHAKE_FAILURE);
    assert_eq!(error.reason, received);
}

#[test]
fn before_the_cookie_nothing_is_believed() {
    let config = Config {
        strict_handshake: true,
        cookie_exchange: true,
        ..Config::default()
    };
    let mut server = Connection::server(Arc::new(config), Box::new(SystemRandom::new()));
    for (kind, content, ..) in faults() {
        let mut record = plain(kind, &content);
        server.handle_datagram(&mut record).unwrap();
        assert!(server.failure().is_none());
        assert!(output(&mut server).is_empty());
    }
    assert_eq!(server.drops().total(), faults().len() as u64);
}

/// A pair whose client has begun to renegotiate.
fn renegotiating() -> Pair {
    let mut pair = established(false);
    let config = Config {
        renegotiation: crate::Renegotiation::Accept,
        ..(*pair.client.core.config).clone()
    };
    pair.client.core.set_config(Arc::new(config.clone()));
    pair.server.core.set_config(Arc::new(config));
    pair.client.renegotiate().unwrap();
    pair
}

/// The end of the handshake before, repeated, may have been overtaken by the renegotiation.
#[test]
fn a_late_finished_does_not_disturb_a_renegotiation() {
    let mut pair = renegotiating();
    let hello = output(&mut pair.client);
    let seq = finished_seq(&pair.client);
    let late = fragment(HandshakeType::FINISHED, 12, seq, &[0; 12]);
    let late = sealed(&mut pair.server, HANDSHAKE, &late);
    drops(&mut pair.client, &late, DropReason::OldMessage);
    let seq = finished_seq(&pair.server);
    input(&mut pair.server, &hello);
    assert!(pair.server.is_handshaking() && !output(&mut pair.server).is_empty());
    let late = fragment(HandshakeType::FINISHED, 12, seq, &[0; 12]);
    let late = sealed(&mut pair.client, HANDSHAKE, &late);
    drops(&mut pair.server, &late, DropReason::OldMessage);
    let other = fragment(HandshakeType::FINISHED, 12, seq + 1, &[0; 12]);
    let other = sealed(&mut pair.client, HANDSHAKE, &other);
    fails(&mut pair.server, &other, Reason::UnexpectedMessage);
}

/// RFC 5246, 7.4.1.1: a client that negotiates ignores a HelloRequest.
#[test]
fn a_hello_request_does_not_disturb_a_renegotiation() {
    let mut pair = renegotiating();
    let hello = output(&mut pair.client);
    pair.server.renegotiate().unwrap();
    input(&mut pair.client, &output(&mut pair.server));
    input(&mut pair.server, &hello);
    for _ in 0..2 {
        input(&mut pair.client, &output(&mut pair.server));
        input(&mut pair.server, &output(&mut pair.client));
    }
    assert!(!pair.client.is_handshaking() && !pair.server.is_handshaking());
}
