//! The exported functions of `X509_VERIFY_PARAM`.

use std::cell::Cell;
use std::ffi::{CStr, CString, c_char, c_int, c_uchar, c_uint, c_ulong};
use std::ptr;
use std::sync::{MutexGuard, PoisonError};

use ffi::{UniqueHandle, cstr, mut_ref, shared_ref};
use libc::time_t;

use super::{X509_VERIFY_PARAM, flag, parse_ip};
use crate::asn1::object::Object;
use crate::asn1::string::abi::bytes_or_text;
use crate::err::guard;
use crate::objects::ASN1_OBJECT;
use crate::x509v3::purpose;

impl UniqueHandle for X509_VERIFY_PARAM {}

/// The parameters that a store or a verification owns and that C may change or replace.
pub struct ParamSlot(Cell<*mut X509_VERIFY_PARAM>);

// SAFETY: it owns the object; one thread changes it, by C's promise.
unsafe impl Send for ParamSlot {}
// SAFETY: as above.
unsafe impl Sync for ParamSlot {}

impl Default for ParamSlot {
    fn default() -> Self {
        Self(Cell::new(UniqueHandle::into_c(Box::default())))
    }
}

impl ParamSlot {
    /// The parameters as they are now; the reference must not be kept over a callback.
    pub fn get(&self) -> &X509_VERIFY_PARAM {
        // SAFETY: never NULL, and owned. Who writes promises that nothing else uses it.
        unsafe { &*self.0.get() }
    }

    /// The address for C.
    pub fn as_c(&self) -> *mut X509_VERIFY_PARAM {
        self.0.get()
    }

    /// Changes the parameters.
    ///
    /// # Safety
    /// Nothing else uses them meanwhile.
    pub unsafe fn change<R>(&self, change: impl FnOnce(&mut X509_VERIFY_PARAM) -> R) -> R {
        // SAFETY: never NULL, and owned; the caller promises to be alone.
        change(unsafe { &mut *self.0.get() })
    }

    /// Owns `param` instead.
    ///
    /// # Safety
    /// `param` came from C, which gives it up; nothing uses the old ones.
    pub unsafe fn replace(&self, param: *mut X509_VERIFY_PARAM) {
        let old = self.0.replace(param);
        if !ptr::eq(old, param) {
            // SAFETY: the slot owned it.
            drop(unsafe { X509_VERIFY_PARAM::reclaim(old) });
        }
    }
}

impl Drop for ParamSlot {
    fn drop(&mut self) {
        // SAFETY: the slot owns it.
        drop(unsafe { X509_VERIFY_PARAM::reclaim(self.0.get()) });
    }
}

/// # Safety
/// `param` is NULL or parameters that nothing else uses.
unsafe fn with<R>(
    param: *mut X509_VERIFY_PARAM,
    failure: R,
    body: impl FnOnce(&mut X509_VERIFY_PARAM) -> R,
) -> R {
    // SAFETY: the caller promises parameters.
    match unsafe { mut_ref(param) } {
        Some(param) => body(param),
        None => failure,
    }
}

/// New parameters that demand nothing. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_new() -> *mut X509_VERIFY_PARAM {
    guard(ptr::null_mut(), || UniqueHandle::into_c(Box::default()))
}

/// Frees parameters. NULL is nothing to do.
///
/// # Safety
/// `param` is NULL or parameters the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_free(param: *mut X509_VERIFY_PARAM) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { X509_VERIFY_PARAM::reclaim(param) }))
}

/// Takes over from `from` what `to` does not set (or as the inheritance flags say). 1.
///
/// # Safety
/// Both are NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_inherit(
    to: *mut X509_VERIFY_PARAM,
    from: *const X509_VERIFY_PARAM,
) -> c_int {
    // SAFETY: the caller promises parameters.
    guard(0, || unsafe { copy(to, from, X509_VERIFY_PARAM::inherit) })
}

/// Takes over from `from` all that it sets. 1.
///
/// # Safety
/// Both are NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1(
    to: *mut X509_VERIFY_PARAM,
    from: *const X509_VERIFY_PARAM,
) -> c_int {
    // SAFETY: the caller promises parameters.
    guard(0, || unsafe { copy(to, from, X509_VERIFY_PARAM::take) })
}

