//! What no well-behaved peer sends: every length that a request may state against every length that it may have, answers to
//! nothing, requests that are not allowed.

use alloc::vec;

use super::*;
use crate::Connection;
use crate::config::{Config, Heartbeats as Use};
use crate::receive::tests::{Pair, established_of, input, output, sealed};
use crate::record::{Epoch, MAX_PLAINTEXT_LEN, RecordNumber};

const HEARTBEAT: ContentType = ContentType::HEARTBEAT;
const REQUEST: u8 = 1;
const RESPONSE: u8 = 2;

fn with(heartbeats: Use) -> Config {
    Config {
        heartbeats,
        ..Config::default()
    }
}

fn pair(client: Use, server: Use) -> Pair {
    established_of(with(client), with(server))
}

/// A heartbeat with what follows its three first bytes.
fn message(kind: u8, stated: u16, rest: &[u8]) -> Vec<u8> {
    let [high, low] = stated.to_be_bytes();
    [&[kind, high, low][..], rest].concat()
}

/// The contents of the heartbeats that `side` has to send, decrypted by `peer`.
fn contents(side: &mut Connection, peer: &mut Connection) -> Vec<Vec<u8>> {
    let records = output(side).into_iter().map(|mut record| {
        let received = peer.core.read.open(&mut record);
        let crate::record::Outcome::Opened(opened) = received.outcome else {
            panic!("{:?}", received.outcome);
        };
        assert_eq!(opened.content_type, HEARTBEAT);
        record[opened.payload].to_vec()
    });
    records.collect()
}

fn dropped(side: &Connection, reason: DropReason) -> u32 {
    side.drops().count(reason)
}

/// The server's answer to `content`, if it gives one.
fn answered(pair: &mut Pair, content: &[u8]) -> Option<Vec<u8>> {
    let record = sealed(&mut pair.client, HEARTBEAT, content);
    input(&mut pair.server, &[record]);
    let mut answers = contents(&mut pair.server, &mut pair.client);
    assert!(answers.len() <= 1);
    answers.pop()
}

/// Checks one request without encryption, which tells nothing of it: a sweep has hundreds of thousands.
fn sweep_one(pair: &mut Pair, stated: usize, content: &mut [u8]) {
    content[1..HEAD_LEN].copy_from_slice(&(stated as u16).to_be_bytes());
    let opened = Opened {
        number: RecordNumber {
            epoch: Epoch(1),
            sequence: 1,
        },
        content_type: HEARTBEAT,
        protected: true,
        version: crate::msg::ProtocolVersion::DTLS1_2,
        payload: 0..content.len(),
    };
    let handled = pair.server.core.handle_heartbeat(&opened, content, false);
    let answer = pair.server.core.heartbeats.answer.take();
    // RFC 6520, 4: the padding is what the payload leaves of the record, and at least 16 bytes.
    if HEAD_LEN + stated + MIN_PADDING_LEN > content.len() {
        assert_eq!((handled, answer), (Err(DropReason::BadHeartbeat), None));
        return;
    }
    assert_eq!(handled, Ok(()));
    let answer = answer.unwrap();
    let (head, rest) = answer.split_at(HEAD_LEN);
    assert_eq!(head, message(RESPONSE, stated as u16, &[]));
    let (payload, padding) = rest.split_at(stated);
    assert!(payload == &content[HEAD_LEN..HEAD_LEN + stated], "{stated}");
    assert_eq!(padding.len(), MIN_PADDING_LEN);
    assert!(answer.len() <= content.len());
}

/// Each length of a record with all stated lengths near the border, and each stated length with records of all lengths
/// near that border.
#[test]
fn every_stated_length_against_every_length() {
    let mut pair = pair(Use::Answer, Use::Answer);
    let mut content: Vec<u8> = (0..MAX_PLAINTEXT_LEN).map(|at| (at / 7) as u8).collect();
    content[0] = REQUEST;
    let overhead = HEAD_LEN + MIN_PADDING_LEN;
    for len in HEAD_LEN..=MAX_PLAINTEXT_LEN {
        let border = len.saturating_sub(overhead);
        let near = border.saturating_sub(3)..=border + 20;
        for stated in near.chain([0, 1, 2, 255, 256, 16_384, 32_768, 65_535]) {
            sweep_one(&mut pair, stated, &mut content[..len]);
        }
    }
    for stated in 0..=usize::from(u16::MAX) {
        let near = (stated + HEAD_LEN).saturating_sub(1)..=stated + overhead + 1;
        let lengths = near.chain([HEAD_LEN, 19, 20, 37, 64, 1024, MAX_PLAINTEXT_LEN]);
        for len in lengths.filter(|len| (HEAD_LEN..=MAX_PLAINTEXT_LEN).contains(len)) {
            sweep_one(&mut pair, stated, &mut content[..len]);
        }
    }
}

