//! Certificates and keys out of files and DER.

use std::ffi::{CStr, c_int, c_long};

use super::Arg;
use super::bio::Bio;
use super::cert::Certificate;
use super::error;
use super::imports::*;
use super::key::Key;
use super::types::pem_password_cb;

/// `X509_FILETYPE_PEM`, `X509_FILETYPE_ASN1`.
const PEM: c_int = 1;
const ASN1: c_int = 2;

/// `PEM_R_NO_START_LINE` of `ERR_LIB_PEM`: the end of a PEM file.
const LIB_PEM: c_int = 9;
const NO_START_LINE: c_int = 108;

/// The callback for the password of an encrypted key, with its argument.
pub type Password = (Option<pem_password_cb>, Arg);

/// Why a file gave nothing; the error is queued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The file type is neither PEM nor DER.
    Type,
    Open,
    Parse,
}

/// The first certificate of a file.
pub fn certificate(path: &CStr, kind: c_int, password: Password) -> Result<Certificate, Failure> {
    let bio = Bio::read_file(path).ok_or(Failure::Open)?;
    let (callback, arg) = password;
    // SAFETY: the BIO is valid; the result is a new reference or NULL.
    let certificate = unsafe {
        Certificate::from_raw(match kind {
            PEM => PEM_read_bio_X509(bio.as_ptr(), std::ptr::null_mut(), callback, arg.0),
            ASN1 => d2i_X509_bio(bio.as_ptr(), std::ptr::null_mut()),
            _ => return Err(Failure::Type),
        })
    };
    certificate.ok_or(Failure::Parse)
}

/// The certificates of a PEM file: the leaf, then those above it.
pub fn chain(path: &CStr, password: Password) -> Result<(Certificate, Vec<Certificate>), Failure> {
    let bio = Bio::read_file(path).ok_or(Failure::Open)?;
    let (callback, arg) = password;
    // SAFETY: the BIO is valid; the result is a new reference or NULL.
    let leaf = unsafe {
        Certificate::from_raw(PEM_read_bio_X509_AUX(
            bio.as_ptr(),
            std::ptr::null_mut(),
            callback,
            arg.0,
        ))
    }
    .ok_or(Failure::Parse)?;
    Ok((leaf, rest(&bio, password)?))
}

/// The certificates of a PEM file up to its end or the first that cannot be read: why it ends there is on the queue.
/// `None`: the file cannot be opened.
pub fn certificates_in_front(path: &CStr) -> Option<Vec<Certificate>> {
    let bio = Bio::read_file(path)?;
    // SAFETY: the BIO is valid; the result is a new reference or NULL.
    let next = || unsafe {
        let (none, null) = (std::ptr::null_mut(), std::ptr::null_mut());
        Certificate::from_raw(PEM_read_bio_X509(bio.as_ptr(), none, None, null))
    };
    Some(std::iter::from_fn(next).collect())
}

/// Reads certificates up to the end of the file.
fn rest(bio: &Bio, (callback, arg): Password) -> Result<Vec<Certificate>, Failure> {
    let mut found = Vec::new();
    loop {
        // SAFETY: the BIO is valid; the result is a new reference or NULL.
        let next = unsafe {
            Certificate::from_raw(PEM_read_bio_X509(
                bio.as_ptr(),
                std::ptr::null_mut(),
                callback,
                arg.0,
            ))
        };
        match next {
            Some(certificate) => found.push(certificate),
            None => {
                let code = error::peek_last();
                if error::library(code) == LIB_PEM && error::reason(code) == NO_START_LINE {
                    error::clear();
                    return Ok(found);
                }
                return Err(Failure::Parse);
            }
        }
    }
}

/// The private key of a file.
pub fn private_key(path: &CStr, kind: c_int, password: Password) -> Result<Key, Failure> {
    let bio = Bio::read_file(path).ok_or(Failure::Open)?;
    let (callback, arg) = password;
    // SAFETY: the BIO is valid; the result is a new reference or NULL.
    let key = unsafe {
        Key::from_raw(match kind {
            PEM => PEM_read_bio_PrivateKey(bio.as_ptr(), std::ptr::null_mut(), callback, arg.0),
            ASN1 => d2i_PrivateKey_bio(bio.as_ptr(), std::ptr::null_mut()),
            _ => return Err(Failure::Type),
        })
    };
    key.ok_or(Failure::Parse)
}

/// The parameters (of Diffie-Hellman) of a PEM file.
pub fn parameters(path: &CStr) -> Result<Key, Failure> {
    let bio = Bio::read_file(path).ok_or(Failure::Open)?;
    // SAFETY: the BIO is valid; the result is a new reference or NULL.
    let key = unsafe { Key::from_raw(PEM_read_bio_Parameters(bio.as_ptr(), std::ptr::null_mut())) };
    key.ok_or(Failure::Parse)
}

/// A private key of the kind `kind` (`EVP_PKEY_*`) out of DER.
pub fn private_key_der(kind: c_int, der: &[u8]) -> Option<Key> {
    let mut next = der.as_ptr();
    let length = c_long::try_from(der.len()).ok()?;
    // SAFETY: `next` and `length` describe `der`; the result is a new reference or NULL.
    unsafe {
        Key::from_raw(d2i_PrivateKey(
            kind,
            std::ptr::null_mut(),
            &mut next,
            length,
        ))
    }
}
