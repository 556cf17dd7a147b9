//! RSA keys: the provider's fast path where it has one, plain RSA under our own padding elsewhere
//! (SHA-1 and MD5+SHA-1 of DTLS 1.0, keys below 2048 bits, unusual salts).

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use aws_lc_rs::{digest as fast_digest, rsa as fast, signature as fast_signature};
use once_cell::race::OnceBox;
use rsa::BoxedUint;
use rsa::hazmat::{rsa_decrypt_and_check, rsa_encrypt};
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

use super::raw::RawKey;
use super::rsa_padding::{pkcs1_encryption_pad, pkcs1_signature_pad, pss_pad, pss_verify};
use super::{KeyError, SaltLen, Scheme, SignatureError};
use crate::der::{Encoded, Reader, sequence, unsigned};
use crate::digest::HashAlgorithm;
use crate::random::{RandomError, SecureRandom, SystemRandom};

/// The smallest and the largest modulus, in bits. What is enough is for the security level to say.
const BITS: core::ops::RangeInclusive<usize> = 512..=16384;

/// The smallest and the largest modulus of the fast path, in bits.
const FAST_BITS: core::ops::RangeInclusive<usize> = 2048..=8192;

/// The numbers of a public key, big-endian without leading zeros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsaPublicParts {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
}

impl RsaPublicParts {
    /// Reads an RSAPublicKey (RFC 8017 A.1.1).
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let mut outer = Reader::new(der);
        let mut key = outer.sequence()?;
        outer.finish()?;
        let (n, e) = (key.unsigned()?.to_vec(), key.unsigned()?.to_vec());
        key.finish()?;
        Self { n, e }.checked()
    }

    /// Refuses moduli out of bounds, even numbers and exponents below 3.
    pub fn checked(self) -> Result<Self, KeyError> {
        let odd = |number: &[u8]| number.last().is_some_and(|byte| byte & 1 == 1);
        let small = self.e == [1] || self.e.len() > 8;
        if !BITS.contains(&self.bits()) || !odd(&self.n) || !odd(&self.e) || small {
            return Err(KeyError);
        }
        Ok(self)
    }

    /// The RSAPublicKey encoding.
    pub fn to_der(&self) -> Encoded {
        sequence(&[&unsigned(&self.n), &unsigned(&self.e)])
    }

    /// Size of the modulus in bits.
    pub fn bits(&self) -> usize {
        let top = self
            .n
            .first()
            .map_or(0, |byte| byte.leading_zeros() as usize);
        (self.n.len() * 8).saturating_sub(top)
    }

    /// `input^e mod n`, both of the modulus' length.
    pub fn raw(&self, input: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let precision = self.bits() as u32;
        let number =
            |bytes: &[u8]| BoxedUint::from_be_slice(bytes, precision).map_err(|_| SignatureError);
        let e = BoxedUint::from_be_slice(&self.e, 64).map_err(|_| SignatureError)?;
        let key = rsa::PublicKey::new_with_size_limits(number(&self.n)?, e, BITS)
            .map_err(|_| SignatureError)?;
        let input = number(input)?;
        if input >= *key.n().as_ref() {
            return Err(SignatureError);
        }
        let output = rsa_encrypt(&key, &input).map_err(|_| SignatureError)?;
        fixed_len(&output, self.n.len())
    }

    /// RSAES-PKCS1-v1_5 encryption (RFC 8017 7.2.1).
    pub fn encrypt_pkcs1(
        &self,
        message: &[u8],
        random: &dyn SecureRandom,
    ) -> Result<Vec<u8>, SignatureError> {
        // The provider pads with random bytes of its own.
        if random.is_system() && FAST_BITS.contains(&self.bits()) {
            return self.encrypt_fast(message).map_err(|_| SignatureError);
        }
        self.raw(&pkcs1_encryption_pad(message, self.n.len(), random)?)
    }

    fn encrypt_fast(&self, message: &[u8]) -> Result<Vec<u8>, aws_lc_rs::error::Unspecified> {
        let spki = super::encoding::write_spki(super::KeyKind::Rsa, None, &self.to_der());
        let key = fast::PublicEncryptingKey::from_der(&spki)?;
        let key = fast::Pkcs1PublicEncryptingKey::new(key)?;
        let mut sealed = vec![0; key.ciphertext_size()];
        key.encrypt(message, &mut sealed)?;
        Ok(sealed)
    }

    /// Checks a signature of a message with hash `digest`.
    pub fn verify(
        &self,
        scheme: Scheme,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if let Some((parameters, hash)) = fast_verification(scheme, self.bits()) {
            let digest =
                fast_digest::Digest::import_less_safe(digest, hash).map_err(|_| SignatureError)?;
            return fast_signature::UnparsedPublicKey::new(parameters, self.to_der().as_slice())
                .verify_digest(&digest, signature)
                .map_err(|_| SignatureError);
        }
        if signature.len() != self.n.len() {
            return Err(SignatureError);
        }
        let block = self.raw(signature)?;
        match scheme {
            Scheme::RsaPkcs1(hash) => {
                // Encode and compare: nothing of the block is parsed (RFC 8017 8.2.2 note).
                let expected = pkcs1_signature_pad(hash, digest, block.len())?;
                (expected == block).then_some(()).ok_or(SignatureError)
            }
            Scheme::RsaPss { hash, mgf1, salt } => {
                pss_verify(hash, mgf1, salt, digest, self.bits(), &block)
            }
            Scheme::Ecdsa(_) | Scheme::Ed25519 => Err(SignatureError),
        }
    }
}

