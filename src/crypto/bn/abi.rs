//! The exported functions of `bn.h`.

use std::ffi::{c_char, c_int, c_uchar, c_ulong};
use std::ptr::null_mut;

use num_bigint::BigInt;
use primitives::random::{SecureRandom, SystemRandom};

use super::{BIGNUM, BN_CTX};
use crate::err::{ERR_LIB_BN, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem;

/// A word of a number: as upstream, 64 bits.
pub type BN_ULONG = c_ulong;

/// A callback of upstream's generation of primes. It is never called here, so it is only a name.
pub enum BN_GENCB {}

const BN_R_DIV_BY_ZERO: c_int = 103;
const BN_R_BITS_TOO_SMALL: c_int = 118;
const BN_R_INVALID_RANGE: c_int = 115;

/// A number, 0, for the caller to free with `BN_free`.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_new() -> *mut BIGNUM {
    guard(null_mut(), || into_c(BIGNUM::default()))
}

/// As [`BN_new`]: every number is wiped when freed.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_secure_new() -> *mut BIGNUM {
    guard(null_mut(), || into_c(BIGNUM::default()))
}

/// Frees `a`, wiping it. NULL is ignored.
///
/// # Safety
/// `a` is NULL or came from a function of this family, and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_free(a: *mut BIGNUM) {
    guard((), || {
        if !a.is_null() {
            // SAFETY: the caller's promise.
            drop(unsafe { Box::from_raw(a) });
        }
    })
}

/// As [`BN_free`].
///
/// # Safety
/// As [`BN_free`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_clear_free(a: *mut BIGNUM) {
    guard((), || {
        // SAFETY: the caller's promise.
        unsafe { BN_free(a) }
    })
}

/// Makes `a` 0, wiping the old value.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_clear(a: *mut BIGNUM) {
    guard((), || {
        // SAFETY: the caller's promise.
        unsafe { store(a, BIGNUM::default()) };
    })
}

/// A copy of `from` for the caller to free; NULL for NULL.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_dup(from: *const BIGNUM) -> *mut BIGNUM {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(from) }.map_or(null_mut(), |from| into_c(from.clone()))
    })
}

/// Copies `from` into `to` and returns `to`; NULL when either is NULL.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_copy(to: *mut BIGNUM, from: *const BIGNUM) -> *mut BIGNUM {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let Some(value) = (unsafe { ffi::shared_ref(from) }).cloned() else {
            return null_mut();
        };
        // SAFETY: the caller's promise.
        if unsafe { store(to, value) } == 1 {
            to
        } else {
            null_mut()
        }
    })
}

/// Reads `len` big-endian bytes at `s` into `ret`, or into a fresh number if `ret` is NULL.
///
/// # Safety
/// `s` is readable for `len` bytes; `ret` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_bin2bn(s: *const c_uchar, len: c_int, ret: *mut BIGNUM) -> *mut BIGNUM {
    guard(null_mut(), || {
        let Ok(len) = usize::try_from(len) else {
            return null_mut();
        };
        // SAFETY: the caller's promise.
        let Some(bytes) = (unsafe { ffi::slice(s, len) }) else {
            return null_mut();
        };
        let value = BIGNUM::from_be(bytes);
        if ret.is_null() {
            return into_c(value);
        }
        // SAFETY: the caller's promise.
        unsafe { store(ret, value) };
        ret
    })
}

/// Writes the absolute value big-endian to `to`, which has `BN_num_bytes(a)` bytes. The count.
///
/// # Safety
/// `to` is writable for that many bytes; `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_bn2bin(a: *const BIGNUM, to: *mut c_uchar) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(a) = (unsafe { operand(a) }) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { to.copy_from_nonoverlapping(a.to_be().as_ptr(), a.to_be().len()) };
        a.to_be().len() as c_int
    })
}

/// As [`BN_bn2bin`], with zeros before to fill `tolen` bytes. -1 when they are too few.
///
/// # Safety
/// `to` is writable for `tolen` bytes; `a` is NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_bn2binpad(a: *const BIGNUM, to: *mut c_uchar, tolen: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let (Some(a), Ok(room)) = (unsafe { operand(a) }, usize::try_from(tolen)) else {
            return -1;
        };
        // SAFETY: the caller's promise.
        let Some(out) = (unsafe { ffi::slice_mut(to, room) }) else {
            return -1;
        };
        let Some(zeros) = room.checked_sub(a.to_be().len()) else {
            return -1;
        };
        out[..zeros].fill(0);
        out[zeros..].copy_from_slice(a.to_be());
        tolen
    })
}

/// Makes `a` the number `w`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_set_word(a: *mut BIGNUM, w: BN_ULONG) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { store(a, BIGNUM::from_be(&w.to_be_bytes())) }
    })
}

