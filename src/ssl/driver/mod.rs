//! Moves datagrams between the BIOs and the engine, and runs what the engine asks for.
//!
//! One loop ([`pump`]) serves handshake, reading and shutdown: send what is due, tell what
//! happened, answer the open question, look at the timer, take in the next record. It stops when
//! its goal is reached or a BIO or the application has to be waited for.

use std::ffi::c_int;
use std::sync::Arc;
use std::time::Duration;

use dtls::error::{Error, ErrorKind, Reason};
use dtls::msg::SignatureScheme;
use dtls::{Answer, Connection, HandshakeState, Transport};
use primitives::random::SystemRandom;

use crate::object::connection::{RECEIVED_SHUTDOWN, SENT_SHUTDOWN, SSL, Side, Want};
use crate::object::context::count;
use crate::object::method::Protocol;
use crate::object::settings::{mode, op};
use crate::questions;
use crate::reasons;
use crate::sys::bio::TYPE_DGRAM_SCTP;
use crate::sys::{call, error};

mod clock;
mod datagram;
pub mod events;
pub mod heartbeat;
pub mod listen;
mod mtu;
pub mod path_mtu;
mod scratch;
mod sctp;
pub mod successor;
mod timer;

pub use clock::{remaining, tell_timer};
use datagram::Input;
pub use mtu::{LEAST_MTU, apply as apply_mtu};
use timer::expire;

/// Why a call returns before its goal is reached. What the caller must know is in `SSL::want`, in
/// the BIO's flags and in the error queue then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A BIO or the application must be waited for, or a BIO failed: `-1`.
    Wait,
    /// The input ended: `0`.
    End,
    /// The connection failed: `-1`, with the error queued.
    Failed,
    /// The peer ended the connection with a fatal alert: `0` for a reader, with the error queued.
    PeerAlert,
}

impl Stop {
    /// What a handshake function returns.
    pub fn as_handshake_result(self) -> c_int {
        match self {
            Stop::End => 0,
            _ => -1,
        }
    }

    /// What `SSL_read` returns.
    pub fn as_read_result(self) -> c_int {
        match self {
            Stop::End | Stop::PeerAlert => 0,
            Stop::Wait | Stop::Failed => -1,
        }
    }
}

/// What a call of [`pump`] is for.
enum Goal<'a> {
    /// The running handshake is complete.
    Handshake,
    /// Application data is there: how much was copied into the buffer.
    Data { out: &'a mut [u8], peek: bool },
    /// The peer's close_notify is there.
    Closed,
}

/// The longest record on the wire: header, 2^14 bytes and what protection may add (RFC 6347, 4.1).
pub const MAX_RECORD: usize = 13 + 16384 + 2048;
const MAX_PLAINTEXT: usize = 16384;

/// Marks that a driving function runs, so that callbacks cannot start a second one inside it.
struct Busy<'a>(&'a SSL);

impl<'a> Busy<'a> {
    fn enter(ssl: &'a SSL) -> Result<Self, Stop> {
        if ssl.busy.replace(true) {
            error::put(error::SHOULD_NOT_HAVE_BEEN_CALLED);
            return Err(Stop::Failed);
        }
        Ok(Busy(ssl))
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.busy.set(false);
    }
}

/// Runs the handshake to its end (`SSL_do_handshake`).
pub fn handshake(ssl: &SSL) -> Result<(), Stop> {
    ssl.want.set(Want::Nothing);
    if ssl.failed.get() {
        send_last_words(ssl);
        return Err(Stop::Failed);
    }
    require_side(ssl, reasons::CONNECTION_TYPE_NOT_SET)?;
    // A finished one is a success, in whatever state the BIOs are.
    let sent = !ssl.output_due.get() && ssl.io.borrow().parked.is_none();
    if !ssl.is_handshaking() && sent && !sctp::is_waiting(ssl) {
        return Ok(());
    }
    let _busy = Busy::enter(ssl)?;
    forget_errors();
    let result = ensure_engine(ssl)
        .and_then(|()| pump(ssl, Goal::Handshake))
        .map(|_| ());
    events::handshake_exit(ssl, result.map_or_else(Stop::as_handshake_result, |()| 1));
    result
}

