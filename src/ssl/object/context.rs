//! `SSL_CTX`: settings, trust and sessions that connections share, across threads.

use std::ffi::c_int;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ffi::SharedHandle;

use crate::sys::ex_data::{Class, ExData};
use crate::sys::verify::{Param, Store};

use super::method::SSL_METHOD;
use super::session::SessionCache;
use super::settings::Settings;

pub struct SSL_CTX {
    settings: Mutex<Arc<Settings>>,
    store: Mutex<Store>,
    pub param: Param,
    pub sessions: Mutex<SessionCache>,
    pub stats: Stats,
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
        Settings::change(&mut lock(&self.settings), change)
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

    pub fn options(&self) -> u64 {
        lock(&self.settings).options
    }

    pub fn verify_depth(&self) -> c_int {
        self.param.depth()
    }
}

impl Drop for SSL_CTX {
    fn drop(&mut self) {
        self.ex_data.detach(self);
    }
}

/// Locks, whatever happened to another holder: every change is complete or not begun.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
