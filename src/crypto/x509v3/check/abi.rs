//! `X509_check_host` and its sisters, and the table of purposes.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr;

use ffi::{cstr, put, shared_ref};

use crate::asn1::string::abi::bytes_or_text;
use crate::err::{ERR_LIB_X509V3, guard, raise};
use crate::mem;
use crate::x509::X509;
use crate::x509_vfy::param::parse_ip;
use crate::x509v3::identity::{check_email, check_host, check_ip};
use crate::x509v3::purpose::{self, PURPOSES};

const X509V3_R_INVALID_PURPOSE: c_int = 146;
/// The answer to nonsense in place of a name.
const BAD_INPUT: c_int = -2;

/// The name to look for: `len` bytes, or up to the NUL where that is 0; a NUL at the end is no
/// part of it.
///
/// # Safety
/// `name` is NULL or has these bytes.
unsafe fn wanted<'a>(name: *const c_char, len: usize) -> Option<&'a [u8]> {
    if name.is_null() {
        return None;
    }
    let length = if len == 0 {
        -1
    } else {
        c_int::try_from(len).ok()?
    };
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes_or_text(name.cast(), length) }?;
    let bytes = match bytes {
        [start @ .., 0] if !start.is_empty() => start,
        all => all,
    };
    (!bytes.contains(&0)).then_some(bytes)
}

/// 1 when `chk` is one of the certificate's host names (`X509_check_host(3)`), 0 when not, -1 on
/// failure, -2 for nonsense. `*peername` is then the name that matched, which the caller frees
/// with `OPENSSL_free`.
///
/// # Safety
/// `x` is NULL or a certificate; `chk` has `chklen` bytes, or a NUL where that is 0; `peername` is
/// NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_host(
    x: *mut X509,
    chk: *const c_char,
    chklen: usize,
    flags: c_uint,
    peername: *mut *mut c_char,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (certificate, host) = unsafe { (shared_ref(x), wanted(chk, chklen)) };
        let (Some(certificate), Some(host)) = (certificate, host) else {
            return BAD_INPUT;
        };
        match check_host(certificate, host, flags) {
            Err(_) => -1,
            Ok(None) => 0,
            Ok(Some(name)) => {
                if !peername.is_null() {
                    let copy = mem::copy_string(&name);
                    if copy.is_null() {
                        return -1;
                    }
                    // SAFETY: the caller promises it is writable.
                    unsafe { put(peername, copy) };
                }
                1
            }
        }
    })
}

/// As [`X509_check_host`], for a mail address.
///
/// # Safety
/// As [`X509_check_host`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_email(
    x: *mut X509,
    chk: *const c_char,
    chklen: usize,
    flags: c_uint,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (certificate, email) = unsafe { (shared_ref(x), wanted(chk, chklen)) };
        let (Some(certificate), Some(email)) = (certificate, email) else {
            return BAD_INPUT;
        };
        check_email(certificate, email, flags).map_or(-1, |found| c_int::from(found.is_some()))
    })
}

/// As [`X509_check_host`], for an IP address of 4 or 16 bytes.
///
/// # Safety
/// `x` is NULL or a certificate; `chk` is NULL or has `chklen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_ip(
    x: *mut X509,
    chk: *const c_uchar,
    chklen: usize,
    flags: c_uint,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (certificate, address) = unsafe { (shared_ref(x), ffi::slice(chk, chklen)) };
        match (certificate, address) {
            (Some(certificate), Some(address)) if !chk.is_null() => {
                c_int::from(check_ip(certificate, address, flags))
            }
            _ => BAD_INPUT,
        }
    })
}

/// As [`X509_check_ip`], for an address in text.
///
/// # Safety
/// `x` is NULL or a certificate; `ipasc` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_check_ip_asc(
    x: *mut X509,
    ipasc: *const c_char,
    flags: c_uint,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (certificate, text) = unsafe { (shared_ref(x), cstr(ipasc)) };
        let address = text.and_then(|text| text.to_str().ok()).and_then(parse_ip);
        match (certificate, address) {
            (Some(certificate), Some(address)) => {
                c_int::from(check_ip(certificate, &address, flags))
            }
            _ => BAD_INPUT,
        }
    })
}

