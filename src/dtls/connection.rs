//! A DTLS connection: the verbs of the engine.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use primitives::random::SecureRandom;

use crate::config::Config;
use crate::core::Core;
use crate::error::{Drops, Error, Reason};
use crate::event::{Direction, Event, HandshakeState};
use crate::facts::{Expired, Facts, Role};
use crate::flight::LEAST_MTU;
use crate::hs::server::{CookieGate, ExpectClientHello};
use crate::hs::{State, client};
use crate::msg::{Alert, AlertDescription, ContentType};
use crate::post::{self, HeartbeatInFlight, HeartbeatRequest, PathMtuPhase, PathMtuSearch};
use crate::question::{Answer, Question};
use crate::receive::EarlyData;
use crate::record::Epoch;
use crate::stateless;
use crate::time::Time;

/// One side of a DTLS connection, without input, output or a clock.
pub struct Connection {
    pub(crate) core: Core,
    /// None once the connection has failed, and while the state handles something.
    pub(crate) state: Option<Box<dyn State>>,
    /// A server's cookie exchange, until the client's address is verified.
    pub(crate) gate: Option<Box<CookieGate>>,
    pub(crate) failure: Option<Error>,
    started: bool,
    pub(crate) closed: bool,
    pub(crate) peer_closed: bool,
    /// The epoch that data is sent in, once a handshake is done.
    data_epoch: Option<Epoch>,
    /// Data that came under new keys before the peer's Finished.
    pub(crate) early_data: EarlyData,
    /// Datagrams given to `handle_datagram` that wait for an answer.
    waiting: VecDeque<Vec<u8>>,
    /// Warning alerts since the last data.
    pub(crate) warnings: u8,
}

impl Connection {
    /// A client that will connect when [`Connection::start`] is called.
    pub fn client(config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        Self::new(Role::Client, config, random)
    }

    /// A server that waits for a ClientHello.
    pub fn server(config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        let cookies = config.cookie_exchange;
        let mut connection = Self::new(Role::Server, config, random);
        connection.gate = cookies.then(Box::default);
        connection.state = Some(Box::new(ExpectClientHello));
        connection
    }

    /// A server for a client whose cookie was checked outside ([`stateless`]): expects the datagram of `hello` next.
    pub fn server_after_cookie(
        config: Arc<Config>,
        random: Box<dyn SecureRandom + Send + Sync>,
        hello: &stateless::Hello<'_>,
    ) -> Self {
        let mut connection = Self::new(Role::Server, config, random);
        connection.state = Some(Box::new(ExpectClientHello));
        connection.core.address_verified(hello);
        connection
    }

    /// Begins the handshake: a client queues its ClientHello. A server only notes that it began.
    pub fn start(&mut self) -> Result<(), Error> {
        if core::mem::replace(&mut self.started, true) {
            return Err(Reason::WrongState.into());
        }
        self.core.begin_handshake();
        if self.core.role == Role::Client {
            let next = client::begin(&mut self.core);
            self.enter(next)?;
        }
        Ok(())
    }

    /// Handles a whole datagram; application data comes as [`Event::Data`]. What follows a question is kept (bounded)
    /// and handled by [`Connection::answer`].
    pub fn handle_datagram(&mut self, datagram: &mut [u8]) -> Result<(), Error> {
        let mut at = 0;
        while at < datagram.len() {
            let rest = &mut datagram[at..];
            let received = self.handle_record(rest)?;
            if received.blocked {
                if self.waiting.len() < MAX_WAITING {
                    self.waiting.push_back(rest.to_vec());
                }
                return Ok(());
            }
            if let Some(range) = received.data {
                let data = rest[range].to_vec();
                self.core.events.push_back(Event::Data(data));
            }
            at += received.consumed;
        }
        Ok(())
    }

    /// Writes the next datagram to send into `out`; None: nothing to send, an
    /// [`association_step`](Self::association_step) comes first, or `out` is too small (it needs [`Connection::mtu`] bytes,
    /// and for a heartbeat of ours as many as that has; the answer to one of the peer's that does not fit is dropped). The
    /// timers start here.
    pub fn poll_transmit(&mut self, now: Time, out: &mut [u8]) -> Option<usize> {
        let len = self.next_datagram(now, out)?;
        self.core.trace_headers(Direction::Sent, &out[..len]);
        Some(len)
    }

