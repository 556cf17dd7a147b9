//! A client that comes again from the address of an established connection, because it was rebooted (RFC 6347, 4.2.8).
//!
//! Its hellos are answered with cookies, keeping no state, as a listener does. One with a good cookie begins the
//! handshake of a candidate: a connection of its own, over the same BIOs, beside the established one, which goes on as
//! if there were none. When the candidate's handshake is done, which takes the client's Finished, the established one
//! ends, and the candidate waits to be taken as its successor.
//!
//! There is one candidate at a time. A client with a newer good hello replaces it, and it is given up after a minute.

use std::sync::Arc;
use std::time::Duration;

use dtls::error::DropReason;
use dtls::stateless::Hello;
use dtls::{Connection, Time};
use primitives::random::SystemRandom;

use crate::object::connection::{RECEIVED_SHUTDOWN, SENT_SHUTDOWN, SSL, Side};
use crate::questions;
use crate::sys::{call, error};

use super::listen::REPLY;
use super::{Busy, Goal, Stop, adopt, clock, datagram, events, flush, timer};

/// The client that comes again.
pub struct Candidate {
    ssl: Arc<SSL>,
    /// The random of its hello, by which a repetition is told from another client's.
    random: [u8; 32],
    since: Time,
    done: bool,
}

/// How long a candidate's handshake may take.
const LIFETIME: Duration = Duration::from_secs(60);

/// Bytes of records that wait while the application thinks about a candidate.
const MAX_WAITING: usize = 64 * 1024;

/// Takes the first record of `bytes` away from the connection when it is one of a new handshake: its length.
pub fn take_plain(ssl: &SSL, bytes: &[u8]) -> Option<usize> {
    let record = first_record(bytes)?;
    // Epoch 0, which an established connection has left behind.
    if record[3..5] != [0, 0] || !is_offered(ssl) {
        return None;
    }
    let known = match Hello::read(record) {
        Ok(hello) => greet(ssl, &hello, record),
        Err(_) => feed(ssl, record),
    };
    known.then_some(record.len())
}

/// A copy of the first record of `bytes`, if it may be a candidate's: opening it in place may spoil it.
pub fn copy(ssl: &SSL, bytes: &[u8]) -> Option<Vec<u8>> {
    ssl.successor.borrow().as_ref()?;
    first_record(bytes).map(<[u8]>::to_vec)
}

/// Gives the candidate a record that the connection could make nothing of.
pub fn give(ssl: &SSL, record: &[u8], dropped: DropReason) {
    let foreign = matches!(
        dropped,
        DropReason::BadRecord
            | DropReason::Replayed
            | DropReason::UnknownEpoch
            | DropReason::WrongVersion
    );
    if foreign {
        feed(ssl, record);
    }
}

/// Asks the application again that was not ready, and the BIO that took no more.
pub fn resume(ssl: &SSL) {
    let waits = ssl.successor.borrow().as_ref().is_some_and(|candidate| {
        let asked = questions::is_open(&candidate.ssl);
        !candidate.done && (asked || candidate.ssl.io.borrow().parked.is_some())
    });
    if waits {
        advance(ssl);
    }
}

/// When a candidate's flight is to be sent again.
pub fn deadline(ssl: &SSL) -> Option<Time> {
    let candidate = ssl.successor.borrow();
    candidate.as_ref()?.ssl.engine()?.poll_timeout()
}

/// Sends a candidate's flight again if its timer has expired; whether it had.
pub fn expire(ssl: &SSL, grace: u64) -> bool {
    let Some(next) = current(ssl) else {
        return false;
    };
    let expired = error::quietly(|| timer::expire(&next, grace));
    match expired {
        Ok(false) => false,
        Ok(true) => {
            advance(ssl);
            true
        }
        Err(_) => {
            forget(ssl);
            true
        }
    }
}

/// The successor of a connection that was replaced, with what was read for it.
pub fn take(ssl: &SSL) -> Option<Arc<SSL>> {
    let candidate = ssl
        .successor
        .borrow_mut()
        .take_if(|candidate| candidate.done)?;
    let rest = {
        let mut io = ssl.io.borrow_mut();
        let start = std::mem::take(&mut io.start);
        std::mem::take(&mut io.leftover).split_off(start)
    };
    let mut io = candidate.ssl.io.borrow_mut();
    io.leftover.extend(rest);
    drop(io);
    Some(candidate.ssl)
}

/// Whether a client may begin anew.
fn is_offered(ssl: &SSL) -> bool {
    let of_context = ssl.context().settings().of_context;
    ssl.settings().successors
        && ssl.side.get() == Some(Side::Server)
        && ssl.established.get()
        && !ssl.failed.get()
        && ssl.shutdown.get() == 0
        && of_context.cookie_generate.is_some()
        && of_context.cookie_verify.is_some()
}

