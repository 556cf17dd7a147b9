//! The exported functions between keys and PEM.

use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::ptr::null_mut;

use libc::FILE;

use super::Wanted;
use super::read::abi::read_key;
use crate::bio::BIO;
use crate::ec::EC_KEY;
use crate::err::guard;
use crate::evp::OSSL_LIB_CTX;
use crate::evp::cipher::EVP_CIPHER;
use crate::evp::pkey::abi::key;
use crate::evp::pkey::{EVP_PKEY, Key};
use crate::keys_der::abi::{ec, pkey, rsa};
use crate::keys_der::bio::abi::{encoded_pkcs8, given_password};
use crate::pem::crypt;
use crate::pem::io::abi::{pem_password_cb, with_stream, write};
use crate::rsa::RSA;

/// A private key in any form, decrypted if need be, for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_PrivateKey(
    bp: *mut BIO,
    x: *mut *mut EVP_PKEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Private, cb, u) {
                Some(key) => pkey(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_PrivateKey`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_PrivateKey(
    fp: *mut FILE,
    x: *mut *mut EVP_PKEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| PEM_read_bio_PrivateKey(bio, x, cb, u)) }
    })
}

/// A public key (`PUBLIC KEY`), for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_PUBKEY(
    bp: *mut BIO,
    x: *mut *mut EVP_PKEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Public, cb, u) {
                Some(key) => pkey(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_PUBKEY`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_PUBKEY(
    fp: *mut FILE,
    x: *mut *mut EVP_PKEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| PEM_read_bio_PUBKEY(bio, x, cb, u)) }
    })
}

/// An RSA private key in any form, for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_RSAPrivateKey(
    bp: *mut BIO,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Private, cb, u) {
                Some(key) => rsa(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_RSAPrivateKey`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_RSAPrivateKey(
    fp: *mut FILE,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, null_mut(), |bio| {
                PEM_read_bio_RSAPrivateKey(bio, x, cb, u)
            })
        }
    })
}

/// An RSA public key (`PUBLIC KEY`), for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_RSA_PUBKEY(
    bp: *mut BIO,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Public, cb, u) {
                Some(key) => rsa(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_RSA_PUBKEY`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_RSA_PUBKEY(
    fp: *mut FILE,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| PEM_read_bio_RSA_PUBKEY(bio, x, cb, u)) }
    })
}

/// An RSA public key (`RSA PUBLIC KEY`), for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_RSAPublicKey(
    bp: *mut BIO,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::RsaPublic, cb, u) {
                Some(key) => rsa(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_RSAPublicKey`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_RSAPublicKey(
    fp: *mut FILE,
    x: *mut *mut RSA,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut RSA {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, null_mut(), |bio| {
                PEM_read_bio_RSAPublicKey(bio, x, cb, u)
            })
        }
    })
}

/// A private key on a curve in any form, for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_ECPrivateKey(
    bp: *mut BIO,
    x: *mut *mut EC_KEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Private, cb, u) {
                Some(key) => ec(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_ECPrivateKey`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_ECPrivateKey(
    fp: *mut FILE,
    x: *mut *mut EC_KEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, null_mut(), |bio| {
                PEM_read_bio_ECPrivateKey(bio, x, cb, u)
            })
        }
    })
}

/// A public key on a curve (`PUBLIC KEY`), for the caller to free; `*x`, if there is one, is filled and returned.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_EC_PUBKEY(
    bp: *mut BIO,
    x: *mut *mut EC_KEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            match read_key(bp, Wanted::Public, cb, u) {
                Some(key) => ec(x, Some(key)),
                None => null_mut(),
            }
        }
    })
}

/// As [`PEM_read_bio_EC_PUBKEY`], from a stream.
///
/// # Safety
/// `fp` is open; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_EC_PUBKEY(
    fp: *mut FILE,
    x: *mut *mut EC_KEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut EC_KEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| PEM_read_bio_EC_PUBKEY(bio, x, cb, u)) }
    })
}

/// As [`PEM_read_bio_PrivateKey`].
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or an object; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_PrivateKey_ex(
    bp: *mut BIO,
    x: *mut *mut EVP_PKEY,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
    _libctx: *mut OSSL_LIB_CTX,
    _propq: *const c_char,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { PEM_read_bio_PrivateKey(bp, x, cb, u) }
    })
}

/// Writes a private key in PKCS#8, encrypted with `enc` if not NULL under the password at `kstr` or
/// from `cb`. 1 on success.
///
/// # Safety
/// `bp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_PrivateKey(
    bp: *mut BIO,
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match encoded_pkcs8(x, enc, kstr.cast(), klen, cb, u) {
                Some((der, true)) => write(bp, "ENCRYPTED PRIVATE KEY", "", &der),
                Some((der, false)) => write(bp, "PRIVATE KEY", "", &der),
                None => 0,
            }
        }
    })
}

/// Writes a private key in PKCS#8, encrypted with `enc` if not NULL under the password at `kstr` or
/// from `cb`. 1 on success.
///
/// # Safety
/// `bp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_PKCS8PrivateKey(
    bp: *mut BIO,
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_char,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match encoded_pkcs8(x, enc, kstr.cast(), klen, cb, u) {
                Some((der, true)) => write(bp, "ENCRYPTED PRIVATE KEY", "", &der),
                Some((der, false)) => write(bp, "PRIVATE KEY", "", &der),
                None => 0,
            }
        }
    })
}

