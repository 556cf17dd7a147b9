//! Calls into the application. The caller holds no lock and no borrow of the connection: the
//! application may call any function on the same objects from here.
//!
//! The functions are safe to call from the library's own code because what they pass is always
//! valid: the `SSL` outlives the call, and the buffers are ours.

use std::ffi::{CStr, c_char, c_int, c_uchar, c_uint, c_void};

use std::sync::Arc;

use ffi::SharedHandle;

use crate::callback::*;
use crate::object::cipher::SSL_CIPHER;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::session::SSL_SESSION;

use zeroize::Zeroizing;

use super::Arg;
use super::cert::Certificate;
use super::dh;
use super::key::Key;

pub fn info(callback: SSL_info_cb, ssl: &SSL, what: c_int, value: c_int) {
    if let Some(callback) = callback {
        // SAFETY: see the module.
        unsafe { callback(ssl, what, value) }
    }
}

pub fn message(
    callback: SSL_msg_cb,
    (write, version, content_type): (bool, c_int, c_int),
    bytes: &[u8],
    ssl: &SSL,
    arg: Arg,
) {
    if let Some(callback) = callback {
        let (data, length) = (bytes.as_ptr().cast::<c_void>(), bytes.len());
        // SAFETY: see the module; the bytes live for the call.
        unsafe {
            callback(
                c_int::from(write),
                version,
                content_type,
                data,
                length,
                ssl.as_c(),
                arg.0,
            )
        }
    }
}

/// Shows the application an extension of the peer's hello.
pub fn extension_debug(
    callback: SSL_tlsext_debug_cb,
    ssl: &SSL,
    of_server: bool,
    kind: u16,
    body: &[u8],
    arg: Arg,
) {
    if let (Some(callback), Ok(length)) = (callback, c_int::try_from(body.len())) {
        let (data, of_server) = (body.as_ptr(), c_int::from(of_server));
        // SAFETY: see the module; the bytes live for the call.
        unsafe { callback(ssl.as_c(), of_server, kind.into(), data, length, arg.0) }
    }
}

/// What the application's clock shows, in microseconds; `None`: it has none.
pub fn clock(callback: FERRODTLS_clock_cb, arg: Arg) -> Option<u64> {
    // SAFETY: see the module.
    Some(unsafe { callback?(arg.0) })
}

/// Tells what the search for the path's MTU does.
pub fn path_mtu(callback: FERRODTLS_path_mtu_cb, ssl: &SSL, what: c_int, size: usize, arg: Arg) {
    if let Some(callback) = callback {
        // SAFETY: see the module.
        unsafe { callback(ssl.as_c(), what, size, arg.0) }
    }
}

pub fn key_log(callback: SSL_CTX_keylog_cb_func, ssl: &SSL, line: &CStr) {
    if let Some(callback) = callback {
        // SAFETY: see the module.
        unsafe { callback(ssl, line.as_ptr()) }
    }
}

/// The cookie; `None` when the callback failed or gave a length outside 1..=255.
pub fn make_cookie(callback: SSL_cookie_generate_cb, ssl: &SSL) -> Option<Vec<u8>> {
    // DTLS1_COOKIE_LENGTH: callbacks rely on 255 bytes of room.
    let mut cookie = [0u8; 256];
    let mut length: c_uint = 0;
    // SAFETY: see the module; the buffer is as long as the manual page says.
    let made = unsafe { callback?(ssl.as_c(), cookie.as_mut_ptr(), &mut length) };
    let length = usize::try_from(length).ok()?;
    (made != 0 && (1..=255).contains(&length)).then(|| cookie[..length].to_vec())
}

pub fn check_cookie(callback: SSL_cookie_verify_cb, ssl: &SSL, cookie: &[u8]) -> bool {
    let Some(callback) = callback else {
        return false;
    };
    let length = c_uint::try_from(cookie.len()).unwrap_or(0);
    // SAFETY: see the module.
    unsafe { callback(ssl.as_c(), cookie.as_ptr(), length) != 0 }
}

/// The group of `SSL_CTX_set_tmp_dh_callback`'s function, which keeps what it answers. As upstream, it is asked for one of
/// 1024 bits and may give any.
pub fn tmp_dh(callback: SSL_tmp_dh_cb, ssl: &SSL) -> Option<dh::Numbers> {
    // SAFETY: see the module; what it answers is valid at least until it is called again.
    unsafe { dh::of_dh(callback?(ssl.as_c(), 0, 1024)) }
}

