//! Answers to the engine's questions: out of the settings, from libcrypto, and from the
//! application's callbacks, which run with no borrow of the connection alive.

use std::ffi::{CString, c_int};
use std::sync::Arc;

use dtls::msg::AlertDescription;
use dtls::{
    Answer, CertificateRequestInfo, ClientAuth, ClientHelloInfo, Config, Credential,
    DecryptRequest, Question, RsaPremaster, SignRequest,
};

use crate::driver::Stop;
use crate::object::algorithms::Signer;
use crate::object::connection::{SSL, Want};
use crate::object::settings::{CERT_FLAG_SUITE_B, Settings, VERIFY_CLIENT_ONCE, VERIFY_PEER, op};
use crate::object::sigalgs;
use crate::reasons;
use crate::sys::cert::{Certificate, Name};
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::verify::{self, Verdict};
use crate::sys::{call, error};

mod dh;
mod extensions;
mod hello;
mod psk;
mod raw_keys;
mod sessions;
mod status;
mod tickets;
mod timestamps;

pub use extensions::prepare_offer;
pub use sessions::{DEFAULT_TIMEOUT, clear_bad_session, keep_session, note_protocol};

/// The engine's configuration for this connection.
pub fn config(ssl: &SSL) -> Arc<Config> {
    let hello = ssl.offer.borrow().clone();
    config_for(ssl, hello.as_deref())
}

/// The same for a server that knows the client's hello, about which a security callback is asked.
fn config_for(ssl: &SSL, hello: Option<&ClientHelloInfo>) -> Arc<Config> {
    let server = ssl.is_server();
    let settings = ssl.settings();
    let policy = ssl.policy();
    let config = match policy.is_custom() {
        true => Arc::new(settings.make_config(server, &policy, hello)),
        false => settings.config(server),
    };
    let transport = crate::driver::transport(ssl);
    let host_name = if server {
        None
    } else {
        ssl.host_name.borrow().clone()
    };
    let session = if server {
        None
    } else {
        sessions::to_resume(ssl)
    };
    let status_request = if server { None } else { ssl.status.request() };
    let extra_extensions = if server {
        Vec::new()
    } else {
        ssl.extension_offer.get()
    };
    // SSL_CTX_set_verify(3): a renegotiation does not ask again.
    let once = settings.verify_mode & VERIFY_CLIENT_ONCE != 0;
    let asks_no_more = server && once && ssl.asked_certificate.get();
    if host_name.is_none()
        && !asks_no_more
        && session.is_none()
        && status_request.is_none()
        && extra_extensions.is_empty()
        && transport == config.transport
    {
        return config;
    }
    let mut own = Config::clone(&config);
    own.server_name = host_name.map(CString::into_bytes);
    own.session = session;
    own.status_request = status_request;
    own.extra_extensions = extra_extensions;
    own.transport = transport;
    if asks_no_more {
        own.client_auth = ClientAuth::None;
    }
    Arc::new(own)
}

/// Whether the engine waits for an answer.
pub fn is_open(ssl: &SSL) -> bool {
    ssl.engine()
        .is_some_and(|engine| engine.question().is_some())
}

/// What a question led to.
enum Outcome {
    Answer(Answer),
    /// The application is not ready: its function is asked again by the next call.
    NotYet(Want),
    /// The application failed; the error is queued.
    Fail,
}

/// Answers the open question, or stops when the application says 'not yet'.
pub fn answer(ssl: &SSL) -> Result<(), Stop> {
    let question = ssl.engine().and_then(|engine| engine.question().cloned());
    let Some(question) = question else {
        return Ok(());
    };
    let outcome = match &question {
        Question::MakeCookie => make_cookie(ssl),
        Question::CheckCookie { cookie } => check_cookie(ssl, cookie),
        Question::ClientHello(info) => hello::client_hello(ssl, info),
        Question::Settle { hello, resumed } => hello::settle(ssl, hello, *resumed),
        Question::ServerExtensions {
            extensions,
            resumed,
        } => extensions::parse_answers(ssl, extensions, *resumed),
        Question::FindSession { id } => sessions::find(ssl, id),
        Question::NameSession { suite } => sessions::name(ssl, *suite),
        Question::UnwrapTicket { ticket, id } => tickets::unwrap(ssl, ticket, id),
        Question::WrapSession(session) => tickets::wrap(ssl, session),
        Question::ClientCertificate(request) => client_certificate(ssl, request),
        Question::VerifyChain { chain } => verify_chain(ssl, chain),
        Question::VerifyRawKey { key } => raw_keys::verify(ssl, key),
        Question::Staple(request) => status::staple(ssl, request),
        Question::CheckStatus { response } => status::check(ssl, response.as_deref()),
        Question::Sign(request) => sign(ssl, request),
        Question::ChooseDhGroup { suite, credential } => {
            dh::choose(ssl, *suite, credential.as_ref())
        }
        Question::Decrypt(request) => decrypt(ssl, request),
        Question::ChoosePsk { hint } => psk::choose(ssl, hint.as_deref()),
        Question::FindPsk { identity } => psk::find(ssl, identity),
    };
    match outcome {
        Outcome::Answer(answer) => crate::driver::give(ssl, answer),
        Outcome::NotYet(want) => {
            ssl.want.set(want);
            Err(Stop::Wait)
        }
        Outcome::Fail => {
            let refusal = refusal_of(&question);
            crate::driver::give(ssl, refusal)
        }
    }
}

