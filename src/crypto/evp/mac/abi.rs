//! The exported functions on message authentication codes.

use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};
use std::ptr::{null, null_mut};

use ffi::UniqueHandle;
use primitives::hmac::{Key, sign};

use super::{EVP_MAC, EVP_MAC_CTX, HMAC};
use crate::err::{ERR_LIB_EVP, guard, raise};
use crate::evp::md::EVP_MD;
use crate::evp::reasons::{
    EVP_R_BUFFER_TOO_SMALL, EVP_R_INPUT_NOT_INITIALIZED, EVP_R_UNSUPPORTED_ALGORITHM,
};
use crate::evp::{EVP_PKEY, OSSL_LIB_CTX};
use crate::params::OSSL_PARAM;
use crate::params::abi::{locate, octets, text};

impl UniqueHandle for EVP_MAC_CTX {}

/// The kind of code with this name: `HMAC`. NULL with an error for others. What comes needs no
/// `EVP_MAC_free`, but bears it.
///
/// # Safety
/// `algorithm` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_fetch(
    _libctx: *mut OSSL_LIB_CTX,
    algorithm: *const c_char,
    _properties: *const c_char,
) -> *mut EVP_MAC {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        if unsafe { is_hmac(algorithm) } {
            return std::ptr::from_ref(&HMAC).cast_mut();
        }
        raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
        null_mut()
    })
}

/// Counts a reference, which changes nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_up_ref(mac: *mut EVP_MAC) -> c_int {
    guard(0, || c_int::from(!mac.is_null()))
}

/// Gives back a reference, which changes nothing.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_free(_mac: *mut EVP_MAC) {
    guard((), || ())
}

/// The name of the kind of code; NULL for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_get0_name(mac: *const EVP_MAC) -> *const c_char {
    guard(null(), || {
        if mac.is_null() {
            null()
        } else {
            c"HMAC".as_ptr()
        }
    })
}

/// 1 when the kind of code is called `name`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_is_a(mac: *const EVP_MAC, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        c_int::from(!mac.is_null() && unsafe { is_hmac(name) })
    })
}

/// A context for the caller to free with `EVP_MAC_CTX_free`. NULL for NULL.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_new(mac: *mut EVP_MAC) -> *mut EVP_MAC_CTX {
    guard(null_mut(), || {
        if mac.is_null() {
            null_mut()
        } else {
            EVP_MAC_CTX::into_c(Box::default())
        }
    })
}

/// Frees `ctx`. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or came from [`EVP_MAC_CTX_new`], and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_free(ctx: *mut EVP_MAC_CTX) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EVP_MAC_CTX::reclaim(ctx) });
    })
}

/// A copy that goes on from the same point, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_dup(src: *const EVP_MAC_CTX) -> *mut EVP_MAC_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(src) } {
            Some(src) => EVP_MAC_CTX::into_c(Box::new(src.clone())),
            None => null_mut(),
        }
    })
}

/// The kind of code of `ctx`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_get0_mac(ctx: *mut EVP_MAC_CTX) -> *mut EVP_MAC {
    guard(null_mut(), || {
        if ctx.is_null() {
            null_mut()
        } else {
            std::ptr::from_ref(&HMAC).cast_mut()
        }
    })
}

/// The length of the code in bytes, 0 before a hash was set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_get_mac_size(ctx: *mut EVP_MAC_CTX) -> usize {
    guard(0, || {
        // SAFETY: the caller's promise.
        let md = unsafe { ffi::shared_ref(ctx) }.and_then(|ctx| ctx.md);
        md.map_or(0, |md| md.algorithm.output_len())
    })
}

/// Sets `digest`, the name of the hash, and `key`. 0 for a hash that is not known; other names are
/// passed over.
///
/// # Safety
/// `params` is NULL or an array with its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_CTX_set_params(
    ctx: *mut EVP_MAC_CTX,
    params: *const OSSL_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::mut_ref(ctx) } {
            // SAFETY: the caller's promise.
            Some(ctx) => c_int::from(unsafe { set(ctx, params) }),
            None => 0,
        }
    })
}

/// Begins a code under `keylen` bytes at `key` (NULL: the one before) after setting `params`.
///
/// # Safety
/// `key` is NULL or readable for `keylen` bytes; `params` is NULL or an array with its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_init(
    ctx: *mut EVP_MAC_CTX,
    key: *const c_uchar,
    keylen: usize,
    params: *const OSSL_PARAM,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (Some(ctx), bytes) = (unsafe { (ffi::mut_ref(ctx), ffi::slice(key, keylen)) }) else {
            return 0;
        };
        // SAFETY: the caller's promise.
        if !unsafe { set(ctx, params) } {
            return 0;
        }
        if let Some(bytes) = bytes.filter(|_| !key.is_null()) {
            ctx.set_key(bytes);
        }
        let started = ctx.start();
        if !started {
            raise(ERR_LIB_EVP, EVP_R_INPUT_NOT_INITIALIZED);
        }
        c_int::from(started)
    })
}

