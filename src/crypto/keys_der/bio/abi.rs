//! The exported functions between keys and DER in a BIO or a stream.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;

use libc::FILE;
use primitives::der::element_len;
use zeroize::Zeroizing;

use crate::bio::BIO;
use crate::bio::io::abi::{BIO_read, BIO_write};
use crate::err::{ERR_LIB_ASN1, guard, raise};
use crate::evp::cipher::EVP_CIPHER;
use crate::evp::pkey::EVP_PKEY;
use crate::evp::pkey::abi::key;
use crate::keys_der::abi::pkey;
use crate::keys_der::{private, private_der, spki};
use crate::pem::io::abi::{password, pem_password_cb, with_stream};
use crate::pem::pkcs8;

/// A private key in any encoding, for the caller to free.
///
/// # Safety
/// `bp` is live; `a` is NULL or points to NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PrivateKey_bio(bp: *mut BIO, a: *mut *mut EVP_PKEY) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            let found = read_element(bp).and_then(|der| private(&der, None));
            pkey(a, found.map(|(key, _)| key))
        }
    })
}

/// As [`d2i_PrivateKey_bio`], from a stream.
///
/// # Safety
/// `fp` is open; `a` is NULL or points to NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PrivateKey_fp(fp: *mut FILE, a: *mut *mut EVP_PKEY) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| d2i_PrivateKey_bio(bio, a)) }
    })
}

/// A public key from a SubjectPublicKeyInfo, for the caller to free.
///
/// # Safety
/// `bp` is live; `a` is NULL or points to NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PUBKEY_bio(bp: *mut BIO, a: *mut *mut EVP_PKEY) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            let found = read_element(bp).and_then(|der| spki(&der));
            pkey(a, found.map(|(key, _)| key))
        }
    })
}

/// As [`d2i_PUBKEY_bio`], from a stream.
///
/// # Safety
/// `fp` is open; `a` is NULL or points to NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_PUBKEY_fp(fp: *mut FILE, a: *mut *mut EVP_PKEY) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| d2i_PUBKEY_bio(bio, a)) }
    })
}

/// Writes the private key in its own encoding. 1 on success.
///
/// # Safety
/// `bp` is live; `pkey` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PrivateKey_bio(bp: *mut BIO, pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let der = unsafe { key(pkey) }.and_then(|key| key.private.map(|key| private_der(&key)));
        // SAFETY: the caller's promise.
        der.map_or(0, |der| unsafe { write_all(bp, &der) })
    })
}

/// As [`i2d_PrivateKey_bio`], to a stream.
///
/// # Safety
/// `fp` is open; `pkey` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PrivateKey_fp(fp: *mut FILE, pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| i2d_PrivateKey_bio(bio, pkey)) }
    })
}

/// Writes the SubjectPublicKeyInfo. 1 on success.
///
/// # Safety
/// `bp` is live; `pkey` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PUBKEY_bio(bp: *mut BIO, pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let der = unsafe { key(pkey) }.map(|key| key.public.to_spki());
        // SAFETY: the caller's promise.
        der.map_or(0, |der| unsafe { write_all(bp, &der) })
    })
}

/// As [`i2d_PUBKEY_bio`], to a stream.
///
/// # Safety
/// `fp` is open; `pkey` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PUBKEY_fp(fp: *mut FILE, pkey: *const EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| i2d_PUBKEY_bio(bio, pkey)) }
    })
}

/// Writes the private key in PKCS#8: encrypted with PBES2 when `enc` is not NULL, with the password of
/// `klen` bytes at `kstr`, or from `cb`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` and `enc` are NULL or live; `kstr` is readable for `klen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_PKCS8PrivateKey_bio(
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
        let der = unsafe { encoded_pkcs8(x, enc, kstr, klen, cb, u) };
        // SAFETY: the caller's promise.
        der.map_or(0, |(der, _)| unsafe { write_all(bp, &der) })
    })
}

