use std::ffi::{c_int, c_void};
use std::process::Command;
use std::ptr::{null, null_mut};

use ffi::SharedHandle;
use primitives::signature::{Curve, PrivateKey};

use super::abi::*;
use crate::bio::abi::BIO_free;
use crate::bio::mem::abi::BIO_new_mem_buf;
use crate::err::{library_of, peek_last, reason_of};
use crate::evp::cipher::EVP_CIPHER;
use crate::evp::pkey::EVP_PKEY;

/// Makes a key with the openssl command.
fn openssl(arguments: &str) -> Vec<u8> {
    let output = Command::new("openssl")
        .args(arguments.split(' '))
        .output()
        .expect("the openssl command");
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

fn read(pem: &[u8], password: Option<&'static std::ffi::CStr>) -> Option<Vec<u8>> {
    let u = password.map_or(null_mut(), |text| text.as_ptr().cast_mut().cast());
    let cb = password.is_none().then_some(refuse as _);
    // SAFETY: the buffer outlives the BIO; what is read is freed once.
    unsafe {
        let bio = BIO_new_mem_buf(pem.as_ptr().cast(), pem.len() as c_int);
        let key = PEM_read_bio_PrivateKey(bio, null_mut(), cb, u);
        BIO_free(bio);
        EVP_PKEY::reclaim(key)?.spki()
    }
}

unsafe extern "C" fn refuse(_: *mut i8, _: c_int, _: c_int, _: *mut c_void) -> c_int {
    -1
}

#[test]
fn reads_what_the_openssl_command_writes() {
    for arguments in [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "genpkey -algorithm ED25519",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024",
        "ecparam -name secp384r1 -genkey",
        "genrsa -traditional 1024",
        "genrsa -traditional -aes128 -passout pass:secret 1024",
        "genrsa -traditional -des3 -passout pass:secret 1024",
        "genrsa -aes256 -passout pass:secret 1024",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -aes-192-cbc -pass pass:secret",
    ] {
        let pem = openssl(arguments);
        let spki = read(&pem, Some(c"secret"));
        assert!(spki.is_some(), "{arguments}");
        if arguments.contains("pass:") {
            assert_eq!(read(&pem, Some(c"wrong")), None, "{arguments}");
            assert_eq!(read(&pem, None), None);
            let code = peek_last();
            assert_eq!((library_of(code), reason_of(code)), (9, 104));
        }
    }
}

#[test]
fn the_openssl_command_reads_what_is_written() {
    let directory = std::env::temp_dir();
    let path = directory.join(format!("ferrodtls-pem-{}.pem", std::process::id()));
    let key = EVP_PKEY::into_c(EVP_PKEY::from_private(
        PrivateKey::generate_ec(Curve::P256).unwrap(),
    ));
    let c_path = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
    let ciphers = [
        None,
        EVP_CIPHER::by_name("AES-256-CBC"),
        EVP_CIPHER::by_name("DES3"),
    ];
    for (traditional, cipher) in ciphers.into_iter().flat_map(|c| [(false, c), (true, c)]) {
        let cipher: *const EVP_CIPHER = cipher.map_or(null(), std::ptr::from_ref);
        // SAFETY: the file is opened and closed here; the password is a C string.
        unsafe {
            let bio = crate::bio::file::abi::BIO_new_file(c_path.as_ptr(), c"w".as_ptr());
            let u = c"secret".as_ptr().cast_mut().cast();
            let write = if traditional {
                PEM_write_bio_PrivateKey_traditional
            } else {
                PEM_write_bio_PrivateKey
            };
            assert_eq!(write(bio, key, cipher, null(), 0, None, u), 1);
            BIO_free(bio);
        }
        let public = openssl(&format!(
            "pkey -in {} -passin pass:secret -pubout -outform DER",
            path.display()
        ));
        // SAFETY: the key is live.
        assert_eq!(Some(public), unsafe { (*key).spki() });
    }
    std::fs::remove_file(path).unwrap();
    // SAFETY: ours to free.
    drop(unsafe { EVP_PKEY::reclaim(key) });
}

#[test]
fn what_is_no_key_says_so() {
    for text in [
        "",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        assert_eq!(read(text.as_bytes(), None), None);
        assert_eq!(peek_last(), 0x1e08_010c, "{text}");
    }
}
