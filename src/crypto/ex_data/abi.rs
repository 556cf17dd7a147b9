//! The exported ex_data functions of `crypto.h`.
//!
//! A class (SSL, X509, BIO ...) has a list of indices with callbacks; an object has the values. The
//! callbacks are copied out of the list before they are called: they may register more.

use std::ffi::{c_int, c_long, c_void};
use std::ptr::{null, null_mut};
use std::sync::{PoisonError, RwLock};

use ffi::{mut_ref, shared_ref};

use crate::err::{ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE, ERR_R_PASSED_INVALID_ARGUMENT};
use crate::err::{guard, raise};
use crate::stack::OPENSSL_STACK;
use crate::stack::abi::{
    OPENSSL_sk_free, OPENSSL_sk_new_null, OPENSSL_sk_num, OPENSSL_sk_push, OPENSSL_sk_set,
    OPENSSL_sk_value,
};

/// The values of one object, as `crypto.h` shows them.
#[repr(C)]
pub struct CRYPTO_EX_DATA {
    /// Unused; part of the layout.
    pub ctx: *mut c_void,
    /// The values by index; NULL while there are none.
    pub sk: *mut OPENSSL_STACK,
}

impl CRYPTO_EX_DATA {
    /// No values.
    pub const fn new() -> Self {
        Self {
            ctx: null_mut(),
            sk: null_mut(),
        }
    }
}

impl Default for CRYPTO_EX_DATA {
    fn default() -> Self {
        Self::new()
    }
}

/// Called when an object begins.
pub type CRYPTO_EX_new = unsafe extern "C" fn(
    parent: *mut c_void,
    ptr: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
    idx: c_int,
    argl: c_long,
    argp: *mut c_void,
);
/// Called when an object ends.
pub type CRYPTO_EX_free = unsafe extern "C" fn(
    parent: *mut c_void,
    ptr: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
    idx: c_int,
    argl: c_long,
    argp: *mut c_void,
);
/// Called when an object is copied; may replace the value that `from_d` points to. 0: failure.
pub type CRYPTO_EX_dup = unsafe extern "C" fn(
    to: *mut CRYPTO_EX_DATA,
    from: *const CRYPTO_EX_DATA,
    from_d: *mut *mut c_void,
    idx: c_int,
    argl: c_long,
    argp: *mut c_void,
) -> c_int;

/// The class of an SSL.
pub const CRYPTO_EX_INDEX_SSL: c_int = 0;
/// The class of an SSL_CTX.
pub const CRYPTO_EX_INDEX_SSL_CTX: c_int = 1;
/// The class of an SSL_SESSION.
pub const CRYPTO_EX_INDEX_SSL_SESSION: c_int = 2;
/// The class of an X509.
pub const CRYPTO_EX_INDEX_X509: c_int = 3;
/// The class of an X509_STORE.
pub const CRYPTO_EX_INDEX_X509_STORE: c_int = 4;
/// The class of an X509_STORE_CTX.
pub const CRYPTO_EX_INDEX_X509_STORE_CTX: c_int = 5;
/// The class of a BIO.
pub const CRYPTO_EX_INDEX_BIO: c_int = 12;
/// The class of an EVP_PKEY.
pub const CRYPTO_EX_INDEX_EVP_PKEY: c_int = 17;
/// How many classes there are.
pub const CRYPTO_EX_INDEX__COUNT: c_int = 18;

#[derive(Clone, Copy)]
struct Index {
    argl: c_long,
    argp: *mut c_void,
    new: Option<CRYPTO_EX_new>,
    dup: Option<CRYPTO_EX_dup>,
    free: Option<CRYPTO_EX_free>,
}

// SAFETY: `argp` is never dereferenced here, only handed to the program's own callbacks.
unsafe impl Send for Index {}
// SAFETY: as above.
unsafe impl Sync for Index {}

/// Index 0 has no callbacks: it is what `SSL_set_app_data` and its like use without registering.
const APP_DATA: Index = Index {
    argl: 0,
    argp: null_mut(),
    new: None,
    dup: None,
    free: None,
};

static CLASSES: [RwLock<Vec<Index>>; CRYPTO_EX_INDEX__COUNT as usize] =
    [const { RwLock::new(Vec::new()) }; CRYPTO_EX_INDEX__COUNT as usize];

#[track_caller]
fn class(class_index: c_int) -> Option<&'static RwLock<Vec<Index>>> {
    let class = usize::try_from(class_index)
        .ok()
        .and_then(|class| CLASSES.get(class));
    if class.is_none() {
        raise(ERR_LIB_CRYPTO, ERR_R_PASSED_INVALID_ARGUMENT);
    }
    class
}

