//! Diffie-Hellman over integers modulo a prime (RFC 5246 section 8.1.2, RFC 7919).
//!
//! The arithmetic is `crypto-bigint`'s Montgomery form, whose exponentiation takes the same time for all exponents of a
//! length.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use zeroize::{Zeroize, Zeroizing};

use crate::random::SecureRandom;

mod known;

pub use known::Family;

/// The shortest prime that anything is computed with, in bits. What is enough is for the security level to say.
pub const MIN_BITS: usize = 512;

/// The longest prime, in bits: the largest of RFC 7919. With one that is not known a key or an agreement takes a tenth of
/// a second there.
pub const MAX_BITS: usize = 8192;

/// A prime and a generator.
pub struct DhGroup {
    prime: Vec<u8>,
    generator: Vec<u8>,
    params: BoxedMontyParams,
    bits: u32,
    exponent_bits: u32,
}

impl DhGroup {
    /// The group with this prime and generator (big-endian). Private values have `private_bits` bits, if that is said;
    /// with a prime that is known to be safe twice its strength (RFC 7919 section 5.2); otherwise as many as the prime, but
    /// no more than 2048.
    pub fn new(
        prime: &[u8],
        generator: &[u8],
        private_bits: Option<usize>,
    ) -> Result<Arc<Self>, DhError> {
        let (prime, generator) = (significant(prime), significant(generator));
        if private_bits.is_none()
            && generator == [2]
            && let Some(group) = known::find(prime)
        {
            return Ok(group);
        }
        let exponent_bits = private_bits.unwrap_or(usize::MAX);
        Self::build(prime, generator, exponent_bits).map(Arc::new)
    }

    /// A group of a standard; `None` when it defines none of this size.
    pub fn known(family: Family, bits: usize) -> Option<Arc<Self>> {
        known::get(family, bits)
    }

    fn build(prime: &[u8], generator: &[u8], exponent_bits: usize) -> Result<Self, DhError> {
        let leading = prime
            .first()
            .map_or(0, |byte| byte.leading_zeros() as usize);
        let bits = prime.len() * 8 - leading;
        if !(MIN_BITS..=MAX_BITS).contains(&bits) {
            return Err(DhError::InvalidGroup);
        }
        let number = BoxedUint::from_be_slice_vartime(prime);
        let odd = Option::<Odd<BoxedUint>>::from(number.into_odd()).ok_or(DhError::InvalidGroup)?;
        if !is_inside(generator, prime) {
            return Err(DhError::InvalidGroup);
        }
        let exponent_bits = exponent_bits.clamp(MIN_EXPONENT_BITS, MAX_EXPONENT_BITS.min(bits - 1));
        Ok(Self {
            prime: prime.to_vec(),
            generator: generator.to_vec(),
            params: BoxedMontyParams::new_vartime(odd),
            bits: bits as u32,
            exponent_bits: exponent_bits as u32,
        })
    }

    /// The prime, big-endian without leading zeros.
    pub fn prime(&self) -> &[u8] {
        &self.prime
    }

    /// The generator, big-endian without leading zeros.
    pub fn generator(&self) -> &[u8] {
        &self.generator
    }

    /// Length of the prime in bits.
    pub fn bits(&self) -> usize {
        self.bits as usize
    }

    /// Length of private values in bits.
    pub fn private_bits(&self) -> usize {
        self.exponent_bits as usize
    }

    fn number(&self, bytes: &[u8]) -> Result<BoxedUint, DhError> {
        BoxedUint::from_be_slice(bytes, self.params.bits_precision())
            .map_err(|_| DhError::InvalidPeer)
    }

    /// `base ^ exponent`, as long as the prime.
    fn power(&self, base: &[u8], exponent: &BoxedUint) -> Result<Zeroizing<Vec<u8>>, DhError> {
        let base = BoxedMontyForm::new(self.number(base)?, &self.params);
        let mut power = base.pow_bounded_exp(exponent, self.exponent_bits);
        let mut number = power.retrieve();
        let bytes = Zeroizing::new(number.to_be_bytes().into_vec());
        number.zeroize();
        power.zeroize();
        // The precision is in words: what is above the prime's length is zero.
        let spare = bytes.len().saturating_sub(self.prime.len());
        Ok(Zeroizing::new(bytes[spare..].to_vec()))
    }
}

impl fmt::Debug for DhGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DhGroup").field(&self.bits).finish()
    }
}

impl PartialEq for DhGroup {
    fn eq(&self, other: &Self) -> bool {
        self.prime == other.prime && self.generator == other.generator
    }
}

