//! The exported thread functions of `crypto.h`: OpenSSL's names for what POSIX threads have.

use std::ffi::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicI32, Ordering};

use libc::{pthread_key_t, pthread_once_t, pthread_rwlock_t, pthread_t};

use crate::mem::abi::{alloc, free};

/// A read-write lock; in the headers this type is `void`.
pub type CRYPTO_RWLOCK = c_void;
/// Runs something once; starts as `CRYPTO_ONCE_STATIC_INIT`.
pub type CRYPTO_ONCE = pthread_once_t;
/// The key of a value that each thread has of its own.
pub type CRYPTO_THREAD_LOCAL = pthread_key_t;
/// A thread.
pub type CRYPTO_THREAD_ID = pthread_t;

unsafe extern "C" {
    fn pthread_once(once: *mut pthread_once_t, init: extern "C" fn()) -> c_int;
}

/// The calling thread, as a number.
pub fn current_id() -> pthread_t {
    // SAFETY: no arguments, never fails.
    unsafe { libc::pthread_self() }
}

/// A new lock; NULL when there is no memory. Free it with `CRYPTO_THREAD_lock_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_lock_new() -> *mut CRYPTO_RWLOCK {
    let lock = alloc(size_of::<pthread_rwlock_t>()).cast::<pthread_rwlock_t>();
    if lock.is_null() {
        return null_mut();
    }
    // SAFETY: the fresh block has the size of a lock, and malloc's alignment.
    if unsafe { libc::pthread_rwlock_init(lock, std::ptr::null()) } != 0 {
        // SAFETY: the block is ours.
        unsafe { free(lock.cast()) };
        return null_mut();
    }
    lock.cast()
}

/// Takes the lock for reading. 1 or 0.
///
/// # Safety
/// `lock` is NULL or a lock of these functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_read_lock(lock: *mut CRYPTO_RWLOCK) -> c_int {
    // SAFETY: the caller promises a lock.
    c_int::from(!lock.is_null() && unsafe { libc::pthread_rwlock_rdlock(lock.cast()) } == 0)
}

/// Takes the lock for writing. 1 or 0.
///
/// # Safety
/// `lock` is NULL or a lock of these functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_write_lock(lock: *mut CRYPTO_RWLOCK) -> c_int {
    // SAFETY: the caller promises a lock.
    c_int::from(!lock.is_null() && unsafe { libc::pthread_rwlock_wrlock(lock.cast()) } == 0)
}

/// Gives the lock back. 1 or 0.
///
/// # Safety
/// `lock` is NULL or a lock that this thread holds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_unlock(lock: *mut CRYPTO_RWLOCK) -> c_int {
    // SAFETY: the caller promises a lock it holds.
    c_int::from(!lock.is_null() && unsafe { libc::pthread_rwlock_unlock(lock.cast()) } == 0)
}

/// Frees the lock; NULL is allowed.
///
/// # Safety
/// `lock` is NULL or a lock that nobody holds or uses again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_lock_free(lock: *mut CRYPTO_RWLOCK) {
    if !lock.is_null() {
        // SAFETY: the caller gives the lock up.
        unsafe {
            libc::pthread_rwlock_destroy(lock.cast());
            free(lock);
        }
    }
}

/// Calls `init` if no thread has yet, and waits for it. 1 or 0.
///
/// # Safety
/// `once` is NULL or began as `CRYPTO_ONCE_STATIC_INIT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_run_once(
    once: *mut CRYPTO_ONCE,
    init: Option<extern "C" fn()>,
) -> c_int {
    let Some(init) = init.filter(|_| !once.is_null()) else {
        return 0;
    };
    // SAFETY: the caller promises an initialised control.
    c_int::from(unsafe { pthread_once(once, init) } == 0)
}

/// Makes a key; `cleanup` is called with each thread's value at its end. 1 or 0.
///
/// # Safety
/// `key` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_init_local(
    key: *mut CRYPTO_THREAD_LOCAL,
    cleanup: Option<unsafe extern "C" fn(*mut c_void)>,
) -> c_int {
    // SAFETY: the caller promises a writable key.
    c_int::from(!key.is_null() && unsafe { libc::pthread_key_create(key, cleanup) } == 0)
}

/// This thread's value; NULL when it has none.
///
/// # Safety
/// `key` is NULL or was made by `CRYPTO_THREAD_init_local`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_get_local(key: *mut CRYPTO_THREAD_LOCAL) -> *mut c_void {
    if key.is_null() {
        null_mut()
    } else {
        // SAFETY: the caller promises a key.
        unsafe { libc::pthread_getspecific(*key) }
    }
}

/// Sets this thread's value. 1 or 0.
///
/// # Safety
/// `key` is NULL or was made by `CRYPTO_THREAD_init_local`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_set_local(
    key: *mut CRYPTO_THREAD_LOCAL,
    val: *mut c_void,
) -> c_int {
    // SAFETY: the caller promises a key.
    c_int::from(!key.is_null() && unsafe { libc::pthread_setspecific(*key, val) } == 0)
}

/// Gives the key back. 1 or 0.
///
/// # Safety
/// `key` is NULL or was made by `CRYPTO_THREAD_init_local` and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_cleanup_local(key: *mut CRYPTO_THREAD_LOCAL) -> c_int {
    // SAFETY: the caller promises a key.
    c_int::from(!key.is_null() && unsafe { libc::pthread_key_delete(*key) } == 0)
}

/// The calling thread.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_get_current_id() -> CRYPTO_THREAD_ID {
    current_id()
}

/// 1 when both are the same thread.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_THREAD_compare_id(
    a: CRYPTO_THREAD_ID,
    b: CRYPTO_THREAD_ID,
) -> c_int {
    c_int::from(a == b)
}

/// Adds `amount` to `*val` in one step for all threads; `*ret` gets the sum. The lock is for machines
/// without such a step and is not taken. 1, or 0 for a NULL.
///
/// # Safety
/// `val` and `ret` are NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_atomic_add(
    val: *mut c_int,
    amount: c_int,
    ret: *mut c_int,
    _lock: *mut CRYPTO_RWLOCK,
) -> c_int {
    if val.is_null() || ret.is_null() {
        return 0;
    }
    // SAFETY: the caller promises both places; all threads change `*val` through this function.
    unsafe {
        let value = AtomicI32::from_ptr(val);
        *ret = value
            .fetch_add(amount, Ordering::AcqRel)
            .wrapping_add(amount);
    }
    1
}
