//! The search for the path's MTU, which no OpenSSL has.

use std::ffi::{c_int, c_uint, c_void};
use std::time::Duration;

use crate::callback::FERRODTLS_path_mtu_cb;
use crate::driver::path_mtu;
use crate::object::connection::SSL;
use crate::sys::Arg;

use super::guard;

/// Begins to search the size of the largest datagram that the path takes towards the peer (RFC 8899), in place of a search
/// that may run. The handshake must be done, and have agreed that the peer takes heartbeats
/// (`FERRODTLS_CTX_set_heartbeat`). Probes are heartbeats with padding and short answers, so that the other direction does
/// not matter. Sizes are bytes of UDP payload: `least` is used when nothing larger is known to pass (0: what IP guarantees,
/// 548 bytes over IPv4, 1232 over IPv6), `most` is the largest of interest (0: what the link takes).
///
/// The result is what `DTLS_get_data_mtu` says, in bytes of data, and `BIO_CTRL_DGRAM_GET_MTU` of the write BIO. It changes
/// while the search goes on, which it does until `FERRODTLS_stop_path_mtu_search` or the end of the connection: what was
/// found is confirmed again after `confirm_seconds` (0: 15), when data was sent meanwhile, and larger sizes are tried every
/// ten minutes. A path that takes less than before is found out within that time and three probes a second apart; until
/// then larger datagrams are lost. `SSL_read` drives it, and `DTLSv1_get_timeout` and `DTLSv1_handle_timeout` for a program
/// that waits outside. Lost probes are no errors and hold nothing up; of the program's own heartbeats
/// (`SSL_heartbeat`) one waits for the end of a probe.
///
/// The socket is set not to let datagrams be cut into fragments, nor to believe a router about the path
/// (`BIO_CTRL_DGRAM_SET_DONT_FRAG`; `IP_MTU_DISCOVER` is `IP_PMTUDISC_PROBE`), and stays so. A BIO of another kind must see
/// to that itself. Data that is longer than `DTLS_get_data_mtu` may get lost from then on.
///
/// 1; or 0 with the error queued: `SSL_R_UNINITIALIZED` before the end of the handshake, `SSL_R_TLS_HEARTBEAT_PEER_DOESNT_ACCEPT`,
/// `SSL_R_BAD_VALUE` for sizes in the wrong order or shorter than a heartbeat, and over SCTP.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_search_path_mtu(
    ssl: *mut SSL,
    least: usize,
    most: usize,
    confirm_seconds: c_uint,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        let confirm_after = Duration::from_secs(confirm_seconds.into());
        c_int::from(path_mtu::search(ssl, least, most, confirm_after).is_ok())
    })
}

/// Ends the search (`FERRODTLS_search_path_mtu`). The size stays as it is.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_stop_path_mtu_search(ssl: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        if let Some(ssl) = unsafe { ffi::shared_ref(ssl) } {
            path_mtu::stop(ssl);
        }
    })
}

/// How far the search is: `FERRODTLS_PATH_MTU_BASE`, `_SEARCHING`, `_COMPLETE` or `_ERROR`; `_NONE` when there is none.
///
/// # Safety
/// `ssl` is NULL or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_get_path_mtu_phase(ssl: *const SSL) -> c_int {
    guard(path_mtu::NONE, || {
        // SAFETY: the caller's contract.
        let ssl = unsafe { ffi::shared_ref(ssl) };
        ssl.map_or(path_mtu::NONE, path_mtu::phase)
    })
}

/// Lets `cb` be called with `arg` when the search comes to another phase, and for each probe that was answered or lost, from
/// inside the functions that drive the connection; `NULL`, as at the start: nobody is told.
///
/// # Safety
/// `ssl` is NULL or valid; `arg` is valid for `cb` as long as it may be called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn FERRODTLS_set_path_mtu_cb(
    ssl: *mut SSL,
    cb: FERRODTLS_path_mtu_cb,
    arg: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller's contract.
        if let Some(ssl) = unsafe { ffi::shared_ref(ssl) } {
            ssl.path_mtu_callback.set((cb, Arg(arg)));
        }
    })
}
