//! The exported functions, and the functions of the method.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString, c_char, c_int, c_long, c_void};
use std::ptr::{null, null_mut};

use ffi::{cstr, shared_ref};

use super::{BIO_FAMILY_IPANY, shown, system_family};
use crate::bio::abi::{BIO_free, BIO_new};
use crate::bio::addr::BIO_ADDR;
use crate::bio::addr::abi::{BIO_ADDR_hostname_string, BIO_ADDR_service_string};
use crate::bio::addr::lookup::abi::{
    BIO_ADDRINFO, BIO_ADDRINFO_address, BIO_ADDRINFO_family, BIO_ADDRINFO_free, BIO_ADDRINFO_next,
    BIO_ADDRINFO_protocol, BIO_ADDRINFO_socktype, BIO_lookup,
};
use crate::bio::addr::lookup::split;
use crate::bio::fd::abi::{read_fd, write_fd};
use crate::bio::io::abi::{BIO_ctrl, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::reasons::*;
use crate::bio::sock::abi::{BIO_connect, BIO_sock_error, BIO_socket};
use crate::bio::sock::{is_transient, last_errno};
use crate::err::abi::{ERR_clear_last_mark, ERR_pop_to_mark, ERR_set_mark};
use crate::err::{ERR_LIB_BIO, guard, raise, raise_data, raise_sys};

pub(crate) const BIO_C_SET_CONNECT: c_int = 100;
pub(crate) const BIO_C_DO_STATE_MACHINE: c_int = 101;
pub(crate) const BIO_C_SET_NBIO: c_int = 102;
const BIO_C_GET_CONNECT: c_int = 123;
const BIO_C_SET_CONNECT_MODE: c_int = 155;
const BIO_RR_CONNECT: c_int = 2;
const BIO_SOCK_KEEPALIVE: c_int = 4;
pub(crate) const BIO_SOCK_NONBLOCK: c_int = 8;

static METHOD: BIO_METHOD = BIO_METHOD {
    write_old: Some(write),
    write: Some(write_bridge),
    read_old: Some(read),
    read: Some(read_bridge),
    puts: Some(puts),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    ..BIO_METHOD::new(
        12 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR,
        c"socket connect",
    )
};

/// What a connecting BIO keeps.
struct State {
    host: RefCell<Option<CString>>,
    service: RefCell<Option<CString>>,
    family: Cell<c_int>,
    /// `BIO_SOCK_` options of the socket.
    mode: Cell<c_int>,
    /// All addresses of the host, and the one that is tried.
    found: Cell<*mut BIO_ADDRINFO>,
    at: Cell<*const BIO_ADDRINFO>,
    step: Cell<Step>,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// Nothing was done yet.
    Before,
    /// The next socket is to be made.
    Socket,
    /// The system is connecting.
    Waiting,
    Connected,
    /// No address was left. Only a reset helps.
    Failed,
}

/// The method of such BIOs.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_connect() -> *const BIO_METHOD {
    &raw const METHOD
}

/// A BIO that connects to `host:port` when it is first used. NULL on failure.
///
/// # Safety
/// `host_port` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_connect(host_port: *const c_char) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the fresh BIO is of this kind; the caller promises a C string.
        unsafe {
            let bio = BIO_new(BIO_s_connect());
            if BIO_ctrl(bio, BIO_C_SET_CONNECT, 0, host_port.cast_mut().cast()) == 0 {
                BIO_free(bio);
                return null_mut();
            }
            bio
        }
    })
}

