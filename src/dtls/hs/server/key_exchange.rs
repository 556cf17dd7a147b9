//! DTLS 1.0 and 1.2: from the ClientKeyExchange to the client's Finished.
//!
//! [`ExpectClientKeyExchange`] brings what the premaster secret is made of. An encrypted one is decrypted outside
//! ([`AwaitPremaster`]), a pre-shared key is found outside ([`AwaitPsk`]). A client that showed a certificate proves its
//! key ([`ExpectCertificateVerify`]).

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::kx::{self, Ephemeral};
use crate::hs::shared12::{ExpectFinished, Handshake12, Ours};
use crate::hs::signing::{self, PeerKey, SignatureValid};
use crate::hs::{Body, Message, Next, State};
use crate::keys::Premaster;
use crate::msg::{CertificateVerify, ClientKeyExchange, ClientShare, HandshakeType};
use crate::question::{Answer, Credential, DecryptRequest, Question};

/// What our side of the key exchange is.
pub(super) enum OwnSecret {
    /// The private value of a share that was signed.
    Signed(Ephemeral),
    /// The key of this certificate, which is outside.
    Rsa(Credential),
    /// A pre-shared key, and the private value of a share where the suite has one.
    Psk(Option<Ephemeral>),
}

/// Waits for the ClientKeyExchange.
pub(super) struct ExpectClientKeyExchange {
    handshake: Handshake12,
    own: OwnSecret,
    /// The key that the client has to prove.
    peer: Option<PeerKey>,
}

impl ExpectClientKeyExchange {
    pub(super) fn new(handshake: Handshake12, own: OwnSecret, peer: Option<PeerKey>) -> Self {
        Self {
            handshake,
            own,
            peer,
        }
    }
}

impl State for ExpectClientKeyExchange {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CLIENT_KEY_EXCHANGE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::ClientKeyExchange(exchange) = message.body else {
            return Err(Reason::Bug.into());
        };
        let Self {
            mut handshake,
            own,
            peer,
        } = *self;
        handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ServerReadKeyExchange);
        match (own, exchange) {
            (OwnSecret::Signed(ephemeral), ClientKeyExchange::Share(share)) => {
                let premaster = ephemeral.agree(share.public())?.premaster();
                have_premaster(core, handshake, &premaster, peer)
            }
            (OwnSecret::Rsa(credential), ClientKeyExchange::Rsa { encrypted }) => {
                AwaitPremaster::ask(core, handshake, credential, encrypted, peer)
            }
            (OwnSecret::Psk(ephemeral), ClientKeyExchange::Psk { identity, share }) => {
                if ephemeral.is_some() != share.is_some() {
                    return Err(Reason::Bug.into());
                }
                let shares = ephemeral.zip(share);
                Ok(AwaitPsk::ask(core, handshake, identity, shares))
            }
            _ => Err(Reason::Bug.into()),
        }
    }
}

/// Goes on with the secrets that follow from the premaster secret.
fn have_premaster(
    core: &mut Core,
    handshake: Handshake12,
    premaster: &Premaster,
    peer: Option<PeerKey>,
) -> Next {
    let secrets = handshake.full(core, premaster)?;
    core.open_read_epoch(secrets.read)?;
    let wait = ExpectFinished {
        handshake,
        master: secrets.master,
        ours: Ours::ToSend(secrets.write),
        session: None,
    };
    Ok(match peer {
        Some(key) => Box::new(ExpectCertificateVerify { key, wait }),
        None => Box::new(wait),
    })
}

/// Waits for the decrypted premaster secret.
struct AwaitPremaster {
    question: Question,
    handshake: Handshake12,
    /// Takes the place of a secret that is wrong. It is made before anything is known of that (RFC 5246, 7.4.7.1).
    stand_in: Zeroizing<[u8; Premaster::RSA_LEN]>,
    peer: Option<PeerKey>,
}

impl AwaitPremaster {
    fn ask(
        core: &Core,
        handshake: Handshake12,
        credential: Credential,
        ciphertext: Vec<u8>,
        peer: Option<PeerKey>,
    ) -> Next {
        let request = DecryptRequest {
            credential,
            ciphertext,
            offered: handshake.offered_version,
            negotiated: handshake.version,
        };
        Ok(Box::new(Self {
            question: Question::Decrypt(Arc::new(request)),
            handshake,
            stand_in: Zeroizing::new(core.random()?),
            peer,
        }))
    }
}

impl State for AwaitPremaster {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Answer::Premaster(decrypted) = answer else {
            return Err(Reason::Bug.into());
        };
        let handshake = self.handshake;
        let rollback = core.config.allow_version_rollback;
        let premaster = kx::decrypted_premaster(
            decrypted,
            &self.stand_in,
            handshake.offered_version,
            rollback.then_some(handshake.version),
        );
        have_premaster(core, handshake, &premaster, self.peer)
    }
}

/// Waits for the key of the client's identity.
struct AwaitPsk {
    question: Question,
    handshake: Handshake12,
    /// Our private and the client's public value.
    shares: Option<(Ephemeral, ClientShare)>,
}

impl AwaitPsk {
    fn ask(
        core: &mut Core,
        handshake: Handshake12,
        identity: Vec<u8>,
        shares: Option<(Ephemeral, ClientShare)>,
    ) -> Box<dyn State> {
        let question = Question::FindPsk {
            identity: Arc::from(&identity[..]),
        };
        core.facts.psk_identity = Some(identity);
        Box::new(Self {
            question,
            handshake,
            shares,
        })
    }
}

impl State for AwaitPsk {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Answer::PskKey(key) = answer else {
            return Err(Reason::Bug.into());
        };
        let key = key.ok_or(Error::new(Reason::UnknownPskIdentity))?;
        let premaster = match self.shares {
            Some((ephemeral, share)) => {
                let shared = ephemeral.agree(share.public())?;
                shared.premaster_with(key.as_bytes())?
            }
            None => Premaster::psk(key.as_bytes()).ok_or(Error::new(Reason::CryptoFailed))?,
        };
        have_premaster(core, self.handshake, &premaster, None)
    }
}

/// Waits for the proof that the client holds the key of its certificate.
struct ExpectCertificateVerify {
    key: PeerKey,
    wait: ExpectFinished,
}

impl State for ExpectCertificateVerify {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CERTIFICATE_VERIFY
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::CertificateVerify(signed) = message.body else {
            return Err(Reason::Bug.into());
        };
        let Self { key, mut wait } = *self;
        let proof = verify(core, &key, &wait.handshake, &signed)?;
        wait.handshake.client_proved(proof);
        wait.handshake.transcript.add(message.bytes);
        wait.handshake.transcript.drop_messages();
        core.progress(HandshakeState::ServerReadCertificateVerify);
        Ok(Box::new(wait))
    }
}

fn verify(
    core: &mut Core,
    key: &PeerKey,
    handshake: &Handshake12,
    signed: &CertificateVerify,
) -> Result<SignatureValid, Error> {
    let scheme = signed
        .scheme
        .or(signing::legacy_scheme(key.kind()))
        .ok_or(Error::new(Reason::WrongSignatureScheme))?;
    core.facts.peer_scheme = Some(scheme);
    signing::check_version(&core.config, handshake.version)?;
    key.verify(
        handshake.version,
        scheme,
        core.config.schemes_of_client(),
        handshake.transcript.messages(),
        &signed.signature,
    )
}
