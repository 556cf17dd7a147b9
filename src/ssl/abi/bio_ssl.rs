//! The filter BIO whose data go through a connection (BIO_f_ssl(3)).

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_long, c_void};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use ffi::UniqueHandle;

use crate::object::connection::{SSL, Side};
use crate::object::context::SSL_CTX;
use crate::sys::bio_filter as sys;
use crate::sys::types::*;
use crate::sys::{error, optional};

use super::state::SSL_in_init;
use super::{bio, connection, guard, io, session};

/// What the BIO keeps. The connection's callbacks may run commands of the BIO.
struct Filter {
    ssl: Cell<*mut SSL>,
    /// Renegotiates after so many bytes (0: never), or after this time.
    renegotiate_bytes: Cell<usize>,
    bytes: Cell<usize>,
    renegotiate_after: Cell<Option<Duration>>,
    last: Cell<Instant>,
    renegotiations: Cell<c_long>,
}

impl UniqueHandle for Filter {}

impl Filter {
    fn new() -> Self {
        Filter {
            ssl: Cell::new(std::ptr::null_mut()),
            renegotiate_bytes: Cell::new(0),
            bytes: Cell::new(0),
            renegotiate_after: Cell::new(None),
            last: Cell::new(Instant::now()),
            renegotiations: Cell::new(0),
        }
    }

    /// After data went through: starts a renegotiation when one is due.
    ///
    /// # Safety
    /// The connection is still there.
    unsafe fn count(&self, length: usize) {
        self.bytes.set(self.bytes.get().saturating_add(length));
        let limit = self.renegotiate_bytes.get();
        let full = limit > 0 && self.bytes.get() > limit;
        let late = self
            .renegotiate_after
            .get()
            .is_some_and(|limit| self.last.get().elapsed() > limit);
        if full || late {
            self.bytes.set(0);
            self.last.set(Instant::now());
            self.renegotiations.set(self.renegotiations.get() + 1);
            // SAFETY: the caller's contract.
            unsafe { io::SSL_renegotiate(self.ssl.get()) };
        }
    }

    /// Starts from nothing.
    fn clear(&self) {
        let new = Filter::new();
        self.renegotiate_bytes.swap(&new.renegotiate_bytes);
        self.bytes.swap(&new.bytes);
        self.renegotiate_after.swap(&new.renegotiate_after);
        self.last.swap(&new.last);
        self.renegotiations.swap(&new.renegotiations);
    }
}

/// `BIO_TYPE_SSL`.
const TYPE: c_int = 7 | 0x0200;

/// `BIO_CTRL_*` and `BIO_C_*`.
mod command {
    use std::ffi::c_int;

    pub const RESET: c_int = 1;
    pub const INFO: c_int = 3;
    pub const PUSH: c_int = 6;
    pub const POP: c_int = 7;
    pub const GET_CLOSE: c_int = 8;
    pub const SET_CLOSE: c_int = 9;
    pub const PENDING: c_int = 10;
    pub const FLUSH: c_int = 11;
    pub const DUP: c_int = 12;
    pub const WPENDING: c_int = 13;
    pub const SET_CALLBACK: c_int = 14;
    pub const DO_STATE_MACHINE: c_int = 101;
    pub const SET_FD: c_int = 104;
    pub const SET_SSL: c_int = 109;
    pub const GET_SSL: c_int = 110;
    pub const SSL_MODE: c_int = 119;
    pub const SET_RENEGOTIATE_BYTES: c_int = 125;
    pub const GET_NUM_RENEGOTIATES: c_int = 126;
    pub const SET_RENEGOTIATE_TIMEOUT: c_int = 127;
}

/// `BIO_RR_SSL_X509_LOOKUP`, `BIO_RR_CONNECT`, `BIO_RR_ACCEPT`.
const LOOKUP: c_int = 1;
const CONNECT: c_int = 2;
const ACCEPT: c_int = 3;

/// The BIO's own part.
///
/// # Safety
/// `b` is a BIO of this method.
unsafe fn filter<'a>(b: *mut BIO) -> Option<&'a Filter> {
    // SAFETY: what `create` put there, and C uses the BIO from one thread at a time.
    unsafe { ffi::shared_ref(sys::data(b).cast::<Filter>()) }
}

/// The same when there is a connection.
///
/// # Safety
/// As [`filter`].
unsafe fn connected<'a>(b: *mut BIO) -> Option<(&'a Filter, *mut SSL)> {
    // SAFETY: the caller's contract.
    let filter = unsafe { filter(b) }?;
    let ssl = filter.ssl.get();
    (!ssl.is_null()).then_some((filter, ssl))
}

