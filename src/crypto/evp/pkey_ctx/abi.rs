//! The exported functions on operations with keys.

use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::ptr::null_mut;

use ffi::{SharedHandle, UniqueHandle};
use primitives::random::{SecureRandom, SystemRandom};
use primitives::signature::{
    KeyKind, PREMASTER_LEN, pkcs1_encryption_unpad, pkcs1_premaster_unpad,
};

use super::keygen::generate;
use super::rsa::{RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_WITH_TLS_PADDING};
use super::{EVP_PKEY_CTX, Operation};
use crate::ec::EC_KEY;
use crate::err::{
    ERR_LIB_EVP, ERR_LIB_PROV, ERR_LIB_RSA, ERR_R_PASSED_NULL_PARAMETER, guard, raise,
};
use crate::evp::pkey::{EVP_PKEY, LowLevel, id_by_name, names_of};
use crate::evp::reasons::{
    EVP_R_BUFFER_TOO_SMALL, EVP_R_COMMAND_NOT_SUPPORTED, EVP_R_DIFFERENT_PARAMETERS,
    EVP_R_NO_KEY_SET, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE,
    EVP_R_OPERATON_NOT_INITIALIZED, EVP_R_UNSUPPORTED_ALGORITHM,
};
use crate::evp::sign::{key_of, sign_digest, verify_digest};
use crate::evp::{ENGINE, OSSL_LIB_CTX};

impl UniqueHandle for EVP_PKEY_CTX {}

const PROV_R_BAD_TLS_CLIENT_VERSION: c_int = 161;
const RSA_R_PADDING_CHECK_FAILED: c_int = 114;
const RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE: c_int = 110;
const RSA_R_WRONG_SIGNATURE_LENGTH: c_int = 119;

/// An operation with `pkey`, of which a reference is kept, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_new(
    pkey: *mut EVP_PKEY,
    _e: *mut ENGINE,
) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { EVP_PKEY::share(pkey) } {
            Some(key) => EVP_PKEY_CTX::into_c(Box::new(EVP_PKEY_CTX::with_key(key))),
            None => null_mut(),
        }
    })
}

/// As [`EVP_PKEY_CTX_new`].
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_new_from_pkey(
    _libctx: *mut OSSL_LIB_CTX,
    pkey: *mut EVP_PKEY,
    _propquery: *const c_char,
) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { EVP_PKEY_CTX_new(pkey, null_mut()) }
    })
}

/// An operation that makes a key of type `id`. NULL with an error for types that are not supported.
///
/// # Safety
/// None beyond the ABI's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_new_id(id: c_int, _e: *mut ENGINE) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || of_type(Some(id)))
}

/// As [`EVP_PKEY_CTX_new_id`], with the name of the type.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_new_from_name(
    _libctx: *mut OSSL_LIB_CTX,
    name: *const c_char,
    _propquery: *const c_char,
) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        let name = unsafe { ffi::cstr(name) }.and_then(|name| name.to_str().ok());
        of_type(name.and_then(id_by_name))
    })
}

/// A copy with the same key and settings, for the caller to free.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_dup(ctx: *const EVP_PKEY_CTX) -> *mut EVP_PKEY_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        match unsafe { ffi::shared_ref(ctx) } {
            Some(ctx) => EVP_PKEY_CTX::into_c(Box::new(ctx.copy())),
            None => null_mut(),
        }
    })
}

/// Frees `ctx`, which must not belong to an `EVP_MD_CTX`. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or came from a function of this family, and nothing uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_free(ctx: *mut EVP_PKEY_CTX) {
    guard((), || {
        // SAFETY: the caller's promise.
        drop(unsafe { EVP_PKEY_CTX::reclaim(ctx) });
    })
}

/// The key, which belongs to `ctx`; NULL for none.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_get0_pkey(ctx: *mut EVP_PKEY_CTX) -> *mut EVP_PKEY {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }
            .and_then(|ctx| ctx.key.as_ref())
            .map_or(null_mut(), |key| std::sync::Arc::as_ptr(key).cast_mut())
    })
}

/// 1 when the key is of the type called `keytype`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_is_a(
    ctx: *mut EVP_PKEY_CTX,
    keytype: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (ctx, name) = unsafe { (ffi::shared_ref(ctx), ffi::cstr(keytype)) };
        let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
        c_int::from(ctx.is_some_and(|ctx| {
            names_of(ctx.id)
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        }))
    })
}

/// Attaches a pointer of the program's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_set_app_data(ctx: *mut EVP_PKEY_CTX, data: *mut c_void) {
    guard((), || {
        // SAFETY: the caller's promise.
        if let Some(ctx) = unsafe { ffi::shared_ref(ctx) } {
            ctx.settings.borrow_mut().app_data = data;
        }
    })
}