/// Adds `datalen` bytes at `data`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_update(
    ctx: *mut EVP_MAC_CTX,
    data: *const c_uchar,
    datalen: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        match unsafe { (ffi::mut_ref(ctx), ffi::slice(data, datalen)) } {
            (Some(ctx), Some(data)) => c_int::from(ctx.update(data)),
            _ => 0,
        }
    })
}

/// The code: to `out`, which has room for `outsize` bytes, its length to `outl`. With `out` NULL only
/// the length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_MAC_final(
    ctx: *mut EVP_MAC_CTX,
    out: *mut c_uchar,
    outl: *mut usize,
    outsize: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(ctx) = (unsafe { ffi::mut_ref(ctx) }) else {
            return 0;
        };
        let length = ctx.md.map_or(0, |md| md.algorithm.output_len());
        if out.is_null() {
            // SAFETY: the caller's promise.
            unsafe { ffi::put(outl, length) };
            return 1;
        }
        if outsize < length {
            raise(ERR_LIB_EVP, EVP_R_BUFFER_TOO_SMALL);
            return 0;
        }
        let Some(tag) = ctx.finish() else {
            raise(ERR_LIB_EVP, EVP_R_INPUT_NOT_INITIALIZED);
            return 0;
        };
        // SAFETY: the caller's promise.
        unsafe {
            out.copy_from_nonoverlapping(tag.as_ref().as_ptr(), length);
            ffi::put(outl, length);
        }
        1
    })
}

/// The code called `name` (`HMAC`) with the hash called `subalg` of `datalen` bytes at `data`: to `out`,
/// which has room for `outsize` bytes, or to memory for the caller to free if `out` is NULL; its length
/// to `outlen`, which may be NULL. NULL on failure.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_Q_mac(
    _libctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
    _propq: *const c_char,
    subalg: *const c_char,
    params: *const OSSL_PARAM,
    key: *const c_void,
    keylen: usize,
    data: *const c_uchar,
    datalen: usize,
    out: *mut c_uchar,
    outsize: usize,
    outlen: *mut usize,
) -> *mut c_uchar {
    guard(null_mut(), || {
        let mut ctx = EVP_MAC_CTX::default();
        // SAFETY: the caller's promise.
        let (known, key, data) = unsafe {
            let named = crate::evp::md::abi::by_name(subalg);
            let set = set(&mut ctx, params);
            ctx.md = named.or(ctx.md);
            let known = is_hmac(name) && set;
            (
                known,
                ffi::slice(key.cast(), keylen),
                ffi::slice(data, datalen),
            )
        };
        let (true, Some(md), Some(key), Some(data)) = (known, ctx.md, key, data) else {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return null_mut();
        };
        let tag = sign(&Key::new(md.algorithm, key), data);
        let tag = tag.as_ref();
        let out = if out.is_null() {
            crate::mem::copy_bytes(tag)
        } else if outsize < tag.len() {
            raise(ERR_LIB_EVP, EVP_R_BUFFER_TOO_SMALL);
            return null_mut();
        } else {
            // SAFETY: the caller's promise.
            unsafe { out.copy_from_nonoverlapping(tag.as_ptr(), tag.len()) };
            out
        };
        // SAFETY: the caller's promise.
        unsafe { ffi::put(outlen, tag.len()) };
        out
    })
}

/// Whether the default is FIPS-validated cryptography. It is not: 0.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_default_properties_is_fips_enabled(
    _libctx: *mut OSSL_LIB_CTX,
) -> c_int {
    guard(0, || 0)
}

/// For the C-variadic `EVP_PKEY_Q_keygen`: a key of the type called `kind`, with `bits` (RSA) or on the
/// curve called `group`.
///
/// # Safety
/// Both names are NULL or C strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferrodtls_pkey_q_keygen(
    kind: *const c_char,
    bits: usize,
    group: *const c_char,
) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let (kind, group) = unsafe { (ffi::cstr(kind), ffi::cstr(group)) };
        fn read(text: Option<&CStr>) -> Option<&str> {
            text?.to_str().ok()
        }
        let id = read(kind).and_then(crate::evp::pkey::id_by_name);
        let Some(id) = id else {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            return null_mut();
        };
        let ctx = crate::evp::pkey_ctx::EVP_PKEY_CTX::with_id(id);
        ctx.settings.borrow_mut().bits = bits;
        ctx.settings.borrow_mut().curve = read(group).and_then(crate::ec::curve_by_name);
        let key = crate::evp::pkey_ctx::keygen::generate(&ctx);
        key.map_or(null_mut(), |key| {
            ffi::SharedHandle::into_c(EVP_PKEY::of(key))
        })
    })
}

