//! The checks that every message and extension has to pass.

use alloc::vec::Vec;
use core::fmt::Debug;

use super::{Codec, DecodeError, Reader, Writer};

/// Checks round trip, truncation at every byte and one byte too many, with `read` and `encode`
/// given as closures because some messages need context.
///
/// `optional` lists the lengths at which a shorter encoding is itself legal (a hello without its
/// extension block, for example).
pub(crate) fn check_with<T: Debug + PartialEq>(
    value: &T,
    optional: &[usize],
    read: impl Fn(&mut Reader<'_>) -> Result<T, DecodeError>,
    encode: impl Fn(&T, &mut Writer),
) -> Vec<u8> {
    let whole = |bytes: &[u8]| {
        let mut reader = Reader::new(bytes);
        let value = read(&mut reader)?;
        reader.finish()?;
        Ok::<T, DecodeError>(value)
    };
    let mut writer = Writer::new();
    encode(value, &mut writer);
    let bytes = writer.finish().expect("fits its prefixes");
    assert_eq!(whole(&bytes).as_ref(), Ok(value), "round trip");
    for end in 0..bytes.len() {
        let parsed = whole(&bytes[..end]);
        assert_eq!(
            parsed.is_ok(),
            optional.contains(&end),
            "cut at {end}: {parsed:?}"
        );
    }
    let mut longer = bytes.clone();
    longer.push(0);
    let parsed = whole(&longer);
    assert!(parsed.is_err(), "one byte too many: {parsed:?}");
    bytes
}

/// [`check_with`] for a type whose encoding needs no context.
pub(crate) fn check<T: Codec + Debug + PartialEq>(value: &T) -> Vec<u8> {
    check_with(value, &[], T::read, T::encode)
}
