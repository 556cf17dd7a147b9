//! DTLS 1.0 and 1.2: our flight from the ServerHello on.
//!
//! Full: ServerHello, then by [`Exchange`] a certificate, a share, a signature from outside ([`AwaitSignature`]) and a
//! request for the client's certificate, up to ServerHelloDone; then [`ExpectCertificate`] (when one was requested) and
//! [`key_exchange`](super::key_exchange). Resumed: ServerHello and our Finished at once.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::hello::{Choices, Reading};
use super::key_exchange::{ExpectClientKeyExchange, OwnSecret};
use super::staple;
use crate::codec::Codec;
use crate::config::ClientAuth;
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::identity;
use crate::hs::kx::{Ephemeral, ShareKind};
use crate::hs::negotiate::{ClientOffer, Exchange, Selection, Signer};
use crate::hs::renegotiation::Binding;
use crate::hs::shared12::{ExpectFinished, Handshake12, Ours, Turn};
use crate::hs::signing;
use crate::hs::signing::PeerKey;
use crate::hs::ticket::AwaitTicket;
use crate::hs::{Message, Next, State};
use crate::limits::RecordLimits;
use crate::msg::ext::{
    EcPointFormats, EncryptThenMac, ExtendedMasterSecret, Heartbeat, MaxFragment, ProtocolNames,
    RecordSizeLimit, ServerNameAccepted, SessionTicket, StatusRequestAccepted, UseSrtp,
};
use crate::msg::{
    CertificateRequest, ClientCertificateType, ClientHello, CompressionMethod, DigitallySigned,
    EcPointFormat, Extensions, HandshakeType, ProtocolVersion, PskHint, ServerHello,
    ServerKeyExchange, ServerShare, SessionId, SignatureScheme, SrtpProfile, signed_content,
};
use crate::question::{Answer, Credential, Question, SignRequest};
use crate::session::Session;
use crate::suites::SuiteInfo;

/// Begins a full handshake.
pub(super) fn full(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    selection: Selection,
) -> Next {
    let session_id = choices.session_id;
    let mut handshake = write_server_hello(core, reading, choices, selection.suite, session_id)?;
    match selection.exchange {
        Exchange::Signed(signer, kind) => {
            write_certificate(core, &mut handshake, &signer.credential)?;
            make_share(core, handshake, kind, Beside::Signature(signer))
        }
        Exchange::Rsa(credential) => {
            write_certificate(core, &mut handshake, &credential)?;
            end_flight(core, handshake, OwnSecret::Rsa(credential))
        }
        Exchange::Psk(Some(kind)) => make_share(core, handshake, kind, Beside::Psk),
        Exchange::Psk(None) => end_with_hint(core, handshake, None),
    }
}

fn write_certificate(
    core: &mut Core,
    handshake: &mut Handshake12,
    credential: &Credential,
) -> Result<(), Error> {
    let form = handshake.certificate_types.own;
    identity::write(core, &mut handshake.transcript, form, Some(credential))?;
    core.progress(HandshakeState::ServerWroteCertificate);
    core.facts.own_credential = Some(credential.clone());
    staple::write_status(core, handshake)
}

/// What a share comes with.
enum Beside {
    Signature(Signer),
    Psk,
}

/// Makes a share, once the driver has chosen the group if that is its choice.
fn make_share(core: &mut Core, handshake: Handshake12, kind: ShareKind, beside: Beside) -> Next {
    match kind {
        ShareKind::Curve(group) => {
            let ephemeral = Ephemeral::on_curve(group, &*core.random)?;
            have_share(core, handshake, ephemeral, beside)
        }
        ShareKind::Integers => {
            let credential = match &beside {
                Beside::Signature(signer) => Some(signer.credential.clone()),
                Beside::Psk => None,
            };
            Ok(Box::new(AwaitDhGroup {
                question: Question::ChooseDhGroup {
                    suite: handshake.suite.suite,
                    credential,
                },
                handshake,
                beside,
            }))
        }
    }
}

/// Waits for the group of our share.
struct AwaitDhGroup {
    question: Question,
    handshake: Handshake12,
    beside: Beside,
}

impl State for AwaitDhGroup {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let group = match answer {
            Answer::DhGroup(group) => group.ok_or(Error::new(Reason::NoDhGroup))?,
            Answer::DhGroupTooSmall => return Err(Reason::DhKeyTooSmall.into()),
            _ => return Err(Reason::Bug.into()),
        };
        let ephemeral = Ephemeral::in_integers(group, &*core.random)?;
        have_share(core, self.handshake, ephemeral, self.beside)
    }
}

