//! The search for the size of the datagrams that the path takes (RFC 8899), by heartbeats with padding.
//!
//! The size that holds is tried out from below: [`PathMtuPhase::Base`] confirms one that most paths take, then
//! [`PathMtuPhase::Searching`] closes in between the largest size that was answered and the smallest that was lost, and
//! [`PathMtuPhase::Complete`] confirms from time to time that it still passes. [`PathMtuPhase::Error`]: not even the base
//! does. Only requests are long, so only our direction is measured.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::time::Duration;

use super::{HeartbeatInFlight, HeartbeatRequest, HeartbeatSize};
use crate::config::Transport;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::{Event, HeartbeatOutcome};
use crate::time::Time;

/// What is searched. All sizes are bytes of UDP payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathMtuSearch {
    /// The size that is used when nothing larger is known to pass (MIN_PLPMTU).
    pub least: usize,
    /// The largest size that is of interest (MAX_PLPMTU).
    pub most: usize,
    /// How long after it was confirmed last the size that was found is confirmed again, if data was sent meanwhile
    /// (CONFIRMATION_TIMER).
    pub confirm_after: Duration,
    /// How long after it was found a larger size is searched, if data was sent meanwhile (PMTU_RAISE_TIMER).
    pub raise_after: Duration,
}

impl Default for PathMtuSearch {
    /// Between what is left of 576 and of 1500 bytes, confirmed every 15 seconds, searched anew every 10 minutes.
    fn default() -> Self {
        Self {
            least: crate::flight::FALLBACK_MTU,
            most: 1472,
            confirm_after: Duration::from_secs(15),
            raise_after: Duration::from_secs(600),
        }
    }
}

/// How far a search is (RFC 8899, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathMtuPhase {
    /// A size that nearly every path takes is confirmed.
    Base,
    /// Larger ones are tried.
    Searching,
    /// The largest was found.
    Complete,
    /// The base does not pass: the least size holds.
    Error,
}

/// What a search did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathMtuStep {
    /// A probe of so many bytes was answered.
    Answered(usize),
    /// One was lost, or not even sent.
    Lost(usize),
    /// The search came to this phase.
    Entered(PathMtuPhase),
}

/// RFC 8899, 5.1.2: "a default BASE_PLPMTU of 1200 bytes is RECOMMENDED".
const BASE: usize = 1200;

/// RFC 8899, 5.1.2: "the number of consecutive probe attempts of any size", 3.
const MAX_PROBES: u32 = 3;

/// How many sizes that the network says are tried in a search: several links may be narrow, one behind the other.
const MAX_HINTS: u32 = 4;

/// RFC 8899, 5.1.1, about the PROBE_TIMER: "This value MUST NOT be smaller than 1 second". An answer that was timed sets it
/// to four times that, up to the other value, which is what the RFC recommends where nothing was timed.
const PERIOD: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(15));

/// A search that runs.
#[derive(Debug)]
pub(crate) struct Search {
    settings: PathMtuSearch,
    phase: PathMtuPhase,
    /// The size that holds (PLPMTU).
    mtu: usize,
    /// Sizes above it that were lost, smallest first, and how often.
    lost: Vec<(usize, u32)>,
    /// What the network says that it takes: worth a try.
    hint: Option<usize>,
    /// How many more of that are taken in this search.
    hints_left: u32,
    /// Losses in a row of a size that should pass (PROBE_COUNT).
    losses: u32,
    /// Nothing larger was found, which an interruption explains as well: the size that holds must pass once more.
    verifying: bool,
    /// Nothing passes.
    unreachable: bool,
    probe: Option<Probe>,
    /// When the probe was sent whose answer came last.
    answered: Option<Time>,
    period: Duration,
    confirm_at: Option<Time>,
    raise_at: Option<Time>,
    /// Data was sent since the last probe.
    used: bool,
    /// The latest time that was told: a driver's clock may be behind its timer.
    seen: Time,
    steps: Vec<PathMtuStep>,
}

#[derive(Clone, Copy, Debug)]
struct Probe {
    sequence: u16,
    size: usize,
    sent: Time,
}

