//! libcrypto through its exported C ABI: declarations and owners.
//!
//! The functions of this module are safe: each owner keeps one reference (or the whole object) that
//! libcrypto counts, and gives it back when dropped. What an application hands over as a raw pointer
//! becomes an owner in `abi/`, where its contract is the manual page's.

pub mod bio;
pub mod bio_filter;
pub mod call;
pub mod cert;
pub mod conf;
pub mod ct;
pub mod dane;
pub mod dh;
pub mod engine;
pub mod error;
pub mod ex_data;
pub mod extension;
pub mod file;
pub mod imports;
pub mod init;
pub mod key;
pub mod logs;
pub mod memory;
pub mod optional;
pub mod pem;
pub mod sctp;
pub mod stack;
pub mod store_uri;
pub mod ticket;
pub mod types;
pub mod verify;

pub use types::*;

/// An application's opaque argument (`void *arg` beside a callback).
#[derive(Clone, Copy)]
pub struct Arg(pub *mut std::ffi::c_void);

// SAFETY: only carried around; the application decides which threads may use what it points to.
unsafe impl Send for Arg {}
// SAFETY: as above.
unsafe impl Sync for Arg {}

impl Default for Arg {
    fn default() -> Self {
        Arg(std::ptr::null_mut())
    }
}
