//! The exported functions of `bio.h` that read, write and control.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;

use super::{ready, supported};
use crate::bio::abi::BIO_info_cb;
use crate::bio::object::*;
use crate::bio::reasons::*;
use crate::err::{ERR_LIB_BIO, ERR_R_INTERNAL_ERROR, ERR_R_PASSED_NULL_PARAMETER, guard, raise};

const BIO_CB_READ: c_int = 2;
const BIO_CB_WRITE: c_int = 3;
const BIO_CB_PUTS: c_int = 4;
const BIO_CB_GETS: c_int = 5;
const BIO_CB_CTRL: c_int = 6;
const BIO_CB_RETURN: c_int = 0x80;
const BIO_CTRL_SET_CALLBACK: c_int = 14;

/// Tells the callback of `b`; what it answers takes the place of `ret`. The old kind of callback
/// gets sizes as its integer argument and tells sizes in its answer.
///
/// # Safety
/// `b` is a BIO with a callback; the other arguments are those of the operation.
pub(crate) unsafe fn call_callback(
    b: *mut BIO,
    oper: c_int,
    argp: *const c_char,
    len: usize,
    argi: c_int,
    argl: c_long,
    ret: c_int,
    processed: *mut usize,
) -> c_int {
    // SAFETY: the caller promises a BIO whose callbacks are the program's.
    unsafe {
        if let Some(callback) = (*b).callback_ex.get() {
            return callback(b, oper, argp, len, argi, argl, ret, processed) as c_int;
        }
        let Some(callback) = (*b).callback.get() else {
            return ret;
        };
        let plain = oper & !BIO_CB_RETURN;
        let sized = matches!(plain, BIO_CB_READ | BIO_CB_WRITE | BIO_CB_GETS);
        let Ok(argi) = (if sized {
            c_int::try_from(len)
        } else {
            Ok(argi)
        }) else {
            return -1;
        };
        let tells_size = oper & BIO_CB_RETURN != 0 && plain != BIO_CB_CTRL && plain != 1;
        let mut told = c_long::from(ret);
        if ret > 0 && tells_size && !processed.is_null() {
            let Ok(size) = c_int::try_from(*processed) else {
                return -1;
            };
            told = c_long::from(size);
        }
        let answer = callback(b, oper, argp, argi, argl, told);
        if answer > 0 && tells_size && !processed.is_null() {
            *processed = answer as usize;
            return 1;
        }
        answer as c_int
    }
}

/// Reads once. Above 0: `read` bytes came; else the answer of the BIO.
///
/// # Safety
/// `b` is NULL or a BIO; `data` has `len` writable bytes.
#[inline]
unsafe fn read(b: *mut BIO, data: *mut c_void, len: usize, read: &mut usize) -> c_int {
    *read = 0;
    // SAFETY: the caller promises a BIO; its functions are called with what they expect.
    unsafe {
        let Some(bio) = shared_ref(b) else {
            raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        };
        let function = match supported(bio.method.read) {
            Ok(function) => function,
            Err(answer) => return answer,
        };
        let data = data.cast::<c_char>();
        if bio.has_callback() {
            let told = call_callback(b, BIO_CB_READ, data, len, 0, 0, 1, null_mut());
            if told <= 0 {
                return told;
            }
        }
        if let Err(answer) = ready(bio) {
            return answer;
        }
        let mut result = function(b, data, len, read);
        if result > 0 {
            bio.bytes_read
                .set(bio.bytes_read.get().wrapping_add(*read as u64));
        }
        if bio.has_callback() {
            result = call_callback(
                b,
                BIO_CB_READ | BIO_CB_RETURN,
                data,
                len,
                0,
                0,
                result,
                read,
            );
        }
        if result > 0 && *read > len {
            raise(ERR_LIB_BIO, ERR_R_INTERNAL_ERROR);
            return -1;
        }
        result
    }
}

/// Reads at most `dlen` bytes into `data`. The number of bytes; 0 or less as the BIO decides
/// (`BIO_should_retry` tells more), -2 when it cannot be read.
///
/// # Safety
/// `b` is NULL or a BIO; `data` has `dlen` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_read(b: *mut BIO, data: *mut c_void, dlen: c_int) -> c_int {
    guard(-1, || {
        let Ok(len) = usize::try_from(dlen) else {
            return 0;
        };
        let mut count = 0;
        // SAFETY: the same promises.
        match unsafe { read(b, data, len, &mut count) } {
            result if result > 0 => c_int::try_from(count).unwrap_or(-1),
            result => result,
        }
    })
}

