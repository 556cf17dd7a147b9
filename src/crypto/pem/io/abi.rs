//! The way of PEM through C's objects and callbacks.

use std::ffi::{c_char, c_int, c_void};

use libc::FILE;
use zeroize::Zeroizing;

use super::terminal;
use crate::bio::BIO;
use crate::bio::abi::BIO_free;
use crate::bio::file::abi::BIO_new_fp;
use crate::bio::io::abi::{BIO_gets, BIO_write};
use crate::err::{ERR_LIB_PEM, raise, raise_data};
use crate::pem::block::{self, Block};
use crate::pem::{PEM_R_BAD_PASSWORD_READ, PEM_R_NO_START_LINE, crypt};

/// Gives the password of an encrypted block: writes at most `size` bytes to `buf` and returns how
/// many, 0 or below on failure. `rwflag` is 1 when it is for writing.
pub type pem_password_cb = unsafe extern "C" fn(
    buf: *mut c_char,
    size: c_int,
    rwflag: c_int,
    userdata: *mut c_void,
) -> c_int;

/// The longest password in bytes (`PEM_BUFSIZE`).
pub const PEM_BUFSIZE: usize = 1024;

/// Reads the next block, whatever its name. Queues the error.
///
/// # Safety
/// `bio` is NULL or live.
pub unsafe fn next_block(bio: *mut BIO) -> Option<Block> {
    // SAFETY: the caller's promise.
    match block::read(|| unsafe { next_line(bio) }) {
        Ok(block) => Some(block),
        Err(reason) => {
            raise(ERR_LIB_PEM, reason);
            None
        }
    }
}

/// Reads the next block with an accepted name, decrypting it if its headers say so: its name and
/// its content. Others are passed over. At the end of the file `PEM_R_NO_START_LINE` is queued,
/// with the name that was `expected`.
///
/// # Safety
/// `bio` is NULL or live; `cb` is NULL or may be called with `u`.
pub unsafe fn read(
    bio: *mut BIO,
    accepts: impl Fn(&str) -> bool,
    expected: &str,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> Option<(String, Zeroizing<Vec<u8>>)> {
    // SAFETY: the caller's promise.
    match unsafe { find(bio, accepts) } {
        Ok(found) => {
            // SAFETY: the caller's promise.
            let data = unsafe { open(&found, cb, u) }?;
            Some((found.name, data))
        }
        Err(PEM_R_NO_START_LINE) => {
            let text = format!("Expecting: {expected}");
            raise_data(ERR_LIB_PEM, PEM_R_NO_START_LINE, &text);
            None
        }
        Err(reason) => {
            raise(ERR_LIB_PEM, reason);
            None
        }
    }
}

/// The next block with an accepted name. `Err` is a `PEM_R_*`; nothing is queued.
///
/// # Safety
/// `bio` is NULL or live.
pub unsafe fn find(bio: *mut BIO, accepts: impl Fn(&str) -> bool) -> Result<Block, c_int> {
    loop {
        // SAFETY: the caller's promise.
        let block = block::read(|| unsafe { next_line(bio) })?;
        if accepts(&block.name) {
            return Ok(block);
        }
    }
}

/// The content of a block, decrypted if its headers say that it is encrypted. Queues the error.
///
/// # Safety
/// `cb` is NULL or may be called with `u`.
pub unsafe fn open(
    block: &Block,
    cb: Option<pem_password_cb>,
    u: *mut c_void,
) -> Option<Zeroizing<Vec<u8>>> {
    let opened = match crypt::parse(&block.header) {
        Ok(None) => return Some(block.data.clone()),
        Ok(Some(dek)) => {
            // SAFETY: the caller's promise.
            let password = unsafe { password(cb, u, false) }?;
            crypt::decrypt(block, &dek, &password)
        }
        Err(reason) => Err(reason),
    };
    match opened {
        Ok(data) => Some(data),
        Err(reason) => {
            raise(ERR_LIB_PEM, reason);
            None
        }
    }
}

/// Writes a block. 1 on success.
///
/// # Safety
/// `bio` is NULL or live.
pub unsafe fn write(bio: *mut BIO, name: &str, header: &str, data: &[u8]) -> c_int {
    let text = block::write(name, header, data);
    let Ok(length) = c_int::try_from(text.len()) else {
        return 0;
    };
    // SAFETY: `text` has `length` bytes.
    let written = unsafe { BIO_write(bio, text.as_ptr().cast(), length) };
    c_int::from(written == length)
}

/// Runs `body` with a BIO around `stream`, which stays open.
///
/// # Safety
/// `stream` is NULL or open.
pub unsafe fn with_stream<R>(stream: *mut FILE, failure: R, body: impl FnOnce(*mut BIO) -> R) -> R {
    if stream.is_null() {
        raise(ERR_LIB_PEM, crate::err::ERR_R_PASSED_NULL_PARAMETER);
        return failure;
    }
    // SAFETY: the caller's promise.
    let bio = unsafe { BIO_new_fp(stream, BIO_NOCLOSE) };
    if bio.is_null() {
        return failure;
    }
    let result = body(bio);
    // SAFETY: the BIO is ours.
    unsafe { BIO_free(bio) };
    result
}

const BIO_NOCLOSE: c_int = 0;

/// The password: from `cb`; without one `u` is the password as a C string; without that the
/// terminal is asked. Queues the error.
///
/// # Safety
/// `cb` is NULL or may be called with `u`; without `cb`, `u` is NULL or a C string.
pub unsafe fn password(
    cb: Option<pem_password_cb>,
    u: *mut c_void,
    writing: bool,
) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(vec![0; PEM_BUFSIZE]);
    let start = buffer.as_mut_ptr().cast();
    // SAFETY: the buffer has that room; the rest is the caller's promise.
    let length = unsafe {
        let size = PEM_BUFSIZE as c_int;
        match cb {
            Some(cb) => cb(start, size, c_int::from(writing), u),
            None => PEM_def_callback(start, size, c_int::from(writing), u),
        }
    };
    match usize::try_from(length) {
        Ok(length) if length <= PEM_BUFSIZE && (length > 0 || !writing) => {
            buffer.truncate(length);
            Some(buffer)
        }
        _ => {
            raise(ERR_LIB_PEM, PEM_R_BAD_PASSWORD_READ);
            None
        }
    }
}

