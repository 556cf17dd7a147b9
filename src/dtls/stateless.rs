//! The cookie exchange without a connection (RFC 6347, 4.2.1): nothing is stored and nothing is
//! allocated for a client whose address is not verified.
//!
//! A listener reads a datagram with [`Hello::read`]. Without a good cookie it answers with
//! [`Hello::write_verify_request`]; with one it makes a connection by
//! [`Connection::server_after_cookie`](crate::Connection::server_after_cookie), which expects the same datagram next.

use crate::codec::{Codec, DecodeError, Reader};
use crate::error::DropReason;
use crate::msg::{ContentType, HandshakeHeader, HandshakeType, ProtocolVersion, Random, SessionId};

/// The front of a ClientHello, as far as the cookie. Borrowed from the datagram.
#[derive(Clone, Copy, Debug)]
pub struct Hello<'a> {
    pub(crate) record_sequence: u64,
    pub(crate) message_seq: u16,
    received: usize,
    random: Random,
    cookie: &'a [u8],
}

impl<'a> Hello<'a> {
    /// Reads the first record of `datagram`, which must hold the first fragment of a ClientHello, in epoch 0 and
    /// with the whole cookie in it. Anything else is to be dropped for the reason given.
    pub fn read(datagram: &'a [u8]) -> Result<Self, DropReason> {
        let mut reader = Reader::new(datagram);
        let header = Header::read(&mut reader).map_err(|_| DropReason::Truncated)?;
        if header.content_type != ContentType::HANDSHAKE {
            return Err(DropReason::UnexpectedMessage);
        }
        if !header.version.is_dtls() {
            return Err(DropReason::WrongVersion);
        }
        if header.epoch != 0 {
            return Err(DropReason::UnknownEpoch);
        }
        Self::from_fragment(header.sequence, header.fragment, datagram.len())
    }

    /// The same from the content of a handshake record; `received`: bytes of its datagram.
    pub(crate) fn from_fragment(
        record_sequence: u64,
        fragment: &'a [u8],
        received: usize,
    ) -> Result<Self, DropReason> {
        let mut reader = Reader::new(fragment);
        let header = HandshakeHeader::read(&mut reader).map_err(|_| DropReason::BadFragment)?;
        if header.kind != HandshakeType::CLIENT_HELLO {
            return Err(DropReason::UnexpectedMessage);
        }
        // A first hello has number 0; each HelloVerifyRequest on the way adds one.
        if header.message_seq > MAX_MESSAGE_SEQ || record_sequence > MAX_RECORD_SEQUENCE {
            return Err(DropReason::MessageTooFarAhead);
        }
        if header.fragment_offset != 0 {
            return Err(DropReason::BadHello);
        }
        let (random, cookie) = reader
            .take(header.fragment_length as usize)
            .and_then(random_and_cookie)
            .map_err(|_| DropReason::BadHello)?;
        Ok(Self {
            record_sequence,
            message_seq: header.message_seq,
            received,
            random,
            cookie,
        })
    }

    /// A hello that was read before, without its cookie: enough to answer it.
    pub(crate) const fn repeated(record_sequence: u64, message_seq: u16, received: usize) -> Self {
        Self {
            record_sequence,
            message_seq,
            received,
            random: Random([0; 32]),
            cookie: &[],
        }
    }

    /// The client's random: the same in all hellos of one handshake.
    pub fn random(&self) -> [u8; 32] {
        self.random.0
    }

    /// The cookie; empty in a first hello.
    pub fn cookie(&self) -> &'a [u8] {
        self.cookie
    }

    /// Writes the datagram that asks the client to come back with `cookie` (1 to 255 bytes).
    ///
    /// The record sequence number is the client's own, so no state is needed to number replies. None when `out` or the
    /// hello is too short: a reply never exceeds three times the bytes received.
    pub fn write_verify_request(&self, cookie: &[u8], out: &mut [u8]) -> Option<usize> {
        let cookie_len = u8::try_from(cookie.len()).ok().filter(|&len| len > 0)?;
        let body = 3 + usize::from(cookie_len);
        let fragment = HandshakeHeader::LEN + body;
        let total = RECORD_HEADER + fragment;
        if total > self.received.saturating_mul(3) {
            return None;
        }
        let out = out.get_mut(..total)?;
        // RFC 6347, 4.2.1: the reply names DTLS 1.0 whatever will be negotiated.
        let [v0, v1] = ProtocolVersion::DTLS1_0.0.to_be_bytes();
        let [_, _, s @ ..] = self.record_sequence.to_be_bytes();
        let [l0, l1] = (fragment as u16).to_be_bytes();
        out[0] = ContentType::HANDSHAKE.0;
        out[1..5].copy_from_slice(&[v0, v1, 0, 0]);
        out[5..11].copy_from_slice(&s);
        out[11..13].copy_from_slice(&[l0, l1]);
        let kind = HandshakeType::HELLO_VERIFY_REQUEST;
        let header = HandshakeHeader::whole(kind, self.message_seq, body as u32);
        out[13..25].copy_from_slice(&header.to_array());
        out[25..28].copy_from_slice(&[v0, v1, cookie_len]);
        out[28..].copy_from_slice(cookie);
        Some(total)
    }
}

