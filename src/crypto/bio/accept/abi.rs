//! The exported functions, and the functions of the method.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, CString, c_char, c_int, c_long, c_void};
use std::ptr::{null, null_mut};

use ffi::{cstr, shared_ref};

use crate::bio::abi::{BIO_dup_chain, BIO_free, BIO_free_all, BIO_new, BIO_push};
use crate::bio::addr::BIO_ADDR;
use crate::bio::addr::abi::{BIO_ADDR_hostname_string, BIO_ADDR_service_string};
use crate::bio::addr::lookup::abi::{
    BIO_ADDRINFO_address, BIO_ADDRINFO_family, BIO_ADDRINFO_free, BIO_ADDRINFO_next,
    BIO_ADDRINFO_protocol, BIO_ADDRINFO_socktype, BIO_lookup,
};
use crate::bio::addr::lookup::split;
use crate::bio::connect::abi::{BIO_C_DO_STATE_MACHINE, BIO_C_SET_NBIO, BIO_SOCK_NONBLOCK};
use crate::bio::connect::{BIO_FAMILY_IPANY, shown, system_family};
use crate::bio::fd::abi::BIO_new_socket;
use crate::bio::io::abi::{BIO_ctrl, BIO_read, BIO_write, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::reasons::*;
use crate::bio::sock::abi::{
    BIO_SOCK_INFO_ADDRESS, BIO_accept_ex, BIO_closesocket, BIO_listen, BIO_sock_info,
    BIO_sock_info_u, BIO_socket,
};
use crate::bio::sock::{is_transient, last_errno};
use crate::err::{ERR_LIB_BIO, guard, raise, raise_data};

const BIO_C_SET_ACCEPT: c_int = 118;
const BIO_C_GET_ACCEPT: c_int = 124;
const BIO_C_SET_BIND_MODE: c_int = 131;
const BIO_C_GET_BIND_MODE: c_int = 132;
const BIO_RR_ACCEPT: c_int = 3;
const BIO_LOOKUP_SERVER: u32 = 1;

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
        13 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR,
        c"socket accept",
    )
};

type Text = RefCell<Option<CString>>;

/// What an accepting BIO keeps.
struct State {
    host: Text,
    service: Text,
    family: Cell<c_int>,
    /// `BIO_SOCK_` options of the listening socket, and of the accepted ones.
    bind_mode: Cell<c_int>,
    accepted_mode: Cell<c_int>,
    /// BIOs of which each connection gets a copy in front of it.
    chain: Cell<*mut BIO>,
    /// Whether the socket listens.
    listens: Cell<bool>,
    /// The addresses as text: the own one, and that of the last peer.
    own_name: Text,
    own_port: Text,
    peer_name: Text,
    peer_port: Text,
}

/// The method of such BIOs.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_accept() -> *const BIO_METHOD {
    &raw const METHOD
}

/// A BIO that listens on `host:port` when it is first used. NULL on failure.
///
/// # Safety
/// `host_port` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_accept(host_port: *const c_char) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the fresh BIO is of this kind; the caller promises a C string.
        unsafe {
            let bio = BIO_new(BIO_s_accept());
            if BIO_ctrl(bio, BIO_C_SET_ACCEPT, 0, host_port.cast_mut().cast()) <= 0 {
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
            host: Text::default(),
            service: Text::default(),
            family: Cell::new(BIO_FAMILY_IPANY),
            bind_mode: Cell::new(0),
            accepted_mode: Cell::new(0),
            chain: Cell::new(null_mut()),
            listens: Cell::new(false),
            own_name: Text::default(),
            own_port: Text::default(),
            peer_name: Text::default(),
            peer_port: Text::default(),
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
                close(bio, state);
            }
            BIO_free_all(state.chain.replace(null_mut()));
            drop(Box::from_raw(bio.data.replace(null_mut()).cast::<State>()));
        }
        1
    })
}

fn close(bio: &BIO, state: &State) {
    let fd = bio.num.replace(-1);
    if fd >= 0 {
        // SAFETY: the socket is the BIO's.
        unsafe { BIO_closesocket(fd) };
    }
    state.listens.set(false);
}

