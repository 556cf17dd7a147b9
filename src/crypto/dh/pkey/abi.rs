//! The exported functions on Diffie-Hellman parameters inside keys.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::{null, null_mut};
use std::sync::Arc;

use ffi::SharedHandle;

use crate::bio::BIO;
use crate::bn::BIGNUM;
use crate::bn::abi::into_c;
use crate::dh::DH;
use crate::err::{ERR_LIB_EVP, guard, raise};
use crate::evp::pkey::abi::{
    EVP_PKEY_free, EVP_PKEY_get_bits, EVP_PKEY_get_security_bits, EVP_PKEY_get_size,
};
use crate::evp::pkey::{EVP_PKEY, LowLevel};
use crate::evp::reasons::{EVP_R_DECODE_ERROR, EVP_R_EXPECTING_A_DH_KEY};
use crate::pem::io::abi::{pem_password_cb, read};

/// Puts parameters in, taking a reference of its own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_set1_DH(pkey: *mut EVP_PKEY, key: *mut DH) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::shared_ref(pkey), DH::share(key)) } {
            (Some(pkey), Some(key)) => {
                pkey.set_low_level(LowLevel::Dh(key));
                1
            }
            _ => 0,
        }
    })
}

/// The parameters, which belong to `pkey`. NULL with an error for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get0_DH(pkey: *const EVP_PKEY) -> *const DH {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { parameters(pkey) }.map_or(null(), |key| Arc::as_ptr(&key))
    })
}

/// As [`EVP_PKEY_get0_DH`], with a reference for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get1_DH(pkey: *mut EVP_PKEY) -> *mut DH {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { parameters(pkey) }.map_or(null_mut(), DH::into_c)
    })
}

/// A number of a key by its provider name, to `*bn`: a new one for the caller to free when that is NULL. 0 when the key has
/// no such number. Names: `p`, `q`, `g`, `pub` of Diffie-Hellman, `n`, `e` of RSA.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_bn_param(
    pkey: *const EVP_PKEY,
    key_name: *const c_char,
    bn: *mut *mut BIGNUM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let found = unsafe {
            match (ffi::shared_ref(pkey), ffi::cstr(key_name), ffi::mut_ref(bn)) {
                (Some(pkey), Some(name), Some(slot)) => {
                    number(pkey, name.to_bytes()).map(|number| (number, slot))
                }
                _ => None,
            }
        };
        let Some((number, slot)) = found else {
            return 0;
        };
        // SAFETY: NULL, or the caller's number.
        match unsafe { ffi::mut_ref(*slot) } {
            Some(there) => *there = number,
            None => *slot = into_c(number),
        }
        1
    })
}

/// A number of a key by its provider name. 0 when the key has no such number. Names: `bits`, `security-bits`, `max-size`, and
/// `priv_len` of Diffie-Hellman.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_get_int_param(
    pkey: *const EVP_PKEY,
    key_name: *const c_char,
    out: *mut c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (key, name) = unsafe { (ffi::shared_ref(pkey), ffi::cstr(key_name)) };
        let (Some(key), Some(name)) = (key, name) else {
            return 0;
        };
        // SAFETY: the key is live.
        let value = unsafe {
            match name.to_bytes() {
                b"bits" => Some(EVP_PKEY_get_bits(pkey)),
                b"security-bits" => Some(EVP_PKEY_get_security_bits(pkey)),
                b"max-size" => Some(EVP_PKEY_get_size(pkey)),
                b"priv_len" => match key.low_level() {
                    Some(LowLevel::Dh(dh)) => {
                        Some(dh.with(|numbers| numbers.private_bits as c_int))
                    }
                    _ => None,
                },
                _ => None,
            }
        };
        let Some(value) = value.filter(|value| *value > 0) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { ffi::put(out, value) };
        1
    })
}

