//! Extensions of the application's (SSL_CTX_add_custom_ext(3)).

use dtls::msg::ExtensionType;
use dtls::{Answer, ClientHelloInfo, ExtraExtension};

use super::{Outcome, refuse};
use crate::object::connection::SSL;
use crate::object::custom_ext::{Method, Role, SCT, context, find};
use crate::reasons;
use crate::sys::extension::{Added, add, parse};

/// Asks for what goes into the hello of a new handshake: false when the application failed.
pub fn prepare_offer(ssl: &SSL) -> bool {
    let settings = ssl.settings();
    let mut offer = Vec::new();
    let methods = settings.custom_extensions.iter();
    for method in methods.filter(|method| method.role != Role::Server) {
        if !method.is_for(context::CLIENT_HELLO) {
            continue;
        }
        match add(method, ssl, context::CLIENT_HELLO) {
            Added::Body(body) => offer.push((ExtensionType(method.kind), body)),
            Added::Nothing => {}
            Added::Failed(_) => return false,
        }
    }
    ssl.timestamps.take();
    if settings.inherited.timestamps.is_some() {
        // An empty extension asks for timestamps (RFC 6962, 3.3.1).
        offer.push((ExtensionType(SCT), Vec::new()));
    }
    ssl.extension_offer.set(offer);
    true
}

/// Shows the application what a client sent.
pub fn parse_hello(ssl: &SSL, info: &ClientHelloInfo) -> Result<(), Outcome> {
    let settings = ssl.settings();
    for (kind, body) in &info.extensions {
        let method = find(&settings.custom_extensions, Role::Server, kind.0);
        if let Some(method) = method.filter(|method| method.is_for(context::CLIENT_HELLO)) {
            parse(method, ssl, context::CLIENT_HELLO, body)
                .map_err(|alert| refuse(ssl, alert, reasons::BAD_EXTENSION))?;
        }
    }
    Ok(())
}

/// Asks for the answers to what a client sent.
pub fn answers(
    ssl: &SSL,
    info: &ClientHelloInfo,
    resumed: bool,
) -> Result<Vec<ExtraExtension>, Outcome> {
    let settings = ssl.settings();
    let sent = |kind: u16| info.extensions.iter().any(|(sent, _)| sent.0 == kind);
    let heard = |method: &Method| method.is_for(context::CLIENT_HELLO) && sent(method.kind);
    let mut answers = Vec::new();
    for method in &settings.custom_extensions {
        let due = method.role != Role::Client
            && method.is_for(context::TLS1_2_SERVER_HELLO)
            && method.callbacks.adds()
            && !(resumed && method.ignores_resumptions())
            && heard(method);
        if !due {
            continue;
        }
        match add(method, ssl, context::TLS1_2_SERVER_HELLO) {
            Added::Body(body) => answers.push(ExtraExtension {
                kind: ExtensionType(method.kind),
                body,
            }),
            Added::Nothing => {}
            Added::Failed(alert) => return Err(refuse(ssl, alert, reasons::CALLBACK_FAILED)),
        }
    }
    Ok(answers)
}

/// Shows the application what a server answered.
pub fn parse_answers(ssl: &SSL, extensions: &[(ExtensionType, Vec<u8>)], resumed: bool) -> Outcome {
    let settings = ssl.settings();
    for (kind, body) in extensions {
        if kind.0 == SCT && settings.inherited.timestamps.is_some() {
            ssl.timestamps.borrow_mut().extension.clone_from(body);
            continue;
        }
        let method = find(&settings.custom_extensions, Role::Client, kind.0).filter(|method| {
            method.is_for(context::TLS1_2_SERVER_HELLO)
                && !(resumed && method.ignores_resumptions())
        });
        let Some(method) = method else { continue };
        if let Err(alert) = parse(method, ssl, context::TLS1_2_SERVER_HELLO, body) {
            return refuse(ssl, alert, reasons::BAD_EXTENSION);
        }
    }
    Outcome::Answer(Answer::ExtensionsGood)
}
