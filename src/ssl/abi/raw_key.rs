//! Raw public keys in place of certificates (RFC 7250), under the names of OpenSSL 3.2.

use std::ffi::{c_int, c_uchar};
use std::sync::Arc;

use dtls::msg::CertificateType;

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::session::SSL_SESSION;
use crate::object::settings::Settings;
use crate::sys::key::Key;
use crate::sys::types::*;

use super::ctrl_shared::Owner;
use super::guard;

/// Of which side's certificate a list tells the forms.
type Place = fn(&mut Settings) -> &mut Option<Arc<[u8]>>;

fn client(settings: &mut Settings) -> &mut Option<Arc<[u8]>> {
    &mut settings.client_cert_types
}

fn server(settings: &mut Settings) -> &mut Option<Arc<[u8]>> {
    &mut settings.server_cert_types
}

/// Sets a list: 1, or 0 when it is none, with a form that is not known, or one twice.
///
/// # Safety
/// `owner` is NULL or valid; `val` is NULL or has `len` bytes.
unsafe fn set<O: Owner>(owner: *mut O, place: Place, val: *const c_uchar, len: usize) -> c_int {
    // SAFETY: the caller's contract.
    let Some(owner) = (unsafe { ffi::shared_ref(owner) }) else {
        return 0;
    };
    let types = if val.is_null() && len == 0 {
        None
    } else {
        // SAFETY: the caller's contract.
        let Some(list) = (unsafe { ffi::slice(val, len) }).filter(|list| is_list(list)) else {
            return 0;
        };
        Some(Arc::from(list))
    };
    owner.change(|settings| {
        *place(settings) = types;
        1
    });
    1
}

fn is_list(list: &[u8]) -> bool {
    let known = [CertificateType::X509.0, CertificateType::RAW_PUBLIC_KEY.0];
    let once = |kind: &u8| list.iter().filter(|other| *other == kind).count() == 1;
    !list.is_empty() && list.iter().all(|kind| known.contains(kind) && once(kind))
}

/// Lends a list out: 1, or 0 without a place for it.
///
/// # Safety
/// The pointers are NULL or valid.
unsafe fn get<O: Owner>(
    owner: *const O,
    list: fn(&Settings) -> &Option<Arc<[u8]>>,
    t: *mut *mut c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's contract.
    let Some(owner) = (unsafe { ffi::shared_ref(owner) }) else {
        return 0;
    };
    if t.is_null() || len.is_null() {
        return 0;
    }
    // The owner's settings keep the list until another takes its place.
    let settings = owner.settings();
    let (start, length) = match list(&settings) {
        Some(list) => (list.as_ptr().cast_mut(), list.len()),
        None => (std::ptr::null_mut(), 0),
    };
    // SAFETY: the caller's contract.
    unsafe {
        ffi::put(t, start);
        ffi::put(len, length);
    }
    1
}

/// The forms of the client's certificate, best first (`TLSEXT_cert_type_*`); NULL: only certificates, and nothing is said.
/// 1, or 0 for a list with other forms or one twice.
///
/// # Safety
/// `ctx` is NULL or valid; `val` is NULL or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set1_client_cert_type(
    ctx: *mut SSL_CTX,
    val: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe { set(ctx, client, val, len) })
}

/// The list set by `SSL_CTX_set1_client_cert_type`, which stays the library's; NULL and 0: none. 1 on success.
///
/// # Safety
/// Pointers are NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_client_cert_type(
    ctx: *const SSL_CTX,
    t: *mut *mut c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe {
        get(ctx, |settings| &settings.client_cert_types, t, len)
    })
}

/// The forms of the client's certificate, best first (`TLSEXT_cert_type_*`); NULL: only certificates, and nothing is said.
/// 1, or 0 for a list with other forms or one twice.
///
/// # Safety
/// `ssl` is NULL or valid; `val` is NULL or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set1_client_cert_type(
    ssl: *mut SSL,
    val: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe { set(ssl, client, val, len) })
}

