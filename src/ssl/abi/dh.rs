//! A server's Diffie-Hellman parameters (SSL_CTX_set_tmp_dh_callback(3)).

use std::ffi::c_int;

use crate::callback::*;
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::reasons;
use crate::sys::key::Key;
use crate::sys::types::*;
use crate::sys::{dh, error};

use super::ctrl_shared::{Owner, set_tmp_dh};
use super::guard;

/// Called when a server makes a Diffie-Hellman share and no parameters are set. The parameters that it answers stay its
/// own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set_tmp_dh_callback(ctx: *mut SSL_CTX, dh: SSL_tmp_dh_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ctx) = (unsafe { ffi::shared_ref(ctx) }) else {
            return;
        };
        ctx.change(|settings| settings.inherited.tmp_dh = dh);
    })
}

/// Called when a server makes a Diffie-Hellman share and no parameters are set. The parameters that it answers stay its
/// own.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set_tmp_dh_callback(ssl: *mut SSL, dh: SSL_tmp_dh_cb) {
    guard((), || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return;
        };
        ssl.change(|settings| settings.inherited.tmp_dh = dh);
    })
}

/// Sets the group of Diffie-Hellman shares: 1, and the parameters belong to the library; 0 with an error when they are not
/// of Diffie-Hellman or too weak for the security level, and they stay the caller's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_set0_tmp_dh_pkey(
    ctx: *mut SSL_CTX,
    dhpkey: *mut EVP_PKEY,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        match unsafe { ffi::shared_ref(ctx) } {
            // SAFETY: as above.
            Some(ctx) => unsafe { set0(ctx, dhpkey) },
            None => 0,
        }
    })
}

/// Sets the group of Diffie-Hellman shares: 1, and the parameters belong to the library; 0 with an error when they are not
/// of Diffie-Hellman or too weak for the security level, and they stay the caller's.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_set0_tmp_dh_pkey(s: *mut SSL, dhpkey: *mut EVP_PKEY) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        match unsafe { ffi::shared_ref(s) } {
            // SAFETY: as above.
            Some(s) => unsafe { set0(s, dhpkey) },
            None => 0,
        }
    })
}

/// # Safety
/// `parameters` is NULL or valid, and the caller's to give away.
unsafe fn set0(owner: &impl Owner, parameters: *mut EVP_PKEY) -> c_int {
    // SAFETY: the caller's contract.
    let Some(key) = (unsafe { Key::share(parameters) }) else {
        // No parameters have no strength.
        error::put(reasons::DH_KEY_TOO_SMALL);
        return 0;
    };
    let numbers = error::quietly(|| dh::of_key(&key));
    if set_tmp_dh(owner, numbers.as_ref()) != 1 {
        return 0;
    }
    // SAFETY: the caller's reference is ours now.
    drop(unsafe { Key::from_raw(parameters) });
    1
}
