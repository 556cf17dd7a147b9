//! What a server's application says to a ClientHello, by its callbacks.

use std::ffi::{CString, c_int};
use std::sync::Arc;

use dtls::msg::AlertDescription;
use dtls::{Answer, ClientHelloInfo, Config, Proceed, Settled};

use super::{Outcome, certificate_callback, config_for, extensions, refuse, status};
use crate::callback::*;
use crate::object::algorithms::Signer;
use crate::object::connection::{Hello, SSL, Want};
use crate::reasons;
use crate::sys::call;

/// The callbacks of a server for each hello, in the order of the manual: client hello, extensions, server name.
pub fn client_hello(ssl: &SSL, info: &Arc<ClientHelloInfo>) -> Outcome {
    let again = ssl
        .hello
        .borrow()
        .as_ref()
        .is_some_and(|hello| Arc::ptr_eq(&hello.info, info));
    if !again {
        remember_offer(ssl, info);
        let asked_about = ssl.policy().is_custom().then(|| Arc::clone(info));
        ssl.offer.replace(asked_about);
        status::remember_request(ssl, info);
        let suites = info
            .suites
            .iter()
            .flat_map(|suite| suite.0.to_be_bytes())
            .collect();
        let hello = Hello {
            info: Arc::clone(info),
            suites,
        };
        ssl.hello.replace(Some(hello));
    }
    let early = early_callback(ssl);
    if !matches!(early, Some(Outcome::NotYet(_))) {
        ssl.hello.replace(None);
    }
    early.unwrap_or_else(|| match proceed(ssl, info) {
        Ok(proceed) => Outcome::Answer(Answer::Proceed(proceed)),
        Err(outcome) => outcome,
    })
}

fn proceed(ssl: &SSL, info: &ClientHelloInfo) -> Result<Proceed, Outcome> {
    extensions::parse_hello(ssl, info)?;
    let name = info
        .server_name
        .as_ref()
        .and_then(|name| CString::new(name.as_slice()).ok());
    ssl.negotiated_name.replace(name);
    let named = server_name(ssl, info)?;
    Ok(Proceed {
        acknowledge_server_name: named.acknowledge,
        config: changed_config(ssl, info),
        warning: named.warning.map(AlertDescription),
    })
}

/// The callbacks when it is known whether a session is resumed: the certificate's, which a resumption does not need
/// (SSL_CTX_set_cert_cb(3)), then ALPN.
pub fn settle(ssl: &SSL, info: &ClientHelloInfo, resumed: bool) -> Outcome {
    if ssl.settings().inherited.certificate.is_some() {
        share_schemes(ssl, info);
    }
    let certificate = match resumed {
        true => None,
        false => certificate_callback(ssl, reasons::CERT_CB_ERROR),
    };
    certificate.unwrap_or_else(|| match settled(ssl, info, resumed) {
        Ok(settled) => Outcome::Answer(Answer::Settled(settled)),
        Err(outcome) => outcome,
    })
}

fn settled(ssl: &SSL, info: &ClientHelloInfo, resumed: bool) -> Result<Settled, Outcome> {
    let alpn = select_alpn(ssl, info)?;
    ssl.alpn.replace(alpn.clone().unwrap_or_default());
    let extensions = extensions::answers(ssl, info, resumed)?;
    // Its callbacks may have changed the settings.
    share_schemes(ssl, info);
    let settings = ssl.settings();
    let store = ssl.context().store();
    Ok(Settled {
        credentials: match resumed {
            true => Vec::new(),
            false => settings.credentials(&store, &ssl.policy()).to_vec(),
        },
        alpn,
        config: changed_config(ssl, info),
        extensions,
    })
}

/// The signature schemes of both sides, as `SSL_get_shared_sigalgs` and `SSL_check_chain` need them.
fn share_schemes(ssl: &SSL, info: &ClientHelloInfo) {
    let settings = ssl.settings();
    let shared = settings.shared_schemes(&ssl.policy(), Signer::Server, &info.signature_schemes);
    ssl.peer.borrow_mut().shared_schemes = shared;
}

