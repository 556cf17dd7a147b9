//! The driver of one side: answers questions, collects events, sends and receives.

use std::sync::Arc;

use dtls::error::Error;
use dtls::msg::{AlertDescription, ContentType};
use dtls::{
    Answer, AssociationStep, Config, Connection, Credential, DhFamily, DhGroup, Event, Expired,
    NewTicket, Proceed, Psk, Question, Role, RsaPremaster, Session, SessionName, Settled, Time,
    Transport, Unwrapped, stateless,
};

use super::{Chance, Identity};

pub struct Peer {
    pub connection: Connection,
    /// What this side authenticates with, best first.
    pub identities: Vec<&'static Identity>,
    /// The alert that the peer's chain is refused with, if any.
    pub refuse_chain: Option<AlertDescription>,
    /// The protocol a server chooses.
    pub alpn: Option<Vec<u8>>,
    /// What a server says to a wish for an OCSP response.
    pub staple: Answer,
    /// What a client says of the OCSP response.
    pub status: Answer,
    /// The pre-shared key that this side has.
    pub psk: Option<Psk>,
    /// The group that a server makes Diffie-Hellman shares in.
    pub dh_group: Option<Arc<DhGroup>>,
    /// What becomes of a decrypted premaster secret.
    pub premaster: fn(RsaPremaster) -> Option<RsaPremaster>,
    /// Sessions a server knows.
    pub sessions: Vec<Arc<Session>>,
    /// What a server has wrapped into tickets; one that was given to another server is put here.
    pub tickets: Vec<(Vec<u8>, Arc<Session>)>,
    /// A server renews each ticket that it takes.
    pub renew_tickets: bool,
    /// A server ignores tickets that it does not know.
    pub ignore_tickets: bool,
    /// What a server calls its sessions.
    pub session_name: SessionName,
    /// What a server ends a handshake with that needs a ticket opened or made.
    pub refuse_tickets: Option<AlertDescription>,
    /// Bytes of a server's tickets; 0: it has none to give after all.
    pub ticket_len: usize,
    /// This side has keys without certificates.
    pub without_certificates: bool,
    /// A server's answers to extensions that the engine does not know.
    pub extensions: Vec<dtls::ExtraExtension>,
    /// What a client says to a server's.
    pub extensions_verdict: Answer,
    /// A server acknowledges the name that a client asks for.
    pub acknowledges_name: bool,
    /// A warning of a server.
    pub warning: Option<AlertDescription>,
    /// Leave questions open until [`Peer::answer_all`] is called.
    pub hold_questions: bool,
    /// Hand datagrams in whole.
    pub whole_datagrams: bool,
    /// The configuration that a server goes on with.
    pub config: Option<Arc<Config>>,
    /// How often the association will be dry; then something stays outstanding.
    pub dry_times: usize,
    /// Over SCTP: what the association did, and what was sent, in order.
    pub log: Vec<Sent>,
    /// Application data in order of arrival.
    pub received: Vec<Vec<u8>>,
    pub events: Vec<Event>,
    pub questions: Vec<Question>,
    pub error: Option<Error>,
    pub retransmissions: u32,
    pub heartbeats_repeated: u32,
    /// What the network of this side takes at all, in bytes of UDP payload.
    pub own_mtu: usize,
    /// Datagrams that wait for an answer.
    blocked: Vec<Vec<u8>>,
}

/// What went out, or was done in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    Step(AssociationStep),
    /// Content type and epoch.
    Record(ContentType, u16),
}

const COOKIE: &[u8] = b"a cookie for the simulated peer!";

impl Peer {
    pub fn client(config: Config, seed: u64) -> Self {
        let random = Box::new(Chance::new(seed));
        Self::new(Connection::client(Arc::new(config), random))
    }

    pub fn server(config: Config, seed: u64) -> Self {
        let random = Box::new(Chance::new(seed));
        Self::new(Connection::server(Arc::new(config), random))
    }

    /// A server that a listener makes for `hello`.
    pub fn server_after_cookie(config: Config, seed: u64, hello: &stateless::Hello<'_>) -> Self {
        let random = Box::new(Chance::new(seed));
        let config = Arc::new(config);
        Self::new(Connection::server_after_cookie(config, random, hello))
    }