impl Search {
    fn new(settings: PathMtuSearch) -> Self {
        let mut search = Self {
            settings,
            phase: PathMtuPhase::Base,
            mtu: BASE.clamp(settings.least, settings.most),
            lost: Vec::new(),
            hint: None,
            hints_left: MAX_HINTS,
            losses: 0,
            verifying: false,
            unreachable: false,
            probe: None,
            answered: None,
            period: PERIOD.0,
            confirm_at: None,
            raise_at: None,
            used: false,
            seen: Time::ZERO,
            steps: Vec::new(),
        };
        search.enter(PathMtuPhase::Base);
        search
    }

    pub(crate) fn phase(&self) -> PathMtuPhase {
        self.phase
    }

    /// Notes that the program sends data, whose size is to be right.
    #[inline]
    pub(crate) fn note_data(&mut self) {
        self.used = true;
    }

    /// When the next probe is to be sent, if not at once.
    fn wake(&self) -> Option<Time> {
        match self.phase {
            _ if self.probe.is_some() => None,
            // RFC 8899, 5.1.1: "DPLPMTUD MAY inhibit sending probe packets when no application data has been sent since
            // the previous probe packet."
            PathMtuPhase::Complete if self.used => {
                let raise_at = self.raise_at.filter(|_| self.may_grow());
                [self.confirm_at, raise_at].into_iter().flatten().min()
            }
            PathMtuPhase::Error if self.unreachable => self.confirm_at,
            _ => None,
        }
    }

    fn may_grow(&self) -> bool {
        self.mtu < self.settings.most
    }

    fn base(&self) -> usize {
        BASE.clamp(self.settings.least, self.settings.most)
    }

    fn enter(&mut self, phase: PathMtuPhase) {
        self.phase = phase;
        if phase != PathMtuPhase::Searching {
            self.hints_left = MAX_HINTS;
        }
        self.losses = 0;
        self.verifying = false;
        self.unreachable = false;
        self.confirm_at = None;
        self.raise_at = None;
        self.steps.push(PathMtuStep::Entered(phase));
    }

    /// The size of the probe to send now. `length`: of the longest one that has at most so many bytes, as ciphers with
    /// blocks do not reach every length.
    fn next(&mut self, now: Time, length: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let now = now.max(self.seen);
        if let Some(sent) = self.answered.take() {
            self.period = (4 * (now - sent)).clamp(PERIOD.0, PERIOD.1);
        }
        match self.phase {
            PathMtuPhase::Base => Some(self.base()),
            PathMtuPhase::Error if self.unreachable => {
                let confirm_after = self.settings.confirm_after;
                let at = *self.confirm_at.get_or_insert(now + confirm_after);
                (at <= now).then_some(self.settings.least)
            }
            PathMtuPhase::Error => Some(self.settings.least),
            PathMtuPhase::Searching => Some(self.search(length)),
            PathMtuPhase::Complete => self.maintain(now, length),
        }
    }

    /// A size that was not tried, between what passes and what was lost; when there is none, what passes.
    fn search(&mut self, length: impl Fn(usize) -> Option<usize>) -> usize {
        let mut floor = self.mtu;
        while !self.verifying {
            let Some(size) = self.candidate(floor) else {
                self.verifying = true;
                break;
            };
            match length(size) {
                Some(length) if length > self.mtu => return length,
                // No record is that long.
                _ => floor = size,
            }
            // What was only said, and cannot be tried, must not hide what is larger.
            if self.lost.first() == Some(&(size, 0)) {
                self.lost.remove(0);
            }
        }
        self.mtu
    }

    fn candidate(&mut self, floor: usize) -> Option<usize> {
        let Some(&(lost, times)) = self.lost.first() else {
            // Most paths have the MTU of the link.
            return (floor < self.settings.most).then_some(self.settings.most);
        };
        let hint = self.hint.take();
        let hint = hint.filter(|hint| (floor + 1..lost).contains(hint));
        let half = || (lost > floor + 1).then(|| floor + (lost - floor) / 2);
        // One loss may have other reasons.
        let again = || (lost > floor && times < MAX_PROBES).then_some(lost);
        hint.or_else(half).or_else(again)
    }

    /// Confirms what was found, or looks for more, when the time has come.
    fn maintain(&mut self, now: Time, length: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let confirm_after = self.settings.confirm_after;
        let confirm_at = *self.confirm_at.get_or_insert(now + confirm_after);
        let raise_after = self.settings.raise_after;
        let raise_at = *self.raise_at.get_or_insert(now + raise_after);
        if self.losses > 0 {
            return Some(self.mtu);
        }
        if !self.used {
            return None;
        }
        if raise_at <= now && self.may_grow() {
            self.used = false;
            self.lost.clear();
            self.enter(PathMtuPhase::Searching);
            return Some(self.search(length));
        }
        (confirm_at <= now).then(|| {
            self.used = false;
            self.mtu
        })
    }

