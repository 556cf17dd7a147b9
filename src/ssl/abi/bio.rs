//! A connection's BIOs.

use std::ffi::c_int;

use crate::object::connection::SSL;
use crate::sys::bio::Bio;
use crate::sys::error;
use crate::sys::types::*;

use super::guard;

/// Sets both BIOs; the connection takes over the references that the caller gives: one when both
/// are the same BIO, and only those that are new.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_bio(s: *mut SSL, rbio: *mut BIO, wbio: *mut BIO) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        let pointer = |bio: Option<Bio>| bio.map_or(std::ptr::null_mut(), |bio| bio.as_ptr());
        let (old_read, old_write) = (pointer(s.rbio()), pointer(s.wbio()));
        // "If neither the rbio or wbio have changed from their previous values then nothing is done."
        if rbio == old_read && wbio == old_write {
            return;
        }
        // SAFETY: the caller's contract; the cases are those of SSL_set_bio(3).
        unsafe {
            if rbio == wbio {
                set_read(s, Bio::share(rbio));
                set_write(s, Bio::from_raw(wbio));
            } else if rbio == old_read {
                // "one reference is consumed for the wbio"
                set_write(s, Bio::from_raw(wbio));
            } else if wbio == old_write && old_read != old_write {
                // "one reference is consumed for the rbio"
                set_read(s, Bio::from_raw(rbio));
            } else {
                set_read(s, Bio::from_raw(rbio));
                set_write(s, Bio::from_raw(wbio));
            }
        }
    })
}

fn set_read(ssl: &SSL, bio: Option<Bio>) {
    let old = std::mem::replace(&mut ssl.io.borrow_mut().rbio, bio);
    drop(old);
}

fn set_write(ssl: &SSL, bio: Option<Bio>) {
    let old = std::mem::replace(&mut ssl.io.borrow_mut().wbio, bio);
    drop(old);
}

/// Sets the BIO for reading, taking over a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set0_rbio(s: *mut SSL, rbio: *mut BIO) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        unsafe { set_read(s, Bio::from_raw(rbio)) };
    })
}

/// Sets the BIO for writing, taking over a reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set0_wbio(s: *mut SSL, wbio: *mut BIO) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return;
        };
        // SAFETY: the caller's contract.
        unsafe { set_write(s, Bio::from_raw(wbio)) };
    })
}

/// The BIO for reading; the connection keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_rbio(s: *const SSL) -> *mut BIO {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.rbio().map_or(std::ptr::null_mut(), |bio| bio.as_ptr())
    })
}

/// The BIO for writing; the connection keeps its reference.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_wbio(s: *const SSL) -> *mut BIO {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return std::ptr::null_mut();
        };
        s.wbio().map_or(std::ptr::null_mut(), |bio| bio.as_ptr())
    })
}

/// A socket BIO over `fd`; the error is queued when there is no memory.
fn socket(fd: c_int) -> Option<Bio> {
    let bio = Bio::socket(fd);
    if bio.is_none() {
        error::put(error::BUF_LIB);
    }
    bio
}

/// Puts a socket BIO over `fd` for both directions. `fd` stays the caller's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_fd(s: *mut SSL, fd: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let Some(bio) = socket(fd) else { return 0 };
        set_read(s, Some(bio.clone()));
        set_write(s, Some(bio));
        1
    })
}

/// Puts a socket BIO over `fd` for reading, or shares the writing one when it has the same `fd`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_rfd(s: *mut SSL, fd: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let same = s.wbio().filter(|bio| bio.is_socket() && bio.fd() == fd);
        let Some(bio) = same.or_else(|| socket(fd)) else {
            return 0;
        };
        set_read(s, Some(bio));
        1
    })
}

/// Puts a socket BIO over `fd` for writing, or shares the reading one when it has the same `fd`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_wfd(s: *mut SSL, fd: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        let same = s.rbio().filter(|bio| bio.is_socket() && bio.fd() == fd);
        let Some(bio) = same.or_else(|| socket(fd)) else {
            return 0;
        };
        set_write(s, Some(bio));
        1
    })
}

/// The descriptor of the BIO for reading; -1 when it has none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_fd(s: *const SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        s.rbio().map_or(-1, |bio| bio.fd())
    })
}

/// The descriptor of the BIO for reading; -1 when it has none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_rfd(s: *const SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        s.rbio().map_or(-1, |bio| bio.fd())
    })
}

/// The descriptor of the BIO for writing; -1 when it has none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_wfd(s: *const SSL) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return -1;
        };
        s.wbio().map_or(-1, |bio| bio.fd())
    })
}
