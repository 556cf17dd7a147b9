//! The exported memory functions of `crypto.h`, and their twins for the other families.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::{null, null_mut};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::err::{ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE, ERR_R_PASSED_NULL_PARAMETER, guard, raise};

/// Allocates `num` bytes.
pub type CRYPTO_malloc_fn =
    Option<unsafe extern "C" fn(num: usize, file: *const c_char, line: c_int) -> *mut c_void>;
/// Resizes a block.
pub type CRYPTO_realloc_fn = Option<
    unsafe extern "C" fn(
        addr: *mut c_void,
        num: usize,
        file: *const c_char,
        line: c_int,
    ) -> *mut c_void,
>;
/// Gives a block back.
pub type CRYPTO_free_fn =
    Option<unsafe extern "C" fn(addr: *mut c_void, file: *const c_char, line: c_int)>;

/// The functions that a program has set; they never change once something was allocated.
struct Functions {
    malloc: CRYPTO_malloc_fn,
    realloc: CRYPTO_realloc_fn,
    free: CRYPTO_free_fn,
}

static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
static IN_USE: AtomicBool = AtomicBool::new(false);

fn custom() -> Option<&'static Functions> {
    FUNCTIONS.get()
}

/// Sets the functions that all other calls use. 0 once anything was allocated.
///
/// # Safety
/// The functions behave as `malloc`, `realloc` and `free` do; NULL keeps the present one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_set_mem_functions(
    malloc_fn: CRYPTO_malloc_fn,
    realloc_fn: CRYPTO_realloc_fn,
    free_fn: CRYPTO_free_fn,
) -> c_int {
    if IN_USE.load(Ordering::Relaxed) {
        return 0;
    }
    // Ours given back means "the default": calling them through the table would not end.
    let malloc = malloc_fn.filter(|f| *f as *const () != CRYPTO_malloc as *const ());
    let realloc = realloc_fn.filter(|f| *f as *const () != CRYPTO_realloc as *const ());
    let free = free_fn.filter(|f| *f as *const () != CRYPTO_free as *const ());
    let functions = Functions {
        malloc,
        realloc,
        free,
    };
    c_int::from(FUNCTIONS.set(functions).is_ok())
}

/// Tells the functions in use; each pointer may be NULL.
///
/// # Safety
/// Each pointer is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_get_mem_functions(
    malloc_fn: *mut CRYPTO_malloc_fn,
    realloc_fn: *mut CRYPTO_realloc_fn,
    free_fn: *mut CRYPTO_free_fn,
) {
    let set = custom();
    // SAFETY: the caller promises NULL or writable pointers.
    unsafe {
        ffi::put(
            malloc_fn,
            set.and_then(|set| set.malloc).or(Some(CRYPTO_malloc)),
        );
        ffi::put(
            realloc_fn,
            set.and_then(|set| set.realloc).or(Some(CRYPTO_realloc)),
        );
        ffi::put(free_fn, set.and_then(|set| set.free).or(Some(CRYPTO_free)));
    }
}

/// Allocates `num` bytes. NULL for 0 bytes, and with `ERR_R_MALLOC_FAILURE` when there are none.
///
/// # Safety
/// `file` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_malloc(
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    let pointer = match custom().and_then(|set| set.malloc) {
        // SAFETY: the program promised a function that behaves as malloc.
        Some(malloc) => unsafe { malloc(num, file, line) },
        None if num == 0 => return null_mut(),
        None => {
            if !IN_USE.load(Ordering::Relaxed) {
                IN_USE.store(true, Ordering::Relaxed);
            }
            // SAFETY: any size is allowed.
            unsafe { libc::malloc(num) }
        }
    };
    if pointer.is_null() && num != 0 {
        guard((), || raise(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE));
    }
    pointer
}

/// As [`CRYPTO_malloc`]; the bytes are zero.
///
/// # Safety
/// As [`CRYPTO_malloc`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_zalloc(
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    // SAFETY: the same promises.
    let pointer = unsafe { CRYPTO_malloc(num, file, line) };
    if !pointer.is_null() {
        // SAFETY: the block has `num` bytes.
        unsafe { pointer.write_bytes(0, num) };
    }
    pointer
}

/// Resizes a block. NULL as `addr` allocates, 0 as `num` frees and gives NULL; on failure the old
/// block stays.
///
/// # Safety
/// `addr` is NULL or came from these functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_realloc(
    addr: *mut c_void,
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    if let Some(realloc) = custom().and_then(|set| set.realloc) {
        // SAFETY: the program promised a function that behaves as realloc.
        return unsafe { realloc(addr, num, file, line) };
    }
    if addr.is_null() {
        // SAFETY: the same promises.
        return unsafe { CRYPTO_malloc(num, file, line) };
    }
    if num == 0 {
        // SAFETY: `addr` came from here.
        unsafe { CRYPTO_free(addr, file, line) };
        return null_mut();
    }
    // SAFETY: `addr` came from malloc.
    unsafe { libc::realloc(addr, num) }
}

