//! The exported function of `modes.h`.

use std::ffi::{c_uchar, c_uint, c_void};

use crate::err::guard;

/// Encrypts one block of 16 bytes.
pub type block128_f =
    unsafe extern "C" fn(r#in: *const c_uchar, out: *mut c_uchar, key: *const c_void);

const BLOCK: usize = 16;

/// Counter mode (NIST SP 800-38A 6.5) with a 128-bit big-endian counter in `ivec`. What is left of
/// the last key stream block is in `ecount_buf`, and `num` tells how much of it is used.
///
/// # Safety
/// `in` and `out` have `len` bytes, and may be the same; `ivec` and `ecount_buf` have 16; `num` is
/// valid; `block` takes such a `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn CRYPTO_ctr128_encrypt(
    r#in: *const c_uchar,
    out: *mut c_uchar,
    len: usize,
    key: *const c_void,
    ivec: *mut c_uchar,
    ecount_buf: *mut c_uchar,
    num: *mut c_uint,
    block: Option<block128_f>,
) {
    guard((), || {
        let Some(block) = block else { return };
        // SAFETY: the caller promises the sizes; `at` stays below 16.
        unsafe {
            let mut at = *num as usize % BLOCK;
            for byte in 0..len {
                if at == 0 {
                    block(ivec, ecount_buf, key);
                    let counter = u128::from_be_bytes(ivec.cast::<[u8; BLOCK]>().read());
                    let next = counter.wrapping_add(1).to_be_bytes();
                    ivec.cast::<[u8; BLOCK]>().write(next);
                }
                out.add(byte).write(*r#in.add(byte) ^ *ecount_buf.add(at));
                at = (at + 1) % BLOCK;
            }
            *num = at as c_uint;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block "cipher" whose key stream is the counter itself.
    unsafe extern "C" fn copy(from: *const c_uchar, to: *mut c_uchar, _key: *const c_void) {
        // SAFETY: both have 16 bytes.
        unsafe { to.copy_from(from, BLOCK) }
    }

    #[test]
    fn the_counter_carries_and_the_stream_goes_on() {
        let (mut counter, mut stream, mut num) = ([0xff; BLOCK], [0; BLOCK], 0);
        let mut out = [0u8; 40];
        for part in out.chunks_mut(7) {
            let place = part.as_mut_ptr();
            let (iv, left) = (counter.as_mut_ptr(), stream.as_mut_ptr());
            // SAFETY: buffers of the test.
            unsafe {
                let none = std::ptr::null();
                CRYPTO_ctr128_encrypt(
                    place,
                    place,
                    part.len(),
                    none,
                    iv,
                    left,
                    &mut num,
                    Some(copy),
                );
            }
        }
        assert_eq!(
            (&out[..16], &out[16..32], num),
            (&[0xff; 16][..], &[0; 16][..], 8)
        );
        assert_eq!((out[39], counter[15]), (0, 2));
    }
}
