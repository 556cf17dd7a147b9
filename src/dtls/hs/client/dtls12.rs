//! DTLS 1.0 and 1.2 from the ServerHello on.
//!
//! Full: [`ExpectCertificate`], the verdict on the chain ([`AwaitChain`]), [`ExpectServerKeyExchange`] unless the
//! premaster secret is encrypted to the certificate, [`ExpectServerHelloDone`] with a CertificateRequest before it or not,
//! our credential ([`AwaitCredential`]) and signature ([`AwaitSignature`]), and the Finished of both, with a ticket in
//! front of the server's when it announced one.
//! Resumed: the server's Finished comes first.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::psk;
use super::status::{self, AfterCertificate, AfterFlight};
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::identity;
use crate::hs::kx::{self, AcceptedShare};
use crate::hs::shared12::{ExpectFinished, Handshake12, Ours, Secrets12, Turn};
use crate::hs::signing::{self, PeerKey, SignatureValid};
use crate::hs::ticket;
use crate::hs::{Body, Message, Next, State, Transcript};
use crate::msg::ext::SupportedGroups;
use crate::msg::{
    CertificateRequest, CertificateVerify, ClientHello, ClientKeyExchange, DigitallySigned,
    HandshakeType, NamedGroup, ServerKeyExchange, ServerShare, SignatureScheme, signed_content,
};
use crate::question::{Answer, CertificateRequestInfo, Credential, Question, SignRequest};
use crate::session::Session;
use crate::suites::KeyExchange;

/// Goes on with a full handshake: by certificate and signed key exchange, or by a pre-shared key.
pub(super) fn full(handshake: Handshake12, hello: ClientHello, status_promised: bool) -> Next {
    let groups = hello.extensions.get::<SupportedGroups>()?;
    let groups = groups.map_or(Vec::new(), |groups| groups.0);
    Ok(match handshake.suite.key_exchange.uses_psk() {
        true => psk::full(handshake, groups),
        false => Box::new(ExpectCertificate {
            handshake,
            groups,
            status_promised,
        }),
    })
}

/// Goes on with a session that the server takes up.
pub(super) fn resume(core: &mut Core, mut handshake: Handshake12, session: Arc<Session>) -> Next {
    if session.suite != handshake.suite.suite {
        return Err(Reason::ResumedCipherChanged.into());
    }
    if session.extended_master_secret != handshake.extended_master_secret {
        return Err(Reason::InconsistentExtendedMasterSecret.into());
    }
    handshake.transcript.drop_messages();
    core.facts.resumed = true;
    if session.server_name.is_some() {
        core.facts.server_name = session.server_name.clone();
    }
    core.facts.peer_chain = session.peer_chain.clone();
    core.facts.peer_raw_key = session.peer_raw_key.clone();
    let secrets = handshake.resume(core, &session)?;
    core.open_read_epoch(secrets.read)?;
    Ok(ticket::expect(ExpectFinished {
        handshake,
        master: secrets.master,
        ours: Ours::ToSend(secrets.write),
        session: Some(session),
    }))
}

/// Waits for the server's Certificate.
struct ExpectCertificate {
    handshake: Handshake12,
    groups: Vec<NamedGroup>,
    status_promised: bool,
}

impl State for ExpectCertificate {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CERTIFICATE
    }

    fn on_message(mut self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        self.handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ClientReadCertificate);
        let (key, question) =
            identity::take(core, message.body)?.ok_or(Error::new(Reason::EmptyCertificateList))?;
        key.check_server(self.handshake.suite)?;
        Ok(Box::new(AwaitChain {
            question,
            next: ExpectServerKeyExchange {
                handshake: self.handshake,
                groups: self.groups,
                key,
            },
            status_promised: self.status_promised,
        }))
    }
}

/// Waits for the verdict on the server's chain.
struct AwaitChain {
    question: Question,
    next: ExpectServerKeyExchange,
    status_promised: bool,
}

impl State for AwaitChain {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, _: &mut Core, answer: Answer) -> Next {
        match answer {
            Answer::ChainGood => Ok(self.next.after_certificate(self.status_promised)),
            Answer::ChainBad(alert) => Err(Reason::CertificateBad(alert).into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}

/// Waits for the server's key-exchange value and its signature.
struct ExpectServerKeyExchange {
    handshake: Handshake12,
    groups: Vec<NamedGroup>,
    key: PeerKey,
}

impl State for ExpectServerKeyExchange {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::SERVER_KEY_EXCHANGE
    }

    fn on_message(mut self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::ServerKeyExchange(ServerKeyExchange::Signed(share, signed)) = message.body else {
            return Err(Reason::Bug.into());
        };
        let proof = self.verify(core, &share, &signed)?;
        let share = AcceptedShare::check(core, share, &self.groups)?;
        self.handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ClientReadKeyExchange);
        Ok(Box::new(ExpectServerHelloDone {
            handshake: self.handshake,
            theirs: ServerValue::Share(share, proof),
            request: None,
        }))
    }
}