/// The answer that ends the handshake when the application failed.
fn refusal_of(question: &Question) -> Answer {
    match question {
        Question::MakeCookie => Answer::Cookie(Vec::new()),
        Question::CheckCookie { .. } => Answer::CookieGood(false),
        Question::ClientHello(_)
        | Question::Settle { .. }
        | Question::ServerExtensions { .. }
        | Question::FindSession { .. }
        | Question::NameSession { .. }
        | Question::UnwrapTicket { .. }
        | Question::WrapSession(_) => Answer::Refuse(AlertDescription::INTERNAL_ERROR),
        Question::ClientCertificate(_) => Answer::Credential(None),
        Question::VerifyChain { .. } | Question::VerifyRawKey { .. } => {
            Answer::ChainBad(AlertDescription::INTERNAL_ERROR)
        }
        Question::Staple(_) => Answer::StapleFailed,
        Question::CheckStatus { .. } => Answer::StatusFailed,
        Question::Sign(_) => Answer::SignFailed,
        Question::ChooseDhGroup { .. } => Answer::DhGroup(None),
        Question::Decrypt(_) => Answer::Premaster(None),
        Question::ChoosePsk { .. } => Answer::Psk(None),
        Question::FindPsk { .. } => Answer::PskKey(None),
    }
}

fn make_cookie(ssl: &SSL) -> Outcome {
    let callback = ssl.context().settings().of_context.cookie_generate;
    if callback.is_none() {
        error::put(reasons::NO_COOKIE_CALLBACK_SET);
        return Outcome::Fail;
    }
    match call::make_cookie(callback, ssl) {
        Some(cookie) => Outcome::Answer(Answer::Cookie(cookie)),
        None => {
            error::put(reasons::COOKIE_GEN_CALLBACK_FAILURE);
            Outcome::Fail
        }
    }
}

fn check_cookie(ssl: &SSL, cookie: &[u8]) -> Outcome {
    let callback = ssl.context().settings().of_context.cookie_verify;
    if callback.is_none() {
        error::put(reasons::NO_VERIFY_COOKIE_CALLBACK);
        return Outcome::Fail;
    }
    Outcome::Answer(Answer::CookieGood(call::check_cookie(
        callback, ssl, cookie,
    )))
}

/// Ends the handshake with an alert, and on our side with an error of this reason.
fn refuse(ssl: &SSL, alert: c_int, reason: c_int) -> Outcome {
    ssl.refusal.set(reason);
    let alert = u8::try_from(alert).map_or(AlertDescription::INTERNAL_ERROR, AlertDescription);
    Outcome::Answer(Answer::Refuse(alert))
}

/// `None`: go on. `reason`: of the error when the callback fails.
fn certificate_callback(ssl: &SSL, reason: c_int) -> Option<Outcome> {
    let inherited = ssl.settings().inherited;
    match call::certificate(inherited.certificate, ssl, inherited.certificate_arg)? {
        1 => None,
        0 => {
            let alert = c_int::from(AlertDescription::INTERNAL_ERROR.0);
            Some(refuse(ssl, alert, reason))
        }
        _ => Some(Outcome::NotYet(Want::X509Lookup)),
    }
}

/// A client's certificate. The schemes that a security callback left hold whatever the callbacks for the certificate change.
fn client_certificate(ssl: &SSL, request: &CertificateRequestInfo) -> Outcome {
    remember_request(ssl, request);
    let outcome = choose_client_certificate(ssl, request);
    if ssl.policy().is_custom() {
        let shared = ssl.peer.borrow().shared_schemes.clone();
        crate::driver::narrow_client_schemes(ssl, &shared);
    }
    outcome
}

