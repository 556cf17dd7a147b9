//! The exported function, and the functions of the method.

use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;

use super::{Decoder, LINE, encode};
use crate::bio::connect::abi::BIO_C_DO_STATE_MACHINE;
use crate::bio::io::abi::{BIO_ctrl, BIO_read, BIO_write, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::err::guard;

const BIO_FLAGS_BASE64_NO_NL: c_int = 0x100;
/// Text that is read from below at once.
const CHUNK: usize = 1024;

static METHOD: BIO_METHOD = BIO_METHOD {
    write_old: Some(write),
    write: Some(write_bridge),
    read_old: Some(read),
    read: Some(read_bridge),
    puts: Some(puts),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    callback_ctrl: Some(callback_ctrl),
    ..BIO_METHOD::new(11 | BIO_TYPE_FILTER, c"base64 encoding")
};

/// What the filter keeps.
#[derive(Default)]
struct State {
    /// Written bytes that are not a whole line yet.
    plain: Vec<u8>,
    /// Text that the BIO below has not taken yet.
    text: Vec<u8>,
    decoder: Decoder,
    /// Decoded bytes that nobody has read yet.
    decoded: Vec<u8>,
    at_end: bool,
}

/// The method of such filters.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_f_base64() -> *const BIO_METHOD {
    &raw const METHOD
}

/// # Safety
/// `b` is NULL or a BIO of this kind; the references live no longer than it.
unsafe fn parts<'a>(b: *mut BIO) -> Option<(&'a BIO, &'a RefCell<State>)> {
    // SAFETY: the caller's promise; `create` has put the state there.
    unsafe {
        let bio = shared_ref(b)?;
        Some((bio, shared_ref(bio.data.get().cast::<RefCell<State>>())?))
    }
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_new` hands over the fresh BIO.
        let Some(bio) = (unsafe { shared_ref(b) }) else {
            return 0;
        };
        bio.data
            .set(Box::into_raw(Box::new(RefCell::new(State::default()))).cast());
        bio.init.set(1);
        1
    })
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_free` hands over the BIO; nobody uses its state again.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            let state = bio.data.replace(null_mut()).cast::<RefCell<State>>();
            if !state.is_null() {
                drop(Box::from_raw(state));
            }
            bio.init.set(0);
        }
        1
    })
}

/// Gives the text that waits to the BIO below: 1, or that BIO's answer. No reference to the state
/// is alive while it works.
///
/// # Safety
/// `state` is that of `bio`.
unsafe fn drain(bio: &BIO, state: &RefCell<State>) -> c_int {
    loop {
        let text = std::mem::take(&mut state.borrow_mut().text);
        if text.is_empty() {
            return 1;
        }
        // SAFETY: a chain holds BIOs; the text has this length.
        let taken = unsafe {
            let below = bio.next.get();
            let taken = BIO_write(below, text.as_ptr().cast(), text.len() as c_int);
            if let Some(below) = shared_ref(below).filter(|_| taken <= 0) {
                bio.copy_retry_from(below);
            }
            taken
        };
        let count = usize::try_from(taken).unwrap_or(0).min(text.len());
        state.borrow_mut().text.extend_from_slice(&text[count..]);
        if taken <= 0 {
            return taken;
        }
    }
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            bio.clear_retry();
            let answer = drain(bio, state);
            if answer <= 0 {
                return answer;
            }
            let size = usize::try_from(len).unwrap_or(0);
            let Some(bytes) = ffi::slice(data.cast::<u8>(), size) else {
                return 0;
            };
            let in_lines = !bio.has_flags(BIO_FLAGS_BASE64_NO_NL);
            let mut inner = state.borrow_mut();
            inner.plain.extend_from_slice(bytes);
            let unit = if in_lines { LINE } else { 3 };
            let whole = inner.plain.len() / unit * unit;
            let rest = inner.plain.split_off(whole);
            let full = std::mem::replace(&mut inner.plain, rest);
            if in_lines {
                for line in full.chunks(LINE) {
                    inner.text.extend(encode(line));
                    inner.text.push(b'\n');
                }
            } else {
                inner.text.extend(encode(&full));
            }
            drop(inner);
            // The bytes are taken over; what the BIO below does not take now it gets later.
            drain(bio, state);
            len
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(0)) }
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let Some((bio, state)) = parts(b).filter(|_| !out.is_null()) else {
                return 0;
            };
            bio.clear_retry();
            let in_lines = !bio.has_flags(BIO_FLAGS_BASE64_NO_NL);
            loop {
                let (held, at_end) = {
                    let inner = state.borrow();
                    (inner.decoded.len(), inner.at_end)
                };
                if held > 0 || at_end {
                    let count = held.min(usize::try_from(outl).unwrap_or(0));
                    let bytes: Vec<u8> = state.borrow_mut().decoded.drain(..count).collect();
                    out.cast::<u8>().copy_from(bytes.as_ptr(), count);
                    return count as c_int;
                }
                let mut text = [0u8; CHUNK];
                let below = bio.next.get();
                let count = BIO_read(below, text.as_mut_ptr().cast(), CHUNK as c_int);
                let again = shared_ref(below).is_some_and(|b| b.has_flags(BIO_FLAGS_SHOULD_RETRY));
                let mut inner = state.borrow_mut();
                let bytes = match usize::try_from(count) {
                    Ok(size @ 1..) => inner.decoder.update(&text[..size.min(CHUNK)], in_lines),
                    _ => {
                        inner.at_end = !again;
                        if again {
                            Vec::new()
                        } else {
                            inner.decoder.finish(in_lines)
                        }
                    }
                };
                inner.decoded.extend(bytes);
                if count <= 0 && inner.decoded.is_empty() {
                    drop(inner);
                    if let Some(below) = shared_ref(below) {
                        bio.copy_retry_from(below);
                    }
                    return count;
                }
            }
        }
    })
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some((bio, state)) = parts(b) else {
                return 0;
            };
            let below = bio.next.get();
            if below.is_null() {
                return 0;
            }
            match cmd {
                BIO_CTRL_RESET => {
                    state.replace(State::default());
                    BIO_ctrl(below, cmd, larg, parg)
                }
                BIO_CTRL_EOF => {
                    let ended = state.borrow().at_end && state.borrow().decoded.is_empty();
                    if ended {
                        1
                    } else {
                        BIO_ctrl(below, cmd, larg, parg)
                    }
                }
                BIO_CTRL_WPENDING => match state.borrow().text.len() + state.borrow().plain.len() {
                    0 => BIO_ctrl(below, cmd, larg, parg),
                    held => held as c_long,
                },
                BIO_CTRL_PENDING => match state.borrow().decoded.len() {
                    0 => BIO_ctrl(below, cmd, larg, parg),
                    held => held as c_long,
                },
                BIO_CTRL_FLUSH => {
                    let rest = std::mem::take(&mut state.borrow_mut().plain);
                    if !rest.is_empty() {
                        let mut inner = state.borrow_mut();
                        inner.text.extend(encode(&rest));
                        if !bio.has_flags(BIO_FLAGS_BASE64_NO_NL) {
                            inner.text.push(b'\n');
                        }
                    }
                    match drain(bio, state) {
                        answer if answer <= 0 => c_long::from(answer),
                        _ => BIO_ctrl(below, cmd, larg, parg),
                    }
                }
                BIO_C_DO_STATE_MACHINE => {
                    bio.clear_retry();
                    let answer = BIO_ctrl(below, cmd, larg, parg);
                    bio.copy_retry_from(&*below);
                    answer
                }
                BIO_CTRL_DUP => 0,
                _ => BIO_ctrl(below, cmd, larg, parg),
            }
        }
    })
}

