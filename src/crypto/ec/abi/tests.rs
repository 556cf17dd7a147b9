use std::ptr::{null, null_mut};

use super::*;
use crate::ec::group::abi::*;
use crate::evp::pkey::abi::{
    EVP_PKEY_free, EVP_PKEY_get_bits, EVP_PKEY_get0_EC_KEY, EVP_PKEY_new, EVP_PKEY_set1_EC_KEY,
};

#[test]
fn a_key_is_made_used_and_taken_apart() {
    // SAFETY: buffers have the lengths that are named; every object is freed once.
    unsafe {
        for (nid, bits) in [(415, 256), (715, 384), (716, 521)] {
            let key = EC_KEY_new_by_curve_name(nid);
            assert_eq!(EC_KEY_check_key(key), 0);
            assert_eq!(EC_KEY_generate_key(key), 1);
            assert_eq!(EC_KEY_check_key(key), 1);
            let group = EC_KEY_get0_group(key);
            assert_eq!(EC_GROUP_get_curve_name(group), nid);
            assert_eq!(
                EC_POINT_is_at_infinity(group, EC_KEY_get0_public_key(key)),
                0
            );

            let mut signature = vec![0; ECDSA_size(key) as usize];
            let mut length = 0;
            let out = signature.as_mut_ptr();
            assert_eq!(
                ECDSA_sign(0, [7; 20].as_ptr(), 20, out, &mut length, key),
                1
            );
            let length = length as c_int;
            assert_eq!(ECDSA_verify(0, [7; 20].as_ptr(), 20, out, length, key), 1);
            assert_eq!(ECDSA_verify(0, [8; 20].as_ptr(), 20, out, length, key), 0);

            let mut point = vec![0; 200];
            let length = EC_POINT_point2oct(
                group,
                EC_KEY_get0_public_key(key),
                4,
                point.as_mut_ptr(),
                200,
                null_mut(),
            );
            let public = EC_KEY_new_by_curve_name(nid);
            let copy = EC_POINT_new(group);
            assert_eq!(
                EC_POINT_oct2point(group, copy, point.as_ptr(), length, null_mut()),
                1
            );
            point[length - 1] ^= 1;
            assert_eq!(
                EC_POINT_oct2point(group, copy, point.as_ptr(), length, null_mut()),
                0
            );
            assert_eq!(EC_KEY_set_public_key(public, copy), 1);
            assert_eq!(
                EC_KEY_set_private_key(public, EC_KEY_get0_private_key(key)),
                1
            );
            assert_eq!(EC_KEY_check_key(public), 1);
            EC_POINT_free(copy);

            let pkey = EVP_PKEY_new();
            assert_eq!(EVP_PKEY_set1_EC_KEY(pkey, public), 1);
            assert_eq!(EVP_PKEY_get_bits(pkey), bits);
            assert_eq!(EVP_PKEY_get0_EC_KEY(pkey), public.cast_const());
            EVP_PKEY_free(pkey);
            EC_KEY_free(public);
            EC_KEY_free(key);
        }
    }
}

#[test]
fn null_and_unknown_curves_are_errors() {
    // SAFETY: NULL is allowed everywhere.
    unsafe {
        assert!(EC_KEY_new_by_curve_name(714).is_null());
        assert!(EC_GROUP_new_by_curve_name(0).is_null());
        assert_eq!(EC_KEY_generate_key(null_mut()), 0);
        assert!(EC_KEY_get0_group(null()).is_null());
        assert_eq!(EC_GROUP_get_curve_name(null()), 0);
        EC_KEY_free(null_mut());
        EC_GROUP_free(null_mut());
        EC_POINT_free(null_mut());
    }
}