/// Lets go of the connection. One that goes with the BIO says close_notify before, if it came so far.
///
/// # Safety
/// As [`filter`].
unsafe fn let_go(b: *mut BIO, filter: &Filter) {
    let ssl = filter.ssl.replace(std::ptr::null_mut());
    // SAFETY: the caller's contract; the BIO owns the connection.
    unsafe {
        if ssl.is_null() || sys::shutdown(b) == 0 {
            return;
        }
        if SSL_in_init(ssl) == 0 {
            io::SSL_shutdown(ssl);
        }
        connection::SSL_free(ssl);
    }
}

extern "C" fn create(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: libcrypto's new BIO.
        unsafe {
            sys::set_data(b, Filter::into_c(Box::new(Filter::new())).cast());
            sys::set_init(b, false);
        }
        1
    })
}

extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: libcrypto frees the BIO; its part came from `create`.
        unsafe {
            let Some(filter) = Filter::reclaim(sys::data(b).cast()) else {
                return 0;
            };
            let_go(b, &filter);
            sys::set_data(b, std::ptr::null_mut());
            sys::set_init(b, false);
        }
        1
    })
}

/// Says why a call on the connection did not succeed.
///
/// # Safety
/// Both are valid.
unsafe fn say_why(b: *mut BIO, ssl: *mut SSL, result: c_int) {
    const WANT_READ: c_int = 2;
    const WANT_WRITE: c_int = 3;
    const WANT_X509_LOOKUP: c_int = 4;
    const WANT_CONNECT: c_int = 7;
    const WANT_ACCEPT: c_int = 8;
    // SAFETY: the caller's contract.
    unsafe {
        match io::SSL_get_error(ssl, result) {
            WANT_READ => sys::retry(b, sys::READ, 0),
            WANT_WRITE => sys::retry(b, sys::WRITE, 0),
            WANT_X509_LOOKUP => sys::retry(b, sys::SPECIAL, LOOKUP),
            WANT_CONNECT => sys::retry(b, sys::SPECIAL, CONNECT),
            WANT_ACCEPT => sys::retry(b, sys::SPECIAL, ACCEPT),
            _ => {}
        }
    }
}

extern "C" fn read(b: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: libcrypto's contract for a method's functions.
        unsafe {
            let Some((filter, ssl)) = connected(b) else {
                return 0;
            };
            if buf.is_null() {
                return 0;
            }
            sys::clear_retry(b);
            let result = io::SSL_read(ssl, buf.cast(), size);
            match usize::try_from(result) {
                Ok(length @ 1..) => filter.count(length),
                _ => say_why(b, ssl, result),
            }
            result
        }
    })
}

extern "C" fn write(b: *mut BIO, buf: *const c_char, size: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: libcrypto's contract for a method's functions.
        unsafe {
            let Some((filter, ssl)) = connected(b) else {
                return 0;
            };
            if buf.is_null() {
                return 0;
            }
            sys::clear_retry(b);
            let result = io::SSL_write(ssl, buf.cast(), size);
            match usize::try_from(result) {
                Ok(length @ 1..) => filter.count(length),
                _ => say_why(b, ssl, result),
            }
            result
        }
    })
}

extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: libcrypto's contract for a method's functions.
    unsafe {
        let length = ffi::cstr(text).map_or(0, CStr::count_bytes);
        // Through libcrypto, which counts it and tells the BIO's callback, as with OpenSSL.
        sys::write(b, text, c_int::try_from(length).unwrap_or(c_int::MAX))
    }
}

extern "C" fn ctrl(b: *mut BIO, cmd: c_int, num: c_long, ptr: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: libcrypto's contract for a method's functions.
        unsafe {
            let Some(filter) = filter(b) else { return 0 };
            let ssl = filter.ssl.get();
            if ssl.is_null() && cmd != command::SET_SSL {
                return 0;
            }
            own_command(b, filter, cmd, num, ptr)
                .unwrap_or_else(|| passed_on(b, ssl, cmd, num, ptr))
        }
    })
}