/// Reads application data (`SSL_read`, `SSL_peek`): how many bytes.
pub fn read(ssl: &SSL, out: &mut [u8], peek: bool) -> Result<usize, Stop> {
    ssl.want.set(Want::Nothing);
    if let Some(length) = take_inbox(ssl, out, peek) {
        return Ok(length);
    }
    require_side(ssl, reasons::UNINITIALIZED)?;
    if ssl.shutdown.get() & RECEIVED_SHUTDOWN != 0 {
        return Err(Stop::End);
    }
    let _busy = Busy::enter(ssl)?;
    if ssl.failed.get() {
        send_last_words(ssl);
        return Err(Stop::Failed);
    }
    if ssl.is_handshaking() {
        forget_errors();
    }
    ensure_engine(ssl)?;
    pump(ssl, Goal::Data { out, peek })
}

/// A step of a handshake starts with an empty queue, as with OpenSSL: what a program has left there is not what
/// `SSL_get_error` tells about.
fn forget_errors() {
    error::clear();
    error::set_errno(0);
}

/// Sends one record of application data (`SSL_write`): how many bytes it carried.
pub fn write(ssl: &SSL, data: &[u8]) -> Result<usize, Stop> {
    ssl.want.set(Want::Nothing);
    require_side(ssl, reasons::UNINITIALIZED)?;
    if ssl.shutdown.get() & SENT_SHUTDOWN != 0 {
        error::put(reasons::PROTOCOL_IS_SHUTDOWN);
        return Err(Stop::Failed);
    }
    if ssl.failed.get() {
        send_last_words(ssl);
    }
    if must_wait_for_handshake(ssl) {
        handshake(ssl)?;
    }
    if let Some(length) = parked_before(ssl, data.len())? {
        return Ok(length);
    }
    if ssl.output_due.get() || ssl.io.borrow().parked.is_some() {
        flush(ssl)?;
    }
    if data.len() > MAX_PLAINTEXT {
        error::put(reasons::DTLS_MESSAGE_TOO_BIG);
        return Err(Stop::Failed);
    }
    if data.is_empty() {
        return Ok(0);
    }
    scratch::with(|scratch| {
        let sealed = {
            let mut engine = ssl.engine.borrow_mut();
            let Some(engine) = engine.as_mut() else {
                return Err(Stop::Failed);
            };
            engine.send(data, scratch)
        };
        match sealed {
            Ok(length) => {
                let sent = datagram::send(ssl, &scratch[..length], true);
                let mut io = ssl.io.borrow_mut();
                io.parked_data = io.parked.is_some().then_some(data.len());
                sent.map(|()| data.len())
            }
            // What one record carries was cut by the application or the peer. The connection goes on, unlike OpenSSL's.
            Err(fault) if fault.reason == Reason::DataTooLong => {
                error::put(reasons::EXCEEDS_MAX_FRAGMENT_SIZE);
                Err(Stop::Failed)
            }
            Err(fault) => Err(failed(ssl, &fault)),
        }
    })
}

/// Sends what the BIO did not take in a call before, if this one, with `length` bytes, asks for that again: how many bytes
/// of data it carried.
fn parked_before(ssl: &SSL, length: usize) -> Result<Option<usize>, Stop> {
    let (parked, waits) = {
        let io = ssl.io.borrow();
        let waits = io.parked.as_ref().is_some_and(|parked| parked.is_data);
        (io.parked_data, waits)
    };
    match parked {
        Some(parked) if waits && length < parked => {
            error::put(reasons::BAD_WRITE_RETRY);
            Err(Stop::Failed)
        }
        Some(parked) if waits || length == parked => {
            flush(ssl)?;
            ssl.io.borrow_mut().parked_data = None;
            Ok(Some(parked))
        }
        _ => {
            // If any is out, another error came between, and the application has gone on.
            ssl.io.borrow_mut().parked_data = None;
            Ok(None)
        }
    }
}

/// Whether a handshake goes before data of the application.
fn must_wait_for_handshake(ssl: &SSL) -> bool {
    if ssl.failed.get() {
        return false;
    }
    let Some(can_send) = ssl.engine().map(|engine| engine.can_send()) else {
        return true;
    };
    // Over UDP data may flow while a renegotiation runs. Over SCTP it stops, as OpenSSL takes none of a peer that has
    // begun to renegotiate, and nothing may be outstanding before our ChangeCipherSpec.
    !can_send || ssl.is_handshaking() && sctp::is_used(ssl)
}

