//! The exported functions of `objects.h`, and those of `asn1.h` on `ASN1_OBJECT`.

use std::ffi::{CStr, c_char, c_int, c_long, c_uchar};
use std::ptr::{null, null_mut};

use primitives::der::{Reader, element, element_len, tag};

use super::{ASN1_OBJECT, NID_UNDEF};
use crate::der;
use crate::err::{
    ERR_LIB_ASN1, ERR_LIB_OBJ, ERR_R_PASSED_INVALID_ARGUMENT, ERR_R_PASSED_NULL_PARAMETER, guard,
    raise,
};

const OBJ_R_UNKNOWN_NID: c_int = 101;
const OBJ_R_OID_EXISTS: c_int = 102;
const OBJ_R_UNKNOWN_OBJECT_NAME: c_int = 103;
const ASN1_R_INVALID_OBJECT_ENCODING: c_int = 216;

/// The object with number `n`; it belongs to the library and need not be freed. NULL with
/// `OBJ_R_UNKNOWN_NID` when there is none.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_nid2obj(n: c_int) -> *mut ASN1_OBJECT {
    guard(null_mut(), || match known(n) {
        Some(object) => std::ptr::from_ref(object).cast_mut(),
        None => null_mut(),
    })
}

/// The long name of number `n`, which lives for ever. NULL as [`OBJ_nid2obj`].
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_nid2ln(n: c_int) -> *const c_char {
    guard(null(), || {
        known(n).map_or(null(), |_| c_string(super::long_name(n)))
    })
}

/// The short name of number `n`, which lives for ever. NULL as [`OBJ_nid2obj`].
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_nid2sn(n: c_int) -> *const c_char {
    guard(null(), || {
        known(n).map_or(null(), |_| c_string(super::short_name(n)))
    })
}

/// The number of `o`; `NID_undef` for NULL and for what is not known.
///
/// # Safety
/// `o` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_obj2nid(o: *const ASN1_OBJECT) -> c_int {
    guard(NID_UNDEF, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(o) }.map_or(NID_UNDEF, ASN1_OBJECT::nid)
    })
}

/// The number of long name `s`, or `NID_undef`.
///
/// # Safety
/// `s` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_ln2nid(s: *const c_char) -> c_int {
    guard(NID_UNDEF, || {
        // SAFETY: the caller's promise.
        let object = unsafe { text(s) }.and_then(super::by_long_name);
        object.map_or(NID_UNDEF, ASN1_OBJECT::nid)
    })
}

/// The number of short name `s`, or `NID_undef`.
///
/// # Safety
/// `s` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_sn2nid(s: *const c_char) -> c_int {
    guard(NID_UNDEF, || {
        // SAFETY: the caller's promise.
        let object = unsafe { text(s) }.and_then(super::by_short_name);
        object.map_or(NID_UNDEF, ASN1_OBJECT::nid)
    })
}

/// The number of `s`: a long name, a short name or dotted numbers. `NID_undef` when unknown.
///
/// # Safety
/// `s` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_txt2nid(s: *const c_char) -> c_int {
    guard(NID_UNDEF, || {
        // SAFETY: the caller's promise.
        let object = unsafe { text(s) }.and_then(|text| parse(text, false));
        object.map_or(NID_UNDEF, |object| object.nid())
    })
}

/// The object that `s` means, for the caller to free: a name (unless `no_name`) or dotted
/// numbers. NULL with an error when it is neither.
///
/// # Safety
/// `s` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_txt2obj(s: *const c_char, no_name: c_int) -> *mut ASN1_OBJECT {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let object = unsafe { text(s) }.and_then(|text| parse(text, no_name != 0));
        object.map_or(null_mut(), into_c)
    })
}

