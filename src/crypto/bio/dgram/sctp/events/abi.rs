//! Taking notifications from the socket, and the program's callback.
//!
//! The callback gets the BIO and may call it: nothing of its state is borrowed then.

use std::ffi::c_int;

use super::*;
use crate::bio::dgram::sctp::State;
use crate::bio::dgram::sctp::socket::abi::{delete_key, receive, send, subscribe};
use crate::bio::dgram::sctp::socket::{
    SCTP_AUTH_FREE_KEY, SCTP_AUTHENTICATION_EVENT, SCTP_PARTIAL_DELIVERY_EVENT,
    SCTP_SENDER_DRY_EVENT,
};
use crate::bio::object::*;
use crate::bio::sock::{is_transient_datagram, last_errno};

/// Takes the rest of a notification of which `first` was read, and handles it.
///
/// # Safety
/// `b` is the BIO of `state`; `is_whole` tells whether `first` was all.
pub(crate) unsafe fn take(b: *mut BIO, state: &State, first: &[u8], is_whole: bool) -> Event {
    let mut notification = Notification::new();
    notification.push(first);
    // SAFETY: the caller's promise.
    let fd = unsafe { &*b }.num.get();
    let mut is_whole = is_whole;
    while !is_whole {
        let mut more = [0u8; 2048];
        // SAFETY: a buffer of this size. The rest is there: the kernel queues whole ones.
        let got = unsafe { receive(fd, more.as_mut_ptr().cast(), more.len(), libc::MSG_DONTWAIT) };
        let Some(count) = usize::try_from(got.count).ok().filter(|count| *count > 0) else {
            break;
        };
        notification.push(&more[..count]);
        is_whole = got.is_whole;
    }
    // SAFETY: the caller's promise.
    unsafe { handle(b, state, &mut notification) }
}

/// # Safety
/// `b` is the BIO of `state`.
unsafe fn handle(b: *mut BIO, state: &State, notification: &mut Notification) -> Event {
    // SAFETY: the caller's promise.
    let fd = unsafe { &*b }.num.get();
    let event = match notification.kind() {
        Some(SCTP_SENDER_DRY_EVENT) => {
            subscribe(fd, SCTP_SENDER_DRY_EVENT, false);
            state.dry_is_due.set(false);
            send_saved(fd, state);
            Event::SenderDry
        }
        Some(SCTP_PARTIAL_DELIVERY_EVENT) => Event::PartialDeliveryEnded,
        Some(SCTP_AUTHENTICATION_EVENT) => {
            if let Some((number, SCTP_AUTH_FREE_KEY)) = notification.key() {
                delete_key(fd, number);
            }
            Event::Other
        }
        _ => Event::Other,
    };
    if let Some(handler) = state.handler.get() {
        // SAFETY: the program promises a callback for a BIO, its context and a notification.
        unsafe {
            handler(
                b,
                state.context.get(),
                notification.words.as_mut_ptr().cast(),
            )
        };
    }
    event
}

/// Sends the message that waited for the association to be dry.
fn send_saved(fd: c_int, state: &State) {
    if state.dry_is_stale.get() {
        return;
    }
    if let Some(message) = state.saved.take() {
        let bytes = &message.bytes;
        // SAFETY: the message's own bytes.
        let sent = unsafe {
            send(
                fd,
                bytes.as_ptr().cast(),
                bytes.len(),
                message.info,
                message.reliability,
            )
        };
        if sent < 0 {
            state.common.errno.set(last_errno());
        }
        state.note_write();
    }
}

/// Looks at what comes next; a notification is taken and handled.
///
/// # Safety
/// `b` is the BIO of `state`.
pub(crate) unsafe fn next(b: *mut BIO, state: &State, wait: bool) -> Waiting {
    // SAFETY: the caller's promise.
    let fd = unsafe { &*b }.num.get();
    let mut begin = [0u8; 8];
    let flags = libc::MSG_PEEK | if wait { 0 } else { libc::MSG_DONTWAIT };
    // SAFETY: a buffer of this size.
    let got = unsafe { receive(fd, begin.as_mut_ptr().cast(), begin.len(), flags) };
    if got.is_notification {
        // SAFETY: the caller's promise. Nothing was taken yet.
        return Waiting::Notified(unsafe { take(b, state, &[], false) });
    }
    match got.count {
        0 => Waiting::End,
        1.. => Waiting::Message,
        _ => {
            let errno = last_errno();
            state.common.errno.set(errno);
            if is_transient_datagram(errno) {
                Waiting::Nothing
            } else {
                Waiting::Failed
            }
        }
    }
}

/// Does what it can for a message that waits for the association to be dry. Afterwards either a
/// message is the next to be read, or what is read next tells when the association is.
///
/// # Safety
/// `b` is the BIO of `state`.
pub(crate) unsafe fn advance_saved(b: *mut BIO, state: &State) {
    if state.saved.borrow().is_some() {
        // What fails here fails in the caller's own operation, which tells.
        // SAFETY: the caller's promise.
        unsafe { wait_for_dry(b, state, false) };
    }
}

/// Whether a message waits; notifications before it are handled.
///
/// # Safety
/// `b` is the BIO of `state`.
pub(crate) unsafe fn message_waiting(b: *mut BIO, state: &State) -> bool {
    // SAFETY: the caller's promise.
    unsafe { advance_saved(b, state) };
    loop {
        // SAFETY: the caller's promise.
        match unsafe { next(b, state, false) } {
            Waiting::Message => return true,
            Waiting::Notified(_) => {}
            _ => return false,
        }
    }
}

/// Waits until the peer has acknowledged all that was sent: 1. 0 when that cannot be told yet,
/// because messages must be read first or `wait` forbids to; -1 on failure.
///
/// The kernel tells it at once to who subscribes while it is so, and otherwise when it becomes so.
/// An event that was asked for before the last write may be older than that: then the queue is emptied first.
///
/// # Safety
/// `b` is the BIO of `state`.
pub(crate) unsafe fn wait_for_dry(b: *mut BIO, state: &State, wait: bool) -> c_int {
    // SAFETY: the caller's promise, here and below.
    let fd = unsafe { &*b }.num.get();
    if state.dry_is_stale.get() {
        if !subscribe(fd, SCTP_SENDER_DRY_EVENT, false) {
            return -1;
        }
        loop {
            // SAFETY: the caller's promise.
            match unsafe { next(b, state, false) } {
                Waiting::Notified(_) => {}
                Waiting::Nothing => break,
                Waiting::Message => return 0,
                Waiting::End | Waiting::Failed => return -1,
            }
        }
        state.dry_is_due.set(false);
        state.dry_is_stale.set(false);
    }
    // Asked twice, the kernel tells it twice, and the second time would be taken for the next.
    if !state.dry_is_due.replace(true) && !subscribe(fd, SCTP_SENDER_DRY_EVENT, true) {
        state.dry_is_due.set(false);
        return -1;
    }
    loop {
        // SAFETY: the caller's promise.
        match unsafe { next(b, state, wait) } {
            Waiting::Notified(Event::SenderDry) => return 1,
            Waiting::Notified(_) => {}
            Waiting::Nothing | Waiting::Message => return 0,
            Waiting::End | Waiting::Failed => return -1,
        }
    }
}
