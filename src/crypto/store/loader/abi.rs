//! The exported functions of `OSSL_STORE_LOADER`.

use std::ffi::{c_char, c_int};
use std::ptr::{null, null_mut};
use std::sync::PoisonError;

use ffi::{UniqueHandle, cstr, mut_ref, shared_ref};

use super::{
    LOADERS, OSSL_STORE_LOADER, OSSL_STORE_eof_fn, OSSL_STORE_expect_fn, OSSL_STORE_load_fn,
    OSSL_STORE_open_fn, Registered, Session,
};
use crate::engine::abi::ENGINE;
use crate::err::{ERR_LIB_OSSL_STORE, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::store::info::OSSL_STORE_INFO;
use crate::store::{OSSL_STORE_CTX, reason};

// SAFETY: an address only; the program promises that its loader lives and may be used by any thread.
unsafe impl Send for Registered {}

/// The registered loader of a scheme. What it points to is the program's.
pub(in crate::store) fn registered(scheme: &[u8]) -> Option<*const OSSL_STORE_LOADER> {
    let loaders = LOADERS.lock().unwrap_or_else(PoisonError::into_inner);
    let found = loaders.iter().find(|loader| {
        // SAFETY: a registered loader lives.
        unsafe { &*loader.0 }
            .scheme
            .as_bytes()
            .eq_ignore_ascii_case(scheme)
    });
    found.map(|loader| loader.0)
}

impl Session {
    /// # Safety
    /// The loader lives, and its functions may be called.
    unsafe fn flag(&self, function: impl FnOnce(&OSSL_STORE_LOADER) -> OSSL_STORE_eof_fn) -> bool {
        // SAFETY: the caller's promise.
        unsafe { function(&*self.loader).is_some_and(|function| function(self.ctx) != 0) }
    }

    /// # Safety
    /// As [`Session::flag`].
    pub(in crate::store) unsafe fn is_ended(&self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.flag(|loader| loader.eof) }
    }

    /// # Safety
    /// As [`Session::flag`].
    pub(in crate::store) unsafe fn has_failed(&self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.flag(|loader| loader.error) }
    }

    /// # Safety
    /// As [`Session::flag`].
    pub(in crate::store) unsafe fn close(&self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { self.flag(|loader| loader.close) }
    }

    /// # Safety
    /// As [`Session::flag`].
    pub(in crate::store) unsafe fn expect(&self, kind: c_int) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            let expect = (*self.loader).expect;
            expect.is_none_or(|expect| expect(self.ctx, kind) != 0)
        }
    }

    /// # Safety
    /// As [`Session::flag`].
    pub(in crate::store) unsafe fn load(&self, store: &OSSL_STORE_CTX) -> *mut OSSL_STORE_INFO {
        // SAFETY: the caller's promise.
        unsafe {
            let load = (*self.loader).load;
            load.map_or(null_mut(), |load| {
                load(self.ctx, store.ui_method, store.ui_data)
            })
        }
    }

    /// # Safety
    /// The loader lives, and its functions may be called with the rest.
    pub(in crate::store) unsafe fn open(
        loader: *const OSSL_STORE_LOADER,
        uri: *const c_char,
        ui_method: *const crate::ui::method::UI_METHOD,
        ui_data: *mut std::ffi::c_void,
    ) -> Option<Self> {
        // SAFETY: the caller's promise.
        let ctx = unsafe { (*loader).open?(loader, uri, ui_method, ui_data) };
        (!ctx.is_null()).then_some(Self { loader, ctx })
    }
}

/// A loader for a scheme, without functions, for the caller to free. NULL with an error without a scheme.
///
/// # Safety
/// `scheme` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_new(
    e: *mut ENGINE,
    scheme: *const c_char,
) -> *mut OSSL_STORE_LOADER {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let Some(scheme) = (unsafe { cstr(scheme) }) else {
            raise(ERR_LIB_OSSL_STORE, reason::INVALID_SCHEME);
            return null_mut();
        };
        OSSL_STORE_LOADER::into_c(Box::new(OSSL_STORE_LOADER {
            scheme: scheme.to_owned(),
            engine: e,
            open: None,
            expect: None,
            load: None,
            eof: None,
            error: None,
            close: None,
        }))
    })
}

