//! Trust: stores, verification parameters and the verification of a chain.

use std::ffi::{CStr, c_char, c_int, c_long, c_uint, c_void};
use std::ptr::NonNull;

use super::cert::Certificate;
use super::dane::Dane;
use super::ex_data::x509_store_ctx_index;
use super::imports::*;
use super::stack::Stack;
use super::types::*;

/// `X509_V_OK` and the results that a handshake names itself.
pub const X509_V_OK: c_long = 0;
pub const X509_V_ERR_APPLICATION_VERIFICATION: c_int = 50;
pub const X509_V_ERR_UNSPECIFIED: c_int = 1;

const X509_L_FILE_LOAD: c_int = 1;
const X509_L_ADD_DIR: c_int = 2;
const X509_L_ADD_STORE: c_int = 3;
const X509_FILETYPE_DEFAULT: c_long = 3;

/// One reference to an `X509_STORE`.
pub struct Store(NonNull<X509_STORE>);

// SAFETY: stores are counted atomically and lock themselves.
unsafe impl Send for Store {}
// SAFETY: as above.
unsafe impl Sync for Store {}

impl Store {
    pub fn new() -> Option<Self> {
        // SAFETY: no arguments.
        NonNull::new(unsafe { X509_STORE_new() }).map(Store)
    }

    /// A store of these certificates; `None`: no memory.
    pub fn of<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Option<Self> {
        let store = Store::new()?;
        for certificate in certificates {
            // SAFETY: both are valid; the store adds a reference.
            if unsafe { X509_STORE_add_cert(store.as_ptr(), certificate.as_ptr()) } != 1 {
                return None;
            }
        }
        Some(store)
    }

    /// Takes over a reference. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid store of which the caller gives up one reference.
    pub unsafe fn from_raw(pointer: *mut X509_STORE) -> Option<Self> {
        NonNull::new(pointer).map(Store)
    }

    /// Adds a reference. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid store.
    pub unsafe fn share(pointer: *mut X509_STORE) -> Option<Self> {
        let pointer = NonNull::new(pointer)?;
        // SAFETY: valid by contract.
        (unsafe { X509_STORE_up_ref(pointer.as_ptr()) } == 1).then_some(Store(pointer))
    }

    pub fn as_ptr(&self) -> *mut X509_STORE {
        self.0.as_ptr()
    }

    pub fn set_default_paths(&self) -> bool {
        // SAFETY: the store is valid.
        unsafe { X509_STORE_set_default_paths(self.as_ptr()) == 1 }
    }

    pub fn load_file(&self, file: &CStr) -> bool {
        // SAFETY: the store is valid; the string is NUL-terminated.
        unsafe { X509_STORE_load_file(self.as_ptr(), file.as_ptr()) == 1 }
    }

    pub fn load_path(&self, path: &CStr) -> bool {
        // SAFETY: as above.
        unsafe { X509_STORE_load_path(self.as_ptr(), path.as_ptr()) == 1 }
    }

    pub fn load_store(&self, uri: &CStr) -> bool {
        // SAFETY: as above.
        unsafe { X509_STORE_load_store(self.as_ptr(), uri.as_ptr()) == 1 }
    }

    /// Adds the default directory of certificates.
    pub fn add_default_dir(&self) -> bool {
        // SAFETY: returns a static method.
        self.add_default(unsafe { X509_LOOKUP_hash_dir() }, X509_L_ADD_DIR)
    }

    /// Adds the default file of certificates.
    pub fn add_default_file(&self) -> bool {
        // SAFETY: returns a static method.
        self.add_default(unsafe { X509_LOOKUP_file() }, X509_L_FILE_LOAD)
    }

    /// Adds the default store URI.
    pub fn add_default_store(&self) -> bool {
        // SAFETY: returns a static method.
        self.add_default(unsafe { X509_LOOKUP_store() }, X509_L_ADD_STORE)
    }

