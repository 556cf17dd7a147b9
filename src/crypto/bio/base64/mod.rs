//! A filter that encodes what is written and decodes what is read (`BIO_f_base64(3)`, RFC 4648).
//!
//! With `BIO_FLAGS_BASE64_NO_NL` the text is one line without end, else lines of 64 characters.

pub mod abi;

/// Bytes of a full line.
pub(crate) const LINE: usize = 48;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of `bytes`, padded.
pub(crate) fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) & 63;
            let used = at <= group.len();
            text.push(if used { ALPHABET[index as usize] } else { b'=' });
        }
    }
    text
}

/// Decodes text that comes in pieces.
#[derive(Default)]
pub(crate) struct Decoder {
    /// Characters of a group that is not whole.
    group: Vec<u8>,
    /// The present line as far as it is known, until the first line of the text was found.
    line: Vec<u8>,
    started: bool,
    ended: bool,
}

impl Decoder {
    /// Takes over text and gives the bytes that are whole. In lines, what precedes the first line of
    /// nothing but the alphabet is skipped; what follows the padding or a foreign character is
    /// not read.
    pub(crate) fn update(&mut self, text: &[u8], in_lines: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for character in text {
            if self.ended {
                break;
            }
            if self.started || !in_lines {
                self.take(*character, &mut bytes);
            } else if *character == b'\n' {
                self.end_line(&mut bytes);
            } else {
                self.line.push(*character);
            }
        }
        bytes
    }

    /// The end of the text: a last line without its end counts.
    pub(crate) fn finish(&mut self, in_lines: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        if in_lines && !self.started {
            self.end_line(&mut bytes);
        }
        self.ended = true;
        bytes
    }

    fn end_line(&mut self, bytes: &mut Vec<u8>) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim_ascii();
        let foreign = |character: &u8| *character != b'=' && value(*character).is_none();
        if text.is_empty() || !text.len().is_multiple_of(4) || text.iter().any(foreign) {
            return;
        }
        self.started = true;
        for character in text {
            self.take(*character, bytes);
        }
    }

    fn take(&mut self, character: u8, bytes: &mut Vec<u8>) {
        if self.ended || character.is_ascii_whitespace() {
            return;
        }
        if character != b'=' && value(character).is_none() {
            self.ended = true;
            return;
        }
        self.group.push(character);
        if self.group.len() < 4 {
            return;
        }
        let group = std::mem::take(&mut self.group);
        let padding = group.iter().rev().take_while(|c| **c == b'=').count();
        let bits = group
            .iter()
            .fold(0u32, |bits, c| bits << 6 | value(*c).unwrap_or(0));
        if padding > 2 || group[..4 - padding].contains(&b'=') {
            self.ended = true;
            return;
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
        self.ended = padding > 0;
    }
}

fn value(character: u8) -> Option<u32> {
    let index = ALPHABET.iter().position(|known| *known == character)?;
    u32::try_from(index).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_rfc_4648() {
        let vectors: [(&[u8], &[u8]); 7] = [
            (b"", b""),
            (b"f", b"Zg=="),
            (b"fo", b"Zm8="),
            (b"foo", b"Zm9v"),
            (b"foob", b"Zm9vYg=="),
            (b"fooba", b"Zm9vYmE="),
            (b"foobar", b"Zm9vYmFy"),
        ];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes), text);
            assert_eq!(Decoder::default().update(text, false), bytes);
            // In pieces of one character.
            let mut decoder = Decoder::default();
            let mut got = Vec::new();
            for character in text {
                got.extend(decoder.update(&[*character], true));
            }
            got.extend(decoder.finish(true));
            assert_eq!(got, bytes);
        }
    }

    #[test]
    fn foreign_lines_are_skipped_before_and_end_the_text_after() {
        let mut decoder = Decoder::default();
        let text = b"-----BEGIN X-----\nSome: header\n\nZm9v\r\nYmFy\n-----END X-----\nZm9v\n";
        assert_eq!(decoder.update(text, true), b"foobar");
        assert_eq!(Decoder::default().update(b"Zm=v", false), b"");
        assert_eq!(Decoder::default().update(b"Zg==Zm9v", false), b"f");
    }
}
