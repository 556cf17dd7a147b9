//! The exported socket functions of `bio.h`.

use std::ffi::{c_int, c_long, c_uint, c_void};

use ffi::mut_ref;
use libc::{AF_INET6, socklen_t, time_t};

use super::{is_transient, is_transient_datagram, last_errno};
use crate::bio::addr::BIO_ADDR;
use crate::bio::reasons::*;
use crate::err::{ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, guard, raise, raise_sys};

const BIO_SOCK_REUSEADDR: c_int = 0x01;
const BIO_SOCK_V6_ONLY: c_int = 0x02;
const BIO_SOCK_KEEPALIVE: c_int = 0x04;
const BIO_SOCK_NONBLOCK: c_int = 0x08;
const BIO_SOCK_NODELAY: c_int = 0x10;
/// Connections that may wait to be accepted.
const BACKLOG: c_int = 32;

/// Where `BIO_sock_info` puts its answer.
#[repr(C)]
pub union BIO_sock_info_u {
    /// An address of the caller.
    pub addr: *mut BIO_ADDR,
}
/// What `BIO_sock_info` is asked for.
pub type BIO_sock_info_type = c_uint;
pub(crate) const BIO_SOCK_INFO_ADDRESS: c_uint = 0;

/// Forgets the error of the last system call.
pub(crate) fn clear_errno() {
    // SAFETY: the thread's own variable.
    unsafe { *libc::__errno_location() = 0 }
}

/// Queues the system's error and the BIO library's reason.
#[track_caller]
fn fail(call: &str, reason: c_int) {
    raise_sys(last_errno(), call);
    raise(ERR_LIB_BIO, reason);
}

/// A socket; -1 on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_socket(
    domain: c_int,
    socktype: c_int,
    protocol: c_int,
    _options: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: numbers only.
        let sock = unsafe { libc::socket(domain, socktype, protocol) };
        if sock == -1 {
            fail("calling socket()", BIO_R_UNABLE_TO_CREATE_SOCKET);
        }
        sock
    })
}

/// Connects a socket; `options` are `BIO_SOCK_KEEPALIVE`, `NONBLOCK`, `NODELAY`. 1, or 0, also
/// when the connection is not there yet (`BIO_sock_should_retry`).
///
/// # Safety
/// `addr` is an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_connect(sock: c_int, addr: *const BIO_ADDR, options: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an address.
        let Some(address) = (unsafe { ffi::shared_ref(addr) }).filter(|_| is_socket(sock)) else {
            return 0;
        };
        // SAFETY: numbers only.
        if unsafe { BIO_socket_nbio(sock, options & BIO_SOCK_NONBLOCK) } == 0
            || !keep_alive_and_no_delay(sock, options)
        {
            return 0;
        }
        // SAFETY: the address has the length of its family.
        if unsafe { libc::connect(sock, address.as_ptr(), address.len()) } == -1 {
            if !is_transient(last_errno()) {
                fail("calling connect()", BIO_R_CONNECT_ERROR);
            }
            return 0;
        }
        1
    })
}

/// Binds a socket; `options` is `BIO_SOCK_REUSEADDR` or 0. 1 or 0.
///
/// # Safety
/// `addr` is an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_bind(sock: c_int, addr: *const BIO_ADDR, options: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an address.
        let Some(address) = (unsafe { ffi::shared_ref(addr) }).filter(|_| is_socket(sock)) else {
            return 0;
        };
        if options & BIO_SOCK_REUSEADDR != 0
            && !set_option(sock, libc::SOL_SOCKET, libc::SO_REUSEADDR, 1)
        {
            fail("calling setsockopt()", BIO_R_UNABLE_TO_REUSEADDR);
            return 0;
        }
        // SAFETY: the address has the length of its family.
        if unsafe { libc::bind(sock, address.as_ptr(), address.len()) } != 0 {
            fail("calling bind()", BIO_R_UNABLE_TO_BIND_SOCKET);
            return 0;
        }
        1
    })
}

