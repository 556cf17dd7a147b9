//! BIOs: the way of datagrams in and out.

use std::ffi::{CStr, c_int, c_long, c_void};
use std::ptr::NonNull;

use super::imports::*;
use super::types::*;

const CTRL_EOF: c_int = 2;
const CTRL_FLUSH: c_int = 11;
const CTRL_DGRAM_GET_RECV_TIMER_EXP: c_int = 37;
const CTRL_DGRAM_QUERY_MTU: c_int = 40;
const CTRL_DGRAM_SET_MTU: c_int = 42;
const CTRL_DGRAM_MTU_EXCEEDED: c_int = 43;
const CTRL_DGRAM_SET_NEXT_TIMEOUT: c_int = 45;
const CTRL_DGRAM_GET_FALLBACK_MTU: c_int = 47;
const CTRL_DGRAM_GET_MTU_OVERHEAD: c_int = 49;
const CTRL_DGRAM_MTU_DISCOVER: c_int = 39;
const CTRL_DGRAM_SET_DONT_FRAG: c_int = 48;
const CTRL_DGRAM_SET_PEEK_MODE: c_int = 71;
const CTRL_DGRAM_GET_PEER: c_int = 46;
const C_SET_FD: c_int = 104;
const C_GET_FD: c_int = 105;
const C_SET_FILENAME: c_int = 108;
const FP_READ: c_long = 0x02;
const CLOSE: c_long = 0x01;
const NOCLOSE: c_long = 0x00;

const FLAG_READ: c_int = 0x01;
const FLAG_WRITE: c_int = 0x02;
const FLAG_IO_SPECIAL: c_int = 0x04;
const FLAG_SHOULD_RETRY: c_int = 0x08;

const RR_CONNECT: c_int = 0x02;
const RR_ACCEPT: c_int = 0x03;

/// `BIO_TYPE_DESCRIPTOR`, `BIO_TYPE_DGRAM_SCTP`.
pub const TYPE_DESCRIPTOR: c_int = 0x0100;
pub const TYPE_SOCKET: c_int = 5 | 0x0400 | TYPE_DESCRIPTOR;
pub const TYPE_DGRAM: c_int = 21 | 0x0400 | TYPE_DESCRIPTOR;
pub const TYPE_DGRAM_SCTP: c_int = 24 | 0x0400 | TYPE_DESCRIPTOR;

/// Bytes of the headers of UDP and IP.
const IPV4_UDP: c_int = 28;
const IPV6_UDP: c_int = 48;

/// One reference to a BIO (with what it is chained to).
pub struct Bio(NonNull<BIO>);

impl Bio {
    /// Takes over a reference. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid BIO of which the caller gives up one reference.
    pub unsafe fn from_raw(pointer: *mut BIO) -> Option<Self> {
        NonNull::new(pointer).map(Bio)
    }

    /// Adds a reference. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid BIO.
    pub unsafe fn share(pointer: *mut BIO) -> Option<Self> {
        let pointer = NonNull::new(pointer)?;
        // SAFETY: valid by contract.
        (unsafe { BIO_up_ref(pointer.as_ptr()) } == 1).then_some(Bio(pointer))
    }

    /// A socket BIO over `fd` that does not close it.
    pub fn socket(fd: c_int) -> Option<Self> {
        // SAFETY: a new BIO; BIO_int_ctrl passes the number on.
        unsafe {
            let bio = Bio(NonNull::new(BIO_new(BIO_s_socket()))?);
            BIO_int_ctrl(bio.as_ptr(), C_SET_FD, NOCLOSE, fd);
            Some(bio)
        }
    }

    /// The application's stream, which stays open. `None` for NULL.
    ///
    /// # Safety
    /// `stream` is NULL or an open stream that outlives the BIO.
    pub unsafe fn stream(stream: *mut libc::FILE) -> Option<Self> {
        if stream.is_null() {
            return None;
        }
        // SAFETY: valid by contract.
        NonNull::new(unsafe { BIO_new_fp(stream, NOCLOSE as c_int) }).map(Bio)
    }

