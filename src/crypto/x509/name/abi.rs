//! The exported functions of `X509_NAME` and `X509_NAME_ENTRY`.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_ulong};
use std::ptr;

use ffi::{UniqueHandle, mut_ref, put, shared_ref};

use super::{X509_NAME, X509_NAME_ENTRY};
use crate::asn1::der::{DerError, Reader};
use crate::asn1::output::{count_to_bio, count_to_file, string_into, to_bio};
use crate::bio::BIO;
use crate::der::abi::{input, output};
use crate::err::{ERR_LIB_ASN1, ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem;
use crate::objects::ASN1_OBJECT;

/// `XN_FLAG_COMPAT`.
const COMPAT: c_ulong = 0;

impl UniqueHandle for X509_NAME {}

/// A new object for C holding `name`, or NULL for `None`.
pub fn give(name: Option<X509_NAME>) -> *mut X509_NAME {
    name.map_or(ptr::null_mut(), |name| UniqueHandle::into_c(Box::new(name)))
}

/// Runs a reader for a `d2i` function: the value and the number of bytes it took; errors are
/// queued.
pub fn decode<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, DerError>,
) -> Option<(T, usize)> {
    let mut reader = Reader::new(bytes);
    match read(&mut reader) {
        Ok(value) => Some((value, bytes.len() - reader.rest().len())),
        Err(error) => {
            raise(ERR_LIB_ASN1, error.reason());
            None
        }
    }
}

/// A new, empty name. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_new() -> *mut X509_NAME {
    guard(ptr::null_mut(), || give(Some(X509_NAME::default())))
}

/// Frees a name. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a name the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_free(a: *mut X509_NAME) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_NAME::reclaim(a) }))
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `xn` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_dup(xn: *const X509_NAME) -> *mut X509_NAME {
    // SAFETY: the caller promises a name.
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a name.
        give(unsafe { shared_ref(xn) }.and_then(X509_NAME::duplicate))
    })
}

/// Replaces `*xn` by a copy of `name`, freeing what was there. 1, or 0 on failure.
///
/// # Safety
/// `xn` points to NULL or a name the caller owns; `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_set(xn: *mut *mut X509_NAME, name: *const X509_NAME) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (place, name) = unsafe { (mut_ref(xn), shared_ref(name)) };
        let Some(place) = place else { return 0 };
        let copy = match name {
            None => ptr::null_mut(),
            Some(name) => give(name.duplicate()),
        };
        if copy.is_null() && name.is_some() {
            return 0;
        }
        let old = std::mem::replace(place, copy);
        // SAFETY: the caller owned it.
        drop(unsafe { X509_NAME::reclaim(old) });
        1
    })
}

/// Reads a Name at `*pp` (`d2i_X509(3)`). NULL on failure.
///
/// # Safety
/// `a` is NULL or points to NULL or a name the caller owns; `*pp` has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_X509_NAME(
    a: *mut *mut X509_NAME,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut X509_NAME {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        let name = unsafe { input(pp, length, |bytes| decode(bytes, X509_NAME::read)) };
        let Some(name) = name else {
            return ptr::null_mut();
        };
        // SAFETY: the caller's promises.
        unsafe { fill(a, name) }
    })
}

/// The second rule of `d2i` functions: the value goes into `*place` where there is an object, else
/// into a new one, which `*place` then points to.
///
/// # Safety
/// `place` is NULL or points to NULL or an object the caller owns.
pub unsafe fn fill<T: UniqueHandle>(place: *mut *mut T, value: T) -> *mut T {
    // SAFETY: the caller's promise.
    unsafe {
        if let Some(object) = mut_ref(place).and_then(|place| mut_ref(*place)) {
            *object = value;
            return object;
        }
        let made = UniqueHandle::into_c(Box::new(value));
        put(place, made);
        made
    }
}

/// Writes a name as DER (`i2d_X509(3)`): the length, or a negative number.
///
/// # Safety
/// `a` is NULL or a name; `out` is as `i2d` functions demand.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_X509_NAME(a: *const X509_NAME, out: *mut *mut c_uchar) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(a).map_or(0, |name| output(name.der(), out)) }
    })
}

/// The name's DER, which stays its own. 1, or 0.
///
/// # Safety
/// `nm` is NULL or a name; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get0_der(
    nm: *const X509_NAME,
    pder: *mut *const c_uchar,
    pderlen: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(name) = shared_ref(nm) else { return 0 };
            put(pder, name.der().as_ptr());
            put(pderlen, name.der().len());
        }
        1
    })
}

