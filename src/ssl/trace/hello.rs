//! Hellos and their extensions.

use super::names::{self, name};
use super::read::Reader;
use super::{Out, Told};
use crate::object::cipher::SSL_CIPHER;

pub fn client(out: &mut Out<'_>, reader: &mut Reader<'_>) -> Told {
    version(out, "client_version", reader)?;
    random(out, reader)?;
    out.bytes(6, "session_id", reader.short()?);
    out.bytes(6, "cookie", reader.short()?);
    let suites = reader.long()?;
    out.line(6, format_args!("cipher_suites (len={})", suites.len()));
    let mut suites = Reader(suites);
    while !suites.is_empty() {
        let (text, code) = suite(suites.u16()?);
        out.line(8, format_args!("{code} {text}"));
    }
    let methods = reader.short()?;
    out.line(
        6,
        format_args!("compression_methods (len={})", methods.len()),
    );
    for method in methods {
        let text = name(names::COMPRESSIONS, (*method).into());
        out.line(8, format_args!("{text} (0x{method:02X})"));
    }
    extensions(out, false, reader)
}

pub fn server(out: &mut Out<'_>, reader: &mut Reader<'_>) -> Told {
    version(out, "server_version", reader)?;
    random(out, reader)?;
    out.bytes(6, "session_id", reader.short()?);
    let (text, code) = suite(reader.u16()?);
    out.line(6, format_args!("cipher_suite {code} {text}"));
    let method = reader.u8()?;
    let text = name(names::COMPRESSIONS, method.into());
    out.line(
        6,
        format_args!("compression_method: {text} (0x{method:02X})"),
    );
    extensions(out, true, reader)
}

/// Collects the extensions of a ClientHello or ServerHello, with its header.
pub fn collect<'a>(message: &'a [u8], found: &mut Vec<(u16, &'a [u8])>) -> Told {
    const HEADER: usize = 12;
    const VERSION_AND_RANDOM: usize = 34;
    let mut reader = Reader(message);
    let kind = reader.take(HEADER)?[0];
    reader.take(VERSION_AND_RANDOM)?;
    reader.short()?;
    match kind {
        1 => {
            reader.short()?;
            reader.long()?;
            reader.short()?;
        }
        2 => {
            reader.take(3)?;
        }
        _ => return None,
    }
    let mut all = Reader(reader.long()?);
    while !all.is_empty() {
        found.push((all.u16()?, all.long()?));
    }
    Some(())
}

pub fn verify_request(out: &mut Out<'_>, reader: &mut Reader<'_>) -> Told {
    version(out, "server_version", reader)?;
    out.bytes(6, "cookie", reader.short()?);
    Some(())
}

fn version(out: &mut Out<'_>, what: &str, reader: &mut Reader<'_>) -> Told {
    let version = reader.u16()?;
    let text = name(names::VERSIONS, version);
    out.line(6, format_args!("{what}=0x{version:x} ({text})"));
    Some(())
}

fn random(out: &mut Out<'_>, reader: &mut Reader<'_>) -> Told {
    out.line(6, format_args!("Random:"));
    let time = reader.u32()?;
    out.line(8, format_args!("gmt_unix_time=0x{time:08X}"));
    out.bytes(8, "random_bytes", reader.take(28)?);
    Some(())
}

/// Name and number of a suite.
fn suite(code: u16) -> (&'static str, String) {
    let known = SSL_CIPHER::find(code).and_then(|suite| suite.standard_name.to_str().ok());
    let text = known
        .or_else(|| dtls::msg::CipherSuite(code).name())
        .unwrap_or("UNKNOWN");
    let [first, second] = code.to_be_bytes();
    (text, format!("{{0x{first:02X}, 0x{second:02X}}}"))
}

fn extensions(out: &mut Out<'_>, of_server: bool, reader: &mut Reader<'_>) -> Told {
    if reader.is_empty() {
        out.line(6, format_args!("No extensions"));
        return Some(());
    }
    let all = reader.long()?;
    out.line(6, format_args!("extensions, length = {}", all.len()));
    let mut all = Reader(all);
    while !all.is_empty() {
        let kind = all.u16()?;
        let body = all.long()?;
        let text = name(names::EXTENSIONS, kind);
        out.line(
            8,
            format_args!("extension_type={text}({kind}), length={}", body.len()),
        );
        if extension(out, of_server, kind, body).is_none() {
            out.dump(10, body);
        }
    }
    Some(())
}

/// `None`: not in words, so the bytes are shown.
fn extension(out: &mut Out<'_>, of_server: bool, kind: u16, body: &[u8]) -> Told {
    let mut reader = Reader(body);
    match kind {
        // max_fragment_length
        1 => {
            let &[mode] = body else { return None };
            let text = name(names::FRAGMENT_LENGTHS, mode.into());
            out.line(10, format_args!("{text} ({mode})"));
        }
        // supported_groups
        10 => list(out, whole_list(body)?, names::GROUPS, 2),
        // ec_point_formats
        11 => {
            let formats = reader.short().filter(|_| reader.is_empty())?;
            for format in formats {
                let text = name(names::POINT_FORMATS, (*format).into());
                out.line(10, format_args!("{text} ({format})"));
            }
        }
        // signature_algorithms, signature_algorithms_cert
        13 | 50 => schemes(out, 10, whole_list(body)?),
        // application_layer_protocol_negotiation
        16 => protocols(out, whole_list(body)?)?,
        // session_ticket
        35 if !body.is_empty() => out.bytes(12, "ticket", body),
        // renegotiation_info
        65281 => {
            let data = reader.short().filter(|_| reader.is_empty())?;
            if data.is_empty() {
                out.line(12, format_args!("<EMPTY>"));
            } else if of_server {
                let (client, server) = data.split_at_checked(data.len() / 2)?;
                out.bytes(12, "client_verify_data", client);
                out.bytes(12, "server_verify_data", server);
            } else {
                out.bytes(12, "client_verify_data", data);
            }
        }
        _ => return body.is_empty().then_some(()),
    }
    Some(())
}

/// A list of pairs of bytes, behind its length, that fills the body.
fn whole_list(body: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader(body);
    reader.long().filter(|_| reader.is_empty())
}

fn list(out: &mut Out<'_>, pairs: &[u8], names: &[(u16, &'static str)], width: usize) {
    for pair in pairs.chunks_exact(width) {
        let number = u16::from_be_bytes([pair[0], pair[1]]);
        out.line(10, format_args!("{} ({number})", name(names, number)));
    }
}

/// Signature schemes with their numbers.
pub fn schemes(out: &mut Out<'_>, indent: usize, pairs: &[u8]) {
    for pair in pairs.chunks_exact(2) {
        let number = u16::from_be_bytes([pair[0], pair[1]]);
        let text = name(names::SCHEMES, number);
        out.line(indent, format_args!("{text} (0x{number:04x})"));
    }
}

fn protocols(out: &mut Out<'_>, list: &[u8]) -> Told {
    let mut reader = Reader(list);
    while !reader.is_empty() {
        let protocol = reader.short()?;
        out.line(10, format_args!("{}", String::from_utf8_lossy(protocol)));
    }
    Some(())
}
