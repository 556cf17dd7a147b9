//! The life of `X509_STORE_CTX` objects, their settings, and the calls of the program's functions.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_ulong, c_void};
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, UniqueHandle, cstr, shared_ref};
use libc::time_t;

use super::callbacks::{Functions, X509_STORE_CTX_verify_cb, X509_STORE_CTX_verify_fn};
use super::{X509_STORE_CTX, raise};
use crate::err::guard;
use crate::ex_data::abi::{
    CRYPTO_EX_INDEX_X509_STORE_CTX, CRYPTO_free_ex_data, CRYPTO_get_ex_data, CRYPTO_new_ex_data,
    CRYPTO_set_ex_data,
};
use crate::stack::OPENSSL_STACK;
use crate::stack::abi::{OPENSSL_sk_free, OPENSSL_sk_new_null, OPENSSL_sk_push, OPENSSL_sk_zero};
use crate::x509::cert::abi::{borrow_stack, stack_st_X509};
use crate::x509::{X509, X509_CRL};
use crate::x509_vfy::param::{X509_VERIFY_PARAM, flag, inherit};
use crate::x509_vfy::store::X509_STORE;
use crate::x509_vfy::{errors, trust};
use crate::x509v3::purpose;

const ERR_R_PASSED_NULL_PARAMETER: c_int = crate::err::ERR_R_PASSED_NULL_PARAMETER;
const X509_R_UNKNOWN_PURPOSE_ID: c_int = 121;
const X509_R_UNKNOWN_TRUST_ID: c_int = 120;

/// `STACK_OF(X509_CRL)`.
pub type stack_st_X509_CRL = OPENSSL_STACK;

impl UniqueHandle for X509_STORE_CTX {}

/// A stack of the program that outlives the verification.
pub struct BorrowedStack(Cell<*mut OPENSSL_STACK>);

impl Default for BorrowedStack {
    fn default() -> Self {
        Self(Cell::new(ptr::null_mut()))
    }
}

impl BorrowedStack {
    /// The program's pointer.
    pub fn as_c(&self) -> *mut OPENSSL_STACK {
        self.0.get()
    }

    /// Forgets it.
    pub fn set_null(&self) {
        self.0.set(ptr::null_mut());
    }

    /// Keeps another stack.
    ///
    /// # Safety
    /// `stack` is NULL or lives, with its elements, as long as the verification.
    pub unsafe fn set(&self, stack: *mut OPENSSL_STACK) {
        self.0.set(stack);
    }
}

/// The path as a stack for C, which borrows the certificates of the path.
pub struct ChainStack {
    stack: Cell<*mut OPENSSL_STACK>,
    current: Cell<bool>,
}

impl Default for ChainStack {
    fn default() -> Self {
        Self {
            stack: Cell::new(ptr::null_mut()),
            current: Cell::new(false),
        }
    }
}

impl ChainStack {
    /// Says that the path has changed.
    pub fn outdate(&self) {
        self.current.set(false);
    }

    /// Empties the stack.
    pub fn clear(&self) {
        // SAFETY: the stack is NULL or owned.
        unsafe { OPENSSL_sk_zero(self.stack.get()) };
        self.current.set(false);
    }

    /// The stack with the certificates of `chain`; NULL for none.
    pub fn of(&self, chain: &[Arc<X509>]) -> *mut OPENSSL_STACK {
        if chain.is_empty() {
            return ptr::null_mut();
        }
        if !self.current.replace(true) {
            // SAFETY: the stack is NULL or owned; its elements are borrowed.
            unsafe {
                if self.stack.get().is_null() {
                    self.stack.set(OPENSSL_sk_new_null());
                }
                OPENSSL_sk_zero(self.stack.get());
                for certificate in chain {
                    OPENSSL_sk_push(self.stack.get(), Arc::as_ptr(certificate).cast());
                }
            }
        }
        self.stack.get()
    }
}

impl Drop for ChainStack {
    fn drop(&mut self) {
        // SAFETY: the stack is NULL or owned; its elements are not.
        unsafe { OPENSSL_sk_free(self.stack.get()) }
    }
}

