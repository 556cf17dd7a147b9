//! Sending, receiving and socket options: safe functions over the system's calls.

use std::ffi::{c_char, c_int};

use libc::{AF_INET, AF_INET6, SO_RCVTIMEO, socklen_t, timeval};

use crate::bio::addr::BIO_ADDR;
use crate::bio::dgram::State;
use crate::bio::sock::{clear_errno, last_errno};

/// Receives one datagram. The system's answer, and the sender if it was asked for and told.
///
/// # Safety
/// `out` has `len` writable bytes.
pub(crate) unsafe fn receive(
    fd: c_int,
    out: *mut c_char,
    len: usize,
    flags: c_int,
    want_sender: bool,
) -> (isize, Option<BIO_ADDR>) {
    clear_errno();
    if !want_sender {
        // SAFETY: the caller promises the bytes.
        return (unsafe { libc::recv(fd, out.cast(), len, flags) }, None);
    }
    let mut sender = BIO_ADDR::none();
    let mut size = size_of::<BIO_ADDR>() as socklen_t;
    // SAFETY: the caller promises the bytes; the address has the length that is told.
    let count =
        unsafe { libc::recvfrom(fd, out.cast(), len, flags, sender.as_mut_ptr(), &mut size) };
    (count, Some(sender).filter(|_| count >= 0 && size > 0))
}

/// As [`receive`] while a handshake timer runs: a blocking read ends no later than the timer. The
/// socket's own time-out is shortened for this read and put back.
///
/// A datagram that is there is taken without touching the time-out; a socket that does not wait
/// needs no other.
///
/// # Safety
/// As [`receive`].
pub(crate) unsafe fn receive_in_time(
    state: &State,
    fd: c_int,
    out: *mut c_char,
    len: usize,
    flags: c_int,
    want_sender: bool,
) -> (isize, Option<BIO_ADDR>) {
    // SAFETY: the same promise.
    let first = unsafe { receive(fd, out, len, flags | libc::MSG_DONTWAIT, want_sender) };
    if first.0 >= 0 || last_errno() != libc::EAGAIN || !waits(fd) {
        return first;
    }
    let own = timeout(fd, SO_RCVTIMEO);
    let left = time_left(state.next_timeout.get());
    let shorten = own.is_some_and(|own| is_zero(own) || earlier(left, own));
    if shorten {
        set_timeout(fd, SO_RCVTIMEO, &left);
    }
    // SAFETY: the same promise.
    let result = unsafe { receive(fd, out, len, flags, want_sender) };
    if let Some(own) = own.filter(|_| shorten) {
        let errno = last_errno();
        set_timeout(fd, SO_RCVTIMEO, &own);
        set_errno(errno);
    }
    result
}

/// Sends one datagram, to the peer unless the socket itself has one. The system's answer.
///
/// # Safety
/// `data` has `len` readable bytes.
pub(crate) unsafe fn send(
    fd: c_int,
    data: *const c_char,
    len: usize,
    to: Option<&BIO_ADDR>,
) -> isize {
    clear_errno();
    // SAFETY: the caller promises the bytes; the address has the length of its family.
    unsafe {
        match to {
            Some(to) => libc::sendto(fd, data.cast(), len, 0, to.as_ptr(), to.len()),
            None => libc::send(fd, data.cast(), len, 0),
        }
    }
}

/// Whether a read of this socket waits for data.
pub(crate) fn waits(fd: c_int) -> bool {
    // SAFETY: numbers only.
    let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
    flags >= 0 && flags & libc::O_NONBLOCK == 0
}

/// The time until `deadline`, at least a microsecond: zero would mean to wait for ever.
fn time_left(deadline: timeval) -> timeval {
    let mut now = timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    // SAFETY: a place for the time; no time zone.
    unsafe { libc::gettimeofday(&mut now, std::ptr::null_mut()) };
    let mut left = timeval {
        tv_sec: deadline.tv_sec - now.tv_sec,
        tv_usec: deadline.tv_usec - now.tv_usec,
    };
    if left.tv_usec < 0 {
        left.tv_sec -= 1;
        left.tv_usec += 1_000_000;
    }
    if left.tv_sec < 0 || is_zero(left) {
        return timeval {
            tv_sec: 0,
            tv_usec: 1,
        };
    }
    left
}

fn is_zero(time: timeval) -> bool {
    time.tv_sec == 0 && time.tv_usec == 0
}

fn earlier(a: timeval, b: timeval) -> bool {
    (a.tv_sec, a.tv_usec) < (b.tv_sec, b.tv_usec)
}

/// The time-out of reads (`SO_RCVTIMEO`) or writes.
pub(crate) fn timeout(fd: c_int, option: c_int) -> Option<timeval> {
    let mut value = timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    let mut len = size_of::<timeval>() as socklen_t;
    let (level, place) = (libc::SOL_SOCKET, (&raw mut value).cast());
    // SAFETY: the value has the length that is told.
    (unsafe { libc::getsockopt(fd, level, option, place, &mut len) } == 0).then_some(value)
}

/// Sets the time-out of reads (`SO_RCVTIMEO`) or writes.
pub(crate) fn set_timeout(fd: c_int, option: c_int, value: &timeval) -> bool {
    let len = size_of::<timeval>() as socklen_t;
    let place = std::ptr::from_ref(value).cast();
    // SAFETY: the value has the length that is told.
    unsafe { libc::setsockopt(fd, libc::SOL_SOCKET, option, place, len) == 0 }
}

/// The family of the socket: that of its own address.
pub(crate) fn family(fd: c_int) -> Option<c_int> {
    let mut own = BIO_ADDR::none();
    let mut len = size_of::<BIO_ADDR>() as socklen_t;
    // SAFETY: the address has the length that is told.
    let answer = unsafe { libc::getsockname(fd, own.as_mut_ptr(), &mut len) };
    (answer == 0)
        .then(|| own.family())
        .filter(|family| matches!(*family, AF_INET | AF_INET6))
}

fn set_errno(errno: c_int) {
    // SAFETY: the thread's own variable.
    unsafe { *libc::__errno_location() = errno }
}
