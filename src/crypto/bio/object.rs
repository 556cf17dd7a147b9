//! The object behind a `BIO *`, and the table of functions behind a `BIO_METHOD *`.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_long, c_void};
use std::ptr::null_mut;
use std::sync::atomic::AtomicI32;

use super::abi::{BIO_callback_fn, BIO_callback_fn_ex, BIO_info_cb};
use crate::ex_data::CRYPTO_EX_DATA;

pub(crate) type WriteEx = unsafe extern "C" fn(*mut BIO, *const c_char, usize, *mut usize) -> c_int;
pub(crate) type Write = unsafe extern "C" fn(*mut BIO, *const c_char, c_int) -> c_int;
pub(crate) type ReadEx = unsafe extern "C" fn(*mut BIO, *mut c_char, usize, *mut usize) -> c_int;
pub(crate) type Read = unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int;
pub(crate) type Puts = unsafe extern "C" fn(*mut BIO, *const c_char) -> c_int;
pub(crate) type Gets = unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int;
pub(crate) type Ctrl = unsafe extern "C" fn(*mut BIO, c_int, c_long, *mut c_void) -> c_long;
pub(crate) type Create = unsafe extern "C" fn(*mut BIO) -> c_int;
pub(crate) type CallbackCtrl = unsafe extern "C" fn(*mut BIO, c_int, Option<BIO_info_cb>) -> c_long;

/// What a kind of BIO does (`BIO_meth_new(3)`).
pub struct BIO_METHOD {
    pub(crate) kind: c_int,
    /// A program's method owns its name: it goes with `BIO_meth_free`.
    pub(crate) name: &'static CStr,
    /// Set when the program gave the function without sizes; `write` is then a bridge to it.
    pub(crate) write_old: Option<Write>,
    pub(crate) write: Option<WriteEx>,
    pub(crate) read_old: Option<Read>,
    pub(crate) read: Option<ReadEx>,
    pub(crate) puts: Option<Puts>,
    pub(crate) gets: Option<Gets>,
    pub(crate) ctrl: Option<Ctrl>,
    pub(crate) create: Option<Create>,
    pub(crate) destroy: Option<Create>,
    pub(crate) callback_ctrl: Option<CallbackCtrl>,
}

impl BIO_METHOD {
    /// A method without functions.
    pub(crate) const fn new(kind: c_int, name: &'static CStr) -> Self {
        Self {
            kind,
            name,
            write_old: None,
            write: None,
            read_old: None,
            read: None,
            puts: None,
            gets: None,
            ctrl: None,
            create: None,
            destroy: None,
            callback_ctrl: None,
        }
    }
}

/// An input and output object. C holds counted references.
pub struct BIO {
    pub(crate) method: &'static BIO_METHOD,
    pub(crate) references: AtomicI32,
    pub(crate) callback: Cell<BIO_callback_fn>,
    pub(crate) callback_ex: Cell<BIO_callback_fn_ex>,
    pub(crate) callback_arg: Cell<*mut c_char>,
    /// Nonzero once the BIO can be read and written.
    pub(crate) init: Cell<c_int>,
    /// Nonzero when freeing the BIO closes what is below.
    pub(crate) shutdown: Cell<c_int>,
    pub(crate) flags: Cell<c_int>,
    pub(crate) retry_reason: Cell<c_int>,
    /// The descriptor of kinds that have one; the answer at the end of a memory BIO.
    pub(crate) num: Cell<c_int>,
    pub(crate) data: Cell<*mut c_void>,
    pub(crate) next: Cell<*mut BIO>,
    pub(crate) prev: Cell<*mut BIO>,
    pub(crate) bytes_read: Cell<u64>,
    pub(crate) bytes_written: Cell<u64>,
    pub(crate) ex_data: Cell<CRYPTO_EX_DATA>,
}

/// Class of BIOs that read or write something themselves.
pub const BIO_TYPE_SOURCE_SINK: c_int = 0x0400;
/// Class of BIOs that work on what the next BIO reads or writes.
pub const BIO_TYPE_FILTER: c_int = 0x0200;
/// Class of BIOs with a descriptor.
pub const BIO_TYPE_DESCRIPTOR: c_int = 0x0100;

