//! A DTLS connection: the verbs of the engine.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use primitives::random::SecureRandom;

use crate::config::Config;
use crate::error::{Drops, Error, Reason};
use crate::event::{Event, HandshakeState};
use crate::msg::{CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};
use crate::question::{Answer, Credential, Question};
use crate::session::Session;
use crate::stateless;
use crate::time::Time;

/// One side of a DTLS connection, without input, output or a clock.
pub struct Connection {
    config: Arc<Config>,
    random: Box<dyn SecureRandom + Send + Sync>,
    role: Role,
    events: VecDeque<Event>,
    drops: Box<Drops>,
    mtu: usize,
    facts: Option<Box<Facts>>,
}

/// Which side of the handshake this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sends the ClientHello.
    Client,
    /// Answers it.
    Server,
}

/// What [`Connection::handle_record`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Bytes of the datagram that are dealt with. 0 only when `blocked`.
    pub consumed: usize,
    /// Application data, decrypted in place: a range of the datagram.
    pub data: Option<Range<usize>>,
    /// A question is open: nothing was consumed. Keep the bytes, answer, go on.
    pub blocked: bool,
}

/// What [`Connection::handle_timeout`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expired {
    /// No timer is running, or it has not expired.
    NotYet,
    /// The flight goes out again: call `poll_transmit`. `count`: expiries in a row.
    Retransmit {
        /// How often in a row the timer has expired, this time included.
        count: u32,
    },
}

/// What is known of a complete handshake (or of one in progress, as far as it is).
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The negotiated version.
    pub version: Option<ProtocolVersion>,
    /// The negotiated suite.
    pub suite: Option<CipherSuite>,
    /// The key-exchange group.
    pub group: Option<NamedGroup>,
    /// The scheme that our own key signed with.
    pub own_scheme: Option<SignatureScheme>,
    /// The scheme that the peer's key signed with.
    pub peer_scheme: Option<SignatureScheme>,
    /// The peer's chain, leaf first; empty: none.
    pub peer_chain: Arc<[Vec<u8>]>,
    /// The credential that we authenticated with.
    pub own_credential: Option<Credential>,
    /// The protocol chosen by ALPN.
    pub alpn: Option<Vec<u8>>,
    /// The name the client asked for.
    pub server_name: Option<Vec<u8>>,
    /// The SRTP profile chosen.
    pub srtp_profile: Option<u16>,
    /// RFC 7627 is in use.
    pub extended_master_secret: bool,
    /// RFC 7366 is in use.
    pub encrypt_then_mac: bool,
    /// The peer knows RFC 5746.
    pub secure_renegotiation: bool,
    /// A session was resumed.
    pub resumed: bool,
    /// The session, for later resumption.
    pub session: Option<Arc<Session>>,
    /// The hello randoms.
    pub client_random: [u8; 32],
    /// The hello randoms.
    pub server_random: [u8; 32],
    /// verify_data of our own Finished.
    pub own_finished: Vec<u8>,
    /// verify_data of the peer's Finished.
    pub peer_finished: Vec<u8>,
}

impl Connection {
    /// A client that will connect when [`Connection::start`] is called.
    pub fn client(config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        Self::new(Role::Client, config, random)
    }

    /// A server that waits for a ClientHello.
    pub fn server(config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        Self::new(Role::Server, config, random)
    }

    /// A server for a client whose cookie was checked outside ([`stateless`]): expects the datagram of `hello` next.
    pub fn server_after_cookie(
        config: Arc<Config>,
        random: Box<dyn SecureRandom + Send + Sync>,
        hello: &stateless::Hello<'_>,
    ) -> Self {
        let _ = hello.message_seq;
        Self::new(Role::Server, config, random)
    }

    /// Begins the handshake: a client queues its ClientHello. A server only notes that it began.
    pub fn start(&mut self) -> Result<(), Error> {
        Err(Reason::WrongState.into())
    }

    /// Handles the first record of `datagram`, decrypting in place. The caller goes on with `datagram[consumed..]`
    /// until it is empty. While a question is open nothing is consumed ([`Received::blocked`]).
    ///
    /// An error is fatal: its alert is queued, and the connection is poisoned.
    pub fn handle_record(&mut self, datagram: &mut [u8]) -> Result<Received, Error> {
        let _ = datagram;
        Err(Reason::WrongState.into())
    }