/// The pointer that was attached.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_CTX_get_app_data(ctx: *mut EVP_PKEY_CTX) -> *mut c_void {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { ffi::shared_ref(ctx) }.map_or(null_mut(), |ctx| ctx.settings.borrow().app_data)
    })
}

/// Prepares to sign hashes. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_sign_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Sign) }
    })
}

/// Prepares to verify signatures of hashes. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_verify_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Verify) }
    })
}

/// Prepares to encrypt with RSA. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_encrypt_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Encrypt) }
    })
}

/// Prepares to decrypt with RSA. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_decrypt_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Decrypt) }
    })
}

/// Prepares an agreement of keys on a curve. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_derive_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Derive) }
    })
}

/// Prepares to generate a key. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_keygen_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Keygen) }
    })
}

/// Prepares to choose a curve. -2 when the type of key cannot.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_paramgen_init(ctx: *mut EVP_PKEY_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { init(ctx, Operation::Paramgen) }
    })
}

/// Signs the hash of `tbslen` bytes at `tbs`: to `sig`, which has room for `*siglen` bytes. With `sig`
/// NULL only the largest length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_sign(
    ctx: *mut EVP_PKEY_CTX,
    sig: *mut c_uchar,
    siglen: *mut usize,
    tbs: *const c_uchar,
    tbslen: usize,
) -> c_int {
    guard(0, || {
        let largest = |ctx: &EVP_PKEY_CTX| Some(key_of(ctx)?.public.max_signature_len());
        // SAFETY: the caller's promise.
        unsafe {
            run(
                ctx,
                Operation::Sign,
                (sig, siglen),
                (tbs, tbslen),
                largest,
                sign_digest,
            )
        }
    })
}

/// 1 when the `siglen` bytes at `sig` sign the hash of `tbslen` bytes at `tbs`, 0 when not, below 0
/// on other errors.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_verify(
    ctx: *mut EVP_PKEY_CTX,
    sig: *const c_uchar,
    siglen: usize,
    tbs: *const c_uchar,
    tbslen: usize,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller's promise.
        let (ctx, signature, digest) = unsafe {
            (
                started(ctx, Operation::Verify),
                ffi::slice(sig, siglen),
                ffi::slice(tbs, tbslen),
            )
        };
        let (Some(ctx), Some(signature), Some(digest)) = (ctx, signature, digest) else {
            return -1;
        };
        verify_digest(ctx, digest, signature).map_or(-1, c_int::from)
    })
}

/// Encrypts `inlen` bytes at `in` with RSA: to `out`, which has room for `*outlen` bytes. With `out`
/// NULL only the length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_encrypt(
    ctx: *mut EVP_PKEY_CTX,
    out: *mut c_uchar,
    outlen: *mut usize,
    r#in: *const c_uchar,
    inlen: usize,
) -> c_int {
    guard(0, || {
        let largest = |ctx: &EVP_PKEY_CTX| Some(key_of(ctx)?.public.max_signature_len());
        // SAFETY: the caller's promise.
        unsafe {
            run(
                ctx,
                Operation::Encrypt,
                (out, outlen),
                (r#in, inlen),
                largest,
                encrypt,
            )
        }
    })
}

/// Decrypts `inlen` bytes at `in` with RSA: to `out`, which has room for `*outlen` bytes. With `out`
/// NULL only the largest length. What was not padded right decrypts to random bytes, so that
/// nothing can be learnt from failures.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_decrypt(
    ctx: *mut EVP_PKEY_CTX,
    out: *mut c_uchar,
    outlen: *mut usize,
    r#in: *const c_uchar,
    inlen: usize,
) -> c_int {
    guard(0, || {
        let largest = |ctx: &EVP_PKEY_CTX| match ctx.settings.borrow().padding {
            RSA_PKCS1_WITH_TLS_PADDING => Some(PREMASTER_LEN),
            _ => Some(key_of(ctx)?.public.max_signature_len()),
        };
        // SAFETY: the caller's promise.
        unsafe {
            run(
                ctx,
                Operation::Decrypt,
                (out, outlen),
                (r#in, inlen),
                largest,
                decrypt,
            )
        }
    })
}

/// Sets the other side's key; 0 with an error when it is on another curve.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_derive_set_peer(
    ctx: *mut EVP_PKEY_CTX,
    peer: *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let (ctx, peer) = unsafe { (started(ctx, Operation::Derive), EVP_PKEY::share(peer)) };
        let (Some(ctx), Some(peer)) = (ctx, peer) else {
            return -1;
        };
        if peer.curve().is_none() || peer.curve() != ctx.settings.borrow().curve {
            raise(ERR_LIB_EVP, EVP_R_DIFFERENT_PARAMETERS);
            return 0;
        }
        ctx.settings.borrow_mut().peer = Some(peer);
        1
    })
}

