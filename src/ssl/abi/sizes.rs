//! How long records may be: max_fragment_length (RFC 6066, 4) and record_size_limit (RFC 8449).

use std::ffi::c_int;

use dtls::msg::MaxFragmentLength;

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::settings::Settings;
use crate::reasons;
use crate::sys::error;

use super::guard;

/// The setting for `mode` (`TLSEXT_max_fragment_length_*`); `None`, with the error queued: there is no such mode.
fn length_of(mode: u8) -> Option<Option<MaxFragmentLength>> {
    let length = MaxFragmentLength(mode);
    match mode {
        0 => Some(None),
        _ if length.bytes().is_some() => Some(Some(length)),
        _ => {
            error::put(reasons::SSL3_EXT_INVALID_MAX_FRAGMENT_LENGTH);
            None
        }
    }
}

/// The length that a client asks for, by its number in RFC 6066; 0: none. 1, or 0 for a number that is not defined.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_tlsext_max_fragment_length(
    ctx: *mut SSL_CTX,
    mode: u8,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        let Some(length) = length_of(mode) else {
            return 0;
        };
        ctx.change(|settings| settings.max_fragment_length = length);
        1
    })
}

/// The length that a client asks for, by its number in RFC 6066; 0: none. 1, or 0 for a number that is not defined.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_tlsext_max_fragment_length(ssl: *mut SSL, mode: u8) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let Some(length) = length_of(mode) else {
            return 0;
        };
        ssl.change(|settings| settings.max_fragment_length = length);
        1
    })
}

/// Sets the limit of RFC 8449: 1, or 0 (nothing is changed) outside its range.
fn set_record_size_limit(limit: usize, change: impl FnOnce(&dyn Fn(&mut Settings))) -> c_int {
    let limit = match limit {
        0 => None,
        64..=16384 => u16::try_from(limit).ok(),
        _ => {
            error::put(reasons::BAD_VALUE);
            return 0;
        }
    };
    change(&|settings| settings.record_size_limit = limit);
    1
}

/// The most plaintext that this side takes in a protected record, 64 to 16384 bytes, told to the peer in
/// record_size_limit (RFC 8449); 0, as at the start: the extension is neither sent nor answered. 1, or 0 for a limit
/// outside the range. OpenSSL has no such function.
///
/// # Safety
/// `ctx` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_CTX_set_record_size_limit(
    ctx: *mut SSL_CTX,
    limit: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return 0;
        };
        set_record_size_limit(limit, |change| ctx.change(|settings| change(settings)))
    })
}

/// As `FERRODTLS_CTX_set_record_size_limit`, for one connection.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_set_record_size_limit(ssl: *mut SSL, limit: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        set_record_size_limit(limit, |change| ssl.change(|settings| change(settings)))
    })
}

/// What the peer takes in a protected record (RFC 8449), in bytes; 0: it was not agreed on.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_get_peer_record_size_limit(ssl: *const SSL) -> usize {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let limit = ssl.engine().and_then(|engine| {
            engine
                .facts()
                .and_then(|facts| facts.peer_record_size_limit)
        });
        limit.map_or(0, usize::from)
    })
}