/// Sends close_notify, or waits for the peer's (`SSL_shutdown`): whether both are through.
pub fn shutdown(ssl: &SSL) -> Result<bool, Stop> {
    ssl.want.set(Want::Nothing);
    require_side(ssl, reasons::UNINITIALIZED)?;
    if ssl.settings().quiet_shutdown {
        ssl.shutdown.set(SENT_SHUTDOWN | RECEIVED_SHUTDOWN);
        return Ok(true);
    }
    if ssl.is_handshaking() && !ssl.established.get() && !ssl.failed.get() {
        error::put(reasons::SHUTDOWN_WHILE_IN_INIT);
        return Err(Stop::Failed);
    }
    let _busy = Busy::enter(ssl)?;
    if sctp::is_waiting(ssl) {
        pump(ssl, Goal::Handshake)?;
    }
    if ssl.shutdown.get() & SENT_SHUTDOWN == 0 {
        ssl.shutdown.set(ssl.shutdown.get() | SENT_SHUTDOWN);
        if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
            engine.close();
        }
        ssl.output_due.set(true);
        flush(ssl)?;
        events::deliver(ssl);
    } else if ssl.output_due.get() || ssl.io.borrow().parked.is_some() {
        flush(ssl)?;
        events::deliver(ssl);
    } else if ssl.shutdown.get() & RECEIVED_SHUTDOWN == 0 {
        pump(ssl, Goal::Closed)?;
    }
    Ok(ssl.shutdown.get() == SENT_SHUTDOWN | RECEIVED_SHUTDOWN)
}

/// Starts a renegotiation; the next reading or handshake call carries it on. `full`: without an
/// offer to resume the session.
pub fn renegotiate(ssl: &SSL, full: bool) -> Result<(), Stop> {
    if ssl.settings().options & op::NO_RENEGOTIATION != 0 {
        error::put(reasons::NO_RENEGOTIATION);
        return Err(Stop::Failed);
    }
    ssl.offers_session.set(!full);
    if !ssl.is_handshaking() {
        prepare_offer(ssl, require_side(ssl, reasons::UNINITIALIZED)?)?;
    }
    settings_changed(ssl);
    if ssl.is_handshaking() {
        // The first handshake is still to come, and serves as well (SSL_renegotiate(3)).
        ssl.renegotiating.set(true);
        return Ok(());
    }
    let result = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.renegotiate(),
        None => Err(dtls::error::Reason::HandshakeNotDone.into()),
    };
    match result {
        Ok(()) => {
            ssl.renegotiating.set(true);
            ssl.renegotiations.set(ssl.renegotiations.get() + 1);
            ssl.total_renegotiations
                .set(ssl.total_renegotiations.get() + 1);
            ssl.output_due.set(true);
            Ok(())
        }
        Err(fault) => Err(failed(ssl, &fault)),
    }
}

/// Retransmits if the flight timer has expired (`DTLSv1_handle_timeout`): whether it had.
pub fn handle_timeout(ssl: &SSL) -> Result<bool, Stop> {
    ssl.want.set(Want::Nothing);
    let expired = expire(ssl, clock::GRACE)?;
    if expired {
        flush(ssl)?;
        events::deliver(ssl);
    }
    Ok(expired)
}

/// The engine's answer to a change of the settings: a handshake that runs goes on with them.
pub fn settings_changed(ssl: &SSL) {
    // What a security callback changes counts from the next change on, or the next handshake: it cannot be asked about it.
    if ssl.engine.borrow().is_none() || ssl.asking_security.get() {
        return;
    }
    let config = questions::config(ssl);
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.set_config(config);
    }
}

/// Lets the engine's client sign with these schemes only.
pub fn narrow_client_schemes(ssl: &SSL, schemes: &[SignatureScheme]) {
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        let mut config = dtls::Config::clone(engine.config());
        config.client_schemes = Some(schemes.to_vec());
        engine.set_config(Arc::new(config));
    }
}

/// The side must have been chosen; queues `reason` otherwise.
fn require_side(ssl: &SSL, reason: c_int) -> Result<Side, Stop> {
    ssl.side.get().ok_or_else(|| {
        error::put(reason);
        Stop::Failed
    })
}

