//! Resumption: sessions kept after a handshake and found again at the next.

use std::ffi::CString;
use std::sync::Arc;

use dtls::msg::{AlertDescription, CipherSuite};
use dtls::suites::SuiteInfo;
use dtls::{Answer, Session, SessionName};

use crate::object::cipher::SSL_CIPHER;
use crate::object::connection::{SENT_SHUTDOWN, SSL};
use crate::object::context::{count, lock};
use crate::object::session::{Parts, SSL_SESSION, Stored, now};
use crate::object::settings::{VERIFY_PEER, cache, op};
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::{call, error};

use super::Outcome;

/// The session that a client offers.
pub fn to_resume(ssl: &SSL) -> Option<Arc<Session>> {
    let session = ssl.session.borrow();
    if !ssl.offers_session.get() {
        return None;
    }
    let offered = session.as_ref().filter(|session| session.is_resumable())?;
    offered.to_engine()
}

/// A server's look into its cache, then the application's (SSL_CTX_sess_set_get_cb(3)).
pub fn find(ssl: &SSL, id: &[u8]) -> Outcome {
    if !may_resume_now(ssl) {
        return Outcome::Answer(Answer::Session(None));
    }
    let Some(found) = look_up(ssl, id) else {
        return Outcome::Answer(Answer::Session(None));
    };
    match may_resume(ssl, &found) {
        Verdict::Good => Outcome::Answer(Answer::Session(offer(ssl, found))),
        Verdict::Expired => {
            ssl.first_context.remove_session(&found);
            Outcome::Answer(Answer::Session(None))
        }
        Verdict::OfOthers => Outcome::Answer(Answer::Session(None)),
        Verdict::NoContext => Outcome::Fail,
    }
}

/// The engine's form of a session that is found. The connection has it from now on.
pub fn offer(ssl: &SSL, found: Arc<SSL_SESSION>) -> Option<Arc<Session>> {
    let engine = found.to_engine()?;
    let old = ssl.session.replace(Some(found));
    drop(old);
    Some(engine)
}

/// Whether sessions are resumed at all: in a renegotiation an option may forbid it.
pub fn may_resume_now(ssl: &SSL) -> bool {
    let forbidden = ssl.settings().options & op::NO_SESSION_RESUMPTION_ON_RENEGOTIATION != 0;
    !(forbidden && ssl.established.get())
}

fn look_up(ssl: &SSL, id: &[u8]) -> Option<Arc<SSL_SESSION>> {
    let context = &ssl.first_context;
    let settings = context.settings();
    if settings.cache_mode & cache::NO_INTERNAL_LOOKUP == 0 {
        let cached = lock(&context.sessions).get(id);
        if let Some(cached) = cached {
            if settings.cache_mode & cache::UPDATE_TIME != 0 && !cached.is_expired(now()) {
                context.add_session(&cached);
            }
            return Some(cached);
        }
        count(&context.stats.misses);
    }
    let session = call::find_session(settings.of_context.session_get, ssl, id)?;
    if session.with(|parts| parts.not_resumable) {
        return None;
    }
    count(&context.stats.callback_hits);
    if settings.cache_mode & cache::NO_INTERNAL_STORE == 0 {
        context.add_session(&session);
    }
    Some(session)
}

/// Whether a session may be resumed here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Good,
    Expired,
    /// It belongs to another service.
    OfOthers,
    /// Nobody knows to which service it belongs.
    NoContext,
}

/// A session serves only connections of its own context, and not for ever (SSL_CTX_set_session_id_context(3),
/// SSL_CTX_set_timeout(3)).
pub fn may_resume(ssl: &SSL, session: &SSL_SESSION) -> Verdict {
    let settings = ssl.settings();
    if session.with(|parts| parts.id_context != settings.id_context) {
        return Verdict::OfOthers;
    }
    // A client that was verified for one service must not get into another by its session: the
    // manual demands the context then.
    if settings.verify_mode & VERIFY_PEER != 0 && settings.id_context.0.is_empty() {
        error::put(reasons::SESSION_ID_CONTEXT_UNINITIALIZED);
        return Verdict::NoContext;
    }
    if session.is_expired(now()) {
        count(&ssl.first_context.stats.timeouts);
        return Verdict::Expired;
    }
    Verdict::Good
}

