//! Both states against each other.

use super::early::{MAX_BYTES, MAX_RECORDS};
use super::*;
use crate::error::{DropReason, Error, Reason};
use crate::msg::{ContentType, ProtocolVersion};
use alloc::vec;
use alloc::vec::Vec;
use primitives::aead::AeadAlgorithm;
use primitives::cbc::CbcAlgorithm;
use primitives::digest::HashAlgorithm;

const DATA: ContentType = ContentType::APPLICATION_DATA;
const ONE: Epoch = Epoch(1);

fn gcm(key: u8) -> Protection {
    Protection::aead12(AeadAlgorithm::Aes128Gcm, &[key; 16], &[key; 4]).unwrap()
}

fn cbc(encrypt_then_mac: bool) -> Protection {
    let hash = HashAlgorithm::Sha1;
    Protection::cbc(
        CbcAlgorithm::Aes128,
        &[1; 16],
        hash,
        &[2; 20],
        encrypt_then_mac,
    )
    .unwrap()
}

/// A writer and a reader in epoch 1, under the same keys.
fn sides(keys: impl Fn() -> Protection) -> (WriteState, ReadState) {
    let mut write = WriteState::new();
    write.set_version(ProtocolVersion::DTLS1_2);
    write.advance(keys()).unwrap();
    let mut read = ReadState::new(true);
    read.set_version(ProtocolVersion::DTLS1_2);
    read.install_next(keys()).unwrap();
    read.advance().unwrap();
    (write, read)
}

fn record(write: &mut WriteState, epoch: Epoch, content_type: ContentType, data: &[u8]) -> Vec<u8> {
    let mut out = vec![0; write.record_len(epoch, data.len()).unwrap()];
    let len = write.seal(epoch, content_type, data, &mut out).unwrap();
    assert_eq!(len, out.len());
    out
}

/// What comes of a datagram with one record.
fn open(read: &mut ReadState, datagram: &[u8]) -> Result<(Opened, Vec<u8>), DropReason> {
    let mut datagram = datagram.to_vec();
    let received = read.open(&mut datagram);
    assert_eq!(received.consumed, datagram.len());
    match received.outcome {
        Outcome::Opened(record) => {
            let content = datagram[record.payload.clone()].to_vec();
            Ok((record, content))
        }
        Outcome::Dropped(reason) => Err(reason),
        Outcome::Kept => panic!("kept"),
        Outcome::TooLong => panic!("too long"),
    }
}

fn drop_reason(read: &mut ReadState, datagram: &[u8]) -> DropReason {
    open(read, datagram).unwrap_err()
}

fn is_kept(read: &mut ReadState, datagram: &[u8]) -> bool {
    read.open(&mut datagram.to_vec()).outcome == Outcome::Kept
}

#[test]
fn each_record_of_a_datagram_comes_in_turn() {
    let (mut write, mut read) = sides(|| gcm(1));
    let mut datagram = record(&mut write, ONE, DATA, b"first");
    datagram.extend(record(&mut write, ONE, DATA, b""));
    datagram.extend(record(&mut write, Epoch::ZERO, ContentType::ALERT, b"!!"));
    datagram.extend_from_slice(&[0; 7]);
    let mut rest = &mut datagram[..];
    let mut seen = Vec::new();
    while !rest.is_empty() {
        let received = read.open(rest);
        if let Outcome::Opened(record) = received.outcome {
            let sequence = record.number.sequence;
            let content = rest[record.payload].to_vec();
            seen.push((sequence, record.protected, content));
        } else {
            assert_eq!(received.outcome, Outcome::Dropped(DropReason::Truncated));
            assert_eq!(received.consumed, 7);
        }
        rest = &mut rest[received.consumed..];
    }
    let expected: [(u64, bool, &[u8]); 3] =
        [(0, true, b"first"), (1, true, b""), (0, false, b"!!")];
    assert_eq!(seen, expected.map(|(n, p, c)| (n, p, c.to_vec())));
}

