//! ClientHello, HelloVerifyRequest and ServerHello.
//!
//! [`begin`] writes the ClientHello; [`ExpectServerHello`] answers a HelloVerifyRequest with the same hello and the
//! cookie (RFC 6347, 4.2.1) and checks the ServerHello; then [`dtls12`].

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::dtls12;
use crate::codec::Codec;
use crate::codec::DecodeError;
use crate::config::{Config, ExtendedMasterSecret};
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::identity::{self, CertificateTypes};
use crate::hs::negotiate;
use crate::hs::renegotiation::{self, Binding};
use crate::hs::shared12::Handshake12;
use crate::hs::{Body, Message, Next, State, Transcript, kx, signing};
use crate::limits::RecordLimits;
use crate::msg::ext::{
    EcPointFormats, EncryptThenMac, ExtendedMasterSecret as ExtendedMasterSecretOffer, Heartbeat,
    MaxFragment, ProtocolNames, RecordSizeLimit, ServerName, ServerNameAccepted, SessionTicket,
    SignatureAlgorithms, StatusRequest, StatusRequestAccepted, SupportedGroups, UseSrtp,
};
use crate::msg::{
    CipherSuite, ClientHello, CompressionMethod, EcPointFormat, ExtensionType, Extensions,
    HandshakeType, HeartbeatMode, NamedGroup, ProtocolVersion, Random, ServerHello, SessionId,
    SrtpProfile,
};
use crate::question::{Answer, NewTicket, Question};
use crate::session::Session;
use crate::suites::SuiteInfo;

/// Writes a ClientHello and waits for the answer.
pub(crate) fn begin(core: &mut Core) -> Next {
    let hello = client_hello(core)?;
    let mut state = ExpectServerHello {
        transcript: Transcript::new(),
        session: offered_session(&core.config, &hello),
        hello,
        heartbeat: core.config.heartbeats.mode(),
        cookies: 0,
    };
    state.send(core)?;
    Ok(Box::new(state))
}

/// Waits for a ServerHello, or for a HelloVerifyRequest before it.
struct ExpectServerHello {
    hello: ClientHello,
    transcript: Transcript,
    session: Option<Arc<Session>>,
    /// What the hello says of heartbeats.
    heartbeat: Option<HeartbeatMode>,
    /// HelloVerifyRequests answered so far.
    cookies: u8,
}

/// A server may change its cookie secret at any time, so more than one request is served, but not any number.
const MAX_COOKIES: u8 = 3;

impl State for ExpectServerHello {
    fn expects(&self, kind: HandshakeType) -> bool {
        match kind {
            HandshakeType::SERVER_HELLO => true,
            HandshakeType::HELLO_VERIFY_REQUEST => self.cookies < MAX_COOKIES,
            _ => false,
        }
    }

    fn on_message(mut self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        match message.body {
            Body::HelloVerifyRequest(request) => {
                core.progress(HandshakeState::ClientReadHelloVerifyRequest);
                core.cookie = request.cookie.clone().into();
                self.hello.cookie = request.cookie;
                self.cookies += 1;
                self.send(core)?;
                Ok(self)
            }
            Body::ServerHello(hello) => {
                self.transcript.add(message.bytes);
                core.progress(HandshakeState::ClientReadServerHello);
                self.on_server_hello(core, &hello)
            }
            _ => Err(Reason::Bug.into()),
        }
    }
}

impl ExpectServerHello {
    /// Sends the hello. A first hello and its HelloVerifyRequest do not count in the transcript (RFC 6347, 4.2.1).
    fn send(&mut self, core: &mut Core) -> Result<(), Error> {
        self.transcript = Transcript::new();
        let hello = &self.hello;
        core.write_message(
            &mut self.transcript,
            HandshakeType::CLIENT_HELLO,
            |writer| hello.encode(writer),
        )?;
        core.progress(HandshakeState::ClientWroteHello);
        core.finish_flight(Reply::Expected);
        Ok(())
    }