/// Writes the text of `a` (its long name, or dotted numbers if `no_name` or unknown) to `buf`, cut
/// to `buf_len` bytes with the ending NUL. Returns the length of the whole text, 0 for an empty
/// object.
///
/// # Safety
/// `buf` is NULL or writable for `buf_len` bytes; `a` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_obj2txt(
    buf: *mut c_char,
    buf_len: c_int,
    a: *const ASN1_OBJECT,
    no_name: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let object = unsafe { ffi::shared_ref(a) }.filter(|object| !object.content().is_empty());
        let text = object.map_or_else(String::new, |object| object.text(no_name != 0));
        let room = usize::try_from(buf_len).unwrap_or(0);
        if !buf.is_null() && room > 0 {
            let part = &text.as_bytes()[..text.len().min(room - 1)];
            // SAFETY: `part` and the NUL fit in the caller's `buf_len` bytes.
            unsafe {
                buf.cast::<u8>()
                    .copy_from_nonoverlapping(part.as_ptr(), part.len());
                buf.add(part.len()).write(0);
            }
        }
        c_int::try_from(text.len()).unwrap_or(0)
    })
}

/// A copy of `o` for the caller to free (an object of the table is its own copy). NULL for NULL.
///
/// # Safety
/// `o` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_dup(o: *const ASN1_OBJECT) -> *mut ASN1_OBJECT {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(o) } {
            None => null_mut(),
            Some(object) if object.is_shared() => o.cast_mut(),
            Some(object) => into_c(object.to_owned_object()),
        }
    })
}

/// 0 when `a` and `b` are the same identifier; else orders them by length, then bytes.
///
/// # Safety
/// Both are NULL or objects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_cmp(a: *const ASN1_OBJECT, b: *const ASN1_OBJECT) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let (a, b) = unsafe { (ffi::shared_ref(a), ffi::shared_ref(b)) };
        let key = |object: Option<&ASN1_OBJECT>| {
            object.map(|object| (object.content().len(), object.content().to_vec()))
        };
        key(a).cmp(&key(b)) as c_int
    })
}

/// The length in bytes of the encoding of `obj` without tag and length. 0 for NULL.
///
/// # Safety
/// `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_length(obj: *const ASN1_OBJECT) -> usize {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(obj) }.map_or(0, |object| object.content().len())
    })
}

/// The encoding of `obj` without tag and length; it lives as long as the object. NULL for NULL.
///
/// # Safety
/// `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_get0_data(obj: *const ASN1_OBJECT) -> *const c_uchar {
    guard(null(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(obj) }.map_or(null(), |object| object.content().as_ptr())
    })
}

/// Adds an object to the table for the rest of the process: its dotted numbers `oid` (or NULL),
/// short name `sn`, long name `ln`. Its new number, or 0 when the identifier or a name is taken.
///
/// # Safety
/// All are NULL or C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_create(
    oid: *const c_char,
    sn: *const c_char,
    ln: *const c_char,
) -> c_int {
    guard(NID_UNDEF, || {
        // SAFETY: the caller's promise.
        let (oid, sn, ln) = unsafe { (ffi::cstr(oid), ffi::cstr(sn), ffi::cstr(ln)) };
        if oid.is_none() && sn.is_none() && ln.is_none() {
            raise(ERR_LIB_OBJ, ERR_R_PASSED_INVALID_ARGUMENT);
            return NID_UNDEF;
        }
        let content = match oid.map(CStr::to_str) {
            None => Some(Vec::new()),
            Some(oid) => oid.ok().and_then(super::content_from_dotted),
        };
        let content = match content {
            Some(content) => content,
            None => {
                raise(ERR_LIB_OBJ, OBJ_R_UNKNOWN_OBJECT_NAME);
                return NID_UNDEF;
            }
        };
        match super::create(&content, sn, ln) {
            Some(object) => object.nid(),
            None => {
                raise(ERR_LIB_OBJ, OBJ_R_OID_EXISTS);
                NID_UNDEF
            }
        }
    })
}

/// Keeps `num` numbers for the caller and returns the first.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_new_nid(num: c_int) -> c_int {
    guard(NID_UNDEF, || super::reserve(num))
}

/// Splits signature algorithm `signid` into the numbers of its hash and its kind of key; each
/// pointer may be NULL. 0 when it is not known.
///
/// # Safety
/// Both pointers are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_find_sigid_algs(
    signid: c_int,
    pdig_nid: *mut c_int,
    ppkey_nid: *mut c_int,
) -> c_int {
    guard(0, || {
        let Some(ids) = super::find_by_signature(signid) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            ffi::put(pdig_nid, ids.digest);
            ffi::put(ppkey_nid, ids.key);
        }
        1
    })
}

