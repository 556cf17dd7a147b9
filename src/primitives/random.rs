//! Random bytes.

use core::fmt;

use ring::rand::SecureRandom as _;

/// A source of unpredictable bytes. A test may fix it; everything else uses [`SystemRandom`].
pub trait SecureRandom {
    /// Fills `out` or fails without leaving a guessable value to use.
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError>;

    /// Whether this is the operating system's generator, so that a primitive may use its own
    /// instance of that (which is faster: see `docs/PRIMITIVES.md`). A source that a test fixes
    /// keeps the default.
    fn is_system(&self) -> bool {
        false
    }
}

impl<T: SecureRandom + ?Sized> SecureRandom for &T {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        (**self).fill(out)
    }

    fn is_system(&self) -> bool {
        (**self).is_system()
    }
}

/// The random source gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomError;

impl fmt::Display for RandomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no random bytes")
    }
}

impl core::error::Error for RandomError {}

/// The operating system's generator (`getrandom(2)` on Linux).
#[derive(Debug, Clone, Default)]
pub struct SystemRandom(());

impl SystemRandom {
    /// The generator; costs nothing.
    pub const fn new() -> Self {
        Self(())
    }
}

impl SecureRandom for SystemRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomError> {
        ring::rand::SystemRandom::new()
            .fill(out)
            .map_err(|_| RandomError)
    }

    fn is_system(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fills_differ() {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        SystemRandom::new().fill(&mut a).unwrap();
        (&SystemRandom::new() as &dyn SecureRandom)
            .fill(&mut b)
            .unwrap();
        assert_ne!(a, b);
        assert_ne!(a, [0; 32]);
    }
}