/// The PKCS#8 encoding of a key and whether it is encrypted.
///
/// # Safety
/// As [`i2d_PKCS8PrivateKey_bio`].
pub unsafe fn encoded_pkcs8(
    x: *const EVP_PKEY,
    enc: *const EVP_CIPHER,
    kstr: *const c_char,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> Option<(Zeroizing<Vec<u8>>, bool)> {
    // SAFETY: the caller's promise.
    let der = unsafe { key(x) }?.private?.to_pkcs8();
    // SAFETY: the caller's promise.
    let Some(cipher) = (unsafe { ffi::shared_ref(enc) }) else {
        return Some((der, false));
    };
    // SAFETY: the caller's promise.
    let password = unsafe { given_password(kstr.cast(), klen, cb, u) }?;
    Some((pkcs8::encrypt(cipher, &der, &password)?, true))
}

/// The password of `klen` bytes at `kstr`, or from the callback.
///
/// # Safety
/// `kstr` is NULL or readable for `klen` bytes; `cb` is NULL or may be called with `u`.
pub unsafe fn given_password(
    kstr: *const u8,
    klen: c_int,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> Option<Zeroizing<Vec<u8>>> {
    if kstr.is_null() {
        // SAFETY: the caller's promise.
        return unsafe { password(cb, u, true) };
    }
    // SAFETY: the caller's promise.
    let bytes = unsafe { ffi::slice(kstr, usize::try_from(klen).ok()?) }?;
    Some(Zeroizing::new(bytes.to_vec()))
}

/// Reads one DER element.
///
/// # Safety
/// `bio` is NULL or live.
pub unsafe fn read_element(bio: *mut BIO) -> Option<Zeroizing<Vec<u8>>> {
    let mut der = Zeroizing::new(Vec::with_capacity(8192));
    loop {
        if let Ok(length) = element_len(&der) {
            der.truncate(length);
            return Some(der);
        }
        // What is missing is known from the first bytes on, so that nothing behind is taken.
        let wanted = missing(&der)?;
        let mut piece = Zeroizing::new(vec![0; wanted.min(8192)]);
        let room = c_int::try_from(piece.len()).ok()?;
        // SAFETY: the buffer has that room.
        let length = unsafe { BIO_read(bio, piece.as_mut_ptr().cast(), room) };
        let Some(length) = usize::try_from(length).ok().filter(|length| *length > 0) else {
            raise(ERR_LIB_ASN1, ASN1_R_NOT_ENOUGH_DATA);
            return None;
        };
        let mut longer = Zeroizing::new(Vec::with_capacity(der.len() + length));
        longer.extend_from_slice(&der);
        longer.extend_from_slice(&piece[..length]);
        der = longer;
    }
}

const ASN1_R_NOT_ENOUGH_DATA: c_int = 142;

/// How many bytes the element that begins with `der` still needs, at least. `None` when it is none
/// or is longer than a key can be.
fn missing(der: &[u8]) -> Option<usize> {
    let header = match der.get(1) {
        None => return Some(2 - der.len()),
        Some(first) if *first < 0x80 => return Some(2 + usize::from(*first) - der.len()),
        Some(first) => 2 + usize::from(first & 0x7f),
    };
    if !(3..=5).contains(&header) {
        return None;
    }
    if der.len() < header {
        return Some(header - der.len());
    }
    let bytes = der[2..header].iter();
    let length = bytes.fold(0, |length, byte| length << 8 | usize::from(*byte));
    let total = header + length;
    // An element that is all there would have been answered: then its length is not minimal.
    (length <= 1 << 20 && total > der.len()).then(|| total - der.len())
}

/// # Safety
/// `bio` is NULL or live.
unsafe fn write_all(bio: *mut BIO, der: &[u8]) -> c_int {
    let Ok(length) = c_int::try_from(der.len()) else {
        return 0;
    };
    // SAFETY: `der` has that many bytes.
    c_int::from(unsafe { BIO_write(bio, der.as_ptr().cast(), length) } == length)
}
