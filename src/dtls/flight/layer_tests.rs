use super::*;
use crate::record::{Outcome, Protection, ReadState};
use alloc::vec;
use alloc::vec::Vec;
use primitives::aead::AeadAlgorithm;

/// One end: what a connection would tie together.
struct End {
    layer: FlightLayer,
    write: WriteState,
    read: ReadState,
    drops: Drops,
    messages: Vec<Message>,
}

impl End {
    fn new(transport: Transport) -> Self {
        Self {
            layer: FlightLayer::new(transport, 300, Limits::default()),
            write: WriteState::new(),
            read: ReadState::new(true),
            drops: Drops::new(),
            messages: Vec::new(),
        }
    }

    fn push(&mut self, kind: HandshakeType, len: usize) {
        let epoch = self.write.current_epoch();
        self.layer
            .push_message(epoch, kind, &vec![kind.0; len])
            .unwrap();
    }

    fn transmit(&mut self, now: Time) -> Vec<Vec<u8>> {
        let mut out = vec![0; 2000];
        let mut all = Vec::new();
        while let Some(len) = self
            .layer
            .poll_transmit(now, &mut self.write, &mut out)
            .unwrap()
        {
            all.push(out[..len].to_vec());
        }
        all
    }

    fn receive(&mut self, datagrams: &[Vec<u8>]) {
        for datagram in datagrams {
            let mut datagram = datagram.clone();
            let mut rest = &mut datagram[..];
            while !rest.is_empty() {
                let received = self.read.open(rest);
                match received.outcome {
                    Outcome::Opened(record) => {
                        let payload = &rest[record.payload];
                        let epoch = record.number.epoch;
                        self.layer.begin_record(record.number);
                        self.layer.receive(epoch, payload, &mut self.drops);
                    }
                    Outcome::Kept => {}
                    Outcome::TooLong => unreachable!(),
                    Outcome::Dropped(reason) => self.drops.add(reason),
                }
                rest = &mut rest[received.consumed..];
            }
        }
        while let Some(message) = self.layer.next_message() {
            self.messages.push(message);
        }
    }
}

const SECOND: Time = Time::from_millis(1000);

/// A client that sent its hello, a server that got it and queued its answer.
fn hello_and_answer() -> (End, End) {
    let mut client = End::new(Transport::Datagram);
    let mut server = End::new(Transport::Datagram);
    client.layer.begin_flight(Keep::UntilAnswered);
    client.push(HandshakeType::CLIENT_HELLO, 150);
    let sent = client.transmit(Time::ZERO);
    server.receive(&sent);
    assert_eq!(server.messages.len(), 1);
    server.layer.begin_flight(Keep::UntilAnswered);
    server.push(HandshakeType::SERVER_HELLO, 80);
    server.push(HandshakeType::CERTIFICATE, 900);
    server.push(HandshakeType::SERVER_HELLO_DONE, 0);
    (client, server)
}

#[test]
fn any_lost_datagram_is_repaired_by_the_timer() {
    let (_, mut probe) = hello_and_answer();
    let count = probe.transmit(Time::ZERO).len();
    assert!(count >= 4);
    for lost in 0..count {
        let (mut client, mut server) = hello_and_answer();
        let mut sent = server.transmit(Time::ZERO);
        assert_eq!(server.layer.poll_timeout(), Some(SECOND));
        sent.remove(lost);
        sent.reverse();
        client.receive(&sent);
        assert!(client.messages.len() < 3);
        let early = Time::from_micros(SECOND.as_micros() - 1);
        assert_eq!(server.layer.handle_timeout(early), Ok(None));
        assert_eq!(server.layer.handle_timeout(SECOND), Ok(Some(1)));
        let again = server.transmit(SECOND);
        assert_eq!(again.len(), count);
        assert_eq!(server.layer.poll_timeout(), Some(Time::from_millis(3000)));
        client.receive(&again);
        let kinds: Vec<_> = client.messages.iter().map(|m| m.kind.0).collect();
        assert_eq!(kinds, [2, 11, 14]);
        assert!(!client.layer.has_fragments());
        assert_eq!(client.layer.stored_bytes(), 0);
    }
}

