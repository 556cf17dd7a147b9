//! The text form of a PEM block.

use std::ffi::c_int;

use zeroize::Zeroizing;

use super::{PEM_R_BAD_BASE64_DECODE, PEM_R_BAD_END_LINE, PEM_R_NO_START_LINE};

/// One block: what stands between its BEGIN and its END line.
#[derive(Debug)]
pub struct Block {
    /// The label, for example `RSA PRIVATE KEY`.
    pub name: String,
    /// The encapsulated header lines, each with its line end; empty for most blocks.
    pub header: String,
    /// The content.
    pub data: Zeroizing<Vec<u8>>,
}

/// The longest content in bytes: far beyond any key or certificate, below what a number of C can
/// say.
const MAX_DATA_LEN: usize = 64 << 20;

/// Reads the next block from lines. `Err` is a `PEM_R_*`; lines before BEGIN are passed over.
pub fn read(mut next_line: impl FnMut() -> Option<Zeroizing<Vec<u8>>>) -> Result<Block, c_int> {
    let name = loop {
        let line = next_line().ok_or(PEM_R_NO_START_LINE)?;
        let label = label(&line, b"-----BEGIN ");
        if let Some(name) = label.and_then(|label| std::str::from_utf8(label).ok()) {
            break name.to_owned();
        }
    };
    let mut header = String::new();
    let mut text = Zeroizing::new(Vec::new());
    let mut in_header = true;
    loop {
        let line = next_line().ok_or(PEM_R_BAD_END_LINE)?;
        let line = trimmed(&line);
        if let Some(end) = label(line, b"-----END ") {
            if end != name.as_bytes() {
                return Err(PEM_R_BAD_END_LINE);
            }
            let data = decode(&text).ok_or(PEM_R_BAD_BASE64_DECODE)?;
            return Ok(Block { name, header, data });
        }
        let continued = !header.is_empty() && (line.starts_with(b" ") || line.is_empty());
        if in_header && (line.contains(&b':') || continued) {
            in_header = !line.is_empty();
            header.push_str(std::str::from_utf8(line).map_err(|_| PEM_R_BAD_BASE64_DECODE)?);
            header.push('\n');
            continue;
        }
        in_header = false;
        if text.len() + line.len() > MAX_DATA_LEN {
            return Err(PEM_R_BAD_BASE64_DECODE);
        }
        append(&mut text, line);
    }
}

/// The text of a block.
pub fn write(name: &str, header: &str, data: &[u8]) -> Zeroizing<Vec<u8>> {
    let lines = data.len().div_ceil(48);
    let room = data.len() / 3 * 4 + lines + header.len() + 2 * name.len() + 48;
    let mut out = Zeroizing::new(Vec::with_capacity(room));
    out.extend_from_slice(format!("-----BEGIN {name}-----\n").as_bytes());
    if !header.is_empty() {
        out.extend_from_slice(header.as_bytes());
        out.push(b'\n');
    }
    for line in data.chunks(48) {
        encode(line, &mut out);
        out.push(b'\n');
    }
    out.extend_from_slice(format!("-----END {name}-----\n").as_bytes());
    out
}

fn label<'a>(line: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    trimmed(line).strip_prefix(start)?.strip_suffix(b"-----")
}

fn trimmed(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| *byte > b' ');
    &line[..end.map_or(0, |end| end + 1)]
}

/// Grows by doubling without leaving unwiped copies behind.
fn append(text: &mut Zeroizing<Vec<u8>>, line: &[u8]) {
    if text.capacity() - text.len() < line.len() {
        let room = (2 * text.capacity()).max(text.len() + line.len()).max(4096);
        let mut larger = Zeroizing::new(Vec::with_capacity(room));
        larger.extend_from_slice(text);
        *text = larger;
    }
    text.extend_from_slice(line);
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 (RFC 4648 section 4), appended to `out`.
pub fn encode(data: &[u8], out: &mut Vec<u8>) {
    for group in data.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            out.push(if at <= group.len() {
                ALPHABET[(bits >> (18 - 6 * at)) as usize & 63]
            } else {
                b'='
            });
        }
    }
}

/// The bytes of base64; white space was taken out before. `None` for anything else, and for wrong
/// padding.
pub fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    if padding > 2 {
        return None;
    }
    let digits = &text[..text.len() - padding];
    let mut out = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    for group in digits.chunks(4) {
        let mut bits = 0;
        for digit in group {
            bits = bits << 6 | u32::from(value(*digit)?);
        }
        bits <<= 6 * (4 - group.len());
        out.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    Some(out)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
