//! Sockets (`BIO_socket(3)`, `BIO_connect(3)`), and which of their errors pass.

pub mod abi;

use std::ffi::c_int;

pub(crate) use abi::clear_errno;

/// The error of the last system call of this thread.
pub(crate) fn last_errno() -> c_int {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Whether an operation on a stream that failed so may be tried again.
pub(crate) fn is_transient(errno: c_int) -> bool {
    errno == libc::ENOTCONN || is_transient_datagram(errno)
}

/// Whether an operation on a datagram socket that failed so may be tried again.
pub(crate) fn is_transient_datagram(errno: c_int) -> bool {
    matches!(
        errno,
        libc::EINTR | libc::EAGAIN | libc::EPROTO | libc::EINPROGRESS | libc::EALREADY
    )
}
