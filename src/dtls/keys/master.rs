//! Premaster and master secret (RFC 5246 section 8, RFC 7627, RFC 4279, RFC 5489).

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Prf;
use crate::msg::{ProtocolVersion, Random};

/// What the key exchange agreed on.
pub struct Premaster(Zeroizing<Vec<u8>>);

impl Premaster {
    /// Length in bytes with RSA key exchange.
    pub const RSA_LEN: usize = 48;

    /// The secret of an elliptic-curve exchange, whole (RFC 8422 section 5.10).
    pub fn ecdhe(shared: &[u8]) -> Self {
        Self(Zeroizing::new(shared.to_vec()))
    }

    /// The secret of a Diffie-Hellman exchange, without its leading zero bytes (RFC 5246 section
    /// 8.1.2).
    pub fn dhe(shared: &[u8]) -> Self {
        Self(Zeroizing::new(without_leading_zeros(shared).to_vec()))
    }

    /// The secret that a client encrypts to an RSA key: the version that it offered first, and
    /// random bytes.
    pub fn rsa(offered: ProtocolVersion, random: [u8; Self::RSA_LEN - 2]) -> Self {
        let random = Zeroizing::new(random);
        let mut secret = Vec::with_capacity(Self::RSA_LEN);
        secret.extend_from_slice(&offered.0.to_be_bytes());
        secret.extend_from_slice(random.as_slice());
        Self(Zeroizing::new(secret))
    }

    /// The secret that a server found in what a client encrypted.
    pub fn decrypted(secret: &[u8; Self::RSA_LEN]) -> Self {
        Self(Zeroizing::new(secret.to_vec()))
    }

    /// The secret of a PSK alone (RFC 4279 section 2). None when the PSK is longer than 2^16 - 1
    /// bytes.
    pub fn psk(psk: &[u8]) -> Option<Self> {
        Self::with_psk(&Zeroizing::new(vec![0; psk.len()]), psk)
    }

    /// The secret of a PSK and an elliptic-curve exchange (RFC 5489 section 2).
    pub fn ecdhe_psk(shared: &[u8], psk: &[u8]) -> Option<Self> {
        Self::with_psk(shared, psk)
    }

    /// The secret of a PSK and a Diffie-Hellman exchange (RFC 4279 section 3).
    pub fn dhe_psk(shared: &[u8], psk: &[u8]) -> Option<Self> {
        Self::with_psk(without_leading_zeros(shared), psk)
    }

    /// `opaque other_secret<0..2^16-1>` and `opaque psk<0..2^16-1>`
    fn with_psk(other: &[u8], psk: &[u8]) -> Option<Self> {
        // The capacity is exact: no copy of a secret is left behind by growing.
        let mut secret = Zeroizing::new(Vec::with_capacity(4 + other.len() + psk.len()));
        for part in [other, psk] {
            secret.extend_from_slice(&u16::try_from(part.len()).ok()?.to_be_bytes());
            secret.extend_from_slice(part);
        }
        Some(Self(secret))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Premaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Premaster")
    }
}

/// Not in constant time, and need not be: the number of zero bytes shows in the length of the HMAC
/// key anyway. That is a flaw of the protocol; use ECDHE.
fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    &number[zeros..]
}

/// The secret that both sides of a session share.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterSecret([u8; MasterSecret::LEN]);

impl MasterSecret {
    /// Length in bytes.
    pub const LEN: usize = 48;

    /// The secret that is bound to the randoms only (RFC 5246 section 8.1).
    pub fn plain(prf: Prf, premaster: &Premaster, client: &Random, server: &Random) -> Self {
        let seed = [client.as_ref(), server.as_ref()];
        Self::derive(prf, premaster, b"master secret", &seed)
    }

    /// The secret that is bound to the handshake up to and including the ClientKeyExchange, whose
    /// hash is `session_hash` (RFC 7627 section 4).
    pub fn extended(prf: Prf, premaster: &Premaster, session_hash: &[u8]) -> Self {
        Self::derive(prf, premaster, b"extended master secret", &[session_hash])
    }

    fn derive(prf: Prf, premaster: &Premaster, label: &[u8], seed: &[&[u8]]) -> Self {
        let mut secret = Self([0; Self::LEN]);
        prf.derive(premaster.as_bytes(), label, seed, &mut secret.0);
        secret
    }

    /// The secret of a resumed session; None when `bytes` has another length than
    /// [`MasterSecret::LEN`].
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterSecret")
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn premaster_forms() {
        assert_eq!(Premaster::ecdhe(&[0, 0, 1]).as_bytes(), [0, 0, 1]);
        assert_eq!(Premaster::dhe(&[0, 0, 1, 0]).as_bytes(), [1, 0]);
        let rsa = Premaster::rsa(ProtocolVersion::DTLS1_2, [7; 46]);
        assert_eq!(rsa.as_bytes().len(), Premaster::RSA_LEN);
        assert_eq!(rsa.as_bytes()[..3], [0xfe, 0xfd, 7]);
    }

    #[test]
    fn premaster_forms_with_a_psk() {
        let bytes = |premaster: Option<Premaster>| premaster.unwrap().as_bytes().to_vec();
        assert_eq!(bytes(Premaster::psk(&[5, 6])), [0, 2, 0, 0, 0, 2, 5, 6]);
        assert_eq!(
            bytes(Premaster::ecdhe_psk(&[0, 9], &[5])),
            [0, 2, 0, 9, 0, 1, 5]
        );
        assert_eq!(bytes(Premaster::dhe_psk(&[0, 9], &[5])), [0, 1, 9, 0, 1, 5]);
        assert!(Premaster::psk(&vec![0; 65536]).is_none());
    }

    #[test]
    fn secrets_print_nothing() {
        let secret = MasterSecret::from_bytes(&[0xab; 48]).unwrap();
        assert_eq!(format!("{secret:?}"), "MasterSecret");
        assert_eq!(format!("{:?}", Premaster::ecdhe(&[0xab])), "Premaster");
        assert!(MasterSecret::from_bytes(&[0; 47]).is_none());
    }
}
