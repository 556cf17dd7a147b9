//! What a connection consists of beside the state of its handshake. States act on it.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use primitives::random::SecureRandom;

use crate::association::AssociationStep;
use crate::codec::Writer;
use crate::config::{Config, Transport};

use crate::error::{Drops, Error, Reason};
use crate::event::{Direction, Event, HandshakeState};
use crate::facts::{Facts, Role};
use crate::flight::{FlightLayer, Keep, Limits};
use crate::hs::{Binding, Exporter, Shape, Transcript};
use crate::limits::RecordLimits;
use crate::msg::{
    Alert, AlertDescription, AlertLevel, CertificateType, ChangeCipherSpec, ContentType,
    HandshakeHeader, HandshakeType, ProtocolVersion, Random,
};
use crate::post::{Heartbeats, Search};
use crate::record::{Epoch, Header, MAX_PLAINTEXT_LEN, Protection, ReadState, WriteState};
use crate::stateless::Hello;
use crate::suites::KeyExchange;

/// The parts that every state may use.
pub(crate) struct Core {
    pub(crate) config: Arc<Config>,
    pub(crate) random: Box<dyn SecureRandom + Send + Sync>,
    pub(crate) role: Role,
    pub(crate) events: VecDeque<Event>,
    pub(crate) drops: Drops,
    pub(crate) read: ReadState,
    pub(crate) write: WriteState,
    pub(crate) flights: FlightLayer,
    /// What the running handshake has agreed on so far, or the last one did.
    pub(crate) facts: Box<Facts>,
    pub(crate) progress: HandshakeState,
    /// What the form of messages depends on.
    pub(crate) shape: Shape,
    /// What binds a renegotiation to the handshake before; None until the first is done.
    pub(crate) binding: Option<Binding>,
    pub(crate) exporter: Option<Box<Exporter>>,
    /// What the hellos have agreed on for the records of the next epochs.
    limits: RecordLimits,
    /// The most plaintext that the peer takes in a record now.
    write_limit: usize,
    /// The epoch in which the running handshake began. Its Finished comes in the next.
    pub(crate) handshake_epoch: Epoch,
    /// Records to send beside the flights: alerts and HelloRequests.
    pub(crate) extras: VecDeque<Extra>,
    pub(crate) heartbeats: Heartbeats,
    /// The search for the path's MTU, if the driver wants one.
    pub(crate) search: Option<Box<Search>>,
    /// Client: the cookie of the last HelloVerifyRequest.
    pub(crate) cookie: Box<[u8]>,
    /// Server: a HelloRequest went out, and no hello has come since.
    pub(crate) hello_requested: bool,
    /// A client that began a renegotiation does not know the number of the server's first message.
    pub(crate) first_reply_open: bool,
    /// Whether a flight is being put together and must not go out yet.
    flight_open: bool,
    /// Whether messages written now continue a flight.
    flight_begun: bool,
}

/// A record that is sent once.
pub(crate) struct Extra {
    pub(crate) epoch: Epoch,
    pub(crate) content_type: ContentType,
    pub(crate) bytes: Vec<u8>,
}

/// Whether a flight of ours is answered by one of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// It is sent again until that comes.
    Expected,
    /// It ends the handshake: it is sent again when the peer shows that it did not arrive.
    None,
}

impl Core {
    pub(crate) fn new(
        role: Role,
        config: Arc<Config>,
        random: Box<dyn SecureRandom + Send + Sync>,
    ) -> Self {
        let mut core = Self {
            read: ReadState::new(config.transport == Transport::Datagram),
            write: WriteState::new(),
            flights: FlightLayer::new(config.transport, config.mtu, Limits::default()),
            config: config.clone(),
            random,
            role,
            events: VecDeque::new(),
            drops: Drops::new(),
            facts: Box::default(),
            progress: HandshakeState::Before,
            shape: Shape {
                version: ProtocolVersion::DTLS1_2,
                key_exchange: KeyExchange::Ecdhe,
                peer_certificate: CertificateType::X509,
            },
            binding: None,
            exporter: None,
            limits: RecordLimits::None,
            write_limit: MAX_PLAINTEXT_LEN,
            handshake_epoch: Epoch::ZERO,
            extras: VecDeque::new(),
            heartbeats: Heartbeats::new(),
            search: None,
            cookie: Box::default(),
            hello_requested: false,
            first_reply_open: false,
            flight_open: false,
            flight_begun: false,
        };
        core.set_config(config);
        core
    }

