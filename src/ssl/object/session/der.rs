//! The file form of a session: the `SSL_SESSION_ASN1` sequence of OpenSSL in DER (d2i_SSL_SESSION(3)).

use std::ffi::{CString, c_int, c_long};
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::object::cipher::SSL_CIPHER;
use crate::object::settings::IdContext;
use crate::reasons;
use crate::sys::cert::Certificate;
use crate::sys::error;
use crate::sys::key::Key;

use super::{Parts, Stored, now};

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
/// Constructed, context-specific: an explicit tag, to which its number is added.
const EXPLICIT: u8 = 0xA0;

/// `SSL_SESSION_ASN1_VERSION`.
const FORMAT: i64 = 1;
/// `SSL_SESS_FLAG_EXTMS`.
const FLAG_EXTENDED_MASTER_SECRET: i64 = 1;
/// `SSL_MAX_SSL_SESSION_ID_LENGTH`, `SSL_MAX_SID_CTX_LENGTH`.
const MAX_ID: usize = 32;
/// `TLS13_MAX_RESUMPTION_PSK_LENGTH`.
const MAX_SECRET: usize = 512;
/// Seconds a session lasts whose file does not tell.
const SHORT_TIMEOUT: i64 = 3;

/// Numbers of the explicit tags.
mod field {
    pub const TIME: u8 = 1;
    pub const TIMEOUT: u8 = 2;
    pub const PEER: u8 = 3;
    pub const ID_CONTEXT: u8 = 4;
    pub const VERIFY_RESULT: u8 = 5;
    pub const HOST_NAME: u8 = 6;
    pub const PSK_IDENTITY_HINT: u8 = 7;
    pub const PSK_IDENTITY: u8 = 8;
    pub const TICKET_LIFETIME_HINT: u8 = 9;
    pub const TICKET: u8 = 10;
    pub const FLAGS: u8 = 13;
    pub const TICKET_AGE_ADD: u8 = 14;
    pub const MAX_EARLY_DATA: u8 = 15;
    pub const ALPN: u8 = 16;
    pub const MAX_FRAGMENT_LENGTH: u8 = 17;
    pub const TICKET_DATA: u8 = 18;
    pub const GROUP: u8 = 19;
    /// A peer's raw public key (RFC 7250): OpenSSL 3.0's form ends before it.
    pub const PEER_RAW_KEY: u8 = 20;
}

/// Encodes a session; `None` while it has no cipher. The result contains the master secret.
pub fn encode(parts: &Parts) -> Option<Zeroizing<Vec<u8>>> {
    let mut body = Zeroizing::new(Vec::with_capacity(1024));
    put_integer(&mut body, FORMAT);
    put_integer(&mut body, parts.version.into());
    put(&mut body, OCTET_STRING, &parts.cipher?.code.to_be_bytes());
    put(&mut body, OCTET_STRING, &parts.id);
    put(&mut body, OCTET_STRING, &parts.secret);
    put_number(&mut body, field::TIME, parts.time);
    put_number(&mut body, field::TIMEOUT, parts.timeout);
    if let Some(peer) = &parts.peer {
        put(&mut body, EXPLICIT | field::PEER, &peer.to_der()?);
    }
    put_octets(&mut body, field::ID_CONTEXT, Some(&parts.id_context.0));
    put_number(&mut body, field::VERIFY_RESULT, parts.verify_result);
    let stored = &parts.stored;
    let text = |name: &Option<CString>| name.as_ref().map(|name| name.to_bytes().to_vec());
    put_octets(
        &mut body,
        field::HOST_NAME,
        text(&parts.host_name).as_deref(),
    );
    let hint = text(&parts.psk.hint);
    put_octets(&mut body, field::PSK_IDENTITY_HINT, hint.as_deref());
    put_octets(
        &mut body,
        field::PSK_IDENTITY,
        text(&parts.psk.identity).as_deref(),
    );
    let lifetime = i64::from(stored.ticket_lifetime_hint);
    put_number(&mut body, field::TICKET_LIFETIME_HINT, lifetime);
    put_octets(&mut body, field::TICKET, some(&stored.ticket));
    let flags = match parts.extended_master_secret {
        true => FLAG_EXTENDED_MASTER_SECRET,
        false => 0,
    };
    put_number(&mut body, field::FLAGS, flags);
    put_number(
        &mut body,
        field::TICKET_AGE_ADD,
        stored.ticket_age_add.into(),
    );
    put_number(
        &mut body,
        field::MAX_EARLY_DATA,
        stored.max_early_data.into(),
    );
    put_octets(&mut body, field::ALPN, some(&parts.alpn));
    let fragment = i64::from(stored.max_fragment_length);
    put_number(&mut body, field::MAX_FRAGMENT_LENGTH, fragment);
    put_octets(&mut body, field::TICKET_DATA, stored.ticket_data.as_deref());
    // The one number that stands there also when it is 0.
    let mut group = Vec::new();
    put_integer(&mut group, stored.group.into());
    put(&mut body, EXPLICIT | field::GROUP, &group);
    if let Some(key) = &parts.peer_raw_key {
        put_octets(&mut body, field::PEER_RAW_KEY, Some(&key.public_info()?));
    }
    let mut whole = Zeroizing::new(Vec::with_capacity(body.len() + 6));
    put(&mut whole, SEQUENCE, &body);
    Some(whole)
}

