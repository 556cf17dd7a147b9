//! DTLS 1.0 and 1.2 from the ServerHello on.
//!
//! Full: our flight up to ServerHelloDone with a signature from outside ([`AwaitSignature`]), then
//! [`ExpectCertificate`] (when one was requested), [`ExpectClientKeyExchange`], [`ExpectCertificateVerify`] (when the
//! client has a key to prove), and the Finished of both. Resumed: ServerHello and our Finished at once.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::hello::{Choices, Reading};
use super::staple;
use crate::codec::Codec;
use crate::config::ClientAuth;
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::kx::Ephemeral;
use crate::hs::negotiate::SignedSelection;
use crate::hs::renegotiation::Binding;
use crate::hs::shared12::{ExpectFinished, Handshake12, Ours};
use crate::hs::signing::{self, PeerKey, SignatureValid};
use crate::hs::{Body, Message, Next, State};
use crate::msg::ext::{
    EcPointFormats, EncryptThenMac, ExtendedMasterSecret, ProtocolNames, ServerNameAccepted,
    StatusRequestAccepted, UseSrtp,
};
use crate::msg::{
    Certificate, CertificateRequest, CertificateVerify, ClientCertificateType, ClientKeyExchange,
    CompressionMethod, DigitallySigned, EcPointFormat, EcdheParams, Extensions, HandshakeType,
    ProtocolVersion, ServerHello, ServerKeyExchange, SessionId, SignatureScheme, SrtpProfile,
    signed_content,
};
use crate::question::{Answer, Question, SignRequest};
use crate::session::Session;
use crate::suites::SuiteInfo;

/// Begins a full handshake: writes ServerHello and Certificate, and asks for the signature of the key exchange.
pub(super) fn full(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    selection: SignedSelection,
) -> Next {
    let session_id = new_session_id(core)?;
    let mut handshake = write_server_hello(core, reading, choices, selection.suite, session_id)?;
    let chain = selection.credential.chain.to_vec();
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::CERTIFICATE,
        |writer| Certificate { chain }.encode(writer),
    )?;
    core.progress(HandshakeState::ServerWroteCertificate);
    staple::write_status(core, &mut handshake)?;
    let ephemeral = Ephemeral::generate(selection.group, &*core.random)?;
    let params = EcdheParams {
        group: selection.group,
        public: ephemeral.public_value().to_vec(),
    };
    let message = signed_content(&handshake.client_random, &handshake.server_random, &params)?;
    core.facts.group = Some(selection.group);
    core.facts.own_scheme = Some(selection.scheme);
    core.facts.own_credential = Some(selection.credential.clone());
    let request = SignRequest {
        credential: selection.credential,
        scheme: selection.scheme,
        message,
    };
    Ok(Box::new(AwaitSignature {
        question: Question::Sign(Arc::new(request)),
        scheme: selection.scheme,
        handshake,
        params,
        ephemeral,
    }))
}

/// The ID of a new session: empty when none is to be resumed.
pub(super) fn new_session_id(core: &Core) -> Result<SessionId, Error> {
    Ok(match core.config.resumption {
        true => SessionId::new(&core.random::<{ SessionId::MAX_LEN }>()?).unwrap_or_default(),
        false => SessionId::EMPTY,
    })
}

/// Resumes a session: ServerHello, ChangeCipherSpec and Finished (RFC 5246, 7.3).
pub(super) fn resume(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    session: Arc<Session>,
    suite: &'static SuiteInfo,
) -> Next {
    let session_id = reading.hello.session_id;
    let mut handshake = write_server_hello(core, reading, choices, suite, session_id)?;
    handshake.transcript.drop_messages();
    core.facts.resumed = true;
    core.facts.peer_chain = session.peer_chain.clone();
    let secrets = handshake.resume(core, &session)?;
    core.open_read_epoch(secrets.read)?;
    let ours = handshake.write_finished(core, &secrets.master, secrets.write)?;
    core.finish_flight(Reply::Expected);
    Ok(Box::new(ExpectFinished {
        handshake,
        master: secrets.master,
        ours: Ours::Sent(ours),
        session: Some(session),
    }))
}

/// Writes the ServerHello.
pub(super) fn write_server_hello(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    suite: &'static SuiteInfo,
    session_id: SessionId,
) -> Result<Handshake12, Error> {
    let mut handshake = Handshake12 {
        transcript: reading.transcript,
        version: choices.version,
        suite,
        client_random: reading.hello.random,
        server_random: core.hello_random()?,
        session_id,
        extended_master_secret: choices.extended_master_secret,
        // RFC 7366, 3: only for CBC suites, and the server does not name it otherwise.
        encrypt_then_mac: core.config.encrypt_then_mac
            && reading.offer.encrypt_then_mac
            && !suite.cipher.is_aead(),
        secure_renegotiation: choices.secure_renegotiation,
        server_name: reading.offer.server_name.clone(),
    };
    let mut extensions = Extensions::new();
    if choices.secure_renegotiation {
        extensions.push(&Binding::server_info(core.binding.as_ref()))?;
    }
    if choices.acknowledge_server_name {
        extensions.push(&ServerNameAccepted)?;
    }
    if reading.offer.point_formats.is_some() && suite.key_exchange.uses_ecdhe() {
        extensions.push(&EcPointFormats(alloc::vec![EcPointFormat::UNCOMPRESSED]))?;
    }
    if handshake.extended_master_secret {
        extensions.push(&ExtendedMasterSecret)?;
    }
    if handshake.encrypt_then_mac {
        extensions.push(&EncryptThenMac)?;
    }
    if choices.ocsp_response.is_some() {
        extensions.push(&StatusRequestAccepted)?;
    }
    if let Some(name) = &choices.alpn {
        extensions.push(&ProtocolNames(alloc::vec![name.clone()]))?;
    }
    if let Some(profile) = choices.srtp_profile {
        extensions.push(&UseSrtp {
            profiles: alloc::vec![SrtpProfile(profile)],
            mki: Vec::new(),
        })?;
    }
    let hello = ServerHello {
        version: choices.version,
        random: handshake.server_random,
        session_id,
        cipher_suite: suite.suite,
        compression_method: CompressionMethod::NULL,
        extensions,
    };
    handshake.note(core, choices.alpn, choices.srtp_profile);
    core.facts.ocsp_response = choices.ocsp_response;
    handshake.start_hash();
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::SERVER_HELLO,
        |writer| hello.encode(writer),
    )?;
    core.progress(HandshakeState::ServerWroteServerHello);
    Ok(handshake)
}