/// Binds a socket and, if it is a stream socket, listens; `options` are all `BIO_SOCK_` flags.
/// 1 or 0.
///
/// # Safety
/// `addr` is an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_listen(sock: c_int, addr: *const BIO_ADDR, options: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an address.
        let Some(address) = (unsafe { ffi::shared_ref(addr) }).filter(|_| is_socket(sock)) else {
            return 0;
        };
        let Some(socktype) = option(sock, libc::SOL_SOCKET, libc::SO_TYPE) else {
            fail("calling getsockopt()", BIO_R_GETTING_SOCKTYPE);
            return 0;
        };
        // SAFETY: numbers only.
        if unsafe { BIO_socket_nbio(sock, options & BIO_SOCK_NONBLOCK) } == 0
            || !keep_alive_and_no_delay(sock, options)
        {
            return 0;
        }
        let v6_only = c_int::from(options & BIO_SOCK_V6_ONLY != 0);
        if address.family() == AF_INET6
            && !set_option(sock, libc::IPPROTO_IPV6, libc::IPV6_V6ONLY, v6_only)
        {
            fail("calling setsockopt()", BIO_R_LISTEN_V6_ONLY);
            return 0;
        }
        // SAFETY: the same promise.
        if unsafe { BIO_bind(sock, addr, options) } == 0 {
            return 0;
        }
        // SAFETY: numbers only.
        if socktype != libc::SOCK_DGRAM && unsafe { libc::listen(sock, BACKLOG) } == -1 {
            fail("calling listen()", BIO_R_UNABLE_TO_LISTEN_SOCKET);
            return 0;
        }
        1
    })
}

/// Accepts a connection; the peer's address goes to `addr`. The new socket, or -1, also when there
/// is no connection yet (`BIO_sock_should_retry`).
///
/// # Safety
/// `addr` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_accept_ex(
    accept_sock: c_int,
    addr: *mut BIO_ADDR,
    options: c_int,
) -> c_int {
    guard(-1, || {
        let mut local = BIO_ADDR::none();
        // SAFETY: the caller promises an address.
        let address = unsafe { mut_ref(addr) }.unwrap_or(&mut local);
        let mut len = size_of::<BIO_ADDR>() as socklen_t;
        // SAFETY: the address has the length that is told.
        let sock = unsafe { libc::accept(accept_sock, address.as_mut_ptr(), &mut len) };
        if sock == -1 {
            if !is_transient(last_errno()) {
                fail("calling accept()", BIO_R_ACCEPT_ERROR);
            }
            return -1;
        }
        // SAFETY: numbers only.
        if unsafe { BIO_socket_nbio(sock, options & BIO_SOCK_NONBLOCK) } == 0 {
            // SAFETY: the socket was made above.
            unsafe { libc::close(sock) };
            return -1;
        }
        sock
    })
}

/// Closes a socket. 1 or 0.
///
/// # Safety
/// The socket is the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_closesocket(sock: c_int) -> c_int {
    // SAFETY: the caller gives the socket up.
    c_int::from(sock >= 0 && unsafe { libc::close(sock) } == 0)
}

/// Makes a socket wait (`mode` 0) or not. 1 or 0.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_socket_nbio(fd: c_int, mode: c_int) -> c_int {
    guard(0, || {
        let mut on = mode;
        // SAFETY: this request takes a pointer to an int.
        let done = unsafe { libc::ioctl(fd, libc::FIONBIO, &raw mut on) } == 0;
        if !done {
            raise_sys(last_errno(), "calling ioctlsocket()");
        }
        c_int::from(done)
    })
}

/// `ioctl` on a socket; queues the system's error.
///
/// # Safety
/// `arg` is what the request demands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_socket_ioctl(fd: c_int, r#type: c_long, arg: *mut c_void) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises the argument.
        let answer = unsafe { libc::ioctl(fd, r#type as libc::c_ulong, arg) };
        if answer < 0 {
            raise_sys(last_errno(), "calling ioctlsocket()");
        }
        answer
    })
}

/// The error that waits on a socket, which this takes away; the system's error if it cannot be
/// asked.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_sock_error(sock: c_int) -> c_int {
    option(sock, libc::SOL_SOCKET, libc::SO_ERROR).unwrap_or_else(last_errno)
}

/// 1: there is nothing to prepare here.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_sock_init() -> c_int {
    1
}

/// Turns `TCP_NODELAY` on or off. 1 or 0.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_tcp_ndelay(sock: c_int, turn_on: c_int) -> c_int {
    c_int::from(set_option(
        sock,
        libc::IPPROTO_TCP,
        libc::TCP_NODELAY,
        turn_on,
    ))
}

