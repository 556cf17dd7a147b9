//! What client and server of DTLS 1.0 and 1.2 share: the secrets, and the Finished of both.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use primitives::aead::AeadAlgorithm;
use primitives::cbc::CbcAlgorithm;
use zeroize::Zeroizing;

use super::identity::CertificateTypes;
use super::renegotiation::Binding;
use super::signing::SignatureValid;
use super::ticket::AwaitTicket;
use super::transcript::Transcript;
use super::{Body, Message, Next, State};
use crate::association::AssociationStep;
use crate::codec::Codec;
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::{Event, HandshakeState};
use crate::facts::Role;
use crate::keys::{
    FinishedVerified, KeyBlock, MasterSecret, Premaster, Prf, VerifyData, WriteKeys, export,
};
use crate::limits::RecordLimits;
use crate::msg::{HandshakeType, ProtocolVersion, Random, SessionId, SignatureScheme};
use crate::post::Established;
use crate::post::HeartbeatModes;
use crate::record::Protection;
use crate::session::Session;
use crate::suites::{BulkCipher, SuiteInfo};

/// What both hellos have settled.
pub(super) struct Handshake12 {
    pub(super) transcript: Transcript,
    pub(super) version: ProtocolVersion,
    pub(super) suite: &'static SuiteInfo,
    /// The version in the ClientHello.
    pub(super) offered_version: ProtocolVersion,
    pub(super) client_random: Random,
    pub(super) server_random: Random,
    pub(super) session_id: SessionId,
    pub(super) extended_master_secret: bool,
    pub(super) encrypt_then_mac: bool,
    pub(super) secure_renegotiation: bool,
    /// The name that the client asks for.
    pub(super) server_name: Option<Vec<u8>>,
    /// The same, when the server acknowledges it (RFC 6066, 3).
    pub(super) accepted_name: Option<Vec<u8>>,
    pub(super) limits: RecordLimits,
    pub(super) heartbeat: Option<HeartbeatModes>,
    pub(super) certificate_types: CertificateTypes,
    /// The ServerHello has announced a NewSessionTicket (RFC 5077, 3.2).
    pub(super) ticket_due: bool,
}

/// The secrets of a connection: the keys of both directions are not in use yet.
pub(super) struct Secrets12 {
    pub(super) master: MasterSecret,
    pub(super) read: Protection,
    pub(super) write: Protection,
}

impl Handshake12 {
    /// Tells the driver what the hellos have settled.
    pub(super) fn note(&self, core: &mut Core, alpn: Option<Vec<u8>>, srtp_profile: Option<u16>) {
        core.shape.key_exchange = self.suite.key_exchange;
        core.shape.peer_certificate = self.certificate_types.peer;
        *core.facts = crate::Facts {
            version: Some(self.version),
            suite: Some(self.suite.suite),
            alpn,
            srtp_profile,
            server_name: self.server_name.clone(),
            extended_master_secret: self.extended_master_secret,
            encrypt_then_mac: self.encrypt_then_mac,
            secure_renegotiation: self.secure_renegotiation,
            own_certificate_type: self.certificate_types.own,
            peer_certificate_type: self.certificate_types.peer,
            max_fragment_length: self.limits.fragment(),
            peer_record_size_limit: match self.limits {
                RecordLimits::Records { theirs, .. } => Some(theirs),
                _ => None,
            },
            heartbeat: self.heartbeat,
            client_random: self.client_random.0,
            server_random: self.server_random.0,
            ..crate::Facts::default()
        };
        core.agree_on_limits(self.limits);
        core.heartbeats.agree(self.heartbeat);
    }

    /// The hash function of the transcript is known from here on.
    pub(super) fn start_hash(&mut self) {
        self.transcript.start_hash(self.prf().transcript_hash());
    }

    /// The scheme as it stands in front of a signature: DTLS 1.0 leaves it out.
    pub(super) fn wire_scheme(&self, scheme: SignatureScheme) -> Option<SignatureScheme> {
        let names_it = self.version.is_at_least(ProtocolVersion::DTLS1_2);
        names_it.then_some(scheme)
    }

    /// Takes note that the client has proved its key.
    pub(super) fn client_proved(&mut self, _: SignatureValid) {}

    /// The secrets of a full handshake, once ClientKeyExchange is in the transcript.
    pub(super) fn full(&self, core: &mut Core, premaster: &Premaster) -> Result<Secrets12, Error> {
        let prf = self.prf();
        let master = match self.extended_master_secret {
            true => MasterSecret::extended(prf, premaster, self.hash()?.as_ref()),
            false => MasterSecret::plain(prf, premaster, &self.client_random, &self.server_random),
        };
        self.secrets(core, master)
    }

