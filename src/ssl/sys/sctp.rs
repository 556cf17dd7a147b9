//! What SCTP BIOs do beside carrying messages, by `BIO_ctrl`: few builds of libcrypto have functions for SCTP, and a
//! reference to one would keep this library from loading beside the others. OpenSSL's BIOs have no control for one of the
//! things, but a function, which is looked for when it is needed.

use std::ffi::{c_int, c_long, c_void};
use std::mem::transmute;
use std::ptr::{from_mut, from_ref, null_mut};
use std::sync::OnceLock;

use super::bio::{Bio, TYPE_DGRAM_SCTP};
use super::imports::BIO_ctrl;
use super::types::BIO;

const SET_IN_HANDSHAKE: c_int = 50;
const ADD_AUTH_KEY: c_int = 51;
const NEXT_AUTH_KEY: c_int = 52;
const AUTH_CCS_RCVD: c_int = 53;
const GET_RCVINFO: c_int = 62;
const SET_RCVINFO: c_int = 63;
const SAVE_SHUTDOWN: c_int = 70;
const WAIT_FOR_DRY: c_int = 77;

/// Whether anything that was sent is not acknowledged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outstanding {
    Nothing,
    /// Something may be; messages that came must perhaps be read before it can be told.
    Perhaps,
    /// The association is gone, or the system refused.
    Failed,
    /// The BIO cannot tell.
    Unknown,
}

impl Bio {
    pub fn is_sctp(&self) -> bool {
        self.method_type() == TYPE_DGRAM_SCTP
    }

    /// What is written from now on goes in order, on stream 0, and is not given up; or as the application wants it.
    pub fn sctp_in_handshake(&self, on: bool) {
        self.sctp_ctrl(SET_IN_HANDSHAKE, c_long::from(on), null_mut());
    }

    /// Adds the key behind the active one. False with the reason queued.
    pub fn sctp_add_key(&self, key: &[u8; 64]) -> bool {
        self.sctp_ctrl(ADD_AUTH_KEY, 64, from_ref(key).cast_mut().cast()) >= 0
    }

    /// Sends under the key that was added. False with the reason queued.
    pub fn sctp_use_next_key(&self) -> bool {
        self.sctp_ctrl(NEXT_AUTH_KEY, 0, null_mut()) >= 0
    }

    /// The peer sends under the new key as well: the old one goes. False with the reason queued.
    pub fn sctp_remove_old_key(&self) -> bool {
        self.sctp_ctrl(AUTH_CCS_RCVD, 1, null_mut()) >= 0
    }

    /// Lets what is written wait inside the BIO until nothing is outstanding.
    pub fn sctp_save_shutdown(&self, on: bool) {
        self.sctp_ctrl(SAVE_SHUTDOWN, c_long::from(on), null_mut());
    }

    /// Waits, on a socket that waits, until nothing is outstanding or a message is to be read.
    pub fn sctp_wait_for_dry(&self) -> Outstanding {
        match self.sctp_ctrl(WAIT_FOR_DRY, 0, null_mut()) {
            1 => Outstanding::Nothing,
            2 => Outstanding::Perhaps,
            0 => self.wait_for_dry_by_function(),
            _ => Outstanding::Failed,
        }
    }

    /// The same with a BIO of OpenSSL, which does not know the control.
    fn wait_for_dry_by_function(&self) -> Outstanding {
        let Some(function) = wait_for_dry_function() else {
            return Outstanding::Unknown;
        };
        // SAFETY: libcrypto's function of this name takes a BIO, and this one is valid.
        match unsafe { function(self.as_ptr()) } {
            1 => Outstanding::Nothing,
            0 => Outstanding::Perhaps,
            _ => Outstanding::Failed,
        }
    }

    /// How the message that was read last came: `struct bio_dgram_sctp_rcvinfo`.
    pub fn sctp_receive_info(&self) -> Option<[u8; 24]> {
        let mut info = [0; 24];
        let known = self.sctp_ctrl(GET_RCVINFO, 24, from_mut(&mut info).cast());
        (known > 0).then_some(info)
    }

    /// Makes the BIO tell that of the message that is given to the application now.
    pub fn sctp_set_receive_info(&self, info: &[u8; 24]) {
        self.sctp_ctrl(SET_RCVINFO, 24, from_ref(info).cast_mut().cast());
    }

    fn sctp_ctrl(&self, command: c_int, argument: c_long, pointer: *mut c_void) -> c_long {
        // SAFETY: the BIO is valid; each caller passes as many bytes as it says.
        unsafe { BIO_ctrl(self.as_ptr(), command, argument, pointer) }
    }
}

type WaitForDry = unsafe extern "C" fn(*mut BIO) -> c_int;

/// `BIO_dgram_sctp_wait_for_dry` of the libcrypto in use, if it has SCTP.
fn wait_for_dry_function() -> Option<WaitForDry> {
    static FOUND: OnceLock<Option<WaitForDry>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let name = c"BIO_dgram_sctp_wait_for_dry".as_ptr();
        // SAFETY: C strings and structures that outlive the calls; libcrypto stays loaded as long as this library does, so
        // that closing the handle, which was only looked up, does not unload it. The function of this name has this type.
        unsafe {
            let mut found = libc::dlsym(libc::RTLD_DEFAULT, name);
            let mut library: libc::Dl_info = std::mem::zeroed();
            let known = libc::dladdr(BIO_ctrl as *const c_void, &mut library) != 0;
            if found.is_null() && known {
                // A library that was loaded for one user only is not searched by default.
                let handle = libc::dlopen(library.dli_fname, libc::RTLD_LAZY | libc::RTLD_NOLOAD);
                if !handle.is_null() {
                    found = libc::dlsym(handle, name);
                    libc::dlclose(handle);
                }
            }
            (!found.is_null()).then(|| transmute::<*mut c_void, WaitForDry>(found))
        }
    })
}