/// # Safety
/// `b` is NULL or a BIO of this kind; the references live no longer than it.
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
        bio.num.set(-1);
        let state = State {
            host: RefCell::default(),
            service: RefCell::default(),
            family: Cell::new(BIO_FAMILY_IPANY),
            mode: Cell::new(BIO_SOCK_KEEPALIVE),
            found: Cell::new(null_mut()),
            at: Cell::new(null()),
            step: Cell::new(Step::Before),
        };
        bio.data.set(Box::into_raw(Box::new(state)).cast());
        1
    })
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_free` hands over the BIO; nobody uses its state again.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            if bio.shutdown.get() != 0 {
                close(bio);
            }
            forget_addresses(state);
            drop(Box::from_raw(bio.data.replace(null_mut()).cast::<State>()));
        }
        1
    })
}

fn close(bio: &BIO) {
    let fd = bio.num.replace(-1);
    if fd >= 0 {
        // SAFETY: the socket is the BIO's.
        unsafe { libc::close(fd) };
    }
}

fn forget_addresses(state: &State) {
    state.at.set(null());
    // SAFETY: the list is the BIO's, and `at` no longer points into it.
    unsafe { BIO_ADDRINFO_free(state.found.replace(null_mut())) };
}

/// Goes on until the socket is connected (1), the system needs time (-1 with retry flags), or no
/// address is left (0, or -1 when there was none).
///
/// # Safety
/// `state` is that of `bio`.
unsafe fn advance(bio: &BIO, state: &State) -> c_int {
    loop {
        match state.step.get() {
            Step::Connected => return 1,
            Step::Failed => {
                raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
                return 0;
            }
            Step::Before => {
                // SAFETY: the names are C strings.
                if !unsafe { resolve(state) } {
                    return -1;
                }
                state.step.set(Step::Socket);
            }
            Step::Socket => {
                // SAFETY: the address is one that was found.
                if let Some(answer) = unsafe { connect(bio, state) } {
                    return answer;
                }
            }
            Step::Waiting => {
                // SAFETY: a question about the BIO's own socket.
                let error = unsafe { BIO_sock_error(bio.num.get()) };
                bio.clear_retry();
                if error == 0 {
                    if waits_still(bio.num.get()) {
                        bio.set_retry_special(BIO_RR_CONNECT);
                        return -1;
                    }
                    state.step.set(Step::Connected);
                } else if !next_address(bio, state) {
                    raise_sys(error, &call(state));
                    raise(ERR_LIB_BIO, BIO_R_NBIO_CONNECT_ERROR);
                    return 0;
                }
            }
        }
    }
}

/// Whether the system is still connecting.
fn waits_still(fd: c_int) -> bool {
    let mut entry = libc::pollfd {
        fd,
        events: libc::POLLOUT,
        revents: 0,
    };
    // SAFETY: one entry.
    unsafe { libc::poll(&mut entry, 1, 0) == 0 }
}

/// Looks up the addresses. False with a reason on the queue.
///
/// # Safety
/// None beyond the names being C strings, which they are.
unsafe fn resolve(state: &State) -> bool {
    let (host, service) = (state.host.borrow(), state.service.borrow());
    if host.is_none() && service.is_none() {
        let text = "hostname=<NULL> service=<NULL>";
        raise_data(ERR_LIB_BIO, BIO_R_NO_HOSTNAME_OR_SERVICE_SPECIFIED, text);
        return false;
    }
    let Some(family) = system_family(state.family.get()) else {
        return false;
    };
    forget_addresses(state);
    let mut found = null_mut();
    let text = |name: &Option<CString>| name.as_ref().map_or(null(), |name| name.as_ptr());
    // SAFETY: the names are C strings; a place for the list.
    let answer = unsafe {
        BIO_lookup(
            text(&host),
            text(&service),
            0,
            family,
            libc::SOCK_STREAM,
            &mut found,
        )
    };
    state.found.set(found);
    state.at.set(found);
    answer != 0
}

/// Tries the present address. `None`: go on.
///
/// # Safety
/// The address is one that was found.
unsafe fn connect(bio: &BIO, state: &State) -> Option<c_int> {
    // SAFETY: the caller's promise.
    unsafe {
        let at = state.at.get();
        let family = BIO_ADDRINFO_family(at);
        let sock = BIO_socket(
            family,
            BIO_ADDRINFO_socktype(at),
            BIO_ADDRINFO_protocol(at),
            0,
        );
        if sock < 0 {
            return Some(-1);
        }
        bio.num.set(sock);
        bio.clear_retry();
        // The errors of an address are of no interest when another one answers.
        ERR_set_mark();
        if BIO_connect(sock, BIO_ADDRINFO_address(at), state.mode.get()) != 0 {
            ERR_clear_last_mark();
            state.step.set(Step::Connected);
            return None;
        }
        let error = last_errno();
        if is_transient(error) {
            ERR_pop_to_mark();
            bio.set_retry_special(BIO_RR_CONNECT);
            state.step.set(Step::Waiting);
            return Some(-1);
        }
        if next_address(bio, state) {
            ERR_pop_to_mark();
            return None;
        }
        ERR_clear_last_mark();
        raise_sys(error, &call(state));
        raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
        state.step.set(Step::Failed);
        Some(0)
    }
}

/// Goes to the next address that was found; false when there is none.
fn next_address(bio: &BIO, state: &State) -> bool {
    // SAFETY: part of the list that was found.
    let next = unsafe { BIO_ADDRINFO_next(state.at.get()) };
    if next.is_null() {
        return false;
    }
    close(bio);
    state.at.set(next);
    state.step.set(Step::Socket);
    true
}

fn call(state: &State) -> String {
    let (host, service) = (state.host.borrow(), state.service.borrow());
    format!(
        "calling connect({}, {})",
        shown(host.as_ref()),
        shown(service.as_ref())
    )
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return -1;
            };
            match advance(bio, state) {
                answer if answer <= 0 => answer,
                _ => read_fd(b, out, outl),
            }
        }
    })
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return -1;
            };
            match advance(bio, state) {
                answer if answer <= 0 => answer,
                _ => write_fd(b, data, len),
            }
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(0)) }
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            match cmd {
                BIO_CTRL_RESET => {
                    state.step.set(Step::Before);
                    close(bio);
                    forget_addresses(state);
                    bio.flags.set(0);
                    return 0;
                }
                BIO_C_DO_STATE_MACHINE => return c_long::from(advance(bio, state)),
                BIO_C_SET_CONNECT => return set_target(bio, state, larg, parg),
                BIO_C_GET_CONNECT => return target(state, larg, parg),
                BIO_C_SET_NBIO if larg != 0 => {
                    state.mode.set(state.mode.get() | BIO_SOCK_NONBLOCK);
                }
                BIO_C_SET_NBIO => state.mode.set(state.mode.get() & !BIO_SOCK_NONBLOCK),
                BIO_C_SET_CONNECT_MODE => state.mode.set(larg as c_int),
                BIO_C_GET_FD if bio.init.get() != 0 => {
                    ffi::put(parg.cast::<c_int>(), bio.num.get());
                    return c_long::from(bio.num.get());
                }
                BIO_C_GET_FD => return -1,
                BIO_CTRL_GET_CLOSE => return c_long::from(bio.shutdown.get()),
                BIO_CTRL_SET_CLOSE => bio.shutdown.set(larg as c_int),
                BIO_CTRL_FLUSH => {}
                BIO_CTRL_DUP => {
                    if let Some((copied, copy)) = parts(parg.cast()) {
                        copy.host.replace(state.host.borrow().clone());
                        copy.service.replace(state.service.borrow().clone());
                        copy.family.set(state.family.get());
                        copy.mode.set(state.mode.get());
                        copied.num.set(-1);
                    }
                }
                BIO_CTRL_EOF => return c_long::from(bio.has_flags(BIO_FLAGS_IN_EOF)),
                _ => return 0,
            }
            1
        }
    })
}

/// Sets host (with a service behind `:`), service, address or family.
///
/// # Safety
/// `value` is NULL or what `what` demands.
unsafe fn set_target(bio: &BIO, state: &State, what: c_long, value: *mut c_void) -> c_long {
    if value.is_null() {
        return 1;
    }
    bio.init.set(1);
    // SAFETY: the caller's promise.
    unsafe {
        match what {
            0 => {
                let Some(text) = cstr(value.cast::<c_char>()) else {
                    return 0;
                };
                let names = match split(text, true) {
                    Ok(names) => names,
                    Err(reason) => {
                        raise(ERR_LIB_BIO, reason);
                        return 0;
                    }
                };
                state
                    .host
                    .replace(names.host.and_then(|host| CString::new(host).ok()));
                if let Some(service) = names.service {
                    state.service.replace(CString::new(service).ok());
                }
            }
            1 => {
                state
                    .service
                    .replace(cstr(value.cast::<c_char>()).map(CStr::to_owned));
            }
            2 => {
                let address = value.cast::<BIO_ADDR>().cast_const();
                state
                    .host
                    .replace(owned(BIO_ADDR_hostname_string(address, 1)));
                state
                    .service
                    .replace(owned(BIO_ADDR_service_string(address, 1)));
            }
            3 => state.family.set(*value.cast::<c_int>()),
            _ => return 0,
        }
    }
    1
}

/// Takes over a text that was made for C.
///
/// # Safety
/// `text` is NULL or a C string from `OPENSSL_malloc` that is not used again.
unsafe fn owned(text: *mut c_char) -> Option<CString> {
    // SAFETY: the caller's promise.
    unsafe {
        let copy = cstr(text).map(CStr::to_owned);
        crate::mem::abi::free(text.cast());
        copy
    }
}

/// Tells host, service, address or family.
///
/// # Safety
/// `place` is NULL or valid for a write of a pointer.
unsafe fn target(state: &State, what: c_long, place: *mut c_void) -> c_long {
    let text = |name: &RefCell<Option<CString>>| {
        name.borrow().as_ref().map_or(null(), |name| name.as_ptr())
    };
    // SAFETY: the caller's promise; the texts belong to the BIO.
    unsafe {
        match what {
            0 => ffi::put(place.cast::<*const c_char>(), text(&state.host)),
            1 => ffi::put(place.cast::<*const c_char>(), text(&state.service)),
            2 => ffi::put(
                place.cast::<*const BIO_ADDR>(),
                BIO_ADDRINFO_address(state.at.get()),
            ),
            3 => {
                return c_long::from(match BIO_ADDRINFO_family(state.at.get()) {
                    libc::AF_INET => super::BIO_FAMILY_IPV4,
                    libc::AF_INET6 => super::BIO_FAMILY_IPV6,
                    _ => state.family.get(),
                });
            }
            _ => return 0,
        }
    }
    1
}
