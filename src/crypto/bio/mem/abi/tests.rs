use super::*;
use crate::bio::abi::{BIO_free, BIO_new};
use crate::bio::io::abi::{BIO_ctrl, BIO_gets, BIO_puts, BIO_read, BIO_write};

/// Reads up to 32 bytes.
fn take(bio: *mut BIO) -> Result<Vec<u8>, c_int> {
    let mut out = [0u8; 32];
    // SAFETY: a BIO of the test and a buffer of this size.
    match unsafe { BIO_read(bio, out.as_mut_ptr().cast(), 32) } {
        count if count > 0 => Ok(out[..count as usize].to_vec()),
        answer => Err(answer),
    }
}

fn pending(bio: *mut BIO) -> c_long {
    // SAFETY: a BIO of the test.
    unsafe { BIO_ctrl(bio, BIO_CTRL_PENDING, 0, null_mut()) }
}

#[test]
fn what_is_written_is_read_in_order() {
    // SAFETY: BIOs and buffers of the test.
    unsafe {
        let bio = BIO_new(BIO_s_mem());
        assert_eq!(take(bio), Err(-1));
        assert!((*bio).has_flags(BIO_FLAGS_SHOULD_RETRY));
        assert_eq!(BIO_write(bio, b"hello\nworld".as_ptr().cast(), 11), 11);
        let mut line = [0 as c_char; 32];
        assert_eq!(BIO_gets(bio, line.as_mut_ptr(), 32), 6);
        assert_eq!(line[6], 0);
        assert_eq!(BIO_puts(bio, c"!".as_ptr()), 1);
        assert_eq!(pending(bio), 6);
        assert_eq!(take(bio).as_deref(), Ok(&b"world!"[..]));
        BIO_ctrl(bio, BIO_C_SET_BUF_MEM_EOF_RETURN, 0, null_mut());
        assert_eq!(take(bio), Err(0));
        assert!(!(*bio).has_flags(BIO_FLAGS_SHOULD_RETRY));
        BIO_free(bio);
    }
}

#[test]
fn the_block_holds_what_is_unread() {
    // SAFETY: BIOs and buffers of the test.
    unsafe {
        let bio = BIO_new(BIO_s_mem());
        BIO_puts(bio, c"abcdef".as_ptr());
        let mut two = [0u8; 2];
        BIO_read(bio, two.as_mut_ptr().cast(), 2);
        let mut block: *mut BUF_MEM = null_mut();
        assert_eq!(
            BIO_ctrl(bio, BIO_C_GET_BUF_MEM_PTR, 0, (&raw mut block).cast()),
            1
        );
        assert_eq!(
            ffi::slice((*block).data.cast(), (*block).length),
            Some(&b"cdef"[..])
        );
        // With NOCLOSE the block outlives the BIO.
        BIO_ctrl(bio, BIO_CTRL_SET_CLOSE, 0, null_mut());
        BIO_free(bio);
        BUF_MEM_free(block);
    }
}

#[test]
fn given_bytes_are_read_but_not_written() {
    // SAFETY: BIOs and buffers of the test.
    unsafe {
        let bio = BIO_new_mem_buf(c"readonly".as_ptr().cast(), -1);
        assert_eq!(BIO_write(bio, b"x".as_ptr().cast(), 1), -1);
        let mut four = [0u8; 4];
        assert_eq!(BIO_read(bio, four.as_mut_ptr().cast(), 4), 4);
        assert_eq!(BIO_ctrl(bio, BIO_C_FILE_TELL, 0, null_mut()), 4);
        assert_eq!(BIO_ctrl(bio, BIO_CTRL_RESET, 0, null_mut()), 1);
        assert_eq!(take(bio).as_deref(), Ok(&b"readonly"[..]));
        assert_eq!(take(bio), Err(0));
        assert_eq!(BIO_ctrl(bio, BIO_C_FILE_SEEK, 6, null_mut()), 6);
        assert_eq!(take(bio).as_deref(), Ok(&b"ly"[..]));
        assert_eq!(BIO_ctrl(bio, BIO_C_FILE_SEEK, 9, null_mut()), -1);
        BIO_free(bio);
        assert!(BIO_new_mem_buf(std::ptr::null(), 3).is_null());
    }
}
