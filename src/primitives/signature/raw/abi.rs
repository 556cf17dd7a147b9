//! The provider's RSA operation without padding, which its Rust interface leaves out. It is blinded, takes the same time
//! for all inputs, and is checked against faults.
#![allow(unsafe_code)]

use alloc::vec;
use alloc::vec::Vec;
use core::ptr::NonNull;

use aws_lc_sys as provider;

use crate::signature::SignatureError;

/// A private key of the provider's.
pub struct RawKey(NonNull<provider::RSA>);

// SAFETY: the provider's operations may be called from any thread, many at a time: what a key caches it guards by locks.
unsafe impl Send for RawKey {}
// SAFETY: as above.
unsafe impl Sync for RawKey {}

impl RawKey {
    /// Reads an RSAPrivateKey (RFC 8017 A.1.2). `None` when the provider refuses it.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        // SAFETY: the length is the slice's; the key becomes ours.
        let key = unsafe { provider::RSA_private_key_from_bytes(der.as_ptr(), der.len()) };
        NonNull::new(key).map(Self)
    }

    /// `input^d mod n`, both of the modulus' length.
    pub fn private(&self, input: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let mut output = vec![0; input.len()];
        let mut length = 0;
        // SAFETY: the key is live; the lengths are those of the buffers.
        let done = unsafe {
            provider::RSA_decrypt(
                self.0.as_ptr(),
                &mut length,
                output.as_mut_ptr(),
                output.len(),
                input.as_ptr(),
                input.len(),
                provider::RSA_NO_PADDING,
            )
        };
        match done == 1 && length == output.len() {
            true => Ok(output),
            false => {
                // SAFETY: no arguments. Nobody reads the provider's own queue of errors.
                unsafe { provider::ERR_clear_error() };
                Err(SignatureError)
            }
        }
    }
}

impl Drop for RawKey {
    fn drop(&mut self) {
        // SAFETY: ours.
        unsafe { provider::RSA_free(self.0.as_ptr()) }
    }
}
