//! Heartbeats that the program asks for (RFC 6520).

use dtls::HeartbeatRequest;
use dtls::error::Reason;

use crate::object::connection::SSL;
use crate::reasons;
use crate::sys::error;

use super::{Stop, events, failed, flush};

/// Sends a request (`SSL_heartbeat`). One that the BIO does not take, or refuses, is in flight all the same: the timer
/// sends it again.
pub fn send(ssl: &SSL) -> Result<(), Stop> {
    let asked = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.send_heartbeat(HeartbeatRequest::default()),
        None => Err(Reason::HandshakeNotDone.into()),
    };
    match asked {
        Ok(_) => {}
        // As OpenSSL 1.0.1 has it.
        Err(fault) if matches!(fault.reason, Reason::HandshakeNotDone | Reason::WrongState) => {
            error::put(reasons::UNEXPECTED_MESSAGE);
            return Err(Stop::Failed);
        }
        Err(fault) => return Err(failed(ssl, &fault)),
    }
    send_now(ssl)
}

/// Sends what the engine has outside of a driving function; inside one it does so itself.
pub fn send_now(ssl: &SSL) -> Result<(), Stop> {
    ssl.output_due.set(true);
    if ssl.busy.get() {
        return Ok(());
    }
    let want = ssl.want.get();
    let sent = flush(ssl);
    ssl.want.set(want);
    events::deliver(ssl);
    match sent {
        Err(Stop::Failed) => Err(Stop::Failed),
        _ => Ok(()),
    }
}

/// Whether a request of the program's waits for its answer.
pub fn is_pending(ssl: &SSL) -> bool {
    ssl.engine()
        .is_some_and(|engine| engine.is_heartbeat_pending())
}

/// The peer has not answered. The connection is as it was.
pub fn unanswered() -> Stop {
    error::put(reasons::TLS_HEARTBEAT_UNANSWERED);
    Stop::Failed
}