    /// The secrets of a resumed session.
    pub(super) fn resume(&self, core: &mut Core, session: &Session) -> Result<Secrets12, Error> {
        let master =
            MasterSecret::from_bytes(&session.secret).ok_or(Error::new(Reason::CryptoFailed))?;
        self.secrets(core, master)
    }

    /// The session that a full handshake makes.
    pub(super) fn new_session(&self, core: &Core, master: &MasterSecret) -> Session {
        Session {
            version: self.version,
            suite: self.suite.suite,
            id: self.session_id.to_vec(),
            ticket: Vec::new(),
            ticket_lifetime: 0,
            secret: Zeroizing::new(master.as_bytes().to_vec()),
            extended_master_secret: self.extended_master_secret,
            peer_chain: core.facts.peer_chain.clone(),
            peer_raw_key: core.facts.peer_raw_key.clone(),
            max_fragment_length: self.limits.fragment(),
            server_name: self.accepted_name.clone(),
        }
    }

    /// Writes ChangeCipherSpec and Finished. `turn`: which of both Finished ours is.
    pub(super) fn write_finished(
        &mut self,
        core: &mut Core,
        master: &MasterSecret,
        keys: Protection,
        turn: Turn,
    ) -> Result<VerifyData, Error> {
        core.push_association_step(AssociationStep::AwaitDry);
        core.write_change_cipher_spec(keys)?;
        let ours = self.verify_data(core.role, master)?;
        let (wrote_ccs, wrote_finished) = match core.role {
            Role::Client => (
                HandshakeState::ClientWroteChangeCipherSpec,
                HandshakeState::ClientWroteFinished,
            ),
            Role::Server => (
                HandshakeState::ServerWroteChangeCipherSpec,
                HandshakeState::ServerWroteFinished,
            ),
        };
        core.progress(wrote_ccs);
        if core.config.key_log {
            core.events.push_back(Event::KeyLog {
                label: "CLIENT_RANDOM",
                client_random: self.client_random.0,
                secret: Zeroizing::new(master.as_bytes().to_vec()),
            });
        }
        if turn == Turn::Second {
            core.push_association_step(AssociationStep::UseKey);
        }
        let message = ours.to_message();
        core.write_message(&mut self.transcript, HandshakeType::FINISHED, |writer| {
            message.encode(writer)
        })?;
        core.progress(wrote_finished);
        if turn == Turn::First {
            core.push_association_step(AssociationStep::UseKey);
        }
        Ok(ours)
    }

    fn secrets(&self, core: &mut Core, master: MasterSecret) -> Result<Secrets12, Error> {
        let (client, server) = (&self.client_random, &self.server_random);
        let block = KeyBlock::derive(self.prf(), &master, client, server, self.suite);
        core.add_association_key(|label, out| {
            export(self.prf(), &master, (client, server), label, None, out)
        })?;
        let client = self.protection(block.client())?;
        let server = self.protection(block.server())?;
        let (read, write) = match core.role {
            Role::Client => (server, client),
            Role::Server => (client, server),
        };
        Ok(Secrets12 {
            master,
            read,
            write,
        })
    }

    fn protection(&self, keys: WriteKeys<'_>) -> Result<Protection, Error> {
        let aead = |algorithm| Protection::aead12(algorithm, keys.key, keys.iv);
        let cbc = |algorithm| {
            let hash = self.suite.mac.hash().ok_or(Error::new(Reason::Bug))?;
            Protection::cbc(
                algorithm,
                keys.key,
                hash,
                keys.mac_key,
                self.encrypt_then_mac,
            )
        };
        match self.suite.cipher {
            BulkCipher::Aes128Cbc => cbc(CbcAlgorithm::Aes128),
            BulkCipher::Aes256Cbc => cbc(CbcAlgorithm::Aes256),
            BulkCipher::Aes128Gcm => aead(AeadAlgorithm::Aes128Gcm),
            BulkCipher::Aes256Gcm => aead(AeadAlgorithm::Aes256Gcm),
            BulkCipher::ChaCha20Poly1305 => aead(AeadAlgorithm::ChaCha20Poly1305),
            BulkCipher::Aes128Ccm => aead(AeadAlgorithm::Aes128Ccm),
            BulkCipher::Aes256Ccm => aead(AeadAlgorithm::Aes256Ccm),
            BulkCipher::Aes128Ccm8 => aead(AeadAlgorithm::Aes128Ccm8),
            BulkCipher::Aes256Ccm8 => aead(AeadAlgorithm::Aes256Ccm8),
        }
    }

    /// What `sender` has to show, after the messages so far.
    fn verify_data(&self, sender: Role, master: &MasterSecret) -> Result<VerifyData, Error> {
        let hash = self.hash()?;
        Ok(match sender {
            Role::Client => VerifyData::client(self.prf(), master, hash.as_ref()),
            Role::Server => VerifyData::server(self.prf(), master, hash.as_ref()),
        })
    }

