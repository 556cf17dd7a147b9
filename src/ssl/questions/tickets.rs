//! Session tickets of DTLS 1.0 and 1.2 (RFC 5077): a server wraps a session and finds it again.

use std::ffi::c_int;
use std::sync::Arc;

use dtls::{Answer, NewTicket, Session, Unwrapped};

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::session::{SSL_SESSION, der};
use crate::object::ticket_keys::NAME;
use crate::sys::ticket::{self, Keying, Opened};
use crate::sys::{call, error};

use super::Outcome;
use super::sessions::{self, Verdict};
use crate::reasons;

/// Makes a ticket of the session. The application may put data into it first.
pub fn wrap(ssl: &SSL, engine: &Session) -> Outcome {
    let resumed = ssl
        .engine()
        .and_then(|engine| engine.facts().map(|facts| facts.resumed))
        .unwrap_or(false);
    if !resumed {
        if !sessions::new_session(ssl, engine) {
            return Outcome::Fail;
        }
        ssl.session_made.set(true);
    }
    let callbacks = ssl.first_context.settings().of_context;
    if !call::generate_ticket(callbacks.ticket_generate, ssl, callbacks.ticket_arg) {
        error::put(reasons::CALLBACK_FAILED);
        return Outcome::Fail;
    }
    let session = ssl.session.borrow().clone();
    let Some(session) = session else {
        return Outcome::Fail;
    };
    // The ID is the client's affair, and so is a ticket that it had before.
    let (encoded, timeout) = session.with(|parts| {
        let mut parts = parts.clone();
        parts.id.clear();
        parts.stored.ticket.clear();
        (der::encode(&parts), parts.timeout)
    });
    let (Some(encoded), Some(keying)) = (encoded, keying(ssl)) else {
        error::put(error::INTERNAL_ERROR);
        return Outcome::Fail;
    };
    let Ok(ticket) = ticket::seal(&keying, ssl, &encoded) else {
        error::put(reasons::CALLBACK_FAILED);
        return Outcome::Fail;
    };
    // The age of a resumed session is not told: the client has its own idea of it.
    let lifetime = match resumed {
        true => 0,
        false => u32::try_from(timeout).unwrap_or(u32::MAX),
    };
    Outcome::Answer(Answer::NewTicket(
        ticket.map(|ticket| NewTicket { ticket, lifetime }),
    ))
}

/// Finds the session in a ticket. The application has the last word (SSL_CTX_set_session_ticket_cb(3)).
pub fn unwrap(ssl: &SSL, shown: &[u8], id: &[u8]) -> Outcome {
    if !sessions::may_resume_now(ssl) {
        return Outcome::Answer(Answer::Ticket(Unwrapped::Ignored));
    }
    let (status, session) = match open(ssl, shown, id) {
        Ok(opened) => opened,
        Err(ticket::Failed) => {
            error::put(reasons::CALLBACK_FAILED);
            return Outcome::Fail;
        }
    };
    let callbacks = ssl.first_context.settings().of_context;
    let name = &shown[..shown.len().min(NAME)];
    let last = (status, callbacks.ticket_arg);
    let said = call::decrypt_ticket(callbacks.ticket_decrypt, ssl, session.as_ref(), name, last);
    let answer = match (said, session) {
        (None, Some(session)) => take(ssl, session, status == TICKET_SUCCESS_RENEW),
        (Some(TICKET_RETURN_USE), Some(session)) => take(ssl, session, false),
        (Some(TICKET_RETURN_USE_RENEW), Some(session)) => take(ssl, session, true),
        (None | Some(TICKET_RETURN_IGNORE_RENEW), _) => Some(Unwrapped::Unknown),
        (Some(TICKET_RETURN_IGNORE), _) => Some(Unwrapped::Ignored),
        _ => {
            error::put(reasons::CALLBACK_FAILED);
            None
        }
    };
    match answer {
        Some(answer) => Outcome::Answer(Answer::Ticket(answer)),
        None => Outcome::Fail,
    }
}

/// What became of a ticket, and the session that was in it.
fn open(
    ssl: &SSL,
    shown: &[u8],
    id: &[u8],
) -> Result<(c_int, Option<Arc<SSL_SESSION>>), ticket::Failed> {
    if shown.is_empty() {
        return Ok((TICKET_EMPTY, None));
    }
    let keying = keying(ssl).ok_or(ticket::Failed)?;
    let Opened::Good { session, renew } = ticket::open(&keying, ssl, shown)? else {
        return Ok((TICKET_NO_DECRYPT, None));
    };
    let decoded = error::quietly(|| der::decode(&session).ok());
    let whole = decoded.filter(|(_, length)| *length == session.len());
    let session = whole.and_then(|(mut parts, _)| {
        parts.id = id.to_vec();
        SSL_SESSION::from_parts(parts)
    });
    Ok(match session {
        Some(session) if renew => (TICKET_SUCCESS_RENEW, Some(session)),
        Some(session) => (TICKET_SUCCESS, Some(session)),
        None => (TICKET_NO_DECRYPT, None),
    })
}

/// A session out of a ticket keeps the rules of any other. `None`: the handshake ends.
fn take(ssl: &SSL, session: Arc<SSL_SESSION>, renew: bool) -> Option<Unwrapped> {
    match sessions::may_resume(ssl, &session) {
        Verdict::Good => Some(match sessions::offer(ssl, session) {
            Some(session) => Unwrapped::Session { session, renew },
            None => Unwrapped::Unknown,
        }),
        Verdict::Expired | Verdict::OfOthers => Some(Unwrapped::Unknown),
        Verdict::NoContext => None,
    }
}

/// Who has the keys: the application's callback, the newer form first, or the context.
fn keying(ssl: &SSL) -> Option<Keying> {
    let callbacks = ssl.first_context.settings().of_context;
    if callbacks.ticket_key_evp.is_some() {
        return Some(Keying::Mac(callbacks.ticket_key_evp));
    }
    if callbacks.ticket_key.is_some() {
        return Some(Keying::Hmac(callbacks.ticket_key));
    }
    ssl.first_context.ticket_keys().map(Keying::Own)
}
