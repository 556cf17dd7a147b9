//! The exported functions of `bio.h` for the life, the flags and the chains of BIOs.

use std::ffi::{c_char, c_int, c_long};
use std::ptr::null_mut;
use std::sync::atomic::Ordering;

use ffi::shared_ref;

use super::io::abi::{BIO_ctrl, call_callback};
use super::object::*;
use crate::err::{ERR_LIB_BIO, ERR_R_INIT_FAIL, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::ex_data::abi::{
    CRYPTO_EX_INDEX_BIO, CRYPTO_dup_ex_data, CRYPTO_free_ex_data, CRYPTO_new_ex_data,
};

/// Told before and after each operation (`BIO_set_callback(3)`).
pub type BIO_callback_fn = Option<
    unsafe extern "C" fn(
        b: *mut BIO,
        oper: c_int,
        argp: *const c_char,
        argi: c_int,
        argl: c_long,
        ret: c_long,
    ) -> c_long,
>;
/// The same with sizes (`BIO_set_callback_ex(3)`).
pub type BIO_callback_fn_ex = Option<
    unsafe extern "C" fn(
        b: *mut BIO,
        oper: c_int,
        argp: *const c_char,
        len: usize,
        argi: c_int,
        argl: c_long,
        ret: c_int,
        processed: *mut usize,
    ) -> c_long,
>;
/// What `BIO_callback_ctrl` installs.
pub type BIO_info_cb = unsafe extern "C" fn(*mut BIO, c_int, c_int) -> c_int;

/// The operation of a callback: the BIO is freed.
pub const BIO_CB_FREE: c_int = 0x01;

/// A BIO of a kind; NULL on failure. Free it with `BIO_free` or `BIO_free_all`.
///
/// # Safety
/// `type` is NULL or a method that lives as long as the BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new(r#type: *const BIO_METHOD) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the caller promises that the method outlives the BIO.
        let Some(method) = (unsafe { shared_ref::<'static>(r#type) }) else {
            raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
            return null_mut();
        };
        let bio = Box::into_raw(Box::new(BIO::new(method)));
        // SAFETY: the BIO was made above and nobody else has it yet.
        unsafe {
            CRYPTO_new_ex_data(CRYPTO_EX_INDEX_BIO, bio.cast(), (*bio).ex_data.as_ptr());
            let Some(create) = method.create else {
                (*bio).init.set(1);
                return bio;
            };
            if create(bio) == 0 {
                raise(ERR_LIB_BIO, ERR_R_INIT_FAIL);
                CRYPTO_free_ex_data(CRYPTO_EX_INDEX_BIO, bio.cast(), (*bio).ex_data.as_ptr());
                drop(Box::from_raw(bio));
                return null_mut();
            }
        }
        bio
    })
}

/// Gives one reference up; the last one ends the BIO (not those that follow it). 0 for NULL, and
/// when the callback forbids it.
///
/// # Safety
/// `a` is NULL or a BIO of which the caller owns a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_free(a: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a BIO; it is freed only after the last use of `bio`.
        unsafe {
            let Some(bio) = shared_ref(a) else { return 0 };
            if bio.references.fetch_sub(1, Ordering::AcqRel) > 1 {
                return 1;
            }
            if bio.has_callback() {
                let told = call_callback(a, BIO_CB_FREE, null_mut(), 0, 0, 0, 1, null_mut());
                if told <= 0 {
                    return 0;
                }
            }
            if let Some(destroy) = bio.method.destroy {
                destroy(a);
            }
            CRYPTO_free_ex_data(CRYPTO_EX_INDEX_BIO, a.cast(), bio.ex_data.as_ptr());
            drop(Box::from_raw(a));
        }
        1
    })
}

/// As [`BIO_free`] without an answer.
///
/// # Safety
/// As [`BIO_free`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_vfree(a: *mut BIO) {
    // SAFETY: the same promise.
    unsafe { BIO_free(a) };
}

/// Frees a chain, up to a BIO that somebody else holds too.
///
/// # Safety
/// `a` is NULL or the first BIO of a chain whose references the caller owns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_free_all(a: *mut BIO) {
    let mut at = a;
    // SAFETY: the caller promises BIOs; the next one is read before this one is freed.
    while let Some(bio) = unsafe { shared_ref(at) } {
        let shared = bio.references.load(Ordering::Acquire) > 1;
        let next = bio.next.get();
        // SAFETY: the caller owns this reference.
        unsafe { BIO_free(at) };
        if shared {
            break;
        }
        at = next;
    }
}

