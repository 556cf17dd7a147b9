//! `ASN1_TIME`: UTCTime and GeneralizedTime.

pub mod abi;
pub mod moment;

use std::ffi::c_int;
use std::time::{SystemTime, UNIX_EPOCH};

use super::string::ASN1_STRING;
pub use moment::{Civil, DAY, Parsed, Rules, parse};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `ASN1_STRING_FLAG_X509_TIME`: only RFC 5280's forms are good.
pub const FLAG_X509_TIME: i64 = 0x100;

/// Seconds since 1970, by the system's clock.
pub fn now() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    }
}

/// What the string says, by the rules its flags choose.
pub fn read(string: &ASN1_STRING) -> Option<Parsed<'_>> {
    let strict = string.flags() & FLAG_X509_TIME != 0;
    let rules = if strict { Rules::Rfc5280 } else { Rules::Asn1 };
    parse(u8::try_from(string.type_()).ok()?, string.bytes(), rules)
}

/// The time as `ASN1_TIME_print` shows it, or in ISO 8601's form.
pub fn show(string: &ASN1_STRING, iso8601: bool) -> Option<String> {
    let Parsed {
        civil,
        fraction,
        zulu,
    } = read(string)?;
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = civil;
    let clock = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    Some(if iso8601 {
        let zone = if zulu { "Z" } else { "" };
        format!("{year:4}-{month:02}-{day:02} {clock}{zone}")
    } else {
        let zone = if zulu { " GMT" } else { "" };
        format!(
            "{} {day:2} {clock} {year}{zone}",
            MONTHS[usize::from(month) - 1]
        )
    })
}

/// Compares a certificate's time with `seconds` since 1970: -1 when it is not later, 1 when it is
/// later, 0 when it is not in the form RFC 5280 demands (`X509_cmp_time`).
pub fn compare_with(string: &ASN1_STRING, seconds: i64) -> c_int {
    let tag = u8::try_from(string.type_()).unwrap_or(0);
    match parse(tag, string.bytes(), Rules::Rfc5280) {
        None => 0,
        Some(parsed) if parsed.civil.to_unix() <= seconds => -1,
        Some(_) => 1,
    }
}

/// Makes `string` the time `seconds` after 1970, in the form RFC 5280 demands. False outside the
/// years 0 to 9999.
pub fn set(string: &mut ASN1_STRING, seconds: i64) -> bool {
    let Some((tag, text)) = Civil::from_unix(seconds).rfc5280() else {
        return false;
    };
    let done = string.set(text.as_bytes());
    if done {
        string.set_type(c_int::from(tag));
    }
    done
}

/// `seconds` moved by whole days and seconds. `None` outside what the calendar can say.
pub fn moved(seconds: i64, days: i64, more: i64) -> Option<i64> {
    let moved = seconds
        .checked_add(days.checked_mul(DAY)?)?
        .checked_add(more)?;
    (0..10_000).contains(&year_of(moved)?).then_some(moved)
}

fn year_of(seconds: i64) -> Option<i64> {
    // Within a span where the calendar's arithmetic cannot overflow.
    (seconds.abs() < 1 << 50).then(|| Civil::from_unix(seconds).year)
}
