//! The exported functions of `X509_STORE` and `X509_OBJECT`.

use std::ffi::{c_char, c_int, c_ulong, c_void};
use std::path::Path;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

use ffi::{SharedHandle, UniqueHandle, cstr, shared_ref};

use super::{X509_OBJECT, X509_STORE};
use crate::err::abi::{ERR_pop_to_mark, ERR_set_mark};
use crate::err::{ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::ex_data::abi::{
    CRYPTO_EX_INDEX_X509_STORE, CRYPTO_free_ex_data, CRYPTO_get_ex_data, CRYPTO_set_ex_data,
};
use crate::stack::OPENSSL_STACK;
use crate::stack::abi::{OPENSSL_sk_free, OPENSSL_sk_new_null, OPENSSL_sk_num, OPENSSL_sk_push};
use crate::x509::{X509, X509_CRL};
use crate::x509_vfy::X509_VERIFY_PARAM;
use crate::x509_vfy::ctx::callbacks::{
    Functions, X509_STORE_CTX_check_issued_fn, X509_STORE_CTX_get_issuer_fn,
    X509_STORE_CTX_verify_cb, X509_STORE_CTX_verify_fn,
};
use crate::x509_vfy::lookup::abi::{
    X509_L_ADD_STORE, X509_LOOKUP_ctrl, X509_LOOKUP_store, X509_STORE_add_lookup,
};
use crate::x509_vfy::lookup::{Format, Lookup, Wanted, load_file, place};
use crate::x509_vfy::param::abi as param_abi;

/// `STACK_OF(X509_OBJECT)`.
pub type stack_st_X509_OBJECT = OPENSSL_STACK;

/// The store's contents as C saw them last: a stack that only grows.
#[derive(Default)]
pub struct ForC(Mutex<Objects>);

struct Objects(*mut OPENSSL_STACK);

// SAFETY: the stack is the store's own; the lock around it makes one thread change it.
unsafe impl Send for Objects {}

impl Default for Objects {
    fn default() -> Self {
        Self(ptr::null_mut())
    }
}

impl UniqueHandle for X509_OBJECT {}

impl ForC {
    fn stack(&self, all: Vec<X509_OBJECT>) -> *mut OPENSSL_STACK {
        let mut objects = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the stack is NULL or owned.
        unsafe {
            if objects.0.is_null() {
                objects.0 = OPENSSL_sk_new_null();
            }
            let known = usize::try_from(OPENSSL_sk_num(objects.0)).unwrap_or(0);
            for object in all.into_iter().skip(known) {
                let object = UniqueHandle::into_c(Box::new(object));
                OPENSSL_sk_push(objects.0, object.cast::<c_void>().cast_const());
            }
        }
        objects.0
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // SAFETY: the stack and its elements are owned.
        unsafe {
            for item in shared_ref(self.0.cast_const()).map_or(&[][..], OPENSSL_STACK::items) {
                drop(X509_OBJECT::reclaim(item.cast()));
            }
            OPENSSL_sk_free(self.0);
        }
    }
}

impl Drop for X509_STORE {
    fn drop(&mut self) {
        let object: *mut c_void = ptr::from_mut(self).cast();
        // SAFETY: the data is the store's own.
        unsafe { CRYPTO_free_ex_data(CRYPTO_EX_INDEX_X509_STORE, object, self.ex_data.as_c()) }
    }
}

/// # Safety
/// `store` is NULL or a store.
unsafe fn with<R>(store: *const X509_STORE, failure: R, body: impl FnOnce(&X509_STORE) -> R) -> R {
    // SAFETY: the caller promises a store.
    match unsafe { shared_ref(store) } {
        Some(store) => guard(None, || Some(body(store))).unwrap_or(failure),
        None => {
            raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
            failure
        }
    }
}

/// A new, empty store with one reference. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_new() -> *mut X509_STORE {
    guard(ptr::null_mut(), || X509_STORE::into_c(Arc::default()))
}

/// Drops one reference. NULL is nothing to do.
///
/// # Safety
/// `xs` is NULL or a store of which the caller gives up a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_free(xs: *mut X509_STORE) {
    // SAFETY: the caller gives up a reference.
    guard((), || drop(unsafe { X509_STORE::reclaim(xs) }))
}

