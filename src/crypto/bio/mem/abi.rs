//! `BIO_s_mem(3)`: what is written can be read; and `BIO_new_mem_buf`: given bytes can be read.
//!
//! A BIO of the first kind owns a `BUF_MEM` which programs may look at (`BIO_get_mem_ptr`); what
//! was read is skipped lazily with a second view on the same bytes. A read-only BIO borrows its
//! bytes; its block moves along them and the view remembers the whole.

use std::ffi::{c_char, c_int, c_long, c_ulong, c_void};
use std::ptr::null_mut;

use ffi::{mut_ref, shared_ref};

use crate::bio::abi::BIO_new;
use crate::bio::buf_mem::BUF_MEM;
use crate::bio::buf_mem::abi::{
    BUF_MEM_FLAG_SECURE, BUF_MEM_free, BUF_MEM_grow_clean, BUF_MEM_new_ex,
};
use crate::bio::io::abi::{read_bridge, write_bridge};
use crate::bio::object::*;
use crate::bio::reasons::BIO_R_WRITE_TO_READ_ONLY_BIO;
use crate::err::{ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem::abi::{alloc_zeroed, free};

const BIO_TYPE_MEM: c_int = 1 | BIO_TYPE_SOURCE_SINK;
const BIO_C_SET_BUF_MEM: c_int = 114;
const BIO_C_GET_BUF_MEM_PTR: c_int = 115;
const BIO_C_SET_BUF_MEM_EOF_RETURN: c_int = 130;

static METHOD: BIO_METHOD = method(create);
static SECURE_METHOD: BIO_METHOD = method(create_secure);

const fn method(create: Create) -> BIO_METHOD {
    BIO_METHOD {
        write_old: Some(write),
        write: Some(write_bridge),
        read_old: Some(read),
        read: Some(read_bridge),
        puts: Some(puts),
        gets: Some(gets),
        ctrl: Some(ctrl),
        create: Some(create),
        destroy: Some(destroy),
        ..BIO_METHOD::new(BIO_TYPE_MEM, c"memory buffer")
    }
}

/// What a memory BIO keeps.
struct State {
    block: *mut BUF_MEM,
    view: BUF_MEM,
}

/// The method of memory BIOs.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_mem() -> *const BIO_METHOD {
    &raw const METHOD
}

/// The method of memory BIOs for secrets: bytes are overwritten when they are given up.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_s_secmem() -> *const BIO_METHOD {
    &raw const SECURE_METHOD
}

/// A BIO that reads `len` bytes at `buf` (up to a NUL for a negative `len`), which must stay there.
/// NULL on failure.
///
/// # Safety
/// `buf` is NULL or has that many bytes for the life of the BIO.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_new_mem_buf(buf: *const c_void, len: c_int) -> *mut BIO {
    guard(null_mut(), || {
        if buf.is_null() {
            raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
            return null_mut();
        }
        // SAFETY: the caller promises the bytes; the fresh BIO is a memory BIO.
        unsafe {
            let size = usize::try_from(len).unwrap_or_else(|_| libc::strlen(buf.cast()));
            let bio = BIO_new(BIO_s_mem());
            let Some(made) = shared_ref(bio) else {
                return null_mut();
            };
            if let Some(state) = state(made)
                && let Some(block) = mut_ref(state.block)
            {
                *block = BUF_MEM {
                    length: size,
                    data: buf.cast_mut().cast(),
                    max: size,
                    flags: 0,
                };
                state.view = *block;
            }
            made.set_flags(BIO_FLAGS_MEM_RDONLY);
            // The end of given bytes is an end, not a wait for more.
            made.num.set(0);
            bio
        }
    })
}

/// The state of a memory BIO. No reference into it is kept over a call of anything else.
///
/// # Safety
/// `bio` is a memory BIO of this library; the reference is the only one.
unsafe fn state<'a>(bio: &BIO) -> Option<&'a mut State> {
    // SAFETY: `create` has put it there.
    unsafe { mut_ref(bio.data.get().cast::<State>()) }
}