/// Reads at most `dlen` bytes into `data` and their number into `readbytes`. 1 or 0.
///
/// # Safety
/// As [`BIO_read`]; `readbytes` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_read_ex(
    b: *mut BIO,
    data: *mut c_void,
    dlen: usize,
    readbytes: *mut usize,
) -> c_int {
    guard(0, || {
        let mut count = 0;
        // SAFETY: the same promises.
        unsafe {
            let result = read(b, data, dlen, &mut count);
            ffi::put(readbytes, count);
            c_int::from(result > 0)
        }
    })
}

/// Writes once. Above 0: `written` bytes went; else the answer of the BIO.
///
/// # Safety
/// `b` is NULL or a BIO; `data` has `len` readable bytes.
#[inline]
unsafe fn write(b: *mut BIO, data: *const c_void, len: usize, written: &mut usize) -> c_int {
    *written = 0;
    // SAFETY: the caller promises a BIO; its functions are called with what they expect.
    unsafe {
        let Some(bio) = shared_ref(b) else { return 0 };
        let function = match supported(bio.method.write) {
            Ok(function) => function,
            Err(answer) => return answer,
        };
        let data = data.cast::<c_char>();
        if bio.has_callback() {
            let told = call_callback(b, BIO_CB_WRITE, data, len, 0, 0, 1, null_mut());
            if told <= 0 {
                return told;
            }
        }
        if let Err(answer) = ready(bio) {
            return answer;
        }
        let mut result = function(b, data, len, written);
        if result > 0 {
            bio.bytes_written
                .set(bio.bytes_written.get().wrapping_add(*written as u64));
        }
        if bio.has_callback() {
            let oper = BIO_CB_WRITE | BIO_CB_RETURN;
            result = call_callback(b, oper, data, len, 0, 0, result, written);
        }
        result
    }
}

/// Writes `dlen` bytes. The number of bytes that went; 0 or less as the BIO decides, -2 when it
/// cannot be written. To NULL nothing goes.
///
/// # Safety
/// `b` is NULL or a BIO; `data` has `dlen` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_write(b: *mut BIO, data: *const c_void, dlen: c_int) -> c_int {
    guard(-1, || {
        let Some(len) = usize::try_from(dlen).ok().filter(|len| *len != 0) else {
            return 0;
        };
        let mut count = 0;
        // SAFETY: the same promises.
        match unsafe { write(b, data, len, &mut count) } {
            result if result > 0 => c_int::try_from(count).unwrap_or(-1),
            result => result,
        }
    })
}

/// Writes `dlen` bytes and the number that went into `written`. 1 or 0.
///
/// # Safety
/// As [`BIO_write`]; `written` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_write_ex(
    b: *mut BIO,
    data: *const c_void,
    dlen: usize,
    written: *mut usize,
) -> c_int {
    guard(0, || {
        let mut count = 0;
        // SAFETY: the same promises.
        unsafe {
            let result = write(b, data, dlen, &mut count);
            ffi::put(written, count);
            c_int::from(result > 0 || (!b.is_null() && dlen == 0))
        }
    })
}

/// Writes a C string without its NUL. The number of bytes; 0 or less on failure.
///
/// # Safety
/// `bp` is NULL or a BIO; `buf` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_puts(bp: *mut BIO, buf: *const c_char) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a BIO; its functions are called with what they expect.
        unsafe {
            let Some(bio) = shared_ref(bp).filter(|_| !buf.is_null()) else {
                raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
                return -1;
            };
            let function = match supported(bio.method.puts) {
                Ok(function) => function,
                Err(answer) => return answer,
            };
            if bio.has_callback() {
                let told = call_callback(bp, BIO_CB_PUTS, buf, 0, 0, 0, 1, null_mut());
                if told <= 0 {
                    return told;
                }
            }
            if let Err(answer) = ready(bio) {
                return answer;
            }
            let mut result = function(bp, buf);
            let mut count = usize::try_from(result).unwrap_or(0);
            bio.bytes_written
                .set(bio.bytes_written.get().wrapping_add(count as u64));
            if bio.has_callback() {
                let oper = BIO_CB_PUTS | BIO_CB_RETURN;
                let told = c_int::from(result > 0).max(result.min(1));
                result = call_callback(bp, oper, buf, 0, 0, 0, told, &mut count);
                if result > 0 {
                    result = c_int::try_from(count).unwrap_or(-1);
                }
            }
            result
        }
    })
}

