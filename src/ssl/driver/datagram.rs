//! Datagrams in and out. Nothing that a BIO gave is lost, and nothing that the engine made.

use std::ffi::c_int;

use dtls::Received;

use crate::object::connection::{Parked, SSL, Want};
use crate::reasons;
use crate::sys::bio::{Bio, TYPE_DGRAM};
use crate::sys::error;

use super::mtu::{self, Refused};
use super::{Goal, Stop, clock, events, failed, scratch, sctp, successor, take_inbox};

/// What became of the input.
pub enum Input {
    /// A record was dealt with; there may be an answer to send.
    Handled,
    /// Application data went straight into the caller's buffer: so many bytes.
    Copied(usize),
    /// The BIO gave up waiting.
    TimedOut,
}

/// Sends one datagram, or keeps it when the BIO does not take it now. `is_data`: it carries
/// application data.
pub fn send(ssl: &SSL, datagram: &[u8], is_data: bool) -> Result<(), Stop> {
    let Some(bio) = ssl.wbio() else {
        error::put(reasons::BIO_NOT_SET);
        return Err(Stop::Failed);
    };
    ssl.want.set(Want::Writing);
    let over_sctp = sctp::is_used(ssl);
    let write = || match over_sctp {
        true => sctp::write(ssl, &bio, datagram, is_data),
        false => bio.write(datagram),
    };
    let mut again = false;
    while write() <= 0 {
        // A BIO of the application's may answer every control.
        if over_sctp || bio.should_retry() || !bio.mtu_exceeded() {
            return Err(park(ssl, &bio, datagram, is_data));
        }
        match mtu::refused(ssl, &bio, datagram.len(), is_data, again) {
            Refused::Again => again = true,
            Refused::Cut => {
                ssl.want.set(Want::Nothing);
                return Ok(());
            }
            Refused::Lost => {
                // For `SSL_ERROR_SYSCALL`.
                error::set_errno(libc::EMSGSIZE);
                return Err(Stop::Wait);
            }
        }
    }
    ssl.want.set(Want::Nothing);
    events::tell_headers(ssl, datagram);
    Ok(())
}

/// Keeps a datagram that the BIO takes later.
fn park(ssl: &SSL, bio: &Bio, datagram: &[u8], is_data: bool) -> Stop {
    // A handshake datagram goes out again by the timer; data that the path cannot take is lost,
    // as on any unreliable transport. What must only wait is kept.
    if bio.should_retry() {
        let bytes = datagram.to_vec();
        ssl.io.borrow_mut().parked = Some(Parked { bytes, is_data });
    }
    Stop::Wait
}

/// Sends what the BIO did not take before.
pub fn send_parked(ssl: &SSL) -> Result<(), Stop> {
    let Some(parked) = ssl.io.borrow_mut().parked.take() else {
        return Ok(());
    };
    let sent = send(ssl, &parked.bytes, parked.is_data);
    // What the BIO refuses now is lost: a call that tries again writes it anew.
    let mut io = ssl.io.borrow_mut();
    if sent.is_err() && parked.is_data && io.parked.is_none() {
        io.parked_data = None;
    }
    sent
}

/// Handles the next record: of what is left over, or of a fresh datagram.
pub fn receive(ssl: &SSL, goal: &mut Goal<'_>) -> Result<Input, Stop> {
    if has_leftover(ssl) {
        return handle_leftover(ssl, goal);
    }
    scratch::with(|scratch| {
        let length = match read(ssl, scratch)? {
            Some(length) => length,
            None => return Ok(Input::TimedOut),
        };
        let (input, consumed) = handle(ssl, &mut scratch[..length], goal)?;
        if consumed < length {
            let mut io = ssl.io.borrow_mut();
            io.cut = length == scratch.len();
            io.leftover.clear();
            io.leftover.extend_from_slice(&scratch[consumed..length]);
            io.start = 0;
        }
        Ok(input)
    })
}

/// Whether bytes that were read wait to be handled.
pub fn has_leftover(ssl: &SSL) -> bool {
    let io = ssl.io.borrow();
    io.start < io.leftover.len()
}

/// Reads a datagram from the BIO. `None`: the time for the flight is over.
fn read(ssl: &SSL, buffer: &mut [u8]) -> Result<Option<usize>, Stop> {
    let Some(bio) = ssl.rbio() else {
        error::put(reasons::READ_BIO_NOT_SET);
        return Err(Stop::Failed);
    };
    clock::tell_timer(ssl);
    ssl.want.set(Want::Reading);
    let (mut empty, mut reports) = (0, 0);
    loop {
        let length = bio.read(buffer);
        if let Ok(length @ 1..) = usize::try_from(length) {
            ssl.want.set(Want::Nothing);
            return Ok(Some(length));
        }
        if bio.should_retry() {
            return if is_due(ssl) {
                Ok(None)
            } else {
                Err(Stop::Wait)
            };
        }
        // What a router said of something that was sent before is no failure of reading.
        if length < 0 && reports < MAX_REPORTS && bio.mtu_exceeded() {
            reports += 1;
            mtu::reported(ssl, &bio);
            if ssl.output_due.get() {
                return Ok(None);
            }
            continue;
        }
        if !is_empty_datagram(&bio, length) {
            if length == 0 && bio.is_eof() {
                ssl.want.set(Want::Nothing);
            }
            return Err(if length == 0 { Stop::End } else { Stop::Wait });
        }
        // Anyone can send one. A flood of them must neither end the connection nor keep the caller here.
        empty += 1;
        if empty % MAX_EMPTY == 0 {
            if is_due(ssl) {
                return Ok(None);
            }
            if !bio.waits() {
                bio.set_retry_read();
                return Err(Stop::Wait);
            }
        }
    }
}