fn some(bytes: &[u8]) -> Option<&[u8]> {
    (!bytes.is_empty()).then_some(bytes)
}

/// Appends one element: tag, length, `content`.
pub fn put(out: &mut Vec<u8>, tag: u8, content: &[u8]) {
    out.push(tag);
    let length = content.len();
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let bytes = length.to_be_bytes();
        let used = bytes.len() - (length.leading_zeros() / 8) as usize;
        out.push(0x80 | used as u8);
        out.extend_from_slice(&bytes[bytes.len() - used..]);
    }
    out.extend_from_slice(content);
}

fn put_integer(out: &mut Vec<u8>, value: i64) {
    let bytes = value.to_be_bytes();
    // A leading byte that only repeats the sign of the next goes.
    let repeats = |pair: &&[u8]| matches!((pair[0], pair[1] & 0x80), (0, 0) | (0xFF, 0x80));
    let skip = bytes.windows(2).take_while(repeats).count();
    put(out, INTEGER, &bytes[skip..]);
}

/// An INTEGER under an explicit tag, which is left out when it is 0.
fn put_number(out: &mut Vec<u8>, number: u8, value: i64) {
    if value != 0 {
        let mut inner = Vec::new();
        put_integer(&mut inner, value);
        put(out, EXPLICIT | number, &inner);
    }
}

fn put_octets(out: &mut Vec<u8>, number: u8, value: Option<&[u8]>) {
    if let Some(value) = value {
        let mut inner = Zeroizing::new(Vec::with_capacity(value.len() + 6));
        put(&mut inner, OCTET_STRING, value);
        put(out, EXPLICIT | number, &inner);
    }
}

/// Why bytes are no session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Not the structure, or a part is too long.
    Encoding,
    /// Another format than this library knows.
    Format,
    /// A protocol that is neither of the SSL 3 to TLS nor of the DTLS family.
    Version,
    /// The cipher is not two bytes.
    CipherLength,
    /// A cipher suite that this library does not have.
    Cipher,
}

impl Fault {
    /// Queues the error.
    pub fn put(self) {
        match self {
            Fault::Encoding => error::put(error::ASN1_LIB),
            Fault::Format => error::put(reasons::UNKNOWN_SSL_VERSION),
            Fault::Version => error::put(reasons::UNSUPPORTED_SSL_VERSION),
            Fault::CipherLength => error::put(reasons::CIPHER_CODE_WRONG_LENGTH),
            Fault::Cipher => error::put(reasons::UNKNOWN_CIPHER_RETURNED),
        }
    }
}

/// Decodes the session at the start of `bytes`; with it, how many bytes it took.
pub fn decode(bytes: &[u8]) -> Result<(Parts, usize), Fault> {
    let mut input = Input(bytes);
    let mut body = Input(input.element(SEQUENCE)?);
    let consumed = bytes.len() - input.0.len();
    if body.integer()? != FORMAT {
        return Err(Fault::Format);
    }
    let version = c_int::try_from(body.integer()?).map_err(|_| Fault::Encoding)?;
    if !matches!(version >> 8, 0x03 | 0xFE) && version != 0x0100 {
        return Err(Fault::Version);
    }
    let Ok(code) = <[u8; 2]>::try_from(body.element(OCTET_STRING)?) else {
        return Err(Fault::CipherLength);
    };
    let cipher = SSL_CIPHER::find(u16::from_be_bytes(code)).ok_or(Fault::Cipher)?;
    let id = at_most(body.element(OCTET_STRING)?, MAX_ID)?.to_vec();
    let secret = at_most(body.element(OCTET_STRING)?, MAX_SECRET)?.to_vec();
    let mut parts = Parts {
        version,
        cipher: Some(cipher),
        id,
        secret: Zeroizing::new(secret),
        ..Parts::empty()
    };
    // [0], the key argument of SSL 2, has an implicit tag.
    let _ = body.optional(0x80)?;
    fields(&mut body, &mut parts)?;
    match body.0 {
        [] => Ok((parts, consumed)),
        _ => Err(Fault::Encoding),
    }
}

