//! The exported functions that read the results of a verification.

use std::ffi::c_int;
use std::ptr;
use std::sync::Arc;

use ffi::{SharedHandle, put, shared_ref};

use crate::err::guard;
use crate::x509::cert::abi::{give_stack, stack_st_X509};
use crate::x509::{X509, X509_CRL};
use crate::x509_vfy::X509_STORE_CTX;
use crate::x509_vfy::store::X509_STORE;

/// # Safety
/// `ctx` is NULL or a verification.
unsafe fn read<R>(
    ctx: *const X509_STORE_CTX,
    failure: R,
    body: impl FnOnce(&X509_STORE_CTX) -> R,
) -> R {
    // SAFETY: the caller promises a verification.
    let context = unsafe { shared_ref(ctx) };
    match context {
        // A panic is an error on the queue; the answer is that of NULL.
        Some(context) => guard(None, || Some(body(context))).unwrap_or(failure),
        None => failure,
    }
}

fn address<T>(object: Option<Arc<T>>) -> *mut T {
    object.map_or(ptr::null_mut(), |object| Arc::as_ptr(&object).cast_mut())
}

/// The result, `X509_V_OK` or `X509_V_ERR_*`.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_error(ctx: *const X509_STORE_CTX) -> c_int {
    // SAFETY: the caller promises a verification.
    unsafe {
        read(
            ctx,
            crate::x509_vfy::errors::UNSPECIFIED,
            X509_STORE_CTX::error,
        )
    }
}

/// Changes the result.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_error(ctx: *mut X509_STORE_CTX, s: c_int) {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, (), |context| context.set_error(s)) }
}

/// The depth the finding is about: 0 is the certificate itself.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_error_depth(ctx: *const X509_STORE_CTX) -> c_int {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, 0, X509_STORE_CTX::error_depth) }
}

/// Changes the depth.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_error_depth(ctx: *mut X509_STORE_CTX, depth: c_int) {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, (), |context| context.set_error_depth_raw(depth)) }
}

/// The certificate the finding is about, which stays the verification's; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_current_cert(ctx: *const X509_STORE_CTX) -> *mut X509 {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, ptr::null_mut(), |context| address(context.current())) }
}

/// Changes the certificate the finding is about.
///
/// # Safety
/// `ctx` is NULL or a verification; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set_current_cert(ctx: *mut X509_STORE_CTX, x: *mut X509) {
    // SAFETY: the caller's promises.
    unsafe { read(ctx, (), |context| context.set_current_only(X509::share(x))) }
}

/// The issuer of the current certificate, while signatures are checked; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_current_issuer(
    ctx: *const X509_STORE_CTX,
) -> *mut X509 {
    // SAFETY: the caller promises a verification.
    unsafe {
        read(ctx, ptr::null_mut(), |context| {
            address(context.current_issuer())
        })
    }
}

/// 1 when the path that was checked has to have a policy.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_explicit_policy(ctx: *const X509_STORE_CTX) -> c_int {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, 0, |context| c_int::from(context.explicit_policy())) }
}

/// The revocation list the finding is about; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_current_crl(
    ctx: *const X509_STORE_CTX,
) -> *mut X509_CRL {
    // SAFETY: the caller promises a verification.
    unsafe {
        read(ctx, ptr::null_mut(), |context| {
            address(context.current_list())
        })
    }
}

/// The certificate that is verified; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_cert(ctx: *const X509_STORE_CTX) -> *mut X509 {
    // SAFETY: the caller promises a verification.
    unsafe {
        read(ctx, ptr::null_mut(), |context| {
            address(context.certificate())
        })
    }
}

/// The store; NULL without.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_store(ctx: *const X509_STORE_CTX) -> *mut X509_STORE {
    // SAFETY: the caller promises a verification.
    unsafe {
        read(ctx, ptr::null_mut(), |context| {
            address(context.store.borrow().clone())
        })
    }
}

/// The path, which stays the verification's; NULL before there is one.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get0_chain(
    ctx: *const X509_STORE_CTX,
) -> *mut stack_st_X509 {
    let chain = |context: &X509_STORE_CTX| context.chain_for_c.of(&context.chain());
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, ptr::null_mut(), chain) }
}

/// A copy of the path with a reference to each certificate; NULL before there is one.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get1_chain(
    ctx: *const X509_STORE_CTX,
) -> *mut stack_st_X509 {
    let copy = |context: &X509_STORE_CTX| {
        let chain = context.chain();
        if chain.is_empty() {
            ptr::null_mut()
        } else {
            give_stack(&chain)
        }
    };
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, ptr::null_mut(), copy) }
}

/// Takes `chain`, which is given up, as the path, as after a successful verification.
///
/// # Safety
/// `ctx` is NULL or a verification; `chain` is NULL or a stack of references that is given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_set0_verified_chain(
    ctx: *mut X509_STORE_CTX,
    chain: *mut stack_st_X509,
) {
    // SAFETY: the caller's promises.
    unsafe {
        let certificates = crate::x509::cert::abi::take_stack(chain);
        read(ctx, (), |context| context.set_chain(certificates));
    }
}

/// How many certificates of the path are not from the store.
///
/// # Safety
/// `ctx` is NULL or a verification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get_num_untrusted(ctx: *const X509_STORE_CTX) -> c_int {
    // SAFETY: the caller promises a verification.
    unsafe { read(ctx, 0, |context| context.untrusted_count() as c_int) }
}

/// Finds the issuer of `x` in the store: 1 and a reference in `*issuer`, or 0.
///
/// # Safety
/// `issuer` is writable; `ctx` is NULL or a verification; `x` is NULL or a certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_STORE_CTX_get1_issuer(
    issuer: *mut *mut X509,
    ctx: *mut X509_STORE_CTX,
    x: *mut X509,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        put(issuer, ptr::null_mut());
        let Some(subject) = X509::share(x) else {
            return 0;
        };
        read(ctx, 0, |context| match context.stored_issuer(&subject) {
            Some(found) => {
                put(issuer, X509::into_c(found));
                1
            }
            None => 0,
        })
    }
}