    /// How long the answer to the next probe is awaited: longer after a loss where a size is tried that passes nearly
    /// everywhere, as it may be the path that has become slow.
    fn patience(&self) -> Duration {
        let doublings = match self.phase {
            PathMtuPhase::Base | PathMtuPhase::Error => self.losses.min(MAX_PROBES),
            PathMtuPhase::Searching | PathMtuPhase::Complete => 0,
        };
        (self.period * (1 << doublings)).min(PERIOD.1)
    }

    fn answered(&mut self, size: usize) {
        self.steps.push(PathMtuStep::Answered(size));
        self.losses = 0;
        match self.phase {
            PathMtuPhase::Error if self.unreachable => {
                // What was lost meanwhile says nothing of sizes.
                self.lost.clear();
                self.mtu = self.base();
                self.enter(PathMtuPhase::Base);
            }
            PathMtuPhase::Base | PathMtuPhase::Error => {
                self.pass(size);
                self.enter(PathMtuPhase::Searching);
            }
            PathMtuPhase::Searching if self.verifying => self.enter(PathMtuPhase::Complete),
            PathMtuPhase::Searching => self.pass(size),
            PathMtuPhase::Complete => self.confirm_at = None,
        }
    }

    fn pass(&mut self, size: usize) {
        self.mtu = size;
        self.lost.retain(|(lost, _)| *lost > size);
    }

    fn lost(&mut self, size: usize, times: u32) {
        self.steps.push(PathMtuStep::Lost(size));
        if self.phase == PathMtuPhase::Searching && !self.verifying {
            return self.note_lost(size, times);
        }
        self.losses += times;
        if self.unreachable {
            self.confirm_at = None;
        } else if self.losses >= MAX_PROBES {
            self.black_hole(size);
        }
    }

    fn note_lost(&mut self, size: usize, times: u32) {
        let index = self.lost.partition_point(|(lost, _)| *lost < size);
        match self.lost.get_mut(index) {
            Some((lost, count)) if *lost == size => *count += times,
            _ => self.lost.insert(index, (size, times)),
        }
    }

    /// What should pass does not.
    fn black_hole(&mut self, size: usize) {
        self.hint = None;
        self.lost.clear();
        self.note_lost(size, MAX_PROBES);
        self.fall_below(size);
    }

    fn fall_below(&mut self, size: usize) {
        let unreachable = self.phase == PathMtuPhase::Error;
        if size > self.base() {
            self.mtu = self.base();
            self.enter(PathMtuPhase::Base);
        } else {
            self.mtu = self.settings.least;
            self.enter(PathMtuPhase::Error);
            self.unreachable = unreachable || size <= self.settings.least;
        }
    }

    /// The network says that it takes `mtu` bytes. Anybody may have made it say so: larger sizes are tried all the same.
    /// Whether less than before holds now, for the time being.
    fn narrow(&mut self, mtu: usize) -> bool {
        // A flood of reports must not keep a search from its end, nor make it send probe after probe.
        let restarts = self.phase == PathMtuPhase::Complete && mtu < self.mtu;
        let searches = self.phase == PathMtuPhase::Searching && self.hints_left > 0;
        let helps = searches && mtu > self.mtu;
        if mtu < self.settings.least || !restarts && !helps {
            return false;
        }
        if restarts {
            self.lost.clear();
            self.fall_below(mtu + 1);
        }
        self.hints_left = self.hints_left.saturating_sub(1);
        self.hint = Some(mtu);
        if mtu < self.settings.most {
            self.note_lost(mtu + 1, 0);
        }
        restarts
    }

    /// A probe was not sent: the sender's own network does not take it.
    fn refused(&mut self, size: usize, mtu: Option<usize>) {
        self.lost(size, MAX_PROBES);
        let Some(mtu) = mtu.filter(|mtu| *mtu > self.mtu) else {
            return;
        };
        self.hint = Some(mtu);
        if mtu < size.saturating_sub(1) {
            self.note_lost(mtu + 1, MAX_PROBES);
        }
    }
}