/// Compares two names as RFC 5280 section 7.1 says, by length first: 0 when equal. NULL is less
/// than every name; -2 on failure.
///
/// # Safety
/// Both are NULL or names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_cmp(a: *const X509_NAME, b: *const X509_NAME) -> c_int {
    // SAFETY: the caller promises names.
    guard(-2, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        (Some(a), Some(b)) => {
            let (a, b) = (a.canonical(), b.canonical());
            a.len().cmp(&b.len()).then_with(|| a.cmp(b)) as c_int
        }
        (a, b) => c_int::from(a.is_some()) - c_int::from(b.is_some()),
    })
}

/// The old one-line form, in `buf` of `size` bytes or, where `buf` is NULL, in memory that the
/// caller frees with `OPENSSL_free`. NULL on failure.
///
/// # Safety
/// `a` is NULL or a name; `buf` is NULL or has `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_oneline(
    a: *const X509_NAME,
    buf: *mut c_char,
    size: c_int,
) -> *mut c_char {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a name.
        let name = unsafe { shared_ref(a) };
        let line = |size| name.map_or_else(|| b"NO X509_NAME".to_vec(), |name| name.oneline(size));
        if buf.is_null() {
            return mem::copy_string(&line(None));
        }
        let Ok(size @ 1..) = usize::try_from(size) else {
            return ptr::null_mut();
        };
        // SAFETY: the caller promises `size` bytes.
        unsafe { string_into(&line(Some(size)), buf, size) };
        buf
    })
}

/// Writes the form of `XN_FLAG_COMPAT`. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_print(
    bp: *mut BIO,
    name: *const X509_NAME,
    obase: c_int,
) -> c_int {
    let _ = obase;
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { shared_ref(name).map_or(0, |name| c_int::from(to_bio(bp, &name.compat()))) }
    })
}

/// Writes the name as `flags` (`XN_FLAG_*`) ask for it, with `indent` spaces before each line.
/// Returns the number of bytes (1 for `XN_FLAG_COMPAT`), or -1 (0 for `XN_FLAG_COMPAT`).
///
/// # Safety
/// `out` is NULL or a BIO; `nm` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_print_ex(
    out: *mut BIO,
    nm: *const X509_NAME,
    indent: c_int,
    flags: c_ulong,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a name.
        let Some(name) = (unsafe { shared_ref(nm) }) else {
            return -1;
        };
        // SAFETY: the caller promises a BIO.
        match print(name, indent, flags) {
            None => -1,
            // SAFETY: the caller promises a BIO.
            Some(text) if flags == COMPAT => c_int::from(unsafe { to_bio(out, &text) }),
            // SAFETY: the caller promises what the section above says.
            Some(text) => unsafe { count_to_bio(out, &text) },
        }
    })
}

/// As [`X509_NAME_print_ex`], to a stdio stream.
///
/// # Safety
/// `fp` is NULL or an open stream; `nm` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_print_ex_fp(
    fp: *mut libc::FILE,
    nm: *const X509_NAME,
    indent: c_int,
    flags: c_ulong,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a name.
        let Some(name) = (unsafe { shared_ref(nm) }) else {
            return -1;
        };
        let Some(text) = print(name, indent, flags) else {
            return -1;
        };
        // SAFETY: the caller promises a stream.
        let count = unsafe { count_to_file(fp, &text) };
        if flags == COMPAT {
            c_int::from(count >= 0)
        } else {
            count
        }
    })
}

fn print(name: &X509_NAME, indent: c_int, flags: c_ulong) -> Option<Vec<u8>> {
    if flags == COMPAT {
        return Some(name.compat());
    }
    let indent = usize::try_from(indent).unwrap_or(0);
    let mut text = vec![b' '; indent];
    text.extend_from_slice(&name.print(indent, flags)?);
    Some(text)
}

/// The number of entries; 0 for NULL.
///
/// # Safety
/// `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_entry_count(name: *const X509_NAME) -> c_int {
    // SAFETY: the caller promises a name.
    guard(0, || {
        // SAFETY: the caller promises a name.
        unsafe { shared_ref(name) }.map_or(0, |name| name.entries().len() as c_int)
    })
}