/// A partly received flight says nothing about ours.
#[test]
fn repetitions_of_the_running_flight_are_not_answered() {
    let (mut client, mut server) = hello_and_answer();
    let sent = server.transmit(Time::ZERO);
    client.receive(&sent[..1]);
    assert_eq!(client.messages.len(), 1);
    assert_eq!(server.layer.handle_timeout(SECOND), Ok(Some(1)));
    let again = server.transmit(SECOND);
    client.receive(&again[..1]);
    assert!(client.drops.count(DropReason::OldMessage) > 0);
    assert!(!client.layer.has_output());
    assert!(client.transmit(SECOND).is_empty());
}

/// RFC 6347 section 4.2.4: a repetition of the peer's last flight is answered with ours once ours
/// can have been lost, and a flood of them is not.
#[test]
fn repetitions_are_answered_but_not_amplified() {
    let (mut client, mut server) = hello_and_answer();
    let lost = server.transmit(Time::ZERO);
    let mut answers = 0;
    let mut answered_bytes = 0;
    for _ in 0..1000 {
        client
            .layer
            .handle_timeout(client.layer.poll_timeout().unwrap())
            .unwrap();
        // The client's timer is reset so that the flood comes at one moment.
        client.layer.timer_mut().stop();
        let hello = client.transmit(Time::ZERO);
        server.receive(&hello);
        let answer = server.transmit(Time::from_millis(1));
        answers += usize::from(!answer.is_empty());
        answered_bytes += answer.iter().map(Vec::len).sum::<usize>();
    }
    assert_eq!((answers, answered_bytes), (0, 0));
    // Later again, once in an interval.
    for round in 1..4 {
        let now = Time::from_millis(1000 * round);
        client.layer.outgoing.rewind();
        let hello = client.transmit(now);
        server.receive(&hello);
        assert_eq!(server.transmit(now).len(), lost.len());
        assert_eq!(server.layer.poll_timeout(), Some(SECOND), "as before");
    }
}

/// The network's copy of a record has its number; a repetition by the peer has a new one.
#[test]
fn copies_of_records_are_no_repetitions() {
    let mut client = End::new(Transport::Datagram);
    let mut server = End::new(Transport::Datagram);
    client.layer.begin_flight(Keep::UntilAnswered);
    client.push(HandshakeType::CLIENT_HELLO, 150);
    let hello = client.transmit(Time::ZERO);
    server.receive(&hello);
    server.layer.begin_flight(Keep::UntilAnswered);
    server.push(HandshakeType::SERVER_HELLO, 80);
    server.transmit(Time::ZERO);
    for late in 1..4 {
        server.receive(&hello);
        assert!(server.transmit(Time::from_millis(1000 * late)).is_empty());
    }
    client.layer.outgoing.rewind();
    let again = client.transmit(SECOND);
    server.receive(&again);
    assert_eq!(server.transmit(Time::from_millis(4000)).len(), 1);
}

/// No timer repeats a last flight, so more of its repetitions are answered at once, and not all.
#[test]
fn a_last_flight_is_sent_again_several_times_at_once() {
    let (mut client, mut server) = hello_and_answer();
    server.layer.set_keep(Keep::ForRepeats);
    server.transmit(Time::ZERO);
    let mut answers = 0;
    for _ in 0..20 {
        client.layer.outgoing.rewind();
        let hello = client.transmit(Time::ZERO);
        server.receive(&hello);
        answers += usize::from(!server.transmit(Time::from_millis(1)).is_empty());
    }
    assert_eq!(answers, RESEND_STOCK_LAST as usize);
}

