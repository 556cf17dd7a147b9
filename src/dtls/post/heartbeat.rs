//! Heartbeats (RFC 6520): answers to the peer's requests, and one request of ours at a time.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::{Oversize, Writer};
use crate::config::Transport;
use crate::core::Core;
use crate::error::{DropReason, Error, Reason};
use crate::event::{Direction, Event, HeartbeatOutcome};
use crate::facts::Expired;
use crate::flight::Timer;
use crate::msg::{ContentType, HeartbeatMessage, HeartbeatMessageType, HeartbeatMode};
use crate::record::Opened;
use crate::time::Time;

/// A request to send. [`Default`]: the shortest, as often as the configuration has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeartbeatRequest {
    /// How long it is to be.
    pub size: HeartbeatSize,
    /// How often it is sent at most before it counts as unanswered, at least once; None:
    /// [`Config::heartbeat_tries`](crate::Config).
    pub tries: Option<u32>,
    /// It asks what the path bears: that it gets lost does not make the periods of later requests longer (RFC 8899,
    /// section 3: the loss of a probe is no sign of congestion).
    pub is_probe: bool,
}

/// How long a request is. Its answer always has the least padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeartbeatSize {
    /// With the least padding, 16 bytes.
    Smallest,
    /// With so many bytes of padding, at least 16.
    Padding(usize),
    /// As many bytes of UDP payload as fit this number: exactly as many, but for ciphers with blocks.
    Datagram(usize),
}

/// A request that is in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeartbeatInFlight {
    /// Its number; it counts from 0 and wraps.
    pub sequence: u16,
    /// Bytes of UDP payload that it takes.
    pub datagram_len: usize,
    /// As it was asked for.
    pub is_probe: bool,
}

/// What the hellos of both sides say (RFC 6520, 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeartbeatModes {
    /// Whether we have said that we take requests.
    pub own: HeartbeatMode,
    /// Whether the peer says that it takes requests.
    pub peer: HeartbeatMode,
}

impl Default for HeartbeatRequest {
    fn default() -> Self {
        Self {
            size: HeartbeatSize::Smallest,
            tries: None,
            is_probe: false,
        }
    }
}

/// A request carries its number and random bytes, which an answer must repeat: who has not seen it cannot answer it.
const PAYLOAD_LEN: usize = 18;

/// Type and length in front of the payload.
const HEAD_LEN: usize = 3;

const MIN_PADDING_LEN: usize = HeartbeatMessage::MIN_PADDING_LEN;

/// The part of a connection that deals with heartbeats.
#[derive(Debug)]
pub(crate) struct Heartbeats {
    /// What was agreed in the last handshake; None: no heartbeats.
    agreed: Option<HeartbeatModes>,
    /// The number of our next request.
    next_sequence: u16,
    pending: Option<Box<Pending>>,
    /// It goes out when the probe in flight is over.
    waiting: Option<Box<Pending>>,
    timer: Timer,
    /// The content of an answer that waits to be sent. The peer has one request in flight at a time, so there is one.
    answer: Option<Box<[u8]>>,
}

#[derive(Debug)]
struct Pending {
    payload: [u8; PAYLOAD_LEN],
    padding_len: usize,
    request: HeartbeatInFlight,
    tries_left: u32,
    /// It is to be sent now.
    is_due: bool,
}

impl Pending {
    fn len(&self) -> usize {
        HEAD_LEN + PAYLOAD_LEN + self.padding_len
    }
}

impl Heartbeats {
    pub(crate) fn new() -> Self {
        Self {
            agreed: None,
            next_sequence: 0,
            pending: None,
            waiting: None,
            timer: Timer::default(),
            answer: None,
        }
    }

    /// The hellos have settled what is allowed.
    pub(crate) fn agree(&mut self, modes: Option<HeartbeatModes>) {
        self.agreed = modes;
    }

    /// Whether the peer takes requests.
    pub(crate) fn may_ask(&self) -> bool {
        let peer = self.agreed.map(|modes| modes.peer);
        peer == Some(HeartbeatMode::PEER_ALLOWED_TO_SEND)
    }

