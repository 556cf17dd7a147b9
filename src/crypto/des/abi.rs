//! The exported functions of `des.h`.

use std::ffi::{CStr, c_char, c_int, c_long, c_uchar};

use ffi::{mut_ref, shared_ref};
use primitives::low_level::{DesKey, DesKeyError};

use super::{BLOCK, Block, chain, key_from_text, with_odd_parity};
use crate::err::guard;

/// A block or a key.
pub type DES_cblock = Block;

/// What C takes for an expanded key: 128 bytes of its own, of which the key is the first 8.
#[repr(C, align(4))]
pub struct DES_key_schedule {
    key: Block,
    unused: [u8; 120],
}

impl DES_key_schedule {
    fn of(key: Block) -> Self {
        Self {
            key,
            unused: [0; 120],
        }
    }

    fn expand(&self) -> DesKey {
        DesKey::new(self.key)
    }
}

/// Takes a key that has odd parity and is not weak. Returns 0, -1 for wrong parity, -2 for a weak key.
///
/// # Safety
/// `key` is NULL or has 8 bytes; `schedule` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_set_key_checked(
    key: *mut DES_cblock,
    schedule: *mut DES_key_schedule,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (Some(found), false) = (unsafe { shared_ref(key) }, schedule.is_null()) else {
            return -1;
        };
        match DesKey::check(*found) {
            Err(DesKeyError::Parity) => -1,
            Err(DesKeyError::Weak) => -2,
            Ok(()) => {
                // SAFETY: the caller's promises.
                unsafe { schedule.write(DES_key_schedule::of(*found)) };
                0
            }
        }
    })
}

/// Takes any key.
///
/// # Safety
/// As [`DES_set_key_checked`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_set_key_unchecked(
    key: *mut DES_cblock,
    schedule: *mut DES_key_schedule,
) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            if let (Some(found), false) = (shared_ref(key), schedule.is_null()) {
                schedule.write(DES_key_schedule::of(*found));
            }
        }
    })
}

/// As [`DES_set_key_checked`], but the key is taken in any case.
///
/// # Safety
/// As [`DES_set_key_checked`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_set_key(
    key: *mut DES_cblock,
    schedule: *mut DES_key_schedule,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        DES_set_key_unchecked(key, schedule);
        DES_set_key_checked(key, schedule)
    }
}

/// Another name of [`DES_set_key`].
///
/// # Safety
/// As [`DES_set_key_checked`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_key_sched(
    key: *mut DES_cblock,
    schedule: *mut DES_key_schedule,
) -> c_int {
    // SAFETY: the caller's promises.
    unsafe { DES_set_key(key, schedule) }
}

/// Gives each byte of the key odd parity.
///
/// # Safety
/// `key` is NULL or has 8 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_set_odd_parity(key: *mut DES_cblock) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(key) = unsafe { mut_ref(key) } {
            *key = with_odd_parity(*key);
        }
    })
}

/// Makes a key from a password, for programs that have always done so.
///
/// # Safety
/// `str` is NULL or a string; `key` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_string_to_key(str: *const c_char, key: *mut DES_cblock) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            if let (Some(key), false) = (mut_ref(key), str.is_null()) {
                *key = key_from_text(CStr::from_ptr(str).to_bytes());
            }
        }
    })
}

/// One block in the direction of `enc`; `output` may be `input`.
///
/// # Safety
/// The pointers are NULL or valid; `ks` was made from a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_ecb_encrypt(
    input: *mut DES_cblock,
    output: *mut DES_cblock,
    ks: *mut DES_key_schedule,
    enc: c_int,
) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(block), Some(ks)) = (shared_ref(input), shared_ref(ks)) else {
                return;
            };
            let mut block = *block;
            if enc != 0 {
                ks.expand().encrypt(&mut block);
            } else {
                ks.expand().decrypt(&mut block);
            }
            ffi::put(output, block);
        }
    })
}

/// Cipher block chaining; `ivec` stays as it is. A last block that is not full is filled with zeros when encrypting,
/// and `output` has room for it.
///
/// # Safety
/// `input` is readable and `output` writable for `length` bytes, in whole blocks what is encrypted, and they are the same
/// or do not overlap; `schedule` was made from a key; `ivec` has 8 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_cbc_encrypt(
    input: *const c_uchar,
    output: *mut c_uchar,
    length: c_long,
    schedule: *mut DES_key_schedule,
    ivec: *mut DES_cblock,
    enc: c_int,
) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(schedule), Some(vector)) = (shared_ref(schedule), shared_ref(ivec)) else {
                return;
            };
            let mut vector = *vector;
            chained(
                input,
                output,
                length,
                &schedule.expand(),
                &mut vector,
                enc != 0,
            );
        }
    })
}

/// As [`DES_cbc_encrypt`], but `ivec` moves on.
///
/// # Safety
/// As [`DES_cbc_encrypt`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DES_ncbc_encrypt(
    input: *const c_uchar,
    output: *mut c_uchar,
    length: c_long,
    schedule: *mut DES_key_schedule,
    ivec: *mut DES_cblock,
    enc: c_int,
) {
    guard((), || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(schedule), Some(vector)) = (shared_ref(schedule), shared_ref(ivec)) else {
                return;
            };
            // The vector may lie in the data: it is written when all is done.
            let mut vector = *vector;
            chained(
                input,
                output,
                length,
                &schedule.expand(),
                &mut vector,
                enc != 0,
            );
            ffi::put(ivec, vector);
        }
    })
}

/// # Safety
/// As [`DES_cbc_encrypt`].
unsafe fn chained(
    input: *const c_uchar,
    output: *mut c_uchar,
    length: c_long,
    key: &DesKey,
    vector: &mut Block,
    encrypt: bool,
) {
    let length = usize::try_from(length).unwrap_or(0);
    if input.is_null() || output.is_null() {
        return;
    }
    for at in (0..length).step_by(BLOCK) {
        let part = BLOCK.min(length - at);
        let (take, give) = if encrypt {
            (part, BLOCK)
        } else {
            (BLOCK, part)
        };
        let mut block = Block::default();
        // SAFETY: `at + part` is at most the length; what is encrypted is in whole blocks.
        unsafe {
            input
                .add(at)
                .copy_to_nonoverlapping(block.as_mut_ptr(), take);
            chain(key, vector, &mut block, encrypt);
            output
                .add(at)
                .copy_from_nonoverlapping(block.as_ptr(), give);
        }
    }
}
