//! What a connection wants of the SCTP association that carries it (RFC 6083).
//!
//! Over [`Transport::ReliableOrdered`](crate::Transport) a flight holds steps between its records: keys of SCTP-AUTH to
//! add, to use and to remove, and the moment at which nothing may be outstanding. The driver takes a step, does it,
//! and says so; only then what is behind it goes out. An engine over datagrams has no steps.

use alloc::boxed::Box;
use core::fmt;

use zeroize::Zeroizing;

use crate::connection::Connection;
use crate::core::Core;
use crate::error::Error;

/// Something to do before more may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssociationStep {
    /// Give SCTP a new endpoint-pair shared secret, under the Shared Key Identifier after the one in use (1 after 65535).
    /// It is for receiving: what is sent is not authenticated with it yet.
    AddKey(EndpointPairSecret),
    /// Wait until the peer has acknowledged everything that was sent: before the first message of a renegotiation, and
    /// before ChangeCipherSpec.
    ///
    /// RFC 6083, 4.7: "Before sending a ChangeCipherSpec message, all outstanding SCTP user messages MUST have been
    /// acknowledged by the SCTP peer and MUST NOT be revoked by the SCTP peer."
    AwaitDry,
    /// Authenticate with the new secret from here on.
    UseKey,
    /// The peer has the new secret in use as well.
    ///
    /// RFC 6083, 4.8: "Once the corresponding Finished message from the peer has been received, the old SCTP-AUTH key
    /// SHOULD be removed."
    RemoveOldKey,
}

/// The secret that both ends of an association authenticate chunks with (RFC 4895); erased when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointPairSecret(Box<Zeroizing<[u8; Self::LEN]>>);

impl EndpointPairSecret {
    /// RFC 6083, 4.8: "a 64-byte shared secret is derived from every master secret".
    pub const LEN: usize = 64;

    /// The secret itself.
    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl fmt::Debug for EndpointPairSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EndpointPairSecret")
    }
}

impl Connection {
    /// What SCTP has to do now. While there is something, nothing is sent.
    pub fn association_step(&self) -> Option<&AssociationStep> {
        self.core.flights.step()
    }

    /// The step that [`association_step`](Self::association_step) gives is done.
    pub fn association_step_done(&mut self) {
        let last = self.association_step() == Some(&AssociationStep::RemoveOldKey);
        self.core.flights.step_done();
        // It ends a handshake: the records before it are out, and none of them goes out again.
        if last {
            self.core.write.retire_previous();
        }
    }
}

impl Core {
    /// RFC 6083, 4.8: "Whenever the master key changes, a 64-byte shared secret is derived from every master secret
    /// and provided as a new endpoint-pair shared secret by using the exporter described in [RFC5705]. The exporter
    /// MUST use the label given in Section 5 and no context." A resumption gives a new one, too: its randoms are new.
    pub(crate) fn add_association_key(
        &mut self,
        export: impl FnOnce(&[u8], &mut [u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if !self.flights.has_steps() {
            return Ok(());
        }
        let label = match self.config.sctp_label_with_zero {
            true => &LABEL_WITH_ZERO[..],
            false => &LABEL_WITH_ZERO[..LABEL_WITH_ZERO.len() - 1],
        };
        let mut secret = Box::new(Zeroizing::new([0; EndpointPairSecret::LEN]));
        export(label, &mut secret[..])?;
        self.push_association_step(AssociationStep::AddKey(EndpointPairSecret(secret)));
        Ok(())
    }

    /// Adds a step behind what is to be sent.
    pub(crate) fn push_association_step(&mut self, step: AssociationStep) {
        self.flights.push_step(self.write.current_epoch(), step);
    }
}

/// RFC 6083, 5; and the zero that ends it in C.
const LABEL_WITH_ZERO: &[u8; 24] = b"EXPORTER_DTLS_OVER_SCTP\0";
