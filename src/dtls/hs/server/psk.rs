//! DTLS 1.0 and 1.2 with a pre-shared key (RFC 4279, RFC 5489), from the ServerHello on.
//!
//! Our flight up to ServerHelloDone needs nothing from outside. [`ExpectClientKeyExchange`] brings the identity, for
//! which the driver finds the key ([`AwaitKey`]).

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::dtls12::{new_session_id, write_server_hello};
use super::hello::{Choices, Reading};
use crate::core::{Core, Reply};
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::kx::Ephemeral;
use crate::hs::shared12::{ExpectFinished, Handshake12, Ours};
use crate::hs::{Body, Message, Next, State};
use crate::keys::Premaster;
use crate::msg::{
    ClientKeyExchange, EcdheParams, HandshakeType, NamedGroup, PskHint, ServerKeyExchange,
};
use crate::question::{Answer, Question};
use crate::suites::SuiteInfo;

/// Writes our flight. There is neither certificate nor request for one (RFC 4279, 2).
pub(super) fn full(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    suite: &'static SuiteInfo,
    group: Option<NamedGroup>,
) -> Next {
    let session_id = new_session_id(core)?;
    let mut handshake = write_server_hello(core, reading, choices, suite, session_id)?;
    core.facts.psk_hint = core.config.psk_hint.clone();
    core.facts.group = group;
    let ephemeral = match group {
        Some(group) => Some(Ephemeral::generate(group, &*core.random)?),
        None => None,
    };
    if let Some(message) = key_exchange(core, group.zip(ephemeral.as_ref())) {
        core.write_message(
            &mut handshake.transcript,
            HandshakeType::SERVER_KEY_EXCHANGE,
            |writer| message.encode(writer),
        )?;
        core.progress(HandshakeState::ServerWroteKeyExchange);
    }
    handshake.transcript.drop_messages();
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::SERVER_HELLO_DONE,
        |_| {},
    )?;
    core.progress(HandshakeState::ServerWroteServerHelloDone);
    core.finish_flight(Reply::Expected);
    Ok(Box::new(ExpectClientKeyExchange {
        handshake,
        ephemeral,
    }))
}

/// The hint and the share; None when there is neither (RFC 4279, 2).
fn key_exchange(core: &Core, share: Option<(NamedGroup, &Ephemeral)>) -> Option<ServerKeyExchange> {
    let hint = core.config.psk_hint.clone();
    let Some((group, ephemeral)) = share else {
        return Some(ServerKeyExchange::Psk(PskHint(hint?)));
    };
    let params = EcdheParams {
        group,
        public: ephemeral.public_value().to_vec(),
    };
    let hint = PskHint(hint.unwrap_or_default());
    Some(ServerKeyExchange::EcdhePsk(hint, params))
}

/// Waits for the identity and the client's share.
struct ExpectClientKeyExchange {
    handshake: Handshake12,
    ephemeral: Option<Ephemeral>,
}

impl State for ExpectClientKeyExchange {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CLIENT_KEY_EXCHANGE
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let (identity, share) = match (message.body, self.ephemeral) {
            (Body::ClientKeyExchange(ClientKeyExchange::Psk { identity }), None) => {
                (identity, None)
            }
            (
                Body::ClientKeyExchange(ClientKeyExchange::EcdhePsk { identity, public }),
                Some(ephemeral),
            ) => (identity, Some((ephemeral, public))),
            _ => return Err(Reason::Bug.into()),
        };
        let mut handshake = self.handshake;
        handshake.transcript.add(message.bytes);
        core.progress(HandshakeState::ServerReadKeyExchange);
        let question = Question::FindPsk {
            identity: Arc::from(&identity[..]),
        };
        core.facts.psk_identity = Some(identity);
        Ok(Box::new(AwaitKey {
            question,
            handshake,
            share,
        }))
    }
}

/// Waits for the key of the client's identity.
struct AwaitKey {
    question: Question,
    handshake: Handshake12,
    /// Our private and the client's public value.
    share: Option<(Ephemeral, Vec<u8>)>,
}

impl State for AwaitKey {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Answer::PskKey(key) = answer else {
            return Err(Reason::Bug.into());
        };
        let key = key.ok_or(Error::new(Reason::UnknownPskIdentity))?;
        let premaster = match self.share {
            Some((ephemeral, public)) => ephemeral.agree_with_psk(&public, key.as_bytes())?,
            None => Premaster::psk(key.as_bytes()).ok_or(Error::new(Reason::CryptoFailed))?,
        };
        let secrets = self.handshake.full(core, &premaster)?;
        core.open_read_epoch(secrets.read)?;
        Ok(Box::new(ExpectFinished {
            handshake: self.handshake,
            master: secrets.master,
            ours: Ours::ToSend(secrets.write),
            session: None,
        }))
    }
}