/// The absolute value, all bits set if it is larger than a word.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_get_word(a: *const BIGNUM) -> BN_ULONG {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }.map_or(0, word)
    })
}

/// Bits of the absolute value; 0 for 0 and NULL.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_num_bits(a: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }.map_or(0, |a| a.bits() as c_int)
    })
}

/// The number 1, which lives for ever.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_value_one() -> *const BIGNUM {
    guard(std::ptr::null(), || {
        static ONE: std::sync::LazyLock<BIGNUM> =
            std::sync::LazyLock::new(|| BIGNUM::from_be(&[1]));
        &*ONE
    })
}

/// Makes `a` 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_zero_ex(a: *mut BIGNUM) {
    guard((), || {
        // SAFETY: the caller's promise.
        unsafe { store(a, BIGNUM::default()) };
    })
}

/// 1 when `a` is 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_zero(a: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }.map_or(0, |a| c_int::from(a.to_be().is_empty()))
    })
}

/// 1 when `a` is 1.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_one(a: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }
            .map_or(0, |a| c_int::from(a.to_be() == [1] && !a.is_negative()))
    })
}

/// 1 when `a` is odd.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_odd(a: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }.map_or(0, |a| {
            c_int::from(a.to_be().last().is_some_and(|byte| byte & 1 == 1))
        })
    })
}

/// 1 when `a` is below 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_negative(a: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }.map_or(0, |a| c_int::from(a.is_negative()))
    })
}

/// 1 when `a` is the number `w`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_word(a: *const BIGNUM, w: BN_ULONG) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(a) }
            .map_or(0, |a| c_int::from(*a == BIGNUM::from_be(&w.to_be_bytes())))
    })
}

/// Sets the sign: below 0 when `n` is not 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_set_negative(a: *mut BIGNUM, n: c_int) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(a) = unsafe { ffi::mut_ref(a) } {
            a.set_negative(n != 0);
        }
    })
}

/// -1, 0 or 1 as `a` is below, equal to or above `b`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_cmp(a: *const BIGNUM, b: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) } {
            (Some(a), Some(b)) => a.cmp(b) as c_int,
            (None, None) => 0,
            (Some(_), None) => -1,
            (None, Some(_)) => 1,
        }
    })
}

/// -1, 0 or 1 as `a` is below, equal to or above `b` in absolute value.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_ucmp(a: *const BIGNUM, b: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) } {
            (Some(a), Some(b)) => a.cmp_magnitude(b) as c_int,
            (None, None) => 0,
            (Some(_), None) => -1,
            (None, Some(_)) => 1,
        }
    })
}

/// `r` becomes the sum of `a` and `b`, which may be `r`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_add(r: *mut BIGNUM, a: *const BIGNUM, b: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(r, a, b, |a, b| Some(a + b)) }
    })
}

/// `r` becomes the difference of `a` and `b`, which may be `r`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_sub(r: *mut BIGNUM, a: *const BIGNUM, b: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(r, a, b, |a, b| Some(a - b)) }
    })
}

/// `r` becomes the product of `a` and `b`, which may be `r`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_mul(
    r: *mut BIGNUM,
    a: *const BIGNUM,
    b: *const BIGNUM,
    _ctx: *mut BN_CTX,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(r, a, b, |a, b| Some(a * b)) }
    })
}

/// Divides `m` by `d`, rounding towards 0: `dv` the quotient, `rem` the rest; each may be NULL.
/// 0 with `BN_R_DIV_BY_ZERO` for `d` = 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_div(
    dv: *mut BIGNUM,
    rem: *mut BIGNUM,
    m: *const BIGNUM,
    d: *const BIGNUM,
    _ctx: *mut BN_CTX,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(m), Some(d)) = (unsafe { (operand(m), operand(d)) }) else {
            return 0;
        };
        if d.to_be().is_empty() {
            raise(ERR_LIB_BN, BN_R_DIV_BY_ZERO);
            return 0;
        }
        let (m, d) = (m.to_big(), d.to_big());
        let (quotient, rest) = (&m / &d, &m % &d);
        // SAFETY: the caller's promise; no reference to the operands is left.
        unsafe {
            if !dv.is_null() {
                store(dv, BIGNUM::from_big(&quotient));
            }
            if !rem.is_null() {
                store(rem, BIGNUM::from_big(&rest));
            }
        }
        1
    })
}

/// `a` becomes `a + w`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_add_word(a: *mut BIGNUM, w: BN_ULONG) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(a, a, BN_value_one(), |a, _| Some(a + BigInt::from(w))) }
    })
}

/// `a` becomes `a - w`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_sub_word(a: *mut BIGNUM, w: BN_ULONG) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(a, a, BN_value_one(), |a, _| Some(a - BigInt::from(w))) }
    })
}

