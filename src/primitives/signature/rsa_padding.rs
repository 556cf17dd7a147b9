//! RSA encoding methods over big-endian blocks as long as the modulus (RFC 8017 section 7 and 9).

use alloc::vec;
use alloc::vec::Vec;

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, ConstantTimeLess};
use zeroize::Zeroizing;

use super::{SaltLen, SignatureError};
use crate::digest::{HashAlgorithm, Hasher, hash};
use crate::random::{SecureRandom, SystemRandom};

/// EMSA-PKCS1-v1_5 (section 9.2) of `digest` in `len` bytes. The pair of DTLS 1.0 has no
/// DigestInfo around it (RFC 4346 7.4.3).
pub fn pkcs1_signature_pad(
    algorithm: HashAlgorithm,
    digest: &[u8],
    len: usize,
) -> Result<Vec<u8>, SignatureError> {
    if digest.len() != algorithm.output_len() {
        return Err(SignatureError);
    }
    pkcs1_raw_signature_pad(digest_info_prefix(algorithm), digest, len)
}

/// As [`pkcs1_signature_pad`] with any content, in two pieces.
pub fn pkcs1_raw_signature_pad(
    prefix: &[u8],
    content: &[u8],
    len: usize,
) -> Result<Vec<u8>, SignatureError> {
    let content_len = prefix.len() + content.len();
    if len < content_len + 11 {
        return Err(SignatureError);
    }
    let mut block = vec![0xff; len];
    block[0] = 0;
    block[1] = 1;
    block[len - content_len - 1] = 0;
    block[len - content_len..len - content.len()].copy_from_slice(prefix);
    block[len - content.len()..].copy_from_slice(content);
    Ok(block)
}

/// The content of a block that [`pkcs1_raw_signature_pad`] made.
pub fn pkcs1_raw_signature_unpad(block: &[u8]) -> Result<&[u8], SignatureError> {
    let rest = block.strip_prefix(&[0, 1]).ok_or(SignatureError)?;
    let padding = rest.iter().take_while(|byte| **byte == 0xff).count();
    match rest.get(padding) {
        Some(0) if padding >= 8 => Ok(&rest[padding + 1..]),
        _ => Err(SignatureError),
    }
}

/// EMSA-PSS encoding (section 9.1.1) of `digest` for a modulus of `bits` bits.
pub fn pss_pad(
    algorithm: HashAlgorithm,
    mgf1: HashAlgorithm,
    salt: SaltLen,
    digest: &[u8],
    bits: usize,
) -> Result<Vec<u8>, SignatureError> {
    let (len, hash_len) = ((bits - 1).div_ceil(8), algorithm.output_len());
    let most = len.checked_sub(hash_len + 2).ok_or(SignatureError)?;
    let salt_len = match salt {
        SaltLen::Digest => hash_len,
        SaltLen::Bytes(bytes) => bytes,
        SaltLen::Any => most,
    };
    if salt_len > most || digest.len() != hash_len {
        return Err(SignatureError);
    }
    let mut salt = Zeroizing::new(vec![0; salt_len]);
    SystemRandom::new()
        .fill(&mut salt)
        .map_err(|_| SignatureError)?;
    let seed = pss_hash(algorithm, digest, &salt);
    let mut block = vec![0; len];
    let masked_len = len - hash_len - 1;
    block[masked_len - salt_len - 1] = 1;
    block[masked_len - salt_len..masked_len].copy_from_slice(&salt);
    mask(mgf1, &seed, &mut block[..masked_len]);
    block[0] &= 0xff >> (8 * len - (bits - 1));
    block[masked_len..len - 1].copy_from_slice(&seed);
    block[len - 1] = 0xbc;
    // The block may be a byte shorter than the modulus.
    if len < bits.div_ceil(8) {
        block.insert(0, 0);
    }
    Ok(block)
}

