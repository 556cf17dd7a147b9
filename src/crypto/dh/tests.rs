use std::process::Command;
use std::ptr::null_mut;

use super::abi::*;
use super::pem::abi::*;
use crate::bio::abi::BIO_free;
use crate::bio::mem::abi::BIO_new_mem_buf;
use crate::bn::abi::{BN_bin2bn, BN_get_word};

#[test]
fn parameters_of_the_openssl_command_are_read() {
    let output = Command::new("openssl")
        .args([
            "genpkey",
            "-genparam",
            "-algorithm",
            "DH",
            "-pkeyopt",
            "group:ffdhe2048",
        ])
        .output()
        .expect("the openssl command");
    let pem = output.stdout;
    // SAFETY: the buffer outlives the BIO; everything is freed once.
    unsafe {
        let bio = BIO_new_mem_buf(pem.as_ptr().cast(), pem.len() as i32);
        let dh = PEM_read_bio_DHparams(bio, null_mut(), None, null_mut());
        BIO_free(bio);
        assert_eq!(DH_bits(dh), 2048);
        assert_eq!(BN_get_word(DH_get0_g(dh)), 2);
        let mut out = null_mut();
        let length = i2d_DHparams(dh, &mut out);
        let mut at = out.cast_const();
        let mut again = null_mut();
        assert!(!d2i_DHparams(&mut again, &mut at, length.into()).is_null());
        assert_eq!(DH_size(again), 256);
        crate::mem::abi::CRYPTO_free(out.cast(), std::ptr::null(), 0);
        DH_free(again);
        DH_free(dh);
    }
}

#[test]
fn numbers_are_taken_over_only_when_complete() {
    // SAFETY: numbers that were not taken over are freed here.
    unsafe {
        let number = |byte: u8| BN_bin2bn(&byte, 1, null_mut());
        let dh = DH_new();
        assert_eq!(DH_bits(dh), -1);
        let p = number(23);
        assert_eq!(DH_set0_pqg(dh, p, null_mut(), null_mut()), 0);
        assert_eq!(DH_set0_pqg(dh, p, null_mut(), number(5)), 1);
        assert_eq!(DH_get0_p(dh), p.cast_const());
        assert_eq!(DH_bits(dh), 5);
        DH_free(dh);
        DH_free(null_mut());
    }
}
