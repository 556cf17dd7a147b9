//! Pre-shared keys: asked from the application (SSL_CTX_set_psk_client_callback(3),
//! SSL_CTX_set_psk_server_callback(3)).

use std::ffi::CString;

use dtls::{Answer, Psk, PskKey};

use crate::object::connection::{PskNames, SSL};
use crate::reasons;
use crate::sys::call::{self, PskSaid};
use crate::sys::error;

use super::Outcome;

/// A client's choice. The hint ends at its first NUL, as the callback sees it.
pub fn choose(ssl: &SSL, hint: Option<&[u8]>) -> Outcome {
    let hint = hint.map(text);
    ssl.psk.replace(PskNames {
        identity: None,
        hint: hint.clone(),
    });
    let callback = ssl.settings().inherited.psk_client;
    let psk = match call::psk_client(callback, ssl, hint.as_deref()) {
        PskSaid::Some((identity, key)) => {
            ssl.psk.borrow_mut().identity = Some(text(&identity));
            let key = PskKey::new(key);
            Some(Psk { identity, key })
        }
        other => none(other, reasons::PSK_NO_CLIENT_CB),
    };
    Outcome::Answer(Answer::Psk(psk))
}

/// The key of a client's identity. An identity with a NUL inside is nobody's: the callback would see
/// another one.
pub fn find(ssl: &SSL, identity: &[u8]) -> Outcome {
    let settings = ssl.settings();
    let Ok(identity) = CString::new(identity) else {
        return Outcome::Answer(Answer::PskKey(None));
    };
    ssl.psk.replace(PskNames {
        identity: Some(identity.clone()),
        hint: settings.psk_hint.clone(),
    });
    let key = match call::psk_server(settings.inherited.psk_server, ssl, &identity) {
        PskSaid::Some(key) => Some(PskKey::new(key)),
        other => none(other, reasons::PSK_NO_SERVER_CB),
    };
    Outcome::Answer(Answer::PskKey(key))
}

/// Queues why there is no key, unless the engine says it.
fn none<T, R>(said: PskSaid<T>, no_callback: std::ffi::c_int) -> Option<R> {
    match said {
        PskSaid::NoCallback => error::put(no_callback),
        PskSaid::Nonsense => error::put(error::INTERNAL_ERROR),
        PskSaid::None | PskSaid::Some(_) => {}
    }
    None
}

fn text(bytes: &[u8]) -> CString {
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    CString::new(&bytes[..end]).unwrap_or_default()
}