impl Eq for DhGroup {}

/// Shorter private values would be found, whatever the prime: twice the lowest strength in use.
const MIN_EXPONENT_BITS: usize = 160;

/// The strength of the longest prime is a tenth of this, so that even in a group with many small subgroups, which give
/// away parts of a private value, more than enough is left.
const MAX_EXPONENT_BITS: usize = 2048;

/// A private value, used for one agreement.
pub struct DhKey {
    group: Arc<DhGroup>,
    exponent: BoxedUint,
    public: Vec<u8>,
}

impl DhKey {
    /// A fresh key.
    pub fn generate(group: Arc<DhGroup>, random: &dyn SecureRandom) -> Result<Self, DhError> {
        let bits = group.exponent_bits as usize;
        let mut bytes = Zeroizing::new(vec![0; bits.div_ceil(8)]);
        random.fill(&mut bytes).map_err(|_| DhError::Random)?;
        bytes[0] &= 0xff >> (bytes.len() * 8 - bits);
        Self::from_private(group, &bytes)
    }

    /// The key whose private value is `private` (big-endian, at most as long as the group's).
    pub fn from_private(group: Arc<DhGroup>, private: &[u8]) -> Result<Self, DhError> {
        let exponent = BoxedUint::from_be_slice(private, group.exponent_bits)
            .map_err(|_| DhError::InvalidPrivate)?;
        let public = group.power(&group.generator, &exponent)?;
        let key = Self {
            public: public.to_vec(),
            exponent,
            group,
        };
        match is_inside(significant(&key.public), &key.group.prime) {
            true => Ok(key),
            false => Err(DhError::InvalidPrivate),
        }
    }

    /// The group.
    pub fn group(&self) -> &Arc<DhGroup> {
        &self.group
    }

    /// The public value, as long as the prime.
    pub fn public_key(&self) -> &[u8] {
        &self.public
    }

    /// The secret shared with the holder of `peer`, as long as the prime. Refuses what is not between 1 and the prime
    /// less 1 (RFC 7919 section 5.1), and secrets that are not.
    pub fn agree(self, peer: &[u8]) -> Result<Zeroizing<Vec<u8>>, DhError> {
        let peer = significant(peer);
        if !is_inside(peer, &self.group.prime) {
            return Err(DhError::InvalidPeer);
        }
        let shared = self.group.power(peer, &self.exponent)?;
        // A value of a small subgroup may come to these.
        let (last, above) = shared.split_last().ok_or(DhError::InvalidPeer)?;
        let (prime_last, prime_above) =
            self.group.prime.split_last().ok_or(DhError::InvalidPeer)?;
        let differs = |bytes: &[u8], other: &mut dyn Iterator<Item = u8>| {
            let pairs = bytes.iter().zip(other);
            pairs.fold(0, |sum, (a, b)| sum | (a ^ b))
        };
        let one = differs(above, &mut core::iter::repeat(0)) | (last ^ 1);
        let minus_one =
            differs(above, &mut prime_above.iter().copied()) | (last ^ (prime_last ^ 1));
        match one != 0 && minus_one != 0 {
            true => Ok(shared),
            false => Err(DhError::InvalidPeer),
        }
    }
}

impl Drop for DhKey {
    fn drop(&mut self) {
        self.exponent.zeroize();
    }
}

impl fmt::Debug for DhKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DhKey").field(&self.group).finish()
    }
}

/// Why there is no group, key or secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DhError {
    /// The random source failed.
    Random,
    /// No odd prime of a length between the limits, or a generator out of range.
    InvalidGroup,
    /// A private value out of range.
    InvalidPrivate,
    /// The peer's value is out of range, or of a small subgroup.
    InvalidPeer,
}

impl fmt::Display for DhError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Random => "no random bytes",
            Self::InvalidGroup => "no usable Diffie-Hellman group",
            Self::InvalidPrivate => "no private value of the group",
            Self::InvalidPeer => "no public value of the group",
        })
    }
}

impl core::error::Error for DhError {}

/// Whether `1 < value < prime - 1`. Both without leading zeros, the prime odd.
fn is_inside(value: &[u8], prime: &[u8]) -> bool {
    let below = match value.len().cmp(&prime.len()) {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => {
            // The last byte of an odd number less 1 needs no borrow.
            let (Some((last, above)), Some((top, over))) = (value.split_last(), prime.split_last())
            else {
                return false;
            };
            (above, *last) < (over, top - 1)
        }
    };
    below && !value.is_empty() && value != [1]
}

/// A big-endian number without leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

#[cfg(test)]
mod tests;
