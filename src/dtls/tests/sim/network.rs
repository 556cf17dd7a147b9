//! What happens to datagrams on the way.

use std::collections::BTreeMap;
use std::time::Duration;

use dtls::Time;

use super::{Chance, Side};

/// How bad the network is. Numbers are percent of the datagrams.
#[derive(Clone, Debug)]
pub struct Rules {
    pub loss: u64,
    pub duplication: u64,
    pub reordering: u64,
    pub corruption: u64,
    /// The way of a datagram takes this long; a reordered one up to ten times as long.
    pub delay: Duration,
    /// Longer datagrams than these are lost.
    pub mtu_to_server: usize,
    pub mtu_to_client: usize,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            loss: 0,
            duplication: 0,
            reordering: 0,
            corruption: 0,
            delay: Duration::from_millis(20),
            mtu_to_server: usize::MAX,
            mtu_to_client: usize::MAX,
        }
    }
}

impl Rules {
    /// The longest datagram of a side that passes.
    fn mtu(&self, from: Side) -> usize {
        match from {
            Side::Client => self.mtu_to_server,
            Side::Server => self.mtu_to_client,
        }
    }
}

/// What a test decides about one datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Deliver,
    Drop,
}

/// Decides about the n-th datagram of the world, from a side.
type Judge = Box<dyn FnMut(usize, Side, &[u8]) -> Fate>;

pub struct Network {
    pub rules: Rules,
    chance: Chance,
    on_the_way: BTreeMap<(Time, u64), (Side, Vec<u8>)>,
    count: u64,
    judge: Option<Judge>,
    /// All that was sent, in order, lost or not.
    pub sent: Vec<(Time, Side, Vec<u8>)>,
}

impl Network {
    pub fn new(rules: Rules, seed: u64) -> Self {
        Self {
            rules,
            chance: Chance::new(seed),
            on_the_way: BTreeMap::new(),
            count: 0,
            judge: None,
            sent: Vec::new(),
        }
    }

    /// Lets a test decide, before chance does.
    pub fn judge(&mut self, judge: impl FnMut(usize, Side, &[u8]) -> Fate + 'static) {
        self.judge = Some(Box::new(judge));
    }

    pub fn send(&mut self, now: Time, from: Side, datagram: Vec<u8>) {
        let index = self.sent.len();
        let fate = match &mut self.judge {
            Some(judge) => judge(index, from, &datagram),
            None => Fate::Deliver,
        };
        self.sent.push((now, from, datagram.clone()));
        if fate == Fate::Drop
            || datagram.len() > self.rules.mtu(from)
            || self.chance.percent(self.rules.loss)
        {
            return;
        }
        let copies = 1 + u64::from(self.chance.percent(self.rules.duplication));
        for _ in 0..copies {
            let mut copy = datagram.clone();
            if self.chance.percent(self.rules.corruption) && !copy.is_empty() {
                let at = self.chance.below(copy.len() as u64) as usize;
                copy[at] ^= 1 << self.chance.below(8);
            }
            let mut delay = self.rules.delay;
            if self.chance.percent(self.rules.reordering) {
                delay += self.rules.delay * self.chance.below(10) as u32;
            }
            self.inject(now + delay, from, copy);
        }
    }

    /// Puts a datagram on the way as if `from` had sent it, past all rules.
    pub fn inject(&mut self, at: Time, from: Side, datagram: Vec<u8>) {
        let to = match from {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        };
        self.on_the_way.insert((at, self.count), (to, datagram));
        self.count += 1;
    }

    pub fn next_arrival(&self) -> Option<Time> {
        self.on_the_way.keys().next().map(|&(at, _)| at)
    }

    /// Takes everything off the way.
    pub fn take_all(&mut self) -> Vec<(Side, Vec<u8>)> {
        std::mem::take(&mut self.on_the_way).into_values().collect()
    }

    /// The next datagram that has arrived by `now`, and where.
    pub fn arrived(&mut self, now: Time) -> Option<(Side, Vec<u8>)> {
        let entry = self.on_the_way.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }
}