/// Adds a reference. 1, or 0 for NULL.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_up_ref(xs: *mut X509_STORE) -> c_int {
    // SAFETY: the caller promises a store.
    guard(0, || c_int::from(unsafe { X509_STORE::up_ref(xs) }))
}

/// Adds a trusted certificate, to which the store takes a reference; one that is there already
/// is good too. 1 or 0.
///
/// # Safety
/// `xs` is NULL or a store; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_add_cert(xs: *mut X509_STORE, x: *mut X509) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        let certificate = X509::share(x);
        with(xs, 0, |store| {
            let Some(certificate) = certificate else {
                return 0;
            };
            store.add_certificate(certificate);
            1
        })
    }
}

/// Adds a revocation list, to which the store takes a reference. 1 or 0.
///
/// # Safety
/// `xs` is NULL or a store; `x` is NULL or a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_add_crl(xs: *mut X509_STORE, x: *mut X509_CRL) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        let list = X509_CRL::share(x);
        with(xs, 0, |store| {
            let Some(list) = list else { return 0 };
            store.add_list(list);
            1
        })
    }
}

/// Adds the certificates and lists of a PEM file. 1, or 0 when there is none.
///
/// # Safety
/// `xs` is NULL or a store; `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_load_file(xs: *mut X509_STORE, file: *const c_char) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        let Some(file) = cstr(file) else { return 0 };
        let file = path(file);
        with(xs, 0, |store| {
            c_int::from(load_file(store, file, Format::Pem, Wanted::Both) > 0)
        })
    }
}

/// The path a C string names, whatever its encoding.
pub fn path(text: &std::ffi::CStr) -> &Path {
    use std::os::unix::ffi::OsStrExt;
    Path::new(std::ffi::OsStr::from_bytes(text.to_bytes()))
}

/// Lets the store look into a directory, or several separated by colons, whose files are named by
/// hash (`openssl rehash`). 1 or 0.
///
/// # Safety
/// `xs` is NULL or a store; `path` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_load_path(xs: *mut X509_STORE, path: *const c_char) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        let Some(path) = cstr(path) else { return 0 };
        let Ok(path) = path.to_str() else { return 0 };
        with(xs, 0, |store| {
            store.add_directories(path, Format::Pem);
            1
        })
    }
}

/// Adds the file or directory that a URI names (`X509_LOOKUP_store`). 1, or 0 on failure.
///
/// # Safety
/// `xs` is NULL or a store; `store` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_load_store(xs: *mut X509_STORE, store: *const c_char) -> c_int {
    if store.is_null() {
        return 0;
    }
    // SAFETY: the caller's promises; the lookup is the store's.
    unsafe {
        let lookup = X509_STORE_add_lookup(xs, X509_LOOKUP_store());
        X509_LOOKUP_ctrl(lookup, X509_L_ADD_STORE, store, 0, ptr::null_mut())
    }
}

/// [`X509_STORE_load_file`] and [`X509_STORE_load_path`], where they are not NULL. 1, or 0 when
/// both are NULL or one fails.
///
/// # Safety
/// `xs` is NULL or a store; the others are NULL or C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_load_locations(
    xs: *mut X509_STORE,
    file: *const c_char,
    dir: *const c_char,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        if file.is_null() && dir.is_null() {
            return 0;
        }
        let file_good = file.is_null() || X509_STORE_load_file(xs, file) == 1;
        c_int::from(file_good && (dir.is_null() || X509_STORE_load_path(xs, dir) == 1))
    }
}

impl X509_STORE {
    /// Adds a lookup that asks directories.
    pub(crate) fn add_directories(&self, list: &str, format: Format) {
        let lookup = Lookup::default();
        lookup.add_directories(list, format);
        self.lookups
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::new(lookup));
    }
}

/// Adds the file and the directory named in `SSL_CERT_FILE` and `SSL_CERT_DIR`, or else the
/// system's; what is not there is no error. 1.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_default_paths(xs: *mut X509_STORE) -> c_int {
    let set = |store: &X509_STORE| {
        let file = from_environment(place::FILE_ENV, place::FILE);
        if Path::new(&file).exists() {
            quietly(|| load_file(store, Path::new(&file), Format::Pem, Wanted::Both));
        }
        let directories = from_environment(place::DIR_ENV, place::DIR);
        store.add_directories(&directories, Format::Pem);
        1
    };
    // SAFETY: the caller promises a store.
    unsafe { with(xs, 0, set) }
}