/// Listens on the first address that can be. False with reasons on the queue.
fn listen(bio: &BIO, state: &State) -> bool {
    let (host, service) = (state.host.borrow(), state.service.borrow());
    if host.is_none() && service.is_none() {
        let text = format!(
            "hostname={}, service={}",
            shown(host.as_ref()),
            shown(service.as_ref())
        );
        raise_data(
            ERR_LIB_BIO,
            BIO_R_NO_ACCEPT_ADDR_OR_SERVICE_SPECIFIED,
            &text,
        );
        return false;
    }
    let Some(family) = system_family(state.family.get()) else {
        return false;
    };
    let text = |name: &Option<CString>| name.as_ref().map_or(null(), |name| name.as_ptr());
    let mut found = null_mut();
    // SAFETY: the names are C strings; the list is freed after its last use.
    unsafe {
        let (host, service) = (text(&host), text(&service));
        let kind = libc::SOCK_STREAM;
        if BIO_lookup(host, service, BIO_LOOKUP_SERVER, family, kind, &mut found) == 0 {
            return false;
        }
        let mut at = found.cast_const();
        while !at.is_null() {
            let (family, kind) = (BIO_ADDRINFO_family(at), BIO_ADDRINFO_socktype(at));
            let sock = BIO_socket(family, kind, BIO_ADDRINFO_protocol(at), 0);
            if sock >= 0 && BIO_listen(sock, BIO_ADDRINFO_address(at), state.bind_mode.get()) == 1 {
                bio.num.set(sock);
                state.listens.set(true);
                break;
            }
            BIO_closesocket(sock);
            at = BIO_ADDRINFO_next(at);
        }
        BIO_ADDRINFO_free(found);
        if !state.listens.get() {
            return false;
        }
        let mut own = BIO_ADDR::none();
        let mut info = BIO_sock_info_u { addr: &raw mut own };
        if BIO_sock_info(bio.num.get(), BIO_SOCK_INFO_ADDRESS, &mut info) == 1 {
            remember(&own, &state.own_name, &state.own_port);
        }
    }
    true
}

fn remember(address: &BIO_ADDR, name: &Text, port: &Text) {
    // SAFETY: an address; the texts were made for this.
    unsafe {
        name.replace(owned(BIO_ADDR_hostname_string(address, 1)));
        port.replace(owned(BIO_ADDR_service_string(address, 1)));
    }
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

/// The next step: to listen, or to accept. 1 when it was done; else 0 or -1, with retry flags
/// when there is no connection yet.
///
/// # Safety
/// `b` is the BIO of `bio` and `state`.
unsafe fn advance(b: *mut BIO, bio: &BIO, state: &State) -> c_int {
    if !state.listens.get() {
        return if listen(bio, state) { 1 } else { -1 };
    }
    if !bio.next.get().is_null() {
        return 1;
    }
    bio.clear_retry();
    let mut peer = BIO_ADDR::none();
    // SAFETY: the caller's promise; the new BIOs are ours until they are in the chain.
    unsafe {
        let sock = BIO_accept_ex(bio.num.get(), &mut peer, state.accepted_mode.get());
        if sock < 0 {
            if is_transient(last_errno()) {
                bio.set_retry_special(BIO_RR_ACCEPT);
            }
            return -1;
        }
        let mut fresh = BIO_new_socket(sock, 1);
        if fresh.is_null() {
            BIO_closesocket(sock);
            return -1;
        }
        if !state.chain.get().is_null() {
            let front = BIO_dup_chain(state.chain.get());
            if front.is_null() {
                BIO_free(fresh);
                return -1;
            }
            fresh = BIO_push(front, fresh);
        }
        BIO_push(b, fresh);
        remember(&peer, &state.peer_name, &state.peer_port);
    }
    1
}

/// Accepts, if need be, and gives the connection's BIO or the answer.
///
/// # Safety
/// `b` is NULL or a BIO of this kind.
unsafe fn connection<'a>(b: *mut BIO) -> Result<(&'a BIO, *mut BIO), c_int> {
    // SAFETY: the caller's promise.
    unsafe {
        let (bio, state) = parts(b).ok_or(-1)?;
        bio.clear_retry();
        while bio.next.get().is_null() {
            match advance(b, bio, state) {
                answer if answer <= 0 => return Err(answer),
                _ => {}
            }
        }
        Ok((bio, bio.next.get()))
    }
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let (bio, next) = match connection(b) {
                Ok(both) => both,
                Err(answer) => return answer,
            };
            let count = BIO_read(next, out.cast(), outl);
            bio.copy_retry_from(&*next);
            count
        }
    })
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let (bio, next) = match connection(b) {
                Ok(both) => both,
                Err(answer) => return answer,
            };
            let count = BIO_write(next, data.cast(), len);
            bio.copy_retry_from(&*next);
            count
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
            let non_blocking = |mode: &Cell<c_int>, on: bool| {
                let others = mode.get() & !BIO_SOCK_NONBLOCK;
                mode.set(others | if on { BIO_SOCK_NONBLOCK } else { 0 });
            };
            match cmd {
                BIO_CTRL_RESET => {
                    close(bio, state);
                    bio.flags.set(0);
                    return 0;
                }
                BIO_C_DO_STATE_MACHINE => return c_long::from(advance(b, bio, state)),
                BIO_C_SET_ACCEPT if larg == 2 => {
                    non_blocking(&state.bind_mode, !parg.is_null());
                }
                BIO_C_SET_ACCEPT => return set_target(bio, state, larg, parg),
                BIO_C_GET_ACCEPT => return target(bio, state, larg, parg),
                BIO_C_SET_NBIO => non_blocking(&state.accepted_mode, larg != 0),
                BIO_C_SET_FD => {
                    let Some(fd) = shared_ref(parg.cast::<c_int>()) else {
                        return 0;
                    };
                    bio.num.set(*fd);
                    bio.shutdown.set(larg as c_int);
                    bio.init.set(1);
                    state.listens.set(true);
                }
                BIO_C_GET_FD if bio.init.get() != 0 => {
                    ffi::put(parg.cast::<c_int>(), bio.num.get());
                    return c_long::from(bio.num.get());
                }
                BIO_C_GET_FD => return -1,
                BIO_C_SET_BIND_MODE => state.bind_mode.set(larg as c_int),
                BIO_C_GET_BIND_MODE => return c_long::from(state.bind_mode.get()),
                BIO_CTRL_GET_CLOSE => return c_long::from(bio.shutdown.get()),
                BIO_CTRL_SET_CLOSE => bio.shutdown.set(larg as c_int),
                BIO_CTRL_FLUSH | BIO_CTRL_DUP => {}
                BIO_CTRL_EOF if !bio.next.get().is_null() => {
                    return BIO_ctrl(bio.next.get(), cmd, larg, parg);
                }
                _ => return 0,
            }
            1
        }
    })
}