/// The list set by `SSL_set1_client_cert_type`, which stays the library's; NULL and 0: none. 1 on success.
///
/// # Safety
/// Pointers are NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_client_cert_type(
    ssl: *const SSL,
    t: *mut *mut c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe {
        get(ssl, |settings| &settings.client_cert_types, t, len)
    })
}

/// The forms of the server's certificate, best first (`TLSEXT_cert_type_*`); NULL: only certificates, and nothing is said.
/// 1, or 0 for a list with other forms or one twice.
///
/// # Safety
/// `ctx` is NULL or valid; `val` is NULL or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set1_server_cert_type(
    ctx: *mut SSL_CTX,
    val: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe { set(ctx, server, val, len) })
}

/// The list set by `SSL_CTX_set1_server_cert_type`, which stays the library's; NULL and 0: none. 1 on success.
///
/// # Safety
/// Pointers are NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_get0_server_cert_type(
    ctx: *const SSL_CTX,
    t: *mut *mut c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe {
        get(ctx, |settings| &settings.server_cert_types, t, len)
    })
}

/// The forms of the server's certificate, best first (`TLSEXT_cert_type_*`); NULL: only certificates, and nothing is said.
/// 1, or 0 for a list with other forms or one twice.
///
/// # Safety
/// `ssl` is NULL or valid; `val` is NULL or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set1_server_cert_type(
    ssl: *mut SSL,
    val: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe { set(ssl, server, val, len) })
}

/// The list set by `SSL_set1_server_cert_type`, which stays the library's; NULL and 0: none. 1 on success.
///
/// # Safety
/// Pointers are NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_server_cert_type(
    ssl: *const SSL,
    t: *mut *mut c_uchar,
    len: *mut usize,
) -> c_int {
    // SAFETY: the caller's contract.
    guard(0, || unsafe {
        get(ssl, |settings| &settings.server_cert_types, t, len)
    })
}

/// The form of the client's certificate that was agreed on (`TLSEXT_cert_type_*`).
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_negotiated_client_cert_type(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        ssl.map_or(0, |ssl| negotiated(ssl, ssl.is_server()))
    })
}

/// The form of the server's certificate that was agreed on (`TLSEXT_cert_type_*`).
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_negotiated_server_cert_type(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        ssl.map_or(0, |ssl| negotiated(ssl, !ssl.is_server()))
    })
}

fn negotiated(ssl: &SSL, of_peer: bool) -> c_int {
    let kind = ssl.engine().and_then(|engine| {
        let facts = engine.facts()?;
        Some(if of_peer {
            facts.peer_certificate_type
        } else {
            facts.own_certificate_type
        })
    });
    kind.unwrap_or_default().0.into()
}

/// Trusts a raw public key, beside those that were added before; the key stays the caller's. 1, or 0 when it cannot be
/// encoded. Unlike OpenSSL this needs no `SSL_dane_enable`.
///
/// # Safety
/// Pointers are NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_expected_rpk(s: *mut SSL, rpk: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let key = unsafe { Key::share(rpk) };
        let Some(info) = key.and_then(|key| key.public_info()) else {
            return 0;
        };
        s.expected_keys.borrow_mut().push(info);
        1
    })
}

/// The peer's raw public key, which stays the connection's; NULL when it showed a certificate or nothing.
///
/// # Safety
/// `s` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peer_rpk(s: *const SSL) -> *mut EVP_PKEY {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        let peer = s.peer.borrow();
        peer.raw_key
            .as_ref()
            .map_or(std::ptr::null_mut(), Key::as_ptr)
    })
}

/// The raw public key of the session's peer, which stays the session's; NULL: none.
///
/// # Safety
/// `s` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_peer_rpk(s: *mut SSL_SESSION) -> *mut EVP_PKEY {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.with(|parts| {
            let key = parts.peer_raw_key.as_ref();
            key.map_or(std::ptr::null_mut(), Key::as_ptr)
        })
    })
}
