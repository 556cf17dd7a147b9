//! NewSessionTicket (RFC 5077, 3.3): a client takes it before the server's Finished ([`ExpectTicket`]), a server writes it
//! before its own ([`AwaitTicket`]).

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::shared12::{ExpectFinished, Handshake12, Ours, Turn, establish};
use super::{Body, Message, Next, State};
use crate::codec::Codec;
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::keys::{FinishedVerified, MasterSecret, VerifyData};
use crate::msg::{HandshakeType, NewSessionTicket};
use crate::post::Established;
use crate::question::{Answer, NewTicket, Question};
use crate::record::Protection;
use crate::session::Session;

/// Client: waits for the server's Finished, and for the ticket before it when the ServerHello has announced one.
pub(super) fn expect(wait: ExpectFinished) -> Box<dyn State> {
    match wait.handshake.ticket_due {
        true => Box::new(ExpectTicket { wait }),
        false => Box::new(wait),
    }
}

/// Client: waits for the NewSessionTicket that was announced.
struct ExpectTicket {
    wait: ExpectFinished,
}

impl State for ExpectTicket {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::NEW_SESSION_TICKET
    }

    fn takes_plain_alerts(&self) -> bool {
        self.wait.takes_plain_alerts()
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let Body::NewSessionTicket(new) = message.body else {
            return Err(Reason::Bug.into());
        };
        let mut wait = self.wait;
        wait.handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ClientReadSessionTicket);
        // RFC 5077, 3.3: an empty ticket says that there is none after all.
        if !new.ticket.is_empty() {
            let session = match wait.session {
                Some(session) => Arc::unwrap_or_clone(session),
                None => wait.handshake.new_session(core, &wait.master),
            };
            wait.session = Some(Arc::new(Session {
                id: Session::id_for_ticket(&new.ticket),
                ticket: new.ticket,
                ticket_lifetime: new.lifetime_hint,
                ..session
            }));
        }
        Ok(Box::new(wait))
    }
}

/// Server: waits for the ticket.
pub(super) struct AwaitTicket {
    question: Question,
    handshake: Handshake12,
    master: MasterSecret,
    keys: Protection,
    then: Then,
}

/// What follows our Finished. It lives as long as one answer is awaited.
#[allow(clippy::large_enum_variant)]
enum Then {
    /// Nothing: the client's was good.
    Established {
        theirs: VerifyData,
        proof: FinishedVerified,
        session: Arc<Session>,
    },
    /// The client's.
    Finished { session: Arc<Session> },
}

impl AwaitTicket {
    /// In a full handshake, once the client's Finished is good.
    pub(super) fn full(
        core: &Core,
        handshake: Handshake12,
        master: MasterSecret,
        keys: Protection,
        (theirs, proof): (VerifyData, FinishedVerified),
    ) -> Box<dyn State> {
        let session = Arc::new(handshake.new_session(core, &master));
        Box::new(Self {
            question: Question::WrapSession(session.clone()),
            handshake,
            master,
            keys,
            then: Then::Established {
                theirs,
                proof,
                session,
            },
        })
    }

    /// For a session that is resumed, whose client gets a new ticket.
    pub(super) fn renewed(
        handshake: Handshake12,
        session: Arc<Session>,
        master: MasterSecret,
        keys: Protection,
    ) -> Box<dyn State> {
        Box::new(Self {
            question: Question::WrapSession(session.clone()),
            handshake,
            master,
            keys,
            then: Then::Finished { session },
        })
    }
}

impl State for AwaitTicket {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let ticket = match answer {
            Answer::NewTicket(ticket) => ticket,
            Answer::Refuse(alert) => return Err(Reason::Refused(alert).into()),
            _ => return Err(Reason::Bug.into()),
        };
        let Self {
            mut handshake,
            master,
            keys,
            then,
            ..
        } = *self;
        write(core, &mut handshake, ticket)?;
        let turn = match &then {
            Then::Established { .. } => Turn::Second,
            Then::Finished { .. } => Turn::First,
        };
        let ours = handshake.write_finished(core, &master, keys, turn)?;
        match then {
            Then::Established {
                theirs,
                proof,
                session,
            } => {
                core.finish_flight(Reply::None);
                let session = Some(session);
                establish(core, handshake, master, session, (ours, theirs), proof);
                Ok(Box::new(Established))
            }
            Then::Finished { session } => {
                core.finish_flight(Reply::Expected);
                Ok(Box::new(ExpectFinished {
                    handshake,
                    master,
                    ours: Ours::Sent(ours),
                    session: Some(session),
                }))
            }
        }
    }
}

/// Writes the NewSessionTicket; an empty one when there is no ticket (RFC 5077, 3.3).
fn write(
    core: &mut Core,
    handshake: &mut Handshake12,
    ticket: Option<NewTicket>,
) -> Result<(), Error> {
    let ticket = ticket.filter(|new| (1..=NewTicket::MAX_LEN).contains(&new.ticket.len()));
    let message = match ticket {
        Some(NewTicket { ticket, lifetime }) => NewSessionTicket {
            lifetime_hint: lifetime,
            ticket,
        },
        None => NewSessionTicket {
            lifetime_hint: 0,
            ticket: Vec::new(),
        },
    };
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::NEW_SESSION_TICKET,
        |writer| message.encode(writer),
    )?;
    core.progress(HandshakeState::ServerWroteSessionTicket);
    Ok(())
}
