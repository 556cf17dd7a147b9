//! The key block (RFC 5246 section 6.3).

use core::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{MasterSecret, Prf};
use crate::msg::Random;
use crate::suites::SuiteInfo;

/// The keys of both directions, cut to the lengths of one suite.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyBlock {
    bytes: [u8; KeyBlock::MAX_LEN],
    mac_len: usize,
    key_len: usize,
    iv_len: usize,
}

/// The keys of one direction, borrowed from a [`KeyBlock`].
#[derive(Clone, Copy)]
pub struct WriteKeys<'a> {
    /// Key of the MAC; empty with AEAD.
    pub mac_key: &'a [u8],
    /// Key of the cipher.
    pub key: &'a [u8],
    /// The part of the nonce that comes from the key block; empty with CBC.
    pub iv: &'a [u8],
}

impl KeyBlock {
    /// Two keys of HMAC-SHA384 and AES-256, and room for two nonces.
    const MAX_LEN: usize = 2 * (48 + 32 + 12);

    /// The keys of `suite` in DTLS 1.0 or 1.2.
    pub fn derive(
        prf: Prf,
        master: &MasterSecret,
        client: &Random,
        server: &Random,
        suite: &SuiteInfo,
    ) -> Self {
        let mut block = Self {
            bytes: [0; Self::MAX_LEN],
            mac_len: suite.mac.len(),
            key_len: suite.cipher.key_len(),
            iv_len: suite.cipher.fixed_iv_len(),
        };
        let length = 2 * (block.mac_len + block.key_len + block.iv_len);
        // The server's random comes first here, unlike in the master secret.
        let seed = [server.as_ref(), client.as_ref()];
        prf.derive(
            master.as_bytes(),
            b"key expansion",
            &seed,
            &mut block.bytes[..length],
        );
        block
    }

    /// What the client writes with.
    pub fn client(&self) -> WriteKeys<'_> {
        self.side(0)
    }

    /// What the server writes with.
    pub fn server(&self) -> WriteKeys<'_> {
        self.side(1)
    }

    /// Each kind of key stands for the client (0) first, then for the server (1).
    fn side(&self, index: usize) -> WriteKeys<'_> {
        let mut rest = self.bytes.as_slice();
        let mut pair = |length: usize| {
            // The lengths are those of a suite: `MAX_LEN` covers the greatest.
            let (both, behind) = rest.split_at(2 * length);
            rest = behind;
            &both[index * length..][..length]
        };
        WriteKeys {
            mac_key: pair(self.mac_len),
            key: pair(self.key_len),
            iv: pair(self.iv_len),
        }
    }
}

impl fmt::Debug for KeyBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyBlock")
    }
}

impl fmt::Debug for WriteKeys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WriteKeys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg::ProtocolVersion;
    use crate::suites::SUITES;

    #[test]
    fn every_suite_fits() {
        let master = MasterSecret::from_bytes(&[1; 48]).unwrap();
        let (client, server) = (Random([2; 32]), Random([3; 32]));
        for suite in SUITES
            .iter()
            .filter(|suite| suite.fits(ProtocolVersion::DTLS1_2))
        {
            let prf = Prf::of(ProtocolVersion::DTLS1_2, suite);
            let block = KeyBlock::derive(prf, &master, &client, &server, suite);
            for keys in [block.client(), block.server()] {
                assert_eq!(keys.mac_key.len(), suite.mac.len());
                assert_eq!(keys.key.len(), suite.cipher.key_len());
                assert_eq!(keys.iv.len(), suite.cipher.fixed_iv_len());
            }
            assert_ne!(block.client().key, block.server().key);
        }
    }
}