/// The name of a new session (SSL_CTX_set_generate_session_id(3)), if it is to be resumed at all.
pub fn name(ssl: &SSL, suite: CipherSuite) -> Outcome {
    let own = ssl.settings().inherited;
    let forward_secure = SuiteInfo::find(suite)
        .is_some_and(|suite| suite.key_exchange.uses_ecdhe() || suite.key_exchange.uses_dhe());
    if call::not_resumable(own.not_resumable, ssl, forward_secure) {
        return Outcome::Answer(Answer::SessionName(SessionName::None));
    }
    let name = match call::session_id(own.session_id, ssl) {
        None => SessionName::Chance,
        Some((false, _)) => return refuse_name(reasons::SSL_SESSION_ID_CALLBACK_FAILED),
        Some((true, id)) if id.is_empty() => {
            return refuse_name(reasons::SSL_SESSION_ID_HAS_BAD_LENGTH);
        }
        Some((true, id)) if lock(&ssl.first_context.sessions).get(&id).is_some() => {
            return refuse_name(reasons::SSL_SESSION_ID_CONFLICT);
        }
        Some((true, id)) => SessionName::Id(id),
    };
    Outcome::Answer(Answer::SessionName(name))
}

fn refuse_name(reason: std::ffi::c_int) -> Outcome {
    error::put(reason);
    Outcome::Answer(Answer::Refuse(AlertDescription::INTERNAL_ERROR))
}

/// After a complete handshake: makes its `SSL_SESSION`, caches it and tells the application.
pub fn keep_session(ssl: &SSL) {
    ssl.offer.replace(None);
    let facts = ssl.engine().and_then(|engine| {
        let facts = engine.facts()?;
        Some((facts.session.clone()?, facts.resumed))
    });
    let Some((engine, resumed)) = facts else {
        return;
    };
    take_facts(ssl);
    if resumed {
        resume(ssl, &engine);
        return;
    }
    let made = ssl.session_made.take();
    let had_one = ssl
        .session
        .borrow()
        .as_ref()
        .is_some_and(|session| session.is_resumable());
    if had_one && !ssl.is_server() {
        count(&ssl.first_context.stats.misses);
    }
    if !made && !new_session(ssl, &engine) {
        return;
    }
    let session = ssl.session.borrow().clone();
    if let Some(session) = session {
        store(ssl, &session);
    }
}

/// Gives the connection the `SSL_SESSION` of a full handshake. False: no memory in libcrypto.
pub fn new_session(ssl: &SSL, engine: &Session) -> bool {
    let (chain, group) = ssl
        .engine()
        .and_then(|engine| {
            let facts = engine.facts()?;
            let group = facts.group.map_or(0, |group| group.0.into());
            Some((Arc::clone(&facts.peer_chain), group))
        })
        .unwrap_or_default();
    take_facts(ssl);
    let settings = ssl.settings();
    let (peer, peer_raw_key) = {
        let peer = ssl.peer.borrow();
        (peer.leaf.clone(), peer.raw_key.clone())
    };
    let timeout = ssl.first_context.settings().session_timeout;
    let parts = Parts {
        version: engine.version.0.into(),
        cipher: SSL_CIPHER::find(engine.suite.0),
        id: engine.id.clone(),
        secret: engine.secret.clone(),
        extended_master_secret: engine.extended_master_secret,
        id_context: settings.id_context.clone(),
        peer_chain: chain,
        certificates: certificates(ssl),
        peer,
        peer_raw_key,
        host_name: engine
            .server_name
            .clone()
            .and_then(|name| CString::new(name).ok()),
        alpn: ssl.alpn.borrow().clone(),
        psk: ssl.psk.borrow().clone(),
        verify_result: ssl.verify_result.get(),
        time: now(),
        timeout: if timeout == 0 {
            DEFAULT_TIMEOUT
        } else {
            timeout
        },
        not_resumable: false,
        stored: Stored {
            group,
            max_fragment_length: engine.max_fragment_length.map_or(0, |length| length.0),
            ticket: engine.ticket.clone(),
            ticket_lifetime_hint: engine.ticket_lifetime,
            ..Stored::default()
        },
    };
    let Some(session) = SSL_SESSION::from_parts(parts) else {
        return false;
    };
    let old = ssl.session.replace(Some(session));
    drop(old);
    true
}

/// The peer's chain, its own certificate first.
fn certificates(ssl: &SSL) -> Arc<[Certificate]> {
    let peer = ssl.peer.borrow();
    let shown = peer.chain.as_ref().map(|chain| chain.certificates());
    // A server's view of the chain leaves the leaf out (SSL_get_peer_cert_chain(3)).
    let leaf = peer.leaf.clone().filter(|_| ssl.is_server());
    leaf.into_iter().chain(shown.unwrap_or_default()).collect()
}