    fn new(connection: Connection) -> Self {
        let identities = match connection.role() {
            Role::Server => vec![Identity::ecdsa_p256(), Identity::rsa()],
            Role::Client => vec![],
        };
        Self {
            connection,
            identities,
            refuse_chain: None,
            alpn: None,
            staple: Answer::Staple(None),
            status: Answer::StatusGood,
            psk: None,
            without_certificates: false,
            extensions: vec![],
            extensions_verdict: Answer::ExtensionsGood,
            acknowledges_name: false,
            warning: None,
            dh_group: DhGroup::known(DhFamily::Ffdhe, 2048),
            premaster: Some,
            sessions: vec![],
            tickets: vec![],
            renew_tickets: false,
            ignore_tickets: false,
            session_name: SessionName::Chance,
            refuse_tickets: None,
            ticket_len: 160,
            hold_questions: false,
            whole_datagrams: false,
            config: None,
            dry_times: usize::MAX,
            log: vec![],
            received: vec![],
            events: vec![],
            questions: vec![],
            error: None,
            retransmissions: 0,
            heartbeats_repeated: 0,
            own_mtu: usize::MAX,
            blocked: vec![],
        }
    }

    pub fn start(&mut self) {
        self.connection.start().unwrap();
        self.settle();
    }

    pub fn is_connected(&self) -> bool {
        self.error.is_none() && !self.connection.is_handshaking()
    }

    /// Everything this side wants to send now.
    pub fn transmit(&mut self, now: Time) -> Vec<Vec<u8>> {
        let mut out = vec![0; 65536];
        let mut datagrams = vec![];
        loop {
            self.take_steps();
            let Some(len) = self.connection.poll_transmit(now, &mut out) else {
                break;
            };
            if len > self.own_mtu {
                assert!(self.connection.datagram_refused(len, Some(self.own_mtu)));
                continue;
            }
            let bound = match self.connection.config().transport {
                Transport::Datagram => self.connection.mtu(),
                Transport::ReliableOrdered => 18_445,
            };
            // Heartbeats may ask for what the path takes.
            let fits = len <= bound || out[0] == ContentType::HEARTBEAT.0;
            assert!(fits, "{len} bytes exceed the MTU");
            self.note_record(&out[..len]);
            datagrams.push(out[..len].to_vec());
        }
        self.collect();
        datagrams
    }

    /// Does what the association is to do, unless something is outstanding.
    fn take_steps(&mut self) {
        while let Some(step) = self.connection.association_step() {
            if *step == AssociationStep::AwaitDry {
                let Some(left) = self.dry_times.checked_sub(1) else {
                    break;
                };
                self.dry_times = left;
            }
            self.log.push(Sent::Step(step.clone()));
            self.connection.association_step_done();
        }
    }

    fn note_record(&mut self, record: &[u8]) {
        if self.connection.config().transport == Transport::ReliableOrdered {
            let epoch = u16::from_be_bytes([record[3], record[4]]);
            self.log.push(Sent::Record(ContentType(record[0]), epoch));
        }
    }

    /// One record of application data.
    pub fn seal(&mut self, data: &[u8]) -> Vec<u8> {
        let mut out = vec![0; data.len() + 200];
        let len = self.connection.send(data, &mut out).unwrap();
        out.truncate(len);
        out
    }

    /// Hands in a datagram record by record, as libssl does.
    pub fn receive(&mut self, datagram: &[u8]) {
        self.blocked.push(datagram.to_vec());
        self.settle();
    }

    /// Handles what waits, answers what is asked, until neither is left.
    fn settle(&mut self) {
        loop {
            while !self.hold_questions && self.connection.question().is_some() {
                self.answer_one();
            }
            if self.connection.question().is_some() || self.blocked.is_empty() {
                break;
            }
            let datagram = self.blocked.remove(0);
            self.handle(datagram);
        }
        self.collect();
    }

    fn handle(&mut self, mut datagram: Vec<u8>) {
        if self.whole_datagrams {
            let handled = self.connection.handle_datagram(&mut datagram);
            self.error = self.error.or(handled.err());
            return self.collect();
        }
        let mut at = 0;
        while at < datagram.len() && self.error.is_none() {
            match self.connection.handle_record(&mut datagram[at..]) {
                Ok(received) if received.blocked => {
                    self.blocked.insert(0, datagram.split_off(at));
                    return;
                }
                Ok(received) => {
                    assert!(received.consumed > 0, "no progress");
                    if let Some(range) = received.data {
                        let data = &datagram[at + range.start..at + range.end];
                        self.received.push(data.to_vec());
                    }
                    at += received.consumed;
                }
                Err(error) => self.error = Some(error),
            }
            self.collect();
        }
    }

    pub fn expire(&mut self, now: Time) {
        match self.connection.handle_timeout(now) {
            Ok(Expired::NotYet | Expired::PathMtu) => {}
            Ok(Expired::Retransmit { .. }) => self.retransmissions += 1,
            Ok(Expired::Heartbeat { .. }) => self.heartbeats_repeated += 1,
            // The outcome comes as an event, too.
            Ok(Expired::HeartbeatUnanswered(_)) => {}
            Err(error) => self.error = Some(error),
        }
    }

    /// Answers what was held back.
    pub fn answer_all(&mut self) {
        let held = std::mem::replace(&mut self.hold_questions, false);
        self.settle();
        self.hold_questions = held;
    }