/// # Safety
/// `name` is NULL or a C string.
unsafe fn is_hmac(name: *const c_char) -> bool {
    // SAFETY: the caller's promise.
    let name = unsafe { ffi::cstr(name) }.map(CStr::to_bytes);
    name.is_some_and(|name| name.eq_ignore_ascii_case(b"HMAC"))
}

/// # Safety
/// `params` is NULL or an array with its end.
unsafe fn set(ctx: &mut EVP_MAC_CTX, params: *const OSSL_PARAM) -> bool {
    // SAFETY: the caller's promise.
    let (name, key) = unsafe {
        (
            text(locate(params, c"digest".as_ptr())),
            octets(locate(params, c"key".as_ptr())),
        )
    };
    if let Some(name) = name.map(std::str::from_utf8) {
        ctx.md = name.ok().and_then(EVP_MD::by_name);
        if ctx.md.is_none() {
            return false;
        }
    }
    // A key begins a code: callbacks for ticket keys set parameters and call no EVP_MAC_init
    // (SSL_CTX_set_tlsext_ticket_key_evp_cb(3), the example).
    if let Some(key) = key {
        ctx.set_key(key);
        return ctx.md.is_none() || ctx.start();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::abi::{
        OSSL_PARAM_construct_end, OSSL_PARAM_construct_octet_string,
        OSSL_PARAM_construct_utf8_string,
    };

    /// RFC 4231, test case 2: the first four bytes.
    #[test]
    fn known_answer_by_parameters_and_at_once() {
        let data = b"what do ya want for nothing?";
        let (mut out, mut length) = ([0u8; 32], 0);
        // SAFETY: the buffers have the lengths that are named; the context is freed.
        unsafe {
            let name = c"SHA256".as_ptr().cast_mut();
            let key = b"Jefe".as_ptr().cast_mut().cast();
            let params = [
                OSSL_PARAM_construct_octet_string(c"key".as_ptr(), key, 4),
                OSSL_PARAM_construct_utf8_string(c"digest".as_ptr(), name, 0),
                OSSL_PARAM_construct_end(),
            ];
            let mac = EVP_MAC_fetch(null_mut(), c"hmac".as_ptr(), null());
            let ctx = EVP_MAC_CTX_new(mac);
            assert_eq!(EVP_MAC_init(ctx, null(), 0, null()), 0);
            assert_eq!(EVP_MAC_CTX_set_params(ctx, params.as_ptr()), 1);
            assert_eq!(EVP_MAC_init(ctx, null(), 0, null()), 1);
            assert_eq!(EVP_MAC_update(ctx, data.as_ptr(), data.len()), 1);
            assert_eq!(EVP_MAC_final(ctx, out.as_mut_ptr(), &mut length, 31), 0);
            assert_eq!(EVP_MAC_final(ctx, out.as_mut_ptr(), &mut length, 32), 1);
            assert_eq!((&out[..4], length), (&[0x5b, 0xdc, 0xc1, 0x46][..], 32));
            // The key as a parameter has begun a code of its own.
            out = [0; 32];
            assert_eq!(EVP_MAC_CTX_set_params(ctx, params.as_ptr()), 1);
            assert_eq!(EVP_MAC_update(ctx, data.as_ptr(), data.len()), 1);
            assert_eq!(EVP_MAC_final(ctx, out.as_mut_ptr(), &mut length, 32), 1);
            assert_eq!(out[..4], [0x5b, 0xdc, 0xc1, 0x46]);
            EVP_MAC_CTX_free(ctx);
            let once = EVP_Q_mac(
                null_mut(),
                c"HMAC".as_ptr(),
                null(),
                c"SHA-256".as_ptr(),
                null(),
                b"Jefe".as_ptr().cast(),
                4,
                data.as_ptr(),
                data.len(),
                out.as_mut_ptr(),
                32,
                null_mut(),
            );
            assert_eq!(once, out.as_mut_ptr());
            assert_eq!(out[..4], [0x5b, 0xdc, 0xc1, 0x46]);
            assert!(EVP_MAC_fetch(null_mut(), c"CMAC".as_ptr(), null()).is_null());
        }
    }

    #[test]
    fn keys_are_generated_by_name() {
        // SAFETY: C strings; what is made is freed.
        unsafe {
            for (kind, group) in [
                (c"EC", c"P-256".as_ptr()),
                (c"ED25519", null()),
                (c"RSA", null()),
            ] {
                let key = ferrodtls_pkey_q_keygen(kind.as_ptr(), 1024, group);
                assert!(!key.is_null());
                crate::evp::pkey::abi::EVP_PKEY_free(key);
            }
            assert!(ferrodtls_pkey_q_keygen(c"EC".as_ptr(), 0, null()).is_null());
            assert!(ferrodtls_pkey_q_keygen(c"none".as_ptr(), 0, null()).is_null());
        }
    }
}