    fn next_datagram(&mut self, now: Time, out: &mut [u8]) -> Option<usize> {
        if let Some(reply) = self.gate.as_mut().and_then(|gate| gate.reply.take()) {
            let room = out.get_mut(..reply.len())?;
            room.copy_from_slice(&reply);
            return Some(reply.len());
        }
        let core = &mut self.core;
        if core.may_send_flight() {
            match core.flights.poll_transmit(now, &mut core.write, out) {
                Ok(None) => {}
                Ok(Some(len)) => return Some(len),
                // A larger buffer helps; a larger MTU the peer's path does not bear.
                Err(error)
                    if error.reason == Reason::BufferTooSmall && out.len() < core.flights.mtu() =>
                {
                    return None;
                }
                Err(error) => {
                    self.fail(error);
                }
            }
        }
        let may_search = self.may_search();
        let core = &mut self.core;
        if core.flights.step().is_some() {
            return None;
        }
        let Some(extra) = core.extras.front() else {
            if may_search {
                core.drive_search(now);
            }
            return core.transmit_heartbeat(now, out);
        };
        let sealed = core
            .write
            .seal(extra.epoch, extra.content_type, &extra.bytes, out);
        match sealed {
            Err(Error {
                reason: Reason::BufferTooSmall,
                ..
            }) => None,
            sealed => {
                core.extras.pop_front();
                if core.extras.is_empty() {
                    core.extras = VecDeque::new();
                }
                sealed.ok()
            }
        }
    }

    /// When [`Connection::handle_timeout`] wants to be called. None while a question is open: the time that an answer
    /// takes says nothing about the peer, and the timer begins anew behind it.
    pub fn poll_timeout(&self) -> Option<Time> {
        if self.question().is_some() {
            return None;
        }
        // Only one of them runs: no heartbeat is in flight during a handshake.
        let flight = self.core.flights.poll_timeout();
        let timer = flight.or(self.core.heartbeats.poll_timeout());
        timer.or_else(|| self.core.search_wake().filter(|_| self.may_search()))
    }

