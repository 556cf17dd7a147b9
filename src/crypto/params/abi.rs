//! The exported functions of `params.h`.

use std::ffi::{CStr, c_char, c_int, c_long, c_uint, c_ulong, c_void};
use std::ptr::{null, null_mut};

use super::{
    OSSL_PARAM, OSSL_PARAM_INTEGER, OSSL_PARAM_OCTET_PTR, OSSL_PARAM_OCTET_STRING,
    OSSL_PARAM_UNMODIFIED, OSSL_PARAM_UNSIGNED_INTEGER, OSSL_PARAM_UTF8_PTR,
    OSSL_PARAM_UTF8_STRING, value,
};
use crate::err::guard;
use crate::mem;

/// The parameter called `key` in the array `p`; NULL when there is none.
///
/// # Safety
/// `p` is NULL or an array with its end; `key` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_locate(
    p: *mut OSSL_PARAM,
    key: *const c_char,
) -> *mut OSSL_PARAM {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { locate(p, key) }.cast_mut()
    })
}

/// As [`OSSL_PARAM_locate`].
///
/// # Safety
/// `p` is NULL or an array with its end; `key` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_locate_const(
    p: *const OSSL_PARAM,
    key: *const c_char,
) -> *const OSSL_PARAM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { locate(p, key) }
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_int(
    key: *const c_char,
    buf: *mut c_int,
) -> OSSL_PARAM {
    guard(END, || {
        make(key, OSSL_PARAM_INTEGER, buf.cast(), size_of::<c_int>())
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_uint(
    key: *const c_char,
    buf: *mut c_uint,
) -> OSSL_PARAM {
    guard(END, || {
        make(
            key,
            OSSL_PARAM_UNSIGNED_INTEGER,
            buf.cast(),
            size_of::<c_uint>(),
        )
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_long(
    key: *const c_char,
    buf: *mut c_long,
) -> OSSL_PARAM {
    guard(END, || {
        make(key, OSSL_PARAM_INTEGER, buf.cast(), size_of::<c_long>())
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_ulong(
    key: *const c_char,
    buf: *mut c_ulong,
) -> OSSL_PARAM {
    guard(END, || {
        make(
            key,
            OSSL_PARAM_UNSIGNED_INTEGER,
            buf.cast(),
            size_of::<c_ulong>(),
        )
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_int32(
    key: *const c_char,
    buf: *mut i32,
) -> OSSL_PARAM {
    guard(END, || {
        make(key, OSSL_PARAM_INTEGER, buf.cast(), size_of::<i32>())
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_uint32(
    key: *const c_char,
    buf: *mut u32,
) -> OSSL_PARAM {
    guard(END, || {
        make(
            key,
            OSSL_PARAM_UNSIGNED_INTEGER,
            buf.cast(),
            size_of::<u32>(),
        )
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_int64(
    key: *const c_char,
    buf: *mut i64,
) -> OSSL_PARAM {
    guard(END, || {
        make(key, OSSL_PARAM_INTEGER, buf.cast(), size_of::<i64>())
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_uint64(
    key: *const c_char,
    buf: *mut u64,
) -> OSSL_PARAM {
    guard(END, || {
        make(
            key,
            OSSL_PARAM_UNSIGNED_INTEGER,
            buf.cast(),
            size_of::<u64>(),
        )
    })
}

/// A parameter whose value is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_size_t(
    key: *const c_char,
    buf: *mut usize,
) -> OSSL_PARAM {
    guard(END, || {
        make(
            key,
            OSSL_PARAM_UNSIGNED_INTEGER,
            buf.cast(),
            size_of::<usize>(),
        )
    })
}

/// A parameter whose value is the `bsize` bytes at `buf`, 0 meaning up to the NUL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_utf8_string(
    key: *const c_char,
    buf: *mut c_char,
    bsize: usize,
) -> OSSL_PARAM {
    guard(END, || {
        let size = match bsize {
            // SAFETY: the caller's promise.
            0 => unsafe { ffi::cstr(buf) }.map_or(0, CStr::count_bytes),
            size => size,
        };
        make(key, OSSL_PARAM_UTF8_STRING, buf.cast(), size)
    })
}

/// A parameter whose value is the `bsize` bytes at `buf`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_octet_string(
    key: *const c_char,
    buf: *mut c_void,
    bsize: usize,
) -> OSSL_PARAM {
    guard(END, || {
        make(key, OSSL_PARAM_OCTET_STRING, buf.cast(), bsize)
    })
}

/// A parameter whose value is a pointer that is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_utf8_ptr(
    key: *const c_char,
    buf: *mut *mut c_char,
    bsize: usize,
) -> OSSL_PARAM {
    guard(END, || make(key, OSSL_PARAM_UTF8_PTR, buf.cast(), bsize))
}

/// A parameter whose value is a pointer that is at `buf`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_octet_ptr(
    key: *const c_char,
    buf: *mut *mut c_void,
    bsize: usize,
) -> OSSL_PARAM {
    guard(END, || make(key, OSSL_PARAM_OCTET_PTR, buf.cast(), bsize))
}

/// The end of an array of parameters.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_construct_end() -> OSSL_PARAM {
    guard(END, || END)
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_int(p: *const OSSL_PARAM, val: *mut c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| c_int::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_int(p: *mut OSSL_PARAM, val: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<c_int>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_uint(p: *const OSSL_PARAM, val: *mut c_uint) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| c_uint::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_uint(p: *mut OSSL_PARAM, val: c_uint) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<c_uint>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_long(p: *const OSSL_PARAM, val: *mut c_long) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| c_long::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_long(p: *mut OSSL_PARAM, val: c_long) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<c_long>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_ulong(p: *const OSSL_PARAM, val: *mut c_ulong) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| c_ulong::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_ulong(p: *mut OSSL_PARAM, val: c_ulong) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<c_ulong>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_int32(p: *const OSSL_PARAM, val: *mut i32) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| i32::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_int32(p: *mut OSSL_PARAM, val: i32) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<i32>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_uint32(p: *const OSSL_PARAM, val: *mut u32) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| u32::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_uint32(p: *mut OSSL_PARAM, val: u32) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<u32>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_int64(p: *const OSSL_PARAM, val: *mut i64) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| i64::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_int64(p: *mut OSSL_PARAM, val: i64) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<i64>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_uint64(p: *const OSSL_PARAM, val: *mut u64) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| u64::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_uint64(p: *mut OSSL_PARAM, val: u64) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<u64>()) }
    })
}

/// The number of `p`, whatever its width: to `val`. 0 when it is none or does not fit.
///
/// # Safety
/// `p` is NULL or a parameter, `val` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_size_t(p: *const OSSL_PARAM, val: *mut usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let number = unsafe { number(p) };
        match number.and_then(|number| usize::try_from(number).ok()) {
            Some(number) if !val.is_null() => {
                // SAFETY: the caller's promise.
                unsafe { val.write(number) };
                1
            }
            _ => 0,
        }
    })
}

/// Answers a number that `p` asks for, whatever its width. 0 when it does not fit.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_size_t(p: *mut OSSL_PARAM, val: usize) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { answer_number(p, val as i128, size_of::<usize>()) }
    })
}

/// A copy of the text of `p`: to `*val` (of `max_len` bytes), or to fresh memory if `*val` is NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_utf8_string(
    p: *const OSSL_PARAM,
    val: *mut *mut c_char,
    max_len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(bytes), false) = (unsafe { text(p) }, val.is_null()) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            if (*val).is_null() {
                *val = mem::copy_string(bytes);
                return c_int::from(!(*val).is_null());
            }
            if bytes.len() >= max_len {
                return 0;
            }
            (*val)
                .cast::<u8>()
                .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            (*val).add(bytes.len()).write(0);
        }
        1
    })
}

/// The text of `p` itself: to `*val`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_utf8_string_ptr(
    p: *const OSSL_PARAM,
    val: *mut *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(bytes), false) = (unsafe { text(p) }, val.is_null()) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { val.write(bytes.as_ptr().cast()) };
        1
    })
}

