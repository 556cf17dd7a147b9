//! Resumption: sessions kept after a handshake and found again at the next.

use std::ffi::CString;
use std::sync::Arc;

use crate::object::cipher::SSL_CIPHER;
use crate::object::connection::SSL;
use crate::object::context::{count, lock};
use crate::object::session::{Parts, SSL_SESSION, Stored, now};
use crate::object::settings::cache;
use crate::sys::call;
use dtls::{Answer, Session};

use super::Outcome;

/// The session that a client offers.
pub fn to_resume(ssl: &SSL) -> Option<Arc<Session>> {
    ssl.session.borrow().as_ref()?.to_engine()
}

/// A server's look into its cache, then the application's (SSL_CTX_sess_set_get_cb(3)).
pub fn find(ssl: &SSL, id: &[u8]) -> Outcome {
    let found = look_up(ssl, id).filter(|session| may_resume(ssl, session));
    let context = &ssl.first_context;
    let answer = found.as_ref().and_then(|session| session.to_engine());
    match &answer {
        Some(_) => {
            count(&context.stats.hits);
            let old = ssl.session.replace(found);
            drop(old);
        }
        None => count(&context.stats.misses),
    }
    Outcome::Answer(Answer::Session(answer))
}

fn look_up(ssl: &SSL, id: &[u8]) -> Option<Arc<SSL_SESSION>> {
    let context = &ssl.first_context;
    let settings = context.settings();
    if settings.cache_mode & cache::NO_INTERNAL_LOOKUP == 0 {
        let cached = lock(&context.sessions).get(id);
        if cached.is_some() {
            return cached;
        }
    }
    let session = call::find_session(settings.of_context.session_get, ssl, id)?;
    count(&context.stats.callback_hits);
    if settings.cache_mode & cache::NO_INTERNAL_STORE == 0 {
        let limit = usize::try_from(settings.cache_size).unwrap_or(0);
        let gone = lock(&context.sessions).insert(Arc::clone(&session), limit);
        drop(gone);
    }
    Some(session)
}

/// A session serves only connections of its own context, and not for ever
/// (SSL_CTX_set_session_id_context(3), SSL_CTX_set_timeout(3)).
fn may_resume(ssl: &SSL, session: &Arc<SSL_SESSION>) -> bool {
    let settings = ssl.settings();
    if session.is_expired(now()) {
        count(&ssl.first_context.stats.timeouts);
        remove_session(ssl, session);
        return false;
    }
    session.with(|parts| parts.id_context == settings.id_context)
}

/// Makes the `SSL_SESSION` of a complete handshake, caches it and tells the application.
pub fn keep_session(ssl: &SSL) {
    let (engine, resumed, chain, group) = {
        let Some(engine) = ssl.engine() else { return };
        let Some(facts) = engine.facts() else { return };
        let Some(session) = facts.session.clone() else {
            return;
        };
        let group = facts.group.map_or(0, |group| group.0.into());
        (session, facts.resumed, Arc::clone(&facts.peer_chain), group)
    };
    take_facts(ssl);
    if resumed {
        resume(ssl, &engine);
        return;
    }
    let settings = ssl.settings();
    let peer = ssl.peer.borrow().leaf.clone();
    let parts = Parts {
        version: engine.version.0.into(),
        cipher: SSL_CIPHER::find(engine.suite.0),
        id: engine.id.clone(),
        secret: engine.secret.clone(),
        extended_master_secret: engine.extended_master_secret,
        id_context: settings.id_context.clone(),
        peer_chain: chain,
        peer,
        host_name: engine
            .server_name
            .clone()
            .and_then(|name| CString::new(name).ok()),
        alpn: ssl.alpn.borrow().clone(),
        psk: ssl.psk.borrow().clone(),
        verify_result: ssl.verify_result.get(),
        time: now(),
        timeout: settings.session_timeout,
        not_resumable: false,
        stored: Stored {
            group,
            max_fragment_length: engine.max_fragment_length.map_or(0, |length| length.0),
            ..Stored::default()
        },
    };
    let Some(session) = SSL_SESSION::from_parts(parts) else {
        return;
    };
    let old = ssl.session.replace(Some(Arc::clone(&session)));
    drop(old);
    if session.is_resumable() {
        store(ssl, session);
    }
}

/// What the C API lends pointers to is copied out of the engine's facts.
fn take_facts(ssl: &SSL) {
    let (alpn, psk) = ssl
        .engine()
        .and_then(|engine| {
            let facts = engine.facts()?;
            Some((facts.alpn.clone(), facts.psk_identity.is_some()))
        })
        .unwrap_or_default();
    ssl.alpn.replace(alpn.unwrap_or_default());
    if !psk {
        ssl.psk.take();
    }
}

/// A resumed connection shows the certificate and the result of the full handshake.
fn resume(ssl: &SSL, engine: &Session) {
    let kept = ssl.session.borrow().clone();
    let Some(kept) = kept else { return };
    if kept.id() != engine.id {
        return;
    }
    let (chain, result) = kept.with(|parts| (Arc::clone(&parts.peer_chain), parts.verify_result));
    ssl.psk.replace(kept.with(|parts| parts.psk.clone()));
    ssl.verify_result.set(result);
    if let Some(parsed) = super::parse_chain(&chain) {
        super::keep_chain(ssl, &parsed, None);
    }
}

fn store(ssl: &SSL, session: Arc<SSL_SESSION>) {
    let context = &ssl.first_context;
    let settings = context.settings();
    let side = if ssl.is_server() {
        cache::SERVER
    } else {
        cache::CLIENT
    };
    if settings.cache_mode & side == 0 {
        return;
    }
    // A server must not mix the sessions of several services (SSL_CTX_set_session_id_context(3)).
    if settings.cache_mode & cache::NO_INTERNAL_STORE == 0 && ssl.is_server() {
        let limit = usize::try_from(settings.cache_size).unwrap_or(0);
        let (_, gone) = lock(&context.sessions).insert(Arc::clone(&session), limit);
        for old in gone {
            if !Arc::ptr_eq(&old, &session) {
                count(&context.stats.cache_full);
            }
        }
    }
    call::new_session(settings.of_context.session_new, ssl, &session);
}

/// Takes a session out of the cache, and tells the application.
pub fn remove_session(ssl: &SSL, session: &Arc<SSL_SESSION>) {
    let context = &ssl.first_context;
    let removed = lock(&context.sessions).remove(&session.id());
    if let Some(removed) = removed {
        call::session_removed(context, &removed);
    }
}