impl X509_STORE_CTX {
    fn as_c(&self) -> *mut Self {
        ptr::from_ref(self).cast_mut()
    }

    /// Tells the program's callback; whether it says to go on.
    pub(crate) fn call_back(&self, ok: bool) -> bool {
        self.call_back_with(c_int::from(ok))
    }

    /// The same with another number than 0 and 1.
    pub(crate) fn call_back_with(&self, ok: c_int) -> bool {
        match self.functions.get().verify_cb {
            // SAFETY: the program's function gets its object; nothing of it is borrowed.
            Some(callback) => unsafe { callback(ok, self.as_c()) != 0 },
            None => ok != 0,
        }
    }

    /// A verification of `issuer` with all that this one has. It must not outlive this one.
    pub(crate) fn for_list_issuer(&self, issuer: &Arc<X509>) -> Box<Self> {
        let inner = Box::new(Self::default());
        inner.begin(self.store.borrow().clone(), Some(issuer.clone()));
        inner.functions.set(self.functions.get());
        inner.for_crl.set(true);
        // SAFETY: the program's stacks live as long as this verification; nothing else uses the
        // parameters of one that was just made.
        unsafe {
            inner.untrusted.set(self.untrusted.as_c());
            inner.trusted.set(self.trusted.as_c());
            inner.lists.set(self.lists.as_c());
            inner.param.change(|param| {
                param.inherit_flags = inherit::OVERWRITE;
                param.inherit(self.param());
            });
        }
        inner
    }

    /// The result of the program's own check of signatures, if it has one.
    pub(crate) fn own_verify(&self) -> Option<c_int> {
        self.functions
            .get()
            .verify
            // SAFETY: as in `call_back`.
            .map(|verify| unsafe { verify(self.as_c()) })
    }

    /// What the program's own search for an issuer found, if it has one.
    pub(crate) fn own_get_issuer(
        &self,
        subject: &Arc<X509>,
    ) -> Option<Result<Option<Arc<X509>>, ()>> {
        let search = self.functions.get().get_issuer?;
        let mut found = ptr::null_mut();
        // SAFETY: as in `call_back`; a certificate it finds comes with a reference.
        let result =
            unsafe { search(&raw mut found, self.as_c(), Arc::as_ptr(subject).cast_mut()) };
        Some(match result {
            // SAFETY: as above.
            1.. => Ok(unsafe { X509::reclaim(found) }),
            0 => Ok(None),
            _ => Err(()),
        })
    }

    /// The answer of the program's own check of issuers, if it has one.
    pub(crate) fn own_check_issued(&self, subject: &Arc<X509>, issuer: &Arc<X509>) -> Option<bool> {
        let check = self.functions.get().check_issued?;
        let (subject, issuer) = (Arc::as_ptr(subject), Arc::as_ptr(issuer));
        // SAFETY: as in `call_back`.
        Some(unsafe { check(self.as_c(), subject.cast_mut(), issuer.cast_mut()) != 0 })
    }

    /// The certificates the peer sent.
    pub(crate) fn untrusted(&self) -> Vec<Arc<X509>> {
        // SAFETY: the program promised a stack of certificates.
        unsafe { borrow_stack(self.untrusted.as_c()) }
    }

    /// Whether the peer sent a list of certificates, empty or not.
    pub(crate) fn has_untrusted(&self) -> bool {
        !self.untrusted.as_c().is_null()
    }

    /// The certificates that take the place of the store.
    pub(crate) fn trusted_certificates(&self) -> Option<Vec<Arc<X509>>> {
        let stack = self.trusted.as_c();
        // SAFETY: the program promised a stack of certificates.
        (!stack.is_null()).then(|| unsafe { borrow_stack(stack) })
    }

    /// The program's revocation lists.
    pub(crate) fn own_lists(&self) -> Vec<Arc<X509_CRL>> {
        // SAFETY: the program promised a stack of lists.
        unsafe {
            let items = shared_ref(self.lists.as_c().cast_const());
            let items = items.map_or(&[][..], OPENSSL_STACK::items);
            items
                .iter()
                .filter_map(|item| X509_CRL::share(item.cast::<X509_CRL>()))
                .collect()
        }
    }