/// The numbers of a private key, big-endian without leading zeros; wiped when dropped.
#[derive(Clone)]
pub struct RsaPrivateParts {
    /// The public half.
    pub public: RsaPublicParts,
    /// The private exponent.
    pub d: Zeroizing<Vec<u8>>,
    /// The first prime.
    pub p: Zeroizing<Vec<u8>>,
    /// The second prime.
    pub q: Zeroizing<Vec<u8>>,
    /// `d mod (p-1)`.
    pub dp: Zeroizing<Vec<u8>>,
    /// `d mod (q-1)`.
    pub dq: Zeroizing<Vec<u8>>,
    /// `q^-1 mod p`.
    pub qi: Zeroizing<Vec<u8>>,
}

impl RsaPrivateParts {
    /// Reads an RSAPrivateKey of two primes (RFC 8017 A.1.2).
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let mut outer = Reader::new(der);
        let mut key = outer.sequence()?;
        outer.finish()?;
        if key.small()? != 0 {
            return Err(KeyError);
        }
        let public = RsaPublicParts {
            n: key.unsigned()?.to_vec(),
            e: key.unsigned()?.to_vec(),
        };
        let mut number = || key.unsigned().map(|bytes| Zeroizing::new(bytes.to_vec()));
        let parts = Self {
            public: public.checked()?,
            d: number()?,
            p: number()?,
            q: number()?,
            dp: number()?,
            dq: number()?,
            qi: number()?,
        };
        key.finish()?;
        Ok(parts)
    }

    /// The whole key from the public half and the private exponent: finds the primes
    /// (SP 800-56B appendix C). Public exponents above 2^16 only.
    pub fn recover(public: RsaPublicParts, d: &[u8]) -> Result<Self, KeyError> {
        let public = public.checked()?;
        let precision = public.bits() as u32;
        let number = |bytes: &[u8], precision| {
            BoxedUint::from_be_slice(bytes, precision).map_err(|_| KeyError)
        };
        let key = rsa::PrivateKey::from_components(
            number(&public.n, precision)?,
            number(&public.e, 64)?,
            number(d, precision)?,
            Vec::new(),
        );
        parts_of(&key.map_err(|_| KeyError)?)
    }

    /// The RSAPrivateKey encoding.
    pub fn to_der(&self) -> Encoded {
        sequence(&[
            &unsigned(&[]),
            &unsigned(&self.public.n),
            &unsigned(&self.public.e),
            &unsigned(&self.d),
            &unsigned(&self.p),
            &unsigned(&self.q),
            &unsigned(&self.dp),
            &unsigned(&self.dq),
            &unsigned(&self.qi),
        ])
    }
}

/// A private key ready for use.
pub struct RsaKey {
    parts: RsaPrivateParts,
    fast: Option<fast::KeyPair>,
    /// The provider's form of the key for what it does without padding; None inside: it refuses the key.
    raw: OnceBox<Option<RawKey>>,
    plain: OnceBox<rsa::PrivateKey>,
}

impl RsaKey {
    /// Checks the numbers against each other.
    pub fn new(parts: RsaPrivateParts) -> Result<Self, KeyError> {
        let fast = FAST_BITS
            .contains(&parts.public.bits())
            .then(|| fast::KeyPair::from_der(&parts.to_der()).ok())
            .flatten();
        let key = Self {
            parts,
            fast,
            raw: OnceBox::new(),
            plain: OnceBox::new(),
        };
        if key.fast.is_none() {
            key.plain()?;
        }
        Ok(key)
    }

