//! `X509_get_ext_d2i` and its sisters, `BASIC_CONSTRAINTS`, `AUTHORITY_KEYID`.

use std::ffi::{c_int, c_long, c_uchar, c_void};
use std::ptr;

use ffi::{UniqueHandle, put, shared_ref};

use crate::asn1::any::abi::object_for_c;
use crate::asn1::der::{DerError, Reader, tag};
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::{ASN1_INTEGER, ASN1_OCTET_STRING, ASN1_STRING_free, give};
use crate::asn1::string::kinds::from_contents;
use crate::err::{ERR_LIB_X509V3, guard, raise};
use crate::objects::abi::ASN1_OBJECT_free;
use crate::stack::OPENSSL_STACK;
use crate::x509::cert::get::abi::stack_st_X509_EXTENSION;
use crate::x509::{X509, X509_EXTENSION};
use crate::x509v3::akid::AuthorityKeyId;
use crate::x509v3::facts::nid;
use crate::x509v3::general_name::{GeneralName, general_names};
use crate::x509v3::names::abi::{GENERAL_NAMES, GENERAL_NAMES_free, names_for_c};

const X509V3_R_UNKNOWN_EXTENSION: c_int = 129;
const ASN1_R_NESTED_ASN1_ERROR: c_int = 58;

/// `struct BASIC_CONSTRAINTS_st`.
#[repr(C)]
pub struct BASIC_CONSTRAINTS {
    ca: c_int,
    pathlen: *mut ASN1_INTEGER,
}

/// `struct AUTHORITY_KEYID_st`.
#[repr(C)]
pub struct AUTHORITY_KEYID {
    keyid: *mut ASN1_OCTET_STRING,
    issuer: *mut GENERAL_NAMES,
    serial: *mut ASN1_INTEGER,
}

impl UniqueHandle for BASIC_CONSTRAINTS {}
impl UniqueHandle for AUTHORITY_KEYID {}

impl Drop for BASIC_CONSTRAINTS {
    fn drop(&mut self) {
        // SAFETY: NULL or owned.
        unsafe { ASN1_STRING_free(self.pathlen) }
    }
}

impl Drop for AUTHORITY_KEYID {
    fn drop(&mut self) {
        // SAFETY: each is NULL or owned.
        unsafe {
            ASN1_STRING_free(self.keyid);
            GENERAL_NAMES_free(self.issuer);
            ASN1_STRING_free(self.serial);
        }
    }
}

/// New constraints that say "no CA". NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BASIC_CONSTRAINTS_new() -> *mut BASIC_CONSTRAINTS {
    let empty = BASIC_CONSTRAINTS {
        ca: 0,
        pathlen: ptr::null_mut(),
    };
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::new(empty)))
}

/// Frees constraints. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or constraints the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BASIC_CONSTRAINTS_free(a: *mut BASIC_CONSTRAINTS) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { BASIC_CONSTRAINTS::reclaim(a) }))
}

/// Frees a key identifier. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an identifier the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn AUTHORITY_KEYID_free(a: *mut AUTHORITY_KEYID) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { AUTHORITY_KEYID::reclaim(a) }))
}

/// Frees a list of usages. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a list of objects the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EXTENDED_KEY_USAGE_free(a: *mut OPENSSL_STACK) {
    guard((), || {
        // SAFETY: the caller gives up the list with its objects.
        unsafe {
            let Some(list) = OPENSSL_STACK::reclaim(a) else {
                return;
            };
            for object in list.items() {
                ASN1_OBJECT_free(object.cast());
            }
        }
    })
}

/// The value of extension `number` as its C structure; NULL with an error when it cannot be read
/// or there is no such structure.
pub fn value_for_c(number: c_int, der: &[u8]) -> *mut c_void {
    let made = match number {
        nid::SUBJECT_ALT_NAME | nid::ISSUER_ALT_NAME => {
            general_names(der).map(|names| names_for_c(&names).cast())
        }
        nid::BASIC_CONSTRAINTS => basic_constraints(der),
        nid::KEY_USAGE | nid::NETSCAPE_CERT_TYPE => string(der, tag::BIT_STRING),
        nid::SUBJECT_KEY_ID => string(der, tag::OCTET_STRING),
        nid::EXT_KEY_USAGE => usages(der),
        nid::AUTHORITY_KEY_ID => authority(der),
        _ => {
            raise(ERR_LIB_X509V3, X509V3_R_UNKNOWN_EXTENSION);
            return ptr::null_mut();
        }
    };
    made.unwrap_or_else(|error| {
        raise(crate::err::ERR_LIB_ASN1, error.reason());
        raise(crate::err::ERR_LIB_ASN1, ASN1_R_NESTED_ASN1_ERROR);
        ptr::null_mut()
    })
}

