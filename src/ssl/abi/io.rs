//! Handshake, data, shutdown, and what became of them.

use std::ffi::{c_int, c_void};

use crate::driver;
use crate::object::connection::{RECEIVED_SHUTDOWN, SENT_SHUTDOWN, SSL, Side, Want};
use crate::reasons;
use crate::sys::bio::{Bio, Special};
use crate::sys::error;
use crate::sys::types::BIO_ADDR;

use super::guard;

const SSL_ERROR_NONE: c_int = 0;
const SSL_ERROR_SSL: c_int = 1;
const SSL_ERROR_WANT_READ: c_int = 2;
const SSL_ERROR_WANT_WRITE: c_int = 3;
const SSL_ERROR_WANT_X509_LOOKUP: c_int = 4;
const SSL_ERROR_SYSCALL: c_int = 5;
const SSL_ERROR_ZERO_RETURN: c_int = 6;
const SSL_ERROR_WANT_CONNECT: c_int = 7;
const SSL_ERROR_WANT_ACCEPT: c_int = 8;
const SSL_ERROR_WANT_CLIENT_HELLO_CB: c_int = 11;
const SSL_ERROR_WANT_RETRY_VERIFY: c_int = 12;

fn do_handshake(ssl: &SSL) -> c_int {
    driver::handshake(ssl).map_or_else(driver::Stop::as_handshake_result, |()| 1)
}

/// Runs the handshake: 1 when it is complete, otherwise see `SSL_get_error`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_do_handshake(s: *mut SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        do_handshake(s)
    })
}

/// Runs a server's handshake: 1 when it is complete, otherwise see `SSL_get_error`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_accept(ssl: *mut SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return -1;
        };
        if ssl.side.get().is_none() {
            ssl.side.set(Some(Side::Server));
        }
        do_handshake(ssl)
    })
}

/// Runs a client's handshake: 1 when it is complete, otherwise see `SSL_get_error`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_connect(ssl: *mut SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return -1;
        };
        if ssl.side.get().is_none() {
            ssl.side.set(Some(Side::Client));
        }
        do_handshake(ssl)
    })
}

/// Answers first hellos with cookies, keeping no state, until a client has proved its address: 1,
/// and `client` is filled in with no more bytes than its address family has. 0: nothing to read, or
/// something that a listener drops. Negative: an error. `client` may be a `struct sockaddr` (the
/// macro `DTLSv1_listen` casts) and may be NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DTLSv1_listen(s: *mut SSL, client: *mut BIO_ADDR) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        error::clear();
        match driver::listen::listen(s) {
            Ok(false) => 0,
            Ok(true) => {
                if !client.is_null() {
                    let rbio = s.rbio();
                    // SAFETY: the caller's contract. A datagram BIO writes its peer's address, which is
                    // as long as its family's structure; without one the family alone is set.
                    unsafe {
                        if !rbio.is_some_and(|bio| bio.peer(client)) {
                            crate::sys::bio::set_no_family(client);
                        }
                    }
                }
                1
            }
            Err(_) => -1,
        }
    })
}

fn read(ssl: &SSL, out: &mut [u8], peek: bool) -> Result<usize, c_int> {
    driver::read(ssl, out, peek).map_err(driver::Stop::as_read_result)
}

fn as_count(result: Result<usize, c_int>) -> c_int {
    result.map_or_else(
        |code| code,
        |length| c_int::try_from(length).unwrap_or(c_int::MAX),
    )
}

/// The length of a caller's buffer; queues the error for a negative one.
fn length(num: c_int) -> Option<usize> {
    let length = usize::try_from(num).ok();
    if length.is_none() {
        error::put(reasons::BAD_LENGTH);
    }
    length
}

/// Reads application data: how many bytes. What does not fit stays for the next call.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_read(ssl: *mut SSL, buf: *mut c_void, num: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return -1;
        };
        let Some(num) = length(num) else { return -1 };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), num) }) else {
            return -1;
        };
        as_count(read(ssl, out, false))
    })
}

/// As `SSL_read`: 1 with the count, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_read_ex(
    ssl: *mut SSL,
    buf: *mut c_void,
    num: usize,
    readbytes: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), num) }) else {
            return 0;
        };
        match read(ssl, out, false) {
            Ok(length) => {
                // SAFETY: the caller's contract.
                unsafe { ffi::put(readbytes, length) };
                1
            }
            Err(_) => 0,
        }
    })
}

/// As `SSL_read`, leaving the data for the next call.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_peek(ssl: *mut SSL, buf: *mut c_void, num: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return -1;
        };
        let Some(num) = length(num) else { return -1 };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), num) }) else {
            return -1;
        };
        as_count(read(ssl, out, true))
    })
}

/// As `SSL_peek`: 1 with the count, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_peek_ex(
    ssl: *mut SSL,
    buf: *mut c_void,
    num: usize,
    readbytes: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::slice_mut(buf.cast(), num) }) else {
            return 0;
        };
        match read(ssl, out, true) {
            Ok(length) => {
                // SAFETY: the caller's contract.
                unsafe { ffi::put(readbytes, length) };
                1
            }
            Err(_) => 0,
        }
    })
}