/// Sets host (with a service behind `:`), service, the chain for connections or the family.
///
/// # Safety
/// `value` is NULL or what `what` demands.
unsafe fn set_target(bio: &BIO, state: &State, what: c_long, value: *mut c_void) -> c_long {
    if value.is_null() && what != 3 {
        return 1;
    }
    // SAFETY: the caller's promise.
    unsafe {
        match what {
            0 => {
                let Some(text) = cstr(value.cast::<c_char>()) else {
                    return 0;
                };
                let names = match split(text, false) {
                    Ok(names) => names,
                    Err(reason) => {
                        raise(ERR_LIB_BIO, reason);
                        return 0;
                    }
                };
                state
                    .host
                    .replace(names.host.and_then(|host| CString::new(host).ok()));
                state
                    .service
                    .replace(names.service.and_then(|name| CString::new(name).ok()));
                bio.init.set(1);
            }
            1 => {
                state
                    .service
                    .replace(cstr(value.cast::<c_char>()).map(CStr::to_owned));
                bio.init.set(1);
            }
            3 => BIO_free_all(state.chain.replace(value.cast())),
            4 => state.family.set(*value.cast::<c_int>()),
            _ => return 0,
        }
    }
    1
}

/// Tells the own name and port, those of the last peer, or the family. -1 before there is any.
///
/// # Safety
/// `place` is NULL or valid for a write of a pointer.
unsafe fn target(bio: &BIO, state: &State, what: c_long, place: *mut c_void) -> c_long {
    let text = match what {
        _ if bio.init.get() == 0 => return -1,
        0 => &state.own_name,
        1 => &state.own_port,
        2 => &state.peer_name,
        3 => &state.peer_port,
        4 => return c_long::from(state.family.get()),
        _ => return -1,
    };
    if place.is_null() {
        return -1;
    }
    let pointer = text.borrow().as_ref().map_or(null(), |text| text.as_ptr());
    // SAFETY: the caller's promise; the text belongs to the BIO.
    unsafe { ffi::put(place.cast::<*const c_char>(), pointer) };
    1
}

#[cfg(test)]
mod tests;