    fn on_server_hello(self: Box<Self>, core: &mut Core, hello: &ServerHello) -> Next {
        let version = check_version(core, hello)?;
        // A server that resumes repeats the ID, with a ticket too (RFC 5246, 7.4.1.3; RFC 5077, 3.4).
        let offered = self.hello.session_id;
        let resumed = self
            .session
            .filter(|_| !offered.is_empty() && hello.session_id == offered);
        // Before the suite, which the other version may not have.
        if resumed.as_ref().is_some_and(|s| s.version != version) {
            return Err(Reason::ResumedVersionChanged.into());
        }
        let suite = check_suite(&self.hello, version, hello)?;
        let answers = ServerExtensions::read(core, &self.hello, hello, suite, resumed.as_deref())?;
        core.set_version(version);
        let mut handshake = Handshake12 {
            transcript: self.transcript,
            version,
            suite,
            offered_version: self.hello.version,
            client_random: self.hello.random,
            server_random: hello.random,
            session_id: hello.session_id,
            extended_master_secret: answers.extended_master_secret,
            encrypt_then_mac: answers.encrypt_then_mac,
            secure_renegotiation: answers.secure_renegotiation,
            server_name: core.config.server_name.clone(),
            accepted_name: core
                .config
                .server_name
                .clone()
                .filter(|_| answers.accepts_name),
            limits: answers.limits,
            heartbeat: negotiate::heartbeat(self.heartbeat, &hello.extensions)?,
            certificate_types: answers.certificate_types,
            ticket_due: answers.ticket_due,
        };
        handshake.note(core, answers.alpn, answers.srtp_profile);
        handshake.start_hash();
        let answered = extra_extensions(&core.config, &hello.extensions);
        let accepted = Accepted {
            handshake,
            hello: self.hello,
            resumed,
            status_promised: answers.status_promised,
        };
        if answered.is_empty() {
            return accepted.go_on(core);
        }
        Ok(Box::new(AwaitExtensions {
            question: Question::ServerExtensions {
                extensions: answered.into(),
                resumed: accepted.resumed.is_some(),
            },
            accepted,
        }))
    }
}

/// What the extensions of a ServerHello say.
struct ServerExtensions {
    secure_renegotiation: bool,
    extended_master_secret: bool,
    encrypt_then_mac: bool,
    accepts_name: bool,
    status_promised: bool,
    ticket_due: bool,
    alpn: Option<Vec<u8>>,
    srtp_profile: Option<u16>,
    limits: RecordLimits,
    certificate_types: CertificateTypes,
}

impl ServerExtensions {
    fn read(
        core: &Core,
        offer: &ClientHello,
        hello: &ServerHello,
        suite: &SuiteInfo,
        resumed: Option<&Session>,
    ) -> Result<Self, Error> {
        let config = &core.config;
        let extensions = &hello.extensions;
        let solicited =
            |kind| offer.extensions.contains(kind) || kind == ExtensionType::RENEGOTIATION_INFO;
        if extensions.iter().any(|(kind, _)| !solicited(kind)) {
            return Err(Reason::UnsolicitedExtension.into());
        }
        let encrypt_then_mac = extensions.get::<EncryptThenMac>()?.is_some();
        if encrypt_then_mac && suite.cipher.is_aead() {
            return Err(Reason::BadExtension.into());
        }
        if let Some(EcPointFormats(formats)) = extensions.get()?
            && !formats.contains(&EcPointFormat::UNCOMPRESSED)
        {
            return Err(Reason::BadPointFormats.into());
        }
        let ticket_due = match extensions.get::<SessionTicket>()? {
            Some(SessionTicket(ticket)) if !ticket.is_empty() => {
                return Err(DecodeError::ExtensionLength(ExtensionType::SESSION_TICKET.0).into());
            }
            announced => announced.is_some(),
        };
        let certificate_types = match resumed {
            None if suite.authentication.has_certificate() => {
                CertificateTypes::accept(config, extensions)?
            }
            // Nobody shows anything.
            _ => CertificateTypes::default(),
        };
        Ok(Self {
            secure_renegotiation: renegotiation::check_server_hello(
                core.binding.as_ref(),
                config,
                extensions,
            )?,
            extended_master_secret: negotiate::extended_master_secret(
                config,
                extensions.get::<ExtendedMasterSecretOffer>()?.is_some(),
            )?,
            encrypt_then_mac,
            accepts_name: extensions.get::<ServerNameAccepted>()?.is_some(),
            status_promised: extensions.get::<StatusRequestAccepted>()?.is_some(),
            ticket_due,
            alpn: selected_protocol(config, extensions)?,
            srtp_profile: selected_profile(config, extensions)?,
            limits: RecordLimits::accept(
                config,
                extensions,
                resumed.and_then(|session| session.max_fragment_length),
            )?,
            certificate_types,
        })
    }
}

/// A ServerHello that was found good.
struct Accepted {
    handshake: Handshake12,
    hello: ClientHello,
    resumed: Option<Arc<Session>>,
    status_promised: bool,
}

impl Accepted {
    fn go_on(self, core: &mut Core) -> Next {
        match self.resumed {
            Some(session) => dtls12::resume(core, self.handshake, session),
            None => dtls12::full(self.handshake, self.hello, self.status_promised),
        }
    }
}