/// Tells something about a socket: the address that it is bound to. 1 or 0.
///
/// # Safety
/// `info` holds an address of the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_sock_info(
    sock: c_int,
    r#type: BIO_sock_info_type,
    info: *mut BIO_sock_info_u,
) -> c_int {
    guard(0, || {
        if r#type != BIO_SOCK_INFO_ADDRESS {
            raise(ERR_LIB_BIO, BIO_R_UNKNOWN_INFO_TYPE);
            return 0;
        }
        let mut len = size_of::<BIO_ADDR>() as socklen_t;
        // SAFETY: the caller promises an address, which has the length that is told.
        unsafe {
            let Some(address) = mut_ref(info).and_then(|info| mut_ref(info.addr)) else {
                raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
                return 0;
            };
            if libc::getsockname(sock, address.as_mut_ptr(), &mut len) == -1 {
                fail("calling getsockname()", BIO_R_GETSOCKNAME_ERROR);
                return 0;
            }
        }
        if len as usize > size_of::<BIO_ADDR>() {
            raise(ERR_LIB_BIO, BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS);
            return 0;
        }
        1
    })
}

/// Waits until a socket can be read (or written), at most up to the time `max_time`; 0 as time
/// does not wait. 1 when it can, 0 when the time is over, -1 on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_socket_wait(fd: c_int, for_read: c_int, max_time: time_t) -> c_int {
    guard(-1, || {
        if fd < 0 {
            return -1;
        }
        if max_time == 0 {
            return 1;
        }
        // SAFETY: NULL is allowed.
        let left = max_time - unsafe { libc::time(std::ptr::null_mut()) };
        if left <= 0 {
            return 0;
        }
        let events = if for_read != 0 {
            libc::POLLIN
        } else {
            libc::POLLOUT
        };
        let mut entry = libc::pollfd {
            fd,
            events,
            revents: 0,
        };
        let millis = c_int::try_from(left.saturating_mul(1000)).unwrap_or(c_int::MAX);
        // SAFETY: one entry.
        unsafe { libc::poll(&mut entry, 1, millis) }.signum()
    })
}

/// Whether an operation on a socket that answered `i` may be tried again.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_sock_should_retry(i: c_int) -> c_int {
    c_int::from((i == 0 || i == -1) && is_transient(last_errno()))
}

/// Whether a socket operation that failed with `error` may be tried again.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_sock_non_fatal_error(error: c_int) -> c_int {
    c_int::from(is_transient(error))
}

/// Whether an operation on a descriptor that answered `i` may be tried again.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_fd_should_retry(i: c_int) -> c_int {
    c_int::from((i == 0 || i == -1) && is_transient(last_errno()))
}

/// Whether an operation on a descriptor that failed with `error` may be tried again.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_fd_non_fatal_error(error: c_int) -> c_int {
    c_int::from(is_transient(error))
}

/// Whether a datagram operation that failed with `error` may be tried again.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_non_fatal_error(error: c_int) -> c_int {
    c_int::from(is_transient_datagram(error))
}

#[track_caller]
fn is_socket(sock: c_int) -> bool {
    if sock == -1 {
        raise(ERR_LIB_BIO, BIO_R_INVALID_SOCKET);
    }
    sock != -1
}

fn keep_alive_and_no_delay(sock: c_int, options: c_int) -> bool {
    if options & BIO_SOCK_KEEPALIVE != 0
        && !set_option(sock, libc::SOL_SOCKET, libc::SO_KEEPALIVE, 1)
    {
        fail("calling setsockopt()", BIO_R_UNABLE_TO_KEEPALIVE);
        return false;
    }
    if options & BIO_SOCK_NODELAY != 0 && !set_option(sock, libc::IPPROTO_TCP, libc::TCP_NODELAY, 1)
    {
        fail("calling setsockopt()", BIO_R_UNABLE_TO_NODELAY);
        return false;
    }
    true
}

/// A socket option that is a number.
pub(crate) fn option(sock: c_int, level: c_int, name: c_int) -> Option<c_int> {
    let (mut value, mut len) = (0 as c_int, size_of::<c_int>() as socklen_t);
    // SAFETY: the value has the length that is told.
    let answer = unsafe { libc::getsockopt(sock, level, name, (&raw mut value).cast(), &mut len) };
    (answer == 0).then_some(value)
}

/// Sets a socket option that is a number.
pub(crate) fn set_option(sock: c_int, level: c_int, name: c_int, value: c_int) -> bool {
    let len = size_of::<c_int>() as socklen_t;
    // SAFETY: the value has the length that is told.
    unsafe { libc::setsockopt(sock, level, name, (&raw const value).cast(), len) == 0 }
}
