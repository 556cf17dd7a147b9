use std::ffi::CStr;
use std::ptr::{null, null_mut};

use ffi::SharedHandle;
use primitives::signature::{Curve, PrivateKey};

use super::abi::*;
use crate::err::peek_last;
use crate::evp::digest::abi::{EVP_MD_CTX_free, EVP_MD_CTX_new};
use crate::evp::md::EVP_MD;
use crate::evp::md::abi::{EVP_md5_sha1, EVP_sha1, EVP_sha256, EVP_sha384};
use crate::evp::pkey::EVP_PKEY;
use crate::evp::pkey::abi::EVP_PKEY_free;
use crate::evp::pkey_ctx::EVP_PKEY_CTX;
use crate::evp::pkey_ctx::abi::*;
use crate::evp::pkey_ctx::control::abi::*;

const MESSAGE: &[u8] = b"what is signed";

fn rsa() -> *mut EVP_PKEY {
    let key = PrivateKey::generate_rsa(1024, &[1, 0, 1]).unwrap();
    EVP_PKEY::into_c(EVP_PKEY::from_private(key))
}

fn ec() -> *mut EVP_PKEY {
    let key = PrivateKey::generate_ec(Curve::P256).unwrap();
    EVP_PKEY::into_c(EVP_PKEY::from_private(key))
}

/// The public half alone, as a peer has it.
unsafe fn public(key: *mut EVP_PKEY) -> *mut EVP_PKEY {
    // SAFETY: the key is live.
    let spki = unsafe { (*key).spki() }.unwrap();
    EVP_PKEY::into_c(EVP_PKEY::from_spki(&spki).unwrap())
}

/// Signs and verifies in one call each; `set` changes both settings.
unsafe fn round_trip(key: *mut EVP_PKEY, md: *const EVP_MD, set: impl Fn(*mut EVP_PKEY_CTX)) {
    let mut signature = [0; 512];
    // SAFETY: the key is live, the buffer has the length that is named, the rest is freed.
    unsafe {
        let (ctx, mut settings) = (EVP_MD_CTX_new(), null_mut());
        assert_eq!(
            EVP_DigestSignInit(ctx, &mut settings, md, null_mut(), key),
            1
        );
        set(settings);
        let mut largest = 0;
        let (text, text_len) = (MESSAGE.as_ptr(), MESSAGE.len());
        assert_eq!(
            EVP_DigestSign(ctx, null_mut(), &mut largest, text, text_len),
            1
        );
        let mut small = largest / 4;
        let out = signature.as_mut_ptr();
        assert_eq!(EVP_DigestSignFinal(ctx, out, &mut small), 0);
        let mut length = largest;
        assert_eq!(EVP_DigestSign(ctx, out, &mut length, text, text_len), 1);
        assert!(length <= largest);
        EVP_MD_CTX_free(ctx);

        let peer = public(key);
        let verify = |signature: &[u8], text: &[u8]| {
            let (ctx, mut settings) = (EVP_MD_CTX_new(), null_mut());
            assert_eq!(
                EVP_DigestVerifyInit(ctx, &mut settings, md, null_mut(), peer),
                1
            );
            set(settings);
            let (at, len) = (signature.as_ptr(), signature.len());
            let good = EVP_DigestVerify(ctx, at, len, text.as_ptr(), text.len());
            EVP_MD_CTX_free(ctx);
            good
        };
        assert_eq!(verify(&signature[..length], MESSAGE), 1);
        assert_eq!(verify(&signature[..length], &MESSAGE[1..]), 0);
        signature[length - 1] ^= 1;
        assert_eq!(verify(&signature[..length], MESSAGE), 0);
        EVP_PKEY_free(peer);
    }
}

