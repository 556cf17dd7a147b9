//! Safe functions over the system's calls, for SCTP sockets.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::from_ref;

use libc::{IPPROTO_SCTP, cmsghdr, iovec, msghdr, socklen_t};
use zeroize::Zeroize;

use super::*;
use crate::bio::addr::BIO_ADDR;
use crate::bio::dgram::sctp::{
    bio_dgram_sctp_prinfo, bio_dgram_sctp_rcvinfo, bio_dgram_sctp_sndinfo,
};
use crate::bio::sock::clear_errno;

/// What a call received.
pub(crate) struct Received {
    /// The system's answer: bytes, 0 at the end of the association, or -1.
    pub(crate) count: isize,
    /// Whether this is a notification rather than a message.
    pub(crate) is_notification: bool,
    /// Whether the message or notification ends here.
    pub(crate) is_whole: bool,
    pub(crate) info: Option<bio_dgram_sctp_rcvinfo>,
}

/// Ancillary data with the alignment that its headers need.
#[repr(C, align(8))]
struct Control([u8; 256]);

/// `struct sctp_sndinfo`.
#[repr(C)]
struct SndInfo {
    info: bio_dgram_sctp_sndinfo,
    association: i32,
}

/// `struct sctp_rcvinfo`.
#[repr(C)]
#[derive(Clone, Copy)]
struct RcvInfo {
    info: bio_dgram_sctp_rcvinfo,
    association: i32,
}

/// `struct sctp_authkeyid`.
#[repr(C)]
struct KeyNumber {
    association: i32,
    number: u16,
}

/// `struct sctp_authkey` with a key of the length that RFC 6083, 4.8, gives.
#[repr(C)]
struct Key {
    association: i32,
    number: u16,
    length: u16,
    bytes: [u8; 64],
}

/// `struct sctp_authchunks` with room for all types.
#[repr(C)]
struct Chunks {
    association: i32,
    count: u32,
    types: [u8; 256],
}

/// `struct sctp_event`.
#[repr(C)]
struct Event {
    association: i32,
    kind: u16,
    on: u8,
}

/// Receives a message, a part of one, or a notification.
///
/// # Safety
/// `out` has `len` writable bytes.
pub(crate) unsafe fn receive(fd: c_int, out: *mut c_char, len: usize, flags: c_int) -> Received {
    let mut control = Control([0; 256]);
    let mut part = iovec {
        iov_base: out.cast(),
        iov_len: len,
    };
    let mut header = message(&mut part, &mut control);
    clear_errno();
    // SAFETY: the header names the caller's bytes and the control data above.
    let count = unsafe { libc::recvmsg(fd, &mut header, flags) };
    let mut info = None;
    if count >= 0 {
        // SAFETY: the kernel filled in the control data and its length.
        let mut next = unsafe { libc::CMSG_FIRSTHDR(&header) };
        while !next.is_null() {
            // SAFETY: a header that the macros found within the control data; the structure is
            // copied only when there are bytes enough for it.
            unsafe {
                let (kind, size) = ((*next).cmsg_type, (*next).cmsg_len as usize);
                let wanted = libc::CMSG_LEN(size_of::<RcvInfo>() as u32) as usize;
                if (*next).cmsg_level == IPPROTO_SCTP && kind == SCTP_RCVINFO && size >= wanted {
                    let found = libc::CMSG_DATA(next).cast::<RcvInfo>().read_unaligned();
                    info = Some(found.info);
                }
                next = libc::CMSG_NXTHDR(&header, next);
            }
        }
    }
    Received {
        count,
        is_notification: count >= 0 && header.msg_flags & MSG_NOTIFICATION != 0,
        is_whole: header.msg_flags & libc::MSG_EOR != 0,
        info,
    }
}

/// Sends one message. The system's answer.
///
/// # Safety
/// `data` has `len` readable bytes.
pub(crate) unsafe fn send(
    fd: c_int,
    data: *const c_char,
    len: usize,
    info: bio_dgram_sctp_sndinfo,
    reliability: bio_dgram_sctp_prinfo,
) -> isize {
    let mut control = Control([0; 256]);
    let mut part = iovec {
        iov_base: data.cast_mut().cast(),
        iov_len: len,
    };
    let mut header = message(&mut part, &mut control);
    let info = SndInfo {
        info,
        association: 0,
    };
    // SAFETY: both structures fit into the 256 bytes of control data; the kernel only reads.
    unsafe {
        let first = libc::CMSG_FIRSTHDR(&header);
        let mut used = put(first, SCTP_SNDINFO, &info);
        if reliability.pr_policy != 0 {
            let second = libc::CMSG_NXTHDR(&header, first);
            if !second.is_null() {
                used += put(second, SCTP_PRINFO, &reliability);
            }
        }
        header.msg_controllen = used as _;
        clear_errno();
        // No signal: that the association is over is the answer's to tell.
        libc::sendmsg(fd, &header, libc::MSG_NOSIGNAL)
    }
}

fn message(part: &mut iovec, control: &mut Control) -> msghdr {
    // SAFETY: a structure of numbers and pointers, for which zero is a value.
    let mut header: msghdr = unsafe { std::mem::zeroed() };
    header.msg_iov = part;
    header.msg_iovlen = 1;
    header.msg_control = control.0.as_mut_ptr().cast();
    header.msg_controllen = control.0.len() as _;
    header
}