unsafe extern "C" fn create(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_new` hands over the fresh BIO.
    guard(0, || unsafe { begin(b, 0) })
}

unsafe extern "C" fn create_secure(b: *mut BIO) -> c_int {
    // SAFETY: `BIO_new` hands over the fresh BIO.
    guard(0, || unsafe { begin(b, BUF_MEM_FLAG_SECURE as c_ulong) })
}

/// # Safety
/// `b` is a fresh BIO.
unsafe fn begin(b: *mut BIO, flags: c_ulong) -> c_int {
    // SAFETY: the caller promises a BIO; the blocks are fresh.
    unsafe {
        let block = BUF_MEM_new_ex(flags);
        let state = alloc_zeroed(size_of::<State>()).cast::<State>();
        if block.is_null() || state.is_null() {
            BUF_MEM_free(block);
            free(state.cast());
            return 0;
        }
        state.write(State {
            block,
            view: BUF_MEM {
                flags,
                ..BUF_MEM::empty()
            },
        });
        let bio = &*b;
        bio.data.set(state.cast());
        bio.shutdown.set(1);
        bio.init.set(1);
        bio.num.set(-1);
    }
    1
}

unsafe extern "C" fn destroy(b: *mut BIO) -> c_int {
    guard(0, || {
        // SAFETY: `BIO_free` hands over the BIO; nobody uses its state again.
        unsafe {
            let Some(bio) = shared_ref(b) else { return 0 };
            if let Some(state) = state(bio) {
                release_block(bio, state);
            }
            free(bio.data.replace(null_mut()).cast());
        }
        1
    })
}

/// Frees the block if it is the BIO's to free.
///
/// # Safety
/// `state` is that of the memory BIO `bio`.
unsafe fn release_block(bio: &BIO, state: &mut State) {
    if bio.shutdown.get() == 0 || bio.init.get() == 0 {
        return;
    }
    // SAFETY: the block is ours; borrowed bytes are taken out of it before.
    unsafe {
        if let Some(block) = mut_ref(state.block)
            && bio.has_flags(BIO_FLAGS_MEM_RDONLY)
        {
            *block = BUF_MEM::empty();
        }
        BUF_MEM_free(state.block);
    }
    state.block = null_mut();
    state.view = BUF_MEM::empty();
}

impl State {
    /// What is left to read: the block itself of a read-only BIO, else the view.
    ///
    /// # Safety
    /// The block is NULL or live.
    unsafe fn unread(&mut self, read_only: bool) -> &mut BUF_MEM {
        if read_only {
            // SAFETY: the caller's promise.
            if let Some(block) = unsafe { mut_ref(self.block) } {
                return block;
            }
        }
        &mut self.view
    }

    /// Moves what is left to the front of the block, which then holds nothing else.
    ///
    /// # Safety
    /// The block is NULL or live, and the BIO is not read-only.
    unsafe fn compact(&mut self) {
        // SAFETY: the caller's promise; the view lies within the block.
        unsafe {
            let Some(block) = mut_ref(self.block) else {
                return;
            };
            if self.view.data != block.data && !self.view.data.is_null() {
                block.data.copy_from(self.view.data, self.view.length);
                block.length = self.view.length;
                self.view.data = block.data;
                self.view.max = block.max;
            }
        }
    }
}

/// The answer at the end of the bytes: with -1 the caller is told to come again.
fn at_end(bio: &BIO) -> c_int {
    let answer = bio.num.get();
    if answer != 0 {
        bio.set_retry_read();
    }
    answer
}

unsafe extern "C" fn read(b: *mut BIO, out: *mut c_char, outl: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_read` hands over the BIO and `outl` writable bytes.
        unsafe {
            let Some(bio) = shared_ref(b) else { return -1 };
            let Some(state) = state(bio) else { return -1 };
            bio.clear_retry();
            let unread = state.unread(bio.has_flags(BIO_FLAGS_MEM_RDONLY));
            let count = usize::try_from(outl)
                .unwrap_or(usize::MAX)
                .min(unread.length);
            if !out.is_null() && count > 0 {
                out.copy_from_nonoverlapping(unread.data, count);
                unread.length -= count;
                unread.max -= count;
                unread.data = unread.data.add(count);
            } else if unread.length == 0 {
                return at_end(bio);
            }
            count as c_int
        }
    })
}

unsafe extern "C" fn write(b: *mut BIO, data: *const c_char, len: c_int) -> c_int {
    guard(-1, || {
        // SAFETY: `BIO_write` hands over the BIO and `len` readable bytes.
        unsafe {
            let Some(bio) = shared_ref(b) else { return -1 };
            if bio.has_flags(BIO_FLAGS_MEM_RDONLY) {
                raise(ERR_LIB_BIO, BIO_R_WRITE_TO_READ_ONLY_BIO);
                return -1;
            }
            bio.clear_retry();
            let Some(count) = usize::try_from(len).ok().filter(|count| *count != 0) else {
                return 0;
            };
            if data.is_null() {
                raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
                return -1;
            }
            let Some(state) = state(bio) else { return -1 };
            state.compact();
            let held = state.view.length;
            let Some(whole) = held.checked_add(count) else {
                return -1;
            };
            if BUF_MEM_grow_clean(state.block, whole) == 0 {
                return -1;
            }
            let Some(block) = shared_ref(state.block) else {
                return -1;
            };
            block.data.add(held).copy_from(data, count);
            state.view = *block;
            len
        }
    })
}

unsafe extern "C" fn puts(b: *mut BIO, text: *const c_char) -> c_int {
    // SAFETY: `BIO_puts` hands over the BIO and a C string.
    unsafe { write(b, text, c_int::try_from(libc::strlen(text)).unwrap_or(-1)) }
}