fn string(der: &[u8], kind: u8) -> Result<*mut c_void, DerError> {
    let contents = Reader::only(der, kind)?;
    Ok(give(Some(from_contents(c_int::from(kind), contents.rest())?)).cast())
}

fn basic_constraints(der: &[u8]) -> Result<*mut c_void, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let ca = c_int::from(inside.boolean_or(false)?) * 0xff;
    let limit = match inside.optional(tag::INTEGER)? {
        Some(element) => Some(from_contents(2, element.contents)?),
        None => None,
    };
    inside.finish()?;
    let made = BASIC_CONSTRAINTS {
        ca,
        pathlen: give(limit),
    };
    Ok(UniqueHandle::into_c(Box::new(made)).cast())
}

fn usages(der: &[u8]) -> Result<*mut c_void, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut objects = Vec::new();
    while !inside.is_empty() {
        objects.push(Object::from_oid(inside.contents(tag::OID)?).ok_or(DerError::Value)?);
    }
    let items = objects
        .iter()
        .map(|object| object_for_c(object).cast())
        .collect();
    Ok(OPENSSL_STACK::from_items(items).cast())
}

fn authority(der: &[u8]) -> Result<*mut c_void, DerError> {
    let found = AuthorityKeyId::from_der(der)?;
    let issuer = match &found.issuer {
        Some(names) => names_for_c(&GeneralName::read_all(names)?),
        None => ptr::null_mut(),
    };
    let made = AUTHORITY_KEYID {
        keyid: give(
            found
                .key_id
                .as_deref()
                .and_then(|id| ASN1_STRING::with(4, id)),
        ),
        issuer,
        serial: give(found.serial),
    };
    Ok(UniqueHandle::into_c(Box::new(made)).cast())
}

/// The value of an extension as its C structure, which the caller owns; NULL on failure.
///
/// # Safety
/// `ext` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_EXT_d2i(ext: *mut X509_EXTENSION) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an extension.
        let Some(extension) = (unsafe { shared_ref(ext) }) else {
            return ptr::null_mut();
        };
        value_for_c(extension.object().nid(), extension.der_value())
    })
}

/// The value of extension `nid` of a list as its C structure, which the caller owns; `*crit` is 1
/// or 0, -1 when it is not there, -2 when it is there more than once. With `idx` the search begins
/// behind `*idx`, which then is the position, or -1.
///
/// # Safety
/// `extensions` is NULL or a stack of extensions; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_get_d2i(
    extensions: *const stack_st_X509_EXTENSION,
    nid: c_int,
    crit: *mut c_int,
    idx: *mut c_int,
) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let items = shared_ref(extensions).map_or(&[][..], OPENSSL_STACK::items);
            let from = shared_ref(idx).map_or(0, |last| usize::try_from(*last + 1).unwrap_or(0));
            let is = |item: &*mut c_void| {
                let extension = shared_ref(item.cast::<X509_EXTENSION>().cast_const());
                extension.filter(|extension| extension.object().nid() == nid)
            };
            let mut found = items.iter().enumerate().skip(from);
            let mut found = found
                .by_ref()
                .filter_map(|(at, item)| Some((at, is(item)?)));
            let first = found.next();
            let again = idx.is_null() && found.next().is_some();
            let Some((at, extension)) = first.filter(|_| !again) else {
                put(idx, -1);
                put(crit, if again { -2 } else { -1 });
                return ptr::null_mut();
            };
            put(idx, at as c_int);
            put(crit, c_int::from(extension.is_critical()));
            value_for_c(nid, extension.der_value())
        }
    })
}

/// [`X509V3_get_d2i`] of a certificate's extensions.
///
/// # Safety
/// `x` is NULL or a certificate; the others are NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_get_ext_d2i(
    x: *const X509,
    nid: c_int,
    crit: *mut c_int,
    idx: *mut c_int,
) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let list = shared_ref(x).map_or(ptr::null(), |found| {
                found.extensions.get().as_c().cast_const()
            });
            X509V3_get_d2i(list, nid, crit, idx)
        }
    })
}

/// Reads a value.
pub type X509V3_EXT_D2I = Option<
    unsafe extern "C" fn(a: *mut c_void, pp: *mut *const c_uchar, length: c_long) -> *mut c_void,
