//! The C structure `X509_ALGOR` and its functions.

use std::ffi::{c_int, c_void};
use std::ptr;

use ffi::{UniqueHandle, mut_ref, put, shared_ref};

use crate::asn1::any::ASN1_TYPE;
use crate::asn1::any::abi::{Content, object_for_c};
use crate::asn1::der::{DerError, Reader, Writer, tag};
use crate::asn1::object::Object;
use crate::err::guard;
use crate::objects::ASN1_OBJECT;
use crate::objects::abi::ASN1_OBJECT_free;

/// `struct X509_algor_st` of `x509.h`; it owns both.
#[repr(C)]
pub struct X509_ALGOR {
    algorithm: *mut ASN1_OBJECT,
    parameter: *mut ASN1_TYPE,
}

impl UniqueHandle for X509_ALGOR {}

// SAFETY: it owns what it points to; one thread changes it, through `&mut` or by C's promise.
unsafe impl Send for X509_ALGOR {}
// SAFETY: as above; nothing is changed through a shared reference.
unsafe impl Sync for X509_ALGOR {}

impl Default for X509_ALGOR {
    fn default() -> Self {
        Self {
            algorithm: ptr::null_mut(),
            parameter: ptr::null_mut(),
        }
    }
}

impl X509_ALGOR {
    /// An algorithm with its parameters.
    pub fn new(algorithm: &Object, parameter: Option<ASN1_TYPE>) -> Self {
        Self {
            algorithm: object_for_c(algorithm),
            parameter: parameter.map_or(ptr::null_mut(), |value| {
                UniqueHandle::into_c(Box::new(value))
            }),
        }
    }

    /// Reads an AlgorithmIdentifier.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let oid = inside.contents(tag::OID)?;
        let object = Object::from_oid(oid).ok_or(DerError::Value)?;
        let parameter = match inside.is_empty() {
            true => None,
            false => Some(ASN1_TYPE::from_element(&inside.any()?)?),
        };
        inside.finish()?;
        Ok(Self::new(&object, parameter))
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Option<&ASN1_OBJECT> {
        // SAFETY: NULL or owned.
        unsafe { shared_ref(self.algorithm) }
    }

    /// The parameters.
    pub fn parameter(&self) -> Option<&ASN1_TYPE> {
        // SAFETY: NULL or owned.
        unsafe { shared_ref(self.parameter) }
    }

    /// The algorithm's number; 0 when it has none.
    pub fn nid(&self) -> c_int {
        self.algorithm().map_or(0, ASN1_OBJECT::nid)
    }

    /// Its DER.
    pub fn to_der(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |inside| {
            inside.element(tag::OID, self.algorithm().map_or(&[], ASN1_OBJECT::content));
            if let Some(parameter) = self.parameter() {
                inside.raw(&parameter.to_der());
            }
        });
        writer.into_bytes()
    }

    /// A copy. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        let parameter = match self.parameter() {
            Some(parameter) => Some(parameter.duplicate()?),
            None => None,
        };
        Some(match self.algorithm() {
            Some(object) => Self::new(&Object::copy_of(object), parameter),
            None => Self::default(),
        })
    }
}

impl Drop for X509_ALGOR {
    fn drop(&mut self) {
        // SAFETY: both are NULL or owned.
        unsafe {
            ASN1_OBJECT_free(self.algorithm);
            drop(ASN1_TYPE::reclaim(self.parameter));
        }
    }
}

/// A new, empty algorithm. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_new() -> *mut X509_ALGOR {
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::default()))
}

/// Frees an algorithm. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or an algorithm the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_free(a: *mut X509_ALGOR) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_ALGOR::reclaim(a) }))
}

/// A copy that the caller owns. NULL on failure.
///
/// # Safety
/// `a` is NULL or an algorithm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_dup(a: *const X509_ALGOR) -> *mut X509_ALGOR {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises an algorithm.
        let copy = unsafe { shared_ref(a) }.and_then(X509_ALGOR::duplicate);
        copy.map_or(ptr::null_mut(), |copy| UniqueHandle::into_c(Box::new(copy)))
    })
}

/// The parts of an algorithm; they stay its own. `*pptype` is -1 without parameters; `*ppval` is
/// the value inside the parameters, as its type demands.
///
/// # Safety
/// The first three are NULL or writable; `algor` is NULL or an algorithm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_get0(
    paobj: *mut *const ASN1_OBJECT,
    pptype: *mut c_int,
    ppval: *mut *const c_void,
    algor: *const X509_ALGOR,
) {
    guard((), || {
        // SAFETY: the caller promises an algorithm.
        let Some(algorithm) = (unsafe { shared_ref(algor) }) else {
            return;
        };
        let (type_, value): (c_int, *const c_void) = match algorithm.parameter() {
            None => (-1, ptr::null()),
            Some(parameter) => match parameter.content() {
                Content::Object(object) => (parameter.type_(), ptr::from_ref(object).cast()),
                Content::String(string) => (parameter.type_(), ptr::from_ref(string).cast()),
                _ => (parameter.type_(), ptr::null()),
            },
        };
        // SAFETY: the caller promises they are writable.
        unsafe {
            put(paobj, algorithm.algorithm.cast_const());
            if !pptype.is_null() {
                put(pptype, type_);
                put(ppval, value);
            }
        }
    })
}

/// Makes `alg` the algorithm `aobj` with parameters of type `ptype` (-1: none), both of which it
/// owns from then on. 1, or 0 on failure.
///
/// # Safety
/// `alg` is NULL or an algorithm; `aobj` and `pval` are given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_set0(
    alg: *mut X509_ALGOR,
    aobj: *mut ASN1_OBJECT,
    ptype: c_int,
    pval: *mut c_void,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an algorithm.
        let Some(algorithm) = (unsafe { mut_ref(alg) }) else {
            return 0;
        };
        let parameter = if ptype == -1 {
            ptr::null_mut()
        } else {
            let parameter = UniqueHandle::into_c(Box::<ASN1_TYPE>::default());
            // SAFETY: it is new; the value is given up and of that type.
            unsafe { crate::asn1::any::abi::ASN1_TYPE_set(parameter, ptype, pval) };
            parameter
        };
        *algorithm = X509_ALGOR {
            algorithm: aobj,
            parameter,
        };
        1
    })
}

/// 0 when both are the same algorithm with the same parameters, else another number.
///
/// # Safety
/// Both are NULL or algorithms.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_ALGOR_cmp(a: *const X509_ALGOR, b: *const X509_ALGOR) -> c_int {
    // SAFETY: the caller promises algorithms.
    guard(-1, || match unsafe { (shared_ref(a), shared_ref(b)) } {
        (Some(a), Some(b)) => a.to_der().cmp(&b.to_der()) as c_int,
        _ => -1,
    })
}
