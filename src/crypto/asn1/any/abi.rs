//! The C structure `ASN1_TYPE`.

use std::ffi::{c_int, c_void};
use std::ptr;

use ffi::{UniqueHandle, mut_ref, shared_ref};

use crate::asn1::der::{DerError, Element, Reader, tag, tlv};
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::{from_element, to_der};
use crate::err::guard;
use crate::objects::abi::ASN1_OBJECT_free;
use crate::objects::{self, ASN1_OBJECT};

const UNDEFINED: c_int = -1;
const BOOLEAN: c_int = 1;
const NULL: c_int = 5;
const OBJECT: c_int = 6;

/// `struct asn1_type_st` of `asn1.h`: what `value` holds follows from the type.
#[repr(C)]
pub struct ASN1_TYPE {
    type_: c_int,
    value: Value,
}

#[repr(C)]
#[derive(Clone, Copy)]
union Value {
    pointer: *mut c_void,
    boolean: c_int,
}

impl UniqueHandle for ASN1_TYPE {}

// SAFETY: it owns what it points to; one thread changes it, through `&mut` or by C's promise.
unsafe impl Send for ASN1_TYPE {}
// SAFETY: as above; nothing is changed through a shared reference.
unsafe impl Sync for ASN1_TYPE {}

/// What an [`ASN1_TYPE`] holds.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Nothing, not even NULL.
    Nothing,
    /// NULL.
    Null,
    /// BOOLEAN.
    Boolean(bool),
    /// OBJECT IDENTIFIER.
    Object(&'a ASN1_OBJECT),
    /// Anything else.
    String(&'a ASN1_STRING),
}

impl Default for ASN1_TYPE {
    fn default() -> Self {
        Self {
            type_: UNDEFINED,
            value: Value {
                pointer: ptr::null_mut(),
            },
        }
    }
}

impl ASN1_TYPE {
    /// The value of one element.
    pub fn from_element(element: &Element<'_>) -> Result<Self, DerError> {
        let mut made = Self::default();
        match element.tag {
            tag::NULL => made.type_ = NULL,
            tag::BOOLEAN => {
                let [byte] = element.contents else {
                    return Err(DerError::Value);
                };
                made.value.boolean = c_int::from(*byte != 0) * 0xff;
                made.type_ = BOOLEAN;
            }
            tag::OID => {
                let object = Object::from_oid(element.contents).ok_or(DerError::Value)?;
                made.set_object(&object);
            }
            _ => made.set_string(from_element(element)?),
        }
        Ok(made)
    }

    /// NULL.
    pub fn null() -> Self {
        Self {
            type_: NULL,
            ..Self::default()
        }
    }

    /// A string value of its type.
    pub fn of_string(string: ASN1_STRING) -> Self {
        let mut made = Self::default();
        made.set_string(string);
        made
    }

    /// The type, `V_ASN1_*`; -1 for none.
    pub fn type_(&self) -> c_int {
        self.type_
    }

    /// What it holds.
    pub fn content(&self) -> Content<'_> {
        // SAFETY: the union's member follows from the type; the pointers are NULL or owned.
        unsafe {
            match self.type_ {
                NULL => Content::Null,
                BOOLEAN => Content::Boolean(self.value.boolean != 0),
                OBJECT => {
                    shared_ref(self.value.pointer.cast()).map_or(Content::Nothing, Content::Object)
                }
                UNDEFINED => Content::Nothing,
                _ => {
                    shared_ref(self.value.pointer.cast()).map_or(Content::Nothing, Content::String)
                }
            }
        }
    }

    /// The value's DER; empty for nothing.
    pub fn to_der(&self) -> Vec<u8> {
        match self.content() {
            Content::Nothing => Vec::new(),
            Content::Null => tlv(tag::NULL, &[]),
            Content::Boolean(value) => tlv(tag::BOOLEAN, &[if value { 0xff } else { 0 }]),
            Content::Object(object) => tlv(tag::OID, object.content()),
            Content::String(string) => to_der(string),
        }
    }

    /// A copy. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        let der = self.to_der();
        if der.is_empty() {
            return Some(Self::default());
        }
        Self::from_element(&Reader::new(&der).any().ok()?).ok()
    }

    fn set_string(&mut self, string: ASN1_STRING) {
        // An INTEGER's type says its sign, the value's type does not.
        self.type_ = match string.type_() {
            negative @ (0x102 | 0x10a) => negative & 0xff,
            type_ => type_,
        };
        self.value.pointer = UniqueHandle::into_c(Box::new(string)).cast();
    }

    fn set_object(&mut self, object: &Object) {
        self.type_ = OBJECT;
        self.value.pointer = object_for_c(object).cast();
    }
}

impl Drop for ASN1_TYPE {
    fn drop(&mut self) {
        // SAFETY: the union's member follows from the type, and what it points to is owned.
        unsafe {
            match self.type_ {
                NULL | BOOLEAN | UNDEFINED => {}
                OBJECT => ASN1_OBJECT_free(self.value.pointer.cast()),
                _ => drop(ASN1_STRING::reclaim(self.value.pointer.cast())),
            }
        }
    }
}

/// An object that C owns and frees with `ASN1_OBJECT_free`.
pub fn object_for_c(object: &Object) -> *mut ASN1_OBJECT {
    match object {
        Object::Known(known) => ptr::from_ref(*known).cast_mut(),
        Object::Held(held) => objects::abi::into_c(held.to_owned_object()),
    }
}

/// A new value of no type. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TYPE_new() -> *mut ASN1_TYPE {
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::default()))
}

/// Frees a value. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a value the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TYPE_free(a: *mut ASN1_TYPE) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { ASN1_TYPE::reclaim(a) }))
}

/// The type, `V_ASN1_*`; 0 for NULL or a value without contents.
///
/// # Safety
/// `a` is NULL or a value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TYPE_get(a: *const ASN1_TYPE) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a value.
        unsafe { shared_ref(a) }.map_or(0, |value| match value.content() {
            Content::Nothing => 0,
            _ => value.type_,
        })
    })
}

/// Makes `a` own `value` of type `type`, freeing what it had.
///
/// # Safety
/// `a` is NULL or a value; `value` is what the type demands and given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TYPE_set(a: *mut ASN1_TYPE, r#type: c_int, value: *mut c_void) {
    guard((), || {
        // SAFETY: the caller promises a value.
        let Some(target) = (unsafe { mut_ref(a) }) else {
            return;
        };
        let value = if r#type == BOOLEAN {
            Value {
                boolean: if value.is_null() { 0 } else { 0xff },
            }
        } else {
            Value { pointer: value }
        };
        *target = ASN1_TYPE {
            type_: r#type,
            value,
        };
    })
}
