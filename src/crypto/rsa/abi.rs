//! The exported functions of `rsa.h` on keys.

use std::ffi::{c_int, c_uchar, c_uint, c_ulong, c_void};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use ffi::SharedHandle;
use primitives::random::SystemRandom;
use primitives::signature::{
    PrivateKey, Scheme, pkcs1_encryption_unpad, pkcs1_raw_signature_pad, pkcs1_raw_signature_unpad,
};

use super::RSA;
use crate::bn::BIGNUM;
use crate::bn::abi::BN_GENCB;
use crate::err::{ERR_LIB_RSA, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::evp::md::EVP_MD;
use crate::evp::pkey::{Key, security_bits};
use crate::evp::pkey_ctx::rsa::{RSA_NO_PADDING, RSA_PKCS1_PADDING};

const RSA_R_BAD_SIGNATURE: c_int = 104;
const RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE: c_int = 110;
const RSA_R_KEY_SIZE_TOO_SMALL: c_int = 120;
const RSA_R_PADDING_CHECK_FAILED: c_int = 114;
const RSA_R_UNKNOWN_ALGORITHM_TYPE: c_int = 117;
const RSA_R_UNKNOWN_PADDING_TYPE: c_int = 118;
const RSA_R_VALUE_MISSING: c_int = 147;

/// A key to be filled, with one reference.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_new() -> *mut RSA {
    guard(null_mut(), || RSA::into_c(Arc::default()))
}

/// Gives a reference back; with the last one the key goes. NULL is ignored.
///
/// # Safety
/// `r` is NULL or a key of which the caller holds a reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_free(r: *mut RSA) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { RSA::reclaim(r) });
    })
}

/// Takes another reference. 0 for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_up_ref(r: *mut RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(unsafe { RSA::up_ref(r) })
    })
}

/// Bits of the modulus, 0 without one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_bits(rsa: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { modulus_bits(rsa) as c_int }
    })
}

/// Bytes of the modulus, 0 without one: the length of a signature.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_size(rsa: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { modulus_bits(rsa).div_ceil(8) as c_int }
    })
}

/// The strength of the key in bits.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_security_bits(rsa: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let bits = unsafe { modulus_bits(rsa) };
        security_bits(primitives::signature::KeyKind::Rsa, bits)
    })
}

/// Puts `n`, `e`, `d` in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
/// stay the caller's) while one that is needed is missing.
///
/// # Safety
/// The numbers are NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_set0_key(
    r: *mut RSA,
    n: *mut BIGNUM,
    e: *mut BIGNUM,
    d: *mut BIGNUM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(r) = (unsafe { ffi::shared_ref(r) }) else {
            return 0;
        };
        c_int::from(r.change(|numbers| {
            if (n.is_null() && numbers.n.is_none()) || (e.is_null() && numbers.e.is_none()) {
                return false;
            }
            // SAFETY: the numbers now belong to the key.
            unsafe {
                take(&mut numbers.n, n);
                take(&mut numbers.e, e);
                take(&mut numbers.d, d);
            }
            true
        }))
    })
}

/// The key's numbers, which belong to it; NULL for what is missing.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_key(
    r: *const RSA,
    n: *mut *const BIGNUM,
    e: *mut *const BIGNUM,
    d: *mut *const BIGNUM,
) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(r) = unsafe { ffi::shared_ref(r) } {
            r.with_numbers(|numbers| unsafe {
                // SAFETY: the caller's promise.
                ffi::put(n, peek(&numbers.n));
                ffi::put(e, peek(&numbers.e));
                ffi::put(d, peek(&numbers.d));
            });
        }
    })
}

/// Puts `p`, `q` in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
/// stay the caller's) while one that is needed is missing.
///
/// # Safety
/// The numbers are NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_set0_factors(r: *mut RSA, p: *mut BIGNUM, q: *mut BIGNUM) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(r) = (unsafe { ffi::shared_ref(r) }) else {
            return 0;
        };
        c_int::from(r.change(|numbers| {
            if (p.is_null() && numbers.p.is_none()) || (q.is_null() && numbers.q.is_none()) {
                return false;
            }
            // SAFETY: the numbers now belong to the key.
            unsafe {
                take(&mut numbers.p, p);
                take(&mut numbers.q, q);
            }
            true
        }))
    })
}

/// The key's numbers, which belong to it; NULL for what is missing.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_factors(
    r: *const RSA,
    p: *mut *const BIGNUM,
    q: *mut *const BIGNUM,
) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(r) = unsafe { ffi::shared_ref(r) } {
            r.with_numbers(|numbers| unsafe {
                // SAFETY: the caller's promise.
                ffi::put(p, peek(&numbers.p));
                ffi::put(q, peek(&numbers.q));
            });
        }
    })
}