/// EMSA-PSS verification (section 9.1.2).
pub fn pss_verify(
    algorithm: HashAlgorithm,
    mgf1: HashAlgorithm,
    salt: SaltLen,
    digest: &[u8],
    bits: usize,
    block: &[u8],
) -> Result<(), SignatureError> {
    let (len, hash_len) = ((bits - 1).div_ceil(8), algorithm.output_len());
    let spare = block.len().checked_sub(len).ok_or(SignatureError)?;
    let (spare, block) = block.split_at(spare);
    if spare.iter().any(|byte| *byte != 0) || len < hash_len + 2 || digest.len() != hash_len {
        return Err(SignatureError);
    }
    let masked_len = len - hash_len - 1;
    let (masked, rest) = block.split_at(masked_len);
    let seed = &rest[..hash_len];
    let top = 0xff >> (8 * len - (bits - 1));
    if rest[hash_len] != 0xbc || masked[0] & !top != 0 {
        return Err(SignatureError);
    }
    let mut data = masked.to_vec();
    mask(mgf1, seed, &mut data);
    data[0] &= top;
    let zeros = data.iter().take_while(|byte| **byte == 0).count();
    if data.get(zeros) != Some(&1) {
        return Err(SignatureError);
    }
    let found = &data[zeros + 1..];
    let expected_len = match salt {
        SaltLen::Digest => hash_len,
        SaltLen::Bytes(bytes) => bytes,
        SaltLen::Any => found.len(),
    };
    if found.len() != expected_len || *pss_hash(algorithm, digest, found) != *seed {
        return Err(SignatureError);
    }
    Ok(())
}

fn pss_hash(algorithm: HashAlgorithm, digest: &[u8], salt: &[u8]) -> crate::digest::Digest {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(&[0; 8]);
    hasher.update(digest);
    hasher.update(salt);
    hasher.finish()
}

/// XORs the output of MGF1 (appendix B.2.1) into `data`.
fn mask(algorithm: HashAlgorithm, seed: &[u8], data: &mut [u8]) {
    for (counter, chunk) in (0u32..).zip(data.chunks_mut(algorithm.output_len())) {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(seed);
        hasher.update(&counter.to_be_bytes());
        let block = hasher.finish();
        chunk
            .iter_mut()
            .zip(block.iter())
            .for_each(|(byte, mask)| *byte ^= mask);
    }
}

/// EME-PKCS1-v1_5 (section 7.2.1) of `message` in `len` bytes.
pub fn pkcs1_encryption_pad(
    message: &[u8],
    len: usize,
    random: &dyn SecureRandom,
) -> Result<Zeroizing<Vec<u8>>, SignatureError> {
    let padding_len = len
        .checked_sub(message.len() + 3)
        .filter(|padding| *padding >= 8)
        .ok_or(SignatureError)?;
    let mut block = Zeroizing::new(vec![0; len]);
    block[1] = 2;
    let padding = &mut block[2..2 + padding_len];
    random.fill(padding).map_err(|_| SignatureError)?;
    for byte in padding {
        while *byte == 0 {
            random
                .fill(core::slice::from_mut(byte))
                .map_err(|_| SignatureError)?;
        }
    }
    block[len - message.len()..].copy_from_slice(message);
    Ok(block)
}

/// Length in bytes of the premaster secret of RSA key exchange.
pub const PREMASTER_LEN: usize = 48;

/// The premaster secret in a block of EME-PKCS1-v1_5, which must have [`PREMASTER_LEN`] bytes and begin with one of
/// `versions`; `stand_in`, if anything is wrong (RFC 5246, 7.4.7.1). Nothing depends on what the block holds but the
/// bytes of the result.
pub fn pkcs1_premaster_unpad(
    block: &[u8],
    stand_in: &[u8; PREMASTER_LEN],
    versions: &[u16],
) -> Zeroizing<[u8; PREMASTER_LEN]> {
    let mut found = Zeroizing::new([0; PREMASTER_LEN]);
    // 00 02, at least eight bytes that are not 0, 00. How long the block is everybody may know.
    let Some(padding_len) = block
        .len()
        .checked_sub(PREMASTER_LEN + 3)
        .filter(|len| *len >= 8)
    else {
        return Zeroizing::new(*stand_in);
    };
    let (padding, secret) = block[2..].split_at(padding_len);
    found.copy_from_slice(&secret[1..]);
    let mut good = block[0].ct_eq(&0) & block[1].ct_eq(&2) & secret[0].ct_eq(&0);
    for byte in padding {
        good &= !byte.ct_eq(&0);
    }
    premaster_or(&found, good, stand_in, versions)
}

