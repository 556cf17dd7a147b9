//! The content octets of an OBJECT IDENTIFIER (X.690 8.19) and their dotted form.

/// Whether `content` is one or more base-128 numbers, each ended and without leading zeros.
pub fn is_valid(content: &[u8]) -> bool {
    let mut start = true;
    for byte in content {
        if start && *byte == 0x80 {
            return false;
        }
        start = byte & 0x80 == 0;
    }
    start && !content.is_empty()
}

/// The content octets of `1.2.840...` (also with spaces, as programs may write it). `None` when
/// it is no identifier: at least two arcs, the first 0 to 2, the second below 40 under 0 and 1.
pub fn content_from_dotted(text: &str) -> Option<Vec<u8>> {
    let mut arcs = text.split(['.', ' ']).map(digits);
    let first = small(&arcs.next()??).filter(|first| *first <= 2)?;
    let mut second = arcs.next()??;
    if first < 2 && small(&second).is_none_or(|second| second >= 40) {
        return None;
    }
    add(&mut second, first * 40);
    let mut content = Vec::new();
    push_base128(&mut content, second);
    for arc in arcs {
        push_base128(&mut content, arc?);
    }
    Some(content)
}

/// The dotted form; empty for no content. Arcs may be longer than any machine integer.
pub fn dotted(content: &[u8]) -> String {
    let mut out = String::new();
    let mut arc: Vec<u32> = Vec::new();
    for byte in content {
        shift_in(&mut arc, u32::from(byte & 0x7f));
        if byte & 0x80 != 0 {
            continue;
        }
        if out.is_empty() {
            let first = match arc.as_slice() {
                [] => 0,
                [low] => (*low / 40).min(2),
                _ => 2,
            };
            subtract(&mut arc, first * 40);
            out.push_str(&first.to_string());
        }
        out.push('.');
        out.push_str(&decimal(&arc));
        arc.clear();
    }
    out
}

/// Limbs of a number in base 10^9, least first; `None` unless `text` is decimal digits.
fn digits(text: &str) -> Option<Vec<u32>> {
    if text.is_empty() || text.len() > 512 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bytes = text.as_bytes();
    let limbs = bytes.rchunks(9).map(|chunk| {
        chunk
            .iter()
            .fold(0, |limb, digit| limb * 10 + u32::from(digit - b'0'))
    });
    Some(trimmed(limbs.collect()))
}

fn trimmed(mut limbs: Vec<u32>) -> Vec<u32> {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    limbs
}

fn small(limbs: &[u32]) -> Option<u32> {
    match limbs {
        [] => Some(0),
        [low] => Some(*low),
        _ => None,
    }
}

const BASE: u64 = 1_000_000_000;

fn add(limbs: &mut Vec<u32>, value: u32) {
    let mut carry = u64::from(value);
    for limb in limbs.iter_mut() {
        let sum = u64::from(*limb) + carry;
        *limb = (sum % BASE) as u32;
        carry = sum / BASE;
    }
    if carry != 0 {
        limbs.push(carry as u32);
    }
}

fn subtract(limbs: &mut Vec<u32>, value: u32) {
    let mut borrow = u64::from(value);
    for limb in limbs.iter_mut() {
        let (difference, next) = match u64::from(*limb).checked_sub(borrow) {
            Some(difference) => (difference, 0),
            None => (u64::from(*limb) + BASE - borrow, 1),
        };
        *limb = difference as u32;
        borrow = next;
    }
    *limbs = trimmed(std::mem::take(limbs));
}

fn shift_in(limbs: &mut Vec<u32>, bits: u32) {
    let mut carry = u64::from(bits);
    for limb in limbs.iter_mut() {
        let value = (u64::from(*limb) << 7) + carry;
        *limb = (value % BASE) as u32;
        carry = value / BASE;
    }
    if carry != 0 {
        limbs.push(carry as u32);
    }
}

fn push_base128(content: &mut Vec<u8>, mut limbs: Vec<u32>) {
    let start = content.len();
    loop {
        let mut remainder = 0;
        for limb in limbs.iter_mut().rev() {
            let value = remainder * BASE + u64::from(*limb);
            *limb = (value / 128) as u32;
            remainder = value % 128;
        }
        limbs = trimmed(limbs);
        let more = if content.len() > start { 0x80 } else { 0 };
        content.push(remainder as u8 | more);
        if limbs.is_empty() {
            break;
        }
    }
    content[start..].reverse();
}

fn decimal(limbs: &[u32]) -> String {
    let mut limbs = limbs.iter().rev();
    let mut out = limbs.next().map_or_else(|| "0".into(), u32::to_string);
    for limb in limbs {
        out.push_str(&format!("{limb:09}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_encodings() {
        for (text, content) in [
            ("1.2.840.113549", &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d][..]),
            ("2.5.4.3", &[0x55, 4, 3]),
            ("2.999.3", &[0x88, 0x37, 3]),
            ("0.0", &[0]),
            ("1.39", &[79]),
            ("2.40", &[120]),
        ] {
            assert_eq!(content_from_dotted(text).as_deref(), Some(content));
            assert_eq!(dotted(content), text);
        }
    }

    #[test]
    fn arcs_have_no_limit() {
        let text = "2.25.329800735698586629295641978511506172918.1000000000.18446744073709551616";
        assert_eq!(dotted(&content_from_dotted(text).unwrap()), text);
    }

    #[test]
    fn nonsense_is_refused() {
        for bad in [
            "", "1", "3.1", "1.40", "1..2", "1.2.", "a.b", "1.2.x", "-1.2",
        ] {
            assert_eq!(content_from_dotted(bad), None, "{bad}");
        }
        for bad in [&[][..], &[0x80, 1], &[0x2a, 0x86], &[0x2a, 0x80, 1]] {
            assert!(!is_valid(bad));
        }
        assert!(is_valid(&[0x2a, 0x86, 0x48]));
    }
}
