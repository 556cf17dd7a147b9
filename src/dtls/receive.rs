//! What comes in: from a record to its effect.
//!
//! Whatever nothing vouches for is dropped and counted, unless it is a message of the first handshake that passes
//! every check that can be made, or a fatal alert while such messages are exchanged.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::codec::{Codec, DecodeError, Reader};
use crate::connection::Connection;
use crate::error::{DropReason, Error, Reason};
use crate::event::{Direction, Event};
use crate::facts::{Received, Role};
use crate::flight;
use crate::hs::server::Gate;
use crate::hs::{Body, Message};
use crate::msg::{
    Alert, AlertDescription, AlertLevel, ChangeCipherSpec, ContentType, HandshakeHeader,
    HandshakeType,
};
use crate::record::{Epoch, Opened, Outcome};

impl Connection {
    /// Handles the first record of `datagram`, decrypting in place. The caller goes on with `datagram[consumed..]`
    /// until it is empty. While a question is open nothing is consumed ([`Received::blocked`]).
    ///
    /// An error is fatal: its alert is queued, and the connection is poisoned.
    pub fn handle_record(&mut self, datagram: &mut [u8]) -> Result<Received, Error> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if self.question().is_some() {
            return Ok(BLOCKED);
        }
        if let Some(gate) = &mut self.gate {
            match gate.handle(&mut self.core, datagram) {
                Gate::Consumed(consumed) => {
                    return Ok(Received {
                        consumed,
                        ..Received::default()
                    });
                }
                Gate::Ask => return Ok(BLOCKED),
                Gate::Passed => self.gate = None,
            }
        }
        let record = self.core.read.open(datagram);
        if matches!(record.outcome, Outcome::Opened(_)) {
            // The header is not touched by decryption.
            let record = &datagram[..record.consumed];
            self.core.trace_headers(Direction::Received, record);
        }
        let mut received = Received {
            consumed: record.consumed,
            ..Received::default()
        };
        match record.outcome {
            Outcome::Dropped(reason) => {
                self.core.drops.add(reason);
                received.dropped = Some(reason);
            }
            Outcome::Kept => {}
            Outcome::TooLong => return Err(self.fail(Reason::RecordOverflow.into())),
            Outcome::Opened(opened) => {
                let kept = self.early_data.len();
                if self.handle_opened(&opened, &datagram[opened.payload.clone()])? {
                    received.data = Some(opened.payload);
                }
                received.kept = self.early_data.len() > kept;
            }
        }
        Ok(received)
    }

    /// Handles the content of a record; whether it is data for the application.
    fn handle_opened(&mut self, opened: &Opened, payload: &[u8]) -> Result<bool, Error> {
        match opened.content_type {
            ContentType::APPLICATION_DATA => self.handle_data(opened, payload),
            ContentType::HANDSHAKE => {
                self.handle_handshake(opened, payload)?;
                Ok(false)
            }
            ContentType::ALERT => {
                self.handle_alert(opened, payload)?;
                Ok(false)
            }
            ContentType::CHANGE_CIPHER_SPEC => {
                self.handle_change_cipher_spec(opened, payload)?;
                Ok(false)
            }
            ContentType::HEARTBEAT => {
                self.handle_heartbeat(opened, payload);
                Ok(false)
            }
            _ => {
                self.reject(
                    opened.protected,
                    DropReason::UnknownContentType,
                    Reason::UnexpectedRecord,
                )?;
                Ok(false)
            }
        }
    }

    /// Deals with what the peer must not send: fatal when it is certain that it was the peer, or when that is taken
    /// for granted in a first handshake.
    fn reject(
        &mut self,
        protected: bool,
        dropped: DropReason,
        reason: Reason,
    ) -> Result<(), Error> {
        if protected || self.believes_plaintext() {
            return Err(self.fail(reason.into()));
        }
        self.core.drops.add(dropped);
        Ok(())
    }

    fn believes_plaintext(&self) -> bool {
        self.core.config.strict_handshake && self.core.binding.is_none()
    }

    fn handle_data(&mut self, opened: &Opened, payload: &[u8]) -> Result<bool, Error> {
        if !opened.protected {
            self.reject(false, DropReason::EarlyData, Reason::UnexpectedRecord)?;
            return Ok(false);
        }
        if self.peer_closed {
            self.core.drops.add(DropReason::Closed);
            return Ok(false);
        }
        // Under the new keys of a handshake that is not over: the peer is done, its Finished is late.
        let unproved = opened.number.epoch > self.core.handshake_epoch && self.is_handshaking();
        if !unproved {
            self.warnings = 0;
            return Ok(true);
        }
        // RFC 6083, 4.7: "User messages that arrive between ChangeCipherSpec and Finished messages and use the new epoch
        // have probably passed the Finished message and MUST be buffered by DTLS until the Finished message is read."
        // There, what finds no place ends the connection: the peer takes it for delivered.
        let reliable = self.core.flights.has_steps();
        if self.early_data.push(payload, reliable) {
            return Ok(false);
        }
        if reliable {
            return Err(self.fail(Reason::TooMuchEarlyData.into()));
        }
        self.core.drops.add(DropReason::EarlyData);
        Ok(false)
    }

    /// Whatever is wrong with a heartbeat, it is dropped (RFC 6520, 4).
    fn handle_heartbeat(&mut self, opened: &Opened, payload: &[u8]) {
        let in_handshake = self.is_handshaking();
        let handled = match self.closed || self.peer_closed {
            true => Err(DropReason::Closed),
            false => self.core.handle_heartbeat(opened, payload, in_handshake),
        };
        if let Err(dropped) = handled {
            self.core.drops.add(dropped);
        }
    }

    /// A ChangeCipherSpec changes nothing: nobody vouches for it, and the Finished behind it says the same.
    fn handle_change_cipher_spec(&mut self, opened: &Opened, payload: &[u8]) -> Result<(), Error> {
        if ChangeCipherSpec::from_bytes(payload).is_err() {
            return self.reject(
                opened.protected,
                DropReason::BadChangeCipherSpec,
                Reason::BadChangeCipherSpec,
            );
        }
        let kind = ContentType::CHANGE_CIPHER_SPEC;
        self.core.trace(Direction::Received, kind, payload.to_vec());
        Ok(())
    }

    fn handle_alert(&mut self, opened: &Opened, payload: &[u8]) -> Result<(), Error> {
        let Ok(alert) = Alert::from_bytes(payload) else {
            return self.reject(opened.protected, DropReason::BadAlert, Reason::BadAlert);
        };
        if !opened.protected && !self.believes_plaintext() {
            let fits = self.is_handshaking()
                && alert.level == AlertLevel::FATAL
                && self
                    .state
                    .as_ref()
                    .is_some_and(|state| state.takes_plain_alerts());
            if !fits {
                self.core.drops.add(DropReason::BadAlert);
                return Ok(());
            }
        }
        self.core
            .trace(Direction::Received, ContentType::ALERT, payload.to_vec());
        self.core.events.push_back(Event::AlertReceived {
            level: alert.level.0,
            description: alert.description,
        });
        if !matches!(alert.level, AlertLevel::WARNING | AlertLevel::FATAL) {
            return Err(self.fail(Reason::UnknownAlertLevel.into()));
        }
        if alert.description == AlertDescription::CLOSE_NOTIFY {
            if !self.peer_closed {
                self.peer_closed = true;
                self.core.stop_heartbeats();
                self.core.events.push_back(Event::PeerClosed);
            }
            return Ok(());
        }
        if alert.level != AlertLevel::WARNING {
            return Err(self.fail(Reason::AlertReceived(alert.description).into()));
        }
        if alert.description == AlertDescription::NO_RENEGOTIATION {
            // The next request is a new one.
            self.core.hello_requested = false;
        }
        // A client that asked for a renegotiation had its reasons.
        let refused = alert.description == AlertDescription::NO_RENEGOTIATION
            && self.core.role == Role::Client
            && self.core.binding.is_some()
            && self.is_handshaking();
        if refused {
            return Err(self.fail(Reason::RenegotiationRefused.into()));
        }
        self.warnings += 1;
        match self.warnings > MAX_WARNINGS {
            true => Err(self.fail(Reason::TooManyWarnings.into())),
            false => Ok(()),
        }
    }

    fn handle_handshake(&mut self, opened: &Opened, payload: &[u8]) -> Result<(), Error> {
        self.core.flights.begin_record(opened.number);
        let mut reader = Reader::new(payload);
        if reader.is_empty() {
            self.reject(
                opened.protected,
                DropReason::EmptyRecord,
                Reason::BadFragment,
            )?;
        }
        while !reader.is_empty() {
            let fragment = HandshakeHeader::read(&mut reader).and_then(|header| {
                let body = reader.take(header.fragment_length as usize)?;
                Ok((header, body))
            });
            let Ok((header, body)) = fragment else {
                self.reject(
                    opened.protected,
                    DropReason::BadFragment,
                    Reason::BadFragment,
                )?;
                break;
            };
            self.handle_fragment(opened, &header, body)?;
        }
        self.deliver()
    }

    fn handle_fragment(
        &mut self,
        opened: &Opened,
        header: &HandshakeHeader,
        body: &[u8],
    ) -> Result<(), Error> {
        let epoch = opened.number.epoch;
        let running = self.is_handshaking();
        let is_over = !running || epoch > Epoch::ZERO && epoch <= self.core.handshake_epoch;
        let dropped = if header.kind == HandshakeType::FINISHED && is_over {
            if self.core.flights.is_another_finished(epoch, header) {
                return Err(self.fail(Reason::UnexpectedMessage.into()));
            }
            // The peer's last flight again: ours may have got lost. It is none of a next handshake's messages, and may be
            // late for one that began meanwhile.
            if !running {
                self.core.flights.note_repetition(epoch, header);
            }
            DropReason::OldMessage
        } else if !self.admits(opened, header) {
            if self.is_misplaced(epoch, header.kind) {
                let (dropped, reason) = (DropReason::UnexpectedMessage, Reason::UnexpectedMessage);
                return self.reject(opened.protected, dropped, reason);
            }
            DropReason::UnexpectedMessage
        } else {
            match self.core.flights.receive_fragment(epoch, header, body) {
                Ok(()) => return Ok(()),
                Err(dropped) => dropped,
            }
        };
        let reason = match dropped {
            DropReason::BadFragment => Reason::BadFragment,
            DropReason::InconsistentFragment => Reason::InconsistentFragment,
            DropReason::MessageTooLong => Reason::MessageTooLong,
            _ => {
                self.core.drops.add(dropped);
                return Ok(());
            }
        };
        self.reject(opened.protected, dropped, reason)
    }

    /// Whether no order of a peer's messages brings one of this kind in this epoch now, if the peer sent it.
    fn is_misplaced(&self, epoch: Epoch, kind: HandshakeType) -> bool {
        let core = &self.core;
        // A record of an epoch that is over may have been delayed. A message that begins the next handshake may have
        // overtaken the end of this one.
        let may_begin = matches!(
            kind,
            HandshakeType::HELLO_REQUEST | HandshakeType::CLIENT_HELLO
        );
        epoch == core.read.current_epoch() && !may_begin
            || epoch == Epoch::ZERO && kind == HandshakeType::FINISHED
    }

    /// Whether a fragment may be put together: what comes in the wrong epoch must not stand in the way of what comes
    /// in the right one.
    fn admits(&mut self, opened: &Opened, header: &HandshakeHeader) -> bool {
        let core = &mut self.core;
        let epoch = opened.number.epoch;
        if header.kind == HandshakeType::FINISHED {
            return epoch == core.handshake_epoch.next();
        }
        let established = self
            .state
            .as_ref()
            .is_some_and(|state| state.is_established());
        if established {
            let opens = match core.role {
                Role::Client => HandshakeType::HELLO_REQUEST,
                Role::Server => HandshakeType::CLIENT_HELLO,
            };
            let begins = header.kind == opens && epoch == core.read.current_epoch();
            // The number of the first message is the peer's to choose: it may have tried before.
            if begins && !core.flights.has_fragments() {
                core.flights.expect_message_seq(header.message_seq);
            }
            return begins;
        }
        if header.kind == HandshakeType::HELLO_REQUEST && core.role == Role::Client {
            // RFC 5246, 7.4.1.1: ignored by a client that negotiates. It must not stand in the way of the ServerHello.
            return false;
        }
        if epoch != core.handshake_epoch {
            return false;
        }
        if header.kind == HandshakeType::SERVER_HELLO
            && core::mem::take(&mut core.first_reply_open)
            && header.message_seq != core.flights.next_read_seq()
        {
            // RFC 6347, 4.2.2: a ServerHello after HelloRequests counts on from them, whether or not they arrived.
            core.flights.expect_message_seq(header.message_seq);
        }
        true
    }

    /// Hands out what is complete, until a question stops it.
    pub(crate) fn deliver(&mut self) -> Result<(), Error> {
        let mut record = Vec::new();
        while self.question().is_none() && self.failure.is_none() {
            if let Some(message) = self.core.flights.next_message() {
                self.dispatch(&message)?;
                continue;
            }
            if self.core.read.early_bytes() == 0 {
                break;
            }
            match self.core.read.next_early(&mut record) {
                None => break,
                Some(Outcome::Opened(opened)) => {
                    let payload = record[opened.payload.clone()].to_vec();
                    if self.handle_opened(&opened, &payload)? {
                        self.core.events.push_back(Event::Data(payload));
                    }
                }
                Some(Outcome::Kept) => {}
                Some(Outcome::TooLong) => {
                    return Err(self.fail(Reason::RecordOverflow.into()));
                }
                Some(Outcome::Dropped(reason)) => self.core.drops.add(reason),
            }
        }
        Ok(())
    }

    /// Gives a whole message to the state. One that does not fit or parse leaves no trace when it came unprotected.
    fn dispatch(&mut self, message: &flight::Message) -> Result<(), Error> {
        let protected = message.epoch > Epoch::ZERO;
        let Some(state) = self.state.take() else {
            return Ok(());
        };
        let body = match state.expects(message.kind) {
            false => Err((DropReason::UnexpectedMessage, Reason::UnexpectedMessage)),
            true => Body::read(message.kind, message.body(), self.core.shape)
                .map_err(|error| (DropReason::BadHello, parse_fault(message.kind, error))),
        };
        let body = match body {
            Ok(body) => body,
            Err((dropped, reason)) => {
                self.state = Some(state);
                self.core.flights.refuse(message);
                return self.reject(protected, dropped, reason);
            }
        };
        self.core.trace(
            Direction::Received,
            ContentType::HANDSHAKE,
            match self.core.config.trace_messages {
                true => message.bytes.clone(),
                false => Vec::new(),
            },
        );
        let next = state.on_message(
            &mut self.core,
            Message {
                seq: message.message_seq,
                body,
                bytes: &message.bytes,
            },
        );
        self.enter(next)
    }
}

