use std::ffi::c_uint;
use std::ptr::{null, null_mut};

use super::abi::*;
use crate::evp::md::abi::{EVP_sha1, EVP_sha256};

/// RFC 2202, test case 2.
const EXPECTED: [u8; 20] = [
    0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f, 0xa2, 0xd2, 0x74, 0x16, 0xd5, 0xf1, 0x84, 0xdf, 0x9c,
    0x25, 0x9a, 0x7c, 0x79,
];
const DATA: &[u8] = b"what do ya want for nothing?";

#[test]
fn one_shot_with_and_without_a_buffer() {
    let mut out = [0; 64];
    let mut length: c_uint = 0;
    // SAFETY: the buffers have the lengths that are named.
    unsafe {
        let key = b"Jefe".as_ptr().cast();
        let buffer = out.as_mut_ptr();
        let data = DATA.as_ptr();
        let result = HMAC(EVP_sha1(), key, 4, data, DATA.len(), buffer, &mut length);
        assert_eq!((result, length), (buffer, 20));
        assert_eq!(out[..20], EXPECTED);
        let own = HMAC(EVP_sha1(), key, 4, data, DATA.len(), null_mut(), null_mut());
        assert_eq!(std::slice::from_raw_parts(own, 20), EXPECTED);
        assert!(HMAC(null(), key, 4, data, 1, buffer, null_mut()).is_null());
        assert!(HMAC(EVP_sha1(), null(), 4, data, 1, buffer, null_mut()).is_null());
    }
}

#[test]
fn contexts_restart_and_copy() {
    let mut out = [0; 64];
    // SAFETY: the buffers have the lengths that are named; both contexts are freed once.
    unsafe {
        let ctx = HMAC_CTX_new();
        assert_eq!(HMAC_Update(ctx, DATA.as_ptr(), 1), 0);
        assert_eq!(HMAC_Init_ex(ctx, null(), 0, EVP_sha1(), null_mut()), 0);
        assert_eq!(
            HMAC_Init_ex(ctx, b"Jefe".as_ptr().cast(), 4, EVP_sha1(), null_mut()),
            1
        );
        assert_eq!(HMAC_size(ctx), 20);
        HMAC_Update(ctx, DATA.as_ptr(), 5);
        let copy = HMAC_CTX_new();
        assert_eq!(HMAC_CTX_copy(copy, ctx), 1);
        for ctx in [ctx, copy] {
            HMAC_Update(ctx, DATA.as_ptr().add(5), DATA.len() - 5);
            assert_eq!(HMAC_Final(ctx, out.as_mut_ptr(), null_mut()), 1);
            assert_eq!(out[..20], EXPECTED);
        }
        assert_eq!(HMAC_Final(ctx, out.as_mut_ptr(), null_mut()), 0);
        assert_eq!(HMAC_Init_ex(ctx, null(), 0, null(), null_mut()), 1);
        HMAC_Update(ctx, DATA.as_ptr(), DATA.len());
        HMAC_Final(ctx, out.as_mut_ptr(), null_mut());
        assert_eq!(out[..20], EXPECTED);
        assert_eq!(HMAC_Init_ex(ctx, null(), 0, EVP_sha256(), null_mut()), 0);
        HMAC_CTX_free(ctx);
        HMAC_CTX_free(copy);
        HMAC_CTX_free(null_mut());
    }
}
