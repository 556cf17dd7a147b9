//! Keys from passwords.

use zeroize::Zeroize;

use crate::digest::{HashAlgorithm, Hasher};
use crate::hmac;

/// PBKDF2 with HMAC (RFC 8018 5.2): fills `out`.
pub fn pbkdf2(hash: HashAlgorithm, password: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) {
    let key = hmac::Key::new(hash, password);
    for (number, chunk) in (1u32..).zip(out.chunks_mut(hash.output_len())) {
        let mut context = hmac::Context::new(&key);
        context.update(salt);
        context.update(&number.to_be_bytes());
        let mut block = context.finish();
        chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
        for _ in 1..iterations {
            block = hmac::sign(&key, block.as_ref());
            chunk
                .iter_mut()
                .zip(block.as_ref())
                .for_each(|(out, byte)| *out ^= byte);
        }
        block.zeroize();
    }
}

/// The derivation of `EVP_BytesToKey(3)`: hashes of hash, data and salt, one after the other,
/// until `out` is full.
pub fn bytes_to_key(hash: HashAlgorithm, data: &[u8], salt: &[u8], count: u32, out: &mut [u8]) {
    let mut previous: Option<crate::digest::Digest> = None;
    for chunk in out.chunks_mut(hash.output_len()) {
        let mut hasher = Hasher::new(hash);
        if let Some(previous) = &previous {
            hasher.update(previous);
        }
        hasher.update(data);
        hasher.update(salt);
        let mut digest = hasher.finish();
        for _ in 1..count {
            digest = crate::digest::hash(hash, &digest);
        }
        chunk.copy_from_slice(&digest[..chunk.len()]);
        previous = Some(digest);
    }
    previous.zeroize();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6070 vector 2 and 5.
    #[test]
    fn pbkdf2_known_answers() {
        let mut out = [0; 20];
        pbkdf2(HashAlgorithm::Sha1, b"password", b"salt", 2, &mut out);
        assert_eq!(out[..4], [0xea, 0x6c, 0x01, 0x4d]);
        let mut out = [0; 25];
        pbkdf2(
            HashAlgorithm::Sha1,
            b"passwordPASSWORDpassword",
            b"saltSALTsaltSALTsaltSALTsaltSALTsalt",
            4096,
            &mut out,
        );
        assert_eq!(out[..4], [0x3d, 0x2e, 0xec, 0x4f]);
        assert_eq!(out[21..], [0xf2, 0xf0, 0x70, 0x38]);
    }
}