#[test]
fn every_kind_of_key_signs_and_its_public_half_verifies() {
    // SAFETY: the keys are freed once, the settings live while they are used.
    unsafe {
        let (rsa, ec) = (rsa(), ec());
        let seed = EVP_PKEY::from_private(PrivateKey::generate_ed25519().unwrap());
        let ed25519 = EVP_PKEY::into_c(seed);
        for md in [
            null(),
            EVP_sha1(),
            EVP_sha256(),
            EVP_sha384(),
            EVP_md5_sha1(),
        ] {
            round_trip(rsa, md, |_| ());
            round_trip(ec, md, |_| ());
        }
        for salt in [-1, -2, -3, 20] {
            round_trip(rsa, EVP_sha256(), |settings| {
                assert_eq!(EVP_PKEY_CTX_set_rsa_padding(settings, 6), 1);
                assert_eq!(EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, salt), 1);
                assert_eq!(EVP_PKEY_CTX_set_rsa_mgf1_md(settings, EVP_sha1()), 1);
            });
        }
        round_trip(ed25519, null(), |_| ());
        let ctx = EVP_MD_CTX_new();
        let refused = EVP_DigestSignInit(ctx, null_mut(), EVP_sha256(), null_mut(), ed25519);
        assert_eq!(refused, 0);
        let peer = public(rsa);
        let refused = EVP_DigestSignInit(ctx, null_mut(), EVP_sha256(), null_mut(), peer);
        assert_eq!(refused, 0, "a public key signs nothing");
        assert_ne!(peek_last(), 0);
        EVP_MD_CTX_free(ctx);
        for key in [rsa, ec, ed25519, peer] {
            EVP_PKEY_free(key);
        }
    }
}

#[test]
fn rsa_encryption_round_trips_and_agreement_agrees() {
    let run = |function: unsafe extern "C" fn(
        *mut EVP_PKEY_CTX,
        *mut u8,
        *mut usize,
        *const u8,
        usize,
    ) -> i32,
               ctx,
               input: &[u8]| {
        let (mut out, mut length) = (vec![0; 512], 512);
        // SAFETY: the buffers have the lengths that are named.
        let done = unsafe {
            function(
                ctx,
                out.as_mut_ptr(),
                &mut length,
                input.as_ptr(),
                input.len(),
            )
        };
        (done == 1).then(|| out[..length].to_vec())
    };
    // SAFETY: everything is freed once.
    unsafe {
        let key = rsa();
        let ctx = EVP_PKEY_CTX_new(key, null_mut());
        assert_eq!(run(EVP_PKEY_encrypt, ctx, b"secret"), None, "before init");
        assert_eq!(EVP_PKEY_encrypt_init(ctx), 1);
        let sealed = run(EVP_PKEY_encrypt, ctx, b"secret").unwrap();
        assert_eq!(EVP_PKEY_decrypt_init(ctx), 1);
        assert_eq!(run(EVP_PKEY_decrypt, ctx, &sealed).unwrap(), b"secret");
        assert_eq!(EVP_PKEY_derive_init(ctx), -2);
        EVP_PKEY_CTX_free(ctx);
        EVP_PKEY_free(key);

        let (a, b) = (ec(), ec());
        let derive = |own, peer| {
            let ctx = EVP_PKEY_CTX_new(own, null_mut());
            assert_eq!(EVP_PKEY_derive_init(ctx), 1);
            assert_eq!(EVP_PKEY_derive_set_peer(ctx, peer), 1);
            let (mut secret, mut length) = ([0; 32], 32);
            assert_eq!(EVP_PKEY_derive(ctx, secret.as_mut_ptr(), &mut length), 1);
            EVP_PKEY_CTX_free(ctx);
            secret
        };
        assert_eq!(derive(a, b), derive(b, a));
        EVP_PKEY_free(a);
        EVP_PKEY_free(b);
    }
}

#[test]
fn keys_and_parameters_are_generated() {
    // SAFETY: everything is freed once.
    unsafe {
        let ctx = EVP_PKEY_CTX_new_id(408, null_mut());
        let mut parameters = null_mut();
        assert_eq!(EVP_PKEY_paramgen_init(ctx), 1);
        assert_eq!(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, 715), 1);
        assert_eq!(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, 714), 0);
        assert_eq!(EVP_PKEY_keygen(ctx, &mut parameters), 1);
        assert_eq!((*parameters).curve(), Some(Curve::P384));
        assert!((*parameters).key().is_none());
        EVP_PKEY_CTX_free(ctx);
        let ctx = EVP_PKEY_CTX_new(parameters, null_mut());
        let mut key = null_mut();
        assert_eq!(EVP_PKEY_keygen(ctx, &mut key), -1, "before init");
        assert_eq!(EVP_PKEY_keygen_init(ctx), 1);
        assert_eq!(EVP_PKEY_keygen(ctx, &mut key), 1);
        assert_eq!((*key).curve(), Some(Curve::P384));
        assert!((*key).private().is_some());
        EVP_PKEY_CTX_free(ctx);
        EVP_PKEY_free(parameters);
        EVP_PKEY_free(key);
        let unknown: &CStr = c"DSA";
        let ctx = EVP_PKEY_CTX_new_from_name(null_mut(), unknown.as_ptr(), null());
        assert!(ctx.is_null());
    }
}