    fn free_ex_data(&self) {
        // SAFETY: the data is the object's own.
        unsafe {
            CRYPTO_free_ex_data(
                CRYPTO_EX_INDEX_X509_STORE_CTX,
                self.as_c().cast(),
                self.ex_data.as_c(),
            );
        }
    }
}

impl Drop for X509_STORE_CTX {
    fn drop(&mut self) {
        self.free_ex_data();
    }
}

/// A new verification, to be given to [`X509_STORE_CTX_init`]. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_new() -> *mut X509_STORE_CTX {
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::default()))
}

/// Frees a verification. NULL is nothing to do.
///
/// # Safety
/// `ctx` is NULL or a verification the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_free(ctx: *mut X509_STORE_CTX) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_STORE_CTX::reclaim(ctx) }))
}

/// Begins a verification of `target` with `trust_store`, whose parameters and functions it takes
/// over, and the certificates `untrusted`, which stay the program's and outlive it. 1 or 0.
///
/// # Safety
/// All are NULL or what their types say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_init(
    ctx: *mut X509_STORE_CTX,
    trust_store: *mut X509_STORE,
    target: *mut X509,
    untrusted: *mut stack_st_X509,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let Some(context) = (unsafe { shared_ref(ctx) }) else {
            raise(ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        context.free_ex_data();
        // SAFETY: the caller's promises; the data and the parameters are the object's own.
        unsafe {
            let store = X509_STORE::share(trust_store);
            let mut param = X509_VERIFY_PARAM::default();
            match &store {
                Some(store) => param.inherit(store.param.get()),
                None => param.inherit_flags |= inherit::DEFAULT | inherit::ONCE,
            }
            if let Some(default) = X509_VERIFY_PARAM::named("default") {
                param.inherit(&default);
            }
            if param.trust == 0
                && let Some(purpose) = purpose::by_id(param.purpose)
            {
                param.trust = purpose.trust;
            }
            context.begin(store, X509::share(target));
            context.untrusted.set(untrusted);
            context.param.change(|own| *own = param);
            let object: *mut c_void = ctx.cast();
            CRYPTO_new_ex_data(
                CRYPTO_EX_INDEX_X509_STORE_CTX,
                object,
                context.ex_data.as_c(),
            )
        }
    })
}

/// Ends a verification; the object can be used for another one.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_cleanup(ctx: *mut X509_STORE_CTX) {
    guard((), || {
        // SAFETY: the caller promises a verification.
        let Some(context) = (unsafe { shared_ref(ctx) }) else {
            return;
        };
        context.free_ex_data();
        context.forget();
        // SAFETY: the parameters are the object's own.
        unsafe {
            context
                .param
                .change(|own| *own = X509_VERIFY_PARAM::default())
        };
    })
}

/// Verifies the certificate: 1 when it is good, 0 when not, negative on other failures.
///
/// # Safety
/// `ctx` is NULL or a verification that was begun.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_verify_cert(ctx: *mut X509_STORE_CTX) -> c_int {
    // SAFETY: the caller promises a verification.
    guard(-1, || match unsafe { shared_ref(ctx) } {
        Some(context) => context.verify(),
        None => {
            raise(ERR_R_PASSED_NULL_PARAMETER);
            -1
        }
    })
}

/// Verifies the certificate with the certificates of `untrusted` as the only trusted ones that
/// need no more than to be there: as [`X509_verify_cert`] for a single certificate that was set.
///
/// # Safety
/// `ctx` is NULL or a verification that was begun.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_verify(ctx: *mut X509_STORE_CTX) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a verification.
        let Some(context) = (unsafe { shared_ref(ctx) }) else {
            raise(ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        };
        if context.certificate().is_none() {
            context.set_certificate(context.untrusted().first().cloned());
        }
        context.verify()
    })
}

/// # Safety
/// `ctx` is NULL or a verification.
unsafe fn with(ctx: *mut X509_STORE_CTX, body: impl FnOnce(&X509_STORE_CTX)) {
    // SAFETY: the caller promises a verification.
    if let Some(context) = unsafe { shared_ref(ctx) } {
        guard((), || body(context));
    }
}