#[test]
fn records_that_do_not_fit_are_dropped_with_their_reason() {
    let (mut write, mut read) = sides(|| gcm(1));
    let good = record(&mut write, ONE, DATA, b"data");
    for len in 0..good.len() {
        assert_eq!(drop_reason(&mut read, &good[..len]), DropReason::Truncated);
    }
    let changed = |position: usize, value: u8| {
        let mut record = good.clone();
        record[position] = value;
        record
    };
    for (position, value, reason) in [
        (0, 22, DropReason::BadRecord),
        (1, 3, DropReason::WrongVersion),
        (2, 0xff, DropReason::WrongVersion),
        (4, 2, DropReason::UnknownEpoch),
        (3, 1, DropReason::UnknownEpoch),
        (10, 9, DropReason::BadRecord),
        (20, 9, DropReason::BadRecord),
    ] {
        // Epoch 2 would wait, were a handshake running.
        read.set_keep_early(false);
        assert_eq!(drop_reason(&mut read, &changed(position, value)), reason);
    }
    let mut long = good[..13].to_vec();
    long[11..13].copy_from_slice(&((1u16 << 14) + 2049).to_be_bytes());
    long.resize(13 + (1 << 14) + 2049, 0);
    assert_eq!(drop_reason(&mut read, &long), DropReason::RecordTooLong);
    assert!(open(&mut read, &good).is_ok());
    assert_eq!(drop_reason(&mut read, &good), DropReason::Replayed);
}

#[test]
fn epoch_zero_takes_any_dtls_version_and_others_do_not() {
    for (version, taken) in [
        (ProtocolVersion::DTLS1_0, true),
        (ProtocolVersion::DTLS1_2, true),
        (ProtocolVersion(0xfe00), true),
        (ProtocolVersion(0x0303), false),
        (ProtocolVersion(0x0100), false),
    ] {
        let (mut write, mut read) = sides(|| gcm(1));
        write.set_version(version);
        let hello = record(&mut write, Epoch::ZERO, ContentType::HANDSHAKE, b"hello");
        assert_eq!(open(&mut read, &hello).is_ok(), taken, "{version:?}");
        let data = record(&mut write, ONE, DATA, b"data");
        let right = version == ProtocolVersion::DTLS1_2;
        assert_eq!(open(&mut read, &data).is_ok(), right, "{version:?}");
    }
}

/// Forged records leave no trace: not in the window, not in the epochs (CVE-2016-2181). CBC with
/// encrypt-then-MAC among them, which ends OpenSSL's connections.
#[test]
fn forged_records_change_nothing() {
    for keys in [|| gcm(1), || cbc(true), || cbc(false)] {
        let (mut write, mut read) = sides(keys);
        let first = record(&mut write, ONE, DATA, b"first");
        for sequence in [0, 1, 2, 255, 256, 257, 70_000, MAX_SEQUENCE] {
            for len in 0..=96 {
                let header = Header {
                    content_type: DATA,
                    version: ProtocolVersion::DTLS1_2,
                    number: RecordNumber {
                        epoch: ONE,
                        sequence,
                    },
                    body_len: len,
                };
                let mut forged = header.to_array().to_vec();
                forged.extend((0..len).map(|n| (n * 31 + len) as u8));
                assert_eq!(drop_reason(&mut read, &forged), DropReason::BadRecord);
            }
        }
        assert_eq!(open(&mut read, &first).unwrap().1, b"first");
        // The same for the epoch to come.
        read.install_next(keys()).unwrap();
        let mut forged = first.clone();
        forged[4] = 2;
        forged[5..11].fill(0xff);
        assert_eq!(drop_reason(&mut read, &forged), DropReason::BadRecord);
        write.advance(keys()).unwrap();
        let next = record(&mut write, Epoch(2), DATA, b"next");
        assert!(is_kept(&mut read, &next));
        read.advance().unwrap();
        let mut buffer = Vec::new();
        assert!(matches!(
            read.next_early(&mut buffer),
            Some(Outcome::Opened(_))
        ));
    }
}

