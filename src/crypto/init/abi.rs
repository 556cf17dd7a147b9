//! The exported functions of `crypto.h` for the beginning and the end.

use std::ffi::{CStr, CString, c_char, c_int, c_ulong, c_void};
use std::os::unix::ffi::OsStrExt;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use ffi::{UniqueHandle, cstr, mut_ref};

use crate::conf;
use crate::err::{ERR_LIB_CRYPTO, ERR_R_INIT_FAIL, guard, raise};

/// Settings for `OPENSSL_init_crypto`.
#[derive(Default)]
pub struct OPENSSL_INIT_SETTINGS {
    config_filename: Option<CString>,
    config_appname: Option<CString>,
    config_flags: c_ulong,
}

impl UniqueHandle for OPENSSL_INIT_SETTINGS {}

impl OPENSSL_INIT_SETTINGS {
    /// The configuration file that the program named.
    pub fn config_filename(&self) -> Option<&CStr> {
        self.config_filename.as_deref()
    }

    /// The application name that chooses a section of the file.
    pub fn config_appname(&self) -> Option<&CStr> {
        self.config_appname.as_deref()
    }

    /// Flags for reading the file (`CONF_MFLAGS_...`).
    pub fn config_flags(&self) -> c_ulong {
        self.config_flags
    }
}

/// A library context. There is one generator and one set of algorithms for all of them.
pub struct OSSL_LIB_CTX {
    _private: (),
}

impl UniqueHandle for OSSL_LIB_CTX {}

const OPENSSL_INIT_LOAD_CONFIG: u64 = 0x40;
const OPENSSL_INIT_NO_LOAD_CONFIG: u64 = 0x80;
const OPENSSL_INIT_BASE_ONLY: u64 = 0x0004_0000;
const OPENSSL_INIT_NO_ATEXIT: u64 = 0x0008_0000;

static ENDED: AtomicBool = AtomicBool::new(false);
static HANDLERS: Mutex<Vec<extern "C" fn()>> = Mutex::new(Vec::new());
static REGISTER: Once = Once::new();

/// Begins the use of the library. 1, or 0 after `OPENSSL_cleanup`.
///
/// # Safety
/// `settings` is NULL or settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_init_crypto(
    opts: u64,
    settings: *const OPENSSL_INIT_SETTINGS,
) -> c_int {
    guard(0, || {
        if ENDED.load(Ordering::Acquire) {
            if opts & OPENSSL_INIT_BASE_ONLY == 0 {
                raise(ERR_LIB_CRYPTO, ERR_R_INIT_FAIL);
            }
            return 0;
        }
        if opts & OPENSSL_INIT_NO_ATEXIT != 0 {
            // The program has taken the end upon itself.
            REGISTER.call_once(|| ());
        } else if opts & OPENSSL_INIT_BASE_ONLY == 0 {
            REGISTER.call_once(register_cleanup);
        }
        if opts & OPENSSL_INIT_NO_LOAD_CONFIG != 0 {
            conf::forbid();
        }
        if opts & OPENSSL_INIT_LOAD_CONFIG == 0 {
            return 1;
        }
        // SAFETY: the caller's contract.
        load_config(unsafe { ffi::shared_ref(settings) })
    })
}

/// Reads the configuration file, once: 1, or 0 with the error queued.
fn load_config(settings: Option<&OPENSSL_INIT_SETTINGS>) -> c_int {
    let named = settings.and_then(OPENSSL_INIT_SETTINGS::config_filename);
    let path = named.map_or_else(conf::abi::default_file, |name| {
        std::ffi::OsStr::from_bytes(name.to_bytes()).into()
    });
    let application = settings.and_then(OPENSSL_INIT_SETTINGS::config_appname);
    let application = application.and_then(|name| name.to_str().ok());
    match conf::load(&path, application) {
        Ok(()) => 1,
        Err(_) => {
            raise(ERR_LIB_CRYPTO, ERR_R_INIT_FAIL);
            0
        }
    }
}

fn register_cleanup() {
    extern "C" fn at_exit() {
        // SAFETY: no arguments.
        unsafe { OPENSSL_cleanup() }
    }
    // SAFETY: the library stays loaded to the end of the process (`-z nodelete`).
    unsafe { libc::atexit(at_exit) };
}

/// Registers a function for the end. 1 or 0.
///
/// # Safety
/// `handler` can be called until the process ends.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_atexit(handler: Option<extern "C" fn()>) -> c_int {
    guard(0, || {
        let Some(handler) = handler else { return 0 };
        REGISTER.call_once(register_cleanup);
        HANDLERS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(handler);
        1
    })
}

/// Ends the use of the library: runs what was registered. The process's end does it too.
///
/// # Safety
/// No other thread uses the library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_cleanup() {
    guard((), || {
        if ENDED.load(Ordering::Acquire) {
            return;
        }
        // No lock is held while a function runs: it may register another.
        while let Some(handler) = {
            let mut handlers = HANDLERS.lock().unwrap_or_else(PoisonError::into_inner);
            handlers.pop()
        } {
            handler();
        }
        ENDED.store(true, Ordering::Release);
    })
}

