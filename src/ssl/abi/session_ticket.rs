//! What a session tells about its ticket, and about limits that came with it.

use std::ffi::{c_int, c_uchar, c_ulong, c_void};

use crate::object::session::{SSL_SESSION, Stored};

use super::guard;

/// Whether the session came with a ticket, as one from a file may.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_has_ticket(s: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let session = unsafe { ffi::shared_ref(s) };
        session.map_or(0, |s| {
            s.with(|parts| c_int::from(!parts.stored.ticket.is_empty()))
        })
    })
}

/// How long the ticket lasts, in seconds; 0: the server did not tell.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_ticket_lifetime_hint(s: *const SSL_SESSION) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller's contract.
        let session = unsafe { ffi::shared_ref(s) };
        session.map_or(0, |s| {
            s.with(|parts| parts.stored.ticket_lifetime_hint.into())
        })
    })
}

/// The ticket, which the session keeps; NULL and 0 without one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_ticket(
    s: *const SSL_SESSION,
    tick: *mut *const c_uchar,
    len: *mut usize,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        let session = unsafe { ffi::shared_ref(s) };
        let (pointer, length) = session.map_or((std::ptr::null(), 0), |s| {
            s.with(|parts| match &parts.stored.ticket[..] {
                [] => (std::ptr::null(), 0),
                ticket => (ticket.as_ptr(), ticket.len()),
            })
        });
        // SAFETY: the caller's contract.
        unsafe { ffi::put(tick, pointer) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, length) };
    })
}

/// The data that the application put into the session for its ticket; the session keeps it.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get0_ticket_appdata(
    ss: *mut SSL_SESSION,
    data: *mut *mut c_void,
    len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ss) = (unsafe { ffi::shared_ref(ss) }) else {
            return 0;
        };
        let (pointer, length) = ss.with(|parts| match &parts.stored.ticket_data {
            Some(data) => (data.as_ptr(), data.len()),
            None => (std::ptr::null(), 0),
        });
        // SAFETY: the caller's contract.
        unsafe { ffi::put(data, pointer.cast_mut().cast()) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, length) };
        1
    })
}

/// Keeps a copy of the application's data for the session's ticket. NULL or length 0: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set1_ticket_appdata(
    ss: *mut SSL_SESSION,
    data: *const c_void,
    len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ss) = (unsafe { ffi::shared_ref(ss) }) else {
            return 0;
        };
        let bytes = match data.is_null() {
            true => Some(&[][..]),
            // SAFETY: the caller's contract.
            false => unsafe { ffi::slice(data.cast(), len) },
        };
        let Some(bytes) = bytes else { return 0 };
        let data = (!bytes.is_empty()).then(|| bytes.to_vec());
        ss.change(|parts| parts.stored.ticket_data = data);
        1
    })
}

/// Bytes of early data that the session allows. DTLS 1.0 and 1.2 have none: what a file or the application said.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_max_early_data(s: *const SSL_SESSION) -> u32 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let session = unsafe { ffi::shared_ref(s) };
        session.map_or(0, |s| s.with(|parts| parts.stored.max_early_data))
    })
}

/// Sets how many bytes of early data the session allows.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_set_max_early_data(
    s: *mut SSL_SESSION,
    max_early_data: u32,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.change(|parts| parts.stored.max_early_data = max_early_data);
        1
    })
}

/// The code of the maximum fragment length (RFC 6066, 4) that was agreed; 0: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_get_max_fragment_length(sess: *const SSL_SESSION) -> u8 {
    guard(0, || {
        // SAFETY: the caller's contract.
        let session = unsafe { ffi::shared_ref(sess) };
        let code = session.map_or(0, |s| s.with(|parts| parts.stored.max_fragment_length));
        match code {
            Stored::FRAGMENT_LENGTH_OPEN => 0,
            code => code,
        }
    })
}