/// More records than a 16-bit field can count, in both directions of the check.
#[test]
fn an_epoch_has_no_small_limit() {
    let (mut write, mut read) = sides(|| gcm(1));
    let mut out = [0; 64];
    for sequence in 0..(1 << 17) + 10 {
        let len = write.seal(ONE, DATA, b"tick", &mut out).unwrap();
        let received = read.open(&mut out[..len]);
        let Outcome::Opened(record) = received.outcome else {
            panic!("{sequence}: {received:?}")
        };
        assert_eq!(record.number.sequence, sequence);
    }
}

#[test]
fn sequence_numbers_end_before_they_repeat() {
    let (mut write, mut read) = sides(|| gcm(1));
    write.skip_to(MAX_SEQUENCE - 1);
    for sequence in [MAX_SEQUENCE - 1, MAX_SEQUENCE] {
        assert_eq!(write.next_sequence(ONE), Some(sequence));
        let last = record(&mut write, ONE, DATA, b"last");
        assert_eq!(open(&mut read, &last).unwrap().0.number.sequence, sequence);
        assert_eq!(drop_reason(&mut read, &last), DropReason::Replayed);
    }
    assert_eq!(write.next_sequence(ONE), None);
    for _ in 0..3 {
        let result = write.seal(ONE, DATA, b"none", &mut [0; 100]);
        assert_eq!(result, Err(Error::new(Reason::SequenceExhausted)));
    }
    write.skip_to(5);
    assert_eq!(write.next_sequence(ONE), None, "no way back");
    write.advance(gcm(2)).unwrap();
    assert_eq!(write.next_sequence(Epoch(2)), Some(0));
}

#[test]
fn epochs_end_before_they_repeat() {
    let mut write = WriteState::new();
    let mut read = ReadState::new(true);
    for _ in 0..0xffff {
        write.advance(Protection::null()).unwrap();
        write.retire_previous();
        read.install_next(Protection::null()).unwrap();
        read.advance().unwrap();
    }
    assert_eq!(write.current_epoch(), Epoch::MAX_12);
    assert!(write.advance(Protection::null()).is_err());
    assert!(read.install_next(Protection::null()).is_err());
}

#[test]
fn errors_of_sealing_use_no_number_up() {
    let (mut write, _) = sides(|| gcm(1));
    let mut out = vec![0; 20_000];
    for len in 0..37 {
        let result = write.seal(ONE, DATA, b"", &mut out[..len]);
        assert_eq!(result, Err(Error::new(Reason::BufferTooSmall)), "{len}");
    }
    let long = vec![0; MAX_PLAINTEXT_LEN + 1];
    let result = write.seal(ONE, DATA, &long, &mut out);
    assert_eq!(result, Err(Error::new(Reason::DataTooLong)));
    let result = write.seal(Epoch(2), DATA, b"", &mut out);
    assert_eq!(result, Err(Error::new(Reason::Bug)));
    assert_eq!(write.next_sequence(ONE), Some(0));
    let result = write.seal(ONE, DATA, &long[1..], &mut out);
    assert_eq!(result, Ok(13 + 8 + MAX_PLAINTEXT_LEN + 16));
    write.set_max_plaintext(512);
    assert_eq!(write.max_plaintext_for(ONE, 1200), Some(512));
    let result = write.seal(ONE, DATA, &long[..513], &mut out);
    assert_eq!(result, Err(Error::new(Reason::DataTooLong)));
    write.advance(gcm(2)).unwrap();
    write.set_max_plaintext(1024);
    assert_eq!(write.max_plaintext_for(ONE, 1200), Some(512));
    assert_eq!(write.max_plaintext_for(Epoch(2), 1200), Some(1024));
}

#[test]
fn a_negotiated_limit_is_kept_by_the_reader() {
    let (mut write, mut read) = sides(|| gcm(1));
    let late = record(&mut write, ONE, DATA, &[0; 513]);
    read.set_max_plaintext(512);
    write.advance(gcm(2)).unwrap();
    read.install_next(gcm(2)).unwrap();
    read.advance().unwrap();
    let most = record(&mut write, Epoch(2), DATA, &[0; 512]);
    assert!(open(&mut read, &most).is_ok());
    let mut more = record(&mut write, Epoch(2), DATA, &[0; 513]);
    assert_eq!(read.open(&mut more).outcome, Outcome::TooLong);
    assert!(open(&mut read, &late).is_ok(), "under the keys before");
}