/// Writes ancillary data; the bytes that it takes.
///
/// # Safety
/// `at` is a header with room for the value behind it.
unsafe fn put<T>(at: *mut cmsghdr, kind: c_int, value: &T) -> usize {
    let size = size_of::<T>() as u32;
    // SAFETY: the caller promises the room.
    unsafe {
        (*at).cmsg_level = IPPROTO_SCTP;
        (*at).cmsg_type = kind;
        (*at).cmsg_len = libc::CMSG_LEN(size) as _;
        libc::memcpy(
            libc::CMSG_DATA(at).cast(),
            from_ref(value).cast(),
            size_of::<T>(),
        );
        libc::CMSG_SPACE(size) as usize
    }
}

/// Sets an option; whether it worked.
fn set<T>(fd: c_int, option: c_int, value: &T) -> bool {
    let place: *const c_void = from_ref(value).cast();
    let len = size_of::<T>() as socklen_t;
    // SAFETY: the value has the length that is told.
    unsafe { libc::setsockopt(fd, IPPROTO_SCTP, option, place, len) == 0 }
}

/// Fills in an option; whether it worked.
fn get<T>(fd: c_int, option: c_int, value: &mut T) -> bool {
    let place: *mut c_void = std::ptr::from_mut(value).cast();
    let mut len = size_of::<T>() as socklen_t;
    // SAFETY: the value has the length that is told; all values here are plain numbers.
    unsafe { libc::getsockopt(fd, IPPROTO_SCTP, option, place, &mut len) == 0 }
}

/// Demands that the peer authenticates the chunks that must be.
pub(crate) fn demand_authentication(fd: c_int) -> bool {
    AUTHENTICATED
        .iter()
        .all(|chunk| set(fd, SCTP_AUTH_CHUNK, chunk))
}

/// Whether this side of the association, or of those to come, demands authenticated chunks.
pub(crate) fn demands_authentication(fd: c_int) -> Option<bool> {
    demanded(fd, SCTP_LOCAL_AUTH_CHUNKS)
}

/// Whether the peer does: only then does the kernel authenticate what it sends.
pub(crate) fn peer_demands_authentication(fd: c_int) -> Option<bool> {
    demanded(fd, SCTP_PEER_AUTH_CHUNKS)
}

fn demanded(fd: c_int, option: c_int) -> Option<bool> {
    let mut chunks = Chunks {
        association: 0,
        count: 0,
        types: [0; 256],
    };
    get(fd, option, &mut chunks).then(|| {
        let count = (chunks.count as usize).min(chunks.types.len());
        let types = &chunks.types[..count];
        AUTHENTICATED.iter().all(|chunk| types.contains(chunk))
    })
}

/// Turns one kind of notification on or off.
pub(crate) fn subscribe(fd: c_int, kind: u16, on: bool) -> bool {
    let event = Event {
        association: 0,
        kind,
        on: u8::from(on),
    };
    set(fd, SCTP_EVENT, &event)
}

/// Asks for what [`receive`] tells of each message, and for whole messages up to the largest
/// record. A socket that keeps less than twice that gives their parts.
pub(crate) fn prepare_receiving(fd: c_int) -> bool {
    let on: c_int = 1;
    set(fd, SCTP_PARTIAL_DELIVERY_POINT, &LARGEST_RECORD);
    set(fd, SCTP_RECVRCVINFO, &on)
}

/// The identifier of the key that authenticates what is sent.
pub(crate) fn active_key(fd: c_int) -> Option<u16> {
    let mut key = KeyNumber {
        association: 0,
        number: 0,
    };
    get(fd, SCTP_AUTH_ACTIVE_KEY, &mut key).then_some(key.number)
}

pub(crate) fn add_key(fd: c_int, number: u16, bytes: &[u8; 64]) -> bool {
    let mut key = Key {
        association: 0,
        number,
        length: 64,
        bytes: *bytes,
    };
    let done = set(fd, SCTP_AUTH_KEY, &key);
    key.bytes.zeroize();
    done
}

pub(crate) fn activate_key(fd: c_int, number: u16) -> bool {
    set_key(fd, SCTP_AUTH_ACTIVE_KEY, number)
}

pub(crate) fn delete_key(fd: c_int, number: u16) -> bool {
    set_key(fd, SCTP_AUTH_DELETE_KEY, number)
}

pub(crate) fn deactivate_key(fd: c_int, number: u16) -> bool {
    set_key(fd, SCTP_AUTH_DEACTIVATE_KEY, number)
}

fn set_key(fd: c_int, option: c_int, number: u16) -> bool {
    let key = KeyNumber {
        association: 0,
        number,
    };
    set(fd, option, &key)
}

/// The address of the other end of the association.
pub(crate) fn peer(fd: c_int) -> Option<BIO_ADDR> {
    let mut address = BIO_ADDR::none();
    let mut len = size_of::<BIO_ADDR>() as socklen_t;
    // SAFETY: the address has the length that is told.
    let answer = unsafe { libc::getpeername(fd, address.as_mut_ptr(), &mut len) };
    (answer == 0).then_some(address)
}

/// Whether calls on this socket wait.
pub(crate) fn waits(fd: c_int) -> bool {
    crate::bio::dgram::socket::abi::waits(fd)
}

/// Whether the socket speaks SCTP at all.
pub(crate) fn is_sctp(fd: c_int) -> bool {
    let (mut protocol, mut len): (c_int, _) = (0, size_of::<c_int>() as socklen_t);
    let place: *mut c_int = &mut protocol;
    // SAFETY: an int of the length that is told.
    let answer = unsafe {
        libc::getsockopt(
            fd,
            libc::SOL_SOCKET,
            libc::SO_PROTOCOL,
            place.cast(),
            &mut len,
        )
    };
    answer == 0 && protocol == IPPROTO_SCTP
}