impl AfterCertificate for ExpectServerKeyExchange {
    fn transcript(&mut self) -> &mut Transcript {
        &mut self.handshake.transcript
    }
}

impl ExpectServerKeyExchange {
    /// The state after the Certificate: with RSA key exchange the server has no more to say of keys.
    fn after_certificate(self, status_promised: bool) -> Box<dyn State> {
        if self.handshake.suite.key_exchange != KeyExchange::Rsa {
            return status::before(self, status_promised);
        }
        let done = ExpectServerHelloDone {
            handshake: self.handshake,
            theirs: ServerValue::Rsa(self.key),
            request: None,
        };
        status::before(done, status_promised)
    }

    fn verify(
        &self,
        core: &mut Core,
        share: &ServerShare,
        signed: &DigitallySigned,
    ) -> Result<SignatureValid, Error> {
        let scheme = signed
            .scheme
            .or(signing::legacy_scheme(self.key.kind()))
            .ok_or(Error::new(Reason::WrongSignatureScheme))?;
        core.facts.peer_scheme = Some(scheme);
        let handshake = &self.handshake;
        signing::check_version(&core.config, handshake.version)?;
        let (client, server) = (&handshake.client_random, &handshake.server_random);
        self.key.verify(
            handshake.version,
            scheme,
            &core.config.signature_schemes,
            &signed_content(client, server, share)?,
            &signed.signature,
        )
    }
}

/// What the server gives for the key exchange.
enum ServerValue {
    /// A share, which its certificate vouches for.
    Share(AcceptedShare, SignatureValid),
    /// The key of its certificate.
    Rsa(PeerKey),
}

/// Waits for the end of the server's flight; a CertificateRequest may come before it.
struct ExpectServerHelloDone {
    handshake: Handshake12,
    theirs: ServerValue,
    request: Option<CertificateRequest>,
}

impl State for ExpectServerHelloDone {
    fn expects(&self, kind: HandshakeType) -> bool {
        match kind {
            HandshakeType::SERVER_HELLO_DONE => true,
            HandshakeType::CERTIFICATE_REQUEST => self.request.is_none(),
            _ => false,
        }
    }

    fn on_message(mut self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        self.handshake.transcript.add(message.bytes);
        if let Body::CertificateRequest(request) = message.body {
            core.progress(HandshakeState::ClientReadCertificateRequest);
            self.request = Some(request);
            return Ok(self);
        }
        core.progress(HandshakeState::ClientReadServerHelloDone);
        // The server's flight is complete: our hello is not to be repeated while the driver decides.
        core.flights.flight_answered();
        status::check(core, *self)
    }
}

impl AfterCertificate for ExpectServerHelloDone {
    fn transcript(&mut self) -> &mut Transcript {
        &mut self.handshake.transcript
    }
}

impl AfterFlight for ExpectServerHelloDone {
    fn go_on(mut self: Box<Self>, core: &mut Core) -> Next {
        match self.request {
            Some(request) => {
                let info = request_info(request);
                Ok(Box::new(AwaitCredential {
                    question: Question::ClientCertificate(Arc::new(info.clone())),
                    handshake: self.handshake,
                    theirs: self.theirs,
                    info,
                }))
            }
            None => {
                self.handshake.transcript.drop_messages();
                finish(core, self.handshake, self.theirs)
            }
        }
    }
}

/// What DTLS 1.0 leaves unsaid follows from the kind of the key.
fn request_info(request: CertificateRequest) -> CertificateRequestInfo {
    let types: Vec<u8> = request
        .certificate_types
        .iter()
        .map(|kind| kind.0)
        .collect();
    let implied = || {
        Vec::from([
            SignatureScheme::RSA_PKCS1_MD5_SHA1,
            SignatureScheme::ECDSA_SHA1,
        ])
    };
    CertificateRequestInfo {
        schemes: request.schemes.unwrap_or_else(implied),
        authorities: request.authorities,
        types,
    }
}

