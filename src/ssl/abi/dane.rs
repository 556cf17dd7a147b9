//! DANE (RFC 7671): TLSA records that authenticate a server (SSL_CTX_dane_enable(3)). libcrypto matches
//! them: over one that does not, they are refused.

use std::ffi::{c_char, c_int, c_uchar, c_ulong};

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::reasons;
use crate::sys::dane::{Dane, DaneContext, Fault, Matched, SSL_DANE};
use crate::sys::error;
use crate::sys::types::*;

use super::ctrl;
use super::guard;
use super::verify::SSL_set1_host;
use crate::ctrl::SET_TLSEXT_HOSTNAME;

const X509_V_OK: i64 = 0;

/// Allows DANE for the context's connections: 1; 0 with the error queued over a libcrypto without it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_dane_enable(ctx: *mut SSL_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        if ctx.dane.get().is_some() {
            return 1;
        }
        match DaneContext::new() {
            Some(context) => {
                ctx.dane.set(context).ok();
                1
            }
            None => {
                let text = c"this libcrypto does not match TLSA records";
                error::put_text(error::UNSUPPORTED, Some(text));
                0
            }
        }
    })
}

/// The digest of a matching type (NULL: the type is not allowed) and its rank: 1, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_dane_mtype_set(
    ctx: *mut SSL_CTX,
    md: *const EVP_MD,
    mtype: u8,
    ord: u8,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        if mtype == 0 && !md.is_null() {
            error::put(reasons::DANE_CANNOT_OVERRIDE_MTYPE_FULL);
            return 0;
        }
        let Some(dane) = ctx.dane.get() else {
            error::put(reasons::CONTEXT_NOT_DANE_ENABLED);
            return 0;
        };
        dane.set_digest(mtype, md, ord);
        1
    })
}

fn of_context(ctx: &SSL_CTX, change: impl FnOnce(c_ulong) -> c_ulong) -> c_ulong {
    ctx.dane.get().map_or(0, |dane| dane.change_flags(change))
}

fn of_connection(ssl: &SSL, change: impl FnOnce(c_ulong) -> c_ulong) -> c_ulong {
    match ssl.dane.get() {
        Some(dane) => dane.change_flags(change),
        None => {
            let old = ssl.dane_flags.get();
            ssl.dane_flags.set(change(old));
            old
        }
    }
}

/// Adds flags (`DANE_FLAG_*`) for connections to come; gives those before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_dane_set_flags(ctx: *mut SSL_CTX, flags: c_ulong) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ctx = unsafe { ffi::shared_ref(ctx) };
        ctx.map_or(0, |ctx| of_context(ctx, |old| old | flags))
    })
}

/// Takes flags away for connections to come; gives those before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_dane_clear_flags(ctx: *mut SSL_CTX, flags: c_ulong) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ctx = unsafe { ffi::shared_ref(ctx) };
        ctx.map_or(0, |ctx| of_context(ctx, |old| old & !flags))
    })
}

/// Adds flags (`DANE_FLAG_*`); gives those before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_dane_set_flags(ssl: *mut SSL, flags: c_ulong) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        ssl.map_or(0, |ssl| of_connection(ssl, |old| old | flags))
    })
}

/// Takes flags away; gives those before.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_dane_clear_flags(ssl: *mut SSL, flags: c_ulong) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        ssl.map_or(0, |ssl| of_connection(ssl, |old| old & !flags))
    })
}

/// Begins with DANE for the TLSA base domain: 1; 0 when it is not allowed or was begun, -1 when the
/// domain cannot be set; the error is queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_dane_enable(s: *mut SSL, basedomain: *const c_char) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(context) = ssl.first_context.dane.get() else {
            error::put(reasons::CONTEXT_NOT_DANE_ENABLED);
            return 0;
        };
        if ssl.dane.get().is_some() {
            error::put(reasons::DANE_ALREADY_ENABLED);
            return 0;
        }
        // The domain is the name that is asked for, unless another one was set before.
        let named = ssl.host_name.borrow().is_some();
        // SAFETY: the caller's contract.
        let set = unsafe {
            let asked = basedomain.cast_mut().cast();
            (named || ctrl::SSL_ctrl(s, SET_TLSEXT_HOSTNAME, 0, asked) == 1)
                && SSL_set1_host(s, basedomain) == 1
        };
        if !set {
            error::put(reasons::ERROR_SETTING_TLSA_BASE_DOMAIN);
            return -1;
        }
        match Dane::new(context, ssl.dane_flags.get()) {
            Some(dane) => {
                ssl.dane.set(Box::new(dane)).ok();
                1
            }
            None => {
                error::put(error::MALLOC_FAILURE);
                -1
            }
        }
    })
}