/// # Safety
/// `ctx` is NULL or a verification whose parameters nothing else uses.
unsafe fn change(ctx: *mut X509_STORE_CTX, change: impl FnOnce(&mut X509_VERIFY_PARAM)) {
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.param.change(change)) }
}

/// Sets the certificate to verify; it must outlive the verification.
///
/// # Safety
/// `ctx` is NULL or a verification; `target` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_cert(ctx: *mut X509_STORE_CTX, target: *mut X509) {
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.set_certificate(X509::share(target))) }
}

/// Sets the certificates of the peer, which stay the program's.
///
/// # Safety
/// `ctx` is NULL or a verification; `sk` is NULL or a stack of certificates that outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set0_untrusted(
    ctx: *mut X509_STORE_CTX,
    sk: *mut stack_st_X509,
) {
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.untrusted.set(sk)) }
}

/// The certificates of the peer.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_untrusted(
    ctx: *const X509_STORE_CTX,
) -> *mut stack_st_X509 {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a verification.
        unsafe { shared_ref(ctx) }.map_or(ptr::null_mut(), |context| context.untrusted.as_c())
    })
}

/// Sets trusted certificates in place of the store's; they stay the program's.
///
/// # Safety
/// `ctx` is NULL or a verification; `sk` is NULL or a stack of certificates that outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set0_trusted_stack(
    ctx: *mut X509_STORE_CTX,
    sk: *mut stack_st_X509,
) {
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.trusted.set(sk)) }
}

/// Sets revocation lists besides the store's; they stay the program's.
///
/// # Safety
/// `ctx` is NULL or a verification; `sk` is NULL or a stack of lists that outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set0_crls(
    ctx: *mut X509_STORE_CTX,
    sk: *mut stack_st_X509_CRL,
) {
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.lists.set(sk)) }
}

/// Sets the parameters, which belong to the verification from then on.
///
/// # Safety
/// `ctx` is NULL or a verification; `param` is NULL or parameters that are given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set0_param(
    ctx: *mut X509_STORE_CTX,
    param: *mut X509_VERIFY_PARAM,
) {
    let fresh = || UniqueHandle::into_c(Box::<X509_VERIFY_PARAM>::default());
    let param = if param.is_null() {
        guard(param, fresh)
    } else {
        param
    };
    // SAFETY: the caller's promises.
    unsafe { with(ctx, |context| context.param.replace(param)) }
}

/// The parameters, which stay the verification's.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_param(
    ctx: *const X509_STORE_CTX,
) -> *mut X509_VERIFY_PARAM {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a verification.
        unsafe { shared_ref(ctx) }.map_or(ptr::null_mut(), |context| context.param.as_c())
    })
}

/// Takes over the parameters called `name` ("ssl_server", "ssl_client" ...). 1, or 0 for an
/// unknown name.
///
/// # Safety
/// `ctx` is NULL or a verification; `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_default(
    ctx: *mut X509_STORE_CTX,
    name: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let name = unsafe { cstr(name) }.and_then(|name| CStr::to_str(name).ok());
        let Some(param) = name.and_then(X509_VERIFY_PARAM::named) else {
            raise(X509_R_UNKNOWN_PURPOSE_ID);
            return 0;
        };
        // SAFETY: the caller promises a verification.
        unsafe { change(ctx, |own| own.inherit(&param)) };
        1
    })
}

/// Sets flags, `X509_V_FLAG_*`.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_flags(ctx: *mut X509_STORE_CTX, flags: c_ulong) {
    // SAFETY: the caller promises a verification.
    unsafe { change(ctx, |param| param.flags |= flags) }
}

/// Sets the greatest number of intermediate certificates.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_depth(ctx: *mut X509_STORE_CTX, depth: c_int) {
    // SAFETY: the caller promises a verification.
    unsafe { change(ctx, |param| param.depth = depth) }
}