    /// Another configuration. The settings of the parts follow.
    pub(crate) fn set_config(&mut self, config: Arc<Config>) {
        self.flights.set_limits(Limits {
            later_wins: !config.strict_handshake,
            ..Limits::for_messages(config.max_chain_bytes.max(MIN_MESSAGE))
        });
        self.flights.set_max_expiries(config.max_retransmissions);
        self.flights.set_shrinking(config.shrink_mtu);
        self.config = config;
        self.limit_writing(self.write_limit);
    }

    /// The limits of records that the hellos have agreed on. They hold for the next epochs: records of the old ones may
    /// still be on the way. Our own handshake messages keep to that of RFC 6066, section 4, from now on.
    pub(crate) fn agree_on_limits(&mut self, limits: RecordLimits) {
        self.limits = limits;
        if let RecordLimits::Fragment(_) = limits {
            self.limit_writing(limits.write().min(self.write_limit));
        }
    }

    fn limit_writing(&mut self, limit: usize) {
        self.write_limit = limit;
        self.write
            .set_max_plaintext(limit.min(self.config.max_send_plaintext));
    }

    /// The version of a connection that is complete; None in the first handshake.
    pub(crate) fn current_version(&self) -> Option<ProtocolVersion> {
        self.binding.as_ref()?;
        self.facts.version
    }

    /// The negotiated version: for records, and for the form of messages.
    pub(crate) fn set_version(&mut self, version: ProtocolVersion) {
        self.shape.version = version;
        self.facts.version = Some(version);
        self.read.set_version(version);
        self.write.set_version(version);
    }

