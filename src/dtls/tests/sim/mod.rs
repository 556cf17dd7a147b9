//! A deterministic network between two connections, with a driver for each side.
//!
//! The clock is virtual and all chance comes from one seed, so a failing run is replayed by its seed.

#![allow(dead_code, reason = "each test program uses a part")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

pub mod chance;
pub mod identity;
pub mod network;
pub mod peer;
pub mod real;

use std::time::Duration;

use dtls::{Config, Time};

pub use chance::Chance;
pub use identity::Identity;
#[allow(unused_imports, reason = "not every test program judges")]
pub use network::{Fate, Network, Rules};
pub use peer::Peer;

/// Both sides and what is between them.
pub struct World {
    pub now: Time,
    pub client: Peer,
    pub server: Peer,
    pub network: Network,
    /// Moments at which something arrived or expired.
    pub steps: usize,
}

/// Which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Client,
    Server,
}

impl World {
    /// A pair that has not begun. `seed` decides both randoms and the network's behaviour.
    pub fn new(client: Config, server: Config, rules: Rules, seed: u64) -> Self {
        Self {
            now: Time::ZERO,
            client: Peer::client(client, seed ^ 0x0c11_e170),
            server: Peer::server(server, seed ^ 0x5e27_e270),
            network: Network::new(rules, seed),
            steps: 0,
        }
    }

    /// Runs until `done` or until `limit` of virtual time is over; tells whether it is done.
    pub fn run(&mut self, limit: Duration, mut done: impl FnMut(&World) -> bool) -> bool {
        let end = self.now + limit;
        loop {
            self.transmit();
            if done(self) {
                return true;
            }
            if !self.step(end) {
                return false;
            }
        }
    }

    /// Runs the handshake to its end on both sides and until nothing is on the way.
    pub fn handshake(&mut self) -> bool {
        self.client.start();
        self.server.start();
        self.run(LIMIT, |world| {
            world.client.is_connected() && world.server.is_connected()
        })
    }

    /// A handshake that must succeed, and data both ways.
    pub fn connect(&mut self, what: &str) {
        let done = self.handshake();
        let errors = (self.client.error, self.server.error);
        assert!(done, "{what}: {errors:?}");
        assert!(self.exchange(b"hello"), "{what}");
    }

    /// Sends data both ways and waits for it; what the network loses is sent again.
    pub fn exchange(&mut self, data: &[u8]) -> bool {
        for _ in 0..400 {
            let (to_server, to_client) = (
                self.server.received.iter().any(|d| d == data),
                self.client.received.iter().any(|d| d == data),
            );
            if to_server && to_client {
                return true;
            }
            if !to_server {
                self.send(Side::Client, data);
            }
            if !to_client {
                self.send(Side::Server, data);
            }
            self.run(Duration::from_millis(300), |_| false);
        }
        false
    }

    /// Sends one application-data record.
    pub fn send(&mut self, from: Side, data: &[u8]) {
        let datagram = self.peer(from).seal(data);
        self.network.send(self.now, from, datagram);
    }

    /// The side's driver.
    pub fn peer(&mut self, side: Side) -> &mut Peer {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Puts all that both sides have to send on the network.
    pub fn transmit(&mut self) {
        for side in [Side::Client, Side::Server] {
            let now = self.now;
            for datagram in self.peer(side).transmit(now) {
                self.network.send(now, side, datagram);
            }
        }
    }

    /// Goes to the next arrival or timer before `end`; false when there is none.
    fn step(&mut self, end: Time) -> bool {
        let timers = [
            self.client.connection.poll_timeout(),
            self.server.connection.poll_timeout(),
            self.network.next_arrival(),
        ];
        let next = timers.into_iter().flatten().min();
        let Some(next) = next.filter(|&next| next <= end) else {
            self.now = end;
            return false;
        };
        self.now = next.max(self.now);
        self.steps += 1;
        while let Some((to, datagram)) = self.network.arrived(self.now) {
            self.peer(to).receive(&datagram);
        }
        let now = self.now;
        self.client.expire(now);
        self.server.expire(now);
        true
    }
}

/// Connects once for each datagram of a clean run, which is lost.
pub fn lose_each(what: &str, make: impl Fn() -> World) {
    let mut clean = make();
    clean.connect(what);
    for lost in 0..clean.network.sent.len() {
        let mut world = make();
        world.network.judge(move |index, _, _| match index == lost {
            true => Fate::Drop,
            false => Fate::Deliver,
        });
        world.connect(&format!("{what}, datagram {lost}"));
    }
}

/// Longer than any handshake takes.
pub const LIMIT: Duration = Duration::from_secs(100_000);
