//! BIOs that connect a stream socket themselves (`BIO_s_connect(3)`).

pub mod abi;

use std::ffi::{CString, c_int};

use super::reasons::BIO_R_UNSUPPORTED_IP_FAMILY;
use crate::err::{ERR_LIB_BIO, raise};

pub(crate) const BIO_FAMILY_IPV4: c_int = 4;
pub(crate) const BIO_FAMILY_IPV6: c_int = 6;
pub(crate) const BIO_FAMILY_IPANY: c_int = 256;

/// The system's number of a family of `bio.h`. On failure a reason is on the queue.
pub(crate) fn system_family(family: c_int) -> Option<c_int> {
    match family {
        BIO_FAMILY_IPV4 => Some(libc::AF_INET),
        BIO_FAMILY_IPV6 => Some(libc::AF_INET6),
        BIO_FAMILY_IPANY => Some(libc::AF_UNSPEC),
        _ => {
            raise(ERR_LIB_BIO, BIO_R_UNSUPPORTED_IP_FAMILY);
            None
        }
    }
}

/// A name for an error's text.
pub(crate) fn shown(name: Option<&CString>) -> String {
    name.map_or("<NULL>".to_owned(), |name| {
        name.to_string_lossy().into_owned()
    })
}