/// The indices of a class at this moment; empty without allocation for a class nobody uses.
fn indices(class: &RwLock<Vec<Index>>) -> Vec<Index> {
    class.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// A new index of a class, from 1; -1 on failure. The callbacks may be NULL.
///
/// # Safety
/// The callbacks are functions of these types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_get_ex_new_index(
    class_index: c_int,
    argl: c_long,
    argp: *mut c_void,
    new_func: Option<CRYPTO_EX_new>,
    dup_func: Option<CRYPTO_EX_dup>,
    free_func: Option<CRYPTO_EX_free>,
) -> c_int {
    guard(-1, || {
        let Some(class) = class(class_index) else {
            return -1;
        };
        let mut indices = class.write().unwrap_or_else(PoisonError::into_inner);
        if indices.is_empty() {
            indices.push(APP_DATA);
        }
        indices.push(Index {
            argl,
            argp,
            new: new_func,
            dup: dup_func,
            free: free_func,
        });
        c_int::try_from(indices.len() - 1).unwrap_or(-1)
    })
}

/// Drops the callbacks of an index. 1, or 0 when there is no such index.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_free_ex_index(class_index: c_int, idx: c_int) -> c_int {
    guard(0, || {
        let Some(class) = class(class_index) else {
            return 0;
        };
        let mut indices = class.write().unwrap_or_else(PoisonError::into_inner);
        match usize::try_from(idx)
            .ok()
            .and_then(|idx| indices.get_mut(idx))
        {
            Some(index) => {
                *index = APP_DATA;
                1
            }
            None => 0,
        }
    })
}

/// Begins the values of object `obj`. 1 or 0.
///
/// # Safety
/// `ad` is NULL or valid for a write; `obj` is what the callbacks of the class expect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_new_ex_data(
    class_index: c_int,
    obj: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
) -> c_int {
    guard(0, || {
        let Some(class) = class(class_index).filter(|_| !ad.is_null()) else {
            return 0;
        };
        // SAFETY: the caller promises a writable place.
        unsafe { ad.write(CRYPTO_EX_DATA::new()) };
        for (idx, index) in (0..).zip(indices(class)) {
            if let Some(new) = index.new {
                // SAFETY: the program registered the callback for such objects.
                unsafe {
                    new(
                        obj,
                        CRYPTO_get_ex_data(ad, idx),
                        ad,
                        idx,
                        index.argl,
                        index.argp,
                    )
                }
            }
        }
        1
    })
}

/// Copies values, as the `dup` callbacks of the class decide. 1 or 0.
///
/// # Safety
/// Both are NULL or the values of objects of this class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_dup_ex_data(
    class_index: c_int,
    to: *mut CRYPTO_EX_DATA,
    from: *const CRYPTO_EX_DATA,
) -> c_int {
    guard(0, || {
        if to.is_null() || from.is_null() {
            return 0;
        }
        let Some(class) = class(class_index) else {
            return 0;
        };
        // SAFETY: the caller promises the values of an object.
        let held = unsafe { OPENSSL_sk_num((*from).sk) };
        for (idx, index) in (0..held).zip(indices(class)) {
            // SAFETY: the same promise, and the program registered the callback.
            unsafe {
                let mut value = CRYPTO_get_ex_data(from, idx);
                if let Some(dup) = index.dup
                    && dup(to, from, &mut value, idx, index.argl, index.argp) == 0
                {
                    return 0;
                }
                if CRYPTO_set_ex_data(to, idx, value) == 0 {
                    return 0;
                }
            }
        }
        1
    })
}

/// Ends the values of object `obj`.
///
/// # Safety
/// `ad` is NULL or the values of `obj`, which is what the callbacks of the class expect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_free_ex_data(
    class_index: c_int,
    obj: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
) {
    guard((), || {
        let Some(class) = class(class_index).filter(|_| !ad.is_null()) else {
            return;
        };
        for (idx, index) in (0..).zip(indices(class)) {
            if let Some(free) = index.free {
                // SAFETY: the program registered the callback for such objects.
                unsafe {
                    free(
                        obj,
                        CRYPTO_get_ex_data(ad, idx),
                        ad,
                        idx,
                        index.argl,
                        index.argp,
                    )
                }
            }
        }
        // SAFETY: the list is ours.
        unsafe {
            OPENSSL_sk_free((*ad).sk);
            ad.write(CRYPTO_EX_DATA::new());
        }
    })
}

/// Calls the `new` callback of an index that was registered after the object began. 1 when there
/// is a value already or the callback was called.
///
/// # Safety
/// As [`CRYPTO_new_ex_data`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_alloc_ex_data(
    class_index: c_int,
    obj: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
    idx: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the same promise.
        let value = unsafe { CRYPTO_get_ex_data(ad, idx) };
        if !value.is_null() {
            return 1;
        }
        let Some(class) = class(class_index).filter(|_| !ad.is_null()) else {
            return 0;
        };
        let index = usize::try_from(idx)
            .ok()
            .and_then(|idx| indices(class).get(idx).copied());
        let Some((index, new)) = index.and_then(|index| Some((index, index.new?))) else {
            return 0;
        };
        // SAFETY: the program registered the callback for such objects.
        unsafe { new(obj, value, ad, idx, index.argl, index.argp) };
        1
    })
}