/// All of the square, and the same through records.
#[test]
fn every_stated_length_against_short_records() {
    let mut pair = pair(Use::Answer, Use::Answer);
    for len in 0..=80_usize {
        for stated in 0..=80_usize {
            let rest: Vec<u8> = (0..len).map(|at| 100 + at as u8).collect();
            let content = message(REQUEST, stated as u16, &rest);
            let answer = answered(&mut pair, &content);
            let allowed = stated + MIN_PADDING_LEN <= len;
            assert_eq!(answer.is_some(), allowed, "{stated} of {len}");
            if let Some(answer) = answer {
                assert_eq!(answer.len(), HEAD_LEN + stated + MIN_PADDING_LEN);
                let expected = message(RESPONSE, stated as u16, &rest[..stated]);
                assert_eq!(&answer[..HEAD_LEN + stated], expected);
                let padding = &answer[HEAD_LEN + stated..];
                assert!(!rest.windows(MIN_PADDING_LEN).any(|part| part == padding));
            }
        }
    }
    for content in [&[][..], &[REQUEST], &[REQUEST, 0], &[0; 40], &[3; 40]] {
        assert_eq!(answered(&mut pair, content), None);
    }
    let longest = message(REQUEST, 16_365, &[9; MAX_PLAINTEXT_LEN - HEAD_LEN]);
    assert_eq!(
        answered(&mut pair, &longest).map(|answer| answer.len()),
        Some(MAX_PLAINTEXT_LEN)
    );
    assert!(pair.server.failure().is_none());
}

#[test]
fn a_flood_is_answered_one_at_a_time() {
    let mut pair = pair(Use::Answer, Use::Answer);
    for _ in 0..100 {
        let content = message(REQUEST, 4, &[7; 20]);
        let record = sealed(&mut pair.client, HEARTBEAT, &content);
        input(&mut pair.server, &[record]);
    }
    assert_eq!(dropped(&pair.server, DropReason::HeartbeatNotAnswered), 99);
    assert_eq!(output(&mut pair.server).len(), 1);
    // Our alerts are not kept from going out.
    let content = message(REQUEST, 4, &[7; 20]);
    let record = sealed(&mut pair.client, HEARTBEAT, &content);
    input(&mut pair.server, &[record]);
    pair.server.close();
    let last = output(&mut pair.server);
    assert_eq!(last.len(), 1);
    assert_eq!(last[0][0], ContentType::ALERT.0);
}

#[test]
fn what_was_not_agreed_on_is_dropped() {
    for (client, server) in [
        (Use::Off, Use::Off),
        (Use::Off, Use::Answer),
        (Use::Answer, Use::Off),
        (Use::Answer, Use::OnlyAsk),
    ] {
        let mut pair = pair(client, server);
        let content = message(REQUEST, 4, &[7; 20]);
        assert_eq!(answered(&mut pair, &content), None);
        let reason = DropReason::HeartbeatNotAllowed;
        assert_eq!(dropped(&pair.server, reason), 1, "{client:?} {server:?}");
        let refused = pair.client.send_heartbeat(HeartbeatRequest::default());
        let reason = refused.unwrap_err().reason;
        assert_eq!(reason, Reason::HeartbeatNotAllowed, "{client:?} {server:?}");
    }
}