/// One answer for one repetition: at the end of the last message, not at each of its fragments.
#[test]
fn only_the_end_of_a_repetition_is_answered() {
    let mut client = End::new(Transport::Datagram);
    let mut server = End::new(Transport::Datagram);
    client.layer.begin_flight(Keep::UntilAnswered);
    client.push(HandshakeType::CLIENT_HELLO, 500);
    let sent = client.transmit(Time::ZERO);
    assert_eq!(sent.len(), 2);
    server.receive(&sent);
    server.layer.begin_flight(Keep::UntilAnswered);
    server.push(HandshakeType::SERVER_HELLO, 80);
    server.transmit(Time::ZERO);
    client.layer.handle_timeout(SECOND).unwrap();
    let again = client.transmit(SECOND);
    server.receive(&again[..1]);
    assert!(server.transmit(SECOND).is_empty());
    server.receive(&again[1..]);
    assert_eq!(server.transmit(SECOND).len(), 1);
}

/// The last flight has no timer, is sent again when the peer repeats its Finished, also after the
/// handshake, and the records are under the right keys.
#[test]
fn the_last_flight_is_kept_for_repetitions() {
    let keys = || Protection::aead12(AeadAlgorithm::Aes128Gcm, &[1; 16], &[2; 4]).unwrap();
    let mut client = End::new(Transport::Datagram);
    let mut server = End::new(Transport::Datagram);
    for end in [&mut client, &mut server] {
        end.read.install_next(keys()).unwrap();
    }
    let last_flight = |end: &mut End, keep| {
        end.layer.begin_flight(keep);
        end.layer.push_change_cipher_spec(Epoch::ZERO);
        end.write.advance(keys()).unwrap();
        end.push(HandshakeType::FINISHED, 12);
    };
    last_flight(&mut client, Keep::UntilAnswered);
    let sent = client.transmit(Time::ZERO);
    server.read.advance().unwrap();
    server.receive(&sent);
    assert_eq!(server.messages.len(), 1);
    last_flight(&mut server, Keep::ForRepeats);
    let lost = server.transmit(Time::ZERO);
    assert_eq!(lost.len(), 1);
    assert_eq!(server.layer.poll_timeout(), None);
    server.layer.finish_handshake();

    client.layer.handle_timeout(SECOND).unwrap();
    let again = client.transmit(SECOND);
    server.receive(&again);
    let answer = server.transmit(SECOND);
    assert_eq!(answer.len(), 1);
    client.read.advance().unwrap();
    client.receive(&answer);
    assert_eq!(client.messages.len(), 1);
    assert_eq!(client.messages[0].kind, HandshakeType::FINISHED);
    client.layer.finish_handshake();
    assert_eq!(client.layer.poll_timeout(), None);
    assert!(client.transmit(Time::from_millis(9000)).is_empty());

    // A new handshake of the client counts from 0, in the epoch of the old one.
    client.layer.begin_flight(Keep::UntilAnswered);
    client.push(HandshakeType::CLIENT_HELLO, 100);
    let hello = client.transmit(Time::from_millis(9000));
    server.receive(&hello);
    assert_eq!(server.messages.last().unwrap().message_seq, 0);
    assert_eq!(server.messages.last().unwrap().epoch, Epoch(1));
    server.layer.flight_answered();
    assert!(!server.layer.has_output());
}

#[test]
fn gives_up_after_a_dozen_expiries_and_makes_datagrams_smaller() {
    let (_, mut server) = hello_and_answer();
    server.layer.set_mtu(1400);
    let mut mtus = Vec::new();
    let mut now = Time::ZERO;
    for count in 1..=MAX_EXPIRIES {
        let sent = server.transmit(now);
        assert!(
            sent.iter()
                .all(|datagram| datagram.len() <= server.layer.mtu())
        );
        mtus.push(server.layer.mtu());
        now = server.layer.poll_timeout().unwrap();
        assert_eq!(server.layer.handle_timeout(now), Ok(Some(count)));
    }
    assert_eq!(
        mtus,
        [1400, 1400, 508, 508, 508, 508, 508, 508, 508, 508, 508, 508]
    );
    server.transmit(now);
    now = server.layer.poll_timeout().unwrap();
    assert_eq!(
        server.layer.handle_timeout(now),
        Err(Error::new(Reason::TimedOut))
    );
}