    /// Deals with an expired timer: the flight is queued again, or after 12 expiries the connection fails; a heartbeat is
    /// queued again, or counts as unanswered, and the connection goes on.
    pub fn handle_timeout(&mut self, now: Time) -> Result<Expired, Error> {
        if self.question().is_some() {
            return Ok(Expired::NotYet);
        }
        match self.core.flights.handle_timeout(now) {
            Ok(None) => Ok(match self.core.expire_heartbeat(now) {
                Expired::NotYet if self.may_search() && self.core.expire_search(now) => {
                    Expired::PathMtu
                }
                expired => expired,
            }),
            Ok(Some(count)) => Ok(Expired::Retransmit { count }),
            // Who has closed ends no handshake any more, and what else was to come still comes.
            Err(_) if self.closed || self.peer_closed => {
                self.core.flights.flight_answered();
                Ok(Expired::NotYet)
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        let event = self.core.events.pop_front();
        if event.is_none() {
            self.core.events = VecDeque::new();
        }
        event
    }

    /// The open question, on which the handshake waits.
    pub fn question(&self) -> Option<&Question> {
        let asked = self.gate.as_ref().and_then(|gate| gate.question());
        asked.or_else(|| self.state.as_ref()?.question())
    }

    /// Answers the open question and goes on. An answer of the wrong kind changes nothing (`ApiMisuse`).
    pub fn answer(&mut self, answer: Answer) -> Result<(), Error> {
        let question = self.question();
        if !question.is_some_and(|question| question.admits(&answer)) {
            return Err(Reason::WrongAnswer.into());
        }
        self.core.flights.restart_timer();
        if let Some(gate) = self.gate.as_mut().filter(|gate| gate.question().is_some()) {
            gate.answer(&mut self.core, answer);
        } else if let Some(state) = self.state.take() {
            let next = state.on_answer(&mut self.core, answer);
            self.enter(next)?;
            self.deliver()?;
        }
        while self.question().is_none() {
            let Some(mut datagram) = self.waiting.pop_front() else {
                break;
            };
            self.handle_datagram(&mut datagram)?;
        }
        Ok(())
    }

    /// Seals one application-data record into `out` and gives its length. Errors of kind `ApiMisuse`: handshake not
    /// done (`HandshakeNotDone`), closed, `DataTooLong`, `BufferTooSmall`.
    pub fn send(&mut self, data: &[u8], out: &mut [u8]) -> Result<usize, Error> {
        let epoch = self.core.write.current_epoch();
        if !self.can_send() {
            return Err(Reason::HandshakeNotDone.into());
        }
        if self.closed {
            return Err(Reason::Closed.into());
        }
        if self.failure.is_some() {
            return Err(Reason::Failed.into());
        }
        if let Some(search) = &mut self.core.search {
            search.note_data();
        }
        let kind = ContentType::APPLICATION_DATA;
        let len = self.core.write.seal(epoch, kind, data, out)?;
        self.core.trace_headers(Direction::Sent, &out[..len]);
        Ok(len)
    }

    /// Whether the handshake lets [`send`](Self::send) take data now: the first is done, and a renegotiation has not come to
    /// our ChangeCipherSpec, or over its end.
    pub fn can_send(&self) -> bool {
        // Over SCTP data that overtakes our Finished would go under the association's old key.
        let finished_waits = self.core.flights.has_steps() && self.core.flights.has_output();
        self.data_epoch == Some(self.core.write.current_epoch()) && !finished_waits
    }

    /// Queues close_notify. Nothing can be sent after it; data of the peer is still received. Before the handshake is
    /// done there is nothing to close: the driver just forgets the connection.
    pub fn close(&mut self) {
        if self.data_epoch.is_some() && self.failure.is_none() && !self.closed {
            self.closed = true;
            self.core.stop_heartbeats();
            let alert = Alert::warning(AlertDescription::CLOSE_NOTIFY);
            self.core.send_alert(alert);
        }
    }

    /// Queues a heartbeat request (RFC 6520), which the timer repeats until the answer comes. What becomes of it is told
    /// by [`Event::Heartbeat`]; over a reliable transport there is no timer, and without an answer nothing is told.
    ///
    /// `ApiMisuse`: `HandshakeNotDone`, `WrongState` while a handshake runs, `Closed`, `Failed`, `HeartbeatNotAllowed`
    /// by the peer, `HeartbeatPending` while one is in flight (behind a probe one waits), `BadArgument` for a size that has no room for 16 bytes of
    /// padding or that exceeds a record.
    pub fn send_heartbeat(
        &mut self,
        request: HeartbeatRequest,
    ) -> Result<HeartbeatInFlight, Error> {
        match self.heartbeat_obstacle() {
            Some(reason) => Err(reason.into()),
            None => self.core.request_heartbeat(request),
        }
    }

    /// Why no heartbeat can be sent now, as far as the connection is concerned.
    fn heartbeat_obstacle(&self) -> Option<Reason> {
        match self.data_epoch {
            _ if self.failure.is_some() => Some(Reason::Failed),
            _ if self.closed || self.peer_closed => Some(Reason::Closed),
            None => Some(Reason::HandshakeNotDone),
            // RFC 6520, 3: "a HeartbeatRequest message SHOULD NOT be sent during handshakes".
            Some(_) if self.is_handshaking() => Some(Reason::WrongState),
            Some(_) => None,
        }
    }

    fn may_search(&self) -> bool {
        self.core.search.is_some() && self.heartbeat_obstacle().is_none()
    }

    /// Begins to search the size of datagrams that the path takes, in place of a search that may run (RFC 8899). It goes
    /// on by itself, also behind renegotiations, until [`Connection::stop_path_mtu_search`]; what it does is told by
    /// [`Event::PathMtu`], and [`Connection::mtu`] is what it has found. Probes are heartbeats, and must not be cut into
    /// fragments on the way: that is the driver's to see to.
    ///
    /// `ApiMisuse`: as of [`Connection::send_heartbeat`], and `BadArgument` for sizes in the wrong order or too small for
    /// a heartbeat.
    pub fn search_path_mtu(&mut self, search: PathMtuSearch) -> Result<(), Error> {
        match self.heartbeat_obstacle() {
            Some(reason) => Err(reason.into()),
            None => self.core.start_search(search),
        }
    }

    /// Ends the search. [`Connection::mtu`] stays as it is.
    pub fn stop_path_mtu_search(&mut self) {
        self.core.stop_search();
    }

    /// How far the search is; None: there is none.
    pub fn path_mtu_phase(&self) -> Option<PathMtuPhase> {
        self.core.search.as_ref().map(|search| search.phase())
    }

    /// The heartbeat request in flight, if there is one.
    pub fn heartbeat_in_flight(&self) -> Option<HeartbeatInFlight> {
        self.core.heartbeats.in_flight()
    }

    /// Whether a heartbeat that is no probe is in flight, or waits for the end of a probe.
    pub fn is_heartbeat_pending(&self) -> bool {
        self.core.heartbeats.is_pending()
    }

    /// Gives up the heartbeat request in flight: its outcome is `Dropped`, and its answer will be none.
    pub fn drop_heartbeat(&mut self) {
        self.core.drop_heartbeat();
    }

    /// Starts a renegotiation: a client queues a ClientHello, a server a HelloRequest. `ApiMisuse` when no handshake is
    /// done, one is running, or the peer does not know RFC 5746 (and `allow_unsafe_renegotiation` is not set).
    pub fn renegotiate(&mut self) -> Result<(), Error> {
        if self.is_handshaking() || self.closed || self.failure.is_some() {
            return Err(Reason::WrongState.into());
        }
        post::check(&self.core)?;
        match self.state.take() {
            Some(state) => {
                let next = post::renegotiate(state, &mut self.core);
                self.enter(next)
            }
            None => Err(Reason::WrongState.into()),
        }
    }

    /// Keying material for other protocols (RFC 5705).
    pub fn export_keying_material(
        &self,
        label: &[u8],
        context: Option<&[u8]>,
        out: &mut [u8],
    ) -> Result<(), Error> {
        match &self.core.exporter {
            Some(exporter) => exporter.export(label, context, out),
            None => Err(Reason::HandshakeNotDone.into()),
        }
    }

    /// Another configuration from now on; a running handshake uses it for what it has not decided yet.
    pub fn set_config(&mut self, config: Arc<Config>) {
        self.core.set_config(config);
    }

    /// The configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.core.config
    }

    /// The largest datagram to send, in bytes of UDP payload.
    pub fn set_mtu(&mut self, mtu: usize) {
        self.core.flights.set_mtu(mtu);
    }

    /// The last datagram of [`Connection::poll_transmit`], of `len` bytes, was not sent, as the path takes only `mtu` bytes
    /// of UDP payload, if that is known: the flight comes again from its beginning, in smaller ones, or the search goes on
    /// when it was a probe. False, and nothing is done, when neither can be.
    pub fn datagram_refused(&mut self, len: usize, mtu: Option<usize>) -> bool {
        if self.core.search_refused(len, mtu) {
            return true;
        }
        let believed = mtu.map(|mtu| mtu.max(LEAST_MTU));
        let smaller = believed.filter(|mtu| *mtu < len);
        if let Some(mtu) = smaller {
            self.core.flights.datagram_refused(mtu);
        }
        smaller.is_some()
    }

    /// The path takes only `mtu` bytes of UDP payload, and something that was sent before was longer: a flight that
    /// waits for an answer goes out again at once, in smaller datagrams. False, and nothing is done, when `mtu` is no
    /// less than before, and a flight goes out again four times at most: anybody can make a network say such things. What
    /// is too little for any flight is not believed.
    ///
    /// A search that was complete begins anew and uses less meanwhile; one that runs tries that size soon.
    pub fn narrow(&mut self, mtu: usize) -> bool {
        let mtu = mtu.max(LEAST_MTU);
        match self.may_search() {
            true => self.core.search_narrow(mtu),
            false => self.core.flights.narrow(mtu),
        }
    }

    /// What datagrams are made smaller to when flights get lost again and again, in bytes of UDP payload: 508 at first.
    pub fn set_fallback_mtu(&mut self, mtu: usize) {
        self.core.flights.set_fallback_mtu(mtu);
    }

    /// The largest datagram to send, in bytes of UDP payload. It shrinks when flights get lost again and again, and a search
    /// sets it.
    pub fn mtu(&self) -> usize {
        self.core.flights.mtu()
    }

    /// Bytes of application data that fit a datagram of [`Connection::mtu`] bytes (`DTLS_get_data_mtu`); 0 before the
    /// handshake is done.
    pub fn data_mtu(&self) -> usize {
        self.data_epoch
            .and_then(|epoch| self.core.write.max_plaintext_for(epoch, self.mtu()))
            .unwrap_or(0)
    }

    /// The first period of the timers of flights and heartbeats (default 1 second; it doubles up to 60).
    pub fn set_initial_timeout(&mut self, period: Duration) {
        self.core.flights.timer_mut().set_initial(period);
        self.core.heartbeats.timer_mut().set_initial(period);
    }

    /// Whether a flight begins with the longer period that the one before ended with if that got
    /// lost (RFC 6347, 4.2.4.1); true at first. False is OpenSSL's way: each begins anew.
    pub fn set_remembers_loss(&mut self, remembers: bool) {
        let core = &mut self.core;
        core.flights.timer_mut().set_remembers_loss(remembers);
        core.heartbeats.timer_mut().set_remembers_loss(remembers);
    }

    /// Lets the flight or the heartbeat that goes out next wait so long, whatever the rules say (`DTLS_set_timer_cb`).
    pub fn set_next_timeout(&mut self, period: Duration) {
        let core = &mut self.core;
        let timer = match core.heartbeats.in_flight() {
            Some(_) => core.heartbeats.timer_mut(),
            None => core.flights.timer_mut(),
        };
        timer.set_duration(period);
    }

    /// Client or server.
    pub fn role(&self) -> Role {
        self.core.role
    }

    /// How far the handshake is.
    pub fn handshake_state(&self) -> HandshakeState {
        self.core.progress
    }

    /// Whether a handshake is running or still to come.
    pub fn is_handshaking(&self) -> bool {
        match &self.state {
            Some(state) => !state.is_established(),
            None => self.failure.is_none(),
        }
    }

    /// What the running handshake has agreed on so far, or the last one did. None before the hellos.
    pub fn facts(&self) -> Option<&Facts> {
        self.core.facts.version.map(|_| &*self.core.facts)
    }

    /// Whether close_notify was sent or is queued.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether the peer's close_notify came.
    pub fn is_peer_closed(&self) -> bool {
        self.peer_closed
    }

    /// The error that ended the connection.
    pub fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// What was dropped, by reason.
    pub fn drops(&self) -> &Drops {
        &self.core.drops
    }

    /// Bytes kept of what the peer sent and that is not dealt with: fragments, records that came early, data before the
    /// peer's Finished, datagrams that wait for an answer.
    pub fn kept_bytes(&self) -> usize {
        let sum = |list: &VecDeque<Vec<u8>>| list.iter().map(Vec::len).sum::<usize>();
        self.core.flights.stored_bytes()
            + self.core.read.early_bytes()
            + self.early_data.bytes()
            + sum(&self.waiting)
    }

    /// Takes the state after a step, or fails.
    pub(crate) fn enter(&mut self, next: Result<Box<dyn State>, Error>) -> Result<(), Error> {
        let state = match next {
            Ok(state) => state,
            Err(error) => return Err(self.fail(error)),
        };
        let done = state.is_established();
        self.state = Some(state);
        if done && self.data_epoch != Some(self.core.write.current_epoch()) {
            self.complete();
        }
        Ok(())
    }

    /// A handshake is over: gives memory back and what came early out.
    fn complete(&mut self) {
        let core = &mut self.core;
        self.data_epoch = Some(core.write.current_epoch());
        core.flights.finish_handshake();
        core.read.set_keep_early(false);
        // The plaintext of epoch 0 is not to be believed any more. Data under older keys may still be on the way.
        if core.handshake_epoch == Epoch::ZERO {
            core.read.retire_previous();
        }
        if !core.flights.keeps_flight() {
            core.write.retire_previous();
        }
        self.gate = None;
        core.progress(HandshakeState::Established);
        core.events.push_back(Event::HandshakeDone);
        let early = core::mem::take(&mut self.early_data);
        core.events.extend(early.into_records().map(Event::Data));
    }

    /// Ends the connection: the alert goes out, and nothing else.
    pub(crate) fn fail(&mut self, error: Error) -> Error {
        self.state = None;
        self.gate = None;
        self.early_data = EarlyData::default();
        self.waiting = VecDeque::new();
        self.core.flights.abandon();
        self.core.extras.clear();
        self.core.stop_heartbeats();
        if let Some(alert) = error.alert {
            self.core.send_alert(Alert::fatal(alert));
        }
        self.core.progress(HandshakeState::Failed);
        self.failure = Some(error);
        error
    }

    fn new(role: Role, config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        Self {
            core: Core::new(role, config, random),
            state: None,
            gate: None,
            failure: None,
            started: false,
            closed: false,
            peer_closed: false,
            data_epoch: None,
            early_data: EarlyData::default(),
            waiting: VecDeque::new(),
            warnings: 0,
        }
    }
}

/// Datagrams that `handle_datagram` keeps while a question is open.
const MAX_WAITING: usize = 32;

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("role", &self.core.role)
            .field("state", &self.core.progress)
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