/// Adds a reference. 1, or 0 for NULL.
///
/// # Safety
/// `a` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_up_ref(a: *mut BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    let Some(bio) = (unsafe { shared_ref(a) }) else {
        return 0;
    };
    bio.references.fetch_add(1, Ordering::Relaxed);
    1
}

/// Puts `append` at the end of the chain of `b` and gives `b`; gives `append` for NULL.
///
/// # Safety
/// Both are NULL or BIOs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_push(b: *mut BIO, append: *mut BIO) -> *mut BIO {
    guard(null_mut(), || {
        if b.is_null() {
            return append;
        }
        let mut last = b;
        // SAFETY: the caller promises BIOs, and a chain holds BIOs.
        unsafe {
            while !(*last).next.get().is_null() {
                last = (*last).next.get();
            }
            (*last).next.set(append);
            if let Some(append) = shared_ref(append) {
                append.prev.set(last);
            }
            BIO_ctrl(b, BIO_CTRL_PUSH, 0, last.cast());
        }
        b
    })
}

/// Takes `b` out of its chain and gives the one that followed it.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_pop(b: *mut BIO) -> *mut BIO {
    guard(null_mut(), || {
        // SAFETY: the caller promises a BIO, and a chain holds BIOs.
        unsafe {
            let Some(bio) = shared_ref(b) else {
                return null_mut();
            };
            let following = bio.next.get();
            BIO_ctrl(b, BIO_CTRL_POP, 0, b.cast());
            let (prev, next) = (bio.prev.replace(null_mut()), bio.next.replace(null_mut()));
            if let Some(prev) = shared_ref(prev) {
                prev.next.set(next);
            }
            if let Some(after) = shared_ref(next) {
                after.prev.set(prev);
            }
            following
        }
    })
}

/// The BIO that follows; NULL at the end.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_next(b: *mut BIO) -> *mut BIO {
    // SAFETY: the caller promises a BIO.
    unsafe { shared_ref(b) }.map_or(null_mut(), |bio| bio.next.get())
}

/// Sets what follows, without telling either of them.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_set_next(b: *mut BIO, next: *mut BIO) {
    // SAFETY: the caller promises a BIO.
    if let Some(bio) = unsafe { shared_ref(b) } {
        bio.next.set(next);
    }
}

/// The first BIO of a chain of type `bio_type`, or of any type of a class (`BIO_TYPE_FILTER` ...).
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_find_type(b: *mut BIO, bio_type: c_int) -> *mut BIO {
    if b.is_null() {
        guard((), || raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER));
    }
    let is_class = bio_type & 0xff == 0;
    let mut at = b;
    // SAFETY: the caller promises a BIO, and a chain holds BIOs.
    while let Some(bio) = unsafe { shared_ref(at) } {
        let kind = bio.method.kind;
        if kind == bio_type || (is_class && kind & bio_type != 0) {
            break;
        }
        at = bio.next.get();
    }
    at
}

/// The last BIO of the chain that wants to be asked again, and why.
///
/// # Safety
/// `bio` is a BIO; `reason` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_retry_BIO(bio: *mut BIO, reason: *mut c_int) -> *mut BIO {
    let (mut last, mut at) = (bio, bio);
    // SAFETY: the caller promises a BIO, and a chain holds BIOs.
    unsafe {
        while let Some(bio) = shared_ref(at).filter(|bio| bio.has_flags(BIO_FLAGS_SHOULD_RETRY)) {
            last = at;
            at = bio.next.get();
        }
        if let Some(last) = shared_ref(last) {
            ffi::put(reason, last.retry_reason.get());
        }
    }
    last
}

/// A copy of a chain: new BIOs of the same kinds, in the same state. NULL on failure.
///
/// # Safety
/// `in` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_dup_chain(r#in: *mut BIO) -> *mut BIO {
    guard(null_mut(), || {
        let (mut first, mut at) = (null_mut(), r#in);
        // SAFETY: the caller promises a BIO, and a chain holds BIOs; the copies are ours.
        unsafe {
            while let Some(bio) = shared_ref(at) {
                let fresh = BIO_new(bio.method);
                let Some(copy) = shared_ref(fresh) else {
                    BIO_free_all(first);
                    return null_mut();
                };
                copy.take_state(bio);
                let (from, to) = (bio.ex_data.as_ptr(), copy.ex_data.as_ptr());
                if BIO_ctrl(at, BIO_CTRL_DUP, 0, fresh.cast()) <= 0
                    || CRYPTO_dup_ex_data(CRYPTO_EX_INDEX_BIO, to, from) == 0
                {
                    BIO_free(fresh);
                    BIO_free_all(first);
                    return null_mut();
                }
                first = BIO_push(first, fresh);
                at = bio.next.get();
            }
        }
        first
    })
}
