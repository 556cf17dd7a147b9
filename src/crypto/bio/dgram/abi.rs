//! The exported functions, and the functions of the method.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;
use libc::{AF_INET, AF_INET6, SO_RCVTIMEO, SO_SNDTIMEO, timeval};

use super::State;
use super::socket::abi::{family, receive, receive_in_time, send, set_timeout, timeout};
use crate::bio::addr::BIO_ADDR;
use crate::bio::fd::abi::{close_fd, common_ctrl, new_with_fd};
use crate::bio::object::*;
use crate::bio::sock::abi::{option, set_option};
use crate::bio::sock::{is_transient_datagram, last_errno};
use crate::err::{guard, raise_sys};

/// The type of datagram BIOs.
pub const BIO_TYPE_DGRAM: c_int = 21 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR;

pub(super) const BIO_CTRL_DGRAM_CONNECT: c_int = 31;
pub(super) const BIO_CTRL_DGRAM_SET_CONNECTED: c_int = 32;
const BIO_CTRL_DGRAM_SET_RECV_TIMEOUT: c_int = 33;
const BIO_CTRL_DGRAM_GET_RECV_TIMEOUT: c_int = 34;
const BIO_CTRL_DGRAM_SET_SEND_TIMEOUT: c_int = 35;
const BIO_CTRL_DGRAM_GET_SEND_TIMEOUT: c_int = 36;
const BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP: c_int = 37;
const BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP: c_int = 38;
const BIO_CTRL_DGRAM_MTU_DISCOVER: c_int = 39;
pub(super) const BIO_CTRL_DGRAM_QUERY_MTU: c_int = 40;
pub(super) const BIO_CTRL_DGRAM_GET_MTU: c_int = 41;
pub(super) const BIO_CTRL_DGRAM_SET_MTU: c_int = 42;
const BIO_CTRL_DGRAM_MTU_EXCEEDED: c_int = 43;
const BIO_CTRL_DGRAM_SET_PEER: c_int = 44;
pub(super) const BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT: c_int = 45;
pub(super) const BIO_CTRL_DGRAM_GET_PEER: c_int = 46;
pub(super) const BIO_CTRL_DGRAM_GET_FALLBACK_MTU: c_int = 47;
const BIO_CTRL_DGRAM_SET_DONT_FRAG: c_int = 48;
pub(super) const BIO_CTRL_DGRAM_GET_MTU_OVERHEAD: c_int = 49;
pub(super) const BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE: c_int = 50;
pub(super) const BIO_CTRL_DGRAM_SET_PEEK_MODE: c_int = 71;

static METHOD: BIO_METHOD = BIO_METHOD {
    write: Some(write),
    read: Some(read),
    puts: Some(puts),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    ..BIO_METHOD::new(BIO_TYPE_DGRAM, c"datagram socket")
};

/// The method of BIOs over datagram sockets.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_datagram() -> *const BIO_METHOD {
    &raw const METHOD
}

/// A BIO over a datagram socket, which it closes if `close_flag` is `BIO_CLOSE`. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_dgram(fd: c_int, close_flag: c_int) -> *mut BIO {
    new_with_fd(&raw const METHOD, fd, close_flag)
}

/// # Safety
/// `b` is NULL or a datagram BIO; the references live no longer than it.
unsafe fn parts<'a>(b: *mut BIO) -> Option<(&'a BIO, &'a State)> {
    // SAFETY: the caller's promise; `create` has put the state there.
    unsafe {
        let bio = shared_ref(b)?;
        Some((bio, shared_ref(bio.data.get().cast::<State>())?))
    }
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_new` hands over the fresh BIO.
        let Some(bio) = (unsafe { shared_ref(b) }) else {
            return 0;
        };
        bio.init.set(0);
        bio.num.set(0);
        bio.data.set(Box::into_raw(Box::new(State::new())).cast());
        1
    })
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_free` hands over the BIO; nobody uses its state again.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            close_fd(bio);
            let state = bio.data.replace(null_mut()).cast::<State>();
            if !state.is_null() {
                drop(Box::from_raw(state));
            }
        }
        1
    })
}

