use std::net::UdpSocket;
use std::os::fd::AsRawFd;

use super::*;
use crate::err::abi::ERR_clear_error;
use crate::err::read::abi::ERR_peek_error;
use crate::err::{ERR_LIB_SYS, pack};

#[test]
fn a_socket_of_another_protocol_is_an_error_that_says_so() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    // SAFETY: calls that demand nothing.
    unsafe {
        ERR_clear_error();
        assert!(BIO_new_dgram_sctp(socket.as_raw_fd(), 1).is_null());
        assert_eq!(ERR_peek_error(), pack(ERR_LIB_SYS, libc::EPROTONOSUPPORT));
        ERR_clear_error();
        assert!(BIO_dgram_sctp_new(-1, 1).is_null());
        assert_ne!(ERR_peek_error(), 0);
        ERR_clear_error();
    }
    // It was not closed.
    assert!(socket.local_addr().is_ok());
}

#[test]
fn the_structures_are_kept_as_far_as_the_program_knows_them() {
    let mut sent = super::super::bio_dgram_sctp_sndinfo {
        snd_sid: 3,
        snd_flags: 1,
        snd_ppid: 0x01020304,
        snd_context: 9,
    };
    let place: *mut c_void = (&raw mut sent).cast();
    // SAFETY: a BIO and a structure of the test.
    unsafe {
        let bio = BIO_new(BIO_s_datagram_sctp());
        let (get, set) = (
            BIO_CTRL_DGRAM_SCTP_GET_SNDINFO,
            BIO_CTRL_DGRAM_SCTP_SET_SNDINFO,
        );
        assert_eq!(BIO_ctrl(bio, set, 12, place), 12);
        sent.snd_sid = 4;
        sent.snd_ppid = 0;
        assert_eq!(BIO_ctrl(bio, get, 2, place), 2);
        assert_eq!((sent.snd_sid, sent.snd_ppid), (3, 0));
        assert_eq!(BIO_ctrl(bio, get, 1000, place), 12);
        assert_eq!(sent.snd_ppid, 0x01020304);
        assert_eq!(BIO_ctrl(bio, get, 12, null_mut()), 0);
        assert_eq!(BIO_ctrl(bio, get, -1, place), 0);
        BIO_free(bio);
    }
}

#[test]
fn without_a_socket_and_for_other_bios_all_fails() {
    // SAFETY: BIOs of the test, and NULL.
    unsafe {
        assert_eq!(BIO_dgram_is_sctp(null_mut()), 0);
        let udp = BIO_new(crate::bio::dgram::abi::BIO_s_datagram());
        assert_eq!(BIO_dgram_is_sctp(udp), 0);
        for other in [null_mut(), udp] {
            assert_eq!(BIO_dgram_sctp_wait_for_dry(other), -1);
            assert_eq!(BIO_dgram_sctp_msg_waiting(other), -1);
            assert_eq!(BIO_dgram_sctp_notification_cb(other, None, null_mut()), -1);
        }
        BIO_free(udp);
        let bio = BIO_new(BIO_s_datagram_sctp());
        assert_eq!(BIO_dgram_is_sctp(bio), 1);
        assert_eq!(BIO_dgram_sctp_wait_for_dry(bio), -1);
        assert_eq!(BIO_dgram_sctp_msg_waiting(bio), 0);
        assert_eq!(BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_MTU, 500, null_mut()), MTU);
        assert_eq!(
            BIO_ctrl(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, null_mut()),
            -1
        );
        for key in [
            BIO_CTRL_DGRAM_SCTP_ADD_AUTH_KEY,
            BIO_CTRL_DGRAM_SCTP_NEXT_AUTH_KEY,
        ] {
            assert_eq!(BIO_ctrl(bio, key, 0, null_mut()), -1);
        }
        BIO_free(bio);
        ERR_clear_error();
    }
}

/// A stream socket never says that a message ends: all that comes are parts of one.
#[test]
fn parts_of_a_message_are_kept_until_the_rest_comes() {
    use std::io::Write;
    let (ours, mut theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    ours.set_nonblocking(true).unwrap();
    // SAFETY: a BIO of the test.
    let (bio, state) = unsafe {
        let b = BIO_new(BIO_s_datagram_sctp());
        (*b).num.set(ours.as_raw_fd());
        (*b).shutdown.set(0);
        (b, parts(b).unwrap().1)
    };
    let read = |size: usize| {
        let mut out = vec![0u8; size];
        // SAFETY: the BIO of the test and a buffer of this size.
        let answer = unsafe { read_message(bio, state, out.as_mut_ptr().cast(), size) };
        (answer, out)
    };
    let kept = || {
        let partial = state.partial.borrow();
        (partial.bytes.clone(), partial.overlong)
    };
    theirs.write_all(b"abc").unwrap();
    assert_eq!(read(10).0, Err(libc::EAGAIN));
    assert_eq!(kept(), (b"abc".to_vec(), false));
    theirs.write_all(b"de").unwrap();
    let (answer, out) = read(10);
    assert_eq!((answer, &out[..6]), (Err(libc::EAGAIN), &b"abcde\0"[..]));
    assert_eq!(kept(), (b"abcde".to_vec(), false));
    // The place is too small for the next part: from then on nothing is appended.
    theirs.write_all(b"fg").unwrap();
    assert_eq!(read(5).0, Err(libc::EAGAIN));
    assert_eq!(kept(), (b"abcde".to_vec(), true));
    theirs.write_all(b"hi").unwrap();
    assert_eq!(read(10).0, Err(libc::EAGAIN));
    assert_eq!(kept(), (b"abcde".to_vec(), true));
    // A smaller place yet loses what it has no room for.
    assert_eq!(read(2).0, Err(libc::EAGAIN));
    assert_eq!(kept(), (b"ab".to_vec(), true));
    drop(theirs);
    assert_eq!(read(10).0, Ok(0));
    assert_eq!(kept(), (Vec::new(), false));
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}