#[test]
fn without_replay_check_everything_authentic_is_taken() {
    let (mut write, _) = sides(|| gcm(1));
    let mut read = ReadState::new(false);
    read.install_next(gcm(1)).unwrap();
    read.advance().unwrap();
    let data = record(&mut write, ONE, DATA, b"data");
    for _ in 0..3 {
        assert!(open(&mut read, &data).is_ok());
    }
}

#[test]
fn two_write_and_three_read_epochs_at_once() {
    let (mut write, mut read) = sides(|| gcm(1));
    write.advance(gcm(2)).unwrap();
    read.install_next(gcm(2)).unwrap();
    let old = record(&mut write, ONE, DATA, b"old");
    let late = record(&mut write, ONE, DATA, b"late");
    let plain = record(&mut write, Epoch::ZERO, ContentType::HANDSHAKE, b"plain");
    let new = record(&mut write, Epoch(2), DATA, b"new");
    assert!(open(&mut read, &old).is_ok());
    assert!(open(&mut read, &plain).is_ok());
    assert!(is_kept(&mut read, &new));
    read.advance().unwrap();
    assert_eq!(read.current_epoch(), Epoch(2));
    assert_eq!(open(&mut read, &late).unwrap().1, b"late");
    let plain = record(&mut write, Epoch::ZERO, ContentType::HANDSHAKE, b"plain");
    assert_eq!(drop_reason(&mut read, &plain), DropReason::UnknownEpoch);
    read.retire_previous();
    let later = record(&mut write, ONE, DATA, b"later");
    assert_eq!(drop_reason(&mut read, &later), DropReason::UnknownEpoch);
    assert!(read.advance().is_err(), "no keys were installed");
}

#[test]
fn old_write_epochs_do_not_pile_up() {
    let mut write = WriteState::new();
    for _ in 0..100 {
        write.advance(gcm(1)).unwrap();
    }
    let writable = (0..=100).filter(|&epoch| write.next_sequence(Epoch(epoch)).is_some());
    assert!(writable.eq(98..=100));
}

mod early {
    use super::*;

    /// A reader in epoch 0 that waits for epoch 1, with or without its keys.
    fn waiting(keys: bool) -> (WriteState, ReadState) {
        let (write, _) = sides(|| gcm(1));
        let mut read = ReadState::new(true);
        read.set_version(ProtocolVersion::DTLS1_2);
        if keys {
            read.install_next(gcm(1)).unwrap();
        }
        (write, read)
    }

    fn begin(read: &mut ReadState) {
        if !read.has_next() {
            read.install_next(gcm(1)).unwrap();
        }
        read.advance().unwrap();
    }

    fn take_all(read: &mut ReadState) -> Vec<(ContentType, Vec<u8>)> {
        let mut buffer = Vec::new();
        let mut all = Vec::new();
        while let Some(outcome) = read.next_early(&mut buffer) {
            if let Outcome::Opened(record) = outcome {
                assert!(record.protected);
                all.push((record.content_type, buffer[record.payload].to_vec()));
            }
        }
        assert_eq!(read.early_bytes(), 0);
        all
    }

    /// Application data overtakes Finished, in any number (FEATURES 17, openssl#9289).
    #[test]
    fn two_hundred_records_before_their_epoch_are_all_delivered() {
        for keys in [false, true] {
            let (mut write, mut read) = waiting(keys);
            let mut sent = vec![record(&mut write, ONE, ContentType::HANDSHAKE, b"Finished")];
            for n in 0..200u8 {
                sent.push(record(&mut write, ONE, DATA, &[n; 200]));
            }
            for record in sent.iter().rev() {
                assert!(is_kept(&mut read, record));
            }
            begin(&mut read);
            let all = take_all(&mut read);
            assert_eq!(all.len(), 201);
            assert_eq!(all[0].1, b"Finished");
            for (n, (_, content)) in all[1..].iter().enumerate() {
                assert_eq!(*content, [n as u8; 200]);
            }
            // And none of them twice.
            for record in &sent {
                assert_eq!(drop_reason(&mut read, record), DropReason::Replayed);
            }
        }
    }

