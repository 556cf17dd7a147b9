//! The exported functions of `buffer.h`.

use std::ffi::{c_char, c_int, c_ulong, c_void};
use std::ptr::{null, null_mut};

use ffi::{mut_ref, shared_ref};

use crate::err::{ERR_LIB_BUF, ERR_R_MALLOC_FAILURE, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem::abi::{
    CRYPTO_clear_free, CRYPTO_clear_realloc, CRYPTO_free, CRYPTO_realloc, alloc_zeroed,
};

/// A block of memory with its length, as `buffer.h` shows it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BUF_MEM {
    /// Bytes in use.
    pub length: usize,
    /// The bytes, from `OPENSSL_malloc`; NULL while there are none.
    pub data: *mut c_char,
    /// Bytes allocated.
    pub max: usize,
    /// `BUF_MEM_FLAG_SECURE` or 0.
    pub flags: c_ulong,
}

impl BUF_MEM {
    /// No bytes.
    pub(crate) const fn empty() -> Self {
        Self {
            length: 0,
            data: null_mut(),
            max: 0,
            flags: 0,
        }
    }
}

/// Room is taken in steps of a third more, as long as that can be counted.
const LIMIT: usize = 0x5fff_fffc;

/// An empty block. NULL when there is no memory. Free it with `BUF_MEM_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_MEM_new() -> *mut BUF_MEM {
    alloc_zeroed(size_of::<BUF_MEM>()).cast()
}

/// As [`BUF_MEM_new`]; with `BUF_MEM_FLAG_SECURE` for secrets.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_MEM_new_ex(flags: c_ulong) -> *mut BUF_MEM {
    // SAFETY: the fresh block is a BUF_MEM.
    unsafe {
        let block = BUF_MEM_new();
        if let Some(block) = mut_ref(block) {
            block.flags = flags;
        }
        block
    }
}

/// Overwrites and frees a block; NULL is allowed.
///
/// # Safety
/// `a` is NULL or a block that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_MEM_free(a: *mut BUF_MEM) {
    // SAFETY: the caller gives the block up.
    unsafe {
        if let Some(block) = shared_ref(a) {
            CRYPTO_clear_free(block.data.cast(), block.max, null(), 0);
            CRYPTO_free(a.cast(), null(), 0);
        }
    }
}

/// Makes the block `len` bytes long; new bytes are zero. `len`, or 0 when there is no memory.
///
/// # Safety
/// `str` is NULL or a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_MEM_grow(str: *mut BUF_MEM, len: usize) -> usize {
    // SAFETY: the same promise.
    guard(0, || unsafe { grow(str, len, false) })
}

/// As [`BUF_MEM_grow`]; bytes that are given up are overwritten.
///
/// # Safety
/// `str` is NULL or a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_MEM_grow_clean(str: *mut BUF_MEM, len: usize) -> usize {
    // SAFETY: the same promise.
    guard(0, || unsafe { grow(str, len, true) })
}

/// # Safety
/// `block` is NULL or a block.
unsafe fn grow(block: *mut BUF_MEM, len: usize, clean: bool) -> usize {
    // SAFETY: the caller promises a block, whose data has `max` bytes.
    unsafe {
        let Some(block) = mut_ref(block) else {
            raise(ERR_LIB_BUF, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        if len > block.max {
            if len > LIMIT {
                raise(ERR_LIB_BUF, ERR_R_MALLOC_FAILURE);
                return 0;
            }
            let room = len.div_ceil(3) * 4;
            let old = block.data.cast::<c_void>();
            let data = if clean || block.flags != 0 {
                CRYPTO_clear_realloc(old, block.max, room, null(), 0)
            } else {
                CRYPTO_realloc(old, room, null(), 0)
            };
            if data.is_null() {
                raise(ERR_LIB_BUF, ERR_R_MALLOC_FAILURE);
                return 0;
            }
            block.data = data.cast();
            block.max = room;
        }
        if len > block.length {
            block
                .data
                .add(block.length)
                .write_bytes(0, len - block.length);
        } else if clean && len < block.length {
            block.data.add(len).write_bytes(0, block.length - len);
        }
        block.length = len;
        len
    }
}

/// Copies `siz` bytes from `in` to `out` in reverse order; reverses in place when `in` is NULL.
///
/// # Safety
/// `out` has `siz` writable bytes, `in` is NULL or has `siz` readable ones apart from them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BUF_reverse(out: *mut u8, r#in: *const u8, siz: usize) {
    guard((), || {
        // SAFETY: the caller promises the sizes.
        unsafe {
            let Some(bytes) = ffi::slice_mut(out, siz) else {
                return;
            };
            if let Some(from) = ffi::slice(r#in, siz).filter(|from| from.len() == siz)
                && !r#in.is_null()
            {
                bytes.copy_from_slice(from);
            }
            bytes.reverse();
        }
    })
}

/// The flag of a block for secrets.
pub const BUF_MEM_FLAG_SECURE: c_int = 1;
