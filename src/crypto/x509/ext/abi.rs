//! The exported functions of single `X509_EXTENSION` objects.

use std::ffi::c_int;
use std::ptr;

use ffi::{UniqueHandle, mut_ref, shared_ref};

use super::X509_EXTENSION;
use crate::asn1::object::Object;
use crate::asn1::string::abi::ASN1_OCTET_STRING;
use crate::err::{ERR_LIB_X509, guard, raise};
use crate::objects::ASN1_OBJECT;

const X509_R_UNKNOWN_NID: c_int = 109;

fn give(extension: Option<X509_EXTENSION>) -> *mut X509_EXTENSION {
    extension.map_or(ptr::null_mut(), |extension| {
        UniqueHandle::into_c(Box::new(extension))
    })
}

/// A new extension without type and value. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_new() -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || {
        give(Object::from_nid(0).and_then(|object| X509_EXTENSION::new(object, false, &[])))
    })
}

/// Frees an extension. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an extension the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_free(a: *mut X509_EXTENSION) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_EXTENSION::reclaim(a) }))
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_dup(a: *const X509_EXTENSION) -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an extension.
        give(unsafe { shared_ref(a) }.and_then(X509_EXTENSION::duplicate))
    })
}

/// Puts an extension together, in `*ex` where there is one, else a new one that the caller owns;
/// `data` holds the DER of the value. NULL on failure.
///
/// # Safety
/// `ex` is NULL or points to NULL or an extension; `obj` is NULL or an object, `data` a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_create_by_OBJ(
    ex: *mut *mut X509_EXTENSION,
    obj: *const ASN1_OBJECT,
    crit: c_int,
    data: *mut ASN1_OCTET_STRING,
) -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let (Some(object), Some(data)) = (shared_ref(obj), shared_ref(data)) else {
                return ptr::null_mut();
            };
            let made = X509_EXTENSION::new(Object::copy_of(object), crit != 0, data.bytes());
            made.map_or(ptr::null_mut(), |made| {
                crate::x509::name::abi::fill(ex, made)
            })
        }
    })
}

/// As [`X509_EXTENSION_create_by_OBJ`], by number.
///
/// # Safety
/// As [`X509_EXTENSION_create_by_OBJ`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_create_by_NID(
    ex: *mut *mut X509_EXTENSION,
    nid: c_int,
    crit: c_int,
    data: *mut ASN1_OCTET_STRING,
) -> *mut X509_EXTENSION {
    guard(ptr::null_mut(), || match crate::objects::by_nid(nid) {
        // SAFETY: the caller's promises.
        Some(object) => unsafe { X509_EXTENSION_create_by_OBJ(ex, object, crit, data) },
        None => {
            raise(ERR_LIB_X509, X509_R_UNKNOWN_NID);
            ptr::null_mut()
        }
    })
}

/// Which extension it is; the object stays the extension's.
///
/// # Safety
/// `ex` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_get_object(ex: *mut X509_EXTENSION) -> *mut ASN1_OBJECT {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an extension.
        unsafe { shared_ref(ex) }.map_or(ptr::null_mut(), |found| found.object().as_c())
    })
}

/// The DER of the value, in a string that stays the extension's.
///
/// # Safety
/// `ne` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_get_data(
    ne: *mut X509_EXTENSION,
) -> *mut ASN1_OCTET_STRING {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an extension.
        let found = unsafe { shared_ref(ne) };
        found.map_or(ptr::null_mut(), |found| {
            ptr::from_ref(&found.value).cast_mut()
        })
    })
}

/// 1 for a critical extension, else 0.
///
/// # Safety
/// `ex` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_get_critical(ex: *const X509_EXTENSION) -> c_int {
    // SAFETY: the caller promises an extension.
    guard(0, || {
        // SAFETY: the caller promises an extension.
        unsafe { shared_ref(ex) }.map_or(0, |found| c_int::from(found.critical))
    })
}

/// Sets which extension it is. 1 or 0.
///
/// # Safety
/// `ex` is NULL or an extension; `obj` is NULL or an object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_set_object(
    ex: *mut X509_EXTENSION,
    obj: *const ASN1_OBJECT,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(extension), Some(object)) = (unsafe { (mut_ref(ex), shared_ref(obj)) }) else {
            return 0;
        };
        extension.object = Object::copy_of(object);
        1
    })
}

/// Sets whether it is critical. 1 or 0.
///
/// # Safety
/// `ex` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_set_critical(
    ex: *mut X509_EXTENSION,
    crit: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an extension.
        let Some(extension) = (unsafe { mut_ref(ex) }) else {
            return 0;
        };
        extension.critical = crit != 0;
        1
    })
}

/// Sets the DER of the value to a copy of what `data` holds. 1 or 0.
///
/// # Safety
/// `ex` is NULL or an extension; `data` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_EXTENSION_set_data(
    ex: *mut X509_EXTENSION,
    data: *mut ASN1_OCTET_STRING,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let (Some(extension), Some(data)) = (unsafe { (mut_ref(ex), shared_ref(data)) }) else {
            return 0;
        };
        c_int::from(extension.value.set(data.bytes()))
    })
}
