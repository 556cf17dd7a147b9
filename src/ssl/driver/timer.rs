//! The flight timer: expiry, and the periods that the application chooses.

use std::time::Duration;

use dtls::Expired;

use crate::object::connection::SSL;
use crate::sys::call;

use super::{Stop, clock, events, failed, heartbeat, mtu, successor};

/// Handles an expired flight timer: whether there was one. `grace`: how much of its time may be
/// left.
pub fn expire(ssl: &SSL, grace: u64) -> Result<bool, Stop> {
    let of_successor = successor::expire(ssl, grace);
    let Some(deadline) = ssl.engine().and_then(|engine| engine.poll_timeout()) else {
        return Ok(of_successor);
    };
    let now = clock::now(ssl);
    if now.as_micros().saturating_add(grace) < deadline.as_micros() {
        return Ok(of_successor);
    }
    mtu::tell_fallback(ssl);
    let result = match ssl.engine.borrow_mut().as_mut() {
        Some(engine) => engine.handle_timeout(now.max(deadline)),
        None => return Ok(false),
    };
    match result {
        Ok(Expired::NotYet) => Ok(false),
        Ok(Expired::Retransmit { .. }) => {
            ssl.output_due.set(true);
            next_period(ssl);
            Ok(true)
        }
        Ok(Expired::Heartbeat { .. }) => {
            ssl.output_due.set(true);
            next_period(ssl);
            Ok(true)
        }
        Ok(Expired::HeartbeatUnanswered(request)) => {
            events::deliver(ssl);
            match request.is_probe {
                true => {
                    ssl.output_due.set(true);
                    Ok(true)
                }
                false => Err(heartbeat::unanswered()),
            }
        }
        Ok(Expired::PathMtu) => {
            ssl.output_due.set(true);
            Ok(true)
        }
        Err(fault) => Err(failed(ssl, &fault)),
    }
}

/// Asks the application's timer callback for the first period of a new flight.
pub fn ask_for_period(ssl: &SSL) {
    let callback = ssl.timer_callback.get();
    if callback.is_none() {
        return;
    }
    let running = ssl
        .engine()
        .is_some_and(|engine| engine.poll_timeout().is_some());
    if ssl.timer_asked.take() || !running {
        return;
    }
    if let Some(first) = call::timer(callback, ssl, 0) {
        set_period(ssl, first);
    }
}

/// Sets the period of the flights to come.
fn set_period(ssl: &SSL, microseconds: u32) {
    ssl.timer_microseconds.set(microseconds);
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.set_initial_timeout(Duration::from_micros(microseconds.into()));
        engine.set_remembers_loss(false);
    }
}

/// Asks the application's timer callback for the next period.
fn next_period(ssl: &SSL) {
    let Some(next) = call::timer(ssl.timer_callback.get(), ssl, ssl.timer_microseconds.get())
    else {
        return;
    };
    ssl.timer_microseconds.set(next);
    ssl.timer_asked.set(true);
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.set_next_timeout(Duration::from_micros(next.into()));
    }
}
