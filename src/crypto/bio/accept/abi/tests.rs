use super::*;
use crate::bio::abi::BIO_pop;
use crate::bio::connect::abi::BIO_new_connect;

fn step(bio: *mut BIO) -> c_long {
    // SAFETY: a BIO of the test.
    unsafe { BIO_ctrl(bio, BIO_C_DO_STATE_MACHINE, 0, null_mut()) }
}

#[test]
fn what_connects_is_accepted() {
    let mut out = [0u8; 16];
    // SAFETY: BIOs and buffers of the test.
    unsafe {
        let listener = BIO_new_accept(c"127.0.0.1:0".as_ptr());
        assert_eq!(step(listener), 1);
        let mut port: *const c_char = null();
        BIO_ctrl(listener, BIO_C_GET_ACCEPT, 1, (&raw mut port).cast());
        let target = CString::new(format!(
            "127.0.0.1:{}",
            CStr::from_ptr(port).to_str().unwrap()
        ));
        let client = BIO_new_connect(target.unwrap().as_ptr());
        assert_eq!(step(client), 1);
        assert_eq!(BIO_write(client, b"hello".as_ptr().cast(), 5), 5);
        assert_eq!(step(listener), 1);
        let server = BIO_pop(listener);
        assert_eq!(BIO_read(server, out.as_mut_ptr().cast(), 16), 5);
        assert_eq!(&out[..5], b"hello");
        BIO_free(server);
        assert_eq!(BIO_read(client, out.as_mut_ptr().cast(), 16), 0);
        BIO_free(client);
        BIO_free(listener);
    }
}

#[test]
fn without_a_target_nothing_begins() {
    // SAFETY: BIOs of the test.
    unsafe {
        let listener = BIO_new(BIO_s_accept());
        assert_eq!(step(listener), -1);
        BIO_free(listener);
        assert!(BIO_new_accept(c"::1:2:3".as_ptr()).is_null());
    }
}
