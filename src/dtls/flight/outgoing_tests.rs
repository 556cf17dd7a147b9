use super::*;
use crate::codec::{Codec, Reader};
use crate::flight::{Inserted, Limits, Message, Reassembly};
use crate::record::{Header, Outcome, Protection, ReadState};
use alloc::vec;
use primitives::aead::AeadAlgorithm;

fn protection() -> Protection {
    Protection::aead12(AeadAlgorithm::Aes128Gcm, &[1; 16], &[2; 4]).unwrap()
}

/// Both sides of a connection whose sender has begun epoch 1.
fn sides() -> (WriteState, ReadState) {
    let mut write = WriteState::new();
    write.advance(protection()).unwrap();
    let mut read = ReadState::new(true);
    read.install_next(protection()).unwrap();
    read.advance().unwrap();
    (write, read)
}

/// The last flight of a client: key exchange, ChangeCipherSpec, Finished.
fn last_flight() -> OutgoingFlight {
    let mut flight = OutgoingFlight::new(Packing::Full);
    let (zero, one) = (Epoch(0), Epoch(1));
    let exchange = flight
        .push_message(zero, HandshakeType::CLIENT_KEY_EXCHANGE, 2, &[7; 70])
        .unwrap();
    assert_eq!(
        exchange[..12],
        [16, 0, 0, 70, 0, 2, 0, 0, 0, 0, 0, 70],
        "the form of the transcript"
    );
    assert_eq!(exchange.len(), 82);
    flight.push_change_cipher_spec(zero);
    flight
        .push_message(one, HandshakeType::FINISHED, 3, &[8; 12])
        .unwrap();
    flight
}

/// All datagrams of the flight.
fn datagrams(flight: &mut OutgoingFlight, write: &mut WriteState, mtu: usize) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut out = vec![0; 20_000];
    while let Some(len) = flight.poll(write, mtu, &mut out).unwrap() {
        assert!(len <= mtu && len > 0);
        all.push(out[..len].to_vec());
    }
    assert!(flight.is_sent());
    all
}

/// Types, epochs and contents of the records of a datagram.
fn records(read: &mut ReadState, datagram: &[u8]) -> Vec<(ContentType, Epoch, Vec<u8>)> {
    let mut datagram = datagram.to_vec();
    let mut rest = &mut datagram[..];
    let mut all = Vec::new();
    while !rest.is_empty() {
        let received = read.open(rest);
        let Outcome::Opened(record) = received.outcome else {
            panic!("{received:?}")
        };
        let content = rest[record.payload].to_vec();
        all.push((record.content_type, record.number.epoch, content));
        rest = &mut rest[received.consumed..];
    }
    all
}

#[test]
fn a_flight_over_two_epochs_is_one_datagram() {
    let (mut write, mut read) = sides();
    let mut flight = last_flight();
    let sent = datagrams(&mut flight, &mut write, 1200);
    assert_eq!(sent.len(), 1);
    let records = records(&mut read, &sent[0]);
    let kinds: Vec<_> = records.iter().map(|r| (r.0, r.1)).collect();
    assert_eq!(
        kinds,
        [
            (ContentType::HANDSHAKE, Epoch(0)),
            (ContentType::CHANGE_CIPHER_SPEC, Epoch(0)),
            (ContentType::HANDSHAKE, Epoch(1)),
        ]
    );
    assert_eq!(records[1].2, [1]);
    assert_eq!(records[2].2[12..], [8; 12]);
}

#[test]
fn a_retransmission_has_new_numbers_in_the_old_epochs() {
    let (mut write, mut read) = sides();
    let mut flight = last_flight();
    let first = datagrams(&mut flight, &mut write, 1200);
    for _ in 0..5 {
        flight.rewind();
        let again = datagrams(&mut flight, &mut write, 1200);
        // The replay window takes every one of them.
        assert_eq!(records(&mut read, &again[0]).len(), 3);
        assert_ne!(first, again);
    }
    assert_eq!(write.next_sequence(Epoch(0)), Some(12));
    assert_eq!(write.next_sequence(Epoch(1)), Some(6));
}

