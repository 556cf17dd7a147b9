//! The exported functions of `stack.h`. The typed names of C programs are macros over these.
//!
//! No reference into a stack is alive while a comparison, copy or free function of the program
//! runs: such a function may use the stack itself.

use std::ffi::{c_int, c_void};
use std::ptr::{null, null_mut};

use ffi::{UniqueHandle, mut_ref, shared_ref};

use crate::err::guard;

/// Compares two elements; gets pointers to the elements, as `qsort` gives.
pub type OPENSSL_sk_compfunc =
    Option<unsafe extern "C" fn(a: *const c_void, b: *const c_void) -> c_int>;
/// Frees an element.
pub type OPENSSL_sk_freefunc = Option<unsafe extern "C" fn(a: *mut c_void)>;
/// Copies an element.
pub type OPENSSL_sk_copyfunc = Option<unsafe extern "C" fn(a: *const c_void) -> *mut c_void>;

/// A stack; it owns the list, the elements are the program's.
#[derive(Default)]
pub struct OPENSSL_STACK {
    items: Vec<*mut c_void>,
    compare: OPENSSL_sk_compfunc,
    sorted: bool,
}

impl UniqueHandle for OPENSSL_STACK {}

impl OPENSSL_STACK {
    /// A stack of `items` for C, which frees it with `OPENSSL_sk_free` or `OPENSSL_sk_pop_free`.
    pub fn from_items(items: Vec<*mut c_void>) -> *mut Self {
        Self::into_c(Box::new(Self {
            items,
            compare: None,
            sorted: false,
        }))
    }

    /// The elements.
    pub fn items(&self) -> &[*mut c_void] {
        &self.items
    }

    fn len(&self) -> c_int {
        // `insert` never lets it grow further.
        self.items.len() as c_int
    }
}

/// The number of elements; -1 for NULL.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_num(st: *const OPENSSL_STACK) -> c_int {
    // SAFETY: the caller promises a stack.
    unsafe { shared_ref(st) }.map_or(-1, OPENSSL_STACK::len)
}

/// Element `i`; NULL when there is none.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_value(st: *const OPENSSL_STACK, i: c_int) -> *mut c_void {
    // SAFETY: the caller promises a stack.
    let stack = unsafe { shared_ref(st) };
    stack
        .and_then(|stack| stack.items.get(index(i)?).copied())
        .unwrap_or(null_mut())
}

fn index(i: c_int) -> Option<usize> {
    usize::try_from(i).ok()
}

/// Replaces element `i` and gives `data`; NULL when there is no such element.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_set(
    st: *mut OPENSSL_STACK,
    i: c_int,
    data: *const c_void,
) -> *mut c_void {
    // SAFETY: the caller promises a stack.
    let Some(stack) = (unsafe { mut_ref(st) }) else {
        return null_mut();
    };
    let Some(slot) = index(i).and_then(|i| stack.items.get_mut(i)) else {
        return null_mut();
    };
    *slot = data.cast_mut();
    stack.sorted = false;
    data.cast_mut()
}

/// A stack with a comparison function, which may be NULL. NULL when there is no memory.
///
/// # Safety
/// `cmp` compares elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_new(cmp: OPENSSL_sk_compfunc) -> *mut OPENSSL_STACK {
    guard(null_mut(), || {
        OPENSSL_STACK::into_c(Box::new(OPENSSL_STACK {
            compare: cmp,
            ..Default::default()
        }))
    })
}

/// An empty stack. NULL when there is no memory.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_new_null() -> *mut OPENSSL_STACK {
    // SAFETY: no comparison.
    unsafe { OPENSSL_sk_new(None) }
}