/// The signature algorithm of hash `dig_nid` with keys of kind `pkey_nid`. 0 when it is not known.
///
/// # Safety
/// `psignid` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OBJ_find_sigid_by_algs(
    psignid: *mut c_int,
    dig_nid: c_int,
    pkey_nid: c_int,
) -> c_int {
    guard(0, || {
        let Some(ids) = super::find_by_algorithms(dig_nid, pkey_nid) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe { ffi::put(psignid, ids.signature) };
        1
    })
}

/// Frees an object; those of the table stay. NULL is ignored.
///
/// # Safety
/// `a` is NULL or an object that nothing uses any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_OBJECT_free(a: *mut ASN1_OBJECT) {
    guard((), || {
        // SAFETY: the caller's promise; an object that is not the table's came from `into_c`.
        unsafe {
            if ffi::shared_ref(a).is_some_and(|object| !object.is_shared()) {
                drop(Box::from_raw(a));
            }
        }
    })
}

/// Decodes a DER OBJECT IDENTIFIER; `*a`, if there is one, is freed and replaced.
///
/// # Safety
/// `a` is NULL or points to NULL or an object; `pp` as in [`der::input`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn d2i_ASN1_OBJECT(
    a: *mut *mut ASN1_OBJECT,
    pp: *mut *const c_uchar,
    length: c_long,
) -> *mut ASN1_OBJECT {
    guard(null_mut(), || {
        let decode = |bytes: &[u8]| {
            let used = element_len(bytes).ok()?;
            let content = Reader::new(bytes).expect(tag::OBJECT).ok()?;
            Some((ASN1_OBJECT::from_content(content)?, used))
        };
        // SAFETY: the caller's promise.
        let Some(object) = (unsafe { der::input(pp, length, decode) }) else {
            raise(ERR_LIB_ASN1, ASN1_R_INVALID_OBJECT_ENCODING);
            return null_mut();
        };
        let object = into_c(object);
        if !a.is_null() {
            // SAFETY: the caller's promise.
            unsafe {
                ASN1_OBJECT_free(*a);
                *a = object;
            }
        }
        object
    })
}

/// Encodes `a` as a DER OBJECT IDENTIFIER. Its length, 0 for NULL or an object without encoding.
///
/// # Safety
/// `a` is NULL or an object; `pp` as in [`der::output`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn i2d_ASN1_OBJECT(a: *const ASN1_OBJECT, pp: *mut *mut c_uchar) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(a) } {
            Some(object) if !object.content().is_empty() => {
                let encoding = element(tag::OBJECT, &[object.content()]);
                // SAFETY: the caller's promise.
                unsafe { der::output(&encoding, pp) }
            }
            _ => 0,
        }
    })
}

/// Gives an object to C.
pub fn into_c(object: ASN1_OBJECT) -> *mut ASN1_OBJECT {
    Box::into_raw(Box::new(object))
}

fn known(n: c_int) -> Option<&'static ASN1_OBJECT> {
    let object = super::by_nid(n);
    if object.is_none() {
        raise(ERR_LIB_OBJ, OBJ_R_UNKNOWN_NID);
    }
    object
}

fn parse(text: &str, numeric_only: bool) -> Option<ASN1_OBJECT> {
    let object = ASN1_OBJECT::from_text(text, numeric_only);
    if object.is_none() {
        raise(ERR_LIB_OBJ, OBJ_R_UNKNOWN_OBJECT_NAME);
    }
    object
}

fn c_string(text: Option<&'static CStr>) -> *const c_char {
    text.map_or(null(), CStr::as_ptr)
}

/// # Safety
/// `pointer` is NULL or a C string that lives for `'a`.
unsafe fn text<'a>(pointer: *const c_char) -> Option<&'a str> {
    // SAFETY: the caller's promise.
    let text = unsafe { ffi::cstr(pointer) };
    if text.is_none() {
        raise(ERR_LIB_OBJ, ERR_R_PASSED_NULL_PARAMETER);
    }
    text?.to_str().ok()
}
