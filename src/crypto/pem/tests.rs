use super::block::{Block, decode, encode, read, write};
use super::{PEM_R_BAD_BASE64_DECODE, PEM_R_BAD_END_LINE, PEM_R_NO_START_LINE};

use zeroize::Zeroizing;

fn parse(text: &str) -> Result<Block, i32> {
    let mut lines = text.split_inclusive('\n');
    read(|| Some(Zeroizing::new(lines.next()?.as_bytes().to_vec())))
}

#[test]
fn base64_round_trip() {
    for len in 0..100 {
        let data: Vec<u8> = (0..len).collect();
        let mut text = Vec::new();
        encode(&data, &mut text);
        assert_eq!(*decode(&text).unwrap(), data);
    }
    assert_eq!(
        decode(b"Zm9v").as_deref().map(Vec::as_slice),
        Some(&b"foo"[..])
    );
    for bad in ["Zm9", "Zm=v", "Z===", "Zm9!"] {
        assert!(decode(bad.as_bytes()).is_none(), "{bad}");
    }
}

#[test]
fn blocks_round_trip() {
    let data: Vec<u8> = (0..200).collect();
    let text = write("A NAME", "", &data);
    let text = format!("before\n{}after\n", std::str::from_utf8(&text).unwrap());
    let block = parse(&text).unwrap();
    assert_eq!((block.name.as_str(), block.header.as_str()), ("A NAME", ""));
    assert_eq!(*block.data, data);
    let block = parse(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(*block.data, data);
    let text = write("K", "Proc-Type: 4,ENCRYPTED\nDEK-Info: X,00\n", &data);
    let block = parse(std::str::from_utf8(&text).unwrap()).unwrap();
    assert_eq!(block.header.lines().count(), 3);
    assert_eq!(*block.data, data);
}

#[test]
fn broken_blocks_say_why() {
    for (text, reason) in [
        ("", PEM_R_NO_START_LINE),
        ("-----BEGIN X----\n", PEM_R_NO_START_LINE),
        ("-----BEGIN X-----\nAAAA\n", PEM_R_BAD_END_LINE),
        (
            "-----BEGIN X-----\nAAAA\n-----END Y-----\n",
            PEM_R_BAD_END_LINE,
        ),
        (
            "-----BEGIN X-----\nA*AA\n-----END X-----\n",
            PEM_R_BAD_BASE64_DECODE,
        ),
    ] {
        assert_eq!(parse(text).err(), Some(reason), "{text}");
    }
}