/// The next parameters (`DH PARAMETERS`), for the caller to free; `*x`, if there is one, is freed and replaced. NULL with an
/// error for other types.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_Parameters(
    bp: *mut BIO,
    x: *mut *mut EVP_PKEY,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        let no_password: Option<pem_password_cb> = None;
        // SAFETY: the caller's promise.
        let found = unsafe {
            let any = |name: &str| name.ends_with("PARAMETERS");
            read(bp, any, "PARAMETERS", no_password, null_mut::<c_void>())
        };
        let Some((name, der)) = found else {
            return null_mut();
        };
        let dh = DH::from_der(&der).filter(|_| name == "DH PARAMETERS");
        let Some((dh, _)) = dh else {
            raise(ERR_LIB_EVP, EVP_R_DECODE_ERROR);
            return null_mut();
        };
        let key = EVP_PKEY::empty();
        key.set_low_level(LowLevel::Dh(Arc::new(dh)));
        let key = EVP_PKEY::into_c(key);
        // SAFETY: the caller's promise.
        unsafe {
            if let Some(slot) = ffi::mut_ref(x) {
                EVP_PKEY_free(*slot);
                *slot = key;
            }
        }
        key
    })
}

/// The recommended length of a private value in bits, 0 for none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get_length(dh: *const DH) -> c_long {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(dh) }.map_or(0, |dh| {
            dh.with(|numbers| c_long::from(numbers.private_bits))
        })
    })
}

/// Puts the public and the private value in, taking them over; NULL keeps what is there. 0 (and the numbers stay the caller's)
/// while there is no public value.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_set0_key(
    dh: *mut DH,
    pub_key: *mut BIGNUM,
    priv_key: *mut BIGNUM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(dh) = (unsafe { ffi::shared_ref(dh) }) else {
            return 0;
        };
        dh.change(|numbers| {
            if pub_key.is_null() && numbers.public.is_none() {
                return 0;
            }
            for (slot, number) in [
                (&mut numbers.public, pub_key),
                (&mut numbers.private, priv_key),
            ] {
                if !number.is_null() {
                    // SAFETY: the number now belongs to the key.
                    *slot = Some(unsafe { Box::from_raw(number) });
                }
            }
            1
        })
    })
}

/// The public and the private value, which belong to `dh`; NULL for what is missing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DH_get0_key(
    dh: *const DH,
    pub_key: *mut *const BIGNUM,
    priv_key: *mut *const BIGNUM,
) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(dh) = unsafe { ffi::shared_ref(dh) } {
            dh.with(|numbers| {
                for (slot, number) in [(pub_key, &numbers.public), (priv_key, &numbers.private)] {
                    let number = number.as_deref().map_or(null(), std::ptr::from_ref);
                    // SAFETY: the caller's promise.
                    unsafe { ffi::put(slot, number) };
                }
            });
        }
    })
}

/// # Safety
/// `pkey` is NULL or live.
unsafe fn parameters(pkey: *const EVP_PKEY) -> Option<Arc<DH>> {
    // SAFETY: the caller's promise.
    match unsafe { ffi::shared_ref(pkey) }.and_then(EVP_PKEY::low_level) {
        Some(LowLevel::Dh(key)) => Some(key),
        _ => {
            raise(ERR_LIB_EVP, EVP_R_EXPECTING_A_DH_KEY);
            None
        }
    }
}

fn number(pkey: &EVP_PKEY, name: &[u8]) -> Option<BIGNUM> {
    if let Some(LowLevel::Dh(dh)) = pkey.low_level() {
        return dh.with(|numbers| {
            let number = match name {
                b"p" => &numbers.p,
                b"q" => &numbers.q,
                b"g" => &numbers.g,
                b"pub" => &numbers.public,
                _ => &None,
            };
            number.as_deref().cloned()
        });
    }
    let public = pkey.public()?;
    let parts = public.rsa_parts()?;
    match name {
        b"n" => Some(BIGNUM::from_be(&parts.n)),
        b"e" => Some(BIGNUM::from_be(&parts.e)),
        _ => None,
    }
}