/// A copy of the bytes of `p`: to `*val` (of `max_len` bytes), or to fresh memory if `*val` is NULL;
/// the length to `used_len`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_octet_string(
    p: *const OSSL_PARAM,
    val: *mut *mut c_void,
    max_len: usize,
    used_len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(bytes), false) = (unsafe { octets(p) }, val.is_null()) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            if (*val).is_null() {
                *val = mem::copy_bytes(bytes).cast();
            } else if bytes.len() > max_len {
                return 0;
            } else {
                (*val)
                    .cast::<u8>()
                    .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            }
            ffi::put(used_len, bytes.len());
            c_int::from(!(*val).is_null())
        }
    })
}

/// The bytes of `p` themselves: to `*val`, the length to `used_len`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_get_octet_string_ptr(
    p: *const OSSL_PARAM,
    val: *mut *const c_void,
    used_len: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(bytes), false) = (unsafe { octets(p) }, val.is_null()) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            val.write(bytes.as_ptr().cast());
            ffi::put(used_len, bytes.len());
        }
        1
    })
}

/// Answers text that `p` asks for. 0 when its buffer is too small.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_utf8_string(
    p: *mut OSSL_PARAM,
    val: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::cstr(val) } {
            // SAFETY: the caller's promise.
            Some(text) => unsafe { answer(p, OSSL_PARAM_UTF8_STRING, text.to_bytes(), true) },
            None => 0,
        }
    })
}

/// Answers bytes that `p` asks for. 0 when its buffer is too small.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_set_octet_string(
    p: *mut OSSL_PARAM,
    val: *const c_void,
    len: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::slice(val.cast(), len) } {
            // SAFETY: the caller's promise.
            Some(bytes) => unsafe { answer(p, OSSL_PARAM_OCTET_STRING, bytes, false) },
            None => 0,
        }
    })
}

