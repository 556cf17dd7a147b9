//! The exported functions of `lhash.h`. The typed names of C programs are macros over these.
//!
//! No reference into a table is alive while a function of the program runs: such a function may
//! use the table itself, and `OPENSSL_LH_doall` allows it to delete.

use std::ffi::{c_char, c_int, c_ulong, c_void};
use std::ptr::null_mut;

use ffi::{UniqueHandle, cstr, mut_ref, shared_ref};

use crate::err::guard;

/// Compares two items: 0 when they are equal.
pub type OPENSSL_LH_COMPFUNC =
    Option<unsafe extern "C" fn(a: *const c_void, b: *const c_void) -> c_int>;
/// The hash of an item.
pub type OPENSSL_LH_HASHFUNC = Option<unsafe extern "C" fn(a: *const c_void) -> c_ulong>;
/// Called for each item.
pub type OPENSSL_LH_DOALL_FUNC = Option<unsafe extern "C" fn(a: *mut c_void)>;
/// Called for each item, with an argument.
pub type OPENSSL_LH_DOALL_FUNCARG = Option<unsafe extern "C" fn(a: *mut c_void, arg: *mut c_void)>;

/// A hash table; the items are the program's.
pub struct OPENSSL_LHASH {
    /// A power of two of chains.
    buckets: Vec<Vec<Item>>,
    items: usize,
    hash: OPENSSL_LH_HASHFUNC,
    compare: OPENSSL_LH_COMPFUNC,
    /// The load below which OpenSSL's table would shrink; kept for programs that set it to 0.
    down_load: c_ulong,
}

#[derive(Clone, Copy)]
struct Item {
    hash: c_ulong,
    data: *mut c_void,
}

impl UniqueHandle for OPENSSL_LHASH {}

impl OPENSSL_LHASH {
    fn bucket(&self, hash: c_ulong) -> usize {
        hash as usize & (self.buckets.len() - 1)
    }

    fn insert(&mut self, item: Item) {
        if self.items >= self.buckets.len() * 2 {
            let size = self.buckets.len() * 2;
            let old = std::mem::replace(&mut self.buckets, vec![Vec::new(); size]);
            for item in old.into_iter().flatten() {
                let at = self.bucket(item.hash);
                self.buckets[at].push(item);
            }
        }
        let at = self.bucket(item.hash);
        self.buckets[at].push(item);
        self.items += 1;
    }
}

/// A table; NULL as `h` hashes C strings, NULL as `c` compares them. NULL when there is no memory.
/// Free it with `OPENSSL_LH_free`.
///
/// # Safety
/// The functions suit the items.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_new(
    h: OPENSSL_LH_HASHFUNC,
    c: OPENSSL_LH_COMPFUNC,
) -> *mut OPENSSL_LHASH {
    guard(null_mut(), || {
        OPENSSL_LHASH::into_c(Box::new(OPENSSL_LHASH {
            buckets: vec![Vec::new(); 8],
            items: 0,
            hash: h,
            compare: c,
            down_load: 256,
        }))
    })
}

/// Frees the table, not its items; NULL is allowed.
///
/// # Safety
/// `lh` is NULL or a table that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_free(lh: *mut OPENSSL_LHASH) {
    // SAFETY: the caller gives the table up.
    guard((), || drop(unsafe { OPENSSL_LHASH::reclaim(lh) }))
}

/// Takes all items out, without freeing them.
///
/// # Safety
/// `lh` is NULL or a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_flush(lh: *mut OPENSSL_LHASH) {
    guard((), || {
        // SAFETY: the caller promises a table.
        if let Some(table) = unsafe { mut_ref(lh) } {
            table.buckets.iter_mut().for_each(Vec::clear);
            table.items = 0;
        }
    })
}

/// The hash of `data`, and where an equal item is: bucket and place.
///
/// # Safety
/// `lh` is a table whose functions suit `data`.
unsafe fn find(
    lh: *mut OPENSSL_LHASH,
    data: *const c_void,
) -> Option<(c_ulong, Option<(usize, usize)>)> {
    // SAFETY: the caller promises a table; no reference to it lives while its functions run.
    unsafe {
        let (hash, compare) = shared_ref(lh).map(|table| (table.hash, table.compare))?;
        let hash = match hash {
            Some(hash) => hash(data),
            None => OPENSSL_LH_strhash(data.cast()),
        };
        let bucket = shared_ref(lh)?.bucket(hash);
        let mut place = 0;
        while let Some(item) = shared_ref(lh)?.buckets.get(bucket)?.get(place).copied() {
            let equal = item.hash == hash
                && match compare {
                    Some(compare) => compare(item.data, data) == 0,
                    None => cstr(item.data.cast()) == cstr(data.cast()),
                };
            if equal {
                return Some((hash, Some((bucket, place))));
            }
            place += 1;
        }
        Some((hash, None))
    }
}

/// Puts an item in, in place of an equal one, which is given; NULL when there was none.
///
/// # Safety
/// `lh` is NULL or a table whose functions suit `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_insert(
    lh: *mut OPENSSL_LHASH,
    data: *mut c_void,
) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the same promise.
        let Some((hash, place)) = (unsafe { find(lh, data) }) else {
            return null_mut();
        };
        // SAFETY: the same promise.
        let Some(table) = (unsafe { mut_ref(lh) }) else {
            return null_mut();
        };
        match place {
            Some((bucket, at)) => std::mem::replace(&mut table.buckets[bucket][at].data, data),
            None => {
                table.insert(Item { hash, data });
                null_mut()
            }
        }
    })
}

