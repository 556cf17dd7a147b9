//! `BIO_s_fd(3)` and `BIO_s_socket(3)`: the descriptor is the BIO's number.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;

use crate::bio::abi::BIO_new;
use crate::bio::io::abi::{BIO_int_ctrl, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::sock::{clear_errno, is_transient, last_errno};
use crate::err::guard;

static FD_METHOD: BIO_METHOD = BIO_METHOD {
    gets: Some(gets),
    ctrl: Some(fd_ctrl),
    ..method(
        4 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR,
        c"file descriptor",
    )
};

static SOCKET_METHOD: BIO_METHOD = BIO_METHOD {
    ctrl: Some(ctrl),
    ..method(5 | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR, c"socket")
};

const fn method(kind: c_int, name: &'static std::ffi::CStr) -> BIO_METHOD {
    BIO_METHOD {
        write_old: Some(write),
        write: Some(write_bridge),
        read_old: Some(read),
        read: Some(read_bridge),
        puts: Some(puts),
        create: Some(create),
        destroy: Some(destroy),
        ..BIO_METHOD::new(kind, name)
    }
}

/// The method of BIOs over descriptors.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_fd() -> *const BIO_METHOD {
    &raw const FD_METHOD
}

/// The method of BIOs over stream sockets.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_socket() -> *const BIO_METHOD {
    &raw const SOCKET_METHOD
}

/// A BIO over a descriptor, which it closes if `close_flag` is `BIO_CLOSE`. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_fd(fd: c_int, close_flag: c_int) -> *mut BIO {
    new_with_fd(&raw const FD_METHOD, fd, close_flag)
}

/// A BIO over a stream socket, which it closes if `close_flag` is `BIO_CLOSE`. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_socket(sock: c_int, close_flag: c_int) -> *mut BIO {
    new_with_fd(&raw const SOCKET_METHOD, sock, close_flag)
}

/// A BIO of a kind that has a descriptor.
pub(crate) fn new_with_fd(method: *const BIO_METHOD, fd: c_int, close: c_int) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the methods of this library live forever; NULL has no controls.
        unsafe {
            let bio = BIO_new(method);
            BIO_int_ctrl(bio, BIO_C_SET_FD, c_long::from(close), fd);
            bio
        }
    })
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_new` hands over the fresh BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.init.set(0);
        bio.num.set(-1);
    }
    1
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_free` hands over the BIO.
    unsafe { shared_ref(b) }.map_or(0, |bio| {
        close_fd(bio);
        1
    })
}

/// Lets go of the descriptor, and closes it if it is the BIO's to close.
pub(crate) fn close_fd(bio: &BIO) {
    if bio.shutdown.get() != 0 {
        if bio.init.get() != 0 {
            // SAFETY: the descriptor is the BIO's.
            unsafe { libc::close(bio.num.get()) };
        }
        bio.init.set(0);
        bio.flags.set(0);
    }
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let Some(bio) = shared_ref(b).filter(|_| !out.is_null()) else {
                return 0;
            };
            clear_errno();
            let count = libc::read(
                bio.num.get(),
                out.cast(),
                usize::try_from(outl).unwrap_or(0),
            );
            bio.clear_retry();
            if count == 0 {
                bio.set_flags(BIO_FLAGS_IN_EOF);
            } else if count < 0 && is_transient(last_errno()) {
                bio.set_retry_read();
            }
            count as c_int
        }
    })
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            clear_errno();
            let count = libc::write(
                bio.num.get(),
                data.cast(),
                usize::try_from(len).unwrap_or(0),
            );
            bio.clear_retry();
            if count <= 0 && is_transient(last_errno()) {
                bio.set_retry_write();
            }
            count as c_int
        }
    })
}

/// Reads from the socket of another kind of BIO.
///
/// # Safety
/// `b` is a BIO whose number is a descriptor; `out` has `outl` writable bytes.
pub(crate) unsafe fn read_fd(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    // SAFETY: the caller's promise.
    unsafe { read(b, out, outl) }
}

/// Writes to the socket of another kind of BIO.
///
/// # Safety
/// `b` is a BIO whose number is a descriptor; `data` has `len` readable bytes.
pub(crate) unsafe fn write_fd(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    // SAFETY: the caller's promise.
    unsafe { write(b, data, len) }
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(0)) }
}

unsafe extern "C" fn gets(b: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    guard(-1, || {
        let room = usize::try_from(size).unwrap_or(0).saturating_sub(1);
        let mut len = 0;
        // SAFETY: `BIO_gets` hands over the BIO and `size` writable bytes; `len` stays below.
        unsafe {
            while len < room && read(b, buf.add(len), 1) > 0 {
                len += 1;
                if *buf.add(len - 1) == b'\n' as c_char {
                    break;
                }
            }
            if size > 0 {
                buf.add(len).write(0);
            }
        }
        len as c_int
    })
}

/// The controls that all kinds with a descriptor have. `None` for others.
///
/// # Safety
/// `parg` is what `cmd` demands.
pub(crate) unsafe fn common_ctrl(
    bio: &BIO,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> Option<c_long> {
    let answer = match cmd {
        BIO_C_SET_FD => {
            // SAFETY: the control demands a pointer to an int.
            let fd = *unsafe { shared_ref(parg.cast::<c_int>()) }?;
            close_fd(bio);
            bio.num.set(fd);
            bio.shutdown.set(larg as c_int);
            bio.init.set(1);
            1
        }
        BIO_C_GET_FD if bio.init.get() != 0 => {
            // SAFETY: the control demands NULL or a pointer to an int.
            unsafe { ffi::put(parg.cast::<c_int>(), bio.num.get()) };
            c_long::from(bio.num.get())
        }
        BIO_C_GET_FD => -1,
        BIO_CTRL_GET_CLOSE => c_long::from(bio.shutdown.get()),
        BIO_CTRL_SET_CLOSE => {
            bio.shutdown.set(larg as c_int);
            1
        }
        BIO_CTRL_DUP | BIO_CTRL_FLUSH => 1,
        _ => return None,
    };
    Some(answer)
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            match common_ctrl(bio, cmd, larg, parg) {
                Some(answer) => answer,
                None if cmd == BIO_CTRL_EOF => c_long::from(bio.has_flags(BIO_FLAGS_IN_EOF)),
                None => 0,
            }
        }
    })
}

unsafe extern "C" fn fd_ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO; the descriptor is the BIO's.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            match cmd {
                BIO_CTRL_RESET => libc::lseek(bio.num.get(), 0, libc::SEEK_SET),
                BIO_C_FILE_SEEK => libc::lseek(bio.num.get(), larg, libc::SEEK_SET),
                BIO_C_FILE_TELL | BIO_CTRL_INFO => libc::lseek(bio.num.get(), 0, libc::SEEK_CUR),
                _ => ctrl(b, cmd, larg, parg),
            }
        }
    })
}
