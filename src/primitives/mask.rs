//! Comparisons that give masks instead of truth values, for code that must not branch on secrets.
//!
//! They are plain arithmetic, so that loops over them can be vectorised. Pass each secret through
//! [`hide`] once before its loop: then the optimiser knows nothing of it that a branch could use.

/// Ones if `a < b`, else zeros. Both must be below 2^31.
#[inline(always)]
pub const fn below(a: u32, b: u32) -> u32 {
    0u32.wrapping_sub(a.wrapping_sub(b) >> 31)
}

/// Ones if `a == b`, else zeros. Both must be below 2^31.
#[inline(always)]
pub const fn equal(a: u32, b: u32) -> u32 {
    below(a ^ b, 1)
}

/// `secret`, of which the optimiser knows nothing.
#[inline(always)]
pub fn hide<T>(secret: T) -> T {
    core::hint::black_box(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_comparisons() {
        let values = [0, 1, 2, 12, 13, 255, 256, 1 << 16, (1 << 31) - 1];
        for a in values {
            for b in values {
                assert_eq!(below(a, b), if a < b { u32::MAX } else { 0 });
                assert_eq!(equal(a, b), if a == b { u32::MAX } else { 0 });
            }
        }
    }
}
