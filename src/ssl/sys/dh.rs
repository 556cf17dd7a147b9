//! Diffie-Hellman parameters of the application's, read through libcrypto.

use std::ffi::{CStr, c_int};
use std::ptr::{NonNull, null, null_mut};

use super::imports::*;
use super::key::Key;
use super::types::*;

/// The numbers of a group, big-endian.
pub struct Numbers {
    pub prime: Vec<u8>,
    pub generator: Vec<u8>,
    /// Length in bits of the order of the generator, if it is known.
    pub order_bits: Option<usize>,
    /// Length in bits of private values, if one is recommended.
    pub private_bits: Option<usize>,
}

/// The numbers of a `DH`. `None` for NULL, and while the prime or the generator is missing.
///
/// # Safety
/// `dh` is NULL or a valid `DH`.
pub unsafe fn of_dh(dh: *const DH) -> Option<Numbers> {
    if dh.is_null() {
        return None;
    }
    let (mut p, mut q, mut g) = (null(), null(), null());
    // SAFETY: valid by contract; the numbers live as long as it.
    unsafe {
        DH_get0_pqg(dh, &mut p, &mut q, &mut g);
        Some(Numbers {
            prime: bytes_of(p)?,
            generator: bytes_of(g)?,
            order_bits: (!q.is_null()).then(|| bits_of(q)),
            private_bits: positive(DH_get_length(dh)),
        })
    }
}

/// The numbers of a key of Diffie-Hellman, or of its parameters alone.
pub fn of_key(key: &Key) -> Option<Numbers> {
    let prime = Number::of(key, c"p")?;
    let generator = Number::of(key, c"g")?;
    let mut private_bits: c_int = 0;
    // SAFETY: all are valid.
    unsafe {
        EVP_PKEY_get_int_param(key.as_ptr(), c"priv_len".as_ptr(), &mut private_bits);
        Some(Numbers {
            prime: bytes_of(prime.0.as_ptr())?,
            generator: bytes_of(generator.0.as_ptr())?,
            order_bits: Number::of(key, c"q").map(|order| bits_of(order.0.as_ptr())),
            private_bits: positive(private_bits.into()),
        })
    }
}

/// A key with a public value alone.
pub fn public_key(prime: &[u8], generator: &[u8], public: &[u8]) -> Option<Key> {
    let prime = Number::from_bytes(prime)?;
    let generator = Number::from_bytes(generator)?;
    let public = Number::from_bytes(public)?;
    // SAFETY: all are valid; the numbers go over to the parameters where that is said to have worked, and those to the key,
    // which counts a reference of its own.
    unsafe {
        let dh = Parameters(NonNull::new(DH_new())?);
        if DH_set0_pqg(
            dh.0.as_ptr(),
            prime.0.as_ptr(),
            null_mut(),
            generator.0.as_ptr(),
        ) != 1
        {
            return None;
        }
        std::mem::forget((prime, generator));
        if DH_set0_key(dh.0.as_ptr(), public.0.as_ptr(), null_mut()) != 1 {
            return None;
        }
        std::mem::forget(public);
        let key = Key::from_raw(EVP_PKEY_new())?;
        (EVP_PKEY_set1_DH(key.as_ptr(), dh.0.as_ptr()) == 1).then_some(key)
    }
}

fn positive(bits: std::ffi::c_long) -> Option<usize> {
    usize::try_from(bits).ok().filter(|bits| *bits > 0)
}

/// A number of our own.
struct Number(NonNull<BIGNUM>);

impl Number {
    fn of(key: &Key, name: &CStr) -> Option<Self> {
        let mut number = null_mut();
        // SAFETY: all are valid; the number becomes ours.
        let found = unsafe { EVP_PKEY_get_bn_param(key.as_ptr(), name.as_ptr(), &mut number) };
        let number = NonNull::new(number).map(Number);
        number.filter(|_| found == 1)
    }
}

impl Number {
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let length = c_int::try_from(bytes.len()).ok()?;
        // SAFETY: the length is the slice's; a new number.
        NonNull::new(unsafe { BN_bin2bn(bytes.as_ptr(), length, null_mut()) }).map(Number)
    }
}

/// A reference of ours.
struct Parameters(NonNull<DH>);

impl Drop for Parameters {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { DH_free(self.0.as_ptr()) }
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { BN_free(self.0.as_ptr()) }
    }
}

/// # Safety
/// `number` is NULL or valid.
unsafe fn bits_of(number: *const BIGNUM) -> usize {
    // SAFETY: the caller's contract.
    usize::try_from(unsafe { BN_num_bits(number) }).unwrap_or(0)
}

/// # Safety
/// `number` is NULL or valid.
unsafe fn bytes_of(number: *const BIGNUM) -> Option<Vec<u8>> {
    if number.is_null() {
        return None;
    }
    // SAFETY: valid by contract; the buffer is as long as the number.
    unsafe {
        let mut bytes = vec![0; bits_of(number).div_ceil(8)];
        BN_bn2bin(number, bytes.as_mut_ptr());
        Some(bytes)
    }
}