    fn add_default(&self, method: *mut X509_LOOKUP_METHOD, command: c_int) -> bool {
        // SAFETY: the store and the method are valid; a lookup belongs to its store.
        unsafe {
            let lookup = X509_STORE_add_lookup(self.as_ptr(), method);
            if lookup.is_null() {
                return false;
            }
            // That a default file is missing is no error (SSL_CTX_set_default_verify_paths(3)).
            super::error::quietly(|| {
                X509_LOOKUP_ctrl(
                    lookup,
                    command,
                    std::ptr::null(),
                    X509_FILETYPE_DEFAULT,
                    std::ptr::null_mut(),
                )
            });
            true
        }
    }
}

impl Clone for Store {
    fn clone(&self) -> Self {
        // SAFETY: the store is valid; counting up a live object does not fail.
        unsafe { X509_STORE_up_ref(self.as_ptr()) };
        Store(self.0)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // SAFETY: gives back our reference.
        unsafe { X509_STORE_free(self.as_ptr()) }
    }
}

/// Verification parameters of our own; applications change them through the pointer.
pub struct Param(NonNull<X509_VERIFY_PARAM>);

// SAFETY: changed only by the application, which orders its threads (SSL_CTX_get0_param(3)).
unsafe impl Send for Param {}
// SAFETY: as above.
unsafe impl Sync for Param {}

impl Param {
    pub fn new() -> Option<Self> {
        // SAFETY: no arguments.
        NonNull::new(unsafe { X509_VERIFY_PARAM_new() }).map(Param)
    }

    /// New parameters that start from `other`.
    pub fn inherit(other: &Param) -> Option<Self> {
        let param = Param::new()?;
        // SAFETY: both are valid.
        (unsafe { X509_VERIFY_PARAM_inherit(param.as_ptr(), other.as_ptr()) } == 1).then_some(param)
    }

    pub fn as_ptr(&self) -> *mut X509_VERIFY_PARAM {
        self.0.as_ptr()
    }

    /// Copies what is set in the application's `from`.
    ///
    /// # Safety
    /// `from` is NULL or valid.
    pub unsafe fn set1(&self, from: *const X509_VERIFY_PARAM) -> bool {
        // SAFETY: valid by contract.
        unsafe { X509_VERIFY_PARAM_set1(self.as_ptr(), from) == 1 }
    }

    pub fn depth(&self) -> c_int {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_get_depth(self.as_ptr()) }
    }

    pub fn set_depth(&self, depth: c_int) {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_set_depth(self.as_ptr(), depth) }
    }

    pub fn set_purpose(&self, purpose: c_int) -> bool {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_set_purpose(self.as_ptr(), purpose) == 1 }
    }

    pub fn set_trust(&self, trust: c_int) -> bool {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_set_trust(self.as_ptr(), trust) == 1 }
    }

    pub fn set_host_flags(&self, flags: c_uint) {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_set_hostflags(self.as_ptr(), flags) }
    }

    /// Sets (or with `add` adds) an expected host name; NULL clears.
    ///
    /// # Safety
    /// `name` is NULL or NUL-terminated.
    pub unsafe fn set_host(&self, name: *const c_char, add: bool) -> bool {
        // SAFETY: valid by contract; length 0 means NUL-terminated.
        unsafe {
            if add {
                X509_VERIFY_PARAM_add1_host(self.as_ptr(), name, 0) == 1
            } else {
                X509_VERIFY_PARAM_set1_host(self.as_ptr(), name, 0) == 1
            }
        }
    }

    /// The name in the certificate that matched, borrowed; NULL when none did.
    pub fn peer_name(&self) -> *const c_char {
        // SAFETY: valid.
        unsafe { X509_VERIFY_PARAM_get0_peername(self.as_ptr()) }
    }
}

impl Drop for Param {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { X509_VERIFY_PARAM_free(self.as_ptr()) }
    }
}

