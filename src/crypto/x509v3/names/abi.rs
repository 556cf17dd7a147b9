//! `GENERAL_NAME`, `GENERAL_NAMES`, `OTHERNAME` and their functions.

use std::ffi::{c_int, c_void};
use std::ptr;

use ffi::{UniqueHandle, put, shared_ref};

use crate::asn1::any::ASN1_TYPE;
use crate::asn1::any::abi::object_for_c;
use crate::asn1::der::Reader;
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::abi::give;
use crate::err::guard;
use crate::objects::ASN1_OBJECT;
use crate::objects::abi::ASN1_OBJECT_free;
use crate::stack::OPENSSL_STACK;
use crate::x509::X509_NAME;
use crate::x509v3::general_name::GeneralName;

/// `STACK_OF(GENERAL_NAME)`.
pub type GENERAL_NAMES = OPENSSL_STACK;

const UNKNOWN: c_int = -1;
const OTHER: c_int = 0;
const DIRECTORY: c_int = 4;
const EDI_PARTY: c_int = 5;
const REGISTERED_ID: c_int = 8;
const SEQUENCE: c_int = 16;

/// `struct GENERAL_NAME_st`: every member of the C union is a pointer, and which one follows from
/// the type.
#[repr(C)]
pub struct GENERAL_NAME {
    type_: c_int,
    value: *mut c_void,
}

/// `struct otherName_st`.
#[repr(C)]
pub struct OTHERNAME {
    type_id: *mut ASN1_OBJECT,
    value: *mut ASN1_TYPE,
}

impl UniqueHandle for GENERAL_NAME {}
impl UniqueHandle for OTHERNAME {}

impl GENERAL_NAME {
    /// The C form of `name`. `None` when a part of it cannot be read.
    pub fn of(name: &GeneralName<'_>) -> Option<Self> {
        let string = |type_, bytes: &[u8]| give(ASN1_STRING::with(type_, bytes)).cast::<c_void>();
        let value = match name {
            GeneralName::Other { type_, value } => {
                let value = ASN1_TYPE::from_element(&Reader::new(value).any().ok()?).ok()?;
                let other = OTHERNAME {
                    type_id: object_for_c(&Object::from_oid(type_)?),
                    value: UniqueHandle::into_c(Box::new(value)),
                };
                UniqueHandle::into_c(Box::new(other)).cast()
            }
            GeneralName::Email(text) | GeneralName::Dns(text) | GeneralName::Uri(text) => {
                string(22, text)
            }
            GeneralName::Ip(bytes) => string(4, bytes),
            // Kept as the contents of a SEQUENCE, which is what their readers expect.
            GeneralName::X400(contents) | GeneralName::EdiParty(contents) => {
                string(SEQUENCE, contents)
            }
            GeneralName::Directory(der) => {
                let name = X509_NAME::read(&mut Reader::new(der)).ok()?;
                UniqueHandle::into_c(Box::new(name)).cast()
            }
            GeneralName::RegisteredId(oid) => object_for_c(&Object::from_oid(oid)?).cast(),
        };
        // An EDIPARTYNAME is a structure of its own, which nothing here makes.
        if value.is_null() || matches!(name, GeneralName::EdiParty(_)) {
            if !value.is_null() {
                // SAFETY: the string was just made.
                drop(unsafe { ASN1_STRING::reclaim(value.cast()) });
            }
            return None;
        }
        Some(Self {
            type_: name.kind(),
            value,
        })
    }
}

impl Drop for GENERAL_NAME {
    fn drop(&mut self) {
        // SAFETY: the value is NULL or owned, and what the type says.
        unsafe {
            match self.type_ {
                UNKNOWN | EDI_PARTY => {}
                OTHER => drop(OTHERNAME::reclaim(self.value.cast())),
                DIRECTORY => drop(X509_NAME::reclaim(self.value.cast())),
                REGISTERED_ID => ASN1_OBJECT_free(self.value.cast()),
                _ => drop(ASN1_STRING::reclaim(self.value.cast())),
            }
        }
    }
}

impl Drop for OTHERNAME {
    fn drop(&mut self) {
        // SAFETY: both are NULL or owned.
        unsafe {
            ASN1_OBJECT_free(self.type_id);
            drop(ASN1_TYPE::reclaim(self.value));
        }
    }
}

/// A stack of the names for C; NULL when one cannot be read.
pub fn names_for_c(names: &[GeneralName<'_>]) -> *mut GENERAL_NAMES {
    let made: Option<Vec<GENERAL_NAME>> = names.iter().map(GENERAL_NAME::of).collect();
    let Some(made) = made else {
        return ptr::null_mut();
    };
    let give = |name: GENERAL_NAME| UniqueHandle::into_c(Box::new(name)).cast::<c_void>();
    OPENSSL_STACK::from_items(made.into_iter().map(give).collect())
}

/// A new name without a value. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAME_new() -> *mut GENERAL_NAME {
    let empty = GENERAL_NAME {
        type_: UNKNOWN,
        value: ptr::null_mut(),
    };
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::new(empty)))
}

/// Frees a name. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a name the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAME_free(a: *mut GENERAL_NAME) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { GENERAL_NAME::reclaim(a) }))
}

/// A new, empty list. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAMES_new() -> *mut GENERAL_NAMES {
    guard(ptr::null_mut(), || OPENSSL_STACK::from_items(Vec::new()))
}

/// Frees a list and its names. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a list the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAMES_free(a: *mut GENERAL_NAMES) {
    guard((), || {
        // SAFETY: the caller gives up the list with its names.
        unsafe {
            let Some(list) = OPENSSL_STACK::reclaim(a) else {
                return;
            };
            for name in list.items() {
                drop(GENERAL_NAME::reclaim(name.cast()));
            }
        }
    })
}

/// The value, which stays the name's, and in `*ptype` its type (`GEN_*`).
///
/// # Safety
/// `a` is NULL or a name; `ptype` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAME_get0_value(
    a: *const GENERAL_NAME,
    ptype: *mut c_int,
) -> *mut c_void {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(name) = shared_ref(a) else {
                return ptr::null_mut();
            };
            put(ptype, name.type_);
            name.value
        }
    })
}

/// Makes `value`, which is given up, the name's value of type `type`.
///
/// # Safety
/// `a` is NULL or a name without a value; `value` is what the type demands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn GENERAL_NAME_set0_value(
    a: *mut GENERAL_NAME,
    r#type: c_int,
    value: *mut c_void,
) {
    guard((), || {
        // SAFETY: the caller promises a name.
        if let Some(name) = unsafe { ffi::mut_ref(a) } {
            name.type_ = r#type;
            name.value = value;
        }
    })
}