/// Reads a line, its end included, into `buf` of `size` bytes, and ends it with a NUL. The number
/// of bytes; 0 or less on failure.
///
/// # Safety
/// `bp` is NULL or a BIO; `buf` has `size` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_gets(bp: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a BIO; its functions are called with what they expect.
        unsafe {
            let Some(bio) = shared_ref(bp) else {
                raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
                return -1;
            };
            let function = match supported(bio.method.gets) {
                Ok(function) => function,
                Err(answer) => return answer,
            };
            let Ok(len) = usize::try_from(size) else {
                raise(ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT);
                return -1;
            };
            if bio.has_callback() {
                let told = call_callback(bp, BIO_CB_GETS, buf, len, 0, 0, 1, null_mut());
                if told <= 0 {
                    return told;
                }
            }
            if let Err(answer) = ready(bio) {
                return answer;
            }
            let mut result = function(bp, buf, size);
            if bio.has_callback() {
                let mut count = usize::try_from(result).unwrap_or(0);
                let oper = BIO_CB_GETS | BIO_CB_RETURN;
                result = call_callback(bp, oper, buf, len, 0, 0, result.min(1), &mut count);
                if result > 0 {
                    result = c_int::try_from(count)
                        .ok()
                        .filter(|n| *n <= size)
                        .unwrap_or(-1);
                }
            }
            result
        }
    })
}

/// Reads byte by byte up to the end of a line, for BIOs without lines of their own. As
/// [`BIO_gets`].
///
/// # Safety
/// `bio` is NULL or a BIO; `buf` has `size` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_line(bio: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    if buf.is_null() {
        guard((), || raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER));
        return -1;
    }
    let Some(room) = usize::try_from(size)
        .ok()
        .and_then(|size| size.checked_sub(1))
    else {
        guard((), || raise(ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT));
        return -1;
    };
    let (mut len, mut last) = (0, 1);
    // SAFETY: the caller promises `size` bytes; `len` stays below.
    unsafe {
        while len < room {
            last = BIO_read(bio, buf.add(len).cast(), 1);
            if last <= 0 {
                break;
            }
            len += 1;
            if *buf.add(len - 1) == b'\n' as c_char {
                break;
            }
        }
        buf.add(len).write(0);
    }
    if len > 0 || last == 0 {
        len as c_int
    } else {
        last
    }
}

/// Controls the BIO; what `cmd` means is the kind's matter. -1 for NULL, -2 when it has no
/// controls.
///
/// # Safety
/// `bp` is NULL or a BIO; `parg` is what `cmd` demands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl(
    bp: *mut BIO,
    cmd: c_int,
    larg: c_long,
    parg: *mut c_void,
) -> c_long {
    guard(-1, || {
        // SAFETY: the caller promises a BIO; its functions are called with what they expect.
        unsafe {
            let Some(bio) = shared_ref(bp) else { return -1 };
            let function = match supported(bio.method.ctrl) {
                Ok(function) => function,
                Err(answer) => return c_long::from(answer),
            };
            if !bio.has_callback() {
                return function(bp, cmd, larg, parg);
            }
            let argp = parg.cast::<c_char>();
            let told = call_callback(bp, BIO_CB_CTRL, argp, 0, cmd, larg, 1, null_mut());
            if told <= 0 {
                return c_long::from(told);
            }
            let result = function(bp, cmd, larg, parg);
            let oper = BIO_CB_CTRL | BIO_CB_RETURN;
            let ret = result.clamp(c_long::from(c_int::MIN), c_long::from(c_int::MAX)) as c_int;
            let answer = call_callback(bp, oper, argp, 0, cmd, larg, ret, null_mut());
            if answer == ret {
                result
            } else {
                c_long::from(answer)
            }
        }
    })
}

/// Installs a function (`BIO_CTRL_SET_CALLBACK`). -2 when the BIO takes none.
///
/// # Safety
/// `b` is NULL or a BIO; `fp` is what `cmd` demands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_callback_ctrl(
    b: *mut BIO,
    cmd: c_int,
    fp: Option<BIO_info_cb>,
) -> c_long {
    guard(-1, || {
        // SAFETY: the caller promises a BIO; its functions are called with what they expect.
        unsafe {
            let Some(bio) = shared_ref(b) else { return -2 };
            let function = bio
                .method
                .callback_ctrl
                .filter(|_| cmd == BIO_CTRL_SET_CALLBACK);
            let function = match supported(function) {
                Ok(function) => function,
                Err(answer) => return c_long::from(answer),
            };
            let argp = (&raw const fp).cast::<c_char>();
            if bio.has_callback() {
                let told = call_callback(b, BIO_CB_CTRL, argp, 0, cmd, 0, 1, null_mut());
                if told <= 0 {
                    return c_long::from(told);
                }
            }
            let result = function(b, cmd, fp);
            if !bio.has_callback() {
                return result;
            }
            let oper = BIO_CB_CTRL | BIO_CB_RETURN;
            c_long::from(call_callback(
                b,
                oper,
                argp,
                0,
                cmd,
                0,
                result as c_int,
                null_mut(),
            ))
        }
    })
}