/// The value of the first attribute `nid`, raw and cut to fit, with a NUL, in `buf` of `len`
/// bytes; its length, or -1 without such an attribute. With `buf` NULL only the length.
///
/// # Safety
/// `name` is NULL or a name; `buf` is NULL or has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get_text_by_NID(
    name: *const X509_NAME,
    nid: c_int,
    buf: *mut c_char,
    len: c_int,
) -> c_int {
    guard(-1, || {
        let Some(object) = crate::objects::by_nid(nid) else {
            return -1;
        };
        // SAFETY: the caller's promises.
        unsafe { X509_NAME_get_text_by_OBJ(name, object, buf, len) }
    })
}

/// As [`X509_NAME_get_text_by_NID`], by object.
///
/// # Safety
/// As [`X509_NAME_get_text_by_NID`]; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get_text_by_OBJ(
    name: *const X509_NAME,
    obj: *const ASN1_OBJECT,
    buf: *mut c_char,
    len: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (Some(name), Some(object)) = (unsafe { (shared_ref(name), shared_ref(obj)) }) else {
            return -1;
        };
        let mut entries = name.entries().iter();
        let found = entries.find(|entry| entry.object().oid() == object.content());
        let Some(value) = found.map(|entry| entry.value().bytes()) else {
            return -1;
        };
        if buf.is_null() {
            return c_int::try_from(value.len()).unwrap_or(-1);
        }
        let Ok(size @ 1..) = usize::try_from(len) else {
            return 0;
        };
        // SAFETY: the caller promises `len` bytes.
        unsafe { string_into(value, buf, size) };
        value.len().min(size - 1) as c_int
    })
}

/// The position of the next attribute `nid` after `lastpos` (-1: from the start): -1 when there is
/// none, -2 for an unknown number.
///
/// # Safety
/// `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get_index_by_NID(
    name: *const X509_NAME,
    nid: c_int,
    lastpos: c_int,
) -> c_int {
    guard(-1, || {
        let Some(object) = crate::objects::by_nid(nid) else {
            return -2;
        };
        // SAFETY: the caller's promises.
        unsafe { X509_NAME_get_index_by_OBJ(name, object, lastpos) }
    })
}

/// As [`X509_NAME_get_index_by_NID`], by object.
///
/// # Safety
/// `name` is NULL or a name; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get_index_by_OBJ(
    name: *const X509_NAME,
    obj: *const ASN1_OBJECT,
    lastpos: c_int,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promises.
        let (Some(name), Some(object)) = (unsafe { (shared_ref(name), shared_ref(obj)) }) else {
            return -1;
        };
        name.position(object.content(), lastpos).unwrap_or(-1)
    })
}

/// The entry at `loc`, which stays the name's; NULL when there is none.
///
/// # Safety
/// `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_get_entry(
    name: *const X509_NAME,
    loc: c_int,
) -> *mut X509_NAME_ENTRY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a name.
        let Some(name) = (unsafe { shared_ref(name) }) else {
            return ptr::null_mut();
        };
        let entry = usize::try_from(loc)
            .ok()
            .and_then(|loc| name.entries().get(loc));
        entry.map_or(ptr::null_mut(), |entry| ptr::from_ref(&**entry).cast_mut())
    })
}

/// Takes the entry at `loc` out of the name; the caller owns it. NULL when there is none.
///
/// # Safety
/// `name` is NULL or a name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_delete_entry(
    name: *mut X509_NAME,
    loc: c_int,
) -> *mut X509_NAME_ENTRY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a name.
        let removed = unsafe { mut_ref(name) }.and_then(|name| name.remove(loc));
        removed.map_or(ptr::null_mut(), UniqueHandle::into_c)
    })
}

/// Puts a copy of `ne` at `loc` (-1: the end). `set` 0 begins a RelativeDistinguishedName, -1 joins
/// the one before, 1 the one at `loc`. 1, or 0 on failure.
///
/// # Safety
/// `name` is NULL or a name; `ne` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_add_entry(
    name: *mut X509_NAME,
    ne: *const X509_NAME_ENTRY,
    loc: c_int,
    set: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(name), Some(entry)) = (unsafe { (mut_ref(name), shared_ref(ne)) }) else {
            raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let Some(copy) = entry.duplicate() else {
            return 0;
        };
        name.insert(copy, loc, set);
        1
    })
}