/// Waits for the signature over our key-exchange value.
struct AwaitSignature {
    question: Question,
    scheme: SignatureScheme,
    handshake: Handshake12,
    params: EcdheParams,
    ephemeral: Ephemeral,
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
        let signed = DigitallySigned {
            scheme: handshake.wire_scheme(self.scheme),
            signature,
        };
        let message = ServerKeyExchange::Ecdhe(self.params, signed);
        core.write_message(
            &mut handshake.transcript,
            HandshakeType::SERVER_KEY_EXCHANGE,
            |writer| message.encode(writer),
        )?;
        core.progress(HandshakeState::ServerWroteKeyExchange);
        let asks = core.config.client_auth != ClientAuth::None;
        if asks {
            let request = certificate_request(core, handshake.version);
            core.write_message(
                &mut handshake.transcript,
                HandshakeType::CERTIFICATE_REQUEST,
                |writer| request.encode(writer),
            )?;
            core.progress(HandshakeState::ServerWroteCertificateRequest);
        } else {
            handshake.transcript.drop_messages();
        }
        core.write_message(
            &mut handshake.transcript,
            HandshakeType::SERVER_HELLO_DONE,
            |_| {},
        )?;
        core.progress(HandshakeState::ServerWroteServerHelloDone);
        core.finish_flight(Reply::Expected);
        let ephemeral = self.ephemeral;
        Ok(match asks {
            true => Box::new(ExpectCertificate {
                handshake,
                ephemeral,
            }),
            false => Box::new(ExpectClientKeyExchange {
                handshake,
                ephemeral,
                peer: None,
            }),
        })
    }
}

fn certificate_request(core: &Core, version: ProtocolVersion) -> CertificateRequest {
    CertificateRequest {
        certificate_types: alloc::vec![
            ClientCertificateType::RSA_SIGN,
            ClientCertificateType::ECDSA_SIGN,
        ],
        schemes: version
            .is_at_least(ProtocolVersion::DTLS1_2)
            .then(|| core.config.signature_schemes.clone()),
        authorities: core.config.client_authorities.clone(),
    }
}

/// Waits for the client's Certificate, which may be empty.
struct ExpectCertificate {
    handshake: Handshake12,
    ephemeral: Ephemeral,
}

impl State for ExpectCertificate {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CERTIFICATE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::Certificate(certificate) = message.body else {
            return Err(Reason::Bug.into());
        };
        let mut handshake = self.handshake;
        let ephemeral = self.ephemeral;
        handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ServerReadCertificate);
        let Some(leaf) = certificate.chain.first() else {
            if core.config.client_auth == ClientAuth::Require {
                return Err(Reason::NoClientCertificate.into());
            }
            handshake.transcript.drop_messages();
            return Ok(Box::new(ExpectClientKeyExchange {
                handshake,
                ephemeral,
                peer: None,
            }));
        };
        let key = PeerKey::from_certificate(leaf)?;
        let chain: Arc<[Vec<u8>]> = certificate.chain.into();
        core.facts.peer_chain = chain.clone();
        Ok(Box::new(AwaitChain {
            question: Question::VerifyChain { chain },
            handshake,
            ephemeral,
            key,
        }))
    }
}

/// Waits for the verdict on the client's chain.
struct AwaitChain {
    question: Question,
    handshake: Handshake12,
    ephemeral: Ephemeral,
    key: PeerKey,
}

impl State for AwaitChain {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, _: &mut Core, answer: Answer) -> Next {
        match answer {
            Answer::ChainGood => Ok(Box::new(ExpectClientKeyExchange {
                handshake: self.handshake,
                ephemeral: self.ephemeral,
                peer: Some(self.key),
            })),
            Answer::ChainBad(alert) => Err(Reason::CertificateBad(alert).into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}

/// Waits for the ClientKeyExchange.
struct ExpectClientKeyExchange {
    handshake: Handshake12,
    ephemeral: Ephemeral,
    /// The key that the client has to prove.
    peer: Option<PeerKey>,
}

impl State for ExpectClientKeyExchange {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CLIENT_KEY_EXCHANGE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::ClientKeyExchange(ClientKeyExchange::Ecdhe { public }) = message.body else {
            return Err(Reason::Bug.into());
        };
        let mut handshake = self.handshake;
        handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ServerReadKeyExchange);
        let premaster = self.ephemeral.agree(&public)?;
        let secrets = handshake.full(core, &premaster)?;
        core.open_read_epoch(secrets.read)?;
        let wait = ExpectFinished {
            handshake,
            master: secrets.master,
            ours: Ours::ToSend(secrets.write),
            session: None,
        };
        Ok(match self.peer {
            Some(key) => Box::new(ExpectCertificateVerify { key, wait }),
            None => Box::new(wait),
        })
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
    key.verify(
        handshake.version,
        scheme,
        &core.config.signature_schemes,
        handshake.transcript.messages(),
        &signed.signature,
    )
}