fn write(ssl: &SSL, data: &[u8]) -> Result<usize, c_int> {
    driver::write(ssl, data).map_err(driver::Stop::as_handshake_result)
}

/// Sends application data as one record, at most 16384 bytes: how many bytes it carried.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_write(ssl: *mut SSL, buf: *const c_void, num: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return -1;
        };
        let Some(num) = length(num) else { return -1 };
        // SAFETY: the caller's contract.
        let Some(data) = (unsafe { ffi::slice(buf.cast(), num) }) else {
            return -1;
        };
        as_count(write(ssl, data))
    })
}

/// As `SSL_write`: 1 with the count, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_write_ex(
    s: *mut SSL,
    buf: *const c_void,
    num: usize,
    written: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(data) = (unsafe { ffi::slice(buf.cast(), num) }) else {
            return 0;
        };
        match write(s, data) {
            Ok(length) => {
                // SAFETY: the caller's contract.
                unsafe { ffi::put(written, length) };
                1
            }
            Err(_) => 0,
        }
    })
}

/// Decrypted bytes that a reading call would give at once.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_pending(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::try_from(driver::pending(s)).unwrap_or(c_int::MAX)
    })
}

/// Whether anything waits that was read from the BIO, decrypted or not.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_has_pending(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(driver::has_pending(s))
    })
}

/// Sends close_notify (0), and called again waits for the peer's (1).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_shutdown(s: *mut SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        driver::shutdown(s).map_or(-1, c_int::from)
    })
}

/// Which close_notify alerts have gone (1) and come (2).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_shutdown(ssl: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return 0;
        };
        ssl.shutdown.get()
    })
}

/// Sets which close_notify alerts count as gone (1) and come (2).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_shutdown(ssl: *mut SSL, mode: c_int) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.shutdown.set(mode & (SENT_SHUTDOWN | RECEIVED_SHUTDOWN));
    })
}

/// Starts a renegotiation, which the next call that drives the connection carries on: 1, or 0 with
/// the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_renegotiate(s: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(driver::renegotiate(s, true).is_ok())
    })
}

/// As `SSL_renegotiate`, offering to resume the session.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_renegotiate_abbreviated(s: *mut SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(driver::renegotiate(s, false).is_ok())
    })
}

/// Whether a renegotiation has begun and is not complete.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_renegotiate_pending(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.renegotiating.get())
    })
}

/// What the last operation waits for (`SSL_NOTHING`, `SSL_READING` ...).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_want(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        s.want.get() as c_int
    })
}

/// Why the last operation on this thread gave `ret_code`: by that value, the error queue, and the
/// flags of the BIOs.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_error(s: *const SSL, ret_code: c_int) -> c_int {
    guard(SSL_ERROR_SSL, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return SSL_ERROR_SSL;
        };
        if ret_code > 0 {
            return SSL_ERROR_NONE;
        }
        let code = error::peek();
        if code != 0 {
            return if error::library(code) == error::LIB_SYS {
                SSL_ERROR_SYSCALL
            } else {
                SSL_ERROR_SSL
            };
        }
        match s.want.get() {
            Want::Reading => of_bio(s.rbio(), SSL_ERROR_WANT_READ),
            Want::Writing => of_bio(s.wbio(), SSL_ERROR_WANT_WRITE),
            Want::X509Lookup => SSL_ERROR_WANT_X509_LOOKUP,
            Want::ClientHello => SSL_ERROR_WANT_CLIENT_HELLO_CB,
            Want::RetryVerify => SSL_ERROR_WANT_RETRY_VERIFY,
            Want::Nothing if s.shutdown.get() & RECEIVED_SHUTDOWN != 0 => SSL_ERROR_ZERO_RETURN,
            Want::Nothing => SSL_ERROR_SYSCALL,
        }
    })
}

/// What a BIO waits for; a BIO may want the other direction (a filter BIO that reads to write).
fn of_bio(bio: Option<Bio>, own: c_int) -> c_int {
    let Some(bio) = bio else {
        return SSL_ERROR_SYSCALL;
    };
    let (reads, writes) = (bio.should_read(), bio.should_write());
    match bio.special() {
        _ if own == SSL_ERROR_WANT_READ && reads => SSL_ERROR_WANT_READ,
        _ if writes => SSL_ERROR_WANT_WRITE,
        _ if reads => SSL_ERROR_WANT_READ,
        Some(Special::Connect) => SSL_ERROR_WANT_CONNECT,
        Some(Special::Accept) => SSL_ERROR_WANT_ACCEPT,
        _ => SSL_ERROR_SYSCALL,
    }
}

/// Asks for new keys, which only version 1.3 can: 0, with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_key_update(s: *mut SSL, updatetype: c_int) -> c_int {
    guard(0, || {
        let _ = (s, updatetype);
        error::put(reasons::WRONG_SSL_VERSION);
        0
    })
}

/// The key update that is under way: `SSL_KEY_UPDATE_NONE`, which only version 1.3 can change.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_key_update_type(s: *const SSL) -> c_int {
    guard(-1, || {
        let _ = s;
        -1
    })
}