>;
/// Frees a value.
pub type X509V3_EXT_FREE = Option<unsafe extern "C" fn(a: *mut c_void)>;

/// `struct v3_ext_method`: what the library does with one kind of extension. Values are read with
/// [`X509V3_EXT_d2i`]; the members without a function here are NULL.
#[repr(C)]
pub struct X509V3_EXT_METHOD {
    ext_nid: c_int,
    ext_flags: c_int,
    it: *const c_void,
    ext_new: *const c_void,
    ext_free: X509V3_EXT_FREE,
    d2i: X509V3_EXT_D2I,
    i2d: *const c_void,
    i2s: *const c_void,
    s2i: *const c_void,
    i2v: *const c_void,
    v2i: *const c_void,
    i2r: *const c_void,
    r2i: *const c_void,
    usr_data: *mut c_void,
}

// SAFETY: constants and functions.
unsafe impl Sync for X509V3_EXT_METHOD {}

/// # Safety
/// As a `d2i` function.
unsafe fn read_value(number: c_int, pp: *mut *const c_uchar, length: c_long) -> *mut c_void {
    let decode = |bytes: &[u8]| {
        let whole = Reader::new(bytes).any().ok()?.whole;
        let value = value_for_c(number, whole);
        (!value.is_null()).then_some((value, whole.len()))
    };
    // SAFETY: the caller's promises.
    guard(None, || unsafe {
        crate::der::abi::input(pp, length, decode)
    })
    .unwrap_or(ptr::null_mut())
}

macro_rules! methods {
    ($($read:ident, $free:ident: $number:expr => $freed:path;)*) => {
        $(
            unsafe extern "C" fn $read(
                _: *mut c_void,
                pp: *mut *const c_uchar,
                length: c_long,
            ) -> *mut c_void {
                // SAFETY: the caller's promises.
                unsafe { read_value($number, pp, length) }
            }
            unsafe extern "C" fn $free(value: *mut c_void) {
                // SAFETY: the caller gives up a value of this kind.
                unsafe { $freed(value.cast()) }
            }
        )*
        static METHODS: &[X509V3_EXT_METHOD] = &[$(
            X509V3_EXT_METHOD {
                ext_nid: $number,
                ext_flags: 0,
                it: ptr::null(),
                ext_new: ptr::null(),
                ext_free: Some($free),
                d2i: Some($read),
                i2d: ptr::null(),
                i2s: ptr::null(),
                s2i: ptr::null(),
                i2v: ptr::null(),
                v2i: ptr::null(),
                i2r: ptr::null(),
                r2i: ptr::null(),
                usr_data: ptr::null_mut(),
            }
        ),*];
    };
}

methods! {
    read_subject_alt_name, free_subject_alt_name: nid::SUBJECT_ALT_NAME => GENERAL_NAMES_free;
    read_issuer_alt_name, free_issuer_alt_name: nid::ISSUER_ALT_NAME => GENERAL_NAMES_free;
    read_constraints, free_constraints: nid::BASIC_CONSTRAINTS => BASIC_CONSTRAINTS_free;
    read_key_usage, free_key_usage: nid::KEY_USAGE => ASN1_STRING_free;
    read_netscape, free_netscape: nid::NETSCAPE_CERT_TYPE => ASN1_STRING_free;
    read_extended, free_extended: nid::EXT_KEY_USAGE => EXTENDED_KEY_USAGE_free;
    read_subject_key, free_subject_key: nid::SUBJECT_KEY_ID => ASN1_STRING_free;
    read_authority_key, free_authority_key: nid::AUTHORITY_KEY_ID => AUTHORITY_KEYID_free;
}

/// What the library does with extension `nid`; static. NULL for kinds without a C structure here.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_EXT_get_nid(nid: c_int) -> *const X509V3_EXT_METHOD {
    METHODS
        .iter()
        .find(|method| method.ext_nid == nid)
        .map_or(ptr::null(), ptr::from_ref)
}

/// What the library does with an extension of this kind; static. NULL for others.
///
/// # Safety
/// `ext` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_EXT_get(ext: *mut X509_EXTENSION) -> *const X509V3_EXT_METHOD {
    guard(ptr::null(), || {
        // SAFETY: the caller promises an extension.
        let number = unsafe { shared_ref(ext) }.map_or(0, |found| found.object().nid());
        // SAFETY: no pointer is given.
        unsafe { X509V3_EXT_get_nid(number) }
    })
}