fn choose_client_certificate(ssl: &SSL, request: &CertificateRequestInfo) -> Outcome {
    if let Some(outcome) = certificate_callback(ssl, reasons::CALLBACK_FAILED) {
        return outcome;
    }
    if let Some(credential) = own_credential(ssl, request) {
        return Outcome::Answer(Answer::Credential(Some(credential)));
    }
    let settings = ssl.context().settings();
    let callback = settings.of_context.client_certificate;
    // An engine is asked before the callback (SSL_CTX_set_client_cert_engine(3)).
    let of_engine = settings.client_cert_engine.as_ref().and_then(|engine| {
        let names = ssl
            .peer
            .borrow()
            .authorities
            .as_ref()
            .and_then(Stack::duplicate);
        engine.client_certificate(ssl, names.as_ref())
    });
    let said = match of_engine {
        Some((certificate, key)) => Some((1, Some(certificate), Some(key))),
        None => call::client_certificate(callback, ssl),
    };
    match said {
        None | Some((0, ..)) => Outcome::Answer(Answer::Credential(None)),
        Some((result, ..)) if result < 0 => Outcome::NotYet(Want::X509Lookup),
        Some((_, Some(certificate), Some(key))) => {
            let strong = ssl.policy().check_certificate(&certificate, true);
            let set = strong.map_err(error::put).is_ok()
                && ssl.change(|settings| {
                    settings.certs.set_certificate(certificate) && settings.certs.set_key(key)
                });
            let credential = if set {
                own_credential(ssl, request)
            } else {
                None
            };
            Outcome::Answer(Answer::Credential(credential))
        }
        Some(_) => {
            error::put(reasons::BAD_DATA_RETURNED_BY_CALLBACK);
            Outcome::Answer(Answer::Credential(None))
        }
    }
}

fn remember_request(ssl: &SSL, request: &CertificateRequestInfo) {
    let mut names = Stack::<X509_NAME>::new();
    for der in &request.authorities {
        if let (Some(names), Some(name)) = (names.as_mut(), Name::from_der(der)) {
            names.push(name);
        }
    }
    let policy = ssl.policy();
    let settings = ssl.settings();
    let shared = settings.shared_schemes(&policy, Signer::Client, &request.schemes);
    let mut peer = ssl.peer.borrow_mut();
    peer.shared_schemes = shared;
    peer.authorities = names;
    peer.certificate_types = request.types.clone();
    peer.signature_schemes = request.schemes.clone();
    peer.requested = true;
}

/// The first of our credentials whose key the server asks for, else simply the first: it may take what it did not list.
fn own_credential(ssl: &SSL, request: &CertificateRequestInfo) -> Option<Credential> {
    const RSA_SIGN: u8 = 1;
    const ECDSA_SIGN: u8 = 64;
    let store = ssl.context().store();
    let credentials = ssl.settings().credentials(&store, &ssl.policy());
    let fits = |credential: &&Credential| {
        let wanted = match credential.key {
            dtls::KeyKind::Rsa | dtls::KeyKind::RsaPss => RSA_SIGN,
            dtls::KeyKind::Ecdsa(_) | dtls::KeyKind::Ed25519 => ECDSA_SIGN,
        };
        request.types.is_empty() || request.types.contains(&wanted)
    };
    let fitting = credentials.iter().find(fits);
    fitting.or(credentials.first()).cloned()
}

fn sign(ssl: &SSL, request: &SignRequest) -> Outcome {
    let settings = ssl.settings();
    let key = settings
        .certs
        .slot(request.credential.id)
        .and_then(|slot| slot.key.as_ref());
    let (Some(key), Some((digest, pss))) = (key, sigalgs::operation(request.scheme)) else {
        return Outcome::Answer(Answer::SignFailed);
    };
    match key.sign(digest, pss, &request.message) {
        Some(signature) => Outcome::Answer(Answer::Signature(signature)),
        None => Outcome::Answer(Answer::SignFailed),
    }
}

/// The premaster secret. What fails is not told, not on the error queue either: whoever reads that may be the attacker.
fn decrypt(ssl: &SSL, request: &DecryptRequest) -> Outcome {
    let settings = ssl.settings();
    let key = settings
        .certs
        .slot(request.credential.id)
        .and_then(|slot| slot.key.as_ref());
    let rollback = settings.options & op::TLS_ROLLBACK_BUG != 0;
    let negotiated = rollback.then_some(request.negotiated.0);
    let secret = key.and_then(|key| {
        error::quietly(|| key.decrypt_premaster(&request.ciphertext, request.offered.0, negotiated))
    });
    Outcome::Answer(Answer::Premaster(secret.map(RsaPremaster::new)))
}

