use super::*;
use alloc::vec;
use proptest::prelude::*;

const KIND: HandshakeType = HandshakeType::CERTIFICATE;

fn fragment(seq: u16, length: usize, start: usize, part: usize) -> HandshakeHeader {
    HandshakeHeader {
        kind: KIND,
        length: length as u32,
        message_seq: seq,
        fragment_offset: start as u32,
        fragment_length: part as u32,
    }
}

/// The body of message `seq`.
fn body(seq: u16, length: usize) -> Vec<u8> {
    (0..length)
        .map(|n| (n * 7 + usize::from(seq)) as u8)
        .collect()
}

/// Inserts bytes `start..start + part` of message `seq`.
fn insert(
    reassembly: &mut Reassembly,
    seq: u16,
    length: usize,
    start: usize,
    part: usize,
) -> Inserted {
    let body = body(seq, length);
    let header = fragment(seq, length, start, part);
    reassembly.insert(Epoch(0), &header, &body[start..start + part])
}

fn fresh() -> Reassembly {
    Reassembly::new(0, Limits::default())
}

#[test]
fn messages_come_whole_and_in_order() {
    let mut reassembly = fresh();
    assert_eq!(insert(&mut reassembly, 2, 0, 0, 0), Inserted::Stored);
    assert_eq!(insert(&mut reassembly, 2, 0, 0, 0), Inserted::Repeated);
    assert_eq!(insert(&mut reassembly, 1, 10, 5, 5), Inserted::Stored);
    assert_eq!(reassembly.pop(), None);
    assert_eq!(insert(&mut reassembly, 0, 3, 0, 3), Inserted::Stored);
    let first = reassembly.pop().unwrap();
    assert_eq!(first.bytes[..12], [11, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 3]);
    assert_eq!(first.body(), body(0, 3));
    assert_eq!(reassembly.pop(), None);
    assert_eq!(insert(&mut reassembly, 0, 3, 0, 3), Inserted::Repeated);
    assert_eq!(insert(&mut reassembly, 1, 10, 0, 5), Inserted::Stored);
    assert_eq!(reassembly.pop().unwrap().body(), body(1, 10));
    assert_eq!(reassembly.pop().unwrap().bytes.len(), 12);
    assert!(reassembly.is_empty());
    assert_eq!(reassembly.next_seq(), 3);
    assert_eq!((reassembly.cost, reassembly.slots.capacity()), (0, 0));
}

/// CVE-2014-0195 and its kin: a later fragment with another length, type or epoch.
#[test]
fn a_later_fragment_cannot_change_its_message() {
    let mut reassembly = fresh();
    let insert = |reassembly: &mut Reassembly, epoch, kind, length, start, len| {
        let mut header = fragment(0, length, start, len);
        header.kind = kind;
        let bytes = body(0, length);
        reassembly.insert(Epoch(epoch), &header, &bytes[start..start + len])
    };
    insert(&mut reassembly, 1, KIND, 10, 0, 4);
    let dropped = Inserted::Dropped(DropReason::InconsistentFragment);
    for length in [4, 9, 11, 12, 1000, 100_000] {
        assert_eq!(insert(&mut reassembly, 1, KIND, length, 3, 1), dropped);
    }
    let finished = HandshakeType::FINISHED;
    assert_eq!(insert(&mut reassembly, 1, finished, 10, 4, 6), dropped);
    assert_eq!(insert(&mut reassembly, 0, KIND, 10, 4, 6), dropped);
    assert_eq!(insert(&mut reassembly, 2, KIND, 10, 4, 6), dropped);
    assert_eq!(reassembly.stored_bytes(), 4);
    insert(&mut reassembly, 1, KIND, 10, 4, 6);
    assert_eq!(reassembly.pop().unwrap().body(), body(0, 10));
}

/// In epoch 0 a forged fragment costs the peer's message one repetition, not the handshake.
#[test]
fn without_protection_a_forged_fragment_does_not_stay() {
    let mut reassembly = fresh();
    insert(&mut reassembly, 0, 100_000, 7, 1);
    insert(&mut reassembly, 0, 10, 0, 4);
    assert_eq!(reassembly.stored_bytes(), 4);
    insert(&mut reassembly, 0, 10, 4, 6);
    assert_eq!(reassembly.pop().unwrap().body(), body(0, 10));
    assert_eq!(reassembly.cost, 0);
    // Nor does it stand in the way of a protected message.
    insert(&mut reassembly, 1, 100_000, 7, 1);
    let finished = fragment(1, 12, 0, 12);
    reassembly.insert(Epoch(1), &finished, &[1; 12]);
    assert_eq!(reassembly.pop().unwrap().body(), [1; 12]);
}