    fn hash(&self) -> Result<primitives::digest::Digest, Error> {
        self.transcript.hash().ok_or(Error::new(Reason::Bug))
    }

    fn prf(&self) -> Prf {
        Prf::of(self.version, self.suite)
    }
}

/// Which of both Finished of a handshake one is.
///
/// RFC 6083, 4.8: "Before sending the Finished message, the active SCTP-AUTH key MUST be switched to the new one." The
/// second Finished is sent so: its receiver has added the key long ago. The receiver of the first makes the key out of
/// what comes right before it, so that its SCTP would not know the key yet, discard the Finished and have it sent
/// again after a retransmission time-out of SCTP: a second for each handshake instead of milliseconds. OpenSSL switches
/// behind the first one, and so does this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    Second,
}

/// Waits for the peer's Finished.
pub(super) struct ExpectFinished {
    pub(super) handshake: Handshake12,
    pub(super) master: MasterSecret,
    pub(super) ours: Ours,
    /// The session that is resumed; on a client with the ticket that came for it.
    pub(super) session: Option<Arc<Session>>,
}

/// Our own Finished. It lives as long as one message is awaited.
#[allow(clippy::large_enum_variant)]
pub(super) enum Ours {
    Sent(VerifyData),
    /// It follows the peer's, under these keys.
    ToSend(Protection),
}

impl State for ExpectFinished {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::FINISHED
    }

    /// A server has all of the client's flight but what is encrypted. A client may still hear that its own was bad.
    fn takes_plain_alerts(&self) -> bool {
        matches!(self.ours, Ours::Sent(_))
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::Finished(finished) = message.body else {
            return Err(Reason::Bug.into());
        };
        let Self {
            mut handshake,
            master,
            ours,
            session,
        } = *self;
        let (peer, read_ccs, read_finished) = match core.role {
            Role::Client => (
                Role::Server,
                HandshakeState::ClientReadChangeCipherSpec,
                HandshakeState::ClientReadFinished,
            ),
            Role::Server => (
                Role::Client,
                HandshakeState::ServerReadChangeCipherSpec,
                HandshakeState::ServerReadFinished,
            ),
        };
        let theirs = handshake.verify_data(peer, &master)?;
        let proof = theirs.verify(&finished)?;
        // Nothing follows a Finished in its handshake.
        if core.flights.has_fragments_of(core.handshake_epoch.next()) {
            return Err(Reason::ExcessHandshakeData.into());
        }
        handshake.transcript.add(message.bytes);
        core.progress(read_ccs);
        core.progress(read_finished);
        let ours = match ours {
            Ours::Sent(ours) => {
                core.flights.flight_answered();
                ours
            }
            // RFC 5077, 3.1: a server's ticket comes between both Finished. A client that writes the last has its.
            Ours::ToSend(keys) if core.role == Role::Server && handshake.ticket_due => {
                let finished = (theirs, proof);
                return Ok(AwaitTicket::full(core, handshake, master, keys, finished));
            }
            Ours::ToSend(keys) => {
                let ours = handshake.write_finished(core, &master, keys, Turn::Second)?;
                core.finish_flight(Reply::None);
                ours
            }
        };
        establish(core, handshake, master, session, (ours, theirs), proof);
        Ok(Box::new(Established))
    }
}

/// Leaves behind what outlives the handshake.
pub(super) fn establish(
    core: &mut Core,
    handshake: Handshake12,
    master: MasterSecret,
    session: Option<Arc<Session>>,
    (ours, theirs): (VerifyData, VerifyData),
    _: FinishedVerified,
) {
    let (client, server) = match core.role {
        Role::Client => (&ours, &theirs),
        Role::Server => (&theirs, &ours),
    };
    core.binding = Some(Binding {
        secure: handshake.secure_renegotiation,
        client_verify_data: *client.as_bytes(),
        server_verify_data: *server.as_bytes(),
    });
    core.facts.own_finished = ours.as_bytes().to_vec();
    core.facts.peer_finished = theirs.as_bytes().to_vec();
    core.facts.session =
        Some(session.unwrap_or_else(|| Arc::new(handshake.new_session(core, &master))));
    core.push_association_step(AssociationStep::RemoveOldKey);
    core.exporter = Some(Box::new(Exporter {
        prf: handshake.prf(),
        master,
        randoms: (handshake.client_random, handshake.server_random),
    }));
}

/// What keying material is derived from (RFC 5705).
pub(crate) struct Exporter {
    prf: Prf,
    master: MasterSecret,
    randoms: (Random, Random),
}

impl Exporter {
    /// Fills `out`.
    pub(crate) fn export(
        &self,
        label: &[u8],
        context: Option<&[u8]>,
        out: &mut [u8],
    ) -> Result<(), Error> {
        let (client, server) = &self.randoms;
        export(
            self.prf,
            &self.master,
            (client, server),
            label,
            context,
            out,
        )
    }
}