/// As [`OPENSSL_sk_new`], with room for `n` elements.
///
/// # Safety
/// `c` compares elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_new_reserve(
    c: OPENSSL_sk_compfunc,
    n: c_int,
) -> *mut OPENSSL_STACK {
    guard(null_mut(), || {
        let mut stack = OPENSSL_STACK {
            compare: c,
            ..Default::default()
        };
        match stack.items.try_reserve_exact(index(n).unwrap_or(0)) {
            Ok(()) => OPENSSL_STACK::into_c(Box::new(stack)),
            Err(_) => null_mut(),
        }
    })
}

/// Makes room for `n` more elements. 1 or 0.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_reserve(st: *mut OPENSSL_STACK, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a stack.
        let Some(stack) = (unsafe { mut_ref(st) }) else {
            return 0;
        };
        c_int::from(stack.items.try_reserve_exact(index(n).unwrap_or(0)).is_ok())
    })
}

/// Frees the stack, not its elements; NULL is allowed.
///
/// # Safety
/// `st` is NULL or a stack that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_free(st: *mut OPENSSL_STACK) {
    // SAFETY: the caller gives the stack up.
    guard((), || drop(unsafe { OPENSSL_STACK::reclaim(st) }))
}

/// Frees the stack and calls `func` for each element that is not NULL.
///
/// # Safety
/// `st` is NULL or a stack that is not used again; `func` frees its elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_pop_free(st: *mut OPENSSL_STACK, func: OPENSSL_sk_freefunc) {
    guard((), || {
        // SAFETY: the caller gives the stack up.
        let Some(stack) = (unsafe { OPENSSL_STACK::reclaim(st) }) else {
            return;
        };
        let Some(func) = func else { return };
        for item in stack.items.into_iter().filter(|item| !item.is_null()) {
            // SAFETY: the caller promises that `func` frees the elements.
            unsafe { func(item) }
        }
    })
}

/// A copy of the stack with copies of the elements; NULL when a copy fails. For NULL an empty one.
///
/// # Safety
/// `st` is NULL or a stack; `c` copies and `f` frees its elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_deep_copy(
    st: *const OPENSSL_STACK,
    c: OPENSSL_sk_copyfunc,
    f: OPENSSL_sk_freefunc,
) -> *mut OPENSSL_STACK {
    guard(null_mut(), || {
        // SAFETY: the caller promises a stack.
        let copy = unsafe { OPENSSL_sk_dup(st) };
        // SAFETY: the copy is ours.
        let copy = unsafe { OPENSSL_STACK::reclaim(copy) };
        let (Some(mut stack), Some(c)) = (copy, c) else {
            return null_mut();
        };
        for at in 0..stack.items.len() {
            let item = stack.items[at];
            if item.is_null() {
                continue;
            }
            // SAFETY: the caller promises that `c` copies the elements.
            let fresh = unsafe { c(item) };
            if fresh.is_null() {
                stack.items.truncate(at);
                // SAFETY: what is left in the list are copies, which `f` frees.
                unsafe { OPENSSL_sk_pop_free(OPENSSL_STACK::into_c(stack), f) };
                return null_mut();
            }
            stack.items[at] = fresh;
        }
        OPENSSL_STACK::into_c(stack)
    })
}

/// A copy of the stack that shares the elements. For NULL an empty one.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_dup(st: *const OPENSSL_STACK) -> *mut OPENSSL_STACK {
    guard(null_mut(), || {
        // SAFETY: the caller promises a stack.
        let copy = match unsafe { shared_ref(st) } {
            Some(stack) => OPENSSL_STACK {
                items: stack.items.clone(),
                ..*stack
            },
            None => OPENSSL_STACK::default(),
        };
        OPENSSL_STACK::into_c(Box::new(copy))
    })
}

/// Puts `data` before element `wher`, or at the end when there is no such element. The new number
/// of elements; 0 on failure.
///
/// # Safety
/// `sk` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_insert(
    sk: *mut OPENSSL_STACK,
    data: *const c_void,
    wher: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a stack.
        let Some(stack) = (unsafe { mut_ref(sk) }) else {
            return 0;
        };
        if stack.len() == c_int::MAX || stack.items.try_reserve(1).is_err() {
            return 0;
        }
        let at = index(wher).unwrap_or(usize::MAX).min(stack.items.len());
        stack.items.insert(at, data.cast_mut());
        stack.sorted = false;
        stack.len()
    })
}