/// `secret` if it is `good` and begins with one of `versions`, else `stand_in`; chosen without branches.
pub fn premaster_or(
    secret: &[u8; PREMASTER_LEN],
    good: Choice,
    stand_in: &[u8; PREMASTER_LEN],
    versions: &[u16],
) -> Zeroizing<[u8; PREMASTER_LEN]> {
    let mut known = Choice::from(0);
    for version in versions {
        known |= secret[..2].ct_eq(&version.to_be_bytes());
    }
    let mut chosen = Zeroizing::new(*stand_in);
    for (chosen, byte) in chosen.iter_mut().zip(secret) {
        chosen.conditional_assign(byte, good & known);
    }
    chosen
}

/// The message in a block of EME-PKCS1-v1_5. When the padding is wrong, a message of random
/// length and content that depends on `secret` and `ciphertext` only takes its place, so that an
/// attacker learns nothing (implicit rejection); the choice is made without branches on the block.
pub fn pkcs1_encryption_unpad(
    block: &[u8],
    secret: &[u8],
    ciphertext: &[u8],
) -> Zeroizing<Vec<u8>> {
    let len = block.len();
    let mut good = block[0].ct_eq(&0) & block[1].ct_eq(&2);
    let mut separator = 0u32;
    let mut looking = Choice::from(1);
    for (at, byte) in (0u32..).zip(block).skip(2) {
        let zero = byte.ct_eq(&0) & looking;
        separator.conditional_assign(&at, zero);
        looking &= !zero;
    }
    good &= !looking & !separator.ct_lt(&10);

    let key = crate::hmac::Key::new(HashAlgorithm::Sha256, &hash(HashAlgorithm::Sha256, secret));
    let mut stand_in = Zeroizing::new(vec![0; len]);
    for (counter, chunk) in (0u32..).zip(stand_in.chunks_mut(32)) {
        let mut context = crate::hmac::Context::new(&key);
        context.update(&counter.to_be_bytes());
        context.update(ciphertext);
        chunk.copy_from_slice(&context.finish().as_ref()[..chunk.len()]);
    }
    let wide = u32::from_be_bytes([0, 0, stand_in[0], stand_in[1]]);
    let stand_in_start = 11 + wide % (len as u32 - 11).max(1);
    let start = u32::conditional_select(&stand_in_start, &(separator + 1), good);
    let mut out = Zeroizing::new(vec![0; len]);
    for ((out, stand_in), byte) in out.iter_mut().zip(stand_in.iter()).zip(block) {
        *out = u8::conditional_select(stand_in, byte, good);
    }
    // Only the length shows from here on, as it must to any caller.
    Zeroizing::new(out[(start as usize).min(len)..].to_vec())
}

/// The DER of a DigestInfo up to the digest (section 9.2, note 1).
fn digest_info_prefix(algorithm: HashAlgorithm) -> &'static [u8] {
    macro_rules! sha2 {
        ($last:literal, $len:literal) => {
            &[
                0x30,
                0x11 + $len,
                0x30,
                0x0d,
                0x06,
                0x09,
                0x60,
                0x86,
                0x48,
                0x01,
                0x65,
                0x03,
                0x04,
                0x02,
                $last,
                0x05,
                0x00,
                0x04,
                $len,
            ]
        };
    }
    match algorithm {
        HashAlgorithm::Md5Sha1 => &[],
        HashAlgorithm::Md5 => &[
            0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05,
            0x05, 0x00, 0x04, 0x10,
        ],
        HashAlgorithm::Sha1 => &[
            0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04,
            0x14,
        ],
        HashAlgorithm::Sha256 => sha2!(1, 32),
        HashAlgorithm::Sha384 => sha2!(2, 48),
        HashAlgorithm::Sha512 => sha2!(3, 64),
        HashAlgorithm::Sha224 => sha2!(4, 28),
        HashAlgorithm::Sha512_224 => sha2!(5, 28),
        HashAlgorithm::Sha512_256 => sha2!(6, 32),
    }
}
