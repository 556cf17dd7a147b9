//! DTLS 1.0 and 1.2 with a pre-shared key (RFC 4279, RFC 5489), from the ServerHello on.
//!
//! No certificate is shown by either side. [`ExpectServerKeyExchange`] brings the server's hint and share, if there are
//! any, [`ExpectServerHelloDone`] the end of its flight; the driver chooses the key ([`AwaitPsk`]).

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::dtls12::send_finished;
use super::status::{self, AfterFlight};
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::kx::AcceptedShare;
use crate::hs::shared12::Handshake12;
use crate::hs::{Body, Message, Next, State};
use crate::keys::Premaster;
use crate::msg::{ClientKeyExchange, HandshakeType, NamedGroup, ServerKeyExchange};
use crate::question::{Answer, Psk, Question};
use crate::suites::KeyExchange;

/// Goes on with a full handshake.
pub(super) fn full(handshake: Handshake12, groups: Vec<NamedGroup>) -> Box<dyn State> {
    Box::new(ExpectServerKeyExchange { handshake, groups })
}

/// Waits for the server's hint and share. A server without either leaves the message out (RFC 4279, 2).
struct ExpectServerKeyExchange {
    handshake: Handshake12,
    groups: Vec<NamedGroup>,
}

impl State for ExpectServerKeyExchange {
    fn expects(&self, kind: HandshakeType) -> bool {
        match kind {
            HandshakeType::SERVER_KEY_EXCHANGE => true,
            HandshakeType::SERVER_HELLO_DONE => {
                self.handshake.suite.key_exchange == KeyExchange::Psk
            }
            _ => false,
        }
    }

    fn on_message(mut self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let (hint, share) = match message.body {
            Body::ServerKeyExchange(ServerKeyExchange::Psk(hint, share)) => (hint, share),
            Body::ServerHelloDone => {
                let done = ExpectServerHelloDone {
                    handshake: self.handshake,
                    share: None,
                };
                return done.ask(core, message.bytes);
            }
            _ => return Err(Reason::Bug.into()),
        };
        let share = match share {
            Some(share) => Some(AcceptedShare::check(core, share, &self.groups)?),
            None => None,
        };
        self.handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ClientReadKeyExchange);
        core.facts.psk_hint = Some(hint.0).filter(|hint| !hint.is_empty());
        Ok(Box::new(ExpectServerHelloDone {
            handshake: self.handshake,
            share,
        }))
    }
}

/// Waits for the end of the server's flight. A certificate is not requested (RFC 4279, 2).
struct ExpectServerHelloDone {
    handshake: Handshake12,
    share: Option<AcceptedShare>,
}

impl State for ExpectServerHelloDone {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::SERVER_HELLO_DONE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        match message.body {
            Body::ServerHelloDone => self.ask(core, message.bytes),
            _ => Err(Reason::Bug.into()),
        }
    }
}

impl ExpectServerHelloDone {
    /// Takes the ServerHelloDone; then the key is asked for.
    fn ask(mut self, core: &mut Core, bytes: &[u8]) -> Next {
        self.handshake.transcript.add(bytes);
        self.handshake.transcript.drop_messages();
        core.progress(HandshakeState::ClientReadServerHelloDone);
        // The server's flight is complete: our hello is not to be repeated while the driver decides.
        core.flights.flight_answered();
        status::check(core, self)
    }
}

impl AfterFlight for ExpectServerHelloDone {
    fn go_on(self: Box<Self>, core: &mut Core) -> Next {
        let hint = core.facts.psk_hint.as_deref().map(Arc::from);
        Ok(Box::new(AwaitPsk {
            question: Question::ChoosePsk { hint },
            handshake: self.handshake,
            share: self.share,
        }))
    }
}

/// Waits for the driver's choice.
struct AwaitPsk {
    question: Question,
    handshake: Handshake12,
    share: Option<AcceptedShare>,
}

impl State for AwaitPsk {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Answer::Psk(psk) = answer else {
            return Err(Reason::Bug.into());
        };
        let psk = psk.ok_or(Error::new(Reason::NoPskIdentity))?;
        let mut handshake = self.handshake;
        core.facts.psk_identity = Some(psk.identity.clone());
        let (premaster, message) = exchange(core, self.share, psk)?;
        core.write_message(
            &mut handshake.transcript,
            HandshakeType::CLIENT_KEY_EXCHANGE,
            |writer| message.encode(writer),
        )?;
        core.progress(HandshakeState::ClientWroteKeyExchange);
        let secrets = handshake.full(core, &premaster)?;
        send_finished(core, handshake, secrets)
    }
}

/// The premaster secret, and what the server makes the same of.
fn exchange(
    core: &mut Core,
    share: Option<AcceptedShare>,
    psk: Psk,
) -> Result<(Premaster, ClientKeyExchange), Error> {
    let Psk { identity, key } = psk;
    let (premaster, share) = match share {
        Some(share) => {
            let (shared, own) = share.answer(core)?;
            (shared.premaster_with(key.as_bytes())?, Some(own))
        }
        None => {
            let premaster = Premaster::psk(key.as_bytes());
            (premaster.ok_or(Error::new(Reason::CryptoFailed))?, None)
        }
    };
    Ok((premaster, ClientKeyExchange::Psk { identity, share }))
}