#[test]
fn messages_far_ahead_make_room_for_the_next() {
    let mut reassembly = fresh();
    for seq in (1..10).rev() {
        insert(&mut reassembly, seq, 100 * 1024, 0, 50_000);
    }
    let cost = reassembly.cost;
    assert!(cost + 50_000 > reassembly.limits.max_bytes);
    assert_eq!(
        insert(&mut reassembly, 0, 60_000, 0, 60_000),
        Inserted::Stored
    );
    assert_eq!(reassembly.pop().unwrap().body().len(), 60_000);
    assert!(reassembly.cost < cost);
}

/// CVE-2016-6308: the length that a header claims takes no memory.
#[test]
fn memory_follows_what_came() {
    let mut reassembly = fresh();
    for seq in 0..10 {
        let last = 100 * 1024 - 1;
        assert_eq!(
            insert(&mut reassembly, seq, last + 1, last, 1),
            Inserted::Stored
        );
    }
    assert_eq!(reassembly.stored_bytes(), 10);
    let allocated: usize = reassembly.slots.iter().flatten().map(allocation).sum();
    assert!(allocated < 10 * 200, "{allocated}");
    let long = HandshakeHeader::whole(KIND, 0, 100 * 1024 + 1);
    let header = HandshakeHeader {
        fragment_length: 1,
        ..long
    };
    let result = reassembly.insert(Epoch(0), &header, &[0]);
    assert_eq!(result, Inserted::Dropped(DropReason::MessageTooLong));
}

fn allocation(partial: &Partial) -> usize {
    let bytes: usize = partial.ranges.iter().map(|p| p.bytes.capacity()).sum();
    bytes + partial.ranges.capacity() * size_of::<Piece>()
}

/// CVE-2014-3506, CVE-2014-3507: fragments without bytes, in any number, leave nothing.
#[test]
fn fragments_without_bytes_are_dropped() {
    let mut reassembly = fresh();
    for round in 0..100_000usize {
        let (seq, start) = ((round % 10) as u16, round % 50);
        let inserted = insert(&mut reassembly, seq, 50, start, 0);
        assert_eq!(inserted, Inserted::Repeated);
    }
    assert!(reassembly.is_empty());
    assert_eq!((reassembly.cost, reassembly.slots.len()), (0, 0));
}

/// CVE-2009-1378: the same future message again and again.
#[test]
fn repetitions_of_a_future_message_are_not_stored() {
    let mut reassembly = fresh();
    insert(&mut reassembly, 5, 1000, 0, 900);
    for _ in 0..10_000 {
        assert_eq!(
            insert(&mut reassembly, 5, 1000, 100, 300),
            Inserted::Repeated
        );
    }
    assert_eq!(reassembly.stored_bytes(), 900);
}

#[test]
fn limits_hold() {
    let mut reassembly = fresh();
    let far = Inserted::Dropped(DropReason::MessageTooFarAhead);
    for seq in [10, 11, 1000, u16::MAX] {
        assert_eq!(insert(&mut reassembly, seq, 10, 0, 10), far);
    }
    assert_eq!(insert(&mut reassembly, 9, 10, 0, 10), Inserted::Stored);
    // Each second byte only: a range each, until the limit.
    let mut ranges = 0;
    let full = loop {
        match insert(&mut reassembly, 1, 100_000, 2 * ranges, 1) {
            Inserted::Stored => ranges += 1,
            other => break other,
        }
    };
    assert_eq!(full, Inserted::Dropped(DropReason::ReassemblyLimit));
    assert!((2000..3000).contains(&ranges), "{ranges}");
    assert!(reassembly.cost <= reassembly.limits.max_bytes);
    // A restart gives all of it back.
    reassembly.restart(0);
    assert!(reassembly.is_empty());
    // Ten large messages at once are more than the limit, too.
    for seq in 0..10 {
        insert(&mut reassembly, seq, 50_000, 0, 50_000);
    }
    assert!(reassembly.stored_bytes() <= 150 * 1024);
    assert_eq!(reassembly.pop().unwrap().body().len(), 50_000);
}

#[test]
fn the_last_sequence_number_ends_it() {
    let mut reassembly = Reassembly::new(u16::MAX - 1, Limits::default());
    insert(&mut reassembly, u16::MAX - 1, 1, 0, 1);
    assert_eq!(reassembly.pop().unwrap().message_seq, u16::MAX - 1);
    for _ in 0..2 {
        let result = insert(&mut reassembly, u16::MAX, 1, 0, 1);
        assert_eq!(result, Inserted::Dropped(DropReason::MessageTooFarAhead));
    }
    assert_eq!(insert(&mut reassembly, 0, 1, 0, 1), Inserted::Repeated);
}

