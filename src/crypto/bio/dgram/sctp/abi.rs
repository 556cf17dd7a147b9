//! The exported functions, and the functions of the method.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::{put, shared_ref};

use super::events::Event;
use super::events::abi::{advance_saved, message_waiting, take, wait_for_dry};
use super::socket::abi::*;
use super::socket::{SCTP_AUTHENTICATION_EVENT, SCTP_PARTIAL_DELIVERY_EVENT};
use super::{Message, Partial, State, next_key_number};
use crate::bio::abi::{BIO_free, BIO_new};
use crate::bio::dgram::abi::*;
use crate::bio::fd::abi::{close_fd, common_ctrl};
use crate::bio::io::abi::{BIO_ctrl, BIO_int_ctrl};
use crate::bio::object::*;
use crate::bio::reasons::BIO_R_CONNECT_ERROR;
use crate::bio::sock::{is_transient_datagram, last_errno};
use crate::err::{ERR_LIB_BIO, guard, raise_data, raise_sys};

/// The type of SCTP BIOs.
pub const BIO_TYPE_DGRAM_SCTP: c_int = 24 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR;

const BIO_CTRL_DGRAM_SCTP_ADD_AUTH_KEY: c_int = 51;
const BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY: c_int = 52;
const BIO_CTRL_DGRAM_SCTP_AUTH_CCS_RCVD: c_int = 53;
const BIO_CTRL_DGRAM_SCTP_GET_SNDINFO: c_int = 60;
const BIO_CTRL_DGRAM_SCTP_SET_SNDINFO: c_int = 61;
const BIO_CTRL_DGRAM_SCTP_GET_RCVINFO: c_int = 62;
const BIO_CTRL_DGRAM_SCTP_SET_RCVINFO: c_int = 63;
const BIO_CTRL_DGRAM_SCTP_GET_PRINFO: c_int = 64;
const BIO_CTRL_DGRAM_SCTP_SET_PRINFO: c_int = 65;
const BIO_CTRL_DGRAM_SCTP_SAVE_SHUTDOWN: c_int = 70;
const BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY: c_int = 77;
const BIO_CTRL_DGRAM_SCTP_MSG_WAITING: c_int = 78;

/// What `BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY` answers for 'not yet': BIOs that do not know the command answer 0.
const NOT_DRY_YET: c_int = 2;

/// RFC 6083, 3.2: "the DTLS path MTU MUST be considered to be 2^14."
const MTU: c_long = 1 << 14;

/// Told each notification of the association (RFC 6458, 6.1), which lives as long as the call.
pub type BIO_dgram_sctp_notification_handler_fn =
    Option<unsafe extern "C" fn(b: *mut BIO, context: *mut c_void, buf: *mut c_void)>;

static METHOD: BIO_METHOD = BIO_METHOD {
    write: Some(write),
    read: Some(read),
    puts: Some(puts),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    ..BIO_METHOD::new(BIO_TYPE_DGRAM_SCTP, c"datagram sctp socket")
};

/// The method of BIOs over one-to-one SCTP sockets.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_datagram_sctp() -> *const BIO_METHOD {
    &raw const METHOD
}

/// A BIO over an SCTP socket, which it closes if `close_flag` is `BIO_CLOSE`. NULL on failure, with
/// the reason on the queue; the socket is then still the program's.
///
/// The socket that a client connects and the one that a server listens at need their BIO before
/// there is an association: what must be authenticated is agreed when it begins.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_dgram_sctp(fd: c_int, close_flag: c_int) -> *mut BIO {
    new(fd, close_flag)
}

/// [`BIO_new_dgram_sctp`] by its first name.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_sctp_new(fd: c_int, close_flag: c_int) -> *mut BIO {
    new(fd, close_flag)
}

fn new(fd: c_int, close: c_int) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the method lives forever; the BIO is the one just made, or NULL.
        unsafe {
            let bio = BIO_new(&raw const METHOD);
            if BIO_int_ctrl(bio, BIO_C_SET_FD, c_long::from(close), fd) > 0 {
                return bio;
            }
            BIO_free(bio);
            null_mut()
        }
    })
}

/// 1 for an SCTP BIO, 0 for others and NULL.
///
/// # Safety
/// `bio` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_is_sctp(bio: *mut BIO) -> c_int {
    // SAFETY: the caller's promise.
    guard(0, || c_int::from(unsafe { parts(bio) }.is_some()))
}

/// Installs what is told each notification of the association, with `context`. NULL ends it. 0; -1
/// if this is no SCTP BIO.
///
/// # Safety
/// `b` is NULL or a BIO; the callback may be called while the BIO lives.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_sctp_notification_cb(
    b: *mut BIO,
    handle_notifications: BIO_dgram_sctp_notification_handler_fn,
    context: *mut c_void,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let Some((_, state)) = (unsafe { parts(b) }) else {
            return -1;
        };
        state.handler.set(handle_notifications);
        state.context.set(context);
        0
    })
}

