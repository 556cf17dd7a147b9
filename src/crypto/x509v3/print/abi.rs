//! The exported functions that print extensions.

use std::ffi::{c_char, c_int, c_ulong};

use ffi::{cstr, shared_ref};

use crate::asn1::output::{count_to_file, to_bio};
use crate::bio::BIO;
use crate::err::guard;
use crate::stack::OPENSSL_STACK;
use crate::x509::X509_EXTENSION;
use crate::x509::cert::get::abi::stack_st_X509_EXTENSION;
use crate::x509::print::dotted;

const UNKNOWN_MASK: c_ulong = 0xf << 16;
const ERROR_UNKNOWN: c_ulong = 1 << 16;
const PARSE_UNKNOWN: c_ulong = 2 << 16;
const DUMP_UNKNOWN: c_ulong = 3 << 16;

/// One extension's value; `None` when the flags do not want what is not known.
pub fn value_text(extension: &X509_EXTENSION, flag: c_ulong, indent: usize) -> Option<String> {
    let der = extension.der_value();
    let broken = match super::value(extension.object().nid(), der, indent) {
        Ok(Some(text)) => return Some(text),
        Ok(None) => false,
        Err(_) => true,
    };
    let what = if broken {
        "<Parse Error>"
    } else {
        "<Not Supported>"
    };
    match flag & UNKNOWN_MASK {
        ERROR_UNKNOWN => Some(format!("{:indent$}{what}", "")),
        // Both show the bytes; the structure of unknown values is not taken apart.
        PARSE_UNKNOWN | DUMP_UNKNOWN => Some(format!("{:indent$}{}", "", super::hex(der))),
        _ => None,
    }
}

/// A list of extensions with a title.
pub fn list_text<'a>(
    title: Option<&str>,
    extensions: impl Iterator<Item = &'a X509_EXTENSION>,
    flag: c_ulong,
    indent: usize,
) -> Vec<u8> {
    let mut out = Vec::new();
    let indent = match title {
        Some(title) => {
            out.extend_from_slice(format!("{:indent$}{title}:\n", "").as_bytes());
            indent + 4
        }
        None => indent,
    };
    for extension in extensions {
        let critical = if extension.is_critical() {
            "critical"
        } else {
            ""
        };
        let name = extension.object().text();
        out.extend_from_slice(format!("{:indent$}{name}: {critical}\n", "").as_bytes());
        let wide = indent + 4;
        match value_text(extension, flag, wide) {
            Some(text) => out.extend_from_slice(text.as_bytes()),
            None => {
                out.resize(out.len() + wide, b' ');
                out.extend_from_slice(&dotted(extension.der_value()));
            }
        }
        out.push(b'\n');
    }
    out
}

fn width(indent: c_int) -> usize {
    usize::try_from(indent).unwrap_or(0)
}

/// Writes the value of an extension after `indent` spaces: 1; 0 when it is of no known kind and
/// `flag` (`X509V3_EXT_*`) does not ask for such values either.
///
/// # Safety
/// `out` is NULL or a BIO; `ext` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_EXT_print(
    out: *mut BIO,
    ext: *mut X509_EXTENSION,
    flag: c_ulong,
    indent: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an extension.
        let text = unsafe { shared_ref(ext) }.and_then(|ext| value_text(ext, flag, width(indent)));
        // SAFETY: the caller promises a BIO.
        text.map_or(0, |text| {
            // SAFETY: the caller promises a BIO.
            c_int::from(unsafe { to_bio(out, text.as_bytes()) })
        })
    })
}

/// As [`X509V3_EXT_print`], to a stdio stream.
///
/// # Safety
/// `out` is NULL or an open stream; `ext` is NULL or an extension.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_EXT_print_fp(
    out: *mut libc::FILE,
    ext: *mut X509_EXTENSION,
    flag: c_int,
    indent: c_int,
) -> c_int {
    guard(0, || {
        let flag = flag as c_ulong;
        // SAFETY: the caller promises an extension.
        let text = unsafe { shared_ref(ext) }.and_then(|ext| value_text(ext, flag, width(indent)));
        let Some(text) = text.filter(|_| !out.is_null()) else {
            return 0;
        };
        // SAFETY: the caller promises a stream.
        c_int::from(unsafe { count_to_file(out, text.as_bytes()) } >= 0)
    })
}

/// Writes a list of extensions under `title`, which may be NULL. 1 or 0.
///
/// # Safety
/// `out` is NULL or a BIO; `title` is NULL or a C string; `exts` is NULL or a stack of extensions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509V3_extensions_print(
    out: *mut BIO,
    title: *const c_char,
    exts: *const stack_st_X509_EXTENSION,
    flag: c_ulong,
    indent: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promises.
        unsafe {
            let items = shared_ref(exts).map_or(&[][..], OPENSSL_STACK::items);
            if items.is_empty() {
                return 1;
            }
            let title = cstr(title).map(|title| title.to_string_lossy());
            let list = items
                .iter()
                .filter_map(|item| shared_ref(item.cast::<X509_EXTENSION>().cast_const()));
            let text = list_text(title.as_deref(), list, flag, width(indent));
            c_int::from(to_bio(out, &text))
        }
    })
}
