//! The blocks of a PEM file that are not encrypted (RFC 7468): for files of many certificates,
//! which are read without a BIO.

/// One block.
pub struct Block {
    /// The text after `BEGIN`.
    pub label: String,
    /// The decoded bytes.
    pub der: Vec<u8>,
}

/// The blocks in order; text between them, and blocks that are broken, are passed over.
pub fn blocks(file: &[u8]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in file.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if let Some(label) = boundary(line, "-----BEGIN ") {
            open = Some((label.to_owned(), String::new()));
        } else if let Some(label) = boundary(line, "-----END ") {
            if let Some((begun, text)) = open.take()
                && begun == label
                && let Some(der) = base64(&text)
            {
                blocks.push(Block { label: begun, der });
            }
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
        }
    }
    blocks
}

fn boundary<'a>(line: &'a str, start: &str) -> Option<&'a str> {
    line.strip_prefix(start)?.strip_suffix("-----")
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut buffer, mut bits, mut padding) = (0u32, 0, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
        }
    }
    (padding <= 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_between_other_text() {
        let file = b"text\n-----BEGIN A-----\nAQID\n-----END A-----\r\n\
            -----BEGIN B-----\n!\n-----END B-----\n-----BEGIN C-----\nBA==\n-----END C-----";
        let blocks = blocks(file);
        let found: Vec<_> = blocks
            .iter()
            .map(|b| (b.label.as_str(), b.der.as_slice()))
            .collect();
        assert_eq!(found, [("A", &[1, 2, 3][..]), ("C", &[4][..])]);
    }
}