/// Deals with a ClientHello; false: it is that of the connection itself, come late.
fn greet(ssl: &SSL, hello: &Hello<'_>, record: &[u8]) -> bool {
    let random = hello.random();
    let own = ssl.engine().is_some_and(|engine| {
        engine
            .facts()
            .is_some_and(|facts| facts.client_random == random)
    });
    if own {
        return false;
    }
    let repeated =
        matches!(&*ssl.successor.borrow(), Some(candidate) if candidate.random == random);
    if repeated && feed(ssl, record) {
        return true;
    }
    let callbacks = ssl.context().settings().of_context;
    let cookie = hello.cookie();
    if !cookie.is_empty() && call::check_cookie(callbacks.cookie_verify, ssl, cookie) {
        error::quietly(|| begin(ssl, hello, record));
        return true;
    }
    let Some(cookie) = call::make_cookie(callbacks.cookie_generate, ssl) else {
        return true;
    };
    let mut reply = [0; REPLY];
    if let (Some(length), Some(bio)) = (hello.write_verify_request(&cookie, &mut reply), ssl.wbio())
    {
        // The client asks again when the reply is lost.
        bio.write(&reply[..length]);
        bio.flush();
    }
    true
}

/// Begins the handshake of a client whose address is verified.
fn begin(ssl: &SSL, hello: &Hello<'_>, record: &[u8]) {
    let Some(next) = ssl.sibling() else { return };
    let random = Box::new(SystemRandom::new());
    let engine = Connection::server_after_cookie(questions::config(&next), random, hello);
    if adopt(&next, engine, record).is_err() {
        return;
    }
    let old = ssl.successor.replace(Some(Box::new(Candidate {
        ssl: next,
        random: hello.random(),
        since: clock::now(ssl),
        done: false,
    })));
    // Outside the borrow: the application's free functions may run.
    drop(old);
    advance(ssl);
}

/// The candidate, if its time is not over.
fn current(ssl: &SSL) -> Option<Arc<SSL>> {
    let (next, since) = {
        let candidate = ssl.successor.borrow();
        let candidate = candidate.as_ref().filter(|candidate| !candidate.done)?;
        (Arc::clone(&candidate.ssl), candidate.since)
    };
    if clock::now(ssl).since(since) > LIFETIME {
        forget(ssl);
        return None;
    }
    Some(next)
}

fn forget(ssl: &SSL) {
    let old = ssl.successor.replace(None);
    drop(old);
}

/// Gives the candidate a record; false: there is none.
fn feed(ssl: &SSL, record: &[u8]) -> bool {
    let Some(next) = current(ssl) else {
        return false;
    };
    {
        let mut io = next.io.borrow_mut();
        if io.leftover.len() - io.start + record.len() <= MAX_WAITING {
            io.leftover.extend_from_slice(record);
        }
    }
    advance(ssl);
    true
}

/// Lets the candidate go as far as it comes.
fn advance(ssl: &SSL) {
    let Some(next) = current(ssl) else { return };
    match error::quietly(|| step(&next)) {
        Ok(false) | Err(Stop::Wait) => {}
        Ok(true) => replace(ssl),
        Err(_) => forget(ssl),
    }
}

/// Whether the candidate's handshake is done.
fn step(next: &SSL) -> Result<bool, Stop> {
    let _busy = Busy::enter(next)?;
    loop {
        flush(next)?;
        events::deliver(next);
        if next.failed.get() {
            return Err(Stop::Failed);
        }
        if next.established.get() {
            return Ok(true);
        }
        if questions::is_open(next) {
            questions::answer(next)?;
        } else if datagram::has_leftover(next) {
            datagram::receive(next, &mut Goal::Handshake)?;
        } else {
            return Ok(false);
        }
    }
}

/// RFC 6347, 4.2.8: after a correct Finished the server abandons the previous association. Nothing is sent, as the client
/// could not read it.
fn replace(ssl: &SSL) {
    if let Some(candidate) = ssl.successor.borrow_mut().as_mut() {
        candidate.done = true;
    }
    ssl.shutdown.set(SENT_SHUTDOWN | RECEIVED_SHUTDOWN);
}

/// The first record of `bytes`; None when it is not whole.
fn first_record(bytes: &[u8]) -> Option<&[u8]> {
    let (header, body) = bytes.split_first_chunk::<13>()?;
    let length = usize::from(u16::from_be_bytes([header[11], header[12]]));
    (body.len() >= length).then(|| &bytes[..13 + length])
}