/// Frees what this thread holds: its error queue.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_thread_stop() {
    // SAFETY: no arguments.
    unsafe { crate::err::abi::ERR_clear_error() }
}

/// As [`OPENSSL_thread_stop`].
///
/// # Safety
/// `ctx` is NULL or a library context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_thread_stop_ex(_ctx: *mut OSSL_LIB_CTX) {
    // SAFETY: no arguments.
    unsafe { OPENSSL_thread_stop() }
}

/// Settings without content; NULL when there is no memory. Free them with `OPENSSL_INIT_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_INIT_new() -> *mut OPENSSL_INIT_SETTINGS {
    guard(null_mut(), || OPENSSL_INIT_SETTINGS::into_c(Box::default()))
}

/// Frees settings; NULL is allowed.
///
/// # Safety
/// `settings` is NULL or settings that are not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_INIT_free(settings: *mut OPENSSL_INIT_SETTINGS) {
    guard((), || {
        // SAFETY: the caller gives the settings up.
        drop(unsafe { OPENSSL_INIT_SETTINGS::reclaim(settings) })
    })
}

/// Names the configuration file; NULL for the default. 1 or 0.
///
/// # Safety
/// `settings` are settings; `config_filename` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_INIT_set_config_filename(
    settings: *mut OPENSSL_INIT_SETTINGS,
    config_filename: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises settings and a C string.
        let (settings, name) = unsafe { (mut_ref(settings), cstr(config_filename)) };
        settings.map_or(0, |settings| {
            settings.config_filename = name.map(CStr::to_owned);
            1
        })
    })
}

/// Names the application whose section of the file counts; NULL for the default. 1 or 0.
///
/// # Safety
/// `settings` are settings; `config_appname` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_INIT_set_config_appname(
    settings: *mut OPENSSL_INIT_SETTINGS,
    config_appname: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises settings and a C string.
        let (settings, name) = unsafe { (mut_ref(settings), cstr(config_appname)) };
        settings.map_or(0, |settings| {
            settings.config_appname = name.map(CStr::to_owned);
            1
        })
    })
}

/// Sets flags for reading the file.
///
/// # Safety
/// `settings` is NULL or settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_INIT_set_config_file_flags(
    settings: *mut OPENSSL_INIT_SETTINGS,
    flags: c_ulong,
) {
    // SAFETY: the caller promises settings.
    if let Some(settings) = unsafe { mut_ref(settings) } {
        settings.config_flags = flags;
    }
}

/// A library context; NULL when there is no memory. Free it with `OSSL_LIB_CTX_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_LIB_CTX_new() -> *mut OSSL_LIB_CTX {
    guard(null_mut(), || {
        // A byte at least, so that each context has an address of its own.
        let context = crate::mem::abi::alloc_zeroed(1);
        context.cast()
    })
}

/// Frees a library context; NULL is allowed.
///
/// # Safety
/// `ctx` is NULL or a context that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_LIB_CTX_free(ctx: *mut OSSL_LIB_CTX) {
    // SAFETY: the caller gives the context up.
    unsafe { crate::mem::abi::free(ctx.cast::<c_void>()) }
}

/// Reports a failed assertion and ends the process.
///
/// # Safety
/// All are C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_die(
    assertion: *const c_char,
    file: *const c_char,
    line: c_int,
) -> ! {
    // SAFETY: the caller promises C strings.
    let (assertion, file) = unsafe { (cstr(assertion), cstr(file)) };
    let text = |text: Option<&CStr>| text.unwrap_or_default().to_string_lossy().into_owned();
    eprintln!(
        "{}:{line}: OpenSSL internal error: {}",
        text(file),
        text(assertion)
    );
    std::process::abort()
}

/// 1 when the process has more rights than who started it.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_issetugid() -> c_int {
    // SAFETY: a question to the kernel.
    c_int::from(unsafe { libc::getauxval(libc::AT_SECURE) } != 0)
}

/// Nothing: kept for programs of the time when it was needed.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_init() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_keep_their_texts() {
        // SAFETY: settings of the test.
        unsafe {
            let settings = OPENSSL_INIT_new();
            assert_eq!(
                OPENSSL_INIT_set_config_filename(settings, c"a.cnf".as_ptr()),
                1
            );
            assert_eq!(
                OPENSSL_INIT_set_config_appname(settings, c"app".as_ptr()),
                1
            );
            OPENSSL_INIT_set_config_file_flags(settings, 3);
            assert_eq!((*settings).config_filename(), Some(c"a.cnf"));
            assert_eq!((*settings).config_appname(), Some(c"app"));
            assert_eq!((*settings).config_flags(), 3);
            OPENSSL_INIT_free(settings);
            OPENSSL_INIT_free(null_mut());
            assert_eq!(
                OPENSSL_INIT_set_config_filename(null_mut(), c"x".as_ptr()),
                0
            );
            assert_eq!(OPENSSL_init_crypto(0, std::ptr::null()), 1);
            assert_eq!(OPENSSL_atexit(None), 0);
        }
    }
}