/// The optional fields, in the order of their numbers.
fn fields(body: &mut Input<'_>, parts: &mut Parts) -> Result<(), Fault> {
    parts.time = match body.number(field::TIME)? {
        0 => now(),
        time => time,
    };
    parts.timeout = match body.number(field::TIMEOUT)? {
        0 => SHORT_TIMEOUT,
        timeout => timeout,
    };
    if let Some(der) = body.optional(EXPLICIT | field::PEER)? {
        let peer = Certificate::from_der(der).ok_or(Fault::Encoding)?;
        parts.certificates = Arc::from([peer.clone()]);
        parts.peer = Some(peer);
        parts.peer_chain = Arc::from([der.to_vec()]);
    }
    let context = body.octets(field::ID_CONTEXT)?.unwrap_or_default();
    parts.id_context = IdContext(at_most(context, MAX_ID)?.to_vec());
    parts.verify_result = c_long::from(
        i32::try_from(body.number(field::VERIFY_RESULT)?).map_err(|_| Fault::Encoding)?,
    );
    parts.host_name = body.text(field::HOST_NAME)?;
    parts.psk.hint = body.text(field::PSK_IDENTITY_HINT)?;
    parts.psk.identity = body.text(field::PSK_IDENTITY)?;
    let ticket_lifetime_hint = body.small(field::TICKET_LIFETIME_HINT)?;
    let ticket = body.octets(field::TICKET)?.unwrap_or_default().to_vec();
    // [11] and [12]: compression and SRP, which this library does not have.
    let _ = body.octets(11)?;
    let _ = body.octets(12)?;
    let flags = body.number(field::FLAGS)?;
    parts.extended_master_secret = flags & FLAG_EXTENDED_MASTER_SECRET != 0;
    let ticket_age_add = body.small(field::TICKET_AGE_ADD)?;
    let max_early_data = body.small(field::MAX_EARLY_DATA)?;
    parts.alpn = body.octets(field::ALPN)?.unwrap_or_default().to_vec();
    let max_fragment_length =
        u8::try_from(body.small(field::MAX_FRAGMENT_LENGTH)?).map_err(|_| Fault::Encoding)?;
    parts.stored = Stored {
        ticket,
        ticket_lifetime_hint,
        ticket_age_add,
        ticket_data: body.octets(field::TICKET_DATA)?.map(<[u8]>::to_vec),
        max_early_data,
        max_fragment_length,
        group: body.small(field::GROUP)?,
    };
    if let Some(key) = body.octets(field::PEER_RAW_KEY)? {
        parts.peer_raw_key = Some(Key::from_public_info(key).ok_or(Fault::Encoding)?);
    }
    Ok(())
}

fn at_most(bytes: &[u8], limit: usize) -> Result<&[u8], Fault> {
    match bytes.len() <= limit {
        true => Ok(bytes),
        false => Err(Fault::Encoding),
    }
}

/// Bytes still to decode.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Fault::Encoding)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The content of the next element, which has this tag.
    fn element(&mut self, tag: u8) -> Result<&'a [u8], Fault> {
        let [found, first] = *self.take(2)? else {
            return Err(Fault::Encoding);
        };
        if found != tag {
            return Err(Fault::Encoding);
        }
        let length = match first {
            0..=0x7F => usize::from(first),
            0x81..=0x84 => self
                .take(usize::from(first & 0x7F))?
                .iter()
                .fold(0, |length, &byte| length << 8 | usize::from(byte)),
            _ => return Err(Fault::Encoding),
        };
        self.take(length)
    }

    fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Fault> {
        match self.0.first() {
            Some(&next) if next == tag => self.element(tag).map(Some),
            _ => Ok(None),
        }
    }

    fn integer(&mut self) -> Result<i64, Fault> {
        let bytes = self.element(INTEGER)?;
        let &[first, ..] = bytes else {
            return Err(Fault::Encoding);
        };
        if bytes.len() > 8 {
            return Err(Fault::Encoding);
        }
        let start = match first & 0x80 {
            0 => 0,
            _ => -1,
        };
        Ok(bytes
            .iter()
            .fold(start, |value, &byte| value << 8 | i64::from(byte)))
    }

    /// An optional INTEGER under an explicit tag; 0 without it.
    fn number(&mut self, number: u8) -> Result<i64, Fault> {
        let Some(content) = self.optional(EXPLICIT | number)? else {
            return Ok(0);
        };
        let mut inner = Input(content);
        let value = inner.integer()?;
        match inner.0 {
            [] => Ok(value),
            _ => Err(Fault::Encoding),
        }
    }

    fn small(&mut self, number: u8) -> Result<u32, Fault> {
        u32::try_from(self.number(number)?).map_err(|_| Fault::Encoding)
    }

    fn octets(&mut self, number: u8) -> Result<Option<&'a [u8]>, Fault> {
        let Some(content) = self.optional(EXPLICIT | number)? else {
            return Ok(None);
        };
        let mut inner = Input(content);
        let value = inner.element(OCTET_STRING)?;
        match inner.0 {
            [] => Ok(Some(value)),
            _ => Err(Fault::Encoding),
        }
    }

    /// Text up to its first NUL.
    fn text(&mut self, number: u8) -> Result<Option<CString>, Fault> {
        let octets = self.octets(number)?;
        Ok(octets.and_then(|octets| {
            let end = octets.iter().position(|&byte| byte == 0);
            CString::new(&octets[..end.unwrap_or(octets.len())]).ok()
        }))
    }
}