/// What a callback with an alert out-parameter said.
pub struct WithAlert {
    pub result: c_int,
    pub alert: c_int,
}

pub fn client_hello(
    callback: SSL_client_hello_cb_fn,
    ssl: &SSL,
    arg: Arg,
    alert: c_int,
) -> Option<WithAlert> {
    let mut alert = alert;
    // SAFETY: see the module.
    let result = unsafe { callback?(ssl.as_c(), &mut alert, arg.0) };
    Some(WithAlert { result, alert })
}

pub fn server_name(
    callback: SSL_servername_cb,
    ssl: &SSL,
    arg: Arg,
    alert: c_int,
) -> Option<WithAlert> {
    let mut alert = alert;
    // SAFETY: see the module.
    let result = unsafe { callback?(ssl.as_c(), &mut alert, arg.0) };
    Some(WithAlert { result, alert })
}

pub fn status(callback: SSL_tlsext_status_cb, ssl: &SSL, arg: Arg) -> Option<c_int> {
    // SAFETY: see the module.
    Some(unsafe { callback?(ssl.as_c(), arg.0) })
}

pub fn certificate(callback: SSL_cert_cb, ssl: &SSL, arg: Arg) -> Option<c_int> {
    // SAFETY: see the module.
    Some(unsafe { callback?(ssl.as_c(), arg.0) })
}

/// The result and what the callback handed over.
pub fn client_certificate(
    callback: SSL_client_cert_cb,
    ssl: &SSL,
) -> Option<(c_int, Option<Certificate>, Option<Key>)> {
    let mut x509 = std::ptr::null_mut();
    let mut key = std::ptr::null_mut();
    // SAFETY: see the module; on 1 both objects are ours (SSL_CTX_set_client_cert_cb(3)).
    unsafe {
        let result = callback?(ssl.as_c(), &mut x509, &mut key);
        Some((result, Certificate::from_raw(x509), Key::from_raw(key)))
    }
}

/// The result and the protocol chosen (copied).
pub fn select_alpn(
    callback: SSL_CTX_alpn_select_cb_func,
    ssl: &SSL,
    offered: &[u8],
    arg: Arg,
) -> Option<(c_int, Vec<u8>)> {
    let mut chosen: *const c_uchar = std::ptr::null();
    let mut length: c_uchar = 0;
    let offered_length = c_uint::try_from(offered.len()).ok()?;
    // SAFETY: see the module; on success `chosen` points to `length` bytes that are valid at least
    // until the callback's caller has copied them.
    unsafe {
        let result = callback?(
            ssl.as_c(),
            &mut chosen,
            &mut length,
            offered.as_ptr(),
            offered_length,
            arg.0,
        );
        let chosen = if result == TLSEXT_ERR_OK && !chosen.is_null() {
            std::slice::from_raw_parts(chosen, usize::from(length)).to_vec()
        } else {
            Vec::new()
        };
        Some((result, chosen))
    }
}

/// Bytes of the longest identity (`PSK_MAX_IDENTITY_LEN`).
pub const PSK_MAX_IDENTITY: usize = 256;
/// Bytes of the longest key (`PSK_MAX_PSK_LEN`).
const PSK_MAX_KEY: usize = 512;

/// What a callback for pre-shared keys did.
pub enum PskSaid<T> {
    /// Nobody to ask.
    NoCallback,
    /// There is no key.
    None,
    /// Lengths beyond the buffers it was given.
    Nonsense,
    Some(T),
}