/// Every MTU, every length: nothing is lost, no datagram is larger, and none could be saved by
/// packing the next record too.
#[test]
fn every_mtu_carries_every_message() {
    for mtu in (13 + 12 + 8 + 16 + 1..140).chain([228, 508, 1200, 1500]) {
        for len in [0, 1, 11, 12, 13, 50, 300, 3000] {
            let (mut write, mut read) = sides();
            let mut flight = OutgoingFlight::new(Packing::Full);
            let body: Vec<u8> = (0..len).map(|n| n as u8).collect();
            let expected: Vec<Vec<u8>> = (0..3)
                .map(|seq| {
                    let epoch = Epoch(u64::from(seq) / 2);
                    let kind = HandshakeType::CERTIFICATE;
                    let message = flight.push_message(epoch, kind, seq, &body);
                    message.unwrap().to_vec()
                })
                .collect();
            let sent = datagrams(&mut flight, &mut write, mtu);
            let mut reassembly = Reassembly::new(0, Limits::default());
            for datagram in &sent {
                for (_, epoch, content) in records(&mut read, datagram) {
                    insert(&mut reassembly, epoch, &content);
                }
            }
            let messages: Vec<Message> = core::iter::from_fn(|| reassembly.pop()).collect();
            let bytes: Vec<_> = messages.iter().map(|message| &message.bytes).collect();
            assert_eq!(bytes, expected.iter().collect::<Vec<_>>(), "{mtu} {len}");
            for pair in sent.windows(2) {
                let first_record = Header::parse(&pair[1]).unwrap().record_len();
                let least = 1 + 13 + 12 + 8 + 16;
                assert!(pair[0].len() + first_record.min(least) > mtu, "{mtu} {len}");
            }
        }
    }
}

fn insert(reassembly: &mut Reassembly, epoch: Epoch, content: &[u8]) {
    let mut reader = Reader::new(content);
    let header = HandshakeHeader::read(&mut reader).unwrap();
    let inserted = reassembly.insert(epoch, &header, reader.rest());
    assert_eq!(inserted, Inserted::Stored);
}

#[test]
fn too_small_a_datagram_is_an_error_that_changes_nothing() {
    let (mut write, _) = sides();
    let mut flight = last_flight();
    let mut out = [0; 2000];
    for mtu in 0..13 + 12 + 1 {
        let result = flight.poll(&mut write, mtu, &mut out);
        assert_eq!(result, Err(Error::new(Reason::BufferTooSmall)), "{mtu}");
    }
    assert_eq!(write.next_sequence(Epoch(0)), Some(0));
    assert_eq!(datagrams(&mut flight, &mut write, 1200).len(), 1);
}

#[test]
fn single_packing_gives_one_record_a_datagram() {
    let (mut write, mut read) = sides();
    let mut flight = last_flight();
    flight.packing = Packing::Single;
    let sent = datagrams(&mut flight, &mut write, 1200);
    assert_eq!(sent.len(), 3);
    for datagram in &sent {
        assert_eq!(records(&mut read, datagram).len(), 1);
    }
}

#[test]
fn an_epoch_that_was_retired_is_an_error() {
    let (mut write, _) = sides();
    let mut flight = last_flight();
    write.retire_previous();
    let result = flight.poll(&mut write, 1200, &mut [0; 1200]);
    assert!(result.is_err());
}

#[test]
fn acknowledged_parts_are_not_sent_again() {
    let (mut write, mut read) = sides();
    let mut flight = OutgoingFlight::new(Packing::Full);
    flight.track_records();
    let body: Vec<u8> = (0..100).collect();
    for seq in 0..3 {
        let kind = HandshakeType::CERTIFICATE;
        flight.push_message(Epoch(0), kind, seq, &body).unwrap();
    }
    // Each record takes 40 bytes of body: three records a message.
    let sent = datagrams(&mut flight, &mut write, 13 + 12 + 40);
    assert_eq!(sent.len(), 9);
    let number = |sequence| RecordNumber {
        epoch: Epoch(0),
        sequence,
    };
    // All but the middle of the second message and the end of the third.
    for sequence in [0, 5, 2, 1, 3, 7, 6] {
        assert!(flight.acknowledge(number(sequence)));
        assert!(!flight.acknowledge(number(sequence)), "twice");
    }
    assert!(!flight.acknowledge(number(99)));
    assert!(!flight.is_acknowledged());
    flight.rewind();
    let again = datagrams(&mut flight, &mut write, 1200);
    let parts: Vec<_> = again
        .iter()
        .flat_map(|datagram| records(&mut read, datagram))
        .map(|(_, _, content)| {
            let mut reader = Reader::new(&content);
            let header = HandshakeHeader::read(&mut reader).unwrap();
            let start = header.fragment_offset as usize;
            assert_eq!(
                reader.rest(),
                &body[start..start + header.fragment_length as usize]
            );
            (header.message_seq, start, header.fragment_length)
        })
        .collect();
    assert_eq!(parts, [(1, 40, 40), (2, 80, 20)]);
    // The first copies and the second both count.
    assert!(flight.acknowledge(number(8)));
    assert!(flight.acknowledge(number(9)));
    assert!(flight.is_acknowledged());
    flight.rewind();
    assert!(flight.is_sent());
}
