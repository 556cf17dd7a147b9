//! The handshakes: what is said, and in which order.
//!
//! A state is a type that owns what is known while one message is awaited; handling the message
//! consumes it and gives the next state. A state that needs a decision from outside holds a
//! [`Question`] and goes on with the answer. What states do to the connection they do through [`Core`].

mod body;
mod certificate;
pub(crate) mod client;
mod identity;
mod kx;
mod negotiate;
mod renegotiation;
pub(crate) mod server;
mod shared12;
mod signing;
mod ticket;
mod transcript;

use alloc::boxed::Box;

use crate::core::Core;
use crate::error::{Error, Reason};
use crate::msg::HandshakeType;
use crate::question::{Answer, Question};

pub(crate) use body::{Body, Shape};
pub(crate) use renegotiation::Binding;
pub(crate) use shared12::Exporter;
pub(crate) use transcript::Transcript;

/// A step of a handshake.
pub(crate) trait State: Send + Sync {
    /// Whether a message of this kind may come now. Others never reach the state.
    fn expects(&self, kind: HandshakeType) -> bool {
        let _ = kind;
        false
    }

    /// Handles a message that the state expects and that parses.
    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let _ = (core, message);
        Err(Reason::Bug.into())
    }

    /// The decision that the state waits for. No message is handled meanwhile.
    fn question(&self) -> Option<&Question> {
        None
    }

    /// Goes on with an answer of the right kind.
    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let _ = (core, answer);
        Err(Reason::Bug.into())
    }

    /// Whether the handshake is over.
    fn is_established(&self) -> bool {
        false
    }

    /// Whether a fatal alert that nobody vouches for may be the peer's: it has something to answer, and no keys yet.
    fn takes_plain_alerts(&self) -> bool {
        true
    }
}

/// The state after a step, or why the connection ends.
pub(crate) type Next = Result<Box<dyn State>, Error>;

/// A whole handshake message.
pub(crate) struct Message<'a> {
    /// Its number in the handshake.
    pub(crate) seq: u16,
    /// Its parsed body.
    pub(crate) body: Body,
    /// Its bytes, with the 12-byte header of an unfragmented message: what the transcript takes.
    pub(crate) bytes: &'a [u8],
}
