//! Certificate timestamps (RFC 6962), where libcrypto has certificate transparency.

use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

use crate::callback::ssl_ct_validation_cb;
use crate::reasons;

use super::cert::Certificate;
use super::error;
use super::imports::*;
use super::logs::Logs;
use super::optional;
use super::types::*;

/// `SCT_SOURCE_TLS_EXTENSION`, `SCT_SOURCE_X509V3_EXTENSION`.
const SOURCE_EXTENSION: c_int = 1;
const SOURCE_CERTIFICATE: c_int = 2;
/// `NID_ct_precert_scts`.
const NID_PRECERT_SCTS: c_int = 951;
/// `SCT_VALIDATION_STATUS_VALID`.
const VALID: c_int = 2;

/// A list of timestamps.
pub struct Timestamps(NonNull<stack_st_SCT>);

impl Timestamps {
    fn new() -> Option<Self> {
        // SAFETY: no arguments.
        NonNull::new(unsafe { OPENSSL_sk_new_null() }.cast()).map(Timestamps)
    }

    /// Those that came in the handshake and those in the certificate, maybe none. `None`: libcrypto
    /// knows of none.
    pub fn collect(extension: &[u8], certificate: Option<&Certificate>) -> Option<Self> {
        if !is_possible() {
            return None;
        }
        let mut all = Timestamps::new()?;
        error::quietly(|| {
            all.take(of_extension(extension), SOURCE_EXTENSION);
            all.take(certificate.and_then(of_certificate), SOURCE_CERTIFICATE);
        });
        Some(all)
    }

    pub fn as_ptr(&self) -> *mut stack_st_SCT {
        self.0.as_ptr()
    }

    fn len(&self) -> c_int {
        // SAFETY: the list is valid.
        unsafe { OPENSSL_sk_num(self.as_ptr().cast()) }
    }

    /// Moves the timestamps of another list here.
    fn take(&mut self, other: Option<Timestamps>, source: c_int) {
        let (Some(other), Some(set_source)) = (other, optional::SCT_set_source()) else {
            return;
        };
        let other = std::mem::ManuallyDrop::new(other);
        // SAFETY: each timestamp passes to this list or is freed; then the emptied list is.
        unsafe {
            for index in 0..other.len() {
                let timestamp = OPENSSL_sk_value(other.as_ptr().cast(), index);
                set_source(timestamp, source);
                if OPENSSL_sk_push(self.as_ptr().cast(), timestamp) <= 0
                    && let Some(free) = optional::SCT_free()
                {
                    free(timestamp);
                }
            }
            OPENSSL_sk_free(other.as_ptr().cast());
        }
    }
}

impl Drop for Timestamps {
    fn drop(&mut self) {
        if let Some(free) = optional::SCT_LIST_free() {
            // SAFETY: ours, with its elements.
            unsafe { free(self.as_ptr()) };
        }
    }
}

fn of_extension(body: &[u8]) -> Option<Timestamps> {
    let decode = optional::o2i_SCT_LIST()?;
    if body.is_empty() {
        return None;
    }
    let mut next = body.as_ptr();
    // SAFETY: `next` and the length describe the body; the list is ours then.
    NonNull::new(unsafe { decode(std::ptr::null_mut(), &mut next, body.len()) }).map(Timestamps)
}

fn of_certificate(certificate: &Certificate) -> Option<Timestamps> {
    let get = optional::X509_get_ext_d2i()?;
    let null = std::ptr::null_mut();
    // SAFETY: the certificate is valid; the list is ours then.
    let list = unsafe { get(certificate.as_ptr(), NID_PRECERT_SCTS, null, null.cast()) };
    NonNull::new(list.cast()).map(Timestamps)
}

/// Whether libcrypto can check timestamps.
pub fn is_possible() -> bool {
    optional::SCT_LIST_validate().is_some() && optional::CT_POLICY_EVAL_CTX_new().is_some()
}

/// What is checked.
pub struct Request<'a> {
    pub certificate: &'a Certificate,
    pub issuer: &'a Certificate,
    pub logs: Option<&'a Logs>,
    /// Milliseconds since 1970.
    pub time: u64,
    /// NULL or a list that stays where it is.
    pub timestamps: *mut stack_st_SCT,
}

/// Checks the timestamps and has the callback judge them. False with the error queued.
pub fn validate(request: &Request<'_>, callback: ssl_ct_validation_cb, arg: *mut c_void) -> bool {
    validated(request, callback, arg).unwrap_or(false)
}

fn validated(
    request: &Request<'_>,
    callback: ssl_ct_validation_cb,
    arg: *mut c_void,
) -> Option<bool> {
    let (new, free) = (
        optional::CT_POLICY_EVAL_CTX_new()?,
        optional::CT_POLICY_EVAL_CTX_free()?,
    );
    let set_certificate = optional::CT_POLICY_EVAL_CTX_set1_cert()?;
    let set_issuer = optional::CT_POLICY_EVAL_CTX_set1_issuer()?;
    let set_logs = optional::CT_POLICY_EVAL_CTX_set_shared_CTLOG_STORE()?;
    let set_time = optional::CT_POLICY_EVAL_CTX_set_time()?;
    let check = optional::SCT_LIST_validate()?;
    let callback = callback?;
    let list = request.timestamps;
    // SAFETY: all objects live for the call; the policy is freed at its end.
    unsafe {
        let policy = new();
        if policy.is_null() {
            error::put(error::MALLOC_FAILURE);
            return None;
        }
        let set = set_certificate(policy, request.certificate.as_ptr()) == 1
            && set_issuer(policy, request.issuer.as_ptr()) == 1;
        set_logs(
            policy,
            request
                .logs
                .map_or(std::ptr::null(), Logs::as_ptr)
                .cast_mut(),
        );
        set_time(policy, request.time);
        let good = if !set || check(list, policy) < 0 {
            error::put(reasons::SCT_VERIFICATION_FAILED);
            false
        } else if callback(policy, list, arg) <= 0 {
            error::put(reasons::CALLBACK_FAILED);
            false
        } else {
            true
        };
        free(policy);
        Some(good)
    }
}

/// `SSL_CT_VALIDATION_PERMISSIVE`: whatever there is.
///
/// # Safety
/// None beyond the C calling convention.
pub unsafe extern "C" fn permissive(
    _policy: *const CT_POLICY_EVAL_CTX,
    _timestamps: *const stack_st_SCT,
    _arg: *mut c_void,
) -> c_int {
    1
}

/// `SSL_CT_VALIDATION_STRICT`: at least one that is valid.
///
/// # Safety
/// `timestamps` is NULL or a list of timestamps.
pub unsafe extern "C" fn strict(
    _policy: *const CT_POLICY_EVAL_CTX,
    timestamps: *const stack_st_SCT,
    _arg: *mut c_void,
) -> c_int {
    ffi::guard(
        || 0,
        || {
            let Some(status) = optional::SCT_get_validation_status() else {
                return 0;
            };
            // SAFETY: NULL or a list that lives for the call.
            let valid = !timestamps.is_null()
                && unsafe {
                    let list = timestamps.cast::<OPENSSL_STACK>();
                    (0..OPENSSL_sk_num(list))
                        .any(|index| status(OPENSSL_sk_value(list, index)) == VALID)
                };
            if !valid {
                error::put(reasons::NO_VALID_SCTS);
            }
            valid.into()
        },
    )
}