/// Puts `dmp1`, `dmq1`, `iqmp` in, taking over the numbers; NULL keeps what is there. 0 (and the numbers
/// stay the caller's) while one that is needed is missing.
///
/// # Safety
/// The numbers are NULL or the caller's own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_set0_crt_params(
    r: *mut RSA,
    dmp1: *mut BIGNUM,
    dmq1: *mut BIGNUM,
    iqmp: *mut BIGNUM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(r) = (unsafe { ffi::shared_ref(r) }) else {
            return 0;
        };
        c_int::from(r.change(|numbers| {
            if (dmp1.is_null() && numbers.dmp1.is_none())
                || (dmq1.is_null() && numbers.dmq1.is_none())
                || (iqmp.is_null() && numbers.iqmp.is_none())
            {
                return false;
            }
            // SAFETY: the numbers now belong to the key.
            unsafe {
                take(&mut numbers.dmp1, dmp1);
                take(&mut numbers.dmq1, dmq1);
                take(&mut numbers.iqmp, iqmp);
            }
            true
        }))
    })
}

/// The key's numbers, which belong to it; NULL for what is missing.
///
/// # Safety
/// The pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_crt_params(
    r: *const RSA,
    dmp1: *mut *const BIGNUM,
    dmq1: *mut *const BIGNUM,
    iqmp: *mut *const BIGNUM,
) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(r) = unsafe { ffi::shared_ref(r) } {
            r.with_numbers(|numbers| unsafe {
                // SAFETY: the caller's promise.
                ffi::put(dmp1, peek(&numbers.dmp1));
                ffi::put(dmq1, peek(&numbers.dmq1));
                ffi::put(iqmp, peek(&numbers.iqmp));
            });
        }
    })
}

/// The number `n`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_n(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }.map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.n)))
    })
}

/// The number `e`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_e(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }.map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.e)))
    })
}

/// The number `d`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_d(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }.map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.d)))
    })
}

/// The number `p`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_p(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }.map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.p)))
    })
}

/// The number `q`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_q(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }.map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.q)))
    })
}

/// The number `dmp1`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_dmp1(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }
            .map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.dmp1)))
    })
}

/// The number `dmq1`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_dmq1(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }
            .map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.dmq1)))
    })
}

/// The number `iqmp`, which belongs to the key; NULL while it is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_get0_iqmp(r: *const RSA) -> *const BIGNUM {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(r) }
            .map_or(null(), |r| r.with_numbers(|numbers| peek(&numbers.iqmp)))
    })
}

/// Makes a key of `bits` bits with public exponent `e`, which stays the caller's. `cb` is not called.
///
/// # Safety
/// `rsa` is NULL or live, `e` NULL or a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_generate_key_ex(
    rsa: *mut RSA,
    bits: c_int,
    e: *mut BIGNUM,
    _cb: *mut BN_GENCB,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(rsa), Some(e)) = (unsafe { (ffi::shared_ref(rsa), ffi::shared_ref(e)) }) else {
            raise(ERR_LIB_RSA, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let bits = usize::try_from(bits).unwrap_or(0);
        if bits < 512 {
            raise(ERR_LIB_RSA, RSA_R_KEY_SIZE_TOO_SMALL);
            return 0;
        }
        match PrivateKey::generate_rsa(bits, e.to_be()) {
            Ok(key) => c_int::from(rsa.replace(&Key::from_private(key))),
            Err(_) => 0,
        }
    })
}

/// As [`RSA_generate_key_ex`] with a fresh object, for the caller to free.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_generate_key(
    bits: c_int,
    e: c_ulong,
    _callback: Option<unsafe extern "C" fn(c_int, c_int, *mut c_void)>,
    _cb_arg: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        let exponent = BIGNUM::from_be(&e.to_be_bytes());
        let bits = usize::try_from(bits).unwrap_or(0);
        let made = PrivateKey::generate_rsa(bits, exponent.to_be()).ok();
        let made = made.and_then(|key| RSA::of(&Key::from_private(key)));
        made.map_or(null_mut(), RSA::into_c)
    })
}

/// 1 when the numbers make a private key, 0 when not.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_check_key(rsa: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let key = unsafe { ffi::shared_ref(rsa) }.and_then(RSA::key);
        c_int::from(key.is_some_and(|key| key.private.is_some()))
    })
}

