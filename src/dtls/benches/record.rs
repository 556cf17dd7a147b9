//! Seal and open of one record, against ring called by hand with the same nonce and the same
//! associated data: what the record layer adds. `cargo bench -p ferrodtls --bench record [name]`.
//!
//! Each figure is the best of many short rounds; the two sides take turns, so that both see the
//! same machine.

#![allow(clippy::unwrap_used)] // A bench that cannot go on may panic.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dtls::msg::{ContentType, ProtocolVersion};
use dtls::record::{Epoch, Outcome, Protection, ReadState, WriteState};
use primitives::aead::AeadAlgorithm;
use primitives::cbc::CbcAlgorithm;
use primitives::digest::HashAlgorithm;
use ring::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};

const ROUNDS: u32 = 200;
const ROUND: Duration = Duration::from_millis(4);
const HEADER: usize = 13;
const EXPLICIT: usize = 8;

fn main() {
    let filter = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = |name: &str| filter.as_ref().is_none_or(|filter| name.contains(filter));
    println!(
        "{:<28} {:>6} {:>12} {:>12} {:>7}",
        "", "bytes", "ours k/s", "ring k/s", ""
    );
    for (name, algorithm, raw) in [
        ("aes-128-gcm", AeadAlgorithm::Aes128Gcm, &aead::AES_128_GCM),
        ("aes-256-gcm", AeadAlgorithm::Aes256Gcm, &aead::AES_256_GCM),
        (
            "chacha20-poly1305",
            AeadAlgorithm::ChaCha20Poly1305,
            &aead::CHACHA20_POLY1305,
        ),
    ] {
        for len in [16, 128, 1200] {
            if wanted(name) {
                let key = vec![7; algorithm.key_len()];
                let iv = vec![9; Protection::fixed_iv_len(algorithm)];
                let keys = || Protection::aead12(algorithm, &key, &iv).unwrap();
                let raw = LessSafeKey::new(UnboundKey::new(raw, &key).unwrap());
                report(name, len, record_layer(keys, len), Some(by_hand(raw, len)));
            }
        }
    }
    for (name, algorithm) in [
        ("aes-128-ccm", AeadAlgorithm::Aes128Ccm),
        ("aes-128-ccm-8", AeadAlgorithm::Aes128Ccm8),
    ] {
        if wanted(name) {
            let keys = || Protection::aead12(algorithm, &[7; 16], &[9; 4]).unwrap();
            report(name, 1200, record_layer(keys, 1200), None::<fn()>);
        }
    }
    for (name, hash, order) in [
        ("aes-128-cbc-sha", HashAlgorithm::Sha1, false),
        ("aes-128-cbc-sha etm", HashAlgorithm::Sha1, true),
        ("aes-128-cbc-sha256", HashAlgorithm::Sha256, false),
        ("aes-128-cbc-sha256 etm", HashAlgorithm::Sha256, true),
        ("aes-128-cbc-sha384", HashAlgorithm::Sha384, false),
        ("aes-128-cbc-sha384 etm", HashAlgorithm::Sha384, true),
    ] {
        for len in [128, 1200] {
            if wanted(name) {
                let mac_key = vec![5; hash.output_len()];
                let keys = || {
                    Protection::cbc(CbcAlgorithm::Aes128, &[7; 16], hash, &mac_key, order).unwrap()
                };
                report(name, len, record_layer(keys, len), None::<fn()>);
            }
        }
    }
}

/// What a connection does for each record of application data, both ends.
fn record_layer(keys: impl Fn() -> Protection, len: usize) -> impl FnMut() {
    let mut write = WriteState::new();
    write.set_version(ProtocolVersion::DTLS1_2);
    write.advance(keys()).unwrap();
    let mut read = ReadState::new(true);
    read.set_version(ProtocolVersion::DTLS1_2);
    read.install_next(keys()).unwrap();
    read.advance().unwrap();
    let data = vec![3; len];
    let mut datagram = vec![0; 2048];
    move || {
        let sealed = write
            .seal(
                Epoch(1),
                ContentType::APPLICATION_DATA,
                black_box(&data),
                &mut datagram,
            )
            .unwrap();
        let received = read.open(black_box(&mut datagram[..sealed]));
        let Outcome::Opened(record) = received.outcome else {
            panic!("{received:?}")
        };
        black_box(&datagram[record.payload]);
    }
}

/// The cryptography of the same, and the copy.
fn by_hand(key: LessSafeKey, len: usize) -> impl FnMut() {
    let data = vec![3; len];
    let mut datagram = vec![0; 2048];
    let mut sequence = 0u64;
    move || {
        let start = HEADER + EXPLICIT;
        let mut nonce = [9; 12];
        nonce[4..].copy_from_slice(&sequence.to_be_bytes());
        let mut aad = [23; HEADER];
        aad[..8].copy_from_slice(&sequence.to_be_bytes());
        sequence += 1;
        let record = &mut datagram[..start + len + 16];
        record[start..start + len].copy_from_slice(black_box(&data));
        let (body, tag) = record[start..].split_at_mut(len);
        let sealed = key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(&aad), body)
            .unwrap();
        tag.copy_from_slice(sealed.as_ref());
        let opened = key
            .open_in_place(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(&aad),
                black_box(&mut record[start..]),
            )
            .unwrap();
        black_box(opened);
    }
}

fn report(name: &str, len: usize, mut ours: impl FnMut(), raw: Option<impl FnMut()>) {
    let mut best = Duration::MAX;
    let mut best_raw = Duration::MAX;
    let mut raw = raw;
    for _ in 0..ROUNDS {
        best = best.min(per_call(&mut ours));
        if let Some(raw) = &mut raw {
            best_raw = best_raw.min(per_call(raw));
        }
    }
    let thousands = |time: Duration| 1e-3 / time.as_secs_f64();
    match raw {
        Some(_) => println!(
            "{name:<28} {len:>6} {:>12.0} {:>12.0} {:>6.0}%",
            thousands(best),
            thousands(best_raw),
            100.0 * best_raw.as_secs_f64() / best.as_secs_f64()
        ),
        None => println!("{name:<28} {len:>6} {:>12.0}", thousands(best)),
    }
}

/// The time of one call, over a round of them.
fn per_call(work: &mut impl FnMut()) -> Duration {
    const BATCH: u32 = 256;
    let start = Instant::now();
    let mut calls = 0;
    while start.elapsed() < ROUND / 4 {
        (0..BATCH).for_each(|_| work());
        calls += BATCH;
    }
    start.elapsed() / calls
}
