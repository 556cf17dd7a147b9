//! The exported functions, and the functions of the method.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::shared_ref;

use super::Half;
use crate::bio::abi::{BIO_free, BIO_new};
use crate::bio::io::abi::{BIO_ctrl, read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::reasons::*;
use crate::err::{ERR_LIB_BIO, guard, raise};

const BIO_C_SET_WRITE_BUF_SIZE: c_int = 136;
const BIO_C_GET_WRITE_BUF_SIZE: c_int = 137;
const BIO_C_MAKE_BIO_PAIR: c_int = 138;
const BIO_C_DESTROY_BIO_PAIR: c_int = 139;
const BIO_C_GET_WRITE_GUARANTEE: c_int = 140;
const BIO_C_GET_READ_REQUEST: c_int = 141;
const BIO_C_SHUTDOWN_WR: c_int = 142;
const BIO_C_NREAD0: c_int = 143;
const BIO_C_NREAD: c_int = 144;
const BIO_C_NWRITE0: c_int = 145;
const BIO_C_NWRITE: c_int = 146;
const BIO_C_RESET_READ_REQUEST: c_int = 147;

static METHOD: BIO_METHOD = BIO_METHOD {
    write_old: Some(write),
    write: Some(write_bridge),
    read_old: Some(read),
    read: Some(read_bridge),
    puts: Some(puts),
    ctrl: Some(ctrl),
    create: Some(create),
    destroy: Some(destroy),
    ..BIO_METHOD::new(19 | BIO_TYPE_SOURCE_SINK, c"BIO pair")
};

/// The method of such BIOs.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_bio() -> *const BIO_METHOD {
    &raw const METHOD
}

/// Makes a pair; each size is the room for what that half writes, 0 for the default. 1, or 0 with
/// both NULL.
///
/// # Safety
/// Both places are valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_bio_pair(
    bio1: *mut *mut BIO,
    writebuf1: usize,
    bio2: *mut *mut BIO,
    writebuf2: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the fresh BIOs are of this kind; the caller promises the places.
        unsafe {
            let (first, second) = (BIO_new(BIO_s_bio()), BIO_new(BIO_s_bio()));
            let sized = |bio, size| {
                size == 0 || BIO_ctrl(bio, BIO_C_SET_WRITE_BUF_SIZE, size as c_long, null_mut()) > 0
            };
            if sized(first, writebuf1)
                && sized(second, writebuf2)
                && BIO_ctrl(first, BIO_C_MAKE_BIO_PAIR, 0, second.cast()) > 0
            {
                ffi::put(bio1, first);
                ffi::put(bio2, second);
                return 1;
            }
            BIO_free(first);
            BIO_free(second);
            ffi::put(bio1, null_mut());
            ffi::put(bio2, null_mut());
            0
        }
    })
}

/// # Safety
/// `b` is NULL or a BIO of this kind; the references live no longer than it.
unsafe fn half<'a>(b: *mut BIO) -> Option<(&'a BIO, &'a Half)> {
    // SAFETY: the caller's promise; `create` has put the state there.
    unsafe {
        let bio = shared_ref(b)?;
        Some((bio, shared_ref(bio.data.get().cast::<Half>())?))
    }
}

/// The other half's state.
///
/// # Safety
/// As [`half`].
unsafe fn other<'a>(of: &Half) -> Option<&'a Half> {
    // SAFETY: halves unlink before they end.
    unsafe { half(of.peer.get()) }.map(|(_, state)| state)
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_new` hands over the fresh BIO.
        let Some(bio) = (unsafe { shared_ref(b) }) else {
            return 0;
        };
        bio.init.set(0);
        bio.data.set(Box::into_raw(Box::new(Half::new())).cast());
        1
    })
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_free` hands over the BIO; nobody uses its state again.
        unsafe {
            let Some((bio, state)) = half(b) else {
                return 0;
            };
            unlink(bio, state);
            drop(Box::from_raw(bio.data.replace(null_mut()).cast::<Half>()));
        }
        1
    })
}

/// Parts two halves; what is unread is lost.
///
/// # Safety
/// `state` is that of `bio`.
unsafe fn unlink(bio: &BIO, state: &Half) {
    // SAFETY: halves unlink before they end.
    if let Some((peer, theirs)) = unsafe { half(state.peer.replace(null_mut())) } {
        theirs.peer.set(null_mut());
        theirs.empty();
        peer.init.set(0);
        state.empty();
        bio.init.set(0);
    }
}

/// Links two halves. 1, or 0 when one is linked already.
///
/// # Safety
/// `b` is a BIO of this kind, `to` NULL or one.
unsafe fn link(b: *mut BIO, to: *mut BIO) -> c_long {
    // SAFETY: the caller's promise.
    let (Some((bio, ours)), Some((peer, theirs))) = (unsafe { (half(b), half(to)) }) else {
        return 0;
    };
    if !ours.peer.get().is_null() || !theirs.peer.get().is_null() || b == to {
        raise(ERR_LIB_BIO, BIO_R_IN_USE);
        return 0;
    }
    for state in [ours, theirs] {
        state.empty();
        state.ring.borrow_mut().bytes.resize(state.size.get(), 0);
        state.closed.set(false);
        state.request.set(0);
    }
    ours.peer.set(to);
    theirs.peer.set(b);
    bio.init.set(1);
    peer.init.set(1);
    1
}