/// Waits until the peer has all messages: 1. 0 if messages must be read first, or if the socket
/// does not wait; -1 on failure.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_sctp_wait_for_dry(b: *mut BIO) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise; the control demands nothing.
        match unsafe { only_sctp(b, BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY) } {
            NOT_DRY_YET => 0,
            answer => answer,
        }
    })
}

/// 1 if a message waits to be read, 0 if none; -1 if this is no SCTP BIO.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dgram_sctp_msg_waiting(b: *mut BIO) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise; the control demands nothing.
        unsafe { only_sctp(b, BIO_CTRL_DGRAM_SCTP_MSG_WAITING) }
    })
}

/// # Safety
/// `b` is NULL or a BIO; `cmd` demands no argument.
unsafe fn only_sctp(b: *mut BIO, cmd: c_int) -> c_int {
    // SAFETY: the caller's promise.
    unsafe {
        match parts(b) {
            Some(_) => BIO_ctrl(b, cmd, 0, null_mut()) as c_int,
            None => -1,
        }
    }
}

/// # Safety
/// `b` is NULL or a BIO; the references live no longer than it.
unsafe fn parts<'a>(b: *mut BIO) -> Option<(&'a BIO, &'a State)> {
    // SAFETY: the caller's promise; `create` of this method has put the state there.
    unsafe {
        let bio = shared_ref(b)?;
        if !std::ptr::eq(bio.method, &raw const METHOD) {
            return None;
        }
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
        bio.num.set(-1);
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

/// Makes a socket ready, or tells on the queue why it is not.
fn prepare(fd: c_int) -> bool {
    let no = |text: &str| {
        raise_sys(last_errno(), text);
        false
    };
    if !is_sctp(fd) {
        raise_sys(
            libc::EPROTONOSUPPORT,
            "not an SCTP socket; a kernel without SCTP makes none",
        );
        return false;
    }
    if !demand_authentication(fd) {
        return no("the kernel does not authenticate SCTP chunks (net.sctp.auth_enable)");
    }
    match demands_authentication(fd) {
        Some(true) => {}
        Some(false) => {
            let text = "the association began without authenticated chunks: \
                        the listening or connecting socket had no SCTP BIO";
            raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, text);
            return false;
        }
        None => return no("asking for SCTP's authenticated chunks"),
    }
    let subscribed = [SCTP_AUTHENTICATION_EVENT, SCTP_PARTIAL_DELIVERY_EVENT]
        .into_iter()
        .all(|kind| subscribe(fd, kind, true));
    if !subscribed || !prepare_receiving(fd) {
        return no("setting up the SCTP socket");
    }
    true
}

unsafe extern "C" fn read(b: *mut BIO, data: *mut c_char, len: usize, count: *mut usize) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO, `len` writable bytes and a place for the count.
        unsafe {
            let Some((bio, state)) = parts(b).filter(|_| !data.is_null()) else {
                return 0;
            };
            bio.clear_retry();
            advance_saved(b, state);
            match read_message(b, state, data, len) {
                Ok(0) => {
                    bio.set_flags(BIO_FLAGS_IN_EOF);
                    0
                }
                Ok(_) if !peer_is_checked(bio, state) => -1,
                Ok(size) => {
                    put(count, size);
                    1
                }
                Err(errno) => {
                    state.common.errno.set(errno);
                    if is_transient_datagram(errno) {
                        bio.set_retry_read();
                    }
                    -1
                }
            }
        }
    })
}

/// Reads one message, whose parts the kernel may give one by one, and handles the notifications
/// before it. The bytes, 0 at the end of the association, or the system's error. What does not fit
/// into the caller's place is dropped, as of a datagram.
///
/// # Safety
/// `b` is the BIO of `state`; `data` has `len` writable bytes.
unsafe fn read_message(
    b: *mut BIO,
    state: &State,
    data: *mut c_char,
    len: usize,
) -> Result<usize, c_int> {
    let Partial {
        bytes,
        mut overlong,
    } = state.partial.take();
    let mut have = bytes.len().min(len);
    overlong |= bytes.len() > len;
    // SAFETY: no more than the caller's bytes, here and below: `have` stays within them.
    unsafe { libc::memcpy(data.cast(), bytes.as_ptr().cast(), have) };
    let mut waste = [0; 2048];
    loop {
        // Once something of a message was lost, nothing more of it may be appended.
        let into_waste = overlong || have == len;
        let (place, room) = if into_waste {
            (waste.as_mut_ptr(), waste.len())
        } else {
            // SAFETY: as above.
            (unsafe { data.add(have) }, len - have)
        };
        // SAFETY: the bytes that were chosen; the BIO is the caller's.
        let got = unsafe { receive((*b).num.get(), place, room, 0) };
        let Ok(size) = usize::try_from(got.count) else {
            let errno = last_errno();
            if have > 0 || overlong {
                // SAFETY: as above; these bytes have been written.
                let bytes = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), have) };
                let bytes = bytes.to_vec();
                state.partial.replace(Partial { bytes, overlong });
            }
            return Err(errno);
        };
        if got.is_notification {
            // SAFETY: the bytes that were just received; the BIO is the caller's.
            let event = unsafe {
                let first = std::slice::from_raw_parts(place.cast::<u8>(), size).to_vec();
                take(b, state, &first, got.is_whole)
            };
            if event == Event::PartialDeliveryEnded {
                (have, overlong) = (0, false);
            }
            continue;
        }
        if size == 0 {
            return Ok(0);
        }
        if let Some(info) = got.info {
            state.receive_info.set(info);
        }
        if into_waste {
            overlong = true;
        } else {
            have += size;
        }
        if got.is_whole {
            return Ok(have);
        }
    }
}

