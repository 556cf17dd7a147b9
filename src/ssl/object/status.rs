//! What a connection knows of certificate status (OCSP stapling, RFC 6066, 8).

use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_long};
use std::sync::Arc;

use dtls::OcspRequest;

use crate::sys::memory::Block;

/// `TLSEXT_STATUSTYPE_ocsp`: the one way there is.
pub const OCSP: c_int = 1;
/// No status is asked for.
pub const NONE: c_int = -1;

pub struct Status {
    /// A client: what it asks for. A server: what its client asked for.
    pub kind: Cell<c_int>,
    /// A client: what the server gave. A server: what the application gave. `SSL` lends it out.
    response: RefCell<Option<Block>>,
}

impl Status {
    pub fn new(kind: c_int) -> Self {
        Status {
            kind: Cell::new(kind),
            response: RefCell::default(),
        }
    }

    /// What a client puts into its hello.
    pub fn request(&self) -> Option<OcspRequest> {
        (self.kind.get() == OCSP).then(OcspRequest::default)
    }

    /// Takes over a response; `None`: there is none.
    pub fn set_response(&self, response: Option<Block>) {
        let old = self.response.replace(response);
        drop(old);
    }

    /// A copy for the engine.
    pub fn response(&self) -> Option<Arc<[u8]>> {
        self.response
            .borrow()
            .as_ref()
            .map(|response| Arc::from(response.as_slice()))
    }

    /// The response, which stays ours, and its length; NULL and -1 when there is none.
    pub fn lend_response(&self) -> (*const u8, c_long) {
        let response = self.response.borrow();
        match response.as_ref().map(Block::as_slice) {
            Some(bytes) if !bytes.is_empty() => {
                (bytes.as_ptr(), c_long::try_from(bytes.len()).unwrap_or(-1))
            }
            _ => (std::ptr::null(), -1),
        }
    }
}