/// Waits for what the driver says to the extensions that only it knows.
struct AwaitExtensions {
    question: Question,
    accepted: Accepted,
}

impl State for AwaitExtensions {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        match answer {
            Answer::ExtensionsGood => self.accepted.go_on(core),
            Answer::Refuse(alert) => Err(Reason::Refused(alert).into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}

/// What a server answers to the driver's own extensions.
fn extra_extensions(config: &Config, extensions: &Extensions) -> Vec<(ExtensionType, Vec<u8>)> {
    let is_extra = |kind| config.extra_extensions.iter().any(|(own, _)| *own == kind);
    let answers = extensions.iter().filter(|&(kind, _)| is_extra(kind));
    answers.map(|(kind, body)| (kind, body.to_vec())).collect()
}

/// The hello of a new handshake.
fn client_hello(core: &Core) -> Result<ClientHello, Error> {
    let config = &core.config;
    let version = core.current_version().unwrap_or(config.max_version);
    let version = version.older(ProtocolVersion::DTLS1_2);
    let oldest = core.current_version().unwrap_or(config.min_version);
    let mut cipher_suites: Vec<_> = config
        .suites
        .iter()
        .copied()
        .filter(|&suite| is_usable(config, suite, oldest, version))
        .collect();
    if cipher_suites.is_empty() || oldest.is_before(ProtocolVersion::DTLS1_0) {
        return Err(Reason::NothingEnabled.into());
    }
    let session = config.session.as_ref().filter(|session| {
        oldest.older(session.version) == oldest
            && version.newer(session.version) == version
            && cipher_suites.contains(&session.suite)
    });
    let ticket = session.map_or(&[][..], |session| offered_ticket(config, session));
    let mut extensions = client_extensions(config, version, &cipher_suites, ticket)?;
    match &core.binding {
        // RFC 5746, 3.4: the signalling suite is the form that the oldest servers bear.
        None => cipher_suites.push(CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV),
        Some(binding) if binding.secure => extensions.push(&Binding::client_info(Some(binding)))?,
        Some(_) => {}
    }
    if config.send_fallback {
        cipher_suites.push(CipherSuite::TLS_FALLBACK_SCSV);
    }
    let id = match session {
        // RFC 5077, 3.4: an ID beside the ticket shows early whether the server takes it.
        Some(session) if session.id.is_empty() && !ticket.is_empty() => {
            Session::id_for_ticket(ticket)
        }
        Some(session) => session.id.clone(),
        None => Vec::new(),
    };
    Ok(ClientHello {
        version,
        random: core.hello_random()?,
        session_id: SessionId::new(&id).unwrap_or(SessionId::EMPTY),
        // A renegotiation repeats the cookie: OpenSSL's server, asked without one, mixes the new hello with the old.
        cookie: core.cookie.to_vec(),
        cipher_suites,
        compression_methods: alloc::vec![CompressionMethod::NULL],
        extensions,
    })
}

fn client_extensions(
    config: &Config,
    version: ProtocolVersion,
    suites: &[CipherSuite],
    ticket: &[u8],
) -> Result<Extensions, Error> {
    let mut extensions = Extensions::new();
    if let Some(name) = &config.server_name {
        extensions.push(&ServerName(name.clone()))?;
    }
    let uses_ecdhe = |&suite: &CipherSuite| {
        SuiteInfo::find(suite).is_some_and(|info| info.key_exchange.uses_ecdhe())
    };
    if suites.iter().any(uses_ecdhe) {
        let groups = supported_groups(config).collect();
        extensions.push(&EcPointFormats(alloc::vec![EcPointFormat::UNCOMPRESSED]))?;
        extensions.push(&SupportedGroups(groups))?;
    }
    if version.is_at_least(ProtocolVersion::DTLS1_2) {
        let schemes = config.signature_schemes.iter().copied();
        let schemes = schemes.filter(|&scheme| signing::is_supported(scheme));
        extensions.push(&SignatureAlgorithms(schemes.collect()))?;
    }
    if let Some(length) = config.max_fragment_length {
        extensions.push(&MaxFragment(length))?;
    }
    if let Some(limit) = config.own_record_size_limit() {
        extensions.push(&RecordSizeLimit(limit))?;
    }
    if let Some(mode) = config.heartbeats.mode() {
        extensions.push(&Heartbeat(mode))?;
    }
    if let Some(request) = &config.status_request {
        extensions.push(&StatusRequest::Ocsp {
            responder_ids: request.responder_ids.clone(),
            extensions: request.extensions.clone(),
        })?;
    }
    if config.tickets {
        extensions.push(&SessionTicket(ticket.to_vec()))?;
    }
    if config.encrypt_then_mac {
        extensions.push(&EncryptThenMac)?;
    }
    if config.extended_master_secret != ExtendedMasterSecret::Off {
        extensions.push(&ExtendedMasterSecretOffer)?;
    }
    if !config.alpn.is_empty() {
        extensions.push(&ProtocolNames(config.alpn.clone()))?;
    }
    if !config.srtp_profiles.is_empty() {
        extensions.push(&UseSrtp {
            profiles: config
                .srtp_profiles
                .iter()
                .map(|&p| SrtpProfile(p))
                .collect(),
            mki: Vec::new(),
        })?;
    }
    identity::offer(config, &mut extensions)?;
    for (kind, body) in &config.extra_extensions {
        if !extensions.contains(*kind) {
            extensions.push_raw(*kind, body)?;
        }
    }
    Ok(extensions)
}

/// The curves to offer: those of the configuration that the engine has.
fn supported_groups(config: &Config) -> impl Iterator<Item = NamedGroup> {
    let groups = config.groups.iter().copied();
    groups.filter(|&group| kx::is_supported(group))
}

/// Whether the engine can use a suite in one of the versions offered.
fn is_usable(
    config: &Config,
    suite: CipherSuite,
    oldest: ProtocolVersion,
    newest: ProtocolVersion,
) -> bool {
    SuiteInfo::find(suite).is_some_and(|info| {
        // RFC 8422, 4: who names no curve leaves the choice of it to the server.
        let has_group =
            !info.key_exchange.uses_ecdhe() || supported_groups(config).next().is_some();
        has_group
            && negotiate::engine_has(config, info)
            && newest.is_at_least(info.min_version)
            && info.max_version.is_at_least(oldest)
    })
}

/// The ticket to offer; empty: none, or one so long that the hello would suffer.
fn offered_ticket<'a>(config: &Config, session: &'a Session) -> &'a [u8] {
    match config.tickets && session.ticket.len() <= NewTicket::MAX_LEN {
        true => &session.ticket,
        false => &[],
    }
}