fn remember_offer(ssl: &SSL, info: &ClientHelloInfo) {
    let mut peer = ssl.peer.borrow_mut();
    peer.signature_schemes = info.signature_schemes.clone();
    peer.groups = info.groups.clone();
    peer.suites = info.suites.clone();
}

/// A configuration that callbacks have changed since the engine got its own.
fn changed_config(ssl: &SSL, info: &ClientHelloInfo) -> Option<Arc<Config>> {
    let now = config_for(ssl, Some(info));
    let engine = crate::driver::engine_config(ssl)?;
    (!Arc::ptr_eq(&now, &engine)).then_some(now)
}

fn early_callback(ssl: &SSL) -> Option<Outcome> {
    let callbacks = ssl.context().settings().of_context;
    let alert = c_int::from(AlertDescription::INTERNAL_ERROR.0);
    let said = call::client_hello(
        callbacks.client_hello,
        ssl,
        callbacks.client_hello_arg,
        alert,
    )?;
    match said.result {
        1 => None,
        // SSL_CLIENT_HELLO_RETRY
        result if result < 0 => Some(Outcome::NotYet(Want::ClientHello)),
        _ => Some(refuse(ssl, said.alert, reasons::CALLBACK_FAILED)),
    }
}

/// What becomes of the name that a client asks for.
#[derive(Default)]
struct Named {
    /// The ServerHello says that it was used.
    acknowledge: bool,
    /// The alert of a warning.
    warning: Option<u8>,
}

/// What becomes of the name (RFC 6066, 3; SSL_CTX_set_tlsext_servername_callback(3)).
fn server_name(ssl: &SSL, info: &ClientHelloInfo) -> Result<Named, Outcome> {
    let mut callbacks = ssl.context().settings().of_context;
    // A context that came into its place in the middle may have no callback of its own.
    if callbacks.server_name.is_none() {
        callbacks = ssl.first_context.settings().of_context;
    }
    let alert = c_int::from(AlertDescription::UNRECOGNIZED_NAME.0);
    match call::server_name(callbacks.server_name, ssl, callbacks.server_name_arg, alert) {
        None => Ok(Named::default()),
        Some(said) => match said.result {
            TLSEXT_ERR_ALERT_FATAL => Err(refuse(ssl, said.alert, reasons::CALLBACK_FAILED)),
            TLSEXT_ERR_OK => Ok(Named {
                acknowledge: info.server_name.is_some(),
                warning: None,
            }),
            TLSEXT_ERR_ALERT_WARNING => Ok(Named {
                acknowledge: false,
                warning: u8::try_from(said.alert).ok(),
            }),
            _ => Ok(Named::default()),
        },
    }
}

fn select_alpn(ssl: &SSL, info: &ClientHelloInfo) -> Result<Option<Vec<u8>>, Outcome> {
    let callbacks = ssl.context().settings().of_context;
    if info.alpn.is_empty() {
        return Ok(None);
    }
    let mut offered = Vec::new();
    for name in &info.alpn {
        offered.push(u8::try_from(name.len()).unwrap_or(0));
        offered.extend_from_slice(name);
    }
    match call::select_alpn(
        callbacks.alpn_select,
        ssl,
        &offered,
        callbacks.alpn_select_arg,
    ) {
        None => Ok(None),
        // No protocol has an empty name (RFC 7301, 3.1): the application's fault.
        Some((TLSEXT_ERR_OK, chosen)) if chosen.is_empty() => Err(refuse(
            ssl,
            AlertDescription::INTERNAL_ERROR.0.into(),
            reasons::CALLBACK_FAILED,
        )),
        Some((TLSEXT_ERR_OK, chosen)) => Ok(Some(chosen)),
        Some((TLSEXT_ERR_NOACK, _)) => Ok(None),
        // A warning does not exist here: it counts as fatal (SSL_CTX_set_alpn_select_cb(3)).
        Some(_) => Err(refuse(
            ssl,
            AlertDescription::NO_APPLICATION_PROTOCOL.0.into(),
            reasons::NO_APPLICATION_PROTOCOL,
        )),
    }
}