fn have_share(
    core: &mut Core,
    handshake: Handshake12,
    ephemeral: Ephemeral,
    beside: Beside,
) -> Next {
    core.facts.group = ephemeral.group();
    match beside {
        Beside::Signature(signer) => sign_share(core, handshake, signer, ephemeral),
        Beside::Psk => end_with_hint(core, handshake, Some(ephemeral)),
    }
}

/// Asks for the signature over a share.
fn sign_share(
    core: &mut Core,
    handshake: Handshake12,
    signer: Signer,
    ephemeral: Ephemeral,
) -> Next {
    let share = ephemeral.server_share();
    let message = signed_content(&handshake.client_random, &handshake.server_random, &share)?;
    core.facts.own_scheme = Some(signer.scheme);
    let request = SignRequest {
        credential: signer.credential,
        scheme: signer.scheme,
        message,
    };
    Ok(Box::new(AwaitSignature {
        question: Question::Sign(Arc::new(request)),
        scheme: signer.scheme,
        handshake,
        share,
        ephemeral,
    }))
}

/// Ends the flight of a suite with a pre-shared key by the hint and the share; by nothing when there is neither
/// (RFC 4279, 2).
fn end_with_hint(
    core: &mut Core,
    mut handshake: Handshake12,
    ephemeral: Option<Ephemeral>,
) -> Next {
    let hint = core.config.psk_hint.clone();
    core.facts.psk_hint = hint.clone();
    if hint.is_some() || ephemeral.is_some() {
        let share = ephemeral.as_ref().map(Ephemeral::server_share);
        let message = ServerKeyExchange::Psk(PskHint(hint.unwrap_or_default()), share);
        write_key_exchange(core, &mut handshake, &message)?;
    }
    end_flight(core, handshake, OwnSecret::Psk(ephemeral))
}

fn write_key_exchange(
    core: &mut Core,
    handshake: &mut Handshake12,
    message: &ServerKeyExchange,
) -> Result<(), Error> {
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::SERVER_KEY_EXCHANGE,
        |writer| message.encode(writer),
    )?;
    core.progress(HandshakeState::ServerWroteKeyExchange);
    Ok(())
}

/// Requests the client's certificate, if it is wanted and the suite is one of certificates (RFC 4279, 2), and ends our
/// flight.
fn end_flight(core: &mut Core, mut handshake: Handshake12, own: OwnSecret) -> Next {
    let has_certificates = handshake.suite.authentication.has_certificate();
    let asks = has_certificates && core.config.client_auth != ClientAuth::None;
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
    Ok(match asks {
        true => Box::new(ExpectCertificate { handshake, own }),
        false => Box::new(ExpectClientKeyExchange::new(handshake, own, None)),
    })
}

/// Resumes a session: ServerHello, a new ticket when the client gets one, ChangeCipherSpec and Finished (RFC 5246, 7.3;
/// RFC 5077, 3.1).
pub(super) fn resume(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    session: Arc<Session>,
    suite: &'static SuiteInfo,
) -> Next {
    let session_id = reading.hello.session_id;
    let mut choices = choices;
    choices.resumed = true;
    let mut handshake = write_server_hello(core, reading, choices, suite, session_id)?;
    handshake.transcript.drop_messages();
    core.facts.resumed = true;
    core.facts.server_name = session.server_name.clone();
    core.facts.peer_chain = session.peer_chain.clone();
    core.facts.peer_raw_key = session.peer_raw_key.clone();
    let secrets = handshake.resume(core, &session)?;
    core.open_read_epoch(secrets.read)?;
    if handshake.ticket_due {
        return Ok(AwaitTicket::renewed(
            handshake,
            session,
            secrets.master,
            secrets.write,
        ));
    }
    let ours = handshake.write_finished(core, &secrets.master, secrets.write, Turn::First)?;
    core.finish_flight(Reply::Expected);
    Ok(Box::new(ExpectFinished {
        handshake,
        master: secrets.master,
        ours: Ours::Sent(ours),
        session: Some(session),
    }))
}