/// Takes out the item equal to `data` and gives it; NULL when there is none.
///
/// # Safety
/// `lh` is NULL or a table whose functions suit `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_delete(
    lh: *mut OPENSSL_LHASH,
    data: *const c_void,
) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the same promise.
        let found = unsafe { find(lh, data) };
        let Some((_, Some((bucket, at)))) = found else {
            return null_mut();
        };
        // SAFETY: the same promise.
        let Some(table) = (unsafe { mut_ref(lh) }) else {
            return null_mut();
        };
        table.items -= 1;
        table.buckets[bucket].remove(at).data
    })
}

/// The item equal to `data`; NULL when there is none.
///
/// # Safety
/// `lh` is NULL or a table whose functions suit `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_retrieve(
    lh: *mut OPENSSL_LHASH,
    data: *const c_void,
) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the same promise.
        unsafe {
            let Some((_, Some((bucket, at)))) = find(lh, data) else {
                return null_mut();
            };
            shared_ref(lh).map_or(null_mut(), |table| table.buckets[bucket][at].data)
        }
    })
}

/// All items at this moment.
///
/// # Safety
/// `lh` is NULL or a table.
unsafe fn all(lh: *const OPENSSL_LHASH) -> Vec<*mut c_void> {
    // SAFETY: the caller's promise.
    let table = unsafe { shared_ref(lh) };
    table.map_or(Vec::new(), |table| {
        table
            .buckets
            .iter()
            .flatten()
            .map(|item| item.data)
            .collect()
    })
}

/// Calls `func` for each item; it may delete the item it is called for.
///
/// # Safety
/// `lh` is NULL or a table; `func` suits its items.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_doall(lh: *mut OPENSSL_LHASH, func: OPENSSL_LH_DOALL_FUNC) {
    guard((), || {
        let Some(func) = func else { return };
        // SAFETY: the same promise.
        unsafe { all(lh).into_iter().for_each(|item| func(item)) }
    })
}

/// As [`OPENSSL_LH_doall`], with an argument.
///
/// # Safety
/// `lh` is NULL or a table; `func` suits its items and `arg`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_doall_arg(
    lh: *mut OPENSSL_LHASH,
    func: OPENSSL_LH_DOALL_FUNCARG,
    arg: *mut c_void,
) {
    guard((), || {
        let Some(func) = func else { return };
        // SAFETY: the same promise.
        unsafe { all(lh).into_iter().for_each(|item| func(item, arg)) }
    })
}

/// A hash of a C string; 0 for NULL and "".
///
/// # Safety
/// `c` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_strhash(c: *const c_char) -> c_ulong {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let text = unsafe { cstr(c) }.unwrap_or_default().to_bytes();
        if text.is_empty() {
            return 0;
        }
        // FNV-1a.
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        text.iter().fold(0xcbf2_9ce4_8422_2325, step) as c_ulong
    })
}

/// The number of items; 0 for NULL.
///
/// # Safety
/// `lh` is NULL or a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_num_items(lh: *const OPENSSL_LHASH) -> c_ulong {
    // SAFETY: the caller promises a table.
    unsafe { shared_ref(lh) }.map_or(0, |table| table.items as c_ulong)
}

/// The load below which the table shrinks.
///
/// # Safety
/// `lh` is NULL or a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_get_down_load(lh: *const OPENSSL_LHASH) -> c_ulong {
    // SAFETY: the caller promises a table.
    unsafe { shared_ref(lh) }.map_or(0, |table| table.down_load)
}

/// Sets the load below which the table shrinks; this one never does.
///
/// # Safety
/// `lh` is NULL or a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_set_down_load(lh: *mut OPENSSL_LHASH, down_load: c_ulong) {
    // SAFETY: the caller promises a table.
    if let Some(table) = unsafe { mut_ref(lh) } {
        table.down_load = down_load;
    }
}

/// 0: inserting fails only with the process.
///
/// # Safety
/// `lh` is NULL or a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_LH_error(_lh: *mut OPENSSL_LHASH) -> c_int {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_kept_by_equality() {
        let texts: Vec<_> = (0..100)
            .map(|n| std::ffi::CString::new(format!("key {n}")).unwrap())
            .collect();
        let again = c"key 7";
        // SAFETY: a table of C strings.
        unsafe {
            let table = OPENSSL_LH_new(None, None);
            for text in &texts {
                assert!(OPENSSL_LH_insert(table, text.as_ptr().cast_mut().cast()).is_null());
            }
            assert_eq!(OPENSSL_LH_num_items(table), 100);
            let old = OPENSSL_LH_insert(table, again.as_ptr().cast_mut().cast());
            assert_eq!(old.cast_const(), texts[7].as_ptr().cast());
            assert_eq!(OPENSSL_LH_num_items(table), 100);
            let found = OPENSSL_LH_retrieve(table, texts[7].as_ptr().cast());
            assert_eq!(found.cast_const(), again.as_ptr().cast());
            assert!(!OPENSSL_LH_delete(table, c"key 99".as_ptr().cast()).is_null());
            assert!(OPENSSL_LH_retrieve(table, c"key 99".as_ptr().cast()).is_null());
            assert!(OPENSSL_LH_delete(table, c"nothing".as_ptr().cast()).is_null());
            unsafe extern "C" fn count(_item: *mut c_void, arg: *mut c_void) {
                // SAFETY: the counter of the test.
                unsafe { *arg.cast::<usize>() += 1 }
            }
            let mut counter = 0usize;
            OPENSSL_LH_doall_arg(table, Some(count), (&raw mut counter).cast());
            assert_eq!(counter, 99);
            OPENSSL_LH_flush(table);
            assert_eq!(OPENSSL_LH_num_items(table), 0);
            OPENSSL_LH_free(table);
            assert!(OPENSSL_LH_retrieve(null_mut(), std::ptr::null()).is_null());
        }
    }
}
