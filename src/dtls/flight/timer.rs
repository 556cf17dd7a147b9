//! The retransmission timer (RFC 6347 section 4.2.4.1).

use core::time::Duration;

use crate::time::Time;

/// A timer that doubles with each expiry.
///
/// A longer duration is kept for the next flights until one of them got through without an expiry
/// (RFC 6347 section 4.2.4.1), or ten times the duration has passed without any.
#[derive(Clone, Debug)]
pub struct Timer {
    initial: Duration,
    duration: Duration,
    deadline: Option<Time>,
    expiries: u32,
    /// The duration of the next start was chosen from outside.
    chosen: bool,
    /// When the last flight went out.
    last_start: Option<Time>,
    remembers_loss: bool,
}

impl Timer {
    /// The duration to begin with when nothing else is said.
    pub const INITIAL: Duration = Duration::from_secs(1);

    /// The longest duration that doubling leads to.
    pub const MAX: Duration = Duration::from_secs(60);

    /// A timer that does not run.
    pub const fn new(initial: Duration) -> Self {
        Self {
            initial,
            duration: initial,
            deadline: None,
            expiries: 0,
            chosen: false,
            last_start: None,
            remembers_loss: true,
        }
    }

    /// Whether a longer duration is kept for the next flights, as RFC 6347 recommends; true at first.
    /// With false each flight begins with the initial duration, as in OpenSSL.
    pub fn set_remembers_loss(&mut self, remembers: bool) {
        self.remembers_loss = remembers;
    }

    /// Changes the duration to begin with. It holds from the next start on, if the timer has not
    /// expired since the last flight got through.
    pub fn set_initial(&mut self, initial: Duration) {
        if self.duration == self.initial {
            self.duration = initial;
        }
        self.initial = initial;
    }

    /// Lets the next [`start`](Self::start) last `duration`, whatever the rules say: the answer of an
    /// application's `DTLS_set_timer_cb`.
    pub fn set_duration(&mut self, duration: Duration) {
        self.duration = duration;
        self.chosen = true;
    }

    /// How long the timer runs when it is started, or was when it was started last.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Runs from `now` on.
    pub fn start(&mut self, now: Time) {
        let idle = self.last_start.map(|last| now - last);
        let long_idle = idle.is_some_and(|idle| idle >= 10 * self.duration);
        if !self.chosen && self.expiries == 0 && long_idle {
            self.duration = self.initial;
        }
        self.chosen = false;
        self.deadline = Some(now + self.duration);
        self.last_start = Some(now);
    }

    /// When the timer expires, if it runs.
    pub fn deadline(&self) -> Option<Time> {
        self.deadline
    }

    /// Whether the timer runs and has expired.
    pub fn is_expired(&self, now: Time) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= now)
    }

    /// Stops the expired timer and doubles its duration; the number of expiries since the flight
    /// went out first.
    pub fn back_off(&mut self) -> u32 {
        self.deadline = None;
        self.duration = (self.duration * 2).min(Self::MAX).max(self.initial);
        self.expiries = self.expiries.saturating_add(1);
        self.expiries
    }

    /// Stops for a while; whether it ran.
    pub fn pause(&mut self) -> bool {
        self.deadline.take().is_some()
    }

    /// Stops: the flight got through.
    pub fn stop(&mut self) {
        if self.expiries == 0 || !self.remembers_loss {
            self.duration = self.initial;
        }
        self.deadline = None;
        self.expiries = 0;
    }

    /// The next start lasts the duration to begin with.
    pub fn forget_loss(&mut self) {
        self.duration = self.initial;
        self.expiries = 0;
        self.chosen = false;
    }

    /// Expiries since the flight went out first.
    pub fn expiries(&self) -> u32 {
        self.expiries
    }
}

impl Default for Timer {
    fn default() -> Self {
        Self::new(Self::INITIAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expire(timer: &mut Timer) -> (u32, u64) {
        let start = Time::from_millis(5);
        timer.start(start);
        let deadline = timer.deadline().unwrap();
        let just_before = Time::from_micros(deadline.as_micros() - 1);
        assert!(!timer.is_expired(just_before));
        assert!(timer.is_expired(deadline));
        let count = timer.back_off();
        assert_eq!(timer.deadline(), None);
        (count, (deadline - start).as_secs())
    }

    #[test]
    fn doubles_up_to_a_minute() {
        let mut timer = Timer::default();
        let seconds = [1, 2, 4, 8, 16, 32, 60, 60, 60];
        for (count, seconds) in (1..).zip(seconds) {
            assert_eq!(expire(&mut timer), (count, seconds));
        }
    }

    #[test]
    fn without_memory_each_flight_begins_anew() {
        let mut timer = Timer::new(Duration::from_millis(400));
        timer.set_remembers_loss(false);
        for _ in 0..2 {
            timer.start(Time::ZERO);
            assert_eq!(timer.deadline(), Some(Time::from_millis(400)));
            timer.back_off();
            timer.set_duration(Duration::from_secs(60));
            timer.start(Time::ZERO);
            assert_eq!(timer.deadline(), Some(Time::from_millis(60_000)));
            timer.stop();
        }
    }

    #[test]
    fn a_loss_is_remembered_until_a_flight_gets_through() {
        let mut timer = Timer::default();
        expire(&mut timer);
        expire(&mut timer);
        timer.start(Time::ZERO);
        timer.stop();
        assert_eq!(timer.expiries(), 0);
        timer.start(Time::from_millis(10));
        assert_eq!(timer.duration().as_secs(), 4, "the last flight was lost");
        timer.stop();
        timer.start(Time::from_millis(20));
        assert_eq!(timer.duration().as_secs(), 1);
    }

    #[test]
    fn a_loss_can_be_forgotten_at_once() {
        let mut timer = Timer::default();
        timer.set_remembers_loss(false);
        expire(&mut timer);
        assert_eq!(
            expire(&mut timer),
            (2, 2),
            "not before the flight got through"
        );
        timer.start(Time::ZERO);
        timer.stop();
        timer.start(Time::from_millis(10));
        assert_eq!(timer.duration().as_secs(), 1);
    }

    #[test]
    fn idleness_resets() {
        let mut timer = Timer::default();
        expire(&mut timer);
        timer.start(Time::ZERO);
        timer.stop();
        let mut later = timer.clone();
        timer.start(Time::from_millis(19_999));
        assert_eq!(timer.duration().as_secs(), 2);
        later.start(Time::from_millis(20_000));
        assert_eq!(later.duration().as_secs(), 1);
    }

    #[test]
    fn durations_can_be_chosen() {
        let mut timer = Timer::new(Duration::from_millis(50));
        timer.start(Time::ZERO);
        assert_eq!(timer.deadline(), Some(Time::from_millis(50)));
        timer.set_duration(Duration::from_millis(7));
        timer.start(Time::ZERO);
        assert_eq!(timer.deadline(), Some(Time::from_millis(7)));
        timer.set_duration(Duration::from_millis(3));
        timer.start(Time::from_millis(1_000));
        assert_eq!(timer.deadline(), Some(Time::from_millis(1_003)));
        timer.stop();
        timer.set_initial(Duration::from_millis(90));
        timer.start(Time::ZERO);
        assert_eq!(timer.deadline(), Some(Time::from_millis(90)));
        let mut slow = Timer::new(Duration::from_secs(90));
        assert_eq!(expire(&mut slow), (1, 90));
        assert_eq!(slow.duration().as_secs(), 90, "never below the initial one");
    }
}