/// Seconds (SSL_get_default_timeout(3)).
pub const DEFAULT_TIMEOUT: i64 = 7200;

/// What the C API lends pointers to is copied out of the engine's facts.
fn take_facts(ssl: &SSL) {
    note_protocol(ssl);
    let psk = ssl
        .engine()
        .and_then(|engine| {
            let facts = engine.facts()?;
            Some(facts.psk_identity.is_some())
        })
        .unwrap_or_default();
    if !psk {
        ssl.psk.take();
    }
}

/// The protocol that both hellos have settled.
pub fn note_protocol(ssl: &SSL) {
    let alpn = ssl.engine().and_then(|engine| engine.facts()?.alpn.clone());
    ssl.alpn.replace(alpn.unwrap_or_default());
}

/// A resumed connection shows the certificate and the result of the full handshake.
fn resume(ssl: &SSL, engine: &Session) {
    count(&ssl.first_context.stats.hits);
    let name = engine.server_name.clone();
    let name = name.and_then(|name| CString::new(name).ok());
    ssl.negotiated_name.replace(name);
    let kept = ssl.session.borrow().clone();
    let Some(kept) = kept else { return };
    let (certificates, raw_key, result, psk) = kept.with(|parts| {
        (
            Arc::clone(&parts.certificates),
            parts.peer_raw_key.clone(),
            parts.verify_result,
            parts.psk.clone(),
        )
    });
    ssl.psk.replace(psk);
    ssl.verify_result.set(result);
    ssl.peer.borrow_mut().raw_key = raw_key;
    if !certificates.is_empty() {
        super::keep_chain(ssl, &certificates, None);
    }
    let renewed = kept.with(|parts| parts.stored.ticket != engine.ticket);
    if !ssl.is_server() && renewed {
        renew(ssl, &kept, engine);
    }
}

/// A client's session with a new ticket: the old one, which others may still use, stays as it is.
fn renew(ssl: &SSL, kept: &Arc<SSL_SESSION>, engine: &Session) {
    let Some(session) = kept.duplicate() else {
        return;
    };
    session.change(|parts| {
        parts.id.clone_from(&engine.id);
        parts.time = now();
        parts.stored.ticket.clone_from(&engine.ticket);
        parts.stored.ticket_lifetime_hint = engine.ticket_lifetime;
    });
    let context = &ssl.first_context;
    if context.settings().cache_mode & cache::CLIENT != 0 {
        context.remove_session(kept);
    }
    let old = ssl.session.replace(Some(session));
    drop(old);
}

/// Puts a new session into the caches (SSL_CTX_set_session_cache_mode(3)).
fn store(ssl: &SSL, session: &Arc<SSL_SESSION>) {
    let context = &ssl.first_context;
    let settings = context.settings();
    let server = ssl.is_server();
    let (id, of_nobody) = session.with(|parts| (parts.id.len(), parts.id_context.0.is_empty()));
    // Its resumption would fail: see `may_resume`.
    let useless = server && of_nobody && ssl.settings().verify_mode & VERIFY_PEER != 0;
    let side = if server { cache::SERVER } else { cache::CLIENT };
    if id == 0 || useless || settings.cache_mode & side == 0 {
        return;
    }
    if settings.cache_mode & cache::NO_INTERNAL_STORE == 0 {
        context.add_session(session);
    }
    call::new_session(settings.of_context.session_new, ssl, session);
    let good = if server {
        &context.stats.accept_good
    } else {
        &context.stats.connect_good
    };
    // The manual: expired sessions go every 255 connections.
    let turn = good.load(std::sync::atomic::Ordering::Relaxed) & 0xFF == 0xFF;
    if turn && settings.cache_mode & cache::NO_AUTO_CLEAR == 0 {
        context.flush_sessions(now());
    }
}

/// Removes the session of a connection that ends without our close_notify from the caches: it is not to be resumed
/// (SSL_set_shutdown(3)). Whether it was such a connection.
pub fn clear_bad_session(ssl: &SSL) -> bool {
    if ssl.shutdown.get() & SENT_SHUTDOWN != 0 || !ssl.established.get() || ssl.is_handshaking() {
        return false;
    }
    let session = ssl.session.borrow().clone();
    session.is_some_and(|session| {
        ssl.first_context.remove_session(&session);
        true
    })
}