/// `SSL_CTX_set_cert_verify_callback`'s function.
pub type CertVerifyCallback =
    Option<unsafe extern "C" fn(ctx: *mut X509_STORE_CTX, arg: *mut c_void) -> c_int>;

/// What the verification of a chain needs.
pub struct Request<'a> {
    pub store: &'a Store,
    pub chain: &'a Stack<X509>,
    pub param: &'a Param,
    /// We are the server: the chain is a client's.
    pub is_server: bool,
    pub security_level: c_int,
    /// `X509_V_FLAG_SUITEB_*`.
    pub suite_b: u32,
    pub verify_callback: SSL_verify_cb,
    pub whole: CertVerifyCallback,
    pub whole_argument: *mut c_void,
    /// Records that libcrypto has to match.
    pub dane: Option<&'a Dane>,
    /// The `SSL`, for `SSL_get_ex_data_X509_STORE_CTX_idx`.
    pub ssl: *mut c_void,
}

/// What came out.
pub struct Verdict {
    /// `X509_verify_cert`'s (or the callback's) return value; 0 and less: not trusted.
    pub result: c_int,
    /// `X509_V_*`.
    pub error: c_int,
    pub verified_chain: Option<Stack<X509>>,
}

/// Verifies a chain, running the application's callbacks. `None`: libcrypto failed, error queued.
pub fn verify(request: &Request<'_>) -> Option<Verdict> {
    let context = StoreContext::new()?;
    let leaf: Certificate = request.chain.certificates().into_iter().next()?;
    let ctx = context.0.as_ptr();
    // SAFETY: every object is valid and outlives the context, which the callbacks may use only
    // while they run.
    unsafe {
        if X509_STORE_CTX_init(
            ctx,
            request.store.as_ptr(),
            leaf.as_ptr(),
            request.chain.as_ptr(),
        ) != 1
        {
            return None;
        }
        if let Some(dane) = request.dane {
            dane.attach(ctx);
        }
        let param = X509_STORE_CTX_get0_param(ctx);
        X509_VERIFY_PARAM_set_auth_level(param, request.security_level);
        // The flags of certificates (SSL_CERT_FLAG_SUITEB_*) are numbered as those of verification.
        X509_STORE_CTX_set_flags(ctx, request.suite_b.into());
        if X509_STORE_CTX_set_ex_data(ctx, x509_store_ctx_index(), request.ssl) != 1 {
            return None;
        }
        // The purpose is the peer's: a server checks that the chain may authenticate a client.
        let purpose = if request.is_server {
            c"ssl_client"
        } else {
            c"ssl_server"
        };
        X509_STORE_CTX_set_default(ctx, purpose.as_ptr());
        X509_VERIFY_PARAM_set1(param, request.param.as_ptr());
        if request.verify_callback.is_some() {
            X509_STORE_CTX_set_verify_cb(ctx, request.verify_callback);
        }
        let mut result = match request.whole {
            Some(whole) => whole(ctx, request.whole_argument),
            None => X509_verify_cert(ctx),
        };
        if result < 0 {
            result = 0;
        }
        let error = X509_STORE_CTX_get_error(ctx);
        let verified_chain = if X509_STORE_CTX_get0_chain(ctx).is_null() {
            None
        } else {
            Stack::from_raw(X509_STORE_CTX_get1_chain(ctx))
        };
        X509_VERIFY_PARAM_move_peername(request.param.as_ptr(), param);
        Some(Verdict {
            result,
            error,
            verified_chain,
        })
    }
}