/// As [`CRYPTO_realloc`]; the bytes that are given up are overwritten first.
///
/// # Safety
/// `addr` is NULL or a block from these functions with `old_num` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_clear_realloc(
    addr: *mut c_void,
    old_num: usize,
    num: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    // SAFETY: the block has `old_num` bytes; the new one has `num`, and they do not overlap.
    unsafe {
        if addr.is_null() {
            return CRYPTO_malloc(num, file, line);
        }
        if num == 0 {
            CRYPTO_clear_free(addr, old_num, file, line);
            return null_mut();
        }
        if num < old_num {
            OPENSSL_cleanse(addr.byte_add(num), old_num - num);
            return addr;
        }
        let fresh = CRYPTO_malloc(num, file, line);
        if !fresh.is_null() {
            libc::memcpy(fresh, addr, old_num);
            CRYPTO_clear_free(addr, old_num, file, line);
        }
        fresh
    }
}

/// Gives a block back; NULL is allowed.
///
/// # Safety
/// `ptr` is NULL or came from these functions and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_free(ptr: *mut c_void, file: *const c_char, line: c_int) {
    match custom().and_then(|set| set.free) {
        // SAFETY: the program promised a function that behaves as free.
        Some(free) => unsafe { free(ptr, file, line) },
        // SAFETY: the caller gives the block up.
        None => unsafe { libc::free(ptr) },
    }
}

/// Overwrites a block and gives it back; NULL is allowed.
///
/// # Safety
/// As [`CRYPTO_free`]; the block has `num` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_clear_free(
    ptr: *mut c_void,
    num: usize,
    file: *const c_char,
    line: c_int,
) {
    // SAFETY: the caller promises the size and gives the block up.
    unsafe {
        OPENSSL_cleanse(ptr, num);
        CRYPTO_free(ptr, file, line);
    }
}

/// A copy of `siz` bytes; NULL for NULL.
///
/// # Safety
/// `str` is NULL or has `siz` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_memdup(
    str: *const c_void,
    siz: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_void {
    if str.is_null() || siz >= c_int::MAX as usize {
        return null_mut();
    }
    // SAFETY: both blocks have `siz` bytes.
    unsafe {
        let copy = CRYPTO_malloc(siz, file, line);
        if !copy.is_null() {
            libc::memcpy(copy, str, siz);
        }
        copy
    }
}

/// A copy of a C string; NULL for NULL.
///
/// # Safety
/// `str` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_strdup(
    str: *const c_char,
    file: *const c_char,
    line: c_int,
) -> *mut c_char {
    if str.is_null() {
        return null_mut();
    }
    // SAFETY: the string has its length and the ending NUL.
    unsafe { CRYPTO_memdup(str.cast(), libc::strlen(str) + 1, file, line).cast() }
}

/// A C string of the first `s` characters at most; NULL for NULL.
///
/// # Safety
/// `str` is NULL or has `s` readable bytes or a NUL before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_strndup(
    str: *const c_char,
    s: usize,
    file: *const c_char,
    line: c_int,
) -> *mut c_char {
    if str.is_null() {
        return null_mut();
    }
    // SAFETY: strnlen reads no further than promised; the copy has room for the ending NUL.
    unsafe {
        let len = libc::strnlen(str, s);
        let copy = CRYPTO_malloc(len + 1, file, line).cast::<c_char>();
        if !copy.is_null() {
            libc::memcpy(copy.cast(), str.cast(), len);
            copy.add(len).write(0);
        }
        copy
    }
}

/// Overwrites secrets with zeros in a way that is not optimised away.
///
/// # Safety
/// `ptr` is NULL or has `len` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_cleanse(ptr: *mut c_void, len: usize) {
    if !ptr.is_null() && len != 0 {
        // SAFETY: the caller promises `len` writable bytes.
        unsafe { libc::explicit_bzero(ptr, len) }
    }
}

/// 0 when the bytes are equal. The time depends on the length alone.
///
/// # Safety
/// Both have `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_memcmp(
    in_a: *const c_void,
    in_b: *const c_void,
    len: usize,
) -> c_int {
    let (a, b) = (in_a.cast::<u8>(), in_b.cast::<u8>());
    let mut difference = 0u8;
    for at in 0..len {
        // SAFETY: `at` is below the promised length. Volatile reads keep the loop whole.
        difference |= unsafe { a.add(at).read_volatile() ^ b.add(at).read_volatile() };
    }
    c_int::from(difference)
}