/// `a` becomes `a * w`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_mul_word(a: *mut BIGNUM, w: BN_ULONG) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(a, a, BN_value_one(), |a, _| Some(a * BigInt::from(w))) }
    })
}

/// `r` becomes `a` times 2 to the `n`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_lshift(r: *mut BIGNUM, a: *const BIGNUM, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { compute(r, a, a, |a, _| Some(a << usize::try_from(n).ok()?)) }
    })
}

/// `r` becomes `a` divided by 2 to the `n`, rounded towards 0.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_rshift(r: *mut BIGNUM, a: *const BIGNUM, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            compute(r, a, a, |a, _| {
                let magnitude = a.magnitude() >> usize::try_from(n).ok()?;
                Some(BigInt::from_biguint(a.sign(), magnitude))
            })
        }
    })
}

/// 1 when bit `n` (0 is the lowest) of the absolute value is set.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_is_bit_set(a: *const BIGNUM, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(a), Ok(n)) = (unsafe { ffi::shared_ref(a) }, u64::try_from(n)) else {
            return 0;
        };
        c_int::from(a.to_big().magnitude().bit(n))
    })
}

/// Sets bit `n` of `a`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_set_bit(a: *mut BIGNUM, n: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            compute(a, a, a, |a, _| {
                let mut magnitude = a.magnitude().clone();
                magnitude.set_bit(u64::try_from(n).ok()?, true);
                Some(BigInt::from_biguint(num_bigint::Sign::Plus, magnitude))
            })
        }
    })
}

/// The hexadecimal digits, two for each byte, for the caller to free with `OPENSSL_free`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_bn2hex(a: *const BIGNUM) -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { operand(a) }.map_or(null_mut(), |a| mem::copy_string(hex(a).as_bytes()))
    })
}

/// The decimal digits, for the caller to free with `OPENSSL_free`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_bn2dec(a: *const BIGNUM) -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { operand(a) }.map_or(null_mut(), |a| {
            mem::copy_string(a.to_big().to_string().as_bytes())
        })
    })
}

/// Reads the hexadecimal digits at the start of `str`, with an optional minus sign, into `*a` (made if
/// NULL). The number of characters used, 0 when there is no digit.
///
/// # Safety
/// `str` is NULL or a C string; `a` is NULL or points to NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_hex2bn(a: *mut *mut BIGNUM, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { from_text(a, str, 16) }
    })
}

/// Reads the decimal digits at the start of `str`, with an optional minus sign, into `*a` (made if
/// NULL). The number of characters used, 0 when there is no digit.
///
/// # Safety
/// `str` is NULL or a C string; `a` is NULL or points to NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_dec2bn(a: *mut *mut BIGNUM, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { from_text(a, str, 10) }
    })
}

/// Makes `rnd` random with `bits` bits: `top` -1 leaves the top bit to chance, 0 sets it, 1 sets the
/// top two; `bottom` 1 makes it odd.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_rand(
    rnd: *mut BIGNUM,
    bits: c_int,
    top: c_int,
    bottom: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        random(bits, top, bottom).map_or(0, |value| unsafe { store(rnd, value) })
    })
}

/// Makes `rnd` random with `bits` bits: `top` -1 leaves the top bit to chance, 0 sets it, 1 sets the
/// top two; `bottom` 1 makes it odd.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_priv_rand(
    rnd: *mut BIGNUM,
    bits: c_int,
    top: c_int,
    bottom: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        random(bits, top, bottom).map_or(0, |value| unsafe { store(rnd, value) })
    })
}

/// Makes `rnd` random with `bits` bits: `top` -1 leaves the top bit to chance, 0 sets it, 1 sets the
/// top two; `bottom` 1 makes it odd.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_pseudo_rand(
    rnd: *mut BIGNUM,
    bits: c_int,
    top: c_int,
    bottom: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        random(bits, top, bottom).map_or(0, |value| unsafe { store(rnd, value) })
    })
}

/// Makes `rnd` random from 0 to below `range`.
///
/// # Safety
/// Pointers are NULL or live numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_rand_range(rnd: *mut BIGNUM, range: *const BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(range) = (unsafe { operand(range) }) else {
            return 0;
        };
        if range.is_negative() || range.to_be().is_empty() {
            raise(ERR_LIB_BN, BN_R_INVALID_RANGE);
            return 0;
        }
        loop {
            let Some(value) = random(range.bits() as c_int, -1, 0) else {
                return 0;
            };
            if value < *range {
                // SAFETY: the caller's promise.
                return unsafe { store(rnd, value) };
            }
        }
    })
}

/// A scratch object, which no function needs.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_CTX_new() -> *mut BN_CTX {
    guard(null_mut(), || Box::into_raw(Box::new(BN_CTX(()))))
}

