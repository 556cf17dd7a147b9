//! The state between handshakes, and how a new one begins (RFC 5246, 7.4.1; RFC 5746).

use alloc::boxed::Box;

use crate::config::Renegotiation;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::facts::Role;
use crate::hs::server::ExpectClientHello;
use crate::hs::{Message, Next, State, client};
use crate::msg::HandshakeType;

/// No handshake is running.
pub(crate) struct Established;

impl State for Established {
    fn is_established(&self) -> bool {
        true
    }

    fn expects(&self, kind: HandshakeType) -> bool {
        matches!(
            kind,
            HandshakeType::HELLO_REQUEST | HandshakeType::CLIENT_HELLO
        )
    }

    /// The peer wants to renegotiate. Its wish comes authenticated.
    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        if core.role == Role::Client {
            core.progress(HandshakeState::ClientReadHelloRequest);
        }
        // What was asked for is not refused.
        let welcome = core.hello_requested || core.config.renegotiation == Renegotiation::Accept;
        if !welcome || !is_safe(core) {
            core.refuse_renegotiation();
            core.progress(HandshakeState::Established);
            return Ok(self);
        }
        core.begin_handshake();
        match core.role {
            Role::Client => client::begin(core),
            Role::Server => Box::new(ExpectClientHello).on_message(core, message),
        }
    }
}

/// Begins a renegotiation from this side. A server's HelloRequest changes no state: the client may ignore it.
pub(crate) fn renegotiate(state: Box<dyn State>, core: &mut Core) -> Next {
    match core.role {
        Role::Client => {
            core.begin_handshake();
            core.flights.expect_message_seq(0);
            // After a resumption our Finished was the last: a server that has not got it takes no hello.
            core.join_last_flight();
            client::begin(core)
        }
        Role::Server => {
            core.send_hello_request();
            Ok(state)
        }
    }
}

/// Whether a renegotiation from this side may begin.
pub(crate) fn check(core: &Core) -> Result<(), Error> {
    match is_safe(core) {
        true => Ok(()),
        false => Err(Reason::WrongState.into()),
    }
}

fn is_safe(core: &Core) -> bool {
    core.binding
        .as_ref()
        .is_some_and(|binding| binding.permits(&core.config))
}
