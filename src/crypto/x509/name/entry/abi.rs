//! The exported functions that make and read `X509_NAME_ENTRY` objects.

use std::ffi::{c_char, c_int, c_uchar};
use std::ptr;

use ffi::{UniqueHandle, cstr, mut_ref, shared_ref};

use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::bytes_or_text;
use crate::asn1::string::choose;
use crate::err::{ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER, guard, raise, raise_data};
use crate::objects::ASN1_OBJECT;
use crate::x509::{X509_NAME, X509_NAME_ENTRY};

const X509_R_INVALID_FIELD_NAME: c_int = 119;
const X509_R_UNKNOWN_NID: c_int = 109;
const MBSTRING_FLAG: c_int = 0x1000;
const V_ASN1_UNDEF: c_int = -1;
const V_ASN1_APP_CHOOSE: c_int = -2;

impl UniqueHandle for X509_NAME_ENTRY {}

/// What the last four arguments of `X509_NAME_add_entry_by_txt` and its sisters say.
struct Data {
    type_: c_int,
    bytes: *const c_uchar,
    len: c_int,
}

/// An entry of type `object` with this data; errors are queued.
///
/// # Safety
/// The data has its length in bytes, or a NUL.
unsafe fn make(object: Object, data: &Data) -> Option<X509_NAME_ENTRY> {
    let mut entry = X509_NAME_ENTRY::new(object, ASN1_STRING::new(-1));
    // SAFETY: the caller's promise.
    unsafe { set_data(&mut entry, data) }.then_some(entry)
}

/// # Safety
/// The data has its length in bytes, or a NUL.
unsafe fn set_data(entry: &mut X509_NAME_ENTRY, data: &Data) -> bool {
    // SAFETY: the caller's promise.
    let Some(bytes) = (unsafe { bytes_or_text(data.bytes, data.len) }) else {
        raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
        return false;
    };
    let nid = entry.object().nid();
    if data.type_ > 0 && data.type_ & MBSTRING_FLAG != 0 {
        let Some((type_, text)) = choose::choose(bytes, data.type_, choose::bounds_of(nid)) else {
            return false;
        };
        return entry.set_value(type_, &text);
    }
    let type_ = match data.type_ {
        V_ASN1_UNDEF => entry.value().type_(),
        V_ASN1_APP_CHOOSE => choose::printable_type(bytes),
        type_ => type_,
    };
    entry.set_value(type_, bytes)
}

/// Puts `entry` into a name: the end of the `X509_NAME_add_entry_by` functions.
///
/// # Safety
/// `name` is NULL or a name.
unsafe fn add(
    name: *mut X509_NAME,
    entry: Option<X509_NAME_ENTRY>,
    loc: c_int,
    set: c_int,
) -> c_int {
    // SAFETY: the caller's promise.
    let (Some(name), Some(entry)) = (unsafe { mut_ref(name) }, entry) else {
        return 0;
    };
    // What cannot be read back is not taken.
    let der = entry.to_der();
    if X509_NAME_ENTRY::read(&mut crate::asn1::der::Reader::new(&der)).is_err() {
        return 0;
    }
    name.insert(entry, loc, set);
    1
}

/// # Safety
/// `field` is NULL or a C string.
unsafe fn named(field: *const c_char) -> Option<Object> {
    // SAFETY: the caller's promise.
    let text = unsafe { cstr(field) }?.to_str().ok()?;
    let object = Object::from_text(text);
    if object.is_none() {
        raise_data(
            ERR_LIB_X509,
            X509_R_INVALID_FIELD_NAME,
            &format!("name={text}"),
        );
    }
    object
}

fn numbered(nid: c_int) -> Option<Object> {
    let object = Object::from_nid(nid);
    if object.is_none() {
        raise(ERR_LIB_X509, X509_R_UNKNOWN_NID);
    }
    object
}

/// Puts an attribute at `loc` (-1: the end): `field` is a short or long name or numbers with dots;
/// `type` is `MBSTRING_*` for text, or `V_ASN1_*`; `len` -1 means up to the NUL; `set` as for
/// `X509_NAME_add_entry`. 1, or 0 on failure.
///
/// # Safety
/// `name` is NULL or a name; `field` is NULL or a C string; `bytes` has `len` bytes, or a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_add_entry_by_txt(
    name: *mut X509_NAME,
    field: *const c_char,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
    loc: c_int,
    set: c_int,
) -> c_int {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            add(
                name,
                named(field).and_then(|object| make(object, &data)),
                loc,
                set,
            )
        }
    })
}

/// As [`X509_NAME_add_entry_by_txt`], by number.
///
/// # Safety
/// As [`X509_NAME_add_entry_by_txt`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_add_entry_by_NID(
    name: *mut X509_NAME,
    nid: c_int,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
    loc: c_int,
    set: c_int,
) -> c_int {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            add(
                name,
                numbered(nid).and_then(|object| make(object, &data)),
                loc,
                set,
            )
        }
    })
}

/// As [`X509_NAME_add_entry_by_txt`], by object, of which a copy is taken.
///
/// # Safety
/// As [`X509_NAME_add_entry_by_txt`]; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_add_entry_by_OBJ(
    name: *mut X509_NAME,
    obj: *const ASN1_OBJECT,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
    loc: c_int,
    set: c_int,
) -> c_int {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let object = shared_ref(obj).map(Object::copy_of);
            add(
                name,
                object.and_then(|object| make(object, &data)),
                loc,
                set,
            )
        }
    })
}

