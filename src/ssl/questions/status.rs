//! The status of the server's certificate, by the callback of both sides (SSL_CTX_set_tlsext_status_cb(3)).

use dtls::msg::ExtensionType;
use dtls::{Answer, ClientHelloInfo, StapleRequest};

use super::Outcome;
use crate::callback::{TLSEXT_ERR_NOACK, TLSEXT_ERR_OK};
use crate::object::connection::SSL;
use crate::object::status;
use crate::sys::call;
use crate::sys::memory::Block;

/// Notes on a server what its client asks for.
pub fn remember_request(ssl: &SSL, info: &ClientHelloInfo) {
    let of_status = |(kind, _): &&(ExtensionType, Vec<u8>)| *kind == ExtensionType::STATUS_REQUEST;
    let asked = info.extensions.iter().find(of_status);
    let kind = asked.and_then(|(_, body)| body.first());
    ssl.status.kind.set(match kind {
        Some(1) => status::OCSP,
        _ => status::NONE,
    });
}

/// A server's callback sets the response, or declines. What it sees of our certificates is the one that was chosen.
pub fn staple(ssl: &SSL, request: &StapleRequest) -> Outcome {
    let callbacks = ssl.context().settings().of_context;
    if callbacks.status.is_none() {
        return Outcome::Answer(Answer::Staple(None));
    }
    let settings = ssl.settings();
    let chosen = settings.certs.slot(request.credential.id);
    let is_current = chosen.is_some_and(|slot| std::ptr::eq(slot, settings.certs.current()));
    if let Some(certificate) = chosen.and_then(|slot| slot.certificate.clone())
        && !is_current
    {
        ssl.change(|settings| settings.certs.select(certificate.as_ptr()));
    }
    Outcome::Answer(
        match call::status(callbacks.status, ssl, callbacks.status_arg) {
            Some(TLSEXT_ERR_OK) => Answer::Staple(ssl.status.response()),
            None | Some(TLSEXT_ERR_NOACK) => Answer::Staple(None),
            Some(_) => Answer::StapleFailed,
        },
    )
}

/// A client's callback: positive is good, 0 bad, negative a failure of its own.
pub fn check(ssl: &SSL, response: Option<&[u8]>) -> Outcome {
    ssl.status.set_response(response.and_then(Block::copy_of));
    let callbacks = ssl.context().settings().of_context;
    Outcome::Answer(
        match call::status(callbacks.status, ssl, callbacks.status_arg) {
            None | Some(1..) => Answer::StatusGood,
            Some(0) => Answer::StatusBad,
            Some(_) => Answer::StatusFailed,
        },
    )
}
