//! Heap of idle connections.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::alloc::System;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cap::Cap;
use dtls::{ClientAuth, Config};
use sim::{Identity, Rules, World};

#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

/// DESIGN, 7: an idle established connection holds at most 6 KiB a side, the connection itself and the peer's chain
/// included.
const BUDGET: usize = 6 * 1024;

/// The heap is one for all tests: they take turns.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn an_idle_connection_is_small() {
    let _turn = alone();
    let server = Config {
        client_auth: ClientAuth::Require,
        ..Config::default()
    };
    let mut world = World::new(Config::default(), server, Rules::default(), 1);
    world.client.identities = vec![Identity::rsa()];
    world.server.identities = vec![Identity::rsa()];
    assert!(world.handshake());
    assert!(world.exchange(b"data"));
    assert_eq!(world.client.connection.kept_bytes(), 0);
    let World { client, server, .. } = world;
    for mut peer in [client, server] {
        let chain = Identity::rsa().certificate().len();
        peer.events = vec![];
        peer.questions = vec![];
        peer.received = vec![];
        let before = HEAP.allocated();
        let connection = Box::new(peer.connection);
        let inline = HEAP.allocated() - before;
        drop(connection);
        let freed = before - HEAP.allocated();
        let held = inline + freed;
        println!("{held} bytes, {inline} of them the connection itself, chain of {chain}");
        assert!(held <= BUDGET, "{held} bytes held");
    }
}

#[test]
fn connections_leave_nothing_behind() {
    let _turn = alone();
    let run = || {
        let mut world = World::new(Config::default(), Config::default(), Rules::default(), 1);
        assert!(world.handshake());
        assert!(world.exchange(b"data"));
    };
    run();
    let before = HEAP.allocated();
    for _ in 0..20 {
        run();
    }
    // The harness may have started or ended a thread.
    assert!(HEAP.allocated() < before + 200 * 1024);
}