/// Writes a private key as `RSA PRIVATE KEY`, encrypted in the older way with `enc` if not NULL. 1 on
/// success.
///
/// # Safety
/// `bp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_RSAPrivateKey(
    bp: *mut BIO,
    x: *const RSA,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            let key = ffi::shared_ref(x).and_then(RSA::key);
            write_traditional(bp, key, "RSA PRIVATE KEY", enc, (kstr, klen), cb, u)
        }
    })
}

/// Writes a private key as `EC PRIVATE KEY`, encrypted in the older way with `enc` if not NULL. 1 on
/// success.
///
/// # Safety
/// `bp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_ECPrivateKey(
    bp: *mut BIO,
    x: *const EC_KEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            let key = ffi::shared_ref(x).and_then(EC_KEY::key);
            write_traditional(bp, key, "EC PRIVATE KEY", enc, (kstr, klen), cb, u)
        }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_PUBKEY(bp: *mut BIO, x: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match ffi::shared_ref(x).and_then(EVP_PKEY::key) {
                Some(key) => write(bp, "PUBLIC KEY", "", &key.public.spki_der()),
                None => 0,
            }
        }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_RSA_PUBKEY(bp: *mut BIO, x: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match ffi::shared_ref(x).and_then(RSA::key) {
                Some(key) => write(bp, "PUBLIC KEY", "", &key.public.spki_der()),
                None => 0,
            }
        }
    })
}

/// Writes a public key as `RSA PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_RSAPublicKey(bp: *mut BIO, x: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match ffi::shared_ref(x).and_then(RSA::key) {
                Some(key) => write(bp, "RSA PUBLIC KEY", "", &key.public.key_bytes()),
                None => 0,
            }
        }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_EC_PUBKEY(bp: *mut BIO, x: *const EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match ffi::shared_ref(x).and_then(EC_KEY::key) {
                Some(key) => write(bp, "PUBLIC KEY", "", &key.public.spki_der()),
                None => 0,
            }
        }
    })
}

/// Writes a private key in PKCS#8, encrypted with `enc` if not NULL under the password at `kstr` or
/// from `cb`. 1 on success.
///
/// # Safety
/// `fp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_PrivateKey(
    fp: *mut FILE,
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, 0, |bio| {
                PEM_write_bio_PrivateKey(bio, x, enc, kstr, klen, cb, u)
            })
        }
    })
}

/// Writes a private key in PKCS#8, encrypted with `enc` if not NULL under the password at `kstr` or
/// from `cb`. 1 on success.
///
/// # Safety
/// `fp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_PKCS8PrivateKey(
    fp: *mut FILE,
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_char,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, 0, |bio| {
                PEM_write_bio_PKCS8PrivateKey(bio, x, enc, kstr, klen, cb, u)
            })
        }
    })
}

/// Writes a private key as `RSA PRIVATE KEY`, encrypted in the older way with `enc` if not NULL. 1 on
/// success.
///
/// # Safety
/// `fp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_RSAPrivateKey(
    fp: *mut FILE,
    x: *const RSA,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, 0, |bio| {
                PEM_write_bio_RSAPrivateKey(bio, x, enc, kstr, klen, cb, u)
            })
        }
    })
}

/// Writes a private key as `EC PRIVATE KEY`, encrypted in the older way with `enc` if not NULL. 1 on
/// success.
///
/// # Safety
/// `fp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_ECPrivateKey(
    fp: *mut FILE,
    x: *const EC_KEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            with_stream(fp, 0, |bio| {
                PEM_write_bio_ECPrivateKey(bio, x, enc, kstr, klen, cb, u)
            })
        }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `fp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_PUBKEY(fp: *mut FILE, x: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_write_bio_PUBKEY(bio, x)) }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `fp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_RSA_PUBKEY(fp: *mut FILE, x: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_write_bio_RSA_PUBKEY(bio, x)) }
    })
}

/// Writes a public key as `RSA PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `fp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_RSAPublicKey(fp: *mut FILE, x: *const RSA) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_write_bio_RSAPublicKey(bio, x)) }
    })
}

/// Writes a public key as `PUBLIC KEY`. 1 on success.
///
/// # Safety
/// `fp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_EC_PUBKEY(fp: *mut FILE, x: *const EC_KEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_write_bio_EC_PUBKEY(bio, x)) }
    })
}

/// Writes a private key in its own older form, encrypted in the older way with `enc` if not NULL. 1 on
/// success.
///
/// # Safety
/// `bp`; the objects are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_PrivateKey_traditional(
    bp: *mut BIO,
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_uchar,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            let key = key(x);
            let label = match key.as_ref().map(crate::keys_der::is_rsa) {
                Some(true) => "RSA PRIVATE KEY",
                _ => "EC PRIVATE KEY",
            };
            write_traditional(bp, key, label, enc, (kstr, klen), cb, u)
        }
    })
}

/// # Safety
/// As `PEM_write_bio_RSAPrivateKey`.
unsafe fn write_traditional(
    bio: *mut BIO,
    key: Option<Key>,
    label: &str,
    enc: *const EVP_CIPHER,
    given: (*const c_uchar, c_int),
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    let der = key.and_then(|key| key.private?.to_traditional());
    let Some(der) = der else {
        return 0;
    };
    // SAFETY: the caller's promise; ciphers live for ever.
    unsafe {
        let Some(cipher) = ffi::shared_ref(enc) else {
            return write(bio, label, "", &der);
        };
        let Some(password) = given_password(given.0, given.1, cb, u) else {
            return 0;
        };
        match crypt::encrypt(cipher, &der, &password) {
            Ok((header, sealed)) => write(bio, label, &header, &sealed),
            Err(reason) => {
                crate::err::raise(crate::err::ERR_LIB_PEM, reason);
                0
            }
        }
    }
}
