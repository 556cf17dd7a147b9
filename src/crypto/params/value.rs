//! Numbers of any width in the machine's byte order.

/// The number in `bytes`. `None` when it does not fit in 128 bits.
pub fn read(bytes: &[u8], signed: bool) -> Option<i128> {
    let little: Vec<u8> = if cfg!(target_endian = "little") {
        bytes.to_vec()
    } else {
        bytes.iter().rev().copied().collect()
    };
    let negative = signed && little.last()? & 0x80 != 0;
    let fill = if negative { 0xff } else { 0 };
    let mut wide = [fill; 16];
    for (at, byte) in little.iter().enumerate() {
        match wide.get_mut(at) {
            Some(place) => *place = *byte,
            None if *byte == fill => {}
            None => return None,
        }
    }
    let value = i128::from_le_bytes(wide);
    (negative == (value < 0)).then_some(value)
}

/// Writes `value` to all of `bytes`. False when it does not fit.
pub fn write(bytes: &mut [u8], signed: bool, value: i128) -> bool {
    if !signed && value < 0 {
        return false;
    }
    let fill = if value < 0 { 0xff } else { 0 };
    let wide = value.to_le_bytes();
    let len = bytes.len();
    for (at, place) in bytes.iter_mut().enumerate() {
        *place = wide.get(at).copied().unwrap_or(fill);
    }
    let cut = wide
        .get(len..)
        .unwrap_or(&[])
        .iter()
        .any(|byte| *byte != fill);
    let sign_lost = signed && len > 0 && (bytes[len - 1] & 0x80 != 0) != (value < 0);
    if cfg!(target_endian = "big") {
        bytes.reverse();
    }
    !cut && !sign_lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_signs() {
        let mut bytes = [0; 4];
        assert!(write(&mut bytes, true, -5));
        assert_eq!(read(&bytes, true), Some(-5));
        assert_eq!(read(&bytes, false), Some(0xffff_fffb));
        assert!(!write(&mut bytes, false, -1));
        assert!(!write(&mut bytes, true, 1 << 31));
        assert!(write(&mut bytes, false, 1 << 31));
        assert!(!write(&mut bytes, false, 1 << 32));
        let mut wide = [0; 24];
        assert!(write(&mut wide, true, -1));
        assert_eq!(read(&wide, true), Some(-1));
        assert_eq!(read(&wide, false), None);
    }
}