#[test]
fn a_reliable_transport_needs_no_timer() {
    let mut client = End::new(Transport::ReliableOrdered);
    client.layer.begin_flight(Keep::UntilAnswered);
    client.push(HandshakeType::CERTIFICATE, 1500);
    client.push(HandshakeType::CLIENT_KEY_EXCHANGE, 30);
    let sent = client.transmit(Time::ZERO);
    assert_eq!(
        sent.len(),
        2,
        "one record each, whole although the MTU is 300"
    );
    assert_eq!(client.layer.poll_timeout(), None);
    assert_eq!(client.layer.handle_timeout(SECOND), Ok(None));
}

#[test]
fn malformed_fragments_are_counted_and_change_nothing() {
    let mut end = End::new(Transport::Datagram);
    let whole = HandshakeHeader::whole(HandshakeType::FINISHED, 0, 12).to_array();
    for len in 0..whole.len() {
        end.layer
            .receive(Epoch::ZERO, &whole[..len], &mut end.drops);
    }
    assert_eq!(end.drops.count(DropReason::EmptyRecord), 1);
    assert_eq!(end.drops.count(DropReason::BadFragment), 11);
    for len in 0..12 {
        let mut short = whole.to_vec();
        short.resize(whole.len() + len, 0);
        end.layer.receive(Epoch::ZERO, &short, &mut end.drops);
    }
    assert_eq!(end.drops.count(DropReason::BadFragment), 23);
    assert!(!end.layer.has_fragments());
    // Two messages in one record, as some peers pack them.
    let mut two = whole.to_vec();
    two.extend_from_slice(&[1; 12]);
    two.extend_from_slice(&HandshakeHeader::whole(HandshakeType::FINISHED, 1, 0).to_array());
    end.layer.receive(Epoch::ZERO, &two, &mut end.drops);
    assert_eq!(end.layer.next_message().unwrap().body(), [1; 12]);
    assert!(end.layer.next_message().unwrap().body().is_empty());
}

/// What anybody can write in epoch 0 sends a flight again ever more seldom, as a peer's own timer would; the answers to
/// such a timer all come.
#[test]
fn unprotected_repetitions_are_answered_ever_more_seldom() {
    let answers_at = |times: &mut dyn Iterator<Item = u64>| {
        let (mut client, mut server) = hello_and_answer();
        server.transmit(Time::ZERO);
        // The server's own timer would send the flight, too.
        server.layer.timer_mut().stop();
        let mut answers = Vec::new();
        for millis in times {
            let now = Time::from_millis(millis);
            client.layer.outgoing.rewind();
            let hello = client.transmit(now);
            server.receive(&hello);
            if !server.transmit(now).is_empty() {
                answers.push(millis);
            }
            server.layer.timer_mut().stop();
        }
        answers
    };
    let flood = answers_at(&mut (1..=8_000).map(|n| n * 10));
    assert_eq!(
        flood,
        [250, 750, 1750, 3750, 7750, 15750, 31750, 63750],
        "in 80 seconds"
    );
    let timer = [1000, 3000, 7000, 15000, 31000, 63000];
    assert_eq!(answers_at(&mut timer.into_iter()), timer);
}

