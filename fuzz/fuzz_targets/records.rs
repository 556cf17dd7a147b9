//! The record layer and the handshake's transport, without cryptography: epochs are null, so that
//! everything gets through. The input is a list of steps: one byte, and for some a length and bytes.
#![no_main]

use dtls::error::Drops;
use dtls::flight::{FlightLayer, Keep, Limits};
use dtls::msg::{ContentType, HandshakeType};
use dtls::record::{Opened, Outcome, Protection, ReadState, WriteState};
use dtls::{Time, Transport};

const LIMITS: Limits = Limits {
    later_wins: true,
    max_message: 2000,
    max_ahead: 10,
    max_bytes: 3000,
};

struct End {
    read: ReadState,
    write: WriteState,
    layer: FlightLayer,
    drops: Drops,
    now: Time,
    /// Bytes that came in.
    received: usize,
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut end = End {
        read: ReadState::new(true),
        write: WriteState::new(),
        layer: FlightLayer::new(Transport::Datagram, 228, LIMITS),
        drops: Drops::new(),
        now: Time::ZERO,
        received: 0,
    };
    let mut rest = data;
    while let Some((&step, after)) = rest.split_first() {
        rest = end.step(step, after);
        // What is kept is bounded, and by what came.
        assert!(end.layer.stored_bytes() <= LIMITS.max_bytes.min(end.received));
        assert!(end.read.early_bytes() <= (64 << 10).min(2 * end.received));
    }
});

impl End {
    /// Does one step; the input behind it.
    fn step<'a>(&mut self, step: u8, input: &'a [u8]) -> &'a [u8] {
        match step {
            0..=159 => return self.datagram(input),
            160..=169 => drop(self.read.install_next(Protection::null())),
            170..=179 => drop(self.read.advance()),
            180..=184 => self.read.retire_previous(),
            185..=189 => self.read.set_keep_early(step % 2 == 0),
            190..=199 => self.flight(step),
            200..=204 => self.layer.finish_handshake(),
            205..=209 => self.layer.flight_answered(),
            210..=219 => self.early(),
            _ => self.time(step),
        }
        self.transmit();
        input
    }

    fn datagram<'a>(&mut self, input: &'a [u8]) -> &'a [u8] {
        let Some((&[a, b], input)) = input.split_first_chunk() else {
            return &[];
        };
        let len = usize::from(u16::from_be_bytes([a, b]) % 1500).min(input.len());
        let (datagram, input) = input.split_at(len);
        self.received += len;
        let mut datagram = datagram.to_vec();
        let mut rest = &mut datagram[..];
        while !rest.is_empty() {
            let received = self.read.open(rest);
            assert!((1..=rest.len()).contains(&received.consumed));
            match received.outcome {
                Outcome::Opened(record) => self.handle(&record, &rest[record.payload.clone()]),
                Outcome::Kept | Outcome::TooLong => {}
                Outcome::Dropped(reason) => self.drops.add(reason),
            }
            rest = &mut rest[received.consumed..];
        }
        self.transmit();
        input
    }

    fn handle(&mut self, record: &Opened, payload: &[u8]) {
        if record.content_type == ContentType::HANDSHAKE {
            let epoch = record.number.epoch;
            self.layer.receive(epoch, payload, &mut self.drops);
            while let Some(message) = self.layer.next_message() {
                assert!(message.body().len() <= LIMITS.max_message);
            }
        }
    }

    fn early(&mut self) {
        let mut buffer = Vec::new();
        while let Some(outcome) = self.read.next_early(&mut buffer) {
            if let Outcome::Opened(record) = outcome {
                self.handle(&record, &buffer[record.payload.clone()]);
            }
        }
    }

    fn flight(&mut self, step: u8) {
        let keep = [Keep::UntilAnswered, Keep::ForRepeats, Keep::NotAtAll];
        self.layer.begin_flight(keep[usize::from(step % 3)]);
        let body = vec![step; usize::from(step - 190) * 90];
        let epoch = self.write.current_epoch();
        let pushed = self
            .layer
            .push_message(epoch, HandshakeType::CERTIFICATE, &body);
        assert!(pushed.is_ok());
        if step % 2 == 0 && self.write.advance(Protection::null()).is_ok() {
            self.layer.push_change_cipher_spec(epoch);
        }
    }

    fn time(&mut self, step: u8) {
        self.now = self.now + std::time::Duration::from_millis(u64::from(step - 219) * 100);
        if self.layer.handle_timeout(self.now).is_err() {
            self.layer.flight_answered();
        }
    }

    fn transmit(&mut self) {
        let mut out = [0; 1500];
        let mut count = 0;
        while let Ok(Some(len)) = self
            .layer
            .poll_transmit(self.now, &mut self.write, &mut out)
        {
            assert!(len <= self.layer.mtu());
            // The longest flight that `flight` makes, in the smallest datagrams.
            count += 1;
            assert!(count < 100);
        }
    }
}
