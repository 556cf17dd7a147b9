//! The handshake messages so far, and their hash (RFC 5246, 7.4.9; RFC 6347, 4.2.6).

use alloc::vec::Vec;

use primitives::digest::{Digest, HashAlgorithm, Hasher};

/// The messages of one handshake. They are kept as bytes until the hash function is known, and as
/// long as a CertificateVerify may need them; after that only the running hash is.
pub(crate) struct Transcript {
    messages: Vec<u8>,
    keep: bool,
    hasher: Option<Hasher>,
}

impl Transcript {
    /// An empty transcript that keeps its messages.
    pub(crate) const fn new() -> Self {
        Self {
            messages: Vec::new(),
            keep: true,
            hasher: None,
        }
    }

    /// Adds a message with its 12-byte header, as if it had not been fragmented.
    pub(crate) fn add(&mut self, message: &[u8]) {
        if let Some(hasher) = &mut self.hasher {
            hasher.update(message);
        }
        if self.keep {
            self.messages.extend_from_slice(message);
        }
    }

    /// Fixes the hash function, which the suite and version decide.
    pub(crate) fn start_hash(&mut self, algorithm: HashAlgorithm) {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(&self.messages);
        self.hasher = Some(hasher);
    }

    /// Forgets the bytes: no signature over them will be made or checked.
    pub(crate) fn drop_messages(&mut self) {
        if self.hasher.is_some() {
            self.keep = false;
            self.messages = Vec::new();
        }
    }

    /// The messages themselves, which CertificateVerify signs.
    pub(crate) fn messages(&self) -> &[u8] {
        &self.messages
    }

    /// The hash so far; None before [`Transcript::start_hash`].
    pub(crate) fn hash(&self) -> Option<Digest> {
        self.hasher.clone().map(Hasher::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_covers_what_came_before_it_was_known() {
        let mut transcript = Transcript::new();
        transcript.add(b"hello");
        assert!(transcript.hash().is_none());
        transcript.start_hash(HashAlgorithm::Sha256);
        transcript.add(b" world");
        let expected = primitives::digest::hash(HashAlgorithm::Sha256, b"hello world");
        assert_eq!(transcript.hash().unwrap().as_ref(), expected.as_ref());
        assert_eq!(transcript.messages(), b"hello world");
        transcript.drop_messages();
        transcript.add(b"!");
        assert_eq!(transcript.messages(), b"");
        let expected = primitives::digest::hash(HashAlgorithm::Sha256, b"hello world!");
        assert_eq!(transcript.hash().unwrap().as_ref(), expected.as_ref());
    }
}
