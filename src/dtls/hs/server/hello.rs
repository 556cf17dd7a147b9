//! From the ClientHello to the choice of version, session and suite.
//!
//! [`ExpectClientHello`], the driver's choices ([`AwaitProceed`]), a session to resume by its ticket
//! ([`AwaitUnwrapped`]) or ID ([`AwaitSession`]); then [`dtls12`].

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{dtls12, staple};
use crate::config::ClientAuth;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::identity::CertificateTypes;
use crate::hs::negotiate::{self, ClientOffer, Selection};
use crate::hs::{Body, Message, Next, State, Transcript, renegotiation};
use crate::limits::RecordLimits;
use crate::msg::{
    Alert, AlertDescription, ClientHello, CompressionMethod, EcPointFormat, HandshakeType,
    ProtocolVersion, SessionId,
};
use crate::post::HeartbeatModes;
use crate::question::{
    Answer, ClientHelloInfo, Credential, ExtraExtension, Proceed, Question, SessionName, Unwrapped,
};
use crate::session::Session;
use crate::suites::SuiteInfo;

/// Waits for a ClientHello.
pub(crate) struct ExpectClientHello;

impl State for ExpectClientHello {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CLIENT_HELLO
    }

    fn takes_plain_alerts(&self) -> bool {
        false
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::ClientHello(hello, offer) = message.body else {
            return Err(Reason::Bug.into());
        };
        core.begin_reply(message.seq);
        core.progress(HandshakeState::ServerReadClientHello);
        if !hello.compression_methods.contains(&CompressionMethod::NULL) {
            return Err(Reason::NoNullCompression.into());
        }
        let version = negotiate::choose_version(&core.config, &hello, core.current_version())?;
        if let Some(formats) = &offer.point_formats
            && !formats.contains(&EcPointFormat::UNCOMPRESSED)
        {
            return Err(Reason::BadPointFormats.into());
        }
        let info = Arc::new(offer.info(&hello, version, core.binding.is_some()));
        let mut transcript = Transcript::new();
        transcript.add(message.bytes);
        Ok(Box::new(AwaitProceed {
            question: Question::ClientHello(info.clone()),
            info,
            reading: Reading {
                hello,
                offer,
                transcript,
            },
        }))
    }
}

/// A ClientHello that was read.
pub(super) struct Reading {
    pub(super) hello: Box<ClientHello>,
    pub(super) offer: Box<ClientOffer>,
    pub(super) transcript: Transcript,
}

/// What the first choices are, whatever the session and suite will be.
pub(super) struct Choices {
    pub(super) version: ProtocolVersion,
    pub(super) secure_renegotiation: bool,
    pub(super) extended_master_secret: bool,
    pub(super) alpn: Option<Vec<u8>>,
    /// The client's name for this server, when the driver acknowledges it.
    pub(super) accepted_name: Option<Vec<u8>>,
    pub(super) srtp_profile: Option<u16>,
    pub(super) limits: RecordLimits,
    pub(super) heartbeat: Option<HeartbeatModes>,
    pub(super) ocsp_response: Option<Arc<[u8]>>,
    /// The client gets a ticket.
    pub(super) ticket: bool,
    /// The ID of a new session: empty when it is not to be resumed, or by its ticket.
    pub(super) session_id: SessionId,
    pub(super) extensions: Vec<ExtraExtension>,
    pub(super) certificate_types: CertificateTypes,
    pub(super) resumed: bool,
}

/// Waits for the driver's choices.
struct AwaitProceed {
    question: Question,
    info: Arc<ClientHelloInfo>,
    reading: Reading,
}