    /// The same for a whole datagram; application data comes as [`Event::Data`]. What follows a question is kept
    /// (bounded) and handled by [`Connection::answer`].
    pub fn handle_datagram(&mut self, datagram: &mut [u8]) -> Result<(), Error> {
        let _ = datagram;
        Err(Reason::WrongState.into())
    }

    /// Writes the next datagram to send into `out`; None: nothing to send, or `out` is too small (it needs
    /// [`Connection::mtu`] bytes). The flight timer starts here.
    pub fn poll_transmit(&mut self, now: Time, out: &mut [u8]) -> Option<usize> {
        let _ = (now, out);
        None
    }

    /// When [`Connection::handle_timeout`] wants to be called.
    pub fn poll_timeout(&self) -> Option<Time> {
        None
    }

    /// Deals with an expired flight timer: the flight is queued again, or after 12 expiries the connection fails.
    pub fn handle_timeout(&mut self, now: Time) -> Result<Expired, Error> {
        let _ = now;
        Ok(Expired::NotYet)
    }

    /// The next thing that happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The open question, on which the handshake waits.
    pub fn question(&self) -> Option<&Question> {
        None
    }

    /// Answers the open question and goes on. An answer of the wrong kind changes nothing (`ApiMisuse`).
    pub fn answer(&mut self, answer: Answer) -> Result<(), Error> {
        let _ = answer;
        Err(Reason::WrongAnswer.into())
    }

    /// Seals one application-data record into `out` and gives its length. Errors of kind `ApiMisuse`: handshake not
    /// done (`HandshakeNotDone`), closed, `DataTooLong`, `BufferTooSmall`.
    pub fn send(&mut self, data: &[u8], out: &mut [u8]) -> Result<usize, Error> {
        let _ = (data, out);
        Err(Reason::HandshakeNotDone.into())
    }

    /// Queues close_notify. Nothing can be sent after it; data of the peer is still received.
    pub fn close(&mut self) {}

    /// Starts a renegotiation: a client queues a ClientHello, a server a HelloRequest.
    pub fn renegotiate(&mut self) -> Result<(), Error> {
        Err(Reason::HandshakeNotDone.into())
    }

    /// Keying material for other protocols (RFC 5705).
    pub fn export_keying_material(
        &self,
        label: &[u8],
        context: Option<&[u8]>,
        out: &mut [u8],
    ) -> Result<(), Error> {
        let _ = (label, context, out);
        Err(Reason::HandshakeNotDone.into())
    }

    /// Another configuration from now on; a running handshake uses it for what it has not decided yet.
    pub fn set_config(&mut self, config: Arc<Config>) {
        self.config = config;
    }

    /// The configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The largest datagram to send, in bytes of UDP payload.
    pub fn set_mtu(&mut self, mtu: usize) {
        self.mtu = mtu;
    }

    /// The largest datagram to send, in bytes of UDP payload.
    pub fn mtu(&self) -> usize {
        self.mtu
    }

    /// Bytes of application data that fit a datagram of [`Connection::mtu`] bytes (`DTLS_get_data_mtu`); 0 before the
    /// handshake is done.
    pub fn data_mtu(&self) -> usize {
        0
    }

    /// The flight timer's first period (default 1 second; it doubles up to 60).
    pub fn set_initial_timeout(&mut self, period: core::time::Duration) {
        let _ = period;
    }

    /// Client or server.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How far the handshake is.
    pub fn handshake_state(&self) -> HandshakeState {
        HandshakeState::Before
    }

    /// Whether a handshake is running or still to come.
    pub fn is_handshaking(&self) -> bool {
        true
    }

    /// What the last complete handshake agreed on; the running one's as far as it is known.
    pub fn facts(&self) -> Option<&Facts> {
        self.facts.as_deref()
    }

    /// Whether close_notify was sent or is queued.
    pub fn is_closed(&self) -> bool {
        false
    }

    /// Whether the peer's close_notify came.
    pub fn is_peer_closed(&self) -> bool {
        false
    }

    /// The error that ended the connection.
    pub fn failure(&self) -> Option<&Error> {
        None
    }

    /// What was dropped, by reason.
    pub fn drops(&self) -> &Drops {
        &self.drops
    }

    fn new(role: Role, config: Arc<Config>, random: Box<dyn SecureRandom + Send + Sync>) -> Self {
        Self {
            mtu: config.mtu,
            config,
            random,
            role,
            events: VecDeque::new(),
            drops: Box::default(),
            facts: None,
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = &self.random;
        f.debug_struct("Connection")
            .field("role", &self.role)
            .field("state", &self.handshake_state())
            .finish_non_exhaustive()
    }
}