/// Control: goes back to the beginning.
pub const BIO_CTRL_RESET: c_int = 1;
/// Control: is this the end?.
pub const BIO_CTRL_EOF: c_int = 2;
/// Control: something about the BIO.
pub const BIO_CTRL_INFO: c_int = 3;
/// Control: a setting of the kind.
pub const BIO_CTRL_SET: c_int = 4;
/// Control: this BIO was put into a chain.
pub const BIO_CTRL_PUSH: c_int = 6;
/// Control: this BIO leaves a chain.
pub const BIO_CTRL_POP: c_int = 7;
/// Control: does freeing close what is below?.
pub const BIO_CTRL_GET_CLOSE: c_int = 8;
/// Control: sets that.
pub const BIO_CTRL_SET_CLOSE: c_int = 9;
/// Control: bytes that can be read at once.
pub const BIO_CTRL_PENDING: c_int = 10;
/// Control: writes what is buffered.
pub const BIO_CTRL_FLUSH: c_int = 11;
/// Control: gives its state to the copy.
pub const BIO_CTRL_DUP: c_int = 12;
/// Control: written bytes in buffers.
pub const BIO_CTRL_WPENDING: c_int = 13;
/// Control: moves to an offset.
pub const BIO_C_FILE_SEEK: c_int = 128;
/// Control: the present offset.
pub const BIO_C_FILE_TELL: c_int = 133;

/// Control: sets the descriptor.
pub const BIO_C_SET_FD: c_int = 104;
/// Control: tells the descriptor.
pub const BIO_C_GET_FD: c_int = 105;

/// The last operation failed because it would have to wait, for reading.
pub const BIO_FLAGS_READ: c_int = 0x01;
/// The same, for writing.
pub const BIO_FLAGS_WRITE: c_int = 0x02;
/// The same, for something else (`BIO_get_retry_reason`).
pub const BIO_FLAGS_IO_SPECIAL: c_int = 0x04;
/// Any of these.
pub const BIO_FLAGS_RWS: c_int = BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_IO_SPECIAL;
/// The operation may be tried again.
pub const BIO_FLAGS_SHOULD_RETRY: c_int = 0x08;
/// A memory BIO that does not own its bytes.
pub const BIO_FLAGS_MEM_RDONLY: c_int = 0x200;
/// A memory BIO whose reset keeps the bytes.
pub const BIO_FLAGS_NONCLEAR_RST: c_int = 0x400;
/// The descriptor has come to its end.
pub const BIO_FLAGS_IN_EOF: c_int = 0x800;

impl BIO {
    pub(crate) fn new(method: &'static BIO_METHOD) -> Self {
        Self {
            method,
            references: AtomicI32::new(1),
            callback: Cell::new(None),
            callback_ex: Cell::new(None),
            callback_arg: Cell::new(null_mut()),
            init: Cell::new(0),
            shutdown: Cell::new(1),
            flags: Cell::new(0),
            retry_reason: Cell::new(0),
            num: Cell::new(0),
            data: Cell::new(null_mut()),
            next: Cell::new(null_mut()),
            prev: Cell::new(null_mut()),
            bytes_read: Cell::new(0),
            bytes_written: Cell::new(0),
            ex_data: Cell::new(CRYPTO_EX_DATA::new()),
        }
    }

    pub(crate) fn set_flags(&self, flags: c_int) {
        self.flags.set(self.flags.get() | flags);
    }

    pub(crate) fn clear_flags(&self, flags: c_int) {
        self.flags.set(self.flags.get() & !flags);
    }

    pub(crate) fn has_flags(&self, flags: c_int) -> bool {
        self.flags.get() & flags != 0
    }

    pub(crate) fn clear_retry(&self) {
        self.clear_flags(BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
    }

    pub(crate) fn set_retry_read(&self) {
        self.set_flags(BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
    }

    pub(crate) fn set_retry_write(&self) {
        self.set_flags(BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
    }

    pub(crate) fn set_retry_special(&self, reason: c_int) {
        self.set_flags(BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY);
        self.retry_reason.set(reason);
    }

    /// Takes over why the BIO below wants to be asked again.
    pub(crate) fn copy_retry_from(&self, below: &BIO) {
        let mask = BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY;
        self.set_flags(below.flags.get() & mask);
        self.retry_reason.set(below.retry_reason.get());
    }

    pub(crate) fn has_callback(&self) -> bool {
        self.callback_ex.get().is_some() || self.callback.get().is_some()
    }

    pub(crate) fn take_state(&self, from: &BIO) {
        self.callback.set(from.callback.get());
        self.callback_ex.set(from.callback_ex.get());
        self.callback_arg.set(from.callback_arg.get());
        self.init.set(from.init.get());
        self.shutdown.set(from.shutdown.get());
        self.flags.set(from.flags.get());
        self.num.set(from.num.get());
    }
}
