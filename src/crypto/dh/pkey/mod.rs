//! Parameters of Diffie-Hellman as an `EVP_PKEY`: the form in which `SSL_CTX_set0_tmp_dh_pkey` takes them and
//! `SSL_get_peer_tmp_key` gives the peer's value.

pub mod abi;

use std::ffi::c_int;

use super::DH;

/// `EVP_PKEY_DH`.
pub const EVP_PKEY_DH: c_int = 28;

/// The names of the type, the one of providers first.
pub const NAMES: &[&str] = &["DH", "dhKeyAgreement", "1.2.840.113549.1.3.1"];

impl DH {
    /// Bits of the prime, 0 without one.
    pub fn bits(&self) -> usize {
        self.with(|numbers| numbers.p.as_ref().map_or(0, |prime| prime.bits()))
    }

    /// The strength in bits (SP 800-57 part 1, table 2), which half the length of private values limits.
    pub fn security_bits(&self) -> c_int {
        let strength = match self.bits() {
            15360.. => 256,
            7680.. => 192,
            3072.. => 128,
            2048.. => 112,
            1024.. => 80,
            _ => 0,
        };
        let limit = self.with(|numbers| match &numbers.q {
            Some(order) => Some(order.bits()),
            None => (numbers.private_bits > 0).then_some(numbers.private_bits as usize),
        });
        match limit.map(|bits| (bits / 2) as c_int) {
            Some(half) if half < 80 => 0,
            Some(half) => half.min(strength),
            None => strength,
        }
    }
}