    /// The request in flight.
    pub(crate) fn in_flight(&self) -> Option<HeartbeatInFlight> {
        self.pending.as_ref().map(|pending| pending.request)
    }

    pub(crate) fn timer_mut(&mut self) -> &mut Timer {
        &mut self.timer
    }

    pub(crate) fn poll_timeout(&self) -> Option<Time> {
        self.timer.deadline()
    }

    /// Whether a request that is no probe is in flight, or waits for the end of a probe.
    pub(crate) fn is_pending(&self) -> bool {
        let is_own = |pending: &Pending| !pending.request.is_probe;
        self.waiting.is_some() || self.pending.as_deref().is_some_and(is_own)
    }

    /// The request in flight is over, whatever became of it, and the one that waits takes its place.
    fn settle(&mut self) -> Option<HeartbeatInFlight> {
        let pending = core::mem::replace(&mut self.pending, self.waiting.take())?;
        self.timer.stop();
        if pending.request.is_probe {
            self.timer.forget_loss();
        }
        Some(pending.request)
    }
}

/// The content of the answer to a request: its payload and the least padding.
fn answer_to(payload: &[u8], padding: &[u8; MIN_PADDING_LEN]) -> Result<Box<[u8]>, Oversize> {
    let mut writer = Writer::new();
    let message = HeartbeatMessage {
        kind: HeartbeatMessageType::HEARTBEAT_RESPONSE,
        payload,
        padding_len: padding.len(),
    };
    message.encode(padding, &mut writer);
    Ok(writer.finish()?.into_boxed_slice())
}

impl Core {
    /// Queues a request. `ApiMisuse`: see [`Connection::send_heartbeat`](crate::Connection::send_heartbeat).
    pub(crate) fn request_heartbeat(
        &mut self,
        request: HeartbeatRequest,
    ) -> Result<HeartbeatInFlight, Error> {
        if !self.heartbeats.may_ask() {
            return Err(Reason::HeartbeatNotAllowed.into());
        }
        // "There MUST NOT be more than one HeartbeatRequest message in flight at a time." Who asks for a sign of life does
        // not have to know of probes.
        let probing = self.heartbeats.in_flight().map(|flight| flight.is_probe);
        let waits = probing == Some(true) && !request.is_probe;
        if probing.is_some() && !waits || self.heartbeats.waiting.is_some() {
            return Err(Reason::HeartbeatPending.into());
        }
        let padding_len = self.heartbeat_padding(request.size)?;
        let len = HEAD_LEN + PAYLOAD_LEN + padding_len;
        let epoch = self.write.current_epoch();
        let datagram_len = self.write.record_len(epoch, len);
        let sequence = self.heartbeats.next_sequence;
        let mut payload = [0; PAYLOAD_LEN];
        let (number, chance) = payload.split_at_mut(2);
        number.copy_from_slice(&sequence.to_be_bytes());
        self.random
            .fill(chance)
            .map_err(|_| Error::new(Reason::RandomFailed))?;
        let in_flight = HeartbeatInFlight {
            sequence,
            datagram_len: datagram_len.ok_or(Error::new(Reason::Bug))?,
            is_probe: request.is_probe,
        };
        let tries = request.tries.unwrap_or(self.config.heartbeat_tries);
        self.heartbeats.next_sequence = sequence.wrapping_add(1);
        let pending = Some(Box::new(Pending {
            payload,
            padding_len,
            request: in_flight,
            tries_left: tries.max(1),
            is_due: true,
        }));
        match waits {
            true => self.heartbeats.waiting = pending,
            false => self.heartbeats.pending = pending,
        }
        Ok(in_flight)
    }

    /// Bytes of the longest request that has at most `len` bytes of UDP payload; None: none is that short.
    pub(crate) fn heartbeat_len(&self, len: usize) -> Option<usize> {
        let padding_len = self.heartbeat_padding(HeartbeatSize::Datagram(len)).ok()?;
        let len = HEAD_LEN + PAYLOAD_LEN + padding_len;
        self.write.record_len(self.write.current_epoch(), len)
    }

