//! Whole connections in memory: handshakes and records.
//! `cargo bench -p ferrodtls --bench connection`.
//!
//! Both ends run in one thread over the simulated network of the tests; each ECDSA handshake makes
//! and checks one signature, and checks no chain. Figures are the best of many rounds.
#![allow(clippy::unwrap_used)] // A bench that cannot go on may panic.

#[path = "../tests/sim/mod.rs"]
mod sim;

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dtls::Config;
use dtls::msg::{CipherSuite, NamedGroup};
use sim::{Rules, World};

fn main() {
    for (name, group) in [
        ("x25519", NamedGroup::X25519),
        ("p-256", NamedGroup::SECP256R1),
    ] {
        let micros = handshake(group).as_secs_f64() * 1e6;
        println!("handshake 1.2, {name}, ecdsa p-256: {micros:.0} us for both ends");
    }
    for len in [16, 128, 1200] {
        let mut world = connected(NamedGroup::X25519);
        let rate = records(&mut world, len);
        println!("aes-128-gcm, {len} bytes: {rate:.0} k records/s");
    }
}

fn config(group: NamedGroup) -> Config {
    Config {
        suites: vec![CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256],
        // P-256 also allows the curve of the certificate (RFC 8422 section 5.1.1).
        groups: vec![group, NamedGroup::SECP256R1],
        ..Config::default()
    }
}

fn connected(group: NamedGroup) -> World {
    static SEED: AtomicU64 = AtomicU64::new(1);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    let mut world = World::new(config(group), config(group), Rules::default(), seed);
    let done = world.handshake();
    assert!(done, "{:?} {:?}", world.client.error, world.server.error);
    world
}

fn handshake(group: NamedGroup) -> Duration {
    let times = (0..400).map(|_| {
        let start = Instant::now();
        black_box(connected(group));
        start.elapsed()
    });
    times.min().unwrap()
}

/// Thousand records a second, sealed by one end and opened by the other.
fn records(world: &mut World, len: usize) -> f64 {
    const BATCH: usize = 5_000;
    let data = vec![3; len];
    let mut datagram = vec![0; 2048];
    let mut best = Duration::MAX;
    for _ in 0..100 {
        let start = Instant::now();
        for _ in 0..BATCH {
            let connection = &mut world.client.connection;
            let sealed = connection.send(black_box(&data), &mut datagram).unwrap();
            let connection = &mut world.server.connection;
            let received = connection.handle_record(&mut datagram[..sealed]).unwrap();
            black_box(&datagram[received.data.unwrap()]);
        }
        best = best.min(start.elapsed() / BATCH as u32);
    }
    1e-3 / best.as_secs_f64()
}