/// The callback that is used when a program gives none: `userdata` is the password as a C string;
/// if it is NULL the terminal is asked. The length of the password, -1 on failure.
///
/// # Safety
/// `buf` is writable for `num` bytes; `userdata` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PEM_def_callback(
    buf: *mut c_char,
    num: c_int,
    rwflag: c_int,
    userdata: *mut c_void,
) -> c_int {
    crate::err::guard(-1, || {
        // SAFETY: the caller's promise.
        let Some(room) = (unsafe { ffi::slice_mut(buf.cast(), usize::try_from(num).unwrap_or(0)) })
        else {
            return -1;
        };
        // SAFETY: the caller's promise.
        let password = match unsafe { ffi::cstr(userdata.cast()) } {
            Some(text) => Some(Zeroizing::new(text.to_bytes().to_vec())),
            None => ask(rwflag != 0),
        };
        let Some(password) = password else {
            raise(ERR_LIB_PEM, crate::pem::PEM_R_PROBLEMS_GETTING_PASSWORD);
            return -1;
        };
        let length = password.len().min(room.len());
        room[..length].copy_from_slice(&password[..length]);
        length as c_int
    })
}

/// What is written is asked for twice, and at least four bytes long, as upstream has it.
fn ask(writing: bool) -> Option<Zeroizing<Vec<u8>>> {
    let password = terminal::ask("Enter PEM pass phrase:")?;
    if !writing {
        return Some(password);
    }
    let again = terminal::ask("Verifying - Enter PEM pass phrase:")?;
    (password.len() >= 4 && password == again).then_some(password)
}

/// A line with its end, `None` at the end of the file.
///
/// # Safety
/// `bio` is NULL or live.
unsafe fn next_line(bio: *mut BIO) -> Option<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::new());
    let mut piece = Zeroizing::new([0u8; 256]);
    loop {
        // SAFETY: the buffer has that room.
        let length = unsafe { BIO_gets(bio, piece.as_mut_ptr().cast(), piece.len() as c_int) };
        let Ok(length) = usize::try_from(length) else {
            return None;
        };
        if length == 0 {
            return (!line.is_empty()).then_some(line);
        }
        let part = &piece[..length.min(piece.len())];
        let ended = part.last() == Some(&b'\n');
        let mut longer = Zeroizing::new(Vec::with_capacity(line.len() + part.len()));
        longer.extend_from_slice(&line);
        longer.extend_from_slice(part);
        line = longer;
        // A line of a PEM file is short; what has none is cut, so that it costs no memory.
        if ended || line.len() > MAX_LINE_LEN {
            return Some(line);
        }
    }
}

const MAX_LINE_LEN: usize = 1 << 16;