/// A block of `num` bytes for C; NULL with an error on the queue when there is no memory.
pub fn alloc(num: usize) -> *mut c_void {
    // SAFETY: NULL is allowed as file.
    unsafe { CRYPTO_malloc(num, null(), 0) }
}

/// As [`alloc`], zeroed.
pub fn alloc_zeroed(num: usize) -> *mut c_void {
    // SAFETY: NULL is allowed as file.
    unsafe { CRYPTO_zalloc(num, null(), 0) }
}

/// Gives a block back.
///
/// # Safety
/// As [`CRYPTO_free`].
pub unsafe fn free(ptr: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { CRYPTO_free(ptr, null(), 0) }
}

/// A copy of `bytes` for C, at least one byte long so that an empty copy is not NULL. NULL with an
/// error on the queue when there is no memory.
pub fn copy_bytes(bytes: &[u8]) -> *mut u8 {
    let copy = alloc(bytes.len().max(1)).cast::<u8>();
    if !copy.is_null() {
        // SAFETY: the fresh block has that many bytes.
        unsafe { copy.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    }
    copy
}

/// A C string for C to free, from text without the ending NUL (what follows a NUL is cut off by
/// every reader).
pub fn copy_string(text: &[u8]) -> *mut c_char {
    let copy = alloc(text.len() + 1).cast::<u8>();
    if !copy.is_null() {
        // SAFETY: the fresh block has room for the text and the NUL.
        unsafe {
            copy.copy_from_nonoverlapping(text.as_ptr(), text.len());
            copy.add(text.len()).write(0);
        }
    }
    copy.cast()
}

/// A copy of a C string for C to free.
pub fn copy_c_str(text: &CStr) -> *mut c_char {
    copy_string(text.to_bytes())
}

/// Overwrites secrets with zeros (`OPENSSL_cleanse`).
pub fn cleanse(secret: &mut [u8]) {
    // SAFETY: the slice is writable.
    unsafe { OPENSSL_cleanse(secret.as_mut_ptr().cast(), secret.len()) }
}

/// True when the pointer is not NULL; else queues `ERR_R_PASSED_NULL_PARAMETER` for `library`.
#[track_caller]
pub fn not_null<T>(library: c_int, pointer: *const T) -> bool {
    if pointer.is_null() {
        raise(library, ERR_R_PASSED_NULL_PARAMETER);
    }
    !pointer.is_null()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_and_zero_are_harmless() {
        // SAFETY: NULL and 0 are what is tested.
        unsafe {
            assert!(CRYPTO_malloc(0, null(), 0).is_null());
            assert!(CRYPTO_strdup(null(), null(), 0).is_null());
            assert!(CRYPTO_strndup(null(), 3, null(), 0).is_null());
            assert!(CRYPTO_memdup(null(), 3, null(), 0).is_null());
            CRYPTO_free(null_mut(), null(), 0);
            CRYPTO_clear_free(null_mut(), 9, null(), 0);
            OPENSSL_cleanse(null_mut(), 0);
        }
    }

    #[test]
    fn blocks_keep_their_bytes_when_resized() {
        // SAFETY: blocks from these functions, with the sizes they were asked for.
        unsafe {
            let block = CRYPTO_realloc(null_mut(), 3, null(), 0);
            libc::memcpy(block, b"abc".as_ptr().cast(), 3);
            let block = CRYPTO_clear_realloc(block, 3, 8, null(), 0);
            assert_eq!(ffi::slice(block.cast(), 3), Some(&b"abc"[..]));
            let block = CRYPTO_clear_realloc(block, 8, 2, null(), 0);
            assert_eq!(ffi::slice(block.cast(), 8), Some(&b"ab\0\0\0\0\0\0"[..]));
            assert!(CRYPTO_realloc(block, 0, null(), 0).is_null());
        }
    }

    #[test]
    fn strings_are_cut_and_ended() {
        // SAFETY: literals are C strings; the copies are freed once.
        unsafe {
            let cut = CRYPTO_strndup(c"abcdef".as_ptr(), 3, null(), 0);
            assert_eq!(CStr::from_ptr(cut), c"abc");
            free(cut.cast());
            let whole = copy_string(b"xyz");
            assert_eq!(CStr::from_ptr(whole), c"xyz");
            free(whole.cast());
        }
    }

    #[test]
    fn comparison_sees_every_byte() {
        let a = [7u8; 33];
        for at in 0..a.len() {
            let mut b = a;
            b[at] ^= 0x80;
            // SAFETY: both have 33 bytes.
            unsafe {
                assert_ne!(CRYPTO_memcmp(a.as_ptr().cast(), b.as_ptr().cast(), 33), 0);
                assert_eq!(CRYPTO_memcmp(a.as_ptr().cast(), b.as_ptr().cast(), at), 0);
            }
        }
    }
}