/// The session whose ID is in the hello.
fn offered_session(config: &Config, hello: &ClientHello) -> Option<Arc<Session>> {
    let session = config.session.as_ref()?;
    let offered = !hello.session_id.is_empty();
    offered.then(|| session.clone())
}

fn check_version(core: &Core, hello: &ServerHello) -> Result<ProtocolVersion, Error> {
    let version = hello.version;
    let allowed = match core.current_version() {
        Some(current) => version == current,
        None => {
            matches!(version, ProtocolVersion::DTLS1_0 | ProtocolVersion::DTLS1_2)
                && core.config.allows_version(version)
        }
    };
    if !allowed {
        return Err(Reason::UnsupportedVersion.into());
    }
    // RFC 8446, 4.1.3: only a client that could have got 1.3 reads the sentinel.
    let could_1_3 = core.config.max_version == ProtocolVersion::DTLS1_3;
    let forced = [Random::DOWNGRADE_FROM_1_3, Random::DOWNGRADE_FROM_1_2];
    if could_1_3 && forced.into_iter().any(|mark| hello.random.ends_with(mark)) {
        return Err(Reason::DowngradeDetected.into());
    }
    Ok(version)
}

fn check_suite(
    offer: &ClientHello,
    version: ProtocolVersion,
    hello: &ServerHello,
) -> Result<&'static SuiteInfo, Error> {
    if hello.compression_method != CompressionMethod::NULL {
        return Err(Reason::WrongCompressionReturned.into());
    }
    SuiteInfo::find(hello.cipher_suite)
        .filter(|suite| suite.fits(version) && offer.cipher_suites.contains(&suite.suite))
        .ok_or(Reason::WrongCipherReturned.into())
}

fn selected_protocol(config: &Config, extensions: &Extensions) -> Result<Option<Vec<u8>>, Error> {
    let Some(names) = extensions.get::<ProtocolNames>()? else {
        return Ok(None);
    };
    match names.selected() {
        Some(name) if config.alpn.iter().any(|offered| offered == name) => Ok(Some(name.to_vec())),
        _ => Err(Reason::WrongApplicationProtocol.into()),
    }
}

fn selected_profile(config: &Config, extensions: &Extensions) -> Result<Option<u16>, Error> {
    let Some(srtp) = extensions.get::<UseSrtp>()? else {
        return Ok(None);
    };
    match srtp.profiles[..] {
        // RFC 5764, 4.1.3: the key identifier must be the client's, which sends none.
        [profile] if srtp.mki.is_empty() && config.srtp_profiles.contains(&profile.0) => {
            Ok(Some(profile.0))
        }
        _ => Err(Reason::BadSrtpProfile.into()),
    }
}