    /// A fresh key of `bits` bits with public exponent `e` (big-endian). Takes from a tenth of a
    /// second to minutes, by size.
    pub fn generate(bits: usize, e: &[u8]) -> Result<Self, KeyError> {
        use aws_lc_rs::encoding::AsDer;
        let size = match bits {
            2048 => Some(fast::KeySize::Rsa2048),
            3072 => Some(fast::KeySize::Rsa3072),
            4096 => Some(fast::KeySize::Rsa4096),
            8192 => Some(fast::KeySize::Rsa8192),
            _ => None,
        };
        if let Some(size) = size.filter(|_| e == [1, 0, 1]) {
            let pair = fast::KeyPair::generate(size).map_err(|_| KeyError)?;
            let pkcs8 = pair.as_der().map_err(|_| KeyError)?;
            let (_, _, der) = super::encoding::read_pkcs8(pkcs8.as_ref())?;
            return Self::new(RsaPrivateParts::from_der(der)?);
        }
        if !BITS.contains(&bits) {
            return Err(KeyError);
        }
        let e_number = BoxedUint::from_be_slice(e, 64).map_err(|_| KeyError)?;
        let key = rsa::PrivateKey::new_with_exp_unchecked(&mut Rng, bits, e_number)
            .map_err(|_| KeyError)?;
        Self::new(parts_of(&key)?)
    }

    /// The key's numbers.
    pub fn parts(&self) -> &RsaPrivateParts {
        &self.parts
    }

    /// Signs a message with hash `digest`.
    pub fn sign(&self, scheme: Scheme, digest: &[u8]) -> Result<Vec<u8>, SignatureError> {
        if let (Some(fast), Some((encoding, hash))) = (&self.fast, fast_signing(scheme)) {
            let digest =
                fast_digest::Digest::import_less_safe(digest, hash).map_err(|_| SignatureError)?;
            let mut signature = vec![0; fast.public_modulus_len()];
            fast.sign_digest(encoding, &digest, &mut signature)
                .map_err(|_| SignatureError)?;
            return Ok(signature);
        }
        let bits = self.parts.public.bits();
        let block = match scheme {
            Scheme::RsaPkcs1(hash) => pkcs1_signature_pad(hash, digest, bits.div_ceil(8))?,
            Scheme::RsaPss { hash, mgf1, salt } => pss_pad(hash, mgf1, salt, digest, bits)?,
            Scheme::Ecdsa(_) | Scheme::Ed25519 => return Err(SignatureError),
        };
        self.raw(&block)
    }

    /// `input^d mod n`, both of the modulus' length; blinded, and checked against faults.
    pub fn raw(&self, input: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let raw = self.raw.get_or_init(|| {
            let allowed = self.fast.is_some();
            Box::new(
                allowed
                    .then(|| RawKey::from_der(&self.parts.to_der()))
                    .flatten(),
            )
        });
        if let Some(raw) = raw
            .as_ref()
            .filter(|_| input.len() == self.parts.public.n.len())
        {
            return raw.private(input);
        }
        let key = self.plain()?;
        let input =
            BoxedUint::from_be_slice(input, key.n_bits_precision()).map_err(|_| SignatureError)?;
        let output =
            rsa_decrypt_and_check(key, Some(&mut Rng), &input).map_err(|_| SignatureError)?;
        fixed_len(&output, self.parts.public.n.len())
    }

    fn plain(&self) -> Result<&rsa::PrivateKey, KeyError> {
        self.plain.get_or_try_init(|| {
            let precision = self.parts.public.bits() as u32;
            let number = |bytes: &[u8], precision| {
                BoxedUint::from_be_slice(bytes, precision).map_err(|_| KeyError)
            };
            let half = precision.div_ceil(2);
            rsa::PrivateKey::from_components(
                number(&self.parts.public.n, precision)?,
                number(&self.parts.public.e, 64)?,
                number(&self.parts.d, precision)?,
                vec![number(&self.parts.p, half)?, number(&self.parts.q, half)?],
            )
            .map(Box::new)
            .map_err(|_| KeyError)
        })
    }
}