/// The secret shared with the other side: to `key`, which has room for `*keylen` bytes. With `key`
/// NULL only the length.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_derive(
    ctx: *mut EVP_PKEY_CTX,
    key: *mut c_uchar,
    keylen: *mut usize,
) -> c_int {
    guard(0, || {
        let largest = |ctx: &EVP_PKEY_CTX| Some(ctx.settings.borrow().curve?.field_len());
        let derive = |ctx: &EVP_PKEY_CTX, _: &[u8]| {
            let peer = ctx.settings.borrow().peer.clone()?.public()?;
            let secret = key_of(ctx)?.private?.agree(&peer.key_bytes()).ok()?;
            Some(secret.as_ref().to_vec())
        };
        // SAFETY: the caller's promise.
        unsafe {
            run(
                ctx,
                Operation::Derive,
                (key, keylen),
                (std::ptr::null(), 0),
                largest,
                derive,
            )
        }
    })
}

/// Makes a key: into `*ppkey`, which is made if NULL.
///
/// # Safety
/// `ppkey` is writable; `*ppkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_keygen(
    ctx: *mut EVP_PKEY_CTX,
    ppkey: *mut *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { make(ctx, ppkey) }
    })
}

/// Makes a key that has only its curve: into `*ppkey`, which is made if NULL.
///
/// # Safety
/// `ppkey` is writable; `*ppkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_paramgen(
    ctx: *mut EVP_PKEY_CTX,
    ppkey: *mut *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { make(ctx, ppkey) }
    })
}

/// Makes a key: into `*ppkey`, which is made if NULL.
///
/// # Safety
/// `ppkey` is writable; `*ppkey` is NULL or a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn EVP_PKEY_generate(
    ctx: *mut EVP_PKEY_CTX,
    ppkey: *mut *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe { make(ctx, ppkey) }
    })
}

fn of_type(id: Option<c_int>) -> *mut EVP_PKEY_CTX {
    match id.filter(|id| !names_of(*id).is_empty()) {
        Some(id) => EVP_PKEY_CTX::into_c(Box::new(EVP_PKEY_CTX::with_id(id))),
        None => {
            raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
            null_mut()
        }
    }
}

fn is_ec(id: c_int) -> bool {
    id == crate::evp::pkey::EVP_PKEY_EC
}

/// # Safety
/// `ctx` is NULL or live.
unsafe fn init(ctx: *mut EVP_PKEY_CTX, operation: Operation) -> c_int {
    // SAFETY: the caller's promise.
    let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
        raise(ERR_LIB_EVP, ERR_R_PASSED_NULL_PARAMETER);
        return 0;
    };
    let possible = match operation {
        Operation::Encrypt | Operation::Decrypt => ctx.id == crate::evp::pkey::EVP_PKEY_RSA,
        Operation::Derive | Operation::Paramgen => is_ec(ctx.id),
        Operation::Sign | Operation::Verify => ctx.key.as_ref().and_then(|key| key.key()).is_some(),
        Operation::Keygen | Operation::None => true,
    };
    if !possible {
        raise(ERR_LIB_EVP, EVP_R_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE);
        return -2;
    }
    ctx.start(operation);
    1
}

/// # Safety
/// `ctx` is NULL or live.
unsafe fn started<'a>(ctx: *mut EVP_PKEY_CTX, operation: Operation) -> Option<&'a EVP_PKEY_CTX> {
    // SAFETY: the caller's promise.
    let ctx = unsafe { ffi::shared_ref(ctx) }.filter(|ctx| ctx.operation() == operation);
    if ctx.is_none() {
        raise(ERR_LIB_EVP, EVP_R_OPERATON_NOT_INITIALIZED);
    }
    ctx
}

/// One operation from bytes to bytes. Its length is known before it is tried, so that too little
/// room is an error before anything is computed.
///
/// # Safety
/// The pointers are as the manual pages say; `output.1` is NULL or readable and writable.
unsafe fn run(
    ctx: *mut EVP_PKEY_CTX,
    operation: Operation,
    output: (*mut c_uchar, *mut usize),
    input: (*const c_uchar, usize),
    largest: impl FnOnce(&EVP_PKEY_CTX) -> Option<usize>,
    body: impl FnOnce(&EVP_PKEY_CTX, &[u8]) -> Option<Vec<u8>>,
) -> c_int {
    // SAFETY: the caller's promise.
    let (Some(ctx), Some(room)) = (unsafe { (started(ctx, operation), ffi::mut_ref(output.1)) })
    else {
        return -1;
    };
    if output.0.is_null() {
        *room = match largest(ctx) {
            Some(length) => length,
            None => return 0,
        };
        return 1;
    }
    // SAFETY: the caller's promise.
    let Some(input) = (unsafe { ffi::slice(input.0, input.1) }) else {
        return 0;
    };
    let Some(result) = body(ctx, input) else {
        return 0;
    };
    let result = zeroize::Zeroizing::new(result);
    if result.len() > *room {
        raise(ERR_LIB_EVP, EVP_R_BUFFER_TOO_SMALL);
        return 0;
    }
    *room = result.len();
    // SAFETY: the result fits in the room that the caller named.
    unsafe {
        output
            .0
            .copy_from_nonoverlapping(result.as_ptr(), result.len())
    };
    1
}

