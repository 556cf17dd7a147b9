//! Big numbers (`BN_new(3)`), as far as programs handle those of keys and serial numbers.
//!
//! The arithmetic is not constant-time: keys compute inside `primitives`, not here.

pub mod abi;

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use zeroize::Zeroizing;

/// A number of any size, with a sign; its bytes are wiped when it goes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BIGNUM {
    /// Big-endian without leading zeros.
    magnitude: Zeroizing<Vec<u8>>,
    /// Never set for 0.
    negative: bool,
}

/// Scratch memory of upstream's arithmetic; nothing here needs any, so it is only a name.
pub struct BN_CTX(());

impl BIGNUM {
    /// The non-negative number with these big-endian bytes.
    pub fn from_be(bytes: &[u8]) -> Self {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        Self {
            magnitude: Zeroizing::new(bytes[zeros..].to_vec()),
            negative: false,
        }
    }

    /// The absolute value, big-endian without leading zeros (empty for 0).
    pub fn to_be(&self) -> &[u8] {
        &self.magnitude
    }

    /// Bits of the absolute value.
    pub fn bits(&self) -> usize {
        let top = self.magnitude.first();
        self.magnitude.len() * 8 - top.map_or(0, |byte| byte.leading_zeros() as usize)
    }

    /// Whether the number is below 0.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Changes the sign; 0 stays 0.
    pub fn set_negative(&mut self, negative: bool) {
        self.negative = negative && !self.magnitude.is_empty();
    }

    /// For arithmetic.
    pub fn to_big(&self) -> BigInt {
        let sign = if self.negative {
            Sign::Minus
        } else {
            Sign::Plus
        };
        BigInt::from_bytes_be(sign, &self.magnitude)
    }

    /// From arithmetic.
    pub fn from_big(value: &BigInt) -> Self {
        let (sign, bytes) = value.to_bytes_be();
        let bytes = Zeroizing::new(bytes);
        let mut number = Self::from_be(&bytes);
        number.set_negative(sign == Sign::Minus);
        number
    }

    /// Compares the absolute values.
    pub fn cmp_magnitude(&self, other: &Self) -> Ordering {
        let key = |number: &Self| number.magnitude.len();
        key(self)
            .cmp(&key(other))
            .then_with(|| self.magnitude.cmp(&other.magnitude))
    }
}

impl Ord for BIGNUM {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_magnitude(other),
            (true, true) => other.cmp_magnitude(self),
            (negative, _) if negative => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

impl PartialOrd for BIGNUM {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for BIGNUM {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BIGNUM of {} bits", self.bits())
    }
}
