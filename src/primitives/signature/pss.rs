//! What the parameters in an RSA key allow that is restricted to PSS (RFC 4055, 3.1 and 3.3).

use alloc::vec::Vec;

use super::{SaltLen, Scheme};
use crate::der::{DerError, Reader, tag};
use crate::digest::HashAlgorithm;

/// id-mgf1.
const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
/// id-sha1.
const SHA1: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
/// The arc of SHA-2, before the number of the function.
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

/// The one hash, the one function for masks and the shortest salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PssLimits {
    /// The parameters as they were read, for writing the key again.
    content: Vec<u8>,
    /// `None`: one that is not known.
    hash: Option<HashAlgorithm>,
    mgf1: Option<HashAlgorithm>,
    salt: usize,
}

impl PssLimits {
    /// Reads the content of RSASSA-PSS-params.
    pub fn read(content: &[u8]) -> Result<Self, DerError> {
        let mut inside = Reader::new(content);
        let mut limits = Self {
            content: content.to_vec(),
            hash: Some(HashAlgorithm::Sha1),
            mgf1: Some(HashAlgorithm::Sha1),
            salt: 20,
        };
        if let Some(hash) = inside.optional(tag::context(0))? {
            limits.hash = read_hash(&mut Reader::new(hash))?;
        }
        if let Some(function) = inside.optional(tag::context(1))? {
            let mut function = Reader::new(function).sequence()?;
            let known = function.expect(tag::OBJECT)? == MGF1;
            limits.mgf1 = match known {
                true => read_hash(&mut function)?,
                false => None,
            };
        }
        if let Some(salt) = inside.optional(tag::context(2))? {
            let salt = Reader::new(salt).small()?;
            limits.salt = usize::try_from(salt).unwrap_or(usize::MAX);
        }
        inside.optional(tag::context(3))?;
        inside.finish()?;
        Ok(limits)
    }

    /// The shortest salt in bytes.
    pub fn salt(&self) -> usize {
        self.salt
    }

    /// The content of RSASSA-PSS-params.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Whether signatures of the scheme are within the limits.
    pub fn allow(&self, scheme: Scheme) -> bool {
        let Scheme::RsaPss { hash, mgf1, salt } = scheme else {
            return false;
        };
        let long_enough = match salt {
            SaltLen::Digest => hash.output_len() >= self.salt,
            SaltLen::Bytes(length) => length >= self.salt,
            SaltLen::Any => true,
        };
        self.hash == Some(hash) && self.mgf1 == Some(mgf1) && long_enough
    }
}

fn read_hash(reader: &mut Reader<'_>) -> Result<Option<HashAlgorithm>, DerError> {
    let mut algorithm = reader.sequence()?;
    let identifier = algorithm.expect(tag::OBJECT)?;
    Ok(match identifier.strip_prefix(SHA2) {
        Some([1]) => Some(HashAlgorithm::Sha256),
        Some([2]) => Some(HashAlgorithm::Sha384),
        Some([3]) => Some(HashAlgorithm::Sha512),
        Some([4]) => Some(HashAlgorithm::Sha224),
        _ if identifier == SHA1 => Some(HashAlgorithm::Sha1),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// hash and mask function of SHA-2, number `hash`, and a salt of at least `salt` bytes.
    fn limits(hash: u8, salt: u8) -> PssLimits {
        let mut content = alloc::vec::Vec::new();
        let algorithm = |content: &mut alloc::vec::Vec<u8>| {
            content.extend([0x30, 13, 6, 9]);
            content.extend(SHA2);
            content.extend([hash, 5, 0]);
        };
        content.extend([0xa0, 15]);
        algorithm(&mut content);
        content.extend([0xa1, 28, 0x30, 26, 6, 9]);
        content.extend(MGF1);
        algorithm(&mut content);
        content.extend([0xa2, 3, 2, 1, salt]);
        PssLimits::read(&content).unwrap()
    }

    #[test]
    fn one_hash_only() {
        let sha384 = Scheme::pss(HashAlgorithm::Sha384);
        assert!(limits(2, 48).allow(sha384));
        assert!(!limits(2, 49).allow(sha384));
        assert!(!limits(1, 32).allow(sha384));
        assert!(!limits(9, 0).allow(sha384));
        assert!(!limits(2, 0).allow(Scheme::RsaPkcs1(HashAlgorithm::Sha384)));
    }

    #[test]
    fn what_is_left_out_is_sha1() {
        let limits = PssLimits::read(&[]).unwrap();
        assert!(limits.allow(Scheme::pss(HashAlgorithm::Sha1)));
        assert!(!limits.allow(Scheme::pss(HashAlgorithm::Sha256)));
        assert!(PssLimits::read(&[0xa4, 0]).is_err());
    }
}
