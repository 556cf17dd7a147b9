//! `BIO_s_file(3)`. The data pointer is the `FILE *`.

use std::ffi::{CStr, c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::{cstr, shared_ref};
use libc::FILE;

use crate::bio::abi::{BIO_free, BIO_new};
use crate::bio::io::abi::{BIO_ctrl, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::reasons::{BIO_R_BAD_FOPEN_MODE, BIO_R_NO_SUCH_FILE};
use crate::bio::sock::last_errno;
use crate::err::{ERR_LIB_BIO, ERR_R_SYS_LIB, guard, raise, raise_sys};

const BIO_C_SET_FILE_PTR: c_int = 106;
const BIO_C_GET_FILE_PTR: c_int = 107;
const BIO_C_SET_FILENAME: c_int = 108;
const BIO_CLOSE: c_long = 1;
const BIO_FP_READ: c_long = 2;
const BIO_FP_WRITE: c_long = 4;
const BIO_FP_APPEND: c_long = 8;

static METHOD: BIO_METHOD = BIO_METHOD {
    write_old: Some(write),
    write: Some(write_bridge),
    read_old: Some(read),
    read: Some(read_bridge),
    puts: Some(puts),
    gets: Some(gets),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    ..BIO_METHOD::new(2 | BIO_TYPE_SOURCE_SINK, c"FILE pointer")
};

/// The method of BIOs over streams.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_file() -> *const BIO_METHOD {
    &raw const METHOD
}

/// Opens a file as `fopen` does; the BIO closes it. NULL on failure.
///
/// # Safety
/// Both are C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_file(filename: *const c_char, mode: *const c_char) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the caller promises C strings.
        let (name, mode) = unsafe { (cstr(filename), cstr(mode)) };
        let (Some(name), Some(mode)) = (name, mode) else {
            return null_mut();
        };
        let file = match open(name, mode) {
            Ok(file) => file,
            Err(libc::ENOENT | libc::ENXIO) => {
                raise(ERR_LIB_BIO, BIO_R_NO_SUCH_FILE);
                return null_mut();
            }
            Err(_) => {
                raise(ERR_LIB_BIO, ERR_R_SYS_LIB);
                return null_mut();
            }
        };
        // SAFETY: the stream is open and belongs to the BIO from here on.
        unsafe {
            let bio = BIO_new_fp(file, BIO_CLOSE as c_int);
            if bio.is_null() {
                libc::fclose(file);
            }
            bio
        }
    })
}

/// A BIO over a stream, which it closes if `close_flag` is `BIO_CLOSE`. NULL on failure.
///
/// # Safety
/// `stream` is an open stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_fp(stream: *mut FILE, close_flag: c_int) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the fresh BIO is one over streams.
        unsafe {
            let bio = BIO_new(BIO_s_file());
            if BIO_ctrl(
                bio,
                BIO_C_SET_FILE_PTR,
                c_long::from(close_flag),
                stream.cast(),
            ) <= 0
            {
                BIO_free(bio);
                return null_mut();
            }
            bio
        }
    })
}

/// Opens a file; queues the system's error and gives its number on failure.
fn open(name: &CStr, mode: &CStr) -> Result<*mut FILE, c_int> {
    // SAFETY: both are C strings.
    let file = unsafe { libc::fopen(name.as_ptr(), mode.as_ptr()) };
    if file.is_null() {
        let errno = last_errno();
        let (name, mode) = (name.to_string_lossy(), mode.to_string_lossy());
        raise_sys(errno, &format!("calling fopen({name}, {mode})"));
        return Err(errno);
    }
    Ok(file)
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_new` hands over the fresh BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.init.set(0);
    }
    1
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_free` hands over the BIO.
    unsafe { shared_ref(b) }.map_or(0, |bio| {
        close(bio);
        1
    })
}