/// A client's identity and key (SSL_CTX_set_psk_client_callback(3)).
pub fn psk_client(
    callback: SSL_psk_client_cb_func,
    ssl: &SSL,
    hint: Option<&CStr>,
) -> PskSaid<(Vec<u8>, Zeroizing<Vec<u8>>)> {
    let Some(callback) = callback else {
        return PskSaid::NoCallback;
    };
    // One byte more than the callback is told of, so that there is a NUL in any case.
    let mut identity = [0 as c_char; PSK_MAX_IDENTITY + 1];
    let mut key = Zeroizing::new(vec![0u8; PSK_MAX_KEY]);
    // SAFETY: see the module; the buffers are as long as the callback is told.
    let length = unsafe {
        callback(
            ssl.as_c(),
            hint.map_or(std::ptr::null(), CStr::as_ptr),
            identity.as_mut_ptr(),
            PSK_MAX_IDENTITY as c_uint,
            key.as_mut_ptr(),
            PSK_MAX_KEY as c_uint,
        )
    };
    let identity = identity.map(|c| c as u8);
    match (length as usize, CStr::from_bytes_until_nul(&identity)) {
        (0, _) => PskSaid::None,
        (length @ 1..=PSK_MAX_KEY, Ok(identity)) => {
            key.truncate(length);
            PskSaid::Some((identity.to_bytes().to_vec(), key))
        }
        _ => PskSaid::Nonsense,
    }
}

/// The key of a client's identity (SSL_CTX_set_psk_server_callback(3)).
pub fn psk_server(
    callback: SSL_psk_server_cb_func,
    ssl: &SSL,
    identity: &CStr,
) -> PskSaid<Zeroizing<Vec<u8>>> {
    let Some(callback) = callback else {
        return PskSaid::NoCallback;
    };
    let mut key = Zeroizing::new(vec![0u8; PSK_MAX_KEY]);
    let (room, max) = (key.as_mut_ptr(), PSK_MAX_KEY as c_uint);
    // SAFETY: see the module; the buffer is as long as the callback is told.
    match unsafe { callback(ssl.as_c(), identity.as_ptr(), room, max) } as usize {
        0 => PskSaid::None,
        length @ 1..=PSK_MAX_KEY => {
            key.truncate(length);
            PskSaid::Some(key)
        }
        _ => PskSaid::Nonsense,
    }
}

pub fn timer(callback: DTLS_timer_cb, ssl: &SSL, microseconds: c_uint) -> Option<c_uint> {
    // SAFETY: see the module.
    Some(unsafe { callback?(ssl.as_c(), microseconds) })
}

/// Offers a new session to the application, which keeps the reference unless it answers 0
/// (SSL_CTX_sess_set_new_cb(3)).
pub fn new_session(callback: SSL_sess_new_cb, ssl: &SSL, session: &Arc<SSL_SESSION>) {
    let Some(callback) = callback else { return };
    let pointer = SSL_SESSION::into_c(Arc::clone(session));
    // SAFETY: see the module; `pointer` is one reference of its own, which is taken back unless the
    // application says that it kept it.
    unsafe {
        if callback(ssl.as_c(), pointer) == 0 {
            drop(SSL_SESSION::reclaim(pointer));
        }
    }
}

/// The session that the application's cache knows. Unless the callback cleared its `copy` flag the
/// application keeps its own reference (SSL_CTX_sess_set_get_cb(3)).
pub fn find_session(callback: SSL_sess_get_cb, ssl: &SSL, id: &[u8]) -> Option<Arc<SSL_SESSION>> {
    let mut copy: c_int = 1;
    let length = c_int::try_from(id.len()).ok()?;
    // SAFETY: see the module; the result is NULL or a session, with one reference for us when the
    // flag is cleared.
    unsafe {
        let session = callback?(ssl.as_c(), id.as_ptr(), length, &mut copy);
        if copy != 0 {
            SSL_SESSION::share(session)
        } else {
            SSL_SESSION::reclaim(session)
        }
    }
}

/// Tells the application that a session left the cache.
pub fn session_removed(context: &SSL_CTX, session: &SSL_SESSION) {
    if let Some(callback) = context.settings().of_context.session_remove {
        // SAFETY: see the module; both are borrowed for the call.
        unsafe {
            callback(
                std::ptr::from_ref(context).cast_mut(),
                std::ptr::from_ref(session).cast_mut(),
            );
        }
    }
}

/// The ID that the application gives a session: it sees `room` bytes to fill, and gives back how many it filled.
pub fn session_id(callback: GEN_SESSION_CB, ssl: &SSL) -> Option<(bool, Vec<u8>)> {
    let mut id = vec![0u8; 32];
    let mut length: c_uint = 32;
    // SAFETY: see the module; the buffer is as long as the callback is told.
    let made = unsafe { callback?(ssl.as_c(), id.as_mut_ptr(), &mut length) };
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let good = made != 0;
    Some((good, id.get(..length).unwrap_or_default().to_vec()))
}

