//! `ASN1_STRING_print_ex(3)`.

use std::ffi::{CStr, c_int, c_ulong};

use super::text::{DUMP_ALL, DUMP_DER, DUMP_UNKNOWN, IGNORE_TYPE, SHOW_TYPE, Width, escape};
use super::{ASN1_STRING, kinds};
use crate::err::{ERR_LIB_ASN1, raise};

impl ASN1_STRING {
    /// The text as `flags` (`ASN1_STRFLGS_*`) ask for it. `None` when the bytes are wrong for the
    /// type; the error is queued.
    pub fn print(&self, flags: c_ulong) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        if flags & SHOW_TYPE != 0 {
            out.extend_from_slice(tag_name(self.type_()).to_bytes());
            out.push(b':');
        }
        let width = if flags & DUMP_ALL != 0 {
            None
        } else if flags & IGNORE_TYPE != 0 {
            Some(Width::One)
        } else {
            let width = Width::of_type(self.type_());
            if flags & DUMP_UNKNOWN == 0 {
                width.or(Some(Width::One))
            } else {
                width
            }
        };
        let Some(width) = width else {
            self.dump(flags, &mut out);
            return Some(out);
        };
        let Some(escaped) = escape(width, self.bytes(), flags) else {
            raise(ERR_LIB_ASN1, super::choose::invalid(width));
            return None;
        };
        if escaped.quotes {
            out.push(b'"');
        }
        out.extend_from_slice(&escaped.text);
        if escaped.quotes {
            out.push(b'"');
        }
        Some(out)
    }

    /// `#` and the contents, or the whole encoding, in hexadecimal.
    fn dump(&self, flags: c_ulong, out: &mut Vec<u8>) {
        out.push(b'#');
        if flags & DUMP_DER == 0 {
            push_hex(self.bytes(), out);
        } else {
            push_hex(&kinds::to_der(self), out);
        }
    }
}

fn push_hex(bytes: &[u8], out: &mut Vec<u8>) {
    for byte in bytes {
        out.extend_from_slice(format!("{byte:02X}").as_bytes());
    }
}

/// The name of a universal tag number.
pub fn tag_name(tag: c_int) -> &'static CStr {
    // The negative integer types are shown as what they are a form of.
    let tag = if tag == 0x102 || tag == 0x10a {
        tag & !0x100
    } else {
        tag
    };
    usize::try_from(tag)
        .ok()
        .and_then(|tag| TAG_NAMES.get(tag))
        .copied()
        .unwrap_or(c"(unknown)")
}

const TAG_NAMES: [&CStr; 31] = [
    c"EOC",
    c"BOOLEAN",
    c"INTEGER",
    c"BIT STRING",
    c"OCTET STRING",
    c"NULL",
    c"OBJECT",
    c"OBJECT DESCRIPTOR",
    c"EXTERNAL",
    c"REAL",
    c"ENUMERATED",
    c"<ASN1 11>",
    c"UTF8STRING",
    c"<ASN1 13>",
    c"<ASN1 14>",
    c"<ASN1 15>",
    c"SEQUENCE",
    c"SET",
    c"NUMERICSTRING",
    c"PRINTABLESTRING",
    c"T61STRING",
    c"VIDEOTEXSTRING",
    c"IA5STRING",
    c"UTCTIME",
    c"GENERALIZEDTIME",
    c"GRAPHICSTRING",
    c"VISIBLESTRING",
    c"GENERALSTRING",
    c"UNIVERSALSTRING",
    c"<ASN1 29>",
    c"BMPSTRING",
];