unsafe extern "C" fn read(b: *mut BIO, data: *mut c_char, len: usize, count: *mut usize) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO, `len` writable bytes and a place for the count.
        unsafe {
            let Some((bio, state)) = parts(b).filter(|_| !data.is_null()) else {
                return 0;
            };
            let (fd, unconnected) = (bio.num.get(), !state.connected.get());
            let flags = if state.peek.get() { libc::MSG_PEEK } else { 0 };
            let (result, sender) = if state.has_timer() {
                receive_in_time(state, fd, data, len, flags, unconnected)
            } else {
                receive(fd, data, len, flags, unconnected)
            };
            if let Some(sender) = sender {
                state.peer.set(sender);
            }
            bio.clear_retry();
            match usize::try_from(result) {
                Ok(size) => {
                    ffi::put(count, size);
                    c_int::from(size > 0)
                }
                Err(_) => {
                    let errno = last_errno();
                    if is_transient_datagram(errno) {
                        bio.set_retry_read();
                    }
                    state.errno.set(errno);
                    -1
                }
            }
        }
    })
}

unsafe extern "C" fn write(
    b: *mut BIO,
    data: *const c_char,
    len: usize,
    count: *mut usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO, `len` readable bytes and a place for the count.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return -1;
            };
            let peer = state.peer.get();
            // Without a peer the socket's own is the only hope: a connected socket has one.
            let to = Some(&peer).filter(|peer| !state.connected.get() && peer.family() != 0);
            let result = send(bio.num.get(), data, len, to);
            written(bio, state, result, count)
        }
    })
}

/// The answer of a write after the system's, with the flags that go with it.
///
/// # Safety
/// `count` is NULL or a place for the count.
pub(super) unsafe fn written(bio: &BIO, state: &State, result: isize, count: *mut usize) -> c_int {
    bio.clear_retry();
    match usize::try_from(result) {
        Ok(size) => {
            // SAFETY: the caller's promise.
            unsafe { ffi::put(count, size) };
            c_int::from(size > 0)
        }
        Err(_) => {
            let errno = last_errno();
            if is_transient_datagram(errno) {
                bio.set_retry_write();
            }
            state.errno.set(errno);
            -1
        }
    }
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { put_text(write, b, text) }
}

/// Writes a string as one datagram; the bytes, or what the write answered.
///
/// # Safety
/// `write` is the function of the BIO's method, `text` a C string.
pub(super) unsafe fn put_text(write: WriteEx, b: *mut BIO, text: *const c_char) -> c_int {
    let mut count = 0;
    // SAFETY: the caller's promise.
    let result = unsafe { write(b, text, libc::strlen(text), &mut count) };
    if result > 0 {
        c_int::try_from(count).unwrap_or(c_int::MAX)
    } else {
        result
    }
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            let fd = bio.num.get();
            if let Some(answer) = common_ctrl(bio, cmd, larg, parg) {
                return answer;
            }
            if let Some(answer) = peer_ctrl(state, cmd, larg, parg) {
                return answer;
            }
            if let Some(answer) = mtu_ctrl(state, fd, cmd, larg) {
                return answer;
            }
            time_ctrl(state, fd, cmd, larg, parg)
        }
    })
}

