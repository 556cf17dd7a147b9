use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::*;
use crate::bio::abi::BIO_free;
use crate::bio::addr::abi::{BIO_ADDR_rawmake, BIO_ADDR_rawport};
use crate::bio::io::abi::{BIO_ctrl, BIO_read, BIO_write};

fn local(any: &str) -> UdpSocket {
    UdpSocket::bind(any).unwrap()
}

fn address(socket: &UdpSocket) -> BIO_ADDR {
    let to = socket.local_addr().unwrap();
    let mut address = BIO_ADDR::none();
    let port = to.port().to_be();
    let (family, bytes) = match to.ip() {
        std::net::IpAddr::V4(ip) => (AF_INET, ip.octets().to_vec()),
        std::net::IpAddr::V6(ip) => (AF_INET6, ip.octets().to_vec()),
    };
    // SAFETY: an address and bytes of the test.
    let made = unsafe {
        BIO_ADDR_rawmake(
            &mut address,
            family,
            bytes.as_ptr().cast(),
            bytes.len(),
            port,
        )
    };
    assert_eq!(made, 1);
    address
}

/// A control of a BIO of the test.
fn control(bio: *mut BIO, cmd: c_int, larg: c_long, parg: *mut c_void) -> c_long {
    // SAFETY: the tests give what the controls demand.
    unsafe { BIO_ctrl(bio, cmd, larg, parg) }
}

fn send_text(bio: *mut BIO, text: &[u8]) -> c_int {
    // SAFETY: a BIO of the test.
    unsafe { BIO_write(bio, text.as_ptr().cast(), text.len() as c_int) }
}

fn take(bio: *mut BIO) -> Result<Vec<u8>, c_int> {
    let mut out = [0u8; 2048];
    // SAFETY: a BIO of the test and a buffer of this size.
    match unsafe { BIO_read(bio, out.as_mut_ptr().cast(), 2048) } {
        count if count > 0 => Ok(out[..count as usize].to_vec()),
        answer => Err(answer),
    }
}

fn round_trip(any: &str) {
    let (ours, theirs) = (local(any), local(any));
    let bio = new_with_fd(&raw const METHOD, ours.as_raw_fd(), 0);
    theirs
        .send_to(b"first", ours.local_addr().unwrap())
        .unwrap();
    assert_eq!(take(bio).as_deref(), Ok(&b"first"[..]));
    // Unconnected: the sender is now the peer.
    let mut peer = BIO_ADDR::none();
    let size = control(bio, BIO_CTRL_DGRAM_GET_PEER, 0, (&raw mut peer).cast());
    assert_eq!(size, c_long::from(address(&theirs).len()));
    // SAFETY: an address of the test.
    let port = u16::from_be(unsafe { BIO_ADDR_rawport(&peer) });
    assert_eq!(port, theirs.local_addr().unwrap().port());
    assert_eq!(send_text(bio, b"answer"), 6);
    let mut out = [0u8; 32];
    assert_eq!(theirs.recv(&mut out).unwrap(), 6);
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}

#[test]
fn datagrams_go_both_ways() {
    round_trip("127.0.0.1:0");
    round_trip("[::1]:0");
}

#[test]
fn a_connected_bio_keeps_its_peer() {
    let (ours, theirs, other) = (
        local("127.0.0.1:0"),
        local("127.0.0.1:0"),
        local("127.0.0.1:0"),
    );
    let bio = new_with_fd(&raw const METHOD, ours.as_raw_fd(), 0);
    ours.connect(theirs.local_addr().unwrap()).unwrap();
    let mut peer = address(&theirs);
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, (&raw mut peer).cast()),
        1
    );
    // The kernel drops what others send to a connected socket.
    other.send_to(b"stray", ours.local_addr().unwrap()).unwrap();
    theirs.send_to(b"mine", ours.local_addr().unwrap()).unwrap();
    assert_eq!(take(bio).as_deref(), Ok(&b"mine"[..]));
    assert_eq!(send_text(bio, b"x"), 1);
    assert!(control(bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, null_mut()) > 1000);
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, 0, null_mut()),
        28
    );
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_GET_FALLBACK_MTU, 0, null_mut()),
        548
    );
    assert_eq!(control(bio, BIO_CTRL_DGRAM_SET_MTU, 777, null_mut()), 777);
    assert_eq!(control(bio, BIO_CTRL_DGRAM_GET_MTU, 0, null_mut()), 777);
    assert_eq!(control(bio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, null_mut()), 0);
    let huge = vec![0u8; 65508];
    assert_eq!(send_text(bio, &huge), -1);
    assert_eq!(control(bio, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, null_mut()), 1);
    assert_eq!(control(bio, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, null_mut()), 0);
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}

#[test]
fn peeking_leaves_the_datagram() {
    let (ours, theirs) = (local("127.0.0.1:0"), local("127.0.0.1:0"));
    let bio = new_with_fd(&raw const METHOD, ours.as_raw_fd(), 0);
    theirs
        .send_to(b"again", ours.local_addr().unwrap())
        .unwrap();
    control(bio, BIO_CTRL_DGRAM_SET_PEEK_MODE, 1, null_mut());
    assert_eq!(take(bio).as_deref(), Ok(&b"again"[..]));
    control(bio, BIO_CTRL_DGRAM_SET_PEEK_MODE, 0, null_mut());
    assert_eq!(take(bio).as_deref(), Ok(&b"again"[..]));
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}

#[test]
fn a_read_ends_with_the_shorter_of_timer_and_timeout() {
    let ours = local("127.0.0.1:0");
    let bio = new_with_fd(&raw const METHOD, ours.as_raw_fd(), 0);
    let mut own = timeval {
        tv_sec: 5,
        tv_usec: 0,
    };
    let place = (&raw mut own).cast();
    assert_eq!(control(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, place), 1);
    let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + Duration::from_millis(80);
    let mut next = timeval {
        tv_sec: at.as_secs() as i64,
        tv_usec: i64::from(at.subsec_micros()),
    };
    control(
        bio,
        BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT,
        0,
        (&raw mut next).cast(),
    );
    let begin = Instant::now();
    assert_eq!(take(bio), Err(-1));
    let waited = begin.elapsed();
    assert!(
        waited >= Duration::from_millis(60) && waited < Duration::from_secs(3),
        "{waited:?}"
    );
    // SAFETY: the BIO of the test.
    assert!(unsafe { &*bio }.has_flags(BIO_FLAGS_SHOULD_RETRY));
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, null_mut()),
        1
    );
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, null_mut()),
        0
    );
    // The program's own time-out is back.
    let mut after = timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    let size = control(
        bio,
        BIO_CTRL_DGRAM_GET_RECV_TIMEOUT,
        0,
        (&raw mut after).cast(),
    );
    assert_eq!((size, after.tv_sec), (16, 5));
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}

#[test]
fn null_controls_are_refused() {
    let ours = local("127.0.0.1:0");
    let bio = new_with_fd(&raw const METHOD, ours.as_raw_fd(), 0);
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT, 0, null_mut()),
        0
    );
    assert_eq!(
        control(bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, null_mut()),
        -1
    );
    assert_eq!(control(bio, BIO_CTRL_DGRAM_SET_CONNECTED, 0, null_mut()), 1);
    assert_eq!(control(bio, 9999, 0, null_mut()), 0);
    // SAFETY: the BIO of the test.
    unsafe { BIO_free(bio) };
}