    /// A file opened for reading; `None` with the error queued.
    pub fn read_file(path: &CStr) -> Option<Self> {
        // SAFETY: a new BIO; the path is NUL-terminated.
        unsafe {
            let bio = Bio(NonNull::new(BIO_new(BIO_s_file()))?);
            let opened = BIO_ctrl(
                bio.as_ptr(),
                C_SET_FILENAME,
                CLOSE | FP_READ,
                path.as_ptr().cast_mut().cast(),
            );
            (opened > 0).then_some(bio)
        }
    }

    pub fn as_ptr(&self) -> *mut BIO {
        self.0.as_ptr()
    }

    /// Reads into `buffer`, at most `c_int::MAX` bytes.
    pub fn read(&self, buffer: &mut [u8]) -> c_int {
        let length = c_int::try_from(buffer.len()).unwrap_or(c_int::MAX);
        // SAFETY: `length` bytes are writable at the buffer.
        unsafe { BIO_read(self.as_ptr(), buffer.as_mut_ptr().cast(), length) }
    }

    pub fn write(&self, data: &[u8]) -> c_int {
        let length = c_int::try_from(data.len()).unwrap_or(c_int::MAX);
        // SAFETY: `length` bytes are readable at `data`.
        unsafe { BIO_write(self.as_ptr(), data.as_ptr().cast(), length) }
    }

    /// Writes all of `data`. False: the BIO failed, or took only a part.
    pub fn write_all(&self, data: &[u8]) -> bool {
        c_int::try_from(data.len()).is_ok_and(|length| self.write(data) == length)
    }

    /// Writes a hexadecimal dump, each line `indent` columns to the right.
    pub fn dump(&self, data: &[u8], indent: c_int) -> bool {
        let length = c_int::try_from(data.len()).unwrap_or(c_int::MAX);
        // SAFETY: `length` bytes are readable at `data`.
        unsafe { BIO_dump_indent(self.as_ptr(), data.as_ptr().cast(), length, indent) > 0 }
    }

    pub fn flush(&self) -> c_long {
        self.ctrl(CTRL_FLUSH, 0)
    }

    pub fn is_eof(&self) -> bool {
        self.ctrl(CTRL_EOF, 0) != 0
    }

    fn ctrl(&self, command: c_int, argument: c_long) -> c_long {
        self.ctrl_ptr(command, argument, std::ptr::null_mut())
    }

    fn ctrl_ptr(&self, command: c_int, argument: c_long, pointer: *mut c_void) -> c_long {
        // SAFETY: the callers of this private function pass what the command wants.
        unsafe { BIO_ctrl(self.as_ptr(), command, argument, pointer) }
    }

    /// Tells a datagram BIO when (`gettimeofday`'s clock) the handshake must go on; `None` forgets.
    pub fn set_next_timeout(&self, when: Option<libc::timeval>) {
        let mut when = when.unwrap_or(libc::timeval {
            tv_sec: 0,
            tv_usec: 0,
        });
        self.ctrl_ptr(
            CTRL_DGRAM_SET_NEXT_TIMEOUT,
            0,
            std::ptr::from_mut(&mut when).cast(),
        );
    }

    /// Whether the last read ended by the socket's own time-out (asking clears it).
    pub fn receive_timer_expired(&self) -> bool {
        self.ctrl(CTRL_DGRAM_GET_RECV_TIMER_EXP, 0) > 0
    }

    /// The path MTU that the kernel knows, less what IP and UDP take; 0 when the BIO cannot tell.
    pub fn query_mtu(&self) -> usize {
        positive(self.ctrl(CTRL_DGRAM_QUERY_MTU, 0))
    }

