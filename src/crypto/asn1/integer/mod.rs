//! `ASN1_INTEGER` and `ASN1_ENUMERATED`: sign in the type, magnitude in the bytes.

pub mod abi;
pub mod big;

use super::der::DerError;
use super::string::ASN1_STRING;
use super::string::kinds::NEGATIVE;

/// Magnitude, without leading zeros but at least one byte, and sign of an INTEGER's contents.
pub fn magnitude_of(contents: &[u8]) -> Result<(Vec<u8>, bool), DerError> {
    let [first, rest @ ..] = contents else {
        return Err(DerError::Value);
    };
    // More than one byte must not begin with nine equal bits (X.690 section 8.3.2).
    if let Some(second) = rest.first()
        && (*first == 0 && second & 0x80 == 0 || *first == 0xff && second & 0x80 != 0)
    {
        return Err(DerError::Value);
    }
    if first & 0x80 == 0 {
        let from = usize::from(*first == 0 && !rest.is_empty());
        return Ok((contents[from..].to_vec(), false));
    }
    let mut magnitude = twos_complement(contents);
    if magnitude.len() > 1 && magnitude[0] == 0 {
        magnitude.remove(0);
    }
    Ok((magnitude, true))
}

/// The contents of an INTEGER with this magnitude and sign, in the shortest form.
pub fn contents_of(magnitude: &[u8], negative: bool) -> Vec<u8> {
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    let magnitude = &magnitude[zeros..];
    if magnitude.is_empty() {
        return vec![0];
    }
    let mut padded = vec![0];
    padded.extend_from_slice(magnitude);
    let mut contents = if negative {
        twos_complement(&padded)
    } else {
        padded
    };
    let sign_is_clear = contents[1] & 0x80 == contents[0] & 0x80;
    if sign_is_clear {
        contents.remove(0);
    }
    contents
}

fn twos_complement(bytes: &[u8]) -> Vec<u8> {
    let mut carry = true;
    let mut out: Vec<u8> = bytes
        .iter()
        .rev()
        .map(|byte| {
            let (sum, overflow) = (!byte).overflowing_add(u8::from(carry));
            carry = overflow;
            sum
        })
        .collect();
    out.reverse();
    out
}

/// The value of an INTEGER or ENUMERATED. `None` when it does not fit.
pub fn to_i64(string: &ASN1_STRING) -> Option<i64> {
    let magnitude = to_u64(string)?;
    let value = i128::from(magnitude);
    i64::try_from(if is_negative(string) { -value } else { value }).ok()
}

/// The magnitude of an INTEGER or ENUMERATED. `None` when it does not fit.
pub fn to_u64(string: &ASN1_STRING) -> Option<u64> {
    let bytes = string.bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros..];
    (bytes.len() <= 8).then(|| {
        bytes
            .iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte))
    })
}

/// True for the types of negative numbers.
pub fn is_negative(string: &ASN1_STRING) -> bool {
    string.type_() & NEGATIVE != 0
}

/// Orders numbers by sign, then by length and bytes; negative ones the other way round.
pub fn order_key(number: &ASN1_STRING) -> (bool, i64, Vec<u8>) {
    let magnitude = number.bytes();
    let length = i64::try_from(magnitude.len()).unwrap_or(i64::MAX);
    if is_negative(number) {
        (false, -length, magnitude.iter().map(|byte| !byte).collect())
    } else {
        (true, length, magnitude.to_vec())
    }
}

/// Makes `string` the number `value`, keeping whether it is INTEGER or ENUMERATED. False when
/// there is no memory.
pub fn set_i64(string: &mut ASN1_STRING, base_type: i32, value: i64) -> bool {
    set_magnitude(string, base_type, value.unsigned_abs(), value < 0)
}

/// As [`set_i64`], from magnitude and sign.
pub fn set_magnitude(string: &mut ASN1_STRING, base: i32, magnitude: u64, negative: bool) -> bool {
    let bytes = magnitude.to_be_bytes();
    let from = (magnitude.leading_zeros() as usize / 8).min(bytes.len() - 1);
    let done = string.set(&bytes[from..]);
    if done {
        string.set_type(base | if negative { NEGATIVE } else { 0 });
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip() {
        for value in [
            0,
            1,
            127,
            128,
            255,
            256,
            -1,
            -127,
            -128,
            -129,
            -256,
            i64::MAX,
            i64::MIN,
        ] {
            let mut string = ASN1_STRING::new(2);
            assert!(set_i64(&mut string, 2, value));
            assert_eq!(to_i64(&string), Some(value));
            let contents = contents_of(string.bytes(), is_negative(&string));
            let (magnitude, negative) = magnitude_of(&contents).unwrap();
            assert_eq!(
                (magnitude.as_slice(), negative),
                (string.bytes(), value < 0),
                "{value}"
            );
        }
        assert_eq!(contents_of(&[0x80], true), [0x80]);
        assert_eq!(contents_of(&[0x01, 0x00], true), [0xff, 0x00]);
    }

    #[test]
    fn long_forms_are_refused() {
        assert!(magnitude_of(&[]).is_err());
        assert!(magnitude_of(&[0, 1]).is_err());
        assert!(magnitude_of(&[0xff, 0xff]).is_err());
        assert_eq!(to_u64(&ASN1_STRING::with(2, &[1; 9]).unwrap()), None);
    }
}