fn parts_of(key: &rsa::PrivateKey) -> Result<RsaPrivateParts, KeyError> {
    use rsa::traits::PrivateKeyParts;
    let secret = |number: &BoxedUint| {
        let bytes = Zeroizing::new(number.to_be_bytes().into_vec());
        let skip = bytes.iter().take_while(|byte| **byte == 0).count();
        Zeroizing::new(bytes[skip..].to_vec())
    };
    let [p, q] = key.primes() else {
        return Err(KeyError);
    };
    let qi = key.crt_coefficient().ok_or(KeyError)?;
    Ok(RsaPrivateParts {
        public: RsaPublicParts {
            n: key.n_bytes().into_vec(),
            e: key.e_bytes().into_vec(),
        },
        d: secret(key.d()),
        p: secret(p.as_ref()),
        q: secret(q.as_ref()),
        dp: secret(key.dp().ok_or(KeyError)?),
        dq: secret(key.dq().ok_or(KeyError)?),
        qi: secret(&qi),
    })
}

fn fixed_len(number: &BoxedUint, len: usize) -> Result<Vec<u8>, SignatureError> {
    let bytes = Zeroizing::new(number.to_be_bytes().into_vec());
    let skip = bytes.len().checked_sub(len).ok_or(SignatureError)?;
    Ok(bytes[skip..].to_vec())
}

fn fast_hash(hash: HashAlgorithm) -> Option<&'static fast_digest::Algorithm> {
    match hash {
        HashAlgorithm::Sha1 => Some(&fast_digest::SHA1_FOR_LEGACY_USE_ONLY),
        HashAlgorithm::Sha256 => Some(&fast_digest::SHA256),
        HashAlgorithm::Sha384 => Some(&fast_digest::SHA384),
        HashAlgorithm::Sha512 => Some(&fast_digest::SHA512),
        _ => None,
    }
}

type Signing = &'static fast_signature::RsaSignatureEncoding;
type Verification = &'static fast_signature::RsaParameters;

fn fast_signing(scheme: Scheme) -> Option<(Signing, &'static fast_digest::Algorithm)> {
    use HashAlgorithm::{Sha256, Sha384, Sha512};
    let encoding: Signing = match (scheme, plain_pss(scheme)) {
        (Scheme::RsaPkcs1(Sha256), _) => &fast_signature::RSA_PKCS1_SHA256,
        (Scheme::RsaPkcs1(Sha384), _) => &fast_signature::RSA_PKCS1_SHA384,
        (Scheme::RsaPkcs1(Sha512), _) => &fast_signature::RSA_PKCS1_SHA512,
        (_, Some(Sha256)) => &fast_signature::RSA_PSS_SHA256,
        (_, Some(Sha384)) => &fast_signature::RSA_PSS_SHA384,
        (_, Some(Sha512)) => &fast_signature::RSA_PSS_SHA512,
        _ => return None,
    };
    Some((encoding, fast_hash(scheme.hash()?)?))
}

fn fast_verification(
    scheme: Scheme,
    bits: usize,
) -> Option<(Verification, &'static fast_digest::Algorithm)> {
    use HashAlgorithm::{Sha1, Sha256, Sha384, Sha512};
    if !FAST_BITS.contains(&bits) {
        return None;
    }
    let parameters: Verification = match (scheme, plain_pss(scheme)) {
        (Scheme::RsaPkcs1(Sha1), _) => {
            &fast_signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY
        }
        (Scheme::RsaPkcs1(Sha256), _) => &fast_signature::RSA_PKCS1_2048_8192_SHA256,
        (Scheme::RsaPkcs1(Sha384), _) => &fast_signature::RSA_PKCS1_2048_8192_SHA384,
        (Scheme::RsaPkcs1(Sha512), _) => &fast_signature::RSA_PKCS1_2048_8192_SHA512,
        (_, Some(Sha256)) => &fast_signature::RSA_PSS_2048_8192_SHA256,
        (_, Some(Sha384)) => &fast_signature::RSA_PSS_2048_8192_SHA384,
        (_, Some(Sha512)) => &fast_signature::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    };
    Some((parameters, fast_hash(scheme.hash()?)?))
}

/// The hash of PSS as TLS uses it; any other form takes the long way.
fn plain_pss(scheme: Scheme) -> Option<HashAlgorithm> {
    match scheme {
        Scheme::RsaPss { hash, mgf1, salt } => {
            let usual = salt == SaltLen::Digest || salt == SaltLen::Bytes(hash.output_len());
            (hash == mgf1 && usual).then_some(hash)
        }
        _ => None,
    }
}

/// The system's generator for the plain path; its failure becomes an error of the operation.
struct Rng;

impl TryRng for Rng {
    type Error = RandomError;

    fn try_next_u32(&mut self) -> Result<u32, RandomError> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, RandomError> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), RandomError> {
        SystemRandom::new().fill(out)
    }
}

impl TryCryptoRng for Rng {}