/// Frees `c`. NULL is ignored.
///
/// # Safety
/// `c` is NULL or came from [`BN_CTX_new`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BN_CTX_free(c: *mut BN_CTX) {
    guard((), || {
        if !c.is_null() {
            // SAFETY: the caller's promise.
            drop(unsafe { Box::from_raw(c) });
        }
    })
}

/// Gives a number to C.
pub fn into_c(number: BIGNUM) -> *mut BIGNUM {
    Box::into_raw(Box::new(number))
}

/// # Safety
/// `a` is NULL or a live number.
unsafe fn operand<'a>(a: *const BIGNUM) -> Option<&'a BIGNUM> {
    if a.is_null() {
        raise(ERR_LIB_BN, ERR_R_PASSED_NULL_PARAMETER);
    }
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(a) }
}

/// # Safety
/// `a` is NULL or a live number to which no reference is held.
unsafe fn store(a: *mut BIGNUM, value: BIGNUM) -> c_int {
    // SAFETY: the caller's promise.
    match unsafe { ffi::mut_ref(a) } {
        Some(a) => {
            *a = value;
            1
        }
        None => {
            raise(ERR_LIB_BN, ERR_R_PASSED_NULL_PARAMETER);
            0
        }
    }
}

/// # Safety
/// All are NULL or live numbers; any may be the same.
unsafe fn compute(
    r: *mut BIGNUM,
    a: *const BIGNUM,
    b: *const BIGNUM,
    operation: impl FnOnce(BigInt, BigInt) -> Option<BigInt>,
) -> c_int {
    // SAFETY: the caller's promise; the references end before `r` is written.
    let operands = unsafe { operand(a).zip(operand(b)) };
    let result = operands.and_then(|(a, b)| operation(a.to_big(), b.to_big()));
    // SAFETY: the caller's promise.
    result.map_or(0, |value| unsafe { store(r, BIGNUM::from_big(&value)) })
}

fn word(a: &BIGNUM) -> BN_ULONG {
    if a.to_be().len() > size_of::<BN_ULONG>() {
        return BN_ULONG::MAX;
    }
    let bytes = a.to_be().iter();
    bytes.fold(0, |word, byte| word << 8 | BN_ULONG::from(*byte))
}

fn hex(a: &BIGNUM) -> String {
    let mut text = String::from(if a.is_negative() { "-" } else { "" });
    if a.to_be().is_empty() {
        text.push('0');
    }
    for byte in a.to_be() {
        text.push_str(&format!("{byte:02X}"));
    }
    text
}

/// # Safety
/// `text` is NULL or a C string; `a` is NULL or points to NULL or a number.
unsafe fn from_text(a: *mut *mut BIGNUM, text: *const c_char, radix: u32) -> c_int {
    // SAFETY: the caller's promise.
    let Some(text) = (unsafe { ffi::cstr(text) }) else {
        return 0;
    };
    let text = text.to_bytes();
    let sign = usize::from(text.first() == Some(&b'-'));
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
    let digits = text[sign..].iter().take_while(is_digit).count();
    let used = sign + digits;
    let Some(value) = BigInt::parse_bytes(&text[..used], radix) else {
        return 0;
    };
    let Ok(used) = c_int::try_from(used) else {
        return 0;
    };
    if !a.is_null() {
        // SAFETY: the caller's promise.
        unsafe {
            if (*a).is_null() {
                *a = into_c(BIGNUM::from_big(&value));
            } else {
                store(*a, BIGNUM::from_big(&value));
            }
        }
    }
    used
}

fn random(bits: c_int, top: c_int, bottom: c_int) -> Option<BIGNUM> {
    let bits = usize::try_from(bits).ok()?;
    if bits == 0 && (top != -1 || bottom != 0) || bits == 1 && top > 0 {
        raise(ERR_LIB_BN, BN_R_BITS_TOO_SMALL);
        return None;
    }
    let mut bytes = zeroize::Zeroizing::new(vec![0; bits.div_ceil(8)]);
    SystemRandom::new().fill(&mut bytes).ok()?;
    let set = |bytes: &mut [u8], bit: usize| {
        let at = bytes.len() - 1 - bit / 8;
        bytes[at] |= 1 << (bit % 8);
    };
    if let Some(first) = bytes.first_mut() {
        *first &= 0xff >> ((8 - bits % 8) % 8);
    }
    if top >= 0 && bits > 0 {
        set(&mut bytes, bits - 1);
    }
    if top > 0 && bits > 1 {
        set(&mut bytes, bits - 2);
    }
    if bottom != 0 && bits > 0 {
        set(&mut bytes, 0);
    }
    Some(BIGNUM::from_be(&bytes))
}