/// Verifies the peer's chain and keeps it for the application.
fn verify_chain(ssl: &SSL, chain: &[Vec<u8>]) -> Outcome {
    let settings = ssl.settings();
    let Some(parsed) = parse_chain(chain) else {
        error::put_lib(error::LIB_SSL, error::ASN1_LIB, None);
        return Outcome::Answer(Answer::ChainBad(AlertDescription::BAD_CERTIFICATE));
    };
    let Some(verdict) = judge(ssl, &settings, &parsed) else {
        return Outcome::Fail;
    };
    // The callback asks to be asked again, and returns as for success (SSL_set_retry_verify(3)).
    if ssl.retry_verify.take() && verdict.result > 0 {
        return Outcome::NotYet(Want::RetryVerify);
    }
    ssl.verify_result.set(verdict.error.into());
    let trusted = verdict.result > 0 || settings.verify_mode & VERIFY_PEER == 0;
    if trusted && !timestamps::are_good(ssl, &settings, &parsed, &verdict) {
        return Outcome::Answer(Answer::ChainBad(AlertDescription::HANDSHAKE_FAILURE));
    }
    if trusted {
        keep_chain(ssl, &parsed.certificates(), verdict.verified_chain);
        // A refusal that is not acted on leaves nothing on the queue.
        if verdict.result <= 0 {
            error::clear();
        }
        Outcome::Answer(Answer::ChainGood)
    } else {
        // A refused certificate is not the peer's. What a client was shown can still be looked at.
        if !ssl.is_server() {
            ssl.peer.borrow_mut().chain = Some(parsed);
        }
        Outcome::Answer(Answer::ChainBad(alert_of(verdict.error)))
    }
}

fn parse_chain(chain: &[Vec<u8>]) -> Option<Stack<X509>> {
    let mut parsed = Stack::<X509>::new()?;
    for der in chain {
        if !parsed.push(Certificate::from_der(der)?) {
            return None;
        }
    }
    (!parsed.is_empty()).then_some(parsed)
}

fn judge(ssl: &SSL, settings: &Settings, chain: &Stack<X509>) -> Option<Verdict> {
    let context = ssl.context();
    let of_context = context.settings().of_context;
    let store = settings
        .certs
        .verify_store
        .clone()
        .unwrap_or_else(|| context.store());
    verify::verify(&verify::Request {
        store: &store,
        chain,
        param: ssl.param()?,
        is_server: ssl.is_server(),
        security_level: settings.security.level,
        suite_b: settings.cert_flags & CERT_FLAG_SUITE_B,
        verify_callback: settings.inherited.verify,
        whole: of_context.whole_verify,
        whole_argument: of_context.whole_verify_arg.0,
        dane: ssl
            .dane
            .get()
            .map(Box::as_ref)
            .filter(|dane| dane.is_used()),
        ssl: ssl.as_c().cast(),
    })
}

/// The peer's certificates for `SSL_get_peer_certificate` and its kin. A server's view of the chain
/// leaves the client's own certificate out (SSL_get_peer_cert_chain(3)).
pub fn keep_chain(ssl: &SSL, certificates: &[Certificate], verified: Option<Stack<X509>>) {
    let leaf = certificates.first().cloned();
    let shown = if ssl.is_server() {
        certificates.get(1..)
    } else {
        certificates.get(..)
    };
    let shown = shown.and_then(Stack::<X509>::of);
    let old = {
        let mut peer = ssl.peer.borrow_mut();
        let old = (peer.leaf.take(), peer.chain.take(), peer.verified.take());
        peer.leaf = leaf;
        peer.chain = shown;
        peer.verified = verified;
        old
    };
    drop(old);
}

/// The alert for a verification result (RFC 5246, 7.2.2).
fn alert_of(error: c_int) -> AlertDescription {
    match error {
        // unable to get issuer / local issuer, self-signed, cannot verify leaf, chain too long,
        // invalid CA, path length, untrusted, rejected
        2 | 18 | 19 | 20 | 21 | 22 | 25 | 79 => AlertDescription::UNKNOWN_CA,
        24 | 27 | 28 | 95 => AlertDescription::BAD_CERTIFICATE,
        // time fields and signatures that cannot be decoded, not yet valid
        4 | 5 | 6 | 7 | 8 | 9 | 13 | 14 | 15 | 16 => AlertDescription::BAD_CERTIFICATE,
        // certificate or CRL expired
        10 | 12 => AlertDescription::CERTIFICATE_EXPIRED,
        11 => AlertDescription::CERTIFICATE_EXPIRED,
        23 => AlertDescription::CERTIFICATE_REVOKED,
        // wrong purpose
        26 => AlertDescription::UNSUPPORTED_CERTIFICATE,
        // the application's own refusal
        50 => AlertDescription::HANDSHAKE_FAILURE,
        // weak keys and digests, host name and address mismatches
        62 | 63 | 64 | 66 | 67 | 68 => AlertDescription::BAD_CERTIFICATE,
        1 | 17 | 69 => AlertDescription::INTERNAL_ERROR,
        _ => AlertDescription::CERTIFICATE_UNKNOWN,
    }
}
