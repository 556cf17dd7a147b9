//! What SCTP BIOs do beside carrying messages. All of it goes by `BIO_ctrl`: few builds of libcrypto have functions for
//! SCTP, and naming one would tie this library to them.

use std::ffi::{c_int, c_long, c_void};
use std::ptr::{from_mut, from_ref, null_mut};

use super::bio::{Bio, TYPE_DGRAM_SCTP};
use super::imports::BIO_ctrl;

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
    /// The BIO cannot tell: it is another library's.
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
            0 => Outstanding::Unknown,
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