/// No timer counts the losses of a last flight: what asks for it does.
#[test]
fn a_last_flight_gets_smaller_when_it_is_lost_again() {
    let (mut client, mut server) = hello_and_answer();
    server.layer.set_mtu(1400);
    server.layer.set_keep(Keep::ForRepeats);
    let mut longest = Vec::new();
    for round in 0..4 {
        let now = Time::from_millis(1000 * round);
        let sent = server.transmit(now);
        longest.push(sent.iter().map(Vec::len).max().unwrap());
        client.layer.outgoing.rewind();
        let hello = client.transmit(now);
        server.receive(&hello);
    }
    assert!(longest[0] > 1000 && longest[1] == longest[0]);
    assert!(longest[2] <= FALLBACK_MTU && longest[2] > 400);
    assert_eq!(longest[3], longest[2]);
}

#[test]
fn a_refused_datagram_is_cut_anew() {
    let (mut client, mut server) = hello_and_answer();
    server.layer.set_mtu(300);
    let mut out = vec![0; 2000];
    let mut sent = Vec::new();
    // The fourth datagram is not sent, so those before may not have passed.
    let mut refused = false;
    while let Some(len) = server
        .layer
        .poll_transmit(Time::ZERO, &mut server.write, &mut out)
        .unwrap()
    {
        if sent.len() == 3 && !core::mem::replace(&mut refused, true) {
            server.layer.datagram_refused(250);
            sent.clear();
            continue;
        }
        sent.push(out[..len].to_vec());
    }
    assert!(refused && sent.iter().all(|datagram| datagram.len() <= 250));
    client.receive(&sent);
    let kinds: Vec<_> = client.messages.iter().map(|m| m.kind.0).collect();
    assert_eq!(kinds, [2, 11, 14], "nothing is missing");
    assert_eq!(
        client.drops.count(DropReason::OldMessage),
        0,
        "nor twice there"
    );
    assert_eq!(server.layer.poll_timeout(), Some(SECOND));
}

#[test]
fn a_narrower_path_gets_the_flight_at_once_and_once() {
    let (mut client, mut server) = hello_and_answer();
    server.layer.set_mtu(1400);
    assert_eq!(server.transmit(Time::ZERO).len(), 1);
    assert!(!server.layer.narrow(1400));
    assert!(server.transmit(Time::ZERO).is_empty());
    assert!(server.layer.narrow(552));
    let again = server.transmit(Time::from_millis(20));
    assert!(again.len() > 1 && again.iter().all(|datagram| datagram.len() <= 552));
    assert!(!server.layer.narrow(552));
    assert!(!server.layer.has_output());
    assert_eq!(server.layer.poll_timeout(), Some(SECOND), "as before");
    client.receive(&again);
    assert_eq!(client.messages.len(), 3);
}

/// Somebody who makes the network say less each time gets no flight each time; the timer sends it.
#[test]
fn a_path_that_gets_ever_narrower_does_not_get_flight_after_flight() {
    let (mut client, mut server) = hello_and_answer();
    server.layer.set_mtu(1472);
    assert_eq!(server.transmit(Time::ZERO).len(), 1);
    let flights = (548..1472).rev().filter(|mtu| {
        assert!(server.layer.narrow(*mtu));
        !server.transmit(Time::from_millis(20)).is_empty()
    });
    assert_eq!(flights.count(), 4);
    assert_eq!(server.layer.handle_timeout(SECOND), Ok(Some(1)));
    let again = server.transmit(SECOND);
    assert!(again.iter().all(|datagram| datagram.len() <= 548));
    client.receive(&again);
    assert_eq!(client.messages.len(), 3);
}

#[test]
fn the_timer_begins_anew_behind_an_answer() {
    let (_, mut server) = hello_and_answer();
    server.transmit(Time::ZERO);
    server.layer.restart_timer();
    assert_eq!(server.layer.poll_timeout(), None);
    let late = Time::from_millis(50_000);
    assert_eq!(server.layer.handle_timeout(late), Ok(None));
    assert!(server.transmit(late).is_empty());
    assert_eq!(server.layer.poll_timeout(), Some(Time::from_millis(51_000)));
    server.layer.restart_timer();
    server.layer.flight_answered();
    server.transmit(late);
    assert_eq!(server.layer.poll_timeout(), None, "answered meanwhile");
}