#[test]
fn only_the_answer_to_the_request_in_flight_counts() {
    let mut pair = pair(Use::OnlyAsk, Use::Answer);
    let Pair { client, server } = &mut pair;
    let sent = client.send_heartbeat(HeartbeatRequest::default()).unwrap();
    let request = contents(client, server).pop().unwrap();
    assert_eq!(request.len(), HEAD_LEN + PAYLOAD_LEN + MIN_PADDING_LEN);
    assert_eq!(request[..5], [REQUEST, 0, 18, 0, 0]);
    let payload = &request[HEAD_LEN..HEAD_LEN + PAYLOAD_LEN];
    let changed = |at: usize| {
        let mut payload = payload.to_vec();
        payload[at] ^= 1;
        payload.resize(PAYLOAD_LEN + MIN_PADDING_LEN, 0);
        payload
    };
    let repeated = [payload, &[0; 40]].concat();
    let wrong = [
        message(RESPONSE, 18, &changed(1)),
        message(RESPONSE, 18, &changed(PAYLOAD_LEN - 1)),
        // Its front, and more than it.
        message(RESPONSE, 17, &repeated),
        message(RESPONSE, 0, &repeated),
        message(RESPONSE, 19, &repeated),
    ];
    for (count, content) in (1..).zip(&wrong) {
        let record = sealed(server, HEARTBEAT, content);
        input(client, &[record]);
        let reason = DropReason::UnexpectedHeartbeatResponse;
        assert_eq!(dropped(client, reason), count);
        assert_eq!(client.heartbeat_in_flight(), Some(sent));
    }
    while client.poll_event().is_some() {}
    // The padding is ignored, however much there is.
    let right = message(RESPONSE, 18, &[payload, &[3; 900]].concat());
    let record = sealed(server, HEARTBEAT, &right);
    input(client, &[record]);
    assert_eq!(client.heartbeat_in_flight(), None);
    let outcome = HeartbeatOutcome::Answered;
    let request = sent;
    let event = Event::Heartbeat { request, outcome };
    assert_eq!(client.poll_event(), Some(event));
    assert_eq!(client.poll_timeout(), None);
    // The same again answers nothing.
    let record = sealed(server, HEARTBEAT, &right);
    input(client, &[record]);
    assert_eq!(dropped(client, DropReason::UnexpectedHeartbeatResponse), 6);
    assert_eq!(client.poll_event(), None);
}

#[test]
fn requests_have_the_size_that_was_asked_for() {
    let mut pair = pair(Use::Answer, Use::Answer);
    let mut ask = |size, out: usize| {
        let request = HeartbeatRequest {
            size,
            ..HeartbeatRequest::default()
        };
        let sent = pair.client.send_heartbeat(request)?;
        let mut datagram = vec![0; out];
        let len = pair.client.poll_transmit(Time::ZERO, &mut datagram);
        assert_eq!(len.is_some(), out >= sent.datagram_len);
        if let Some(len) = len {
            assert_eq!(len, sent.datagram_len);
        }
        pair.client.drop_heartbeat();
        Ok::<_, Error>(sent.datagram_len)
    };
    // CCM-8: header 13, explicit nonce 8, tag 8.
    let overhead = 29 + HEAD_LEN + PAYLOAD_LEN;
    assert_eq!(ask(HeartbeatSize::Smallest, 2000), Ok(overhead + 16));
    for len in [overhead + 16, 576, 1200, 1472, 9000] {
        assert_eq!(ask(HeartbeatSize::Datagram(len), 20_000), Ok(len));
        assert_eq!(ask(HeartbeatSize::Padding(len - overhead), len), Ok(len));
        assert_eq!(ask(HeartbeatSize::Datagram(len), len - 1), Ok(len));
    }
    let bad = Err(Reason::BadArgument.into());
    assert_eq!(ask(HeartbeatSize::Datagram(overhead + 15), 2000), bad);
    assert_eq!(ask(HeartbeatSize::Padding(15), 2000), bad);
    let most = MAX_PLAINTEXT_LEN - HEAD_LEN - PAYLOAD_LEN;
    assert!(ask(HeartbeatSize::Padding(most), 20_000).is_ok());
    assert_eq!(ask(HeartbeatSize::Padding(most + 1), 20_000), bad);
    assert_eq!(ask(HeartbeatSize::Padding(usize::MAX), 20_000), bad);
}

#[test]
fn an_answer_that_the_driver_cannot_send_holds_nothing_up() {
    let mut pair = pair(Use::Answer, Use::Answer);
    let content = message(REQUEST, 4000, &[7; 5000]);
    let record = sealed(&mut pair.client, HEARTBEAT, &content);
    input(&mut pair.server, &[record]);
    pair.server
        .send_heartbeat(HeartbeatRequest::default())
        .unwrap();
    let mut out = [0; 1200];
    assert!(pair.server.poll_transmit(Time::ZERO, &mut out).is_some());
    assert_eq!(dropped(&pair.server, DropReason::HeartbeatNotAnswered), 1);
}

/// RFC 6520, 4: the limit of RFC 6066 holds for answers, too. A peer that keeps to it asks for none that is longer.
#[test]
fn no_answer_exceeds_what_the_peer_takes() {
    let server = Config {
        max_send_plaintext: 600,
        ..with(Use::Answer)
    };
    let mut pair = established_of(with(Use::Answer), server);
    let fits = message(REQUEST, 581, &[7; 700]);
    assert_eq!(answered(&mut pair, &fits).map(|a| a.len()), Some(600));
    let too_long = message(REQUEST, 582, &[7; 700]);
    assert_eq!(answered(&mut pair, &too_long), None);
    assert_eq!(dropped(&pair.server, DropReason::HeartbeatNotAnswered), 1);
}
