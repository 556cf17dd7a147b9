//! The exported functions of `dh.h`.

use std::ffi::{c_int, c_long, c_uchar};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use ffi::SharedHandle;

use super::DH;
use crate::bn::BIGNUM;
use crate::der;
use crate::err::{ERR_LIB_DH, guard, raise};

const DH_R_DECODE_ERROR: c_int = 104;

/// Parameters to be filled, with one reference.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_new() -> *mut DH {
    guard(null_mut(), || DH::into_c(Arc::default()))
}

/// Gives a reference back. NULL is ignored.
///
/// # Safety
/// `dh` is NULL or live and the caller holds a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_free(dh: *mut DH) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { DH::reclaim(dh) });
    })
}

/// Takes another reference. 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_up_ref(dh: *mut DH) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(unsafe { DH::up_ref(dh) })
    })
}

/// Puts the numbers in, taking them over; NULL keeps what is there. 0 (and the numbers stay the
/// caller's) while the prime or the generator is missing.
///
/// # Safety
/// The numbers are NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_set0_pqg(
    dh: *mut DH,
    p: *mut BIGNUM,
    q: *mut BIGNUM,
    g: *mut BIGNUM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(dh) = (unsafe { ffi::shared_ref(dh) }) else {
            return 0;
        };
        c_int::from(dh.change(|numbers| {
            if (p.is_null() && numbers.p.is_none()) || (g.is_null() && numbers.g.is_none()) {
                return false;
            }
            for (slot, number) in [
                (&mut numbers.p, p),
                (&mut numbers.q, q),
                (&mut numbers.g, g),
            ] {
                if !number.is_null() {
                    // SAFETY: the number now belongs to the parameters.
                    *slot = Some(unsafe { Box::from_raw(number) });
                }
            }
            true
        }))
    })
}

/// The numbers, which belong to `dh`; NULL for what is missing.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get0_pqg(
    dh: *const DH,
    p: *mut *const BIGNUM,
    q: *mut *const BIGNUM,
    g: *mut *const BIGNUM,
) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(dh) = unsafe { ffi::shared_ref(dh) } {
            dh.with(|numbers| {
                for (slot, number) in [(p, &numbers.p), (q, &numbers.q), (g, &numbers.g)] {
                    let number = number.as_deref().map_or(null(), std::ptr::from_ref);
                    // SAFETY: the caller's promise.
                    unsafe { ffi::put(slot, number) };
                }
            });
        }
    })
}

/// The number `p`, which belongs to `dh`; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get0_p(dh: *const DH) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(dh) }.map_or(null(), |dh| {
            dh.with(|numbers| numbers.p.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// The number `q`, which belongs to `dh`; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get0_q(dh: *const DH) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(dh) }.map_or(null(), |dh| {
            dh.with(|numbers| numbers.q.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// The number `g`, which belongs to `dh`; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get0_g(dh: *const DH) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(dh) }.map_or(null(), |dh| {
            dh.with(|numbers| numbers.g.as_deref().map_or(null(), std::ptr::from_ref))
        })
    })
}

/// Bits of the prime, -1 without one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_bits(dh: *const DH) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { bits(dh) }.map_or(-1, |bits| bits as c_int)
    })
}

/// Bytes of the prime, -1 without one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_size(dh: *const DH) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe { bits(dh) }.map_or(-1, |bits| bits.div_ceil(8) as c_int)
    })
}

/// Sets the recommended length of a private value in bits.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_set_length(dh: *mut DH, length: c_long) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match (unsafe { ffi::shared_ref(dh) }, u32::try_from(length)) {
            (Some(dh), Ok(length)) => {
                dh.change(|numbers| numbers.private_bits = length);
                1
            }
            _ => 0,
        }
    })
}

/// Parameters from a DHParameter, for the caller to free; `*a`, if there is one, is freed and replaced.
///
/// # Safety
/// `a` is NULL or points to NULL or parameters; `pp` as in [`der::input`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_DHparams(
    a: *mut *mut DH,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut DH {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let Some(dh) = (unsafe { der::input(pp, length, DH::from_der) }) else {
            raise(ERR_LIB_DH, DH_R_DECODE_ERROR);
            return null_mut();
        };
        // SAFETY: the caller's promise.
        unsafe { give(a, dh) }
    })
}

/// The DHParameter encoding. The length, 0 or below on failure.
///
/// # Safety
/// `a` is NULL or live; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_DHparams(a: *const DH, pp: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let encoding = unsafe { ffi::shared_ref(a) }.and_then(DH::to_der);
        // SAFETY: the caller's promise.
        encoding.map_or(-1, |encoding| unsafe { der::output(&encoding, pp) })
    })
}

/// # Safety
/// `dh` is NULL or live.
unsafe fn bits(dh: *const DH) -> Option<usize> {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(dh) }?.with(|numbers| Some(numbers.p.as_ref()?.bits()))
}

/// Gives parameters to C, in place of `*a` if there is one.
///
/// # Safety
/// `a` is NULL or points to NULL or parameters of which the caller holds a reference.
pub unsafe fn give(a: *mut *mut DH, dh: DH) -> *mut DH {
    let dh = DH::into_c(Arc::new(dh));
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(slot) = ffi::mut_ref(a) {
            DH_free(*slot);
            *slot = dh;
        }
    }
    dh
}
