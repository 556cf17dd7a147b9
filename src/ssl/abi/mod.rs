//! The exported functions, one file a group of manual pages.
//!
//! Each is documented by OpenSSL's manual page of its name; the comments here say what the function
//! is for and what is particular to this library. Each body is one call of [`guard`].

use crate::sys::error;

pub mod bio;
pub mod bio_ssl;
pub mod ca_list;
pub mod callbacks;
pub mod certificate;
pub mod certificate_ssl;
pub mod cipher;
pub mod conf;
mod conf_run;
pub mod connection;
pub mod context;
pub mod ct;
pub mod ctrl;
mod ctrl_shared;
pub mod custom_ext;
pub mod dane;
pub mod dh;
pub mod early_data;
pub mod extension;
pub mod heartbeat;
pub mod hello;
pub mod info;
pub mod init;
pub mod io;
pub mod method;
pub mod misc;
pub mod names;
pub mod npn;
pub mod own;
pub mod path_mtu;
pub mod psk;
pub mod raw_key;
pub mod security;
pub mod serverinfo;
pub mod session;
pub mod session_callback;
pub mod session_file;
pub mod session_parts;
pub mod session_ticket;
pub mod sigalgs;
pub mod sizes;
pub mod srp;
pub mod state;
pub mod trace;
pub mod trust;
pub mod verify;
pub mod version13;

/// Runs a body; a panic inside becomes an error on the queue and `failure`.
#[inline(always)]
pub(crate) fn guard<R>(failure: R, body: impl FnOnce() -> R) -> R {
    ffi::guard(
        || {
            error::put(error::INTERNAL_ERROR);
            failure
        },
        body,
    )
}