/// Whether the peer asks for authenticated chunks. RFC 6083, 4.5: "DATA chunks of SCTP MUST be sent
/// in an authenticated way", which the kernel does for chunks that the peer names.
fn peer_is_checked(bio: &BIO, state: &State) -> bool {
    if !state.peer_checked.get() {
        let fd = bio.num.get();
        if peer_demands_authentication(fd) != Some(true) {
            let text = "the peer does not ask for authenticated DATA and FORWARD-TSN chunks";
            raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, text);
            return false;
        }
        state.peer_checked.set(true);
    }
    true
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
            let Some((bio, state)) = parts(b).filter(|_| !data.is_null()) else {
                return -1;
            };
            bio.clear_retry();
            if state.saved.borrow().is_some() {
                // It goes once the association is dry, which a read notices.
                bio.set_retry_write();
                return -1;
            }
            let (info, reliability) = state.sending();
            if state.save_shutdown.get() {
                match wait_for_dry(b, state, waits(bio.num.get())) {
                    1 => {}
                    0 => {
                        let bytes = std::slice::from_raw_parts(data.cast::<u8>(), len).to_vec();
                        state.saved.replace(Some(Message {
                            bytes,
                            info,
                            reliability,
                        }));
                        put(count, len);
                        return 1;
                    }
                    _ => return -1,
                }
            }
            let result = send(bio.num.get(), data, len, info, reliability);
            state.note_write();
            written(bio, &state.common, result, count)
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { put_text(write, b, text) }
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            let fd = bio.num.get();
            if let Some(answer) = info_ctrl(state, cmd, larg, parg) {
                return answer;
            }
            match cmd {
                BIO_C_SET_FD => {
                    match shared_ref(parg.cast::<c_int>()) {
                        Some(fd) if prepare(*fd) => state.forget_association(),
                        _ => return 0,
                    }
                    bio.clear_flags(BIO_FLAGS_IN_EOF);
                    common_ctrl(bio, cmd, larg, parg).unwrap_or(0)
                }
                BIO_CTRL_DGRAM_SCTP_ADD_AUTH_KEY => match shared_ref(parg.cast::<[u8; 64]>()) {
                    Some(key) => add_next_key(fd, key),
                    None => -1,
                },
                BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY => use_next_key(fd, state),
                BIO_CTRL_DGRAM_SCTP_AUTH_CCS_RCVD => {
                    state.ccs_received.set(true);
                    retire_key(fd, state)
                }
                BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY => match wait_for_dry(b, state, waits(fd)) {
                    0 => c_long::from(NOT_DRY_YET),
                    answer => c_long::from(answer),
                },
                BIO_CTRL_DGRAM_SCTP_MSG_WAITING => c_long::from(message_waiting(b, state)),
                BIO_CTRL_EOF => c_long::from(bio.has_flags(BIO_FLAGS_IN_EOF)),
                _ => shared_ctrl(bio, state, cmd, larg, parg),
            }
        }
    })
}

