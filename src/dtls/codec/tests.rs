use super::*;

#[test]
fn numbers_round_trip() {
    let mut writer = Writer::new();
    writer.u8(0x01);
    writer.u16(0x0203);
    writer.u24(0x04_0506);
    writer.u32(0x0708_090a);
    writer.u48(0x0b0c_0d0e_0f10);
    writer.u64(0x1112_1314_1516_1718);
    let bytes = writer.finish().unwrap();
    assert_eq!(bytes, (1..=0x18).collect::<Vec<u8>>());

    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.u8(), Ok(0x01));
    assert_eq!(reader.u16(), Ok(0x0203));
    assert_eq!(reader.u24(), Ok(0x04_0506));
    assert_eq!(reader.u32(), Ok(0x0708_090a));
    assert_eq!(reader.u48(), Ok(0x0b0c_0d0e_0f10));
    assert_eq!(reader.finish(), Err(DecodeError::TrailingBytes));
    assert_eq!(reader.u64(), Ok(0x1112_1314_1516_1718));
    assert_eq!(reader.finish(), Ok(()));
    assert_eq!(reader.u8(), Err(DecodeError::Truncated));
}

#[test]
fn failed_reads_do_not_move() {
    let mut reader = Reader::new(&[5, 1, 2]);
    assert_eq!(reader.vec8(), Err(DecodeError::Truncated));
    assert_eq!(reader.u32(), Err(DecodeError::Truncated));
    assert_eq!(reader.take(4), Err(DecodeError::Truncated));
    assert_eq!(reader.used(), 0);
    assert_eq!(reader.rest(), [5, 1, 2]);
    assert!(reader.is_empty());
}

#[test]
fn vector_limits_hold_on_both_ends() {
    let length = VectorLength::u8(2, 3);
    for (bytes, good) in [
        (&[1, 9][..], false),
        (&[2, 9, 9], true),
        (&[3, 9, 9, 9], true),
        (&[4, 9, 9, 9, 9], false),
    ] {
        let expected = if good {
            Ok(&bytes[1..])
        } else {
            Err(DecodeError::Length)
        };
        assert_eq!(Reader::new(bytes).vector(length), expected);
    }
}

#[test]
fn nested_vectors_get_their_lengths() {
    let mut writer = Writer::append(alloc::vec![0xff]);
    {
        let mut outer = writer.nested24();
        outer.u8(1);
        let mut inner = outer.nested16();
        inner.vec8(&[7, 8]);
    }
    assert_eq!(writer.finish().unwrap(), [0xff, 0, 0, 6, 1, 0, 3, 2, 7, 8]);
}

#[test]
fn a_vector_too_long_spoils_the_writer() {
    let mut writer = Writer::new();
    writer.vec8(&[0; 255]);
    assert_eq!(writer.finish().map(|bytes| bytes.len()), Ok(256));

    let mut writer = Writer::new();
    writer.vec8(&[0; 256]);
    assert_eq!(writer.finish(), Err(Oversize));

    let mut writer = Writer::new();
    writer.vector(VectorLength::u16(0, 4), &[0; 5]);
    assert_eq!(writer.finish(), Err(Oversize));

    let mut writer = Writer::new();
    writer.u24(1 << 24);
    assert_eq!(writer.finish(), Err(Oversize));

    let mut writer = Writer::new();
    writer.u48(1 << 48);
    assert_eq!(writer.finish(), Err(Oversize));
}