/// Sets value `idx`. 1 or 0.
///
/// # Safety
/// `ad` is NULL or the values of an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_set_ex_data(
    ad: *mut CRYPTO_EX_DATA,
    idx: c_int,
    val: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises the values of an object; the list is ours.
        unsafe {
            let Some(data) = mut_ref(ad).filter(|_| idx >= 0) else {
                return 0;
            };
            if data.sk.is_null() {
                data.sk = OPENSSL_sk_new_null();
            }
            while OPENSSL_sk_num(data.sk) <= idx {
                if OPENSSL_sk_push(data.sk, null()) <= 0 {
                    raise(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE);
                    return 0;
                }
            }
            OPENSSL_sk_set(data.sk, idx, val);
            1
        }
    })
}

/// Value `idx`; NULL when it was never set.
///
/// # Safety
/// `ad` is NULL or the values of an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_get_ex_data(ad: *const CRYPTO_EX_DATA, idx: c_int) -> *mut c_void {
    // SAFETY: the caller promises the values of an object; NULL as list is allowed.
    unsafe { shared_ref(ad).map_or(null_mut(), |data| OPENSSL_sk_value(data.sk, idx)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicI32, Ordering};

    static LIVE: AtomicI32 = AtomicI32::new(0);

    unsafe extern "C" fn begin(
        _parent: *mut c_void,
        _ptr: *mut c_void,
        ad: *mut CRYPTO_EX_DATA,
        idx: c_int,
        argl: c_long,
        _argp: *mut c_void,
    ) {
        LIVE.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the values of the object that begins.
        let set = unsafe { CRYPTO_set_ex_data(ad, idx, argl as *mut c_void) };
        assert_eq!(set, 1);
    }

    unsafe extern "C" fn end(
        _parent: *mut c_void,
        ptr: *mut c_void,
        _ad: *mut CRYPTO_EX_DATA,
        _idx: c_int,
        argl: c_long,
        _argp: *mut c_void,
    ) {
        assert_eq!(ptr as c_long, argl);
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }

    unsafe extern "C" fn double(
        _to: *mut CRYPTO_EX_DATA,
        _from: *const CRYPTO_EX_DATA,
        from_d: *mut *mut c_void,
        _idx: c_int,
        _argl: c_long,
        _argp: *mut c_void,
    ) -> c_int {
        // SAFETY: points to the value.
        unsafe { *from_d = (*from_d as usize * 2) as *mut c_void };
        1
    }

    #[test]
    fn values_begin_are_copied_and_end() {
        let app = 13;
        let mut data = CRYPTO_EX_DATA::new();
        let mut copy = CRYPTO_EX_DATA::new();
        // SAFETY: values of objects that nobody else has.
        unsafe {
            let idx =
                CRYPTO_get_ex_new_index(app, 21, null_mut(), Some(begin), Some(double), Some(end));
            assert!(idx >= 1, "index 0 is kept for app_data");
            assert_eq!(CRYPTO_new_ex_data(app, null_mut(), &mut data), 1);
            assert_eq!(LIVE.load(Ordering::Relaxed), 1);
            assert_eq!(CRYPTO_get_ex_data(&data, idx) as usize, 21);
            assert!(CRYPTO_get_ex_data(&data, idx + 100).is_null());
            assert_eq!(CRYPTO_dup_ex_data(app, &mut copy, &data), 1);
            assert_eq!(CRYPTO_get_ex_data(&copy, idx) as usize, 42);
            CRYPTO_free_ex_data(app, null_mut(), &mut data);
            assert_eq!(LIVE.load(Ordering::Relaxed), 0);
            CRYPTO_set_ex_data(&mut copy, idx, 21 as *mut c_void);
            CRYPTO_free_ex_data(app, null_mut(), &mut copy);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        // SAFETY: NULL and impossible numbers are what is tested.
        unsafe {
            assert_eq!(
                CRYPTO_get_ex_new_index(99, 0, null_mut(), None, None, None),
                -1
            );
            assert_eq!(
                CRYPTO_get_ex_new_index(-1, 0, null_mut(), None, None, None),
                -1
            );
            assert_eq!(CRYPTO_new_ex_data(0, null_mut(), null_mut()), 0);
            assert_eq!(CRYPTO_set_ex_data(null_mut(), 0, null_mut()), 0);
            assert!(CRYPTO_get_ex_data(null(), 0).is_null());
            let mut data = CRYPTO_EX_DATA::new();
            assert_eq!(CRYPTO_set_ex_data(&mut data, -1, null_mut()), 0);
            CRYPTO_free_ex_data(12, null_mut(), null_mut());
        }
    }
}