/// Puts `data` at the end. The new number of elements; 0 on failure, -1 for NULL as stack.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_push(st: *mut OPENSSL_STACK, data: *const c_void) -> c_int {
    if st.is_null() {
        return -1;
    }
    // SAFETY: the same promise.
    unsafe { OPENSSL_sk_insert(st, data, -1) }
}

/// Puts `data` first. The new number of elements; 0 on failure.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_unshift(st: *mut OPENSSL_STACK, data: *const c_void) -> c_int {
    // SAFETY: the same promise.
    unsafe { OPENSSL_sk_insert(st, data, 0) }
}

/// Takes element `loc` out; NULL when there is none.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_delete(st: *mut OPENSSL_STACK, loc: c_int) -> *mut c_void {
    // SAFETY: the caller promises a stack.
    let Some(stack) = (unsafe { mut_ref(st) }) else {
        return null_mut();
    };
    match index(loc).filter(|at| *at < stack.items.len()) {
        Some(at) => stack.items.remove(at),
        None => null_mut(),
    }
}

/// Takes the first element that is the pointer `p` out; NULL when there is none.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_delete_ptr(
    st: *mut OPENSSL_STACK,
    p: *const c_void,
) -> *mut c_void {
    // SAFETY: the caller promises a stack.
    let Some(stack) = (unsafe { mut_ref(st) }) else {
        return null_mut();
    };
    match stack.items.iter().position(|item| item.cast_const() == p) {
        Some(at) => stack.items.remove(at),
        None => null_mut(),
    }
}

/// Takes the first element out; NULL when there is none.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_shift(st: *mut OPENSSL_STACK) -> *mut c_void {
    // SAFETY: the same promise.
    unsafe { OPENSSL_sk_delete(st, 0) }
}

/// Takes the last element out; NULL when there is none.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_pop(st: *mut OPENSSL_STACK) -> *mut c_void {
    // SAFETY: the caller promises a stack.
    unsafe { mut_ref(st) }
        .and_then(|stack| stack.items.pop())
        .unwrap_or(null_mut())
}

/// Takes all elements out, without freeing them.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_zero(st: *mut OPENSSL_STACK) {
    // SAFETY: the caller promises a stack.
    if let Some(stack) = unsafe { mut_ref(st) } {
        stack.items.clear();
    }
}

/// Sets the comparison function and gives the one before.
///
/// # Safety
/// `sk` is NULL or a stack; `cmp` compares its elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_set_cmp_func(
    sk: *mut OPENSSL_STACK,
    cmp: OPENSSL_sk_compfunc,
) -> OPENSSL_sk_compfunc {
    // SAFETY: the caller promises a stack.
    let stack = unsafe { mut_ref(sk) }?;
    let address = |f: OPENSSL_sk_compfunc| f.map_or(null(), |f| f as *const ());
    if address(stack.compare) != address(cmp) {
        stack.sorted = false;
    }
    std::mem::replace(&mut stack.compare, cmp)
}

/// Sorts the elements when there is a comparison function.
///
/// # Safety
/// `st` is NULL or a stack whose comparison function suits its elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_sort(st: *mut OPENSSL_STACK) {
    guard((), || {
        // SAFETY: the caller promises a stack.
        let Some(stack) = (unsafe { mut_ref(st) }) else {
            return;
        };
        let Some(compare) = stack.compare.filter(|_| !stack.sorted) else {
            return;
        };
        stack.sorted = true;
        let (items, len) = (stack.items.as_mut_ptr(), stack.items.len());
        if len > 1 {
            // SAFETY: `items` has `len` pointers, and no reference to them is in use.
            unsafe { libc::qsort(items.cast(), len, size_of::<*mut c_void>(), Some(compare)) }
        }
    })
}

