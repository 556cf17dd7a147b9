//! The exported functions of `pem.h` on parameters.

use std::ffi::{c_int, c_void};
use std::ptr::null_mut;

use libc::FILE;

use crate::bio::BIO;
use crate::dh::DH;
use crate::dh::abi::give;
use crate::err::{ERR_LIB_DH, guard, raise};
use crate::pem::io::abi::{pem_password_cb, read, with_stream, write};

const DH_R_DECODE_ERROR: c_int = 104;
const LABEL: &str = "DH PARAMETERS";

/// The next `DH PARAMETERS`, for the caller to free; `*x`, if there is one, is freed and replaced.
///
/// # Safety
/// `bp` is live; `x` is NULL or points to NULL or parameters; `cb` may be called with `u`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_bio_DHparams(
    bp: *mut BIO,
    x: *mut *mut DH,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut DH {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe {
            let Some((_, der)) = read(bp, |name| name == LABEL, LABEL, cb, u) else {
                return null_mut();
            };
            match DH::from_der(&der) {
                Some((dh, _)) => give(x, dh),
                None => {
                    raise(ERR_LIB_DH, DH_R_DECODE_ERROR);
                    null_mut()
                }
            }
        }
    })
}

/// As [`PEM_read_bio_DHparams`], from a stream.
///
/// # Safety
/// As there; `fp` is open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_read_DHparams(
    fp: *mut FILE,
    x: *mut *mut DH,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> *mut DH {
    guard(null_mut(), || {
        // SAFETY: the caller's promise.
        unsafe { with_stream(fp, null_mut(), |bio| PEM_read_bio_DHparams(bio, x, cb, u)) }
    })
}

/// Writes `DH PARAMETERS`. 1 on success.
///
/// # Safety
/// `bp` is live; `x` is NULL or live.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_write_bio_DHparams(bp: *mut BIO, x: *const DH) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        unsafe {
            match ffi::shared_ref(x).and_then(DH::to_der) {
                Some(der) => write(bp, LABEL, "", &der),
                None => 0,
            }
        }
    })
}