/// 1 when somebody answered `p`.
///
/// # Safety
/// `p` is NULL or a parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_PARAM_modified(p: *const OSSL_PARAM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let param = unsafe { ffi::shared_ref(p) };
        c_int::from(param.is_some_and(|param| param.return_size != OSSL_PARAM_UNMODIFIED))
    })
}

const END: OSSL_PARAM = OSSL_PARAM {
    key: null(),
    data_type: 0,
    data: null_mut(),
    data_size: 0,
    return_size: 0,
};

fn make(key: *const c_char, data_type: c_uint, data: *mut c_void, data_size: usize) -> OSSL_PARAM {
    OSSL_PARAM {
        key,
        data_type,
        data,
        data_size,
        return_size: OSSL_PARAM_UNMODIFIED,
    }
}

/// # Safety
/// `p` is NULL or an array with its end; `key` is NULL or a C string.
pub unsafe fn locate(mut p: *const OSSL_PARAM, key: *const c_char) -> *const OSSL_PARAM {
    // SAFETY: the caller's promise.
    let Some(wanted) = (unsafe { ffi::cstr(key) }) else {
        return null();
    };
    // SAFETY: the array goes on until a NULL key.
    unsafe {
        while let Some(name) = ffi::shared_ref(p).and_then(|param| ffi::cstr(param.key)) {
            if name == wanted {
                return p;
            }
            p = p.add(1);
        }
    }
    null()
}

/// The text of a parameter, without the NUL.
///
/// # Safety
/// `p` is NULL or a parameter.
pub unsafe fn text<'a>(p: *const OSSL_PARAM) -> Option<&'a [u8]> {
    // SAFETY: the caller's promise.
    unsafe {
        let param = ffi::shared_ref(p)?;
        match param.data_type {
            OSSL_PARAM_UTF8_STRING => {
                let bytes = ffi::slice(param.data.cast(), param.data_size)?;
                bytes.split(|byte| *byte == 0).next()
            }
            OSSL_PARAM_UTF8_PTR => {
                let pointer = ffi::shared_ref(param.data.cast::<*const c_char>())?;
                ffi::cstr(*pointer).map(CStr::to_bytes)
            }
            _ => None,
        }
    }
}

/// The bytes of a parameter.
///
/// # Safety
/// `p` is NULL or a parameter.
pub unsafe fn octets<'a>(p: *const OSSL_PARAM) -> Option<&'a [u8]> {
    // SAFETY: the caller's promise.
    unsafe {
        let param = ffi::shared_ref(p)?;
        match param.data_type {
            OSSL_PARAM_OCTET_STRING => ffi::slice(param.data.cast(), param.data_size),
            OSSL_PARAM_OCTET_PTR => {
                let pointer = ffi::shared_ref(param.data.cast::<*const u8>())?;
                ffi::slice(*pointer, param.data_size)
            }
            _ => None,
        }
    }
}

/// The number of a parameter.
///
/// # Safety
/// `p` is NULL or a parameter.
pub unsafe fn number(p: *const OSSL_PARAM) -> Option<i128> {
    // SAFETY: the caller's promise.
    let param = unsafe { ffi::shared_ref(p) }?;
    let signed = match param.data_type {
        OSSL_PARAM_INTEGER => true,
        OSSL_PARAM_UNSIGNED_INTEGER => false,
        _ => return None,
    };
    // SAFETY: the caller's promise.
    value::read(
        unsafe { ffi::slice(param.data.cast(), param.data_size) }?,
        signed,
    )
}

/// # Safety
/// `p` is NULL or a parameter.
unsafe fn answer_number(p: *mut OSSL_PARAM, number: i128, natural: usize) -> c_int {
    // SAFETY: the caller's promise.
    let Some(param) = (unsafe { ffi::mut_ref(p) }) else {
        return 0;
    };
    let signed = match param.data_type {
        OSSL_PARAM_INTEGER => true,
        OSSL_PARAM_UNSIGNED_INTEGER => false,
        _ => return 0,
    };
    param.return_size = natural;
    if param.data.is_null() {
        return 1;
    }
    // SAFETY: the caller's promise.
    let room = unsafe { ffi::slice_mut(param.data.cast(), param.data_size) };
    let Some(room) = room else {
        return 0;
    };
    param.return_size = room.len();
    c_int::from(value::write(room, signed, number))
}

/// # Safety
/// `p` is NULL or a parameter.
unsafe fn answer(p: *mut OSSL_PARAM, data_type: c_uint, bytes: &[u8], end: bool) -> c_int {
    // SAFETY: the caller's promise.
    let Some(param) = (unsafe { ffi::mut_ref(p) }) else {
        return 0;
    };
    param.return_size = bytes.len();
    if param.data.is_null() {
        return 1;
    }
    if param.data_type != data_type || bytes.len() > param.data_size {
        return 0;
    }
    // SAFETY: the caller's promise: `data_size` writable bytes.
    unsafe {
        let out = param.data.cast::<u8>();
        out.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        if end && bytes.len() < param.data_size {
            out.add(bytes.len()).write(0);
        }
    }
    1
}