/// Makes the engine and starts the handshake, if that has not been done.
fn ensure_engine(ssl: &SSL) -> Result<(), Stop> {
    if ssl.engine.borrow().is_some() {
        return Ok(());
    }
    let side = require_side(ssl, reasons::CONNECTION_TYPE_NOT_SET)?;
    // A method for one side alone has not the functions of the other (SSL_CTX_new(3)).
    let method = ssl.settings().method;
    let knows_side = match side {
        Side::Client => method.may_be_client(),
        Side::Server => method.may_be_server(),
    };
    if !knows_side {
        error::put(error::SHOULD_NOT_HAVE_BEEN_CALLED);
        return Err(Stop::Failed);
    }
    if ssl.settings().versions(&ssl.policy()).is_none() {
        let text = c"this library speaks DTLS only: use DTLS_method and its kin";
        let is_tls = ssl.settings().method.protocol == Protocol::Tls;
        error::put_text(reasons::NO_PROTOCOLS_AVAILABLE, is_tls.then_some(text));
        return Err(Stop::Failed);
    }
    prepare_offer(ssl, side)?;
    let config = questions::config(ssl);
    let random = Box::new(SystemRandom::new());
    let engine = match side {
        Side::Client => Connection::client(config, random),
        Side::Server => Connection::server(config, random),
    };
    start(ssl, engine, side)
}

/// A client's application is asked for its extensions before a hello is written.
fn prepare_offer(ssl: &SSL, side: Side) -> Result<(), Stop> {
    if side == Side::Client && !questions::prepare_offer(ssl) {
        error::put(reasons::CALLBACK_FAILED);
        ssl.failed.set(true);
        return Err(Stop::Failed);
    }
    Ok(())
}

/// Takes a new engine into service.
fn start(ssl: &SSL, mut engine: Connection, side: Side) -> Result<(), Stop> {
    mtu::install(ssl, &mut engine);
    if let Some(first) = call::timer(ssl.timer_callback.get(), ssl, 0) {
        ssl.timer_microseconds.set(first);
        engine.set_initial_timeout(Duration::from_micros(first.into()));
        // The periods are the callback's alone, from 0 on for each flight.
        engine.set_remembers_loss(false);
        ssl.timer_asked.set(true);
    }
    let stats = &ssl.first_context.stats;
    count(if side == Side::Client {
        &stats.connect
    } else {
        &stats.accept
    });
    let started = engine.start();
    *ssl.engine.borrow_mut() = Some(Box::new(engine));
    ssl.output_due.set(true);
    started.map_err(|fault| failed(ssl, &fault))
}

/// How the BIO carries datagrams.
pub fn transport(ssl: &SSL) -> Transport {
    match ssl.wbio() {
        Some(bio) if bio.method_type() == TYPE_DGRAM_SCTP => Transport::ReliableOrdered,
        _ => Transport::Datagram,
    }
}

fn pump(ssl: &SSL, mut goal: Goal<'_>) -> Result<usize, Stop> {
    successor::resume(ssl);
    let reads_data = matches!(goal, Goal::Data { .. }) && ssl.established.get();
    let mut renegotiated = false;
    loop {
        renegotiated |= reads_data && ssl.is_handshaking();
        flush(ssl)?;
        events::deliver(ssl);
        // What happened may have led to more to send.
        if ssl.output_due.get() {
            continue;
        }
        if let Some(result) = reached(ssl, &mut goal) {
            return result;
        }
        if renegotiated && !ssl.is_handshaking() && must_ask_again(ssl) {
            return Err(Stop::Wait);
        }
        if questions::is_open(ssl) {
            questions::answer(ssl)?;
            continue;
        }
        if expire(ssl, clock::NO_GRACE)? {
            continue;
        }
        if matches!(goal, Goal::Handshake) && sctp::must_be_read(ssl) {
            return Err(Stop::Wait);
        }
        match datagram::receive(ssl, &mut goal) {
            Ok(Input::Handled) => {}
            Ok(Input::Copied(length)) => return Ok(length),
            Ok(Input::TimedOut) => {
                expire(ssl, clock::GRACE)?;
            }
            Err(Stop::Wait) if sctp::may_go_on(ssl)? => {}
            Err(stop) => return Err(stop),
        }
    }
}

/// After a renegotiation inside a call that reads: without `SSL_MODE_AUTO_RETRY` the caller is to
/// ask again, as if nothing had come yet (SSL_CTX_set_mode(3)).
fn must_ask_again(ssl: &SSL) -> bool {
    if ssl.settings().mode & mode::AUTO_RETRY != 0 || datagram::has_leftover(ssl) {
        return false;
    }
    let Some(bio) = ssl.rbio() else { return false };
    bio.set_retry_read();
    ssl.want.set(Want::Reading);
    true
}

