//! Names as text: `X509_NAME_oneline(3)`, `X509_NAME_print_ex(3)`.

use std::ffi::c_ulong;

use super::{X509_NAME, X509_NAME_ENTRY};
use crate::asn1::string::text::DUMP_ALL;

const SEP_MASK: c_ulong = 0xf << 16;
const SEP_COMMA_PLUS: c_ulong = 1 << 16;
const SEP_CPLUS_SPC: c_ulong = 2 << 16;
const SEP_SPLUS_SPC: c_ulong = 3 << 16;
const SEP_MULTILINE: c_ulong = 4 << 16;
const DN_REV: c_ulong = 1 << 20;
const FN_MASK: c_ulong = 3 << 21;
const FN_LN: c_ulong = 1 << 21;
const FN_OID: c_ulong = 2 << 21;
const FN_NONE: c_ulong = 3 << 21;
const SPC_EQ: c_ulong = 1 << 23;
const DUMP_UNKNOWN_FIELDS: c_ulong = 1 << 24;
const FN_ALIGN: c_ulong = 1 << 25;

impl X509_NAME {
    /// `/C=DE/CN=a+OU=b`: control bytes and bytes above `~` in hexadecimal, `/` and `+` escaped.
    /// With `size` the text has fewer bytes, and ends with a whole entry.
    pub fn oneline(&self, size: Option<usize>) -> Vec<u8> {
        let mut text = Vec::new();
        let mut previous = None;
        for entry in &self.entries {
            let mut piece = vec![if previous == Some(entry.set) {
                b'+'
            } else {
                b'/'
            }];
            previous = Some(entry.set);
            piece.extend_from_slice(short_name(entry).as_bytes());
            piece.push(b'=');
            for &byte in entry.value.bytes() {
                match byte {
                    b'/' | b'+' => piece.extend_from_slice(&[b'\\', byte]),
                    b' '..=b'~' => piece.push(byte),
                    _ => piece.extend_from_slice(format!("\\x{byte:02X}").as_bytes()),
                }
            }
            if size.is_some_and(|size| text.len() + piece.len() >= size) {
                break;
            }
            text.extend_from_slice(&piece);
        }
        text
    }

    /// `C=DE, CN=a`: the form of `XN_FLAG_COMPAT`, the one-line form with its slashes replaced.
    pub fn compat(&self) -> Vec<u8> {
        let line = self.oneline(None);
        let line = line.strip_prefix(b"/").unwrap_or(&line);
        let mut text = Vec::new();
        for (at, &byte) in line.iter().enumerate() {
            let begins_entry = match &line[at + 1..] {
                [b'A'..=b'Z', b'=', ..] | [b'A'..=b'Z', b'A'..=b'Z', b'=', ..] => byte == b'/',
                _ => false,
            };
            if begins_entry {
                text.extend_from_slice(b", ");
            } else {
                text.push(byte);
            }
        }
        text
    }

    /// The name as `flags` (`XN_FLAG_*` and `ASN1_STRFLGS_*`) ask for it; the first line is not
    /// indented. `None` when the flags name no separator or a value is broken.
    pub fn print(&self, indent: usize, flags: c_ulong) -> Option<Vec<u8>> {
        let (between, within, indent) = match flags & SEP_MASK {
            SEP_MULTILINE => ("\n", " + ", indent),
            SEP_COMMA_PLUS => (",", "+", 0),
            SEP_CPLUS_SPC => (", ", " + ", 0),
            SEP_SPLUS_SPC => ("; ", " + ", 0),
            _ => return None,
        };
        let mut text = Vec::new();
        let mut previous = None;
        let count = self.entries.len();
        for index in 0..count {
            let at = if flags & DN_REV == 0 {
                index
            } else {
                count - 1 - index
            };
            let entry = &self.entries[at];
            if previous == Some(entry.set) {
                text.extend_from_slice(within.as_bytes());
            } else if previous.is_some() {
                text.extend_from_slice(between.as_bytes());
                text.resize(text.len() + indent, b' ');
            }
            previous = Some(entry.set);
            entry.print(flags, &mut text)?;
        }
        Some(text)
    }
}

impl X509_NAME_ENTRY {
    fn print(&self, flags: c_ulong, text: &mut Vec<u8>) -> Option<()> {
        let unknown = self.object.nid() == 0;
        let style = flags & FN_MASK;
        if style != FN_NONE {
            let (name, width) = if style == FN_OID || unknown {
                (self.object.dotted(), 0)
            } else if style == FN_LN {
                (
                    self.object.long_name().map(readable).unwrap_or_default(),
                    25,
                )
            } else {
                (short_name(self), 10)
            };
            text.extend_from_slice(name.as_bytes());
            if flags & FN_ALIGN != 0 {
                text.resize(text.len() + usize::saturating_sub(width, name.len()), b' ');
            }
            text.extend_from_slice(if flags & SPC_EQ == 0 { b"=" } else { b" = " });
        }
        let dump = if unknown && flags & DUMP_UNKNOWN_FIELDS != 0 {
            DUMP_ALL
        } else {
            0
        };
        text.extend_from_slice(&self.value.print(flags | dump)?);
        Some(())
    }
}

/// The attribute's short name, or its number in dots where it has no name.
fn short_name(entry: &X509_NAME_ENTRY) -> String {
    let known = entry.object.nid() != 0;
    let name = entry.object.short_name().filter(|_| known);
    name.map_or_else(|| entry.object.dotted(), readable)
}

fn readable(name: &std::ffi::CStr) -> String {
    name.to_string_lossy().into_owned()
}