/// Commands that are about the filter itself; `None`: not one of them.
///
/// # Safety
/// As [`ctrl`].
unsafe fn own_command(
    b: *mut BIO,
    filter: &Filter,
    cmd: c_int,
    num: c_long,
    ptr: *mut c_void,
) -> Option<c_long> {
    let ssl = filter.ssl.get();
    // SAFETY: the caller's contract.
    Some(unsafe {
        match cmd {
            command::RESET => reset(b, ssl, num, ptr),
            command::INFO | command::SET_CALLBACK => 0,
            // A connection cannot be copied.
            command::DUP => 0,
            command::SET_FD => -1,
            command::SSL_MODE => {
                match num {
                    0 => connection::SSL_set_accept_state(ssl),
                    _ => connection::SSL_set_connect_state(ssl),
                }
                1
            }
            command::SET_SSL => {
                let_go(b, filter);
                filter.clear();
                attach(b, filter, num, ptr.cast())
            }
            command::GET_SSL => {
                ffi::put(ptr.cast::<*mut SSL>(), ssl);
                c_long::from(!ptr.is_null())
            }
            command::GET_CLOSE => sys::shutdown(b).into(),
            command::SET_CLOSE => {
                sys::set_shutdown(b, num != 0);
                1
            }
            command::SET_RENEGOTIATE_BYTES => {
                let old = filter.renegotiate_bytes.get();
                if let Ok(bytes @ 512..) = usize::try_from(num) {
                    filter.renegotiate_bytes.set(bytes);
                }
                c_long::try_from(old).unwrap_or(c_long::MAX)
            }
            command::SET_RENEGOTIATE_TIMEOUT => {
                // No oftener than every 5 seconds.
                let seconds = u64::try_from(num).ok().filter(|s| *s >= 60).unwrap_or(5);
                let old = filter
                    .renegotiate_after
                    .replace(Some(Duration::from_secs(seconds)));
                filter.last.set(Instant::now());
                old.map_or(0, |old| {
                    c_long::try_from(old.as_secs()).unwrap_or(c_long::MAX)
                })
            }
            command::GET_NUM_RENEGOTIATES => filter.renegotiations.get(),
            command::PUSH => {
                let next = sys::next(b);
                if !next.is_null() && next != bio::SSL_get_rbio(ssl) {
                    // One reference for both directions (SSL_set_bio(3)).
                    sys::up_ref(next);
                    bio::SSL_set_bio(ssl, next, next);
                }
                1
            }
            command::POP => {
                if b == ptr.cast() {
                    let none = std::ptr::null_mut();
                    bio::SSL_set_bio(ssl, none, none);
                }
                1
            }
            command::DO_STATE_MACHINE => {
                sys::clear_retry(b);
                let result = io::SSL_do_handshake(ssl);
                if result <= 0 {
                    say_why(b, ssl, result);
                }
                result.into()
            }
            _ => return None,
        }
    })
}

/// Takes a connection over, whose read BIO becomes the next of the chain.
///
/// # Safety
/// As [`ctrl`].
unsafe fn attach(b: *mut BIO, filter: &Filter, close: c_long, ssl: *mut SSL) -> c_long {
    filter.ssl.set(ssl);
    // SAFETY: the caller's contract.
    unsafe {
        sys::set_shutdown(b, close != 0);
        if !ssl.is_null() {
            let rbio = bio::SSL_get_rbio(ssl);
            if !rbio.is_null() {
                let next = sys::next(b);
                if !next.is_null() {
                    sys::push(rbio, next);
                }
                sys::set_next(b, rbio);
                sys::up_ref(rbio);
            }
        }
        sys::set_init(b, true);
    }
    1
}

/// Ends the connection and starts anew.
///
/// # Safety
/// As [`ctrl`].
unsafe fn reset(b: *mut BIO, ssl: *mut SSL, num: c_long, ptr: *mut c_void) -> c_long {
    // SAFETY: the caller's contract.
    unsafe {
        io::SSL_shutdown(ssl);
        let side = ffi::shared_ref(ssl).and_then(|ssl| ssl.side.get());
        match side {
            Some(Side::Client) => connection::SSL_set_connect_state(ssl),
            Some(Side::Server) => connection::SSL_set_accept_state(ssl),
            None => {}
        }
        if connection::SSL_clear(ssl) == 0 {
            return 0;
        }
        let next = sys::next(b);
        let below = if next.is_null() {
            bio::SSL_get_rbio(ssl)
        } else {
            next
        };
        match below.is_null() {
            true => 1,
            false => sys::ctrl(below, command::RESET, num, ptr),
        }
    }
}

/// Commands for the BIOs below.
///
/// # Safety
/// As [`ctrl`].
unsafe fn passed_on(
    b: *mut BIO,
    ssl: *mut SSL,
    cmd: c_int,
    num: c_long,
    ptr: *mut c_void,
) -> c_long {
    // SAFETY: the caller's contract; libcrypto answers for a NULL BIO.
    unsafe {
        match cmd {
            command::WPENDING => sys::ctrl(bio::SSL_get_wbio(ssl), cmd, num, ptr),
            command::FLUSH => {
                sys::clear_retry(b);
                let result = sys::ctrl(bio::SSL_get_wbio(ssl), cmd, num, ptr);
                sys::copy_next_retry(b);
                result
            }
            command::PENDING => match io::SSL_pending(ssl) {
                0 => sys::ctrl(bio::SSL_get_rbio(ssl), cmd, num, ptr),
                pending => pending.into(),
            },
            _ => sys::ctrl(bio::SSL_get_rbio(ssl), cmd, num, ptr),
        }
    }
}