/// # Safety
/// Both are NULL or parameters.
unsafe fn copy(
    to: *mut X509_VERIFY_PARAM,
    from: *const X509_VERIFY_PARAM,
    how: fn(&mut X509_VERIFY_PARAM, &X509_VERIFY_PARAM),
) -> c_int {
    if from.is_null() || ptr::eq(to, from) {
        return 1;
    }
    // SAFETY: the caller promises two different objects.
    if let (Some(to), Some(from)) = unsafe { (mut_ref(to), shared_ref(from)) } {
        how(to, from);
    }
    1
}

/// Gives the parameters a name. 1, or 0.
///
/// # Safety
/// `param` is NULL or parameters; `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1_name(
    param: *mut X509_VERIFY_PARAM,
    name: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let name = unsafe { cstr(name) }.map(CStr::to_owned);
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.name, name)) }
    })
}

fn set_to<T>(place: &mut T, value: T) -> c_int {
    *place = value;
    1
}

/// The name; NULL without.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get0_name(
    param: *const X509_VERIFY_PARAM,
) -> *const c_char {
    guard(ptr::null(), || {
        // SAFETY: the caller promises parameters.
        let name = unsafe { shared_ref(param) }.and_then(|param| param.name.as_ref());
        name.map_or(ptr::null(), |name| name.as_ptr())
    })
}

/// Sets flags, `X509_V_FLAG_*`. 1.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_flags(
    param: *mut X509_VERIFY_PARAM,
    flags: c_ulong,
) -> c_int {
    let set = |param: &mut X509_VERIFY_PARAM| {
        param.flags |= flags;
        if flags & flag::POLICY_MASK != 0 {
            param.flags |= flag::POLICY_CHECK;
        }
        1
    };
    // SAFETY: the caller promises parameters.
    guard(0, || unsafe { with(param, 0, set) })
}

/// Clears flags. 1.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_clear_flags(
    param: *mut X509_VERIFY_PARAM,
    flags: c_ulong,
) -> c_int {
    let clear = |param: &mut X509_VERIFY_PARAM| {
        param.flags &= !flags;
        1
    };
    // SAFETY: the caller promises parameters.
    guard(0, || unsafe { with(param, 0, clear) })
}

/// The flags.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_flags(param: *const X509_VERIFY_PARAM) -> c_ulong {
    // SAFETY: the caller promises parameters.
    guard(0, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(0, |param| param.flags)
    })
}

/// Sets how the parameters are taken over, `X509_VP_FLAG_*`. 1.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_inh_flags(
    param: *mut X509_VERIFY_PARAM,
    flags: u32,
) -> c_int {
    // SAFETY: the caller promises parameters.
    guard(0, || unsafe {
        with(param, 0, |param| set_to(&mut param.inherit_flags, flags))
    })
}

/// How the parameters are taken over.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_inh_flags(param: *const X509_VERIFY_PARAM) -> u32 {
    // SAFETY: the caller promises parameters.
    guard(0, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(0, |param| param.inherit_flags)
    })
}

/// Sets the purpose, `X509_PURPOSE_*`. 1, or 0 for an unknown one.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_purpose(
    param: *mut X509_VERIFY_PARAM,
    purpose: c_int,
) -> c_int {
    guard(0, || {
        if !purpose::is_known(purpose) {
            return 0;
        }
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.purpose, purpose)) }
    })
}

/// Sets the trust, `X509_TRUST_*`. 1, or 0 for an unknown one.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_trust(
    param: *mut X509_VERIFY_PARAM,
    trust: c_int,
) -> c_int {
    guard(0, || {
        if !crate::x509_vfy::trust::is_known(trust) {
            return 0;
        }
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.trust, trust)) }
    })
}

/// Sets the greatest number of intermediate certificates.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_depth(param: *mut X509_VERIFY_PARAM, depth: c_int) {
    // SAFETY: the caller promises parameters.
    guard((), || unsafe {
        with(param, (), |param| param.depth = depth)
    })
}