/// Sets the time to check for.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_time(
    ctx: *mut X509_STORE_CTX,
    flags: c_ulong,
    t: time_t,
) {
    let _ = flags;
    let set = |param: &mut X509_VERIFY_PARAM| {
        param.check_time = t;
        param.flags |= flag::USE_CHECK_TIME;
    };
    // SAFETY: the caller promises a verification.
    unsafe { change(ctx, set) }
}

/// Sets purpose and trust, unless they are set already. 1, or 0 for an unknown purpose.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_purpose(
    ctx: *mut X509_STORE_CTX,
    purpose: c_int,
) -> c_int {
    guard(0, || {
        let Some(found) = purpose::by_id(purpose) else {
            raise(X509_R_UNKNOWN_PURPOSE_ID);
            return 0;
        };
        let set = |param: &mut X509_VERIFY_PARAM| {
            if param.purpose == 0 {
                param.purpose = purpose;
            }
            if param.trust == 0 {
                param.trust = found.trust;
            }
        };
        // SAFETY: the caller promises a verification.
        unsafe { change(ctx, set) };
        1
    })
}

/// Sets the trust, unless it is set already. 1, or 0 for an unknown one.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_trust(ctx: *mut X509_STORE_CTX, trust: c_int) -> c_int {
    guard(0, || {
        if !trust::is_known(trust) {
            raise(X509_R_UNKNOWN_TRUST_ID);
            return 0;
        }
        let set = |param: &mut X509_VERIFY_PARAM| {
            if param.trust == 0 {
                param.trust = trust;
            }
        };
        // SAFETY: the caller promises a verification.
        unsafe { change(ctx, set) };
        1
    })
}

/// # Safety
/// `ctx` is NULL or a verification.
unsafe fn set_function(ctx: *mut X509_STORE_CTX, set: impl FnOnce(&mut Functions)) {
    let change = |context: &X509_STORE_CTX| {
        let mut functions = context.functions.get();
        set(&mut functions);
        context.functions.set(functions);
    };
    // SAFETY: the caller promises a verification.
    unsafe { with(ctx, change) }
}

/// Sets the function that is told of every finding.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_verify_cb(
    ctx: *mut X509_STORE_CTX,
    verify: X509_STORE_CTX_verify_cb,
) {
    // SAFETY: the caller promises a verification.
    unsafe { set_function(ctx, |functions| functions.verify_cb = verify) }
}

/// The function that is told of every finding.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_verify_cb(
    ctx: *const X509_STORE_CTX,
) -> X509_STORE_CTX_verify_cb {
    // SAFETY: the caller promises a verification.
    guard(None, || {
        // SAFETY: the caller promises a verification.
        unsafe { shared_ref(ctx) }?.functions.get().verify_cb
    })
}

/// Sets a function that checks signatures and times in place of the library.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_verify(
    ctx: *mut X509_STORE_CTX,
    verify: X509_STORE_CTX_verify_fn,
) {
    // SAFETY: the caller promises a verification.
    unsafe { set_function(ctx, |functions| functions.verify = verify) }
}

/// Program data under an index of `X509_STORE_CTX_get_ex_new_index`. 1 or 0.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_ex_data(
    ctx: *mut X509_STORE_CTX,
    idx: c_int,
    data: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a verification.
        let Some(context) = (unsafe { shared_ref(ctx) }) else {
            return 0;
        };
        // SAFETY: the data is the object's own.
        unsafe { CRYPTO_set_ex_data(context.ex_data.as_c(), idx, data) }
    })
}

/// What [`X509_STORE_CTX_set_ex_data`] stored; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_ex_data(
    ctx: *const X509_STORE_CTX,
    idx: c_int,
) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a verification.
        let Some(context) = (unsafe { shared_ref(ctx) }) else {
            return ptr::null_mut();
        };
        // SAFETY: the data is the object's own.
        unsafe { CRYPTO_get_ex_data(context.ex_data.as_c(), idx) }
    })
}

/// The text of a result. Static.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_verify_cert_error_string(n: std::ffi::c_long) -> *const c_char {
    guard(ptr::null(), || {
        errors::text(c_int::try_from(n).unwrap_or(-1)).as_ptr()
    })
}
