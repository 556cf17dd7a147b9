//! What happened, told to the application's callbacks.

use std::ffi::{CString, c_int};
use std::fmt::Write;

use dtls::{Direction, Event, HandshakeState};

use crate::object::connection::{RECEIVED_SHUTDOWN, SSL, Side};
use crate::object::context::count;
use crate::questions;
use crate::sys::call;
use crate::trace;

/// The content type of handshake messages.
const HANDSHAKE: u8 = 22;

use super::path_mtu;

const CB_LOOP: c_int = 0x01;
const CB_EXIT: c_int = 0x02;
const CB_READ_ALERT: c_int = 0x4004;
const CB_WRITE_ALERT: c_int = 0x4008;
const CB_HANDSHAKE_START: c_int = 0x10;
const CB_HANDSHAKE_DONE: c_int = 0x20;
const ST_CONNECT: c_int = 0x1000;
const ST_ACCEPT: c_int = 0x2000;

/// Delivers all events, each with no borrow of the connection alive.
pub fn deliver(ssl: &SSL) {
    loop {
        let event = match ssl.engine.borrow_mut().as_mut() {
            Some(engine) => engine.poll_event(),
            None => None,
        };
        let Some(event) = event else { return };
        one(ssl, event);
    }
}

fn one(ssl: &SSL, event: Event) {
    match event {
        Event::Data(data) => ssl.io.borrow_mut().inbox.push_expected(&data),
        Event::HandshakeStarted => {
            if !ssl.is_server() {
                ssl.status.set_response(None);
            }
            ssl.state.set(HandshakeState::Before);
            if ssl.established.get() {
                renegotiation(ssl);
            }
            info(ssl, CB_HANDSHAKE_START, 1);
            step(ssl);
        }
        Event::HandshakeDone => done(ssl),
        Event::StateChanged(state) => {
            if state == HandshakeState::ServerWroteCertificateRequest {
                ssl.asked_certificate.set(true);
            }
            if state == HandshakeState::ClientReadServerHello {
                questions::note_protocol(ssl);
            }
            moved(ssl, state);
        }
        // Headers are told as they go by, before what is in their records.
        Event::Message {
            content_type: HEADER,
            ..
        } => {}
        Event::Message {
            direction,
            version,
            content_type,
            bytes,
        } => {
            let inherited = ssl.settings().inherited;
            let head = (
                direction == Direction::Sent,
                c_int::from(version.0),
                c_int::from(content_type),
            );
            call::message(inherited.message, head, &bytes, ssl, inherited.message_arg);
            if direction != Direction::Sent && content_type == HANDSHAKE.into() {
                tell_extensions(ssl, &bytes);
            }
        }
        Event::AlertReceived { level, description } => {
            info(ssl, CB_READ_ALERT, alert_value(level, description.0));
        }
        Event::AlertSent { level, description } => {
            info(ssl, CB_WRITE_ALERT, alert_value(level, description.0));
        }
        Event::PeerClosed => ssl.shutdown.set(ssl.shutdown.get() | RECEIVED_SHUTDOWN),
        // The program asks by SSL_get_tlsext_heartbeat_pending, and hears of silence by the timer.
        Event::Heartbeat { .. } => {}
        Event::PathMtu { step, mtu } => path_mtu::tell(ssl, step, mtu),
        Event::KeyLog {
            label,
            client_random,
            secret,
        } => {
            key_log(ssl, label, &client_random, &secret);
        }
    }
}

/// `SSL3_RT_HEADER`, and the length of what it is for.
const HEADER: u16 = 0x100;
const HEADER_LEN: usize = 13;

/// Tells of the headers of the records that went out.
pub fn tell_headers(ssl: &SSL, datagram: &[u8]) {
    if ssl.message_callback().0.is_none() {
        return;
    }
    let mut rest = datagram;
    while let Some((header, behind)) = rest.split_first_chunk::<HEADER_LEN>() {
        tell_header(ssl, header, true);
        let length = u16::from_be_bytes([header[11], header[12]]);
        rest = behind.get(usize::from(length)..).unwrap_or(&[]);
    }
}

/// The header of the record at the front, where somebody wants to know: the record is decrypted in its place.
pub fn copy_header(ssl: &SSL, bytes: &[u8]) -> Option<[u8; HEADER_LEN]> {
    ssl.message_callback().0?;
    bytes.first_chunk().copied()
}

/// Tells of a record's header (SSL_CTX_set_msg_callback(3)).
pub fn tell_header(ssl: &SSL, header: &[u8; HEADER_LEN], sent: bool) {
    let (callback, arg) = ssl.message_callback();
    call::message(callback, (sent, 0, HEADER.into()), header, ssl, arg);
}

