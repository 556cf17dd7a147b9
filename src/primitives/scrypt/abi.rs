//! The provider's scrypt, which its Rust interface leaves out.
#![allow(unsafe_code)]

use aws_lc_sys as provider;

/// What one derivation costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// N, a power of 2 above 1.
    pub cost: u64,
    /// r.
    pub block_size: u64,
    /// p.
    pub parallel: u64,
}

/// Fills `out`. False when the cost makes no sense or would take more than `most` bytes of memory.
pub fn scrypt(password: &[u8], salt: &[u8], cost: Cost, most: usize, out: &mut [u8]) -> bool {
    // SAFETY: the lengths are the slices'.
    let result = unsafe {
        provider::EVP_PBE_scrypt(
            password.as_ptr().cast(),
            password.len(),
            salt.as_ptr(),
            salt.len(),
            cost.cost,
            cost.block_size,
            cost.parallel,
            most,
            out.as_mut_ptr(),
            out.len(),
        )
    };
    if result != 1 {
        // The provider's own queue of errors of this thread must not grow.
        // SAFETY: no condition.
        unsafe { provider::ERR_clear_error() };
    }
    result == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7914 section 12, the first vector.
    #[test]
    fn known_answer_and_limits() {
        let cost = Cost {
            cost: 16,
            block_size: 1,
            parallel: 1,
        };
        let mut out = [0; 64];
        assert!(scrypt(b"", b"", cost, 1 << 20, &mut out));
        assert_eq!(out[..4], [0x77, 0xd6, 0x57, 0x62]);
        assert!(!scrypt(b"", b"", cost, 1 << 10, &mut out));
        assert!(!scrypt(
            b"",
            b"",
            Cost { cost: 15, ..cost },
            1 << 20,
            &mut out
        ));
    }
}