/// Frees a loader that is not registered.
///
/// # Safety
/// `loader` is NULL or the caller's, and nothing uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_free(loader: *mut OSSL_STORE_LOADER) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { OSSL_STORE_LOADER::reclaim(loader) });
    })
}

/// The engine that was given.
///
/// # Safety
/// `loader` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_get0_engine(
    loader: *const OSSL_STORE_LOADER,
) -> *const ENGINE {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(loader) }.map_or(null(), |loader| loader.engine.cast_const())
    })
}

/// The scheme, which stays the loader's.
///
/// # Safety
/// `loader` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_get0_scheme(
    loader: *const OSSL_STORE_LOADER,
) -> *const c_char {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { shared_ref(loader) }.map_or(null(), |loader| loader.scheme.as_ptr())
    })
}

/// Sets the function that opens a URI. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_open(
    loader: *mut OSSL_STORE_LOADER,
    open_function: OSSL_STORE_open_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.open = open_function;
        1
    })
}

/// Sets the function that is told what is wanted. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_expect(
    loader: *mut OSSL_STORE_LOADER,
    expect_function: OSSL_STORE_expect_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.expect = expect_function;
        1
    })
}

/// Sets the function that loads the next object. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_load(
    loader: *mut OSSL_STORE_LOADER,
    load_function: OSSL_STORE_load_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.load = load_function;
        1
    })
}

/// Sets the function that says whether all was loaded. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_eof(
    loader: *mut OSSL_STORE_LOADER,
    eof_function: OSSL_STORE_eof_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.eof = eof_function;
        1
    })
}

/// Sets the function that says whether there was an error. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_error(
    loader: *mut OSSL_STORE_LOADER,
    error_function: OSSL_STORE_eof_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.error = error_function;
        1
    })
}

/// Sets the function that closes. 1, or 0 for NULL.
///
/// # Safety
/// `loader` is NULL or live, and nothing else uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_LOADER_set_close(
    loader: *mut OSSL_STORE_LOADER,
    close_function: OSSL_STORE_eof_fn,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(loader) = (unsafe { mut_ref(loader) }) else {
            return 0;
        };
        loader.close = close_function;
        1
    })
}

/// Makes a loader known. 1, or 0 with an error when its scheme is none or a function is missing.
///
/// # Safety
/// `loader` is NULL or lives until it is unregistered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_register_loader(loader: *mut OSSL_STORE_LOADER) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(found) = (unsafe { shared_ref(loader) }) else {
            raise(ERR_LIB_OSSL_STORE, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        // RFC 3986 section 3.1.
        let scheme = found.scheme.as_bytes();
        let good = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        if !scheme.first().is_some_and(u8::is_ascii_alphabetic) || !scheme.iter().all(good) {
            raise(ERR_LIB_OSSL_STORE, reason::INVALID_SCHEME);
            return 0;
        }
        let complete = found.open.is_some()
            && found.load.is_some()
            && found.eof.is_some()
            && found.error.is_some()
            && found.close.is_some();
        if !complete {
            raise(ERR_LIB_OSSL_STORE, reason::LOADER_INCOMPLETE);
            return 0;
        }
        let mut loaders = LOADERS.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: registered loaders live.
        loaders.retain(|other| unsafe { &*other.0 }.scheme != found.scheme);
        loaders.push(Registered(loader));
        1
    })
}

/// Makes the loader of a scheme unknown and returns it. NULL with an error when there is none.
///
/// # Safety
/// `scheme` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_unregister_loader(
    scheme: *const c_char,
) -> *mut OSSL_STORE_LOADER {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let scheme = unsafe { cstr(scheme) }.unwrap_or_default();
        let mut loaders = LOADERS.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: registered loaders live.
        let at = loaders
            .iter()
            .position(|loader| unsafe { &*loader.0 }.scheme.as_c_str() == scheme);
        match at {
            Some(at) => loaders.remove(at).0.cast_mut(),
            None => {
                raise(ERR_LIB_OSSL_STORE, reason::UNREGISTERED_SCHEME);
                null_mut()
            }
        }
    })
}