/// Tells of each extension in a hello of the peer's (SSL_set_tlsext_debug_callback(3)).
fn tell_extensions(ssl: &SSL, message: &[u8]) {
    let inherited = ssl.settings().inherited;
    if inherited.extension_debug.is_none() {
        return;
    }
    for (kind, body) in trace::extensions(message) {
        let of_server = !ssl.is_server();
        call::extension_debug(
            inherited.extension_debug,
            ssl,
            of_server,
            kind,
            body,
            inherited.extension_debug_arg,
        );
    }
}

/// Tells of the state as it is.
fn step(ssl: &SSL) {
    info(ssl, side_bits(ssl) | CB_LOOP, 1);
}

/// A step begins with a call that shows the state before it; one that writes ends with one, too
/// (SSL_CTX_set_info_callback(3)).
fn moved(ssl: &SSL, state: HandshakeState) {
    // Beginning and end have events of their own.
    if let HandshakeState::Failed | HandshakeState::Before = state {
        ssl.state.set(state);
        return;
    }
    if state == HandshakeState::Established {
        if is_read(ssl.state.get()) {
            step(ssl);
        }
        ssl.state.set(state);
        return;
    }
    let reads = is_read(state);
    if reads || is_read(ssl.state.get()) {
        step(ssl);
    }
    ssl.state.set(state);
    if !reads {
        step(ssl);
    }
}

fn is_read(state: HandshakeState) -> bool {
    use HandshakeState::*;
    matches!(
        state,
        ClientReadHelloRequest
            | ClientReadHelloVerifyRequest
            | ClientReadServerHello
            | ClientReadCertificate
            | ClientReadCertificateStatus
            | ClientReadKeyExchange
            | ClientReadCertificateRequest
            | ClientReadServerHelloDone
            | ClientReadSessionTicket
            | ClientReadChangeCipherSpec
            | ClientReadFinished
            | ServerReadClientHello
            | ServerReadCertificate
            | ServerReadKeyExchange
            | ServerReadCertificateVerify
            | ServerReadChangeCipherSpec
            | ServerReadFinished
    )
}

fn alert_value(level: u8, description: u8) -> c_int {
    c_int::from(level) << 8 | c_int::from(description)
}

/// A renegotiation begins. A client that the server has asked for it counts it as its own.
fn renegotiation(ssl: &SSL) {
    let stats = &ssl.first_context.stats;
    if ssl.is_server() {
        return count(&stats.accept_renegotiate);
    }
    count(&stats.connect_renegotiate);
    if !ssl.renegotiating.replace(true) {
        let add = |counter: &std::cell::Cell<_>| counter.set(counter.get() + 1);
        add(&ssl.renegotiations);
        add(&ssl.total_renegotiations);
    }
}

fn done(ssl: &SSL) {
    ssl.state.set(HandshakeState::Established);
    ssl.established.set(true);
    questions::keep_session(ssl);
    let stats = &ssl.first_context.stats;
    ssl.renegotiating.set(false);
    ssl.offers_session.set(true);
    count(if ssl.is_server() {
        &stats.accept_good
    } else {
        &stats.connect_good
    });
    info(ssl, CB_HANDSHAKE_DONE, 1);
}

/// The end of a call that drives the handshake.
pub fn handshake_exit(ssl: &SSL, result: c_int) {
    info(ssl, side_bits(ssl) | CB_EXIT, result);
}

fn side_bits(ssl: &SSL) -> c_int {
    match ssl.side.get() {
        Some(Side::Server) => ST_ACCEPT,
        _ => ST_CONNECT,
    }
}

fn info(ssl: &SSL, what: c_int, value: c_int) {
    // The connection's own callback goes before the context's (SSL_CTX_set_info_callback(3)).
    let own = ssl.settings().inherited.info;
    let callback = own.or_else(|| ssl.context().settings().inherited.info);
    call::info(callback, ssl, what, value);
}

fn key_log(ssl: &SSL, label: &str, client_random: &[u8], secret: &[u8]) {
    let callback = ssl.context().settings().of_context.key_log;
    if callback.is_none() {
        return;
    }
    let mut line = zeroize::Zeroizing::new(String::with_capacity(
        label.len() + 2 + 2 * (client_random.len() + secret.len()),
    ));
    line.push_str(label);
    for part in [client_random, secret] {
        line.push(' ');
        for byte in part {
            // Writing to a String does not fail.
            write!(line, "{byte:02x}").ok();
        }
    }
    if let Ok(line) = CString::new(line.as_bytes()) {
        call::key_log(callback, ssl, &line);
    }
}

/// A session whose connection failed is not resumed (RFC 5246, 7.2.2). One that a client only named, in a first
/// handshake that did not come to its end, is not touched: whoever has seen its ID could remove it.
pub fn forget_session(ssl: &SSL) {
    if ssl.is_server() && !ssl.established.get() {
        return;
    }
    let session = ssl.session.borrow().clone();
    if let Some(session) = session {
        ssl.first_context.remove_session(&session);
    }
}
