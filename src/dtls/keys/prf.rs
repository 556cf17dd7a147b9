//! The pseudorandom function: RFC 5246 section 5, and for DTLS 1.0 RFC 4346 section 5.

use primitives::digest::HashAlgorithm;
use primitives::hmac::{Context, Key};
use zeroize::Zeroize;

use crate::msg::ProtocolVersion;
use crate::suites::SuiteInfo;

/// The pseudorandom function of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prf(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// MD5 and SHA-1, each with half of the secret.
    Old,
    /// One hash.
    New(HashAlgorithm),
}

impl Prf {
    /// The function of DTLS 1.0.
    pub const DTLS1_0: Self = Self(Kind::Old);

    /// The function of DTLS 1.2 with the hash of the suite.
    pub const fn dtls1_2(hash: HashAlgorithm) -> Self {
        Self(Kind::New(hash))
    }

    /// The function that goes with a version up to 1.2 and a suite.
    pub const fn of(version: ProtocolVersion, suite: &SuiteInfo) -> Self {
        match version.is_before(ProtocolVersion::DTLS1_2) {
            true => Self::DTLS1_0,
            false => Self::dtls1_2(suite.hash),
        }
    }

    /// The hash of the transcript that goes with this function: MD5 and SHA-1 one behind the other
    /// in DTLS 1.0.
    pub const fn transcript_hash(self) -> HashAlgorithm {
        match self.0 {
            Kind::Old => HashAlgorithm::Md5Sha1,
            Kind::New(hash) => hash,
        }
    }

    /// Fills `out` with `PRF(secret, label, seed)`; the seed comes in pieces.
    pub fn derive(self, secret: &[u8], label: &[u8], seed: &[&[u8]], out: &mut [u8]) {
        out.fill(0);
        match self.0 {
            Kind::New(hash) => xor_p_hash(hash, secret, label, seed, out),
            Kind::Old => {
                // The halves share the middle byte of a secret with an odd length.
                let half = secret.len().div_ceil(2);
                xor_p_hash(HashAlgorithm::Md5, &secret[..half], label, seed, out);
                xor_p_hash(
                    HashAlgorithm::Sha1,
                    &secret[secret.len() - half..],
                    label,
                    seed,
                    out,
                );
            }
        }
    }
}

/// Adds `P_hash(secret, label + seed)` to `out` by exclusive or.
fn xor_p_hash(hash: HashAlgorithm, secret: &[u8], label: &[u8], seed: &[&[u8]], out: &mut [u8]) {
    let key = Key::new(hash, secret);
    let update_with_seed = |context: &mut Context| {
        context.update(label);
        seed.iter().for_each(|part| context.update(part));
    };
    // A(1) = HMAC(secret, seed), A(i) = HMAC(secret, A(i-1))
    let mut context = Context::new(&key);
    update_with_seed(&mut context);
    let mut a = context.finish();
    for chunk in out.chunks_mut(hash.output_len()) {
        let mut context = Context::new(&key);
        context.update(a.as_ref());
        let following = context.clone();
        update_with_seed(&mut context);
        let mut block = context.finish();
        chunk
            .iter_mut()
            .zip(block.as_ref())
            .for_each(|(byte, add)| *byte ^= add);
        block.zeroize();
        a = following.finish();
    }
    a.zeroize();
}