/// Whether the flight timer has expired.
fn is_due(ssl: &SSL) -> bool {
    clock::remaining(ssl).is_some_and(|left| left.is_zero())
}

/// Whether a BIO that answered `length` gave an empty datagram; a socket that was shut down for reading looks the same.
pub fn is_empty_datagram(bio: &Bio, length: c_int) -> bool {
    length == 0 && bio.method_type() == TYPE_DGRAM && !bio.is_shut_down()
}

/// How many reports about the path are taken in a call, should a BIO have them for ever.
const MAX_REPORTS: u32 = 8;

/// How many empty datagrams are read before looking at the rest of the world: more than a socket keeps.
const MAX_EMPTY: u32 = 1024;

fn handle_leftover(ssl: &SSL, goal: &mut Goal<'_>) -> Result<Input, Stop> {
    // Out of the connection while it is handled: callbacks may look at the connection.
    let (mut bytes, start, cut) = {
        let mut io = ssl.io.borrow_mut();
        let start = std::mem::take(&mut io.start);
        (std::mem::take(&mut io.leftover), start, io.cut)
    };
    if cut && !holds_record(&bytes[start..]) {
        complete(ssl, &mut bytes);
    }
    let (input, consumed) = handle(ssl, &mut bytes[start..], goal)?;
    let mut io = ssl.io.borrow_mut();
    if start + consumed < bytes.len() {
        io.leftover = bytes;
        io.start = start + consumed;
    }
    Ok(input)
}

/// Whether a whole record is at the front.
fn holds_record(bytes: &[u8]) -> bool {
    match bytes {
        [_, _, _, _, _, _, _, _, _, _, _, high, low, body @ ..] => {
            body.len() >= usize::from(u16::from_be_bytes([*high, *low]))
        }
        _ => false,
    }
}

/// Adds the rest of a record that ended with the buffer: a memory BIO held more than one read took.
fn complete(ssl: &SSL, bytes: &mut Vec<u8>) {
    let Some(bio) = ssl.rbio() else { return };
    ssl.io.borrow_mut().cut = scratch::with(|scratch| {
        let read = usize::try_from(bio.read(scratch)).unwrap_or(0);
        bytes.extend_from_slice(&scratch[..read]);
        read == scratch.len()
    });
}

/// Gives one record to the engine: what became of it, and how many bytes it took.
fn handle(ssl: &SSL, bytes: &mut [u8], goal: &mut Goal<'_>) -> Result<(Input, usize), Stop> {
    if let Some(consumed) = successor::take_plain(ssl, bytes) {
        return Ok((Input::Handled, consumed));
    }
    let copy = successor::copy(ssl, bytes);
    let header = events::copy_header(ssl, bytes);
    let received = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.handle_record(bytes),
        None => return Err(Stop::Failed),
    };
    let Received {
        consumed,
        data,
        kept,
        blocked,
        dropped,
    } = match received {
        Ok(received) => received,
        Err(fault) => return Err(failed(ssl, &fault)),
    };
    if blocked {
        return Ok((Input::Handled, 0));
    }
    if let Some(header) = header {
        events::tell_header(ssl, &header, false);
    }
    if let (Some(record), Some(dropped)) = (copy, dropped) {
        successor::give(ssl, &record, dropped);
    }
    if kept {
        let info = sctp::receive_info(ssl);
        ssl.io.borrow_mut().inbox.expect(info);
    }
    let Some(data) = data else {
        ssl.output_due.set(true);
        // A record that takes nothing would be handled for ever.
        return Ok((
            Input::Handled,
            if consumed == 0 { bytes.len() } else { consumed },
        ));
    };
    Ok((deliver(ssl, &bytes[data], goal), consumed))
}

/// Application data to its reader, or into the inbox.
fn deliver(ssl: &SSL, data: &[u8], goal: &mut Goal<'_>) -> Input {
    match goal {
        // Data that comes after our close_notify is nobody's.
        Goal::Closed => Input::Handled,
        Goal::Data { out, peek: false } if !data.is_empty() && ssl.io.borrow().inbox.is_empty() => {
            let length = data.len().min(out.len());
            out[..length].copy_from_slice(&data[..length]);
            if length < data.len() {
                keep(ssl, &data[length..]);
            }
            Input::Copied(length)
        }
        Goal::Data { out, peek } => {
            keep(ssl, data);
            take_inbox(ssl, out, *peek).map_or(Input::Handled, Input::Copied)
        }
        Goal::Handshake => {
            // Over SCTP nothing is read any more then.
            if !ssl.io.borrow().inbox.is_full() {
                keep(ssl, data);
            }
            Input::Handled
        }
    }
}

/// Keeps data of the record that was read last.
fn keep(ssl: &SSL, data: &[u8]) {
    let info = sctp::receive_info(ssl);
    ssl.io.borrow_mut().inbox.push(data, info);
}