/// Has the application judge a raw public key, which libcrypto 3.0 knows nothing about: its callbacks get a context without
/// a certificate. `None`: libcrypto failed, error queued.
pub fn verify_raw_key(request: &RawRequest<'_>) -> Option<Verdict> {
    let context = StoreContext::new()?;
    let ctx = context.0.as_ptr();
    let good = c_long::from(request.error) == X509_V_OK;
    // SAFETY: as in `verify`.
    unsafe {
        let (certificate, chain) = (std::ptr::null_mut(), std::ptr::null_mut());
        if X509_STORE_CTX_init(ctx, request.store.as_ptr(), certificate, chain) != 1
            || X509_STORE_CTX_set_ex_data(ctx, x509_store_ctx_index(), request.ssl) != 1
        {
            return None;
        }
        X509_STORE_CTX_set_error(ctx, request.error);
        let result = match (request.whole, request.verify_callback) {
            (Some(whole), _) => whole(ctx, request.whole_argument),
            (None, Some(callback)) => callback(good.into(), ctx),
            (None, None) => good.into(),
        };
        Some(Verdict {
            result: result.max(0),
            error: X509_STORE_CTX_get_error(ctx),
            verified_chain: None,
        })
    }
}

/// What that needs.
pub struct RawRequest<'a> {
    pub store: &'a Store,
    /// `X509_V_*`: what we think of the key.
    pub error: c_int,
    pub verify_callback: SSL_verify_cb,
    pub whole: CertVerifyCallback,
    pub whole_argument: *mut c_void,
    pub ssl: *mut c_void,
}

/// Of OpenSSL 3.2.
pub const X509_V_ERR_RPK_UNTRUSTED: c_int = 95;
pub const X509_V_ERR_EE_KEY_TOO_SMALL: c_int = 66;

/// The chain from `leaf` upwards that `store` and `untrusted` give, however far it reaches: what a
/// server sends when it was given no chain. The leaf itself is first.
pub fn build_chain(
    store: &Store,
    leaf: &Certificate,
    untrusted: Option<&Stack<X509>>,
) -> Option<Stack<X509>> {
    let context = StoreContext::new()?;
    let ctx = context.0.as_ptr();
    let untrusted = untrusted.map_or(std::ptr::null_mut(), Stack::as_ptr);
    // SAFETY: as in `verify`; no callback runs.
    unsafe {
        if X509_STORE_CTX_init(ctx, store.as_ptr(), leaf.as_ptr(), untrusted) != 1 {
            return None;
        }
        super::error::quietly(|| X509_verify_cert(ctx));
        Stack::from_raw(X509_STORE_CTX_get1_chain(ctx))
    }
}

/// As [`build_chain`], and fails when the chain does not verify: `Err` has the `X509_V_*` result.
pub fn build_verified_chain(
    store: &Store,
    leaf: &Certificate,
    untrusted: Option<&Stack<X509>>,
) -> Result<Stack<X509>, c_int> {
    let context = StoreContext::new().ok_or(X509_V_ERR_UNSPECIFIED)?;
    let ctx = context.0.as_ptr();
    let untrusted = untrusted.map_or(std::ptr::null_mut(), Stack::as_ptr);
    // SAFETY: as in `verify`; no callback runs.
    unsafe {
        if X509_STORE_CTX_init(ctx, store.as_ptr(), leaf.as_ptr(), untrusted) != 1 {
            return Err(X509_V_ERR_UNSPECIFIED);
        }
        if X509_verify_cert(ctx) <= 0 {
            return Err(X509_STORE_CTX_get_error(ctx));
        }
        Stack::from_raw(X509_STORE_CTX_get1_chain(ctx)).ok_or(X509_V_ERR_UNSPECIFIED)
    }
}

struct StoreContext(NonNull<X509_STORE_CTX>);

impl StoreContext {
    fn new() -> Option<Self> {
        // SAFETY: no arguments.
        NonNull::new(unsafe { X509_STORE_CTX_new() }).map(StoreContext)
    }
}

impl Drop for StoreContext {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { X509_STORE_CTX_free(self.0.as_ptr()) }
    }
}

/// What an `X509_V_*` result means.
pub fn error_text(result: std::ffi::c_long) -> String {
    // SAFETY: the result is a static string, or one of the thread that lives until the next call.
    unsafe { ffi::cstr(X509_verify_cert_error_string(result)) }
        .map_or_else(String::new, |text| text.to_string_lossy().into_owned())
}