impl Core {
    /// Begins a search, instead of one that may run. `ApiMisuse`: the peer does not take heartbeats, or the sizes or the
    /// transport make no sense.
    pub(crate) fn start_search(&mut self, settings: PathMtuSearch) -> Result<(), Error> {
        if !self.heartbeats.may_ask() {
            return Err(Reason::HeartbeatNotAllowed.into());
        }
        // RFC 6083, 3.2, has a size for SCTP, which cuts messages itself.
        let reliable = self.config.transport == Transport::ReliableOrdered;
        if reliable
            || settings.least > settings.most
            || self.heartbeat_len(settings.least).is_none()
        {
            return Err(Reason::BadArgument.into());
        }
        self.stop_search();
        self.search = Some(Box::new(Search::new(settings)));
        self.tell_search();
        Ok(())
    }

    /// Ends a search; the size stays as it is.
    pub(crate) fn stop_search(&mut self) {
        if self
            .search
            .take()
            .is_some_and(|search| search.probe.is_some())
        {
            self.drop_heartbeat();
        }
    }

    /// When the next probe is to be sent.
    pub(crate) fn search_wake(&self) -> Option<Time> {
        self.search.as_ref()?.wake()
    }

    /// Lets [`Core::drive_search`] look, if its time has come.
    pub(crate) fn expire_search(&mut self, now: Time) -> bool {
        match &mut self.search {
            Some(search) if search.wake().is_some_and(|at| at <= now) => {
                search.seen = search.seen.max(now);
                true
            }
            _ => false,
        }
    }

    /// Queues the next probe, if one is due and no heartbeat is in flight.
    pub(crate) fn drive_search(&mut self, now: Time) {
        if self.heartbeats.in_flight().is_some() {
            return;
        }
        let Some(mut search) = self.search.take() else {
            return;
        };
        if let Some(size) = search.next(now, |size| self.heartbeat_len(size)) {
            let request = HeartbeatRequest {
                size: HeartbeatSize::Datagram(size),
                tries: Some(1),
                is_probe: true,
            };
            // A renegotiation may have ended what was agreed.
            let Ok(request) = self.request_heartbeat(request) else {
                return;
            };
            self.heartbeats.timer_mut().set_duration(search.patience());
            search.probe = Some(Probe {
                sequence: request.sequence,
                size: request.datagram_len,
                sent: now,
            });
        }
        self.search = Some(search);
        self.tell_search();
    }

    /// A heartbeat is over, which may be a probe.
    pub(crate) fn search_outcome(
        &mut self,
        request: &HeartbeatInFlight,
        outcome: HeartbeatOutcome,
    ) {
        let Some(search) = &mut self.search else {
            return;
        };
        let Some(probe) = search
            .probe
            .take_if(|probe| probe.sequence == request.sequence)
        else {
            return;
        };
        match outcome {
            HeartbeatOutcome::Answered => {
                search.answered = Some(probe.sent);
                search.answered(probe.size);
            }
            HeartbeatOutcome::Unanswered => search.lost(probe.size, 1),
            // A handshake is no loss.
            HeartbeatOutcome::Dropped => {}
        }
        self.tell_search();
    }

    /// The network says that the path takes `mtu` bytes: whether less than before holds now.
    pub(crate) fn search_narrow(&mut self, mtu: usize) -> bool {
        let Some(search) = &mut self.search else {
            return false;
        };
        let narrower = search.narrow(mtu);
        if narrower && search.probe.take().is_some() {
            self.drop_heartbeat();
        }
        self.tell_search();
        narrower
    }

    /// A datagram of `len` bytes was not sent, as `mtu` bytes are what passes, if that is known: whether it was a probe.
    pub(crate) fn search_refused(&mut self, len: usize, mtu: Option<usize>) -> bool {
        let Some(search) = &mut self.search else {
            return false;
        };
        if search.probe.take_if(|probe| probe.size == len).is_none() {
            return false;
        }
        search.refused(len, mtu);
        self.drop_heartbeat();
        self.tell_search();
        true
    }

    fn tell_search(&mut self) {
        let Some(search) = &mut self.search else {
            return;
        };
        let mtu = search.mtu;
        self.flights.set_mtu(mtu);
        let steps = core::mem::take(&mut search.steps).into_iter();
        self.events
            .extend(steps.map(|step| Event::PathMtu { step, mtu }));
    }
}