    /// CVE-2015-0206, CVE-2009-1377, CVE-2026-54874: no copies, no flood, no more than what came.
    #[test]
    fn memory_stays_flat() {
        for keys in [false, true] {
            let (mut write, mut read) = waiting(keys);
            let first = record(&mut write, ONE, DATA, &[1; 100]);
            assert!(is_kept(&mut read, &first));
            let one = read.early_bytes();
            assert!(one <= first.len() + 1);
            for _ in 0..1000 {
                assert_eq!(drop_reason(&mut read, &first), DropReason::Replayed);
            }
            assert_eq!(read.early_bytes(), one);
            let mut received = first.len();
            for n in 0..2000 {
                let more = record(&mut write, ONE, DATA, &[2; 100][..n % 100]);
                received += more.len();
                read.open(&mut more.clone());
                assert!(read.early_bytes() <= received + n + 2);
                assert!(read.early_bytes() <= MAX_BYTES);
            }
            let full = record(&mut write, ONE, DATA, &[3; 3]);
            assert_eq!(drop_reason(&mut read, &full), DropReason::EarlyRecordLimit);
            begin(&mut read);
            assert!(take_all(&mut read).len() <= MAX_RECORDS);
        }
    }

    #[test]
    fn the_last_large_record_does_not_pass_the_limit() {
        let (mut write, mut read) = waiting(false);
        for _ in 0..10 {
            let large = record(&mut write, ONE, DATA, &[0; MAX_PLAINTEXT_LEN]);
            read.open(&mut large.clone());
            assert!(read.early_bytes() <= MAX_BYTES);
        }
        assert!(read.early_bytes() > MAX_BYTES / 2);
    }

    /// A forged record with the number of a good one does not push it out.
    #[test]
    fn a_forgery_does_not_take_the_place_of_a_record() {
        let (mut write, mut read) = waiting(false);
        let good = record(&mut write, ONE, ContentType::HANDSHAKE, b"Finished");
        let mut forged = good.clone();
        forged[25] ^= 1;
        assert!(is_kept(&mut read, &forged));
        assert!(is_kept(&mut read, &good));
        begin(&mut read);
        let all = take_all(&mut read);
        assert_eq!(all, [(ContentType::HANDSHAKE, b"Finished".to_vec())]);
    }

    #[test]
    fn only_the_next_epoch_is_kept_and_only_in_a_handshake() {
        let (mut write, mut read) = waiting(false);
        let mut later = record(&mut write, ONE, DATA, b"data");
        assert!(is_kept(&mut read, &later));
        later[4] = 2;
        assert_eq!(drop_reason(&mut read, &later), DropReason::UnknownEpoch);
        later[4] = 1;
        later[1] = 3;
        assert_eq!(drop_reason(&mut read, &later), DropReason::WrongVersion);
        later[1] = 0xfe;
        read.set_keep_early(false);
        assert_eq!(read.early_bytes(), 0, "forgotten");
        assert_eq!(drop_reason(&mut read, &later), DropReason::UnknownEpoch);
    }

    /// What waits for the next epoch does not come out in this one.
    #[test]
    fn epochs_are_not_mixed() {
        let (mut write, mut read) = sides(|| gcm(1));
        write.advance(gcm(2)).unwrap();
        let data = record(&mut write, Epoch(2), DATA, b"two");
        assert!(is_kept(&mut read, &data));
        assert_eq!(read.next_early(&mut Vec::new()), None);
        read.install_next(gcm(2)).unwrap();
        read.advance().unwrap();
        assert_eq!(take_all(&mut read), [(DATA, b"two".to_vec())]);
    }
}

/// An idle connection holds one of each: its share of the 6 KiB that it may take.
#[test]
fn states_are_small() {
    let size = size_of::<ReadState>() + size_of::<WriteState>();
    assert!(size < 1600, "{size}");
}
