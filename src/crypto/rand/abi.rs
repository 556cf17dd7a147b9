//! The exported functions of `rand.h`.

use std::ffi::{c_char, c_double, c_int, c_long, c_uchar, c_uint, c_void};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicPtr, Ordering};

use ffi::{cstr, shared_ref, slice_mut};
use primitives::random::{SecureRandom, SystemRandom};

use super::{FILE_BYTES, file_name, path, read_file};
use crate::err::{ERR_LIB_RAND, guard, raise_data};
use crate::init::abi::OSSL_LIB_CTX;

const RAND_R_CANNOT_OPEN_FILE: c_int = 121;
const RAND_R_ERROR_RETRIEVING_ENTROPY: c_int = 110;

/// A program's own generator, as `rand.h` shows it.
#[repr(C)]
pub struct RAND_METHOD {
    /// Mixes in.
    pub seed: Option<unsafe extern "C" fn(buf: *const c_void, num: c_int) -> c_int>,
    /// Gives bytes.
    pub bytes: Option<unsafe extern "C" fn(buf: *mut c_uchar, num: c_int) -> c_int>,
    /// Ends.
    pub cleanup: Option<unsafe extern "C" fn()>,
    /// Mixes in, with an estimate.
    pub add:
        Option<unsafe extern "C" fn(buf: *const c_void, num: c_int, randomness: c_double) -> c_int>,
    /// Gives bytes that need not be unpredictable.
    pub pseudorand: Option<unsafe extern "C" fn(buf: *mut c_uchar, num: c_int) -> c_int>,
    /// Whether it is seeded.
    pub status: Option<unsafe extern "C" fn() -> c_int>,
}

static METHOD: AtomicPtr<RAND_METHOD> = AtomicPtr::new(null_mut());

/// The program's generator, if it has set one.
fn own() -> Option<&'static RAND_METHOD> {
    // SAFETY: `RAND_set_rand_method` demands a table that stays.
    unsafe { shared_ref(METHOD.load(Ordering::Acquire)) }
}

/// Sets a program's own generator; NULL for the library's. 1.
///
/// # Safety
/// `meth` is NULL or a table that stays as long as it is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_set_rand_method(meth: *const RAND_METHOD) -> c_int {
    METHOD.store(meth.cast_mut(), Ordering::Release);
    1
}

/// The program's generator, else the library's.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_get_rand_method() -> *const RAND_METHOD {
    own().map_or(&raw const LIBRARY, std::ptr::from_ref)
}

/// The library's generator.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_OpenSSL() -> *const RAND_METHOD {
    &raw const LIBRARY
}

static LIBRARY: RAND_METHOD = RAND_METHOD {
    seed: Some(library_seed),
    bytes: Some(library_bytes),
    cleanup: None,
    add: Some(library_add),
    pseudorand: Some(library_bytes),
    status: Some(library_status),
};

unsafe extern "C" fn library_seed(_buf: *const c_void, _num: c_int) -> c_int {
    1
}

unsafe extern "C" fn library_add(_buf: *const c_void, _num: c_int, _randomness: c_double) -> c_int {
    1
}

unsafe extern "C" fn library_status() -> c_int {
    1
}

unsafe extern "C" fn library_bytes(buf: *mut c_uchar, num: c_int) -> c_int {
    let Ok(len) = usize::try_from(num) else {
        return 0;
    };
    // SAFETY: the caller promises the bytes.
    guard(0, || unsafe { fill(buf, len) })
}

/// # Safety
/// `buf` has `len` writable bytes.
unsafe fn fill(buf: *mut c_uchar, len: usize) -> c_int {
    // SAFETY: the caller's promise.
    let Some(out) = (unsafe { slice_mut(buf, len) }) else {
        return 0;
    };
    if SystemRandom::new().fill(out).is_err() {
        raise_data(
            ERR_LIB_RAND,
            RAND_R_ERROR_RETRIEVING_ENTROPY,
            "calling getrandom()",
        );
        return 0;
    }
    1
}

/// Fills `num` bytes with unpredictable ones. 1 or 0; -1 when the program's generator cannot.
///
/// # Safety
/// `buf` has `num` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_bytes(buf: *mut c_uchar, num: c_int) -> c_int {
    match own() {
        // SAFETY: the same promise.
        Some(method) => method.bytes.map_or(-1, |bytes| unsafe { bytes(buf, num) }),
        // SAFETY: the same promise.
        None => unsafe { library_bytes(buf, num) },
    }
}

/// As [`RAND_bytes`], for values that stay secret.
///
/// # Safety
/// As [`RAND_bytes`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_priv_bytes(buf: *mut c_uchar, num: c_int) -> c_int {
    // SAFETY: the same promise.
    unsafe { RAND_bytes(buf, num) }
}

/// As [`RAND_bytes`], of a library context; the strength is always that of the system's generator.
///
/// # Safety
/// As [`RAND_bytes`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_bytes_ex(
    _ctx: *mut OSSL_LIB_CTX,
    buf: *mut c_uchar,
    num: usize,
    _strength: c_uint,
) -> c_int {
    match (own(), c_int::try_from(num)) {
        // SAFETY: the same promise.
        (Some(_), Ok(num)) => unsafe { RAND_bytes(buf, num) },
        (Some(_), Err(_)) => -1,
        // SAFETY: the same promise.
        (None, _) => guard(0, || unsafe { fill(buf, num) }),
    }
}