    fn heartbeat_padding(&self, size: HeartbeatSize) -> Result<usize, Error> {
        let epoch = self.write.current_epoch();
        let padding_len = match size {
            HeartbeatSize::Smallest => Some(MIN_PADDING_LEN),
            HeartbeatSize::Padding(len) => Some(len),
            HeartbeatSize::Datagram(len) => self
                .write
                .max_plaintext_for(epoch, len)
                .and_then(|len| len.checked_sub(HEAD_LEN + PAYLOAD_LEN)),
        };
        // "The total length of a HeartbeatMessage MUST NOT exceed 2^14 or max_fragment_length when negotiated."
        let most = self
            .write
            .max_plaintext()
            .checked_sub(HEAD_LEN + PAYLOAD_LEN);
        padding_len
            .filter(|len| *len >= MIN_PADDING_LEN && most.is_some_and(|most| *len <= most))
            .ok_or(Reason::BadArgument.into())
    }

    /// Takes a heartbeat of the peer's; why it was dropped, if it was. Nothing that is wrong with one is told to the peer.
    ///
    /// `in_handshake`: a handshake is running. "The receiving peer SHOULD discard the message silently, if it arrives
    /// during the handshake. In case of DTLS, HeartbeatRequest messages from older epochs SHOULD be discarded."
    pub(crate) fn handle_heartbeat(
        &mut self,
        opened: &Opened,
        content: &[u8],
        in_handshake: bool,
    ) -> Result<(), DropReason> {
        let agreed = self.heartbeats.agreed.filter(|_| {
            let current = self.read.current_epoch();
            opened.protected && !in_handshake && opened.number.epoch == current
        });
        let agreed = agreed.ok_or(DropReason::HeartbeatNotAllowed)?;
        // "If the payload_length of a received HeartbeatMessage is too large, the received HeartbeatMessage MUST be
        // discarded silently."
        let message =
            HeartbeatMessage::from_record(content).map_err(|_| DropReason::BadHeartbeat)?;
        if message.kind == HeartbeatMessageType::HEARTBEAT_RESPONSE {
            self.take_heartbeat_response(message.payload)?;
        } else if agreed.own == HeartbeatMode::PEER_ALLOWED_TO_SEND {
            self.answer_heartbeat(message.payload)?;
        } else {
            return Err(DropReason::HeartbeatNotAllowed);
        }
        if self.config.trace_messages {
            let kind = ContentType::HEARTBEAT;
            self.trace(Direction::Received, kind, content.to_vec());
        }
        Ok(())
    }

    /// Queues the answer. It is never longer than the request, which has as much payload and at least as much padding.
    fn answer_heartbeat(&mut self, payload: &[u8]) -> Result<(), DropReason> {
        let len = HEAD_LEN + payload.len() + MIN_PADDING_LEN;
        // A peer that does not wait for its answers asks again. One that wants longer records than it takes errs.
        if self.heartbeats.answer.is_some() || len > self.write.max_plaintext() {
            return Err(DropReason::HeartbeatNotAnswered);
        }
        let padding = self.random();
        let padding = padding.map_err(|_| DropReason::HeartbeatNotAnswered)?;
        let answer = answer_to(payload, &padding);
        self.heartbeats.answer = Some(answer.map_err(|_| DropReason::HeartbeatNotAnswered)?);
        Ok(())
    }

    /// "If a received HeartbeatResponse message does not contain the expected payload, the message MUST be discarded
    /// silently. If it does contain the expected payload, the retransmission timer MUST be stopped."
    fn take_heartbeat_response(&mut self, payload: &[u8]) -> Result<(), DropReason> {
        let pending = self.heartbeats.pending.as_ref();
        let expected = pending.filter(|pending| payload == pending.payload);
        if expected.is_none() {
            return Err(DropReason::UnexpectedHeartbeatResponse);
        }
        if let Some(request) = self.heartbeats.settle() {
            self.tell_heartbeat(request, HeartbeatOutcome::Answered);
        }
        Ok(())
    }

    fn tell_heartbeat(&mut self, request: HeartbeatInFlight, outcome: HeartbeatOutcome) {
        self.events.push_back(Event::Heartbeat { request, outcome });
        self.search_outcome(&request, outcome);
    }