/// Lets go of the stream, and closes it if it is the BIO's to close.
fn close(bio: &BIO) {
    let file = bio.data.replace(null_mut());
    if bio.shutdown.get() != 0 && bio.init.replace(0) != 0 && !file.is_null() {
        // SAFETY: the stream is the BIO's and nobody uses it again.
        unsafe { libc::fclose(file.cast()) };
    }
    bio.init.set(0);
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO, which has a stream, and `outl` writable bytes.
        unsafe {
            let Some(bio) = shared_ref(b).filter(|_| !out.is_null()) else {
                return 0;
            };
            let file = bio.data.get().cast::<FILE>();
            let count = libc::fread(out.cast(), 1, usize::try_from(outl).unwrap_or(0), file);
            if count == 0 && libc::ferror(file) != 0 {
                raise_sys(last_errno(), "calling fread()");
                raise(ERR_LIB_BIO, ERR_R_SYS_LIB);
                return -1;
            }
            count as c_int
        }
    })
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO, which has a stream, and `len` readable bytes.
        unsafe {
            let Some(bio) = shared_ref(b).filter(|_| !data.is_null()) else {
                return 0;
            };
            let size = usize::try_from(len).unwrap_or(0);
            if libc::fwrite(data.cast(), size, 1, bio.data.get().cast()) == 1 {
                len
            } else {
                0
            }
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(0)) }
}

unsafe extern "C" fn gets(b: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_gets` hands over the BIO, which has a stream, and `size` writable bytes.
        unsafe {
            let Some(bio) = shared_ref(b).filter(|_| size > 0 && !buf.is_null()) else {
                return 0;
            };
            buf.write(0);
            if libc::fgets(buf, size, bio.data.get().cast()).is_null() {
                return 0;
            }
            libc::strlen(buf) as c_int
        }
    })
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            let file = bio.data.get().cast::<FILE>();
            match cmd {
                BIO_C_SET_FILE_PTR => {
                    close(bio);
                    bio.shutdown.set((larg & BIO_CLOSE) as c_int);
                    bio.data.set(parg);
                    bio.init.set(c_int::from(!parg.is_null()));
                    1
                }
                BIO_C_SET_FILENAME => open_named(bio, larg, parg.cast()),
                BIO_C_GET_FILE_PTR => {
                    ffi::put(parg.cast::<*mut FILE>(), file);
                    1
                }
                BIO_CTRL_GET_CLOSE => c_long::from(bio.shutdown.get()),
                BIO_CTRL_SET_CLOSE => {
                    bio.shutdown.set(larg as c_int);
                    1
                }
                BIO_CTRL_DUP => 1,
                _ if file.is_null() => 0,
                BIO_CTRL_RESET => c_long::from(libc::fseek(file, 0, libc::SEEK_SET)),
                BIO_C_FILE_SEEK => c_long::from(libc::fseek(file, larg, libc::SEEK_SET)),
                BIO_CTRL_EOF => c_long::from(libc::feof(file) != 0),
                BIO_C_FILE_TELL | BIO_CTRL_INFO => libc::ftell(file),
                BIO_CTRL_FLUSH => {
                    if libc::fflush(file) == 0 {
                        return 1;
                    }
                    raise_sys(last_errno(), "calling fflush()");
                    raise(ERR_LIB_BIO, ERR_R_SYS_LIB);
                    0
                }
                _ => 0,
            }
        }
    })
}

/// Opens the file `name` in the mode that `flags` describe. 1 or 0.
///
/// # Safety
/// `name` is NULL or a C string.
unsafe fn open_named(bio: &BIO, flags: c_long, name: *const c_char) -> c_long {
    close(bio);
    bio.shutdown.set((flags & BIO_CLOSE) as c_int);
    let (reads, writes) = (flags & BIO_FP_READ != 0, flags & BIO_FP_WRITE != 0);
    let mode = match (flags & BIO_FP_APPEND != 0, reads, writes) {
        (true, true, _) => c"a+",
        (true, false, _) => c"a",
        (false, true, true) => c"r+",
        (false, false, true) => c"w",
        (false, true, false) => c"r",
        (false, false, false) => {
            raise(ERR_LIB_BIO, BIO_R_BAD_FOPEN_MODE);
            return 0;
        }
    };
    // SAFETY: the caller promises a C string.
    let Some(name) = (unsafe { cstr(name) }) else {
        return 0;
    };
    match open(name, mode) {
        Ok(file) => {
            bio.data.set(file.cast());
            bio.init.set(1);
            1
        }
        Err(_) => {
            raise(ERR_LIB_BIO, ERR_R_SYS_LIB);
            0
        }
    }
}
