//! The sliding window against replays (RFC 6347 section 4.1.2.6, RFC 9147 section 4.5.1).

/// Remembers which of the last [`ReplayWindow::SIZE`] sequence numbers of an epoch came.
///
/// Ask [`is_fresh`](Self::is_fresh) before decryption, tell [`mark`](Self::mark) only what has been
/// authenticated: a forged number must not move the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplayWindow {
    /// One more than the greatest number marked; zero when none was.
    next: u64,
    /// The bit of number `n` is `n % SIZE`. Only bits of the last `SIZE` numbers can be set.
    bits: [u64; WORDS],
}

const WORDS: usize = 4;

impl ReplayWindow {
    /// Numbers this far behind the greatest one or further cannot be told from replays.
    pub const SIZE: u64 = 64 * WORDS as u64;

    /// A window that has seen nothing.
    pub const fn new() -> Self {
        Self {
            next: 0,
            bits: [0; WORDS],
        }
    }

    /// Whether `sequence` has not been marked and is not too old to tell.
    #[inline]
    pub fn is_fresh(&self, sequence: u64) -> bool {
        if sequence >= self.next {
            return true;
        }
        let (word, bit) = Self::place(sequence);
        self.next - sequence <= Self::SIZE && self.bits[word] & bit == 0
    }

    /// Remembers that the record with `sequence`, at most 2^48 - 1, was authentic. A number that
    /// is too old is ignored.
    #[inline]
    pub fn mark(&mut self, sequence: u64) {
        if sequence >= self.next {
            if sequence - self.next >= Self::SIZE {
                self.bits = [0; WORDS];
            } else {
                for skipped in self.next..sequence {
                    let (word, bit) = Self::place(skipped);
                    self.bits[word] &= !bit;
                }
            }
            self.next = sequence + 1;
        } else if self.next - sequence > Self::SIZE {
            return;
        }
        let (word, bit) = Self::place(sequence);
        self.bits[word] |= bit;
    }

    /// The greatest number marked.
    pub fn highest(&self) -> Option<u64> {
        self.next.checked_sub(1)
    }

    #[inline]
    fn place(sequence: u64) -> (usize, u64) {
        let index = (sequence % Self::SIZE) as usize;
        (index / 64, 1 << (index % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    const LAST: u64 = (1 << 48) - 1;

    #[test]
    fn both_ends_of_the_window() {
        let mut window = ReplayWindow::new();
        assert!(window.is_fresh(0) && window.is_fresh(LAST));
        window.mark(0);
        assert!(!window.is_fresh(0));
        window.mark(ReplayWindow::SIZE);
        assert!(!window.is_fresh(0), "just outside");
        assert!(window.is_fresh(1), "the oldest one inside");
        window.mark(1);
        assert!(!window.is_fresh(1));
        window.mark(0);
        assert!(!window.is_fresh(0));
        assert_eq!(window.highest(), Some(ReplayWindow::SIZE));
    }

    #[test]
    fn a_leap_forgets_everything_below() {
        let mut window = ReplayWindow::new();
        (0..1000).for_each(|n| window.mark(n));
        window.mark(LAST);
        assert_eq!(window.highest(), Some(LAST));
        for n in [0, 999, 1000, LAST - 256, LAST] {
            assert!(!window.is_fresh(n), "{n}");
        }
        for n in LAST - 255..LAST {
            assert!(window.is_fresh(n), "{n}");
            window.mark(n);
            assert!(!window.is_fresh(n), "{n}");
        }
    }

    /// Against the plain definition, with leaps of every size around the window's.
    #[test]
    fn agrees_with_a_set() {
        let mut random = 1u32;
        let mut window = ReplayWindow::new();
        let mut seen = BTreeSet::new();
        let mut base = 0u64;
        for _ in 0..200_000 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = (base + u64::from(random >> 16) % 600).saturating_sub(300);
            let highest = seen.last().copied();
            let too_old = highest.is_some_and(|h: u64| h >= number + ReplayWindow::SIZE);
            let fresh = !too_old && !seen.contains(&number);
            assert_eq!(window.is_fresh(number), fresh, "{number}");
            if fresh && random & 0x700 != 0 {
                window.mark(number);
                seen.insert(number);
                base = base.max(number);
                while seen.len() > 1000 {
                    seen.pop_first();
                }
            }
        }
    }
}