/// The greatest number of intermediate certificates; -1 when not set.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_depth(param: *const X509_VERIFY_PARAM) -> c_int {
    // SAFETY: the caller promises parameters.
    guard(-1, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(-1, |param| param.depth)
    })
}

/// Sets the security level of keys and signatures, 0 to 5; -1 leaves it open.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_auth_level(
    param: *mut X509_VERIFY_PARAM,
    auth_level: c_int,
) {
    // SAFETY: the caller promises parameters.
    guard((), || unsafe {
        with(param, (), |param| param.auth_level = auth_level)
    })
}

/// The security level; -1 when not set.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_auth_level(
    param: *const X509_VERIFY_PARAM,
) -> c_int {
    // SAFETY: the caller promises parameters.
    guard(-1, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(-1, |param| param.auth_level)
    })
}

/// Sets the time to check for, and the flag that says so.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_time(param: *mut X509_VERIFY_PARAM, t: time_t) {
    let set = |param: &mut X509_VERIFY_PARAM| {
        param.check_time = t;
        param.flags |= flag::USE_CHECK_TIME;
    };
    // SAFETY: the caller promises parameters.
    guard((), || unsafe { with(param, (), set) })
}

/// The time to check for.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_time(param: *const X509_VERIFY_PARAM) -> time_t {
    // SAFETY: the caller promises parameters.
    guard(0, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(0, |param| param.check_time)
    })
}

/// Adds an acceptable policy, which belongs to the parameters from then on. 1.
///
/// # Safety
/// `param` is NULL or parameters; `policy` is given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_add0_policy(
    param: *mut X509_VERIFY_PARAM,
    policy: *mut ASN1_OBJECT,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an object.
        let Some(object) = (unsafe { shared_ref(policy) }).map(Object::copy_of) else {
            return 0;
        };
        let add = |param: &mut X509_VERIFY_PARAM| {
            param.policies.get_or_insert_default().push(object);
            1
        };
        // SAFETY: the caller promises parameters, and gives up the object.
        unsafe {
            let done = with(param, 0, add);
            if done == 1 {
                crate::objects::abi::ASN1_OBJECT_free(policy);
            }
            done
        }
    })
}

/// # Safety
/// `param` is NULL or parameters; `name` is NULL or has `len` bytes, or a NUL where that is 0.
unsafe fn host(param: *mut X509_VERIFY_PARAM, name: *const c_char, len: usize, add: bool) -> c_int {
    // SAFETY: the caller's promises.
    unsafe {
        let host = text(name, len);
        with(param, 0, |param| c_int::from(param.set_host(host, add)))
    }
}

/// # Safety
/// `name` is NULL or has `len` bytes, or a NUL where that is 0.
unsafe fn text<'a>(name: *const c_char, len: usize) -> Option<&'a [u8]> {
    if name.is_null() {
        return None;
    }
    let len = if len == 0 {
        -1
    } else {
        c_int::try_from(len).ok()?
    };
    // SAFETY: the caller's promise.
    unsafe { bytes_or_text(name.cast(), len) }
}

/// Makes `name` the only acceptable host name; NULL or "" for none. 1, or 0 for a name with a NUL
/// inside.
///
/// # Safety
/// `param` is NULL or parameters; `name` is NULL or has `namelen` bytes, or a NUL where that is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1_host(
    param: *mut X509_VERIFY_PARAM,
    name: *const c_char,
    namelen: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe { host(param, name, namelen, false) })
}

/// As [`X509_VERIFY_PARAM_set1_host`], besides the names there are.
///
/// # Safety
/// As [`X509_VERIFY_PARAM_set1_host`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_add1_host(
    param: *mut X509_VERIFY_PARAM,
    name: *const c_char,
    namelen: usize,
) -> c_int {
    // SAFETY: the caller's promises.
    guard(0, || unsafe { host(param, name, namelen, true) })
}