/// The result, when there is nothing left to wait for.
fn reached(ssl: &SSL, goal: &mut Goal<'_>) -> Option<Result<usize, Stop>> {
    if ssl.failed.get() {
        // Asked again after a failure: nothing can follow, and the error was queued then.
        return Some(Err(Stop::Failed));
    }
    let peer_closed = ssl.shutdown.get() & RECEIVED_SHUTDOWN != 0;
    match goal {
        Goal::Handshake if !ssl.is_handshaking() && !sctp::is_waiting(ssl) => Some(Ok(0)),
        Goal::Handshake if peer_closed => Some(Err(Stop::End)),
        Goal::Handshake => None,
        Goal::Data { out, peek } => match take_inbox(ssl, out, *peek) {
            Some(length) => Some(Ok(length)),
            None if peer_closed => Some(Err(Stop::End)),
            None => None,
        },
        Goal::Closed => peer_closed.then_some(Ok(0)),
    }
}

/// Sends the parked datagram and all that the engine has; over SCTP as far as the association lets it.
fn flush(ssl: &SSL) -> Result<(), Stop> {
    // The end of a flight may be what was parked.
    let mut sent = ssl.io.borrow().parked.is_some();
    datagram::send_parked(ssl)?;
    if !ssl.output_due.get() && !sctp::is_waiting(ssl) {
        return Ok(());
    }
    scratch::with(|scratch| {
        loop {
            if !sctp::advance(ssl)? {
                return Ok(());
            }
            let now = clock::now(ssl);
            let length = match ssl.engine.borrow_mut().as_mut() {
                Some(engine) => engine.poll_transmit(now, scratch),
                None => None,
            };
            let Some(length) = length else {
                return Ok(());
            };
            datagram::send(ssl, &scratch[..length], false)?;
            sent = true;
        }
    })?;
    ssl.output_due.set(false);
    if sent {
        timer::ask_for_period(ssl);
        if let Some(bio) = ssl.wbio() {
            bio.flush();
        }
    }
    Ok(())
}

/// Records an error of the engine: queued, its alert sent, and told to the callbacks.
fn failed(ssl: &SSL, fault: &Error) -> Stop {
    match fault.reason {
        // What we refused for the application has the reason that was noted then.
        Reason::Refused(_) => error::put(ssl.refusal.get()),
        _ => reasons::put_engine(fault),
    }
    if fault.kind == ErrorKind::ApiMisuse {
        return Stop::Failed;
    }
    ssl.failed.set(true);
    ssl.state.set(HandshakeState::Failed);
    ssl.output_due.set(true);
    send_last_words(ssl);
    events::deliver(ssl);
    events::forget_session(ssl);
    if fault.kind == ErrorKind::AlertReceived {
        ssl.shutdown.set(ssl.shutdown.get() | RECEIVED_SHUTDOWN);
        return Stop::PeerAlert;
    }
    Stop::Failed
}

/// Sends the alert of a connection that failed, now or, when the BIO does not take it now, in a later
/// call. Whether it reaches the peer changes nothing any more.
fn send_last_words(ssl: &SSL) {
    let want = ssl.want.get();
    if flush(ssl) != Err(Stop::Wait) {
        ssl.output_due.set(false);
    }
    ssl.want.set(want);
}

/// Copies decrypted data that was kept: `None` when there is none.
fn take_inbox(ssl: &SSL, out: &mut [u8], peek: bool) -> Option<usize> {
    let (length, info) = ssl.io.borrow_mut().inbox.take(out, peek)?;
    sctp::restore_info(ssl, info);
    Some(length)
}

/// Decrypted bytes that wait (`SSL_pending`).
pub fn pending(ssl: &SSL) -> usize {
    ssl.io.borrow().inbox.len()
}

/// Whether anything waits that was read from the BIO (`SSL_has_pending`).
pub fn has_pending(ssl: &SSL) -> bool {
    let io = ssl.io.borrow();
    !io.inbox.is_empty() || io.leftover.len() > io.start
}

/// The client whose hello passed the cookie check goes on as this connection's peer.
fn adopt(ssl: &SSL, engine: Connection, datagram: &[u8]) -> Result<(), Stop> {
    {
        let mut io = ssl.io.borrow_mut();
        io.leftover = datagram.to_vec();
        io.start = 0;
    }
    start(ssl, engine, Side::Server)
}

/// Gives the engine the answer to its question.
pub fn give(ssl: &SSL, answer: Answer) -> Result<(), Stop> {
    let result = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.answer(answer),
        None => return Err(Stop::Failed),
    };
    ssl.output_due.set(true);
    result.map_err(|fault| failed(ssl, &fault))
}

/// The configuration as the engine has it now, if it is there.
pub fn engine_config(ssl: &SSL) -> Option<Arc<dtls::Config>> {
    ssl.engine().map(|engine| Arc::clone(engine.config()))
}
