//! What a connection agreed on with its peer.

use std::ffi::{c_char, c_int, c_uchar, c_void};

use crate::object::cipher::SSL_CIPHER;
use crate::object::connection::SSL;
use crate::object::groups;
use crate::object::sigalgs;
use crate::sys::types::*;

use super::guard;

/// The suite in use, for the accessors.
fn current(ssl: &SSL) -> Option<&'static SSL_CIPHER> {
    let suite = ssl.engine()?.facts()?.suite?;
    SSL_CIPHER::find(suite.0)
}

/// The version in use; before the choice the newest that is configured, 0 for none.
pub fn version(ssl: &SSL) -> c_int {
    let chosen = ssl
        .engine()
        .and_then(|engine| engine.facts().and_then(|facts| facts.version));
    let newest = || {
        ssl.settings()
            .versions(&ssl.policy())
            .map(|(_, newest)| newest)
    };
    chosen.or_else(newest).map_or(0, |version| version.0.into())
}

/// The version in use as a number (`DTLS1_2_VERSION` ...).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_version(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        version(ssl)
    })
}

/// The version in the ClientHello.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_client_version(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.hello
            .borrow()
            .as_ref()
            .map_or_else(|| version(s), |hello| hello.info.legacy_version.0.into())
    })
}

/// The name of the version in use.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_version(ssl: *const SSL) -> *const c_char {
    guard(c"unknown".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return c"unknown".as_ptr();
        };
        match version(ssl) {
            0xFEFF => c"DTLSv1".as_ptr(),
            0xFEFD => c"DTLSv1.2".as_ptr(),
            0xFEFC => c"DTLSv1.3".as_ptr(),
            _ => c"unknown".as_ptr(),
        }
    })
}

/// The suite in use; NULL before it is chosen.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_current_cipher(s: *const SSL) -> *const SSL_CIPHER {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        current(s).map_or(std::ptr::null(), std::ptr::from_ref)
    })
}

/// The suite being negotiated, or else the one in use.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_pending_cipher(s: *const SSL) -> *const SSL_CIPHER {
    guard(std::ptr::null(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null();
        };
        current(s).map_or(std::ptr::null(), std::ptr::from_ref)
    })
}

/// The suites that both sides have in the client's order, as names separated by colons, into `buf` of `size` bytes. NULL
/// on a client, or when there are none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_shared_ciphers(
    s: *const SSL,
    buf: *mut c_char,
    size: c_int,
) -> *mut c_char {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        let Ok(size @ 2..) = usize::try_from(size) else {
            return std::ptr::null_mut();
        };
        if !s.is_server() || buf.is_null() {
            return std::ptr::null_mut();
        }
        let settings = s.settings();
        let offered = s.peer.borrow().suites.clone();
        let mut text = Vec::new();
        let shared = offered.iter().filter_map(|offered| {
            let own = &settings.ciphers.suites;
            own.iter().find(|own| own.code == offered.0)
        });
        for suite in shared {
            let name = suite.name.to_bytes();
            // With the colon in front of it, or the NUL behind.
            let colon = usize::from(!text.is_empty());
            if text.len() + colon + name.len() + 1 > size {
                break;
            }
            text.extend_from_slice(&b":"[..colon]);
            text.extend_from_slice(name);
        }
        if offered.is_empty() || text.is_empty() {
            return std::ptr::null_mut();
        }
        text.push(0);
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), text.len()) }) else {
            return std::ptr::null_mut();
        };
        out.copy_from_slice(&text);
        buf
    })
}

/// The known suites that the client offered; the connection keeps the stack. NULL on a client.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_client_ciphers(s: *const SSL) -> *mut stack_st_SSL_CIPHER {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.client_ciphers()
    })
}

/// The peer's certificate with a reference for the caller; NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get1_peer_certificate(s: *const SSL) -> *mut X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.peer
            .borrow()
            .leaf
            .clone()
            .map_or(std::ptr::null_mut(), |leaf| leaf.into_raw())
    })
}

/// The peer's certificate; the connection keeps its reference. NULL: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_peer_certificate(s: *const SSL) -> *mut X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.peer
            .borrow()
            .leaf
            .as_ref()
            .map_or(std::ptr::null_mut(), |leaf| leaf.as_ptr())
    })
}

