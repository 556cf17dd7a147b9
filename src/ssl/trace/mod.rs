//! Messages in words, as `SSL_trace` prints them (SSL_CTX_set_msg_callback(3)).

use std::fmt::Write;

use crate::object::cipher::SSL_CIPHER;
use crate::sys::bio::Bio;
use crate::sys::cert::{self, Certificate};

mod handshake;
mod hello;
mod names;
mod read;

use names::name;
use read::Reader;

/// `SSL3_RT_HEADER`: the header of a record on the wire.
const HEADER: i32 = 0x100;
const CHANGE_CIPHER_SPEC: i32 = 20;
const ALERT: i32 = 21;
const HANDSHAKE: i32 = 22;

/// What a message is part of.
#[derive(Clone, Copy)]
pub struct Context {
    pub sent: bool,
    /// The suite that is being agreed on, or in use.
    pub cipher: Option<&'static SSL_CIPHER>,
    /// Signatures name their algorithm (version 1.2).
    pub signatures_have_schemes: bool,
}

/// Writes text, and hands certificates to libcrypto, which writes them to the same BIO.
struct Out<'a> {
    bio: &'a Bio,
    text: String,
}

/// What cannot be parsed ends the description of a message.
type Told = Option<()>;

impl Out<'_> {
    fn line(&mut self, indent: usize, text: std::fmt::Arguments<'_>) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(text);
        self.text.push('\n');
    }

    /// `name (len=..): hexadecimal`.
    fn bytes(&mut self, indent: usize, name: &str, bytes: &[u8]) {
        let mut hex = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            let _ = write!(hex, "{byte:02X}");
        }
        let length = bytes.len();
        self.line(indent, format_args!("{name} (len={length}): {hex}"));
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.bio.write_all(self.text.as_bytes());
            self.text.clear();
        }
    }

    fn dump(&mut self, indent: i32, bytes: &[u8]) {
        self.flush();
        if !bytes.is_empty() {
            self.bio.dump(bytes, indent);
        }
    }

    fn name(&mut self, indent: usize, length: usize, name: Option<&cert::Name>) {
        self.line(indent, format_args!("DistinguishedName (len={length}): "));
        self.text.pop();
        match name {
            Some(name) => {
                self.flush();
                name.print(self.bio);
            }
            None => self.text.push_str("<UNPARSEABLE DN>"),
        }
        self.text.push('\n');
    }

    fn certificate(&mut self, certificate: &Certificate) {
        self.flush();
        certificate.print(self.bio);
    }
}

/// The extensions of a ClientHello or ServerHello, up to what is malformed.
pub fn extensions(message: &[u8]) -> Vec<(u16, &[u8])> {
    let mut found = Vec::new();
    // What was read before an end that does not fit counts.
    hello::collect(message, &mut found);
    found
}

/// Describes a record's header, or a message with its own header.
pub fn describe(bio: &Bio, context: Context, content_type: i32, message: &[u8]) {
    let mut out = Out {
        bio,
        text: String::new(),
    };
    match content_type {
        HEADER => {
            header(&mut out, context, message);
            return out.flush();
        }
        HANDSHAKE => {
            let told = handshake::describe(&mut out, context, message);
            told.unwrap_or_else(|| out.line(4, format_args!("Message length parse error!")));
        }
        CHANGE_CIPHER_SPEC => match message {
            [1] => out.line(4, format_args!("change_cipher_spec (1)")),
            _ => out.bytes(4, "unknown value", message),
        },
        ALERT => match *message {
            [level, description] => {
                let level_name = match level {
                    1 => "warning",
                    2 => "fatal",
                    _ => "unknown",
                };
                out.line(
                    4,
                    format_args!(
                        "Level={level_name}({level}), description={}({description})",
                        crate::abi::names::alert_text(description),
                    ),
                );
            }
            _ => out.line(4, format_args!("Illegal Alert Length")),
        },
        _ => {}
    }
    out.text.push('\n');
    out.flush();
}

fn header(out: &mut Out<'_>, context: Context, message: &[u8]) {
    let direction = if context.sent { "Sent" } else { "Received" };
    let mut reader = Reader(message);
    let parsed = (|| {
        let kind = reader.u8()?;
        let version = reader.u16()?;
        let epoch = reader.u16()?;
        let sequence = reader.take(6)?;
        let length = reader.u16()?;
        Some((kind, version, epoch, sequence, length))
    })();
    let Some((kind, version, epoch, sequence, length)) = parsed else {
        out.bytes(0, &format!("{direction} too short message"), message);
        return;
    };
    let sequence: String = sequence.iter().map(|byte| format!("{byte:02x}")).collect();
    out.line(0, format_args!("{direction} Record"));
    out.line(0, format_args!("Header:"));
    out.line(
        2,
        format_args!(
            "Version = {} (0x{version:x})",
            name(names::VERSIONS, version)
        ),
    );
    out.line(2, format_args!("epoch={epoch}, sequence_number={sequence}"));
    out.line(
        2,
        format_args!(
            "Content Type = {} ({kind})",
            name(names::CONTENT_TYPES, kind.into())
        ),
    );
    out.line(2, format_args!("Length = {length}"));
}
