//! Signature algorithms of the peer, and questions about features with a fixed answer.

use std::ffi::{c_int, c_uchar, c_uint};

use dtls::msg::SignatureScheme;

use crate::object::connection::SSL;
use crate::object::sigalgs::{self, SigAlg};

use super::guard;

/// Where the facts about one algorithm go; each may be NULL.
struct Places {
    sign: *mut c_int,
    hash: *mut c_int,
    both: *mut c_int,
    wire_sign: *mut c_uchar,
    wire_hash: *mut c_uchar,
}

impl Places {
    /// # Safety
    /// Each pointer is NULL or writable.
    unsafe fn fill(&self, scheme: SignatureScheme) {
        let known = sigalgs::find(scheme);
        let nid = |of: fn(&SigAlg) -> c_int| known.map_or(0, of);
        let [hash, sign] = scheme.0.to_be_bytes();
        // SAFETY: the caller's contract.
        unsafe {
            ffi::put(self.sign, nid(|alg| alg.sign));
            ffi::put(self.hash, nid(|alg| alg.hash.nid()));
            ffi::put(self.both, nid(|alg| alg.both));
            ffi::put(self.wire_sign, sign);
            ffi::put(self.wire_hash, hash);
        }
    }
}

/// The number of schemes, after the one at `idx` was told; 0 when there is none at `idx`.
///
/// # Safety
/// As [`Places::fill`].
unsafe fn tell(schemes: &[SignatureScheme], idx: c_int, places: &Places) -> c_int {
    if idx >= 0 {
        let Some(scheme) = usize::try_from(idx).ok().and_then(|idx| schemes.get(idx)) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        unsafe { places.fill(*scheme) };
    }
    c_int::try_from(schemes.len()).unwrap_or(c_int::MAX)
}

/// The peer's signature algorithm at place `idx`, as NIDs and as on the wire; gives their number.
/// With `idx` -1 only the number.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_sigalgs(
    s: *mut SSL,
    idx: c_int,
    psign: *mut c_int,
    phash: *mut c_int,
    psignandhash: *mut c_int,
    rsig: *mut c_uchar,
    rhash: *mut c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let schemes = s.peer.borrow().signature_schemes.clone();
        let places = Places {
            sign: psign,
            hash: phash,
            both: psignandhash,
            wire_sign: rsig,
            wire_hash: rhash,
        };
        // SAFETY: the caller's contract.
        unsafe { tell(&schemes, idx, &places) }
    })
}

/// As `SSL_get_sigalgs`, of those that both sides have; with `idx` -1 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_shared_sigalgs(
    s: *mut SSL,
    idx: c_int,
    psign: *mut c_int,
    phash: *mut c_int,
    psignandhash: *mut c_int,
    rsig: *mut c_uchar,
    rhash: *mut c_uchar,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // Without a place this function, unlike the other, tells no number.
        if idx < 0 {
            return 0;
        }
        let schemes = s.peer.borrow().shared_schemes.clone();
        let places = Places {
            sign: psign,
            hash: phash,
            both: psignandhash,
            wire_sign: rsig,
            wire_hash: rhash,
        };
        // SAFETY: the caller's contract.
        unsafe { tell(&schemes, idx, &places) }
    })
}

/// Whether the connection waits for an asynchronous job: never.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_waiting_for_async(s: *mut SSL) -> c_int {
    guard(0, || {
        let _ = s;
        0
    })
}

/// The descriptors of asynchronous jobs: none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_all_async_fds(
    s: *mut SSL,
    fds: *mut c_int,
    numfds: *mut usize,
) -> c_int {
    guard(0, || {
        let _ = (s, fds);
        // SAFETY: the caller's contract.
        unsafe { ffi::put(numfds, 0) };
        1
    })
}

/// The protocol of the Next Protocol Negotiation, which is not used: NULL and 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get0_next_proto_negotiated(
    s: *const SSL,
    data: *mut *const c_uchar,
    len: *mut c_uint,
) {
    guard((), || {
        let _ = s;
        // SAFETY: the caller's contract.
        unsafe { ffi::put(data, std::ptr::null()) };
        // SAFETY: the caller's contract.
        unsafe { ffi::put(len, 0) };
    })
}