    fn answer_one(&mut self) {
        let question = self.connection.question().unwrap().clone();
        self.questions.push(question.clone());
        let answer = match question {
            Question::MakeCookie => Answer::Cookie(COOKIE.to_vec()),
            Question::CheckCookie { cookie } => Answer::CookieGood(&*cookie == COOKIE),
            Question::ClientHello(_) => Answer::Proceed(Proceed {
                acknowledge_server_name: self.acknowledges_name,
                config: self.config.clone(),
                warning: self.warning,
            }),
            Question::Settle { .. } => Answer::Settled(Settled {
                credentials: self.identities.iter().map(|i| self.show(i)).collect(),
                alpn: self.alpn.clone(),
                config: None,
                extensions: self.extensions.clone(),
            }),
            Question::FindSession { id } => {
                Answer::Session(self.sessions.iter().find(|s| *s.id == *id).cloned())
            }
            Question::UnwrapTicket { .. } | Question::WrapSession(_)
                if self.refuse_tickets.is_some() =>
            {
                Answer::Refuse(self.refuse_tickets.unwrap())
            }
            Question::UnwrapTicket { ticket, .. } => {
                let found = self.tickets.iter().find(|(known, _)| **known == *ticket);
                Answer::Ticket(match found {
                    Some((_, session)) => Unwrapped::Session {
                        session: session.clone(),
                        renew: self.renew_tickets,
                    },
                    None if self.ignore_tickets => Unwrapped::Ignored,
                    None => Unwrapped::Unknown,
                })
            }
            Question::NameSession { .. } => Answer::SessionName(self.session_name.clone()),
            Question::WrapSession(session) => Answer::NewTicket(self.wrap(session)),
            Question::ClientCertificate(_) => {
                Answer::Credential(self.identities.first().map(|i| self.show(i)))
            }
            Question::VerifyChain { .. } | Question::VerifyRawKey { .. } => match self.refuse_chain
            {
                Some(alert) => Answer::ChainBad(alert),
                None => Answer::ChainGood,
            },
            Question::ServerExtensions { .. } => self.extensions_verdict.clone(),
            Question::Staple(_) => self.staple.clone(),
            Question::CheckStatus { .. } => self.status.clone(),
            Question::Sign(request) => Answer::Signature(Identity::sign(&request)),
            Question::ChooseDhGroup { .. } => Answer::DhGroup(self.dh_group.clone()),
            Question::Decrypt(request) => {
                Answer::Premaster(Identity::decrypt(&request).and_then(self.premaster))
            }
            Question::ChoosePsk { .. } => Answer::Psk(self.psk.clone()),
            Question::FindPsk { identity } => {
                let ours = self.psk.as_ref().filter(|psk| psk.identity == *identity);
                Answer::PskKey(ours.map(|psk| psk.key.clone()))
            }
        };
        if let Err(error) = self.connection.answer(answer) {
            self.error = Some(error);
        }
        self.collect();
    }

    fn wrap(&mut self, session: Arc<Session>) -> Option<NewTicket> {
        let ticket = vec![self.tickets.len() as u8; self.ticket_len];
        self.tickets.push((ticket.clone(), session));
        (self.ticket_len > 0).then_some(NewTicket {
            ticket,
            lifetime: 300,
        })
    }

    fn show(&self, identity: &Identity) -> Credential {
        match self.without_certificates {
            true => identity.raw_credential(),
            false => identity.credential(),
        }
    }

    fn collect(&mut self) {
        while let Some(event) = self.connection.poll_event() {
            match event {
                Event::Data(data) => self.received.push(data),
                event => self.events.push(event),
            }
        }
    }
}

/// What is asked.
pub fn name(question: &Question) -> &'static str {
    match question {
        Question::MakeCookie => "MakeCookie",
        Question::CheckCookie { .. } => "CheckCookie",
        Question::ClientHello(_) => "ClientHello",
        Question::Settle { .. } => "Settle",
        Question::FindSession { .. } => "FindSession",
        Question::NameSession { .. } => "NameSession",
        Question::UnwrapTicket { .. } => "UnwrapTicket",
        Question::WrapSession(_) => "WrapSession",
        Question::ClientCertificate(_) => "ClientCertificate",
        Question::VerifyChain { .. } => "VerifyChain",
        Question::VerifyRawKey { .. } => "VerifyRawKey",
        Question::ServerExtensions { .. } => "ServerExtensions",
        Question::Staple(_) => "Staple",
        Question::CheckStatus { .. } => "CheckStatus",
        Question::Sign(_) => "Sign",
        Question::ChooseDhGroup { .. } => "ChooseDhGroup",
        Question::Decrypt(_) => "Decrypt",
        Question::ChoosePsk { .. } => "ChoosePsk",
        Question::FindPsk { .. } => "FindPsk",
    }
}
