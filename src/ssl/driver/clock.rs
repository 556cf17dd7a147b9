//! The clock of the flight timers: monotonic, read only while a timer runs.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use dtls::Time;

use crate::object::connection::SSL;
use crate::sys::call;

use super::successor;

/// A timer with less than 15 milliseconds left counts as expired where the kernel's clock and ours
/// may differ.
pub const GRACE: u64 = 15_000;
pub const NO_GRACE: u64 = 0;

/// Now, by the application's clock if it has one (`FERRODTLS_CTX_set_clock`); else in microseconds
/// from this process's first look at the clock.
pub fn now(ssl: &SSL) -> Time {
    let settings = ssl.settings();
    let (callback, arg) = (settings.inherited.clock, settings.inherited.clock_arg);
    drop(settings);
    if let Some(microseconds) = call::clock(callback, arg) {
        return Time::ZERO + Duration::from_micros(microseconds);
    }
    static ORIGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let origin = *ORIGIN.get_or_init(Instant::now);
    Time::ZERO + origin.elapsed()
}

/// The time until the flight timer expires; `None`: no timer runs.
pub fn remaining(ssl: &SSL) -> Option<Duration> {
    let left = deadline(ssl)?.since(now(ssl));
    // Programs that wait by select(2) would spin on the last bit.
    Some(if left < Duration::from_micros(GRACE) {
        Duration::ZERO
    } else {
        left
    })
}

/// When the next flight is to be sent again: ours, or that of a client that comes anew.
fn deadline(ssl: &SSL) -> Option<Time> {
    let own = ssl.engine().and_then(|engine| engine.poll_timeout());
    own.into_iter().chain(successor::deadline(ssl)).min()
}

/// Tells the read BIO when the flight timer expires, so that a blocking read ends in time, or that
/// none runs any more.
pub fn tell_timer(ssl: &SSL) {
    let Some(bio) = ssl.rbio() else { return };
    match deadline(ssl) {
        Some(deadline) => {
            let due = wall_clock() + deadline.since(now(ssl));
            bio.set_next_timeout(Some(libc::timeval {
                tv_sec: due.as_secs() as libc::time_t,
                tv_usec: due.subsec_micros() as libc::suseconds_t,
            }));
            ssl.io.borrow_mut().timer_told = true;
        }
        None => {
            if std::mem::take(&mut ssl.io.borrow_mut().timer_told) {
                bio.set_next_timeout(None);
            }
        }
    }
}

fn wall_clock() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}