/// Waits for the choice of our certificate.
struct AwaitCredential {
    question: Question,
    handshake: Handshake12,
    theirs: ServerValue,
    info: CertificateRequestInfo,
}

impl State for AwaitCredential {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let credential = match answer {
            Answer::Credential(credential) => credential,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let Self {
            mut handshake,
            theirs,
            info,
            ..
        } = *self;
        let usable = |credential: &Credential| {
            let usable = handshake
                .certificate_types
                .usable(core::slice::from_ref(credential));
            !usable.is_empty()
        };
        // A certificate that the server could not check is no better than none (RFC 5246, 7.4.6). One of a type that it
        // did not list is better: there are servers that list only the type of their own key and take the others.
        let signer = credential.filter(usable).and_then(|credential| {
            let own = core.config.schemes_of_client();
            let scheme = signing::choose(
                handshake.version,
                &credential,
                signing::order(&core.config, own, &info.schemes),
            )?;
            Some((credential, scheme))
        });
        let form = handshake.certificate_types.own;
        let shown = signer.as_ref().map(|(credential, _)| credential);
        identity::write(core, &mut handshake.transcript, form, shown)?;
        core.progress(HandshakeState::ClientWroteCertificate);
        match signer {
            Some((credential, scheme)) => prove(core, handshake, theirs, credential, scheme),
            None => {
                handshake.transcript.drop_messages();
                finish(core, handshake, theirs)
            }
        }
    }
}

/// Writes ClientKeyExchange and asks for the signature over all messages so far.
fn prove(
    core: &mut Core,
    mut handshake: Handshake12,
    theirs: ServerValue,
    credential: Credential,
    scheme: SignatureScheme,
) -> Next {
    let secrets = exchange_keys(core, &mut handshake, theirs)?;
    core.facts.own_credential = Some(credential.clone());
    core.facts.own_scheme = Some(scheme);
    let request = SignRequest {
        credential,
        scheme,
        message: handshake.transcript.messages().to_vec(),
    };
    Ok(Box::new(AwaitSignature {
        question: Question::Sign(Arc::new(request)),
        handshake,
        secrets,
        scheme,
    }))
}

/// Waits for the signature that proves our key.
struct AwaitSignature {
    question: Question,
    handshake: Handshake12,
    secrets: Secrets12,
    scheme: SignatureScheme,
}

impl State for AwaitSignature {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Answer::Signature(signature) = answer else {
            return Err(Reason::SignFailed.into());
        };
        let mut handshake = self.handshake;
        let verify = CertificateVerify {
            scheme: handshake.wire_scheme(self.scheme),
            signature,
        };
        core.write_message(
            &mut handshake.transcript,
            HandshakeType::CERTIFICATE_VERIFY,
            |writer| verify.encode(writer),
        )?;
        core.progress(HandshakeState::ClientWroteCertificateVerify);
        handshake.transcript.drop_messages();
        send_finished(core, handshake, self.secrets)
    }
}

/// The rest of our flight when no key has to be proved.
fn finish(core: &mut Core, mut handshake: Handshake12, theirs: ServerValue) -> Next {
    let secrets = exchange_keys(core, &mut handshake, theirs)?;
    send_finished(core, handshake, secrets)
}

/// Writes ClientKeyExchange; both sides then have the secrets.
fn exchange_keys(
    core: &mut Core,
    handshake: &mut Handshake12,
    theirs: ServerValue,
) -> Result<Secrets12, Error> {
    let (premaster, message) = match theirs {
        ServerValue::Share(share, _) => {
            let (shared, own) = share.answer(core)?;
            (shared.premaster(), ClientKeyExchange::Share(own))
        }
        ServerValue::Rsa(key) => kx::encrypt_premaster(core, &key, handshake.offered_version)?,
    };
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::CLIENT_KEY_EXCHANGE,
        |writer| message.encode(writer),
    )?;
    core.progress(HandshakeState::ClientWroteKeyExchange);
    handshake.full(core, &premaster)
}

/// Changes to the new keys and writes our Finished.
pub(super) fn send_finished(
    core: &mut Core,
    mut handshake: Handshake12,
    secrets: Secrets12,
) -> Next {
    core.open_read_epoch(secrets.read)?;
    let ours = handshake.write_finished(core, &secrets.master, secrets.write, Turn::First)?;
    core.finish_flight(Reply::Expected);
    Ok(ticket::expect(ExpectFinished {
        handshake,
        master: secrets.master,
        ours: Ours::Sent(ours),
        session: None,
    }))
}