/// A new, empty entry. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_new() -> *mut X509_NAME_ENTRY {
    guard(ptr::null_mut(), || {
        let Some(object) = Object::from_nid(0) else {
            return ptr::null_mut();
        };
        UniqueHandle::into_c(Box::new(X509_NAME_ENTRY::new(object, ASN1_STRING::new(-1))))
    })
}

/// Frees an entry that is in no name. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an entry the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_free(a: *mut X509_NAME_ENTRY) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_NAME_ENTRY::reclaim(a) }))
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `ne` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_dup(ne: *const X509_NAME_ENTRY) -> *mut X509_NAME_ENTRY {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an entry.
        let copy = unsafe { shared_ref(ne) }.and_then(X509_NAME_ENTRY::duplicate);
        copy.map_or(ptr::null_mut(), |copy| UniqueHandle::into_c(Box::new(copy)))
    })
}

/// # Safety
/// `place` is NULL or points to NULL or an entry the caller owns.
unsafe fn create(
    place: *mut *mut X509_NAME_ENTRY,
    entry: Option<X509_NAME_ENTRY>,
) -> *mut X509_NAME_ENTRY {
    // SAFETY: the caller's promise.
    entry.map_or(ptr::null_mut(), |entry| unsafe {
        crate::x509::name::abi::fill(place, entry)
    })
}

/// An entry, in `*ne` where there is one, else a new one that the caller owns. Arguments as for
/// `X509_NAME_add_entry_by_txt`. NULL on failure.
///
/// # Safety
/// `ne` is NULL or points to NULL or an entry; the rest as for `X509_NAME_add_entry_by_txt`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_create_by_txt(
    ne: *mut *mut X509_NAME_ENTRY,
    field: *const c_char,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
) -> *mut X509_NAME_ENTRY {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        create(ne, named(field).and_then(|object| make(object, &data)))
    })
}

/// As [`X509_NAME_ENTRY_create_by_txt`], by number.
///
/// # Safety
/// As [`X509_NAME_ENTRY_create_by_txt`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_create_by_NID(
    ne: *mut *mut X509_NAME_ENTRY,
    nid: c_int,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
) -> *mut X509_NAME_ENTRY {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        create(ne, numbered(nid).and_then(|object| make(object, &data)))
    })
}

/// As [`X509_NAME_ENTRY_create_by_txt`], by object, of which a copy is taken.
///
/// # Safety
/// As [`X509_NAME_ENTRY_create_by_txt`]; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_create_by_OBJ(
    ne: *mut *mut X509_NAME_ENTRY,
    obj: *const ASN1_OBJECT,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
) -> *mut X509_NAME_ENTRY {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    // SAFETY: the caller's promises.
    guard(ptr::null_mut(), || unsafe {
        let object = shared_ref(obj).map(Object::copy_of);
        create(ne, object.and_then(|object| make(object, &data)))
    })
}

/// Sets the attribute's type to a copy of `obj`. 1, or 0.
///
/// # Safety
/// `ne` is NULL or an entry; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_set_object(
    ne: *mut X509_NAME_ENTRY,
    obj: *const ASN1_OBJECT,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(entry), Some(object)) = (unsafe { (mut_ref(ne), shared_ref(obj)) }) else {
            raise(ERR_LIB_X509, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        entry.set_object(Object::copy_of(object));
        1
    })
}

/// Sets the attribute's value; arguments as for `X509_NAME_add_entry_by_txt`. 1, or 0.
///
/// # Safety
/// `ne` is NULL or an entry; `bytes` has `len` bytes, or a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_set_data(
    ne: *mut X509_NAME_ENTRY,
    r#type: c_int,
    bytes: *const c_uchar,
    len: c_int,
) -> c_int {
    let data = Data {
        type_: r#type,
        bytes,
        len,
    };
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe { mut_ref(ne).map_or(0, |entry| c_int::from(set_data(entry, &data))) }
    })
}

/// The attribute's type, which stays the entry's; NULL for NULL.
///
/// # Safety
/// `ne` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_get_object(
    ne: *const X509_NAME_ENTRY,
) -> *mut ASN1_OBJECT {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an entry.
        unsafe { shared_ref(ne) }.map_or(ptr::null_mut(), |entry| entry.object().as_c())
    })
}

/// The attribute's value, which stays the entry's; NULL for NULL.
///
/// # Safety
/// `ne` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_get_data(ne: *const X509_NAME_ENTRY) -> *mut ASN1_STRING {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an entry.
        let entry = unsafe { shared_ref(ne) };
        entry.map_or(ptr::null_mut(), |entry| {
            ptr::from_ref(entry.value()).cast_mut()
        })
    })
}

/// The number of the RelativeDistinguishedName the entry belongs to.
///
/// # Safety
/// `ne` is NULL or an entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_NAME_ENTRY_set(ne: *const X509_NAME_ENTRY) -> c_int {
    // SAFETY: the caller promises an entry.
    guard(0, || {
        // SAFETY: the caller promises an entry.
        unsafe { shared_ref(ne) }.map_or(0, X509_NAME_ENTRY::set)
    })
}

/// The smallest type for text without a type: PrintableString, IA5String or T61String.
///
/// # Safety
/// `s` is NULL or has `max` bytes, or a NUL where `max` is -1 or before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_PRINTABLE_type(s: *const c_uchar, max: c_int) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let bytes = unsafe { bytes_or_text(s, max) }.unwrap_or_default();
        let end = bytes
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(bytes.len());
        choose::printable_type(&bytes[..end])
    })
}