unsafe extern "C" fn callback_ctrl(
    b: *mut BIO,
    cmd: c_int,
    fp: Option<crate::bio::abi::BIO_info_cb>,
) -> c_long {
    // SAFETY: `BIO_callback_ctrl` hands over the BIO; a chain holds BIOs.
    unsafe {
        let below = shared_ref(b).map_or(null_mut(), |bio| bio.next.get());
        if below.is_null() {
            0
        } else {
            crate::bio::io::abi::BIO_callback_ctrl(below, cmd, fp)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bio::abi::{BIO_free_all, BIO_new, BIO_push};
    use crate::bio::fields::abi::BIO_set_flags;
    use crate::bio::mem::abi::{BIO_new_mem_buf, BIO_s_mem};

    fn encoded(bytes: &[u8], flags: c_int) -> Vec<u8> {
        // SAFETY: BIOs and buffers of the test.
        unsafe {
            let bio = BIO_push(BIO_new(BIO_f_base64()), BIO_new(BIO_s_mem()));
            BIO_set_flags(bio, flags);
            let len = bytes.len() as c_int;
            assert_eq!(BIO_write(bio, bytes.as_ptr().cast(), len), len);
            assert_eq!(BIO_ctrl(bio, BIO_CTRL_FLUSH, 0, null_mut()), 1);
            let mut place: *mut c_char = null_mut();
            let len = BIO_ctrl(bio, BIO_CTRL_INFO, 0, (&raw mut place).cast());
            let text = ffi::slice(place.cast::<u8>(), len as usize)
                .unwrap()
                .to_vec();
            BIO_free_all(bio);
            text
        }
    }

    #[test]
    fn lines_are_64_characters() {
        let text = encoded(&[b'x'; 50], 0);
        assert_eq!(text.iter().position(|c| *c == b'\n'), Some(64));
        assert_eq!(&text[65..], b"eHg=\n");
        assert_eq!(encoded(b"hello", BIO_FLAGS_BASE64_NO_NL), b"aGVsbG8=");
    }

    #[test]
    fn text_is_read_as_bytes() {
        let mut out = [0u8; 32];
        // SAFETY: BIOs and buffers of the test.
        unsafe {
            let text = c"aGVsbG8g\nd29ybGQ=\n";
            let bio = BIO_push(
                BIO_new(BIO_f_base64()),
                BIO_new_mem_buf(text.as_ptr().cast(), -1),
            );
            assert_eq!(BIO_read(bio, out.as_mut_ptr().cast(), 4), 4);
            assert_eq!(BIO_read(bio, out[4..].as_mut_ptr().cast(), 28), 7);
            assert_eq!(&out[..11], b"hello world");
            assert_eq!(BIO_read(bio, out.as_mut_ptr().cast(), 4), 0);
            BIO_free_all(bio);
        }
    }
}