/// Controls about the peer.
///
/// # Safety
/// `parg` is what `cmd` demands: NULL or an address with its family.
pub(super) unsafe fn peer_ctrl(
    state: &State,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> Option<c_long> {
    match cmd {
        BIO_CTRL_DGRAM_CONNECT | BIO_CTRL_DGRAM_SET_PEER | BIO_CTRL_DGRAM_SET_CONNECTED => {
            if cmd == BIO_CTRL_DGRAM_SET_CONNECTED {
                state.connected.set(!parg.is_null());
            }
            if parg.is_null() {
                state.peer.set(BIO_ADDR::none());
                // SAFETY: the caller promises an address.
            } else if let Some(peer) = unsafe { BIO_ADDR::from_sockaddr(parg.cast()) } {
                state.peer.set(peer);
            }
            Some(1)
        }
        BIO_CTRL_DGRAM_GET_PEER => {
            let peer = state.peer.get();
            let whole = c_long::from(peer.len());
            // A size of 0 means as many bytes as the address has: the caller's place may be a
            // sockaddr_in that is no larger.
            let size = if larg <= 0 || larg > whole {
                whole
            } else {
                larg
            };
            if !parg.is_null() {
                // SAFETY: the caller promises room for the address.
                unsafe { libc::memcpy(parg, peer.as_ptr().cast(), size as usize) };
            }
            Some(size)
        }
        _ => None,
    }
}

/// Controls about the size of datagrams.
pub(super) fn mtu_ctrl(state: &State, fd: c_int, cmd: c_int, larg: c_long) -> Option<c_long> {
    let answer = match cmd {
        BIO_CTRL_DGRAM_MTU_DISCOVER => {
            let value = [libc::IP_PMTUDISC_DO, libc::IPV6_PMTUDISC_DO];
            set_mtu_discovery(fd, family(fd), value)
        }
        BIO_CTRL_DGRAM_SET_DONT_FRAG => {
            let off = [libc::IP_PMTUDISC_DONT, libc::IPV6_PMTUDISC_DONT];
            let on = [libc::IP_PMTUDISC_PROBE, libc::IPV6_PMTUDISC_PROBE];
            let family = Some(state.peer.get().family()).filter(|family| *family != 0);
            set_mtu_discovery(
                fd,
                family.or_else(|| self::family(fd)),
                if larg != 0 { on } else { off },
            )
        }
        BIO_CTRL_DGRAM_QUERY_MTU => {
            let path = match family(fd) {
                Some(AF_INET) => option(fd, libc::IPPROTO_IP, libc::IP_MTU),
                Some(AF_INET6) => option(fd, libc::IPPROTO_IPV6, libc::IPV6_MTU),
                _ => None,
            };
            let path = path.and_then(|mtu| u32::try_from(mtu).ok());
            match path.and_then(|mtu| mtu.checked_sub(state.overhead())) {
                Some(mtu) => {
                    state.mtu.set(mtu);
                    c_long::from(mtu)
                }
                None => 0,
            }
        }
        BIO_CTRL_DGRAM_GET_MTU => c_long::from(state.mtu.get()),
        BIO_CTRL_DGRAM_SET_MTU => {
            state.mtu.set(u32::try_from(larg).unwrap_or(0));
            larg
        }
        BIO_CTRL_DGRAM_MTU_EXCEEDED => c_long::from(state.take_errno(libc::EMSGSIZE)),
        BIO_CTRL_DGRAM_GET_FALLBACK_MTU => c_long::from(state.fallback_mtu()),
        BIO_CTRL_DGRAM_GET_MTU_OVERHEAD => c_long::from(state.overhead()),
        _ => return None,
    };
    Some(answer)
}

/// Sets whether packets may be fragmented on the way; `values` for IPv4 and IPv6. 0, or -1.
fn set_mtu_discovery(fd: c_int, family: Option<c_int>, values: [c_int; 2]) -> c_long {
    let done = match family {
        Some(AF_INET) => set_option(fd, libc::IPPROTO_IP, libc::IP_MTU_DISCOVER, values[0]),
        Some(AF_INET6) => set_option(fd, libc::IPPROTO_IPV6, libc::IPV6_MTU_DISCOVER, values[1]),
        _ => return -1,
    };
    if !done {
        raise_sys(last_errno(), "calling setsockopt()");
        return -1;
    }
    0
}

/// Controls about time, and the rest.
///
/// # Safety
/// `parg` is what `cmd` demands: NULL or a `struct timeval`.
pub(super) unsafe fn time_ctrl(
    state: &State,
    fd: c_int,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> c_long {
    let which = match cmd {
        BIO_CTRL_DGRAM_SET_RECV_TIMEOUT | BIO_CTRL_DGRAM_GET_RECV_TIMEOUT => SO_RCVTIMEO,
        _ => SO_SNDTIMEO,
    };
    match cmd {
        BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT => {
            // SAFETY: the control demands a time.
            let Some(time) = (unsafe { shared_ref(parg.cast::<timeval>()) }) else {
                return 0;
            };
            state.next_timeout.set(*time);
            1
        }
        BIO_CTRL_DGRAM_SET_RECV_TIMEOUT | BIO_CTRL_DGRAM_SET_SEND_TIMEOUT => {
            // SAFETY: the control demands a time.
            let Some(time) = (unsafe { shared_ref(parg.cast::<timeval>()) }) else {
                return -1;
            };
            if set_timeout(fd, which, time) {
                return 1;
            }
            raise_sys(last_errno(), "calling setsockopt()");
            -1
        }
        BIO_CTRL_DGRAM_GET_RECV_TIMEOUT | BIO_CTRL_DGRAM_GET_SEND_TIMEOUT => {
            let Some(time) = timeout(fd, which) else {
                raise_sys(last_errno(), "calling getsockopt()");
                return -1;
            };
            // SAFETY: the control demands a place for a time.
            unsafe { ffi::put(parg.cast::<timeval>(), time) };
            size_of::<timeval>() as c_long
        }
        BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP | BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP => {
            c_long::from(state.take_errno(libc::EAGAIN))
        }
        BIO_CTRL_DGRAM_SET_PEEK_MODE => {
            state.peek.set(larg != 0);
            1
        }
        // Programs and libssl tell every datagram BIO; it means something to SCTP only.
        BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