    /// The same asked of the socket under a plain socket BIO, which knows no such control; 0 for others, and when the
    /// kernel cannot tell, as for a socket that is not connected.
    pub fn query_socket_mtu(&self) -> usize {
        if !self.is_socket() {
            return 0;
        }
        // A socket for both families knows the option of the one that it is connected by.
        let mtu = |level, option| {
            let mut mtu: c_int = 0;
            let mut length = size_of_val(&mtu) as libc::socklen_t;
            // SAFETY: the option is an int, and the length says so; another kind of descriptor answers an error.
            let answer = unsafe {
                libc::getsockopt(self.fd(), level, option, (&raw mut mtu).cast(), &mut length)
            };
            if answer == 0 { mtu } else { 0 }
        };
        match mtu(libc::IPPROTO_IP, libc::IP_MTU) {
            0 => positive((mtu(libc::IPPROTO_IPV6, libc::IPV6_MTU) - IPV6_UDP).into()),
            mtu => positive((mtu - IPV4_UDP).into()),
        }
    }

    /// A size that always fits; 0 when the BIO cannot tell.
    pub fn fallback_mtu(&self) -> usize {
        positive(self.ctrl(CTRL_DGRAM_GET_FALLBACK_MTU, 0))
    }

    pub fn set_mtu(&self, mtu: usize) {
        self.ctrl(CTRL_DGRAM_SET_MTU, c_long::try_from(mtu).unwrap_or(0));
    }

    /// Whether the last call failed because a datagram was too long; to be asked at once. OpenSSL 3.0's datagram BIO
    /// has a control for it, which does not notice: of a socket's own BIOs `errno` tells.
    pub fn mtu_exceeded(&self) -> bool {
        let errno = std::io::Error::last_os_error().raw_os_error();
        let of_socket = matches!(self.method_type(), TYPE_DGRAM | TYPE_SOCKET);
        let exceeded = self.ctrl(CTRL_DGRAM_MTU_EXCEEDED, 0) > 0;
        exceeded || of_socket && errno == Some(libc::EMSGSIZE)
    }

    /// Bytes of the headers below (28 or 48 for UDP); 0 when the BIO cannot tell.
    pub fn mtu_overhead(&self) -> usize {
        positive(self.ctrl(CTRL_DGRAM_GET_MTU_OVERHEAD, 0))
    }

    /// Keeps datagrams from being cut into fragments on the way, and lets those out that are longer than the kernel
    /// believes the path to take, where the BIO or its socket can. OpenSSL's control does not know sockets for both
    /// families, and its plain socket BIO has none.
    pub fn set_dont_fragment(&self) {
        if self.ctrl(CTRL_DGRAM_SET_DONT_FRAG, 1) < 0 {
            self.ctrl(CTRL_DGRAM_MTU_DISCOVER, 0);
        }
        if !matches!(self.method_type(), TYPE_DGRAM | TYPE_SOCKET) {
            return;
        }
        let levels = [
            (libc::IPPROTO_IP, libc::IP_MTU_DISCOVER),
            (libc::IPPROTO_IPV6, libc::IPV6_MTU_DISCOVER),
        ];
        for (level, option) in levels {
            let probe = libc::IP_PMTUDISC_PROBE;
            let length = size_of_val(&probe) as libc::socklen_t;
            // SAFETY: the option is an int, which outlives the call; a socket of the other family answers an error.
            unsafe {
                libc::setsockopt(self.fd(), level, option, (&raw const probe).cast(), length);
            }
        }
    }

    /// Makes reads leave the datagram in the socket's queue.
    pub fn set_peek_mode(&self, on: bool) {
        self.ctrl(CTRL_DGRAM_SET_PEEK_MODE, c_long::from(on));
    }

    /// Fills `peer` with the sender of the last datagram. False: the BIO knows none.
    ///
    /// # Safety
    /// `peer` is a valid `BIO_ADDR`.
    pub unsafe fn peer(&self, peer: *mut BIO_ADDR) -> bool {
        self.ctrl_ptr(CTRL_DGRAM_GET_PEER, 0, peer.cast()) > 0
    }

    /// The descriptor; -1 when there is none.
    pub fn fd(&self) -> c_int {
        // SAFETY: the BIO is valid; the found BIO is borrowed from the chain; no out-parameter.
        unsafe {
            let descriptor = BIO_find_type(self.as_ptr(), TYPE_DESCRIPTOR);
            if descriptor.is_null() {
                return -1;
            }
            BIO_ctrl(descriptor, C_GET_FD, 0, std::ptr::null_mut()) as c_int
        }
    }

