//! Sessions in files: DER, PEM and text.

use std::ffi::{CStr, c_int, c_long, c_uchar, c_void};
use std::sync::Arc;

use ffi::SharedHandle;
use libc::FILE;

use crate::object::session::{Parts, SSL_SESSION, der, text};
use crate::sys::bio::Bio;
use crate::sys::types::*;
use crate::sys::{Arg, error, memory, pem};

use super::guard;

/// `PEM_STRING_SSL_SESSION`.
const PEM_NAME: &CStr = c"SSL SESSION PARAMETERS";

/// Encodes a session, with its master secret: the length of the DER form, 0 for a session without a cipher.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_SSL_SESSION(in_: *const SSL_SESSION, pp: *mut *mut c_uchar) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(session) = (unsafe { ffi::shared_ref(in_) }) else {
            return 0;
        };
        let Some(encoded) = session.with(der::encode) else {
            return 0;
        };
        let Ok(length) = c_int::try_from(encoded.len()) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        let Some(out) = (unsafe { ffi::mut_ref(pp) }) else {
            return length;
        };
        if out.is_null() {
            let copy = memory::duplicate::<u8>(&encoded);
            if copy.is_null() {
                error::put(error::MALLOC_FAILURE);
                return 0;
            }
            *out = copy;
            return length;
        }
        // SAFETY: the caller's buffer has room for the whole encoding, whose length he asked for.
        unsafe {
            std::ptr::copy_nonoverlapping(encoded.as_ptr(), *out, encoded.len());
            *out = out.add(encoded.len());
        }
        length
    })
}

/// Decodes a session, into `*a` when there is one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_SSL_SESSION(
    a: *mut *mut SSL_SESSION,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        let Some(next) = (unsafe { ffi::mut_ref(pp) }) else {
            error::put(error::PASSED_NULL);
            return std::ptr::null_mut();
        };
        // SAFETY: the caller's contract.
        let bytes = usize::try_from(length)
            .ok()
            .and_then(|length| unsafe { ffi::slice(*next, length) });
        let decoded = match bytes {
            Some(bytes) => der::decode(bytes),
            None => Err(der::Fault::Encoding),
        };
        match decoded {
            Ok((parts, consumed)) => {
                // SAFETY: the caller's contract; `consumed` is at most `length`.
                unsafe {
                    let session = place(a, parts);
                    if !session.is_null() {
                        *next = next.add(consumed);
                    }
                    session
                }
            }
            Err(fault) => {
                fault.put();
                std::ptr::null_mut()
            }
        }
    })
}

/// Puts a decoded session where the caller wants it.
///
/// # Safety
/// `target` is NULL or points to NULL or a session.
unsafe fn place(target: *mut *mut SSL_SESSION, parts: Parts) -> *mut SSL_SESSION {
    // SAFETY: the caller's contract.
    unsafe {
        if let Some(&existing) = ffi::shared_ref(target)
            && let Some(session) = ffi::shared_ref(existing)
        {
            let old = session.change(|own| std::mem::replace(own, parts));
            drop(old);
            return existing;
        }
        let session =
            SSL_SESSION::from_parts(parts).map_or(std::ptr::null_mut(), SSL_SESSION::into_c);
        ffi::put(target, session);
        session
    }
}

fn read_pem(bio: &Bio, password: (Option<pem_password_cb>, Arg)) -> Option<Parts> {
    let encoded = pem::read(bio, PEM_NAME, password)?;
    match der::decode(&encoded) {
        Ok((parts, _)) => Some(parts),
        Err(fault) => {
            fault.put();
            None
        }
    }
}

fn write_pem(bio: &Bio, session: &SSL_SESSION) -> bool {
    match session.with(der::encode) {
        Some(encoded) => pem::write(bio, PEM_NAME, &encoded),
        None => {
            error::put(error::ASN1_LIB);
            false
        }
    }
}

/// Reads a session in PEM, which may be encrypted.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_SSL_SESSION(
    out: *mut BIO,
    x: *mut *mut SSL_SESSION,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        unsafe {
            Bio::share(out)
                .and_then(|bio| read_pem(&bio, (cb, Arg(u))))
                .map_or(std::ptr::null_mut(), |parts| place(x, parts))
        }
    })
}

/// Reads a session in PEM, which may be encrypted.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_SSL_SESSION(
    out: *mut FILE,
    x: *mut *mut SSL_SESSION,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut SSL_SESSION {
    guard(std::ptr::null_mut(), || {
        // SAFETY: the caller's contract.
        unsafe {
            Bio::stream(out)
                .and_then(|bio| read_pem(&bio, (cb, Arg(u))))
                .map_or(std::ptr::null_mut(), |parts| place(x, parts))
        }
    })
}

/// Writes a session, with its master secret, in PEM that is not encrypted.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_SSL_SESSION(out: *mut BIO, x: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let (bio, session) = unsafe { (Bio::share(out), ffi::shared_ref(x)) };
        let written = bio.zip(session).map(|(bio, x)| write_pem(&bio, x));
        c_int::from(written == Some(true))
    })
}

/// Writes a session, with its master secret, in PEM that is not encrypted.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_SSL_SESSION(out: *mut FILE, x: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let (bio, session) = unsafe { (Bio::stream(out), ffi::shared_ref(x)) };
        let written = bio.zip(session).map(|(bio, x)| write_pem(&bio, x));
        c_int::from(written == Some(true))
    })
}

/// Prints a session for people, with its master secret.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_print(fp: *mut BIO, ses: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { printed(Bio::share(fp), ses, text::print) }
    })
}

/// Prints a session for people, with its master secret.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_print_fp(fp: *mut FILE, ses: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { printed(Bio::stream(fp), ses, text::print) }
    })
}

/// Prints session ID and master secret in one line, for programs that decrypt captures.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_SESSION_print_keylog(bp: *mut BIO, x: *const SSL_SESSION) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe { printed(Bio::share(bp), x, text::print_keylog) }
    })
}

/// Runs `print` on a copy of the parts: a BIO may be the application's, and call back.
///
/// # Safety
/// `session` is NULL or valid.
unsafe fn printed(
    bio: Option<Bio>,
    session: *const SSL_SESSION,
    print: fn(&Bio, &Parts) -> bool,
) -> c_int {
    // SAFETY: the caller's contract.
    let Some(session) = (unsafe { SSL_SESSION::share(session) }) else {
        return 0;
    };
    let Some(bio) = bio else { return 0 };
    let parts = Arc::as_ref(&session).with(Clone::clone);
    c_int::from(print(&bio, &parts))
}