/// Finds what can be read: the other half's state, or the answer when there is nothing.
///
/// # Safety
/// As [`half`].
unsafe fn readable<'a>(bio: &BIO, ours: &Half, wanted: usize) -> Result<&'a Half, c_int> {
    bio.clear_retry();
    // SAFETY: the caller's promise.
    let theirs = unsafe { other(ours) }.ok_or(0)?;
    theirs.request.set(0);
    if wanted == 0 {
        return Err(0);
    }
    if theirs.held() == 0 {
        if theirs.closed.get() {
            return Err(0);
        }
        bio.set_retry_read();
        theirs.request.set(wanted.min(theirs.size.get()));
        return Err(-1);
    }
    Ok(theirs)
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let Some((bio, ours)) = half(b).filter(|_| !out.is_null()) else {
                return 0;
            };
            let wanted = usize::try_from(outl).unwrap_or(0);
            let theirs = match readable(bio, ours, wanted) {
                Ok(theirs) => theirs,
                Err(answer) => return answer,
            };
            let mut ring = theirs.ring.borrow_mut();
            let mut done = 0;
            while done < wanted {
                let part = ring.readable();
                let count = part.len().min(wanted - done);
                if count == 0 {
                    break;
                }
                out.add(done)
                    .cast::<u8>()
                    .copy_from(ring.bytes[part].as_ptr(), count);
                ring.take(count);
                done += count;
            }
            done as c_int
        }
    })
}

/// Whether the half can be written: the answer if not.
fn refused(bio: &BIO, ours: &Half) -> Option<c_int> {
    bio.clear_retry();
    ours.request.set(0);
    if ours.closed.get() {
        raise(ERR_LIB_BIO, BIO_R_BROKEN_PIPE);
        return Some(-1);
    }
    if ours.held() >= ours.size.get() {
        bio.set_retry_write();
        return Some(-1);
    }
    None
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let Some((bio, ours)) = half(b).filter(|_| !data.is_null() && len > 0) else {
                return 0;
            };
            if let Some(answer) = refused(bio, ours) {
                return answer;
            }
            let wanted = usize::try_from(len).unwrap_or(0);
            let mut ring = ours.ring.borrow_mut();
            let mut done = 0;
            while done < wanted && ring.len < ring.bytes.len() {
                let part = ring.writable();
                let count = part.len().min(wanted - done);
                let start = part.start;
                ring.bytes[start..start + count]
                    .as_mut_ptr()
                    .copy_from(data.add(done).cast(), count);
                ring.put(count);
                done += count;
            }
            done as c_int
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(0)) }
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some((bio, ours)) = half(b) else { return 0 };
            match cmd {
                BIO_C_MAKE_BIO_PAIR => return link(b, parg.cast()),
                BIO_C_DESTROY_BIO_PAIR => unlink(bio, ours),
                BIO_C_SET_WRITE_BUF_SIZE => return set_size(ours, larg),
                BIO_C_SHUTDOWN_WR => ours.closed.set(true),
                BIO_C_RESET_READ_REQUEST => ours.request.set(0),
                BIO_C_NREAD0 | BIO_C_NREAD => {
                    return read_in_place(bio, ours, cmd == BIO_C_NREAD, larg, parg.cast());
                }
                BIO_C_NWRITE0 | BIO_C_NWRITE => {
                    return write_in_place(bio, ours, cmd == BIO_C_NWRITE, larg, parg.cast());
                }
                BIO_CTRL_RESET => {
                    ours.empty();
                    return 0;
                }
                BIO_CTRL_SET_CLOSE => bio.shutdown.set(larg as c_int),
                BIO_CTRL_DUP => {
                    if let Some((_, copy)) = half(parg.cast()) {
                        copy.size.set(ours.size.get());
                    }
                }
                BIO_CTRL_FLUSH => {}
                _ => return question(bio, ours, cmd),
            }
            1
        }
    })
}

/// Controls that only ask.
///
/// # Safety
/// `ours` is the state of `bio`.
unsafe fn question(bio: &BIO, ours: &Half, cmd: c_int) -> c_long {
    // SAFETY: the caller's promise.
    let theirs = unsafe { other(ours) };
    let count = match cmd {
        BIO_C_GET_WRITE_BUF_SIZE => ours.size.get(),
        BIO_C_GET_WRITE_GUARANTEE => ours.room(),
        BIO_C_GET_READ_REQUEST => ours.request.get(),
        BIO_CTRL_PENDING => theirs.map_or(0, Half::held),
        BIO_CTRL_WPENDING => ours.held(),
        BIO_CTRL_EOF => {
            usize::from(theirs.is_none_or(|theirs| theirs.held() == 0 && theirs.closed.get()))
        }
        BIO_CTRL_GET_CLOSE => return c_long::from(bio.shutdown.get()),
        _ => 0,
    };
    c_long::try_from(count).unwrap_or(c_long::MAX)
}