/// `struct x509_purpose_st`.
#[repr(C)]
pub struct X509_PURPOSE {
    purpose: c_int,
    trust: c_int,
    flags: c_int,
    check_purpose: Option<
        unsafe extern "C" fn(
            purpose: *const X509_PURPOSE,
            certificate: *const X509,
            ca: c_int,
        ) -> c_int,
    >,
    name: *mut c_char,
    sname: *mut c_char,
    usr_data: *mut c_void,
}

// SAFETY: constants and functions.
unsafe impl Sync for X509_PURPOSE {}
// SAFETY: as above.
unsafe impl Send for X509_PURPOSE {}

unsafe extern "C" fn test_purpose(
    purpose: *const X509_PURPOSE,
    certificate: *const X509,
    ca: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises both.
        match unsafe { (shared_ref(purpose), shared_ref(certificate)) } {
            (Some(purpose), Some(certificate)) => {
                purpose::check(certificate, purpose.purpose, ca != 0)
            }
            _ => -1,
        }
    })
}

static TABLE: std::sync::LazyLock<Vec<X509_PURPOSE>> = std::sync::LazyLock::new(|| {
    let entry = |purpose: &purpose::Purpose| X509_PURPOSE {
        purpose: purpose.id,
        trust: purpose.trust,
        flags: 0,
        check_purpose: Some(test_purpose),
        name: purpose.name.as_ptr().cast_mut(),
        sname: purpose.short_name.as_ptr().cast_mut(),
        usr_data: ptr::null_mut(),
    };
    PURPOSES.iter().map(entry).collect()
});

/// The number of purposes.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get_count() -> c_int {
    PURPOSES.len() as c_int
}

/// The purpose at position `idx`; static. NULL when there is none.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get0(idx: c_int) -> *mut X509_PURPOSE {
    guard(ptr::null_mut(), || {
        let found = usize::try_from(idx).ok().and_then(|idx| TABLE.get(idx));
        found.map_or(ptr::null_mut(), |found| ptr::from_ref(found).cast_mut())
    })
}

/// The position of the purpose with this short name ("sslserver"); -1 when there is none.
///
/// # Safety
/// `sname` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get_by_sname(sname: *const c_char) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a C string.
        let Some(name) = (unsafe { cstr(sname) }) else {
            return -1;
        };
        let found = PURPOSES
            .iter()
            .position(|purpose| purpose.short_name == name);
        found.map_or(-1, |at| at as c_int)
    })
}

/// The position of the purpose with this number (`X509_PURPOSE_*`); -1 when there is none.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get_by_id(id: c_int) -> c_int {
    PURPOSES
        .iter()
        .position(|purpose| purpose.id == id)
        .map_or(-1, |at| at as c_int)
}

/// The number of a purpose.
///
/// # Safety
/// `xp` is NULL or a purpose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get_id(xp: *const X509_PURPOSE) -> c_int {
    // SAFETY: the caller promises a purpose.
    unsafe { shared_ref(xp) }.map_or(0, |found| found.purpose)
}

/// The trust that goes with a purpose, `X509_TRUST_*`.
///
/// # Safety
/// `xp` is NULL or a purpose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get_trust(xp: *const X509_PURPOSE) -> c_int {
    // SAFETY: the caller promises a purpose.
    unsafe { shared_ref(xp) }.map_or(0, |found| found.trust)
}

/// The name of a purpose for people; static.
///
/// # Safety
/// `xp` is NULL or a purpose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get0_name(xp: *const X509_PURPOSE) -> *mut c_char {
    // SAFETY: the caller promises a purpose.
    unsafe { shared_ref(xp) }.map_or(ptr::null_mut(), |found| found.name)
}

/// The short name of a purpose; static.
///
/// # Safety
/// `xp` is NULL or a purpose.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_get0_sname(xp: *const X509_PURPOSE) -> *mut c_char {
    // SAFETY: the caller promises a purpose.
    unsafe { shared_ref(xp) }.map_or(ptr::null_mut(), |found| found.sname)
}

/// Sets `*p` to a purpose. 1, or 0 with an error for an unknown one.
///
/// # Safety
/// `p` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_PURPOSE_set(p: *mut c_int, purpose: c_int) -> c_int {
    guard(0, || {
        if !purpose::is_known(purpose) {
            raise(ERR_LIB_X509V3, X509V3_R_INVALID_PURPOSE);
            return 0;
        }
        // SAFETY: the caller promises it is writable.
        unsafe { put(p, purpose) };
        1
    })
}