/// Controls about how messages are sent and were received.
///
/// # Safety
/// `parg` is what `cmd` demands: NULL or a place of `larg` bytes.
unsafe fn info_ctrl(state: &State, cmd: c_int, larg: c_long, parg: *mut c_void) -> Option<c_long> {
    use std::cell::Cell;
    /// As many bytes as both sides have; how many that was.
    ///
    /// # Safety
    /// `place` is NULL or has `size` bytes; any bytes are a value of `T`.
    unsafe fn copy<T>(cell: &Cell<T>, place: *mut c_void, size: c_long, out: bool) -> c_long {
        let count = usize::try_from(size).unwrap_or(0).min(size_of::<T>());
        if place.is_null() || count == 0 {
            return 0;
        }
        let ours = cell.as_ptr().cast::<c_void>();
        // SAFETY: no more than either side has.
        unsafe {
            if out {
                libc::memcpy(place, ours, count);
            } else {
                libc::memcpy(ours, place, count);
            }
        }
        count as c_long
    }
    let (send, receive, reliability) = (&state.send_info, &state.receive_info, &state.reliability);
    // SAFETY: the caller's promise; the structures are numbers.
    let answer = unsafe {
        match cmd {
            BIO_CTRL_DGRAM_SCTP_GET_SNDINFO => copy(send, parg, larg, true),
            BIO_CTRL_DGRAM_SCTP_SET_SNDINFO => copy(send, parg, larg, false),
            BIO_CTRL_DGRAM_SCTP_GET_RCVINFO => copy(receive, parg, larg, true),
            BIO_CTRL_DGRAM_SCTP_SET_RCVINFO => copy(receive, parg, larg, false),
            BIO_CTRL_DGRAM_SCTP_GET_PRINFO => copy(reliability, parg, larg, true),
            BIO_CTRL_DGRAM_SCTP_SET_PRINFO => copy(reliability, parg, larg, false),
            BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE => {
                state.in_handshake.set(larg != 0);
                1
            }
            BIO_CTRL_DGRAM_SCTP_SAVE_SHUTDOWN => {
                state.save_shutdown.set(larg > 0);
                1
            }
            _ => return None,
        }
    };
    Some(answer)
}

/// Controls that all datagram BIOs have, as far as they mean something to SCTP.
///
/// # Safety
/// `parg` is what `cmd` demands.
unsafe fn shared_ctrl(
    bio: &BIO,
    state: &State,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> c_long {
    let fd = bio.num.get();
    match cmd {
        // SCTP cuts messages to the path itself.
        BIO_CTRL_DGRAM_QUERY_MTU
        | BIO_CTRL_DGRAM_GET_MTU
        | BIO_CTRL_DGRAM_SET_MTU
        | BIO_CTRL_DGRAM_GET_FALLBACK_MTU => return MTU,
        BIO_CTRL_DGRAM_GET_MTU_OVERHEAD => return 0,
        // The association is what connects.
        BIO_CTRL_DGRAM_CONNECT | BIO_CTRL_DGRAM_SET_CONNECTED => return -1,
        // RFC 6083, 3.5: "DTLS procedures for retransmissions MUST NOT be used."
        BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT => return 1,
        // Of UDP alone.
        BIO_CTRL_DGRAM_SET_PEEK_MODE => return 0,
        BIO_CTRL_DGRAM_GET_PEER => {
            if let Some(peer) = peer(fd) {
                state.common.peer.set(peer);
            }
        }
        _ => {}
    }
    // SAFETY: the caller's promise.
    unsafe {
        common_ctrl(bio, cmd, larg, parg)
            .or_else(|| peer_ctrl(&state.common, cmd, larg, parg))
            .or_else(|| mtu_ctrl(&state.common, fd, cmd, larg))
            .unwrap_or_else(|| time_ctrl(&state.common, fd, cmd, larg, parg))
    }
}

/// 0, or -1 with the system's error on the queue.
fn outcome(done: bool, text: &str) -> c_long {
    if !done {
        raise_sys(last_errno(), text);
    }
    c_long::from(done) - 1
}

/// Gives the kernel the key after the active one. It is not used yet.
fn add_next_key(fd: c_int, key: &[u8; 64]) -> c_long {
    let done = active_key(fd).is_some_and(|active| add_key(fd, next_key_number(active), key));
    outcome(done, "adding an SCTP-AUTH key")
}

/// Authenticates what is sent from now on with the key that was added. RFC 6083, 4.8: "Before
/// sending the Finished message, the active SCTP-AUTH key MUST be switched to the new one."
fn use_next_key(fd: c_int, state: &State) -> c_long {
    let old = active_key(fd);
    let done = old.is_some_and(|old| activate_key(fd, next_key_number(old)));
    if !done {
        return outcome(false, "activating an SCTP-AUTH key");
    }
    state.previous_key.set(old);
    retire_key(fd, state)
}

/// Removes the old key once neither side sends with it. RFC 6083, 4.8: "Once the corresponding
/// Finished message from the peer has been received, the old SCTP-AUTH key SHOULD be removed."
///
/// RFC 6458, 8.3.5: a key must be deactivated before it is deleted; the kernel tells when nothing
/// uses it any more. A kernel that cannot deactivate deletes at once.
fn retire_key(fd: c_int, state: &State) -> c_long {
    if !state.ccs_received.get() {
        return 0;
    }
    let Some(old) = state.previous_key.take() else {
        return 0;
    };
    state.ccs_received.set(false);
    let done = deactivate_key(fd, old) || delete_key(fd, old);
    outcome(done, "removing an SCTP-AUTH key")
}

#[cfg(test)]
mod tests;