fn set_size(ours: &Half, size: c_long) -> c_long {
    if !ours.peer.get().is_null() {
        raise(ERR_LIB_BIO, BIO_R_IN_USE);
        return 0;
    }
    let Some(size) = usize::try_from(size).ok().filter(|size| *size != 0) else {
        raise(ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT);
        return 0;
    };
    ours.size.set(size);
    1
}

/// Tells where the next bytes lie in a row, and takes up to `count` of them with `take`.
///
/// # Safety
/// `ours` is the state of `bio`; `place` is NULL or valid for a write.
unsafe fn read_in_place(
    bio: &BIO,
    ours: &Half,
    take: bool,
    count: c_long,
    place: *mut *mut c_char,
) -> c_long {
    // SAFETY: the caller's promise.
    let theirs = match unsafe { readable(bio, ours, 1) } {
        Ok(theirs) => theirs,
        Err(answer) => return c_long::from(answer),
    };
    let mut ring = theirs.ring.borrow_mut();
    let part = ring.readable();
    let mut len = part.len();
    // SAFETY: the caller's promise; the place lies in the ring.
    unsafe { ffi::put(place, ring.bytes.as_mut_ptr().add(part.start).cast()) };
    if take {
        len = len.min(usize::try_from(count).unwrap_or(0));
        ring.take(len);
    }
    len as c_long
}

/// Tells where the next bytes can be put in a row, and counts up to `count` of them with `put`.
///
/// # Safety
/// As [`read_in_place`].
unsafe fn write_in_place(
    bio: &BIO,
    ours: &Half,
    put: bool,
    count: c_long,
    place: *mut *mut c_char,
) -> c_long {
    if let Some(answer) = refused(bio, ours) {
        return c_long::from(answer);
    }
    let mut ring = ours.ring.borrow_mut();
    let part = ring.writable();
    let mut len = part.len();
    // SAFETY: the caller's promise; the place lies in the ring.
    unsafe { ffi::put(place, ring.bytes.as_mut_ptr().add(part.start).cast()) };
    if put {
        len = len.min(usize::try_from(count).unwrap_or(0));
        ring.put(len);
    }
    len as c_long
}

/// How many bytes can be written at once.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl_get_write_guarantee(b: *mut BIO) -> usize {
    // SAFETY: the caller promises a BIO.
    let room = unsafe { BIO_ctrl(b, BIO_C_GET_WRITE_GUARANTEE, 0, null_mut()) };
    usize::try_from(room).unwrap_or(0)
}

/// How many bytes the other half has asked for in vain.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl_get_read_request(b: *mut BIO) -> usize {
    // SAFETY: the caller promises a BIO.
    let wanted = unsafe { BIO_ctrl(b, BIO_C_GET_READ_REQUEST, 0, null_mut()) };
    usize::try_from(wanted).unwrap_or(0)
}

/// Forgets what the other half has asked for. 1 or 0.
///
/// # Safety
/// `b` is NULL or a BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ctrl_reset_read_request(b: *mut BIO) -> c_int {
    // SAFETY: the caller promises a BIO.
    c_int::from(unsafe { BIO_ctrl(b, BIO_C_RESET_READ_REQUEST, 0, null_mut()) } != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bio::io::abi::{BIO_read, BIO_write};

    #[test]
    fn halves_read_what_the_other_writes() {
        let (mut a, mut b) = (null_mut(), null_mut());
        let mut out = [0u8; 16];
        // SAFETY: BIOs and buffers of the test.
        unsafe {
            assert_eq!(BIO_new_bio_pair(&mut a, 8, &mut b, 0), 1);
            assert_eq!(BIO_read(b, out.as_mut_ptr().cast(), 5), -1);
            assert_eq!(BIO_ctrl_get_read_request(a), 5);
            assert_eq!(BIO_write(a, b"0123456789".as_ptr().cast(), 10), 8);
            assert_eq!(BIO_write(a, b"x".as_ptr().cast(), 1), -1);
            assert!((*a).has_flags(BIO_FLAGS_WRITE));
            assert_eq!(BIO_read(b, out.as_mut_ptr().cast(), 5), 5);
            assert_eq!(BIO_ctrl_get_write_guarantee(a), 5);
            assert_eq!(BIO_write(a, b"abcde".as_ptr().cast(), 5), 5);
            assert_eq!(BIO_read(b, out.as_mut_ptr().cast(), 16), 8);
            assert_eq!(&out[..8], b"567abcde");
            assert_eq!(BIO_ctrl(a, BIO_C_SHUTDOWN_WR, 0, null_mut()), 1);
            assert_eq!(BIO_read(b, out.as_mut_ptr().cast(), 16), 0);
            assert_eq!(BIO_write(a, b"x".as_ptr().cast(), 1), -1);
            BIO_free(a);
            assert_eq!(BIO_write(b, b"x".as_ptr().cast(), 1), -1);
            BIO_free(b);
        }
    }
}
