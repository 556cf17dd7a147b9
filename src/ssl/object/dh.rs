//! The groups that a server makes Diffie-Hellman shares in.

use std::ffi::c_int;
use std::sync::Arc;

use dtls::suites::SuiteInfo;
use dtls::{DhFamily, DhGroup};

use crate::reasons;
use crate::sys::dh::Numbers;
use crate::sys::error;

use super::security::minimum_bits;

/// A group with its strength.
#[derive(Clone)]
pub struct TmpDh {
    pub group: Arc<DhGroup>,
    security_bits: c_int,
}

/// Which group is taken when none is given (`SSL_CTX_set_dh_auto`).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Auto {
    #[default]
    Off,
    /// One as strong as the certificate's key, or as the cipher.
    Fitting,
    /// 1024 bits, or what the security level demands.
    Short,
}

impl TmpDh {
    /// The group of an application. Queues the error and answers `None` for one that cannot be used at this security
    /// level, or at all.
    pub fn new(numbers: Option<&Numbers>, level: c_int) -> Option<Self> {
        let Some(numbers) = numbers else {
            error::put(reasons::BAD_DH_VALUE);
            return None;
        };
        let limit = numbers.order_bits.or(numbers.private_bits);
        let group = DhGroup::new(&numbers.prime, &numbers.generator, numbers.private_bits);
        let Ok(group) = group else {
            error::put(reasons::BAD_DH_VALUE);
            return None;
        };
        let security_bits = security_bits(group.bits(), limit);
        let own = Self {
            group,
            security_bits,
        };
        if !own.is_allowed(level) {
            error::put(reasons::DH_KEY_TOO_SMALL);
            return None;
        }
        Some(own)
    }

    /// The group that OpenSSL takes for a suite, certificate key and security level (SSL_CTX_set_dh_auto(3)).
    pub fn auto(
        auto: Auto,
        suite: &SuiteInfo,
        key_bits: Option<c_int>,
        level: c_int,
    ) -> Option<Self> {
        let wanted = match (auto, key_bits) {
            (Auto::Off, _) => return None,
            (Auto::Short, _) => 80,
            (Auto::Fitting, Some(bits)) => bits,
            (Auto::Fitting, None) if suite.cipher.key_len() == 32 => 128,
            (Auto::Fitting, None) => 80,
        };
        let bits = match wanted.max(minimum_bits(level)) {
            192.. => 8192,
            152.. => 4096,
            128.. => 3072,
            112.. => 2048,
            _ => 1024,
        };
        Some(Self {
            group: DhGroup::known(DhFamily::Modp, bits)?,
            security_bits: security_bits(bits, None),
        })
    }

    /// Whether the group is strong enough.
    pub fn is_allowed(&self, level: c_int) -> bool {
        self.security_bits >= least_security_bits(level)
    }
}

/// Below 80 bits nothing is taken, at no level.
fn least_security_bits(level: c_int) -> c_int {
    minimum_bits(level).max(80)
}

/// The shortest prime that is taken at a security level.
pub fn least_prime_bits(level: c_int) -> usize {
    let least = least_security_bits(level);
    let row = STRENGTHS
        .iter()
        .rev()
        .find(|(_, strength)| *strength >= least);
    row.map_or(usize::MAX, |(bits, _)| *bits)
}

/// Lengths of primes in bits and their strengths (SP 800-57 part 1, table 2), the longest first.
const STRENGTHS: [(usize, c_int); 5] = [
    (15360, 256),
    (7680, 192),
    (3072, 128),
    (2048, 112),
    (1024, 80),
];

/// The strength of a group, which half the length of the private values limits.
fn security_bits(prime_bits: usize, private_bits: Option<usize>) -> c_int {
    let row = STRENGTHS.iter().find(|(bits, _)| prime_bits >= *bits);
    let strength = row.map_or(0, |(_, strength)| *strength);
    match private_bits.map(|bits| c_int::try_from(bits / 2).unwrap_or(c_int::MAX)) {
        Some(half) if half < 80 => 0,
        Some(half) => half.min(strength),
        None => strength,
    }
}

#[cfg(test)]
mod tests {
    use dtls::msg::CipherSuite;

    use super::*;

    #[test]
    fn strengths() {
        assert_eq!(security_bits(1023, None), 0);
        assert_eq!(security_bits(1024, None), 80);
        assert_eq!(security_bits(2048, None), 112);
        assert_eq!(security_bits(2048, Some(160)), 80);
        assert_eq!(security_bits(2048, Some(159)), 0);
        assert_eq!(security_bits(4096, Some(325)), 128);
        let levels = [0, 1, 2, 3, 4, 5].map(least_prime_bits);
        assert_eq!(levels, [1024, 1024, 2048, 3072, 7680, 15360]);
    }

    #[test]
    fn sizes_that_are_chosen() {
        let suite = |suite| SuiteInfo::find(suite).unwrap();
        let short = suite(CipherSuite::TLS_DHE_PSK_WITH_AES_128_GCM_SHA256);
        let long = suite(CipherSuite::TLS_DHE_PSK_WITH_AES_256_GCM_SHA384);
        let bits = |auto, suite, key, level| {
            TmpDh::auto(auto, suite, key, level).map(|own| own.group.bits())
        };
        assert_eq!(bits(Auto::Off, long, None, 0), None);
        assert_eq!(bits(Auto::Fitting, short, None, 0), Some(1024));
        assert_eq!(bits(Auto::Fitting, long, None, 0), Some(3072));
        assert_eq!(bits(Auto::Fitting, short, Some(112), 0), Some(2048));
        assert_eq!(bits(Auto::Fitting, short, Some(152), 1), Some(4096));
        assert_eq!(bits(Auto::Fitting, short, Some(200), 1), Some(8192));
        assert_eq!(bits(Auto::Short, long, Some(200), 1), Some(1024));
        assert_eq!(bits(Auto::Short, long, None, 2), Some(2048));
        assert_eq!(bits(Auto::Fitting, short, None, 4), Some(8192));
    }
}