/// The host name number `idx`; NULL when there is none. It ends with a NUL and stays the
/// parameters'.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get0_host(
    param: *mut X509_VERIFY_PARAM,
    idx: c_int,
) -> *mut c_char {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises parameters.
        let Some(param) = (unsafe { shared_ref(param) }) else {
            return ptr::null_mut();
        };
        let name = usize::try_from(idx)
            .ok()
            .and_then(|idx| param.hosts.get(idx));
        name.map_or(ptr::null_mut(), |name| name.as_ptr().cast_mut())
    })
}

/// Sets `X509_CHECK_FLAG_*` for the host names.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set_hostflags(
    param: *mut X509_VERIFY_PARAM,
    flags: c_uint,
) {
    // SAFETY: the caller promises parameters.
    guard((), || unsafe {
        with(param, (), |param| param.host_flags = flags)
    })
}

/// The flags for the host names.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get_hostflags(
    param: *const X509_VERIFY_PARAM,
) -> c_uint {
    // SAFETY: the caller promises parameters.
    guard(0, || {
        // SAFETY: the caller promises parameters.
        unsafe { shared_ref(param) }.map_or(0, |param| param.host_flags)
    })
}

/// The name that matched, after a verification; NULL without. It stays the parameters'.
///
/// # Safety
/// `param` is NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_get0_peername(
    param: *const X509_VERIFY_PARAM,
) -> *mut c_char {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises parameters.
        let Some(param) = (unsafe { shared_ref(param) }) else {
            return ptr::null_mut();
        };
        param
            .peer_name()
            .as_ref()
            .map_or(ptr::null_mut(), |name| name.as_ptr().cast_mut())
    })
}

/// Moves the name that matched from `from` to `to`; without `from` it is forgotten.
///
/// # Safety
/// Both are NULL or parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_move_peername(
    to: *mut X509_VERIFY_PARAM,
    from: *mut X509_VERIFY_PARAM,
) {
    guard((), || {
        // SAFETY: the caller promises parameters.
        let (Some(to), from) = (unsafe { (shared_ref(to), shared_ref(from)) }) else {
            return;
        };
        let name = from.and_then(|from| from.peer_name().take());
        *to.peer_name() = name;
    })
}

impl X509_VERIFY_PARAM {
    /// The name that matched.
    pub(crate) fn peer_name(&self) -> MutexGuard<'_, Option<CString>> {
        self.peer_name
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sets the acceptable mail address; NULL or "" for none. 1, or 0.
///
/// # Safety
/// `param` is NULL or parameters; `email` is NULL or has `emaillen` bytes, or a NUL where that is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1_email(
    param: *mut X509_VERIFY_PARAM,
    email: *const c_char,
    emaillen: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        let email = unsafe { text(email, emaillen) }.filter(|email| !email.is_empty());
        let email = email.map(<[u8]>::to_vec);
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.email, email)) }
    })
}

/// Sets the acceptable IP address: 4 or 16 bytes; NULL for none. 1, or 0 for another length.
///
/// # Safety
/// `param` is NULL or parameters; `ip` is NULL or has `iplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1_ip(
    param: *mut X509_VERIFY_PARAM,
    ip: *const c_uchar,
    iplen: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises the bytes.
        let address = unsafe { ffi::slice(ip, if ip.is_null() { 0 } else { iplen }) };
        if iplen != 0 && iplen != 4 && iplen != 16 {
            return 0;
        }
        let address = address
            .filter(|address| !address.is_empty())
            .map(<[u8]>::to_vec);
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.ip, address)) }
    })
}

/// As [`X509_VERIFY_PARAM_set1_ip`], from text. 0 for what is no address.
///
/// # Safety
/// `param` is NULL or parameters; `ipasc` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_VERIFY_PARAM_set1_ip_asc(
    param: *mut X509_VERIFY_PARAM,
    ipasc: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let text = unsafe { cstr(ipasc) }.and_then(|text| text.to_str().ok());
        let Some(address) = text.and_then(parse_ip) else {
            return 0;
        };
        // SAFETY: the caller promises parameters.
        unsafe { with(param, 0, |param| set_to(&mut param.ip, Some(address))) }
    })
}
