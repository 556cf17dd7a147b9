//! Random numbers that a seed decides.

use std::sync::atomic::{AtomicU64, Ordering};

use primitives::random::{RandomError, SecureRandom};

/// SplitMix64.
#[derive(Debug)]
pub struct Chance(AtomicU64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    pub fn next(&self) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        let state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ state >> 31
    }

    /// A number below `limit`.
    pub fn below(&self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn bytes(&self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}

impl SecureRandom for Chance {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        out.fill_with(|| self.next() as u8);
        Ok(())
    }
}
