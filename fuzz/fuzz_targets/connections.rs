//! A client and a server with a pre-shared key, and an attacker between them. The input is a list of steps: one byte, and
//! for some a length and bytes.
//!
//! Whoever has completed a first handshake is not ended by what the attacker writes, nor by what a network does to the
//! datagrams of a sound peer.
#![no_main]

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dtls::msg::CipherSuite;
use dtls::{
    Answer, Config, Connection, Event, HeartbeatRequest, HeartbeatSize, Heartbeats, NewTicket,
    Proceed, Psk, PskKey, Question, Renegotiation, SessionName, Settled, Time, Unwrapped,
};
use primitives::random::{RandomError, SecureRandom};

/// A counter: runs are to be repeatable.
struct Count(AtomicU64);

impl SecureRandom for Count {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        out.fill_with(|| (self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed) >> 32) as u8);
        Ok(())
    }
}

struct Side {
    connection: Connection,
    /// Datagrams on their way to this side.
    incoming: VecDeque<Vec<u8>>,
    was_connected: bool,
}

struct World {
    sides: [Side; 2],
    now: Time,
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&kind, mut rest)) = data.split_first() else {
        return;
    };
    let mut world = World::new(kind);
    while let Some((&step, after)) = rest.split_first() {
        rest = world.step(step, after);
        world.transmit();
    }
});

impl World {
    fn new(kind: u8) -> Self {
        let suite = match kind & 1 {
            0 => CipherSuite::TLS_PSK_WITH_AES_128_GCM_SHA256,
            _ => CipherSuite::TLS_PSK_WITH_AES_128_CBC_SHA256,
        };
        let config = Arc::new(Config {
            suites: vec![suite],
            psk: true,
            tickets: kind & 2 != 0,
            cookie_exchange: kind & 4 != 0,
            encrypt_then_mac: kind & 8 != 0,
            record_size_limit: (kind & 16 != 0).then_some(100),
            heartbeats: match kind & 32 {
                0 => Heartbeats::Off,
                _ => Heartbeats::Answer,
            },
            renegotiation: Renegotiation::Accept,
            ..Config::default()
        });
        let random = |seed| Box::new(Count(AtomicU64::new(seed)));
        let sides = [
            Connection::client(config.clone(), random(1)),
            Connection::server(config, random(2)),
        ];
        let mut world = Self {
            sides: sides.map(|mut connection| {
                connection.start().expect("it is the first time");
                Side {
                    connection,
                    incoming: VecDeque::new(),
                    was_connected: false,
                }
            }),
            now: Time::ZERO,
        };
        world.transmit();
        world
    }

    /// Does one step; the input behind it.
    fn step<'a>(&mut self, step: u8, input: &'a [u8]) -> &'a [u8] {
        let to = usize::from(step & 1);
        let side = &mut self.sides[to];
        match step {
            0..=99 => {
                if let Some(datagram) = side.incoming.pop_front() {
                    self.deliver(to, datagram);
                }
            }
            100..=109 => drop(side.incoming.pop_front()),
            110..=119 => side.incoming.rotate_left(1.min(side.incoming.len())),
            120..=129 => side.incoming.extend(side.incoming.front().cloned()),
            130..=139 => {
                let _ = side.connection.renegotiate();
            }
            140..=149 => {
                self.now = self.now + Duration::from_millis(300 * u64::from(step - 139));
                for side in &mut self.sides {
                    let _ = side.connection.handle_timeout(self.now);
                }
            }
            150..=159 => {
                let mut out = [0; 200];
                if let Ok(len) = side.connection.send(&[step; 20], &mut out) {
                    self.sides[1 - to].incoming.push_back(out[..len].to_vec());
                }
            }
            // The attacker changes a byte of what is on its way, or writes anew.
            160..=199 => {
                let Some((&[at, value], rest)) = input.split_first_chunk() else {
                    return &[];
                };
                if let Some(mut datagram) = side.incoming.front().cloned() {
                    let at = usize::from(at) % datagram.len().max(1);
                    datagram[at] ^= value.max(1);
                    self.deliver(to, datagram);
                }
                return rest;
            }
            200..=209 => {
                let _ = side.connection.send_heartbeat(HeartbeatRequest {
                    size: HeartbeatSize::Datagram(300 * usize::from(step - 199)),
                    tries: Some(2),
                    is_probe: step & 2 != 0,
                });
            }
            _ => {
                let Some((&len, rest)) = input.split_first() else {
                    return &[];
                };
                let (datagram, rest) = rest.split_at(rest.len().min(len.into()));
                self.deliver(to, datagram.to_vec());
                return rest;
            }
        }
        input
    }

    fn deliver(&mut self, to: usize, datagram: Vec<u8>) {
        let sound = self
            .sides
            .iter()
            .all(|side| side.connection.failure().is_none());
        let side = &mut self.sides[to];
        let result = side.receive(datagram);
        assert!(
            !sound || !side.was_connected || result.is_ok(),
            "{result:?}"
        );
    }

    fn transmit(&mut self) {
        for from in 0..2 {
            let mut out = [0; 2000];
            let connection = &mut self.sides[from].connection;
            while let Some(len) = connection.poll_transmit(self.now, &mut out) {
                self.sides[1 - from].incoming.push_back(out[..len].to_vec());
            }
            assert!(self.sides[from].connection.kept_bytes() < 1 << 20);
        }
    }
}

impl Side {
    fn receive(&mut self, mut datagram: Vec<u8>) -> Result<(), dtls::error::Error> {
        let mut result = self.connection.handle_datagram(&mut datagram);
        while let Some(question) = self.connection.question() {
            let answer = answer(question);
            result = result.and(self.connection.answer(answer));
        }
        while let Some(event) = self.connection.poll_event() {
            self.was_connected |= event == Event::HandshakeDone;
        }
        result
    }
}

fn answer(question: &Question) -> Answer {
    let key = PskKey::new(vec![7; 16].into());
    match question {
        Question::MakeCookie => Answer::Cookie(vec![1; 32]),
        Question::CheckCookie { cookie } => Answer::CookieGood(**cookie == [1; 32]),
        Question::ClientHello(_) => Answer::Proceed(Proceed::default()),
        Question::Settle { .. } => Answer::Settled(Settled::default()),
        Question::FindSession { .. } => Answer::Session(None),
        Question::NameSession { .. } => Answer::SessionName(SessionName::Chance),
        Question::UnwrapTicket { .. } => Answer::Ticket(Unwrapped::Unknown),
        Question::WrapSession(_) => Answer::NewTicket(Some(NewTicket {
            ticket: vec![3; 200],
            lifetime: 1,
        })),
        Question::ChoosePsk { .. } => Answer::Psk(Some(Psk {
            identity: b"me".to_vec(),
            key,
        })),
        Question::FindPsk { .. } => Answer::PskKey(Some(key)),
        other => panic!("no certificates here: {other:?}"),
    }
}
