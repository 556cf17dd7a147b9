//! Text into BIOs: dumps (`BIO_dump(3)` of `BIO_printf(3)`'s family) and error lines.
//!
//! `BIO_printf` itself is C (`variadic.c`); what it has formatted comes here.

pub mod abi;

/// Bytes on a line without indent.
const WIDTH: usize = 16;

/// The lines of a dump: offset, bytes, characters. Deep indents leave room for fewer bytes.
pub(crate) fn dump_lines(bytes: &[u8], indent: i32) -> Vec<String> {
    let indent = usize::try_from(indent).unwrap_or(0).min(64);
    let width = WIDTH - indent.saturating_sub(indent.min(6)).div_ceil(4);
    let rows = bytes.chunks(width).enumerate();
    rows.map(|(row, chunk)| {
        let mut line = format!("{:indent$}{:04x} - ", "", row * width);
        for at in 0..width {
            match chunk.get(at) {
                Some(byte) => {
                    let gap = if at == 7 { '-' } else { ' ' };
                    line.push_str(&format!("{byte:02x}{gap}"));
                }
                None => line.push_str("   "),
            }
        }
        line.push_str("  ");
        let shown = |byte: &u8| {
            if (b' '..=b'~').contains(byte) {
                char::from(*byte)
            } else {
                '.'
            }
        };
        line.extend(chunk.iter().map(shown));
        line.push('\n');
        line
    })
    .collect()
}

/// Hexadecimal text of `BIO_hex_string`: `width` bytes a line, further lines indented.
pub(crate) fn hex_text(bytes: &[u8], indent: i32, width: i32) -> String {
    let indent = usize::try_from(indent).unwrap_or(0);
    let mut text = String::new();
    let mut column = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if column == 0 && at > 0 {
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(&format!("{byte:02X}"));
        if at + 1 < bytes.len() {
            text.push(':');
        }
        column += 1;
        if column == width && at + 1 < bytes.len() {
            text.push('\n');
            column = 0;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dumps_look_like_openssls() {
        // Outputs of OpenSSL 3.0.22 for the same bytes.
        let bytes = b"hello world 0123456789\x01\xff zzz\0\0";
        assert_eq!(
            dump_lines(bytes, 0),
            [
                "0000 - 68 65 6c 6c 6f 20 77 6f-72 6c 64 20 30 31 32 33   hello world 0123\n",
                "0010 - 34 35 36 37 38 39 01 ff-20 7a 7a 7a 00 00         456789.. zzz..\n",
            ]
        );
        let indented = dump_lines(b"0123456789abcdef", 33);
        assert_eq!(
            indented[1].trim_start(),
            "0009 - 39 61 62 63 64 65 66         9abcdef\n"
        );
        assert_eq!(dump_lines(b"he", 70).len(), 2);
        assert_eq!(dump_lines(&[0x30; 17], -4)[1].trim_end(), {
            "0010 - 30                                                0"
        });
        assert_eq!(dump_lines(&[0; 16], 7)[0].matches("00 ").count(), 15);
    }

    #[test]
    fn hex_lines_are_cut_at_their_width() {
        assert_eq!(
            hex_text(b"hello wor", 4, 8),
            "68:65:6C:6C:6F:20:77:6F:\n    72"
        );
        assert_eq!(hex_text(b"", 4, 8), "");
    }
}