/// A header that says another length than its body has.
#[test]
fn a_body_must_have_the_length_of_its_header() {
    let mut reassembly = fresh();
    for part in [0, 4, 6, 100] {
        let header = fragment(0, 100, 0, 5);
        let result = reassembly.insert(Epoch(0), &header, &vec![0; part]);
        assert_eq!(result, Inserted::Dropped(DropReason::BadFragment));
    }
    // Reaching beyond the message.
    let header = fragment(0, 4, 3, 2);
    let result = reassembly.insert(Epoch(0), &header, &[0; 2]);
    assert_eq!(result, Inserted::Dropped(DropReason::BadFragment));
    let header = fragment(0, 0xff_ffff, 0xff_ffff, 0xff_ffff);
    let result = reassembly.insert(Epoch(0), &header, &vec![0; 0xff_ffff]);
    assert_eq!(result, Inserted::Dropped(DropReason::BadFragment));
}

/// An earlier byte is never replaced by a later one.
#[test]
fn the_first_copy_of_a_byte_counts() {
    let mut reassembly = fresh();
    insert(&mut reassembly, 0, 10, 3, 4);
    let whole = fragment(0, 10, 0, 10);
    reassembly.insert(Epoch(0), &whole, &[0xee; 10]);
    let mut expected = [0xee; 10];
    expected[3..7].copy_from_slice(&body(0, 10)[3..7]);
    assert_eq!(reassembly.pop().unwrap().body(), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the cuts, overlaps, order and copies: the message comes out when the last byte is
    /// there, not before, and as it was.
    #[test]
    fn any_cuts_in_any_order(
        length in 1..400usize,
        cuts in prop::collection::vec((0..400usize, 1..120usize), 0..60),
    ) {
        let mut reassembly = fresh();
        let mut present = vec![false; length];
        for (start, part) in cuts {
            let start = start % length;
            let part = part.min(length - start);
            if present.iter().all(|&there| there) {
                break;
            }
            let missing = present[start..start + part].iter().filter(|&&there| !there).count();
            let result = insert(&mut reassembly, 0, length, start, part);
            let expected = if missing == 0 { Inserted::Repeated } else { Inserted::Stored };
            prop_assert_eq!(result, expected);
            present[start..start + part].fill(true);
            let stored = present.iter().filter(|&&there| there).count();
            prop_assert_eq!(reassembly.stored_bytes(), stored);
            if stored < length {
                prop_assert!(reassembly.pop().is_none());
            }
        }
        insert(&mut reassembly, 0, length, 0, length);
        let message = reassembly.pop().unwrap();
        prop_assert_eq!(message.body(), body(0, length));
        prop_assert!(reassembly.is_empty());
        prop_assert_eq!(reassembly.cost, 0);
    }

    /// CVE-2009-1387 and the underflows of CVE-2026-33845: any numbers in the header. The books
    /// stay right, the limits hold, nothing panics.
    #[test]
    fn any_header_fields(
        fragments in prop::collection::vec(
            (0..14u16, 0..4u64, edge(), edge(), edge(), 0..3u8), 1..200),
    ) {
        let mut reassembly = Reassembly::new(2, Limits {
            later_wins: true,
            max_message: 300,
            max_ahead: 5,
            max_bytes: 600,
        });
        for (seq, epoch, length, start, part, kind) in fragments {
            let header = HandshakeHeader {
                kind: HandshakeType(kind),
                length,
                message_seq: seq,
                fragment_offset: start,
                fragment_length: part,
            };
            let body = vec![7; part.min(2000) as usize];
            reassembly.insert(Epoch(epoch), &header, &body);
            let cost: usize = reassembly.slots.iter().flatten().map(Partial::cost).sum();
            prop_assert_eq!(cost, reassembly.cost);
            prop_assert!(cost <= 600);
            prop_assert!(reassembly.slots.len() <= 5);
            if seq % 3 == 0 && let Some(message) = reassembly.pop() {
                prop_assert!(message.body().len() <= 300);
            }
        }
    }
}

/// Lengths and places around the limits, and around those of 24 bits.
fn edge() -> impl Strategy<Value = u32> {
    prop_oneof![
        0..8u32,
        0..310u32,
        Just(299),
        Just(300),
        Just(301),
        Just(0xff_ffff),
        Just(u32::MAX),
        any::<u32>(),
    ]
}