    /// Fresh random bytes.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.random
            .fill(&mut bytes)
            .map_err(|_| Error::new(Reason::RandomFailed))?;
        Ok(bytes)
    }

    /// The random of a hello.
    pub(crate) fn hello_random(&self) -> Result<Random, Error> {
        self.random().map(Random)
    }

    /// Notes how far the handshake is.
    pub(crate) fn progress(&mut self, state: HandshakeState) {
        self.progress = state;
        self.events.push_back(Event::StateChanged(state));
    }

    /// A new handshake begins: after the first, in the current epoch.
    pub(crate) fn begin_handshake(&mut self) {
        self.handshake_epoch = self.read.current_epoch();
        self.hello_requested = false;
        self.stop_heartbeats();
        self.first_reply_open = self.binding.is_some();
        if self.binding.is_some() {
            // SCTP orders messages of one stream only: a hello may overtake data of others that was sent before. There are
            // peers that take no data once they have a hello.
            self.push_association_step(AssociationStep::AwaitDry);
        }
        self.read.set_keep_early(true);
        self.events.push_back(Event::HandshakeStarted);
    }

    /// The client's address is verified by the cookie of `hello`, which the handshake gets next. The first record of
    /// ours has its number, so that it repeats none of the HelloVerifyRequests before (RFC 6347, 4.2.1).
    pub(crate) fn address_verified(&mut self, hello: &Hello<'_>) {
        self.write.skip_to(hello.record_sequence);
        self.flights.expect_message_seq(hello.message_seq);
    }

    /// A server goes on with the numbers of the hello that it answers: in the first handshake a HelloVerifyRequest, sent
    /// or not by this connection, had the ones before (RFC 6347, 4.2.1 and 4.2.2).
    pub(crate) fn begin_reply(&mut self, message_seq: u16) {
        if self.binding.is_none() {
            self.flights.set_next_write_seq(message_seq);
        }
    }

    /// Adds a message to our flight and to the transcript.
    pub(crate) fn write_message(
        &mut self,
        transcript: &mut Transcript,
        kind: HandshakeType,
        encode: impl FnOnce(&mut Writer),
    ) -> Result<(), Error> {
        let mut writer = Writer::new();
        encode(&mut writer);
        let body = writer.finish()?;
        self.open_flight();
        let epoch = self.write.current_epoch();
        let message = self.flights.push_message(epoch, kind, &body)?;
        transcript.add(message);
        if self.config.trace_messages {
            let message = message.to_vec();
            self.trace(Direction::Sent, ContentType::HANDSHAKE, message);
        }
        Ok(())
    }

    /// Adds a ChangeCipherSpec to our flight and writes under new keys from here on.
    pub(crate) fn write_change_cipher_spec(&mut self, keys: Protection) -> Result<(), Error> {
        self.open_flight();
        self.flights
            .push_change_cipher_spec(self.write.current_epoch());
        self.write.advance(keys)?;
        self.limit_writing(self.limits.write());
        let bytes = ChangeCipherSpec::BYTES.to_vec();
        self.trace(Direction::Sent, ContentType::CHANGE_CIPHER_SPEC, bytes);
        Ok(())
    }

    /// Our flight is complete and may go out.
    pub(crate) fn finish_flight(&mut self, reply: Reply) {
        self.open_flight();
        self.flight_open = false;
        self.flight_begun = false;
        self.flights.set_keep(match reply {
            Reply::Expected => Keep::UntilAnswered,
            Reply::None => Keep::ForRepeats,
        });
    }

    /// Whether a flight may be sent now.
    pub(crate) fn may_send_flight(&self) -> bool {
        !self.flight_open
    }

    /// Reads under new keys from here on. The peer's Finished proves that it has them; its ChangeCipherSpec, which
    /// nothing vouches for, changes nothing.
    pub(crate) fn open_read_epoch(&mut self, keys: Protection) -> Result<(), Error> {
        self.read.set_max_plaintext(self.limits.read());
        self.read.install_next(keys)?;
        self.read.advance()
    }

    /// Queues an alert under the current keys.
    pub(crate) fn send_alert(&mut self, alert: Alert) {
        let bytes = alloc::vec![alert.level.0, alert.description.0];
        self.trace(Direction::Sent, ContentType::ALERT, bytes.clone());
        self.events.push_back(Event::AlertSent {
            level: alert.level.0,
            description: alert.description,
        });
        self.queue(ContentType::ALERT, bytes);
    }

    /// Queues a HelloRequest (RFC 5246, 7.4.1.1), which enters no transcript and is not repeated.
    ///
    /// RFC 6347, 4.2.2: "When a message is retransmitted, the same message_seq value is used." A client that has begun by
    /// itself meanwhile takes no notice of a second one, and would wait for the number behind the first.
    pub(crate) fn send_hello_request(&mut self) {
        let next = self.flights.next_write_seq();
        let seq = next.saturating_sub(self.hello_requested.into());
        let header = HandshakeHeader::whole(HandshakeType::HELLO_REQUEST, seq, 0);
        self.flights.set_next_write_seq(seq.saturating_add(1));
        let bytes = header.to_array().to_vec();
        self.trace(Direction::Sent, ContentType::HANDSHAKE, bytes.clone());
        self.queue(ContentType::HANDSHAKE, bytes);
        self.hello_requested = true;
        self.progress(HandshakeState::ServerWroteHelloRequest);
    }

    /// Refuses a renegotiation (RFC 5246, 7.2.2) and waits for the peer's next try.
    pub(crate) fn refuse_renegotiation(&mut self) {
        self.send_alert(Alert {
            level: AlertLevel::WARNING,
            description: AlertDescription::NO_RENEGOTIATION,
        });
    }

    /// Tells a driver that wants to see everything.
    pub(crate) fn trace(&mut self, direction: Direction, kind: ContentType, bytes: Vec<u8>) {
        if self.config.trace_messages {
            self.events.push_back(Event::Message {
                direction,
                version: self.version_for_traces(),
                content_type: kind.0.into(),
                bytes,
            });
        }
    }

    /// The negotiated version; before there is one, the newest that this side would take.
    fn version_for_traces(&self) -> ProtocolVersion {
        let newest = || self.config.max_version.older(ProtocolVersion::DTLS1_2);
        self.facts.version.unwrap_or_else(newest)
    }

    /// The same for the headers of all records of a datagram.
    pub(crate) fn trace_headers(&mut self, direction: Direction, datagram: &[u8]) {
        if !self.config.trace_messages {
            return;
        }
        let mut rest = datagram;
        while let Ok(header) = Header::parse(rest) {
            self.events.push_back(Event::Message {
                direction,
                version: header.version,
                content_type: HEADER,
                bytes: rest[..Header::LEN].to_vec(),
            });
            rest = &rest[header.record_len()..];
        }
    }

    /// The flight that is written next goes out behind the one that ended the handshake, while nothing shows that the
    /// peer has that.
    pub(crate) fn join_last_flight(&mut self) {
        if self.flights.keeps_flight() {
            self.flight_begun = true;
            self.flights.begin_flight_behind_last(Keep::UntilAnswered);
        }
    }

    fn open_flight(&mut self) {
        self.flight_open = true;
        if !core::mem::replace(&mut self.flight_begun, true) {
            self.flights.begin_flight(Keep::UntilAnswered);
        }
    }

    fn queue(&mut self, content_type: ContentType, bytes: Vec<u8>) {
        if self.extras.len() < MAX_EXTRAS {
            self.extras.push_back(Extra {
                epoch: self.write.current_epoch(),
                content_type,
                bytes,
            });
        }
    }
}

/// The content type under which a record header is reported (`SSL3_RT_HEADER`).
const HEADER: u16 = 256;

/// Every message but a Certificate fits this, in bytes.
const MIN_MESSAGE: usize = 20 * 1024;

/// Replies that wait for a driver that does not send; what a peer provokes beyond that is dropped.
const MAX_EXTRAS: usize = 8;