fn parse_fault(kind: HandshakeType, error: DecodeError) -> Reason {
    match kind {
        HandshakeType::FINISHED => Reason::BadFinishedLength,
        _ => Reason::Decode(error),
    }
}

const BLOCKED: Received = Received {
    consumed: 0,
    data: None,
    kept: false,
    blocked: true,
    dropped: None,
};

/// Data that waits for the peer's Finished.
#[derive(Default)]
pub(crate) struct EarlyData {
    records: VecDeque<Vec<u8>>,
    bytes: usize,
}

impl EarlyData {
    /// Keeps `data` if the limits allow.
    fn push(&mut self, data: &[u8], reliable: bool) -> bool {
        // Over SCTP a Finished that is sent again may be overtaken by all that the peer's window lets through.
        let (records, bytes) = match reliable {
            true => (64 * 1024, 4 * 1024 * 1024),
            false => (64, 64 * 1024),
        };
        if self.records.len() >= records || self.bytes + data.len() > bytes {
            return false;
        }
        self.bytes += data.len();
        self.records.push_back(data.to_vec());
        true
    }

    fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn into_records(self) -> impl Iterator<Item = Vec<u8>> {
        self.records.into_iter()
    }
}

/// Warnings in a row, beyond which a peer is taken to be mad (as in OpenSSL).
const MAX_WARNINGS: u8 = 5;

#[cfg(test)]
#[path = "receive_tests.rs"]
pub(crate) mod tests;
