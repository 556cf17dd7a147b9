//! `SSL_CTX`: settings, trust and sessions that connections share, across threads.

use std::ffi::c_int;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ffi::SharedHandle;

use crate::sys::call;
use crate::sys::dane::DaneContext;
use crate::sys::ex_data::{Class, ExData};
use crate::sys::logs::Logs;
use crate::sys::verify::{Param, Store};

use super::method::SSL_METHOD;
use super::session::SSL_SESSION;
use super::session::cache::Cache;
use super::session::now;
use super::settings::{Settings, cache};
use super::ticket_keys::TicketKeys;

pub struct SSL_CTX {
    settings: Mutex<Arc<Settings>>,
    store: Mutex<Store>,
    pub param: Param,
    pub sessions: Mutex<Cache<SSL_SESSION>>,
    pub stats: Stats,
    ticket_keys: Mutex<Option<TicketKeys>>,
    /// Digests of TLSA records, once DANE is allowed.
    pub dane: OnceLock<Box<DaneContext>>,
    /// Known logs of certificate transparency.
    pub logs: Mutex<Option<Arc<Logs>>>,
    pub ex_data: ExData,
}

impl SharedHandle for SSL_CTX {}

/// `SSL_CTX_sess_*` counters.
#[derive(Default)]
pub struct Stats {
    pub connect: AtomicI64,
    pub connect_good: AtomicI64,
    pub connect_renegotiate: AtomicI64,
    pub accept: AtomicI64,
    pub accept_good: AtomicI64,
    pub accept_renegotiate: AtomicI64,
    pub hits: AtomicI64,
    pub callback_hits: AtomicI64,
    pub misses: AtomicI64,
    pub timeouts: AtomicI64,
    pub cache_full: AtomicI64,
}

/// Counts one event.
pub fn count(counter: &AtomicI64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl SSL_CTX {
    /// `None`: no memory in libcrypto.
    pub fn new(method: &'static SSL_METHOD) -> Option<Arc<SSL_CTX>> {
        let context = Arc::new(SSL_CTX {
            settings: Mutex::new(Arc::new(Settings::new(method))),
            store: Mutex::new(Store::new()?),
            param: Param::new()?,
            sessions: Mutex::default(),
            stats: Stats::default(),
            ticket_keys: Mutex::default(),
            dane: OnceLock::new(),
            logs: Mutex::default(),
            ex_data: ExData::new(Class::Context),
        });
        context.ex_data.attach(&*context).then_some(context)
    }

    /// The settings as they are now.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&lock(&self.settings))
    }

    /// Changes the settings for connections to come. `change` must not call the application.
    pub fn change<R>(&self, change: impl FnOnce(&mut Settings) -> R) -> R {
        let (result, old) = Settings::change(&mut lock(&self.settings), change);
        drop(old);
        result
    }

    pub fn store(&self) -> Store {
        lock(&self.store).clone()
    }

    pub fn set_store(&self, store: Store) {
        let old = std::mem::replace(&mut *lock(&self.store), store);
        drop(old);
        self.forget_chains();
    }

    /// Chains built from the store are built anew after it changed.
    pub fn forget_chains(&self) {
        self.change(|_| ());
    }

    /// Adds a session to the cache: whether it is new there. What has to go for it is told to the
    /// application, which must hold no lock of ours.
    pub fn add_session(&self, session: &Arc<SSL_SESSION>) -> bool {
        let settings = self.settings();
        if settings.cache_mode & cache::UPDATE_TIME != 0 {
            session.change(|parts| parts.time = now());
        }
        let limit = usize::try_from(settings.cache_size).unwrap_or(0);
        let name = session.with(|parts| (parts.id.clone(), parts.expiry()));
        let inserted = lock(&self.sessions).insert(session, name, limit);
        for gone in &inserted.evicted {
            count(&self.stats.cache_full);
            self.retire(gone);
        }
        inserted.fresh
    }

    /// Takes a session out of the cache, tells the application, which may have one of its own, and
    /// lets nobody resume it (SSL_CTX_remove_session(3)). Whether it was in the cache.
    pub fn remove_session(&self, session: &SSL_SESSION) -> bool {
        let id = session.id();
        if id.is_empty() {
            return false;
        }
        let removed = lock(&self.sessions).remove(&id);
        self.retire(session);
        removed.is_some()
    }

    /// Takes out what has expired by `time` (0: all).
    pub fn flush_sessions(&self, time: i64) {
        let gone = lock(&self.sessions).flush(|session| time == 0 || session.is_expired(time));
        for session in &gone {
            self.retire(session);
        }
    }

    fn retire(&self, session: &SSL_SESSION) {
        session.change(|parts| parts.not_resumable = true);
        call::session_removed(self, session);
    }

    /// The keys of its tickets, made at first use. `None`: the random source failed.
    pub fn ticket_keys(&self) -> Option<TicketKeys> {
        let mut keys = lock(&self.ticket_keys);
        if keys.is_none() {
            *keys = TicketKeys::random();
        }
        keys.clone()
    }

    pub fn set_ticket_keys(&self, keys: TicketKeys) {
        *lock(&self.ticket_keys) = Some(keys);
    }

    pub fn options(&self) -> u64 {
        lock(&self.settings).options
    }

    pub fn verify_depth(&self) -> c_int {
        self.param.depth()
    }
}

impl Drop for SSL_CTX {
    fn drop(&mut self) {
        // SSL_CTX_free(3): all sessions leave the cache, which the application is told.
        self.flush_sessions(0);
        self.ex_data.detach(self);
        // Certificates may call the application, and it this object: what they belong to goes while the rest is whole.
        let empty = self.settings().of_the_dying();
        let old = std::mem::replace(&mut *lock(&self.settings), empty);
        drop(old);
    }
}

/// Locks, whatever happened to another holder: every change is complete or not begun.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