unsafe extern "C" fn gets(b: *mut BIO, buf: *mut c_char, size: c_int) -> c_int {
    guard(-1, || {
        let Some(room) = usize::try_from(size)
            .ok()
            .and_then(|size| size.checked_sub(1))
        else {
            return 0;
        };
        // SAFETY: `BIO_gets` hands over the BIO and `size` writable bytes.
        unsafe {
            let Some(bio) = shared_ref(b) else { return -1 };
            let Some(state) = state(bio) else { return -1 };
            bio.clear_retry();
            let unread = state.unread(bio.has_flags(BIO_FLAGS_MEM_RDONLY));
            let reach = room.min(unread.length);
            if reach == 0 {
                buf.write(0);
                return 0;
            }
            let bytes = ffi::slice(unread.data.cast::<u8>(), reach).unwrap_or_default();
            let line = bytes
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(reach, |at| at + 1);
            let count = read(b, buf, line as c_int);
            if let Ok(count @ 1..) = usize::try_from(count) {
                buf.add(count).write(0);
            }
            count
        }
    })
}

unsafe extern "C" fn ctrl(b: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    guard(0, || {
        // SAFETY: `BIO_ctrl` hands over the BIO, and as `parg` what `cmd` demands.
        unsafe {
            let Some(bio) = shared_ref(b) else { return -1 };
            let Some(state) = state(bio) else { return -1 };
            let read_only = bio.has_flags(BIO_FLAGS_MEM_RDONLY);
            match cmd {
                BIO_CTRL_RESET => reset(bio, state),
                BIO_CTRL_EOF => c_long::from(state.unread(read_only).length == 0),
                BIO_CTRL_PENDING => state.unread(read_only).length as c_long,
                BIO_CTRL_INFO => {
                    let unread = state.unread(read_only);
                    ffi::put(parg.cast::<*mut c_char>(), unread.data);
                    unread.length as c_long
                }
                BIO_C_SET_BUF_MEM_EOF_RETURN => {
                    bio.num.set(larg as c_int);
                    1
                }
                BIO_C_SET_BUF_MEM => {
                    release_block(bio, state);
                    bio.shutdown.set(larg as c_int);
                    state.block = parg.cast();
                    state.view = shared_ref(state.block).copied().unwrap_or(BUF_MEM::empty());
                    1
                }
                BIO_C_GET_BUF_MEM_PTR => {
                    if !read_only {
                        state.compact();
                    }
                    ffi::put(parg.cast::<*mut BUF_MEM>(), state.block);
                    1
                }
                BIO_C_FILE_SEEK => seek(state, read_only, larg),
                BIO_C_FILE_TELL => state.offset(read_only) as c_long,
                BIO_CTRL_GET_CLOSE => c_long::from(bio.shutdown.get()),
                BIO_CTRL_SET_CLOSE => {
                    bio.shutdown.set(larg as c_int);
                    1
                }
                BIO_CTRL_DUP | BIO_CTRL_FLUSH => 1,
                _ => 0,
            }
        }
    })
}

/// # Safety
/// `state` is that of `bio`.
unsafe fn reset(bio: &BIO, state: &mut State) -> c_long {
    // SAFETY: the block is live; its data has `max` bytes.
    unsafe {
        let Some(block) = mut_ref(state.block).filter(|block| !block.data.is_null()) else {
            return 1;
        };
        if bio.has_flags(BIO_FLAGS_MEM_RDONLY) {
            *block = state.view;
        } else {
            if !bio.has_flags(BIO_FLAGS_NONCLEAR_RST) {
                block.data.write_bytes(0, block.max);
                block.length = 0;
            }
            state.view = *block;
        }
    }
    1
}

impl State {
    /// How far the reader has come.
    ///
    /// # Safety
    /// The block is NULL or live.
    unsafe fn offset(&mut self, read_only: bool) -> usize {
        // SAFETY: the caller's promise.
        let block = unsafe { shared_ref(self.block) }.map_or(0, |block| block.data.addr());
        let view = self.view.data.addr();
        if read_only {
            block.wrapping_sub(view)
        } else {
            view.wrapping_sub(block)
        }
    }
}

/// Moves the reader to `to`; -1 when there are not that many bytes.
///
/// # Safety
/// The block is NULL or live.
unsafe fn seek(state: &mut State, read_only: bool, to: c_long) -> c_long {
    // SAFETY: the caller's promise; `to` stays within the bytes.
    unsafe {
        let offset = state.offset(read_only);
        let unread = state.unread(read_only);
        let whole = offset + unread.length;
        let Some(target) = usize::try_from(to).ok().filter(|target| *target <= whole) else {
            return -1;
        };
        unread.data = unread.data.wrapping_sub(offset).wrapping_add(target);
        unread.length = whole - target;
        unread.max = unread.length;
    }
    to
}

#[cfg(test)]
mod tests;