/// Whether the application wants a session not to be resumed.
pub fn not_resumable(callback: SSL_not_resumable_cb, ssl: &SSL, forward_secure: bool) -> bool {
    // SAFETY: see the module.
    callback.is_some_and(|callback| unsafe { callback(ssl.as_c(), forward_secure.into()) != 0 })
}

/// The application prepares a session for its ticket. False: the handshake ends.
pub fn generate_ticket(callback: SSL_CTX_generate_session_ticket_fn, ssl: &SSL, arg: Arg) -> bool {
    // SAFETY: see the module.
    callback.is_none_or(|callback| unsafe { callback(ssl.as_c(), arg.0) != 0 })
}

/// What the application wants done with a ticket.
pub fn decrypt_ticket(
    callback: SSL_CTX_decrypt_session_ticket_fn,
    ssl: &SSL,
    session: Option<&Arc<SSL_SESSION>>,
    key_name: &[u8],
    (status, arg): (c_int, Arg),
) -> Option<c_int> {
    let session = session.map_or(std::ptr::null(), Arc::as_ptr).cast_mut();
    let (name, length) = (key_name.as_ptr(), key_name.len());
    // SAFETY: see the module; the session is borrowed for the call.
    Some(unsafe { callback?(ssl.as_c(), session, name, length, status, arg.0) })
}

/// A callback for the keys of tickets out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_CTX_set_tlsext_ticket_key_cb`'s argument.
pub unsafe fn as_ticket_key(callback: SSL_any_cb) -> SSL_ticket_key_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_ticket_key_cb>(callback) }
}

/// What a question about security is about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    None,
    Suite(&'static SSL_CIPHER),
    /// A group or signature scheme, as on the wire.
    Number(u16),
    Certificate(&'a Certificate),
}

/// Whether something is secure enough; `None`: there is no callback. `what`: operation, bits and NID.
pub fn security(
    callback: SSL_security_cb,
    (ssl, context): (Option<&SSL>, Option<&SSL_CTX>),
    (op, bits, nid): (c_int, c_int, c_int),
    subject: Subject<'_>,
    arg: Arg,
) -> Option<bool> {
    let callback = callback?;
    let ssl = ssl.map_or(std::ptr::null(), std::ptr::from_ref);
    let context = context.map_or(std::ptr::null(), std::ptr::from_ref);
    let mut number = match subject {
        Subject::Number(wire) => wire.to_be_bytes(),
        _ => [0; 2],
    };
    let other: *mut c_void = match subject {
        Subject::None => std::ptr::null_mut(),
        Subject::Suite(suite) => std::ptr::from_ref(suite).cast_mut().cast(),
        Subject::Number(_) => number.as_mut_ptr().cast(),
        Subject::Certificate(certificate) => certificate.as_ptr().cast(),
    };
    // SAFETY: see the module; `other` is the operation's object, valid for the call.
    Some(unsafe { callback(ssl, context, op, bits, nid, other, arg.0) } != 0)
}

/// A message callback out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_set_msg_callback`'s argument.
pub unsafe fn as_message(callback: SSL_any_cb) -> SSL_msg_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_msg_cb>(callback) }
}

/// A callback for extensions out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_set_tlsext_debug_callback`'s argument.
pub unsafe fn as_extension_debug(callback: SSL_any_cb) -> SSL_tlsext_debug_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_tlsext_debug_cb>(callback) }
}

/// A server-name callback out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_CTX_set_tlsext_servername_callback`'s argument.
pub unsafe fn as_server_name(callback: SSL_any_cb) -> SSL_servername_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_servername_cb>(callback) }
}

/// A Diffie-Hellman callback out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_CTX_set_tmp_dh_callback`'s argument.
pub unsafe fn as_tmp_dh(callback: SSL_any_cb) -> SSL_tmp_dh_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_tmp_dh_cb>(callback) }
}

/// A status callback out of a pointer of any function type.
///
/// # Safety
/// The function has the type of `SSL_CTX_set_tlsext_status_cb`'s argument.
pub unsafe fn as_status(callback: SSL_any_cb) -> SSL_tlsext_status_cb {
    // SAFETY: the caller's contract; function pointers have one size.
    unsafe { std::mem::transmute::<SSL_any_cb, SSL_tlsext_status_cb>(callback) }
}