/// As [`RAND_bytes_ex`], for values that stay secret.
///
/// # Safety
/// As [`RAND_bytes`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_priv_bytes_ex(
    ctx: *mut OSSL_LIB_CTX,
    buf: *mut c_uchar,
    num: usize,
    strength: c_uint,
) -> c_int {
    // SAFETY: the same promise.
    unsafe { RAND_bytes_ex(ctx, buf, num, strength) }
}

/// As [`RAND_bytes`]: there is no weaker generator here.
///
/// # Safety
/// As [`RAND_bytes`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_pseudo_bytes(buf: *mut c_uchar, num: c_int) -> c_int {
    match own() {
        // SAFETY: the same promise.
        Some(method) => method
            .pseudorand
            .map_or(-1, |bytes| unsafe { bytes(buf, num) }),
        // SAFETY: the same promise.
        None => unsafe { library_bytes(buf, num) },
    }
}

/// Mixes bytes into the generator. The system's generator is always seeded and takes none.
///
/// # Safety
/// `buf` has `num` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_seed(buf: *const c_void, num: c_int) {
    if let Some(seed) = own().and_then(|method| method.seed) {
        // SAFETY: the same promise.
        unsafe { seed(buf, num) };
    }
}

/// As [`RAND_seed`], with an estimate of how much of it is unpredictable.
///
/// # Safety
/// `buf` has `num` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_add(buf: *const c_void, num: c_int, randomness: c_double) {
    if let Some(add) = own().and_then(|method| method.add) {
        // SAFETY: the same promise.
        unsafe { add(buf, num, randomness) };
    }
}

/// 1 when the generator is seeded.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_status() -> c_int {
    own().map_or(1, |method| {
        // SAFETY: no arguments.
        method.status.map_or(0, |status| unsafe { status() })
    })
}

/// Seeds the generator from the system. 1 or 0.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_poll() -> c_int {
    // SAFETY: no arguments.
    unsafe { RAND_status() }
}

/// Reads a seed file, at most `max_bytes` (all for -1), and mixes it in. The number of bytes read,
/// or -1.
///
/// # Safety
/// `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_load_file(file: *const c_char, max_bytes: c_long) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a C string.
        let Some(name) = (unsafe { cstr(file) }) else {
            return 0;
        };
        if max_bytes == 0 {
            return 0;
        }
        let limit = u64::try_from(max_bytes).unwrap_or(1 << 20);
        let Ok(bytes) = read_file(name, limit) else {
            let text = format!("Filename={}", name.to_string_lossy());
            raise_data(ERR_LIB_RAND, RAND_R_CANNOT_OPEN_FILE, &text);
            return -1;
        };
        let count = c_int::try_from(bytes.len()).unwrap_or(c_int::MAX);
        // SAFETY: the bytes are there.
        unsafe { RAND_add(bytes.as_ptr().cast(), count, c_double::from(count)) };
        count
    })
}

/// Writes a seed file that only its owner can read. The number of bytes, or -1.
///
/// # Safety
/// `file` is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_write_file(file: *const c_char) -> c_int {
    guard(-1, || {
        let mut bytes = [0u8; FILE_BYTES];
        // SAFETY: the caller promises a C string; the buffer has this size.
        let (name, filled) = unsafe {
            (
                cstr(file),
                RAND_priv_bytes(bytes.as_mut_ptr(), FILE_BYTES as c_int),
            )
        };
        let Some(name) = name.filter(|_| filled == 1) else {
            return -1;
        };
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path(name));
        if file.and_then(|mut file| file.write_all(&bytes)).is_err() {
            let text = format!("Filename={}", name.to_string_lossy());
            raise_data(ERR_LIB_RAND, RAND_R_CANNOT_OPEN_FILE, &text);
            return -1;
        }
        FILE_BYTES as c_int
    })
}

/// Writes the name of the seed file into `file` of `num` bytes. `file`, or NULL when there is no
/// name or no room.
///
/// # Safety
/// `file` has `num` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RAND_file_name(file: *mut c_char, num: usize) -> *const c_char {
    guard(null(), || {
        // SAFETY: a question to the kernel.
        if unsafe { libc::getauxval(libc::AT_SECURE) } != 0 {
            return null();
        }
        let Some(name) = file_name(|variable| std::env::var_os(variable)) else {
            return null();
        };
        // SAFETY: the caller promises the room.
        match unsafe { slice_mut(file.cast::<u8>(), num) } {
            Some(out) if name.len() < out.len() => {
                out[..name.len()].copy_from_slice(&name);
                out[name.len()] = 0;
                file
            }
            _ => null(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_and_differ() {
        let (mut a, mut b) = ([0u8; 32], [0u8; 32]);
        // SAFETY: buffers of the test.
        unsafe {
            assert_eq!(RAND_bytes(a.as_mut_ptr(), 32), 1);
            assert_eq!(RAND_bytes_ex(null_mut(), b.as_mut_ptr(), 32, 0), 1);
            assert_ne!(a, b);
            assert_eq!(RAND_bytes(a.as_mut_ptr(), -1), 0);
            assert_eq!(RAND_bytes(null_mut(), 0), 1);
            assert_eq!(RAND_bytes(null_mut(), 1), 0);
            assert_eq!((RAND_status(), RAND_poll()), (1, 1));
        }
    }
}