/// 1 when the stack is sorted, and for NULL.
///
/// # Safety
/// `st` is NULL or a stack.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_is_sorted(st: *const OPENSSL_STACK) -> c_int {
    // SAFETY: the caller promises a stack.
    c_int::from(unsafe { shared_ref(st) }.is_none_or(|stack| stack.sorted))
}

/// What a search gives.
struct Found {
    at: c_int,
    matches: bool,
}

/// Searches as the manual page says: by pointer without a comparison function, else in the sorted
/// stack (this sorts it), where the first of equal elements is found.
///
/// # Safety
/// `st` is NULL or a stack whose comparison function suits `data` and its elements.
unsafe fn find(st: *mut OPENSSL_STACK, data: *const c_void) -> Option<Found> {
    // SAFETY: the caller promises a stack.
    let stack = unsafe { shared_ref(st) }?;
    let Some(compare) = stack.compare else {
        let at = stack
            .items
            .iter()
            .position(|item| item.cast_const() == data)?;
        return Some(Found {
            at: at as c_int,
            matches: true,
        });
    };
    if data.is_null() {
        return None;
    }
    // SAFETY: the same promise.
    unsafe { OPENSSL_sk_sort(st) };
    let against = |at: c_int| {
        // SAFETY: the caller promises a stack and a comparison that suits.
        unsafe {
            let item = OPENSSL_sk_value(st, at);
            compare((&raw const data).cast(), (&raw const item).cast())
        }
    };
    // SAFETY: the same promise.
    let (mut low, mut high) = (0, unsafe { OPENSSL_sk_num(st) });
    let mut last = None;
    while low < high {
        let at = low + (high - low) / 2;
        match against(at) {
            0 => {
                let mut first = at;
                while first > 0 && against(first - 1) == 0 {
                    first -= 1;
                }
                return Some(Found {
                    at: first,
                    matches: true,
                });
            }
            order if order < 0 => high = at,
            _ => low = at + 1,
        }
        last = Some(Found { at, matches: false });
    }
    last
}

/// The index of an element equal to `data`; -1 when there is none.
///
/// # Safety
/// `st` is NULL or a stack whose comparison function suits `data` and its elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_find(st: *mut OPENSSL_STACK, data: *const c_void) -> c_int {
    guard(-1, || {
        // SAFETY: the same promise.
        let found = unsafe { find(st, data) };
        found
            .filter(|found| found.matches)
            .map_or(-1, |found| found.at)
    })
}

/// As [`OPENSSL_sk_find`]; without an equal element a neighbour is given.
///
/// # Safety
/// As [`OPENSSL_sk_find`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_find_ex(st: *mut OPENSSL_STACK, data: *const c_void) -> c_int {
    guard(-1, || {
        // SAFETY: the same promise.
        unsafe { find(st, data) }.map_or(-1, |found| found.at)
    })
}

/// As [`OPENSSL_sk_find`]; tells in `pnum` how many equal elements follow each other.
///
/// # Safety
/// As [`OPENSSL_sk_find`]; `pnum` is NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OPENSSL_sk_find_all(
    st: *mut OPENSSL_STACK,
    data: *const c_void,
    pnum: *mut c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the same promises.
        unsafe {
            let first = OPENSSL_sk_find(st, data);
            let mut count = c_int::from(first >= 0);
            let compare = shared_ref(st).and_then(|stack| stack.compare);
            if let Some(compare) = compare.filter(|_| first >= 0) {
                while first + count < OPENSSL_sk_num(st) {
                    let item = OPENSSL_sk_value(st, first + count);
                    if compare((&raw const data).cast(), (&raw const item).cast()) != 0 {
                        break;
                    }
                    count += 1;
                }
            }
            ffi::put(pnum, count);
            first
        }
    })
}

#[cfg(test)]
mod tests;
