//! Providers (`OSSL_PROVIDER(3)`), as far as a library has them whose algorithms are built in.
//!
//! `default` and `base` can be loaded and unloaded. That does not change which algorithms there are, and modules
//! in files are not loaded.

pub mod abi;

use std::ffi::CStr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A provider that is built in.
pub struct OSSL_PROVIDER {
    name: &'static CStr,
    /// How often it was loaded and not unloaded again.
    loaded: AtomicUsize,
}

static PROVIDERS: [OSSL_PROVIDER; 2] = [
    OSSL_PROVIDER {
        name: c"base",
        loaded: AtomicUsize::new(0),
    },
    OSSL_PROVIDER {
        name: c"default",
        loaded: AtomicUsize::new(0),
    },
];

impl OSSL_PROVIDER {
    /// The provider of this name.
    pub fn named(name: &CStr) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.name == name)
    }

    /// Those that are loaded, and the default one, whose algorithms are there in any case.
    pub fn active() -> impl Iterator<Item = &'static Self> {
        PROVIDERS
            .iter()
            .filter(|provider| provider.is_loaded() || provider.name == c"default")
    }

    fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::Relaxed) > 0
    }

    fn load(&self) {
        self.loaded.fetch_add(1, Ordering::Relaxed);
    }

    /// False when it was not loaded.
    fn unload(&self) -> bool {
        let less = |count: usize| count.checked_sub(1);
        self.loaded
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            .is_ok()
    }
}