/// Runs `body` and forgets the errors it queues.
pub fn quietly<R>(body: impl FnOnce() -> R) -> R {
    // SAFETY: they only touch this thread's queue.
    unsafe { ERR_set_mark() };
    let result = body();
    // SAFETY: as above.
    unsafe { ERR_pop_to_mark() };
    result
}

/// A setting of the environment, which counts only where the process has no more rights than its
/// user.
pub fn from_environment(name: &std::ffi::CStr, default: &std::ffi::CStr) -> String {
    // SAFETY: it only asks the kernel.
    let privileged = unsafe { libc::getauxval(libc::AT_SECURE) } != 0;
    let own = name
        .to_str()
        .ok()
        .filter(|_| !privileged)
        .and_then(|name| std::env::var(name).ok());
    own.unwrap_or_else(|| default.to_string_lossy().into_owned())
}

/// The parameters of the store, which stay its own.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get0_param(xs: *const X509_STORE) -> *mut X509_VERIFY_PARAM {
    // SAFETY: the caller promises a store.
    unsafe { with(xs, ptr::null_mut(), |store| store.param.as_c()) }
}

/// Takes over what `pm` sets. 1.
///
/// # Safety
/// `xs` is NULL or a store; `pm` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set1_param(
    xs: *mut X509_STORE,
    pm: *const X509_VERIFY_PARAM,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        with(xs, 0, |store| {
            param_abi::X509_VERIFY_PARAM_set1(store.param.as_c(), pm)
        })
    }
}

/// Sets flags, `X509_V_FLAG_*`. 1.
///
/// # Safety
/// `xs` is NULL or a store that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_flags(xs: *mut X509_STORE, flags: c_ulong) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        with(xs, 0, |store| {
            param_abi::X509_VERIFY_PARAM_set_flags(store.param.as_c(), flags)
        })
    }
}

/// Sets the greatest number of intermediate certificates. 1.
///
/// # Safety
/// `xs` is NULL or a store that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_depth(xs: *mut X509_STORE, depth: c_int) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        with(xs, 0, |store| {
            param_abi::X509_VERIFY_PARAM_set_depth(store.param.as_c(), depth);
            1
        })
    }
}

/// Sets the purpose, `X509_PURPOSE_*`. 1, or 0 for an unknown one.
///
/// # Safety
/// `xs` is NULL or a store that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_purpose(xs: *mut X509_STORE, purpose: c_int) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        with(xs, 0, |store| {
            param_abi::X509_VERIFY_PARAM_set_purpose(store.param.as_c(), purpose)
        })
    }
}

/// Sets the trust, `X509_TRUST_*`. 1, or 0 for an unknown one.
///
/// # Safety
/// `xs` is NULL or a store that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_trust(xs: *mut X509_STORE, trust: c_int) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        with(xs, 0, |store| {
            param_abi::X509_VERIFY_PARAM_set_trust(store.param.as_c(), trust)
        })
    }
}

/// # Safety
/// `store` is NULL or a store.
unsafe fn set_function(store: *mut X509_STORE, set: impl FnOnce(&mut Functions)) {
    // SAFETY: the caller promises a store.
    unsafe { with(store, (), |store| store.callbacks.change(set)) }
}

/// Sets the function that verifications with this store tell of every finding.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_verify_cb(
    xs: *mut X509_STORE,
    verify_cb: X509_STORE_CTX_verify_cb,
) {
    // SAFETY: the caller promises a store.
    unsafe { set_function(xs, |functions| functions.verify_cb = verify_cb) }
}

/// The function that verifications with this store tell of every finding.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get_verify_cb(
    xs: *const X509_STORE,
) -> X509_STORE_CTX_verify_cb {
    // SAFETY: the caller promises a store.
    unsafe { with(xs, None, |store| store.callbacks.get().verify_cb) }
}

/// Sets a function that checks signatures and times in place of the library.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_verify(
    xs: *mut X509_STORE,
    verify: X509_STORE_CTX_verify_fn,
) {
    // SAFETY: the caller promises a store.
    unsafe { set_function(xs, |functions| functions.verify = verify) }
}

/// Sets a function that finds trusted issuers in place of the store.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_get_issuer(
    xs: *mut X509_STORE,
    get_issuer: X509_STORE_CTX_get_issuer_fn,
) {
    // SAFETY: the caller promises a store.
    unsafe { set_function(xs, |functions| functions.get_issuer = get_issuer) }
}