fn reason(fault: Fault) -> c_int {
    match fault {
        Fault::Usage => reasons::DANE_TLSA_BAD_CERTIFICATE_USAGE,
        Fault::Selector => reasons::DANE_TLSA_BAD_SELECTOR,
        Fault::MatchingType => reasons::DANE_TLSA_BAD_MATCHING_TYPE,
        Fault::DigestLength => reasons::DANE_TLSA_BAD_DIGEST_LENGTH,
        Fault::DataLength => reasons::DANE_TLSA_BAD_DATA_LENGTH,
        Fault::NullData => reasons::DANE_TLSA_NULL_DATA,
        Fault::Certificate => reasons::DANE_TLSA_BAD_CERTIFICATE,
        Fault::PublicKey => reasons::DANE_TLSA_BAD_PUBLIC_KEY,
        Fault::Memory => error::MALLOC_FAILURE,
    }
}

/// Adds a TLSA record, which is copied: 1; 0 when it cannot be used, -1 before `SSL_dane_enable` or
/// without memory; the error is queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_dane_tlsa_add(
    s: *mut SSL,
    usage: u8,
    selector: u8,
    mtype: u8,
    data: *const c_uchar,
    dlen: usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        let (Some(context), Some(dane)) = (ssl.first_context.dane.get(), ssl.dane.get()) else {
            error::put(reasons::DANE_NOT_ENABLED);
            return -1;
        };
        let added = if i32::try_from(dlen).is_err() {
            Err(Fault::DataLength)
        } else {
            // SAFETY: the caller's contract.
            let bytes = unsafe { ffi::slice(data, dlen) }.filter(|_| !data.is_null());
            dane.add(context, (usage, selector, mtype), (bytes, dlen))
        };
        match added {
            Ok(()) => 1,
            Err(fault) => {
                error::put(reason(fault));
                if fault == Fault::Memory { -1 } else { 0 }
            }
        }
    })
}

/// Runs `tell` with the record that matched; gives its depth, or -1 when records authenticated nobody.
fn result(ssl: &SSL, tell: impl FnOnce(&Matched<'_>)) -> c_int {
    let Some(dane) = ssl.dane.get().filter(|dane| dane.is_used()) else {
        return -1;
    };
    if ssl.verify_result.get() != X509_V_OK {
        return -1;
    }
    if let Some(matched) = dane.matched() {
        tell(&matched);
    }
    dane.depth()
}

/// What matched, the connection's to keep: a certificate, or a key that stands in a record. The depth
/// in the chain, or -1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_dane_authority(
    s: *mut SSL,
    mcert: *mut *mut X509,
    mspki: *mut *mut EVP_PKEY,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        result(ssl, |matched| {
            let key = match matched.certificate.is_null() {
                true => matched.key,
                false => std::ptr::null_mut(),
            };
            // SAFETY: the caller's contract.
            unsafe {
                ffi::put(mcert, matched.certificate);
                ffi::put(mspki, key);
            }
        })
    })
}

/// The record that matched; its data are the connection's. The depth in the chain, or -1.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_dane_tlsa(
    s: *mut SSL,
    usage: *mut u8,
    selector: *mut u8,
    mtype: *mut u8,
    data: *mut *const c_uchar,
    dlen: *mut usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        result(ssl, |matched| {
            // SAFETY: the caller's contract.
            unsafe {
                ffi::put(usage, matched.usage);
                ffi::put(selector, matched.selector);
                ffi::put(mtype, matched.matching);
                ffi::put(data, matched.data.as_ptr());
                ffi::put(dlen, matched.data.len());
            }
        })
    })
}

/// What `X509_STORE_CTX_set0_dane` takes; NULL before `SSL_dane_enable`. It is the connection's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_dane(ssl: *mut SSL) -> *mut SSL_DANE {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return std::ptr::null_mut();
        };
        ssl.dane
            .get()
            .map_or(std::ptr::null_mut(), |dane| dane.as_ptr())
    })
}
