//! Encrypted PKCS#8 keys: EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), PBKDF2 with
//! HMAC or scrypt (RFC 7914), and a CBC cipher.

use primitives::der::{DerError, Encoded, Reader, element, sequence, tag, unsigned};
use primitives::digest::HashAlgorithm;
use primitives::kdf::pbkdf2;
use primitives::random::{SecureRandom, SystemRandom};
use primitives::scrypt::{Cost, scrypt};
use zeroize::Zeroizing;

use crate::evp::cipher::{EVP_CIPHER, Mode, cbc};
use crate::objects::{by_nid, nid_of_content};

/// id-scrypt, 1.3.6.1.4.1.11591.4.11.
const SCRYPT: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b];
const NID_PBKDF2: i32 = 69;
const NID_PBES2: i32 = 161;
const NID_HMAC_SHA1: i32 = 163;
const NID_HMAC_SHA256: i32 = 799;

/// What OpenSSL writes by default.
const ITERATIONS: u32 = 2048;

/// The most iterations that are accepted, so that a file cannot keep a program busy for ever.
const MAX_ITERATIONS: u32 = 10_000_000;

/// The most memory in bytes that scrypt may take, as with OpenSSL.
const MAX_SCRYPT_MEMORY: usize = 32 << 20;

/// Why a key cannot be decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pkcs8Error {
    /// Not an EncryptedPrivateKeyInfo.
    Encoding,
    /// A scheme that is not supported.
    Unsupported,
    /// Most likely the wrong password.
    Decrypt,
}

impl From<DerError> for Pkcs8Error {
    fn from(_: DerError) -> Self {
        Self::Encoding
    }
}

/// The PKCS#8 PrivateKeyInfo inside.
pub fn decrypt(der: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, Pkcs8Error> {
    let mut outer = Reader::new(der);
    let mut info = outer.sequence()?;
    outer.finish()?;
    let mut algorithm = info.sequence()?;
    let sealed = info.expect(tag::OCTET_STRING)?;
    info.finish()?;
    if nid_of_content(algorithm.expect(tag::OBJECT)?) != NID_PBES2 {
        return Err(Pkcs8Error::Unsupported);
    }
    let mut parameters = algorithm.sequence()?;
    let mut derivation = parameters.sequence()?;
    let mut scheme = parameters.sequence()?;
    let cipher = EVP_CIPHER::by_nid(nid_of_content(scheme.expect(tag::OBJECT)?))
        .filter(|cipher| cipher.mode == Mode::Cbc)
        .ok_or(Pkcs8Error::Unsupported)?;
    let iv = scheme.expect(tag::OCTET_STRING)?;
    let key = derive(&mut derivation, cipher, password)?;
    cbc::decrypt(cipher.algorithm, &key, iv, sealed).map_err(|_| Pkcs8Error::Decrypt)
}

/// An EncryptedPrivateKeyInfo around `pkcs8`. `None` for ciphers that are not CBC.
pub fn encrypt(cipher: &EVP_CIPHER, pkcs8: &[u8], password: &[u8]) -> Option<Encoded> {
    if cipher.mode != Mode::Cbc {
        return None;
    }
    let mut random = [0; 32];
    SystemRandom::new().fill(&mut random).ok()?;
    let (salt, iv) = random.split_at(16);
    let iv = &iv[..cipher.iv_len()];
    let mut key = Zeroizing::new(vec![0; cipher.algorithm.key_len()]);
    pbkdf2(HashAlgorithm::Sha256, password, salt, ITERATIONS, &mut key);
    let sealed = cbc::encrypt(cipher.algorithm, &key, iv, pkcs8).ok()?;
    let object = |nid| Some(element(tag::OBJECT, &[by_nid(nid)?.content()]));
    let prf = sequence(&[&object(NID_HMAC_SHA256)?, &element(tag::NULL, &[])]);
    let derivation = sequence(&[
        &element(tag::OCTET_STRING, &[salt]),
        &unsigned(&ITERATIONS.to_be_bytes()),
        &prf,
    ]);
    let parameters = sequence(&[
        &sequence(&[&object(NID_PBKDF2)?, &derivation]),
        &sequence(&[&object(cipher.nid)?, &element(tag::OCTET_STRING, &[iv])]),
    ]);
    Some(sequence(&[
        &sequence(&[&object(NID_PBES2)?, &parameters]),
        &element(tag::OCTET_STRING, &[&sealed]),
    ]))
}

fn derive(
    derivation: &mut Reader<'_>,
    cipher: &EVP_CIPHER,
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Pkcs8Error> {
    let kind = derivation.expect(tag::OBJECT)?;
    let mut parameters = derivation.sequence()?;
    if kind == SCRYPT {
        return derive_scrypt(&mut parameters, cipher, password);
    }
    if nid_of_content(kind) != NID_PBKDF2 {
        return Err(Pkcs8Error::Unsupported);
    }
    let salt = parameters.expect(tag::OCTET_STRING)?;
    let iterations = parameters.small()?;
    if iterations == 0 || iterations > MAX_ITERATIONS {
        return Err(Pkcs8Error::Unsupported);
    }
    if parameters.peek() == Some(tag::INTEGER)
        && parameters.small()? as usize != cipher.algorithm.key_len()
    {
        return Err(Pkcs8Error::Unsupported);
    }
    let prf = match parameters.optional(tag::SEQUENCE)? {
        None => NID_HMAC_SHA1,
        Some(prf) => nid_of_content(Reader::new(prf).expect(tag::OBJECT)?),
    };
    let hash = match prf {
        NID_HMAC_SHA1 => HashAlgorithm::Sha1,
        798 => HashAlgorithm::Sha224,
        NID_HMAC_SHA256 => HashAlgorithm::Sha256,
        800 => HashAlgorithm::Sha384,
        801 => HashAlgorithm::Sha512,
        _ => return Err(Pkcs8Error::Unsupported),
    };
    let mut key = Zeroizing::new(vec![0; cipher.algorithm.key_len()]);
    pbkdf2(hash, password, salt, iterations, &mut key);
    Ok(key)
}

/// scrypt-params (RFC 7914 section 7.1).
fn derive_scrypt(
    parameters: &mut Reader<'_>,
    cipher: &EVP_CIPHER,
    password: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Pkcs8Error> {
    let salt = parameters.expect(tag::OCTET_STRING)?;
    let cost = Cost {
        cost: parameters.small()?.into(),
        block_size: parameters.small()?.into(),
        parallel: parameters.small()?.into(),
    };
    let length = cipher.algorithm.key_len();
    if parameters.peek() == Some(tag::INTEGER) && parameters.small()? as usize != length {
        return Err(Pkcs8Error::Unsupported);
    }
    let mut key = Zeroizing::new(vec![0; length]);
    if scrypt(password, salt, cost, MAX_SCRYPT_MEMORY, &mut key) {
        Ok(key)
    } else {
        Err(Pkcs8Error::Unsupported)
    }
}
