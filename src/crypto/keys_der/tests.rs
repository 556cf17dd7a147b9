use std::ptr::null_mut;

use ffi::SharedHandle;
use primitives::signature::{Curve, PrivateKey};

use super::abi::*;
use crate::evp::pkey::{EVP_PKEY, EVP_PKEY_EC, EVP_PKEY_RSA};

fn keys() -> [PrivateKey; 3] {
    [
        PrivateKey::generate_ec(Curve::P384).unwrap(),
        PrivateKey::generate_ed25519().unwrap(),
        PrivateKey::generate_rsa(1024, &[1, 0, 1]).unwrap(),
    ]
}

#[test]
fn der_round_trips() {
    for key in keys() {
        let spki = key.spki_der();
        let pkey = EVP_PKEY::into_c(EVP_PKEY::from_private(key));
        // SAFETY: lengths are those of the buffers; every object is freed once.
        unsafe {
            let mut out = null_mut();
            let length = i2d_PrivateKey(pkey, &mut out);
            assert!(length > 0);
            let mut at = out.cast_const();
            let again = d2i_AutoPrivateKey(null_mut(), &mut at, length.into());
            assert_eq!(at.offset_from(out), length as isize);
            assert_eq!((*again).spki(), Some(spki.clone()));
            let mut at = out.cast_const();
            let mut filled = EVP_PKEY::into_c(EVP_PKEY::empty());
            let same = d2i_AutoPrivateKey(&mut filled, &mut at, length.into());
            assert_eq!(same, filled);
            assert_eq!((*filled).spki(), Some(spki.clone()));
            crate::mem::abi::CRYPTO_free(out.cast(), std::ptr::null(), 0);
            let mut buffer = [0u8; 512];
            let mut end = buffer.as_mut_ptr();
            let length = i2d_PUBKEY(pkey, &mut end) as usize;
            assert_eq!(buffer[..length], spki);
            for key in [pkey, again, filled] {
                drop(EVP_PKEY::reclaim(key));
            }
        }
    }
}

#[test]
fn the_wrong_type_and_null_are_refused() {
    let key = PrivateKey::generate_ec(Curve::P256).unwrap().to_pkcs8();
    let read = |id| {
        let mut at = key.as_ptr();
        // SAFETY: the length is that of the buffer.
        let key = unsafe { d2i_PrivateKey(id, null_mut(), &mut at, key.len() as i64) };
        // SAFETY: ours to free.
        unsafe { EVP_PKEY::reclaim(key) }.is_some()
    };
    assert!(read(EVP_PKEY_EC));
    assert!(!read(EVP_PKEY_RSA));
    // SAFETY: NULL is allowed everywhere.
    unsafe {
        assert!(d2i_PUBKEY(null_mut(), null_mut(), 5).is_null());
        assert_eq!(i2d_PUBKEY(std::ptr::null(), null_mut()), 0);
        assert!(i2d_PrivateKey(std::ptr::null(), null_mut()) <= 0);
    }
}