/// The function that finds trusted issuers: the program's, else the library's own.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get_get_issuer(
    xs: *const X509_STORE,
) -> X509_STORE_CTX_get_issuer_fn {
    let own: X509_STORE_CTX_get_issuer_fn =
        Some(crate::x509_vfy::ctx::read::abi::X509_STORE_CTX_get1_issuer);
    // SAFETY: the caller promises a store.
    unsafe { with(xs, own, |store| store.callbacks.get().get_issuer.or(own)) }
}

/// Sets a function that says which certificate may have issued which.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_check_issued(
    xs: *mut X509_STORE,
    check_issued: X509_STORE_CTX_check_issued_fn,
) {
    // SAFETY: the caller promises a store.
    unsafe { set_function(xs, |functions| functions.check_issued = check_issued) }
}

/// What is in the store, which keeps stack and elements. Later additions come to its end.
///
/// # Safety
/// `xs` is NULL or a store that no other thread adds to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get0_objects(
    xs: *const X509_STORE,
) -> *mut stack_st_X509_OBJECT {
    // SAFETY: the caller promises a store.
    unsafe { with(xs, ptr::null_mut(), |store| store.for_c.stack(store.all())) }
}

/// A new stack with a reference to each certificate of the store. NULL on failure.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get1_all_certs(xs: *mut X509_STORE) -> *mut OPENSSL_STACK {
    let certificates = |store: &X509_STORE| {
        let all = store.all();
        let all = all.into_iter().filter_map(|object| match object {
            X509_OBJECT::Certificate(certificate) => Some(certificate),
            X509_OBJECT::List(_) => None,
        });
        crate::x509::cert::abi::give_stack(&all.collect::<Vec<_>>())
    };
    // SAFETY: the caller promises a store.
    unsafe { with(xs, ptr::null_mut(), certificates) }
}

/// Program data under an index of `X509_STORE_get_ex_new_index`. 1 or 0.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_set_ex_data(
    xs: *mut X509_STORE,
    idx: c_int,
    data: *mut c_void,
) -> c_int {
    // SAFETY: the caller promises a store, whose data is its own.
    unsafe {
        with(xs, 0, |store| {
            CRYPTO_set_ex_data(store.ex_data.as_c(), idx, data)
        })
    }
}

/// What [`X509_STORE_set_ex_data`] stored; NULL without.
///
/// # Safety
/// `xs` is NULL or a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_get_ex_data(xs: *const X509_STORE, idx: c_int) -> *mut c_void {
    // SAFETY: the caller promises a store, whose data is its own.
    unsafe {
        with(xs, ptr::null_mut(), |store| {
            CRYPTO_get_ex_data(store.ex_data.as_c(), idx)
        })
    }
}

/// 1 for a certificate, 2 for a revocation list, 0 for NULL.
///
/// # Safety
/// `a` is NULL or an element of a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_OBJECT_get_type(a: *const X509_OBJECT) -> c_int {
    // SAFETY: the caller promises an element.
    guard(0, || match unsafe { shared_ref(a) } {
        None => 0,
        Some(X509_OBJECT::Certificate(_)) => 1,
        Some(X509_OBJECT::List(_)) => 2,
    })
}

/// The certificate, which stays the element's; NULL for another one.
///
/// # Safety
/// `a` is NULL or an element of a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_OBJECT_get0_X509(a: *const X509_OBJECT) -> *mut X509 {
    // SAFETY: the caller promises an element.
    guard(ptr::null_mut(), || match unsafe { shared_ref(a) } {
        Some(X509_OBJECT::Certificate(certificate)) => Arc::as_ptr(certificate).cast_mut(),
        _ => ptr::null_mut(),
    })
}

/// The revocation list, which stays the element's; NULL for another one.
///
/// # Safety
/// `a` is NULL or an element of a store.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_OBJECT_get0_X509_CRL(a: *const X509_OBJECT) -> *mut X509_CRL {
    // SAFETY: the caller promises an element.
    guard(ptr::null_mut(), || match unsafe { shared_ref(a) } {
        Some(X509_OBJECT::List(list)) => Arc::as_ptr(list).cast_mut(),
        _ => ptr::null_mut(),
    })
}