    /// Nothing is asked or answered from here on: "if a handshake is initiated while a HeartbeatRequest is still in
    /// flight, the sending peer MUST stop the DTLS retransmission timer for it".
    pub(crate) fn stop_heartbeats(&mut self) {
        self.heartbeats.answer = None;
        while let Some(request) = self.heartbeats.settle() {
            self.tell_heartbeat(request, HeartbeatOutcome::Dropped);
        }
    }

    /// The driver gives the request in flight up.
    pub(crate) fn drop_heartbeat(&mut self) {
        if let Some(request) = self.heartbeats.settle() {
            self.tell_heartbeat(request, HeartbeatOutcome::Dropped);
        }
    }

    /// Writes the answer or request that is due to the front of `out`; its length.
    pub(crate) fn transmit_heartbeat(&mut self, now: Time, out: &mut [u8]) -> Option<usize> {
        let epoch = self.write.current_epoch();
        if let Some(answer) = self.heartbeats.answer.take() {
            let sealed = self.write.seal(epoch, ContentType::HEARTBEAT, &answer, out);
            match sealed {
                Ok(len) => {
                    self.trace(Direction::Sent, ContentType::HEARTBEAT, answer.into_vec());
                    return Some(len);
                }
                // Longer than what the driver can send: to wait for more room would hold up all that follows.
                Err(_) => self.drops.add(DropReason::HeartbeatNotAnswered),
            }
        }
        self.transmit_heartbeat_request(now, out)
    }

    fn transmit_heartbeat_request(&mut self, now: Time, out: &mut [u8]) -> Option<usize> {
        let epoch = self.write.current_epoch();
        let pending = self.heartbeats.pending.as_mut()?;
        if !pending.is_due {
            return None;
        }
        let len = pending.len();
        let start = self.write.plaintext_offset(epoch)?;
        let content = out.get_mut(start..)?.get_mut(..len)?;
        write_request(pending, content);
        self.random
            .fill(&mut content[HEAD_LEN + PAYLOAD_LEN..])
            .ok()?;
        let copy = match self.config.trace_messages {
            true => content.to_vec(),
            false => Vec::new(),
        };
        let kind = ContentType::HEARTBEAT;
        let sealed = self.write.seal_in_place(epoch, kind, len, out).ok()?;
        pending.is_due = false;
        pending.tries_left = pending.tries_left.saturating_sub(1);
        // "When using a reliable transport protocol [...], HeartbeatRequest messages only need to be sent once."
        if self.config.transport == Transport::Datagram {
            self.heartbeats.timer.start(now);
        }
        self.trace(Direction::Sent, kind, copy);
        Some(sealed)
    }

    /// Deals with an expired timer: the request is due again, or counts as unanswered.
    pub(crate) fn expire_heartbeat(&mut self, now: Time) -> Expired {
        if !self.heartbeats.timer.is_expired(now) {
            return Expired::NotYet;
        }
        let count = self.heartbeats.timer.back_off();
        let Some(pending) = self.heartbeats.pending.as_mut() else {
            return Expired::NotYet;
        };
        if pending.tries_left > 0 {
            pending.is_due = true;
            return Expired::Heartbeat { count };
        }
        let request = pending.request;
        self.heartbeats.settle();
        self.tell_heartbeat(request, HeartbeatOutcome::Unanswered);
        Expired::HeartbeatUnanswered(request)
    }
}

fn write_request(pending: &Pending, content: &mut [u8]) {
    let (head, rest) = content.split_at_mut(HEAD_LEN);
    head[0] = HeartbeatMessageType::HEARTBEAT_REQUEST.0;
    head[1..].copy_from_slice(&(PAYLOAD_LEN as u16).to_be_bytes());
    rest[..PAYLOAD_LEN].copy_from_slice(&pending.payload);
}

/// The number of tries of [`Config::default`](crate::Config): "The threshold used for this SHOULD be the same as for
/// DTLS handshake messages."
pub(crate) const DEFAULT_TRIES: u32 = 1 + crate::flight::MAX_EXPIRIES;

#[cfg(test)]
#[path = "heartbeat_tests.rs"]
mod tests;
