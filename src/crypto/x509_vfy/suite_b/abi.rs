//! `X509_chain_check_suiteb`.

use std::ffi::{c_int, c_ulong};

use ffi::{SharedHandle, put};

use super::{asked, judge, judge_key};
use crate::err::guard;
use crate::x509::X509;
use crate::x509::cert::abi::{borrow_stack, stack_st_X509};
use crate::x509_vfy::errors as error;

/// Whether a chain is one of Suite B, as `flags` (`X509_V_FLAG_SUITEB_*`) have it: `X509_V_OK` or the fault,
/// whose place goes to `perror_depth` unless that is NULL. The leaf is `x`, or without one the first of
/// `chain`; without a chain its key alone is judged.
///
/// # Safety
/// `perror_depth` is NULL or writable; `x` is NULL or a certificate; `chain` is NULL or a stack of them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_chain_check_suiteb(
    perror_depth: *mut c_int,
    x: *mut X509,
    chain: *mut stack_st_X509,
    flags: c_ulong,
) -> c_int {
    guard(error::UNSPECIFIED, || {
        let Some(asked) = asked(flags) else {
            return error::OK;
        };
        // SAFETY: the caller's promises.
        let (leaf, above) = unsafe { (X509::share(x), borrow_stack(chain)) };
        if chain.is_null() {
            let judged = leaf.map_or(Err(error::UNSPECIFIED), |leaf| judge_key(&leaf, asked));
            return judged.err().unwrap_or(error::OK);
        }
        let whole: Vec<_> = leaf.into_iter().chain(above).collect();
        match judge(&whole, asked) {
            Ok(()) => error::OK,
            Err((depth, fault)) => {
                // SAFETY: the caller's promise.
                unsafe { put(perror_depth, c_int::try_from(depth).unwrap_or(c_int::MAX)) };
                fault
            }
        }
    })
}