extern "C" fn callback_ctrl(b: *mut BIO, cmd: c_int, function: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: libcrypto's contract for a method's functions.
        unsafe {
            match connected(b) {
                Some((_, ssl)) if cmd == command::SET_CALLBACK => {
                    sys::callback_ctrl(bio::SSL_get_rbio(ssl), cmd, function)
                }
                _ => 0,
            }
        }
    })
}

/// The method, made once.
fn method() -> *const BIO_METHOD {
    static METHOD: OnceLock<sys::Method> = OnceLock::new();
    METHOD
        .get_or_init(|| {
            sys::Method::new(
                TYPE,
                c"ssl",
                &sys::Functions {
                    create,
                    destroy,
                    read,
                    write,
                    puts,
                    ctrl,
                    callback_ctrl,
                },
            )
        })
        .as_ptr()
}

/// The method of filters whose data go through a connection. NULL: no memory.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_f_ssl() -> *const BIO_METHOD {
    guard(std::ptr::null(), method)
}

/// A filter over a new connection, which it frees. NULL, with the error queued: it could not be made.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_ssl(ctx: *mut SSL_CTX, client: c_int) -> *mut BIO {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        unsafe {
            let b = sys::new(method());
            if b.is_null() {
                return b;
            }
            let ssl = connection::SSL_new(ctx);
            if ssl.is_null() {
                sys::free(b);
                return std::ptr::null_mut();
            }
            match client {
                0 => connection::SSL_set_accept_state(ssl),
                _ => connection::SSL_set_connect_state(ssl),
            }
            sys::ctrl(b, command::SET_SSL, 1, ssl.cast());
            b
        }
    })
}

/// A client's filter over a BIO that connects by TCP. DTLS does not run over it: see `BIO_new_ssl`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_ssl_connect(ctx: *mut SSL_CTX) -> *mut BIO {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        unsafe {
            let connecting = sys::new(sys::connect_method());
            if connecting.is_null() {
                return connecting;
            }
            let filter = BIO_new_ssl(ctx, 1);
            if filter.is_null() {
                sys::free(connecting);
                return filter;
            }
            sys::push(filter, connecting)
        }
    })
}

/// A buffer before `BIO_new_ssl_connect`. NULL, with the error queued, over a libcrypto without
/// `BIO_f_buffer`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_buffer_ssl_connect(ctx: *mut SSL_CTX) -> *mut BIO {
    guard(std::ptr::null_mut(), || {
        let Some(buffering) = optional::BIO_f_buffer() else {
            let text = c"this libcrypto has no BIO_f_buffer";
            error::put_text(error::UNSUPPORTED, Some(text));
            return std::ptr::null_mut();
        };
        // SAFETY: the caller's contract.
        unsafe {
            let buffer = sys::new(buffering());
            if buffer.is_null() {
                return buffer;
            }
            let rest = BIO_new_ssl_connect(ctx);
            if rest.is_null() {
                sys::free(buffer);
                return rest;
            }
            sys::push(buffer, rest)
        }
    })
}

/// The connection of the first filter of this kind in a chain.
///
/// # Safety
/// `b` is NULL or a BIO.
unsafe fn connection_of(b: *mut BIO) -> *mut SSL {
    // SAFETY: the caller's contract.
    unsafe {
        let found = sys::find_type(b, TYPE);
        match found.is_null() {
            true => std::ptr::null_mut(),
            false => filter(found).map_or(std::ptr::null_mut(), |filter| filter.ssl.get()),
        }
    }
}

/// Copies the session of one chain's connection to another's: 1, or 0.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ssl_copy_session_id(to: *mut BIO, from: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe {
            let (to, from) = (connection_of(to), connection_of(from));
            if to.is_null() || from.is_null() {
                return 0;
            }
            session::SSL_copy_session_id(to, from)
        }
    })
}

/// Ends the connections of all filters of this kind in a chain.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ssl_shutdown(ssl_bio: *mut BIO) {
    guard((), || {
        // SAFETY: the caller's contract.
        unsafe {
            let mut b = ssl_bio;
            while !b.is_null() {
                b = sys::find_type(b, TYPE);
                if b.is_null() {
                    return;
                }
                if let Some((_, ssl)) = connected(b) {
                    io::SSL_shutdown(ssl);
                }
                b = sys::next(b);
            }
        }
    })
}
