//! The content of Finished (RFC 5246 section 7.4.9).

use core::fmt;

use primitives::hmac::constant_time_eq;

use super::{MasterSecret, Prf};
use crate::error::{Error, Reason};
use crate::msg::Finished;

/// The verify data that one side expects or sends. Also what `renegotiation_info` of the next
/// handshake repeats.
#[derive(Clone)]
pub struct VerifyData([u8; Finished::LEN]);

/// Proof that the peer's Finished was right. Only [`VerifyData::verify`] makes one.
#[derive(Debug)]
pub struct FinishedVerified(());

impl VerifyData {
    /// What the client sends; `transcript` is the hash of all messages before it.
    pub fn client(prf: Prf, master: &MasterSecret, transcript: &[u8]) -> Self {
        Self::derive(prf, master, b"client finished", transcript)
    }

    /// What the server sends; `transcript` is the hash of all messages before it.
    pub fn server(prf: Prf, master: &MasterSecret, transcript: &[u8]) -> Self {
        Self::derive(prf, master, b"server finished", transcript)
    }

    fn derive(prf: Prf, master: &MasterSecret, label: &[u8], transcript: &[u8]) -> Self {
        let mut data = Self([0; Finished::LEN]);
        prf.derive(master.as_bytes(), label, &[transcript], &mut data.0);
        data
    }

    /// Compares with what the peer sent, in constant time.
    pub fn verify(&self, received: &Finished) -> Result<FinishedVerified, Error> {
        match constant_time_eq(&self.0, &received.verify_data) {
            true => Ok(FinishedVerified(())),
            false => Err(Reason::FinishedMismatch.into()),
        }
    }

    /// The message with this verify data.
    pub fn to_message(&self) -> Finished {
        Finished {
            verify_data: self.0,
        }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; Finished::LEN] {
        &self.0
    }
}

impl fmt::Debug for VerifyData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyData")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_counts() {
        let master = MasterSecret::from_bytes(&[1; 48]).unwrap();
        let data = VerifyData::client(Prf::DTLS1_0, &master, &[2; 36]);
        assert!(data.verify(&data.to_message()).is_ok());
        for bit in 0..8 * Finished::LEN {
            let mut wrong = data.to_message();
            wrong.verify_data[bit / 8] ^= 1 << (bit % 8);
            let error = data.verify(&wrong).unwrap_err();
            assert_eq!(error.reason, Reason::FinishedMismatch);
        }
        let other = VerifyData::server(Prf::DTLS1_0, &master, &[2; 36]);
        assert!(data.verify(&other.to_message()).is_err());
    }
}
