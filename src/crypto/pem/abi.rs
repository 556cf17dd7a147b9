//! The exported functions on PEM blocks of any kind.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_void};
use std::ptr::null_mut;

use libc::FILE;

use super::io::abi::{next_block, pem_password_cb, read, with_stream, write};
use crate::bio::BIO;
use crate::err::{ERR_LIB_PEM, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem;

/// Reads the next block: its name, its header lines and its content, for the caller to free with
/// `OPENSSL_free`. 0 with `PEM_R_NO_START_LINE` at the end of the file.
///
/// # Safety
/// `bp` is live; the others are writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio(
    bp: *mut BIO,
    name: *mut *mut c_char,
    header: *mut *mut c_char,
    data: *mut *mut c_uchar,
    len: *mut c_long,
) -> c_int {
    guard(0, || {
        if name.is_null() || header.is_null() || data.is_null() || len.is_null() {
            raise(ERR_LIB_PEM, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        }
        // SAFETY: the caller's promise.
        unsafe {
            let Some(block) = next_block(bp) else {
                return 0;
            };
            *name = mem::copy_string(block.name.as_bytes());
            *header = mem::copy_string(block.header.as_bytes());
            *data = mem::copy_bytes(&block.data);
            *len = block.data.len() as c_long;
        }
        1
    })
}

/// As [`PEM_read_bio`], from a stream.
///
/// # Safety
/// `fp` is open; the others are writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read(
    fp: *mut FILE,
    name: *mut *mut c_char,
    header: *mut *mut c_char,
    data: *mut *mut c_uchar,
    len: *mut c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_read_bio(bio, name, header, data, len)) }
    })
}

/// Writes a block with `len` bytes at `data`. The number of bytes in base64, 0 on failure.
///
/// # Safety
/// `name` is a C string, `header` NULL or one, `data` readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio(
    bp: *mut BIO,
    name: *const c_char,
    header: *const c_char,
    data: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (name, header, data) = unsafe {
            let length = usize::try_from(len).unwrap_or(usize::MAX);
            (ffi::cstr(name), ffi::cstr(header), ffi::slice(data, length))
        };
        let (Some(Ok(name)), Some(data)) = (name.map(|name| name.to_str()), data) else {
            raise(ERR_LIB_PEM, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let header = header.and_then(|header| header.to_str().ok()).unwrap_or("");
        // SAFETY: the caller's promise.
        match unsafe { write(bp, name, header, data) } {
            1 => (data.len().div_ceil(3) * 4 + data.len().div_ceil(48)) as c_int,
            _ => 0,
        }
    })
}

/// As [`PEM_write_bio`], to a stream.
///
/// # Safety
/// As there; `fp` is open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write(
    fp: *mut FILE,
    name: *const c_char,
    hdr: *const c_char,
    data: *const c_uchar,
    len: c_long,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, 0, |bio| PEM_write_bio(bio, name, hdr, data, len)) }
    })
}

/// Reads the next block called `name`, decrypted: its content, for the caller to free, and its name if
/// `pnm` is not NULL. Other blocks are passed over.
///
/// # Safety
/// `bp` is live; the others are writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_bytes_read_bio(
    pdata: *mut *mut c_uchar,
    plen: *mut c_long,
    pnm: *mut *mut c_char,
    name: *const c_char,
    bp: *mut BIO,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let name = unsafe { ffi::cstr(name) }.and_then(|name| name.to_str().ok());
        let (Some(name), false) = (name, pdata.is_null() || plen.is_null()) else {
            raise(ERR_LIB_PEM, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            let Some((found, data)) = read(bp, |found| accepts(found, name), name, cb, u) else {
                return 0;
            };
            *pdata = mem::copy_bytes(&data);
            *plen = data.len() as c_long;
            if !pnm.is_null() {
                *pnm = mem::copy_string(found.as_bytes());
            }
        }
        1
    })
}

/// Reads the next block called `name` and decodes it with `d2i`.
///
/// # Safety
/// `d2i` is the decoder of what `x` points to; the others as [`PEM_bytes_read_bio`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_ASN1_read_bio(
    d2i: d2i_of_void,
    name: *const c_char,
    bp: *mut BIO,
    x: *mut *mut c_void,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let name = unsafe { ffi::cstr(name) }.and_then(|name| name.to_str().ok());
        let (Some(name), Some(d2i)) = (name, d2i) else {
            raise(ERR_LIB_PEM, ERR_R_PASSED_NULL_PARAMETER);
            return null_mut();
        };
        // SAFETY: the caller's promise.
        unsafe {
            match read(bp, |found| accepts(found, name), name, cb, u) {
                Some((_, data)) => {
                    let mut at = data.as_ptr();
                    d2i(x, &mut at, data.len() as c_long)
                }
                None => null_mut(),
            }
        }
    })
}

/// A decoder of any type (`d2i_X509(3)`).
pub type d2i_of_void = Option<
    unsafe extern "C" fn(
        a: *mut *mut c_void,
        pp: *mut *const c_uchar,
        length: c_long,
    ) -> *mut c_void,
>;

/// Whether a block called `found` will do for `wanted`: the newer and older names of certificates
/// and requests stand for each other.
pub fn accepts(found: &str, wanted: &str) -> bool {
    match wanted {
        "CERTIFICATE" => matches!(found, "CERTIFICATE" | "X509 CERTIFICATE"),
        "TRUSTED CERTIFICATE" => matches!(
            found,
            "TRUSTED CERTIFICATE" | "CERTIFICATE" | "X509 CERTIFICATE"
        ),
        "CERTIFICATE REQUEST" => {
            matches!(found, "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST")
        }
        "ANY PRIVATE KEY" => {
            found == "PRIVATE KEY"
                || found == "ENCRYPTED PRIVATE KEY"
                || found.ends_with(" PRIVATE KEY")
        }
        _ => found == wanted,
    }
}