/// Walks to the cookie: client_version, random, session_id, cookie.
fn random_and_cookie(body: &[u8]) -> Result<(Random, &[u8]), DecodeError> {
    let mut reader = Reader::new(body);
    let version = ProtocolVersion::read(&mut reader)?;
    if version.newest_known().is_none() {
        return Err(DecodeError::IllegalValue);
    }
    let random = Random::read(&mut reader)?;
    SessionId::read(&mut reader)?;
    Ok((random, reader.vec8()?))
}

/// A plaintext record header, read without any state.
struct Header<'a> {
    content_type: ContentType,
    version: ProtocolVersion,
    epoch: u16,
    sequence: u64,
    fragment: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            content_type: ContentType::read(reader)?,
            version: ProtocolVersion::read(reader)?,
            epoch: reader.u16()?,
            sequence: reader.u48()?,
            fragment: reader.vec16()?,
        })
    }
}

const RECORD_HEADER: usize = 13;

/// The highest message number a first-flight hello may have: more cookie rounds than that are junk.
const MAX_MESSAGE_SEQ: u16 = 3;

/// The server numbers its first flight from the client's record number on, so that must leave room.
const MAX_RECORD_SEQUENCE: u64 = 1 << 40;

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn hello(sequence: u8, message_seq: u8, cookie: &[u8]) -> Vec<u8> {
        let mut body = alloc::vec![0xfe, 0xfd];
        body.extend([7; 32]);
        body.push(0);
        body.push(cookie.len() as u8);
        body.extend(cookie);
        body.extend([0, 2, 0xc0, 0x2b, 1, 0]);
        let kind = HandshakeType::CLIENT_HELLO;
        let header = HandshakeHeader::whole(kind, message_seq.into(), body.len() as u32);
        let mut datagram = alloc::vec![22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, sequence, 0];
        datagram.push((body.len() + HandshakeHeader::LEN) as u8);
        datagram.extend(header.to_array());
        datagram.extend(body);
        datagram
    }

    #[test]
    fn a_reply_carries_the_numbers_of_the_hello() {
        let datagram = hello(5, 1, b"");
        let hello = Hello::read(&datagram).unwrap();
        assert!(hello.cookie().is_empty());
        let mut out = [0; 100];
        let len = hello.write_verify_request(b"abcd", &mut out).unwrap();
        assert_eq!(
            out[..len],
            [
                22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 5, 0, 19, // record
                3, 0, 0, 7, 0, 1, 0, 0, 0, 0, 0, 7, // handshake
                0xfe, 0xff, 4, b'a', b'b', b'c', b'd'
            ]
        );
    }

    #[test]
    fn the_cookie_is_found() {
        let datagram = hello(1, 1, b"cookie");
        let hello = Hello::read(&datagram).unwrap();
        assert_eq!((hello.random(), hello.cookie()), ([7; 32], &b"cookie"[..]));
    }

    #[test]
    fn truncated_hellos_are_dropped() {
        let datagram = hello(1, 1, b"cookie");
        for end in 0..datagram.len() {
            assert!(Hello::read(&datagram[..end]).is_err());
        }
    }

    #[test]
    fn what_is_no_first_hello_is_dropped() {
        let dropped = |at: usize, value: u8| {
            let mut datagram = hello(0, 0, b"");
            datagram[at] = value;
            Hello::read(&datagram).unwrap_err()
        };
        assert_eq!(dropped(0, 23), DropReason::UnexpectedMessage);
        assert_eq!(dropped(1, 3), DropReason::WrongVersion);
        assert_eq!(dropped(4, 1), DropReason::UnknownEpoch);
        assert_eq!(dropped(5, 2), DropReason::MessageTooFarAhead);
        assert_eq!(dropped(13, 2), DropReason::UnexpectedMessage);
        assert_eq!(dropped(18, 9), DropReason::MessageTooFarAhead);
        assert_eq!(dropped(21, 1), DropReason::BadFragment);
        assert_eq!(dropped(25, 0xff), DropReason::BadHello);
    }

    #[test]
    fn a_reply_is_never_much_longer_than_the_hello() {
        let datagram = hello(0, 0, b"");
        let hello = Hello::read(&datagram).unwrap();
        let mut out = [0; 400];
        assert!(hello.write_verify_request(&[1; 100], &mut out).is_some());
        assert!(hello.write_verify_request(&[1; 255], &mut out).is_none());
        assert!(hello.write_verify_request(&[], &mut out).is_none());
        assert!(
            hello
                .write_verify_request(&[1; 100], &mut [0; 100])
                .is_none()
        );
    }
}