/// Signs the hash of `m_length` bytes at `m`, of the kind `type` (the number of its object), with
/// PKCS#1 v1.5: to `sigret`, which has `RSA_size(rsa)` bytes, the length to `siglen`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_sign(
    r#type: c_int,
    m: *const c_uchar,
    m_length: c_uint,
    sigret: *mut c_uchar,
    siglen: *mut c_uint,
    rsa: *mut RSA,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (digest, private) = unsafe { (ffi::slice(m, m_length as usize), private(rsa)) };
        let (Some(md), Some(digest), Some(private), false) =
            (EVP_MD::by_nid(r#type), digest, private, sigret.is_null())
        else {
            raise(ERR_LIB_RSA, RSA_R_UNKNOWN_ALGORITHM_TYPE);
            return 0;
        };
        match private.sign_prehashed(Scheme::RsaPkcs1(md.algorithm), digest) {
            Ok(signature) => {
                // SAFETY: the caller's promise.
                unsafe {
                    sigret.copy_from_nonoverlapping(signature.as_ptr(), signature.len());
                    ffi::put(siglen, signature.len() as c_uint);
                }
                1
            }
            Err(_) => {
                raise(ERR_LIB_RSA, RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE);
                0
            }
        }
    })
}

/// 1 when the `siglen` bytes at `sigbuf` sign the hash of `m_length` bytes at `m`, of the kind `type`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_verify(
    r#type: c_int,
    m: *const c_uchar,
    m_length: c_uint,
    sigbuf: *const c_uchar,
    siglen: c_uint,
    rsa: *mut RSA,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (digest, signature, key) = unsafe {
            (
                ffi::slice(m, m_length as usize),
                ffi::slice(sigbuf, siglen as usize),
                ffi::shared_ref(rsa).and_then(RSA::key),
            )
        };
        let (Some(md), Some(digest), Some(signature), Some(key)) =
            (EVP_MD::by_nid(r#type), digest, signature, key)
        else {
            raise(ERR_LIB_RSA, RSA_R_UNKNOWN_ALGORITHM_TYPE);
            return 0;
        };
        let scheme = Scheme::RsaPkcs1(md.algorithm);
        let good = key
            .public
            .verify_prehashed(scheme, digest, signature)
            .is_ok();
        if !good {
            raise(ERR_LIB_RSA, RSA_R_BAD_SIGNATURE);
        }
        c_int::from(good)
    })
}

/// Encrypts with the public key: `flen` bytes at `from` to `to`, which has `RSA_size(rsa)`
/// bytes. The length, -1 on failure. Paddings: `RSA_PKCS1_PADDING`, `RSA_NO_PADDING`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_public_encrypt(
    flen: c_int,
    from: *const c_uchar,
    to: *mut c_uchar,
    rsa: *mut RSA,
    padding: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            run(flen, from, to, rsa, |key, input| {
                public_encrypt(key, input, padding)
            })
        }
    })
}

/// Decrypts with the private key; what was not padded right decrypts to random bytes: `flen` bytes at `from` to `to`, which has `RSA_size(rsa)`
/// bytes. The length, -1 on failure. Paddings: `RSA_PKCS1_PADDING`, `RSA_NO_PADDING`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_private_decrypt(
    flen: c_int,
    from: *const c_uchar,
    to: *mut c_uchar,
    rsa: *mut RSA,
    padding: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            run(flen, from, to, rsa, |key, input| {
                private_decrypt(key, input, padding)
            })
        }
    })
}

/// Signs the bytes themselves with the private key: `flen` bytes at `from` to `to`, which has `RSA_size(rsa)`
/// bytes. The length, -1 on failure. Paddings: `RSA_PKCS1_PADDING`, `RSA_NO_PADDING`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_private_encrypt(
    flen: c_int,
    from: *const c_uchar,
    to: *mut c_uchar,
    rsa: *mut RSA,
    padding: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            run(flen, from, to, rsa, |key, input| {
                private_encrypt(key, input, padding)
            })
        }
    })
}

/// Recovers what [`RSA_private_encrypt`] signed: `flen` bytes at `from` to `to`, which has `RSA_size(rsa)`
/// bytes. The length, -1 on failure. Paddings: `RSA_PKCS1_PADDING`, `RSA_NO_PADDING`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn RSA_public_decrypt(
    flen: c_int,
    from: *const c_uchar,
    to: *mut c_uchar,
    rsa: *mut RSA,
    padding: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        unsafe {
            run(flen, from, to, rsa, |key, input| {
                public_decrypt(key, input, padding)
            })
        }
    })
}

/// # Safety
/// `rsa` is NULL or live.
unsafe fn modulus_bits(rsa: *const RSA) -> usize {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(rsa) }.map_or(0, |rsa| {
        rsa.with_numbers(|numbers| numbers.n.as_ref().map_or(0, |n| n.bits()))
    })
}

