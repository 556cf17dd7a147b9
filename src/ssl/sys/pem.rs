//! PEM through libcrypto.

use std::ffi::{CStr, CString, c_char, c_long};

use zeroize::Zeroize;

use super::bio::Bio;
use super::file::Password;
use super::imports::*;
use super::memory;

/// The contents of the next block that is called `name`, decrypted when it is encrypted; `None` with the error queued.
pub fn read(
    bio: &Bio,
    name: &CStr,
    (callback, arg): Password,
) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    let mut data = std::ptr::null_mut();
    let mut length: c_long = 0;
    // SAFETY: the BIO is valid; libcrypto allocates `data`, which is ours then.
    unsafe {
        let done = PEM_bytes_read_bio(
            &mut data,
            &mut length,
            std::ptr::null_mut::<*mut c_char>(),
            name.as_ptr(),
            bio.as_ptr(),
            callback,
            arg.0,
        );
        if done != 1 || data.is_null() {
            return None;
        }
        let bytes = ffi::slice_mut(data, usize::try_from(length).unwrap_or(0));
        let copy = bytes.map(|bytes| {
            let copy = zeroize::Zeroizing::new(bytes.to_vec());
            bytes.zeroize();
            copy
        });
        memory::free(data);
        copy
    }
}

/// The next block, whatever it is called: name and contents.
pub fn read_any(bio: &Bio) -> Option<(CString, Vec<u8>)> {
    let (mut name, mut header) = (std::ptr::null_mut(), std::ptr::null_mut());
    let mut data = std::ptr::null_mut();
    let mut length: c_long = 0;
    // SAFETY: the BIO is valid; what libcrypto allocates is ours then.
    unsafe {
        if PEM_read_bio(bio.as_ptr(), &mut name, &mut header, &mut data, &mut length) != 1 {
            return None;
        }
        let found = ffi::cstr(name).map(CString::from).unwrap_or_default();
        let bytes = ffi::slice(data, usize::try_from(length).unwrap_or(0));
        let bytes = bytes.map_or(Vec::new(), <[u8]>::to_vec);
        memory::free(name);
        memory::free(header);
        memory::free(data);
        Some((found, bytes))
    }
}

/// Writes one block that is not encrypted. False with the error queued.
pub fn write(bio: &Bio, name: &CStr, data: &[u8]) -> bool {
    let Ok(length) = c_long::try_from(data.len()) else {
        return false;
    };
    // SAFETY: the BIO is valid; `length` bytes are readable at `data`.
    unsafe {
        PEM_write_bio(
            bio.as_ptr(),
            name.as_ptr(),
            c"".as_ptr(),
            data.as_ptr(),
            length,
        ) > 0
    }
}
