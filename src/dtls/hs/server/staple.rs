//! The OCSP response that a client wants about our certificate (RFC 6066, 8), in DTLS 1.0 and 1.2.
//!
//! It is asked for before the ServerHello, which says whether a CertificateStatus will follow the Certificate.

use alloc::boxed::Box;
use alloc::sync::Arc;

use super::dtls12;
use super::hello::{Choices, Reading};
use crate::codec::Codec;
use crate::core::Core;
use crate::error::{Error, Reason};
use crate::event::HandshakeState;
use crate::hs::negotiate::Selection;
use crate::hs::shared12::Handshake12;
use crate::hs::{Next, State};
use crate::msg::{CertificateStatus, HandshakeType};
use crate::question::{Answer, Question, StapleRequest};

/// Goes on with a full handshake, with an OCSP response if there is a certificate, the client wants one and the driver
/// has any.
pub(super) fn full(
    core: &mut Core,
    reading: Reading,
    choices: Choices,
    selection: Selection,
) -> Next {
    let wanted = reading.offer.status_request.as_ref();
    let wanted = wanted.filter(|_| core.config.staple);
    let Some((request, credential)) = wanted.zip(selection.exchange.credential()) else {
        return dtls12::full(core, reading, choices, selection);
    };
    let request = StapleRequest {
        credential: credential.clone(),
        request: request.clone(),
    };
    Ok(Box::new(AwaitStaple {
        question: Question::Staple(Arc::new(request)),
        reading,
        choices,
        selection,
    }))
}

/// Waits for the OCSP response.
struct AwaitStaple {
    question: Question,
    reading: Reading,
    choices: Choices,
    selection: Selection,
}

impl State for AwaitStaple {
    fn question(&self) -> Option<&Question> {
        Some(&self.question)
    }

    fn on_answer(self: Box<Self>, core: &mut Core, answer: Answer) -> Next {
        let Self {
            reading,
            mut choices,
            selection,
            ..
        } = *self;
        match answer {
            Answer::Staple(response) => {
                // There is no empty response (RFC 6066, 8).
                choices.ocsp_response = response.filter(|response| !response.is_empty());
                dtls12::full(core, reading, choices, selection)
            }
            Answer::StapleFailed => Err(Reason::StapleFailed.into()),
            _ => Err(Reason::Bug.into()),
        }
    }
}

/// Writes the CertificateStatus that the ServerHello has promised, if it has.
pub(super) fn write_status(core: &mut Core, handshake: &mut Handshake12) -> Result<(), Error> {
    let Some(response) = &core.facts.ocsp_response else {
        return Ok(());
    };
    let status = CertificateStatus {
        ocsp_response: response.to_vec(),
    };
    core.write_message(
        &mut handshake.transcript,
        HandshakeType::CERTIFICATE_STATUS,
        |writer| status.encode(writer),
    )?;
    core.progress(HandshakeState::ServerWroteCertificateStatus);
    Ok(())
}