/// # Safety
/// `rsa` is NULL or live.
unsafe fn private(rsa: *const RSA) -> Option<Arc<PrivateKey>> {
    // SAFETY: the caller's promise.
    unsafe { ffi::shared_ref(rsa) }?.key()?.private
}

/// # Safety
/// `number` is NULL or the caller's to give away.
unsafe fn take(slot: &mut Option<Box<BIGNUM>>, number: *mut BIGNUM) {
    if !number.is_null() {
        // SAFETY: the caller's promise.
        *slot = Some(unsafe { Box::from_raw(number) });
    }
}

fn peek(number: &Option<Box<BIGNUM>>) -> *const BIGNUM {
    number.as_deref().map_or(null(), std::ptr::from_ref)
}

/// # Safety
/// `from` is readable for `flen` bytes, `to` writable for as many as the modulus has.
unsafe fn run(
    flen: c_int,
    from: *const c_uchar,
    to: *mut c_uchar,
    rsa: *mut RSA,
    body: impl FnOnce(&Key, &[u8]) -> Result<Vec<u8>, c_int>,
) -> c_int {
    // SAFETY: the caller's promise.
    let parts = unsafe {
        let length = usize::try_from(flen).unwrap_or(usize::MAX);
        (
            ffi::slice(from, length),
            ffi::shared_ref(rsa).and_then(RSA::key),
        )
    };
    let (Some(input), Some(key), false) = (parts.0, parts.1, to.is_null()) else {
        raise(ERR_LIB_RSA, RSA_R_VALUE_MISSING);
        return -1;
    };
    match body(&key, input) {
        Ok(output) => {
            let output = zeroize::Zeroizing::new(output);
            // SAFETY: no operation makes more bytes than the modulus has.
            unsafe { to.copy_from_nonoverlapping(output.as_ptr(), output.len()) };
            output.len() as c_int
        }
        Err(reason) => {
            raise(ERR_LIB_RSA, reason);
            -1
        }
    }
}

fn public_encrypt(key: &Key, input: &[u8], padding: c_int) -> Result<Vec<u8>, c_int> {
    let parts = key.public.rsa_parts().ok_or(RSA_R_VALUE_MISSING)?;
    let too_large = RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE;
    match padding {
        RSA_NO_PADDING if input.len() == parts.n.len() => parts.raw(input).map_err(|_| too_large),
        RSA_PKCS1_PADDING => parts
            .encrypt_pkcs1(input, &SystemRandom::new())
            .map_err(|_| too_large),
        RSA_NO_PADDING => Err(too_large),
        _ => Err(RSA_R_UNKNOWN_PADDING_TYPE),
    }
}

fn private_decrypt(key: &Key, input: &[u8], padding: c_int) -> Result<Vec<u8>, c_int> {
    let private = key.private.as_ref().ok_or(RSA_R_VALUE_MISSING)?;
    let block = private
        .rsa_raw(input)
        .map(zeroize::Zeroizing::new)
        .map_err(|_| RSA_R_PADDING_CHECK_FAILED)?;
    match padding {
        RSA_NO_PADDING => Ok(block.to_vec()),
        RSA_PKCS1_PADDING => {
            Ok(pkcs1_encryption_unpad(&block, &private.to_pkcs8(), input).to_vec())
        }
        _ => Err(RSA_R_UNKNOWN_PADDING_TYPE),
    }
}

fn private_encrypt(key: &Key, input: &[u8], padding: c_int) -> Result<Vec<u8>, c_int> {
    let private = key.private.as_ref().ok_or(RSA_R_VALUE_MISSING)?;
    let block = match padding {
        RSA_NO_PADDING => Ok(input.to_vec()),
        RSA_PKCS1_PADDING => {
            pkcs1_raw_signature_pad(&[], input, private.public_key().max_signature_len())
        }
        _ => return Err(RSA_R_UNKNOWN_PADDING_TYPE),
    };
    block
        .and_then(|block| private.rsa_raw(&block))
        .map_err(|_| RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE)
}

fn public_decrypt(key: &Key, input: &[u8], padding: c_int) -> Result<Vec<u8>, c_int> {
    let parts = key.public.rsa_parts().ok_or(RSA_R_VALUE_MISSING)?;
    let block = parts
        .raw(input)
        .map_err(|_| RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE)?;
    match padding {
        RSA_NO_PADDING => Ok(block),
        RSA_PKCS1_PADDING => pkcs1_raw_signature_unpad(&block)
            .map(<[u8]>::to_vec)
            .map_err(|_| RSA_R_PADDING_CHECK_FAILED),
        _ => Err(RSA_R_UNKNOWN_PADDING_TYPE),
    }
}
