//! The keys of a server's session tickets.

use primitives::random::{SecureRandom, SystemRandom};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Bytes of a key's name, which is the first part of each ticket (`TLSEXT_KEYNAME_LENGTH`).
pub const NAME: usize = 16;
/// Bytes of each of the two keys (`TLSEXT_TICK_KEY_LENGTH`).
const KEY: usize = 32;

/// What tickets are called and made with when the application has no callback for it. All servers that share the keys
/// take each other's tickets.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct TicketKeys([u8; TicketKeys::LEN]);

impl TicketKeys {
    /// Bytes of the form that the C API carries: name, HMAC-SHA256 key, AES-256 key.
    pub const LEN: usize = NAME + 2 * KEY;

    /// Keys that no other process has. `None`: the random source failed.
    pub fn random() -> Option<Self> {
        let mut keys = Self([0; Self::LEN]);
        SystemRandom::new().fill(&mut keys.0).ok()?;
        Some(keys)
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }

    pub fn name(&self) -> &[u8] {
        &self.0[..NAME]
    }

    pub fn mac_key(&self) -> &[u8] {
        &self.0[NAME..NAME + KEY]
    }

    pub fn cipher_key(&self) -> &[u8] {
        &self.0[NAME + KEY..]
    }
}