fn encrypt(ctx: &EVP_PKEY_CTX, message: &[u8]) -> Option<Vec<u8>> {
    let key = key_of(ctx)?;
    let parts = key.public.rsa_parts()?;
    let sealed = match ctx.settings.borrow().padding {
        RSA_NO_PADDING if message.len() == parts.n.len() => parts.raw(message).ok(),
        RSA_PKCS1_PADDING => parts.encrypt_pkcs1(message, &SystemRandom::new()).ok(),
        _ => None,
    };
    if sealed.is_none() {
        raise(ERR_LIB_RSA, RSA_R_DATA_TOO_LARGE_FOR_KEY_SIZE);
    }
    sealed
}

/// Random bytes in place of a premaster secret that is wrong. `None`, with an error: no version was set that the secret
/// could be checked against, or there are no random bytes.
fn premaster_stand_in(ctx: &EVP_PKEY_CTX) -> Option<[u8; PREMASTER_LEN]> {
    if ctx.settings.borrow().tls_versions[0].is_none() {
        raise(ERR_LIB_PROV, PROV_R_BAD_TLS_CLIENT_VERSION);
        return None;
    }
    let mut bytes = [0; PREMASTER_LEN];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(bytes)
}

fn decrypt(ctx: &EVP_PKEY_CTX, sealed: &[u8]) -> Option<Vec<u8>> {
    let key = key_of(ctx)?;
    let Some(private) = key.private.filter(|key| key.kind() == KeyKind::Rsa) else {
        raise(ERR_LIB_EVP, EVP_R_NO_KEY_SET);
        return None;
    };
    if sealed.len() != private.public_key().max_signature_len() {
        raise(ERR_LIB_RSA, RSA_R_WRONG_SIGNATURE_LENGTH);
        return None;
    }
    // Before the secret is known, so that its making tells nothing.
    let mut stand_in = Some([0; PREMASTER_LEN]);
    if ctx.settings.borrow().padding == RSA_PKCS1_WITH_TLS_PADDING {
        stand_in = premaster_stand_in(ctx);
        stand_in.as_ref()?;
    }
    let Ok(block) = private.rsa_raw(sealed) else {
        raise(ERR_LIB_RSA, RSA_R_PADDING_CHECK_FAILED);
        return None;
    };
    let block = zeroize::Zeroizing::new(block);
    match ctx.settings.borrow().padding {
        RSA_NO_PADDING => Some(block.to_vec()),
        RSA_PKCS1_PADDING => {
            let secret = private.to_pkcs8();
            Some(pkcs1_encryption_unpad(&block, &secret, sealed).to_vec())
        }
        RSA_PKCS1_WITH_TLS_PADDING => {
            let settings = ctx.settings.borrow();
            let versions = settings.tls_versions.iter().flatten().copied();
            let versions: Vec<u16> = versions.collect();
            Some(pkcs1_premaster_unpad(&block, &stand_in?, &versions).to_vec())
        }
        _ => {
            raise(ERR_LIB_EVP, EVP_R_COMMAND_NOT_SUPPORTED);
            None
        }
    }
}

/// # Safety
/// As `EVP_PKEY_keygen`.
unsafe fn make(ctx: *mut EVP_PKEY_CTX, ppkey: *mut *mut EVP_PKEY) -> c_int {
    // SAFETY: the caller's promise.
    let ctx = unsafe { ffi::shared_ref(ctx) }
        .filter(|ctx| matches!(ctx.operation(), Operation::Keygen | Operation::Paramgen));
    let (Some(ctx), false) = (ctx, ppkey.is_null()) else {
        raise(ERR_LIB_EVP, EVP_R_OPERATON_NOT_INITIALIZED);
        return -1;
    };
    let made = if ctx.operation() == Operation::Paramgen {
        let curve = ctx.settings.borrow().curve;
        let parameters = EVP_PKEY::empty();
        curve.map(|curve| {
            parameters.set_low_level(LowLevel::Ec(EC_KEY::on(curve)));
            parameters
        })
    } else {
        generate(ctx).map(EVP_PKEY::of)
    };
    let Some(made) = made else {
        return 0;
    };
    // SAFETY: the caller's promise.
    unsafe {
        match EVP_PKEY::share(*ppkey) {
            Some(pkey) => pkey.copy_from(&made),
            None => *ppkey = EVP_PKEY::into_c(made),
        }
    }
    1
}