/// Writes the ServerHello.
fn write_server_hello(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    suite: &'static SuiteInfo,
    session_id: SessionId,
) -> Result<Handshake12, Error> {
    let Reading {
        hello: offered,
        offer,
        transcript,
    } = reading;
    let mut handshake = Handshake12 {
        transcript,
        version: choices.version,
        suite,
        offered_version: offered.version,
        client_random: offered.random,
        server_random: core.hello_random()?,
        session_id,
        extended_master_secret: choices.extended_master_secret,
        // RFC 7366, 3: only for CBC suites, and the server does not name it otherwise.
        encrypt_then_mac: core.config.encrypt_then_mac
            && offer.encrypt_then_mac
            && !suite.cipher.is_aead(),
        secure_renegotiation: choices.secure_renegotiation,
        server_name: offer.server_name.clone(),
        accepted_name: choices.accepted_name.clone(),
        limits: choices.limits,
        heartbeat: choices.heartbeat,
        certificate_types: choices.certificate_types,
        ticket_due: choices.ticket,
    };
    let extensions = server_extensions(core, &offered, &offer, &choices, &handshake)?;
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

/// The extensions of the ServerHello.
fn server_extensions(
    core: &Core,
    offered: &ClientHello,
    offer: &ClientOffer,
    choices: &Choices,
    handshake: &Handshake12,
) -> Result<Extensions, Error> {
    let config = &core.config;
    let suite = handshake.suite;
    let mut extensions = Extensions::new();
    if choices.secure_renegotiation {
        extensions.push(&Binding::server_info(core.binding.as_ref()))?;
    }
    // RFC 6066, 3: "When resuming a session, the server MUST NOT include a server_name extension in the server hello."
    if choices.accepted_name.is_some() && !choices.resumed {
        extensions.push(&ServerNameAccepted)?;
    }
    if offer.point_formats.is_some() && suite.key_exchange.uses_ecdhe() {
        extensions.push(&EcPointFormats(alloc::vec![EcPointFormat::UNCOMPRESSED]))?;
    }
    if handshake.ticket_due {
        extensions.push(&SessionTicket(Vec::new()))?;
    }
    if handshake.extended_master_secret {
        extensions.push(&ExtendedMasterSecret)?;
    }
    if handshake.encrypt_then_mac {
        extensions.push(&EncryptThenMac)?;
    }
    match choices.limits {
        RecordLimits::Fragment(length) => extensions.push(&MaxFragment(length))?,
        RecordLimits::Records { ours, .. } => extensions.push(&RecordSizeLimit(ours))?,
        RecordLimits::None => {}
    }
    if let Some(modes) = choices.heartbeat {
        extensions.push(&Heartbeat(modes.own))?;
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
    if suite.authentication.has_certificate() && !choices.resumed {
        let asks = config.client_auth != ClientAuth::None;
        let types = choices.certificate_types;
        types.answer(config, offer, asks, &mut extensions)?;
    }
    for extra in &choices.extensions {
        // An answer to nothing is forbidden (RFC 5246, 7.4.1.4); those above are the engine's own.
        if offered.extensions.contains(extra.kind) && !extensions.contains(extra.kind) {
            extensions.push_raw(extra.kind, &extra.body)?;
        }
    }
    Ok(extensions)
}

/// Waits for the signature over our key-exchange value.
struct AwaitSignature {
    question: Question,
    scheme: SignatureScheme,
    handshake: Handshake12,
    share: ServerShare,
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
        let message = ServerKeyExchange::Signed(self.share, signed);
        write_key_exchange(core, &mut handshake, &message)?;
        end_flight(core, handshake, OwnSecret::Signed(self.ephemeral))
    }
}

fn certificate_request(core: &Core, version: ProtocolVersion) -> CertificateRequest {
    let types = match &core.config.certificate_types[..] {
        [] => alloc::vec![
            ClientCertificateType::RSA_SIGN,
            ClientCertificateType::ECDSA_SIGN,
        ],
        types => types.iter().copied().map(ClientCertificateType).collect(),
    };
    let schemes = core.config.schemes_of_client().iter().copied();
    CertificateRequest {
        certificate_types: types,
        schemes: version.is_at_least(ProtocolVersion::DTLS1_2).then(|| {
            schemes
                .filter(|&scheme| signing::is_supported(scheme))
                .collect()
        }),
        authorities: core.config.client_authorities.clone(),
    }
}

/// Waits for the client's Certificate, which may be empty.
struct ExpectCertificate {
    handshake: Handshake12,
    own: OwnSecret,
}

impl State for ExpectCertificate {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CERTIFICATE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let mut handshake = self.handshake;
        let own = self.own;
        handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ServerReadCertificate);
        let Some((key, question)) = identity::take(core, message.body)? else {
            if core.config.client_auth == ClientAuth::Require {
                return Err(Reason::NoClientCertificate.into());
            }
            handshake.transcript.drop_messages();
            return Ok(Box::new(ExpectClientKeyExchange::new(handshake, own, None)));
        };
        Ok(Box::new(AwaitChain {
            question,
            handshake,
            own,
            key,
        }))
    }
}

/// Waits for the verdict on the client's chain.
struct AwaitChain {
    question: Question,
    handshake: Handshake12,
    own: OwnSecret,
    key: PeerKey,
}

impl State for AwaitChain {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, _: &mut Core, answer: Answer) -> Next {
        match answer {
            Answer::ChainGood => Ok(Box::new(ExpectClientKeyExchange::new(
                self.handshake,
                self.own,
                Some(self.key),
            ))),
            Answer::ChainBad(alert) => Err(Reason::CertificateBad(alert).into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}