    /// Whether the socket was shut down for reading: it gives empty datagrams for ever then.
    pub fn is_shut_down(&self) -> bool {
        let mut entry = libc::pollfd {
            fd: self.fd(),
            events: libc::POLLRDHUP,
            revents: 0,
        };
        // SAFETY: one entry, which outlives the call; a negative descriptor is ignored.
        let ready = unsafe { libc::poll(&mut entry, 1, 0) };
        ready > 0 && entry.revents & libc::POLLRDHUP != 0
    }

    /// Whether reading waits for input (a socket that was not set to do otherwise).
    pub fn waits(&self) -> bool {
        // SAFETY: no pointers; a bad descriptor answers -1.
        let flags = unsafe { libc::fcntl(self.fd(), libc::F_GETFL) };
        flags < 0 || flags & libc::O_NONBLOCK == 0
    }

    /// Whether this is a plain socket BIO.
    pub fn is_socket(&self) -> bool {
        self.method_type() == TYPE_SOCKET
    }

    pub fn method_type(&self) -> c_int {
        // SAFETY: the BIO is valid.
        unsafe { BIO_method_type(self.as_ptr()) }
    }

    /// Whether the last failure may be repeated.
    pub fn should_retry(&self) -> bool {
        self.test(FLAG_SHOULD_RETRY)
    }

    pub fn should_read(&self) -> bool {
        self.test(FLAG_READ)
    }

    pub fn should_write(&self) -> bool {
        self.test(FLAG_WRITE)
    }

    /// What a special retry waits for.
    pub fn special(&self) -> Option<Special> {
        if !self.test(FLAG_IO_SPECIAL) {
            return None;
        }
        // SAFETY: the BIO is valid.
        match unsafe { BIO_get_retry_reason(self.as_ptr()) } {
            RR_CONNECT => Some(Special::Connect),
            RR_ACCEPT => Some(Special::Accept),
            _ => Some(Special::Other),
        }
    }

    fn test(&self, flag: c_int) -> bool {
        // SAFETY: the BIO is valid.
        unsafe { BIO_test_flags(self.as_ptr(), flag) != 0 }
    }

    /// Clears the retry flags, as a BIO does before each operation.
    pub fn clear_retry(&self) {
        // SAFETY: the BIO is valid.
        unsafe {
            BIO_clear_flags(
                self.as_ptr(),
                FLAG_READ | FLAG_WRITE | FLAG_IO_SPECIAL | FLAG_SHOULD_RETRY,
            );
        }
    }

    /// Marks the BIO as waiting for input.
    pub fn set_retry_read(&self) {
        // SAFETY: the BIO is valid.
        unsafe { BIO_set_flags(self.as_ptr(), FLAG_READ | FLAG_SHOULD_RETRY) }
    }
}

impl Clone for Bio {
    fn clone(&self) -> Self {
        // SAFETY: the BIO is valid; counting up a live object does not fail.
        unsafe { BIO_up_ref(self.as_ptr()) };
        Bio(self.0)
    }
}

impl Drop for Bio {
    fn drop(&mut self) {
        // SAFETY: gives back our reference; the chain goes with the last one.
        unsafe { BIO_free_all(self.as_ptr()) }
    }
}

/// Why a BIO asks for a special retry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Special {
    Connect,
    Accept,
    Other,
}

fn positive(value: c_long) -> usize {
    usize::try_from(value).unwrap_or(0)
}

/// Marks an address as that of no family (`AF_UNSPEC`), touching nothing but the family.
///
/// # Safety
/// `address` begins with a `sa_family_t`, as a `BIO_ADDR` and every `sockaddr` do.
pub unsafe fn set_no_family(address: *mut BIO_ADDR) {
    // SAFETY: the caller's contract.
    unsafe { address.cast::<libc::sa_family_t>().write_unaligned(0) }
}