/// The peer's chain as it sent it; on a server without the client's own certificate. The connection
/// keeps the stack.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_peer_cert_chain(s: *const SSL) -> *mut stack_st_X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.peer
            .borrow()
            .chain
            .as_ref()
            .map_or(std::ptr::null_mut(), |chain| chain.as_ptr())
    })
}

/// The peer's chain as it was verified; the connection keeps the stack. NULL: not verified.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_verified_chain(s: *const SSL) -> *mut stack_st_X509 {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.peer
            .borrow()
            .verified
            .as_ref()
            .map_or(std::ptr::null_mut(), |chain| chain.as_ptr())
    })
}

/// Copies as much as fits; gives the whole length.
///
/// # Safety
/// `buf` is NULL or has `count` bytes.
unsafe fn copy_out(bytes: &[u8], buf: *mut u8, count: usize) -> usize {
    let fits = bytes.len().min(count);
    // SAFETY: the caller's contract.
    if let Some(out) = unsafe { ffi::slice_mut(buf, fits) } {
        out.copy_from_slice(&bytes[..fits]);
    }
    bytes.len()
}

/// The verify data of our own Finished message: its length; at most `count` bytes are copied.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_finished(s: *const SSL, buf: *mut c_void, count: usize) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let bytes = s
            .engine()
            .and_then(|engine| engine.facts().map(|facts| facts.own_finished.clone()));
        // SAFETY: the caller's contract.
        unsafe { copy_out(&bytes.unwrap_or_default(), buf.cast(), count) }
    })
}

/// The verify data of the peer's Finished message: its length; at most `count` bytes are copied.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_peer_finished(
    s: *const SSL,
    buf: *mut c_void,
    count: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let bytes = s
            .engine()
            .and_then(|engine| engine.facts().map(|facts| facts.peer_finished.clone()));
        // SAFETY: the caller's contract.
        unsafe { copy_out(&bytes.unwrap_or_default(), buf.cast(), count) }
    })
}

/// The bytes copied; with `outlen` 0 the whole length (SSL_get_client_random(3)).
///
/// # Safety
/// `out` is NULL or has `outlen` bytes.
unsafe fn random_out(random: Option<[u8; 32]>, out: *mut c_uchar, outlen: usize) -> usize {
    let random = random.unwrap_or([0; 32]);
    if outlen == 0 {
        return random.len();
    }
    // SAFETY: the caller's contract.
    unsafe { copy_out(&random, out, outlen) }.min(outlen)
}

/// The client's random: the bytes copied, or the length when `outlen` is 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_client_random(
    ssl: *const SSL,
    out: *mut c_uchar,
    outlen: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let random = ssl
            .engine()
            .and_then(|engine| engine.facts().map(|facts| facts.client_random));
        // SAFETY: the caller's contract.
        unsafe { random_out(random, out, outlen) }
    })
}

/// The server's random: the bytes copied, or the length when `outlen` is 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_server_random(
    ssl: *const SSL,
    out: *mut c_uchar,
    outlen: usize,
) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let random = ssl
            .engine()
            .and_then(|engine| engine.facts().map(|facts| facts.server_random));
        // SAFETY: the caller's contract.
        unsafe { random_out(random, out, outlen) }
    })
}

/// Whether the session was resumed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_session_reused(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(
            s.engine()
                .is_some_and(|engine| engine.facts().is_some_and(|facts| facts.resumed)),
        )
    })
}

/// The name of a group, by its number on the wire or NID; NULL: unknown.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_group_to_name(s: *mut SSL, id: c_int) -> *const c_char {
    guard(std::ptr::null(), || {
        let _ = s;
        groups::by_any(id).map_or(std::ptr::null(), |group| group.name.as_ptr())
    })
}

/// Which key signed.
fn signature_type(ssl: &SSL, own: bool) -> Option<c_int> {
    let engine = ssl.engine()?;
    let facts = engine.facts()?;
    let scheme = if own {
        facts.own_scheme
    } else {
        facts.peer_scheme
    };
    sigalgs::find(scheme?).map(|alg| alg.sign)
}

/// The kind of signature that the peer made, as a NID: 1, or 0 when there was none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_peer_signature_type_nid(s: *const SSL, pnid: *mut c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(nid) = signature_type(s, false) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(pnid, nid) };
        1
    })
}

/// The kind of signature that we made, as a NID: 1, or 0 when there was none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_signature_type_nid(s: *const SSL, pnid: *mut c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(nid) = signature_type(s, true) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(pnid, nid) };
        1
    })
}