impl State for AwaitProceed {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let proceed = match answer {
            Answer::Proceed(proceed) => proceed,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let Proceed {
            acknowledge_server_name,
            config,
            warning,
        } = proceed;
        if let Some(config) = config {
            core.set_config(config);
        }
        if let Some(description) = warning {
            core.send_alert(Alert::warning(description));
        }
        let reading = self.reading;
        let hello = &reading.hello;
        let version = negotiate::choose_version(&core.config, hello, core.current_version())?;
        core.set_version(version);
        let choices = Choices {
            version,
            secure_renegotiation: renegotiation::check_client_hello(
                core.binding.as_ref(),
                &core.config,
                hello,
            )?,
            extended_master_secret: negotiate::extended_master_secret(
                &core.config,
                reading.offer.extended_master_secret,
            )?,
            alpn: None,
            accepted_name: reading
                .offer
                .server_name
                .clone()
                .filter(|_| acknowledge_server_name),
            srtp_profile: negotiate::srtp_profile(&core.config, &reading.offer),
            ocsp_response: None,
            extensions: Vec::new(),
            certificate_types: CertificateTypes::default(),
            resumed: false,
            limits: RecordLimits::choose(
                &core.config,
                reading.offer.max_fragment,
                reading.offer.record_size_limit,
            )?,
            heartbeat: negotiate::heartbeat(core.config.heartbeats.mode(), &hello.extensions)?,
            ticket: core.config.tickets && reading.offer.ticket.is_some(),
            session_id: SessionId::EMPTY,
        };
        let deciding = Deciding {
            reading,
            choices,
            info: self.info,
        };
        let id = &deciding.reading.hello.session_id;
        if deciding.choices.ticket
            && let Some(ticket) = &deciding.reading.offer.ticket
        {
            let question = Question::UnwrapTicket {
                ticket: Arc::from(&ticket[..]),
                id: Arc::from(&id[..]),
            };
            return Ok(Box::new(AwaitUnwrapped { question, deciding }));
        }
        deciding.by_id(core)
    }
}

/// All that the choice between resumption and a full handshake depends on.
struct Deciding {
    reading: Reading,
    choices: Choices,
    info: Arc<ClientHelloInfo>,
}

/// Waits for a session to resume.
struct AwaitSession {
    question: Question,
    deciding: Deciding,
}

impl State for AwaitSession {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let session = match answer {
            Answer::Session(session) => session,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let deciding = self.deciding;
        let session = session.filter(|session| session.id == deciding.reading.hello.session_id[..]);
        deciding.resume(core, session)
    }
}

/// Waits for the session in a ticket. A client that shows a ticket names the session with an ID of its own, which is
/// not looked up (RFC 5077, 3.4).
struct AwaitUnwrapped {
    question: Question,
    deciding: Deciding,
}

impl State for AwaitUnwrapped {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let unwrapped = match answer {
            Answer::Ticket(unwrapped) => unwrapped,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let mut deciding = self.deciding;
        let shown = deciding.reading.offer.ticket.as_ref();
        match unwrapped {
            Unwrapped::Ignored => {
                deciding.choices.ticket = false;
                deciding.by_id(core)
            }
            Unwrapped::Unknown if shown.is_some_and(|ticket| ticket.is_empty()) => {
                deciding.by_id(core)
            }
            Unwrapped::Unknown => deciding.settle(Way::Full),
            Unwrapped::Session { session, renew } => {
                if deciding.resumable(core, &session)?.is_some() {
                    deciding.choices.ticket = renew;
                }
                deciding.resume(core, Some(session))
            }
        }
    }
}

impl Deciding {
    /// Goes on with the session that the ID names, if there is one.
    fn by_id(self, core: &mut Core) -> Next {
        let id = &self.reading.hello.session_id;
        if !core.config.resumption || id.is_empty() {
            return self.settle(Way::Full);
        }
        let question = Question::FindSession {
            id: Arc::from(&id[..]),
        };
        Ok(Box::new(AwaitSession {
            question,
            deciding: self,
        }))
    }

    /// Resumes the session when there is one that fits this hello.
    fn resume(self, core: &mut Core, session: Option<Arc<Session>>) -> Next {
        let Some(session) = session else {
            return self.settle(Way::Full);
        };
        let way = match self.resumable(core, &session)? {
            Some(suite) => Way::Resumed(session, suite),
            None => Way::Full,
        };
        self.settle(way)
    }

    /// Has the driver say the rest.
    fn settle(self, way: Way) -> Next {
        let question = Question::Settle {
            hello: self.info.clone(),
            resumed: matches!(way, Way::Resumed(..)),
        };
        Ok(Box::new(AwaitSettled {
            question,
            deciding: self,
            way,
        }))
    }

