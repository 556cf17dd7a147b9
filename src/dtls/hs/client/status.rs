//! The status of the server's certificate (RFC 6066, 8), in DTLS 1.0 and 1.2.
//!
//! A server that has acknowledged our wish may send a CertificateStatus behind its Certificate ([`ExpectStatus`]). What it
//! says, or that it says nothing, is judged when its flight is complete ([`check`]).

use alloc::boxed::Box;
use alloc::sync::Arc;

use crate::core::Core;
use crate::error::Reason;
use crate::event::HandshakeState;
use crate::hs::{Body, Message, Next, State, Transcript};
use crate::msg::HandshakeType;
use crate::question::{Answer, Question};

/// A state that comes behind the server's Certificate.
pub(super) trait AfterCertificate: State {
    fn transcript(&mut self) -> &mut Transcript;
}

/// The state behind the Certificate: `next`, if the server has not `promised` a CertificateStatus before.
pub(super) fn before<N: AfterCertificate + 'static>(next: N, promised: bool) -> Box<dyn State> {
    match promised {
        true => Box::new(ExpectStatus { next }),
        false => Box::new(next),
    }
}

/// Waits for a CertificateStatus, or for what follows it: the server may leave it out although it said that it would
/// send one (RFC 6066, 8).
struct ExpectStatus<N> {
    next: N,
}

impl<N: AfterCertificate + 'static> State for ExpectStatus<N> {
    fn expects(&self, kind: HandshakeType) -> bool {
        kind == HandshakeType::CERTIFICATE_STATUS || self.next.expects(kind)
    }

    fn on_message(self: Box<Self>, core: &mut Core, message: Message<'_>) -> Next {
        let mut next = Box::new(self.next);
        let Body::CertificateStatus(status) = message.body else {
            return next.on_message(core, message);
        };
        next.transcript().add(message.bytes);
        core.progress(HandshakeState::ClientReadCertificateStatus);
        core.facts.ocsp_response = Some(status.ocsp_response.into());
        Ok(next)
    }
}

/// What goes on when the server's flight is found good.
pub(super) trait AfterFlight: Send + Sync {
    fn go_on(self: Box<Self>, core: &mut Core) -> Next;
}

/// Has the status judged, if one was asked for, and goes on with `next`.
pub(super) fn check(core: &mut Core, next: impl AfterFlight + 'static) -> Next {
    let next = Box::new(next);
    if core.config.status_request.is_none() {
        return next.go_on(core);
    }
    let response = core.facts.ocsp_response.as_ref().map(Arc::clone);
    Ok(Box::new(AwaitStatus {
        question: Question::CheckStatus { response },
        next,
    }))
}

/// Waits for the verdict.
struct AwaitStatus {
    question: Question,
    next: Box<dyn AfterFlight>,
}

impl State for AwaitStatus {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        match answer {
            Answer::StatusGood => self.next.go_on(core),
            Answer::StatusBad => Err(Reason::StatusBad.into()),
            Answer::StatusFailed => Err(Reason::StatusFailed.into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}