/// A control whose argument is an integer.
///
/// # Safety
/// As [`BIO_ctrl`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_int_ctrl(
    bp: *mut BIO,
    cmd: c_int,
    larg: c_long,
    iarg: c_int,
) -> c_long {
    let mut value = iarg;
    // SAFETY: the same promises.
    unsafe { BIO_ctrl(bp, cmd, larg, (&raw mut value).cast()) }
}

/// A control whose answer is a pointer; NULL on failure.
///
/// # Safety
/// As [`BIO_ctrl`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ptr_ctrl(bp: *mut BIO, cmd: c_int, larg: c_long) -> *mut c_void {
    let mut value: *mut c_void = null_mut();
    // SAFETY: the same promises.
    if unsafe { BIO_ctrl(bp, cmd, larg, (&raw mut value).cast()) } <= 0 {
        return null_mut();
    }
    value
}

/// How many bytes can be read at once; 0 when that is not known.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl_pending(b: *mut BIO) -> usize {
    // SAFETY: the same promise.
    usize::try_from(unsafe { BIO_ctrl(b, BIO_CTRL_PENDING, 0, null_mut()) }).unwrap_or(0)
}

/// How many written bytes wait in buffers; 0 when that is not known.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl_wpending(b: *mut BIO) -> usize {
    // SAFETY: the same promise.
    usize::try_from(unsafe { BIO_ctrl(b, BIO_CTRL_WPENDING, 0, null_mut()) }).unwrap_or(0)
}

/// Writes all of `bytes`; false on the first failure.
///
/// # Safety
/// `bio` is NULL or a BIO.
pub unsafe fn write_all(bio: *mut BIO, bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while !rest.is_empty() {
        let len = rest.len().min(c_int::MAX as usize) as c_int;
        // SAFETY: the caller promises a BIO; the slice has at least `len` bytes.
        match usize::try_from(unsafe { BIO_write(bio, rest.as_ptr().cast(), len) }) {
            Ok(count @ 1..) => rest = rest.get(count..).unwrap_or_default(),
            _ => return false,
        }
    }
    true
}

/// Reads to the end, at most `limit` bytes; `None` on failure or when there is more.
///
/// # Safety
/// `bio` is NULL or a BIO.
pub unsafe fn read_all(bio: *mut BIO, limit: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chunk = [0u8; 4096];
    loop {
        // SAFETY: the caller promises a BIO; the buffer has this size.
        let count = unsafe { BIO_read(bio, chunk.as_mut_ptr().cast(), chunk.len() as c_int) };
        match usize::try_from(count) {
            Ok(0) => return Some(bytes),
            Ok(count) => bytes.extend_from_slice(chunk.get(..count)?),
            // A memory BIO at its end says "ask again" unless it was told otherwise.
            // SAFETY: the same promise.
            Err(_) => return unsafe { at_end(bio) }.then_some(bytes),
        }
        if bytes.len() > limit {
            return None;
        }
    }
}

/// # Safety
/// `bio` is NULL or a BIO.
unsafe fn at_end(bio: *mut BIO) -> bool {
    // SAFETY: the caller's promise.
    !bio.is_null() && unsafe { BIO_ctrl(bio, BIO_CTRL_EOF, 0, null_mut()) } > 0
}

/// Reads into memory that the program gave as a function without sizes.
///
/// # Safety
/// `b` is a BIO whose method has such a function; the rest as [`BIO_read_ex`].
pub(crate) unsafe extern "C" fn read_bridge(
    b: *mut BIO,
    data: *mut c_char,
    len: usize,
    count: *mut usize,
) -> c_int {
    // SAFETY: the caller promises a BIO and the buffer.
    unsafe {
        let Some(old) = (*b).method.read_old else {
            return -2;
        };
        let result = old(b, data, len.min(c_int::MAX as usize) as c_int);
        *count = usize::try_from(result).unwrap_or(0);
        result.min(1)
    }
}

/// Writes through a function without sizes.
///
/// # Safety
/// `b` is a BIO whose method has such a function; the rest as [`BIO_write_ex`].
pub(crate) unsafe extern "C" fn write_bridge(
    b: *mut BIO,
    data: *const c_char,
    len: usize,
    count: *mut usize,
) -> c_int {
    // SAFETY: the caller promises a BIO and the bytes.
    unsafe {
        let Some(old) = (*b).method.write_old else {
            return -2;
        };
        let result = old(b, data, len.min(c_int::MAX as usize) as c_int);
        *count = usize::try_from(result).unwrap_or(0);
        result.min(1)
    }
}