    /// The suite of a session that fits this hello. A session made with the extended master secret is not resumed
    /// without it, and the other way round (RFC 7627, 5.3). One that was made under another name of the server, as far as
    /// names were acknowledged (RFC 6066, 3), or with another maximum fragment length (section 4), or of a client that did not show the certificate that is required, is not
    /// resumed.
    fn resumable(
        &self,
        core: &Core,
        session: &Session,
    ) -> Result<Option<&'static SuiteInfo>, Error> {
        let hello = &self.reading.hello;
        let fits = session.version == self.choices.version
            && hello.cipher_suites.contains(&session.suite)
            && core.config.suites.contains(&session.suite)
            && session.server_name == self.choices.accepted_name
            && session.max_fragment_length == self.choices.limits.fragment()
            && (core.config.client_auth != ClientAuth::Require || session.knows_peer());
        if !fits {
            return Ok(None);
        }
        if session.extended_master_secret && !self.reading.offer.extended_master_secret {
            return Err(Reason::InconsistentExtendedMasterSecret.into());
        }
        if session.extended_master_secret != self.choices.extended_master_secret {
            return Ok(None);
        }
        Ok(SuiteInfo::find(session.suite).filter(|suite| suite.fits(session.version)))
    }

    fn full(mut self, core: &mut Core, credentials: &[Credential]) -> Next {
        let offer = &self.reading.offer;
        let types = CertificateTypes::choose(&core.config, offer);
        // Without a common form there are still the suites that need no certificate.
        let credentials = types.map_or(Vec::new(), |types| types.usable(credentials));
        let selection = Selection::choose(
            &core.config,
            self.choices.version,
            &self.reading.hello.cipher_suites,
            offer,
            &credentials,
        );
        let selection = match (selection, types) {
            (Err(_), Err(no_form)) => return Err(no_form),
            (selection, types) => {
                self.choices.certificate_types = types.unwrap_or_default();
                selection?
            }
        };
        if !core.config.names_sessions {
            let name = SessionName::Chance;
            return begin(core, self.reading, self.choices, selection, name);
        }
        let suite = selection.suite.suite;
        Ok(Box::new(AwaitName {
            question: Question::NameSession { suite },
            deciding: self,
            selection,
        }))
    }
}

/// What the ServerHello will say of sessions.
enum Way {
    Resumed(Arc<Session>, &'static SuiteInfo),
    Full,
}

/// Waits for the driver's last choices.
struct AwaitSettled {
    question: Question,
    deciding: Deciding,
    way: Way,
}

impl State for AwaitSettled {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let settled = match answer {
            Answer::Settled(settled) => settled,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let Self {
            mut deciding, way, ..
        } = *self;
        if let Some(config) = settled.config {
            core.set_config(config);
        }
        let offered = &deciding.reading.offer.alpn;
        deciding.choices.alpn = settled.alpn.filter(|name| offered.contains(name));
        deciding.choices.extensions = settled.extensions;
        match way {
            Way::Resumed(session, suite) => {
                dtls12::resume(core, deciding.reading, deciding.choices, session, suite)
            }
            Way::Full => deciding.full(core, &settled.credentials),
        }
    }
}

/// Waits for the name of a new session.
struct AwaitName {
    question: Question,
    deciding: Deciding,
    selection: Selection,
}

impl State for AwaitName {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let name = match answer {
            Answer::SessionName(name) => name,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let Deciding {
            reading, choices, ..
        } = self.deciding;
        begin(core, reading, choices, self.selection, name)
    }
}

/// Begins a full handshake.
fn begin(
    core: &mut Core,
    reading: Reading,
    mut choices: Choices,
    selection: Selection,
    name: SessionName,
) -> Next {
    choices.ticket &= name != SessionName::None;
    // RFC 5077, 3.4: no ID beside a ticket.
    choices.session_id = match name {
        _ if choices.ticket => SessionId::EMPTY,
        SessionName::Chance if core.config.resumption => random_session_id(core)?,
        SessionName::Id(id) if core.config.resumption => {
            let refused = Reason::Refused(AlertDescription::INTERNAL_ERROR);
            SessionId::new(&id).ok_or(Error::new(refused))?
        }
        _ => SessionId::EMPTY,
    };
    staple::full(core, reading, choices, selection)
}

fn random_session_id(core: &Core) -> Result<SessionId, Error> {
    let id = core.random::<{ SessionId::MAX_LEN }>()?;
    SessionId::new(&id).ok_or(Error::new(Reason::Bug))
}
